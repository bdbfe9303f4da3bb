//! Numbers in cells: exact decimals, never floats.

/// Why a cell holds no number: what is wrong, what to do.
pub(super) type NumberProblem = (String, String);

/// What people write for «no value».
const PLACEHOLDERS: [&str; 12] = [":", "-", "–", "—", ".", "..", "…", "n/a", "na", "nan", "null", "x"];

/// Reads a decimal number and scales it: with 2 decimals, `1.5` is 150.
pub(super) fn scaled(text: &str, decimals: u8) -> Result<i64, NumberProblem> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let only_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !only_digits(whole) || !only_digits(fraction) {
        return Err(diagnosis(text));
    }
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > usize::from(decimals) {
        let advice = format!("set `decimals = {}`, or remove the point if it separates thousands", fraction.len());
        return Err((format!("`{}` has more decimals than the table's {decimals}", shown(text)), advice));
    }
    let padding = usize::from(decimals) - fraction.len();
    let value = whole
        .bytes()
        .chain(fraction.bytes())
        .chain(std::iter::repeat_n(b'0', padding))
        .try_fold(0i64, |value, digit| value.checked_mul(10)?.checked_add(i64::from(digit - b'0')));
    let value = value.ok_or_else(|| (format!("`{}` is too large", shown(text)), "use a larger unit".to_owned()))?;
    Ok(if negative { -value } else { value })
}

fn shown(text: &str) -> String {
    text.chars().take(40).collect()
}

/// What is wrong with a text that is no number.
fn diagnosis(text: &str) -> NumberProblem {
    let named = shown(text);
    if text.starts_with(['<', '>', '≤', '≥']) {
        let advice = "a suppressed cell has an empty value and the flag c".to_owned();
        return (format!("`{named}` is a bound, not a value, and readers can subtract with it"), advice);
    }
    if PLACEHOLDERS.contains(&text.to_lowercase().as_str()) {
        let advice = "leave it empty (not known), with the flag z (not applicable) or c (suppressed) where it fits";
        return (format!("`{named}` is no number"), advice.to_owned());
    }
    if let Some(plain) = without_thousands(text) {
        return (format!("`{named}` has a thousands separator"), format!("write {}", shown(&plain)));
    }
    if text.matches(',').count() == 1 && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'-')) {
        return (format!("`{named}` has a decimal comma"), format!("write {}", shown(&text.replace(',', "."))));
    }
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == ' ');
    if number.len() < text.len() && number.parse::<i64>().is_ok() {
        let flag = shown(text.get(number.len()..).unwrap_or_default().trim());
        return (format!("`{named}` has a letter after the number"), format!("write the flag `{flag}` in OBS_FLAG"));
    }
    (format!("`{named}` is no number"), "write digits, with a decimal point where needed, such as 1234 or 12.5".into())
}

/// The number without its thousands separators, when every group after the first has three digits.
fn without_thousands(text: &str) -> Option<String> {
    const SEPARATORS: [char; 8] = [',', '.', '\'', '’', ' ', '\u{a0}', '\u{202f}', '_'];
    let digits = text.strip_prefix('-').unwrap_or(text);
    let separator = digits.chars().find(|c| SEPARATORS.contains(c))?;
    let mut groups = digits.split(separator);
    let plain = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().is_some_and(|group| plain(group) && group.len() <= 3);
    let rest: Vec<&str> = groups.collect();
    let (last, middle) = rest.split_last()?;
    // The last group may carry decimals with the other sign: 1,234.5 or 1.234,5.
    let (last, fraction) = last.split_once([',', '.']).map_or((*last, None), |(group, rest)| (group, Some(rest)));
    let threes = middle.iter().chain([&last]).all(|group| group.len() == 3 && plain(group));
    if !first || !threes || !fraction.is_none_or(plain) {
        return None;
    }
    let sign = if digits.len() < text.len() { "-" } else { "" };
    let whole = digits.split(separator).next().unwrap_or_default();
    let fraction = fraction.map(|fraction| format!(".{fraction}")).unwrap_or_default();
    Some(format!("{sign}{whole}{}{last}{fraction}", middle.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_scaled_exactly() {
        for (text, decimals, value) in [
            ("0", 0, 0),
            ("1234", 0, 1234),
            ("-7", 0, -7),
            ("12.5", 1, 125),
            ("12.50", 1, 125),
            ("12", 2, 1200),
            ("0.000001", 6, 1),
            ("9223372036854775807", 0, i64::MAX),
            // 0.1 + 0.2 in floats is not 0.3.
            ("0.3", 1, 3),
            ("5.0", 0, 5),
        ] {
            assert_eq!(scaled(text, decimals), Ok(value), "{text}");
        }
    }

    #[test]
    fn every_other_text_gets_its_own_advice() {
        let advice = |text: &str| {
            let (problem, advice) = scaled(text, 1).expect_err(text);
            format!("{problem}; {advice}")
        };
        assert!(advice("<5").ends_with("a suppressed cell has an empty value and the flag c"));
        assert!(advice(":").starts_with("`:` is no number; leave it empty"));
        assert!(advice("N/A").starts_with("`N/A` is no number; leave it empty"));
        assert_eq!(advice("1,234"), "`1,234` has a thousands separator; write 1234");
        assert_eq!(advice("-1 234 567"), "`-1 234 567` has a thousands separator; write -1234567");
        assert_eq!(advice("1.234.567"), "`1.234.567` has a thousands separator; write 1234567");
        assert_eq!(advice("1.234,5"), "`1.234,5` has a thousands separator; write 1234.5");
        assert_eq!(advice("1'234"), "`1'234` has a thousands separator; write 1234");
        assert_eq!(advice("12,5"), "`12,5` has a decimal comma; write 12.5");
        assert_eq!(advice("15 p"), "`15 p` has a letter after the number; write the flag `p` in OBS_FLAG");
        assert!(advice("1.234").starts_with("`1.234` has more decimals than the table's 1; set `decimals = 3`, or"));
        assert!(advice("99999999999999999999").starts_with("`99999999999999999999` is too large"));
        for text in ["", "five", "1e3", "+5", "1.", ".5", "--5", "12%", "1,,2", "٣"] {
            assert!(advice(text).contains("is no number; write digits"), "{text}");
        }
    }
}
