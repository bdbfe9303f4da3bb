//! The observations of one measure over all sources, and what they answer.
//!
//! Every table stays together as it was published, its codes turned into numbers. A question is answered by stepping
//! through the chosen cells of each table; there is no copy by observation, so a table comes and goes without
//! rebuilding the rest.
//!
//! # What a number means
//! - **Country.** The dimension `geo`; else the only country of the record; else the member, if it is a country. Tables
//!   without are left out. Countries are spelt as Eurostat spells them (EL, UK), whatever the table writes. Groups such
//!   as `EU27_2020` count only where a filter names them, never beside their countries.
//! - **Period.** The dimension `TIME_PERIOD`; else the period of the record. Tables without are left out.
//! - **Total.** A dimension that is neither grouped by nor filtered counts with its published total: the top code of the
//!   shared list, `TOTAL`, `_T`, or a declared total of all other codes. A table that lacks a dimension stands for its
//!   total. Where none is published, the categories are added up if the shared list says that they are all of it and
//!   count nobody twice (the category «not known» may be absent); else the table is left out.
//! - **Filter.** Several codes of a dimension are added up, unless it is grouped by. Codes that overlap are refused.
//!   Where a table lacks a code but has all its parts by the shared list, those are added up.
//! - **Group.** One row for each code but the total, which must be filtered for by name. Tables without the dimension
//!   are left out.
//! - **Suppressed.** A sum with a suppressed or missing part has no value. It says how many parts, and for counts at
//!   least how much: the sum of the published parts, which anybody can add up. A cell that does not apply is no part.
//! - **Newest.** Of one member and register the later publication holds for the same country, period and codes. An
//!   empty cell without a flag says nothing, and takes nothing away.
//! - **Disagreement.** Other members, and other registers, stand beside each other in rows of the same key; the same
//!   number is one row with several origins.
//! - **Countries together.** Without an axis for countries the numbers of all are added up, of each country its own
//!   member's first, then that of the newest reference date. Countries without a number are not covered, and every row
//!   says which are. Where a filter names one country only, sources stand beside each other.
//! - **Years.** Quarters and months become years only on request, four or twelve of them. Years become one number only
//!   on request, all years that any of them has.
//! - **Rates.** Counts only; the sum over the summed population of the covered countries on 1 January of the year,
//!   rounded half up to two digits.

mod block;
mod gather;
mod names;
mod nesting;
mod number;
mod plan;
mod rates;
mod report;
mod settle;
mod years;

#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use emn_protocol::ids::{EntryId, MemberId};
use emn_protocol::record::{Code, MultiText};

use crate::answer::Answer;
use crate::error::SeriesError;
use crate::population::Population;
use crate::question::Question;
use crate::source::Source;
use block::{Block, NONE, Role};
use names::{Id, Names};
use plan::Plan;

/// The observations of one measure.
#[derive(Debug, Clone)]
pub struct Cube {
    measure: Code,
    names: Names,
    /// The newest first.
    blocks: Vec<Block>,
}

/// A dimension that tables of a cube are broken down by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CubeDimension {
    /// Its id.
    pub id: Code,
    /// Codes that tables have, sorted.
    pub codes: Vec<Code>,
    /// How many tables have it.
    pub tables: u32,
}

impl Cube {
    /// The cube of one measure. Sources of other measures are passed over.
    pub fn build(measure: &Code, sources: Vec<Source>) -> Self {
        let mut cube = Self { measure: measure.clone(), names: Names::default(), blocks: Vec::new() };
        cube.update(&[], sources);
        cube
    }

    /// Takes the tables of some records out, and others in: the same cube as if it were built anew.
    pub fn update(&mut self, removed: &[EntryId], added: Vec<Source>) {
        let removed: BTreeSet<&EntryId> = removed.iter().collect();
        self.blocks.retain(|block| !removed.contains(&block.origin.record));
        for source in added.into_iter().filter(|source| source.table.measure.id == self.measure) {
            self.blocks.extend(Block::new(source, &mut self.names));
        }
        self.blocks.sort_by(|a, b| {
            let key = |block: &Block| (Reverse(block.origin.time), block.origin.record);
            key(a).cmp(&key(b)).then_with(|| a.origin.table.cmp(&b.origin.table))
        });
    }

