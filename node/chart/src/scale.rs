//! Axes: where they begin and end, and where their ticks are.

use crate::number::number;

/// From this on ticks are written in thousands of thousands, with the power of ten once at the axis.
const LONG: f64 = 1e7;
/// Below this as well.
const SHORT: f64 = 1e-4;

/// An axis for figures.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scale {
    low: f64,
    high: f64,
    ticks: Vec<f64>,
    decimals: usize,
    power: i32,
}

impl Scale {
    /// An axis that holds `lowest` to `highest` with about `wanted` ticks at multiples of 1, 2 or 5 times a power of
    /// ten. With `zero` it always holds zero. With `whole` ticks are whole numbers.
    pub(crate) fn new(lowest: f64, highest: f64, zero: bool, whole: bool, wanted: usize) -> Scale {
        let (mut low, mut high) = if zero { (lowest.min(0.0), highest.max(0.0)) } else { (lowest, highest) };
        if low == high {
            (low, high) = (low.min(0.0), high.max(0.0));
        }
        if low == high {
            high = 1.0;
        }
        let least = if whole { 1.0 } else { f64::MIN_POSITIVE };
        let step = nice((high - low) / wanted.max(1) as f64).max(least);
        // A hair's breadth of tolerance, so that 0.3 is the third multiple of 0.1.
        let first = (low / step + 1e-9).floor();
        let last = (high / step - 1e-9).ceil();
        let count = (last - first).clamp(1.0, 100.0) as usize;
        let ticks: Vec<f64> = (0..=count).map(|at| (first + at as f64) * step).collect();
        let (low, high) = (first * step, ticks.last().copied().unwrap_or(high));
        let power = power(low.abs().max(high.abs()));
        let decimals = (-(step / 10f64.powi(power)).log10() - 1e-9).ceil().max(0.0) as usize;
        Scale { low, high, ticks, decimals, power }
    }

    /// An axis for these figures: from zero if there are none below and they do not all lie far above, or if `zero`.
    pub(crate) fn of(figures: impl Iterator<Item = f64>, zero: bool, decimals: u8, wanted: usize) -> Option<Scale> {
        let mut range: Option<(f64, f64)> = None;
        let mut whole = decimals == 0;
        for figure in figures {
            let (low, high) = range.unwrap_or((figure, figure));
            range = Some((low.min(figure), high.max(figure)));
            whole &= figure.fract() == 0.0;
        }
        let (low, high) = range?;
        let far_above = low > high / 2.0;
        let far_below = high < low / 2.0;
        let zero = zero || !(far_above || far_below);
        Some(Scale::new(low, high, zero, whole, wanted))
    }

    /// Where `value` lies: 0 at the lower end, 1 at the upper.
    pub(crate) fn share(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }

    /// Where bars begin: zero, or the end that is nearer to it.
    pub(crate) fn base(&self) -> f64 {
        self.share(0.0).clamp(0.0, 1.0)
    }

    /// The ticks, from low to high.
    pub(crate) fn ticks(&self) -> &[f64] {
        &self.ticks
    }

    /// A tick as `lang` writes it, without the power of ten.
    pub(crate) fn label(&self, tick: f64, lang: &str) -> String {
        number(tick / 10f64.powi(self.power), self.decimals, lang)
    }

    /// The power of ten that all ticks are multiplied by, if there is one: «× 10⁶».
    pub(crate) fn unit(&self) -> Option<String> {
        const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
        let digits = self.power.unsigned_abs().to_string();
        let raised: String = digits.bytes().map(|byte| DIGITS[usize::from(byte - b'0')]).collect();
        let sign = if self.power < 0 { "⁻" } else { "" };
        (self.power != 0).then(|| format!("×\u{A0}10{sign}{raised}"))
    }
}

/// 1, 2 or 5 times a power of ten, not below `step`.
fn nice(step: f64) -> f64 {
    let power = 10f64.powf(step.log10().floor());
    let times = [1.0, 2.0, 5.0].into_iter().find(|times| step <= times * power * (1.0 + 1e-9));
    times.unwrap_or(10.0) * power
}

/// The power of ten, in thousands, for an axis up to `most`.
fn power(most: f64) -> i32 {
    if (SHORT..LONG).contains(&most) || most == 0.0 {
        return 0;
    }
    let power = (most.log10() / 3.0 + 1e-9).floor() as i32 * 3;
    if most / 10f64.powi(power) < 10.0 - 1e-9 { power - 3 } else { power }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn labels(scale: &Scale) -> Vec<String> {
        scale.ticks().iter().map(|tick| scale.label(*tick, "en")).collect()
    }

    #[test]
    fn ticks_of_ordinary_figures_are_round() {
        let scale = Scale::new(3.0, 1234.0, true, true, 5);
        assert_eq!(labels(&scale), ["0", "500", "1,000", "1,500"]);
        assert_eq!(labels(&Scale::new(-3.0, 7.0, true, true, 5)), ["\u{2212}4", "\u{2212}2", "0", "2", "4", "6", "8"]);
        assert_eq!(labels(&Scale::new(0.0, 0.3, true, false, 3)), ["0.0", "0.1", "0.2", "0.3"]);
    }

    #[test]
    fn ticks_of_small_counts_are_whole() {
        assert_eq!(labels(&Scale::new(0.0, 2.0, true, true, 5)), ["0", "1", "2"]);
        assert_eq!(labels(&Scale::new(0.0, 0.0, true, true, 5)), ["0", "1"]);
    }

    #[test]
    fn ticks_of_huge_and_tiny_figures_share_a_power() {
        let huge = Scale::new(0.0, 1e15, true, true, 5);
        assert_eq!(
            (huge.unit().as_deref(), labels(&huge).last().map(String::as_str)),
            (Some("×\u{A0}10¹²"), Some("1,000"))
        );
        let tiny = Scale::new(0.0, 0.001, true, false, 5);
        assert_eq!(labels(&tiny), ["0.0000", "0.0002", "0.0004", "0.0006", "0.0008", "0.0010"]);
        assert_eq!(Scale::new(0.0, 1e-9, true, false, 5).unit().as_deref(), Some("×\u{A0}10⁻¹²"));
    }

    #[test]
    fn scale_of_figures_far_above_zero_does_not_begin_there() {
        let far = Scale::of([900.0, 950.0].into_iter(), false, 0, 5).unwrap();
        assert!(far.ticks()[0] > 0.0);
        let bars = Scale::of([900.0, 950.0].into_iter(), true, 0, 5).unwrap();
        assert_eq!(bars.ticks()[0], 0.0);
        assert_eq!(Scale::of(std::iter::empty(), true, 0, 5), None);
    }

    proptest! {
        #[test]
        fn scale_of_any_figures_holds_them(a in -1e18f64..1e18, b in -1e18f64..1e18, exponent in -30i32..1, zero: bool) {
            let (a, b) = (a * 10f64.powi(exponent), b * 10f64.powi(exponent));
            let scale = Scale::new(a.min(b), a.max(b), zero, false, 5);
            for value in [a, b] {
                let share = scale.share(value);
                prop_assert!((-1e-6..=1.0 + 1e-6).contains(&share), "{share}");
            }
            prop_assert!((2..=14).contains(&scale.ticks().len()), "{:?}", scale);
        }
    }
}
