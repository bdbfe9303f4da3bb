//! Handing things in.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use emn_protocol::ids::EntryId;
use emn_protocol::record::{Kind, Record, check};
use emn_protocol::roster::{RosterError, SignedRoster};
use emn_protocol::{disclosure, limits};
use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;

use super::auth::Caller;
use super::error::Refusal;
use super::gate::Authority;
use super::network::newest_roster;
use super::records::blocking;
use super::routes::Shared;
use super::view::{Checked, Published, RosterTaken, Violation};
use super::{ApiState, drafts, gate};
use crate::engine::RosterOutcome;
use crate::gate::{Approval, Examination, GateError, Submission};
use crate::telemetry::{chain, wall_clock};

/// Characters of a reason at least: a word is none.
const REASON_CHARS: usize = 10;

pub(crate) async fn publish(
    State(shared): State<Shared>,
    Extension(caller): Extension<Caller>,
    body: RecordBody,
) -> Result<Response, Refusal> {
    if let (Caller::Account(who), true) = (&caller, shared.api.doors.four_eyes) {
        if body.submission != Submission::default() {
            let detail = "statements do not go with a draft: whoever approves it overrides its warnings";
            return Err(Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "statement", detail));
        }
        return drafts::hand_in(&shared, who, body.record).await;
    }
    if matches!(caller, Caller::Account(_)) && body.submission != Submission::default() {
        let detail = "signed statements and reasons are for the node's owner; a token names its person already";
        return Err(Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "statement", detail));
    }
    check_eyes(&shared, &caller, &body.submission).await?;
    let notes = notes(&shared.api, &body.record)?;
    let authority = match &caller {
        // Where one person is enough, the audit log still names them.
        Caller::Account(who) => {
            let person = drafts::person_of(who);
            Authority::Accounts(Approval { publisher: person.clone(), approver: person, overrides: Vec::new() })
        }
        _ => Authority::Statements(body.submission),
    };
    let published = gate::publish(&shared, body.record, authority).await?;
    // Not in the gate: there the next one waits.
    shared.api.engine.shown(&published).await;
    Ok(created(published, notes))
}

