//! How much protection a table needs: the network's floors, and what a member sets above them.

use emn_protocol::disclosure;
use emn_protocol::record::Zeros;
use serde::{Deserialize, Serialize};

/// Cells of a table at most; larger ones are refused.
pub const MAX_CELLS: usize = 100_000;

/// Dimensions with more than one code at most.
pub const MAX_DIMENSIONS: usize = 4;

/// The parameters of protection. [`Policy::of_network`] gives the usual ones; a member may be stricter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// *k*: counts of 1 to `min_frequency - 1` are sensitive.
    pub min_frequency: u64,
    /// Least width `U − L` of the interval `[L, U]` that a reader can derive for a sensitive cell (sliding protection).
    /// `min_frequency - 1` is the least that always leaves a value outside `1..min_frequency`.
    pub width: u64,
    /// Whether zeros are published (a suppressed cell is then known to be at least 1) or sensitive too.
    pub zeros: Zeros,
    /// Protection against a person who knows the own record.
    pub singleton: Singleton,
    /// Least mean count of the non-zero inner cells; below, the table is too detailed for its number of persons.
    pub min_mean: u64,
    /// Least number of categories of a sensitive dimension that a reader must think possible for a published group.
    pub min_categories: u64,
    /// Ids of the sensitive dimensions: those whose category nobody may learn of a group.
    pub sensitive: Vec<String>,
    /// What a new version of a published table may change.
    pub revision: Revision,
    /// Seconds that an audit may take. No verdict in time means: not publishable.
    pub audit_seconds: u64,
}

/// Protection of a cell against its own single contributor.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Singleton {
    /// No sum has exactly two suppressed cells of which one is a 1 and the other is sensitive (handbook, rule PS2).
    #[default]
    Basic,
    /// Whoever knows that a suppressed cell is 1 pins down no other sensitive cell of its sums.
    Full,
}

/// What a new version of a published table may change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Revision {
    /// No published value changes.
    Freeze,
    /// Every published value stays, or changes by at least the minimum frequency.
    #[default]
    MinDelta,
}

/// A policy that protects less than the network asks for, or contradicts itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field} = {value}: {problem}")]
pub struct PolicyError {
    /// The key.
    pub field: &'static str,
    /// What it was set to.
    pub value: u64,
    /// What is wrong, and what is allowed.
    pub problem: String,
}

impl Default for Policy {
    fn default() -> Self {
        Self::of_network(&disclosure::Policy { min_frequency: 5, noise_allowed: false })
    }
}

impl Policy {
    /// The usual protection in a network with this policy.
    pub fn of_network(network: &disclosure::Policy) -> Self {
        Self::with_min_frequency(network.min_frequency)
    }

    /// The usual protection with this minimum frequency.
    pub fn with_min_frequency(min_frequency: u64) -> Self {
        Self {
            min_frequency,
            width: min_frequency.saturating_sub(1),
            zeros: Zeros::Published,
            singleton: Singleton::Basic,
            min_mean: min_frequency,
            min_categories: 2,
            sensitive: vec!["iccs".to_owned()],
            revision: Revision::MinDelta,
            audit_seconds: 300,
        }
    }

    /// Least value that a suppressed cell can have, as every reader knows.
    pub fn least_suppressed(&self) -> u64 {
        match self.zeros {
            Zeros::Published => 1,
            Zeros::Suppressed => 0,
        }
    }

    /// Whether a count must not be published.
    pub fn is_sensitive(&self, count: u64) -> bool {
        count < self.min_frequency && (count > 0 || self.zeros == Zeros::Suppressed)
    }

    /// Checks that it protects at least as much as the network asks for.
    ///
    /// # Errors
    /// The first key that is too low.
    pub fn check(&self, network: &disclosure::Policy) -> Result<(), PolicyError> {
        let floors = [
            ("min_frequency", self.min_frequency, network.min_frequency.max(3)),
            ("width", self.width, self.min_frequency.saturating_sub(1)),
            ("min_mean", self.min_mean, 1),
            ("min_categories", self.min_categories, 1),
            ("audit_seconds", self.audit_seconds, 1),
        ];
        match floors.into_iter().find(|(_, value, floor)| value < floor) {
            None => Ok(()),
            Some((field, value, floor)) => {
                Err(PolicyError { field, value, problem: format!("at least {floor} is needed") })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policy_below_the_network_is_refused() {
        let network = disclosure::Policy { min_frequency: 10, noise_allowed: false };
        assert_eq!(Policy::of_network(&network).check(&network), Ok(()));
        assert!(Policy::default().check(&network).is_err_and(|error| error.field == "min_frequency"));
        let narrow = Policy { width: 3, ..Policy::of_network(&network) };
        assert!(narrow.check(&network).is_err_and(|error| error.field == "width"));
    }

    #[test]
    fn sensitive_counts_follow_the_zero_policy() {
        let published = Policy::default();
        assert_eq!([0, 1, 4, 5].map(|count| published.is_sensitive(count)), [false, true, true, false]);
        let suppressed = Policy { zeros: Zeros::Suppressed, ..Policy::default() };
        assert!(suppressed.is_sensitive(0) && suppressed.least_suppressed() == 0);
    }
}
