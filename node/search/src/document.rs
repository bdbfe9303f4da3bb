//! What the index takes of an entry.

use emn_protocol::entry::{Body, SignedEntry};
use emn_protocol::ids::{EntryId, LogId, MemberId};
use emn_protocol::record::{About, Audience, Code, Kind, Lang, Record};
use emn_protocol::time::{Period, Timestamp};

use crate::index::Claim;
use crate::texts::{self, Field};

/// What an entry does to an earlier one of the same member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// It is a new version of it.
    Supersedes(EntryId),
    /// It withdraws it.
    Withdraws(EntryId),
}

impl Act {
    /// The entry that it is about.
    pub fn target(self) -> EntryId {
        match self {
            Self::Supersedes(target) | Self::Withdraws(target) => target,
        }
    }
}

/// Where an entry stands, and who signed it when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Its id.
    pub id: EntryId,
    /// Its log.
    pub log: LogId,
    /// Its number in the log.
    pub seq: u64,
    /// Its number in the order of arrival at this node.
    pub arrival: u64,
    /// The member that speaks.
    pub member: MemberId,
    /// The signer's clock.
    pub time: Timestamp,
}

/// What a record says about itself, as far as one filters by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Report or practice, whether it stands alone or corrects an earlier record.
    pub content: Kind,
    /// Topics.
    pub topics: Vec<Code>,
    /// Countries covered.
    pub countries: Vec<Code>,
    /// What time it speaks of.
    pub period: Option<Period>,
    /// Languages of title and summary.
    pub languages: Vec<Lang>,
    /// Who may read it.
    pub audience: Audience,
    /// Ids of the measures of its tables.
    pub measures: Vec<Code>,
}

/// A text of a record in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Its language; `None` for the name of a file.
    pub lang: Option<Lang>,
    /// Whether it is a title.
    pub title: bool,
    /// The words.
    pub text: String,
}

/// An entry as the index sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Where it stands.
    pub origin: Origin,
    /// Kind of its record; absent for one of a newer version.
    pub kind: Option<Kind>,
    /// What it does to an earlier entry.
    pub act: Option<Act>,
    /// The withdrawal that erased its content before it arrived.
    pub erased: Option<Claim>,
    /// What it says about itself; absent where there is no content.
    pub facts: Option<Facts>,
    /// Its texts.
    pub texts: Vec<Text>,
}

impl Document {
    /// Reads an entry that arrived as number `arrival`.
    pub fn read(arrival: u64, entry: &SignedEntry) -> Self {
        let header = entry.header();
        let origin = Origin {
            id: entry.id(),
            log: entry.log(),
            seq: header.seq,
            arrival,
            member: header.member.clone(),
            time: header.time,
        };
        let kind = Kind::from_number(header.kind);
        match entry.body() {
            Body::Record(record) => Self { kind, ..Self::of_record(origin, record) },
            Body::Unknown => Self::empty(origin, kind, None),
            Body::Erased(withdrawal) => {
                let header = withdrawal.header();
                let claim = Claim { by: withdrawal.id(), log: withdrawal.log(), seq: header.seq, time: header.time };
                Self::empty(origin, kind, Some(claim))
            }
        }
    }

    /// A record at a place of its own.
    pub fn of_record(origin: Origin, record: &Record) -> Self {
        let act = match record {
            Record::Correction(correction) => Some(Act::Supersedes(correction.supersedes)),
            Record::Withdrawal(withdrawal) => Some(Act::Withdraws(withdrawal.withdraws)),
            Record::Report(_) | Record::Practice(_) => None,
        };
        let facts = record.about().zip(record.content()).map(|(about, content)| facts(record, about, content));
        // Why a record was withdrawn is shown with it, and is no text of its own.
        let texts = if facts.is_some() { texts(record) } else { Vec::new() };
        Self { origin, kind: Some(record.kind()), act, erased: None, facts, texts }
    }

    fn empty(origin: Origin, kind: Option<Kind>, erased: Option<Claim>) -> Self {
        Self { origin, kind, act: None, erased, facts: None, texts: Vec::new() }
    }
}

fn facts(record: &Record, about: &About, content: Kind) -> Facts {
    let mut measures: Vec<Code> = record.tables().iter().map(|table| table.measure.id.clone()).collect();
    measures.sort();
    measures.dedup();
    Facts {
        content,
        topics: about.topics.clone(),
        countries: about.countries.clone(),
        period: about.period,
        languages: about.languages(),
        audience: about.audience,
        measures,
    }
}

fn texts(record: &Record) -> Vec<Text> {
    let text = |text: texts::Text<'_>| Text {
        lang: text.lang.cloned(),
        title: text.field == Field::Title,
        text: text.text.to_owned(),
    };
    texts::texts(record).map(text).collect()
}
