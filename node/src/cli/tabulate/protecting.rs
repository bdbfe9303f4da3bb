//! Protection of what was counted, as the command line says.

use emn_anonymise::policy::Policy;
use emn_anonymise::tabulate::Tabulated;
use emn_protocol::disclosure;
use emn_protocol::time::Timestamp;

use super::TabulateArgs;
use crate::cli::Context;
use crate::cli::output::CliError;
use crate::config::{Config, Folder};
use crate::gate::Gate;
use crate::prepare::{self, Made, Note, Place, Protection, ProtectionError};

/// Protects a table.
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
    let geo = args.country.as_ref().map(ToString::to_string).or_else(|| member(context));
    let place = Place { geo, period: args.period };
    let protection = match (args.round, args.noise) {
        (Some(base), _) => Protection::Rounding(base),
        (None, Some(epsilon)) => Protection::Noise(epsilon),
        (None, None) => Protection::Suppression,
    };
    Ok(prepare::protect(gate.as_ref(), &counted.publication, &place, protection, (policy, network), expired, now)?)
}

/// The country of the node's member, as tables write it.
fn member(context: &Context) -> Option<String> {
    let config = Config::load(&context.dir, &[]).ok()?;
    Place::geo_of(config.node.member.as_str())
}

/// What the publisher should know, in words.
pub(super) fn shown(note: Note, context: &Context) -> String {
    match note {
        Note::Timeless => "The table says no time, and there are earlier tables of the same measure: --period says \
                           which of them are about the same persons."
            .to_owned(),
        Note::NoLedger => format!(
            "{} is no node: the table is not in a ledger, and nothing published before was taken into account.",
            context.dir.display()
        ),
    }
}

impl From<ProtectionError> for CliError {
    fn from(error: ProtectionError) -> Self {
        let (code, message) = (error.code(), error.to_string());
        match error {
            ProtectionError::Suppression(_) => Self::refused(code, message)
                .hint("fewer dimensions, broader categories or longer periods; nothing was written"),
            ProtectionError::Epsilon(_) => Self::usage(message).hint("--noise 1 means epsilon = 1"),
            ProtectionError::Random | ProtectionError::Report(_) => Self::failed(code, message),
            ProtectionError::Gate(error) => error.into(),
            ProtectionError::Rounding(_) | ProtectionError::Noise(_) => Self::refused(code, message),
        }
    }
}
