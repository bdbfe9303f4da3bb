# Een publicatie, de cijfers erin, en wat niet kan worden getoond.

record-new-version = nieuwe versie
record-languages = Talen van deze publicatie
record-source = Bron van de cijfers
record-reference-date = Peildatum
record-licence = Licentie
record-specification = Gemeenschappelijke specificatie
record-reason = Reden voor deze versie:
record-withdrawal-title = Intrekking van een publicatie
record-summary = Samenvatting
record-text = Rapport
record-definitions = Hoe de cijfers zijn gedefinieerd
record-disclaimer = Disclaimer
record-context = Probleem en achtergrond
record-approach = Wat er wordt gedaan
record-results = Wat het heeft opgeleverd
record-conditions = Wat het elders nodig heeft
record-instead = Niet beschikbaar in de taal die u koos. Getoond in:
record-tables = Cijfers
record-more-tables = Voor de volgende tabellen is op deze pagina geen plaats. In de exportbestanden staan ze allemaal.
record-is-cut = De teksten zijn langer dan een pagina kan tonen. In de exportbestanden staan ze volledig.
record-attachments = Bijlagen
record-attachments-mean = Bijlagen reizen niet met de publicatie mee. Vraag ze op bij de organisatie en vergelijk de controlesom met wat u ontvangt.
record-signed = Wie dit heeft ondertekend
record-verified = Dit knooppunt heeft de handtekening gecontroleerd, en ook dat de ondertekenaar daartoe bevoegd was.
record-signed-by = Ondertekend door
record-signed-on = Ondertekend op
record-key = Vingerafdruk van de sleutel
record-id = Kenmerk
record-number = Nummer in het logboek van deze sleutel
record-signed-means = Vergelijk de vingerafdruk telefonisch met het lid als u zeker wilt zijn. Wat is ondertekend, kan niet ongemerkt worden gewijzigd.
record-raw = Ondertekende gegevens (COSE)
record-superseded = Er is een nieuwere versie van deze publicatie:
record-newest = De nieuwste versie:
record-review = Bij een tweede controle van deze publicatie is iets gevonden. Ga er zorgvuldig mee om.
record-review-exposed = { $count ->
    [one] { $n } onderdrukt cijfer kan uit andere worden afgeleid.
   *[other] { $n } onderdrukte cijfers kunnen uit andere worden afgeleid.
}
record-review-personal = { $count ->
    [one] { $n } plaats in de tekst lijkt een persoonsgegeven te bevatten.
   *[other] { $n } plaatsen in de tekst lijken persoonsgegevens te bevatten.
}
record-review-means = Dit knooppunt toont en bewaart niet wat kan worden afgeleid. Laat het weten aan het lid dat de publicatie heeft uitgebracht.
record-versions = Versies
record-supersedes = Vervangt
record-superseded-by = Vervangen door
record-answers = Antwoordt op
record-withdraws = Trekt in
record-correct = Nieuwe versie voorbereiden
record-withdraw = Intrekking voorbereiden
record-cite = Citeren als
record-files = Meenemen

gone-title = Deze publicatie is ingetrokken
gone-means = Het lid dat haar uitbracht, heeft haar ingetrokken. De inhoud wordt niet meer getoond of verstrekt, en de knooppunten van het netwerk hebben opdracht haar te wissen. Verwijder kopieën die u hebt.
gone-on = Ingetrokken op
gone-reason = Reden
gone-by = De intrekking zelf
missing-title = Deze publicatie is hier niet
missing-none = Geen publicatie hier heeft het kenmerk
missing-several-title = Meer dan één publicatie past
missing-several = Deze publicaties beginnen met
missing-near = Bedoelde u een van deze?
missing-search = Zoek de publicatie aan de hand van woorden

figure-suppressed = onderdrukt
figure-not-applicable = n.v.t.
figures-table = Tabel: { $title }
figures-left-out = { $count ->
    [one] Nog { $n } rij staat in de exportbestanden.
   *[other] Nog { $n } rijen staan in de exportbestanden.
}
figures-suppressed-means = Te klein om te publiceren, of zou een klein cijfer verraden. Het is geen 0 en mag niet als 0 worden behandeld.
figures-sources = Waar de cijfers vandaan komen:
figures-more-sources = { $count ->
    [one] nog { $n } publicatie
   *[other] nog { $n } publicaties
}
figures-compare = Landen vergelijken
figures-take-care = Let op:
figures-definitions-differ = cijfers met een d volgen een andere definitie dan gebruikelijk. Lees hoe de cijfers zijn gedefinieerd voordat u vergelijkt.
format-csv = CSV (SDMX)
format-sdmx-structure = Structuur (SDMX-ML)
format-json = JSON
format-json-stat = JSON-stat
format-parquet = Parquet
format-xlsx = Excel
format-markdown = Markdown
format-html = Eén pagina om af te drukken (HTML)
format-list-csv = CSV
figures-chart = Grafiek: { $title }
figures-unit = Eenheid
figures-value = Cijfer
