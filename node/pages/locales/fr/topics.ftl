# Le vocabulaire et ses thèmes.

topics-title = Thèmes
topics-means = Le vocabulaire contrôlé du réseau. Un thème désigne la même chose dans chaque langue : une recherche sur ce thème trouve des publications dans toutes les langues.
topics-all = Tous les thèmes
topics-files = Pour les programmes
topics-files-mean = Le vocabulaire en SKOS, avec les libellés dans toutes les langues et les liens vers EuroVoc.
topic-other-words = Aussi :
topic-all-records = { $count ->
    [0] Rechercher sur ce thème
    [one] { $n } publication sur ce thème
   *[other] Les { $n } publications sur ce thème
}
topic-feed = Flux (Atom)
topic-figures = Chiffres clés
topic-newest-reports = Rapports les plus récents
topic-newest-practices = Bonnes pratiques les plus récentes
topic-no-reports = Il n’y a pas encore de rapport sur ce thème.
topic-no-practices = Il n’y a pas encore de bonne pratique sur ce thème.
topic-all-reports = { $count ->
    [one] { $n } rapport
   *[other] Les { $n } rapports
}
topic-all-practices = { $count ->
    [one] { $n } bonne pratique
   *[other] Les { $n } bonnes pratiques
}
topic-around = Thèmes voisins
topic-narrower = Thèmes plus précis
topic-related = Thèmes apparentés
topic-labels = Dans d’autres langues
topic-labels-show = { $count ->
    [one] Son nom dans { $n } autre langue
   *[other] Son nom dans { $n } autres langues
}
topic-identifier = Identifiant :
topic-eurovoc = EuroVoc { $number }
topic-missing-title = Ce thème n’existe pas
topic-missing = Le vocabulaire d’ici n’a pas de thème
topic-missing-search = Rechercher quand même les publications qui le portent
