# Eine Veröffentlichung, ihre Zahlen, und was nicht gezeigt werden kann.

record-new-version = neue Fassung
record-languages = Sprachen dieser Veröffentlichung
record-source = Quelle der Zahlen
record-reference-date = Stichtag
record-licence = Lizenz
record-specification = Gemeinsame Spezifikation
record-reason = Grund für diese Fassung:
record-withdrawal-title = Rücknahme einer Veröffentlichung
record-summary = Zusammenfassung
record-text = Bericht
record-definitions = Wie die Zahlen definiert sind
record-disclaimer = Haftungsausschluss
record-context = Problem und Umfeld
record-approach = Was getan wird
record-results = Was dabei herauskam
record-conditions = Was es anderswo braucht
record-instead = In der gewählten Sprache nicht verfügbar. Gezeigt auf:
record-tables = Zahlen
record-more-tables = Für die folgenden Tabellen ist auf dieser Seite kein Platz. Die Exportdateien enthalten alle.
record-is-cut = Die Texte sind länger, als eine Seite sie zeigen kann. Die Exportdateien enthalten sie vollständig.
record-attachments = Anlagen
record-attachments-mean = Anlagen reisen nicht mit der Veröffentlichung. Fordern Sie sie bei der Organisation an und vergleichen Sie die Prüfsumme mit dem, was Sie erhalten.
record-signed = Wer dies unterzeichnet hat
record-verified = Dieser Knoten hat die Unterschrift geprüft, und auch, dass der Unterzeichner dazu berechtigt war.
record-signed-by = Unterzeichnet von
record-signed-on = Unterzeichnet am
record-key = Fingerabdruck des Schlüssels
record-id = Kennung
record-number = Nummer im Protokoll dieses Schlüssels
record-signed-means = Vergleichen Sie den Fingerabdruck telefonisch mit dem Mitglied, wenn Sie sichergehen wollen. Was unterzeichnet ist, lässt sich nicht unbemerkt ändern.
record-raw = Unterzeichnete Daten (COSE)
record-superseded = Es gibt eine neuere Fassung dieser Veröffentlichung:
record-newest = Die neueste Fassung:
record-review = Ein zweiter Blick auf diese Veröffentlichung hat etwas gefunden. Behandeln Sie sie mit Vorsicht.
record-review-exposed = { $count ->
    [one] { $n } unterdrückte Zahl lässt sich aus anderen ableiten.
   *[other] { $n } unterdrückte Zahlen lassen sich aus anderen ableiten.
}
record-review-personal = { $count ->
    [one] { $n } Stelle im Text sieht nach personenbezogenen Daten aus.
   *[other] { $n } Stellen im Text sehen nach personenbezogenen Daten aus.
}
record-review-means = Dieser Knoten zeigt und speichert nicht, was sich ableiten ließe. Bitte sagen Sie es dem Mitglied, das die Veröffentlichung herausgegeben hat.
record-versions = Fassungen
record-supersedes = Ersetzt
record-superseded-by = Ersetzt durch
record-answers = Antwortet auf
record-withdraws = Nimmt zurück
record-correct = Neue Fassung vorbereiten
record-withdraw = Rücknahme vorbereiten
record-cite = Zitieren als
record-files = Zum Mitnehmen

gone-title = Diese Veröffentlichung wurde zurückgezogen
gone-means = Das Mitglied, das sie herausgegeben hat, hat sie zurückgezogen. Ihr Inhalt wird nicht mehr gezeigt oder ausgegeben, und die Knoten des Netzes sind angewiesen, ihn zu löschen. Bitte löschen Sie Kopien, die Sie besitzen.
gone-on = Zurückgezogen am
gone-reason = Grund
gone-by = Die Rücknahme selbst
missing-title = Diese Veröffentlichung gibt es hier nicht
missing-none = Keine Veröffentlichung hier hat die Kennung
missing-several-title = Mehrere Veröffentlichungen passen
missing-several = Diese Veröffentlichungen beginnen mit
missing-near = Meinten Sie eine von diesen?
missing-search = Die Veröffentlichung nach ihren Wörtern suchen

figure-suppressed = unterdrückt
figure-not-applicable = entfällt
figures-table = Tabelle: { $title }
figures-left-out = { $count ->
    [one] { $n } weitere Zeile steht in den Exportdateien.
   *[other] { $n } weitere Zeilen stehen in den Exportdateien.
}
figures-suppressed-means = Zu klein für eine Veröffentlichung, oder sie würde eine kleine Zahl verraten. Sie ist nicht 0 und darf nicht als 0 behandelt werden.
figures-sources = Woher die Zahlen stammen:
figures-more-sources = { $count ->
    [one] { $n } weitere Veröffentlichung
   *[other] { $n } weitere Veröffentlichungen
}
figures-compare = Länder vergleichen
figures-take-care = Vorsicht:
figures-definitions-differ = Zahlen mit einem d folgen einer anderen Definition als üblich. Lesen Sie vor einem Vergleich, wie die Zahlen definiert sind.
format-csv = CSV (SDMX)
format-sdmx-structure = Struktur (SDMX-ML)
format-json = JSON
format-json-stat = JSON-stat
format-parquet = Parquet
format-xlsx = Excel
format-markdown = Markdown
format-html = Eine Seite zum Drucken (HTML)
format-list-csv = CSV
figures-chart = Diagramm: { $title }
figures-unit = Einheit
figures-value = Zahl
