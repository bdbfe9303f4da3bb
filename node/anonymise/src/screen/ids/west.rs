//! Belgium, France, Ireland, Luxembourg, the Netherlands, the United Kingdom.

use super::arithmetic::{decimal, luhn, verhoeff, weighted};
use super::calendar::{exists, two};
use super::scheme::{Number, Scheme, Strength, medium, strong, unchecked, weak};

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme {
        id: "be.nn",
        country: "BE",
        languages: &["nl", "fr", "de"],
        strength: Strength::Strong,
        keywords: &[
            "rijksregisternummer",
            "rijksregister",
            "rijksregisternr",
            "insz",
            "niss",
            "inss",
            "rrn",
            "nrn",
            "registre national",
            "numéro national",
            "numéro de registre national",
            "nationalregisternummer",
            "nationalregister",
            "bis-nummer",
            "numéro bis",
            "belgian national number",
            "national register number",
            "bisnummer",
        ],
        shapes: &[
            "99.99.99-999.99",
            "99999999999",
            "99 99 99 999 99",
            "99.99.99-999-99",
            "99.99.99 999 99",
            "99.99.99-999 99",
            "99.99.99.999.99",
            "999999-999-99",
            "999999-999.99",
            "999999 999 99",
            "99-99-99-999-99",
            "99/99/99-999-99",
            "99/99/99-999.99",
            "99-99-99 999-99",
        ],
        check: national_number,
    },
    Scheme {
        id: "be.eid",
        country: "BE",
        languages: &["nl", "fr", "de"],
        strength: Strength::Medium,
        keywords: &[
            "identiteitskaart",
            "kaartnummer",
            "carte d'identité",
            "numéro de carte",
            "eid",
            "personalausweis",
            "identity card",
        ],
        shapes: &["999-9999999-99", "999999999999"],
        check: identity_card,
    },
    Scheme {
        id: "fr.nir",
        country: "FR",
        languages: &["fr"],
        strength: Strength::Strong,
        keywords: &[
            "nir",
            "insee",
            "sécurité sociale",
            "numéro de sécu",
            "n° de sécu",
            "n° sécu",
            "numéro d'inscription au répertoire",
            "french social security number",
        ],
        shapes: &[
            "9 99 99 99 999 999 99",
            "999999999999999",
            "999999A99999999",
            "9 99 99 9A 999 999 99",
            "9999999999999 99",
            "999999A999999 99",
            "9 99 99 99999 999 99",
            "9.99.99.99.999.999.99",
            "9 99 99 99 999 999/99",
            "9-99-99-99-999-999-99",
        ],
        check: nir,
    },
    Scheme {
        id: "fr.nir13",
        country: "FR",
        languages: &["fr"],
        strength: Strength::None,
        keywords: &[
            "nir",
            "insee",
            "sécurité sociale",
            "numéro de sécu",
            "n° de sécu",
            "n° sécu",
            "french social security number",
        ],
        shapes: &["9 99 99 99 999 999", "9999999999999", "999999A999999", "9 99 99 9A 999 999"],
        check: nir_without_key,
    },
    Scheme {
        id: "fr.spi",
        country: "FR",
        languages: &["fr"],
        strength: Strength::Strong,
        keywords: &["spi", "numéro fiscal", "identifiant fiscal", "n° fiscal", "nif", "french tax number"],
        shapes: &["99 99 999 999 999", "9999999999999"],
        check: spi,
    },
    Scheme {
        id: "ie.pps",
        country: "IE",
        languages: &["ga"],
        strength: Strength::Strong,
        keywords: &[
            "pps",
            "ppsn",
            "pps number",
            "pps no",
            "personal public service number",
            "uimhir psp",
            "upsp",
            "uimhir phearsanta seirbhíse poiblí",
            "rsi number",
        ],
        shapes: &["9999999AA", "9999999A", "9999999-A", "9999999 A", "9999999 AA", "9999999-AA"],
        check: pps,
    },
    Scheme {
        id: "lu.matricule",
        country: "LU",
        languages: &["lb", "fr", "de"],
        strength: Strength::Strong,
        keywords: &[
            "matricule",
            "numéro d'identification",
            "numéro de matricule",
            "matrikel",
            "matrikelnummer",
            "sozialversicherungsnummer",
            "luxembourg identification number",
            "cns",
        ],
        shapes: &[
            "9999 9999 99999",
            "9999999999999",
            "9999 99 99 99999",
            "99999999 99999",
            "9999 99 99 999 99",
            "99999999-99999",
        ],
        check: matricule,
    },
    Scheme {
        id: "nl.bsn",
        country: "NL",
        languages: &["nl"],
        strength: Strength::Weak,
        keywords: &[
            "bsn",
            "bsnr",
            "bsn-nummer",
            "burgerservicenummer",
            "burger service nummer",
            "sofinummer",
            "sofi-nummer",
            "sofi",
            "citizen service number",
            "persoonsnummer",
        ],
        shapes: &["999999999", "9999.99.999", "9999 99 999", "999 999 999", "999.999.999", "99999999"],
        check: bsn,
    },
    Scheme {
        id: "nl.onderwijsnummer",
        country: "NL",
        languages: &["nl"],
        strength: Strength::Medium,
        keywords: &["onderwijsnummer", "persoonsgebonden nummer", "pgn", "education number"],
        shapes: &["999999999"],
        check: onderwijsnummer,
    },
    Scheme {
        id: "nl.vnummer",
        country: "NL",
        languages: &["nl"],
        strength: Strength::None,
        keywords: &[
            "v-nummer",
            "vnummer",
            "v-nr",
            "v-number",
            "v nummer",
            "v number",
            "vreemdelingennummer",
            "vreemdelingnummer",
            "alien number",
            "ind-dossiernummer",
        ],
        shapes: &["9999999999", "999.999.9999", "999-999-9999", "999 999 9999"],
        check: any,
    },
    Scheme {
        id: "gb.nhs",
        country: "GB",
        languages: &[],
        strength: Strength::Weak,
        keywords: &["nhs number", "nhs no", "nhs", "chi number"],
        shapes: &["999 999 9999", "9999999999", "999-999-9999"],
        check: nhs,
    },
    Scheme {
        id: "gb.utr",
        country: "GB",
        languages: &[],
        strength: Strength::Weak,
        keywords: &["utr", "unique taxpayer reference", "taxpayer reference"],
        shapes: &["9999999999", "99999 99999"],
        check: utr,
    },
    Scheme {
        id: "gb.nino",
        country: "GB",
        languages: &[],
        strength: Strength::Weak,
        keywords: &[
            "national insurance",
            "árachais náisiúnta",
            "national insurance number",
            "nino",
            "ni number",
            "ni no",
            "nin",
        ],
        shapes: &["AA 99 99 99 A", "AA999999A", "AA 999999 A", "AA-99-99-99-A"],
        check: nino,
    },
];

