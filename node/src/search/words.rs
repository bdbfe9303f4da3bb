//! Words, as they are compared: without regard to case and accents.

/// Characters of a word that are compared; what follows in a longer one does not count.
const WORD_CHARS: usize = 40;

/// The words of a text, folded, in order.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric() && !is_mark(c)).map(fold).filter(|word| !word.is_empty())
}

/// One word without case (ß counts as ss, and there is one small sigma) and without the accents of the languages of
/// Europe.
fn fold(word: &str) -> String {
    let small = word.chars().filter(|c| !is_mark(*c)).flat_map(char::to_uppercase).flat_map(char::to_lowercase);
    // A capital I with a dot becomes two characters, of which one is a mark.
    small.filter(|c| !is_mark(*c)).flat_map(plain).take(WORD_CHARS).collect()
}

/// Accents that stand as characters of their own after the letter.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
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
        other => (other, None),
    };
    std::iter::once(first).chain(second)
}

/// The first `chars` characters of a text, cut between words where that is near, with `…` where something is left out.
pub(super) fn excerpt(text: &str, chars: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(chars) else { return text.to_owned() };
    let cut = &text[..end];
    let whole_words = cut.rfind(char::is_whitespace).filter(|at| cut.len() - at < 60).map_or(cut, |at| &cut[..at]);
    format!("{}…", whole_words.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        words(text).collect()
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
        ] {
            assert_eq!(folded(one), folded(other), "{one}");
        }
    }

    #[test]
    fn words_end_where_letters_and_digits_end() {
        assert_eq!(folded("l'exploitation, 2019/2022: (+12%)"), ["l", "exploitation", "2019", "2022", "12"]);
        assert_eq!(folded(" \u{301} … "), Vec::<String>::new());
        assert_eq!(folded(&"x".repeat(1000)), ["x".repeat(WORD_CHARS)]);
    }

    #[test]
    fn excerpt_cuts_between_words_and_says_so() {
        assert_eq!(excerpt("short", 10), "short");
        assert_eq!(excerpt("one two three", 9), "one two…");
        assert_eq!(excerpt("ééééééé", 3), "ééé…");
    }
}
