# Around every page.
product = EMN-node
skip-to-content = Naar de inhoud
language-choice = Taal
theme-choice = Weergave
theme-system = Zoals op dit apparaat
theme-light = Licht
theme-dark = Donker
signed-in-as = Aangemeld als
sign-in = Aanmelden
sign-out = Afmelden
menu = Menu
navigation = Hoofdnavigatie
place-home = Home
place-topics = Onderwerpen
place-search = Zoeken
place-compare = Vergelijken
place-publish = Publiceren
place-approvals = Goedkeuren
place-network = Netwerk
place-settings = Instellingen
n-waiting = { $count ->
    [one] { $n } concept wacht op u
   *[other] { $n } concepten wachten op u
}
search-everything = Alle publicaties doorzoeken
search-placeholder = Woorden of een onderwerp, in elke taal
search-button = Zoeken
api-documentation = API-documentatie
feeds = Nieuwe publicaties (Atom)
about-this-node = Over deze node
licence = Vrije software onder de EUPL-1.2

# Numbers, days, sizes.
date = { $day } { $month } { $year }
month = { $month } { $year }
quarter = { $quarter }e kwartaal { $year }
month-01 = januari
month-02 = februari
month-03 = maart
month-04 = april
month-05 = mei
month-06 = juni
month-07 = juli
month-08 = augustus
month-09 = september
month-10 = oktober
month-11 = november
month-12 = december
size-bytes = { $n } bytes
size-kilobytes = { $n } kB
size-megabytes = { $n } MB
n-records = { $count ->
    [one] { $n } publicatie
   *[other] { $n } publicaties
}
n-results = { $count ->
    [0] Geen resultaten
    [one] { $n } resultaat
   *[other] { $n } resultaten
}
n-more = { $count ->
    [one] Nog { $n }
   *[other] Nog { $n }
}
and-n-more = { $count ->
    [one] en nog { $n }
   *[other] en nog { $n }
}
n-mistakes = { $count ->
    [one] Eén punt vraagt uw aandacht
   *[other] { $n } punten vragen uw aandacht
}
n-minutes = { $count ->
    [one] { $n } minuut
   *[other] { $n } minuten
}
n-seconds = { $count ->
    [one] { $n } seconde
   *[other] { $n } seconden
}

# Words for records.
kind-report = Trendrapport
kind-practice = Goede praktijk
kind-correction = Correctie
kind-withdrawal = Intrekking
audience-public = Openbaar
audience-network = Alleen netwerk
audience-public-meaning = Iedereen mag het lezen.
audience-network-meaning = Alleen leden en waarnemers van het netwerk mogen het lezen.
standing-superseded = Vervangen
standing-withdrawn = Ingetrokken
topics = Onderwerpen
countries = Beschreven landen
covers = Gaat over
period = Periode
member = Lid
organisation = Organisatie
languages = Talen
version = Versie

# Words for forms and buttons.
optional = (niet verplicht)
mistake = Fout:
no = Nee
cancel = Annuleren
back = Terug
remove = Weghalen
none = Geen
total = Totaal
unknown = Niet bekend
done = afgerond
copy = Kopiëren
copied = Gekopieerd
download = Downloaden
figures-behind = De cijfers in een tabel
pages = Pagina’s met resultaten
first-page = Eerste pagina
next-page = Volgende pagina
steps = Stappen
filter-chosen = (gekozen; volg de link om dit filter weg te halen)
way-here = De weg naar deze pagina

# Said once, above a page.
notice-saved = Uw wijzigingen zijn opgeslagen.
notice-deleted = Het is verwijderd.
notice-sent = Het is verzonden.
notice-password-changed = Uw wachtwoord is gewijzigd. Al uw andere sessies zijn beëindigd.

# When a page cannot be shown.
error-label = Fout { $status }
error-request = Kenmerk voor uw beheerder: { $id }
error-home = Naar de homepagina
error-search = Zoeken in de publicaties
error-400 = De vraag is niet begrepen
error-400-what = Iets in het adres of in het formulier klopt niet. Ga terug, controleer wat u hebt ingevuld en verzend het opnieuw.
error-401 = Meld u eerst aan
error-401-what = Deze pagina is voor mensen met een account op deze node. Meld u aan, of vraag uw beheerder om een account.
error-403 = Dit is u niet toegestaan
error-403-what = Uw account heeft hier de rol niet voor, of het formulier was te oud. Ga terug, laad de pagina opnieuw en herhaal wat u deed. Hebt u de rol nodig, vraag die dan aan uw beheerder.
error-404 = Deze pagina bestaat niet
error-404-what = Misschien is het adres verkeerd getypt, of is verwijderd wat hier stond. Zoek ernaar, of begin op de homepagina.
error-405 = Dat kan hier niet
error-405-what = Het adres bestaat, maar niet voor dit soort vraag. Ga terug en gebruik de knoppen van de pagina.
error-409 = Iemand anders was u voor
error-409-what = Wat u wilde wijzigen, is intussen gewijzigd. Ga terug, laad de pagina opnieuw en bekijk wat er nu staat.
error-410 = Dit is ingetrokken
error-410-what = Het lid dat dit publiceerde, heeft het ingetrokken. De inhoud wordt niet meer getoond.
error-413 = Dit is te groot
error-413-what = Het bestand of de tekst is groter dan deze node aanneemt. Stuur iets kleiners, of verdeel het in delen.
error-415 = Dit soort bestand wordt niet aangenomen
error-415-what = Stuur een van de soorten die bij het formulier staan.
error-422 = Er klopt iets niet
error-422-what = Ga terug, verbeter wat hieronder staat en verzend het opnieuw.
error-429 = Te veel pogingen
error-429-what = Om de accounts te beschermen wacht deze node voordat hij weer antwoordt. Probeer het over een paar minuten opnieuw.
error-500 = Er ging iets mis in deze node
error-500-what = Het ligt niet aan u, en wat u had opgeslagen is veilig. Probeer het zo dadelijk opnieuw. Gebeurt het weer, geef uw beheerder dan het kenmerk hieronder.
error-503 = Deze node is bezig
error-503-what = Hij is zo weer beschikbaar. Wacht een paar seconden en laad de pagina opnieuw.
