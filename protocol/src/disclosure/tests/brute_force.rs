//! The rules D2 and D3 against two other ways to the same answer, on small random tables: subtraction by coordinates
//! instead of positions, and, for what is said to follow, all tables that a reader could think of.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use proptest::prelude::*;

use super::{POLICY, axis, cube};
use crate::disclosure::check_table;
use crate::record::{MeasureKind, Table, Zeros};

type Place = Vec<usize>;

/// A table by coordinates.
#[derive(Debug, Clone)]
struct Sheet {
    /// For each axis, its sums: the total and its parts.
    sums: Vec<Vec<(usize, Vec<usize>)>>,
    sizes: Vec<usize>,
    /// What is published.
    values: BTreeMap<Place, Option<i64>>,
    suppressed: BTreeSet<Place>,
    /// The least that a suppressed count can be.
    least: Option<i64>,
}

fn places(sizes: &[usize]) -> Vec<Place> {
    sizes.iter().fold(vec![Vec::new()], |places, size| {
        places.iter().flat_map(|place| (0..*size).map(|code| [place.as_slice(), &[code]].concat())).collect()
    })
}

impl Sheet {
    /// All equations as (total, parts), one for each sum and each line along its axis.
    fn equations(&self) -> Vec<(Place, Vec<Place>)> {
        let mut equations = Vec::new();
        for (axis, sums) in self.sums.iter().enumerate() {
            for (total, parts) in sums {
                for place in places(&self.sizes).into_iter().filter(|place| place[axis] == *total) {
                    let part = |code: &usize| {
                        let mut place = place.clone();
                        place[axis] = *code;
                        place
                    };
                    equations.push((place.clone(), parts.iter().map(part).collect()));
                }
            }
        }
        equations
    }

    fn lower_bound(&self, place: &Place) -> i64 {
        if self.suppressed.contains(place) { self.least.unwrap_or(0) } else { 0 }
    }

    /// Repeated subtraction, by going through all equations until a round brings nothing new.
    fn follows(&self) -> BTreeMap<Place, i64> {
        let mut known: BTreeMap<Place, i64> =
            self.values.iter().filter_map(|(place, value)| Some((place.clone(), (*value)?))).collect();
        let equations = self.equations();
        loop {
            let before = known.len();
            for (total, parts) in &equations {
                let (there, missing): (Vec<_>, Vec<_>) = parts.iter().partition(|part| known.contains_key(*part));
                let sum: i64 = there.iter().map(|part| known[*part]).sum();
                match known.get(total).copied() {
                    None if missing.is_empty() => drop(known.insert(total.clone(), sum)),
                    Some(total) if missing.len() == 1 => drop(known.insert(missing[0].clone(), total - sum)),
                    Some(total) if self.least.is_some() => {
                        let least: i64 = missing.iter().map(|part| self.lower_bound(part)).sum();
                        if total - sum == least {
                            known.extend(missing.iter().map(|part| ((*part).clone(), self.lower_bound(part))));
                        }
                    }
                    _ => {}
                }
            }
            if known.len() == before {
                return known;
            }
        }
    }

    /// Totals whose cells are all published and do not add up.
    fn broken(&self) -> BTreeSet<Place> {
        let sum = |parts: &[Place]| parts.iter().map(|part| self.values[part]).sum::<Option<i64>>();
        let wrong = |(total, parts): &(Place, Vec<Place>)| matches!((self.values[total], sum(parts)), (Some(total), Some(sum)) if total != sum);
        self.equations().into_iter().filter(wrong).map(|(total, _)| total).collect()
    }

    /// Whether a table with this value at this place agrees with all that is published. Tries every value of up to
    /// `limit` for the cells that are not published and no total.
    fn possible(&self, place: &Place, value: i64, limit: i64) -> bool {
        let equations = self.equations();
        let open: Vec<&Place> =
            self.values.iter().filter(|(_, value)| value.is_none()).map(|(place, _)| place).collect();
        let mut tried: BTreeMap<Place, i64> =
            self.values.iter().filter_map(|(place, value)| Some((place.clone(), (*value)?))).collect();
        self.search(&equations, &open, &mut tried, (place, value), limit)
    }

