//! Tables as cubes, as in JSON-stat: ordered dimensions with codes, one measure, dense row-major values, sparse flags.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::text::MultiText;
use crate::codec::text_codec;
use crate::ids::IdError;

/// An identifier of a topic, dimension, code, measure, unit or table: 1 to 64 of `A-Z a-z 0-9 _ - .`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Code(String);

impl Code {
    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Code {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let fits = (1..=64).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(IdError::Malformed {
                text: text.chars().take(80).collect(),
                expected: "an identifier (1 to 64 of A-Z, a-z, 0-9, `_`, `-` and `.`)",
            })
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_codec!(Code);

/// What a table counts or measures.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cbor(map)]
pub struct Measure {
    /// Identifier, such as `victims-identified`.
    #[n(0)]
    pub id: Code,
    /// Counts of persons are under disclosure control.
    #[n(1)]
    pub kind: MeasureKind,
    /// Unit, such as `PER` (persons) or `P_HTHAB` (per 100 000 inhabitants).
    #[n(2)]
    pub unit: Code,
    /// Digits after the decimal point: a value `v` means `v / 10^decimals`. 0 for counts, at most 6.
    #[n(3)]
    pub decimals: u8,
    /// The topic it belongs to.
    #[n(4)]
    pub topic: Option<Code>,
}

/// Kinds of measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum MeasureKind {
    /// Number of persons, cases or decisions: non-negative integers under the rules D1 to D5.
    #[n(0)]
    Count,
    /// A sum of money, days or similar.
    #[n(1)]
    Amount,
    /// A share or rate.
    #[n(2)]
    Rate,
}

/// One axis of a table.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cbor(map)]
pub struct Dimension {
    /// Identifier; Eurostat's where there is one: `sex`, `age`, `citizen`, `geo`, `TIME_PERIOD`.
    #[n(0)]
    pub id: Code,
    /// Its codes, in order; at least one, each once.
    #[n(1)]
    pub codes: Vec<Code>,
    /// Labels of codes that are in no shared code list.
    #[n(2)]
    #[serde(default)]
    pub labels: Vec<CodeLabel>,
    /// Declared sums over the codes of this dimension.
    #[n(3)]
    #[serde(default)]
    pub sums: Vec<Sum>,
}

/// A label for one code.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cbor(map)]
pub struct CodeLabel {
    /// Position of the code.
    #[n(0)]
    pub code: u32,
    /// Its label.
    #[n(1)]
    pub label: MultiText,
}

/// «This code is the sum of those»: exhaustive and disjoint. A code may be the total of several sums (alternative
/// groupings), and a part of others, but never, over any path, of itself.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cbor(map)]
pub struct Sum {
    /// Position of the total.
    #[n(0)]
    pub total: u32,
    /// Positions of the parts, ascending; at least one.
    #[n(1)]
    pub parts: Vec<u32>,
}

/// Flags of a cell (Eurostat's letters where there is one). They combine; written in alphabetical order, such as `bd`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Flags(u16);

/// Letters of [`Flags`], in order, with their meaning.
pub const FLAG_LETTERS: [(char, &str); 8] = [
    ('b', "break in series"),
    ('c', "suppressed (confidential)"),
    ('d', "definition differs"),
    ('e', "estimated"),
    ('o', "rounded"),
    ('p', "provisional"),
    ('u', "low reliability"),
    ('z', "not applicable"),
];

impl Flags {
    /// Whether a letter is set.
    pub fn has(self, letter: char) -> bool {
        FLAG_LETTERS.iter().position(|(l, _)| *l == letter).is_some_and(|bit| self.0 & 1 << bit != 0)
    }

    /// Suppressed by disclosure control.
    pub fn suppressed(self) -> bool {
        self.has('c')
    }

    /// The letters of both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// No letter at all.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl FromStr for Flags {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let mut bits = 0u16;
        for letter in text.chars() {
            let bit = FLAG_LETTERS.iter().position(|(l, _)| *l == letter).map(|bit| 1u16 << bit);
            match bit {
                // Alphabetical order leaves one form for each set.
                Some(bit) if bit > bits => bits |= bit,
                _ => {
                    return Err(IdError::Malformed {
                        text: text.chars().take(20).collect(),
                        expected: "a set of flags (letters of `bcdeopuz`, each once, in alphabetical order)",
                    });
                }
            }
        }
        Ok(Self(bits))
    }
}

impl fmt::Display for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        FLAG_LETTERS.iter().filter(|(letter, _)| self.has(*letter)).try_for_each(|(letter, _)| write!(f, "{letter}"))
    }
}

