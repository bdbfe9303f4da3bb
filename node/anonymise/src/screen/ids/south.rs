//! Cyprus, Greece, Italy, Malta, Portugal, Spain.

use super::arithmetic::{decimal, is_digit, luhn, value, weighted};
use super::calendar::{exists_in_some_century, two};
use super::scheme::{Number, Scheme, Strength, medium, strong, unchecked, weak};

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme {
        id: "es.dni",
        country: "ES",
        languages: &["es", "ca", "gl", "eu"],
        strength: Strength::Strong,
        keywords: &[
            "dni",
            "d.n.i.",
            "nif",
            "n.i.f.",
            "documento nacional de identidad",
            "document nacional d'identitat",
            "spanish id number",
        ],
        shapes: &["99999999-A", "99999999A", "99.999.999-A", "99.999.999A", "99999999 A", "99.999.999 A"],
        check: dni,
    },
    Scheme {
        id: "es.nie",
        country: "ES",
        languages: &["es", "ca", "gl", "eu"],
        strength: Strength::Strong,
        keywords: &[
            "nie",
            "n.i.e.",
            "número de identidad de extranjero",
            "número de identificación de extranjero",
            "foreigner identity number",
        ],
        shapes: &["A-9999999-A", "A9999999A", "A9999999-A", "A-9999999A", "A 9999999 A", "A-9.999.999-A"],
        check: nie,
    },
    Scheme {
        id: "es.nif",
        country: "ES",
        languages: &["es", "ca", "gl", "eu"],
        strength: Strength::Strong,
        keywords: &["nif", "n.i.f.", "número de identificación fiscal"],
        shapes: &["A9999999A", "A-9999999-A", "A9999999-A"],
        check: nif_of_person,
    },
    Scheme {
        id: "pt.cc",
        country: "PT",
        languages: &["pt"],
        strength: Strength::Strong,
        keywords: &["cartão de cidadão", "cartão do cidadão", "número de documento", "cc", "citizen card"],
        shapes: &["99999999 9 XX9", "999999999XX9", "99999999-9-XX9", "99999999 9XX9", "99999999-9XX9"],
        check: citizen_card,
    },
    Scheme {
        id: "pt.nif",
        country: "PT",
        languages: &["pt"],
        strength: Strength::Weak,
        keywords: &["nif", "contribuinte", "número de contribuinte", "identificação fiscal", "portuguese tax number"],
        shapes: &["999999999", "999 999 999", "999.999.999"],
        check: nif_portugal,
    },
    Scheme {
        id: "pt.niss",
        country: "PT",
        languages: &["pt"],
        strength: Strength::Medium,
        keywords: &["niss", "segurança social", "portuguese social security number"],
        shapes: &["99999999999", "999 999 999 99", "9999 999 9999"],
        check: niss,
    },
    Scheme {
        id: "it.codicefiscale",
        country: "IT",
        languages: &["it", "de", "sl"],
        strength: Strength::Strong,
        keywords: &[
            "codice fiscale",
            "cod. fisc.",
            "c.f.",
            "cf",
            "steuernummer",
            "davčna številka",
            "italian tax code",
            "fiscal code",
        ],
        shapes: &[
            "AAAAAAXXAXXAXXXA",
            "AAA AAA XXAXX AXXXA",
            "AAA AAA XXAXX AXXX A",
            "AAAAAA XXAXX AXXXA",
            "AAAAAA XXAXX AXXX A",
            "AAA-AAA-XXAXX-AXXXA",
            "AAAAAA-XXAXX-AXXXA",
        ],
        check: codice_fiscale,
    },
    Scheme {
        id: "gr.amka",
        country: "GR",
        languages: &["el"],
        strength: Strength::Strong,
        keywords: &["αμκα", "α.μ.κ.α.", "αριθμός μητρώου κοινωνικής ασφάλισης", "amka", "greek social security number"],
        shapes: &["99999999999", "999999-99999", "999999 99999"],
        check: amka,
    },
    Scheme {
        id: "gr.afm",
        country: "GR",
        languages: &["el"],
        strength: Strength::Weak,
        keywords: &["αφμ", "α.φ.μ.", "αριθμός φορολογικού μητρώου", "afm", "greek tax number"],
        shapes: &["999999999"],
        check: afm,
    },
    Scheme {
        id: "cy.tic",
        country: "CY",
        languages: &["el"],
        strength: Strength::Strong,
        keywords: &[
            "αφτ",
            "α.φ.τ.",
            "αριθμός φορολογικής ταυτότητας",
            "tic",
            "tax identification code",
            "cyprus tax number",
        ],
        shapes: &["99999999A", "99999999-A", "99999999 A"],
        check: tic,
    },
    Scheme {
        id: "cy.id",
        country: "CY",
        languages: &["el"],
        strength: Strength::None,
        keywords: &[
            "αριθμός ταυτότητας",
            "δελτίο ταυτότητας",
            "δελτίου ταυτότητας",
            "αριθμό ταυτότητας",
            "αριθμός εγγραφής αλλοδαπού",
            "α.δ.τ.",
            "αδτ",
            "arc number",
            "arc no",
            "alien registration certificate",
            "cyprus id",
            "cypriot identity card",
        ],
        shapes: &["9999999999", "999999999", "99999999", "9999999", "999999"],
        check: any,
    },
    Scheme {
        id: "mt.id",
        country: "MT",
        languages: &["mt"],
        strength: Strength::None,
        keywords: &[
            "karta tal-identità",
            "karta tal-identita",
            "numru tal-karta",
            "numru tal-identità",
            "id card",
            "id no",
            "id number",
            "identity card",
            "i.d.",
            "maltese id",
        ],
        shapes: &["9999999A", "9999999(A", "999999A", "999999(A", "99999A", "99999(A", "9999A", "9999(A"],
        check: identity_malta,
    },
];

