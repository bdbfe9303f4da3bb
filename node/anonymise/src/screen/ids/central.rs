//! Austria, Czechia, Germany, Hungary, Liechtenstein, Poland, Slovakia, Switzerland.

use super::arithmetic::{decimal, ean_13, icao, is_digit, mod_11_10, value, weighted};
use super::calendar::{exists, exists_in_some_century, two};
use super::scheme::{Number, Scheme, Strength, medium, strong, unchecked, weak};

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme {
        id: "at.vnr",
        country: "AT",
        languages: &["de"],
        strength: Strength::Weak,
        keywords: &[
            "svnr",
            "sv-nr",
            "sv-nummer",
            "sozialversicherungsnummer",
            "versicherungsnummer",
            "vsnr",
            "austrian social security number",
            "social insurance number",
        ],
        shapes: &["9999 999999", "9999999999", "9999-999999", "9999/999999"],
        check: versicherungsnummer,
    },
    Scheme {
        id: "de.idnr",
        country: "DE",
        languages: &["de"],
        strength: Strength::Strong,
        keywords: &[
            "steuer-id",
            "steueridentifikationsnummer",
            "steuerliche identifikationsnummer",
            "steuer-identifikationsnummer",
            "identifikationsnummer",
            "idnr",
            "idnr.",
            "steuer-idnr",
            "steuernummer",
            "german tax id",
            "tax id",
        ],
        shapes: &["99 999 999 999", "99999999999", "99/999/999/999"],
        check: tax_identification,
    },
    Scheme {
        id: "de.rvnr",
        country: "DE",
        languages: &["de"],
        strength: Strength::Strong,
        keywords: &[
            "rvnr",
            "rentenversicherungsnummer",
            "versicherungsnummer",
            "sozialversicherungsnummer",
            "sv-nummer",
            "rv-nummer",
            "german pension insurance number",
        ],
        shapes: &["99 999999 A 999", "99999999A999", "99 999999 A999", "99 99 99 99 A 999", "99 999999 A 99 9"],
        check: pension_insurance,
    },
    Scheme {
        id: "de.ausweis",
        country: "DE",
        languages: &["de"],
        strength: Strength::Weak,
        keywords: &[
            "personalausweis",
            "personalausweisnummer",
            "ausweisnummer",
            "ausweis-nr",
            "reisepass",
            "passnummer",
            "aufenthaltstitel",
            "german identity card",
        ],
        shapes: &["AXXXXXXXX9", "AXXXXXXXX 9", "AXXXXXXXX-9"],
        check: ausweis,
    },
    Scheme {
        id: "ch.ahv",
        country: "CH",
        languages: &["de", "fr", "it", "rm"],
        strength: Strength::Strong,
        keywords: &[
            "ahv",
            "ahv-nr",
            "ahv-nummer",
            "ahvn13",
            "avs",
            "numéro avs",
            "n° avs",
            "numero avs",
            "sozialversicherungsnummer",
            "swiss social security number",
            "oasi number",
        ],
        shapes: &["999.9999.9999.99", "9999999999999", "999 9999 9999 99", "999-9999-9999-99"],
        check: ahv,
    },
    Scheme {
        id: "li.peid",
        country: "LI",
        languages: &["de"],
        strength: Strength::None,
        keywords: &["peid", "pers.-identifikationsnummer", "personenidentifikationsnummer", "liechtenstein tax number"],
        shapes: &[
            "999999999999",
            "99999999999",
            "9999999999",
            "999999999",
            "99999999",
            "9999999",
            "999999",
            "99999",
            "9999",
        ],
        check: any,
    },
    Scheme {
        id: "pl.pesel",
        country: "PL",
        languages: &["pl"],
        strength: Strength::Medium,
        keywords: &["pesel", "numer pesel", "nr pesel", "numer ewidencyjny"],
        shapes: &["99999999999"],
        check: pesel,
    },
    Scheme {
        id: "pl.nip",
        country: "PL",
        languages: &["pl"],
        strength: Strength::Weak,
        keywords: &["nip", "numer identyfikacji podatkowej", "polish tax number"],
        shapes: &["999-999-99-99", "9999999999", "999-99-99-999", "999 999 99 99"],
        check: nip,
    },
    Scheme {
        id: "pl.dowod",
        country: "PL",
        languages: &["pl"],
        strength: Strength::Weak,
        keywords: &[
            "dowód osobisty",
            "dowodu osobistego",
            "dowodem osobistym",
            "dowód",
            "dowodu",
            "seria i numer",
            "polish identity card",
        ],
        shapes: &["AAA 999999", "AAA999999", "AAA-999999"],
        check: dowod,
    },
    Scheme {
        id: "cz.rc",
        country: "CZ",
        languages: &["cs"],
        strength: Strength::Medium,
        keywords: &[
            "rodné číslo",
            "rodného čísla",
            "rodným číslem",
            "rodném čísle",
            "r. č.",
            "r.č.",
            "rč",
            "czech birth number",
            "birth number",
        ],
        shapes: &["999999/9999", "9999999999", "999999/999", "999999999", "999999 9999"],
        check: rodne_cislo,
    },
    Scheme {
        id: "sk.rc",
        country: "SK",
        languages: &["sk"],
        strength: Strength::Medium,
        keywords: &[
            "rodné číslo",
            "rodného čísla",
            "rodným číslom",
            "rodnom čísle",
            "r. č.",
            "r.č.",
            "rč",
            "slovak birth number",
            "birth number",
        ],
        shapes: &["999999/9999", "9999999999", "999999/999", "999999999", "999999 9999"],
        check: rodne_cislo,
    },
    Scheme {
        id: "hu.szemelyi",
        country: "HU",
        languages: &["hu"],
        strength: Strength::Strong,
        keywords: &[
            "személyi szám",
            "személyi azonosító",
            "személyazonosító",
            "szem. szám",
            "személyi száma",
            "személyi számmal",
            "hungarian personal number",
        ],
        shapes: &["9-999999-9999", "99999999999", "9 999999 9999", "9-999999 9999"],
        check: szemelyi_azonosito,
    },
    Scheme {
        id: "hu.taj",
        country: "HU",
        languages: &["hu"],
        strength: Strength::Weak,
        keywords: &[
            "taj",
            "taj-szám",
            "taj szám",
            "tajszám",
            "társadalombiztosítási azonosító",
            "hungarian social security number",
        ],
        shapes: &["999 999 999", "999999999", "999-999-999"],
        check: taj,
    },
    Scheme {
        id: "hu.adoazonosito",
        country: "HU",
        languages: &["hu"],
        strength: Strength::Medium,
        keywords: &["adóazonosító", "adóazonosító jel", "adóazonosító jele", "adószám", "hungarian tax number"],
        shapes: &["9999999999"],
        check: adoazonosito,
    },
];

