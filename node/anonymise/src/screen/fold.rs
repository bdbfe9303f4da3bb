//! Letters that count as the same: small and capital ones; Greek and Cyrillic ones that look Latin.

use std::sync::LazyLock;

/// Characters below this have their small letter in a table.
const TABLE: usize = 0x2000;

static SMALL: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let small = |code: u32| char::from_u32(code).map_or(code, |c| small(c) as u32);
    (0..TABLE as u32).map(|code| u16::try_from(small(code)).unwrap_or_default()).collect()
});

/// The one small letter of a letter, if it takes as many bytes; else the letter itself.
fn small(c: char) -> char {
    let mut small = c.to_lowercase();
    match (small.next(), small.next()) {
        (Some(small), None) if small.len_utf8() == c.len_utf8() => small,
        _ => c,
    }
}

/// A text in small letters, with every character where it was: byte ranges hold for both.
///
/// As [`str::to_lowercase`] (final sigma included), but for the few letters whose small form takes another number of
/// bytes in UTF-8; none of the languages of the network has one.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let ascii = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let start = folded.len();
        folded.push_str(&rest[..ascii]);
        folded[start..].make_ascii_lowercase();
        rest = &rest[ascii..];
        let Some(c) = rest.chars().next() else { return folded };
        rest = &rest[c.len_utf8()..];
        let small = match SMALL.get(c as usize) {
            Some(code) => char::from_u32(u32::from(*code)).unwrap_or(c),
            None => small(c),
        };
        let last = c == 'Σ'
            && folded.ends_with(char::is_alphabetic)
            && !rest.starts_with(|next: char| next.is_alphabetic() || next == '\'');
        folded.push(if last { 'ς' } else { small });
    }
}

/// The Latin letter or digit that a Greek or Cyrillic letter looks like (Unicode Technical Standard 39, confusables).
pub fn latin_look_alike(c: char) -> Option<char> {
    let latin = match c {
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'С' | 'Ϲ' => 'C',
        'Ԁ' => 'D',
        'Е' | 'Ε' => 'E',
        'Ԍ' => 'G',
        'Н' | 'Η' | 'Һ' => 'H',
        'І' | 'Ι' | 'Ӏ' => 'I',
        'Ј' | 'Ϳ' => 'J',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'О' | 'Ο' => 'O',
        'Р' | 'Ρ' => 'P',
        'Ԛ' => 'Q',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'Ѵ' => 'V',
        'Ԝ' => 'W',
        'Х' | 'Χ' => 'X',
        'У' | 'Υ' | 'Ү' => 'Y',
        'Ζ' => 'Z',
        'а' | 'α' => 'a',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' => 'e',
        'һ' => 'h',
        'і' | 'ι' => 'i',
        'ј' | 'ϳ' => 'j',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'ѕ' => 's',
        'ѵ' | 'ν' => 'v',
        'ԝ' => 'w',
        'х' => 'x',
        'у' | 'ү' => 'y',
        _ => return None,
    };
    Some(latin)
}

/// A code as capital ASCII letters and digits where its letters look Latin; other characters stay.
pub fn latin_code(code: &str) -> String {
    code.chars().map(|c| latin_look_alike(c).unwrap_or(c).to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_text_keeps_its_byte_positions() {
        for text in ["Ångström ÉCOLE", "ΑΡΙΘΜΟΣ ΣΑΣ", "ПАСПОРТ № 5", "İstanbul ẞ", "Żółć ŁÓDŹ", ""]
        {
            let folded = fold(text);
            let starts = |text: &str| text.char_indices().map(|(at, _)| at).collect::<Vec<_>>();
            assert_eq!(starts(&folded), starts(text), "{text}");
        }
    }

    #[test]
    fn folded_text_is_the_small_text() {
        for text in ["Ångström ÉCOLE", "ΑΡΙΘΜΟΣ ΣΑΣ Σ", "ПАСПОРТ № 5 ЩЁ", "Żółć ŁÓDŹ", "ՀԱՅ", "ŠĐČ Ğ"]
        {
            assert_eq!(fold(text), text.to_lowercase());
        }
    }

    #[test]
    fn look_alikes_become_latin_codes() {
        assert_eq!(latin_code("АА1234ВВ"), "AA1234BB");
        assert_eq!(latin_code("ΧΡΑ-5а"), "XPA-5A");
        assert_eq!(latin_code("Щ1"), "Щ1");
    }
}
