# Publiceren: concepten, zaken, tabellen, teksten, en wat ervan komt.

publish-title = Publiceren
publish-lead = Hier worden rapporten en goede praktijken voorbereid, gecontroleerd en ingediend. Niets verlaat deze node voordat een concept is goedgekeurd en ondertekend.
publish-all-drafts = Alle concepten
publish-untitled = zonder titel
publish-begin = Iets nieuws beginnen
publish-begin-from-record = Wilt u iets corrigeren of intrekken wat al gepubliceerd is, ga dan naar de pagina van het document: «nieuwe versie van dit document» en «dit document intrekken» leiden hierheen.
publish-new-cases = Nieuw rapport uit zaken
publish-new-cases-means = U hebt registraties van zaken, één rij per persoon. Ze worden op deze machine geteld en beveiligd; alleen de beveiligde tabel blijft bewaard.
publish-new-table = Nieuw rapport uit een tabel
publish-new-table-means = U hebt een voltooide tabel die al beveiligd is, of een rapport zonder cijfers.
publish-new-practice = Nieuwe goede praktijk
publish-new-practice-means = U beschrijft een werkwijze die anderen kunnen overnemen.
publish-mine = Mijn concepten
publish-mine-none = U hebt geen concepten.
publish-others = Concepten van anderen
publish-others-none = Niemand anders heeft een concept.
publish-column-title = Titel
publish-column-kind = Soort
publish-column-state = Stand
publish-column-owner = Begonnen door
publish-column-changed = Laatst gewijzigd

publish-kind-report = Rapport
publish-kind-practice = Goede praktijk
publish-kind-new-report = Nieuwe versie van een rapport
publish-kind-new-practice = Nieuwe versie van een goede praktijk
publish-kind-withdrawal = Intrekking

publish-state-writing = wordt geschreven
publish-state-sent-back = teruggestuurd
publish-state-submitted = wacht op goedkeuring
publish-state-publishing = wordt ondertekend
publish-state-published = gepubliceerd
publish-state-discarded = verworpen

publish-step-upload = Uploaden
publish-step-columns = Kolommen
publish-step-table = Beveiligde tabel
publish-step-describe = Beschrijven
publish-step-check = Controleren
publish-step-preview = Voorbeeld
publish-step-submit = Indienen
publish-step-position = Stap { $number } van { $of }: { $step }

publish-upload-cases-title = Zaken uploaden
publish-upload-table-title = Een voltooide tabel uploaden
publish-upload-cases-lead = Kies een bestand met één rij per persoon, of per persoon en zaak. Het wordt hier geteld, en kleine aantallen worden beveiligd voordat iemand ze ziet.
publish-upload-table-lead = Kies een CSV-bestand met een kolom per dimensie, een kolom met waarden en, als die er zijn, een kolom met vlaggen. Onderdrukte cellen hebben geen waarde en de vlag c. Een tabel waarin kleine aantallen nog te zien zijn, hoort bij «zaken»: daar wordt ze beveiligd.
publish-promise-title = Wat er met uw zaken gebeurt
publish-promise-memory = Ze blijven in het geheugen van deze machine. Ze worden nooit op schijf geschreven, nooit gelogd en nooit verstuurd.
publish-promise-forgotten = { $count ->
    [one] Ze worden vergeten zodra u de tabel aanvaardt, en na { $n } minuut zonder gebruik.
   *[other] Ze worden vergeten zodra u de tabel aanvaardt, en na { $n } minuten zonder gebruik.
}
publish-promise-table = Bewaard blijven de beveiligde tabel en, in het verzegelde register van deze node, de aantallen waarmee latere tabellen worden vergeleken.
publish-upload-cases-label = Bestand met zaken (CSV, TSV of Parquet)
publish-upload-table-label = Bestand met de tabel (CSV)
publish-upload-hint = { $count ->
    [one] Ten hoogste { $n } MiB, in UTF-8. Tel grotere bestanden op de opdrachtregel met emn tabulate.
   *[other] Ten hoogste { $n } MiB, in UTF-8. Tel grotere bestanden op de opdrachtregel met emn tabulate.
}
publish-upload-button = Uploaden
publish-upload-rather-cases = Liever zaken uploaden
publish-upload-rather-table = Liever een voltooide tabel uploaden
publish-upload-without = Een rapport hoeft geen tabel te hebben.
publish-upload-skip = Doorgaan zonder tabel
publish-file-refused = Het bestand kon niet worden aangenomen
publish-file-held = Het bestand «{ $file }» is nog in het geheugen.
publish-go-on-with-file = Daarmee doorgaan

