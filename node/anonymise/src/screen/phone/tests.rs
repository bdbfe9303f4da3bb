use crate::screen::testing::{findings, findings_in};
use crate::screen::{Detector, Level};

fn phones(text: &str) -> Vec<(String, Level)> {
    findings(text, Detector::Phone)
}

#[test]
fn international_numbers_are_blocked_anywhere() {
    for number in [
        "+31 6 12345678",
        "+31 (0)6-1234 5678",
        "+32 475 12 34 56",
        "+33 6 12 34 56 78",
        "0033612345678",
        "00 49 151 23456789",
        "+49 (151) 234 567 89",
        "+420 601 123 456",
        "+48 601-123-456",
        "+359 88 123 4567",
        "+380 (67) 123-45-67",
        "+7 (912) 345-67-89",
        "+1 (202) 555-0123",
        "+234 803 123 4567",
        "+40721234567",
        "(+351) 912 345 678",
    ] {
        let found = phones(&format!("Zij gaf {number} aan de hulpverlener."));
        assert_eq!(found, [(number.to_owned(), Level::Block)], "{number}");
    }
}

#[test]
fn national_numbers_beside_a_word_are_blocked() {
    for (text, number) in [
        ("Tel. 06-12345678", "06-12345678"),
        ("Handynummer 0151 23456789", "0151 23456789"),
        ("son portable est le 06 12 34 56 78.", "06 12 34 56 78"),
        ("móvil: 612 345 678", "612 345 678"),
        ("telefon komórkowy 601 123 456", "601 123 456"),
        ("puhelinnumero 040 123 4567", "040 123 4567"),
        ("τηλέφωνο 6912345678", "6912345678"),
        ("телефон 0881234567", "0881234567"),
        ("tálefonszám: 06 30 123 4567, telefon", "06 30 123 4567"),
        ("mobilnummer 070-123 45 67", "070-123 45 67"),
        ("tlf. 20 12 34 56", "20 12 34 56"),
        ("call 07700 900123 now", "07700 900123"),
        ("WhatsApp ０６１２３４５６７８", "０６１２３４５６７８"),
    ] {
        assert_eq!(phones(text), [(number.to_owned(), Level::Block)], "{text}");
    }
}

#[test]
fn national_mobile_shapes_without_a_word_follow_the_language() {
    let found = findings_in("Zij is te vinden onder 06-1234 5678.", "nl", Detector::Phone);
    assert_eq!(found, [("06-1234 5678".to_owned(), Level::Block)]);
    assert_eq!(phones("It was 06-1234 5678 on paper"), [("06-1234 5678".to_owned(), Level::Warn)]);
}

#[test]
fn helplines_are_for_information() {
    for text in
        ["Call 116 000 for help", "helpline 116006", "+31 33 448 1186", "phone 0800 123 45 67", "+32 800 12 345"]
    {
        let found = phones(text);
        assert!(found.len() == 1 && found[0].1 == Level::Info, "{text}: {found:?}");
    }
}

#[test]
fn figures_are_no_numbers() {
    for text in [
        "The phone survey 2019-2023 reached 1 234 567 persons",
        "calls rose from 12 345 to 23 456 678",
        "+12 345 more than in 2021",
        "+5.3 % in 2019, +1 234 567 persons",
        "On 01.02.2019 they called",
        "0.1234567 and 0.0012345",
        "EUR 12 345 678.90 for phones",
        "12,345,678 telephone calls",
        "between 2019 and 2023 there were 4 567 calls",
        "NACE 01.11.20.1234",
        "pages 123-456, 789-1011",
    ] {
        assert_eq!(phones(text), [], "{text}");
    }
}
