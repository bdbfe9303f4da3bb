//! The audit log, for administrators.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use emn_pages::parts::{Choice, Pager};
use emn_pages::phrase::line;
use emn_pages::settings::{AuditPage, Line};
use serde_json::Value;

use crate::api::Shared;
use crate::api::auth::{Need, named};
use crate::api::error::Refusal;
use crate::api::params::Params;
use crate::api::records::{blocking, encoded};
use crate::audit_log::{AuditLine, AuditLogError};
use crate::gate::GateError;
use crate::telemetry::chain;
use crate::web::page::page;
use crate::web::sign_in::log;
use crate::web::visitor::Visitor;

/// Lines of one page.
const LINES: usize = 50;
/// Characters of who did it, and of one value.
const WHO_CHARS: usize = 120;
const VALUE_CHARS: usize = 160;
/// Values of one line.
const VALUES: usize = 12;
/// Actions to choose from.
const ACTIONS: usize = 60;

pub(super) async fn show(State(shared): State<Shared>, visitor: Visitor, params: Params) -> Result<Response, Refusal> {
    visitor.person(Need::Administer)?;
    blocking(move || {
        let (lines, broken) = read(&shared)?;
        let (action, who) = (params.text("action").unwrap_or_default(), params.text("who").unwrap_or_default());
        let before = params.text("before").and_then(|text| text.parse::<u64>().ok());
        let wanted = who.to_lowercase();
        let fits = |line: &&AuditLine| {
            (action.is_empty() || line.action == action) && line.who.to_lowercase().contains(&wanted)
        };
        let found: Vec<&AuditLine> = lines.iter().filter(fits).collect();
        let mut shown = found.iter().rev().filter(|line| before.is_none_or(|before| line.number < before));
        let page_of: Vec<&&AuditLine> = shown.by_ref().take(LINES).collect();
        let address = |before: Option<u64>| {
            let mut parts = vec![format!("action={}", encoded(action)), format!("who={}", encoded(who))];
            parts.extend(before.map(|before| format!("before={before}")));
            format!("/settings/audit?{}", parts.join("&"))
        };
        let last = page_of.last().map(|line| line.number);
        page(&AuditPage {
            frame: &visitor.frame,
            broken,
            total: lines.len() as u64,
            found: found.len() as u64,
            head: lines.last().and_then(|line| line.hash).map_or_else(String::new, |hash| hash.to_hex()),
            lines: page_of.iter().map(|logged| line_view(logged)).collect(),
            actions: actions(&visitor, &lines, action),
            who: who.chars().take(WHO_CHARS).collect(),
            pager: Pager {
                first: before.map(|_| address(None)),
                older: last.filter(|_| shown.next().is_some()).map(|last| address(Some(last))),
            },
        })
    })
    .await
}

/// The lines as far as each follows from the one before, and the first, from 1, that does not.
fn read(shared: &Shared) -> Result<(Vec<AuditLine>, Option<u64>), Refusal> {
    let read = shared.api.gate.audit_log().load_sound();
    let (lines, broken) = read.map_err(|error| Refusal::internal(chain(&error)))?;
    Ok((lines, broken.map(|line| line as u64)))
}

fn actions(visitor: &Visitor, lines: &[AuditLine], chosen: &str) -> Vec<Choice> {
    let mut actions: Vec<&str> = lines.iter().map(|line| line.action.as_str()).collect();
    actions.sort_unstable();
    actions.dedup();
    let choice = |action: &&str| {
        Choice::new(*action, emn_pages::settings::action_name(&visitor.frame, action), *action == chosen)
    };
    let mut choices: Vec<Choice> = actions.iter().take(ACTIONS).map(choice).collect();
    choices.sort_by(|a, b| a.label.cmp(&b.label));
    choices
}

fn line_view(logged: &AuditLine) -> Line {
    let details = match &logged.details {
        Value::Object(details) => {
            details.iter().take(VALUES).map(|(name, value)| (clipped(name), said(value))).collect()
        }
        Value::Null => Vec::new(),
        other => vec![(String::new(), said(other))],
    };
    Line {
        number: logged.number,
        time: logged.time,
        who: line(&logged.who).chars().take(WHO_CHARS).collect(),
        action: logged.action.chars().take(WHO_CHARS).collect(),
        details,
        hash: logged.hash.map_or_else(String::new, |hash| hash.to_hex().chars().take(12).collect()),
    }
}

/// A value for people: texts without quotes, lists with commas.
fn said(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().take(VALUES).map(said).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    };
    clipped(&text)
}

fn clipped(text: &str) -> String {
    line(text).chars().take(VALUE_CHARS).collect()
}

/// The whole log as it is kept, so that its hashes can be checked elsewhere. Taking it away is written into it first.
pub(super) async fn download(State(shared): State<Shared>, visitor: Visitor) -> Result<Response, Refusal> {
    let who = visitor.person(Need::Administer)?;
    // A log that is broken takes no more lines, and is wanted then most of all.
    if log(&shared, &named(who), "audit-download", serde_json::json!({})).await.is_err() {
        tracing::warn!(who = named(who), "a broken audit log was downloaded");
    }
    let bytes = blocking(move || {
        let path = shared.api.gate.audit_log().path().to_owned();
        std::fs::read(&path)
            .map_err(|source| AuditLogError::Io { action: "read", path, source })
            .map_err(|error| GateError::from(error).into())
    })
    .await?;
    let headers = [
        (header::CONTENT_TYPE, "application/x-ndjson"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"audit.jsonl\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, bytes).into_response())
}