publish-columns-title = Wat de kolommen betekenen
publish-columns-lead = Dit is wat de kop en de eerste rijen van «{ $file }» doen vermoeden. Verbeter het waar het niet klopt.
publish-columns-legend = Kolommen van het bestand
publish-columns-hint = Elke kolom met een betekenis wordt een dimensie van de tabel. Kies weinig dimensies: hoe fijner de tabel, hoe meer ervan onderdrukt moet worden.
publish-columns-hint-finished = Geef aan welke kolommen dimensies zijn, welke de waarden bevat en welke de vlaggen.
publish-column-of-file = Kolom
publish-column-meaning = Betekenis
publish-columns-look = De kolommen opnieuw bekijken
publish-meaning-none = niet gebruikt
publish-meaning-person = duidt de persoon aan (ieder telt één keer)
publish-meaning-count = aantal personen in de rij
publish-meaning-value = waarden
publish-meaning-flag = vlaggen
publish-meaning-own = een eigen dimensie
publish-date-order = Volgorde van dag, maand en jaar
publish-date-order-hint = De datums in deze kolom kunnen op verschillende manieren worden gelezen.
publish-order-ymd = jaar-maand-dag (2025-03-14)
publish-order-dmy = dag-maand-jaar (14-03-2025)
publish-order-mdy = maand-dag-jaar (03-14-2025)
publish-periods = Perioden die worden geteld
publish-periods-year = jaren
publish-periods-quarter = kwartalen en jaren
publish-periods-month = maanden, kwartalen en jaren
publish-age-at = Datum waarop de leeftijd telt
publish-age-at-hint = De kolom bevat geboortedata. Kies de kolom met de datum waarop de leeftijd telt, of geef één jaar voor iedereen.
publish-age-at-year = het jaar hieronder, voor iedereen
publish-age-year = Jaar waarin de leeftijd wordt bereikt
publish-age-bands = Leeftijdsgroepen
publish-age-bands-hint = Codes van de jongste tot de oudste, zonder gaten, zoals Y_LT14 Y14-17 Y18-34 Y35-64 Y_GE65.
publish-total-code = Code van het totaal
publish-total-code-hint = De rij die de som van alle andere is, als die er is. Geef haar op: sommen die niemand opgeeft, worden niet gecontroleerd.
publish-total-none = er is er geen
publish-open-values = Deze waarden hebben nog geen code. Kies wat elke waarde betekent.
publish-rare-values = alle waarden die te zeldzaam zijn om te tonen
publish-n-rows = { $count ->
    [one] in { $n } rij
   *[other] in { $n } rijen
}
publish-code-unknown = niet bekend
publish-what-is-counted = Wat wordt geteld
publish-measure = Maat
publish-measure-hint = Een korte naam zoals victims-identified. Gebruik elk jaar dezelfde: tabellen van één maat vormen een reeks en worden samen beveiligd.
publish-measures-known = In gebruik:
publish-unit = Eenheid
publish-measure-topic = Onderwerp
publish-measure-kind = Soort cijfer
publish-measure-count = aantal personen, zaken of beslissingen
publish-measure-amount = bedrag of hoeveelheid, zoals geld of dagen
publish-measure-rate = verhouding of aandeel
publish-decimals = Cijfers achter de komma
publish-table-id = Naam van de tabel
publish-table-id-hint = Letters, cijfers, - en _, zoals victims-sex-age. Behoud de naam in nieuwe versies.
publish-none = geen
publish-where-and-when = Waar en wanneer
publish-where-and-when-hint = Alleen nodig waar het bestand er geen kolom voor heeft. Hiermee worden eerdere tabellen over dezelfde personen herkend.
publish-country = Land
publish-period = Periode
publish-period-hint = Zoals 2025, 2025-Q3, 2025-07 of 2024/2025.
publish-protection = Beveiliging
publish-protection-how = Hoe kleine aantallen worden beveiligd
publish-protection-finished = Wat er met de tabel is gedaan voordat ze hier kwam. Lezers krijgen dat te lezen, en het wordt gecontroleerd.
publish-protect-suppress = Onderdrukken, met zoveel andere cellen als nodig zijn opdat niemand ze kan uitrekenen
publish-protect-round = Alle waarden afronden op veelvouden van { $base }, zodat sommen blijven kloppen
publish-finished-none = Geen cel hoefde te worden onderdrukt
publish-finished-primary = Kleine aantallen zijn onderdrukt
publish-finished-complementary = Kleine aantallen zijn onderdrukt, en andere die ze zouden verraden
publish-finished-round = Alle waarden zijn afgerond op veelvouden van { $base }
publish-across = Staat bovenaan, als kolommen
publish-min-frequency = Kleinste aantal dat mag worden getoond
publish-min-frequency-hint = { $count ->
    [one] Ten minste { $n } in dit netwerk. Voor slachtoffers, minderjarigen en gebieden binnen het land is 10 gebruikelijk.
   *[other] Ten minste { $n } in dit netwerk. Voor slachtoffers, minderjarigen en gebieden binnen het land is 10 gebruikelijk.
}
publish-suppress-zeros = Ook nullen onderdrukken
publish-suppress-zeros-hint = Waar «niemand» al iets over personen zegt.
publish-count-and-protect = Tellen en beveiligen
publish-read-table = De tabel lezen
publish-count-takes-time = Met veel cellen kan dit een minuut duren.
publish-forget-file = Het bestand vergeten
publish-file-problems = { $count ->
    [one] Eén ding in het bestand moet worden verbeterd
   *[other] { $n } dingen in het bestand moeten worden verbeterd
}
publish-file-problems-mean = Waarden die maar weinig rijen hebben, worden hier niet getoond, omdat ze een persoon zouden kunnen aanduiden. Verbeter het bestand of het formulier, en probeer het opnieuw.

