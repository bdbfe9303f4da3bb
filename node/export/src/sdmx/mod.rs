//! SDMX: what its formats share (ids that all allow, and the name of the dataflow), and those that ask for nothing but a
//! dataset: generic data in XML, CSV 1.0 and Eurostat's table with tabs.
//!
//! [CSV 2.0](crate::csv) and the [structure](crate::structure) stand beside, since they are formats of every export.

mod generic;
mod plain;
mod tsv;

use std::collections::{BTreeMap, BTreeSet};

pub use generic::{Detail, View, generic};
pub use plain::csv_1;
pub use tsv::tsv;

use crate::error::ExportError;
use crate::format::Format;
use crate::structure::{COMMON, MESSAGE};
use crate::xml::{Written, Xml};

use crate::dataset::{Dataset, Observation, Role, TIME_PERIOD};

/// Version of all structures. Codes may be added to a list under the same version.
pub(crate) const VERSION: &str = "1.0";

/// The column after the dimensions.
pub(crate) const MEASURE: &str = "OBS_VALUE";
/// Columns after the measure.
pub(crate) const ATTRIBUTES: [&str; 11] = [
    "OBS_FLAG",
    "CONF_STATUS",
    "UNIT_MEASURE",
    "DECIMALS",
    "HOW",
    "AT_LEAST",
    "COVERS",
    "AUDIENCE",
    "SOURCE_MEMBER",
    "SOURCE_RECORD",
    "SOURCE_TABLE",
];

