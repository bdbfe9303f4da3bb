//! Noisy values made counts again: none below zero, and a sum as noise left it.

/// Brings `values` to the closest whole numbers (least squares) that are not negative and add up to `sum`: the
/// projection on a simplex, each value lowered by the same number and cut at 0 (Duchi and others, ICML 2008). Depends
/// on noisy values only, so it costs no privacy. What whole numbers leave over is taken from the largest, and of equal
/// ones from the first.
pub(super) fn fit(values: &mut [i64], sum: u64) {
    let sum = i128::from(sum);
    let Some(least) = values.iter().min() else { return };
    let total = |cut: i128| values.iter().map(|value| (i128::from(*value) - cut).max(0)).sum::<i128>();
    // The greatest cut that leaves at least the sum. Below the least value by the whole sum, it does.
    let mut low = i128::from(*least) - sum;
    let mut high = values.iter().map(|value| i128::from(*value)).max().unwrap_or(low).max(low) + 1;
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if total(middle) >= sum { low = middle } else { high = middle }
    }
    let over = total(low) - sum;
    for value in values.iter_mut() {
        *value = i64::try_from((i128::from(*value) - low).max(0)).unwrap_or(i64::MAX);
    }
    let mut order: Vec<usize> = (0..values.len()).filter(|index| values[*index] > 0).collect();
    order.sort_by_key(|index| (std::cmp::Reverse(values[*index]), *index));
    // Fewer are over than values are above 0, or one more cut would still leave the sum.
    order.iter().take(usize::try_from(over).unwrap_or(usize::MAX)).for_each(|index| values[*index] -= 1);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fitted(values: &[i64], sum: u64) -> Vec<i64> {
        let mut values = values.to_vec();
        fit(&mut values, sum);
        values
    }

    #[test]
    fn negative_values_are_paid_for_by_all_others() {
        assert_eq!(fitted(&[10, -2, 4], 12), [9, 0, 3]);
        assert_eq!(fitted(&[10, -3, 4], 11), [8, 0, 3]);
        assert_eq!(fitted(&[3, 0, 4], 7), [3, 0, 4], "nothing to do");
        assert_eq!(fitted(&[-5, -6], 0), [0, 0]);
        assert_eq!(fitted(&[1, 1], 6), [3, 3], "a given sum may be higher");
        assert_eq!(fitted(&[], 3), [0i64; 0]);
    }

    proptest! {
        #[test]
        fn fitted_values_are_counts_with_the_sum(values in prop::collection::vec(-50i64..200, 1..30), sum in 0u64..3000) {
            let fitted = fitted(&values, sum);
            prop_assert!(fitted.iter().all(|value| *value >= 0));
            prop_assert_eq!(fitted.iter().sum::<i64>(), sum as i64);
            // No unit can be moved such that the squared distance shrinks.
            let gap = |index: usize| fitted[index] - values[index];
            for (from, to) in (0..values.len()).flat_map(|from| (0..values.len()).map(move |to| (from, to))) {
                prop_assert!(from == to || fitted[from] == 0 || gap(to) - gap(from) + 1 >= 0);
            }
        }
    }
}