publish-table-title = De beveiligde tabel
publish-table-lead-suppressed = { $count ->
    [one] Dit is wat lezers zullen zien. Aantallen boven nul en onder { $n } worden niet getoond, en cellen die ze zouden verraden evenmin.
   *[other] Dit is wat lezers zullen zien. Aantallen boven nul en onder { $n } worden niet getoond, en cellen die ze zouden verraden evenmin.
}
publish-table-lead-rounded = { $count ->
    [one] Dit is wat lezers zullen zien. Alle waarden zijn veelvouden van { $n }.
   *[other] Dit is wat lezers zullen zien. Alle waarden zijn veelvouden van { $n }, en sommen kloppen nog.
}
publish-table-lead-finished = Dit is wat lezers zullen zien, zoals het in het bestand staat.
publish-table-passed = De tabel is door de controle gekomen: uit wat hier en eerder is gepubliceerd, kan niemand een klein aantal uitrekenen.
publish-table-refused = Zo mag de tabel niet worden gepubliceerd
publish-table-warnings = Wat aandacht verdient
publish-careful = { $count ->
    [one] Voor mensenhandel, voor minderjarigen en voor gebieden binnen het land is { $n } het gebruikelijke kleinste aantal.
   *[other] Voor mensenhandel, voor minderjarigen en voor gebieden binnen het land is { $n } het gebruikelijke kleinste aantal.
}
publish-confidential = Alleen voor u: welke cellen klein waren, is vertrouwelijk. Lezers zien in alle onderdrukte cellen hetzelfde teken.
publish-mark-none = zoals geteld
publish-mark-small = onderdrukt: klein aantal
publish-mark-companion = onderdrukt: beveiligt een andere cel
publish-mark-zero = onderdrukt: nul
publish-not-known = niet bekend
publish-values = Waarden
publish-cells-shown = { $shown } van { $of } cellen worden hier getoond.
publish-method-least = Aantallen van 1 tot (niet tot en met) { $least } worden niet gepubliceerd.
publish-method-rounded = Alle waarden zijn afgerond op veelvouden van { $base }.
publish-method-noise = Aan elke waarde is toevallige ruis toegevoegd.
publish-method-suppressed = { $count ->
    [one] Eén cel is onderdrukt.
   *[other] { $n } cellen zijn onderdrukt.
}
publish-method-any-size = Een onderdrukte cel kan elke grootte hebben, ook nul.
publish-method-above-zero = Een onderdrukte cel kan elke grootte boven nul hebben.
publish-reasons-title = { $count ->
    [one] Waarom één cel is onderdrukt
   *[other] Waarom { $n } cellen zijn onderdrukt
}
publish-reasons-lead = De laatste kolom zegt wat een lezer die optelt en aftrekt op zijn best te weten kan komen.
publish-reasons-caption = Onderdrukte cellen met hun reden
publish-column-cell = Cel
publish-column-reason = Reden
publish-column-interval = Wat uit te rekenen is
publish-interval-between = tussen { $low } en { $high }
publish-interval-from = ten minste { $low }
publish-interval-unknown = niet beslist
publish-exposed = te veel
publish-unlisted = { $count ->
    [one] Eén verdere cel is niet vermeld.
   *[other] { $n } verdere cellen zijn niet vermeld.
}
publish-loss-title = Wat de beveiliging kost
publish-loss-what = Cellen
publish-loss-cells = Aantal
publish-loss-share = Aandeel van de cellen
publish-loss-sum = Aandeel van alle aantallen
publish-loss-published = gepubliceerd
publish-loss-suppressed = onderdrukt
publish-loss-small = waarvan kleine aantallen
publish-loss-zero = waarvan nullen
publish-loss-companion = waarvan om andere te beveiligen
publish-counted-title = Wat is geteld
publish-counted-rows = { $count ->
    [one] { $n } rij is gelezen
   *[other] { $n } rijen zijn gelezen
}
publish-counted-persons = { $count ->
    [one] { $n } persoon is geteld
   *[other] { $n } personen zijn geteld
}
publish-counted-repeated = { $count ->
    [one] { $n } rij was van een persoon die al geteld was
   *[other] { $n } rijen waren van personen die al geteld waren
}
publish-counted-unknown = { $count ->
    [one] niet bekend van { $n } persoon
   *[other] niet bekend van { $n } personen
}
publish-counted-overlapping = { $dimension }: een persoon kan onder verschillende codes staan, dus tellen de codes niet op tot het totaal
publish-limits-title = Wat niet kan worden beloofd
publish-limits = De controle is exact voor de sommen die de tabellen opgeven. Ze kan niets weten van sommen die niemand heeft opgegeven, van tabellen die anderen over dezelfde personen publiceren, of van wat een lezer over een persoon weet.
publish-screen-limits = Namen zonder een omgeving die ze verraadt, worden onvolledig gevonden, en een lezer die een persoon kent, kan een verhaal herkennen waarin niemand genoemd wordt. Lees elke tekst nog eens met de ogen van een buurvrouw.
publish-accept-table = Deze tabel aanvaarden
publish-accept-means = Als u aanvaardt, worden de zaken vergeten. Als u verwerpt, kiest u grovere categorieën; daarvoor blijven de zaken in het geheugen.
publish-discard-table = Verwerpen en grovere categorieën kiezen