/// Belgium, numéro de registre national, and BIS number (month + 20 or + 40).
///
/// Arrêté royal du 3 avril 1984 relatif à la composition du numéro d'identification; stdnum `be.nn`, `be.bis`. Month
/// and day may be zero: unknown, or the day's serials ran out.
fn national_number(number: Number<'_>) -> Option<Strength> {
    let digits = number.compact;
    let nine = decimal(&digits[..9]);
    let check = decimal(&digits[9..]);
    let century = if 97 - nine % 97 == check {
        1900
    } else if 97 - (2_000_000_000 + nine) % 97 == check {
        2000
    } else {
        return None;
    };
    let (year, month, day) = (two(digits, 0), two(digits, 2), two(digits, 4));
    let month = match month {
        0..=12 => month,
        20..=32 => month - 20,
        40..=52 => month - 40,
        _ => return None,
    };
    // Day counters that ran out go on in the days of a month 0, and days of a known month may be unknown.
    strong(nine > 0 && (month == 0 || day == 0 || exists(century + year, month, day)))
}

/// Belgium, number of the identity card: the first ten digits modulo 97.
///
/// ibz.rrn.fgov.be, instruction IT 195; stdnum `be.eid`.
fn identity_card(number: Number<'_>) -> Option<Strength> {
    let ten = decimal(&number.compact[..10]);
    let check = if ten.is_multiple_of(97) { 97 } else { ten % 97 };
    medium(ten > 0 && check == decimal(&number.compact[10..]))
}

/// France, numéro d'inscription au répertoire with its key; Corsica is 2A and 2B.
///
/// Code de la sécurité sociale art. R161-1; INSEE, *Numéro d'inscription au répertoire*; stdnum `fr.nir`. Sex and month
/// are checked as INSEE assigns them: 3, 4, 7, 8 for persons being registered; months 20-42 and 50-99 if unknown.
fn nir(number: Number<'_>) -> Option<Strength> {
    let text = number.compact;
    strong(nir_body(text).is_some_and(|body| 97 - body % 97 == decimal(&text[13..])))
}

/// France, the same without the key: nothing tells it from another number of 13 digits.
fn nir_without_key(number: Number<'_>) -> Option<Strength> {
    unchecked(nir_body(number.compact).is_some())
}

fn nir_body(text: &[u8]) -> Option<u64> {
    let department = match &text[5..7] {
        b"2A" => 19,
        b"2B" => 18,
        digits if digits[1].is_ascii_digit() => decimal(digits),
        _ => return None,
    };
    let sex = matches!(text[0], b'1' | b'2' | b'3' | b'4' | b'7' | b'8');
    let month = matches!(two(text, 3), 1..=12 | 20..=42 | 50..=99);
    (sex && month).then(|| (decimal(&text[..5]) * 100 + department) * 1_000_000 + decimal(&text[7..13]))
}

