//! Payment card numbers, ISO/IEC 7812-1: an issuer's prefix, its lengths, Luhn's formula.

use super::arithmetic::{decimal, luhn};

/// First and last prefix of six digits, and the lengths that are issued under it. From the networks' published rules;
/// Wikipedia, *Payment card number*, table of issuer identification numbers.
const ISSUERS: &[(u64, u64, &[usize])] = &[
    (222_100, 272_099, &[16]),             // Mastercard
    (220_000, 220_499, &[16, 17, 18, 19]), // Mir
    (300_000, 305_999, &[14, 16, 19]),     // Diners Club
    (340_000, 349_999, &[15]),             // American Express
    (352_800, 358_999, &[16, 17, 18, 19]), // JCB
    (360_000, 369_999, &[14, 16, 19]),     // Diners Club
    (370_000, 379_999, &[15]),             // American Express
    (380_000, 399_999, &[14, 16, 19]),     // Diners Club
    (400_000, 499_999, &[16, 19]),         // Visa
    (501_800, 501_899, &[16, 18, 19]),     // Maestro
    (501_900, 501_999, &[16]),             // Dankort
    (502_000, 502_099, &[16, 18, 19]),     // Maestro
    (503_800, 503_899, &[16, 18, 19]),     // Maestro
    (510_000, 559_999, &[16]),             // Mastercard
    (560_000, 589_999, &[16, 18, 19]),     // Maestro
    (601_100, 601_199, &[16, 19]),         // Discover
    (604_000, 607_999, &[16]),             // UkrCard, RuPay
    (620_000, 629_999, &[16, 17, 18, 19]), // UnionPay
    (630_400, 630_499, &[16, 18, 19]),     // Maestro
    (639_000, 639_099, &[16, 18, 19]),     // Maestro
    (644_000, 659_999, &[16, 19]),         // Discover
    (670_000, 679_999, &[16, 18, 19]),     // Maestro
    (810_000, 817_199, &[16]),             // UnionPay
    (979_200, 979_299, &[16]),             // Troy
];

/// How the digits of a card are grouped, other than in one run.
pub(super) const GROUPS: &[&[usize]] = &[&[4, 4, 4, 4], &[4, 6, 5], &[4, 6, 4], &[4, 4, 4, 4, 3], &[6, 10], &[6, 13]];

/// Whether digits are the number of a payment card.
pub(super) fn is_card(digits: &[u8]) -> bool {
    let Some(prefix) = digits.get(..6).map(decimal) else { return false };
    let issued = ISSUERS
        .iter()
        .any(|(first, last, lengths)| (*first..=*last).contains(&prefix) && lengths.contains(&digits.len()));
    issued && luhn(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_numbers_of_the_networks_are_cards() {
        for number in [
            "4111111111111111",
            "5555555555554444",
            "2223003122003222",
            "378282246310005",
            "30569309025904",
            "6011111111111117",
            "3530111333300000",
            "6240008631401148",
            "6759649826438453",
        ] {
            assert!(is_card(number.as_bytes()), "{number}");
        }
    }

    #[test]
    fn other_numbers_are_no_cards() {
        for number in ["4111111111111112", "1111111111111117", "9783161484100", "41111111", "", "0000000000000000"] {
            assert!(!is_card(number.as_bytes()), "{number}");
        }
    }
}
