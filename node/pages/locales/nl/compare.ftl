# Vergelijken
compare-title = Landen vergelijken
compare-lead = Kies landen, jaren en een uitsplitsing. Het adres van deze pagina geeft precies weer wat u ziet.
compare-begin = Kies wat u wilt vergelijken. De cijfers komen uit de rapporten van alle leden die op dit knooppunt staan; wat u bekijkt, verlaat uw organisatie niet.
compare-measures = Beschikbare cijfers
compare-measure = Wat er geteld wordt
compare-other-measure = Tonen
compare-no-measures = Er zijn nog geen cijfers.
compare-no-measures-more = Zodra er een rapport met een tabel binnenkomt, verschijnen ze hier.
compare-n-records = { $count ->
    [one] één publicatie
   *[other] { $n } publicaties
}
compare-n-members = { $count ->
    [one] één lid
   *[other] { $n } leden
}
compare-choices = Wat u wilt vergelijken
compare-countries = Landen
compare-all-countries = alle
compare-countries-hint = Kiest u er geen, dan worden alle landen getoond.
compare-apart = Apart tonen
compare-apart-hint = Wat u niet apart toont, telt mee met het gepubliceerde totaal.
compare-country = Landen
compare-year = Jaren
compare-period = Kwartalen en maanden
compare-by-member = Leden die het cijfer geven
compare-total = Totaal
compare-unit-of = Eenheid
compare-from = Eerste jaar
compare-to = Laatste jaar
compare-first = Het vroegste
compare-last = Het laatste
compare-per = Aantallen of ratio’s
compare-per-hint = Voor ratio’s wordt de bevolking op 1 januari volgens Eurostat gebruikt.
compare-counts = Aantallen
compare-per-100000 = Per 100.000 inwoners
compare-per-1000000 = Per 1.000.000 inwoners
compare-form = Grafiek
compare-form-any = Wat het beste past
compare-form-line = Lijnen
compare-form-bar = Staven
compare-form-multiples = Kleine grafieken naast elkaar
compare-form-map = Kaart
compare-further = Meer keuzes
compare-members = Alleen cijfers van deze leden
compare-members-hint = Een lid kan ook cijfers over andere landen publiceren.
compare-add-periods = Kwartalen en maanden optellen waar geen jaarcijfer is
compare-add-periods-hint = Juist voor gebeurtenissen, zoals aanvragen; onjuist voor standen, zoals personen op een peildatum.
compare-public-only = Alleen cijfers uit openbare publicaties
compare-show = Tonen
compare-no-answer = Deze vraag heeft geen antwoord
compare-mind = Let op bij het vergelijken
compare-drawing-note = Wat onderdrukt of onbekend is, wordt ook zo getekend, nooit als nul. Alle cijfers staan in de tabel hieronder.
compare-table = Cijfers
compare-figure = Cijfer
compare-nothing = Bij deze keuzes horen geen cijfers.
compare-nothing-do = Kies meer landen of jaren, of toon minder apart.
compare-left-out = { $count ->
    [one] Eén ander cijfer staat niet op deze pagina, maar wel in de bestanden hieronder.
   *[other] { $n } andere cijfers staan niet op deze pagina, maar wel in de bestanden hieronder.
}
compare-missing = niet beschikbaar
compare-suppressed = onderdrukt om personen te beschermen
compare-not-whole = ten minste dit: een deel is onderdrukt of onbekend, dus er is geen totaal
compare-added = hier opgeteld uit gepubliceerde cijfers
compare-suppressed-note = Een onderdrukt cijfer (c) is geen nul en mag niet als nul worden behandeld. Over onderdrukte cijfers worden nooit sommen gemaakt.
compare-source = Bron
compare-sources = Bronnen
compare-more-sources = { $count ->
    [one] Eén andere bron staat in de bestanden.
   *[other] { $n } andere bronnen staan in de bestanden.
}
compare-register = Register:
compare-reference-date = peildatum
compare-definitions = Hoe deze cijfers zijn gedefinieerd
compare-take = Meenemen
compare-files = Cijfers:
compare-pictures = Grafiek:
compare-address = Link naar deze weergave
compare-refused-no-measure = Er zijn hier geen cijfers met de naam ‘{ $name }’.
compare-refused-meant = Bedoelt u ‘{ $name }’?
compare-refused-choose = Kies cijfers uit de lijst.
compare-refused-dimension = Geen tabel met deze cijfers is uitgesplitst naar ‘{ $name }’.
compare-refused-code = ‘{ $dimension }’ heeft in deze cijfers geen waarde ‘{ $name }’.
compare-refused-country = Er is geen land ‘{ $name }’.
compare-refused-member = Er zijn geen cijfers van een lid ‘{ $name }’.
compare-refused-unreadable = ‘{ $name }’ is hier niet te begrijpen.
compare-refused-twice = ‘{ $name }’ is twee keer gevraagd.
compare-refused-twice-do = Noem elke uitsplitsing en elke voorwaarde één keer, en kies óf jaren óf perioden.
compare-refused-overlap = ‘{ $one }’ en ‘{ $other }’ overlappen en kunnen dus niet worden opgeteld: sommige personen zouden dubbel tellen.
compare-refused-overlap-do = Toon ‘{ $dimension }’ apart, of kies een van de twee.
compare-refused-years = De jaren lopen achteruit: van { $first } tot { $last }.
compare-refused-years-do = Kies als eerste jaar het vroegste.
compare-refused-units = Tabellen met deze cijfers hebben verschillende eenheden, die niet naast elkaar kunnen staan.
compare-refused-units-do = Kies één eenheid.
compare-refused-periods = De cijfers van meerdere jaren ({ $first } tot en met { $last }) zouden er één worden.
compare-refused-periods-do = Toon jaren apart, kies één jaar, of geef onder ‘Meer keuzes’ aan dat perioden mogen worden opgeteld.
compare-refused-rates-added = Aandelen en ratio’s kunnen niet worden opgeteld.
compare-refused-rates-added-do = Toon landen apart en kies van elke uitsplitsing één waarde.
compare-refused-no-count = Deze cijfers zijn geen aantallen, dus is er geen ratio per inwoner.
compare-refused-no-count-do = Kies ‘Aantallen’.
compare-refused-rate-years = Voor een ratio is de bevolking van één jaar nodig.
compare-refused-rate-years-do = Toon jaren apart, of kies één jaar.
compare-refused-too-many = Het antwoord zou te lang worden.
compare-refused-too-many-do = Kies landen, jaren of waarden, of toon minder apart.
compare-refused-too-large = Een som is te groot om te tonen.
compare-refused-other = Dit kan niet worden beantwoord: { $why }
compare-undrawn-nothing = Er is geen cijfer om te tekenen.
compare-undrawn-country = Voor een kaart zijn cijfers per land nodig.
compare-undrawn-country-do = Toon landen apart; het nieuwste jaar wordt getekend.
compare-undrawn-axis = Eén cijfer alleen is geen grafiek.
compare-undrawn-axis-do = Toon iets apart, zoals landen of jaren.
compare-undrawn-lines = De grafiek zou { $count } lijnen hebben: meer dan te onderscheiden zijn.
compare-undrawn-points = De grafiek zou { $count } punten langs de as hebben: meer dan er plaats is.
compare-undrawn-less-do = Kies minder landen, jaren of waarden, of toon minder apart. De tabel bevat alle cijfers.
compare-undrawn-map-years = Een kaart toont één ding tegelijk.
compare-undrawn-map-years-do = Toon landen apart, en verder hooguit jaren.
