//! From facts to rows: which number holds, which stand beside each other, and what is added up.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use emn_protocol::record::MeasureKind;

use super::Cube;
use super::block::NONE;
use super::facts::Fact;
use super::names::Id;
use super::number::Number;
use super::plan::{Clock, Plan};
use super::years::by_year;
use crate::error::SeriesError;

/// Rows that an answer has, at most.
const ROWS: usize = 100_000;

/// A row, its codes still as numbers.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) group: u128,
    /// The country of the row, where rows are told apart by country.
    pub(super) place: Id,
    /// [`NONE`] when years were added up.
    pub(super) period: Id,
    pub(super) number: Number,
    /// Countries in it.
    pub(super) covers: Vec<Id>,
    /// Tables in it.
    pub(super) blocks: Vec<u32>,
    pub(super) disputed: bool,
}

/// What was seen on the way, for the notes.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    /// Keys for which sources disagree.
    pub(super) disputed: u32,
    /// Countries whose sources define the numbers in their own way.
    pub(super) definitions: BTreeSet<Id>,
    /// Countries with a break in the series.
    pub(super) breaks: BTreeSet<Id>,
    /// Countries and years of which only quarters or months are known.
    pub(super) not_added: BTreeSet<(Id, Id)>,
}

/// Rows in the order of groups, with remarks.
pub(super) fn settle(cube: &Cube, plan: &Plan, facts: Vec<Fact>) -> Result<(Vec<Draft>, Remarks), SeriesError> {
    let mut remarks = Remarks::default();
    let mut settler = Settler { cube, plan, remarks: &mut remarks };
    let facts = match plan.clock {
        Clock::Periods => facts,
        Clock::Years => by_year(cube, plan, facts, &mut settler.remarks.not_added),
        Clock::AllYears => {
            let years = by_year(cube, plan, facts, &mut settler.remarks.not_added);
            settler.all_together(years)?
        }
        Clock::AllNamed => settler.all_together(facts)?,
    };
    let drafts = settler.rows(facts)?;
    Ok((drafts, remarks))
}

struct Settler<'a> {
    cube: &'a Cube,
    plan: &'a Plan,
    remarks: &'a mut Remarks,
}

