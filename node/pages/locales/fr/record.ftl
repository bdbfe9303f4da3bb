# Une publication, ses chiffres, et ce qui ne peut pas être montré.

record-new-version = nouvelle version
record-languages = Langues de cette publication
record-source = Source des chiffres
record-reference-date = Date de référence
record-licence = Licence
record-specification = Spécification commune
record-reason = Motif de cette version :
record-withdrawal-title = Retrait d’une publication
record-summary = Résumé
record-text = Rapport
record-definitions = Définition des chiffres
record-disclaimer = Avertissement
record-context = Problème et contexte
record-approach = Ce qui est fait
record-results = Ce qui en est résulté
record-conditions = Ce qu’il faut pour que cela fonctionne ailleurs
record-instead = Non disponible dans la langue que vous avez choisie. Affiché en :
record-tables = Chiffres
record-more-tables = Cette page n’a pas la place pour les tableaux suivants. Les fichiers exportés les contiennent tous.
record-is-cut = Les textes sont plus longs que ce qu’une page peut afficher. Les fichiers exportés les contiennent en entier.
record-attachments = Pièces jointes
record-attachments-mean = Les pièces jointes ne voyagent pas avec la publication. Demandez-les à l’organisation et comparez l’empreinte avec ce que vous recevez.
record-signed = Qui a signé
record-verified = Ce nœud a vérifié la signature, ainsi que l’habilitation du signataire.
record-signed-by = Signée par
record-signed-on = Signée le
record-key = Empreinte de la clé
record-id = Identifiant
record-number = Numéro dans le journal de cette clé
record-signed-means = Pour être certain, comparez l’empreinte avec le membre par téléphone. Ce qui a été signé ne peut pas être modifié sans que cela se remarque.
record-raw = Données signées (COSE)
record-superseded = Il existe une version plus récente de cette publication :
record-newest = La version la plus récente :
record-review = Un second examen de cette publication a relevé un problème. Utilisez-la avec précaution.
record-review-exposed = { $count ->
    [one] { $n } chiffre masqué peut être déduit d’autres chiffres.
   *[other] { $n } chiffres masqués peuvent être déduits d’autres chiffres.
}
record-review-personal = { $count ->
    [one] { $n } passage du texte ressemble à des données personnelles.
   *[other] { $n } passages du texte ressemblent à des données personnelles.
}
record-review-means = Ce nœud n’affiche ni ne conserve ce qui pourrait être déduit. Veuillez en informer le membre qui a publié.
record-versions = Versions
record-supersedes = Remplace
record-superseded-by = Remplacée par
record-answers = Répond à
record-withdraws = Retire
record-correct = Préparer une nouvelle version
record-withdraw = Préparer un retrait
record-cite = Comment citer
record-files = À emporter

gone-title = Cette publication a été retirée
gone-means = Le membre qui l’avait publiée l’a retirée. Son contenu n’est plus affiché ni fourni, et les nœuds du réseau ont été chargés de l’effacer. Veuillez supprimer les copies que vous détenez.
gone-on = Retirée le
gone-reason = Motif
gone-by = Le retrait lui-même
missing-title = Cette publication n’est pas ici
missing-none = Aucune publication d’ici ne porte l’identifiant
missing-several-title = Plusieurs publications correspondent
missing-several = Ces publications commencent par
missing-near = Vouliez-vous dire l’une de celles-ci ?
missing-search = Rechercher la publication par ses mots

figure-suppressed = masqué
figure-not-applicable = sans objet
figures-table = Tableau : { $title }
figures-left-out = { $count ->
    [one] { $n } autre ligne se trouve dans les fichiers exportés.
   *[other] { $n } autres lignes se trouvent dans les fichiers exportés.
}
figures-suppressed-means = Trop petit pour être publié, ou révélerait un petit chiffre. Ce n’est pas 0 et ne doit pas être traité comme 0.
figures-sources = D’où viennent les chiffres :
figures-more-sources = { $count ->
    [one] { $n } autre publication
   *[other] { $n } autres publications
}
figures-compare = Comparer les pays
figures-take-care = Attention :
figures-definitions-differ = les chiffres marqués d suivent une autre définition que d’habitude. Lisez la définition des chiffres avant de comparer.
format-csv = CSV (SDMX)
format-sdmx-structure = Structure (SDMX-ML)
format-json = JSON
format-json-stat = JSON-stat
format-parquet = Parquet
format-xlsx = Excel
format-markdown = Markdown
format-html = Une page à imprimer (HTML)
format-list-csv = CSV
figures-chart = Graphique : { $title }
figures-unit = Unité
figures-value = Chiffre
