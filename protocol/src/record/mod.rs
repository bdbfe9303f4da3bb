//! Records: what a person sees. A record travels as its own deterministic CBOR, named by the signed shell of its
//! [entry](crate::entry).

pub mod check;
mod table;
mod text;

pub use table::{
    Code, CodeLabel, Dimension, FLAG_LETTERS, Flags, Measure, MeasureKind, Method, Sum, Suppression, Table, Zeros,
};
pub use text::{Lang, MultiText};

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::codec::{self, DecodeError};
use crate::ids::{Digest, EntryId};
use crate::limits;
use crate::time::{Date, Period};

/// The kinds of record that this version knows, by their number in the entry header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// [`TrendReport`].
    Report,
    /// [`BestPractice`].
    Practice,
    /// [`Correction`].
    Correction,
    /// [`Withdrawal`].
    Withdrawal,
}

impl Kind {
    /// Its number on the wire.
    pub fn number(self) -> u64 {
        match self {
            Self::Report => 1,
            Self::Practice => 2,
            Self::Correction => 3,
            Self::Withdrawal => 4,
        }
    }

    /// The kind with this number; `None` for one of a newer version, which is stored and relayed but not shown.
    pub fn from_number(number: u64) -> Option<Self> {
        [Self::Report, Self::Practice, Self::Correction, Self::Withdrawal].into_iter().find(|k| k.number() == number)
    }

    /// Its name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Practice => "practice",
            Self::Correction => "correction",
            Self::Withdrawal => "withdrawal",
        }
    }
}

/// Who may read a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Members and observers only: never through a public door.
    #[n(0)]
    Network,
    /// Everybody.
    #[n(1)]
    Public,
}

impl Audience {
    /// Its name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Public => "public",
        }
    }
}

/// What every report and practice says about itself (requirement R1).
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cbor(map)]
pub struct About {
    /// Title; at least one language.
    #[n(0)]
    pub title: MultiText,
    /// One-page summary; at least one language.
    #[n(1)]
    pub summary: MultiText,
    /// Topics of the controlled vocabulary; at least one.
    #[n(2)]
    pub topics: Vec<Code>,
    /// Countries covered, ISO 3166-1 alpha-2 codes (GR and GB, not EL and UK).
    #[n(3)]
    pub countries: Vec<Code>,
    /// What time it speaks of.
    #[n(4)]
    pub period: Option<Period>,
    /// Who may read it.
    #[n(5)]
    pub audience: Audience,
    /// The organisation that made it.
    #[n(6)]
    pub organisation: String,
    /// Licence, an SPDX identifier where there is one.
    #[n(7)]
    pub licence: Option<String>,
    /// What the publisher takes no responsibility for.
    #[n(8)]
    #[serde(default)]
    pub disclaimer: MultiText,
    /// Common specification and its version that the record follows.
    #[n(9)]
    pub specification: Option<String>,
    /// The entry that this record answers.
    #[n(10)]
    pub answers: Option<EntryId>,
}

impl About {
    /// Languages of title and summary, each once, in order.
    pub fn languages(&self) -> Vec<Lang> {
        let both = self.title.iter().chain(self.summary.iter());
        let mut languages: Vec<Lang> = both.map(|(lang, _)| lang.clone()).collect();
        languages.sort();
        languages.dedup();
        languages
    }
}

/// A file that belongs to a record. It is referred to, not carried.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cbor(map)]
pub struct Attachment {
    /// File name, without folders.
    #[n(0)]
    pub name: String,
    /// IANA media type.
    #[n(1)]
    pub media_type: String,
    /// Bytes.
    #[n(2)]
    pub size: u64,
    /// SHA-256 of the content.
    #[n(3)]
    pub sha256: Digest,
}

/// Figures and text on a development.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cbor(map)]
pub struct TrendReport {
    /// What it is.
    #[n(0)]
    pub about: About,
    /// Text, CommonMark.
    #[n(1)]
    #[serde(default)]
    pub body: MultiText,
    /// How the figures are defined.
    #[n(2)]
    #[serde(default)]
    pub definitions: MultiText,
    /// The register the figures come from.
    #[n(3)]
    pub source: Option<String>,
    /// The day on which the register stood as the figures say.
    #[n(4)]
    pub reference_date: Option<Date>,
    /// The figures.
    #[n(5)]
    #[serde(default)]
    pub tables: Vec<Table>,
    /// Files.
    #[n(6)]
    #[serde(default)]
    pub attachments: Vec<Attachment>,
}

/// A way of working that others may take over.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cbor(map)]
pub struct BestPractice {
    /// What it is.
    #[n(0)]
    pub about: About,
    /// The problem and its setting. CommonMark, as the other parts.
    #[n(1)]
    #[serde(default)]
    pub context: MultiText,
    /// What is done.
    #[n(2)]
    pub approach: MultiText,
    /// What came of it.
    #[n(3)]
    #[serde(default)]
    pub results: MultiText,
    /// What it needs to work elsewhere.
    #[n(4)]
    #[serde(default)]
    pub conditions: MultiText,
    /// Files.
    #[n(5)]
    #[serde(default)]
    pub attachments: Vec<Attachment>,
}

