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
//!   least how much: the sum of the published parts, which anybody can add up; not where they were rounded or carry
//!   noise. A cell that does not apply is no part.
//! - **Newest.** Of one member and register the later publication holds for the same country, period and codes. An
//!   empty cell without a flag says nothing, and takes nothing away.
//! - **Disagreement.** Other members, other registers, and two tables of one record that publish different numbers,
//!   stand beside each other in rows of the same key; the same number is one row with several origins.
//! - **Countries together.** Without an axis for countries the numbers of all are added up, of each country its own
//!   member's first, then that of the newest reference date. Countries without a number are not covered, and every row
//!   says which are. Where a filter names one country only, sources stand beside each other.
//! - **Years.** Quarters and months become years only on request, four or twelve of them. Years become one number only
//!   on request, all years that any of them has.
//! - **Public.** A question for public records only sees nothing of the others, not even the names of their codes.
//! - **Rates.** Counts only; the sum over the summed population of the covered countries on 1 January of the year,
//!   rounded half up to two digits.

mod block;
mod contents;
mod facts;
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
use std::collections::BTreeSet;

use emn_protocol::ids::EntryId;
use emn_protocol::record::{Code, MultiText};

use crate::answer::Answer;
use crate::error::SeriesError;
use crate::population::Population;
use crate::question::Question;
use crate::source::Source;
use block::{Block, Role};
pub use contents::{Contents, CubeDimension};
use names::Names;
use plan::Plan;

/// The observations of one measure.
#[derive(Debug, Clone)]
pub struct Cube {
    measure: Code,
    names: Names,
    /// The newest first.
    blocks: Vec<Block>,
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

    /// Tables.
    pub fn tables(&self) -> usize {
        self.blocks.len()
    }

    /// Bytes of memory, counted from what is held.
    pub fn bytes(&self) -> usize {
        self.names.bytes() + self.blocks.iter().map(Block::bytes).sum::<usize>()
    }

    /// The label that the newest table gives to a code of its own.
    pub(crate) fn own_label(&self, axis: &Code, code: &Code, public_only: bool) -> Option<&MultiText> {
        let role = match axis.as_str() {
            block::GEO => Role::Place,
            _ => Role::Dimension(self.names.dimensions.get(axis)?),
        };
        let id = match role {
            Role::Dimension(number) => self.names.of_dimension[number as usize].get(code)?,
            _ => self.names.places.codes.get(code)?,
        };
        let mut labels = self.seen(public_only).flat_map(|block| &block.labels);
        labels.find(|(other, own, _)| *other == role && *own == id).map(|(_, _, label)| label)
    }

    fn block(&self, number: u32) -> &Block {
        &self.blocks[number as usize]
    }
}
