//! Protection of what was counted: suppression, rounding or noise.

use std::collections::{BTreeMap, BTreeSet};

use emn_anonymise::ledger::Kept;
use emn_anonymise::noise::{self, Budget, Settings, perturb};
use emn_anonymise::pipeline::{PipelineError, protect_and_audit};
use emn_anonymise::policy::Policy;
use emn_anonymise::publication::Publication;
use emn_anonymise::report::Report;
use emn_anonymise::round::round;
use emn_anonymise::suppress::{Earlier, ProtectError};
use emn_anonymise::tabulate::Tabulated;
use emn_protocol::codelist::{CodeLists, TIME_PERIOD};
use emn_protocol::disclosure;
use emn_protocol::time::Timestamp;
use serde_json::{Value, json};

use super::TabulateArgs;
use crate::cli::Context;
use crate::cli::output::CliError;
use crate::config::{Config, Folder};
use crate::gate::{Gate, NOISE_BUDGET};
use crate::identity::random;

/// A protected table.
pub(super) struct Made {
    pub(super) publication: Publication,
    /// The confidential report.
    pub(super) text: String,
    pub(super) json: Value,
    pub(super) html: Option<String>,
    pub(super) notes: Vec<String>,
}

/// Protects a table as the command line says.
pub(super) fn protect(
    context: &Context,
    args: &TabulateArgs,
    counted: &Tabulated,
    network: &disclosure::Policy,
    policy: &Policy,
    expired: &(dyn Fn() -> bool + Sync),
    now: Timestamp,
) -> Result<Made, CliError> {
    let folder = Folder::at(&context.dir);
    let gate = if folder.keys().exists() { Some(Gate::open(&folder)?) } else { None };
    let known = gate.as_ref().map(Gate::published).transpose()?.unwrap_or_default();
    let (new, note) = place(context, args, &counted.publication, &known);
    let mut made = match (args.round, args.noise) {
        (Some(base), _) => rounded(&new, base, policy)?,
        (None, Some(epsilon)) => noisy(&new, epsilon, &known, network, policy)?,
        (None, None) => suppressed(&new, &known, policy, expired, gate.as_ref(), now)?,
    };
    made.notes.extend(note);
    if gate.is_none() {
        made.notes.push(format!(
            "{} is no node: the table is not in a ledger, and nothing published before was taken into account.",
            context.dir.display()
        ));
    }
    Ok(made)
}

/// Says where and when the persons were counted, as the record will: else nobody could tell that an earlier table is
/// about the same ones.
fn place(
    context: &Context,
    args: &TabulateArgs,
    counted: &Publication,
    known: &[Kept],
) -> (Publication, Option<String>) {
    let mut new = counted.clone();
    let mut fix = |dimension: &str, code: Option<String>| match code {
        Some(code) if new.table.dimensions.iter().all(|own| own.id.as_str() != dimension) => {
            new.context.insert(dimension.to_owned(), code);
        }
        _ => {}
    };
    fix("geo", args.country.as_ref().map(ToString::to_string).or_else(|| member(context)));
    let same = known.iter().filter(|kept| kept.publication().indicator() == counted.indicator());
    let mut periods: Vec<&String> = same.clone().filter_map(|kept| kept.context.get(TIME_PERIOD)).collect();
    periods.sort();
    periods.dedup();
    let only = if let [one] = periods.as_slice() { Some((*one).clone()) } else { None };
    fix(TIME_PERIOD, args.period.map(|period| period.to_string()).or(only));
    let timeless =
        !new.context.contains_key(TIME_PERIOD) && new.table.dimensions.iter().all(|own| own.id.as_str() != TIME_PERIOD);
    let note = (timeless && same.count() > 0).then(|| {
        "The table says no time, and there are earlier tables of the same measure: --period says which of them are \
         about the same persons."
            .to_owned()
    });
    (new, note)
}

