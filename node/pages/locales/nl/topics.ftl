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
topic-not-legal = Een omschrijving in gewone taal, geen juridische definitie.
topic-missing-title = Dit onderwerp bestaat niet
topic-missing = De woordenlijst hier kent geen onderwerp
topic-missing-search = Toch zoeken naar publicaties die het dragen

# Wat onderwerpen betekenen, in een zin van onszelf; geen juridische definitie.
topic-means-age-assessment = Vaststellen of iemand minderjarig is wanneer daarover twijfel bestaat.
topic-means-anonymisation = Gegevens zo bewerken dat niemand er nog in te herkennen is.
topic-means-asylum = Bescherming die een land verleent aan mensen die in hun eigen land worden vervolgd of gevaar lopen.
topic-means-asylum-seeker = Iemand die om internationale bescherming heeft gevraagd en op wiens verzoek nog niet definitief is beslist.
topic-means-biometrics = Mensen herkennen aan lichaamskenmerken, zoals vingerafdrukken of het gezicht.
topic-means-border-control = Controle van mensen die een grens passeren, en bewaking tussen de doorlaatposten.
topic-means-child-labour = Werk waarvoor kinderen te jong zijn, of dat hun gezondheid, onderwijs of ontwikkeling schaadt.
topic-means-child-trafficking = Mensenhandel met slachtoffers jonger dan 18 jaar. Dwang of misleiding is geen vereiste: een kind kan niet instemmen met uitbuiting.
topic-means-circular-migration = Herhaald en legaal heen en weer verhuizen tussen twee landen.
topic-means-criminal-exploitation = Mensen strafbare feiten laten plegen, zoals diefstal of hennepteelt, ten bate van anderen.
topic-means-data-protection = De regels die bepalen wanneer en hoe gegevens over personen mogen worden verwerkt.
topic-means-debt-bondage = Iemand laten werken om een schuld af te lossen, terwijl de waarde van het werk daar niet redelijk op in mindering wordt gebracht.
topic-means-document-fraud = Valse of gestolen documenten maken, wijzigen of gebruiken.
topic-means-domestic-servitude = Uitbuiting van mensen die in een huishouden werken, vaak ongezien, onderbetaald en zonder de vrijheid om te vertrekken.
topic-means-eu-anti-trafficking-coordinator = De functionaris van de Europese Commissie die zorgt voor samenhang in de aanpak van mensenhandel door de Unie.
topic-means-external-border = De grenzen van de landen zonder binnengrenscontroles met andere landen: land, zee en luchthavens.
topic-means-family-reunification = Binnenkomst en verblijf van gezinsleden die zich bij een familielid in een land voegen.
topic-means-forced-begging = Mensen laten bedelen en hun afnemen wat zij krijgen.
topic-means-forced-labour = Werk dat iemand onder bedreiging van een straf moet verrichten en waarvoor hij zich niet vrijwillig heeft aangeboden.
topic-means-forced-marriage = Een huwelijk waarmee ten minste een van de echtgenoten niet vrij heeft ingestemd.
topic-means-forced-return = Terugkeer die de overheid na een besluit afdwingt.
topic-means-foreign-student = Iemand die voor studie verblijft in een land waarvan hij niet de nationaliteit heeft.
topic-means-gender-based-violence = Geweld tegen iemand vanwege het geslacht, of dat een geslacht onevenredig treft.
topic-means-identity = Wie iemand is: naam, geboortedatum en -plaats, nationaliteit.
topic-means-identity-document = Een document van de overheid dat bewijst wie iemand is.
topic-means-identity-fraud = Zich voordoen als iemand anders, of als iemand die niet bestaat.
topic-means-identity-verification = Controleren of iemand is wie hij zegt te zijn.
topic-means-immigration-detention = Iemand op grond van het vreemdelingenrecht van zijn vrijheid beroven, bijvoorbeeld om terugkeer voor te bereiden.
topic-means-integration-of-migrants = De manier waarop migranten gaan deelnemen aan samenleving, werk en onderwijs, en de samenleving zich op hen instelt.
topic-means-international-protection = De vluchtelingenstatus en de subsidiaire bescherming samen.
topic-means-irregular-migration = Binnenkomst of verblijf zonder aan de wettelijke voorwaarden te voldoen.
topic-means-irregular-stay = Verblijf in een land zonder daartoe gerechtigd te zijn, of nadat dat recht is geëindigd.
topic-means-labour-exploitation = Mensen door dwang, dreiging of misbruik van hun situatie laten werken onder omstandigheden die ver onder het wettelijke niveau liggen.
topic-means-labour-migration = Verhuizen naar een ander land om er te werken.
topic-means-labour-shortage = Een situatie waarin werkgevers niet genoeg mensen vinden voor hun vacatures.
topic-means-legal-migration = Binnenkomst en verblijf volgens de wet: voor werk, studie, gezin of om andere redenen.
topic-means-marriage-of-convenience = Een huwelijk dat uitsluitend is gesloten om een verblijfsrecht te krijgen.
topic-means-migrant-worker = Iemand die werkt in een land waarvan hij niet de nationaliteit heeft.
topic-means-migration = Verhuizen naar een ander land om er gedurende enige tijd te wonen.
topic-means-migration-policy = Wat een staat of de Unie besluit en doet ten aanzien van mensen die komen, blijven en vertrekken.
topic-means-migration-statistics = Cijfers over mensen die komen, blijven en vertrekken, en over de procedures die hen betreffen.
topic-means-national-rapporteur = De onafhankelijke instelling van een land die mensenhandel volgt, het beleid ertegen beoordeelt en daarover rapporteert.
topic-means-national-referral-mechanism = De wijze waarop overheden en organisaties in een land samenwerken om slachtoffers te herkennen en naar hulp te leiden.
topic-means-naturalisation = Na de geboorte op verzoek de nationaliteit van een land verkrijgen.
topic-means-online-recruitment = Slachtoffers zoeken en lokken via internet: vacatures, sociale netwerken, datingsites.
topic-means-organ-removal = Mensenhandel met het doel organen van mensen te verwijderen.
topic-means-organised-crime = Strafbare feiten die een gestructureerde groep gedurende enige tijd en in samenwerking pleegt om winst te maken.
topic-means-posted-worker = Iemand die door zijn werkgever voor beperkte tijd in een ander land te werk wordt gesteld.
topic-means-prostitution = Seksuele diensten tegen betaling. De regels verschillen per land; mensenhandel is een van de risico’s.
topic-means-readmission = Het terugnemen door een land van mensen die elders zonder recht verbleven, vaak op grond van een overeenkomst.
topic-means-reception-of-asylum-seekers = Huisvesting, voeding, zorg en onderwijs terwijl een verzoek om bescherming wordt onderzocht.
topic-means-reflection-period = Bedenktijd waarin een vermoedelijk slachtoffer kan herstellen en besluiten of het met de autoriteiten meewerkt, beschermd tegen uitzetting.
topic-means-refugee = Iemand buiten zijn land met gegronde vrees voor vervolging om ras, godsdienst, nationaliteit, politieke overtuiging of sociale groep.
topic-means-reintegration = Na terugkeer weer een plaats vinden in samenleving en werk.
topic-means-resettlement = Vluchtelingen opnemen uit een land waar zij onderdak vonden maar niet kunnen blijven.
topic-means-residence-permit = Toestemming van de overheid om gedurende een bepaalde tijd en met een bepaald doel in een land te verblijven.
topic-means-residence-permit-for-victims = Verblijfsvergunning voor slachtoffers van mensenhandel, vaak gekoppeld aan hun medewerking aan de strafprocedure.
topic-means-return = Teruggaan naar het land van herkomst of doorreis, uit eigen beweging of gedwongen.
topic-means-seasonal-worker = Iemand die tijdelijk in een land verblijft voor werk dat van het seizoen afhangt.
topic-means-sexual-exploitation = Profiteren van prostitutie of andere seksuele diensten die mensen niet uit vrije wil verrichten.
topic-means-slavery = Iemand behandelen alsof men eigenaar van die persoon is.
topic-means-smuggling-of-migrants = Mensen uit winstbejag helpen om irregulier een grens over te steken.
topic-means-social-media = Diensten waarop mensen inhoud en contacten delen: gebruikt om te werven en te smokkelen, en om te waarschuwen en te informeren.
topic-means-stateless-person = Iemand die door geen enkel land krachtens zijn wetgeving als onderdaan wordt beschouwd.
topic-means-subsidiary-protection = Bescherming van mensen die geen vluchteling zijn, maar bij terugkeer ernstige schade zouden lijden.
topic-means-temporary-protection = Onmiddellijke bescherming voor beperkte tijd wanneer zeer veel ontheemden aankomen.
topic-means-trafficking-in-human-beings = Het werven, vervoeren, overbrengen of huisvesten van mensen door dwang, dreiging, misleiding of misbruik van hun kwetsbaarheid, met het doel hen uit te buiten.
topic-means-unaccompanied-minor = Iemand jonger dan 18 jaar die aankomt zonder een volwassene die voor hem of haar verantwoordelijk is.
topic-means-undeclared-work = Betaald werk dat op zich geoorloofd is, maar niet aan de overheid wordt gemeld.
topic-means-victim-identification = Vaststellen, formeel of informeel, of iemand slachtoffer van mensenhandel is, zodat bescherming en hulp kunnen beginnen.
topic-means-victim-support = Opvang, zorg, rechtsbijstand en informatie voor slachtoffers, voor, tijdens en na de strafprocedure.
topic-means-visa-policy = Regels over wie voor binnenkomst een visum nodig heeft, en hoe visa worden verleend en geweigerd.
topic-means-voluntary-return = Terugkeer uit eigen beweging, met of zonder ondersteuning.
topic-means-witness-protection = Maatregelen die getuigen en hun familie beschermen tegen bedreiging en vergelding.
topic-means-work-permit = Toestemming van de overheid om in een land betaald werk te verrichten.
