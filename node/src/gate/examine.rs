//! What a record would disclose.

use std::collections::BTreeSet;

use emn_anonymise::audit::audit;
use emn_anonymise::outcome::{Audit, Effort, Outcome, Verdict};
use emn_anonymise::policy::Policy;
use emn_anonymise::publication::Publication;
use emn_anonymise::screen::{Finding, Level, Place, places, screen};
use emn_protocol::disclosure;
use emn_protocol::ids::Digest;
use emn_protocol::record::Record;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ledger::{digest, publications};
use super::{Gate, GateError};
use crate::config::line_and_column;

/// Exposed cells that are listed for a table: enough to see what is wrong.
const LISTED: usize = 50;
/// Characters of a finding's id.
const ID_CHARS: usize = 12;

/// A suppressed cell that a reader can narrow down too far, or a published one that is too small.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ExposedCell {
    /// Codes in the order of the dimensions.
    pub cell: Vec<String>,
    /// `exact`, `small`, `narrow` or `undecided`.
    pub verdict: String,
    /// The published sums that betray it.
    pub betrayed_by: Vec<String>,
}

/// The audit of one table, together with everything that was published before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TableAudit {
    /// Id of the table.
    pub table: String,
    /// Suppressed cells.
    pub suppressed: usize,
    /// How many of them are exposed.
    pub exposed: usize,
    /// These cells, a bounded number.
    pub cells: Vec<ExposedCell>,
}

/// Something in a text that may be personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TextFinding {
    /// Names it, to be overridden by.
    pub id: String,
    /// What it is, such as `PHONE`.
    pub detector: String,
    /// `block`, `warn` or `info`.
    pub level: String,
    /// How sure, in percent.
    pub confidence: u8,
    /// The field of the record, such as `body.nl`.
    pub field: String,
    /// Line in the field, from 1.
    pub line: usize,
    /// Column in the line, in characters, from 1.
    pub column: usize,
    /// More exactly what, such as `nl.bsn`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub scheme: String,
}

impl TextFinding {
    /// Whether it keeps the record from being signed, whoever says what.
    pub fn blocks(&self) -> bool {
        self.level == Level::Block.name()
    }

    /// Whether a second person has to say why it may stay.
    pub fn warns(&self) -> bool {
        self.level == Level::Warn.name()
    }
}

/// What a record would disclose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Examination {
    /// SHA-256 of the record's bytes.
    pub record: Digest,
    /// Every table with suppressed or exposed cells.
    pub tables: Vec<TableAudit>,
    /// Why the tables may not be published, apart from exposed cells; for people.
    pub refusals: Vec<String>,
    /// What is allowed, but deserves a look; for people.
    pub warnings: Vec<String>,
    /// What was found in the texts.
    pub findings: Vec<TextFinding>,
}

impl Examination {
    /// Whether a table discloses something.
    pub fn discloses(&self) -> bool {
        !self.refusals.is_empty() || self.tables.iter().any(|table| table.exposed > 0)
    }

    /// Findings that keep the record from being signed.
    pub fn blocking(&self) -> impl Iterator<Item = &TextFinding> {
        self.findings.iter().filter(|finding| finding.blocks())
    }

    /// Findings that need a second person.
    pub fn warnings_in_text(&self) -> impl Iterator<Item = &TextFinding> {
        self.findings.iter().filter(|finding| finding.warns())
    }
}

impl Gate {
    /// Examines a record together with all that this member published before. `expired` says when the time is up.
    ///
    /// # Errors
    /// [`GateError::Ledger`].
    pub fn examine(
        &self,
        record: &Record,
        network: &disclosure::Policy,
        expired: &(dyn Fn() -> bool + Sync),
    ) -> Result<Examination, GateError> {
        let before: Vec<Publication> = if record.tables().is_empty() {
            Vec::new()
        } else {
            self.published()?.iter().map(|kept| kept.publication()).collect()
        };
        Ok(examine(record, &before, network, expired))
    }
}

/// Examines a record without a node: nothing that was published before is known.
pub fn examine_alone(
    record: &Record,
    network: &disclosure::Policy,
    expired: &(dyn Fn() -> bool + Sync),
) -> Examination {
    examine(record, &[], network, expired)
}

/// What the texts of a record hold, without a look at its tables: takes milliseconds.
pub fn screened(record: &Record) -> Examination {
    Examination {
        record: digest(record),
        tables: Vec::new(),
        refusals: Vec::new(),
        warnings: Vec::new(),
        findings: places(record).iter().flat_map(text_findings).collect(),
    }
}

