//! What the columns of a register mean: a small TOML file that a member writes once and keeps.

mod check;
mod place;

use std::collections::BTreeMap;

use emn_protocol::record::{Code, MultiText};
use serde::{Deserialize, Serialize};

pub(super) use check::{OLDEST, age_band, is_rest, spelling};

use crate::read::{self, Encoding, Problem};

/// The code of what is blank or not known.
pub const UNKNOWN: &str = "UNK";

/// Stands for all values that are listed nowhere else.
pub const REST: &str = "*";

/// What the columns of a register mean, and what is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Id of the table.
    pub id: Code,
    /// What is counted, such as `victims-identified`.
    pub measure: Code,
    /// Its unit; persons unless said otherwise.
    #[serde(default = "persons")]
    pub unit: Code,
    /// Its topic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<Code>,
    /// The column that names a person: then each person counts once, in the first row that passes the filters. The
    /// values are only hashed, in memory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// The column of counts, when the input is no list of persons but a table of counts already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<String>,
    /// Columns of a table of counts that tell nothing, such as flags and remarks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ignore: Vec<String>,
    /// The separator of delimited text; without, the header shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<Delimiter>,
    /// The encoding of delimited text.
    #[serde(default)]
    pub encoding: Encoding,
    /// Dimensions of the table, in order; without, all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<Code>,
    /// Title of the table.
    #[serde(default, skip_serializing_if = "MultiText::is_empty")]
    pub title: MultiText,
    /// Remarks on the table.
    #[serde(default, skip_serializing_if = "MultiText::is_empty")]
    pub notes: MultiText,
    /// Only persons with one of these codes are counted. A code that has parts includes them.
    #[serde(default, rename = "where", skip_serializing_if = "BTreeMap::is_empty")]
    pub filters: BTreeMap<Code, Vec<Code>>,
    /// What the columns mean.
    #[serde(rename = "dimension")]
    pub dimensions: Vec<DimensionMapping>,
}

const CHOICE: &str = "write ids of dimensions, and filters such as sex=F";

fn persons() -> Code {
    "PER".parse().expect("PER is an identifier")
}

/// Separators of delimited text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Delimiter {
    /// `,`
    #[serde(rename = ",")]
    Comma,
    /// `;`
    #[serde(rename = ";")]
    Semicolon,
    /// The tab.
    #[serde(rename = "\t")]
    Tab,
}

impl Delimiter {
    pub(crate) fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }
}

/// What one column means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DimensionMapping {
    /// Id of the dimension; a shared one where there is one.
    pub id: Code,
    /// Name of the column.
    pub column: String,
    /// How values become codes.
    #[serde(default)]
    pub kind: Kind,
    /// Order of day, month and year in dates.
    #[serde(default, skip_serializing_if = "DateOrder::is_default")]
    pub order: DateOrder,
    /// Of dates: the periods that are counted, finest first, such as `["quarter", "year"]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<Level>,
    /// Of births: the column with the date at which the age counts, in the same order of day, month and year. With
    /// full dates the age is exact; with years alone, it is the age reached in the year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Of births: the one year in which the age is reached, instead of [`DimensionMapping::at`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i64>,
    /// Order of the codes, and codes that are shown though no value has them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<Code>,
    /// The code that is the sum of all that are part of no other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Code>,
    /// Values that mean «not known», besides blank ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<String>,
    /// Whether every code of the shared list, and every name of a country, stands for itself.
    #[serde(default, skip_serializing_if = "is_false")]
    pub shared: bool,
    /// Of shared dimensions: only so many of the codes that the mapping does not list are shown, those with most
    /// persons; all others count under [`DimensionMapping::rest`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub top: Option<usize>,
    /// The code of all codes below the [`DimensionMapping::top`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rest: Option<Code>,
    /// Between several values of one person: `;` in `Female;Male`. The person then counts under each, and no sum is
    /// declared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub separator: Option<char>,
    /// Whether the codes exclude each other. `false` for a table of counts in which a person stands under several.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub additive: bool,
    /// Values of each code; `*` are all that are listed nowhere else.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<Code, Vec<String>>,
    /// Codes that are sums of others, in one way or several.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parts: BTreeMap<Code, Partitions>,
    /// Labels of codes that are in no shared list.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<Code, MultiText>,
}

fn yes() -> bool {
    true
}

// serde hands a reference to what decides on skipping.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_true(value: &bool) -> bool {
    *value
}

// serde hands a reference to what decides on skipping.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_false(value: &bool) -> bool {
    !*value
}

/// How values become codes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A list of values says so.
    #[default]
    Category,
    /// Dates become periods.
    Date,
    /// Ages in whole years fall into the codes `Y_LT14`, `Y14-17`, `Y_GE65`, …
    Age,
    /// As [`Kind::Age`], from the date or year of birth and the date or year at which the age counts.
    Birth,
}

