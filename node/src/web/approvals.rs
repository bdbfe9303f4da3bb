//! The second pair of eyes.

use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use emn_desk::{COMMENT_CHARS, Person, State as Standing, Summary};
use emn_pages::approvals::{Barred, Override, QueuePage, RefusedPage, ReviewPage, SentPage, Waiting};
use emn_pages::parts::Mistakes;
use emn_pages::publish::Preview;

use super::form::Fields;
use super::page::{page, see_other, with_status};
use super::publish::{Approving, Asked, Seat, examined, failure, found, history, listed, version};
use super::visitor::Visitor;
use crate::api::auth::Need;
use crate::api::error::Refusal;
use crate::api::records::blocking;
use crate::api::{Shared, approving};
use crate::gate::{self, NOTE_CHARS, NOTE_CHARS_AT_MOST, TextFinding, names_somebody};
use crate::people::OverrideReason;

/// Its routes.
pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/approvals", get(queue))
        .route("/approvals/{draft}", get(review))
        .route("/approvals/{draft}/approve", post(approve))
        .route("/approvals/{draft}/send-back", post(send_back))
}

async fn queue(
    State(shared): State<Shared>,
    Query(asked): Query<Asked>,
    visitor: Visitor,
) -> Result<Response, Refusal> {
    let person = visitor.at_desk(Need::Approve)?;
    let visitor = asked.said(visitor);
    let api = shared.api.clone();
    let mut drafts = blocking(move || {
        approving::settle(&api, false)?;
        Ok(api.desk.list(|summary| matches!(summary.state, Standing::Submitted { .. })))
    })
    .await?;
    // Who waits longest comes first.
    drafts.reverse();
    let four_eyes = shared.api.doors.four_eyes;
    let waiting = |summary: &Summary| {
        let Standing::Submitted { by, at } = &summary.state else { return None };
        let barred = barred(four_eyes, summary.contributed(&person.account), &summary.created_by, &person);
        Some(Waiting { head: listed(&visitor, &person, summary), by: by.name.clone(), since: *at, barred })
    };
    let waiting: Vec<Waiting> = drafts.iter().filter_map(waiting).collect();
    page(&QueuePage { frame: &visitor.frame, waiting: &waiting })
}

/// Why somebody may not approve a draft.
fn barred(four_eyes: bool, contributed: bool, owner: &Person, person: &Person) -> Option<Barred> {
    match (four_eyes && contributed, owner.account == person.account) {
        (false, _) => None,
        (true, true) => Some(Barred::Own),
        (true, false) => Some(Barred::Contributed),
    }
}

/// Why the person may not approve the draft.
fn barred_from(seat: &Seat<Approving>) -> Option<Barred> {
    let Seat { shared, person, draft, .. } = seat;
    barred(shared.api.doors.four_eyes, draft.contributed(&person.account), &draft.created_by, person)
}

/// What a form said, to be shown again.
#[derive(Default)]
struct Said {
    overrides: Vec<Override>,
    comment: String,
    mistakes: Mistakes,
    failure: Option<String>,
}

async fn review(seat: Seat<Approving>) -> Result<Response, Refusal> {
    show(&seat, Said::default()).await
}

async fn show(seat: &Seat<Approving>, said: Said) -> Result<Response, Refusal> {
    let Seat { shared, memory, visitor, draft, .. } = seat;
    if let Standing::Published { entry, at, .. } = &draft.state {
        return page(&SentPage { frame: &visitor.frame, head: &seat.head(), entry: &entry.to_string(), time: *at });
    }
    let (Standing::Submitted { by, .. }, Ok(record)) = (&draft.state, draft.record()) else {
        return gone(visitor);
    };
    let examination = examined(shared, memory, draft).await?;
    let status = if said.mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let shown = ReviewPage {
        frame: &visitor.frame,
        head: &seat.head(),
        by: &by.name,
        record: &Preview::of(&visitor.frame, &record),
        found: &found(&visitor.frame, draft, examination.as_deref()),
        overrides: &said.overrides,
        comment: &said.comment,
        mistakes: &said.mistakes,
        failure: said.failure.as_deref().or(failure(draft)),
        barred: barred_from(seat),
        history: &history(draft),
    };
    with_status(status, &shown)
}

/// It no longer waits.
fn gone(visitor: &Visitor) -> Result<Response, Refusal> {
    with_status(StatusCode::CONFLICT, &refused(visitor, "approvals-gone-title", "approvals-gone"))
}

/// It is not theirs to approve.
fn own(visitor: &Visitor) -> Result<Response, Refusal> {
    with_status(StatusCode::FORBIDDEN, &refused(visitor, "approvals-own-title", "approvals-own"))
}

fn refused<'a>(visitor: &'a Visitor, title: &'static str, text: &'static str) -> RefusedPage<'a> {
    RefusedPage { frame: &visitor.frame, title, text, href: "/approvals", link: "approvals-back" }
}