/// The country of the node's member, as tables write it.
fn member(context: &Context) -> Option<String> {
    let config = Config::load(&context.dir, &[]).ok()?;
    // An institution is no country.
    CodeLists::shipped().country(&config.node.member.to_string()).map(|country| country.eurostat.clone())
}

fn suppressed(
    new: &Publication,
    known: &[Kept],
    policy: &Policy,
    expired: &(dyn Fn() -> bool + Sync),
    gate: Option<&Gate>,
    now: Timestamp,
) -> Result<Made, CliError> {
    let earlier: Vec<Earlier> =
        known.iter().map(|kept| Earlier { publication: kept.publication(), counts: kept.counts.clone() }).collect();
    let (protected, audit) = protect_and_audit(new, &earlier, policy, expired).map_err(|error| refused(&error))?;
    let report = Report::new(&protected, &audit, 0, policy, &["en"])
        .map_err(|error| CliError::failed("report", error.to_string()))?;
    if let Some(gate) = gate {
        gate.keep_prepared(&protected, now)?;
    }
    let json = serde_json::from_str(&report.json()).unwrap_or(Value::Null);
    let notes = Vec::new();
    Ok(Made { text: report.text(), json, html: Some(report.html()), notes, publication: protected.publication })
}

fn refused(error: &PipelineError) -> CliError {
    let code = match error {
        PipelineError::Protect(ProtectError::Sparse { .. }) => "too_sparse",
        PipelineError::Protect(ProtectError::Unprotectable { .. }) => "unprotectable",
        PipelineError::Protect(ProtectError::TooLarge { .. }) => "too_large",
        PipelineError::Protect(ProtectError::Unfinished) => "unfinished",
        PipelineError::Protect(ProtectError::Form(_)) => "table",
        _ => "audit",
    };
    CliError::refused(code, error.to_string())
        .hint("fewer dimensions, broader categories or longer periods; nothing was written")
}

fn rounded(new: &Publication, base: u64, policy: &Policy) -> Result<Made, CliError> {
    let rounded = round(new, base, policy).map_err(|error| CliError::refused("rounding", error.to_string()))?;
    let cells = rounded.publication.table.values.len();
    let text = format!(
        "Rounded to multiples of {base}, all sums hold: {cells} cells changed by {} in all{}.\n",
        rounded.loss,
        if rounded.exceeded.is_empty() {
            String::new()
        } else {
            format!("; {} cell(s) moved by {base} or more, so that the sums hold", rounded.exceeded.len())
        }
    );
    let json = json!({"base": base, "changed_by": rounded.loss, "moved_further": rounded.exceeded.len()});
    Ok(Made { publication: rounded.publication, text, json, html: None, notes: Vec::new() })
}

fn noisy(
    new: &Publication,
    epsilon: f64,
    known: &[Kept],
    network: &disclosure::Policy,
    policy: &Policy,
) -> Result<Made, CliError> {
    let milli = epsilon * 1000.0;
    if !(milli.is_finite() && (1.0..=1_000_000.0).contains(&milli)) {
        return Err(CliError::usage(format!("{epsilon} is no privacy loss")).hint("--noise 1 means epsilon = 1"));
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
        return Err(CliError::failed("random", "the system gave no random numbers, so no noise was drawn"));
    }
    let noisy = result.map_err(|error| CliError::refused("noise", error.to_string()))?;
    let text = format!(
        "Noise of epsilon {epsilon} on every detailed cell (standard deviation {:.1}); totals are sums of noisy cells.\n\
         {} cell(s) keep the noise of earlier tables; {} of {} thousandths of epsilon of the series are spent.\n",
        settings.deviation(),
        noisy.reused,
        noisy.budget.spent_milli_epsilon,
        noisy.budget.limit_milli_epsilon
    );
    let json = json!({"epsilon": epsilon, "reused": noisy.reused, "budget": noisy.budget});
    Ok(Made { publication: noisy.publication, text, json, html: None, notes: Vec::new() })
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
