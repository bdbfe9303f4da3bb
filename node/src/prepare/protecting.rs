//! Protection of what was counted: suppression, rounding or noise.

use std::collections::{BTreeMap, BTreeSet};

use emn_anonymise::ledger::Kept;
use emn_anonymise::noise::{self, Budget, NoiseError, Settings, perturb};
use emn_anonymise::pipeline::{PipelineError, protect_and_audit};
use emn_anonymise::policy::Policy;
use emn_anonymise::publication::Publication;
use emn_anonymise::report::{Report, ReportError};
use emn_anonymise::round::{RoundError, round};
use emn_anonymise::suppress::{Earlier, ProtectError};
use emn_desk::DraftTable;
use emn_protocol::codelist::{CodeLists, TIME_PERIOD};
use emn_protocol::disclosure;
use emn_protocol::time::{Period, Timestamp};
use serde_json::{Value, json};

use crate::gate::{Gate, GateError, NOISE_BUDGET};
use crate::identity::random;

/// How a table is protected.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum Protection {
    /// Cells are suppressed.
    #[default]
    Suppression,
    /// Values are rounded to this base.
    Rounding(u64),
    /// Values get noise of this privacy loss (epsilon).
    Noise(f64),
}

/// Where and when the persons were counted, where the table has no such dimension: as the record will say it, else
/// nobody could tell that an earlier table is about the same ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The country, as tables write it.
    pub geo: Option<String>,
    /// What time the record speaks of.
    pub period: Option<Period>,
}

impl Place {
    /// How tables write a country: Eurostat's code for an ISO one. An institution is no country.
    pub fn geo_of(iso: &str) -> Option<String> {
        CodeLists::shipped().country(iso).map(|country| country.eurostat.clone())
    }
}

/// What was done to a table, and what it cost. For the publisher only.
#[derive(Debug, Clone, PartialEq)]
pub enum Detail {
    /// Cells were suppressed, and why.
    Suppressed(Box<Report>),
    /// Values were rounded.
    Rounded {
        /// To multiples of this.
        base: u64,
        /// All changes together.
        changed_by: u64,
        /// Cells that moved by the base or more, so that the sums hold.
        moved_further: usize,
    },
    /// Values got noise.
    Noisy {
        /// Privacy loss.
        epsilon: f64,
        /// Standard deviation of the noise of a detailed cell.
        deviation: f64,
        /// Cells that keep the noise of earlier tables.
        reused: usize,
        /// What the series has spent.
        budget: Budget,
    },
}

/// What the publisher should know beside the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// The table says no time, and there are earlier tables of the same measure.
    Timeless,
    /// There is no node: the table is in no ledger, and nothing published before was taken into account.
    NoLedger,
}

/// A protected table.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// As readers will see it.
    pub publication: Publication,
    /// What was done to it.
    pub detail: Detail,
    /// What the publisher should know.
    pub notes: Vec<Note>,
}

impl Made {
    /// The report, when cells were suppressed.
    pub fn report(&self) -> Option<&Report> {
        if let Detail::Suppressed(report) = &self.detail { Some(report) } else { None }
    }

    /// The confidential report as text.
    pub fn text(&self) -> String {
        match &self.detail {
            Detail::Suppressed(report) => report.text(),
            Detail::Rounded { base, changed_by, moved_further } => {
                let cells = self.publication.table.values.len();
                let further = match moved_further {
                    0 => String::new(),
                    moved => format!("; {moved} cell(s) moved by {base} or more, so that the sums hold"),
                };
                format!(
                    "Rounded to multiples of {base}, all sums hold: {cells} cells changed by {changed_by} in \
                     all{further}.\n"
                )
            }
            Detail::Noisy { epsilon, deviation, reused, budget } => format!(
                "Noise of epsilon {epsilon} on every detailed cell (standard deviation {deviation:.1}); totals are \
                 sums of noisy cells.\n{reused} cell(s) keep the noise of earlier tables; {} of {} thousandths of \
                 epsilon of the series are spent.\n",
                budget.spent_milli_epsilon, budget.limit_milli_epsilon
            ),
        }
    }