/// Austria, Versicherungsnummer: the fourth digit checks. Month 13 and up when a day's serials ran out, or where the
/// birth date is not known.
///
/// ASVG § 30c; Dachverband der Sozialversicherungsträger; stdnum `at.vnr`, which does not look at the date. A number
/// without a plausible one stays weak.
fn versicherungsnummer(number: Number<'_>) -> Option<Strength> {
    let digits = number.compact;
    let check = weighted(digits, &[3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11;
    if digits[0] == b'0' || !is_digit(digits[3], check) {
        return None;
    }
    let (day, month, year) = (two(digits, 4), two(digits, 6), two(digits, 8));
    let dated = exists_in_some_century(year, month, day) || ((13..=15).contains(&month) && (1..=31).contains(&day));
    Some(if dated { Strength::Medium } else { Strength::Weak })
}

/// Germany, steuerliche Identifikationsnummer: of the first ten digits exactly one comes twice or three times, the
/// first is not 0; ISO 7064 MOD 11,10.
///
/// Abgabenordnung § 139b; BZSt, *Aufbau der Identifikationsnummer*; stdnum `de.idnr`.
fn tax_identification(number: Number<'_>) -> Option<Strength> {
    let digits = number.compact;
    let mut times = [0_u8; 10];
    for digit in &digits[..10] {
        times[usize::from(digit - b'0')] += 1;
    }
    let mut repeated = times.into_iter().filter(|times| *times > 1);
    let pattern = matches!((repeated.next(), repeated.next()), (Some(2 | 3), None));
    strong(digits[0] != b'0' && pattern && mod_11_10(digits))
}

/// Germany, Versicherungsnummer of the pension insurance: area, DDMMYY (day + 50 when serials ran out), initial, serial.
///
/// VKVV § 2 and § 4: the letter becomes two digits, products' digit sums add up, modulo 10.
fn pension_insurance(number: Number<'_>) -> Option<Strength> {
    const WEIGHTS: [u32; 12] = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];
    let text = number.compact;
    let letter = u32::from(text[8] - b'A') + 1;
    let before = text[..8].iter().map(|digit| value(*digit));
    let digits = before.chain([letter / 10, letter % 10]).chain(text[9..11].iter().map(|digit| value(*digit)));
    let sum: u32 = digits.zip(WEIGHTS).map(|(digit, weight)| digit * weight).map(|p| p / 10 + p % 10).sum();
    let day = match two(text, 2) {
        day @ 51.. => day - 50,
        day => day,
    };
    let dated = exists_in_some_century(two(text, 6), two(text, 4), day);
    strong(dated && text[0..2] != *b"00" && value(text[11]) == sum % 10)
}

/// Germany, number of Personalausweis, Reisepass or residence permit with its check digit: ICAO 9303 weights, letters
/// without vowels, B, D, Q and S.
///
/// Personalausweisverordnung, annex 1; BMI, *Seriennummer des Personalausweises*.
fn ausweis(number: Number<'_>) -> Option<Strength> {
    let text = number.compact;
    let letters = text[..9].iter().all(|byte| byte.is_ascii_digit() || b"CFGHJKLMNPRTVWXYZ".contains(byte));
    weak(letters && icao(&text[..9]) == value(text[9]))
}

/// Switzerland, AHV number: 756 and EAN-13.
///
/// AHVV (SR 831.101) art. 133bis; stdnum `ch.ssn`.
fn ahv(number: Number<'_>) -> Option<Strength> {
    strong(number.compact.starts_with(b"756") && ean_13(number.compact))
}

/// Liechtenstein, PEID: up to twelve digits without a check.
///
/// OECD, *Tax identification numbers: Liechtenstein*; stdnum `li.peid`.
fn any(_: Number<'_>) -> Option<Strength> {
    unchecked(true)
}

/// Poland, PESEL: YYMMDD with the century in the month (+ 80 for 18.., + 20 for 20..).
///
/// Ustawa z dnia 24 września 2010 r. o ewidencji ludności, art. 15; stdnum `pl.pesel`. The centuries of 2100 and 2200
/// are left out.
fn pesel(number: Number<'_>) -> Option<Strength> {
    let digits = number.compact;
    let (century, month) = match two(digits, 2) {
        month @ 1..=12 => (1900, month),
        month @ 21..=32 => (2000, month - 20),
        month @ 81..=92 => (1800, month - 80),
        _ => return None,
    };
    let sum = weighted(digits, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]);
    medium(sum % 10 == 0 && exists(century + two(digits, 0), month, two(digits, 4)))
}