publish-describe-title = Het document beschrijven
publish-describe-lead = Schrijf in één taal of in meer talen. Wat u opslaat, wordt op deze node bewaard en is te zien voor iedereen die hier publiceert of goedkeurt.
publish-withdraw-title = Een document intrekken
publish-withdraw-lead = Als een intrekking wordt gepubliceerd, wist elke node van het netwerk de inhoud van het document. Kopieën op papier en in exports blijven bestaan. Zeg waarom, zonder te herhalen wat moet verdwijnen.
publish-target = Het gaat om:
publish-texts = Teksten
publish-about = Over het document
publish-field-title = Titel
publish-field-summary = Samenvatting
publish-field-summary-hint = Wat een lezer met haast moet weten, ten hoogste één bladzijde.
publish-field-body = Tekst
publish-field-markdown-hint = U kunt Markdown gebruiken: # koppen, **vet**, lijsten met -, links.
publish-field-definitions = Definities
publish-field-definitions-hint = Wie wordt geteld, vanaf wanneer en tot wanneer.
publish-field-disclaimer = Disclaimer
publish-field-context = Het probleem en de omstandigheden
publish-field-approach = Wat wordt gedaan
publish-field-results = Wat het heeft opgeleverd
publish-field-conditions = Wat ervoor nodig is om elders te werken
publish-field-reason = Reden
publish-field-reason-hint = Eén zin voor lezers.
publish-field-table-title = Titel van de tabel { $table }
publish-field-table-notes = Toelichting bij de tabel { $table }
publish-field-topics = Onderwerpen
publish-field-topics-hint = Onderwerpen waarvan de tekst spreekt, staan voorop; er is er ten minste één nodig.
publish-topic-suggested = de tekst spreekt ervan
publish-more-topics = Alle andere onderwerpen
publish-suggest-topics = Opnieuw onderwerpen in de tekst zoeken
publish-field-countries = Landen
publish-more-countries = Andere landen
publish-more-countries-hint = Codes van twee letters met spaties ertussen, zoals UA MD.
publish-field-audience = Wie het mag lezen
publish-field-audience-hint = Dit kan niet meer worden gewijzigd als het gepubliceerd is.
publish-audience-network = Het netwerk
publish-audience-network-means = Alleen leden en waarnemers. Het gaat nooit door een openbare deur.
publish-audience-public = Iedereen
publish-audience-public-means = Ook buiten het netwerk te zien en te krijgen, bijvoorbeeld voor nationale dataportalen.
publish-field-organisation-hint = De organisatie die het heeft gemaakt.
publish-field-source-hint = Het register waaruit de cijfers komen.
publish-field-reference-date-hint = De dag waarop het register stond zoals de cijfers zeggen.
publish-field-licence-hint = Een SPDX-aanduiding zoals CC-BY-4.0, als die er is.
publish-fact-period = Periode
publish-fact-organisation = Organisatie
publish-fact-licence = Licentie
publish-fact-specification = Specificatie
publish-fact-source = Bron
publish-fact-reference-date = Peildatum
publish-fact-attachments = Bijlagen
publish-add-language = Een taal toevoegen
publish-add-language-button = Toevoegen
publish-remove-language = { $language } verwijderen
publish-tables = Tabellen
publish-no-tables = Er is geen tabel in dit concept.
publish-n-cells = { $count ->
    [one] { $n } cel
   *[other] { $n } cellen
}
publish-cells-suppressed = { $count ->
    [0] geen onderdrukt
    [one] { $n } onderdrukt
   *[other] { $n } onderdrukt
}
publish-add-table = Een tabel toevoegen
publish-remove-table = { $table } verwijderen
publish-save = Opslaan
publish-save-and-check = Opslaan en controleren

