//! Years from quarters and months.

use std::collections::{BTreeMap, BTreeSet};

use super::Cube;
use super::facts::Fact;
use super::names::{Grain, Id};
use super::plan::Plan;
use super::settle::{sort_by_speaker, sum_of};

/// What is known of one year.
#[derive(Default)]
struct Year {
    whole: Option<Fact>,
    quarters: Vec<Fact>,
    months: Vec<Fact>,
}

impl Year {
    /// The published year; else, if periods may be added up, its four quarters or twelve months.
    fn number(self, add: bool) -> Option<Fact> {
        let silent = |fact: &Fact| fact.number.is_silent();
        if let Some(whole) = self.whole.as_ref().filter(|whole| !silent(whole)) {
            return Some(whole.clone());
        }
        let parts = [(4, self.quarters), (12, self.months)];
        let complete = parts.into_iter().find(|(count, parts)| add && parts.len() == *count);
        complete.map(|(_, parts)| sum_of(&parts)).or(self.whole)
    }
}

/// Facts by year. Countries and years that have parts of a year only, and no number, are added to `not_added`.
pub(super) fn by_year(cube: &Cube, plan: &Plan, mut facts: Vec<Fact>, not_added: &mut BTreeSet<(Id, Id)>) -> Vec<Fact> {
    let periods = &cube.names.periods;
    if facts.iter().all(|fact| periods.time(fact.period).grain == Grain::Year) {
        return facts;
    }
    sort_by_speaker(&mut facts);
    let mut found = Vec::with_capacity(facts.len());
    for run in facts.chunk_by(Fact::same_speaker) {
        let mut years: BTreeMap<Id, Year> = BTreeMap::new();
        for fact in run {
            let Some(id) = periods.year_of(fact.period) else { continue };
            let year = years.entry(id).or_default();
            match periods.time(fact.period).grain {
                Grain::Year => year.whole = Some(fact.clone()),
                Grain::Quarter(_) if !fact.number.is_silent() => year.quarters.push(fact.clone()),
                Grain::Month(_) if !fact.number.is_silent() => year.months.push(fact.clone()),
                _ => {}
            }
        }
        for (id, year) in years {
            let parts = year.quarters.len() + year.months.len();
            match year.number(plan.add_periods) {
                Some(fact) => found.push(Fact { period: id, ..fact }),
                None if parts > 0 => {
                    not_added.insert((run[0].place, id));
                }
                None => {}
            }
        }
    }
    for fact in &found {
        not_added.remove(&(fact.place, fact.period));
    }
    found
}
