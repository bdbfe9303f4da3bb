# De eerste pagina, en wat lijsten van publicaties zeggen.

home-title = Kennis van het netwerk
home-search-label = Zoek rapporten en goede praktijken in alle talen
home-search-hint = Bijvoorbeeld mensenhandel, "verblijfsvergunning" of een land. Uw vraag verlaat dit knooppunt niet.
home-waiting = { $count ->
    [one] { $n } concept wacht op uw goedkeuring
   *[other] { $n } concepten wachten op uw goedkeuring
}
home-newest = Nieuwste publicaties
home-since = { $count ->
    [0] Sinds uw vorige bezoek is er niets bijgekomen.
    [one] Sinds uw vorige bezoek is er { $n } publicatie bijgekomen.
   *[other] Sinds uw vorige bezoek zijn er { $n } publicaties bijgekomen.
}
home-nothing = Er zijn hier nog geen publicaties. Ze verschijnen zodra dit knooppunt een ander heeft bereikt of zelf iets heeft gepubliceerd.
home-all = Alle publicaties, de nieuwste eerst
home-topics = Onderwerpen
home-figures = Kerncijfers
home-network = Het netwerk
home-network-more = Meer over het netwerk
home-records = Publicaties
home-connected = Verbonden knooppunten
home-equal = Knooppunten met dezelfde publicaties
home-of = { $part } van { $whole }
home-own = Hier laatst gepubliceerd
home-never = nog niets
home-members = Leden en hun publicaties
home-member = Lid
home-entries = Ondertekend
home-latest = Laatste
home-own-member = dit knooppunt
home-online = verbonden
home-warning-more = Details
home-warning-hold = Op dit moment kan hier niets worden gepubliceerd.
home-warning-storage = Het knooppunt kan niet naar zijn schijf schrijven.
home-warning-index = De zoekfunctie kent nog niet alle publicaties; zij wordt aangevuld.
home-warning-roster = Er zijn twee geldige ledenlijsten met dezelfde versie. Neem contact op met de houders van de hoofdsleutels.
home-warning-frozen = { $count ->
    [one] { $n } logboek is bevroren, omdat de sleutel ervan twee verschillende stukken met hetzelfde nummer heeft ondertekend.
   *[other] { $n } logboeken zijn bevroren, omdat hun sleutels twee verschillende stukken met hetzelfde nummer hebben ondertekend.
}
home-warning-rules = { $count ->
    [one] { $n } publicatie van een lid is geweigerd, omdat die de regels overtreedt.
   *[other] { $n } publicaties van leden zijn geweigerd, omdat ze de regels overtreden.
}
home-warning-alone = Dit knooppunt is met geen enkel ander verbonden. Wat u hier ziet, kan verouderd zijn.

card-new = nieuw
card-withdrawn-reason = Reden:
card-tables = { $count ->
    [one] { $n } tabel
   *[other] { $n } tabellen
}
kind-newer = Publicatie van een nieuwere versie van het programma
card-newer-version = nieuwere versie
