# Veröffentlichen: Entwürfe, Fälle, Tabellen, Texte, und was daraus wird.

publish-title = Veröffentlichen
publish-lead = Hier werden Berichte und bewährte Verfahren vorbereitet, geprüft und eingereicht. Nichts verlässt diesen Knoten, bevor ein Entwurf genehmigt und signiert ist.
publish-all-drafts = Alle Entwürfe
publish-untitled = ohne Titel
publish-begin = Etwas Neues beginnen
publish-begin-from-record = Möchten Sie etwas Veröffentlichtes berichtigen oder zurückziehen, gehen Sie zur Seite des Dokuments: «neue Fassung dieses Dokuments» und «dieses Dokument zurückziehen» führen hierher.
publish-new-cases = Neuer Bericht aus Fällen
publish-new-cases-means = Sie haben Falldaten, eine Zeile je Person. Sie werden auf diesem Rechner gezählt und geschützt; nur die geschützte Tabelle wird aufbewahrt.
publish-new-table = Neuer Bericht aus einer Tabelle
publish-new-table-means = Sie haben eine fertige Tabelle, die bereits geschützt ist, oder einen Bericht ohne Zahlen.
publish-new-practice = Neues bewährtes Verfahren
publish-new-practice-means = Sie beschreiben eine Arbeitsweise, die andere übernehmen können.
publish-mine = Meine Entwürfe
publish-mine-none = Sie haben keine Entwürfe.
publish-others = Entwürfe anderer
publish-others-none = Niemand sonst hat einen Entwurf.
publish-column-title = Titel
publish-column-kind = Art
publish-column-state = Stand
publish-column-owner = Begonnen von
publish-column-changed = Zuletzt geändert

publish-kind-report = Bericht
publish-kind-practice = Bewährtes Verfahren
publish-kind-new-report = Neue Fassung eines Berichts
publish-kind-new-practice = Neue Fassung eines bewährten Verfahrens
publish-kind-withdrawal = Rücknahme

publish-state-writing = in Arbeit
publish-state-sent-back = zurückgegeben
publish-state-submitted = wartet auf Genehmigung
publish-state-publishing = wird signiert
publish-state-published = veröffentlicht
publish-state-discarded = verworfen

publish-step-upload = Hochladen
publish-step-columns = Spalten
publish-step-table = Geschützte Tabelle
publish-step-describe = Beschreiben
publish-step-check = Prüfen
publish-step-preview = Vorschau
publish-step-submit = Einreichen
publish-step-position = Schritt { $number } von { $of }: { $step }

publish-upload-cases-title = Fälle hochladen
publish-upload-table-title = Eine fertige Tabelle hochladen
publish-upload-cases-lead = Wählen Sie eine Datei mit einer Zeile je Person, oder je Person und Fall. Sie wird hier gezählt, und kleine Zahlen werden geschützt, bevor jemand sie sieht.
publish-upload-table-lead = Wählen Sie eine CSV-Datei mit einer Spalte je Dimension, einer Spalte mit Werten und, wenn es welche gibt, einer Spalte mit Kennzeichen. Unterdrückte Zellen haben keinen Wert und das Kennzeichen c. Eine Tabelle, in der kleine Zahlen noch zu sehen sind, gehört zu den «Fällen»: dort wird sie geschützt.
publish-promise-title = Was mit Ihren Fällen geschieht
publish-promise-memory = Sie bleiben im Arbeitsspeicher dieses Rechners. Sie werden nie auf einen Datenträger geschrieben, nie protokolliert und nie versandt.
publish-promise-forgotten = { $count ->
    [one] Sie werden vergessen, sobald Sie die Tabelle annehmen, und nach { $n } Minute ohne Benutzung.
   *[other] Sie werden vergessen, sobald Sie die Tabelle annehmen, und nach { $n } Minuten ohne Benutzung.
}
publish-promise-table = Aufbewahrt werden die geschützte Tabelle und, im versiegelten Register dieses Knotens, die Zahlen, mit denen spätere Tabellen verglichen werden.
publish-upload-cases-label = Datei mit Fällen (CSV, TSV oder Parquet)
publish-upload-table-label = Datei mit der Tabelle (CSV)
publish-upload-hint = { $count ->
    [one] Höchstens { $n } MiB, in UTF-8. Zählen Sie größere Dateien auf der Befehlszeile mit emn tabulate.
   *[other] Höchstens { $n } MiB, in UTF-8. Zählen Sie größere Dateien auf der Befehlszeile mit emn tabulate.
}
publish-upload-button = Hochladen
publish-upload-rather-cases = Stattdessen Fälle hochladen
publish-upload-rather-table = Stattdessen eine fertige Tabelle hochladen
publish-upload-without = Ein Bericht braucht keine Tabelle.
publish-upload-skip = Ohne Tabelle fortfahren
publish-file-refused = Die Datei konnte nicht angenommen werden
publish-file-held = Die Datei «{ $file }» ist noch im Arbeitsspeicher.
publish-go-on-with-file = Damit fortfahren

