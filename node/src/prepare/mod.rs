//! From case records to a protected table, for the command line and the pages alike: guess what the columns mean
//! ([`suggest`]), count ([`count`]), and protect what was counted together with all that was published before
//! ([`protect`]).
//!
//! Nothing is asked and nothing is written here but the ledger's note of what was prepared.

mod counting;
mod protecting;

#[cfg(test)]
mod tests;

use emn_anonymise::policy::{Policy, PolicyError, Singleton};
use emn_anonymise::tabulate::Mapping;
use emn_protocol::disclosure;
use emn_protocol::record::Zeros;

pub use counting::{
    Choice, Suggested, choose, count, first_rows, format_of, in_memory, suggest, suggest_columns, suggest_sample,
};
pub use protecting::{Detail, Made, Note, Place, Protection, ProtectionError, protect};

/// What the specification of the field asks for where persons are easily recognised.
pub const CAREFUL_FREQUENCY: u64 = 10;

/// How much protection is asked for, beyond what the network asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// Counts below this are sensitive; without, the network's.
    pub min_frequency: Option<u64>,
    /// Zeros are sensitive too.
    pub suppress_zeros: bool,
    /// Protect also against persons who know their own record, beyond pairs.
    pub full_singletons: bool,
    /// Seconds that protecting and attacking may take.
    pub seconds: u64,
}

/// The policy that a wish comes to.
///
/// # Errors
/// When it protects less than the network asks for.
pub fn policy(wish: &Wish, network: &disclosure::Policy) -> Result<Policy, PolicyError> {
    let mut policy = Policy::with_min_frequency(wish.min_frequency.unwrap_or(network.min_frequency));
    if wish.suppress_zeros {
        policy.zeros = Zeros::Suppressed;
    }
    if wish.full_singletons {
        policy.singleton = Singleton::Full;
    }
    policy.audit_seconds = wish.seconds;
    policy.check(network)?;
    Ok(policy)
}

/// Whether a higher minimum, [`CAREFUL_FREQUENCY`], would be usual for what is counted.
pub fn careful(mapping: &Mapping, policy: &Policy) -> bool {
    let about = |text: &str| text.contains("traffick") || text.contains("victim");
    let topic = mapping.topic.as_ref().is_some_and(|topic| about(topic.as_str()));
    policy.min_frequency < CAREFUL_FREQUENCY && (topic || about(mapping.measure.as_str()))
}