    /// The confidential report as JSON.
    pub fn json(&self) -> Value {
        match &self.detail {
            Detail::Suppressed(report) => serde_json::from_str(&report.json()).unwrap_or(Value::Null),
            Detail::Rounded { base, changed_by, moved_further } => {
                json!({"base": base, "changed_by": changed_by, "moved_further": moved_further})
            }
            Detail::Noisy { epsilon, reused, budget, .. } => {
                json!({"epsilon": epsilon, "reused": reused, "budget": budget})
            }
        }
    }

    /// The confidential report as a page, when cells were suppressed.
    pub fn html(&self) -> Option<String> {
        self.report().map(Report::html)
    }

    /// As a draft keeps it: without any count. `source` names the file that was counted.
    pub fn into_draft(self, source: &str, now: Timestamp) -> DraftTable {
        let report = if let Detail::Suppressed(report) = &self.detail { Some(&**report) } else { None };
        DraftTable::made(self.publication.table, report, self.publication.context, source, now)
    }
}

/// Why a table was not protected. Nothing is half protected then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProtectionError {
    /// No cells can be suppressed so that nobody is disclosed.
    #[error(transparent)]
    Suppression(#[from] PipelineError),
    /// The table cannot be rounded.
    #[error(transparent)]
    Rounding(#[from] RoundError),
    /// The table gets no noise.
    #[error(transparent)]
    Noise(#[from] NoiseError),
    /// What was asked for is no privacy loss.
    #[error("{0} is no privacy loss")]
    Epsilon(f64),
    /// The system gave no random numbers.
    #[error("the system gave no random numbers, so no noise was drawn")]
    Random,
    /// There is no report of it.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// The ledger could not be used.
    #[error(transparent)]
    Gate(#[from] GateError),
}

impl ProtectionError {
    /// Names the reason, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Suppression(PipelineError::Protect(error)) => match error {
                ProtectError::Sparse { .. } => "too_sparse",
                ProtectError::Unprotectable { .. } => "unprotectable",
                ProtectError::TooLarge { .. } => "too_large",
                ProtectError::Unfinished => "unfinished",
                ProtectError::Form(_) => "table",
                // What receivers would refuse is for the publisher the same as what the audit refuses.
                _ => "audit",
            },
            Self::Suppression(_) => "audit",
            Self::Rounding(_) => "rounding",
            Self::Noise(_) => "noise",
            Self::Epsilon(_) => "epsilon",
            Self::Random => "random",
            Self::Report(_) => "report",
            Self::Gate(_) => "gate",
        }
    }
}

/// Protects a table with all its counts, together with all that this node published before, and has the result
/// attacked. With a gate, the ledger keeps what was prepared. `expired` says when the time is up.
///
/// # Errors
/// [`ProtectionError`].
pub fn protect(
    gate: Option<&Gate>,
    counted: &Publication,
    place: &Place,
    protection: Protection,
    (policy, network): (&Policy, &disclosure::Policy),
    expired: &(dyn Fn() -> bool + Sync),
    now: Timestamp,
) -> Result<Made, ProtectionError> {
    let known = gate.map(Gate::published).transpose()?.unwrap_or_default();
    let (new, timeless) = placed(counted, place, &known);
    let (publication, detail) = match protection {
        Protection::Suppression => suppressed(&new, &known, policy, expired, gate, now)?,
        Protection::Rounding(base) => rounded(&new, base, policy)?,
        Protection::Noise(epsilon) => noisy(&new, epsilon, &known, network, policy)?,
    };
    let no_ledger = gate.is_none().then_some(Note::NoLedger);
    let notes = timeless.then_some(Note::Timeless).into_iter().chain(no_ledger).collect();
    Ok(Made { publication, detail, notes })
}