publish-columns-title = Was die Spalten bedeuten
publish-columns-lead = Das legen die Kopfzeile und die ersten Zeilen von «{ $file }» nahe. Berichtigen Sie, was nicht stimmt.
publish-columns-legend = Spalten der Datei
publish-columns-hint = Jede Spalte mit einer Bedeutung wird eine Dimension der Tabelle. Wählen Sie wenige Dimensionen: je feiner die Tabelle, desto mehr davon muss unterdrückt werden.
publish-columns-hint-finished = Geben Sie an, welche Spalten Dimensionen sind, welche die Werte enthält und welche die Kennzeichen.
publish-column-of-file = Spalte
publish-column-meaning = Bedeutung
publish-columns-look = Die Spalten erneut ansehen
publish-meaning-none = nicht verwendet
publish-meaning-person = bezeichnet die Person (jede zählt einmal)
publish-meaning-count = Zahl der Personen in der Zeile
publish-meaning-value = Werte
publish-meaning-flag = Kennzeichen
publish-meaning-own = eine eigene Dimension
publish-date-order = Reihenfolge von Tag, Monat und Jahr
publish-date-order-hint = Die Daten dieser Spalte lassen sich auf mehrere Weisen lesen.
publish-order-ymd = Jahr-Monat-Tag (2025-03-14)
publish-order-dmy = Tag-Monat-Jahr (14-03-2025)
publish-order-mdy = Monat-Tag-Jahr (03-14-2025)
publish-periods = Zeiträume, die gezählt werden
publish-periods-year = Jahre
publish-periods-quarter = Quartale und Jahre
publish-periods-month = Monate, Quartale und Jahre
publish-age-at = Tag, an dem das Alter zählt
publish-age-at-hint = Die Spalte enthält Geburtsdaten. Wählen Sie die Spalte mit dem Tag, an dem das Alter zählt, oder geben Sie ein Jahr für alle an.
publish-age-at-year = das Jahr unten, für alle
publish-age-year = Jahr, in dem das Alter erreicht wird
publish-age-bands = Altersgruppen
publish-age-bands-hint = Codes von der jüngsten zur ältesten, ohne Lücken, etwa Y_LT14 Y14-17 Y18-34 Y35-64 Y_GE65.
publish-total-code = Code der Gesamtsumme
publish-total-code-hint = Die Zeile, die die Summe aller anderen ist, wenn es sie gibt. Geben Sie sie an: Summen, die niemand angibt, werden nicht geprüft.
publish-total-none = es gibt keine
publish-open-values = Diese Werte haben noch keinen Code. Wählen Sie, was jeder bedeutet.
publish-rare-values = alle Werte, die zu selten sind, um gezeigt zu werden
publish-n-rows = { $count ->
    [one] in { $n } Zeile
   *[other] in { $n } Zeilen
}
publish-code-unknown = nicht bekannt
publish-what-is-counted = Was gezählt wird
publish-measure = Messgröße
publish-measure-hint = Ein kurzer Name wie victims-identified. Verwenden Sie jedes Jahr denselben: Tabellen einer Messgröße bilden eine Reihe und werden gemeinsam geschützt.
publish-measures-known = In Gebrauch:
publish-unit = Einheit
publish-measure-topic = Thema
publish-measure-kind = Art der Zahl
publish-measure-count = Zahl von Personen, Fällen oder Entscheidungen
publish-measure-amount = Betrag oder Menge, etwa Geld oder Tage
publish-measure-rate = Quote oder Anteil
publish-decimals = Stellen nach dem Komma
publish-table-id = Name der Tabelle
publish-table-id-hint = Buchstaben, Ziffern, - und _, etwa victims-sex-age. Behalten Sie ihn in neuen Fassungen bei.
publish-none = keine Angabe
publish-where-and-when = Wo und wann
publish-where-and-when-hint = Nur nötig, wenn die Datei keine Spalte dafür hat. Damit werden frühere Tabellen über dieselben Personen erkannt.
publish-country = Land
publish-period = Zeitraum
publish-period-hint = Etwa 2025, 2025-Q3, 2025-07 oder 2024/2025.
publish-protection = Schutz
publish-protection-how = Wie kleine Zahlen geschützt werden
publish-protection-finished = Was mit der Tabelle geschehen ist, bevor sie hierherkam. Leserinnen und Leser erfahren es, und es wird geprüft.
publish-protect-suppress = Unterdrücken, mit so vielen anderen Zellen, wie nötig sind, damit niemand sie errechnen kann
publish-protect-round = Alle Werte auf Vielfache von { $base } runden, sodass Summen weiter stimmen
publish-finished-none = Keine Zelle musste unterdrückt werden
publish-finished-primary = Kleine Zahlen sind unterdrückt
publish-finished-complementary = Kleine Zahlen sind unterdrückt, und andere, die sie verraten würden
publish-finished-round = Alle Werte sind auf Vielfache von { $base } gerundet
publish-across = Steht oben, als Spalten
publish-min-frequency = Kleinste Zahl, die gezeigt werden darf
publish-min-frequency-hint = { $count ->
    [one] Mindestens { $n } in diesem Netz. Für Opfer, Minderjährige und Gebiete unterhalb des Landes ist 10 üblich.
   *[other] Mindestens { $n } in diesem Netz. Für Opfer, Minderjährige und Gebiete unterhalb des Landes ist 10 üblich.
}
publish-suppress-zeros = Auch Nullen unterdrücken
publish-suppress-zeros-hint = Wo schon «niemand» etwas über Personen aussagt.
publish-count-and-protect = Zählen und schützen
publish-read-table = Die Tabelle lesen
publish-count-takes-time = Bei vielen Zellen kann das eine Minute dauern.
publish-forget-file = Die Datei vergessen
publish-file-problems = { $count ->
    [one] Eine Sache in der Datei ist zu berichtigen
   *[other] { $n } Dinge in der Datei sind zu berichtigen
}
publish-file-problems-mean = Werte, die nur wenige Zeilen haben, werden hier nicht gezeigt, weil sie eine Person bezeichnen könnten. Berichtigen Sie die Datei oder das Formular und versuchen Sie es erneut.

