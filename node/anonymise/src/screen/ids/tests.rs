//! Numbers in sentences.

use super::super::{Detector, Level};
use super::*;

/// Detector, level, scheme and text of what is found.
fn found<'t>(text: &'t str, lang: Option<&str>) -> Vec<(Detector, Level, &'static str, &'t str)> {
    let mut findings = Vec::new();
    let page = Page::new(text, lang);
    find(&page, &mut findings);
    findings.sort_by_key(|finding| finding.span.start);
    findings.into_iter().map(|f| (f.detector, f.level, f.scheme, &text[page.original(f.span)])).collect()
}

/// The level of the one finding; nothing if there is none.
fn level(text: &str, lang: &str) -> Option<Level> {
    let found = found(text, Some(lang));
    assert!(found.len() <= 1, "{found:?}");
    found.first().map(|finding| finding.1)
}

#[test]
fn strong_number_blocks_without_a_word() {
    for (scheme, number, text) in [
        ("be.nn", "85.07.30-033.28", "She gave 85.07.30-033.28 as hers."),
        ("it.codicefiscale", "RCCMNL83S18D969H", "il sig. RCCMNL83S18D969H, nato"),
        ("it.codicefiscale", "RCC MNL 83S18 D969H", "il sig. RCC MNL 83S18 D969H, nato"),
        ("fi.hetu", "131052-308T", "Hän (131052-308T) kertoi"),
        ("fi.hetu", "131052A308T", "Hän (131052A308T) kertoi"),
        ("fr.nir", "2 95 10 99 126 111 93", "Mme X, 2 95 10 99 126 111 93, a déclaré"),
        ("es.dni", "54362315K", "con 54362315K."),
        ("es.nie", "X-2482300-W", "con X-2482300-W."),
        ("es.nie", "x2482300w", "con x2482300w."),
        ("ie.pps", "6433435OA", "the worker 6433435OA said"),
        ("ch.ahv", "756.9217.0769.85", "mit 756.9217.0769.85."),
        ("no.fodselsnummer", "151086 95088", "kvinne, 151086 95088, fra"),
        ("de.rvnr", "15 070649 C 103", "(15 070649 C 103)"),
        ("gr.amka", "01013099997", "ο 01013099997 είπε"),
    ] {
        for lang in ["en", "mt"] {
            assert_eq!(found(text, Some(lang)), [(Detector::NationalId, Level::Block, scheme, number)], "{text}");
        }
    }
}

#[test]
fn medium_number_blocks_with_word_separators_or_language_else_warns() {
    assert_eq!(level("It says 44051401359 here.", "en"), Some(Level::Warn));
    assert_eq!(level("Jest 44051401359 tutaj.", "pl"), Some(Level::Block));
    assert_eq!(level("Her PESEL is 44051401359.", "en"), Some(Level::Block));
    assert_eq!(level("44051401359 (PESEL)", "en"), Some(Level::Block));
    assert_eq!(level("It says 710319/2745 here.", "en"), Some(Level::Block));
    assert_eq!(level("It says 7103192745 here.", "en"), Some(Level::Warn));
}

#[test]
fn weak_number_blocks_with_word_warns_in_its_language_else_informs() {
    assert_eq!(level("The man with 111222333 left.", "en"), Some(Level::Info));
    assert_eq!(level("De man met 111222333 vertrok.", "nl"), Some(Level::Warn));
    assert_eq!(level("De man met BSN 111222333 vertrok.", "nl"), Some(Level::Block));
    assert_eq!(level("His national identification number: 111222333.", "en"), Some(Level::Block));
    assert_eq!(level("burgerservicenummer van de man: 111.222.333", "nl"), Some(Level::Block));
}

#[test]
fn number_without_check_needs_its_name() {
    assert_eq!(level("In 2020 the code 12345678901 was used.", "ka"), None);
    assert_eq!(level("პირადი ნომერი: 12345678901", "ka"), Some(Level::Block));
    assert_eq!(level("V-nummer 1234567890", "nl"), Some(Level::Block));
    assert_eq!(level("karta tal-identità 0123456M", "mt"), Some(Level::Block));
}