/// Further columns that a table's axes may not be named like.
const RESERVED: [&str; 7] =
    ["STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "SERIES_KEY", "OBS_KEY", TIME_PERIOD];

/// Ids of one scope, each once: `.` is not allowed in SDMX, and what begins with something else than a letter, where a
/// letter is asked for, gets `_` or `X_` in front. Of two ids that become the same, the later one gets a number.
#[derive(Default)]
pub(crate) struct Ids {
    taken: BTreeSet<String>,
    /// The number that was given last: a hostile list may have thousands of codes that become the same.
    numbers: BTreeMap<String, u32>,
}

impl Ids {
    fn unique(&mut self, wanted: String) -> String {
        let mut id = wanted.clone();
        while self.taken.contains(&id) {
            let number = self.numbers.entry(wanted.clone()).or_insert(1);
            *number += 1;
            id = format!("{wanted}_{number}");
        }
        self.taken.insert(id.clone());
        id
    }

    /// The id of a code (SDMX 2.1, `IDType`). A code never begins with `-`, so that no spreadsheet takes it for a formula.
    pub(crate) fn code(&mut self, id: &str) -> String {
        let id = id.replace('.', "_");
        self.unique(if id.starts_with('-') { format!("_{id}") } else { id })
    }

    /// The id of a concept, component or scheme (SDMX 2.1, `NCNameIDType`).
    pub(crate) fn name(&mut self, id: &str) -> String {
        let id = id.replace('.', "_");
        let fits = id.starts_with(|c: char| c.is_ascii_alphabetic());
        self.unique(if fits { id } else { format!("X_{id}") })
    }
}

/// A dataset's ids in SDMX.
pub(crate) struct SdmxIds {
    /// Of the dataflow and the data structure.
    pub(crate) flow: String,
    /// The agency.
    pub(crate) agency: String,
    /// Of each axis.
    pub(crate) axes: Vec<String>,
    /// Of the codes of each axis.
    pub(crate) codes: Vec<Vec<String>>,
    /// Positions of the axes in the order of SDMX: that of time last.
    pub(crate) order: Vec<usize>,
}

impl SdmxIds {
    pub(crate) fn of(dataset: &Dataset) -> Self {
        let taken = RESERVED.into_iter().chain([MEASURE]).chain(ATTRIBUTES).map(str::to_owned).collect();
        let mut names = Ids { taken, ..Ids::default() };
        let time = dataset.time_axis();
        let name = |(position, axis): (usize, &crate::dataset::Axis)| {
            if Some(position) == time { TIME_PERIOD.to_owned() } else { names.name(axis.id.as_str()) }
        };
        let axes = dataset.axes.iter().enumerate().map(name).collect();
        let codes = dataset.axes.iter().map(|axis| {
            let mut ids = Ids::default();
            let id = |(code, _): &(emn_protocol::record::Code, String)| match axis.role {
                Role::Time => code.to_string(),
                _ => ids.code(code.as_str()),
            };
            axis.codes.iter().map(id).collect()
        });
        let others = (0..dataset.axes.len()).filter(|position| Some(*position) != time);
        Self {
            flow: Ids::default().name(dataset.id.as_str()),
            agency: agency(&dataset.agency),
            codes: codes.collect(),
            order: others.chain(time).collect(),
            axes,
        }
    }
}

/// The dataflow's id of a measure.
pub fn flow_id(measure: &str) -> String {
    Ids::default().name(measure)
}

/// Whether a caller who wrote `asked` means the dataflow with this id: in any case, with `_` for every sign that is no
/// letter and no digit, since not all clients take other ones.
pub fn names_flow(asked: &str, measure: &str) -> bool {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    asked.chars().map(plain).eq(measure.chars().map(plain))
}

/// Why there is no answer, as SDMX-ML 2.1 says it.
///
/// # Errors
/// [`ExportError::Library`], which writing to memory does not bring about.
pub fn error(code: u16, text: &str) -> Result<Vec<u8>, ExportError> {
    let write = || -> std::io::Result<Vec<u8>> {
        let mut out = Xml::new()?;
        out.open("mes:Error", &[("xmlns:mes", MESSAGE), ("xmlns:com", COMMON)])?;
        out.open("mes:ErrorMessage", &[("code", &code.to_string())])?;
        out.element("com:Text", &[("xml:lang", "en")], text)?;
        out.close("mes:ErrorMessage")?;
        out.close("mes:Error")?;
        Ok(out.into_bytes())
    };
    write().map_err(|error| ExportError::library(Format::Structure)(&error))
}

/// The first lines of the header of every message.
pub(crate) fn header(out: &mut Xml, id: &str, prepared: &str, agency: &str) -> Written {
    out.element("mes:ID", &[], id)?;
    out.element("mes:Test", &[], "false")?;
    out.element("mes:Prepared", &[], prepared)?;
    // A sender's id has no points.
    out.empty("mes:Sender", &[("id", &agency.replace('.', "_"))])
}

/// An agency's id (SDMX 2.1, `NestedNCNameIDType`): names with points between them.
fn agency(text: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let part = |part: &str| {
        let part: String = part.chars().map(|c| if fits(c) { c } else { '_' }).collect();
        Ids::default().name(&part)
    };
    text.split('.').filter(|text| !text.is_empty()).map(part).collect::<Vec<_>>().join(".")
}

/// The position of an observation's code on an axis.
pub(crate) fn place(observation: &Observation, axis: usize) -> usize {
    observation.key.get(axis).map_or(usize::MAX, |place| *place as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_allowed_and_stay_distinct() {
        let mut ids = Ids::default();
        assert_eq!(ids.code("Y14-17"), "Y14-17");
        assert_eq!(ids.code("a.b"), "a_b");
        assert_eq!(ids.code("a_b"), "a_b_2");
        assert_eq!(ids.code("-1"), "_-1");
        assert_eq!(ids.name("2nd"), "X_2nd");
        assert!(names_flow("VICTIMS_IDENTIFIED", "victims-identified") && names_flow("a.b", "A_b"));
        assert!(!names_flow("victims", "victims-identified") && !names_flow("", "a"));
        assert_eq!(agency("EMN.EU-COM"), "EMN.EU-COM");
        assert_eq!(agency("E=1..2"), "E_1.X_2");
    }
}
