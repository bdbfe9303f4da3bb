//! The cube against loops over maps that do the same in the plainest way, on random small sources.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;

const YEARS: [&str; 2] = ["2019", "2020"];

/// A random table: some countries, both years, some sexes. A cell is `(true count, what is published)`.
#[derive(Debug, Clone)]
struct Spec {
    speaker: &'static str,
    register: Option<&'static str>,
    time: u8,
    countries: Vec<&'static str>,
    /// Codes of `sex`; empty: the table lacks the dimension.
    sexes: Vec<&'static str>,
    cells: Vec<(i64, Shown)>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Shown {
    Value,
    Suppressed,
    Empty,
    Inapplicable,
}

fn spec() -> impl Strategy<Value = Spec> {
    let speaker = prop::sample::select(vec!["NL", "BE", "EU-COM"]);
    let register = prop::sample::select(vec![None, Some("police")]);
    let sexes = prop::sample::select(vec![
        vec![],
        vec!["T"],
        vec!["T", "F", "M"],
        vec!["F", "M"],
        vec!["M", "F", "UNK"],
        vec!["F"],
    ]);
    let shown = prop::sample::select(
        vec![Shown::Value; 7]
            .into_iter()
            .chain([Shown::Suppressed, Shown::Empty, Shown::Inapplicable])
            .collect::<Vec<_>>(),
    );
    let cells = prop::collection::vec((0i64..9, shown), 18);
    let countries = prop::sample::subsequence(vec!["NL", "BE", "FR"], 1..=3);
    (speaker, register, any::<u8>(), countries, sexes, cells).prop_map(
        |(speaker, register, time, countries, sexes, cells)| Spec { speaker, register, time, countries, sexes, cells },
    )
}

impl Spec {
    /// The table; `hidden` is what stands under the flag `c`.
    fn made(&self, number: u8, hidden: &str) -> Made {
        let mut dimensions =
            vec![format!("geo: {}", self.countries.join(" ")), format!("TIME_PERIOD: {}", YEARS.join(" "))];
        dimensions.extend((!self.sexes.is_empty()).then(|| format!("sex: {}", self.sexes.join(" "))));
        let dimensions: Vec<&str> = dimensions.iter().map(String::as_str).collect();
        let cell = |(count, shown): &(i64, Shown)| match shown {
            Shown::Value => count.to_string(),
            Shown::Suppressed => format!("{hidden}c"),
            Shown::Empty => ":".to_owned(),
            Shown::Inapplicable => "z".to_owned(),
        };
        let count = self.countries.len() * YEARS.len() * self.sexes.len().max(1);
        let cells: Vec<String> = self.cells[..count].iter().map(cell).collect();
        made(self.speaker, number, &dimensions, &cells.join(" ")).with(|source| {
            source.origin.time = at(i64::from(self.time));
            source.origin.register = self.register.map(str::to_owned);
        })
    }

    fn cell(&self, country: usize, year: usize, sex: usize) -> (i64, Shown) {
        self.cells[(country * YEARS.len() + year) * self.sexes.len().max(1) + sex]
    }
}

/// What is asked.
#[derive(Debug, Clone)]
struct Asked {
    country: bool,
    sex: bool,
    filter: &'static [&'static str],
}

fn asked() -> impl Strategy<Value = Asked> {
    let filter = prop::sample::select(vec![&[][..], &["F"], &["T"], &["F", "M"]]);
    (any::<bool>(), any::<bool>(), filter).prop_map(|(country, sex, filter)| Asked { country, sex, filter })
}

impl Asked {
    fn question(&self) -> Question {
        let by = ["year"].into_iter().chain(self.country.then_some("country")).chain(self.sex.then_some("sex"));
        let condition = format!("sex={}", self.filter.join(","));
        question(&by.collect::<Vec<_>>().join(","), if self.filter.is_empty() { "" } else { &condition })
    }

