//! What is asked of a cube.

use emn_protocol::codelist::TIME_PERIOD;
use emn_protocol::ids::MemberId;
use emn_protocol::record::Code;
use serde::{Deserialize, Serialize};

mod parse;

/// Filter, grouping and unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Question {
    /// The measure, such as `victims-identified`.
    pub measure: Code,
    /// What the rows are grouped by, in order. Empty: one number.
    pub by: Vec<By>,
    /// Codes that count in a dimension; several filters hold together. `geo` takes country codes, `TIME_PERIOD` years
    /// and other periods. A dimension that is neither filtered nor grouped by counts with its total.
    pub filters: Vec<Filter>,
    /// Only numbers of these members; empty: of all.
    pub members: Vec<MemberId>,
    /// First and last year, both included.
    pub years: (Option<i64>, Option<i64>),
    /// Add up quarters or months to years where no year is published: right for events, wrong for stocks.
    pub add_periods: bool,
    /// Divide by the population: per so many inhabitants, such as 100 000.
    pub per: Option<u32>,
    /// Only what is marked public.
    pub public_only: bool,
}

/// One axis of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// The country of the numbers.
    Country,
    /// Calendar years.
    Year,
    /// Periods as published: years, quarters, months.
    Period,
    /// The member that speaks.
    Member,
    /// A dimension of the tables, such as `sex`.
    Dimension(Code),
}

impl By {
    /// Id of the axis, as in the answer: `geo`, `TIME_PERIOD`, `member`, or the dimension's.
    pub fn axis(&self) -> Code {
        let id = match self {
            Self::Country => "geo",
            Self::Year | Self::Period => TIME_PERIOD,
            Self::Member => "member",
            Self::Dimension(id) => id.as_str(),
        };
        id.parse().expect("ids of axes are codes")
    }
}

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Filter {
    /// Id of the dimension.
    pub dimension: Code,
    /// Codes that count; at least one. With several codes and no grouping by the dimension they are added up.
    pub codes: Vec<Code>,
}
