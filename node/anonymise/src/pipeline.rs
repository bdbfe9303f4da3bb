//! From a table with all its counts to one that is proved to disclose nothing: protect, attack, repair, until the
//! attack finds nothing.

use crate::audit::audit;
use crate::outcome::{Audit, Outcome, Protected};
use crate::policy::Policy;
use crate::publication::Publication;
use crate::suppress::{Earlier, ProtectError, protect, repair};

/// Repairs before giving up. Suppression sees all equations, so one is rare already.
const REPAIRS: usize = 8;

/// Why a table did not come out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PipelineError {
    /// It could not be protected.
    #[error(transparent)]
    Protect(#[from] ProtectError),
    /// The audit refuses it.
    #[error("the protected table does not pass the audit: {0}")]
    Refused(String),
    /// The audit still finds exposed cells.
    #[error("{0} cell(s) stay exposed after all repairs; coarsen a dimension")]
    Exposed(usize),
}

/// Protects a table together with everything published before, and has the result audited.
///
/// # Errors
/// [`PipelineError`]; nothing is half protected.
pub fn protect_and_audit(
    new: &Publication,
    earlier: &[Earlier],
    policy: &Policy,
    expired: &(dyn Fn() -> bool + Sync),
) -> Result<(Protected, Audit), PipelineError> {
    let published: Vec<Publication> = earlier.iter().map(|earlier| earlier.publication.clone()).collect();
    let mut protected = protect(new, earlier, policy, &|| expired())?;
    for _ in 0..=REPAIRS {
        let found = audit(&published, std::slice::from_ref(&protected.publication), policy, expired);
        if let Outcome::Inconsistent(place) = &found.outcome {
            return Err(PipelineError::Refused(format!("no counts can fit what is published: {place}")));
        }
        if let Some(refusal) = found.refusals.first() {
            return Err(PipelineError::Refused(refusal.clone()));
        }
        if found.outcome == Outcome::Unfinished {
            return Err(ProtectError::Unfinished.into());
        }
        let exposed: Vec<usize> =
            found.cells.iter().filter(|cell| cell.verdict.exposed()).map(|cell| cell.position).collect();
        if exposed.is_empty() {
            return match found.earlier.len() {
                0 => Ok((protected, found)),
                cells => Err(PipelineError::Refused(format!(
                    "readers could derive {cells} cell(s) that were suppressed in earlier tables; leave out a dimension"
                ))),
            };
        }
        protected = repair(&protected, earlier, &exposed, policy, &|| expired())?;
    }
    let found = audit(&published, std::slice::from_ref(&protected.publication), policy, expired);
    Err(PipelineError::Exposed(found.cells.iter().filter(|cell| cell.verdict.exposed()).count()))
}
