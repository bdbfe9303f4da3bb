//! The way of a draft from submission to signature: the steps of the [`desk`](emn_desk), each with its line in the audit
//! log, and the signing between approval and entry. API and pages take the same way.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use emn_desk::{DeskError, Draft, DraftId, Eyes, Person, State};
use emn_protocol::entry::SignedEntry;
use emn_protocol::ids::{EntryId, LogId};
use emn_protocol::record::Record;
use emn_protocol::time::Timestamp;
use serde_json::{Value, json};

use axum::http::StatusCode;

use super::error::Refusal;
use super::gate::{self, Authority};
use super::network::newest_roster;
use super::records::blocking;
use super::routes::Shared;
use super::view::Violation;
use super::{ApiState, publish};
use crate::engine::{PublishError, Published};
use crate::gate::{Approval, GateError, Override, screened};
use crate::telemetry::{chain, wall_clock};

/// Seconds after which signing that this process knows nothing of is no longer under way.
const UNDER_WAY: i64 = 900;

/// Drafts whose signing is under way in this process.
#[derive(Debug, Clone, Default)]
pub struct Signing(Arc<Mutex<BTreeMap<DraftId, usize>>>);

/// As long as it lives, a draft is being signed.
struct UnderWay(Signing, DraftId);

impl Signing {
    fn begin(&self, id: DraftId) -> UnderWay {
        *self.all().entry(id).or_default() += 1;
        UnderWay(self.clone(), id)
    }

    fn has(&self, id: DraftId) -> bool {
        self.all().contains_key(&id)
    }

    fn all(&self) -> MutexGuard<'_, BTreeMap<DraftId, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let mut all = self.0.all();
        match all.get_mut(&self.1) {
            Some(count) if *count > 1 => *count -= 1,
            _ => drop(all.remove(&self.1)),
        }
    }
}

/// A draft that was approved and signed.
pub(crate) struct Approved {
    /// What the engine says of its entry.
    pub(crate) published: Published,
    /// What follows that its author may not have in mind.
    pub(crate) notes: Vec<String>,
}

/// Hands a draft in for approval.
pub(crate) fn submit(api: &ApiState, id: DraftId, version: u64, person: &Person) -> Result<Draft, Refusal> {
    let draft = api.desk.submit(id, version, person, wall_clock())?;
    note(api, person, "submit", &draft);
    Ok(draft)
}

/// Takes a submitted draft back.
pub(crate) fn take_back(api: &ApiState, id: DraftId, version: u64, person: &Person) -> Result<Draft, Refusal> {
    let draft = api.desk.take_back(id, version, person, wall_clock())?;
    note(api, person, "take-back", &draft);
    Ok(draft)
}

/// Sends a submitted draft back, with a comment. The audit log does not have the comment: it may name persons.
pub(crate) fn send_back(
    api: &ApiState,
    id: DraftId,
    version: u64,
    person: &Person,
    comment: &str,
) -> Result<Draft, Refusal> {
    let draft = api.desk.send_back(id, version, person, comment, wall_clock())?;
    note(api, person, "send-back", &draft);
    Ok(draft)
}

/// Gives a draft up.
pub(crate) fn discard(api: &ApiState, id: DraftId, version: u64, person: &Person) -> Result<Draft, Refusal> {
    let draft = api.desk.discard(id, version, person, wall_clock())?;
    note(api, person, "discard", &draft);
    Ok(draft)
}

/// The step was taken, whether its line could be written or not.
fn note(api: &ApiState, person: &Person, action: &str, draft: &Draft) {
    if let Err(error) = log(api, person, action, draft) {
        tracing::error!(error = %chain(&error), draft = %draft.id, action, "a step of a draft is missing from the audit log");
    }
}

fn log(api: &ApiState, person: &Person, action: &str, draft: &Draft) -> Result<(), GateError> {
    let details: Value = json!({"draft": draft.id, "version": draft.version});
    let who = crate::gate::shown(person);
    api.gate.audit_log().append(wall_clock(), &who, action, details)?;
    Ok(())
}

/// Approves exactly this version of a draft, has it pass the gate, and has it signed. What stands in the way of its
/// signature is refused, and the draft waits for approval again.
pub(crate) async fn approve(
    shared: &Shared,
    id: DraftId,
    version: u64,
    person: Person,
    overrides: Vec<Override>,
) -> Result<Approved, Refusal> {
    let shared = shared.clone();
    // What was begun is finished, also when the caller goes away in between: else the draft would not know its entry.
    let flow = tokio::spawn(async move {
        let api = shared.api.clone();
        let _under_way = shared.api.signing.begin(id);
        let begun = blocking(move || begin(&api, id, version, person, overrides)).await?;
        finish(&shared, begun).await
    });
    flow.await.unwrap_or_else(|error| Err(Refusal::internal(format!("approving ended early: {error}"))))
}

/// A draft that is approved, and what is to be signed.
struct Begun {
    draft: Draft,
    record: Record,
    approval: Approval,
    notes: Vec<String>,
}

