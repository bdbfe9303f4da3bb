//! Who may let a record through although something was found.
//!
//! Two ways lead here, under the same rules: signed statements of persons who keep keys ([`Submission`]), and accounts
//! of this node, whom its pages and its API have signed in ([`Approval`]).

use std::collections::BTreeMap;

use data_encoding::BASE64;
use emn_anonymise::screen::{Level, screen};
use emn_desk::Person as Account;
use emn_protocol::ids::{EntryId, KeyId, NetworkId};
use emn_protocol::time::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Examination, Gate, GateError};
use crate::people::{OverrideReason, People, Person, Says, Statement};

/// Characters of a note at least: a word is no reason.
pub const NOTE_CHARS: usize = 10;
/// Characters of a note at most: it is a reason, not a file.
pub const NOTE_CHARS_AT_MOST: usize = 2_000;
/// Statements that come with a record.
const STATEMENTS: usize = 20;

/// What comes with a record: who publishes it, and who says that warnings do not apply. Statements are base64.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Submission {
    /// The publisher's signed statement; needed when there are overrides.
    pub publisher: Option<String>,
    /// Signed statements of other persons.
    pub overrides: Vec<String>,
    /// Why the node's owner publishes alone where two persons do (`publish.four_eyes`).
    pub alone: Option<String>,
}

/// What an approver says about warnings in the texts: they do not apply, for this reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// The findings, by id.
    pub findings: Vec<String>,
    /// Why.
    pub reason: OverrideReason,
    /// Why, in words; at least 10 characters, and no personal data. It is kept in the audit log.
    pub note: String,
}

/// That one account wrote a record and another approved it. Nothing that comes from outside is one: whoever makes it
/// has signed both in, and knows that what was approved is this record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// Who submitted the record.
    pub publisher: Account,
    /// Who approved it; the same person where the node asks for no second one, and then without overrides.
    pub approver: Account,
    /// What the approver says about warnings.
    pub overrides: Vec<Override>,
}

/// Why the gate stays shut.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// A table discloses something.
    #[error("the tables would disclose what is suppressed, or small counts")]
    Tables,
    /// There are personal data in a text.
    #[error("the texts hold what looks like personal data, and nobody may override that: remove it")]
    Blocked,
    /// Warnings that no second person spoke about.
    #[error(
        "{missing} warning(s) in the texts: change the text, or have a second person say with a reason why it may stay (`emn override`)"
    )]
    SecondPerson {
        /// How many.
        missing: usize,
    },
    /// A statement will not do.
    #[error("{0}")]
    Statement(String),
}

/// A record that may be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admission {
    /// Who publishes, for the audit log.
    pub publisher: String,
    /// Who approved it, if that was not left to keys.
    approver: Option<String>,
    overrides: Vec<(String, Override)>,
}

impl Gate {
    /// Whether a record that was examined may be signed.
    ///
    /// # Errors
    /// [`GateError::People`]; the inner error says why it may not.
    pub fn admit(
        &self,
        examination: &Examination,
        submission: &Submission,
        network: &NetworkId,
    ) -> Result<Result<Admission, Refused>, GateError> {
        let people = People::load(&self.people)?;
        Ok(admit(examination, submission, network, &people))
    }

    /// As [`Self::admit`], on the word of accounts.
    ///
    /// # Errors
    /// Why it may not be signed.
    pub fn admit_approved(&self, examination: &Examination, approval: &Approval) -> Result<Admission, Refused> {
        admit_approved(examination, approval)
    }

    /// Writes the overrides into the audit log, before anything is signed.
    ///
    /// # Errors
    /// [`GateError::AuditLog`]; nothing may be signed then.
    pub fn log_overrides(
        &self,
        examination: &Examination,
        admission: &Admission,
        now: Timestamp,
    ) -> Result<(), GateError> {
        let known: BTreeMap<&str, _> = examination.findings.iter().map(|found| (found.id.as_str(), found)).collect();
        for (who, Override { findings, reason, note }) in &admission.overrides {
            let findings: Vec<_> = findings
                .iter()
                .filter_map(|id| known.get(id.as_str()))
                .map(|found| json!({"id": found.id, "detector": found.detector, "field": found.field}))
                .collect();
            let details = json!({
                "record": examination.record, "findings": findings, "reason": reason, "note": note,
                "publisher": admission.publisher,
            });
            self.audit_log.append(now, who, "override", details)?;
        }
        Ok(())
    }

    /// Writes into the audit log that a record was published.
    ///
    /// # Errors
    /// [`GateError::AuditLog`].
    pub fn log_published(
        &self,
        examination: &Examination,
        admission: &Admission,
        entry: &EntryId,
        now: Timestamp,
    ) -> Result<(), GateError> {
        let mut found: BTreeMap<String, usize> = BTreeMap::new();
        for finding in &examination.findings {
            *found.entry(format!("{} {}", finding.level, finding.detector)).or_default() += 1;
        }
        let mut details = json!({"record": examination.record, "entry": entry, "findings": found});
        if let (Some(approver), Some(details)) = (&admission.approver, details.as_object_mut()) {
            details.insert("approver".to_owned(), json!(approver));
        }
        self.audit_log.append(now, &admission.publisher, "publish", details)?;
        Ok(())
    }
}

