//! Texts of other members on their way into files: nothing in them may act as anything but text.

use std::borrow::Cow;

/// Characters that turn the direction of the text around them: overrides, embeddings and isolates (Unicode UAX #9).
/// They make text read other than it is, beyond the cell or line that they stand in.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Line ends that are no control characters; programs split files at them.
fn ends_line(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// The two code points of the basic plane that no XML document may hold although they are no control characters.
fn unfit_for_xml(c: char) -> bool {
    matches!(c, '\u{fffe}' | '\u{ffff}')
}

fn clean(text: &str, kept: impl Fn(char) -> bool) -> Cow<'_, str> {
    let bad = |c: char| (c.is_control() || ends_line(c) || unfit_for_xml(c)) && !kept(c);
    if !text.contains(|c| bad(c) || turns_direction(c)) {
        return Cow::Borrowed(text);
    }
    let fitting = text.chars().filter(|c| !turns_direction(*c));
    Cow::Owned(fitting.map(|c| if bad(c) { ' ' } else { c }).collect())
}

/// Text for one line: control characters and line ends become blanks; what turns the direction is left out.
pub fn line(text: &str) -> Cow<'_, str> {
    clean(text, |_| false)
}

/// As [`line()`], but line feeds and tabs stay.
pub fn lines(text: &str) -> Cow<'_, str> {
    clean(text, |c| c == '\n' || c == '\t')
}

/// Text for one field of a CSV file that a spreadsheet may open: as [`line()`], and text that a spreadsheet would take
/// for a formula gets a `'` in front (OWASP, CSV injection). Not for numbers.
pub fn field(text: &str) -> Cow<'_, str> {
    let formula = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    // Programs drop blanks at the beginning, and a tab or line end is one of the signs itself.
    let acts = text.starts_with(['\t', '\r', '\n']) || text.trim_start().starts_with(formula);
    let text = line(text);
    if acts || text.trim_start().starts_with(formula) { Cow::Owned(format!("'{text}")) } else { text }
}

/// Shortened to so many characters, with `…` at the end when something was cut off.
pub fn shortened(text: &str, chars: usize) -> Cow<'_, str> {
    match text.char_indices().nth(chars) {
        None => Cow::Borrowed(text),
        Some(_) => Cow::Owned(text.chars().take(chars.saturating_sub(1)).chain(['…']).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text() {
        for bad in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\u{202e}=1", "\u{0}=1"] {
            assert!(field(bad).starts_with('\''), "{bad:?} became {:?}", field(bad));
        }
        assert_eq!(field("a=1"), "a=1");
        assert_eq!(field("victims – total"), "victims – total");
    }

    #[test]
    fn line_has_no_control_and_no_turn() {
        assert_eq!(line("a\r\nb\u{2028}c\u{85}d\u{0}e"), "a  b c d e");
        assert_eq!(line("a\u{fffe}b\u{ffff}c\u{fffd}"), "a b c\u{fffd}");
        assert_eq!(line("abc\u{202e}def\u{2066}g"), "abcdefg");
        assert_eq!(lines("a\n\tb\u{7}"), "a\n\tb ");
        assert!(matches!(line("Ελλάδα Србија"), Cow::Borrowed(_)));
    }

    #[test]
    fn shortened_text_says_so() {
        assert_eq!(shortened("abcdef", 4), "abc…");
        assert_eq!(shortened("abcd", 4), "abcd");
    }

    proptest::proptest! {
        #[test]
        fn field_is_one_line_and_no_formula(text in "\\PC*|[=+@\\-\\t\\r\\n \u{202e}a]{0,12}") {
            let field = field(&text);
            proptest::prop_assert_eq!(field.lines().count().min(2), usize::from(!field.is_empty()));
            let first = field.trim_start().chars().next();
            proptest::prop_assert!(!matches!(first, Some('=' | '+' | '-' | '@')));
        }
    }
}
