# Comparer
compare-title = Comparer des pays
compare-lead = Choisissez des pays, des années et une ventilation. L’adresse de cette page reproduit ce que vous voyez.
compare-begin = Choisissez ce que vous voulez comparer. Les chiffres proviennent des rapports de tous les membres conservés sur ce nœud ; ce que vous consultez ne quitte pas votre organisation.
compare-measures = Chiffres disponibles
compare-measure = Ce qui est compté
compare-other-measure = Afficher
compare-no-measures = Il n’y a pas encore de chiffres.
compare-no-measures-more = Ils apparaîtront dès qu’un rapport contenant un tableau sera arrivé.
compare-n-records = { $count ->
    [one] une publication
   *[other] { $n } publications
}
compare-n-members = { $count ->
    [one] un membre
   *[other] { $n } membres
}
compare-choices = Ce que vous comparez
compare-countries = Pays
compare-all-countries = tous
compare-countries-hint = Si vous n’en choisissez aucun, tous les pays sont affichés.
compare-apart = Afficher séparément
compare-apart-hint = Ce qui n’est pas affiché séparément compte avec son total publié.
compare-country = Pays
compare-year = Années
compare-period = Trimestres et mois
compare-by-member = Membres qui publient
compare-total = Total
compare-unit-of = Unité
compare-from = Première année
compare-to = Dernière année
compare-first = La plus ancienne
compare-last = La plus récente
compare-per = Nombres ou taux
compare-per-hint = Les taux utilisent la population au 1ᵉʳ janvier selon Eurostat.
compare-counts = Nombres
compare-per-100000 = Pour 100 000 habitants
compare-per-1000000 = Pour 1 000 000 d’habitants
compare-form = Graphique
compare-form-any = Selon les données
compare-form-line = Courbes
compare-form-bar = Barres
compare-form-multiples = Petits graphiques juxtaposés
compare-form-map = Carte
compare-further = Autres choix
compare-members = Uniquement les chiffres de ces membres
compare-members-hint = Un membre peut aussi publier des chiffres sur d’autres pays.
compare-add-periods = Additionner les trimestres et les mois lorsqu’aucune année n’est publiée
compare-add-periods-hint = Correct pour des événements, comme des demandes ; incorrect pour des stocks, comme des personnes à une date donnée.
compare-public-only = Uniquement les chiffres de publications publiques
compare-show = Afficher
compare-no-answer = Cette question n’a pas de réponse
compare-mind = À prendre en compte dans la comparaison
compare-drawing-note = Ce qui est supprimé ou inconnu est dessiné comme tel, jamais comme zéro. Tous les chiffres figurent dans le tableau ci-dessous.
compare-table = Chiffres
compare-figure = Chiffre
compare-nothing = Aucun chiffre ne correspond à ces choix.
compare-nothing-do = Choisissez davantage de pays ou d’années, ou affichez moins d’éléments séparément.
compare-left-out = { $count ->
    [one] Un autre chiffre ne figure pas sur cette page, mais dans les fichiers ci-dessous.
   *[other] { $n } autres chiffres ne figurent pas sur cette page, mais dans les fichiers ci-dessous.
}
compare-missing = non disponible
compare-suppressed = supprimé pour protéger des personnes
compare-not-whole = au moins cette valeur : une partie est supprimée ou inconnue, il n’y a donc pas de total
compare-added = additionné ici à partir de chiffres publiés
compare-suppressed-note = Un chiffre supprimé (c) n’est pas un zéro et ne doit pas être traité comme tel. Aucune somme n’est jamais faite sur des chiffres supprimés.
compare-source = Source
compare-sources = Sources
compare-more-sources = { $count ->
    [one] Une autre source est indiquée dans les fichiers.
   *[other] { $n } autres sources sont indiquées dans les fichiers.
}
compare-register = Registre :
compare-reference-date = date de référence
compare-definitions = Définition de ces chiffres
compare-take = Emporter
compare-files = Chiffres :
compare-pictures = Graphique :
compare-address = Lien vers cette vue
compare-refused-no-measure = Il n’y a pas ici de chiffres nommés « { $name } ».
compare-refused-meant = Vouliez-vous dire « { $name } » ?
compare-refused-choose = Choisissez des chiffres dans la liste.
compare-refused-dimension = Aucun tableau de ces chiffres n’est ventilé par « { $name } ».
compare-refused-code = « { $dimension } » n’a pas de valeur « { $name } » dans ces chiffres.
compare-refused-country = Il n’existe pas de pays « { $name } ».
compare-refused-member = Aucun chiffre ne provient d’un membre « { $name } ».
compare-refused-unreadable = « { $name } » n’est pas compréhensible ici.
compare-refused-twice = « { $name } » est demandé deux fois.
compare-refused-twice-do = Indiquez chaque ventilation et chaque condition une seule fois, et soit les années, soit les périodes.
compare-refused-overlap = « { $one } » et « { $other } » se recoupent et ne peuvent donc pas être additionnés : certaines personnes compteraient deux fois.
compare-refused-overlap-do = Affichez « { $dimension } » séparément, ou choisissez l’un des deux.
compare-refused-years = Les années sont inversées : de { $first } à { $last }.
compare-refused-years-do = Choisissez comme première année la plus ancienne.
compare-refused-units = Les tableaux de ces chiffres ont des unités différentes, qui ne peuvent pas être comparées.
compare-refused-units-do = Choisissez une unité.
compare-refused-periods = Les chiffres de plusieurs années ({ $first } à { $last }) n’en feraient plus qu’un.
compare-refused-periods-do = Affichez les années séparément, choisissez une seule année, ou indiquez sous « Autres choix » que les périodes peuvent être additionnées.
compare-refused-rates-added = Des parts et des taux ne peuvent pas être additionnés.
compare-refused-rates-added-do = Affichez les pays séparément et choisissez une valeur de chaque ventilation.
compare-refused-no-count = Ces chiffres ne sont pas des nombres de personnes ou de cas ; il n’y a donc pas de taux par habitant.
compare-refused-no-count-do = Choisissez « Nombres ».
compare-refused-rate-years = Un taux exige la population d’une seule année.
compare-refused-rate-years-do = Affichez les années séparément, ou choisissez une seule année.
compare-refused-too-many = La réponse serait trop longue.
compare-refused-too-many-do = Choisissez des pays, des années ou des valeurs, ou affichez moins d’éléments séparément.
compare-refused-too-large = Une somme est trop grande pour être affichée.
compare-refused-other = Il n’est pas possible de répondre : { $why }
compare-undrawn-nothing = Il n’y a aucun chiffre à dessiner.
compare-undrawn-country = Une carte exige des chiffres par pays.
compare-undrawn-country-do = Affichez les pays séparément ; l’année la plus récente est dessinée.
compare-undrawn-axis = Un seul chiffre ne fait pas un graphique.
compare-undrawn-axis-do = Affichez quelque chose séparément, par exemple les pays ou les années.
compare-undrawn-lines = Le graphique aurait { $count } courbes, plus qu’on ne peut en distinguer.
compare-undrawn-points = Le graphique aurait { $count } points sur son axe, plus qu’il n’y a de place.
compare-undrawn-less-do = Choisissez moins de pays, d’années ou de valeurs, ou affichez moins d’éléments séparément. Le tableau contient tous les chiffres.
compare-undrawn-map-years = Une carte ne montre qu’une chose à la fois.
compare-undrawn-map-years-do = N’affichez séparément que les pays et, au besoin, les années.
