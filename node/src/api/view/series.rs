//! What there is to be asked about figures.

use emn_protocol::ids::MemberId;
use emn_protocol::record::Code;
use emn_series::cube::{Cube, CubeDimension};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::catalogue::MeasureFacts;

/// The measures that tables here have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Measures {
    /// By their ids.
    pub items: Vec<MeasureItem>,
}

/// A measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MeasureItem {
    /// Its id.
    pub id: Code,
    /// Records with tables of it, of those that nothing replaces.
    pub records: u64,
}

/// What can be asked about a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MeasureView {
    /// Its id.
    pub id: Code,
    /// Units in which it is given.
    pub units: Vec<Code>,
    /// Observations in all tables.
    pub observations: u64,
    /// Tables.
    pub tables: u64,
    /// Dimensions by which some table is broken down.
    pub dimensions: Vec<MeasureDimension>,
    /// Countries that there are figures of.
    pub countries: Vec<Code>,
    /// Years that there are figures of.
    pub years: Vec<i64>,
    /// Members that publish them.
    pub members: Vec<MemberId>,
}

/// A dimension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MeasureDimension {
    /// Its id, such as `sex`.
    pub id: Code,
    /// Codes that occur.
    pub codes: Vec<Code>,
    /// Tables that have it.
    pub tables: u64,
}

/// The list as the API answers it.
pub(in crate::api) fn measures(facts: Vec<MeasureFacts>) -> Measures {
    Measures { items: facts.into_iter().map(|MeasureFacts { id, records }| MeasureItem { id, records }).collect() }
}

impl MeasureView {
    /// What a cube says of itself.
    pub(in crate::api) fn of(cube: &Cube) -> Self {
        let contents = cube.contents(false);
        let dimension = |CubeDimension { id, codes, tables }| MeasureDimension { id, codes, tables: tables as u64 };
        Self {
            id: cube.measure().clone(),
            units: contents.units,
            observations: contents.observations as u64,
            tables: contents.tables as u64,
            dimensions: contents.dimensions.into_iter().map(dimension).collect(),
            countries: contents.countries,
            years: contents.years,
            members: contents.members,
        }
    }
}
