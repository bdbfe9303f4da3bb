# Netwerk
network-title = Het netwerk
network-lead = Hoe het netwerk ervoor staat, gezien vanaf dit knooppunt. Alles hier is op deze machine vastgesteld; om het te tonen is anderen niets gevraagd.
network-attention = Wat aandacht vraagt
network-all-well = Er is niets dat uw aandacht vraagt.
network-urgent = Onderneem nu actie.
network-notable = Goed om te weten.
network-what-means = Wat betekent dit?
network-records = Publicaties:
network-program-says = Wat het programma meldt:
network-this-node = Dit knooppunt
network-name = Netwerk
network-id = Id van het netwerk
network-publishes-for = Publiceert voor
network-reads-only = niemand; dit knooppunt leest alleen
network-node-key = Sleutel van het knooppunt
network-fingerprint = Ondertekeningssleutel
network-running = Programma
network-running-for = versie { $version }, draait nu { $time }
network-roster = Ledenlijst
network-roster-until = versie { $version }, geldig tot { $day }
network-entries = Items hier
network-came = Hoe ze sinds de start kwamen
network-came-by = { $here } hier gepubliceerd, { $gossip } door anderen aangekondigd, { $caught } achteraf opgehaald
network-disk = Omvang op schijf
network-connected = Andere knooppunten
network-connected-to = { $connected } van { $known } verbonden; { $equal } hebben precies dezelfde items
network-moments = minder dan een minuut
network-minutes = { $count ->
    [one] { $n } minuut
   *[other] { $n } minuten
}
network-hours = { $count ->
    [one] { $n } uur
   *[other] { $n } uur
}
network-days = { $count ->
    [one] { $n } dag
   *[other] { $n } dagen
}
network-unknown = niet bekend
network-never = nooit
network-members = Leden
network-n-members = { $count ->
    [one] Eén lid in de ledenlijst
   *[other] { $n } leden in de ledenlijst
}
network-member = Lid
network-status = Rol in het netwerk
network-nodes = Knooppunten nu bereikbaar
network-records-here = Items hier
network-moved = Laatste item ondertekend
network-here = dit knooppunt
network-status-member = Nationaal contactpunt
network-status-observer = Waarnemer
network-status-institution = Instelling
network-status-expelled = Niet meer in het netwerk
network-no-node = heeft geen knooppunt
network-online-of = { $online } van { $nodes }
network-connections = Verbindingen
network-connections-lead = De andere knooppunten van de ledenlijst. Twee knooppunten met dezelfde items hebben alles van elkaar gelezen.
network-n-peers = { $count ->
    [one] Eén ander knooppunt
   *[other] { $n } andere knooppunten
}
network-no-peers = De ledenlijst bevat geen ander knooppunt.
network-node = Knooppunt
network-state = Toestand
network-same = Dezelfde items
network-same-yes = ja
network-same-no = nog niet: ze worden uitgewisseld
network-same-unknown = nog niet vergeleken
network-way = Weg
network-program = Programma
network-online = Verbonden
network-offline = Niet verbonden
network-since = al { $time }
network-outgoing = van hieruit opgezet
network-incoming = van daaruit opgezet
network-place-here = op deze machine
network-place-private = intern netwerk
network-place-internet = internet
network-failures = { $count ->
    [one] Eén poging is mislukt.
   *[other] { $n } pogingen zijn mislukt.
}
network-technical = Technisch detail
network-reason-refused = Op het adres antwoordt niets.
network-reason-refused-do = Misschien draait het programma daar niet. Vraag dat lid of hun knooppunt aanstaat.
network-reason-silent = Er kwam niet op tijd antwoord.
network-reason-silent-do = Mogelijk zit er een firewall tussen, of staat hun machine uit. Vraag het dat lid, en vraag uw netwerkbeheer of de weg naar buiten open is.
network-reason-unreachable = Deze machine kent geen weg naar het adres.
network-reason-unreachable-do = Vraag uw netwerkbeheer of deze machine het internet mag bereiken.
network-reason-name = De naam in het adres kon niet worden opgezocht.
network-reason-name-do = Vraag uw netwerkbeheer naar de naamomzetting (DNS), of dat lid naar hun adres.
network-reason-other-node = Op het adres antwoordt een ander knooppunt.
network-reason-other-node-do = De ledenlijst is misschien verouderd. Vraag dat lid om hun sleutel en vergelijk die telefonisch.
network-reason-paused = Het hield zich niet aan de regels van de uitwisseling en blijft een tijd buitengesloten.
network-reason-paused-do = Het wordt vanzelf weer toegelaten. Gebeurt het opnieuw, meld het dan aan dat lid.
network-reason-not-tried = Het is nog niet bereikt.
network-reason-not-tried-do = Beide kanten kunnen verbinding maken; dit knooppunt blijft het proberen.
network-reason-other = Het kon niet worden bereikt.
network-reason-other-do = Het technische detail zegt waarom; uw beheerder weet meer.
network-logs = Logboeken
network-logs-lead = Elke ondertekeningssleutel heeft een eigen logboek. De items zijn zonder gaten genummerd, en elk noemt het vorige.
network-n-logs = { $count ->
    [one] Eén logboek
   *[other] { $n } logboeken
}
network-key = Sleutel
network-height = Items hier
network-last = Laatste item
network-key-state = Toestand van de sleutel
network-key-until = geldig tot { $day }
network-key-ended = verlopen op { $day }
network-key-early = nog niet geldig
network-key-revoked = ingetrokken: { $reason }
network-key-frozen = bevroren: nummer { $number } is twee keer ondertekend