publish-mistake-missing = { $field }: hier moet iets worden ingevuld of gekozen
publish-mistake-too-long = { $field }: dit is te lang
publish-mistake-too-many = { $field }: dit zijn er te veel
publish-mistake-malformed = { $field }: dit is niet geschreven zoals het moet
publish-mistake-unknown = { $field }: dit staat in geen van de gedeelde lijsten
publish-mistake-twice = { $field }: iets wordt twee keer genoemd
publish-mistake-control = { $field }: er mag geen regeleinde of stuurteken in staan
publish-mistake-misplaced = { $field }: dit hoort bij een ander soort document
publish-mistake-other = { $field }: dit volgt de vormregels niet
publish-mistake-file = Kies een bestand
publish-mistake-language = Dit is geen taalcode, of er zijn te veel talen
publish-mistake-no-value = Geef aan welke kolom de waarden bevat
publish-mistake-no-dimension = Geef ten minste één kolom een betekenis
publish-mistake-frequency = { $field }: ten minste { $least } is nodig

publish-check-title = Wat is gevonden
publish-check-clean = Er is niets gevonden wat het indienen van dit concept verhindert.
publish-check-warned = { $count ->
    [one] Dit concept kan worden ingediend. Een tweede persoon krijgt één waarschuwing voorgelegd.
   *[other] Dit concept kan worden ingediend. Een tweede persoon krijgt { $n } waarschuwingen voorgelegd.
}
publish-form-problems = { $count ->
    [one] Eén ding ontbreekt of klopt niet
   *[other] { $n } dingen ontbreken of kloppen niet
}
publish-not-examined = Teksten en tabellen worden bekeken zodra dit is hersteld.
publish-blocking = { $count ->
    [one] Eén persoonsgegeven in de teksten
   *[other] { $n } persoonsgegevens in de teksten
}
publish-blocking-means = Niemand kan dit doorlaten. Verwijder het uit de tekst.
publish-warnings = { $count ->
    [one] Eén waarschuwing over de teksten
   *[other] { $n } waarschuwingen over de teksten
}
publish-warnings-mean = Dit kunnen persoonsgegevens zijn. Wijzig de tekst, of laat het staan: dan moet wie goedkeurt voor elke waarschuwing zeggen waarom het mag blijven, en dat komt in het auditlogboek.
publish-remarks = { $count ->
    [one] Eén opmerking
   *[other] { $n } opmerkingen
}
publish-remarks-mean = Ambtenaren, organisaties en openbare hulplijnen, voor zover herkend. Er hoeft niets te gebeuren.
publish-notes = Wat aandacht verdient
publish-tables-disclose = De tabellen onthullen iets
publish-tables-disclose-means = Onderdruk meer cellen of kies grovere categorieën: verwijder de tabel en maak haar opnieuw uit de zaken.
publish-audit = Controle van de tabellen
publish-audit-passed = alle beveiligd
publish-cells-exposed = { $count ->
    [one] { $n } cel kan worden uitgerekend
   *[other] { $n } cellen kunnen worden uitgerekend
}
publish-found-place = regel { $line }, teken { $column } ({ $percent } % zeker)
publish-found-national-id = Persoonlijk identificatienummer
publish-found-iban = Bankrekening
publish-found-card = Betaalkaart
publish-found-mrz = Machineleesbare regel van een document
publish-found-passport = Nummer van een paspoort of identiteitsdocument
publish-found-email = E-mailadres
publish-found-phone = Telefoonnummer
publish-found-dob = Geboortedatum
publish-found-event-date = Dag van een gebeurtenis in iemands leven
publish-found-case-number = Zaak- of dossiernummer
publish-found-plate = Kenteken
publish-found-address = Straatadres
publish-found-coordinates = Nauwkeurige coördinaten
publish-found-social = Profiel in een sociaal netwerk
publish-found-device = Adres of nummer van een apparaat
publish-found-person = Naam van een persoon
publish-found-quasi = Bijzonderheden die samen één persoon aanwijzen
publish-found-small-number = Klein aantal personen
publish-found-hidden = Verborgen inhoud van een bestand
publish-found-other = Mogelijk persoonsgegevens
publish-go-to-preview = Naar het voorbeeld
publish-back-to-texts = Terug naar de teksten