async fn approve(mut seat: Seat<Approving>, fields: Fields) -> Result<Response, Refusal> {
    let version = version(&fields)?;
    if !matches!(seat.draft.state, Standing::Submitted { .. }) || seat.draft.version != version {
        return gone(&seat.visitor);
    }
    if barred_from(&seat).is_some() {
        return own(&seat.visitor);
    }
    let examination = examined(&seat.shared, &seat.memory, &seat.draft).await?;
    let warnings: Vec<TextFinding> =
        examination.iter().flat_map(|found| found.examination.warnings_in_text()).cloned().collect();
    let mut said = Said { overrides: written(&fields, &warnings), ..Said::default() };
    let overrides = overrides(&seat.visitor, &said.overrides, &mut said.mistakes);
    if !said.mistakes.is_empty() {
        return show(&seat, said).await;
    }
    let id = seat.draft.id;
    match approving::approve(&seat.shared, id, version, seat.person.clone(), overrides).await {
        Ok(approved) => {
            seat.memory.published();
            seat.shared.api.engine.shown(&approved.published).await;
            Ok(see_other(&format!("/approvals/{id}")))
        }
        Err(refusal) => match refusal.code() {
            "draft_changed" | "draft_state" => gone(&seat.visitor),
            "own_draft" => own(&seat.visitor),
            // The draft still waits; what stands in the way is shown above it.
            _ if refusal.status().is_client_error() => {
                seat.draft = seat.again().await?;
                said.failure = Some(refusal.detail().to_owned());
                show(&seat, said).await
            }
            _ => Err(refusal),
        },
    }
}

/// What the form says on each warning.
fn written(fields: &Fields, warnings: &[TextFinding]) -> Vec<Override> {
    let of = |warning: &TextFinding| Override {
        finding: warning.id.clone(),
        reason: fields.get(&format!("reason.{}", warning.id)).to_owned(),
        note: fields.get(&format!("note.{}", warning.id)).replace("\r\n", "\n"),
    };
    warnings.iter().map(of).collect()
}

/// The same for the gate, with what is wrong in it. Warnings with equal reason and note are one statement.
fn overrides(visitor: &Visitor, written: &[Override], mistakes: &mut Mistakes) -> Vec<gate::Override> {
    let mut all: Vec<gate::Override> = Vec::new();
    let mut wrong = |what: &str, finding: &str, text: &str| {
        mistakes.add(format!("{what}.{finding}"), visitor.frame.t(text));
    };
    for Override { finding, reason, note } in written {
        let note = note.trim();
        let reason = reason_of(reason);
        if reason.is_none() {
            wrong("reason", finding, "approvals-mistake-reason");
        }
        if note.chars().count() < NOTE_CHARS || note.chars().count() > NOTE_CHARS_AT_MOST {
            wrong("note", finding, "approvals-mistake-note");
        } else if names_somebody(note) {
            wrong("note", finding, "approvals-mistake-note-personal");
        }
        let Some(reason) = reason else { continue };
        match all.iter_mut().find(|said| said.reason == reason && said.note == note) {
            Some(said) => said.findings.push(finding.clone()),
            None => all.push(gate::Override { findings: vec![finding.clone()], reason, note: note.to_owned() }),
        }
    }
    all
}

fn reason_of(text: &str) -> Option<OverrideReason> {
    Some(match text {
        "FALSE_POSITIVE" => OverrideReason::FalsePositive,
        "PUBLIC_FIGURE" => OverrideReason::PublicFigure,
        "LEGAL_BASIS" => OverrideReason::LegalBasis,
        "CONSENT" => OverrideReason::Consent,
        "ALREADY_PUBLIC" => OverrideReason::AlreadyPublic,
        _ => return None,
    })
}

async fn send_back(seat: Seat<Approving>, fields: Fields) -> Result<Response, Refusal> {
    let version = version(&fields)?;
    if barred_from(&seat).is_some() {
        return own(&seat.visitor);
    }
    let comment = fields.get("comment").replace("\r\n", "\n").trim().to_owned();
    let mut said = Said { comment: comment.clone(), ..Said::default() };
    if comment.is_empty() || comment.chars().count() > COMMENT_CHARS {
        said.mistakes.add("comment", seat.visitor.frame.t("approvals-mistake-comment"));
    } else if names_somebody(&comment) {
        said.mistakes.add("comment", seat.visitor.frame.t("approvals-mistake-comment-personal"));
    }
    if !said.mistakes.is_empty() {
        return show(&seat, said).await;
    }
    let (api, id, person) = (seat.shared.api.clone(), seat.draft.id, seat.person.clone());
    match blocking(move || approving::send_back(&api, id, version, &person, &comment)).await {
        Ok(_) => Ok(see_other("/approvals?notice=draft-sent-back")),
        Err(refusal) if matches!(refusal.code(), "draft_changed" | "draft_state") => gone(&seat.visitor),
        Err(refusal) => Err(refusal),
    }
}