/// Spain, documento nacional de identidad: the number modulo 23 gives the letter.
///
/// Real Decreto 1553/2005; Ministerio del Interior, *Cálculo del dígito de control del NIF/NIE*; stdnum `es.dni`.
fn dni(number: Number<'_>) -> Option<Strength> {
    strong(letter_23(&number.compact[..8], 0, number.compact[8]))
}

/// Spain, número de identidad de extranjero: X, Y, Z stand for 0, 1, 2.
///
/// Orden INT/2058/2008; stdnum `es.nie`.
fn nie(number: Number<'_>) -> Option<Strength> {
    let text = number.compact;
    strong(matches!(text[0], b'X'..=b'Z') && letter_23(&text[1..8], u64::from(text[0] - b'X'), text[8]))
}

/// Spain, NIF of persons without DNI or NIE: K, L or M before it.
///
/// Real Decreto 1065/2007 art. 19-20; stdnum `es.nif`.
fn nif_of_person(number: Number<'_>) -> Option<Strength> {
    let text = number.compact;
    strong(matches!(text[0], b'K'..=b'M') && letter_23(&text[1..8], 0, text[8]))
}

fn letter_23(digits: &[u8], first: u64, letter: u8) -> bool {
    let number = first * 10_000_000 + decimal(digits);
    usize::try_from(number % 23).is_ok_and(|rest| b"TRWAGMYFPDXBNJZSQVHLCKE".get(rest) == Some(&letter))
}

/// Portugal, document number of the cartão de cidadão: Luhn's formula with letters A = 10 … Z = 35.
/// Without a letter it is one of many numbers with Luhn's digit.
///
/// Autenticação.gov, *Validação de número de documento do cartão de cidadão*; stdnum `pt.cc`.
fn citizen_card(number: Number<'_>) -> Option<Strength> {
    let doubled = |value: u32| if value * 2 > 9 { value * 2 - 9 } else { value * 2 };
    let values = number.compact.iter().rev().map(|byte| value(*byte)).enumerate();
    let sum: u32 = values.map(|(place, value)| if place % 2 == 0 { value } else { doubled(value) }).sum();
    let digits = number.compact.iter().all(u8::is_ascii_digit);
    if digits { weak(sum.is_multiple_of(10)) } else { strong(sum.is_multiple_of(10)) }
}

