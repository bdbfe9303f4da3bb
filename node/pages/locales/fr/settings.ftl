# Paramètres
settings = Paramètres
settings-ways = Paramètres
settings-own = Votre compte
settings-tokens = Jetons
settings-searches = Recherches enregistrées
settings-accounts = Comptes
settings-audit = Journal d’audit
settings-full-name = Nom
settings-login = Identifiant de connexion
settings-roles = Rôles
settings-roles-hint = Votre administrateur attribue les rôles. Toute personne connectée peut lire.
settings-password = Mot de passe
settings-password-lead = Lorsque vous changez de mot de passe, toutes vos autres sessions prennent fin.
settings-password-change = Changer de mot de passe
settings-password-elsewhere = Vous vous connectez avec le compte de votre administration ; changez-y votre mot de passe.
settings-owner = Vous êtes connecté comme propriétaire de ce nœud, par un lien de la ligne de commande. Vous pouvez lire et administrer. Pour publier, approuver ou créer des jetons, connectez-vous avec un compte personnel.
settings-sessions = Vos connexions
settings-sessions-lead = Une session prend fin d’elle-même après un temps d’inactivité.
settings-n-sessions = { $count ->
    [one] Une session
   *[other] { $n } sessions
}
settings-since = Connexion
settings-last = Dernière utilisation
settings-way = Moyen
settings-by-password = par mot de passe
settings-by-link = par lien à usage unique
settings-by-provider = par votre administration
settings-this-session = celle-ci
settings-sign-out-everywhere = Se déconnecter partout
settings-sign-out-everywhere-hint = Met fin à toutes vos sessions, y compris celle-ci. Faites-le si vous avez quitté un ordinateur sans vous déconnecter.
role-reader = Lecteur
role-publisher = Rédacteur
role-approver = Approbateur
role-administrator = Administrateur
role-reader-hint = Lit tout ce que ce nœud conserve.
role-publisher-hint = Prépare des publications et les soumet.
role-approver-hint = Approuve ce que d’autres ont soumis, ou le renvoie.
role-administrator-hint = Gère les comptes et lit le journal d’audit.

tokens-lead = Avec un jeton, un programme tel que R, Python ou un tableur interroge ce nœud en votre nom. Il peut faire ce que vous choisissez ici, et jamais plus que vous.
tokens-list = Vos jetons
tokens-none = Vous n’avez pas de jetons.
tokens-n = { $count ->
    [one] Un jeton
   *[other] { $n } jetons
}
tokens-name = Nom
tokens-name-hint = Son usage, par exemple « chiffres dans R ».
tokens-scopes = Ce qu’il peut faire
tokens-scopes-hint = Ne choisissez que ce dont le programme a besoin.
tokens-days = Durée de validité
tokens-n-days = { $count ->
    [one] { $n } jour
   *[other] { $n } jours
}
tokens-new = Nouveau jeton
tokens-make = Créer le jeton
tokens-made = Créé
tokens-expires = Valable jusqu’au
tokens-used = Dernière utilisation
tokens-never = jamais
tokens-state = État
tokens-valid = valable
tokens-expired = expiré
tokens-revoked = révoqué
tokens-revoke = Révoquer
tokens-revoke-ask = Les programmes qui utilisent ce jeton seront désormais refusés. Le révoquer ?
tokens-fresh = Le jeton « { $name } » a été créé
tokens-once = C’est la seule fois que vous le voyez. Copiez-le maintenant.
tokens-secret = Le jeton
tokens-try = Essayez-le :
tokens-command = Une commande qui utilise le jeton
tokens-keep = Conservez-le comme un mot de passe : ni dans des courriels, ni dans des fichiers que d’autres lisent. S’il tombe entre de mauvaises mains, révoquez-le ici.
tokens-wrong-name = Donnez au jeton un nom d’au plus 64 caractères qu’aucun de vos autres jetons ne porte.
tokens-wrong-scopes = Choisissez au moins une chose que le jeton peut faire.
tokens-wrong-days = Choisissez l’une des durées.
tokens-full = Il y a autant de jetons qu’il peut y en avoir. Révoquez-en un qui n’est plus nécessaire.

searches-lead = Une recherche enregistrée peut être rouverte, et suivie dans un lecteur de flux.
searches-keep = Enregistrer une recherche
searches-looks-for = Elle porte sur :
searches-everything = toutes les publications
searches-name = Nom
searches-name-hint = Pour que vous la reconnaissiez.
searches-save = Enregistrer la recherche
searches-list = Vos recherches enregistrées
searches-none = Vous n’avez pas de recherches enregistrées.
searches-none-more = Cherchez quelque chose et choisissez « Enregistrer cette recherche » à côté des résultats.
searches-saved = enregistrée le
searches-feed = Adresse pour un lecteur de flux
searches-feed-hint = Quiconque connaît cette adresse peut lire les résultats sans se connecter. Ne la donnez à personne ; supprimer la recherche y met fin.
searches-remove = Supprimer
searches-remove-hint = Supprimer une recherche met fin à son flux.
searches-wrong-name = Donnez à la recherche un nom de 1 à 120 caractères.
searches-wrong-query = Cette recherche ne peut pas être enregistrée : { $why }
searches-too-many = Vous avez autant de recherches enregistrées qu’il est permis. Supprimez-en une dont vous n’avez plus besoin.