impl Serialize for Flags {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

text_codec!(Flags);

/// What was done to protect the persons behind a table (D5).
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cbor(map)]
pub struct Method {
    /// Counts of 1 to `min_frequency - 1` are unsafe. At least the network's.
    #[n(0)]
    pub min_frequency: u64,
    /// How cells were suppressed.
    #[n(1)]
    pub suppression: Suppression,
    /// Every value is a multiple of this: 3, 5 or 10.
    #[n(2)]
    pub rounding: Option<u64>,
    /// Every value carries discrete Laplace noise of this privacy loss, in thousandths of ε.
    #[n(3)]
    pub noise_milli_epsilon: Option<u64>,
    /// Whether a suppressed cell may be 0.
    #[n(4)]
    #[serde(default)]
    pub zeros: Zeros,
}

/// What a reader knows of zeros.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum Zeros {
    /// Every zero is published, so a suppressed cell is known to be at least 1.
    #[default]
    #[n(0)]
    Published,
    /// Zeros are sensitive too, so a suppressed cell may be 0.
    #[n(1)]
    Suppressed,
}

/// How cells were suppressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum Suppression {
    /// No cell needed it.
    #[n(0)]
    None,
    /// Unsafe cells only: enough where no total is declared.
    #[n(1)]
    Primary,
    /// Unsafe cells, and others that would give them away.
    #[n(2)]
    Complementary,
}

/// A cube.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cbor(map)]
pub struct Table {
    /// Names the table within its record and across corrections.
    #[n(0)]
    pub id: Code,
    /// What it shows.
    #[n(1)]
    pub title: MultiText,
    /// Remarks.
    #[n(2)]
    #[serde(default)]
    pub notes: MultiText,
    /// What is counted or measured.
    #[n(3)]
    pub measure: Measure,
    /// Its axes; the last one varies fastest in `values`.
    #[n(4)]
    pub dimensions: Vec<Dimension>,
    /// One for each combination of codes, row-major. Absent: suppressed (flag `c`), not applicable (`z`), or simply
    /// not known (no flag). 0 means «we know there are none».
    #[n(5)]
    pub values: Vec<Option<i64>>,
    /// Flags by position in `values`.
    #[n(6)]
    #[serde(default, deserialize_with = "flags_by_position")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "crate::schema::flags_by_position"))]
    pub flags: BTreeMap<u32, Flags>,
    /// Required for counts.
    #[n(7)]
    pub method: Option<Method>,
}

/// Keys in JSON are texts. Where serde has buffered them, as it does to look for the tag of a [`super::Record`], it no
/// longer turns them into numbers by itself.
fn flags_by_position<'de, D: serde::Deserializer<'de>>(d: D) -> Result<BTreeMap<u32, Flags>, D::Error> {
    let texts = BTreeMap::<String, Flags>::deserialize(d)?;
    let number =
        |text: String| text.parse().map_err(|_| serde::de::Error::custom(format!("`{text}` is no position of a cell")));
    texts.into_iter().map(|(position, flags)| Ok((number(position)?, flags))).collect()
}

impl Table {
    /// Number of cells that the dimensions span; `None` when it overflows.
    pub fn cells(&self) -> Option<usize> {
        self.dimensions.iter().try_fold(1usize, |cells, dimension| cells.checked_mul(dimension.codes.len()))
    }

    /// Distance in `values` between neighbours along each dimension. Only for tables whose [`Self::cells`] is known.
    pub fn strides(&self) -> Vec<usize> {
        let mut strides = vec![1usize; self.dimensions.len()];
        for axis in (1..self.dimensions.len()).rev() {
            strides[axis - 1] = strides[axis].saturating_mul(self.dimensions[axis].codes.len());
        }
        strides
    }

    /// The codes of the cell at `position`, in the order of the dimensions.
    pub fn coordinates(&self, position: usize) -> Vec<&Code> {
        self.dimensions
            .iter()
            .zip(self.strides())
            .map(|(dimension, stride)| &dimension.codes[position / stride % dimension.codes.len()])
            .collect()
    }

    /// Flags of the cell at `position`.
    pub fn flags_at(&self, position: usize) -> Flags {
        u32::try_from(position).ok().and_then(|position| self.flags.get(&position)).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_have_one_form() {
        assert_eq!("bd".parse::<Flags>().map(|f| f.to_string()), Ok("bd".to_owned()));
        assert!("".parse::<Flags>().is_ok_and(Flags::is_empty));
        for bad in ["db", "bb", "x", "B", "c "] {
            assert!(bad.parse::<Flags>().is_err(), "{bad}");
        }
        assert!("cz".parse::<Flags>().is_ok_and(|f| f.suppressed() && f.has('z') && !f.has('b')));
    }

    #[test]
    fn code_refuses_blanks_and_long_text() {
        for bad in ["", "a b", "é", &"x".repeat(65)] {
            assert!(bad.parse::<Code>().is_err(), "{bad}");
        }
    }
}