publish-table-title = Die geschützte Tabelle
publish-table-lead-suppressed = { $count ->
    [one] Das werden Leserinnen und Leser sehen. Zahlen über null und unter { $n } werden nicht gezeigt, ebenso wenig Zellen, die sie verraten würden.
   *[other] Das werden Leserinnen und Leser sehen. Zahlen über null und unter { $n } werden nicht gezeigt, ebenso wenig Zellen, die sie verraten würden.
}
publish-table-lead-rounded = { $count ->
    [one] Das werden Leserinnen und Leser sehen. Alle Werte sind Vielfache von { $n }.
   *[other] Das werden Leserinnen und Leser sehen. Alle Werte sind Vielfache von { $n }, und Summen stimmen weiter.
}
publish-table-lead-finished = Das werden Leserinnen und Leser sehen, so wie es in der Datei steht.
publish-table-passed = Die Tabelle hat die Prüfung bestanden: Aus dem, was hier und früher veröffentlicht wurde, kann niemand eine kleine Zahl errechnen.
publish-table-refused = So darf die Tabelle nicht veröffentlicht werden
publish-table-warnings = Was Beachtung verdient
publish-careful = { $count ->
    [one] Für Menschenhandel, für Minderjährige und für Gebiete unterhalb des Landes ist { $n } die übliche kleinste Zahl.
   *[other] Für Menschenhandel, für Minderjährige und für Gebiete unterhalb des Landes ist { $n } die übliche kleinste Zahl.
}
publish-confidential = Nur für Sie: Welche Zellen klein waren, ist vertraulich. Leserinnen und Leser sehen in allen unterdrückten Zellen dasselbe Zeichen.
publish-mark-none = wie gezählt
publish-mark-small = unterdrückt: kleine Zahl
publish-mark-companion = unterdrückt: schützt eine andere Zelle
publish-mark-zero = unterdrückt: null
publish-not-known = nicht bekannt
publish-values = Werte
publish-cells-shown = { $shown } von { $of } Zellen werden hier gezeigt.
publish-method-least = Zahlen von 1 bis unter { $least } werden nicht veröffentlicht.
publish-method-rounded = Alle Werte sind auf Vielfache von { $base } gerundet.
publish-method-noise = Jedem Wert ist ein zufälliges Rauschen beigegeben.
publish-method-suppressed = { $count ->
    [one] Eine Zelle ist unterdrückt.
   *[other] { $n } Zellen sind unterdrückt.
}
publish-method-any-size = Eine unterdrückte Zelle kann jede Größe haben, auch null.
publish-method-above-zero = Eine unterdrückte Zelle kann jede Größe über null haben.
publish-reasons-title = { $count ->
    [one] Warum eine Zelle unterdrückt ist
   *[other] Warum { $n } Zellen unterdrückt sind
}
publish-reasons-lead = Die letzte Spalte sagt, was jemand, der addiert und subtrahiert, bestenfalls herausfinden kann.
publish-reasons-caption = Unterdrückte Zellen mit ihren Gründen
publish-column-cell = Zelle
publish-column-reason = Grund
publish-column-interval = Was sich errechnen lässt
publish-interval-between = zwischen { $low } und { $high }
publish-interval-from = mindestens { $low }
publish-interval-unknown = nicht entschieden
publish-exposed = zu viel
publish-unlisted = { $count ->
    [one] Eine weitere Zelle ist nicht aufgeführt.
   *[other] { $n } weitere Zellen sind nicht aufgeführt.
}
publish-loss-title = Was der Schutz kostet
publish-loss-what = Zellen
publish-loss-cells = Anzahl
publish-loss-share = Anteil der Zellen
publish-loss-sum = Anteil aller Zahlen
publish-loss-published = veröffentlicht
publish-loss-suppressed = unterdrückt
publish-loss-small = davon kleine Zahlen
publish-loss-zero = davon Nullen
publish-loss-companion = davon zum Schutz anderer
publish-counted-title = Was gezählt wurde
publish-counted-rows = { $count ->
    [one] { $n } Zeile wurde gelesen
   *[other] { $n } Zeilen wurden gelesen
}
publish-counted-persons = { $count ->
    [one] { $n } Person wurde gezählt
   *[other] { $n } Personen wurden gezählt
}
publish-counted-repeated = { $count ->
    [one] { $n } Zeile betraf eine Person, die schon gezählt war
   *[other] { $n } Zeilen betrafen Personen, die schon gezählt waren
}
publish-counted-unknown = { $count ->
    [one] nicht bekannt bei { $n } Person
   *[other] nicht bekannt bei { $n } Personen
}
publish-counted-overlapping = { $dimension }: eine Person kann unter mehreren Codes stehen, daher ergeben die Codes zusammen nicht die Gesamtsumme
publish-limits-title = Was sich nicht versprechen lässt
publish-limits = Die Prüfung ist genau für die Summen, die die Tabellen angeben. Sie kann nichts wissen von Summen, die niemand angegeben hat, von Tabellen, die andere über dieselben Personen veröffentlichen, oder davon, was jemand über eine Person weiß.
publish-screen-limits = Namen ohne einen Zusammenhang, der sie verrät, werden unvollständig gefunden, und wer eine Person kennt, kann eine Geschichte wiedererkennen, in der niemand genannt ist. Lesen Sie jeden Text noch einmal mit den Augen einer Nachbarin.
publish-accept-table = Diese Tabelle annehmen
publish-accept-means = Wenn Sie annehmen, werden die Fälle vergessen. Wenn Sie verwerfen, wählen Sie gröbere Kategorien; dafür bleiben die Fälle im Arbeitsspeicher.
publish-discard-table = Verwerfen und gröbere Kategorien wählen

