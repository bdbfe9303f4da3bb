//! «Did you mean …?»: the known name nearest to what somebody wrote.

/// Longer texts are no typing errors of a name, and the comparison takes time in proportion to the length.
const COMPARED_CHARS: usize = 80;

/// The candidate nearest to `text`, if it is near enough to be meant. Case and the separators `-`, `_` and blank do
/// not count.
pub fn closest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = plain(text)?;
    let allowed = (wanted.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .filter_map(|candidate| Some((strsim::damerau_levenshtein(&wanted, &plain(candidate)?), candidate)))
        .filter(|(distance, candidate)| *distance <= allowed && *distance < candidate.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Case-folded and with one kind of separator; `None` when it is empty or too long.
fn plain(text: &str) -> Option<String> {
    let short = !text.trim().is_empty() && text.len() <= COMPARED_CHARS * 4 && text.chars().count() <= COMPARED_CHARS;
    short.then(|| fold(text).replace(['_', ' '], "-"))
}

/// Text for comparison without regard to case: also ß as ss, and one small sigma.
pub fn fold(text: &str) -> String {
    text.trim().chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closest_finds_typing_errors_only() {
        let names = ["audience", "title", "topics", "T"];
        assert_eq!(closest("audiense", names), Some("audience"));
        assert_eq!(closest("Topic", names), Some("topics"));
        assert_eq!(closest("t", names), Some("T"));
        assert_eq!(closest("organisation", names), None);
        assert_eq!(closest("", names), None);
        assert_eq!(closest(&"a".repeat(10_000), names), None);
    }

    #[test]
    fn folding_joins_forms_of_one_word() {
        assert_eq!(fold("ΟΔΟΣ"), fold("οδος"));
        assert_eq!(fold("Straße "), fold("STRASSE"));
        assert_eq!(fold("É"), fold("é"));
    }
}
