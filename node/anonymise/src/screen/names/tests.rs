use super::*;
use crate::screen::Page;

fn found(lang: &str, text: &str) -> Vec<(String, Level)> {
    let page = Page::new(text, Some(lang));
    let reading = Reading::of(&page);
    let days = dates::all(&reading);
    let people = people(&reading, &days);
    people.into_iter().map(|person| (page.text()[person.span].to_owned(), person.level)).collect()
}

/// Texts with the names in them, as a reader would mark them.
const NAMED: &[(&str, &str, &[&str])] = &[
    ("en", "The applicant, Adaeze Nwankwo, told the police that she had been sold twice.", &["Adaeze Nwankwo"]),
    ("en", "According to her cousin Mihaela, the flat belonged to a man called Costel.", &["Mihaela", "Costel"]),
    ("en", "Mr. Haruna B. Danjuma drove the three girls to the border.", &["Haruna B. Danjuma"]),
    ("en", "Okafor, C., born in 1990, was recruited at a hairdresser's.", &["Okafor, C"]),
    ("en", "Ms Wanjiru handed the passport to N. Tshibangu.", &["Wanjiru", "N. Tshibangu"]),
    (
        "nl",
        "De getuige Sjoerd de Vries herkende de zus van Xhevdet Krasniqi.",
        &["Sjoerd de Vries", "Xhevdet Krasniqi"],
    ),
    (
        "nl",
        "Mevr. Van der Meulen bracht het meisje, genaamd Blessing, naar de opvang.",
        &["Van der Meulen", "Blessing"],
    ),
    (
        "de",
        "Die Zeugin Anneliese Krüger gab an, dass Ihr Nachbar Dragan Petrović die Pässe einbehielt.",
        &["Anneliese Krüger", "Dragan Petrović"],
    ),
    ("de", "Frau Yıldırım und ihr Bruder Emre wurden getrennt vernommen.", &["Yıldırım", "Emre"]),
    ("fr", "La plaignante, Aïssatou Barry, a été hébergée par Mme Lefebvre.", &["Aïssatou Barry", "Lefebvre"]),
    ("fr", "Un homme prénommé Boubacar lui a pris son téléphone.", &["Boubacar"]),
    ("es", "La víctima, Yesenia Quispe Mamani, huyó con su hermano Wilmer.", &["Yesenia Quispe Mamani", "Wilmer"]),
    (
        "it",
        "Il cognato, Gheorghe Munteanu, ha accompagnato la signora Bianchi in questura.",
        &["Gheorghe Munteanu", "Bianchi"],
    ),
    (
        "pt",
        "A testemunha Jussara Nascimento contou que o patrão, Valdemar Pires, a ameaçou.",
        &["Jussara Nascimento", "Valdemar Pires"],
    ),
    (
        "ro",
        "Victima a declarat că inculpatul Ghiță Bălan i-a luat actele surorii ei, Lenuța.",
        &["Ghiță Bălan", "Lenuța"],
    ),
    (
        "pl",
        "Pokrzywdzoną Annę Kowalską przewiózł przez granicę Zbigniew Wójcik.",
        &["Annę Kowalską", "Zbigniew Wójcik"],
    ),
    ("pl", "Zeznania złożyła pani Nowakowa.", &["Nowakowa"]),
    ("cs", "Svědek Miroslav Dvořák poznal paní Horákovou na fotografii.", &["Miroslav Dvořák", "Horákovou"]),
    (
        "sk",
        "Obžalovaný Ľubomír Kováč kontaktoval obeť Zuzanu Hudákovú cez internet.",
        &["Ľubomír Kováč", "Zuzanu Hudákovú"],
    ),
    (
        "sl",
        "Priča Andrej Zupančič je povedal, da je Fatmira Gashi delala brez plačila.",
        &["Andrej Zupančič", "Fatmira Gashi"],
    ),
    ("hr", "Svjedokinja Ivana Horvat izjavila je da je Dragana Babić pobjegla.", &["Ivana Horvat", "Dragana Babić"]),
    ("bg", "Свидетелката Гергана Стоянова разпозна Пламен Велчев.", &["Гергана Стоянова", "Пламен Велчев"]),
    (
        "uk",
        "Потерпіла Оксана Мельник повідомила, що Ігоря Бондаренка затримали.",
        &["Оксана Мельник", "Ігоря Бондаренка"],
    ),
    (
        "ru",
        "Потерпевшая Ирина Соколова рассказала о своём муже Рустаме Каримове.",
        &["Ирина Соколова", "Рустаме Каримове"],
    ),
    (
        "el",
        "Η μάρτυρας Ελένη Παπαδοπούλου κατέθεσε ότι ο Νίκος Γεωργίου την απείλησε.",
        &["Ελένη Παπαδοπούλου", "Νίκος Γεωργίου"],
    ),
    (
        "hu",
        "A sértett, Kovács Zsuzsanna, elmondta, hogy Szabó Bélával érkezett.",
        &["Kovács Zsuzsanna", "Szabó Bélával"],
    ),
    (
        "fi",
        "Todistaja Päivi Mäkinen kertoi, että Jari Virtasen luona asui kolme naista.",
        &["Päivi Mäkinen", "Jari Virtasen"],
    ),
    ("et", "Tunnistaja Tiina Saar rääkis, et Urmas Kask võttis passi ära.", &["Tiina Saar", "Urmas Kask"]),
    ("lv", "Cietusī Ilze Bērziņa pastāstīja par Andri Kalniņu.", &["Ilze Bērziņa", "Andri Kalniņu"]),
    (
        "lt",
        "Liudytoja Rūta Kazlauskienė nurodė, kad Mindaugo Jankausko bute gyveno dvi merginos.",
        &["Rūta Kazlauskienė", "Mindaugo Jankausko"],
    ),
    ("sv", "Målsäganden Ewa Lindqvist berättade att Mehmet Yilmaz hotade henne.", &["Ewa Lindqvist", "Mehmet Yilmaz"]),
    ("da", "Vidnet Mette Sørensen forklarede, at Ionuț Popa kørte bilen.", &["Mette Sørensen", "Ionuț Popa"]),
    ("no", "Fornærmede, Siri Haugen, bodde hos Nguyen Van Hung.", &["Siri Haugen", "Nguyen Van Hung"]),
    ("mt", "Ix-xhud Carmelo Borg qal li ra lil Tesfay Gebremedhin.", &["Carmelo Borg", "Tesfay Gebremedhin"]),
    ("ga", "Dúirt an finné Máire Ní Bhriain go raibh Seán Breathnach ann.", &["Máire Ní Bhriain", "Seán Breathnach"]),
    ("tr", "Mağdur Ayşe Demir, kocası Hasan Demir tarafından tehdit edildi.", &["Ayşe Demir", "Hasan Demir"]),
    ("sq", "Dëshmitarja Arjeta Hoxha tregoi se Besnik Shala e kërcënoi.", &["Arjeta Hoxha", "Besnik Shala"]),
];

