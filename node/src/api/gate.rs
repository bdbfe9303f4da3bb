//! The way of a record through the gate to the engine.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use emn_protocol::disclosure;
use emn_protocol::record::{Record, check};

use super::ApiState;
use super::error::Refusal;
use super::network::newest_roster;
use super::records::blocking;
use super::routes::Shared;
use crate::engine::{PublishError, Published};
use crate::gate::{Admission, Approval, Examination, GateError, Refused, Submission};
use crate::telemetry::{chain, wall_clock};

/// Longest time for the audit of a record's tables. No verdict by then means: not published.
pub(crate) const AUDIT_TIME: Duration = Duration::from_secs(300);

/// Who vouches for a record.
pub(crate) enum Authority {
    /// Persons, by statements that they signed with their own keys; or nobody but the owner of this folder.
    Statements(Submission),
    /// Accounts of this node.
    Accounts(Approval),
}

/// Examines a record, and publishes it if the gate lets it through.
pub(crate) async fn publish(shared: &Shared, record: Record, authority: Authority) -> Result<Published, Refusal> {
    let shared = shared.clone();
    // What was begun is finished, also when the caller goes away in between: ledger and audit log must not lack it.
    let flow = tokio::spawn(async move {
        // One after the other: an audit must know everything that was published before.
        let turn = shared.publishing.acquire().await;
        let published = pass(&shared.api, record, authority).await;
        drop(turn);
        published
    });
    flow.await.unwrap_or_else(|error| Err(Refusal::internal(format!("publishing ended early: {error}"))))
}

async fn pass(api: &ApiState, record: Record, authority: Authority) -> Result<Published, Refusal> {
    if api.engine.snapshot().own_log.is_none() {
        return Err(PublishError::NoSigningKey.into());
    }
    let record = Arc::new(record);
    let (gate, kept) = (api.clone(), Arc::clone(&record));
    let cleared = blocking(move || clear(&gate, &kept, &authority)).await?;
    let outcome = api.engine.publish(Record::clone(&record)).await;
    let gate = Arc::clone(&api.gate);
    let done = blocking(move || {
        match &outcome {
            Ok(published) => {
                let (examination, admission, _) = &cleared;
                let logged = gate.log_published(examination, admission, &published.id, wall_clock());
                note_failure(logged, "a published record is missing from the audit log");
            }
            // It may have been published after all: the ledger keeps it.
            Err(PublishError::Unavailable) => {}
            // An earlier attempt may have been published: only what this one added is taken back.
            Err(_) if cleared.2 => {
                note_failure(gate.keep_void(&record, wall_clock()), "the ledger has a table too many");
            }
            Err(_) => {}
        }
        Ok(outcome)
    });
    Ok(done.await??)
}

/// The record is signed, or it is not: neither changes since a note about it failed.
fn note_failure(result: Result<(), GateError>, what: &str) {
    if let Err(error) = result {
        tracing::error!(error = %chain(&error), "{what}");
    }
}

/// What was found, who may publish it, and whether the record is new in the ledger.
type Cleared = (Examination, Admission, bool);

/// All that stands before signing, in order: rules, audit and screening, persons, audit log, ledger.
fn clear(api: &ApiState, record: &Record, authority: &Authority) -> Result<Cleared, Refusal> {
    let roster = newest_roster(api)?;
    let policy = roster.roster().policy.disclosure();
    check_rules(record, &policy)?;
    if let (Some(log), false) = (api.engine.snapshot().own_log, record.tables().is_empty()) {
        // Own entries may have come back from peers since the start.
        api.gate.reconcile_stored(&api.store, roster.roster(), &log, wall_clock())?;
    }
    let examination = examine(api, record, &policy)?;
    let admitted = match authority {
        Authority::Statements(submission) => {
            api.gate.admit(&examination, submission, &api.engine.snapshot().network)?
        }
        Authority::Accounts(approval) => api.gate.admit_approved(&examination, approval),
    };
    let admission = match admitted {
        Ok(admission) => admission,
        Err(refused) => return Err(Refusal::of_gate(&refused, examination)),
    };
    let now = wall_clock();
    api.gate.log_overrides(&examination, &admission, now)?;
    let fresh = api.gate.keep_published(record, now)?;
    Ok((examination, admission, fresh))
}

fn check_rules(record: &Record, policy: &disclosure::Policy) -> Result<(), PublishError> {
    let form = check::check_record(record);
    if !form.is_empty() {
        return Err(PublishError::Form(form));
    }
    let violations = disclosure::check_record(record, policy);
    if violations.is_empty() { Ok(()) } else { Err(PublishError::Disclosure(violations)) }
}

/// Examines a record whose form is right.
pub(crate) fn examine(api: &ApiState, record: &Record, policy: &disclosure::Policy) -> Result<Examination, GateError> {
    let began = Instant::now();
    api.gate.examine(record, policy, &|| began.elapsed() >= AUDIT_TIME)
}

impl Refusal {
    pub(super) fn of_gate(refused: &Refused, examination: Examination) -> Self {
        let code = match refused {
            Refused::Tables => "audit",
            Refused::Blocked => "personal_data",
            Refused::SecondPerson { .. } => "second_person",
            Refused::Statement(_) => "statement",
        };
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, refused.to_string()).examined(examination)
    }
}

impl From<GateError> for Refusal {
    fn from(error: GateError) -> Self {
        let detail = "the ledger, the audit log or the list of persons of this node could not be used, so nothing was \
                      published; the node's log says which and why";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "gate", detail).because(chain(&error))
    }
}