    /// Answers a question. See the [module](self) for what the numbers mean.
    ///
    /// # Errors
    /// [`SeriesError`] says what cannot be answered and what to ask instead.
    pub fn answer(&self, question: &Question, population: &Population) -> Result<Answer, SeriesError> {
        let plan = Plan::new(self, question)?;
        let gathered = gather::gather(self, &plan)?;
        report::report(self, &plan, question, gathered, population)
    }

    /// The measure.
    pub fn measure(&self) -> &Code {
        &self.measure
    }

    /// Dimensions other than country and period, by id, with the codes that tables have now.
    pub fn dimensions(&self) -> Vec<CubeDimension> {
        let mut found: BTreeMap<Code, (BTreeSet<Id>, u32)> = BTreeMap::new();
        for axis in self.blocks.iter().flat_map(|block| &block.axes) {
            if let Role::Dimension(number) = axis.role {
                let there = found.entry(self.names.dimensions.code(number).clone()).or_default();
                there.0.extend(&axis.codes);
                there.1 += 1;
            }
        }
        let describe = |(id, (codes, tables)): (Code, (BTreeSet<Id>, u32))| {
            let number = self.names.dimensions.get(&id).unwrap_or_default();
            let list = &self.names.of_dimension[number as usize];
            let codes: BTreeSet<Code> = codes.into_iter().map(|code| list.code(code).clone()).collect();
            CubeDimension { id, codes: codes.into_iter().collect(), tables }
        };
        found.into_iter().map(describe).collect()
    }

    /// Countries that have numbers, in Eurostat's spelling, sorted.
    pub fn countries(&self) -> Vec<Code> {
        let places = self.ids(Role::Place, |block| block.place);
        let countries = places.into_iter().filter(|place| self.names.places.is_country(*place));
        let codes: BTreeSet<Code> = countries.map(|place| self.names.places.codes.code(place).clone()).collect();
        codes.into_iter().collect()
    }

    /// Years that have numbers, also such of quarters and months, ascending.
    pub fn years(&self) -> Vec<i64> {
        let periods = self.ids(Role::Time, |block| block.period);
        let years: BTreeSet<i64> = periods
            .into_iter()
            .map(|period| self.names.periods.time(period))
            .flat_map(|time| time.first_year..=time.last_year)
            .collect();
        years.into_iter().collect()
    }

    /// Members that speak, sorted.
    pub fn members(&self) -> Vec<MemberId> {
        let members: BTreeSet<&MemberId> = self.blocks.iter().map(|block| &block.origin.member).collect();
        members.into_iter().cloned().collect()
    }

    /// Numbers, and cells that say why there is none.
    pub fn observations(&self) -> usize {
        self.blocks.iter().map(Block::observations).sum()
    }

    /// Tables.
    pub fn tables(&self) -> usize {
        self.blocks.len()
    }

    /// Bytes of memory, counted from what is held.
    pub fn bytes(&self) -> usize {
        self.names.bytes() + self.blocks.iter().map(Block::bytes).sum::<usize>()
    }

    /// The label that the newest table gives to a code of its own.
    pub(crate) fn own_label(&self, axis: &Code, code: &Code) -> Option<&MultiText> {
        let role = match axis.as_str() {
            block::GEO => Role::Place,
            _ => Role::Dimension(self.names.dimensions.get(axis)?),
        };
        let id = match role {
            Role::Dimension(number) => self.names.of_dimension[number as usize].get(code)?,
            _ => self.names.places.codes.get(code)?,
        };
        let labels = self.blocks.iter().flat_map(|block| &block.labels);
        labels.into_iter().find(|(other, own, _)| *other == role && *own == id).map(|(_, _, label)| label)
    }

    fn ids(&self, role: Role, fixed: impl Fn(&Block) -> Option<Id>) -> BTreeSet<Id> {
        let of = |block: &Block| match block.axis(role) {
            Some(axis) => axis.codes.clone(),
            None => fixed(block).into_iter().collect(),
        };
        self.blocks.iter().flat_map(of).filter(|id| *id != NONE).collect()
    }

    fn block(&self, number: u32) -> &Block {
        &self.blocks[number as usize]
    }

    /// The unit of the newest table; persons, where there is none.
    fn usual_unit(&self) -> Code {
        let newest = self.blocks.first().map(|block| block.measure.unit.clone());
        newest.unwrap_or_else(|| "PER".parse().expect("PER is a code"))
    }
}