/// The answer to what was signed.
pub(super) fn created(published: crate::engine::Published, notes: Vec<String>) -> Response {
    let id = published.id;
    let view = Published {
        id,
        short: id.short(),
        member: published.member,
        log: published.log,
        seq: published.seq,
        time: published.time,
        bytes: published.bytes as u64,
        notes,
    };
    let mut response = (StatusCode::CREATED, Json(view)).into_response();
    if let Ok(location) = HeaderValue::from_str(&format!("/api/v1/records/{id}")) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// Where two persons publish, one alone says why: the node's owner, who holds its signing key anyway.
async fn check_eyes(shared: &Shared, caller: &Caller, submission: &Submission) -> Result<(), Refusal> {
    let alone = submission.alone.as_deref().map(str::trim).unwrap_or_default().to_owned();
    if !shared.api.doors.four_eyes {
        return Ok(());
    }
    let refuse = |detail: &str| Err(Refusal::new(StatusCode::FORBIDDEN, "four_eyes", detail));
    match caller {
        Caller::Owner if alone.chars().count() >= REASON_CHARS => {
            let (gate, who) = (shared.api.gate.clone(), caller.shown());
            blocking(move || {
                let logged = gate.audit_log().append(wall_clock(), &who, "publish-alone", json!({"reason": alone}));
                Ok(logged.map(drop).map_err(GateError::from)?)
            })
            .await
        }
        Caller::Owner => refuse(
            "a second person approves what is published here (`publish.four_eyes`): use the pages (`emn open`), or say why \
             you publish alone, in at least 10 characters (`emn publish --alone REASON`); the audit log keeps it",
        ),
        _ => {
            refuse("a second person approves what is published here (`publish.four_eyes`): hand it in with an account")
        }
    }
}

pub(crate) async fn check(State(shared): State<Shared>, body: RecordBody) -> Result<Json<Checked>, Refusal> {
    blocking(move || {
        let (api, record) = (&shared.api, body.record);
        let policy = newest_roster(api)?.roster().policy.disclosure();
        let bytes = record.to_bytes().len();
        let mut violations: Vec<Violation> = check::check_record(&record).into_iter().map(Into::into).collect();
        // Disclosure rules, audit and screening read records whose form is right.
        let mut examination = None;
        if violations.is_empty() {
            violations.extend(disclosure::check_record(&record, &policy).into_iter().map(Violation::from));
            examination = Some(gate::examine(api, &record, &policy)?);
        }
        violations.extend(check_size(bytes));
        violations.extend(check_target(api, &record)?);
        let clean = |found: &Examination| !found.discloses() && found.blocking().next().is_none();
        Ok(Json(Checked {
            ok: violations.is_empty() && examination.as_ref().is_some_and(clean),
            bytes: bytes as u64,
            min_frequency: policy.min_frequency,
            violations,
            examination,
            notes: notes(api, &record)?,
        }))
    })
    .await
}

pub(crate) fn check_size(bytes: usize) -> Option<Violation> {
    // The shell's size is known when it is signed; its limit is what it may add.
    let limit = limits::ENTRY_BYTES - limits::SHELL_BYTES;
    let problem =
        format!("the record has {bytes} bytes; the limit is {limit}. Move figures or text to a second record");
    (bytes > limit).then(|| Violation::whole("size", problem))
}

/// The entry that a record acts on.
fn target(record: &Record) -> Option<EntryId> {
    match record {
        Record::Correction(correction) => Some(correction.supersedes),
        Record::Withdrawal(withdrawal) => Some(withdrawal.withdraws),
        Record::Report(_) | Record::Practice(_) => None,
    }
}

pub(crate) fn check_target(api: &ApiState, record: &Record) -> Result<Option<Violation>, Refusal> {
    let Some(target) = target(record) else { return Ok(None) };
    let own = api.engine.snapshot().member.clone();
    let problem = match api.catalogue.get(&target)? {
        None => "it is not here",
        Some(listed) if own.is_some_and(|own| own != listed.item.member) => "it is another member's",
        Some(listed) if listed.item.kind == Some(Kind::Withdrawal) => "it is a withdrawal",
        Some(listed) if listed.withdrawn.is_some() => "it was withdrawn",
        Some(_) => return Ok(None),
    };
    let problem = format!("entry {target} cannot be corrected or withdrawn: {problem}");
    Ok(Some(Violation::whole("target", problem)))
}

/// What follows from publishing this record that its author may not have in mind.
pub(super) fn notes(api: &ApiState, record: &Record) -> Result<Vec<String>, Refusal> {
    let Some(target) = target(record) else { return Ok(Vec::new()) };
    let Some(listed) = api.catalogue.get(&target)? else { return Ok(Vec::new()) };
    let note = match (record, listed.supersedes()) {
        (Record::Withdrawal(_), Some(before)) => format!(
            "the withdrawn entry corrects {}, which is shown as the newest version again; withdraw or correct that one \
             as well if it should not be",
            before.short()
        ),
        (Record::Correction(_), _) if listed.superseded_by.is_some() => format!(
            "{} has a newer version, {}; a correction of that one keeps the versions in one line",
            target.short(),
            api.catalogue.newest(&target, &listed.item.member).short()
        ),
        _ => return Ok(Vec::new()),
    };
    Ok(vec![note])
}

pub(crate) async fn offer_roster(State(shared): State<Shared>, body: RosterBody) -> Result<Json<RosterTaken>, Refusal> {
    let taken = |outcome: &str, version| Ok(Json(RosterTaken { outcome: outcome.to_owned(), version }));
    match shared.api.engine.offer_roster(body.0).await? {
        RosterOutcome::Installed(version) => taken("installed", version),
        RosterOutcome::Known(version) => taken("known", version),
        RosterOutcome::Frozen(version) => Err(Refusal::new(
            StatusCode::CONFLICT,
            "roster_frozen",
            format!(
                "two valid rosters of version {version} exist, so the roster is frozen; ask the keyholders which one \
                 holds"
            ),
        )),
    }
}

/// A record, as JSON; or an object with the record and what persons say about it: `{"record", "submission"}`.
pub(crate) struct RecordBody {
    record: Record,
    submission: Submission,
}

impl FromRequest<Shared> for RecordBody {
    type Rejection = Refusal;

    async fn from_request(request: Request, shared: &Shared) -> Result<Self, Refusal> {
        check_media_type(request.headers(), &["application/json"])?;
        let bytes = body(request, shared).await?;
        // A record of some MiB takes its time.
        let record = blocking(move || {
            read_body(&bytes).map_err(|error| {
                let detail = format!("the body is not a record: {error}");
                Refusal::bad_request("bad_json", detail)
            })
        });
        let (record, submission) = record.await?;
        Ok(Self { record, submission })
    }
}

/// A record alone, or with what persons say about it.
fn read_body(json: &[u8]) -> Result<(Record, Submission), serde_json::Error> {
    #[derive(Deserialize)]
    struct Parts<'a> {
        #[serde(borrow)]
        record: Option<&'a RawValue>,
        #[serde(default)]
        submission: Submission,
    }
    match serde_json::from_slice::<Parts<'_>>(json) {
        Ok(Parts { record: Some(record), submission }) => Ok((read_record(record.get().as_bytes())?, submission)),
        _ => Ok((read_record(json)?, Submission::default())),
    }
}

