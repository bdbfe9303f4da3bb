# Publier : brouillons, cas, tableaux, textes, et leur suite.

publish-title = Publier
publish-lead = Ici, les rapports et les bonnes pratiques sont préparés, vérifiés et soumis. Rien ne quitte ce nœud avant qu’un brouillon ait été approuvé et signé.
publish-all-drafts = Tous les brouillons
publish-untitled = sans titre
publish-begin = Commencer quelque chose de nouveau
publish-begin-from-record = Pour corriger ou retirer un document publié, allez à sa page : « nouvelle version de ce document » et « retirer ce document » mènent ici.
publish-new-cases = Nouveau rapport à partir de cas
publish-new-cases-means = Vous avez des enregistrements de cas, une ligne par personne. Ils sont comptés et protégés sur cette machine ; seul le tableau protégé est conservé.
publish-new-table = Nouveau rapport à partir d’un tableau
publish-new-table-means = Vous avez un tableau terminé et déjà protégé, ou un rapport sans chiffres.
publish-new-practice = Nouvelle bonne pratique
publish-new-practice-means = Vous décrivez une façon de travailler que d’autres peuvent reprendre.
publish-mine = Mes brouillons
publish-mine-none = Vous n’avez pas de brouillon.
publish-others = Brouillons d’autres personnes
publish-others-none = Personne d’autre n’a de brouillon.
publish-column-title = Titre
publish-column-kind = Type
publish-column-state = État
publish-column-owner = Commencé par
publish-column-changed = Dernière modification

publish-kind-report = Rapport
publish-kind-practice = Bonne pratique
publish-kind-new-report = Nouvelle version d’un rapport
publish-kind-new-practice = Nouvelle version d’une bonne pratique
publish-kind-withdrawal = Retrait

publish-state-writing = en cours de rédaction
publish-state-sent-back = renvoyé
publish-state-submitted = en attente d’approbation
publish-state-publishing = en cours de signature
publish-state-published = publié
publish-state-discarded = abandonné

publish-step-upload = Téléverser
publish-step-columns = Colonnes
publish-step-table = Tableau protégé
publish-step-describe = Décrire
publish-step-check = Vérifier
publish-step-preview = Aperçu
publish-step-submit = Soumettre
publish-step-position = Étape { $number } sur { $of } : { $step }

publish-upload-cases-title = Téléverser des cas
publish-upload-table-title = Téléverser un tableau terminé
publish-upload-cases-lead = Choisissez un fichier avec une ligne par personne, ou par personne et par cas. Il est compté ici, et les petits nombres sont protégés avant que quiconque les voie.
publish-upload-table-lead = Choisissez un fichier CSV avec une colonne par dimension, une colonne de valeurs et, s’il y en a, une colonne d’indicateurs. Les cellules supprimées n’ont pas de valeur et portent l’indicateur c. Un tableau où de petits nombres restent visibles relève des « cas » : il y est protégé.
publish-promise-title = Ce qu’il advient de vos cas
publish-promise-memory = Ils restent dans la mémoire de cette machine. Ils ne sont jamais écrits sur disque, jamais journalisés et jamais envoyés.
publish-promise-forgotten = { $count ->
    [one] Ils sont oubliés dès que vous acceptez le tableau, et après { $n } minute sans utilisation.
   *[other] Ils sont oubliés dès que vous acceptez le tableau, et après { $n } minutes sans utilisation.
}
publish-promise-table = Sont conservés le tableau protégé et, dans le registre scellé de ce nœud, les nombres auxquels les tableaux ultérieurs sont comparés.
publish-upload-cases-label = Fichier de cas (CSV, TSV ou Parquet)
publish-upload-table-label = Fichier du tableau (CSV)
publish-upload-hint = { $count ->
    [one] { $n } Mio au plus, en UTF-8. Comptez les fichiers plus grands en ligne de commande avec emn tabulate.
   *[other] { $n } Mio au plus, en UTF-8. Comptez les fichiers plus grands en ligne de commande avec emn tabulate.
}
publish-upload-button = Téléverser
publish-upload-rather-cases = Téléverser plutôt des cas
publish-upload-rather-table = Téléverser plutôt un tableau terminé
publish-upload-without = Un rapport n’a pas besoin de tableau.
publish-upload-skip = Continuer sans tableau
publish-file-refused = Le fichier n’a pas pu être pris
publish-file-held = Le fichier « { $file } » est encore en mémoire.
publish-go-on-with-file = Continuer avec ce fichier

