# Das Vokabular und seine Themen.

topics-title = Themen
topics-means = Das kontrollierte Vokabular des Netzes. Ein Thema bedeutet in jeder Sprache dasselbe: Wer danach sucht, findet Veröffentlichungen in allen Sprachen.
topics-all = Alle Themen
topics-files = Für Programme
topics-files-mean = Das Vokabular als SKOS, mit Bezeichnungen in allen Sprachen und Verweisen auf EuroVoc.
topic-other-words = Auch:
topic-all-records = { $count ->
    [0] Zu diesem Thema suchen
    [one] { $n } Veröffentlichung zu diesem Thema
   *[other] Alle { $n } Veröffentlichungen zu diesem Thema
}
topic-feed = Feed (Atom)
topic-figures = Kennzahlen
topic-newest-reports = Neueste Berichte
topic-newest-practices = Neueste bewährte Verfahren
topic-no-reports = Zu diesem Thema gibt es noch keine Berichte.
topic-no-practices = Zu diesem Thema gibt es noch keine bewährten Verfahren.
topic-all-reports = { $count ->
    [one] { $n } Bericht
   *[other] Alle { $n } Berichte
}
topic-all-practices = { $count ->
    [one] { $n } bewährtes Verfahren
   *[other] Alle { $n } bewährten Verfahren
}
topic-around = Themen ringsum
topic-narrower = Engere Themen
topic-related = Verwandte Themen
topic-labels = In anderen Sprachen
topic-labels-show = { $count ->
    [one] Die Bezeichnung in { $n } anderen Sprache
   *[other] Die Bezeichnung in { $n } anderen Sprachen
}
topic-identifier = Kennung:
topic-eurovoc = EuroVoc { $number }
topic-missing-title = Dieses Thema gibt es nicht
topic-missing = Das Vokabular hier kennt kein Thema
topic-missing-search = Trotzdem Veröffentlichungen suchen, die es tragen
