//! Where words stand in a text, and words as they are compared: without regard to case and accents.
//!
//! The same rules hold for every language, because the language of a query is not known: a query is cut as the texts are.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// Characters of a word that are compared; what follows in a longer one does not count. The longest words that people
/// write, and the ids of entries, are shorter.
pub(super) const WORD_CHARS: usize = 64;

/// What French, Italian and Irish put before an apostrophe in place of an article, preposition or pronoun: no words of
/// their own.
const ELIDED: [&str; 28] = [
    "l", "d", "j", "m", "t", "s", "n", "c", "b", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "un", "dell", "all",
    "dall", "nell", "sull", "coll", "quell", "quest", "bell", "sant", "dev", "ch", "gl",
];

/// What English and Dutch put after an apostrophe: an ending.
const ENDINGS: [&str; 7] = ["s", "t", "d", "m", "ll", "re", "ve"];

/// Calls back with the place of every word, in order. Letters, digits and the marks on them make a word, and so does
/// an apostrophe between two Cyrillic letters (`сім'я`).
pub(super) fn each_word(text: &str, mut visit: impl FnMut(Range<usize>)) {
    let mut at = 0;
    let mut after_apostrophe = false;
    while at < text.len() {
        let from = at + skipped(&text[at..]);
        if from > at {
            after_apostrophe = false;
        }
        let to = word_end(text, from);
        if to == from {
            // No word, so one character that separates words.
            at = from + text[from..].chars().next().map_or(0, char::len_utf8);
            if at == from {
                return;
            }
            continue;
        }
        let apostrophe = apostrophe_at(text, to);
        let word = &text[from..to];
        let goes_on = apostrophe > 0 && text[to + apostrophe..].starts_with(char::is_alphabetic);
        let elided = goes_on && is_one_of(word, &ELIDED);
        let ending = after_apostrophe && is_one_of(word, &ENDINGS);
        if !elided && !ending {
            visit(from..to);
        }
        at = to + apostrophe;
        after_apostrophe = goes_on;
    }
}

/// Bytes before the first that may belong to a word.
fn skipped(text: &str) -> usize {
    text.bytes().position(|byte| !byte.is_ascii() || byte.is_ascii_alphanumeric()).unwrap_or(text.len())
}

/// The end of the word that begins here; `from` when none does.
fn word_end(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        while bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
            at += 1;
        }
        // Most words end at a blank or full stop.
        if bytes.get(at).is_none_or(|byte| byte.is_ascii() && *byte != b'\'') {
            return at;
        }
        match text[at..].chars().next() {
            Some(c) if c.is_alphanumeric() || at > from && is_mark(c) => at += c.len_utf8(),
            Some(c) if is_apostrophe(c) && at > from && joins(text, at, c) => at += c.len_utf8(),
            _ => return at,
        }
    }
}

/// Bytes of the apostrophe that stands here; 0 for something else.
fn apostrophe_at(text: &str, at: usize) -> usize {
    match text.as_bytes().get(at) {
        None => 0,
        Some(byte) if byte.is_ascii() => usize::from(*byte == b'\''),
        Some(_) => text[at..].chars().next().filter(|c| is_apostrophe(*c)).map_or(0, char::len_utf8),
    }
}

/// Whether an apostrophe stands between two Cyrillic letters.
fn joins(text: &str, at: usize, apostrophe: char) -> bool {
    let cyrillic = |c: char| ('\u{400}'..='\u{52f}').contains(&c);
    text[..at].ends_with(cyrillic) && text[at + apostrophe.len_utf8()..].starts_with(cyrillic)
}

fn is_one_of(word: &str, list: &[&str]) -> bool {
    word.len() <= 6 && list.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// The signs that people write for an apostrophe.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}' | '\u{2032}' | '\u{ff07}')
}

/// Accents that stand as characters of their own after the letter, and signs inside words that nobody sees.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c) || matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}')
}

/// A word in small letters with its accents on the letters, as stemmers want it.
pub(super) fn lower(word: &str) -> String {
    let letters = word.chars().filter(|c| !is_apostrophe(*c)).flat_map(char::to_lowercase);
    if word.is_ascii() {
        return letters.take(WORD_CHARS).collect();
    }
    letters.nfc().filter(|c| !is_mark(*c)).take(WORD_CHARS).collect()
}

