//! Records.

use std::collections::BTreeMap;

use emn_protocol::entry::SignedEntry;
use emn_protocol::ids::{EntryId, KeyId, MemberId};
use emn_protocol::record::{Audience, Code, Kind, Lang, MultiText, Record};
use emn_protocol::time::{Period, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::search::{FacetValue, RecognisedView, SnippetView, facets};
use crate::catalogue::{Found, Page, Withdrawn};
use crate::review::Review;

/// A page of records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RecordPage {
    /// The records.
    pub items: Vec<ListedRecord>,
    /// Cursor of the next page; null on the last one.
    pub next: Option<String>,
    /// Records on all pages; counted for the first page only.
    pub total: Option<u64>,
    /// How many there are on all pages of each kind, member, country, topic, year, language and audience; only if asked
    /// for, and for the first page only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facets: Option<BTreeMap<String, Vec<FacetValue>>>,
    /// Topics that were recognised in the text, and that records in every language were found by. Turn that off with
    /// `concepts=off`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recognised: Vec<RecognisedView>,
}

/// A record in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListedRecord {
    /// Id of its entry.
    pub id: EntryId,
    /// Its short id, for people.
    pub short: String,
    /// Kind of the entry.
    pub kind: Option<Kind>,
    /// Report or practice: for a correction, what it contains. Null for what has no content, or none any more.
    pub content: Option<Kind>,
    /// The member that speaks.
    pub member: MemberId,
    /// The key that signed it.
    pub key: KeyId,
    /// Number in the log of that key.
    pub seq: u64,
    /// The signer's clock.
    pub time: Timestamp,
    /// Number in the order of arrival at this node.
    pub arrival: u64,
    /// Bytes of its frame when it arrived.
    pub bytes: u64,
    /// Title by language; empty for what has no content.
    pub title: MultiText,
    /// The beginning of the summary by language.
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
    pub audience: Option<Audience>,
    /// The organisation that made it.
    pub organisation: Option<String>,
    /// Ids of its tables.
    pub tables: Vec<Code>,
    /// The entry that it is a new version of.
    pub supersedes: Option<EntryId>,
    /// The correction that replaces it.
    pub superseded_by: Option<EntryId>,
    /// For a withdrawal: the entry that it withdraws.
    pub withdraws: Option<EntryId>,
    /// Set when it was withdrawn.
    pub withdrawn: Option<WithdrawnView>,
    /// Where the words of a search stand in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snippet: Option<SnippetView>,
}

/// That, and why, a record was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WithdrawnView {
    /// The entry that says so.
    pub by: EntryId,
    /// When it was signed.
    pub time: Timestamp,
    /// Why, by language.
    pub reason: MultiText,
}

/// Who signed an entry. This node checked hash, signature and form when it answered, and all the rest when it took
/// the entry in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Signature {
    /// The member that speaks.
    pub member: MemberId,
    /// The key that signed it, which names the log.
    pub key: KeyId,
    /// The beginning of the key, to compare over the telephone.
    pub fingerprint: String,
    /// Number in the log.
    pub seq: u64,
    /// Id of the entry before; null for the first.
    pub prev: Option<EntryId>,
    /// The signer's clock.
    pub time: Timestamp,
    /// The roster that the signer had, whose policy applies.
    pub roster: u64,
    /// Checked by this node.
    pub verified: bool,
    /// Bytes of the frame.
    pub bytes: u64,
}

/// Where a record leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Links {
    /// The entry that it is a new version of.
    pub supersedes: Option<EntryId>,
    /// The correction that replaces it.
    pub superseded_by: Option<EntryId>,
    /// The end of the chain of corrections: this entry, if none replaces it.
    pub newest: EntryId,
    /// The entry that it answers.
    pub answers: Option<EntryId>,
    /// For a withdrawal: the entry that it withdraws.
    pub withdraws: Option<EntryId>,
    /// Path of the signed shell (COSE_Sign1).
    pub raw: String,
}

/// A record, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RecordView {
    /// Id of its entry.
    pub id: EntryId,
    /// Its short id, for people.
    pub short: String,
    /// Kind of the record; null for one of a newer version.
    pub kind: Option<Kind>,
    /// Who signed it.
    pub signature: Signature,
    /// Where it leads.
    pub links: Links,
    /// The record; null for one of a newer version, which this node keeps and hands on but cannot show.
    pub record: Option<Record>,
    /// What a second look found; absent when there is nothing to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<Review>,
}

impl From<Withdrawn> for WithdrawnView {
    fn from(Withdrawn { by, time, reason }: Withdrawn) -> Self {
        Self { by, time, reason }
    }
}

impl Signature {
    /// Who signed this entry, which was opened from its bytes just now.
    pub(in crate::api) fn of(entry: &SignedEntry) -> Self {
        let header = entry.header();
        Self {
            member: header.member.clone(),
            key: entry.log(),
            fingerprint: entry.log().fingerprint(),
            seq: header.seq,
            prev: header.prev,
            time: header.time,
            roster: header.roster,
            verified: true,
            bytes: entry.frame().len() as u64,
        }
    }
}

impl From<Found> for ListedRecord {
    fn from(Found { listed, arrival, snippet, .. }: Found) -> Self {
        let card = listed.card().cloned();
        let item = &listed.item;
        let has = card.as_ref();
        Self {
            id: item.id,
            short: item.id.short(),
            kind: item.kind,
            content: has.map(|card| card.content),
            member: item.member.clone(),
            key: item.log,
            seq: item.seq,
            time: item.time,
            arrival,
            snippet: snippet.map(SnippetView::from),
            bytes: item.size as u64,
            supersedes: listed.supersedes(),
            withdraws: listed.withdraws().map(|(target, _)| target),
            period: has.and_then(|card| card.period),
            audience: has.map(|card| card.audience),
            organisation: has.map(|card| card.organisation.clone()),
            title: has.map(|card| card.title.clone()).unwrap_or_default(),
            summary: has.map(|card| card.summary.clone()).unwrap_or_default(),
            languages: has.map(|card| card.languages.clone()).unwrap_or_default(),
            topics: has.map(|card| card.topics.clone()).unwrap_or_default(),
            countries: has.map(|card| card.countries.clone()).unwrap_or_default(),
            tables: card.map(|card| card.tables).unwrap_or_default(),
            superseded_by: listed.superseded_by,
            withdrawn: listed.withdrawn.map(WithdrawnView::from),
        }
    }
}

impl From<Page> for RecordPage {
    fn from(page: Page) -> Self {
        Self {
            items: page.items.into_iter().map(ListedRecord::from).collect(),
            next: page.next,
            total: page.total,
            facets: page.facets.as_ref().map(facets),
            recognised: page.topics.into_iter().map(RecognisedView::from).collect(),
        }
    }
}
