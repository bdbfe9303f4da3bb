//! What a list shows of an entry: not the text and the tables.

use emn_protocol::entry::{Body, SignedEntry};
use emn_protocol::ids::{EntryId, LogId, MemberId};
use emn_protocol::record::{Audience, Code, Kind, Lang, MultiText, Record};
use emn_protocol::time::{Period, Timestamp};

/// Characters of a summary that a list shows in each language.
const SUMMARY_CHARS: usize = 400;

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its id.
    pub id: EntryId,
    /// Kind of its record; absent for one of a newer version.
    pub kind: Option<Kind>,
    /// The member that speaks.
    pub member: MemberId,
    /// Its log.
    pub log: LogId,
    /// Its number in the log.
    pub seq: u64,
    /// The signer's clock.
    pub time: Timestamp,
    /// Bytes of its frame.
    pub size: usize,
    /// What a list shows; absent for a withdrawal, for a kind of a newer version, and for what is erased.
    pub(super) card: Option<Card>,
    /// What it does to an earlier entry.
    pub(super) act: Option<Act>,
    /// The withdrawal that erased it.
    pub(super) erased: Option<Withdrawn>,
}

/// What a list shows of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Report or practice, whether it stands alone or corrects an earlier record.
    pub content: Kind,
    /// Title.
    pub title: MultiText,
    /// The beginning of the summary.
    pub summary: MultiText,
    /// Languages of title and summary.
    pub languages: Vec<Lang>,
    /// Topics.
    pub topics: Vec<Code>,
    /// Countries covered.
    pub countries: Vec<Code>,
    /// What time it speaks of.
    pub period: Option<Period>,
    /// Who may read it.
    pub audience: Audience,
    /// The organisation that made it.
    pub organisation: String,
    /// Its licence, an SPDX identifier where there is one.
    pub licence: Option<String>,
    /// Ids of its tables.
    pub tables: Vec<Code>,
}

/// What an entry does to an earlier one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// It is a new version of it.
    Supersedes(EntryId),
    /// It withdraws it.
    Withdraws {
        /// The entry withdrawn.
        target: EntryId,
        /// Why, for readers.
        reason: MultiText,
    },
}

/// That, and why, a record was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawn {
    /// The entry that says so.
    pub by: EntryId,
    /// When it was signed.
    pub time: Timestamp,
    /// Why, for readers.
    pub reason: MultiText,
}

/// An entry with what others say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The entry.
    pub item: Item,
    /// The correction that replaces it.
    pub superseded_by: Option<EntryId>,
    /// Set when it was withdrawn.
    pub withdrawn: Option<Withdrawn>,
}

impl Listed {
    /// What a list shows: nothing once the record was withdrawn.
    pub fn card(&self) -> Option<&Card> {
        self.item.card.as_ref().filter(|_| self.withdrawn.is_none())
    }

    /// The entry that this one is a new version of, as long as it says so.
    pub fn supersedes(&self) -> Option<EntryId> {
        match &self.item.act {
            Some(Act::Supersedes(target)) if self.withdrawn.is_none() => Some(*target),
            _ => None,
        }
    }

    /// The entry that this one withdraws, and why.
    pub fn withdraws(&self) -> Option<(EntryId, &MultiText)> {
        match &self.item.act {
            Some(Act::Withdraws { target, reason }) => Some((*target, reason)),
            _ => None,
        }
    }
}

impl Withdrawn {
    /// What a withdrawal says; nothing for another entry.
    pub(super) fn read(withdrawal: &SignedEntry) -> Option<Self> {
        let Some(Record::Withdrawal(record)) = withdrawal.record() else { return None };
        Some(Self { by: withdrawal.id(), time: withdrawal.header().time, reason: record.reason.clone() })
    }
}

impl Item {
    /// Reads an entry.
    pub(super) fn read(entry: &SignedEntry) -> Self {
        let header = entry.header();
        Self {
            id: entry.id(),
            kind: Kind::from_number(header.kind),
            member: header.member.clone(),
            log: entry.log(),
            seq: header.seq,
            time: header.time,
            size: entry.frame().len(),
            card: entry.record().and_then(card),
            act: entry.record().and_then(act),
            erased: erased(entry.body()),
        }
    }

    /// A withdrawal has nothing that could be withdrawn.
    pub(super) fn can_be_withdrawn(&self) -> bool {
        self.kind != Some(Kind::Withdrawal)
    }

    /// So has a record of a newer version nothing that this one can correct.
    pub(super) fn can_be_corrected(&self) -> bool {
        !matches!(self.kind, None | Some(Kind::Withdrawal))
    }
}

fn card(record: &Record) -> Option<Card> {
    let (about, content) = record.about().zip(record.content())?;
    Some(Card {
        content,
        title: about.title.clone(),
        summary: about.summary.iter().map(|(l, text)| (l.clone(), excerpt(text, SUMMARY_CHARS))).collect(),
        languages: about.languages(),
        topics: about.topics.clone(),
        countries: about.countries.clone(),
        period: about.period,
        audience: about.audience,
        organisation: about.organisation.clone(),
        licence: about.licence.clone(),
        tables: record.tables().iter().map(|table| table.id.clone()).collect(),
    })
}

fn act(record: &Record) -> Option<Act> {
    match record {
        Record::Correction(correction) => Some(Act::Supersedes(correction.supersedes)),
        Record::Withdrawal(withdrawal) => {
            Some(Act::Withdraws { target: withdrawal.withdraws, reason: withdrawal.reason.clone() })
        }
        Record::Report(_) | Record::Practice(_) => None,
    }
}

fn erased(body: &Body) -> Option<Withdrawn> {
    let Body::Erased(withdrawal) = body else { return None };
    Withdrawn::read(withdrawal)
}

/// The first `chars` characters of a text, cut between words where that is near, with `…` where something is left out.
fn excerpt(text: &str, chars: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(chars) else { return text.to_owned() };
    let cut = &text[..end];
    let whole_words = cut.rfind(char::is_whitespace).filter(|at| cut.len() - at < 60).map_or(cut, |at| &cut[..at]);
    format!("{}…", whole_words.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpt_cuts_between_words_and_says_so() {
        assert_eq!(excerpt("short", 10), "short");
        assert_eq!(excerpt("one two three", 9), "one two…");
        assert_eq!(excerpt("ééééééé", 3), "ééé…");
    }
}