#[test]
fn failed_check_beside_its_name_warns() {
    assert_eq!(level("Her PESEL is 44051401358.", "en"), Some(Level::Warn));
    assert_eq!(level("It is 44051401358.", "pl"), None);
    assert_eq!(level("BSN 111222334", "nl"), Some(Level::Warn));
}

#[test]
fn word_far_away_says_nothing() {
    assert_eq!(level("The BSN is a number that they use, and 111222333 was there.", "en"), Some(Level::Info));
}

#[test]
fn odd_separators_after_the_name_are_read() {
    assert_eq!(level("PESEL: 440514-01359", "pl"), Some(Level::Block));
    assert_eq!(level("PESEL 440 514 01359 w aktach", "pl"), Some(Level::Block));
    assert_eq!(level("BSN 11 12 22 333", "nl"), Some(Level::Block));
}

#[test]
fn accounts_and_cards_block() {
    for (detector, number, text) in [
        (Detector::Iban, "NL91 ABNA 0417 1643 00", "naar NL91 ABNA 0417 1643 00 overgemaakt"),
        (Detector::Iban, "DE89370400440532013000", "(DE89370400440532013000)"),
        (Detector::Card, "4111 1111 1111 1111", "paid with 4111 1111 1111 1111 in"),
        (Detector::Card, "378282246310005", "paid with 378282246310005."),
        (Detector::Card, "3782-822463-10005", "paid with 3782-822463-10005."),
    ] {
        let found = found(text, None);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].0, found[0].1, found[0].3), (detector, Level::Block, number));
    }
    assert_eq!(level("IBAN NL92 ABNA 0417 1643 00", "nl"), Some(Level::Warn));
    assert_eq!(level("code NL92 ABNA 0417 1643 00", "nl"), None);
}

#[test]
fn documents_beside_their_name_block_in_all_languages() {
    for (text, number) in [
        ("passport no. XR1234567", "XR1234567"),
        ("Reisepass C01X00T47 ausgestellt", "C01X00T47"),
        ("паспорт серия FA № 123456", "123456"),
        ("паспорт ФА 123456", "ФА 123456"),
        ("zijn paspoort (NWC4L5B71)", "NWC4L5B71"),
        ("passeport n° 12AB34567", "12AB34567"),
        ("pasaporte: AAA123456", "AAA123456"),
        ("dowód osobisty nr ABA 300001", "ABA 300001"),
        ("cestovní pas č. 12345678", "12345678"),
        ("pașaport seria 123456789", "123456789"),
        ("διαβατήριο ΑΕ 1234567", "ΑΕ 1234567"),
        ("henkilökortti numero 123456789", "123456789"),
        ("carta d'identità CA00000AA", "CA00000AA"),
        ("útlevél: BH1234567", "BH1234567"),
        ("AB1234567 (passport)", "AB1234567"),
        ("passport 123456789", "123456789"),
        ("residence permit ZR1234567", "ZR1234567"),
        ("pases numurs LV1234567", "LV1234567"),
        ("პასპორტი 12AB34567", "12AB34567"),
        ("cédula de identidad colombiana n.º 1.054.451.479", "1.054.451.479"),
        ("A P09305397 számú nigériai útlevéllel utazott", "P09305397"),
    ] {
        let found = found(text, None);
        let blocked: Vec<_> =
            found.iter().filter(|finding| finding.1 == Level::Block).map(|finding| finding.3).collect();
        assert_eq!(blocked, [number], "{text}: {found:?}");
    }
}

