//! A table in the context of its record, and the identity of each of its cells: the same persons counted in two tables
//! are the same cell.

use std::collections::BTreeMap;
use std::fmt;

use emn_protocol::record::{Code, Dimension, Record, Table};

/// Codes that mean «all» where nothing declares a sum.
const TOTALS: [&str; 3] = ["T", "TOTAL", "_T"];

/// A table with what its record says about all of its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Where it stands, for messages: a file, or the short id of an entry and the id of the table.
    pub source: String,
    /// The table. A table that is not yet protected has all its values.
    pub table: Table,
    /// Dimensions that the record fixes and the table does not have, such as `geo` and `TIME_PERIOD`.
    pub context: BTreeMap<String, String>,
}

/// What a cell counts, whichever table shows it: the measure and, for each dimension that is not a total, its code.
/// Equal keys mean the same persons.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellKey(String);

impl CellKey {
    /// The key as text: `measure|unit|dimension=code|…`, dimensions in alphabetical order.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CellKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Publication {
    /// A table alone, without a record around it.
    pub fn of_table(source: impl Into<String>, table: Table) -> Self {
        Self { source: source.into(), table, context: BTreeMap::new() }
    }

    /// The tables of a record. `source` names the record.
    pub fn of_record(source: &str, record: &Record) -> Vec<Self> {
        let context = context(record);
        let publish = |table: &Table| Self {
            source: format!("{source}, table {}", table.id),
            table: table.clone(),
            context: context.clone(),
        };
        record.tables().iter().map(publish).collect()
    }

    /// What is counted: cells of publications with different indicators are never the same.
    pub fn indicator(&self) -> String {
        format!("{}|{}", self.table.measure.id, self.table.measure.unit)
    }

    /// The code of a cell in each dimension of table and context, by dimension id; totals are left out.
    pub fn coordinate(&self, position: usize) -> BTreeMap<&str, &str> {
        let mut coordinate: BTreeMap<&str, &str> = self
            .context
            .iter()
            .filter(|(dimension, code)| {
                !TOTALS.contains(&code.as_str())
                    && self.table.dimensions.iter().all(|own| own.id.as_str() != dimension.as_str())
            })
            .map(|(dimension, code)| (dimension.as_str(), code.as_str()))
            .collect();
        for (dimension, code) in self.table.dimensions.iter().zip(self.table.coordinates(position)) {
            if !is_total(dimension, code) {
                coordinate.insert(dimension.id.as_str(), code.as_str());
            }
        }
        coordinate
    }

    /// Identity of a cell.
    pub fn key(&self, position: usize) -> CellKey {
        let mut key = self.indicator();
        for (dimension, code) in self.coordinate(position) {
            key.push('|');
            key.push_str(dimension);
            key.push('=');
            key.push_str(code);
        }
        CellKey(key)
    }
}

/// Dimensions that a record fixes for all its tables.
fn context(record: &Record) -> BTreeMap<String, String> {
    let mut context = BTreeMap::new();
    let Some(about) = record.about() else { return context };
    if let [country] = about.countries.as_slice() {
        // Tables write Eurostat's codes, records ISO's.
        let eurostat = match country.as_str() {
            "GR" => "EL",
            "GB" => "UK",
            same => same,
        };
        context.insert("geo".to_owned(), eurostat.to_owned());
    }
    if let Some(period) = &about.period {
        context.insert(emn_protocol::codelist::TIME_PERIOD.to_owned(), period.to_string());
    }
    context
}

/// Whether a code stands for all of its dimension: the one root of the declared sums that every other code leads to,
/// or one of the usual codes for it.
pub fn is_total(dimension: &Dimension, code: &Code) -> bool {
    if TOTALS.contains(&code.as_str()) {
        return true;
    }
    let Some(position) = dimension.codes.iter().position(|own| own == code) else { return false };
    let mut reached = vec![false; dimension.codes.len()];
    let mut waiting = vec![position];
    while let Some(at) = waiting.pop() {
        if std::mem::replace(&mut reached[at], true) {
            continue;
        }
        let sums = dimension.sums.iter().filter(|sum| sum.total as usize == at);
        waiting.extend(sums.flat_map(|sum| sum.parts.iter().map(|part| *part as usize)));
    }
    dimension.codes.len() > 1 && reached.iter().all(|reached| *reached)
}
