# Vergleichen
compare-title = Länder vergleichen
compare-lead = Wählen Sie Länder, Jahre und eine Gliederung. Die Adresse dieser Seite gibt genau das wieder, was Sie sehen.
compare-begin = Wählen Sie, was Sie vergleichen möchten. Die Zahlen stammen aus den Berichten aller Mitglieder, die auf diesem Knoten liegen; was Sie ansehen, verlässt Ihre Organisation nicht.
compare-measures = Vorhandene Zahlen
compare-measure = Was gezählt wird
compare-other-measure = Anzeigen
compare-no-measures = Es gibt noch keine Zahlen.
compare-no-measures-more = Sie erscheinen, sobald ein Bericht mit einer Tabelle eingetroffen ist.
compare-n-records = { $count ->
    [one] eine Veröffentlichung
   *[other] { $n } Veröffentlichungen
}
compare-n-members = { $count ->
    [one] ein Mitglied
   *[other] { $n } Mitglieder
}
compare-choices = Was Sie vergleichen
compare-countries = Länder
compare-all-countries = alle
compare-countries-hint = Wenn Sie keines wählen, werden alle Länder angezeigt.
compare-apart = Getrennt anzeigen
compare-apart-hint = Was nicht getrennt angezeigt wird, zählt mit seinem veröffentlichten Gesamtwert.
compare-country = Länder
compare-year = Jahre
compare-period = Quartale und Monate
compare-by-member = Veröffentlichende Mitglieder
compare-total = Insgesamt
compare-unit-of = Einheit
compare-from = Erstes Jahr
compare-to = Letztes Jahr
compare-first = Das früheste
compare-last = Das späteste
compare-per = Anzahlen oder Raten
compare-per-hint = Raten beruhen auf der Bevölkerung am 1. Januar nach Eurostat.
compare-counts = Anzahlen
compare-per-100000 = Je 100.000 Einwohner
compare-per-1000000 = Je 1.000.000 Einwohner
compare-form = Diagramm
compare-form-any = Nach den Daten
compare-form-line = Linien
compare-form-bar = Balken
compare-form-multiples = Kleine Diagramme nebeneinander
compare-form-map = Karte
compare-further = Weitere Auswahl
compare-members = Nur Zahlen dieser Mitglieder
compare-members-hint = Ein Mitglied kann auch Zahlen über andere Länder veröffentlichen.
compare-add-periods = Quartale und Monate addieren, wo kein Jahr veröffentlicht ist
compare-add-periods-hint = Richtig für Ereignisse wie Anträge; falsch für Bestände wie Personen an einem Stichtag.
compare-public-only = Nur Zahlen aus öffentlichen Veröffentlichungen
compare-show = Anzeigen
compare-no-answer = Diese Frage hat keine Antwort
compare-mind = Beim Vergleichen zu beachten
compare-drawing-note = Was unterdrückt oder unbekannt ist, wird auch so gezeichnet, nie als null. Alle Zahlen stehen in der Tabelle darunter.
compare-table = Zahlen
compare-figure = Zahl
compare-nothing = Zu dieser Auswahl gibt es keine Zahlen.
compare-nothing-do = Wählen Sie mehr Länder oder Jahre, oder zeigen Sie weniger getrennt an.
compare-left-out = { $count ->
    [one] Eine weitere Zahl steht nicht auf dieser Seite, aber in den Dateien darunter.
   *[other] { $n } weitere Zahlen stehen nicht auf dieser Seite, aber in den Dateien darunter.
}
compare-missing = nicht verfügbar
compare-suppressed = unterdrückt, um Personen zu schützen
compare-not-whole = mindestens so viel: ein Teil ist unterdrückt oder unbekannt, daher gibt es keine Summe
compare-added = hier aus veröffentlichten Zahlen addiert
compare-suppressed-note = Eine unterdrückte Zahl (c) ist keine Null und darf nicht als Null behandelt werden. Über unterdrückte Zahlen wird nie summiert.
compare-source = Quelle
compare-sources = Quellen
compare-more-sources = { $count ->
    [one] Eine weitere Quelle steht in den Dateien.
   *[other] { $n } weitere Quellen stehen in den Dateien.
}
compare-register = Register:
compare-reference-date = Stichtag
compare-definitions = Wie diese Zahlen definiert sind
compare-take = Mitnehmen
compare-files = Zahlen:
compare-pictures = Diagramm:
compare-address = Link zu dieser Ansicht
compare-refused-no-measure = Hier gibt es keine Zahlen mit dem Namen „{ $name }“.
compare-refused-meant = Meinten Sie „{ $name }“?
compare-refused-choose = Wählen Sie Zahlen aus der Liste.
compare-refused-dimension = Keine Tabelle dieser Zahlen ist nach „{ $name }“ gegliedert.
compare-refused-code = „{ $dimension }“ hat in diesen Zahlen keinen Wert „{ $name }“.
compare-refused-country = Es gibt kein Land „{ $name }“.
compare-refused-member = Es gibt keine Zahlen eines Mitglieds „{ $name }“.
compare-refused-unreadable = „{ $name }“ ist hier nicht zu verstehen.
compare-refused-twice = „{ $name }“ wird zweimal verlangt.
compare-refused-twice-do = Nennen Sie jede Gliederung und jede Bedingung einmal, und entweder Jahre oder Zeiträume.
compare-refused-overlap = „{ $one }“ und „{ $other }“ überschneiden sich und können nicht addiert werden: Manche Personen würden doppelt zählen.
compare-refused-overlap-do = Zeigen Sie „{ $dimension }“ getrennt an, oder wählen Sie eines von beiden.
compare-refused-years = Die Jahre laufen rückwärts: von { $first } bis { $last }.
compare-refused-years-do = Wählen Sie als erstes Jahr das frühere.
compare-refused-units = Tabellen dieser Zahlen haben verschiedene Einheiten, die nicht nebeneinander stehen können.
compare-refused-units-do = Wählen Sie eine Einheit.
compare-refused-periods = Aus den Zahlen mehrerer Jahre ({ $first } bis { $last }) würde eine einzige.
compare-refused-periods-do = Zeigen Sie Jahre getrennt an, wählen Sie ein einzelnes Jahr, oder erlauben Sie unter „Weitere Auswahl“, dass Zeiträume addiert werden.
compare-refused-rates-added = Anteile und Raten können nicht addiert werden.
compare-refused-rates-added-do = Zeigen Sie Länder getrennt an, und wählen Sie von jeder Gliederung einen Wert.
compare-refused-no-count = Diese Zahlen sind keine Anzahlen; deshalb gibt es keine Rate je Einwohner.
compare-refused-no-count-do = Wählen Sie „Anzahlen“.
compare-refused-rate-years = Eine Rate braucht die Bevölkerung eines einzelnen Jahres.
compare-refused-rate-years-do = Zeigen Sie Jahre getrennt an, oder wählen Sie ein einzelnes Jahr.
compare-refused-too-many = Die Antwort würde zu lang.
compare-refused-too-many-do = Wählen Sie Länder, Jahre oder Werte, oder zeigen Sie weniger getrennt an.
compare-refused-too-large = Eine Summe ist zu groß, um angezeigt zu werden.
compare-refused-other = Das kann nicht beantwortet werden: { $why }
compare-undrawn-nothing = Es gibt keine Zahl zu zeichnen.
compare-undrawn-country = Eine Karte braucht Zahlen nach Ländern.
compare-undrawn-country-do = Zeigen Sie Länder getrennt an; gezeichnet wird das neueste Jahr.
compare-undrawn-axis = Eine einzelne Zahl ist kein Diagramm.
compare-undrawn-axis-do = Zeigen Sie etwas getrennt an, zum Beispiel Länder oder Jahre.
compare-undrawn-lines = Das Diagramm hätte { $count } Linien, mehr als sich unterscheiden lassen.
compare-undrawn-points = Das Diagramm hätte { $count } Punkte entlang der Achse, mehr als Platz haben.
compare-undrawn-less-do = Wählen Sie weniger Länder, Jahre oder Werte, oder zeigen Sie weniger getrennt an. Die Tabelle enthält alle Zahlen.
compare-undrawn-map-years = Eine Karte zeigt immer nur eines.
compare-undrawn-map-years-do = Zeigen Sie nur Länder und höchstens Jahre getrennt an.