/// Order of day, month and year.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateOrder {
    /// ISO 8601: `2022-07-14`, also with a time behind it, and `2022-07`, `2022-Q3`, `2022`.
    #[default]
    Ymd,
    /// `14-07-2022`, `14/07/2022`, `14.7.2022`.
    Dmy,
    /// `07/14/2022`.
    Mdy,
}

impl DateOrder {
    // serde hands a reference to what decides on skipping.
    #[allow(clippy::trivially_copy_pass_by_ref)]
    fn is_default(&self) -> bool {
        *self == Self::Ymd
    }
}

/// Lengths of periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// `2022-07`.
    Month,
    /// `2022-Q3`.
    Quarter,
    /// `2022`.
    Year,
    /// The whole time, such as `2019/2022`.
    All,
}

/// The parts of a code: one list, or several lists that each add up to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Partitions {
    /// `["F", "M"]`
    One(Vec<Code>),
    /// `[["NAT", "FOR"], ["EU27_2020", "EXT_EU27_2020"]]`
    Several(Vec<Vec<Code>>),
}

impl Partitions {
    /// The lists.
    pub fn lists(&self) -> &[Vec<Code>] {
        match self {
            Self::One(list) => std::slice::from_ref(list),
            Self::Several(lists) => lists,
        }
    }
}

impl DimensionMapping {
    /// A column whose values are still to be mapped.
    pub fn new(id: Code, column: impl Into<String>) -> Self {
        Self {
            id,
            column: column.into(),
            kind: Kind::Category,
            order: DateOrder::Ymd,
            levels: Vec::new(),
            at: None,
            year: None,
            top: None,
            rest: None,
            codes: Vec::new(),
            total: None,
            unknown: Vec::new(),
            shared: false,
            separator: None,
            additive: true,
            values: BTreeMap::new(),
            parts: BTreeMap::new(),
            labels: BTreeMap::new(),
        }
    }

    /// Whether its codes add up.
    pub fn adds_up(&self) -> bool {
        self.additive && self.separator.is_none()
    }

    /// Whether a code is the sum of others.
    pub(super) fn is_aggregate(&self, code: &str) -> bool {
        self.total.as_ref().is_some_and(|total| total.as_str() == code)
            || self.parts.keys().any(|parent| parent.as_str() == code)
    }
}

impl Mapping {
    /// Reads a mapping and checks it.
    ///
    /// # Errors
    /// Everything that is wrong, with its place.
    pub fn parse(file_name: &str, text: &str) -> Result<Self, Vec<Problem>> {
        let mapping: Self =
            toml::from_str(text).map_err(|error| vec![place::of_toml_error(file_name, text, &error)])?;
        let found = check::check(&mapping);
        if found.is_empty() {
            return Ok(mapping);
        }
        Err(found.into_iter().map(|finding| place::problem(file_name, text, finding)).collect())
    }

    /// As TOML, to be kept and edited. [`Self::parse`] reads it back to the same.
    ///
    /// # Errors
    /// Never for a mapping that [`Self::check`] finds in order.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        toml::to_string(self)
    }

    /// What is wrong with it; empty when it is in order. For a mapping that was changed after it was read.
    pub fn check(&self) -> Vec<Problem> {
        check::check(self).into_iter().map(|finding| place::problem("mapping", "", finding)).collect()
    }

    /// Chooses what is counted, as a command line says it: `by` such as `["sex", "age"]`, `filters` such as
    /// `["sex=F", "age=Y14-17,Y_GE18"]`. Empty lists leave what the mapping says.
    ///
    /// # Errors
    /// What does not fit; the mapping is then as before.
    pub fn choose(&mut self, by: &[String], filters: &[String]) -> Result<(), Vec<Problem>> {
        let malformed = |text: &str| read::problem("mapping", None, None, format!("`{text}` says nothing"), CHOICE);
        let code = |text: &str| text.trim().parse::<Code>().map_err(|_| vec![malformed(text)]);
        let mut chosen = self.clone();
        if !by.is_empty() {
            chosen.by = by.iter().map(|text| code(text)).collect::<Result<_, _>>()?;
        }
        for filter in filters {
            let (id, codes) = filter.split_once('=').ok_or_else(|| vec![malformed(filter)])?;
            let codes = codes.split(',').map(code).collect::<Result<_, _>>()?;
            chosen.filters.insert(code(id)?, codes);
        }
        let found = chosen.check();
        if !found.is_empty() {
            return Err(found);
        }
        *self = chosen;
        Ok(())
    }

    /// The mapping of a dimension.
    pub fn dimension(&self, id: &str) -> Option<&DimensionMapping> {
        self.dimensions.iter().find(|dimension| dimension.id.as_str() == id)
    }

    /// Ids of the table's dimensions, in order.
    pub fn axes(&self) -> Vec<&Code> {
        if self.by.is_empty() {
            return self.dimensions.iter().map(|dimension| &dimension.id).collect();
        }
        self.by.iter().collect()
    }
}

#[cfg(test)]
mod tests;