publish-columns-title = Ce que signifient les colonnes
publish-columns-lead = Voici ce que suggèrent l’en-tête et les premières lignes de « { $file } ». Corrigez ce qui ne convient pas.
publish-columns-legend = Colonnes du fichier
publish-columns-hint = Chaque colonne qui a une signification devient une dimension du tableau. Choisissez peu de dimensions : plus le tableau est fin, plus il faut en supprimer.
publish-columns-hint-finished = Indiquez quelles colonnes sont des dimensions, laquelle contient les valeurs et laquelle les indicateurs.
publish-column-of-file = Colonne
publish-column-meaning = Signification
publish-columns-look = Examiner de nouveau les colonnes
publish-meaning-none = non utilisée
publish-meaning-person = désigne la personne (chacune compte une fois)
publish-meaning-count = nombre de personnes de la ligne
publish-meaning-value = valeurs
publish-meaning-flag = indicateurs
publish-meaning-own = une dimension propre
publish-date-order = Ordre du jour, du mois et de l’année
publish-date-order-hint = Les dates de cette colonne peuvent se lire de plusieurs façons.
publish-order-ymd = année-mois-jour (2025-03-14)
publish-order-dmy = jour-mois-année (14-03-2025)
publish-order-mdy = mois-jour-année (03-14-2025)
publish-periods = Périodes comptées
publish-periods-year = années
publish-periods-quarter = trimestres et années
publish-periods-month = mois, trimestres et années
publish-age-at = Date à laquelle l’âge compte
publish-age-at-hint = La colonne contient des naissances. Choisissez la colonne de la date à laquelle l’âge compte, ou donnez une année pour toutes.
publish-age-at-year = l’année ci-dessous, pour toutes
publish-age-year = Année au cours de laquelle l’âge est atteint
publish-age-bands = Groupes d’âge
publish-age-bands-hint = Codes du plus jeune au plus âgé, sans lacune, tels que Y_LT14 Y14-17 Y18-34 Y35-64 Y_GE65.
publish-total-code = Code du total
publish-total-code-hint = La ligne qui est la somme de toutes les autres, s’il y en a une. Déclarez-la : les sommes que personne ne déclare ne sont pas vérifiées.
publish-total-none = il n’y en a pas
publish-open-values = Ces valeurs n’ont pas encore de code. Choisissez ce que chacune signifie.
publish-rare-values = toutes les valeurs trop rares pour être montrées
publish-n-rows = { $count ->
    [one] dans { $n } ligne
   *[other] dans { $n } lignes
}
publish-code-unknown = inconnu
publish-what-is-counted = Ce qui est compté
publish-measure = Mesure
publish-measure-hint = Un nom court tel que victims-identified. Utilisez le même chaque année : les tableaux d’une mesure forment une série et sont protégés ensemble.
publish-measures-known = En usage :
publish-unit = Unité
publish-measure-topic = Thème
publish-measure-kind = Type de chiffre
publish-measure-count = nombre de personnes, de cas ou de décisions
publish-measure-amount = montant ou quantité, comme de l’argent ou des jours
publish-measure-rate = taux ou part
publish-decimals = Chiffres après la virgule
publish-table-id = Nom du tableau
publish-table-id-hint = Lettres, chiffres, - et _, tel que victims-sex-age. Gardez-le dans les nouvelles versions.
publish-none = aucun
publish-where-and-when = Où et quand
publish-where-and-when-hint = Nécessaire seulement si le fichier n’a pas de colonne pour cela. Les tableaux antérieurs sur les mêmes personnes sont ainsi reconnus.
publish-country = Pays
publish-period = Période
publish-period-hint = Par exemple 2025, 2025-Q3, 2025-07 ou 2024/2025.
publish-protection = Protection
publish-protection-how = Comment les petits nombres sont protégés
publish-protection-finished = Ce qui a été fait du tableau avant qu’il n’arrive ici. Les lecteurs en sont informés, et cela est vérifié.
publish-protect-suppress = Les supprimer, avec autant d’autres cellules qu’il faut pour que personne ne puisse les calculer
publish-protect-round = Arrondir toutes les valeurs à des multiples de { $base }, de sorte que les sommes restent justes
publish-finished-none = Aucune cellule n’a dû être supprimée
publish-finished-primary = Les petits nombres sont supprimés
publish-finished-complementary = Les petits nombres sont supprimés, ainsi que d’autres qui les trahiraient
publish-finished-round = Toutes les valeurs sont arrondies à des multiples de { $base }
publish-across = En colonnes
publish-min-frequency = Plus petit nombre qui peut être montré
publish-min-frequency-hint = { $count ->
    [one] Au moins { $n } dans ce réseau. Pour les victimes, les mineurs et les lieux au-dessous du pays, 10 est l’usage.
   *[other] Au moins { $n } dans ce réseau. Pour les victimes, les mineurs et les lieux au-dessous du pays, 10 est l’usage.
}
publish-suppress-zeros = Supprimer aussi les zéros
publish-suppress-zeros-hint = Là où « personne » dit déjà quelque chose sur des personnes.
publish-count-and-protect = Compter et protéger
publish-read-table = Lire le tableau
publish-count-takes-time = Avec beaucoup de cellules, cela peut prendre une minute.
publish-forget-file = Oublier le fichier
publish-file-problems = { $count ->
    [one] Un point du fichier est à corriger
   *[other] { $n } points du fichier sont à corriger
}
publish-file-problems-mean = Les valeurs que peu de lignes contiennent ne sont pas montrées ici, car elles pourraient désigner une personne. Corrigez le fichier ou le formulaire, puis réessayez.

