//! Numbers as the chart's language writes them, after the locale data of Unicode (CLDR).

/// How a language writes numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Form {
    /// Between groups of three digits.
    group: char,
    /// Before the decimals.
    decimal: char,
    /// Whether four digits stay together, as in Spanish: 1234, but 12 345.
    four_together: bool,
}

const NARROW: char = '\u{202F}';
const SPACE: char = '\u{A0}';
const MINUS: char = '\u{2212}';

/// Decimals beyond this are noise.
const MOST_DECIMALS: usize = 9;

/// The form of `lang` (BCP 47), by its first part; a language that is not known is written as English.
fn form(lang: &str) -> Form {
    let first = lang.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let (group, decimal, four_together) = match first.as_str() {
        "de" | "nl" | "da" | "el" | "it" | "ro" | "sl" | "hr" | "is" | "tr" | "sr" | "bs" | "mk" => ('.', ',', false),
        "es" => ('.', ',', true),
        "fr" => (NARROW, ',', false),
        "cs" | "sk" | "sv" | "fi" | "et" | "lt" | "hu" | "nb" | "nn" | "no" | "uk" | "ru" | "sq" => (SPACE, ',', false),
        "bg" | "lv" | "pl" | "pt" => (SPACE, ',', true),
        // en, ga, mt
        _ => (',', '.', false),
    };
    Form { group, decimal, four_together }
}

/// `value` with so many decimals, as `lang` writes it.
pub(crate) fn number(value: f64, decimals: usize, lang: &str) -> String {
    let form = form(lang);
    let plain = format!("{:.*}", decimals.min(MOST_DECIMALS), value.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut out = String::new();
    if value < 0.0 && plain.contains(|c: char| c.is_ascii_digit() && c != '0') {
        out.push(MINUS);
    }
    let together = form.four_together && whole.len() == 4;
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) && !together {
            out.push(form.group);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(form.decimal);
        out.push_str(fraction);
    }
    out
}

/// `value` as a figure of a chart with so many decimals. One that would become zero, and is not, gets as many as it
/// needs to be seen.
pub(crate) fn figure(value: f64, decimals: u8, lang: &str) -> String {
    let decimals = usize::from(decimals);
    let vanishes = value != 0.0 && value.abs() < 0.5 * 10f64.powi(-i32::try_from(decimals.min(99)).unwrap_or(0));
    let needed = if vanishes { (-value.abs().log10().floor()).min(MOST_DECIMALS as f64) as usize } else { decimals };
    number(value, needed, lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_in_each_language_follows_its_form() {
        assert_eq!(number(1234.5, 1, "en"), "1,234.5");
        assert_eq!(number(1234.5, 1, "nl"), "1.234,5");
        assert_eq!(number(1234.5, 1, "de-AT"), "1.234,5");
        assert_eq!(number(1234.5, 1, "fr"), "1\u{202F}234,5");
        assert_eq!(number(1_234_567.0, 0, "uk"), "1\u{A0}234\u{A0}567");
        assert_eq!(number(1234.0, 0, "es"), "1234");
        assert_eq!(number(12345.0, 0, "es"), "12.345");
        assert_eq!(number(1234.0, 0, "tlh"), "1,234");
    }

    #[test]
    fn number_below_zero_has_a_minus_unless_it_rounds_to_zero() {
        assert_eq!(number(-12.0, 0, "en"), "\u{2212}12");
        assert_eq!(number(-0.2, 0, "en"), "0");
        assert_eq!(number(999.96, 1, "en"), "1,000.0");
    }

    #[test]
    fn figure_that_would_vanish_keeps_one_digit() {
        assert_eq!(figure(0.001, 0, "en"), "0.001");
        assert_eq!(figure(0.0, 0, "en"), "0");
        assert_eq!(figure(0.6, 0, "en"), "1");
        assert_eq!(figure(1e-30, 0, "en"), "0.000000000");
    }
}