/// A record that stands alone, or replaces an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// A report.
    #[n(0)]
    Report(#[n(0)] TrendReport),
    /// A practice.
    #[n(1)]
    Practice(#[n(0)] BestPractice),
}

impl Content {
    /// What it says about itself.
    pub fn about(&self) -> &About {
        match self {
            Self::Report(report) => &report.about,
            Self::Practice(practice) => &practice.about,
        }
    }

    /// Its tables.
    pub fn tables(&self) -> &[Table] {
        match self {
            Self::Report(report) => &report.tables,
            Self::Practice(_) => &[],
        }
    }
}

/// A new version of an earlier record of the same member. The earlier one stays, and leads here.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cbor(map)]
pub struct Correction {
    /// The entry that is replaced: a report, practice or correction. Without effect if it is another member's.
    #[n(0)]
    pub supersedes: EntryId,
    /// Why, for readers.
    #[n(1)]
    pub reason: MultiText,
    /// The whole new record.
    #[n(2)]
    pub content: Content,
}

/// An earlier record of the same member is withdrawn: every node erases its content and no longer serves or shows it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cbor(map)]
pub struct Withdrawal {
    /// The entry that is withdrawn. Without effect if it is another member's, or itself a withdrawal.
    #[n(0)]
    pub withdraws: EntryId,
    /// Why, for readers.
    #[n(1)]
    pub reason: MultiText,
}

/// Any record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Record {
    /// Figures and text on a development.
    Report(TrendReport),
    /// A way of working that others may take over.
    Practice(BestPractice),
    /// A new version of an earlier record.
    Correction(Correction),
    /// An earlier record is withdrawn.
    Withdrawal(Withdrawal),
}

impl Record {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Report(_) => Kind::Report,
            Self::Practice(_) => Kind::Practice,
            Self::Correction(_) => Kind::Correction,
            Self::Withdrawal(_) => Kind::Withdrawal,
        }
    }

    /// The one valid encoding.
    pub fn to_bytes(&self) -> Vec<u8> {
        match self {
            Self::Report(record) => codec::encode(record),
            Self::Practice(record) => codec::encode(record),
            Self::Correction(record) => codec::encode(record),
            Self::Withdrawal(record) => codec::encode(record),
        }
    }

    /// Reads a record of a known kind.
    ///
    /// # Errors
    /// [`DecodeError`] for anything but the one valid form.
    pub fn from_bytes(kind: Kind, bytes: &[u8]) -> Result<Self, DecodeError> {
        const LIMIT: usize = limits::ENTRY_BYTES;
        match kind {
            Kind::Report => codec::decode(bytes, LIMIT).map(Self::Report),
            Kind::Practice => codec::decode(bytes, LIMIT).map(Self::Practice),
            Kind::Correction => codec::decode(bytes, LIMIT).map(Self::Correction),
            Kind::Withdrawal => codec::decode(bytes, LIMIT).map(Self::Withdrawal),
        }
    }

    /// What it says about itself; a withdrawal has nothing of the kind.
    pub fn about(&self) -> Option<&About> {
        match self {
            Self::Report(report) => Some(&report.about),
            Self::Practice(practice) => Some(&practice.about),
            Self::Correction(correction) => Some(correction.content.about()),
            Self::Withdrawal(_) => None,
        }
    }

    /// Report or practice: for a correction, what it contains. A withdrawal has no content.
    pub fn content(&self) -> Option<Kind> {
        match self {
            Self::Report(_) => Some(Kind::Report),
            Self::Practice(_) => Some(Kind::Practice),
            Self::Correction(correction) => match correction.content {
                Content::Report(_) => Some(Kind::Report),
                Content::Practice(_) => Some(Kind::Practice),
            },
            Self::Withdrawal(_) => None,
        }
    }

    /// The report that it is, or that it contains as a correction.
    pub fn report(&self) -> Option<&TrendReport> {
        match self {
            Self::Report(report) => Some(report),
            Self::Correction(correction) => match &correction.content {
                Content::Report(report) => Some(report),
                Content::Practice(_) => None,
            },
            Self::Practice(_) | Self::Withdrawal(_) => None,
        }
    }

    /// Its tables.
    pub fn tables(&self) -> &[Table] {
        match self {
            Self::Report(report) => &report.tables,
            Self::Correction(correction) => correction.content.tables(),
            Self::Practice(_) | Self::Withdrawal(_) => &[],
        }
    }

    /// Who may read it. A withdrawal tells nothing of the content and is for everybody.
    pub fn audience(&self) -> Audience {
        self.about().map_or(Audience::Public, |about| about.audience)
    }
}