publish-table-title = Le tableau protégé
publish-table-lead-suppressed = { $count ->
    [one] Voici ce que verront les lecteurs. Les nombres supérieurs à zéro et inférieurs à { $n } ne sont pas montrés, ni les cellules qui les trahiraient.
   *[other] Voici ce que verront les lecteurs. Les nombres supérieurs à zéro et inférieurs à { $n } ne sont pas montrés, ni les cellules qui les trahiraient.
}
publish-table-lead-rounded = { $count ->
    [one] Voici ce que verront les lecteurs. Toutes les valeurs sont des multiples de { $n }.
   *[other] Voici ce que verront les lecteurs. Toutes les valeurs sont des multiples de { $n }, et les sommes restent justes.
}
publish-table-lead-finished = Voici ce que verront les lecteurs, tel que le dit le fichier.
publish-table-passed = Le tableau a passé l’audit : de ce qui est publié ici et de ce qui l’a été auparavant, personne ne peut calculer un petit nombre.
publish-table-refused = Le tableau ne peut pas être publié ainsi
publish-table-warnings = Ce qui mérite attention
publish-careful = { $count ->
    [one] Pour la traite, pour les mineurs et pour les lieux au-dessous du pays, { $n } est le plus petit nombre d’usage.
   *[other] Pour la traite, pour les mineurs et pour les lieux au-dessous du pays, { $n } est le plus petit nombre d’usage.
}
publish-confidential = Pour vous seulement : quelles cellules étaient petites est confidentiel. Les lecteurs voient le même signe dans toutes les cellules supprimées.
publish-mark-none = tel que compté
publish-mark-small = supprimée : petit nombre
publish-mark-companion = supprimée : protège une autre cellule
publish-mark-zero = supprimée : zéro
publish-not-known = inconnue
publish-values = Valeurs
publish-cells-shown = { $shown } cellules sur { $of } sont montrées ici.
publish-method-least = Les nombres de 1 à moins de { $least } ne sont pas publiés.
publish-method-rounded = Toutes les valeurs sont arrondies à des multiples de { $base }.
publish-method-noise = Chaque valeur porte un bruit aléatoire.
publish-method-suppressed = { $count ->
    [one] { $n } cellule est supprimée.
   *[other] { $n } cellules sont supprimées.
}
publish-method-any-size = Une cellule supprimée peut être de toute taille, zéro compris.
publish-method-above-zero = Une cellule supprimée peut être de toute taille supérieure à zéro.
publish-reasons-title = { $count ->
    [one] Pourquoi une cellule est supprimée
   *[other] Pourquoi { $n } cellules sont supprimées
}
publish-reasons-lead = La dernière colonne dit ce qu’un lecteur qui additionne et soustrait peut trouver au mieux.
publish-reasons-caption = Cellules supprimées et leurs raisons
publish-column-cell = Cellule
publish-column-reason = Raison
publish-column-interval = Ce qui peut être calculé
publish-interval-between = entre { $low } et { $high }
publish-interval-from = au moins { $low }
publish-interval-unknown = non décidé
publish-exposed = trop
publish-unlisted = { $count ->
    [one] Une autre cellule n’est pas dans la liste.
   *[other] { $n } autres cellules ne sont pas dans la liste.
}
publish-loss-title = Ce que coûte la protection
publish-loss-what = Cellules
publish-loss-cells = Nombre
publish-loss-share = Part des cellules
publish-loss-sum = Part de tous les nombres
publish-loss-published = publiées
publish-loss-suppressed = supprimées
publish-loss-small = dont petits nombres
publish-loss-zero = dont zéros
publish-loss-companion = dont pour en protéger d’autres
publish-counted-title = Ce qui a été compté
publish-counted-rows = { $count ->
    [one] { $n } ligne a été lue
   *[other] { $n } lignes ont été lues
}
publish-counted-persons = { $count ->
    [one] { $n } personne a été comptée
   *[other] { $n } personnes ont été comptées
}
publish-counted-repeated = { $count ->
    [one] { $n } ligne concernait une personne déjà comptée
   *[other] { $n } lignes concernaient des personnes déjà comptées
}
publish-counted-unknown = { $count ->
    [one] inconnu pour { $n } personne
   *[other] inconnu pour { $n } personnes
}
publish-counted-overlapping = { $dimension } : une personne peut figurer sous plusieurs codes, si bien que les codes ne s’additionnent pas au total
publish-limits-title = Ce qui ne peut pas être promis
publish-limits = L’audit est exact pour les sommes que déclarent les tableaux. Il ne peut rien savoir de sommes que personne n’a déclarées, de tableaux que d’autres publient sur les mêmes personnes, ni de ce qu’un lecteur sait d’une personne.
publish-screen-limits = Les noms sans contexte qui les trahit sont trouvés imparfaitement, et un lecteur qui connaît une personne peut reconnaître une histoire où personne n’est nommé. Relisez chaque texte avec les yeux d’un voisin.
publish-accept-table = Accepter ce tableau
publish-accept-means = Si vous acceptez, les cas sont oubliés. Si vous écartez le tableau, vous choisissez des catégories plus larges ; les cas restent en mémoire à cette fin.
publish-discard-table = Écarter et choisir des catégories plus larges