/// As reading a [`Record`], but an error names line and column: the kind is looked at first, so that its own fields are
/// read from the text and not from a copy.
fn read_record(json: &[u8]) -> Result<Record, serde_json::Error> {
    #[derive(Deserialize)]
    struct Tag {
        kind: Kind,
    }
    match serde_json::from_slice::<Tag>(json)?.kind {
        Kind::Report => serde_json::from_slice(json).map(Record::Report),
        Kind::Practice => serde_json::from_slice(json).map(Record::Practice),
        Kind::Correction => serde_json::from_slice(json).map(Record::Correction),
        Kind::Withdrawal => serde_json::from_slice(json).map(Record::Withdrawal),
    }
}

/// A signed roster, as its bytes.
pub(crate) struct RosterBody(SignedRoster);

impl FromRequest<Shared> for RosterBody {
    type Rejection = Refusal;

    async fn from_request(request: Request, shared: &Shared) -> Result<Self, Refusal> {
        check_media_type(request.headers(), &["application/cbor", "application/cose"])?;
        match SignedRoster::open(body(request, shared).await?) {
            Ok(roster) => Ok(Self(roster)),
            Err(error @ (RosterError::Decode(_) | RosterError::Envelope(_))) => {
                Err(Refusal::bad_request("bad_roster", chain(&error)))
            }
            Err(error) => Err(Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "roster_refused", chain(&error))),
        }
    }
}

fn check_media_type(headers: &HeaderMap, wanted: &[&str]) -> Result<(), Refusal> {
    let given = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let given = given.split(';').next().unwrap_or_default().trim();
    if wanted.iter().any(|wanted| given.eq_ignore_ascii_case(wanted)) {
        return Ok(());
    }
    let detail = format!("the body must be {}; say so in the Content-Type header", wanted.join(" or "));
    Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media_type", detail))
}

async fn body(request: Request, shared: &Shared) -> Result<Bytes, Refusal> {
    Bytes::from_request(request, shared).await.map_err(|rejection: BytesRejection| {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            let detail =
                "the body is larger than anything that can be taken here; move figures or text to a second record";
            return Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", detail);
        }
        Refusal::bad_request("bad_body", format!("the body could not be read: {rejection}"))
    })
}