publish-describe-title = Das Dokument beschreiben
publish-describe-lead = Schreiben Sie in einer oder in mehreren Sprachen. Was Sie speichern, wird auf diesem Knoten aufbewahrt und ist für alle sichtbar, die hier veröffentlichen oder genehmigen.
publish-withdraw-title = Ein Dokument zurückziehen
publish-withdraw-lead = Wenn eine Rücknahme veröffentlicht ist, löscht jeder Knoten des Netzes den Inhalt des Dokuments. Kopien auf Papier und in Exporten bleiben. Sagen Sie, warum, ohne zu wiederholen, was verschwinden soll.
publish-target = Es geht um:
publish-texts = Texte
publish-about = Über das Dokument
publish-field-title = Titel
publish-field-summary = Zusammenfassung
publish-field-summary-hint = Was jemand in Eile wissen muss, höchstens eine Seite.
publish-field-body = Text
publish-field-markdown-hint = Sie können Markdown verwenden: # Überschriften, **fett**, Listen mit -, Links.
publish-field-definitions = Definitionen
publish-field-definitions-hint = Wer gezählt wird, von wann an und bis wann.
publish-field-disclaimer = Haftungsausschluss
publish-field-context = Das Problem und sein Umfeld
publish-field-approach = Was getan wird
publish-field-results = Was daraus wurde
publish-field-conditions = Was es braucht, um anderswo zu wirken
publish-field-reason = Grund
publish-field-reason-hint = Ein Satz für Leserinnen und Leser.
publish-field-table-title = Titel der Tabelle { $table }
publish-field-table-notes = Anmerkungen zur Tabelle { $table }
publish-field-topics = Themen
publish-field-topics-hint = Themen, von denen der Text spricht, stehen vorn; mindestens eines ist nötig.
publish-topic-suggested = der Text spricht davon
publish-more-topics = Alle anderen Themen
publish-suggest-topics = Erneut nach Themen im Text suchen
publish-field-countries = Länder
publish-more-countries = Andere Länder
publish-more-countries-hint = Codes aus zwei Buchstaben mit Leerzeichen dazwischen, etwa UA MD.
publish-field-audience = Wer es lesen darf
publish-field-audience-hint = Das kann nach der Veröffentlichung nicht mehr geändert werden.
publish-audience-network = Das Netz
publish-audience-network-means = Nur Mitglieder und Beobachter. Es geht nie durch eine öffentliche Tür.
publish-audience-public = Alle
publish-audience-public-means = Auch außerhalb des Netzes zu sehen und zu bekommen, zum Beispiel für nationale Datenportale.
publish-field-organisation-hint = Die Organisation, die es erstellt hat.
publish-field-source-hint = Das Register, aus dem die Zahlen stammen.
publish-field-reference-date-hint = Der Tag, an dem das Register so stand, wie die Zahlen sagen.
publish-field-licence-hint = Eine SPDX-Kennung wie CC-BY-4.0, wenn es sie gibt.
publish-fact-period = Zeitraum
publish-fact-organisation = Organisation
publish-fact-licence = Lizenz
publish-fact-specification = Spezifikation
publish-fact-source = Quelle
publish-fact-reference-date = Stichtag
publish-fact-attachments = Anlagen
publish-add-language = Eine Sprache hinzufügen
publish-add-language-button = Hinzufügen
publish-remove-language = { $language } entfernen
publish-tables = Tabellen
publish-no-tables = In diesem Entwurf ist keine Tabelle.
publish-n-cells = { $count ->
    [one] { $n } Zelle
   *[other] { $n } Zellen
}
publish-cells-suppressed = { $count ->
    [0] keine unterdrückt
    [one] { $n } unterdrückt
   *[other] { $n } unterdrückt
}
publish-add-table = Eine Tabelle hinzufügen
publish-remove-table = { $table } entfernen
publish-save = Speichern
publish-save-and-check = Speichern und prüfen