fn begin(
    api: &ApiState,
    id: DraftId,
    version: u64,
    person: Person,
    overrides: Vec<Override>,
) -> Result<Begun, Refusal> {
    let draft = api.desk.get(id)?;
    if draft.version != version {
        return Err(DeskError::Conflict { current: Box::new(draft) }.into());
    }
    let eyes = Eyes::needed(api.doors.four_eyes, overrides.len());
    let (by, _) = draft.approvable(&person.account, eyes)?;
    if api.engine.snapshot().own_log.is_none() {
        return Err(PublishError::NoSigningKey.into());
    }
    let record = draft.record().map_err(DeskError::Incomplete)?;
    let approval = Approval { publisher: by.clone(), approver: person, overrides };
    // What the texts alone forbid is told before anything happens. The gate looks again, at the tables as well.
    let found = screened(&record);
    if let Err(refused) = api.gate.admit_approved(&found, &approval) {
        return Err(Refusal::of_gate(&refused, found));
    }
    let notes = publish::notes(api, &record)?;
    let draft = api.desk.approve(id, version, &approval.approver, eyes, wall_clock())?;
    if let Err(error) = log(api, &approval.approver, "approve", &draft) {
        give_back(api, id, "the audit log could not be written");
        return Err(error.into());
    }
    Ok(Begun { draft, record, approval, notes })
}

async fn finish(shared: &Shared, begun: Begun) -> Result<Approved, Refusal> {
    let Begun { draft, record, approval, notes } = begun;
    let outcome = gate::publish(shared, record, Authority::Accounts(approval)).await;
    let (api, id) = (shared.api.clone(), draft.id);
    match outcome {
        Ok(published) => {
            let entry = published.id;
            let told = blocking(move || Ok(api.desk.published(id, entry, wall_clock())?)).await;
            // The record is signed whatever the desk says; the next start finds the entry, and tells the draft.
            if let Err(error) = told {
                tracing::error!(draft = %id, %entry, "a draft was published but does not know it: {}", error.detail());
            }
            Ok(Approved { published, notes })
        }
        Err(refusal) => {
            // Of these it is not known whether the engine signed after all; `settle` finds out.
            if !matches!(refusal.code(), "busy" | "internal") {
                let why = refusal.detail().to_owned();
                blocking(move || {
                    give_back(&api, id, &why);
                    Ok(())
                })
                .await?;
            }
            Err(refusal)
        }
    }
}

fn give_back(api: &ApiState, id: DraftId, why: &str) {
    if let Err(error) = api.desk.failed(id, why, wall_clock()) {
        tracing::error!(error = %chain(&error), draft = %id, "an approved draft that was not signed still waits for it");
    }
}

/// Finds out what became of drafts whose signing was interrupted: their entry is among the member's own, or they wait
/// for approval again. At the start, nothing is under way.
pub(crate) fn settle(api: &ApiState, at_start: bool) -> Result<(), Refusal> {
    let now = wall_clock();
    for summary in api.desk.publishing() {
        let State::Publishing { at, .. } = summary.state else { continue };
        // Time alone does not tell: it may wait for the audits of others.
        if api.signing.has(summary.id) || !at_start && now.unix() - at.unix() < UNDER_WAY {
            continue;
        }
        let draft = api.desk.get(summary.id)?;
        let entry = match draft.record() {
            Ok(record) => entry_of(api, &record, at)?,
            Err(_) => None,
        };
        match entry {
            Some(entry) => drop(api.desk.published(draft.id, entry, now)?),
            None => drop(api.desk.failed(draft.id, "the node stopped before it was signed", now)?),
        }
        tracing::warn!(draft = %draft.id, entry = entry.map(|entry| entry.to_string()), "an interrupted approval was settled");
    }
    Ok(())
}

/// The entry of this member with this record, signed since then.
fn entry_of(api: &ApiState, record: &Record, since: Timestamp) -> Result<Option<EntryId>, Refusal> {
    let Some(member) = api.engine.snapshot().member.clone() else { return Ok(None) };
    let roster = newest_roster(api)?;
    let own = |log: &LogId| roster.roster().signing_key(log).is_some_and(|(owner, _)| owner.id == member);
    for (log, state) in api.store.frontier()?.iter().filter(|(log, _)| own(log)) {
        // The newest first: what is older than the approval is not its entry.
        for seq in (0..state.height).rev() {
            let Some(frame) = api.store.frame(log, seq)? else { continue };
            let Ok(entry) = SignedEntry::from_store(frame) else { continue };
            if entry.header().time < since {
                break;
            }
            if entry.record() == Some(record) {
                return Ok(Some(entry.id()));
            }
        }
    }
    Ok(None)
}

impl From<DeskError> for Refusal {
    fn from(error: DeskError) -> Self {
        let text = error.to_string();
        let conflict = |code| Self::new(StatusCode::CONFLICT, code, text.clone());
        match error {
            DeskError::Missing(_) => Self::not_found(text),
            DeskError::Conflict { .. } => conflict("draft_changed"),
            DeskError::State { .. } => conflict("draft_state"),
            DeskError::Full => conflict("desk_full"),
            DeskError::OwnDraft | DeskError::NotSubmitter { .. } => Self::new(StatusCode::FORBIDDEN, "own_draft", text),
            DeskError::Incomplete(problems) => {
                Self::violating("form", text, problems.into_iter().map(Violation::from).collect())
            }
            DeskError::Comment => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "comment", text),
            DeskError::Table(_) => Self::violating("form", text.clone(), vec![Violation::whole("form", text)]),
            DeskError::TooLarge(_) => Self::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", text),
            DeskError::Damaged { .. } => Self::damaged(text),
            DeskError::Io { .. } => {
                let detail = "the draft could not be stored; look at the disk and at `emn status`";
                Self::new(StatusCode::INSUFFICIENT_STORAGE, "storage", detail).because(chain(&error))
            }
            _ => Self::internal(text),
        }
    }
}