# Waarschuwingen: wat er is, wat het betekent, wat u kunt doen.
network-w-storage = Dit knooppunt kan niet naar zijn schijf schrijven.
network-w-storage-means = Nieuwe items van andere leden worden niet aangenomen en er kan niets worden gepubliceerd totdat de schijf weer schrijft. Wat er is, kunt u lezen. Er gaat niets verloren: wat ontbreekt, wordt later opgehaald.
network-w-storage-do = Maak ruimte vrij op de schijf of laat haar nakijken; het knooppunt gaat vanzelf verder.
network-w-roster-frozen = Er zijn twee geldige ledenlijsten met versie { $version }.
network-w-roster-frozen-means = De ledenlijst zegt wie mag ondertekenen. De sleutelhouders mogen nooit twee verschillende lijsten met dezelfde versie ondertekenen. Totdat dit is opgehelderd, neemt dit knooppunt geen nieuwere ledenlijst aan.
network-w-roster-frozen-do = Neem contact op met de sleutelhouders via een ander kanaal: telefonisch, niet per e-mail.
network-w-log-frozen = Een logboek van { $member } is bevroren: de sleutel heeft twee verschillende items met nummer { $number } ondertekend.
network-w-log-frozen-means = Dat gebeurt als een sleutel is gekopieerd, als een knooppunt uit een oude kopie is teruggezet, of bij misbruik. Dit knooppunt bewaart beide items als bewijs en neemt niets meer uit dat logboek aan. Wat ervoor kwam, blijft.
network-w-log-frozen-do = Spreek { $member } via een ander kanaal. Ga niet uit van hun nieuwere cijfers totdat de sleutelhouders de sleutel hebben vervangen.
network-w-roster-expired = De ledenlijst is verlopen op { $day }.
network-w-roster-expired-means = Zonder geldige ledenlijst publiceert niemand iets. Lezen gaat door.
network-w-roster-expired-do = Vraag de sleutelhouders om een nieuwe ledenlijst; die bereikt dit knooppunt vanzelf.
network-w-roster-expires = De ledenlijst verloopt op { $day }.
network-w-roster-expires-means = Vanaf die dag publiceert niemand iets totdat er een nieuwe is. Lezen gaat door.
network-w-roster-expires-do = Vraag de sleutelhouders om op tijd een nieuwe ledenlijst te ondertekenen.
network-w-broken-rule = { $member } heeft een item ondertekend dat regel { $rule } overtreedt. Het is geweigerd.
network-w-broken-rule-means = De regels beschermen personen achter kleine aantallen en houden publicaties leesbaar. Iedereen in het netwerk weigert zo’n item, en daarmee alles wat { $member } erna publiceert.
network-w-broken-rule-do = Meld het aan { $member }: hun knooppunt heeft iets ondertekend dat geen ander knooppunt aanneemt.
network-w-review = Een tweede controle vond iets in wat { $member } publiceerde (aantal publicaties: { $count }).
network-w-review-means = Dit knooppunt controleert nog een keer wat anderen publiceren: of onderdrukte cijfers zijn af te leiden, en of teksten personen noemen. De publicaties zijn geldig en leesbaar; de controle wijst ze alleen aan.
network-w-review-do = Meld het aan { $member } en geef niets uit deze publicaties door totdat het is opgehelderd.
network-w-hold = Vanaf dit knooppunt kan op dit moment niets worden gepubliceerd.
network-w-hold-means = Voordat het knooppunt ondertekent, stelt het vast dat het zijn eigen logboek volledig kent. Ondertekenen op een oude stand zou één nummer aan twee items geven en het logboek voorgoed bevriezen.
network-w-hold-do = Meestal is dit binnen enkele seconden voorbij. Zo niet, dan staat hieronder wat er nodig is.
network-w-alone = Er is geen ander knooppunt verbonden.
network-w-alone-means = Met wat er is, kunt u lezen en werken. Nieuwe publicaties van anderen komen niet binnen, en die van u worden later afgeleverd.
network-w-alone-do = Kijk bij de verbindingen hieronder: bij elke staat waarom ze niet lukt.
network-w-paused = Een knooppunt van { $member } hield zich niet aan de regels van de uitwisseling en is een tijd buitengesloten.
network-w-paused-means = Het stuurde berichten die niet te lezen of te groot zijn. Dat kan een fout in het programma zijn of een poging tot verstoring. Publicaties van { $member } komen via anderen nog wel binnen.
network-w-paused-do = Voorlopig niets. Gebeurt het opnieuw, meld het dan aan { $member }.
network-w-catalogue = De catalogus wordt opgebouwd: { $done } van { $of } items.
network-w-catalogue-means = Lijsten, zoekresultaten en cijfers komen uit de catalogus. Totdat die compleet is, ontbreken er publicaties in.
network-w-catalogue-do = Wacht even; binnen enkele minuten is de catalogus klaar.