    /// For each code of a row the positions of `sexes` to be added up; no code where rows are not told apart by sex.
    fn parts(&self, sexes: &[&'static str]) -> Vec<(Option<&'static str>, Vec<usize>)> {
        let at = |code: &str| sexes.iter().position(|own| *own == code);
        let all = || match at("T") {
            Some(total) => vec![total],
            None if sexes.is_empty() => vec![0],
            None if at("F").is_some() && at("M").is_some() => (0..sexes.len()).collect(),
            None => Vec::new(),
        };
        if self.sex {
            let wanted = if self.filter.is_empty() { &["F", "M", "UNK"][..] } else { self.filter };
            let lacks = sexes.is_empty() && wanted.contains(&"T");
            let own = wanted.iter().filter_map(|code| Some((Some(*code), vec![at(code)?])));
            return own.chain(lacks.then(|| (Some("T"), vec![0]))).collect();
        }
        let positions = match self.filter {
            [] | ["T"] => all(),
            codes => codes.iter().map(|code| at(code)).collect::<Option<Vec<_>>>().unwrap_or_default(),
        };
        if positions.is_empty() { Vec::new() } else { vec![(None, positions)] }
    }
}

/// A number of the plain way: its parts.
#[derive(Debug, Clone, Default)]
struct Plain {
    parts: Vec<(i64, Shown)>,
}

impl Plain {
    fn count(&self, shown: Shown) -> usize {
        self.parts.iter().filter(|part| part.1 == shown).count()
    }

    fn sum(&self) -> i64 {
        self.parts.iter().filter(|part| part.1 == Shown::Value).map(|part| part.0).sum()
    }

    fn whole(&self) -> bool {
        self.count(Shown::Suppressed) + self.count(Shown::Empty) == 0
    }

    fn value(&self) -> Option<i64> {
        (self.whole() && self.count(Shown::Value) > 0).then(|| self.sum())
    }

    fn silent(&self) -> bool {
        self.count(Shown::Empty) == self.parts.len()
    }

    fn rank(&self) -> u8 {
        let several = self.parts.len() - self.count(Shown::Inapplicable) > 1;
        if self.silent() { 2 } else { u8::from(several && !self.whole()) }
    }

