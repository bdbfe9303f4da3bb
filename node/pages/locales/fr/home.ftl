# La première page, et ce que disent les listes de publications.

home-title = Les connaissances du réseau
home-search-label = Rechercher des rapports et des bonnes pratiques dans toutes les langues
home-search-hint = Par exemple traite des êtres humains, "titre de séjour" ou un pays. Votre question ne quitte pas ce nœud.
home-waiting = { $count ->
    [one] { $n } projet attend votre approbation
   *[other] { $n } projets attendent votre approbation
}
home-newest = Publications les plus récentes
home-since = { $count ->
    [0] Rien n’est arrivé depuis votre dernière visite.
    [one] { $n } publication est arrivée depuis votre dernière visite.
   *[other] { $n } publications sont arrivées depuis votre dernière visite.
}
home-nothing = Il n’y a pas encore de publications ici. Elles apparaissent dès que ce nœud a pu en joindre un autre ou qu’il a lui-même publié.
home-all = Toutes les publications, les plus récentes d’abord
home-topics = Thèmes
home-figures = Chiffres clés
home-network = Le réseau
home-network-more = En savoir plus sur le réseau
home-records = Publications
home-connected = Nœuds connectés
home-equal = Nœuds ayant les mêmes publications
home-of = { $part } sur { $whole }
home-own = Dernière publication d’ici
home-never = rien encore
home-members = Les membres et leurs publications
home-member = Membre
home-entries = Signées
home-latest = Dernière
home-own-member = ce nœud
home-online = connecté
home-warning-more = Détails
home-warning-hold = Rien ne peut être publié ici pour le moment.
home-warning-storage = Le nœud ne peut pas écrire sur son disque.
home-warning-index = La recherche ne connaît pas encore toutes les publications ; elle est en cours de mise à jour.
home-warning-roster = Il existe deux listes de membres valables portant la même version. Adressez-vous aux détenteurs des clés racines.
home-warning-frozen = { $count ->
    [one] { $n } journal est gelé : sa clé a signé deux entrées différentes portant le même numéro.
   *[other] { $n } journaux sont gelés : leurs clés ont signé deux entrées différentes portant le même numéro.
}
home-warning-rules = { $count ->
    [one] { $n } publication d’un membre a été refusée parce qu’elle enfreint les règles.
   *[other] { $n } publications de membres ont été refusées parce qu’elles enfreignent les règles.
}
home-warning-alone = Ce nœud n’est connecté à aucun autre. Ce que vous voyez ici peut ne pas être à jour.

card-new = nouveau
card-withdrawn-reason = Motif :
card-tables = { $count ->
    [one] { $n } tableau
   *[other] { $n } tableaux
}
kind-newer = Publication d’une version plus récente du programme
card-newer-version = version plus récente