    fn search(
        &self,
        equations: &[(Place, Vec<Place>)],
        open: &[&Place],
        tried: &mut BTreeMap<Place, i64>,
        wanted: (&Place, i64),
        limit: i64,
    ) -> bool {
        let holds = |tried: &BTreeMap<Place, i64>| {
            equations.iter().all(|(total, parts)| {
                let there: Vec<i64> = parts.iter().filter_map(|part| tried.get(part).copied()).collect();
                match tried.get(total) {
                    Some(total) if there.len() == parts.len() => *total == there.iter().sum::<i64>(),
                    Some(total) => *total >= there.iter().sum::<i64>(),
                    None => true,
                }
            })
        };
        if !holds(tried) {
            return false;
        }
        let Some((place, rest)) = open.split_first() else { return true };
        let range = if *place == wanted.0 { wanted.1..=wanted.1 } else { self.lower_bound(place)..=limit };
        let found = range.into_iter().any(|value| {
            tried.insert((*place).clone(), value);
            self.search(equations, rest, tried, wanted, limit)
        });
        tried.remove(*place);
        found
    }

    /// The same table with its axes in the other order.
    fn turned(&self) -> Self {
        let turn = |place: &Place| place.iter().rev().copied().collect::<Place>();
        Self {
            sums: self.sums.iter().rev().cloned().collect(),
            sizes: self.sizes.iter().rev().copied().collect(),
            values: self.values.iter().map(|(place, value)| (turn(place), *value)).collect(),
            suppressed: self.suppressed.iter().map(turn).collect(),
            least: self.least,
        }
    }

    fn table(&self) -> Table {
        let axes = self.sums.iter().zip(&self.sizes).enumerate().map(|(number, (sums, size))| {
            let sums: Vec<(u32, Vec<u32>)> =
                sums.iter().map(|(total, parts)| (*total as u32, parts.iter().map(|p| *p as u32).collect())).collect();
            let sums: Vec<(u32, &[u32])> = sums.iter().map(|(total, parts)| (*total, parts.as_slice())).collect();
            axis(["a", "b", "c"][number], *size as u32, &sums)
        });
        let places = places(&self.sizes);
        let values: Vec<Option<i64>> = places.iter().map(|place| self.values[place]).collect();
        let mut table = cube(axes.collect(), &values);
        table.flags.retain(|position, _| self.suppressed.contains(&places[*position as usize]));
        match self.least {
            None => table.measure.kind = MeasureKind::Amount,
            Some(0) => table.method.as_mut().unwrap().zeros = Zeros::Suppressed,
            Some(_) => {}
        }
        table
    }

    /// Names of cells, as violations have them.
    fn named<'a>(places: impl IntoIterator<Item = &'a Place>) -> BTreeSet<String> {
        let name = |place: &Place| {
            let codes = place.iter().zip(["a", "b", "c"]).map(|(code, axis)| format!("{axis}{code}"));
            codes.collect::<Vec<_>>().join("/")
        };
        places.into_iter().map(name).collect()
    }
}

/// Shapes of an axis: none, a flat total, a tree, alternative groupings.
fn shape() -> impl Strategy<Value = (usize, Vec<(usize, Vec<usize>)>)> {
    prop_oneof![
        Just((2, vec![])),
        Just((3, vec![(0, vec![1, 2])])),
        Just((4, vec![(0, vec![1, 2, 3])])),
        Just((5, vec![(0, vec![1, 2]), (1, vec![3, 4])])),
        Just((5, vec![(0, vec![1, 2]), (0, vec![3, 4])])),
    ]
}

/// Counts that nobody may learn.
const SMALL: Range<i64> = 1..5;

