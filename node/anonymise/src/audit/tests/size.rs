//! A table of a size that offices publish. Larger ones are measured by `emn bench anonymise`.

use super::super::audit;
use super::sample::{Random, dimension, fill, hide, publication, skewed};
use crate::outcome::{Outcome, Verdict};
use crate::policy::Policy;

#[test]
fn table_of_a_thousand_cells_is_decided_completely() {
    for (groups, extra) in [(0, 0), (3, 10)] {
        let mut random = Random(7);
        let dimensions = vec![dimension("a", groups, 8), dimension("b", 4, 8)];
        let values = fill(&dimensions, |_| skewed(&mut random, 8.0));
        let made = hide(dimensions, &values, 5, extra, 3);
        let found = audit(&[], &[publication(made)], &Policy::with_min_frequency(5), &|| false);
        assert!(found.cells.iter().all(|cell| cell.verdict != Verdict::Undecided));
        assert!(!matches!(found.outcome, Outcome::Inconsistent(_) | Outcome::Unfinished));
    }
}