publish-describe-title = Décrire le document
publish-describe-lead = Écrivez en une ou plusieurs langues. Ce que vous enregistrez est conservé sur ce nœud et peut être vu par tous ceux qui y publient ou y approuvent.
publish-withdraw-title = Retirer un document
publish-withdraw-lead = Lorsqu’un retrait est publié, chaque nœud du réseau efface le contenu du document. Les copies sur papier et dans des exports subsistent. Dites pourquoi, sans répéter ce qui doit disparaître.
publish-target = Il s’agit de :
publish-texts = Textes
publish-about = À propos du document
publish-field-title = Titre
publish-field-summary = Résumé
publish-field-summary-hint = Ce qu’un lecteur pressé doit savoir, une page au plus.
publish-field-body = Texte
publish-field-markdown-hint = Vous pouvez utiliser Markdown : # titres, **gras**, listes avec -, liens.
publish-field-definitions = Définitions
publish-field-definitions-hint = Qui est compté, depuis quand et jusqu’à quand.
publish-field-disclaimer = Clause de non-responsabilité
publish-field-context = Le problème et son cadre
publish-field-approach = Ce qui est fait
publish-field-results = Ce qui en est résulté
publish-field-conditions = Ce qu’il faut pour que cela marche ailleurs
publish-field-reason = Raison
publish-field-reason-hint = Une phrase pour les lecteurs.
publish-field-table-title = Titre du tableau { $table }
publish-field-table-notes = Remarques sur le tableau { $table }
publish-field-topics = Thèmes
publish-field-topics-hint = Ceux dont parle le texte viennent en premier ; il en faut au moins un.
publish-topic-suggested = le texte en parle
publish-more-topics = Tous les autres thèmes
publish-suggest-topics = Chercher de nouveau des thèmes dans le texte
publish-field-countries = Pays couverts
publish-more-countries = Autres pays
publish-more-countries-hint = Codes à deux lettres séparés par des espaces, tels que UA MD.
publish-field-audience = Qui peut le lire
publish-field-audience-hint = Cela ne peut plus être changé une fois le document publié.
publish-audience-network = Le réseau
publish-audience-network-means = Membres et observateurs seulement. Il ne passe jamais par une porte publique.
publish-audience-public = Tout le monde
publish-audience-public-means = Montré et remis aussi hors du réseau, par exemple aux portails nationaux de données.
publish-field-organisation-hint = L’organisation qui l’a réalisé.
publish-field-source-hint = Le registre d’où viennent les chiffres.
publish-field-reference-date-hint = Le jour où le registre était tel que le disent les chiffres.
publish-field-licence-hint = Un identifiant SPDX tel que CC-BY-4.0, s’il y en a un.
publish-fact-period = Période
publish-fact-organisation = Organisation
publish-fact-licence = Licence
publish-fact-specification = Spécification
publish-fact-source = Source
publish-fact-reference-date = Date de référence
publish-fact-attachments = Pièces jointes
publish-add-language = Ajouter une langue
publish-add-language-button = Ajouter
publish-remove-language = Supprimer { $language }
publish-tables = Tableaux
publish-no-tables = Il n’y a pas de tableau dans ce brouillon.
publish-n-cells = { $count ->
    [one] { $n } cellule
   *[other] { $n } cellules
}
publish-cells-suppressed = { $count ->
    [0] aucune supprimée
    [one] { $n } supprimée
   *[other] { $n } supprimées
}
publish-add-table = Ajouter un tableau
publish-remove-table = Supprimer { $table }
publish-save = Enregistrer
publish-save-and-check = Enregistrer et vérifier