publish-mistake-missing = { $field }: hier muss etwas eingetragen oder gewählt werden
publish-mistake-too-long = { $field }: das ist zu lang
publish-mistake-too-many = { $field }: das sind zu viele
publish-mistake-malformed = { $field }: das ist nicht so geschrieben, wie es sein muss
publish-mistake-unknown = { $field }: das steht in keiner der gemeinsamen Listen
publish-mistake-twice = { $field }: etwas ist zweimal genannt
publish-mistake-control = { $field }: ein Zeilenumbruch oder Steuerzeichen ist hier nicht zulässig
publish-mistake-misplaced = { $field }: das gehört zu einer anderen Art von Dokument
publish-mistake-other = { $field }: das folgt den Formregeln nicht
publish-mistake-file = Wählen Sie eine Datei
publish-mistake-language = Das ist kein Sprachcode, oder es sind zu viele Sprachen
publish-mistake-no-value = Geben Sie an, welche Spalte die Werte enthält
publish-mistake-no-dimension = Geben Sie mindestens einer Spalte eine Bedeutung
publish-mistake-frequency = { $field }: mindestens { $least } ist nötig

publish-check-title = Was gefunden wurde
publish-check-clean = Es wurde nichts gefunden, was das Einreichen dieses Entwurfs verhindert.
publish-check-warned = { $count ->
    [one] Dieser Entwurf kann eingereicht werden. Eine zweite Person wird zu einer Warnung befragt.
   *[other] Dieser Entwurf kann eingereicht werden. Eine zweite Person wird zu { $n } Warnungen befragt.
}
publish-form-problems = { $count ->
    [one] Eine Sache fehlt oder stimmt nicht
   *[other] { $n } Dinge fehlen oder stimmen nicht
}
publish-not-examined = Texte und Tabellen werden angesehen, sobald das behoben ist.
publish-blocking = { $count ->
    [one] Eine personenbezogene Angabe in den Texten
   *[other] { $n } personenbezogene Angaben in den Texten
}
publish-blocking-means = Niemand kann das durchlassen. Entfernen Sie es aus dem Text.
publish-warnings = { $count ->
    [one] Eine Warnung zu den Texten
   *[other] { $n } Warnungen zu den Texten
}
publish-warnings-mean = Das können personenbezogene Daten sein. Ändern Sie den Text, oder lassen Sie ihn stehen: Dann muss, wer genehmigt, zu jeder Warnung sagen, warum es bleiben darf, und das kommt in das Prüfprotokoll.
publish-remarks = { $count ->
    [one] Eine Bemerkung
   *[other] { $n } Bemerkungen
}
publish-remarks-mean = Amtspersonen, Organisationen und öffentliche Hilfetelefone, soweit erkannt. Es ist nichts zu tun.
publish-notes = Was Beachtung verdient
publish-tables-disclose = Die Tabellen geben etwas preis
publish-tables-disclose-means = Unterdrücken Sie mehr Zellen oder wählen Sie gröbere Kategorien: Entfernen Sie die Tabelle und erstellen Sie sie neu aus den Fällen.
publish-audit = Prüfung der Tabellen
publish-audit-passed = alle geschützt
publish-cells-exposed = { $count ->
    [one] { $n } Zelle lässt sich errechnen
   *[other] { $n } Zellen lassen sich errechnen
}
publish-found-place = Zeile { $line }, Spalte { $column } ({ $percent } % sicher)
publish-found-national-id = Persönliche Identifikationsnummer
publish-found-iban = Bankkonto
publish-found-card = Zahlungskarte
publish-found-mrz = Maschinenlesbare Zeile eines Dokuments
publish-found-passport = Nummer eines Passes oder Ausweises
publish-found-email = E-Mail-Adresse
publish-found-phone = Telefonnummer
publish-found-dob = Geburtsdatum
publish-found-event-date = Tag eines Ereignisses im Leben einer Person
publish-found-case-number = Fall- oder Aktennummer
publish-found-plate = Kfz-Kennzeichen
publish-found-address = Straßenanschrift
publish-found-coordinates = Genaue Koordinaten
publish-found-social = Profil in einem sozialen Netzwerk
publish-found-device = Adresse oder Nummer eines Geräts
publish-found-person = Name einer Person
publish-found-quasi = Angaben, die zusammen auf eine Person weisen
publish-found-small-number = Kleine Zahl von Personen
publish-found-hidden = Verborgener Inhalt einer Datei
publish-found-other = Möglicherweise personenbezogene Daten
publish-go-to-preview = Zur Vorschau
publish-back-to-texts = Zurück zu den Texten

