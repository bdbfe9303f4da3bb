//! Tables of the sizes that offices publish. The large ones are run by hand, in a release build:
//! `cargo test --release -p emn-anonymise --lib audit::tests::size -- --ignored --nocapture`.

use std::io::Write;
use std::time::{Duration, Instant};

use emn_protocol::record::Dimension;

use super::super::audit;
use super::sample::{Random, dimension, fill, hide, publication, skewed};
use crate::outcome::{Audit, Outcome, Verdict};
use crate::policy::Policy;

fn measured(name: &str, dimensions: Vec<Dimension>, mean: f64, extra: usize, limit: u64) -> Audit {
    let mut random = Random(7);
    let values = fill(&dimensions, |_| skewed(&mut random, mean));
    let made = hide(dimensions, &values, 5, extra, 3);
    let (cells, hidden) = (made.values.len(), made.flags.len());
    let started = Instant::now();
    let expired = move || started.elapsed() > Duration::from_secs(limit);
    let found = audit(&[], &[publication(made)], &Policy::with_min_frequency(5), &expired);
    let count = |verdict: Verdict| found.cells.iter().filter(|cell| cell.verdict == verdict).count();
    let line = format!(
        "{name}: {cells} cells, {hidden} hidden, {:?}, {:.2} s, exact {} small {} narrow {} undecided {} harmless {} ok {}",
        found.effort,
        started.elapsed().as_secs_f64(),
        count(Verdict::Exact),
        count(Verdict::Small),
        count(Verdict::Narrow),
        count(Verdict::Undecided),
        count(Verdict::Harmless),
        count(Verdict::Ok),
    );
    writeln!(std::io::stdout(), "{line}").unwrap();
    found
}

#[test]
fn table_of_a_thousand_cells_is_decided_completely() {
    for (groups, extra) in [(0, 0), (3, 10)] {
        let found = measured("1k", vec![dimension("a", groups, 8), dimension("b", 4, 8)], 8.0, extra, 600);
        assert!(found.cells.iter().all(|cell| cell.verdict != Verdict::Undecided));
        assert!(!matches!(found.outcome, Outcome::Inconsistent(_) | Outcome::Unfinished));
    }
}

#[test]
#[ignore = "measures time, in a release build"]
fn table_of_ten_thousand_cells_takes_seconds() {
    measured("10k 2-d", vec![dimension("a", 8, 5), dimension("b", 10, 19)], 8.0, 0, 150);
    measured("10k 2-d more", vec![dimension("a", 8, 5), dimension("b", 10, 19)], 8.0, 30, 60);
    measured("10k 3-d", vec![dimension("a", 4, 4), dimension("b", 4, 4), dimension("c", 0, 22)], 8.0, 0, 150);
    measured("10k 3-d more", vec![dimension("a", 4, 4), dimension("b", 4, 4), dimension("c", 0, 22)], 8.0, 30, 60);
    measured(
        "10k 4-d",
        vec![dimension("a", 3, 3), dimension("b", 3, 3), dimension("c", 0, 9), dimension("d", 0, 5)],
        8.0,
        15,
        60,
    );
}

#[test]
#[ignore = "measures time, in a release build"]
fn table_of_a_hundred_thousand_cells_takes_minutes() {
    measured("100k 2-d", vec![dimension("a", 20, 14), dimension("b", 20, 16)], 8.0, 0, 150);
    measured("100k 3-d", vec![dimension("a", 6, 5), dimension("b", 6, 6), dimension("c", 8, 7)], 8.0, 10, 150);
    measured(
        "100k 4-d",
        vec![dimension("a", 4, 4), dimension("b", 4, 4), dimension("c", 3, 4), dimension("d", 0, 12)],
        8.0,
        10,
        150,
    );
}