accounts-lead = Chacun se connecte avec son propre compte. Toute modification faite ici est inscrite au journal d’audit.
accounts-list = Tous les comptes
accounts-n = { $count ->
    [one] Un compte
   *[other] { $n } comptes
}
accounts-state = État
accounts-since = Créé le
accounts-active = actif
accounts-newcomer = doit choisir un mot de passe
accounts-disabled = désactivé
accounts-new = Nouveau compte
accounts-login-hint = Lettres, chiffres et . _ - @, par exemple a.jansen
accounts-full-name-hint = Tel que les collègues connaissent la personne ; il figure à côté des brouillons et des approbations.
accounts-roles-hint = Personne n’approuve son propre brouillon, quels que soient ses rôles.
accounts-make = Créer le compte
accounts-make-hint = La page suivante affiche un mot de passe initial. La personne doit en choisir un autre à la première connexion.
accounts-provider-hint = Il est aussi possible de se connecter par votre administration ; l’exploitant du nœud règle l’attribution des comptes et des rôles.
accounts-fresh = Mot de passe initial pour
accounts-once = C’est la seule fois que vous le voyez.
accounts-initial = Mot de passe initial
accounts-hand-over = Transmettez-le en personne ou par téléphone. Il doit être changé à la première connexion.
accounts-own = C’est votre propre compte.
accounts-provider = Se connecte par
accounts-save-roles = Enregistrer les rôles
accounts-reset = Nouveau mot de passe
accounts-reset-lead = Pour une personne qui a oublié le sien. Toutes ses sessions prennent fin, et elle en choisit un autre à la connexion.
accounts-reset-do = Créer un mot de passe initial
accounts-access = Accès
accounts-not-own = Vous ne pouvez ni désactiver votre propre compte, ni vous retirer le rôle d’administrateur. Un autre administrateur le peut.
accounts-disable = Désactiver
accounts-disable-lead = La personne ne peut plus se connecter. Toutes ses sessions prennent fin aussitôt ; ses jetons et ses flux cessent de fonctionner. Les brouillons et le journal d’audit restent.
accounts-disable-do = Désactiver le compte
accounts-disable-ask = La personne est déconnectée aussitôt. Désactiver le compte ?
accounts-enable = Réactiver
accounts-enable-lead = La personne peut se connecter à nouveau, avec les mêmes rôles.
accounts-enable-do = Réactiver le compte
accounts-wrong-login = Cet identifiant ne convient pas : utilisez 1 à 64 lettres, chiffres ou . _ - @, en commençant par une lettre ou un chiffre.
accounts-taken = Il existe déjà un compte de ce nom.
accounts-wrong-full-name = Indiquez un nom de 1 à 100 caractères, sur une ligne.
accounts-full = Il y a autant de comptes qu’il peut y en avoir.
accounts-last-administrator = Quelqu’un doit rester administrateur. Donnez d’abord ce rôle à un autre compte.
accounts-wait = Trop de demandes à la fois. Réessayez dans quelques secondes.

audit-lead = Qui a fait quoi sur ce nœud. Les lignes sont seulement ajoutées, et chacune est liée à la précédente par une empreinte, de sorte qu’une ligne modifiée ou supprimée se voit.
audit-verified = { $count ->
    [0] Le journal est vide.
    [one] Le journal a { $n } ligne et il est intact.
   *[other] Les { $n } lignes ont été vérifiées : chacune découle de la précédente.
}
audit-head = Empreinte de la dernière ligne, à comparer avec une copie :
audit-broken = La ligne { $line } ne découle pas de la précédente.
audit-broken-do = Elle a été modifiée ou supprimée, ou le disque a failli. Les lignes qui précèdent sont affichées. Comparez avec une sauvegarde et prévenez la personne responsable de la sécurité ; ce nœud n’écrit plus de lignes et ne publie rien tant que ce n’est pas réglé.
audit-filter = Choisir des lignes
audit-action = Quoi
audit-all-actions = Tout
audit-who = Qui
audit-show = Afficher
audit-n = { $count ->
    [0] Aucune ligne
    [one] { $n } ligne
   *[other] { $n } lignes
}
audit-download = Télécharger tout le journal
audit-none = Aucune ligne ne correspond.
audit-number = N°
audit-when = Quand
audit-about = Objet
audit-hash = Empreinte

did-override = Avertissement écarté
did-publish = Publication
did-publish-alone = Publication sans seconde personne
did-submit = Brouillon soumis
did-send-back = Brouillon renvoyé
did-approve = Brouillon approuvé
did-sign-in = Connexion
did-sign-in-refused = Connexion refusée
did-sign-in-link = Lien de connexion créé
did-sign-out = Déconnexion
did-sign-out-everywhere = Déconnexion partout
did-password-change = Mot de passe changé
did-user-add = Compte créé
did-user-roles = Rôles modifiés
did-user-disable = Compte désactivé
did-user-enable = Compte réactivé
did-user-password = Mot de passe initial créé
did-user-link = Compte relié à la connexion de l’administration
did-token-create = Jeton créé
did-token-revoke = Jeton révoqué
did-person-add = Personne inscrite
did-person-remove = Personne retirée
did-search-save = Recherche enregistrée
did-search-remove = Recherche enregistrée supprimée
did-audit-download = Journal d’audit téléchargé
did-take-back = Brouillon repris
did-discard = Brouillon abandonné