publish-preview-title = So werden andere es sehen
publish-preview-lead = Alle Sprachen stehen hier untereinander; Leserinnen und Leser sehen die, die sie wählen.
publish-preview-region = Vorschau des Dokuments
publish-preview-not-yet = Es gibt noch keine Vorschau, weil etwas fehlt oder nicht stimmt.
publish-see-what-is-missing = Ansehen, was fehlt
publish-see-what-was-found = Ansehen, was gefunden wurde
publish-go-to-submit = Weiter zum Einreichen
publish-section-summary = Zusammenfassung
publish-section-body = Text
publish-section-definitions = Definitionen
publish-section-disclaimer = Haftungsausschluss
publish-section-context = Das Problem und sein Umfeld
publish-section-approach = Was getan wird
publish-section-results = Was daraus wurde
publish-section-conditions = Was es braucht, um anderswo zu wirken

publish-next = Was Sie tun können
publish-writing-means = An diesem Entwurf wird geschrieben. Niemand außerhalb dieses Knotens sieht ihn.
publish-sent-back-means = Dieser Entwurf kam mit einem Kommentar zurück. Ändern Sie ihn und reichen Sie ihn erneut ein.
publish-submitted-means = Dieser Entwurf wartet auf eine zweite Person, die nichts darin geschrieben hat. Bis dahin kann er nicht geändert werden.
publish-submitted-means-alone = Dieser Entwurf wartet auf Genehmigung. Bis dahin kann er nicht geändert werden.
publish-publishing-means = Dieser Entwurf wurde genehmigt und wird signiert.
publish-published-means = Dieser Entwurf wurde signiert und an alle Mitglieder versandt.
publish-discarded-means = Dieser Entwurf wurde aufgegeben.
publish-is-published = Das Dokument ist im Netz.
publish-to-record = Zum Dokument
publish-cannot-submit = { $count ->
    [one] Er kann noch nicht eingereicht werden: Eine Sache ist zu beheben.
   *[other] Er kann noch nicht eingereicht werden: { $n } Dinge sind zu beheben.
}
publish-submit-warned = { $count ->
    [one] Wer genehmigt, wird sagen müssen, warum eine Warnung nicht gilt.
   *[other] Wer genehmigt, wird sagen müssen, warum { $n } Warnungen nicht gelten.
}
publish-submit = Zur Genehmigung einreichen
publish-submit-means = Eine zweite Person sieht ihn an. Erst wenn sie genehmigt, wird er signiert und versandt; danach kann er nicht zurückgeholt werden.
publish-submit-means-alone = Wer genehmigt, sieht ihn noch einmal an. Erst dann wird er signiert und versandt; danach kann er nicht zurückgeholt werden.
publish-go-on-writing = Weiterschreiben
publish-take-back = Zurücknehmen
publish-take-back-hint = Dann können Sie wieder darin schreiben, und niemand kann ihn genehmigen, bevor Sie ihn erneut einreichen.
publish-look-and-approve = Ansehen und genehmigen
publish-failure-title = Er wurde genehmigt, aber nicht signiert
publish-sent-back-by = { $name } hat ihn zurückgegeben
publish-history = Verlauf
publish-happened-created = hat diesen Entwurf begonnen
publish-happened-edited = hat ihn geändert
publish-happened-submitted = hat ihn eingereicht
publish-happened-taken-back = hat ihn zurückgenommen
publish-happened-sent-back = hat ihn zurückgegeben
publish-happened-approved = hat ihn genehmigt
publish-happened-failed = hat ihn genehmigt, aber er wurde nicht signiert
publish-happened-published = hat ihn veröffentlicht
publish-happened-discarded = hat ihn verworfen
publish-discard-title = Diesen Entwurf verwerfen
publish-discard-means = Der Entwurf ist dann endgültig geschlossen und kann nur noch angesehen werden. Fälle im Arbeitsspeicher werden vergessen.
publish-discard = Verwerfen

