//! Drafts on their way to a signature.

use std::collections::BTreeMap;

use emn_desk::{Draft, Event, Happened, Person, Purpose, State, Summary};
use emn_protocol::ids::EntryId;
use emn_protocol::record::Record;
use emn_protocol::time::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Violation;
use crate::gate::TextFinding;

/// Somebody with an account at this node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DraftPerson {
    /// Id of the account.
    pub account: String,
    /// The name, for people.
    pub name: String,
}

/// A draft, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DraftItem {
    /// Names it: 16 characters of `0-9a-f`.
    pub id: String,
    /// Its newest version; every change and every step makes the next.
    pub version: u64,
    /// `editing`, `submitted`, `sent_back`, `publishing`, `published` or `discarded`.
    pub state: String,
    /// `report` or `practice`.
    pub kind: String,
    /// `new`, `correction` or `withdrawal`.
    pub does: String,
    /// The entry that it corrects or withdraws.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<EntryId>,
    /// The entry that it became.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryId>,
    /// Its title by language, as typed.
    pub title: BTreeMap<String, String>,
    /// Who began it.
    pub created_by: DraftPerson,
    /// When.
    pub created_at: Timestamp,
    /// Who did the last step.
    pub changed_by: DraftPerson,
    /// When.
    pub changed_at: Timestamp,
    /// Everybody who created, wrote on or submitted it: none of them approves it where two persons publish.
    pub contributors: Vec<DraftPerson>,
    /// Number of tables.
    pub tables: u64,
}

/// Drafts, the one that was changed last first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Drafts {
    /// They.
    pub items: Vec<DraftItem>,
}

/// Something that happened to a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DraftEvent {
    /// When.
    pub time: Timestamp,
    /// Who.
    pub who: DraftPerson,
    /// `created`, `edited`, `submitted`, `taken_back`, `sent_back`, `approved`, `failed`, `published` or `discarded`.
    pub what: String,
    /// Why it was sent back, or not signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DraftView {
    /// What lists show of it.
    pub draft: DraftItem,
    /// The record that it would become; absent while something is missing or wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<Record>,
    /// What is missing or wrong.
    pub violations: Vec<Violation>,
    /// What was found in its texts. Warnings are overridden by their ids.
    pub findings: Vec<TextFinding>,
    /// What happened to it, the oldest first.
    pub history: Vec<DraftEvent>,
}

impl From<&Person> for DraftPerson {
    fn from(person: &Person) -> Self {
        Self { account: person.account.clone(), name: person.name.clone() }
    }
}

fn entry(state: &State) -> Option<EntryId> {
    if let State::Published { entry, .. } = state { Some(*entry) } else { None }
}

fn persons(contributors: &BTreeMap<String, String>) -> Vec<DraftPerson> {
    let person = |(account, name): (&String, &String)| DraftPerson { account: account.clone(), name: name.clone() };
    contributors.iter().map(person).collect()
}

impl From<&Summary> for DraftItem {
    fn from(summary: &Summary) -> Self {
        let does = match summary.purpose {
            Purpose::New => "new",
            Purpose::Correction { .. } => "correction",
            Purpose::Withdrawal { .. } => "withdrawal",
        };
        Self {
            id: summary.id.to_string(),
            version: summary.version,
            state: summary.state.name().to_owned(),
            kind: summary.kind.name().to_owned(),
            does: does.to_owned(),
            target: summary.purpose.target(),
            entry: entry(&summary.state),
            title: summary.title.clone(),
            created_by: (&summary.created_by).into(),
            created_at: summary.created_at,
            changed_by: (&summary.changed_by).into(),
            changed_at: summary.changed_at,
            contributors: persons(&summary.contributors),
            tables: summary.tables as u64,
        }
    }
}

impl From<&Draft> for DraftItem {
    fn from(draft: &Draft) -> Self {
        (&draft.summary()).into()
    }
}

impl From<&Event> for DraftEvent {
    fn from(event: &Event) -> Self {
        let (what, comment) = match &event.what {
            Happened::Created => ("created", None),
            Happened::Edited => ("edited", None),
            Happened::Submitted => ("submitted", None),
            Happened::TakenBack => ("taken_back", None),
            Happened::SentBack { comment } => ("sent_back", Some(comment.clone())),
            Happened::Approved => ("approved", None),
            Happened::Failed { why } => ("failed", Some(why.clone())),
            Happened::Published { .. } => ("published", None),
            Happened::Discarded => ("discarded", None),
        };
        Self { time: event.at, who: (&event.who).into(), what: what.to_owned(), comment }
    }
}
