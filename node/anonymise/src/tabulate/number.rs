//! Counts in a table of counts.

/// Reads a count.
///
/// # Errors
/// What is wrong, and what to do. The text itself is in neither: a small count is nobody's business.
pub(super) fn count(text: &str) -> Result<u64, (&'static str, &'static str)> {
    let text = text.trim();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits(text) {
        return text.parse().map_err(|_| ("the count is too large", "correct it"));
    }
    if text.is_empty() {
        let advice = "write the true count, 0 where there is none: what is suppressed cannot be counted";
        return Err(("the count is blank", advice));
    }
    if text.starts_with(['<', '>', '≤', '≥']) {
        return Err(("this is a bound, not a count", "write the true count; this tool suppresses small ones"));
    }
    if text.strip_prefix(['-', '−', '–']).is_some_and(digits) {
        return Err(("the count is negative", "correct it; differences between versions are no counts"));
    }
    let separators = [',', '.', '\'', '’', ' ', '\u{a0}', '\u{202f}', '_'];
    let mut groups = text.split(separators);
    let first = groups.next().is_some_and(|group| digits(group) && group.len() <= 3);
    let rest: Vec<&str> = groups.collect();
    if first && !rest.is_empty() && rest.iter().all(|group| group.len() == 3 && digits(group)) {
        return Err(("the count has a thousands separator", "write digits alone, such as 1234"));
    }
    if let Some((whole, fraction)) = text.split_once(['.', ','])
        && digits(whole)
        && digits(fraction)
    {
        return Err(("the count has decimals", "write a whole number; rates and averages are no counts"));
    }
    Err(("this is no count", "write digits alone, such as 1234"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_numbers_are_counts() {
        assert_eq!((count("0"), count(" 1234 "), count("007")), (Ok(0), Ok(1234), Ok(7)));
        let what = |text| count(text).unwrap_err().0;
        for (text, problem) in [
            ("", "the count is blank"),
            ("<5", "this is a bound, not a count"),
            ("-3", "the count is negative"),
            ("1,234", "the count has a thousands separator"),
            ("1 234 567", "the count has a thousands separator"),
            ("1.234", "the count has a thousands separator"),
            ("12.5", "the count has decimals"),
            ("1e3", "this is no count"),
            ("five", "this is no count"),
            ("99999999999999999999", "the count is too large"),
        ] {
            assert_eq!(what(text), problem, "{text}");
        }
    }
}