/// France, numéro fiscal (SPI): the first ten digits modulo 511.
///
/// OECD, *Tax identification numbers: France*; stdnum `fr.nif`.
fn spi(number: Number<'_>) -> Option<Strength> {
    let digits = number.compact;
    strong(digits[0] <= b'3' && decimal(&digits[..10]) % 511 == decimal(&digits[10..]))
}

/// Ireland, Personal Public Service number. Of the second letters only A, B and H count in the sum.
///
/// Social Welfare Consolidation Act 2005 s. 262; Revenue, *PPS number format*; stdnum `ie.pps`.
fn pps(number: Number<'_>) -> Option<Strength> {
    let text = number.compact;
    let second = match text.get(8) {
        None | Some(b'W' | b'T' | b'X') => 0,
        Some(letter @ (b'A' | b'B' | b'H')) => i64::from(letter - b'A') + 1,
        Some(_) => return None,
    };
    let sum = weighted(text.get(..7)?, &[8, 7, 6, 5, 4, 3, 2]) + 9 * second;
    let check = usize::try_from(sum % 23).ok().and_then(|check| b"WABCDEFGHIJKLMNOPQRSTUV".get(check));
    strong(check == text.get(7))
}

/// Luxembourg, numéro d'identification national: YYYYMMDD, three digits, then Luhn's and Verhoeff's check digit, both
/// over the first eleven.
///
/// Règlement grand-ducal du 21 novembre 2013 fixant les modalités d'application de la loi du 19 juin 2013 relative à
/// l'identification des personnes physiques, art. 2.
fn matricule(number: Number<'_>) -> Option<Strength> {
    let digits = number.compact;
    let date = exists(decimal(&digits[..4]), two(digits, 4), two(digits, 6));
    strong(date && luhn(&digits[..12]) && verhoeff(&digits[..11], digits[12]))
}

/// Netherlands, burgerservicenummer; eight digits lack the leading zero.
///
/// Wet algemene bepalingen burgerservicenummer; Logisch ontwerp BSN ("elfproef"); stdnum `nl.bsn`.
fn bsn(number: Number<'_>) -> Option<Strength> {
    let digits = number.compact;
    let passes = eleven_test(digits) == 0 && decimal(digits) > 0;
    if digits.len() == 8 { unchecked(passes) } else { weak(passes) }
}

/// Netherlands, onderwijsnummer of pupils without a BSN: begins with 10, and leaves 5 where a BSN leaves nothing.
///
/// DUO, *Onderwijsnummer*; stdnum `nl.onderwijsnummer`.
fn onderwijsnummer(number: Number<'_>) -> Option<Strength> {
    medium(number.compact.starts_with(b"10") && eleven_test(number.compact) == 5)
}

fn eleven_test(digits: &[u8]) -> i64 {
    let weights = &[9, 8, 7, 6, 5, 4, 3, 2, -1];
    weighted(digits, &weights[weights.len() - digits.len().min(9)..]).rem_euclid(11)
}

/// Netherlands, V-number of the aliens' register: ten digits, no check that is published.
fn any(_: Number<'_>) -> Option<Strength> {
    unchecked(true)
}

/// England, Wales, Isle of Man: NHS number.
///
/// NHS Data Dictionary, *NHS number*; stdnum `gb.nhs`.
fn nhs(number: Number<'_>) -> Option<Strength> {
    weak(weighted(number.compact, &[10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0)
}

/// United Kingdom, unique taxpayer reference; the first digit checks the others.
///
/// OECD, *Tax identification numbers: United Kingdom*; stdnum `gb.utr`.
fn utr(number: Number<'_>) -> Option<Strength> {
    let sum = weighted(&number.compact[1..], &[6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11;
    let check = usize::try_from(sum).ok().and_then(|sum| b"21987654321".get(sum));
    weak(check == number.compact.first())
}

/// United Kingdom, national insurance number: a shape and prefixes that are never given.
///
/// HMRC, *National Insurance Manual* NIM39110. In pairs, as on the card, it is like nothing else.
fn nino(number: Number<'_>) -> Option<Strength> {
    let text = number.compact;
    let never = [b"BG", b"GB", b"KN", b"NK", b"NT", b"TN", b"ZZ"];
    let first = !b"DFIQUV".contains(&text[0]) && !b"DFIOQUV".contains(&text[1]);
    let fits = first && !never.iter().any(|prefix| text.starts_with(*prefix)) && text[8] <= b'D';
    if number.written.len() > text.len() + 3 { medium(fits) } else { weak(fits) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eleven_test_of_short_number_uses_the_last_weights() {
        assert_eq!(eleven_test(b"012345672"), eleven_test(b"12345672"));
    }
}
