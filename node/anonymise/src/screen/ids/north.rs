//! Denmark, Estonia, Finland, Iceland, Latvia, Lithuania, Norway, Sweden.

use super::arithmetic::{decimal, is_digit, luhn, weighted};
use super::calendar::{exists, exists_in_some_century, two};
use super::scheme::{Number, Scheme, Strength, medium, strong, weak};

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme {
        id: "dk.cpr",
        country: "DK",
        languages: &["da"],
        strength: Strength::Weak,
        keywords: &[
            "cpr",
            "cpr-nr",
            "cpr-nummer",
            "cprnummer",
            "cpr number",
            "personnummer",
            "p-nummer",
            "danish personal number",
        ],
        shapes: &["999999-9999", "9999999999", "999999 9999"],
        check: cpr,
    },
    Scheme {
        id: "se.personnummer",
        country: "SE",
        languages: &["sv"],
        strength: Strength::Strong,
        keywords: &[
            "personnummer",
            "personnr",
            "pers.nr",
            "samordningsnummer",
            "samordningsnr",
            "födelsenummer",
            "swedish personal number",
            "personal identity number",
            "coordination number",
        ],
        shapes: &["999999-9999", "99999999-9999", "9999999999", "999999999999", "999999+9999", "99999999+9999"],
        check: personnummer,
    },
    Scheme {
        id: "no.fodselsnummer",
        country: "NO",
        languages: &["no", "nb", "nn"],
        strength: Strength::Strong,
        keywords: &[
            "fødselsnummer",
            "fødselsnr",
            "personnummer",
            "d-nummer",
            "d-nr",
            "fødsels- og personnummer",
            "norwegian identity number",
            "national identity number",
            "d number",
        ],
        shapes: &["999999 99999", "99999999999", "999999-99999"],
        check: fodselsnummer,
    },
    Scheme {
        id: "is.kennitala",
        country: "IS",
        languages: &["is"],
        strength: Strength::Strong,
        keywords: &["kennitala", "kennitölu", "kennitalan", "kt", "icelandic id number"],
        shapes: &["999999-9999", "9999999999", "999999 9999"],
        check: kennitala,
    },
    Scheme {
        id: "fi.hetu",
        country: "FI",
        languages: &["fi", "sv"],
        strength: Strength::Strong,
        keywords: &[
            "henkilötunnus",
            "henkilötunnuk",
            "hetu",
            "sosiaaliturvatunnus",
            "sotu",
            "personbeteckning",
            "finnish personal identity code",
            "personal identity code",
        ],
        shapes: &["999999-999X", "999999A999X", "999999+999X"],
        check: hetu,
    },
    Scheme {
        id: "ee.ik",
        country: "EE",
        languages: &["et"],
        strength: Strength::Strong,
        keywords: &["isikukood", "isikukoodi", "estonian personal code", "personal identification code"],
        shapes: &["99999999999"],
        check: isikukood,
    },
    Scheme {
        id: "lt.asmens",
        country: "LT",
        languages: &["lt"],
        strength: Strength::Medium,
        keywords: &[
            "asmens kodas",
            "asmens kodo",
            "asmens kodą",
            "asmens kodu",
            "a.k.",
            "lithuanian personal code",
            "personal code",
        ],
        shapes: &["99999999999"],
        check: asmens_kodas,
    },
    Scheme {
        id: "lv.pk",
        country: "LV",
        languages: &["lv"],
        strength: Strength::Strong,
        keywords: &[
            "personas kods",
            "personas koda",
            "personas kodu",
            "p.k.",
            "latvian personal code",
            "personal code",
        ],
        shapes: &["999999-99999", "99999999999"],
        check: personas_kods,
    },
];

/// Denmark, CPR: DDMMYY-SSSS, the seventh digit giving the century.
///
/// cpr.dk, *Personnummeret i CPR-systemet*: since 2007 numbers are issued that fail the sum modulo 11, so it only adds
/// weight. Dates as in stdnum `dk.cpr`.
fn cpr(number: Number<'_>) -> Option<Strength> {
    let digits = number.compact;
    let year = two(digits, 4);
    let century = match digits.get(6) {
        Some(b'5'..=b'8') if year >= 58 => 1800,
        Some(b'0'..=b'3') => 1900,
        Some(b'4' | b'9') if year >= 37 => 1900,
        _ => 2000,
    };
    if !exists(century + year, two(digits, 2), two(digits, 0)) {
        return None;
    }
    let sum = weighted(digits, &[4, 3, 2, 7, 6, 5, 4, 3, 2, 1]);
    Some(if sum % 11 == 0 || number.written.contains(&b'-') { Strength::Medium } else { Strength::Weak })
}

/// Sweden, personnummer and samordningsnummer (day + 60): Luhn over the last ten digits.
///
/// Folkbokföringslag (1991:481) 18 §; Skatteverket SKV 704 and SKV 707; stdnum `se.personnummer`, which lacks the
/// coordination number.
fn personnummer(number: Number<'_>) -> Option<Strength> {
    let digits = number.compact;
    let ten = digits.get(digits.len().saturating_sub(10)..)?;
    let (month, day) = (two(ten, 2), two(ten, 4));
    let coordinated = day > 60;
    let day = if coordinated { day - 60 } else { day };
    let real = match digits.len() {
        12 => exists(decimal(&digits[..4]), month, day),
        _ => exists_in_some_century(two(ten, 0), month, day),
    };
    if !real || !luhn(ten) {
        return None;
    }
    // Twice as many days make ten bare digits twice as likely to fit.
    Some(if coordinated && number.written.len() == 10 { Strength::Medium } else { Strength::Strong })
}

