# De woordenlijst en haar onderwerpen.

topics-title = Onderwerpen
topics-means = De gecontroleerde woordenlijst van het netwerk. Een onderwerp betekent in elke taal hetzelfde: wie erop zoekt, vindt publicaties in alle talen.
topics-all = Alle onderwerpen
topics-files = Voor programma’s
topics-files-mean = De woordenlijst als SKOS, met namen in alle talen en verwijzingen naar EuroVoc.
topic-other-words = Ook:
topic-all-records = { $count ->
    [0] Zoeken op dit onderwerp
    [one] { $n } publicatie over dit onderwerp
   *[other] Alle { $n } publicaties over dit onderwerp
}
topic-feed = Feed (Atom)
topic-figures = Kerncijfers
topic-newest-reports = Nieuwste rapporten
topic-newest-practices = Nieuwste goede praktijken
topic-no-reports = Er zijn nog geen rapporten over dit onderwerp.
topic-no-practices = Er zijn nog geen goede praktijken over dit onderwerp.
topic-all-reports = { $count ->
    [one] { $n } rapport
   *[other] Alle { $n } rapporten
}
topic-all-practices = { $count ->
    [one] { $n } goede praktijk
   *[other] Alle { $n } goede praktijken
}
topic-around = Onderwerpen eromheen
topic-narrower = Engere onderwerpen
topic-related = Verwante onderwerpen
topic-labels = In andere talen
topic-labels-show = { $count ->
    [one] De naam in { $n } andere taal
   *[other] De naam in { $n } andere talen
}
topic-identifier = Kenmerk:
topic-eurovoc = EuroVoc { $number }
topic-missing-title = Dit onderwerp bestaat niet
topic-missing = De woordenlijst hier kent geen onderwerp
topic-missing-search = Toch zoeken naar publicaties die het dragen