fn admit(
    examination: &Examination,
    submission: &Submission,
    network: &NetworkId,
    people: &People,
) -> Result<Admission, Refused> {
    check_findings(examination, submission.overrides.len())?;
    let open = |text: &String| open(text, examination, network, people);
    let publisher = submission.publisher.as_ref().map(open).transpose()?;
    if publisher.as_ref().is_some_and(|(_, says)| *says != Says::Publish) {
        return Err(Refused::Statement("the publisher's statement says something else".to_owned()));
    }
    let mut overrides = Vec::new();
    for text in &submission.overrides {
        let (person, says) = open(text)?;
        check_second(&person, publisher.as_ref())?;
        let Says::Override { findings, reason, note } = says else {
            return Err(Refused::Statement("a statement that came as an override is none".to_owned()));
        };
        check_note(&note)?;
        overrides.push((keyholder(&person), Override { findings, reason, note }));
    }
    check_covered(examination, &overrides)?;
    let publisher = publisher.map_or_else(|| "node".to_owned(), |(person, _)| keyholder(&person));
    Ok(Admission { publisher, approver: None, overrides })
}

fn admit_approved(examination: &Examination, approval: &Approval) -> Result<Admission, Refused> {
    let Approval { publisher, approver, overrides } = approval;
    check_findings(examination, overrides.len())?;
    if !overrides.is_empty() && publisher.account == approver.account {
        return Err(Refused::Statement(second_person(&publisher.name)));
    }
    overrides.iter().try_for_each(|said| check_note(&said.note))?;
    let overrides: Vec<_> = overrides.iter().map(|said| (shown(approver), said.clone())).collect();
    check_covered(examination, &overrides)?;
    Ok(Admission { publisher: shown(publisher), approver: Some(shown(approver)), overrides })
}

/// What nobody may override, and how much may be said.
fn check_findings(examination: &Examination, overrides: usize) -> Result<(), Refused> {
    if examination.discloses() {
        return Err(Refused::Tables);
    }
    if examination.blocking().next().is_some() {
        return Err(Refused::Blocked);
    }
    if overrides > STATEMENTS {
        return Err(Refused::Statement(format!("more than {STATEMENTS} statements came with the record")));
    }
    Ok(())
}

/// Whether somebody spoke about every warning.
fn check_covered(examination: &Examination, overrides: &[(String, Override)]) -> Result<(), Refused> {
    let covered = |id: &String| overrides.iter().any(|(_, said)| said.findings.contains(id));
    match examination.warnings_in_text().filter(|finding| !covered(&finding.id)).count() {
        0 => Ok(()),
        missing => Err(Refused::SecondPerson { missing }),
    }
}

fn keyholder(person: &Person) -> String {
    format!("{} ({})", person.name, person.key.fingerprint())
}

/// A person with an account, as the audit log names them.
pub fn shown(person: &Account) -> String {
    format!("{} (account {})", person.name, person.account)
}

/// Opens a statement about this record by somebody who may speak here.
fn open(
    text: &String,
    examination: &Examination,
    network: &NetworkId,
    people: &People,
) -> Result<(Person, Says), Refused> {
    let refuse = |why: String| Refused::Statement(why);
    let signed = BASE64.decode(text.as_bytes()).ok().and_then(|bytes| Statement::open(&bytes, network));
    let (key, statement) =
        signed.ok_or_else(|| refuse("a statement is not validly signed, or for another network".to_owned()))?;
    let person = person(people, &key)?;
    if statement.record != examination.record {
        return Err(refuse(format!(
            "the statement of {} is about another version of this record: have it made again",
            person.name
        )));
    }
    Ok((person, statement.says))
}

fn person(people: &People, key: &KeyId) -> Result<Person, Refused> {
    let listed = people.acting(key).cloned();
    listed.ok_or_else(|| {
        Refused::Statement(format!(
            "nobody who acts at this node has the key {} (`emn person list`)",
            key.fingerprint()
        ))
    })
}

/// An override needs a publisher who is known, and is somebody else.
fn check_second(person: &Person, publisher: Option<&(Person, Says)>) -> Result<(), Refused> {
    match publisher {
        Some((publisher, Says::Publish)) if publisher.key != person.key && publisher.name != person.name => Ok(()),
        Some((publisher, Says::Publish)) => Err(Refused::Statement(second_person(&publisher.name))),
        Some(_) => Err(Refused::Statement("the publisher's statement says something else".to_owned())),
        None => Err(Refused::Statement(
            "with overrides the publisher signs too, so that two persons are known: `emn publish --by KEY`".to_owned(),
        )),
    }
}

fn second_person(publisher: &str) -> String {
    format!("{publisher} publishes this record and cannot override its warnings: it takes a second person")
}

/// Whether a text that is kept for years, as the audit log is, holds what looks like personal data.
pub fn names_somebody(text: &str) -> bool {
    screen(text, None).iter().any(|finding| finding.level >= Level::Warn)
}

fn check_note(note: &str) -> Result<(), Refused> {
    if note.trim().chars().count() < NOTE_CHARS {
        return Err(Refused::Statement(format!("the note of an override has at least {NOTE_CHARS} characters")));
    }
    if note.chars().count() > NOTE_CHARS_AT_MOST {
        return Err(Refused::Statement(format!("the note of an override has {NOTE_CHARS_AT_MOST} characters at most")));
    }
    if names_somebody(note) {
        return Err(Refused::Statement("the note of an override holds personal data itself".to_owned()));
    }
    Ok(())
}
