//! What a cube answers.

use emn_protocol::record::{Code, Flags};
use serde::{Deserialize, Serialize};

use crate::question::Question;
use crate::source::Origin;

/// Rows with their origins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Answer {
    /// What was asked.
    pub question: Question,
    /// Unit of the values, such as `PER`; `P_HTHAB` for rates per 100 000 inhabitants.
    pub unit: Code,
    /// Digits after the decimal point: a value `v` means `v / 10^decimals`.
    pub decimals: u8,
    /// Ids of the axes, one for each item of `question.by`: `geo`, `TIME_PERIOD`, `member`, or a dimension's.
    pub axes: Vec<Code>,
    /// The rows, sorted by their keys. Two rows have the same key where sources disagree: see [`Row::disputed`].
    pub rows: Vec<Row>,
    /// Where the numbers come from; rows name them by position.
    pub origins: Vec<Origin>,
    /// What a reader must know, each once.
    pub notes: Vec<Note>,
}

/// One number, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Row {
    /// One code for each axis.
    pub key: Vec<Code>,
    /// The value; absent when it is suppressed, not known, or would be a sum over what is.
    pub value: Option<i64>,
    /// Flags of all numbers in it; `c` when something in it is suppressed.
    pub flags: Flags,
    /// How it came about.
    pub how: How,
    /// Numbers in it that are suppressed, and that are not known.
    pub suppressed: u32,
    /// Numbers in it that are missing without a flag.
    pub missing: u32,
    /// What is known of a sum that is not whole: the sum of its published parts, so the value is at least this.
    pub at_least: Option<i64>,
    /// Countries in a sum over countries, so that a reader sees what it covers.
    pub covers: Vec<Code>,
    /// Positions in [`Answer::origins`].
    pub origins: Vec<u32>,
    /// Another source says something else for the same key, in the row beside it.
    pub disputed: bool,
}

/// How a value came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// It stands in a published table like this.
    Published,
    /// It was added up here from published numbers, all of them known.
    Added,
    /// It was not added up, since a part is suppressed or missing.
    NotAdded,
}

/// What a reader must know.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "note", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Note {
    /// Definitions differ between the countries compared, or a source explains its own.
    DefinitionsDiffer {
        /// The countries whose sources say so.
        countries: Vec<Code>,
    },
    /// Sources disagree about the same number; both are shown.
    SourcesDisagree {
        /// How many keys.
        keys: u32,
    },
    /// Sums were left out, since parts of them are suppressed.
    SuppressedParts {
        /// How many rows.
        rows: u32,
    },
    /// Sums were left out, since parts of them are not known.
    MissingParts {
        /// How many rows.
        rows: u32,
    },
    /// The sums of different rows cover different countries.
    CoverageDiffers,
    /// Quarters or months are published where years are asked for, and were not added up.
    PeriodsNotAdded {
        /// The countries.
        countries: Vec<Code>,
    },
    /// No population is known for a country and year, so there is no rate.
    NoPopulation {
        /// The countries.
        countries: Vec<Code>,
    },
    /// Tables were left out, since they are not broken down as asked, or since no total is published and their
    /// categories may overlap.
    LeftOut {
        /// How many tables.
        tables: u32,
        /// The dimension, where one is to blame.
        dimension: Option<Code>,
    },
    /// There is a break in the series (flag `b`).
    BreakInSeries {
        /// The countries.
        countries: Vec<Code>,
    },
}