/// Sentences of reports that name nobody who has to be protected.
const CLEAN: &[(&str, &str)] = &[
    ("en", "The Anna Lindh Foundation and the Robert Schuman Centre published a joint study."),
    ("en", "Victims were identified in Sofia, Milan, Florence and Lourdes."),
    ("en", "As Smith et al. (2019) and Jones (2021) show, victims rarely report."),
    ("en", "The Palermo Protocol and the Istanbul Convention apply to every victim."),
    ("en", "Save the Children and La Strada International assist women and children."),
    ("en", "The women were taken to St. Mary's Hospital in a white Mercedes Sprinter."),
    ("en", "In May and August, Jordan and Chad joined the Khartoum Process."),
    ("nl", "Het Leger des Heils en CoMensha vangen slachtoffers op in Den Haag en Sint Maarten."),
    ("nl", "De Nationaal Rapporteur Mensenhandel publiceert elk jaar cijfers over slachtoffers."),
    ("de", "Das Bundesamt für Migration und Flüchtlinge befragt Frauen aus Nigeria und Vietnam."),
    ("de", "Die Friedrich Ebert Stiftung und die Konrad Adenauer Stiftung fördern das Projekt."),
    ("de", "Im Jahr 2022 wurden in Hessen und Bayern mehr Opfer erkannt als zuvor."),
    ("fr", "La Fondation Abbé Pierre et la Croix-Rouge hébergent des victimes à Saint-Denis."),
    ("fr", "Le palais de justice se trouve place Jean Jaurès à Saint-Étienne."),
    ("es", "Cruz Roja y Médicos del Mundo atienden a víctimas en Santa Cruz de Tenerife."),
    ("it", "Le vittime sono accolte a Santa Maria Capua Vetere e a San Giovanni Rotondo."),
    ("pt", "A Cáritas e a Ordem dos Advogados prestam apoio às vítimas em Santa Maria da Feira."),
    ("ro", "Agenția Națională Împotriva Traficului de Persoane a publicat raportul pentru Alba Iulia și Satu Mare."),
    ("pl", "Krajowe Centrum Interwencyjno-Konsultacyjne La Strada pomaga ofiarom w Nowym Sączu."),
    ("pl", "Ustawa o cudzoziemcach obowiązuje w Polsce od dnia 1 maja 2014 r."),
    ("cs", "Organizace La Strada Česká republika pomáhá obětem v Praze, Brně a Karlových Varech."),
    ("sk", "Ministerstvo vnútra Slovenskej republiky zverejnilo správu o Banskej Bystrici."),
    ("hr", "Crveni križ pomaže žrtvama u Novom Vinodolskom i Slavonskom Brodu."),
    ("bg", "Националната комисия за борба с трафика на хора работи в Стара Загора и Велико Търново."),
    ("uk", "Міжнародна організація з міграції допомагає постраждалим у Білій Церкві та Кривому Розі."),
    ("el", "Το Εθνικό Κέντρο Κοινωνικής Αλληλεγγύης στηρίζει τα θύματα στη Νέα Σμύρνη."),
    ("hu", "Az Országos Kriminológiai Intézet és a Magyar Vöröskereszt tanulmányt adott ki."),
    ("fi", "Euroopan unioni ja Suomen Punainen Risti tukevat uhreja Uudellamaalla."),
    ("et", "Sotsiaalkindlustusamet ja Eesti Punane Rist abistavad ohvreid Ida-Virumaal."),
    ("lv", "Latvijas Sarkanais Krusts palīdz cietušajiem Rīgā un Daugavpilī."),
    ("lt", "Lietuvos Raudonasis Kryžius padeda aukoms Vilniuje ir Naujojoje Akmenėje."),
    ("sv", "Röda Korset och Rädda Barnen hjälper kvinnor i Södra Sandby."),
    ("da", "Center mod Menneskehandel hjælper kvinder på Vesterbro og i Nykøbing Falster."),
    ("no", "Kirkens Bymisjon og Røde Kors hjelper kvinner i Mo i Rana."),
    ("mt", "Il-Kummissjoni Ewropea u Caritas Malta jgħinu lill-vittmi f'San Pawl il-Baħar."),
];