/// Portugal, número de identificação fiscal of persons: begins with 1, 2, 3, or 45 for those who live abroad.
///
/// Decreto-Lei n.º 14/2013 art. 5; stdnum `pt.nif`.
fn nif_portugal(number: Number<'_>) -> Option<Strength> {
    let digits = number.compact;
    let person = matches!(digits[0], b'1'..=b'3') || digits.starts_with(b"45");
    let check = (11 - weighted(digits, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10;
    weak(person && is_digit(digits[8], check))
}

/// Portugal, número de identificação da Segurança Social of persons: begins with 1; weights are the first ten primes.
///
/// Segurança Social, *Algoritmo de validação do NISS*.
fn niss(number: Number<'_>) -> Option<Strength> {
    let digits = number.compact;
    let sum = weighted(digits, &[29, 23, 19, 17, 13, 11, 7, 5, 3, 2]);
    medium(digits[0] == b'1' && is_digit(digits[10], 9 - sum % 10))
}

/// Italy, codice fiscale of a person; in an omocodia letters L M N P Q R S T U V stand for 0 to 9.
///
/// Decreto ministeriale 23 dicembre 1976; stdnum `it.codicefiscale`.
fn codice_fiscale(number: Number<'_>) -> Option<Strength> {
    const ODD: [u32; 26] =
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
    let text = number.compact;
    let mut digits = [0; 16];
    for (place, digit) in digits.iter_mut().enumerate() {
        *digit = match place {
            6 | 7 | 9 | 10 | 12 | 13 | 14 => omocodia(text[place])?,
            _ => text[place],
        };
    }
    let month = b"ABCDEHLMPRST".iter().position(|letter| *letter == text[8])?;
    let day = match two(&digits, 9) {
        day @ 1..=31 => day,
        day @ 41..=71 => day - 40,
        _ => return None,
    };
    let sum: u32 = text[..15]
        .iter()
        .enumerate()
        .map(|(place, byte)| (place % 2, value(*byte)))
        .map(|(odd, value)| (odd, if value < 10 { value } else { value - 10 }))
        .map(|(odd, value)| if odd == 0 { ODD.get(value as usize).copied().unwrap_or(0) } else { value })
        .sum();
    let real = exists_in_some_century(two(&digits, 6), month as u64 + 1, day);
    strong(real && u32::from(text[15] - b'A') == sum % 26)
}

/// The digit that a letter stands for.
fn omocodia(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte),
        _ => b"LMNPQRSTUV".iter().zip(b'0'..).find(|(letter, _)| **letter == byte).map(|(_, digit)| digit),
    }
}

/// Greece, AMKA: DDMMYY, four digits, Luhn.
///
/// Law 3655/2008 art. 153; stdnum `gr.amka`.
fn amka(number: Number<'_>) -> Option<Strength> {
    let digits = number.compact;
    strong(luhn(digits) && exists_in_some_century(two(digits, 4), two(digits, 2), two(digits, 0)))
}

/// Greece, AFM, the tax number of persons and companies alike.
///
/// OECD, *Tax identification numbers: Greece*; stdnum `gr.vat`.
fn afm(number: Number<'_>) -> Option<Strength> {
    let digits = number.compact;
    let check = weighted(digits, &[256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10;
    weak(is_digit(digits[8], check) && decimal(digits) > 0)
}

/// Cyprus, tax identification code; those of persons begin with 0.
///
/// European Commission, *TIN by country: Cyprus*; sum as in stdnum `cy.vat`.
fn tic(number: Number<'_>) -> Option<Strength> {
    const ODD: [u32; 10] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
    let text = number.compact;
    let sum: u32 = text[..8]
        .iter()
        .enumerate()
        .map(|(place, byte)| (place % 2, value(*byte)))
        .map(|(even, digit)| if even == 1 { digit } else { ODD.get(digit as usize).copied().unwrap_or(0) })
        .sum();
    strong(text[0] == b'0' && u32::from(text[8] - b'A') == sum % 26)
}

/// Cyprus, identity card and alien registration: up to ten digits, no check that is published.
fn any(_: Number<'_>) -> Option<Strength> {
    unchecked(true)
}

/// Malta, identity card: digits and one of eight letters.
///
/// Identity Card and other Identity Documents Act, cap. 258; European Commission, *TIN by country: Malta*.
fn identity_malta(number: Number<'_>) -> Option<Strength> {
    unchecked(number.compact.last().is_some_and(|letter| b"MGAPLHBZ".contains(letter)))
}