publish-mistake-missing = { $field } : il faut écrire ou choisir quelque chose ici
publish-mistake-too-long = { $field } : c’est trop long
publish-mistake-too-many = { $field } : il y en a trop
publish-mistake-malformed = { $field } : ce n’est pas écrit comme il se doit
publish-mistake-unknown = { $field } : cela ne figure dans aucune des listes communes
publish-mistake-twice = { $field } : quelque chose est nommé deux fois
publish-mistake-control = { $field } : ni saut de ligne ni caractère de commande n’est admis
publish-mistake-misplaced = { $field } : cela relève d’un autre type de document
publish-mistake-other = { $field } : cela ne suit pas les règles de forme
publish-mistake-file = Choisissez un fichier
publish-mistake-language = Ce n’est pas un code de langue, ou il y a trop de langues
publish-mistake-no-value = Indiquez quelle colonne contient les valeurs
publish-mistake-no-dimension = Donnez une signification à une colonne au moins
publish-mistake-frequency = { $field } : au moins { $least } est nécessaire

publish-check-title = Ce qui a été trouvé
publish-check-clean = Rien n’empêche de soumettre ce brouillon.
publish-check-warned = { $count ->
    [one] Ce brouillon peut être soumis. Une deuxième personne sera interrogée sur un avertissement.
   *[other] Ce brouillon peut être soumis. Une deuxième personne sera interrogée sur { $n } avertissements.
}
publish-form-problems = { $count ->
    [one] Un élément manque ou est incorrect
   *[other] { $n } éléments manquent ou sont incorrects
}
publish-not-examined = Les textes et les tableaux seront examinés dès que cela sera corrigé.
publish-blocking = { $count ->
    [one] Une donnée personnelle dans les textes
   *[other] { $n } données personnelles dans les textes
}
publish-blocking-means = Personne ne peut laisser passer cela. Retirez-le du texte.
publish-warnings = { $count ->
    [one] Un avertissement sur les textes
   *[other] { $n } avertissements sur les textes
}
publish-warnings-mean = Il peut s’agir de données personnelles. Modifiez le texte, ou laissez-le : la personne qui approuve devra alors dire pour chaque avertissement pourquoi il peut rester, et cela est inscrit au journal d’audit.
publish-remarks = { $count ->
    [one] Une remarque
   *[other] { $n } remarques
}
publish-remarks-mean = Agents publics, organisations et lignes d’aide publiques, pour autant qu’ils soient reconnus. Il n’y a rien à faire.
publish-notes = Ce qui mérite attention
publish-tables-disclose = Les tableaux révèlent quelque chose
publish-tables-disclose-means = Supprimez davantage de cellules ou choisissez des catégories plus larges : retirez le tableau et refaites-le à partir des cas.
publish-audit = Audit des tableaux
publish-audit-passed = toutes protégées
publish-cells-exposed = { $count ->
    [one] { $n } cellule peut être calculée
   *[other] { $n } cellules peuvent être calculées
}
publish-found-place = ligne { $line }, colonne { $column } (certitude : { $percent } %)
publish-found-national-id = Numéro d’identification personnel
publish-found-iban = Compte bancaire
publish-found-card = Carte de paiement
publish-found-mrz = Ligne lisible par machine d’un document
publish-found-passport = Numéro de passeport ou de document d’identité
publish-found-email = Adresse électronique
publish-found-phone = Numéro de téléphone
publish-found-dob = Date de naissance
publish-found-event-date = Jour d’un événement de la vie d’une personne
publish-found-case-number = Numéro d’affaire ou de dossier
publish-found-plate = Plaque d’immatriculation
publish-found-address = Adresse postale
publish-found-coordinates = Coordonnées précises
publish-found-social = Profil dans un réseau social
publish-found-device = Adresse ou numéro d’un appareil
publish-found-person = Nom d’une personne
publish-found-quasi = Détails qui, ensemble, désignent une personne
publish-found-small-number = Petit nombre de personnes
publish-found-hidden = Contenu caché d’un fichier
publish-found-other = Peut-être une donnée personnelle
publish-go-to-preview = Aller à l’aperçu
publish-back-to-texts = Retour aux textes

