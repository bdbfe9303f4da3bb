//! Invented sources of any size, to measure with and to test on: the shape of real publications, no real number.

use std::collections::BTreeMap;

use emn_protocol::ids::EntryId;
use emn_protocol::record::{
    Audience, Code, Dimension, Flags, Measure, MeasureKind, Method, MultiText, Sum, Suppression, Table, Zeros,
};
use emn_protocol::time::Timestamp;

use crate::source::{Origin, Source};

/// The measure of the invented tables.
pub const MEASURE: &str = "victims-identified";

const MEMBERS: [&str; 34] = [
    "AM", "AT", "BE", "BG", "CY", "CZ", "DE", "EE", "ES", "FI", "FR", "GE", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
    "LV", "MD", "ME", "MK", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK", "UA",
];
const YEARS: std::ops::RangeInclusive<i64> = 2010..=2024;
const SEX: [&str; 4] = ["T", "F", "M", "UNK"];
const AGE: [&str; 4] = ["TOTAL", "Y_LT18", "Y_GE18", "UNK"];
const FORM: [&str; 9] = ["TOTAL", "sexual", "labour", "begging", "crime", "organs", "marriage", "adoption", "other"];
const REGISTERS: [&str; 2] = ["police register", "shelter register"];

/// Every so many tables one of the Commission on all countries.
const SHARED_EVERY: usize = 20;

/// Counts below this are suppressed.
const MIN_FREQUENCY: u64 = 5;

/// Sources with at least `observations` cells, the same for the same seed: each member publishes tables by year, sex,
/// age and form of two registers, again and again in newer versions, and the Commission one by country. Counts of 1 to 4
/// are suppressed, and nothing else: these tables are not protected as real ones must be.
pub fn sources(observations: usize, seed: u64) -> Vec<Source> {
    let (mut found, mut cells) = (Vec::new(), 0);
    while cells < observations {
        let source = source(found.len(), seed);
        cells += source.table.values.len();
        found.push(source);
    }
    found
}

fn source(number: usize, seed: u64) -> Source {
    let shared = number % SHARED_EVERY == SHARED_EVERY - 1;
    let member = if shared { "EU-COM" } else { MEMBERS[number % MEMBERS.len()] };
    let register = (!shared).then(|| REGISTERS[number / MEMBERS.len() % 2].to_owned());
    let mut identity = [0; 32];
    identity[..8].copy_from_slice(&(number as u64).to_be_bytes());
    identity[8..16].copy_from_slice(&seed.to_be_bytes());
    let title = format!("Trafficking in human beings: figures {number}");
    let origin = Origin {
        record: EntryId::from_bytes(identity),
        table: code("victims"),
        member: member.parse().expect("invented members have codes of members"),
        time: Timestamp::from_unix(1_700_000_000 + number as i64 * 3600),
        title: [("en".parse().expect("en is a language"), title)].into_iter().collect(),
        organisation: "Invented office".to_owned(),
        register,
        reference_date: None,
        definitions: MultiText::new(),
        audience: if number.is_multiple_of(7) { Audience::Network } else { Audience::Public },
    };
    let countries = if shared { Vec::new() } else { vec![code(member)] };
    Source { origin, countries, period: None, table: table(number, shared, seed) }
}

fn table(number: usize, shared: bool, seed: u64) -> Table {
    let years: Vec<String> = YEARS.map(|year| year.to_string()).collect();
    let years: Vec<&str> = years.iter().map(String::as_str).collect();
    // The Commission spells Greece as Eurostat does.
    let places = MEMBERS.map(|member| if member == "GR" { "EL" } else { member });
    let mut dimensions = vec![plain("TIME_PERIOD", &years), summed("sex", &SEX), summed("age", &AGE)];
    if shared {
        dimensions.insert(0, plain("geo", &places));
    } else {
        dimensions.push(summed("form", &FORM));
    }
    let (values, flags) = cells(&dimensions, number as u64 ^ seed.rotate_left(32));
    Table {
        id: code("victims"),
        title: MultiText::new(),
        notes: MultiText::new(),
        measure: Measure { id: code(MEASURE), kind: MeasureKind::Count, unit: code("PER"), decimals: 0, topic: None },
        dimensions,
        values,
        flags,
        method: Some(Method {
            min_frequency: MIN_FREQUENCY,
            suppression: Suppression::Primary,
            rounding: None,
            noise_milli_epsilon: None,
            zeros: Zeros::Published,
        }),
    }
}

/// Leaves at random, totals as their sums, small counts suppressed.
fn cells(dimensions: &[Dimension], seed: u64) -> (Vec<Option<i64>>, BTreeMap<u32, Flags>) {
    let sizes: Vec<usize> = dimensions.iter().map(|dimension| dimension.codes.len()).collect();
    let mut strides = vec![1; sizes.len()];
    (1..sizes.len()).rev().for_each(|axis| strides[axis - 1] = strides[axis] * sizes[axis]);
    let cells = sizes.iter().product();
    let mut random = Random(seed);
    let mut values: Vec<i64> = (0..cells).map(|_| random.count()).collect();
    for (axis, dimension) in dimensions.iter().enumerate().filter(|(_, dimension)| !dimension.sums.is_empty()) {
        let stride = strides[axis];
        for cell in (0..cells).filter(|cell| (cell / stride).is_multiple_of(sizes[axis])) {
            values[cell] = (1..dimension.codes.len()).map(|part| values[cell + part * stride]).sum();
        }
    }
    let suppressed: Flags = "c".parse().expect("c is a flag");
    let small = |value: i64| (1..MIN_FREQUENCY as i64).contains(&value);
    let flags: BTreeMap<u32, Flags> =
        (0..).zip(&values).filter(|(_, value)| small(**value)).map(|(cell, _)| (cell, suppressed)).collect();
    let shown = (0..).zip(values).map(|(cell, value)| (!flags.contains_key(&cell)).then_some(value)).collect();
    (shown, flags)
}

/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A quarter zeros, many small numbers, few large ones.
    fn count(&mut self) -> i64 {
        let bits = self.next();
        let scale = [0, 8, 40, 200][(bits >> 60) as usize % 4];
        if scale == 0 { 0 } else { (bits % scale) as i64 }
    }
}

fn plain(id: &str, codes: &[&str]) -> Dimension {
    Dimension {
        id: code(id),
        codes: codes.iter().map(|text| code(text)).collect(),
        labels: Vec::new(),
        sums: Vec::new(),
    }
}

/// The first code is the sum of the others.
fn summed(id: &str, codes: &[&str]) -> Dimension {
    let parts = (1..).take(codes.len() - 1).collect();
    Dimension { sums: vec![Sum { total: 0, parts }], ..plain(id, codes) }
}

fn code(text: &str) -> Code {
    text.parse().expect("invented codes are codes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_depend_on_the_seed_only() {
        assert_eq!(sources(50_000, 1), sources(50_000, 1));
        assert_ne!(sources(50_000, 1), sources(50_000, 2));
        let cells: usize = sources(50_000, 1).iter().map(|source| source.table.values.len()).sum();
        assert!((50_000..80_000).contains(&cells));
    }

    #[test]
    fn published_totals_are_the_sums_of_what_was_counted() {
        let source = source(0, 3);
        let table = &source.table;
        assert_eq!(table.cells(), Some(table.values.len()));
        let sum: Option<i64> = table.values[1..9].iter().copied().sum();
        assert!(sum.is_none() || sum == table.values[0]);
        assert!(table.flags.len() > 10 && table.values.iter().flatten().all(|value| !(1..5).contains(value)));
    }
}