publish-preview-title = Zoals anderen het zullen zien
publish-preview-lead = Alle talen staan hier onder elkaar; lezers zien de taal die zij kiezen.
publish-preview-region = Voorbeeld van het document
publish-preview-not-yet = Er is nog geen voorbeeld, want er ontbreekt iets of er klopt iets niet.
publish-see-what-is-missing = Bekijk wat ontbreekt
publish-see-what-was-found = Bekijk wat is gevonden
publish-go-to-submit = Verder naar indienen
publish-section-summary = Samenvatting
publish-section-body = Tekst
publish-section-definitions = Definities
publish-section-disclaimer = Disclaimer
publish-section-context = Het probleem en de omstandigheden
publish-section-approach = Wat wordt gedaan
publish-section-results = Wat het heeft opgeleverd
publish-section-conditions = Wat ervoor nodig is om elders te werken

publish-next = Wat u kunt doen
publish-writing-means = Aan dit concept wordt geschreven. Niemand buiten deze node ziet het.
publish-sent-back-means = Dit concept is met een opmerking teruggekomen. Wijzig het en dien het opnieuw in.
publish-submitted-means = Dit concept wacht op een tweede persoon, die er niets in heeft geschreven. Tot dan kan het niet worden gewijzigd.
publish-submitted-means-alone = Dit concept wacht op goedkeuring. Tot dan kan het niet worden gewijzigd.
publish-publishing-means = Dit concept is goedgekeurd en wordt ondertekend.
publish-published-means = Dit concept is ondertekend en naar alle leden verstuurd.
publish-discarded-means = Dit concept is opgegeven.
publish-is-published = Het document is in het netwerk.
publish-to-record = Naar het document
publish-cannot-submit = { $count ->
    [one] Het kan nog niet worden ingediend: één ding moet worden hersteld.
   *[other] Het kan nog niet worden ingediend: { $n } dingen moeten worden hersteld.
}
publish-submit-warned = { $count ->
    [one] Wie goedkeurt, moet zeggen waarom één waarschuwing niet geldt.
   *[other] Wie goedkeurt, moet zeggen waarom { $n } waarschuwingen niet gelden.
}
publish-submit = Ter goedkeuring indienen
publish-submit-means = Een tweede persoon bekijkt het. Pas als die goedkeurt, wordt het ondertekend en verstuurd; daarna kan het niet worden teruggehaald.
publish-submit-means-alone = Wie goedkeurt, bekijkt het nog eens. Pas dan wordt het ondertekend en verstuurd; daarna kan het niet worden teruggehaald.
publish-go-on-writing = Verder schrijven
publish-take-back = Terugnemen
publish-take-back-hint = Dan kunt u er weer in schrijven, en kan niemand het goedkeuren voordat u het opnieuw indient.
publish-look-and-approve = Bekijken en goedkeuren
publish-failure-title = Het is goedgekeurd, maar niet ondertekend
publish-sent-back-by = { $name } heeft het teruggestuurd
publish-history = Geschiedenis
publish-happened-created = is dit concept begonnen
publish-happened-edited = heeft het gewijzigd
publish-happened-submitted = heeft het ingediend
publish-happened-taken-back = heeft het teruggenomen
publish-happened-sent-back = heeft het teruggestuurd
publish-happened-approved = heeft het goedgekeurd
publish-happened-failed = heeft het goedgekeurd, maar het is niet ondertekend
publish-happened-published = heeft het gepubliceerd
publish-happened-discarded = heeft het verworpen
publish-discard-title = Dit concept verwerpen
publish-discard-means = Het concept is dan voorgoed gesloten en kan alleen nog worden bekeken. Zaken in het geheugen worden vergeten.
publish-discard = Verwerpen