publish-conflict-title = Jemand anders hat diesen Entwurf geändert
publish-conflict-explanation = { $name } hat diesen Entwurf am { $when } geändert, nachdem Sie ihn geöffnet hatten. Nichts von dem, was Sie geschrieben haben, ist verloren: Wählen Sie für jedes Feld, was bleibt.
publish-conflict-lead = Diese Felder unterscheiden sich.
publish-conflict-nothing = Beide Fassungen sagen in jedem Feld Ihres Formulars dasselbe.
publish-conflict-mine = Was Sie geschrieben haben
publish-conflict-theirs = Was { $name } gespeichert hat
publish-conflict-empty = nichts
publish-conflict-apply = Das Gewählte speichern
publish-conflict-take-theirs = So lassen, wie { $name } es gespeichert hat
publish-conflict-closed = An dem Entwurf wird nicht mehr geschrieben, daher können Ihre Änderungen nicht gespeichert werden. Hier steht zum Kopieren, was Sie geschrieben haben.

publish-refused-title = Das ist jetzt nicht möglich
publish-refused-closed = An dem Entwurf wird nicht mehr geschrieben, daher kann er nicht geändert werden. Wartet er auf Genehmigung, kann ihn zurücknehmen, wer ihn eingereicht hat.
publish-refused-not-submitter = Nur wer diesen Entwurf eingereicht hat, kann ihn zurücknehmen.
publish-refused-no-file = Die Fälle sind nicht mehr im Arbeitsspeicher: Sie werden nach einiger Zeit vergessen, und wenn der Knoten hält. Laden Sie die Datei erneut hoch.
publish-refused-full = Auf diesem Knoten gibt es zu viele unfertige Entwürfe. Veröffentlichen oder verwerfen Sie zuerst einige.
publish-refused-large = Der Entwurf ist zu groß, um aufbewahrt zu werden. Kürzen Sie ihn, oder machen Sie zwei daraus.
publish-refused-foreign = Dieses Dokument gehört einem anderen Mitglied oder ist nicht mehr hier. Nur das eigene Mitglied kann es ersetzen oder zurückziehen.
publish-back-to-draft = Zurück zum Entwurf
publish-back-to-list = Zu allen Entwürfen
publish-upload-again = Erneut hochladen

notice-draft-changed = Jemand anders hat diesen Entwurf inzwischen geändert. Sehen Sie ihn erneut an, und wiederholen Sie, was Sie tun wollten.
notice-draft-submitted = Der Entwurf wurde eingereicht.
notice-draft-taken-back = Der Entwurf wurde zurückgenommen. Sie können wieder darin schreiben.
notice-draft-discarded = Der Entwurf wurde verworfen.
notice-draft-sent-back = Der Entwurf wurde zurückgegeben.
notice-file-forgotten = Die Datei wurde vergessen.
notice-table-accepted = Die Tabelle wurde übernommen, und die Fälle wurden vergessen.
notice-table-discarded = Die Tabelle wurde verworfen. Die Fälle sind noch im Arbeitsspeicher: Wählen Sie gröbere Kategorien.
notice-language-added = Die Sprache wurde hinzugefügt. Was Sie geschrieben haben, ist gespeichert.
