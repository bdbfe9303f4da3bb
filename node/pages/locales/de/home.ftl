# Die erste Seite, und was Listen von Veröffentlichungen sagen.

home-title = Das Wissen des Netzes
home-search-label = Berichte und bewährte Verfahren in allen Sprachen suchen
home-search-hint = Zum Beispiel Menschenhandel, "Aufenthaltstitel" oder ein Land. Ihre Frage verlässt diesen Knoten nicht.
home-waiting = { $count ->
    [one] { $n } Entwurf wartet auf Ihre Freigabe
   *[other] { $n } Entwürfe warten auf Ihre Freigabe
}
home-newest = Neueste Veröffentlichungen
home-since = { $count ->
    [0] Seit Ihrem letzten Besuch ist nichts hinzugekommen.
    [one] Seit Ihrem letzten Besuch ist { $n } Veröffentlichung hinzugekommen.
   *[other] Seit Ihrem letzten Besuch sind { $n } Veröffentlichungen hinzugekommen.
}
home-nothing = Hier gibt es noch keine Veröffentlichungen. Sie erscheinen, sobald dieser Knoten einen anderen erreicht oder selbst etwas veröffentlicht hat.
home-all = Alle Veröffentlichungen, die neuesten zuerst
home-topics = Themen
home-figures = Kennzahlen
home-network = Das Netz
home-network-more = Mehr über das Netz
home-records = Veröffentlichungen
home-connected = Verbundene Knoten
home-equal = Knoten mit denselben Veröffentlichungen
home-of = { $part } von { $whole }
home-own = Hier zuletzt veröffentlicht
home-never = noch nichts
home-members = Mitglieder und ihre Veröffentlichungen
home-member = Mitglied
home-entries = Unterzeichnet
home-latest = Letzte
home-own-member = dieser Knoten
home-online = verbunden
home-warning-more = Einzelheiten
home-warning-hold = Hier kann derzeit nichts veröffentlicht werden.
home-warning-storage = Der Knoten kann nicht auf seinen Datenträger schreiben.
home-warning-index = Die Suche kennt noch nicht alle Veröffentlichungen; sie wird ergänzt.
home-warning-roster = Es gibt zwei gültige Mitgliederlisten derselben Version. Wenden Sie sich an die Inhaber der Stammschlüssel.
home-warning-frozen = { $count ->
    [one] { $n } Protokoll ist eingefroren, weil sein Schlüssel zwei verschiedene Einträge mit derselben Nummer unterzeichnet hat.
   *[other] { $n } Protokolle sind eingefroren, weil ihre Schlüssel zwei verschiedene Einträge mit derselben Nummer unterzeichnet haben.
}
home-warning-rules = { $count ->
    [one] { $n } Veröffentlichung eines Mitglieds wurde abgelehnt, weil sie gegen die Regeln verstößt.
   *[other] { $n } Veröffentlichungen von Mitgliedern wurden abgelehnt, weil sie gegen die Regeln verstoßen.
}
home-warning-alone = Dieser Knoten ist mit keinem anderen verbunden. Was Sie hier sehen, kann veraltet sein.

card-new = neu
card-withdrawn-reason = Grund:
card-tables = { $count ->
    [one] { $n } Tabelle
   *[other] { $n } Tabellen
}
kind-newer = Veröffentlichung einer neueren Programmversion
card-newer-version = neuere Fassung
