//! Letters without their marks, so that `Müller` and `Muller`, `Řehoř` and `Rehor` are the same word.

use std::borrow::Cow;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// Letters below this are looked up: Latin with its extensions, Greek, Cyrillic.
const TABLE: u32 = 0x530;

static PLAIN: LazyLock<Vec<char>> = LazyLock::new(|| (0..TABLE).map(|code| plain(char_of(code))).collect());

fn char_of(code: u32) -> char {
    char::from_u32(code).unwrap_or('\0')
}

fn plain(c: char) -> char {
    match c {
        'ł' => 'l',
        'ø' | 'œ' => 'o',
        'đ' | 'ð' => 'd',
        'ħ' => 'h',
        'ß' => 's',
        'æ' => 'a',
        'þ' => 't',
        'ı' => 'i',
        'ς' => 'σ',
        // Names go from one Cyrillic alphabet to another: Фатима, Фатіма.
        'і' | 'ї' | 'й' | 'ы' => 'и',
        'э' | 'є' | 'ё' | 'ѐ' => 'е',
        'ґ' => 'г',
        _ => std::iter::once(c).nfd().next().unwrap_or(c),
    }
}

/// A word in small letters without marks: accents, rings, strokes. One letter for one letter.
pub(crate) fn without_marks(folded: &str) -> Cow<'_, str> {
    if folded.is_ascii() {
        return Cow::Borrowed(folded);
    }
    let plain = |c: char| PLAIN.get(c as usize).copied().unwrap_or(c);
    Cow::Owned(folded.chars().filter(|c| !matches!(c, '\u{300}'..='\u{36f}')).map(plain).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_left_out_in_all_three_scripts() {
        for (folded, expected) in [
            ("müller", "muller"),
            ("říčka", "ricka"),
            ("łódź", "lodz"),
            ("straße", "strase"),
            ("γιώργος", "γιωργοσ"),
            ("їй", "ии"),
            ("abc", "abc"),
            ("e\u{301}", "e"),
        ] {
            assert_eq!(without_marks(folded), expected);
        }
    }
}
