//! Figures with their axes, labels and origins, ready to be written in any format.

mod answer;
mod flow;
mod label;
mod note;
mod selection;
mod table;
mod unique;

use emn_protocol::record::{Audience, Code, Flags};
use emn_protocol::time::Timestamp;
use emn_series::answer::How;
use emn_series::source::Origin;
use serde::Serialize;

pub use answer::{AnswerTitle, of_answer};
pub use flow::{FREQ, UNIT, of_flow};
pub use label::{country, flag_meaning, unit_label};
pub use note::sentence;
pub use selection::{Selection, SelectionError};
pub use table::{TableContext, of_source, of_table};

/// Id of the axis of periods, in Eurostat's spelling.
pub const TIME_PERIOD: &str = "TIME_PERIOD";
/// Id of the axis of countries.
pub const GEO: &str = "geo";

/// Observations that have the same axes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dataset {
    /// Names the dataset, such as `victims-identified`: the dataflow's id in SDMX.
    pub id: Code,
    /// Who maintains it: the agency in SDMX, such as `EMN` or `EMN.NL`.
    pub agency: String,
    /// What it shows, in the language asked for where there is one.
    pub title: String,
    /// Language of the title (BCP 47).
    pub title_lang: String,
    /// Language of labels, notes and headings (BCP 47); single labels are in English where there is no other.
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
    /// Units of measure: each figure is in that of its code.
    Unit,
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
    /// What is known of a sum that is not whole, as a scaled value: it is at least this.
    pub at_least: Option<i64>,
    /// Countries in a sum over countries, in Eurostat's spelling.
    pub covers: Vec<Code>,
    /// Positions in [`Dataset::origins`].
    pub origins: Vec<u32>,
}

impl Dataset {
    /// Who may read it: the network only, as soon as one of its origins is for the network only.
    pub fn audience(&self) -> Audience {
        let network = self.origins.iter().any(|origin| origin.audience == Audience::Network);
        if network { Audience::Network } else { Audience::Public }
    }

    /// Position of the axis of periods. Codes on it are years, quarters and months as SDMX writes them.
    pub fn time_axis(&self) -> Option<usize> {
        self.axes.iter().position(|axis| axis.role == Role::Time)
    }

    /// Cells that the axes span; `None` when there are more than can be counted.
    pub fn cells(&self) -> Option<u64> {
        self.axes.iter().try_fold(1u64, |cells, axis| cells.checked_mul(axis.codes.len() as u64))
    }

    /// The codes of an observation, one for each axis.
    pub fn codes<'a>(&'a self, observation: &'a Observation) -> impl Iterator<Item = &'a (Code, String)> {
        self.axes.iter().zip(&observation.key).filter_map(|(axis, position)| axis.codes.get(*position as usize))
    }

    /// The origins of an observation.
    pub fn origins_of<'a>(&'a self, observation: &'a Observation) -> impl Iterator<Item = &'a Origin> {
        observation.origins.iter().filter_map(|position| self.origins.get(*position as usize))
    }

    /// The unit of an observation: that of its code on an axis of units, else the dataset's.
    pub fn unit_of(&self, observation: &Observation) -> &Code {
        let axis = self.axes.iter().position(|axis| axis.role == Role::Unit);
        let code = axis.and_then(|axis| self.axes[axis].codes.get(*observation.key.get(axis)? as usize));
        code.map_or(&self.unit, |(code, _)| code)
    }

    /// The same figures, with the codes only that occur.
    pub fn pruned(&self) -> Self {
        let mut pruned = self.clone();
        for (position, axis) in pruned.axes.iter_mut().enumerate() {
            let mut used = vec![false; axis.codes.len()];
            for observation in &self.observations {
                if let Some(used) = observation.key.get(position).and_then(|code| used.get_mut(*code as usize)) {
                    *used = true;
                }
            }
            let mut places: Vec<u32> = Vec::with_capacity(used.len());
            let mut next = 0;
            for used in &used {
                places.push(next);
                next += u32::from(*used);
            }
            let mut kept = used.iter();
            axis.codes.retain(|_| kept.next().is_some_and(|used| *used));
            for observation in &mut pruned.observations {
                if let Some(code) = observation.key.get_mut(position) {
                    *code = places.get(*code as usize).copied().unwrap_or(*code);
                }
            }
        }
        pruned
    }

    /// All flags that occur, each letter once, in alphabetical order.
    pub fn flag_letters(&self) -> Vec<char> {
        let letters = emn_protocol::record::FLAG_LETTERS.iter().map(|(letter, _)| *letter);
        letters.filter(|letter| self.observations.iter().any(|observation| observation.flags.has(*letter))).collect()
    }
}

/// The name of a way in which values come about, as in JSON.
pub fn how_name(how: How) -> &'static str {
    match how {
        How::Published => "published",
        How::Added => "added",
        How::NotAdded => "not_added",
    }
}

#[cfg(test)]
mod tests;
