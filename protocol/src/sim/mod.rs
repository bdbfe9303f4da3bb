//! A seeded network of replicas: latency, loss, partitions, crashes, restarts, liars and equivocators, all from one
//! number. What is checked after every event, and at the end, stands in `check.rs` and `world.rs`.
//!
//! A failing run returns the seed and the last events; the same seed gives the same run.

mod act;
mod check;
mod liar;
mod store;
mod world;

pub use store::SimStore;

use std::fmt;

/// What to simulate.
#[derive(Debug, Clone, Copy)]
pub struct Scenario {
    /// Decides everything.
    pub seed: u64,
    /// Nodes, one for each member: 3 to 30.
    pub replicas: usize,
    /// Of these, how many lie and equivocate. At least two stay honest.
    pub liars: usize,
    /// Random actions before the network is left in peace.
    pub actions: usize,
    /// Messages lost, in percent.
    pub loss_percent: u64,
}

impl Scenario {
    /// A scenario whose other numbers follow from the seed too.
    pub fn from_seed(seed: u64) -> Self {
        let mut random = Random::new(seed ^ 0x5eed);
        // Small networks meet odd schedules sooner; large ones are there for breadth.
        let replicas = if random.below(4) == 0 { 3 + random.below(28) } else { 3 + random.below(6) };
        let replicas = usize::try_from(replicas).unwrap_or(3);
        let liars = usize::try_from(random.below(3)).unwrap_or(0).min(replicas.saturating_sub(2));
        let actions = 30 + usize::try_from(random.below(50)).unwrap_or(0);
        Self { seed, replicas, liars, actions, loss_percent: random.below(20) }
    }
}

/// What a run came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Events simulated.
    pub events: u64,
    /// Entries that honest members published.
    pub published: usize,
    /// Entries on every honest node at the end.
    pub entries: usize,
    /// Logs frozen on every honest node at the end.
    pub frozen: usize,
    /// Roster version at the end.
    pub roster: u64,
    /// Refusals that somebody was blamed for.
    pub refused: u64,
    /// Crashes.
    pub crashes: u64,
}

/// A run that broke an invariant.
#[derive(Debug, Clone)]
pub struct Failure {
    /// The scenario, to run it again.
    pub scenario: Scenario,
    /// What broke.
    pub what: String,
    /// The last events.
    pub log: Vec<String>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:?}: {}", self.scenario, self.what)?;
        self.log.iter().try_for_each(|line| writeln!(f, "  {line}"))
    }
}

/// Runs a scenario to its end.
///
/// # Errors
/// [`Failure`] when an invariant breaks, or when the honest nodes are not equal after ten quiet minutes.
pub fn run(scenario: Scenario) -> Result<Summary, Box<Failure>> {
    world::World::new(scenario).run()
}

/// SplitMix64.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound.max(1)
    }

    pub(crate) fn index(&mut self, len: usize) -> usize {
        usize::try_from(self.below(len as u64)).unwrap_or(0)
    }

    pub(crate) fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}