publish-conflict-title = Iemand anders heeft dit concept gewijzigd
publish-conflict-explanation = { $name } heeft dit concept op { $when } gewijzigd, nadat u het had geopend. Niets van wat u schreef, is verloren: kies per veld wat blijft.
publish-conflict-lead = Deze velden verschillen.
publish-conflict-nothing = Beide versies zeggen in elk veld van uw formulier hetzelfde.
publish-conflict-mine = Wat u schreef
publish-conflict-theirs = Wat { $name } heeft opgeslagen
publish-conflict-empty = niets
publish-conflict-apply = Opslaan wat gekozen is
publish-conflict-take-theirs = Laten zoals { $name } het heeft opgeslagen
publish-conflict-closed = Aan het concept wordt niet meer geschreven, dus kunnen uw wijzigingen niet worden opgeslagen. Hier staat wat u schreef, om te kopiëren.

publish-refused-title = Dit kan nu niet
publish-refused-closed = Aan het concept wordt niet meer geschreven, dus kan het niet worden gewijzigd. Wacht het op goedkeuring, dan kan wie het heeft ingediend het terugnemen.
publish-refused-not-submitter = Alleen wie dit concept heeft ingediend, kan het terugnemen.
publish-refused-no-file = De zaken zijn niet meer in het geheugen: ze worden na een tijd vergeten, en als de node stopt. Upload het bestand opnieuw.
publish-refused-full = Er zijn te veel onvoltooide concepten op deze node. Publiceer of verwerp er eerst enkele.
publish-refused-large = Het concept is te groot om te bewaren. Maak het korter, of maak er twee van.
publish-refused-foreign = Dit document is van een ander lid, of is hier niet meer. Alleen het eigen lid kan het vervangen of intrekken.
publish-back-to-draft = Terug naar het concept
publish-back-to-list = Naar alle concepten
publish-upload-again = Opnieuw uploaden

notice-draft-changed = Iemand anders heeft dit concept intussen gewijzigd. Bekijk het opnieuw, en herhaal wat u wilde doen.
notice-draft-submitted = Het concept is ingediend.
notice-draft-taken-back = Het concept is teruggenomen. U kunt er weer in schrijven.
notice-draft-discarded = Het concept is verworpen.
notice-draft-sent-back = Het concept is teruggestuurd.
notice-file-forgotten = Het bestand is vergeten.
notice-table-accepted = De tabel is overgenomen, en de zaken zijn vergeten.
notice-table-discarded = De tabel is verworpen. De zaken zijn nog in het geheugen: kies grovere categorieën.
notice-language-added = De taal is toegevoegd. Wat u schreef, is opgeslagen.
