//! A table of a record, with what is needed to say where its numbers come from.

use emn_protocol::ids::{EntryId, MemberId};
use emn_protocol::record::{Audience, Code, MultiText, Record, Table};
use emn_protocol::time::{Date, Period, Timestamp};
use serde::{Deserialize, Serialize};

/// Where numbers come from: one table of one record, as published. The newest version of a record is the source;
/// superseded and withdrawn records are none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Origin {
    /// Id of the entry.
    pub record: EntryId,
    /// Id of the table in the record.
    pub table: Code,
    /// The member that speaks.
    pub member: MemberId,
    /// The signer's clock: of two numbers for one fact of one publisher, the later one holds.
    pub time: Timestamp,
    /// Title of the record by language.
    pub title: MultiText,
    /// The organisation that made the record.
    pub organisation: String,
    /// The register that the figures were taken from. Figures of different registers stand beside each other.
    pub register: Option<String>,
    /// The day on which the register was read.
    pub reference_date: Option<Date>,
    /// How the figures are defined nationally. Where it is not empty, comparing countries needs care.
    pub definitions: MultiText,
    /// Who may read it.
    pub audience: Audience,
}

impl Origin {
    /// What an entry says of a table in its record; nothing for a withdrawal.
    pub fn of(entry: EntryId, member: &MemberId, time: Timestamp, record: &Record, table: &Table) -> Option<Self> {
        let about = record.about()?;
        let report = record.report();
        Some(Self {
            record: entry,
            table: table.id.clone(),
            member: member.clone(),
            time,
            title: about.title.clone(),
            organisation: about.organisation.clone(),
            register: report.and_then(|report| report.source.clone()),
            reference_date: report.and_then(|report| report.reference_date),
            definitions: report.map(|report| report.definitions.clone()).unwrap_or_default(),
            audience: about.audience,
        })
    }
}

/// One table with its origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Where it comes from.
    pub origin: Origin,
    /// Countries that the record covers (ISO 3166-1 alpha-2): the country of the numbers of a table without the
    /// dimension `geo`, if there is one country only; else the member's.
    pub countries: Vec<Code>,
    /// What time the record speaks of: the period of a table without the dimension `TIME_PERIOD`.
    pub period: Option<Period>,
    /// The table.
    pub table: Table,
}
