//! The map: shapes of countries, and classes of figures.

use std::sync::OnceLock;

use crate::number::{figure, number};

/// `code,x,y,room,tiny,path`: a country's code (empty: all other land), where its label stands, how much room there
/// is, whether it is too small to be seen, and its shape as an SVG path. Made by `data/convert.mjs`.
const SHIPPED: &str = include_str!("../data/europe.csv");

/// Width and height of the shapes' coordinates.
pub(crate) const EXTENT: (f64, f64) = (1916.0, 1772.0);

/// Classes that a map has at most: more shades cannot be told apart.
pub(crate) const CLASSES: usize = 5;

/// A country.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Country {
    /// ISO 3166-1 alpha-2 (and XK); empty for all other land.
    pub(crate) code: &'static str,
    /// Where its label stands.
    pub(crate) x: f64,
    pub(crate) y: f64,
    /// Half the height of the largest label there.
    pub(crate) room: f64,
    /// Whether it needs a circle to be seen.
    pub(crate) tiny: bool,
    /// Its shape.
    pub(crate) path: &'static str,
}

/// The countries, by code; other land last.
pub(crate) fn countries() -> &'static [Country] {
    static TABLE: OnceLock<Vec<Country>> = OnceLock::new();
    TABLE.get_or_init(|| SHIPPED.lines().skip(1).filter_map(country).collect())
}

fn country(line: &'static str) -> Option<Country> {
    let mut cells = line.splitn(6, ',');
    let code = cells.next()?;
    let mut next = || cells.next()?.parse::<f64>().ok();
    let (x, y, room, tiny) = (next()?, next()?, next()?, next()? > 0.0);
    Some(Country { code, x, y, room, tiny, path: cells.next()? })
}

/// Classes of figures: each from its bound up to, not including, the next.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Classes {
    /// Lower bounds of all classes but the first.
    bounds: Vec<f64>,
    /// Labels, from few to many.
    labels: Vec<String>,
}

impl Classes {
    /// As equally filled as round bounds allow (quantiles, rounded to two digits), at most [`CLASSES`]. Classes in
    /// which no figure would lie do not come about.
    pub(crate) fn new(figures: impl Iterator<Item = f64>, decimals: u8, lang: &str) -> Classes {
        let mut sorted: Vec<f64> = figures.collect();
        sorted.sort_by(f64::total_cmp);
        let mut bounds: Vec<f64> = Vec::new();
        for class in 1..CLASSES {
            let Some(at) = sorted.get(class * sorted.len() / CLASSES) else { continue };
            let bound =
                [round(*at, 2), round(*at, 3), *at].into_iter().find(|bound| separates(&sorted, &bounds, *bound));
            bounds.extend(bound);
        }
        let labels = labels(&sorted, &bounds, decimals, lang);
        Classes { bounds, labels }
    }

    /// The class of a figure, from 0.
    pub(crate) fn class(&self, value: f64) -> usize {
        self.bounds.partition_point(|bound| *bound <= value)
    }

    /// The range of each class, as its legend says it.
    pub(crate) fn labels(&self) -> &[String] {
        &self.labels
    }
}

/// Whether a further bound leaves no class empty.
fn separates(sorted: &[f64], bounds: &[f64], bound: f64) -> bool {
    let before = bounds.last().copied().unwrap_or(f64::NEG_INFINITY);
    let lower = sorted.iter().any(|value| (before..bound).contains(value));
    lower && bound > before && sorted.last().is_some_and(|most| *most >= bound)
}

/// `value` with so many digits that count, downwards.
fn round(value: f64, digits: i32) -> f64 {
    if value == 0.0 {
        return 0.0;
    }
    let exponent = value.abs().log10().floor() as i32 + 1 - digits;
    if exponent >= 0 {
        let unit = 10f64.powi(exponent);
        (value / unit).floor() * unit
    } else {
        // Dividing by a whole number gives the nearest number of so many decimals; multiplying by 0.1 does not.
        let unit = 10f64.powi(-exponent);
        (value * unit).floor() / unit
    }
}

fn labels(sorted: &[f64], bounds: &[f64], decimals: u8, lang: &str) -> Vec<String> {
    let whole = decimals == 0 && sorted.iter().all(|value| value.fract() == 0.0);
    let range = |values: &[f64]| match (values.first(), values.last()) {
        (Some(low), Some(high)) if low == high => figure(*low, decimals, lang),
        (Some(low), Some(high)) => format!("{} – {}", figure(*low, decimals, lang), figure(*high, decimals, lang)),
        _ => number(0.0, 0, lang),
    };
    let mut out = Vec::new();
    let mut rest = sorted;
    for (at, bound) in bounds.iter().chain(&[f64::INFINITY]).enumerate() {
        let (class, after) = rest.split_at(rest.partition_point(|value| value < bound));
        rest = after;
        let low = if at == 0 { class.first().copied() } else { Some(bounds[at - 1]) };
        let high = if bound.is_infinite() {
            class.last().copied()
        } else if whole {
            Some(bound - 1.0)
        } else {
            Some(bound - 10f64.powi(-i32::from(decimals))).filter(|high| low.is_some_and(|low| *high >= low))
        };
        match (low, high) {
            (Some(low), Some(high)) => out.push(range(&[low, high])),
            _ => out.push(range(class)),
        }
    }
    if sorted.is_empty() { Vec::new() } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_hold_the_union_and_its_neighbours() {
        let codes: Vec<&str> = countries().iter().map(|country| country.code).collect();
        let wanted = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE \
                      IS LI NO CH GB AL AM BA BY GE MD ME MK RS TR UA XK";
        for code in wanted.split_whitespace() {
            assert!(codes.contains(&code), "{code}");
        }
        for tiny in ["MT", "LU", "LI"] {
            assert!(countries().iter().any(|country| country.code == tiny && country.tiny), "{tiny}");
        }
    }

    #[test]
    fn countries_lie_within_the_extent() {
        for country in countries().iter().filter(|country| !country.code.is_empty()) {
            assert!((0.0..EXTENT.0).contains(&country.x) && (0.0..EXTENT.1).contains(&country.y), "{}", country.code);
            assert!(country.path.starts_with('M') && country.path.ends_with('z'), "{}", country.code);
        }
    }

    #[test]
    fn classes_of_many_figures_are_five_without_overlap() {
        let classes = Classes::new((0..40).map(|n| f64::from(n * n)), 0, "en");
        assert_eq!(classes.labels().len(), 5);
        assert_eq!(classes.labels()[0], "0 – 63");
        assert_eq!((classes.class(0.0), classes.class(63.0), classes.class(64.0), classes.class(1521.0)), (0, 0, 1, 4));
    }

    #[test]
    fn classes_of_few_figures_are_no_more_than_figures() {
        assert_eq!(Classes::new([7.0].into_iter(), 0, "en").labels(), ["7"]);
        assert_eq!(Classes::new([7.0; 9].into_iter(), 0, "en").labels(), ["7"]);
        assert_eq!(Classes::new([0.0, 0.0, 0.0, 5.0].into_iter(), 0, "en").labels().len(), 2);
        assert_eq!(Classes::new(std::iter::empty(), 0, "en").labels().len(), 0);
    }

    #[test]
    fn classes_of_rates_say_their_decimals() {
        let classes = Classes::new([0.12, 0.4, 0.55, 1.31, 2.0, 3.75, 8.2, 9.9].into_iter(), 2, "nl");
        assert_eq!(classes.labels()[0], "0,12 – 0,39");
        assert_eq!(classes.labels().len(), 5);
    }
}
