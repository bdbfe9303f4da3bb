# Around every page.
product = Nœud du REM
skip-to-content = Aller au contenu
language-choice = Langue
theme-choice = Apparence
theme-system = Comme sur cet appareil
theme-light = Claire
theme-dark = Sombre
signed-in-as = Connecté en tant que
sign-in = Se connecter
sign-out = Se déconnecter
menu = Menu
navigation = Navigation principale
place-home = Accueil
place-topics = Thèmes
place-search = Recherche
place-compare = Comparer
place-publish = Publier
place-approvals = Approbations
place-network = Réseau
place-settings = Paramètres
n-waiting = { $count ->
    [one] { $n } projet vous attend
   *[other] { $n } projets vous attendent
}
search-everything = Rechercher dans toutes les publications
search-placeholder = Mots ou thème, en toute langue
search-button = Rechercher
api-documentation = Documentation de l’API
feeds = Nouvelles publications (Atom)
about-this-node = À propos de ce nœud
licence = Logiciel libre sous licence EUPL-1.2

# Numbers, days, sizes.
date = { $day } { $month } { $year }
month = { $month } { $year }
quarter = T{ $quarter } { $year }
month-01 = janvier
month-02 = février
month-03 = mars
month-04 = avril
month-05 = mai
month-06 = juin
month-07 = juillet
month-08 = août
month-09 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
size-bytes = { $n } octets
size-kilobytes = { $n } ko
size-megabytes = { $n } Mo
n-records = { $count ->
    [one] { $n } publication
   *[other] { $n } publications
}
n-results = { $count ->
    [0] Aucun résultat
    [one] { $n } résultat
   *[other] { $n } résultats
}
n-more = { $count ->
    [one] { $n } de plus
   *[other] { $n } de plus
}
and-n-more = { $count ->
    [one] et { $n } autre
   *[other] et { $n } autres
}
n-mistakes = { $count ->
    [one] Un point requiert votre attention
   *[other] { $n } points requièrent votre attention
}
n-minutes = { $count ->
    [one] { $n } minute
   *[other] { $n } minutes
}
n-seconds = { $count ->
    [one] { $n } seconde
   *[other] { $n } secondes
}

# Words for records.
kind-report = Rapport de tendances
kind-practice = Bonne pratique
kind-correction = Correction
kind-withdrawal = Retrait
audience-public = Public
audience-network = Réservé au réseau
audience-public-meaning = Tout le monde peut le lire.
audience-network-meaning = Seuls les membres et les observateurs du réseau peuvent le lire.
standing-superseded = Remplacé
standing-withdrawn = Retiré
topics = Thèmes
countries = Pays couverts
covers = Couvre
period = Période
member = Membre
organisation = Organisation
languages = Langues
version = Version

# Words for forms and buttons.
optional = (facultatif)
mistake = Erreur :
no = Non
cancel = Annuler
back = Retour
remove = Retirer
none = Aucun
total = Total
unknown = Non connu
done = terminé
copy = Copier
copied = Copié
download = Télécharger
figures-behind = Les chiffres dans un tableau
pages = Pages de résultats
first-page = Première page
next-page = Page suivante
steps = Étapes
filter-chosen = (choisi ; suivez le lien pour le retirer)
way-here = Chemin vers cette page

# Said once, above a page.
notice-saved = Vos modifications ont été enregistrées.
notice-deleted = La suppression a été effectuée.
notice-sent = L’envoi a été effectué.
notice-password-changed = Votre mot de passe a été modifié. Toutes vos autres sessions ont été fermées.

# When a page cannot be shown.
error-label = Erreur { $status }
error-request = Référence pour votre administrateur : { $id }
error-home = Aller à la page d’accueil
error-search = Rechercher dans les publications
error-400 = La demande n’a pas été comprise
error-400-what = Un élément de l’adresse ou du formulaire ne convient pas. Revenez en arrière, vérifiez votre saisie et envoyez-la de nouveau.
error-401 = Veuillez vous connecter
error-401-what = Cette page est réservée aux personnes ayant un compte sur ce nœud. Connectez-vous, ou demandez un compte à votre administrateur.
error-403 = Vous n’êtes pas autorisé à le faire
error-403-what = Votre compte n’a pas le rôle nécessaire, ou le formulaire était trop ancien. Revenez en arrière, rechargez la page et recommencez. Si vous avez besoin de ce rôle, adressez-vous à votre administrateur.
error-404 = Cette page n’existe pas
error-404-what = L’adresse est peut-être mal saisie, ou ce qui s’y trouvait a été supprimé. Faites une recherche, ou partez de la page d’accueil.
error-405 = Ce n’est pas possible ici
error-405-what = L’adresse existe, mais pas pour ce type de demande. Revenez en arrière et utilisez les boutons de la page.
error-409 = Quelqu’un vous a devancé
error-409-what = Ce que vous vouliez modifier a été modifié entre-temps. Revenez en arrière, rechargez la page et regardez son état actuel.
error-410 = Ce contenu a été retiré
error-410-what = Le membre qui l’avait publié l’a retiré. Son contenu n’est plus affiché.
error-413 = C’est trop volumineux
error-413-what = Le fichier ou le texte dépasse ce que ce nœud accepte. Envoyez-en un plus petit, ou divisez-le.
error-415 = Ce type de fichier n’est pas accepté
error-415-what = Envoyez l’un des types indiqués par le formulaire.
error-422 = Quelque chose n’est pas correct
error-422-what = Revenez en arrière, corrigez ce qui est indiqué ci-dessous et envoyez de nouveau.
error-429 = Trop de tentatives
error-429-what = Pour protéger les comptes, ce nœud attend avant de répondre de nouveau. Réessayez dans quelques minutes.
error-500 = Une erreur s’est produite dans ce nœud
error-500-what = Vous n’y êtes pour rien, et ce que vous aviez enregistré est en sécurité. Réessayez dans un instant. Si l’erreur se répète, communiquez la référence ci-dessous à votre administrateur.
error-503 = Ce nœud est occupé
error-503-what = Il sera bientôt de nouveau disponible. Attendez quelques secondes, puis rechargez la page.
