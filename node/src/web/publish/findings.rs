//! What was found in a draft, as its pages show it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use emn_desk::Draft;
use emn_pages::Frame;
use emn_pages::parts::Link;
use emn_pages::publish::{Found, FoundText, TableFound};
use emn_protocol::disclosure;
use emn_protocol::ids::Digest;
use emn_protocol::record::Record;

use super::{Memory, fields};
use crate::api::error::Refusal;
use crate::api::gate::AUDIT_TIME;
use crate::api::network::newest_roster;
use crate::api::publish::{check_size, check_target};
use crate::api::{ApiState, Shared};
use crate::gate::{Examination, TextFinding};
use crate::telemetry::wall_clock;

/// Exposed cells that are named.
const CELLS: usize = 20;

/// What was found in a record.
#[derive(Debug, Clone)]
pub(in crate::web) struct Examined {
    /// Texts and tables.
    pub(in crate::web) examination: Examination,
    /// What else keeps it from being signed; for people.
    violations: Vec<String>,
}

/// Looks at the record that a draft would become; nothing while it is none. What was found not long ago is not looked
/// for again, since an audit takes time.
pub(in crate::web) async fn examined(
    shared: &Shared,
    memory: &Memory,
    draft: &Draft,
) -> Result<Option<Arc<Examined>>, Refusal> {
    let Ok(record) = draft.record() else { return Ok(None) };
    let bytes = record.to_bytes();
    let (digest, size) = (Digest::of(&bytes), bytes.len());
    if let Some(known) = memory.examination(&digest, wall_clock()) {
        return Ok(Some(known));
    }
    let (api, memory) = (shared.api.clone(), memory.clone());
    // One of the few places: an audit goes on when its page is given up.
    let places = shared.places.clone();
    places
        .work(move || {
            let late = AtomicBool::new(false);
            let found = Arc::new(examine(&api, &record, size, AUDIT_TIME, &late)?);
            // That an audit took too long says nothing of the next one.
            if !late.load(Ordering::Relaxed) {
                memory.examined(digest, Arc::clone(&found), wall_clock());
            }
            Ok(Some(found))
        })
        .await
}

fn examine(
    api: &ApiState,
    record: &Record,
    size: usize,
    time: Duration,
    late: &AtomicBool,
) -> Result<Examined, Refusal> {
    let policy = newest_roster(api)?.roster().policy.disclosure();
    let mut violations: Vec<String> =
        disclosure::check_record(record, &policy).iter().map(ToString::to_string).collect();
    let whole = check_size(size).into_iter().chain(check_target(api, record)?);
    violations.extend(whole.map(|violation| violation.problem));
    let began = Instant::now();
    let expired = || {
        let expired = began.elapsed() >= time;
        late.fetch_or(expired, Ordering::Relaxed);
        expired
    };
    Ok(Examined { examination: api.gate.examine(record, &policy, &expired)?, violations })
}

/// What was found, with where it is mended.
pub(in crate::web) fn found(frame: &Frame, draft: &Draft, examined: Option<&Examined>) -> Found {
    let describe = format!("/publish/{}/describe?mistakes=1", draft.id);
    let mut found = Found::default();
    // What was examined is a record: nothing of its form is wrong.
    if examined.is_none()
        && let Err(problems) = draft.record()
    {
        found.problems = problems
            .iter()
            .map(|problem| {
                Link::new(
                    format!("{describe}#{}", fields::input(&problem.field, draft)),
                    fields::problem(frame, problem, draft),
                )
            })
            .collect();
    }
    let Some(Examined { examination, violations }) = examined else { return found };
    found.examined = true;
    found.problems.extend(violations.iter().map(|text| Link {
        href: describe.clone(),
        label: text.clone(),
        lang: "en".to_owned(),
    }));
    for finding in &examination.findings {
        let shown = text(frame, draft, finding, &describe);
        if finding.blocks() {
            found.blocking.push(shown);
        } else if finding.warns() {
            found.warnings.push(shown);
        } else {
            found.remarks.push(shown);
        }
    }
    let table = |audit: &crate::gate::TableAudit| TableFound {
        table: audit.table.clone(),
        suppressed: audit.suppressed as u64,
        exposed: audit.exposed as u64,
        cells: audit.cells.iter().take(CELLS).map(|cell| cell.cell.join(" · ")).collect(),
    };
    found.tables = examination.tables.iter().map(table).collect();
    found.refusals.clone_from(&examination.refusals);
    found.notes.clone_from(&examination.warnings);
    found
}

fn text(frame: &Frame, draft: &Draft, finding: &TextFinding, describe: &str) -> FoundText {
    let input = fields::input(&finding.field, draft);
    FoundText {
        id: finding.id.clone(),
        detector: finding.detector.clone(),
        scheme: finding.scheme.clone(),
        field: fields::field_label(frame, &finding.field, draft),
        href: (draft.state.editable() && !input.is_empty()).then(|| format!("{describe}#{input}")),
        line: finding.line,
        column: finding.column,
        confidence: finding.confidence,
    }
}
