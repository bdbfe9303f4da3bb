//! Who may let a record through although something was found.

use std::collections::BTreeMap;

use data_encoding::BASE64;
use emn_anonymise::screen::{Level, screen};
use emn_protocol::ids::{EntryId, KeyId, NetworkId};
use emn_protocol::time::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Examination, Gate, GateError};
use crate::people::{People, Person, Says, Statement};

/// Characters of a note at least: a word is no reason.
const NOTE_CHARS: usize = 10;
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
    overrides: Vec<(String, Says)>,
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
        for (who, says) in &admission.overrides {
            let Says::Override { findings, reason, note } = says else { continue };
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
        let details = json!({"record": examination.record, "entry": entry, "findings": found});
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
    if examination.discloses() {
        return Err(Refused::Tables);
    }
    if examination.blocking().next().is_some() {
        return Err(Refused::Blocked);
    }
    if submission.overrides.len() > STATEMENTS {
        return Err(Refused::Statement(format!("more than {STATEMENTS} statements came with the record")));
    }
    let open = |text: &String| open(text, examination, network, people);
    let publisher = submission.publisher.as_ref().map(open).transpose()?;
    if publisher.as_ref().is_some_and(|(_, says)| *says != Says::Publish) {
        return Err(Refused::Statement("the publisher's statement says something else".to_owned()));
    }
    let mut overrides = Vec::new();
    for text in &submission.overrides {
        let (person, says) = open(text)?;
        check_second(&person, publisher.as_ref())?;
        check_override(&says)?;
        overrides.push((shown(&person), says));
    }
    let covered = |id: &String| {
        overrides.iter().any(|(_, says)| matches!(says, Says::Override { findings, .. } if findings.contains(id)))
    };
    match examination.warnings_in_text().filter(|finding| !covered(&finding.id)).count() {
        0 => Ok(Admission {
            publisher: publisher.map_or_else(|| "node".to_owned(), |(person, _)| shown(&person)),
            overrides,
        }),
        missing => Err(Refused::SecondPerson { missing }),
    }
}

fn shown(person: &Person) -> String {
    format!("{} ({})", person.name, person.key.fingerprint())
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
        Some((publisher, Says::Publish)) => Err(Refused::Statement(format!(
            "{} publishes this record and cannot override its warnings: it takes a second person",
            publisher.name
        ))),
        Some(_) => Err(Refused::Statement("the publisher's statement says something else".to_owned())),
        None => Err(Refused::Statement(
            "with overrides the publisher signs too, so that two persons are known: `emn publish --by KEY`".to_owned(),
        )),
    }
}

fn check_override(says: &Says) -> Result<(), Refused> {
    let Says::Override { note, .. } = says else {
        return Err(Refused::Statement("a statement that came as an override is none".to_owned()));
    };
    if note.trim().chars().count() < NOTE_CHARS {
        return Err(Refused::Statement(format!("the note of an override has at least {NOTE_CHARS} characters")));
    }
    // The note stays in the audit log for years.
    if screen(note, None).iter().any(|finding| finding.level >= Level::Warn) {
        return Err(Refused::Statement("the note of an override holds personal data itself".to_owned()));
    }
    Ok(())
}