#[test]
fn names_beside_what_calls_for_them_are_found() {
    let mut wrong = Vec::new();
    for (lang, text, names) in NAMED {
        let found = found(lang, text);
        for name in *names {
            if !found.iter().any(|(found, level)| found.contains(name) && *level >= Level::Warn) {
                wrong.push(format!("{lang}: {name} not in {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn places_institutions_laws_and_authors_are_no_persons() {
    let mut wrong = Vec::new();
    for (lang, text) in CLEAN {
        let found = found(lang, text);
        if found.iter().any(|(_, level)| *level >= Level::Warn) {
            wrong.push(format!("{lang}: {found:?} in {text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn officials_are_listed_only() {
    for (lang, text) in [
        ("en", "Commissioner Ylva Johansson opened the conference."),
        ("en", "Charles Michel, President of the European Council, spoke."),
        ("nl", "Staatssecretaris Van der Burg beantwoordde de vragen."),
        ("de", "Bundesinnenministerin Nancy Faeser stellte den Bericht vor."),
        ("fr", "La ministre Élisabeth Borne a présenté le plan."),
        ("it", "Il ministro Matteo Piantedosi ha risposto."),
        ("pl", "Minister Mariusz Kamiński przedstawił raport."),
        ("hu", "Pintér Sándor miniszter nyilatkozott."),
        ("bg", "Министър Калин Стоянов представи доклада."),
    ] {
        let found = found(lang, text);
        assert!(found.iter().all(|(_, level)| *level == Level::Info), "{lang}: {found:?}");
    }
}

#[test]
fn name_beside_an_age_or_a_birth_date_blocks() {
    for (lang, text) in [
        ("en", "The victim, Ngozi Eze, aged 19, was heard in Lagos."),
        ("en", "Mariam Kone (born 4 May 2001) stayed in the shelter."),
        ("nl", "Getuige Fatima El Idrissi, 23 jaar, woonde daar."),
        ("de", "Der Zeuge Ali Rezaei, geboren am 03.02.1988, sagte aus."),
        ("el", "Η Σοφία Ιωάννου, 17 ετών, κατέθεσε."),
    ] {
        let found = found(lang, text);
        assert!(found.iter().any(|(_, level)| *level == Level::Block), "{lang}: {found:?}");
    }
}

#[test]
fn streets_and_authors_named_after_somebody_are_no_persons() {
    assert!(found("en", "Trafficking in Human Beings, Maria Novak and John Smith, 2019").is_empty());
    assert!(found("en", "© Maria Novak").is_empty());
}

#[test]
fn hostile_runs_of_capitals_are_read_once() {
    let text = "Maria van der ".repeat(20_000);
    assert!(!found("nl", &text).is_empty());
    assert!(found("en", &"A. ".repeat(50_000)).is_empty());
}