/// Fills totals from below; alternative groupings may not agree, which is a broken total.
fn sheet() -> impl Strategy<Value = Sheet> {
    let shapes = prop::collection::vec(shape(), 1..=3);
    let numbers = prop::collection::vec(0..5i64, 125);
    let hidden = prop::collection::vec(0..100u8, 125);
    let least = prop_oneof![Just(Some(1)), Just(Some(0)), Just(None)];
    let wrong = prop::option::weighted(0.2, 0..125usize);
    let filled = (shapes, numbers, hidden, 10..70u8, least, wrong).prop_map(
        |(shapes, numbers, hidden, percent, least, wrong)| {
            let (sizes, sums): (Vec<usize>, Vec<_>) = shapes.into_iter().unzip();
            let places = places(&sizes);
            let count = |number: i64| [0, 2, 5, 6, 7][number as usize];
            let mut full: BTreeMap<Place, i64> = places.iter().cloned().zip(numbers.into_iter().map(count)).collect();
            let mut sheet = Sheet { sums, sizes, values: BTreeMap::new(), suppressed: BTreeSet::new(), least };
            // Three axes of two levels each settle from below within six rounds.
            for _ in 0..6 {
                for (total, parts) in sheet.equations() {
                    let sum = parts.iter().map(|part| full[part]).sum();
                    full.insert(total, sum);
                }
            }
            if let Some(value) = wrong.and_then(|wrong| full.values_mut().nth(wrong % places.len())) {
                *value += 5;
            }
            for (place, draw) in places.iter().zip(hidden) {
                // Small counts are never published; with published zeros only counts of at least 1 are suppressed.
                let hide = SMALL.contains(&full[place]) || (draw < percent && (least != Some(1) || full[place] > 0));
                if hide && draw % 7 != 0 {
                    sheet.suppressed.insert(place.clone());
                }
                sheet.values.insert(place.clone(), (!hide).then_some(full[place]));
            }
            sheet
        },
    );
    filled.prop_filter("few cells, so that no violation is cut off", |sheet| sheet.values.len() <= 40)
}

fn verdict(sheet: &Sheet, rule: &str) -> BTreeSet<String> {
    let found = check_table(&sheet.table(), &POLICY);
    assert!(found.len() < 50, "nothing is cut off");
    found.into_iter().filter(|v| v.rule.id() == rule).map(|v| v.cell.join("/")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn suppressed_cells_that_follow_are_those_found_by_naive_subtraction(sheet in sheet()) {
        let follows = sheet.follows();
        // Where zeros are suppressed, a zero is as secret as a small count.
        let small = |value: &i64| sheet.least.is_some_and(|least| (least..SMALL.end).contains(value));
        let hidden = |place: &[usize]| sheet.values[place].is_none();
        let secret =
            follows.iter().filter(|(place, value)| hidden(place) && (sheet.suppressed.contains(*place) || small(value)));
        let expected = Sheet::named(secret.map(|(place, _)| place));
        let found = verdict(&sheet, "D3");
        if sheet.broken().is_empty() && verdict(&sheet, "D2").is_empty() {
            prop_assert_eq!(found, expected);
        } else {
            // A table that contradicts itself is refused in any case.
            prop_assert!(!verdict(&sheet, "D2").is_empty());
        }
    }

    /// Another implementation need not follow our order of work.
    #[test]
    fn verdict_does_not_depend_on_the_order_of_the_axes(sheet in sheet()) {
        let refuses = |sheet: &Sheet| ["D2", "D3"].iter().any(|rule| !verdict(sheet, rule).is_empty());
        prop_assert_eq!(refuses(&sheet.turned()), refuses(&sheet));
    }

    #[test]
    fn published_totals_that_do_not_add_up_are_found(sheet in sheet()) {
        let found = verdict(&sheet, "D2");
        for place in Sheet::named(&sheet.broken()) {
            prop_assert!(found.contains(&place), "{} is not among {:?}", place, found);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn value_that_follows_is_the_only_one_possible(sheet in sheet()) {
        let open = sheet.values.values().filter(|value| value.is_none()).count();
        prop_assume!(open <= 4 && sheet.least.is_some() && verdict(&sheet, "D2").is_empty());
        let follows = sheet.follows();
        for place in follows.keys().filter(|place| sheet.suppressed.contains(*place)) {
            // A suppressed count is known to be at least this, whatever the sums say.
            let least = sheet.least.unwrap_or(0);
            for value in (least..=8).filter(|value| *value != follows[place]) {
                prop_assert!(!sheet.possible(place, value, 9), "{:?} could be {}", place, value);
            }
        }
    }
}