/// Norway, fødselsnummer; D-number (day + 40) and H-number (month + 40).
///
/// Forskrift til folkeregisterloven (FOR-2017-07-14-1201) § 2-2-1; weights as in Selmer, *Personnummerering i Norge*
/// (1964), and stdnum `no.fodselsnummer`.
fn fodselsnummer(number: Number<'_>) -> Option<Strength> {
    let digits = number.compact;
    let first = (11 - weighted(digits, &[3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11) % 11;
    let second = (11 - weighted(digits, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11;
    if !is_digit(digits[9], first) || !is_digit(digits[10], second) {
        return None;
    }
    let (day, month, year) = (two(digits, 0), two(digits, 2), two(digits, 4));
    let day = if day > 40 { day - 40 } else { day };
    let month = if month > 40 { month - 40 } else { month };
    let century = match decimal(&digits[6..9]) {
        0..500 => 1900,
        500..750 if year >= 54 => 1800,
        500..1000 if year < 40 => 2000,
        900..1000 => 1900,
        _ => return None,
    };
    strong(exists(century + year, month, day))
}

/// Iceland, kennitala of a person. Those of organisations (day + 40) name nobody.
///
/// Lög um skráningu einstaklinga nr. 140/2019; algorithm: Þjóðskrá (skra.is), stdnum `is_.kennitala`.
fn kennitala(number: Number<'_>) -> Option<Strength> {
    let digits = number.compact;
    let century = match digits[9] {
        b'9' => 1900,
        b'0' => 2000,
        _ => return None,
    };
    let sum = weighted(digits, &[3, 2, 7, 6, 5, 4, 3, 2, 1]);
    strong(sum % 11 == 0 && exists(century + two(digits, 4), two(digits, 2), two(digits, 0)))
}

/// Finland, henkilötunnus, temporary ones (900-999) too. The sign tells the century; since 2023 letters as well.
///
/// Valtioneuvoston asetus väestötietojärjestelmästä (128/2010) 2-4 §, as amended by 690/2022; dvv.fi; stdnum `fi.hetu`.
fn hetu(number: Number<'_>) -> Option<Strength> {
    let text = number.written;
    let century = match text.get(6) {
        Some(b'+') => 1800,
        Some(b'-' | b'U'..=b'Y') => 1900,
        Some(b'A'..=b'F') => 2000,
        _ => return None,
    };
    let serial = text.get(7..10)?;
    if decimal(serial) < 2 || !exists(century + two(text, 4), two(text, 2), two(text, 0)) {
        return None;
    }
    let check = (decimal(&text[..6]) * 1000 + decimal(serial)) % 31;
    let letter = usize::try_from(check).ok().and_then(|check| b"0123456789ABCDEFHJKLMNPRSTUVWXY".get(check));
    strong(letter == text.get(10))
}

/// Estonia, isikukood.
///
/// Standard EVS 585:2007; Rahvastikuregistri seadus; stdnum `ee.ik`.
fn isikukood(number: Number<'_>) -> Option<Strength> {
    strong(baltic_date(number.compact) && baltic_check(number.compact))
}

/// Lithuania, asmens kodas: as in Estonia, but a first digit 9 stands for a code without a date.
///
/// Gyventojų registro įstatymas (1992 m. Nr. I-2237) 8 str.; stdnum `lt.asmens`.
fn asmens_kodas(number: Number<'_>) -> Option<Strength> {
    let digits = number.compact;
    if !baltic_check(digits) {
        return None;
    }
    match digits[0] {
        b'9' => Some(Strength::Weak),
        _ => medium(baltic_date(digits)),
    }
}

fn baltic_date(digits: &[u8]) -> bool {
    let century = match digits[0] {
        b'1' | b'2' => 1800,
        b'3' | b'4' => 1900,
        b'5' | b'6' => 2000,
        _ => return false,
    };
    exists(century + two(digits, 1), two(digits, 3), two(digits, 5))
}

fn baltic_check(digits: &[u8]) -> bool {
    let mut check = weighted(digits, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
    if check == 10 {
        check = weighted(digits, &[3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11 % 10;
    }
    is_digit(digits[10], check)
}

/// Latvia, personas kods: DDMMYY-CSSSC, or without a date since July 2017, beginning with 32 to 39.
///
/// Fizisko personu reģistra likums; sum as in stdnum `lv.pvn`, which says it is not independently confirmed. It holds
/// for 161175-19997, the example of Latvian forms. Codes of legal persons are left out, so chance is far below
/// that of `lv.pvn`.
fn personas_kods(number: Number<'_>) -> Option<Strength> {
    let digits = number.compact;
    let sum = 1 + weighted(digits, &[10, 5, 8, 4, 2, 1, 6, 3, 7, 9]);
    if !is_digit(digits[10], sum % 11 % 10) {
        return None;
    }
    if digits[0] == b'3' && digits[1] >= b'2' {
        return weak(true);
    }
    let century = match digits[6] {
        b'0' => 1800,
        b'1' => 1900,
        b'2' => 2000,
        _ => return None,
    };
    strong(exists(century + two(digits, 4), two(digits, 2), two(digits, 0)))
}