/// A word without case (ß counts as ss, and there is one small sigma) and without the accents of the languages of
/// Europe.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let small = word.nfc().flat_map(char::to_uppercase).flat_map(char::to_lowercase);
    // A capital I with a dot becomes two characters, of which one is a mark.
    small.filter(|c| !is_mark(*c) && !is_apostrophe(*c)).flat_map(plain).take(WORD_CHARS).collect()
}

/// A small letter without its accent; letters that stand for two become two.
fn plain(c: char) -> impl Iterator<Item = char> {
    let (first, second) = match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => ('a', None),
        'æ' => ('a', Some('e')),
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => ('c', None),
        'ď' | 'đ' | 'ð' => ('d', None),
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => ('e', None),
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => ('g', None),
        'ĥ' | 'ħ' => ('h', None),
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => ('i', None),
        'ķ' => ('k', None),
        'ĺ' | 'ļ' | 'ľ' | 'ł' => ('l', None),
        'ñ' | 'ń' | 'ņ' | 'ň' => ('n', None),
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => ('o', None),
        'œ' => ('o', Some('e')),
        'ŕ' | 'ř' => ('r', None),
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => ('s', None),
        'ţ' | 'ť' | 'ț' | 'ŧ' => ('t', None),
        'þ' => ('t', Some('h')),
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => ('u', None),
        'ý' | 'ÿ' => ('y', None),
        'ź' | 'ż' | 'ž' => ('z', None),
        'ά' => ('α', None),
        'έ' => ('ε', None),
        'ή' => ('η', None),
        'ί' | 'ϊ' | 'ΐ' => ('ι', None),
        'ό' => ('ο', None),
        'ύ' | 'ϋ' | 'ΰ' => ('υ', None),
        'ώ' => ('ω', None),
        // One word ends in it, the next has it inside.
        'ς' => ('σ', None),
        'ґ' => ('г', None),
        'ѐ' | 'ё' => ('е', None),
        'ѝ' => ('и', None),
        other => (other, None),
    };
    std::iter::once(first).chain(second)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        each_word(text, |at| words.push(fold(&text[at])));
        words
    }

    #[test]
    fn words_differ_in_nothing_but_case_and_accents() {
        for (one, other) in [
            ("Mensenhandel", "MENSENHANDEL"),
            ("Straße", "STRASSE"),
            ("Rīgā", "riga"),
            ("ŁÓDŹ", "lodz"),
            ("Œuvre", "oeuvre"),
            ("ΟΔΟΣ", "οδος"),
            ("Ελλάδα", "ΕΛΛΑΔΑ"),
            ("БЪЛГАРИЯ", "българия"),
            ("cafe\u{301}", "café"),
            ("İstanbul", "istanbul"),
            ("fi\u{328}", "fį"),
            ("сім’я", "СІМ'Я"),
            ("Ґендер", "гендер"),
            ("Men\u{ad}schen", "menschen"),
        ] {
            assert_eq!(folded(one), folded(other), "{one}");
            assert_eq!(folded(one).len(), 1, "{one}");
        }
    }

    #[test]
    fn words_end_where_letters_and_digits_end() {
        assert_eq!(folded("exploitation, 2019/2022: (+12%)"), ["exploitation", "2019", "2022", "12"]);
        assert_eq!(folded(" \u{301} … "), Vec::<String>::new());
        assert_eq!(folded(&"ö".repeat(1000)), ["o".repeat(WORD_CHARS)]);
    }

    #[test]
    fn what_an_apostrophe_cuts_off_is_no_word() {
        assert_eq!(folded("l'exploitation d’un jusqu'à"), ["exploitation", "un", "a"]);
        assert_eq!(folded("dell’età nell'Unione"), ["eta", "unione"]);
        assert_eq!(folded("victim's foto’s don't"), ["victim", "foto", "don"]);
        assert_eq!(folded("d'íospartaigh 'quoted' l '"), ["iospartaigh", "quoted", "l"]);
        assert_eq!(folded("rock'n'roll"), ["rock", "roll"]);
    }

    #[test]
    fn small_letters_for_a_stemmer_keep_their_accents() {
        assert_eq!(lower("E\u{301}valuation"), "évaluation");
        assert_eq!(lower("İ"), "i");
        assert_eq!(lower("СІМ’Я"), "сімя");
    }
}