    fn show(&self) -> Said {
        let bound = (!self.whole() && self.count(Shown::Value) > 0).then(|| self.sum());
        (self.value(), self.count(Shown::Suppressed), self.count(Shown::Empty), bound)
    }
}

type Key = Vec<String>;

/// Value, suppressed parts, missing parts, and the sum of the published ones.
type Said = (Option<i64>, usize, usize, Option<i64>);

/// What stands under each key.
type Rows = BTreeMap<Key, BTreeSet<Said>>;

/// Rows by key, the plain way.
fn plainly(specs: &[Spec], asked: &Asked) -> Rows {
    // By year, code and country: what each publisher says, the newest first.
    let mut said: BTreeMap<(String, String, &str), BTreeMap<_, Vec<_>>> = BTreeMap::new();
    for (number, spec) in (0u8..).zip(specs) {
        for (place, country) in spec.countries.iter().enumerate() {
            for (year, year_code) in YEARS.iter().enumerate() {
                for (code, positions) in asked.parts(&spec.sexes) {
                    let parts = positions.iter().map(|sex| spec.cell(place, year, *sex)).collect();
                    let plain = Plain { parts };
                    let key = ((*year_code).to_owned(), code.unwrap_or_default().to_owned(), *country);
                    let several = plain.parts.iter().filter(|part| part.1 != Shown::Inapplicable).count() > 1;
                    let order = (plain.rank(), Reverse(spec.time), several, number);
                    said.entry(key).or_default().entry((spec.speaker, spec.register)).or_default().push((order, plain));
                }
            }
        }
    }
    let mut rows = Rows::new();
    let mut sums: BTreeMap<Key, Vec<Plain>> = BTreeMap::new();
    for ((year, code, country), publishers) in said {
        let newest = publishers.into_iter().map(|((speaker, _), mut numbers)| {
            numbers.sort_by_key(|(order, _)| *order);
            let (order, plain) = numbers.swap_remove(0);
            ((speaker != country, order.1, order.3), plain)
        });
        let mut newest: Vec<_> = newest.collect();
        newest.sort_by_key(|(preference, _)| *preference);
        if newest.iter().any(|(_, plain)| !plain.silent()) {
            newest.retain(|(_, plain)| !plain.silent());
        }
        let mut key = vec![year];
        key.extend(asked.country.then(|| country.to_owned()));
        key.extend(asked.sex.then_some(code));
        if asked.country {
            rows.entry(key).or_default().extend(newest.iter().map(|(_, plain)| plain.show()));
        } else {
            sums.entry(key).or_default().push(newest.swap_remove(0).1);
        }
    }
    for (key, numbers) in sums {
        let speaks = numbers.iter().any(|plain| !plain.silent());
        let counted = numbers.iter().filter(|plain| !speaks || !plain.silent());
        let all = Plain { parts: counted.flat_map(|plain| plain.parts.clone()).collect() };
        rows.entry(key).or_default().insert(all.show());
    }
    rows
}

fn small(specs: &[Spec], hidden: &str) -> Cube {
    cube((0u8..).zip(specs).map(|(number, spec)| spec.made(number, hidden)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn answer_is_that_of_plain_loops(specs in prop::collection::vec(spec(), 1..5), asked in asked()) {
        let cube = small(&specs, "");
let broken_down = specs.iter().any(|spec| !spec.sexes.is_empty());
        prop_assume!(broken_down || (!asked.sex && asked.filter.is_empty()));
        let answer = cube.answer(&asked.question(), Population::shipped()).unwrap();
        let mut rows = Rows::new();
        for row in &answer.rows {
            let key = row.key.iter().map(ToString::to_string).collect();
            let shown = (row.value, row.suppressed as usize, row.missing as usize, row.at_least);
            rows.entry(key).or_default().insert(shown);
        }
        let expected = plainly(&specs, &asked);
        prop_assert_eq!(keys_and_known(&rows), keys_and_known(&expected));
    }

    #[test]
    fn what_stands_under_a_flag_c_changes_nothing(specs in prop::collection::vec(spec(), 1..5), asked in asked()) {
        let asked = asked.question();
        let answers = ["", "1", "77"].map(|hidden| small(&specs, hidden).answer(&asked, Population::shipped()));
        prop_assert_eq!(&answers[0], &answers[1]);
        prop_assert_eq!(&answers[0], &answers[2]);
        for row in answers.iter().flatten().flat_map(|answer| &answer.rows) {
            prop_assert!(row.value.is_none() || row.suppressed + row.missing == 0);
            prop_assert!(row.value.is_none() || !row.flags.suppressed());
            prop_assert!(row.suppressed == 0 || row.flags.suppressed());
        }
    }

    #[test]
    fn order_of_sources_changes_nothing(specs in prop::collection::vec(spec(), 1..6), asked in asked()) {
        let all = |turned: bool| {
            let mut sources: Vec<Made> = (0u8..).zip(&specs).map(|(number, spec)| spec.made(number, "")).collect();
            if turned {
                sources.reverse();
            }
            cube(sources).answer(&asked.question(), Population::shipped())
        };
        prop_assert_eq!(all(false), all(true));
    }
}

/// Equal numbers without a value are one row for the cube, however many parts they lack: compared is whether they do.
fn keys_and_known(rows: &Rows) -> Rows {
    let known = |said: &Said| (said.0, usize::from(said.1 > 0), usize::from(said.2 > 0), said.3);
    rows.iter().map(|(key, said)| (key.clone(), said.iter().map(known).collect())).collect()
}