#[test]
fn statistics_references_and_telephones_are_never_flagged() {
    for text in [
        "From 2015 to 2019, 12 345 678 persons in 2015-2019.",
        "In total 1 234 567 890 EUR, or €1234567890, or 111222333 EUR.",
        "ISBN 978-3-16-148410-0 and ISBN 9783161484100; ISBN 90-6960-123-8.",
        "ISBN: 0306406152; ISSN 2049-3630.",
        "9783161484100",
        "doi:10.1234/111222333, https://doi.org/10.1000/111222333",
        "Directive 2011/36/EU, OJ L 101, 15.4.2011, p. 1; Regulation (EU) No 604/2013.",
        "CELEX 32011L0036; 62012CJ0001; ECLI:EU:C:2014:2081; COM(2020) 661 final; SWD(2020)226.",
        "Grant agreement No 111222333 (AMIF-2020-AG-CALL-01).",
        "Call +48 22 123 45 67, +31 20 1234567, 0031 20 1112223 33 or 116 000.",
        "https://ec.europa.eu/eurostat/databrowser/view/111222333/default/table?lang=en",
        "NUTS DE21A, NL329, postcode 1234 AB, 75008 Paris, SW1A 1AA.",
        "12 34 56 78 90 12 34 56 78 90",
        "Row 4111 1111 1111 1111 2222 3333",
        "2345 2019 2020 2021",
        "Table 1: 85 07 30 033 28 12 17",
        "120000 passports were issued, 1234567 in 2020.",
        "passport holders in 2019: 123456 and in 2020: 234567",
        "Passports: Directive 2004/38/EC; Regulation 2252/2004; ICAO Doc 9303.",
        "0.111222333 and 3,111222333 and 111222333.5 and 111222333 %",
        "file_111222333.pdf, x@111222333.eu, v1.111222333",
        "The years 1999, 2000, 2001/2002 and 01.01.2020 - 31.12.2020, 10:15:30.",
        "Avoid storing it (9912507a) in commit 54362315k0.",
        "passports in 2019: 1.054.451 and 2.054.451",
        "GDP of 36 574 261 809 in 2019",
    ] {
        for lang in ["en", "mt"] {
            let found: Vec<_> = found(text, Some(lang)).into_iter().filter(|finding| finding.1 > Level::Info).collect();
            assert_eq!(found, [], "{text}");
        }
    }
}

#[test]
fn number_of_something_else_is_not_blocked() {
    assert_eq!(level("subsidie 111222333", "nl"), None);
    assert_eq!(level("KvK 111222333", "nl"), None);
    assert_eq!(level("BSN 111222333, subsidie 111222334", "nl"), Some(Level::Block));
}

#[test]
fn span_is_of_the_text_as_given() {
    let text = "É\u{a0}é PESEL\u{a0}44051\u{200b}401359!";
    assert_eq!(found(text, Some("pl"))[0].3, "44051\u{200b}401359");
    let screened = super::super::screen(text, Some("pl"));
    assert_eq!(&text[screened[0].span.clone()], "44051\u{200b}401359");
}

#[test]
fn hostile_text_is_read_without_a_panic() {
    let long = "1".repeat(5000);
    let chains = ["1-", "1 ", "A<", "<<", "12.", "NL91 ", "AB 12 ", "passport 1", "É1-", "١٢٣ ", "4111 "]
        .map(|piece| piece.repeat(2000));
    for text in chains.iter().chain([&long]) {
        found(text, Some("pl"));
    }
}

/// Scheme, number and whether it is valid, as another implementation says.
fn vectors() -> impl Iterator<Item = (&'static str, &'static str, bool)> {
    let rows = include_str!("data/vectors.csv").lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|row| {
        let fields: Vec<_> = row.split(',').collect();
        (fields[0], fields[1], fields[2] == "1")
    })
}

#[test]
fn every_valid_vector_is_blocked_beside_each_of_its_names() {
    for (id, number, _) in vectors().filter(|(_, _, valid)| *valid) {
        let scheme = schemes().iter().find(|scheme| scheme.id == id);
        for word in scheme.map_or(&["iban or card"][..], |scheme| scheme.keywords) {
            for text in
                [format!("Hers: {word} {number}."), format!("({number}, {word})"), format!("{word}: {number}\n")]
            {
                let found = found(&text, Some("fr"));
                let blocked = found.iter().any(|finding| finding.1 == Level::Block && finding.3 == number);
                assert!(blocked, "{id} {text:?}: {found:?}");
            }
        }
    }
}

#[test]
fn invalid_account_or_card_is_not_blocked_as_one() {
    for (id, number, _) in vectors().filter(|(id, _, valid)| !valid && (*id == "iban" || *id == "card")) {
        for finding in found(number, None) {
            let blocked = finding.1 == Level::Block && matches!(finding.0, Detector::Iban | Detector::Card);
            assert!(!blocked, "{id} {number}");
        }
    }
}
