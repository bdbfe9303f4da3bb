//! Values as decimal numbers. A value `v` with `d` decimals means `v / 10^d`; it is written exactly.

/// The value as decimal text: `1234` with one decimal is `123.4`.
pub fn decimal(value: i64, decimals: u8) -> String {
    let decimals = usize::from(decimals);
    let digits = format!("{:0>width$}", value.unsigned_abs(), width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    let sign = if value < 0 { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// The nearest floating-point number. Exact below 2^53 for whole numbers.
pub fn float(value: i64, decimals: u8) -> f64 {
    // Reading the decimal text rounds once; dividing would round twice.
    decimal(value, decimals).parse().unwrap_or(f64::NAN)
}

/// For people: groups of three digits, parted by a narrow blank that does not break (ISO 80000-1), and the decimal
/// sign of the language.
pub fn grouped(value: i64, decimals: u8, point: char) -> String {
    let text = decimal(value, decimals);
    let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("\u{2212}", rest));
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut out = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push(point);
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_is_exact_at_the_edges() {
        assert_eq!(decimal(1234, 0), "1234");
        assert_eq!(decimal(1234, 1), "123.4");
        assert_eq!(decimal(5, 3), "0.005");
        assert_eq!(decimal(-5, 1), "-0.5");
        assert_eq!(decimal(0, 2), "0.00");
        assert_eq!(decimal(i64::MIN, 6), "-9223372036854.775808");
    }

    #[test]
    fn grouped_number_reads_like_one() {
        assert_eq!(grouped(1_234_567, 2, ','), "12\u{202f}345,67");
        assert_eq!(grouped(-999, 0, '.'), "\u{2212}999");
    }

    proptest::proptest! {
        #[test]
        fn decimal_without_its_point_is_the_value(value: i64, decimals in 0u8..19) {
            let text = decimal(value, decimals);
            proptest::prop_assert_eq!(text.replace('.', "").parse::<i64>(), Ok(value));
            proptest::prop_assert!(float(value, decimals).is_finite());
        }
    }
}
