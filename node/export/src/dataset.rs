//! Figures with their axes, labels and origins, ready to be written in any format.

use emn_protocol::record::{Code, Flags};
use emn_protocol::time::Timestamp;
use emn_series::answer::How;
use emn_series::source::Origin;
use serde::Serialize;

/// Observations that have the same axes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dataset {
    /// Names the dataset, such as `victims-identified`: the dataflow's id in SDMX.
    pub id: Code,
    /// Who maintains it: the agency in SDMX, such as `EMN` or `EMN.NL`.
    pub agency: String,
    /// What it shows, in the language asked for.
    pub title: String,
    /// Language of title and labels (BCP 47).
    pub lang: String,
    /// The newest of its origins.
    pub updated: Timestamp,
    /// What is measured.
    pub measure: Code,
    /// Unit, such as `PER`.
    pub unit: Code,
    /// Digits after the decimal point: a value `v` means `v / 10^decimals`.
    pub decimals: u8,
    /// The axes, in order; the last one varies fastest.
    pub axes: Vec<Axis>,
    /// What is known, sorted by key. A key may occur twice where sources disagree.
    pub observations: Vec<Observation>,
    /// Where the figures come from.
    pub origins: Vec<Origin>,
    /// What a reader must know, as sentences in the language asked for.
    pub notes: Vec<String>,
}

/// One axis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Axis {
    /// Its id: Eurostat's where there is one (`geo`, `sex`, `TIME_PERIOD`).
    pub id: Code,
    /// Its name.
    pub label: String,
    /// What it is, for programs that care.
    pub role: Role,
    /// Its codes and their labels, in order.
    pub codes: Vec<(Code, String)>,
}

/// What an axis is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Periods.
    Time,
    /// Countries.
    Geo,
    /// Anything else.
    Other,
}

/// A figure, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Observation {
    /// Position of its code on each axis.
    pub key: Vec<u32>,
    /// The value; absent when suppressed or not known.
    pub value: Option<i64>,
    /// Its flags.
    pub flags: Flags,
    /// How it came about.
    pub how: How,
    /// Positions in [`Dataset::origins`].
    pub origins: Vec<u32>,
}