publish-preview-title = Tel que les autres le verront
publish-preview-lead = Toutes les langues figurent ici l’une sous l’autre ; les lecteurs voient celle qu’ils choisissent.
publish-preview-region = Aperçu du document
publish-preview-not-yet = Il n’y a pas encore d’aperçu, car quelque chose manque ou est incorrect.
publish-see-what-is-missing = Voir ce qui manque
publish-see-what-was-found = Voir ce qui a été trouvé
publish-go-to-submit = Continuer pour soumettre
publish-section-summary = Résumé
publish-section-body = Texte
publish-section-definitions = Définitions
publish-section-disclaimer = Clause de non-responsabilité
publish-section-context = Le problème et son cadre
publish-section-approach = Ce qui est fait
publish-section-results = Ce qui en est résulté
publish-section-conditions = Ce qu’il faut pour que cela marche ailleurs

publish-next = Ce que vous pouvez faire
publish-writing-means = Ce brouillon est en cours de rédaction. Personne hors de ce nœud ne le voit.
publish-sent-back-means = Ce brouillon est revenu avec un commentaire. Modifiez-le et soumettez-le de nouveau.
publish-submitted-means = Ce brouillon attend une deuxième personne, qui n’y a rien écrit. D’ici là, il ne peut pas être modifié.
publish-submitted-means-alone = Ce brouillon attend d’être approuvé. D’ici là, il ne peut pas être modifié.
publish-publishing-means = Ce brouillon a été approuvé et est en cours de signature.
publish-published-means = Ce brouillon a été signé et envoyé à tous les membres.
publish-discarded-means = Ce brouillon a été abandonné.
publish-is-published = Le document est dans le réseau.
publish-to-record = Vers le document
publish-cannot-submit = { $count ->
    [one] Il ne peut pas encore être soumis : un point est à corriger.
   *[other] Il ne peut pas encore être soumis : { $n } points sont à corriger.
}
publish-submit-warned = { $count ->
    [one] La personne qui approuve devra dire pourquoi un avertissement ne s’applique pas.
   *[other] La personne qui approuve devra dire pourquoi { $n } avertissements ne s’appliquent pas.
}
publish-submit = Soumettre pour approbation
publish-submit-means = Une deuxième personne l’examine. Ce n’est que si elle approuve qu’il est signé et envoyé ; il ne peut plus ensuite être rappelé.
publish-submit-means-alone = La personne qui approuve l’examine encore une fois. Ce n’est qu’alors qu’il est signé et envoyé ; il ne peut plus ensuite être rappelé.
publish-go-on-writing = Continuer la rédaction
publish-take-back = Le reprendre
publish-take-back-hint = Vous pourrez de nouveau y écrire, et personne ne pourra l’approuver avant que vous le soumettiez de nouveau.
publish-look-and-approve = L’examiner et l’approuver
publish-failure-title = Il a été approuvé, mais pas signé
publish-sent-back-by = { $name } l’a renvoyé
publish-history = Historique
publish-happened-created = a commencé ce brouillon
publish-happened-edited = l’a modifié
publish-happened-submitted = l’a soumis
publish-happened-taken-back = l’a repris
publish-happened-sent-back = l’a renvoyé
publish-happened-approved = l’a approuvé
publish-happened-failed = l’a approuvé, mais il n’a pas été signé
publish-happened-published = l’a publié
publish-happened-discarded = l’a abandonné
publish-discard-title = Abandonner ce brouillon
publish-discard-means = Le brouillon est alors fermé pour de bon et ne peut plus qu’être lu. Les cas en mémoire sont oubliés.
publish-discard = Abandonner

