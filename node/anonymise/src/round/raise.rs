//! Whether a reader of the rounded table must think every value possible from the published one to `base − 1` above.
//!
//! Take the rounded table itself, which adds up, as the counts; raise one cell, and each total above it, by the same
//! number below the base. Where every code of a dimension can be raised such that in each sum that contains a raised
//! code the total and exactly one part are raised, that works for every cell (take the product over the dimensions),
//! and what comes out adds up and is nowhere further from the published values than `base − 1`.

use std::collections::{BTreeMap, BTreeSet};

use emn_protocol::record::Dimension;

use super::RoundError;

/// Steps of the check for one dimension at most. Only totals of totals of totals, thousands deep, need more.
const STEPS: usize = 2_000_000;

/// Checks that every code of a dimension can be raised. Trees always pass, as do further groupings of a total whose
/// parts are other codes, or the parts of its first grouping put together in another way. Where groupings cross, the
/// first part that fits is tried only.
pub(super) fn check(dimension: &Dimension) -> Result<(), RoundError> {
    let mut within = vec![Vec::new(); dimension.codes.len()];
    let mut of_total = within.clone();
    for (index, sum) in dimension.sums.iter().enumerate() {
        of_total[sum.total as usize].push(index);
        sum.parts.iter().for_each(|part| within[*part as usize].push(index));
    }
    let sums = Sums { dimension, within, of_total };
    let mut steps = STEPS;
    for code in 0..dimension.codes.len() {
        if !sums.can_raise(code, &mut steps) {
            let (dimension, code) = (dimension.id.to_string(), dimension.codes[code].to_string());
            return Err(RoundError::Unprotected { dimension, code });
        }
        if steps == 0 {
            return Err(RoundError::TooLarge { what: "steps from a code to its totals", limit: STEPS });
        }
    }
    Ok(())
}

struct Sums<'a> {
    dimension: &'a Dimension,
    /// For each code the sums that it is a part of.
    within: Vec<Vec<usize>>,
    /// For each code the sums that it is the total of.
    of_total: Vec<Vec<usize>>,
}

impl Sums<'_> {
    /// Says yes when the steps run out.
    fn can_raise(&self, code: usize, steps: &mut usize) -> bool {
        let mut raised = BTreeSet::new();
        // How many parts of each sum are raised.
        let mut parts: BTreeMap<usize, usize> = BTreeMap::new();
        let mut lacking = Vec::new();
        let mut waiting = vec![code];
        loop {
            while let Some(code) = waiting.pop() {
                if !raised.insert(code) {
                    continue;
                }
                *steps = steps.saturating_sub(1 + self.within[code].len() + self.of_total[code].len());
                if *steps == 0 {
                    return true;
                }
                for &sum in &self.within[code] {
                    let count = parts.entry(sum).or_default();
                    *count += 1;
                    if *count > 1 {
                        return false;
                    }
                    waiting.push(self.dimension.sums[sum].total as usize);
                }
                lacking.extend(&self.of_total[code]);
            }
            // Totals first: a part may be raised already for another sum.
            let Some(sum) = lacking.pop() else { return true };
            if !parts.contains_key(&sum) {
                waiting.push(self.dimension.sums[sum].parts[0] as usize);
            }
        }
    }
}