fn examine(
    record: &Record,
    before: &[Publication],
    network: &disclosure::Policy,
    expired: &(dyn Fn() -> bool + Sync),
) -> Examination {
    let digest = digest(record);
    let new = publications(&digest, record);
    let audit = if new.is_empty() { nothing_to_audit() } else { audit(before, &new, &policy(network, &new), expired) };
    let mut refusals = audit.refusals.clone();
    refusals.extend(exposed_earlier(before, &audit));
    refusals.extend(overspent(before, &new));
    match &audit.outcome {
        Outcome::Inconsistent(what) => refusals.push(format!("no counts can fit what is published: {what}")),
        Outcome::Unfinished => refusals.push(
            "the audit of the tables did not end in time: publish fewer or smaller tables, or coarser categories"
                .to_owned(),
        ),
        Outcome::Passed | Outcome::Exposed => {}
    }
    Examination {
        record: digest,
        tables: (0..new.len()).filter_map(|index| table_audit(&new, index, &audit)).collect(),
        refusals,
        warnings: audit.warnings,
        findings: places(record).iter().flat_map(text_findings).collect(),
    }
}

/// A table's own minimum may be higher than the network's; the strictest of a record's tables counts for all.
fn policy(network: &disclosure::Policy, new: &[Publication]) -> Policy {
    let own = new.iter().filter_map(|publication| publication.table.method.as_ref()).map(|method| method.min_frequency);
    Policy::with_min_frequency(own.chain([network.min_frequency]).max().unwrap_or(network.min_frequency))
}

fn nothing_to_audit() -> Audit {
    Audit {
        outcome: Outcome::Passed,
        cells: Vec::new(),
        earlier: Vec::new(),
        warnings: Vec::new(),
        refusals: Vec::new(),
        effort: Effort::default(),
    }
}

fn table_audit(new: &[Publication], index: usize, audit: &Audit) -> Option<TableAudit> {
    let table = &new.get(index)?.table;
    let cells = audit.cells.iter().filter(|cell| cell.publication == index);
    let exposed: Vec<_> = cells.filter(|cell| cell.verdict.exposed()).collect();
    let suppressed = table.flags.values().filter(|flags| flags.suppressed()).count();
    if suppressed == 0 && exposed.is_empty() {
        return None;
    }
    let listed = exposed.iter().take(LISTED).map(|cell| ExposedCell {
        cell: table.coordinates(cell.position).iter().map(ToString::to_string).collect(),
        verdict: verdict_name(cell.verdict).to_owned(),
        betrayed_by: cell.betrayed_by.clone(),
    });
    Some(TableAudit { table: table.id.to_string(), suppressed, exposed: exposed.len(), cells: listed.collect() })
}

fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Ok => "ok",
        Verdict::Harmless => "harmless",
        Verdict::Exact => "exact",
        Verdict::Small => "small",
        Verdict::Narrow => "narrow",
        Verdict::Undecided => "undecided",
    }
}

/// Privacy loss that the noisy tables of one indicator may cost a person, in thousandths of ε. A table that only
/// repeats earlier noise counts again: that errs on the safe side.
pub const NOISE_BUDGET: u64 = 1_000;

/// Indicators whose noisy tables together cost more privacy than they may.
fn overspent(before: &[Publication], new: &[Publication]) -> BTreeSet<String> {
    let epsilon = |publication: &Publication| publication.table.method.as_ref()?.noise_milli_epsilon;
    let spent = |indicator: &str| {
        let all = before.iter().chain(new).filter(|publication| publication.indicator() == indicator);
        all.filter_map(epsilon).fold(0, u64::saturating_add)
    };
    let noisy = new.iter().filter(|publication| epsilon(publication).is_some());
    noisy
        .filter(|publication| spent(&publication.indicator()) > NOISE_BUDGET)
        .map(|publication| {
            let measure = &publication.table.measure.id;
            format!("the tables with noise of {measure} cost more than epsilon = 1 together; publish no more of them")
        })
        .collect()
}

/// One line for each publication of which the new tables give away more.
fn exposed_earlier(before: &[Publication], audit: &Audit) -> Vec<String> {
    let mut count = std::collections::BTreeMap::<usize, usize>::new();
    for cell in &audit.earlier {
        *count.entry(cell.publication).or_default() += 1;
    }
    let source = |index: usize| before.get(index).map_or("an earlier table", |publication| publication.source.as_str());
    count
        .into_iter()
        .map(|(index, cells)| {
            format!("together with {}, readers could derive {cells} cell(s) suppressed there", source(index))
        })
        .collect()
}

fn text_findings(place: &Place<'_>) -> Vec<TextFinding> {
    screen(place.text, place.lang).iter().map(|finding| text_finding(place, finding)).collect()
}

fn text_finding(place: &Place<'_>, finding: &Finding) -> TextFinding {
    let Finding { detector, level, confidence, span, scheme } = finding;
    let detector = detector.name();
    let (line, column) = line_and_column(place.text, span.start);
    TextFinding {
        id: finding_id(&place.field, &detector, span.start, span.end),
        level: level.name().to_owned(),
        confidence: *confidence,
        field: place.field.clone(),
        line,
        column,
        scheme: (*scheme).to_owned(),
        detector,
    }
}

/// Names a finding within its record, whose digest stands beside it in every statement.
fn finding_id(field: &str, detector: &str, start: usize, end: usize) -> String {
    let name = format!("{field}|{detector}|{start}|{end}");
    Digest::of(name.as_bytes()).to_hex()[..ID_CHARS].to_owned()
}
