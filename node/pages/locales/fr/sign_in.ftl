# Signing in, and changing a password.
sign-in-where = Vous vous connectez au nœud de votre propre point de contact dans le réseau { $network }.
sign-in-needed = Connectez-vous pour voir cette page.
sign-in-expired = Vous avez été inactif un certain temps ; votre session a donc pris fin. Reconnectez-vous pour continuer ; les projets que vous aviez enregistrés sont toujours là.
sign-in-signed-out = Vous êtes déconnecté. Sur un ordinateur partagé, fermez aussi le navigateur.
sign-in-stale-link = Ce lien de connexion a déjà servi ou est trop ancien. Demandez-en un nouveau avec « emn open », ou connectez-vous avec votre nom et votre mot de passe.
sign-in-wrong = Le nom et le mot de passe ne correspondent pas. Vérifiez-les et réessayez.
sign-in-wait = Trop de tentatives. Veuillez attendre { $time } et réessayer.
sign-in-provider-failed = Le service de connexion de votre administration ne vous a pas laissé entrer. Réessayez, ou adressez-vous à votre administrateur.
sign-in-stranger = Le service de connexion de votre administration vous connaît, mais vous n’avez pas de compte sur ce nœud. Demandez-en un à votre administrateur.
sign-in-with = Se connecter avec { $provider }
sign-in-with-provider = Se connecter avec le compte de votre administration
sign-in-or = ou avec nom et mot de passe
sign-in-name = Nom d’utilisateur
sign-in-password = Mot de passe
sign-in-trouble = Vous n’arrivez pas à vous connecter ?
sign-in-help = Les comptes sont créés par l’administrateur de ce nœud. Si vous avez oublié votre mot de passe, demandez-en un nouveau ; personne ne peut lire l’ancien.
password-title = Changer votre mot de passe
password-must = L’administrateur connaît le mot de passe que vous avez reçu. Choisissez-en un qui vous soit propre avant de continuer.
password-current = Mot de passe actuel
password-new = Nouveau mot de passe
password-rules = { $count ->
    [one] Au moins { $n } caractère. Quelques mots sans rapport entre eux se retiennent mieux que des signes. Ce ne doit être ni votre nom ni un mot de passe courant.
   *[other] Au moins { $n } caractères. Quelques mots sans rapport entre eux se retiennent mieux que des signes. Ce ne doit être ni votre nom ni un mot de passe courant.
}
password-again = Nouveau mot de passe, encore une fois
password-change = Changer le mot de passe
password-wrong = Ce n’est pas votre mot de passe actuel.
password-differs = Les deux nouveaux mots de passe diffèrent. Saisissez deux fois le même.
password-same = Le nouveau mot de passe est l’ancien. Choisissez-en un autre.
password-short = { $count ->
    [one] Le nouveau mot de passe est trop court. Il lui faut au moins { $n } caractère.
   *[other] Le nouveau mot de passe est trop court. Il lui faut au moins { $n } caractères.
}
password-weak = Ce mot de passe est facile à deviner. Choisissez-en un autre.
password-long = { $count ->
    [one] Le nouveau mot de passe est trop long. Il peut avoir au plus { $n } caractère.
   *[other] Le nouveau mot de passe est trop long. Il peut avoir au plus { $n } caractères.
}
password-name = Le mot de passe ne doit pas être votre nom d’utilisateur.
