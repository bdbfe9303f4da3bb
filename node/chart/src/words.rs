//! The few words that a picture says itself, in the chart's language.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// `lang,line,bar,…`: a header row with the names of the words, then a row for each language.
const SHIPPED: &str = include_str!("../data/words.csv");

/// The language of those whose own is not there.
const FALLBACK: &str = "en";

/// A word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    /// «Line chart»
    Line,
    /// «Bar chart»
    Bar,
    /// «Small line charts»
    Multiples,
    /// «Map of Europe»
    Map,
    /// «highest»
    Highest,
    /// «lowest»
    Lowest,
    /// «suppressed»
    Suppressed,
    /// «not known»
    Missing,
    /// «with reservation»
    Reserved,
    /// «no figures»
    Nothing,
    /// «not on the map»
    Elsewhere,
}

type Table = BTreeMap<&'static str, Vec<&'static str>>;

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let rows = SHIPPED.lines().skip(1).filter_map(|line| line.split_once(','));
        rows.map(|(lang, words)| (lang, words.split(',').collect())).collect()
    })
}

/// The language, among those that there are words for, in which a chart in `lang` speaks.
pub(crate) fn spoken(lang: &str) -> &'static str {
    let first = lang.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let first = if matches!(first.as_str(), "no" | "nn") { "nb" } else { first.as_str() };
    table().get_key_value(first).map_or(FALLBACK, |(lang, _)| lang)
}

/// `word` in `lang`, else in English.
pub(crate) fn word(word: Word, lang: &str) -> &'static str {
    table().get(spoken(lang)).and_then(|words| words.get(word as usize)).copied().unwrap_or_default()
}

/// `text` with a capital first letter.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_each_language_are_complete() {
        for (lang, words) in table() {
            assert_eq!(words.len(), Word::Elsewhere as usize + 1, "{lang}");
            assert!(words.iter().all(|word| !word.trim().is_empty()), "{lang}");
        }
    }

    #[test]
    fn words_in_all_languages_are_in_the_font() {
        for c in SHIPPED.chars().filter(|c| *c != '\n') {
            assert!(crate::text::held(c), "{c}");
        }
        assert_eq!(table().len(), 26);
    }

    #[test]
    fn word_in_another_language_falls_back_to_english() {
        assert_eq!(word(Word::Suppressed, "nl-BE"), "onderdrukt");
        assert_eq!(word(Word::Suppressed, "tlh"), "suppressed");
        assert_eq!(spoken("tlh"), "en");
        assert_eq!(capital("élevé"), "Élevé");
    }
}