/// Puts a table in its place; and whether its time is missing although it matters.
fn placed(counted: &Publication, place: &Place, known: &[Kept]) -> (Publication, bool) {
    let mut new = counted.clone();
    let mut fix = |dimension: &str, code: Option<String>| match code {
        Some(code) if new.table.dimensions.iter().all(|own| own.id.as_str() != dimension) => {
            new.context.insert(dimension.to_owned(), code);
        }
        _ => {}
    };
    fix("geo", place.geo.clone());
    let same = known.iter().filter(|kept| kept.publication().indicator() == counted.indicator());
    let mut periods: Vec<&String> = same.clone().filter_map(|kept| kept.context.get(TIME_PERIOD)).collect();
    periods.sort();
    periods.dedup();
    let only = if let [one] = periods.as_slice() { Some((*one).clone()) } else { None };
    fix(TIME_PERIOD, place.period.map(|period| period.to_string()).or(only));
    let timeless =
        !new.context.contains_key(TIME_PERIOD) && new.table.dimensions.iter().all(|own| own.id.as_str() != TIME_PERIOD);
    let missing = timeless && same.count() > 0;
    (new, missing)
}

type Done = Result<(Publication, Detail), ProtectionError>;

fn suppressed(
    new: &Publication,
    known: &[Kept],
    policy: &Policy,
    expired: &(dyn Fn() -> bool + Sync),
    gate: Option<&Gate>,
    now: Timestamp,
) -> Done {
    let earlier: Vec<Earlier> =
        known.iter().map(|kept| Earlier { publication: kept.publication(), counts: kept.counts.clone() }).collect();
    let (protected, audit) = protect_and_audit(new, &earlier, policy, expired)?;
    let report = Report::new(&protected, &audit, 0, policy, &["en"])?;
    if let Some(gate) = gate {
        gate.keep_prepared(&protected, now)?;
    }
    Ok((protected.publication, Detail::Suppressed(Box::new(report))))
}

fn rounded(new: &Publication, base: u64, policy: &Policy) -> Done {
    let rounded = round(new, base, policy)?;
    let detail = Detail::Rounded { base, changed_by: rounded.loss, moved_further: rounded.exceeded.len() };
    Ok((rounded.publication, detail))
}

fn noisy(new: &Publication, epsilon: f64, known: &[Kept], network: &disclosure::Policy, policy: &Policy) -> Done {
    let milli = epsilon * 1000.0;
    if !(milli.is_finite() && (1.0..=1_000_000.0).contains(&milli)) {
        return Err(ProtectionError::Epsilon(epsilon));
    }
    // Between 1 and a million: nothing is lost but fractions of a thousandth.
    let milli_epsilon = milli.round() as u64;
    let (earlier, spent) = before(new, known);
    let budget = Budget { spent_milli_epsilon: spent, limit_milli_epsilon: NOISE_BUDGET };
    let settings = Settings { milli_epsilon, cells_per_person: 1 };
    let mut failed = false;
    let mut source = |bytes: &mut [u8]| {
        for chunk in bytes.chunks_mut(32) {
            match random::<32>() {
                Ok(drawn) => chunk.copy_from_slice(&drawn[..chunk.len()]),
                Err(_) => failed = true,
            }
        }
    };
    let result = perturb(new, &settings, budget, &earlier, (policy, network), &mut source);
    if failed {
        return Err(ProtectionError::Random);
    }
    let noisy = result?;
    let detail = Detail::Noisy { epsilon, deviation: settings.deviation(), reused: noisy.reused, budget: noisy.budget };
    Ok((noisy.publication, detail))
}

/// What of this series was published with noise, and without; and what the noise cost.
fn before(new: &Publication, known: &[Kept]) -> (noise::Earlier, u64) {
    let (mut noisy, mut plain, mut spent) = (BTreeMap::new(), BTreeSet::new(), 0u64);
    let indicator = new.indicator();
    for publication in known.iter().map(Kept::publication).filter(|known| known.indicator() == indicator) {
        let epsilon = publication.table.method.as_ref().and_then(|method| method.noise_milli_epsilon);
        spent = spent.saturating_add(epsilon.unwrap_or(0));
        for (position, value) in publication.table.values.iter().enumerate() {
            let key = publication.key(position);
            match (epsilon, value) {
                (Some(_), Some(value)) => _ = noisy.insert(key, *value),
                _ => _ = plain.insert(key),
            }
        }
    }
    (noise::Earlier { noisy, plain }, spent)
}