impl Settler<'_> {
    /// Adds up the periods of each country.
    fn all_together(&self, facts: Vec<Fact>) -> Result<Vec<Fact>, SeriesError> {
        let codes = &self.cube.names.periods.codes;
        let speaking = facts.iter().any(|fact| !fact.number.is_silent());
        let counts = |fact: &Fact| !speaking || !fact.number.is_silent();
        let periods: BTreeSet<Id> = facts.iter().filter(|fact| counts(fact)).map(|fact| fact.period).collect();
        let mut periods: Vec<Id> = periods.into_iter().collect();
        periods.sort_by_key(|period| codes.code(*period));
        let [first, .., last] = periods.as_slice() else {
            return Ok(facts.into_iter().filter(|fact| periods.contains(&fact.period)).collect());
        };
        if !self.plan.add_periods {
            let (first, last) = (codes.code(*first).clone(), codes.code(*last).clone());
            return Err(SeriesError::SeveralPeriods { first, last });
        }
        if self.plan.per.is_some() {
            return Err(SeriesError::RateOverYears);
        }
        let mut facts: Vec<Fact> = facts.into_iter().filter(|fact| !fact.number.is_silent()).collect();
        sort_by_speaker(&mut facts);
        let together = |run: &[Fact]| {
            let mut sum = sum_of(run);
            (run.len()..periods.len()).for_each(|_| sum.number.add(&Number::absent()));
            sum.period = NONE;
            sum
        };
        Ok(facts.chunk_by(Fact::same_speaker).map(together).collect())
    }

    fn rows(&mut self, mut facts: Vec<Fact>) -> Result<Vec<Draft>, SeriesError> {
        let preferred = |fact: &Fact| {
            let block = self.cube.block(fact.block);
            let foreign = block.own_place != Some(fact.place);
            (foreign, Reverse(block.origin.reference_date), Reverse(block.origin.time), fact.block)
        };
        let key = |fact: &Fact| (fact.group, fact.period, fact.place);
        facts.sort_unstable_by(|a, b| key(a).cmp(&key(b)).then_with(|| preferred(a).cmp(&preferred(b))));
        let beside = self.plan.by_country || self.plan.one_country;
        let mut drafts = Vec::new();
        for row in facts.chunk_by(|a, b| (a.group, a.period) == (b.group, b.period)) {
            if beside {
                row.chunk_by(|a, b| a.place == b.place).for_each(|run| drafts.extend(self.beside(run)));
            } else {
                drafts.push(self.sum(row)?);
            }
            if drafts.len() > ROWS {
                return Err(SeriesError::TooManyRows { limit: ROWS, what: "rows" });
            }
        }
        Ok(drafts)
    }

    /// What sources say about one key: the same number once, different ones beside each other.
    fn beside(&mut self, run: &[Fact]) -> Vec<Draft> {
        let mut drafts: Vec<Draft> = Vec::new();
        for fact in speaking(run) {
            self.remark(fact);
            let equal = |draft: &&mut Draft| {
                let (one, other) = (&draft.number, &fact.number);
                (one.value(), one.at_least(), one.suppressed > 0, one.missing > 0)
                    == (other.value(), other.at_least(), other.suppressed > 0, other.missing > 0)
            };
            if let Some(draft) = drafts.iter_mut().find(equal) {
                draft.number.flags = draft.number.flags.union(fact.number.flags);
                draft.blocks.extend(fact.tables());
            } else {
                drafts.push(self.draft(fact));
            }
        }
        let known = drafts.iter().filter(|draft| draft.number.value().is_some()).count();
        if known > 1 {
            self.remarks.disputed += 1;
            drafts.iter_mut().for_each(|draft| draft.disputed = draft.number.value().is_some());
        }
        drafts
    }

    /// One number over all countries: of each its own member's, and of several registers the newest.
    fn sum(&mut self, row: &[Fact]) -> Result<Draft, SeriesError> {
        let mut draft =
            Draft { covers: Vec::new(), blocks: Vec::new(), number: Number::default(), ..self.draft(&row[0]) };
        let mut disputed = false;
        for run in row.chunk_by(|a, b| a.place == b.place) {
            let Some(chosen) = speaking(run).next().filter(|fact| !fact.number.is_silent()) else { continue };
            let values: BTreeSet<i128> = run.iter().filter_map(|fact| fact.number.value()).collect();
            disputed |= values.len() > 1;
            self.remark(chosen);
            draft.number.add(&chosen.number);
            draft.covers.push(chosen.place);
            draft.blocks.extend(chosen.tables());
        }
        if draft.covers.len() > 1 && self.plan.kind == MeasureKind::Rate {
            return Err(SeriesError::RatesAddedUp(self.cube.measure.clone()));
        }
        if draft.covers.is_empty() {
            row.iter().for_each(|fact| draft.number.add(&fact.number));
            draft.blocks.extend(row.iter().flat_map(Fact::tables));
        }
        self.remarks.disputed += u32::from(disputed);
        Ok(draft)
    }

    fn draft(&self, fact: &Fact) -> Draft {
        Draft {
            group: fact.group,
            place: fact.place,
            period: fact.period,
            number: fact.number,
            covers: vec![fact.place],
            blocks: fact.tables().collect(),
            disputed: false,
        }
    }

    fn remark(&mut self, fact: &Fact) {
        let explains = |block: u32| !self.cube.block(block).origin.definitions.is_empty();
        if fact.number.flags.has('d') || fact.tables().any(explains) {
            self.remarks.definitions.insert(fact.place);
        }
        if fact.number.flags.has('b') {
            self.remarks.breaks.insert(fact.place);
        }
    }
}

/// Facts that say something; if none does, all.
fn speaking(run: &[Fact]) -> impl Iterator<Item = &Fact> {
    let some = run.iter().any(|fact| !fact.number.is_silent());
    run.iter().filter(move |fact| !some || !fact.number.is_silent())
}

/// What one publisher says of one country and group together, one number for each period.
pub(super) fn sort_by_speaker(facts: &mut Vec<Fact>) {
    facts.sort_unstable_by_key(|fact| (fact.group, fact.place, fact.publisher, fact.period, fact.block));
    facts.dedup_by(|other, kept| kept.same_speaker(other) && kept.period == other.period);
}

/// The sum of facts that are not empty; the place, group and publisher of the first.
pub(super) fn sum_of(facts: &[Fact]) -> Fact {
    let mut sum = Fact { number: Number::default(), more: Vec::new(), ..facts[0].clone() };
    facts.iter().for_each(|fact| sum.number.add(&fact.number));
    let all: BTreeSet<u32> = facts.iter().flat_map(Fact::tables).collect();
    // Tables are in the order of their age, the newest first.
    let mut all = all.into_iter();
    sum.block = all.next().unwrap_or(sum.block);
    sum.more = all.collect();
    sum
}