publish-conflict-title = Quelqu’un d’autre a modifié ce brouillon
publish-conflict-explanation = { $name } a modifié ce brouillon le { $when }, après que vous l’avez ouvert. Rien de ce que vous avez écrit n’est perdu : choisissez pour chaque champ ce qui reste.
publish-conflict-lead = Ces champs diffèrent.
publish-conflict-nothing = Les deux versions disent la même chose dans chaque champ de votre formulaire.
publish-conflict-mine = Ce que vous avez écrit
publish-conflict-theirs = Ce que { $name } a enregistré
publish-conflict-empty = rien
publish-conflict-apply = Enregistrer ce qui est choisi
publish-conflict-take-theirs = Laisser ce que { $name } a enregistré
publish-conflict-closed = Le brouillon n’est plus en cours de rédaction ; vos modifications ne peuvent donc pas être enregistrées. Voici ce que vous avez écrit, pour le copier.

publish-refused-title = Ce n’est pas possible maintenant
publish-refused-closed = Le brouillon n’est plus en cours de rédaction et ne peut donc pas être modifié. S’il attend une approbation, la personne qui l’a soumis peut le reprendre.
publish-refused-not-submitter = Seule la personne qui a soumis ce brouillon peut le reprendre.
publish-refused-no-file = Les cas ne sont plus en mémoire : ils sont oubliés après un moment, et à l’arrêt du nœud. Téléversez de nouveau le fichier.
publish-refused-full = Il y a trop de brouillons inachevés sur ce nœud. Publiez-en ou abandonnez-en d’abord quelques-uns.
publish-refused-large = Le brouillon est trop grand pour être conservé. Raccourcissez-le, ou faites-en deux.
publish-refused-foreign = Ce document est d’un autre membre, ou n’est plus ici. Seul son propre membre peut le remplacer ou le retirer.
publish-back-to-draft = Retour au brouillon
publish-back-to-list = Vers tous les brouillons
publish-upload-again = Téléverser de nouveau

notice-draft-changed = Quelqu’un d’autre a modifié ce brouillon entre-temps. Examinez-le de nouveau, et répétez ce que vous vouliez faire.
notice-draft-submitted = Le brouillon a été soumis.
notice-draft-taken-back = Le brouillon a été repris. Vous pouvez de nouveau y écrire.
notice-draft-discarded = Le brouillon a été abandonné.
notice-draft-sent-back = Le brouillon a été renvoyé.
notice-file-forgotten = Le fichier a été oublié.
notice-table-accepted = Le tableau a été repris, et les cas ont été oubliés.
notice-table-discarded = Le tableau a été écarté. Les cas sont encore en mémoire : choisissez des catégories plus larges.
notice-language-added = La langue a été ajoutée. Ce que vous avez écrit a été enregistré.