/// Poland, NIP, of persons and companies alike.
///
/// Ustawa z dnia 13 października 1995 r. o zasadach ewidencji i identyfikacji podatników; stdnum `pl.nip`.
fn nip(number: Number<'_>) -> Option<Strength> {
    let sum = weighted(number.compact, &[6, 5, 7, 2, 3, 4, 5, 6, 7, -1]);
    weak(sum.rem_euclid(11) == 0 && decimal(number.compact) > 0)
}

/// Poland, identity card: the fourth character checks the others by the weights of ICAO 9303.
///
/// Rozporządzenie MSWiA w sprawie warunków technicznych dowodu osobistego.
fn dowod(number: Number<'_>) -> Option<Strength> {
    weak(weighted(number.compact, &[7, 3, 1, 9, 7, 3, 1, 7, 3]) % 10 == 0)
}

/// Czechia and Slovakia, rodné číslo: women month + 50, + 20 where serials ran out since 2004.
///
/// Zákon č. 133/2000 Sb. § 13; zákon č. 301/1995 Z. z. § 2; stdnum `cz.rc`, which takes + 20 for any year. Nine digits
/// (before 1954) have no check: one random number in fourteen has such a date.
fn rodne_cislo(number: Number<'_>) -> Option<Strength> {
    let digits = number.compact;
    let (year, day) = (two(digits, 0), two(digits, 4));
    let (month, overflow) = match two(digits, 2) % 50 {
        month @ 21.. => (month - 20, true),
        month => (month, false),
    };
    if digits.len() == 9 {
        let century = if year < 80 { 1900 } else { 1800 };
        let fits = year + century < 1954 && !overflow && exists(century + year, month, day);
        return if number.written.contains(&b'/') { weak(fits) } else { unchecked(fits) };
    }
    let century = if year < 54 { 2000 } else { 1900 };
    let check = i64::try_from(decimal(&digits[..9]) % 11 % 10).unwrap_or(i64::MAX);
    let date = exists(century + year, month, day) && (!overflow || century + year >= 2004);
    medium(date && is_digit(digits[9], check))
}

/// Hungary, személyi azonosító: the order of the weights turned for those born from 1997.
///
/// 1996. évi XX. törvény, annex: 1, 2 born 1900-1999, 3, 4 before or after, 5-8 the same for foreigners.
fn szemelyi_azonosito(number: Number<'_>) -> Option<Strength> {
    let digits = number.compact;
    let year = match (digits[0], two(digits, 1)) {
        (b'1' | b'2' | b'5' | b'6', year) => 1900 + year,
        (b'3' | b'4' | b'7' | b'8', year @ 67..) => 1800 + year,
        (b'3' | b'4' | b'7' | b'8', year) => 2000 + year,
        _ => return None,
    };
    let weights = if year < 1997 { [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] } else { [10, 9, 8, 7, 6, 5, 4, 3, 2, 1] };
    let check = weighted(digits, &weights) % 11;
    strong(is_digit(digits[10], check) && exists(year, two(digits, 3), two(digits, 5)))
}

/// Hungary, társadalombiztosítási azonosító jel.
///
/// 1996. évi XX. törvény, annex.
fn taj(number: Number<'_>) -> Option<Strength> {
    let digits = number.compact;
    weak(is_digit(digits[8], weighted(digits, &[3, 7, 3, 7, 3, 7, 3, 7]) % 10) && decimal(digits) > 0)
}

/// Hungary, adóazonosító jel: 8, then the days since 1867-01-01.
///
/// 1996. évi XX. törvény, annex.
fn adoazonosito(number: Number<'_>) -> Option<Strength> {
    /// Days from 1867-01-01 to the end of 2099.
    const LATEST: u64 = 85_104;
    let digits = number.compact;
    let check = weighted(digits, &[1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11;
    medium(digits[0] == b'8' && decimal(&digits[1..6]) <= LATEST && is_digit(digits[9], check))
}
