//! What a cube has, for lists to choose from.

use std::collections::{BTreeMap, BTreeSet};

use emn_protocol::ids::MemberId;
use emn_protocol::record::{Audience, Code};
use emn_protocol::time::Timestamp;

use super::block::{Block, NONE, Role};
use super::names::Id;
use super::{Cube, nesting};

/// What there is to ask for. With `public_only` nothing in it comes from a record for members only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// Dimensions other than country and period, by id.
    pub dimensions: Vec<CubeDimension>,
    /// Countries in Eurostat's spelling, sorted.
    pub countries: Vec<Code>,
    /// Years, also such of quarters and months, ascending.
    pub years: Vec<i64>,
    /// Members that speak, sorted.
    pub members: Vec<MemberId>,
    /// Units of the tables, sorted. With more than one, a filter `unit` must choose.
    pub units: Vec<Code>,
    /// Numbers, and cells that say why there is none.
    pub observations: usize,
    /// Tables.
    pub tables: usize,
    /// When the newest record was signed.
    pub updated: Option<Timestamp>,
}

/// A dimension that tables of a cube are broken down by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CubeDimension {
    /// Its id.
    pub id: Code,
    /// Codes that tables have, sorted.
    pub codes: Vec<Code>,
    /// How many tables have it.
    pub tables: usize,
}

impl CubeDimension {
    /// The code that stands for everything: the one that tables have, else the one that tables without the dimension
    /// stand for.
    pub fn total(&self) -> Code {
        let id = self.id.as_str();
        let own = self.codes.iter().find(|code| nesting::is_total(id, code.as_str())).cloned();
        let listed = || nesting::total_names(id).find_map(|total| total.parse().ok());
        own.or_else(listed).unwrap_or_else(|| self.id.clone())
    }
}

impl Cube {
    /// What there is to ask for: of all records, or of public ones only.
    pub fn contents(&self, public_only: bool) -> Contents {
        let blocks: Vec<&Block> = self.seen(public_only).collect();
        let members: BTreeSet<&MemberId> = blocks.iter().map(|block| &block.origin.member).collect();
        let units: BTreeSet<&Code> = blocks.iter().map(|block| &block.measure.unit).collect();
        Contents {
            dimensions: self.dimensions_of(&blocks),
            countries: self.countries_of(&blocks),
            years: self.years_of(&blocks),
            members: members.into_iter().cloned().collect(),
            units: units.into_iter().cloned().collect(),
            observations: blocks.iter().map(|block| block.observations()).sum(),
            tables: blocks.len(),
            updated: blocks.iter().map(|block| block.origin.time).max(),
        }
    }

    /// Tables that a reader may see.
    pub(super) fn seen(&self, public_only: bool) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(move |block| !public_only || block.origin.audience == Audience::Public)
    }

    fn dimensions_of(&self, blocks: &[&Block]) -> Vec<CubeDimension> {
        let mut found: BTreeMap<Id, (BTreeSet<Id>, usize)> = BTreeMap::new();
        for axis in blocks.iter().flat_map(|block| &block.axes) {
            if let Role::Dimension(number) = axis.role {
                let there = found.entry(number).or_default();
                there.0.extend(&axis.codes);
                there.1 += 1;
            }
        }
        let describe = |(number, (ids, tables)): (Id, (BTreeSet<Id>, usize))| {
            let list = &self.names.of_dimension[number as usize];
            let mut codes: Vec<Code> = ids.into_iter().map(|id| list.code(id).clone()).collect();
            codes.sort();
            CubeDimension { id: self.names.dimensions.code(number).clone(), codes, tables }
        };
        let mut dimensions: Vec<CubeDimension> = found.into_iter().map(describe).collect();
        dimensions.sort_by(|a, b| a.id.cmp(&b.id));
        dimensions
    }

    fn countries_of(&self, blocks: &[&Block]) -> Vec<Code> {
        let places = along(blocks, Role::Place, |block| block.place);
        let countries = places.into_iter().filter(|place| self.names.places.is_country(*place));
        let mut codes: Vec<Code> = countries.map(|place| self.names.places.codes.code(place).clone()).collect();
        codes.sort();
        codes
    }

    fn years_of(&self, blocks: &[&Block]) -> Vec<i64> {
        let periods = along(blocks, Role::Time, |block| block.period);
        let times = periods.into_iter().map(|period| self.names.periods.time(period));
        let years: BTreeSet<i64> = times.flat_map(|time| time.first_year..=time.last_year).collect();
        years.into_iter().collect()
    }
}

fn along(blocks: &[&Block], role: Role, fixed: impl Fn(&Block) -> Option<Id>) -> BTreeSet<Id> {
    let of = |block: &&Block| match block.axis(role) {
        Some(axis) => axis.codes.clone(),
        None => fixed(block).into_iter().collect(),
    };
    blocks.iter().flat_map(of).filter(|id| *id != NONE).collect()
}
