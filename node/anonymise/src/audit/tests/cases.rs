//! Leaks that are known by name.

use emn_protocol::record::Zeros;

use super::super::audit;
use super::sample::{dimension, publication, table};
use crate::outcome::{Audit, Outcome, Verdict};
use crate::policy::Policy;

fn run(values: &[Option<i64>]) -> Audit {
    let axes = vec![dimension("a", 0, values.len() - 1)];
    audit(&[], &[publication(table(axes, values, Zeros::Published))], &Policy::with_min_frequency(5), &|| false)
}

#[test]
fn one_cell_suppressed_under_its_total_is_exact() {
    let found = run(&[Some(30), Some(17), Some(10), None]);
    assert_eq!(found.outcome, Outcome::Exposed);
    assert_eq!(found.cells[0].verdict, Verdict::Exact);
    assert_eq!(found.cells[0].betrayed_by, ["test: a to T"]);
}
