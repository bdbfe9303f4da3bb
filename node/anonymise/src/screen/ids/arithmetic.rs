//! Check-digit arithmetic over ASCII digits and capital letters.
//!
//! All functions expect what a [shape](super::scheme::Scheme::shapes) has let through, that is `0-9` and `A-Z`. Other
//! bytes give a meaningless result, never a panic.

/// The value of a digit; of a capital letter, A = 10 … Z = 35, as ICAO 9303 and ISO 7064 read them.
pub(super) fn value(byte: u8) -> u32 {
    match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        b'A'..=b'Z' => u32::from(byte - b'A') + 10,
        _ => 0,
    }
}

/// The digits as one decimal number; at most 19 of them.
pub(super) fn decimal(digits: &[u8]) -> u64 {
    digits.iter().fold(0, |number, digit| number.wrapping_mul(10).wrapping_add(u64::from(value(*digit))))
}

/// Sum of each digit times its weight. The shorter of the two lists decides how many.
pub(super) fn weighted(digits: &[u8], weights: &[i64]) -> i64 {
    digits.iter().zip(weights).map(|(digit, weight)| i64::from(value(*digit)) * weight).sum()
}

/// Whether the byte is that digit. A `check` of 10 or more is never equal to one.
pub(super) fn is_digit(byte: u8, check: i64) -> bool {
    i64::from(value(byte)) == check
}

/// Whether the digits satisfy Luhn's formula (ISO/IEC 7812-1 annex B), the last one being the check digit.
pub(super) fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (place % 2, value(*digit)) {
            (0, digit) => digit,
            (_, digit) => digit * 2 / 10 + digit * 2 % 10,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Whether the digits satisfy ISO 7064 MOD 11,10, the last one being the check digit.
pub(super) fn mod_11_10(digits: &[u8]) -> bool {
    let step = |check, digit: &u8| (if check == 0 { 10 } else { check } * 2 % 11 + value(*digit)) % 10;
    digits.iter().fold(5, step) == 1
}

/// Remainder by 97 of the text read as ISO 7064 MOD 97-10 reads it: letters become two digits.
pub(super) fn mod_97(text: impl Iterator<Item = u8>) -> u32 {
    text.fold(0, |rest, byte| {
        let digit = value(byte);
        (rest * if digit < 10 { 10 } else { 100 } + digit) % 97
    })
}

/// Whether 13 digits carry the check digit of GS1 (EAN-13).
pub(super) fn ean_13(digits: &[u8]) -> bool {
    weighted(digits, &[1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 == 0
}

/// Check digit by the weights 7, 3, 1 of ICAO 9303 part 3, section 4.9; fillers count as zero.
pub(super) fn icao(text: &[u8]) -> u32 {
    text.iter().zip([7, 3, 1].iter().cycle()).map(|(byte, weight)| value(*byte) * weight).sum::<u32>() % 10
}

/// Whether `check` is Verhoeff's check digit over `digits`.
///
/// Verhoeff, *Error Detecting Decimal Codes* (1969): multiplication in the dihedral group D5.
pub(super) fn verhoeff(digits: &[u8], check: u8) -> bool {
    const PERMUTATION: [[usize; 10]; 8] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
        [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
        [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
        [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
        [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
        [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
        [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
    ];
    let digits = std::iter::once(&check).chain(digits.iter().rev());
    digits.enumerate().fold(0, |left, (place, digit)| {
        let digit = usize::try_from(value(*digit)).unwrap_or(0) % 10;
        dihedral(left, PERMUTATION[place % 8][digit])
    }) == 0
}

/// The product of two elements of D5: 0-4 are rotations, 5-9 reflections.
fn dihedral(left: usize, right: usize) -> usize {
    match (left < 5, right < 5) {
        (true, true) => (left + right) % 5,
        (true, false) => (left + right) % 5 + 5,
        (false, true) => (left + 5 - right) % 5 + 5,
        (false, false) => (left + 5 - right) % 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn luhn_known_card_is_valid() {
        assert!(luhn(b"4111111111111111"));
        assert!(!luhn(b"4111111111111112"));
    }

    #[test]
    fn verhoeff_known_number_is_valid() {
        // 236 has the check digit 3 (Wikipedia, "Verhoeff algorithm").
        assert!(verhoeff(b"236", b'3'));
        assert!((b'0'..=b'9').filter(|digit| verhoeff(b"236", *digit)).count() == 1);
    }

    #[test]
    fn icao_known_field_has_check_digit() {
        // ICAO 9303 part 3: 520727 has 3, L898902C< has 3.
        assert_eq!(icao(b"520727"), 3);
        assert_eq!(icao(b"L898902C3"), 6);
    }

    #[test]
    fn mod_97_of_iban_is_one() {
        assert_eq!(mod_97(b"WEST12345698765432GB82".iter().copied()), 1);
    }

    #[test]
    fn mod_11_10_of_known_tax_number_is_valid() {
        assert!(mod_11_10(b"36574261809"));
        assert!(!mod_11_10(b"36574261890"));
    }
}
