//! Names at the ends of lines, moved apart where they would cover each other.

/// Moves centres that are `size` high apart, as little as needed, in order and within `top` to `bottom`.
///
/// Groups that touch become one around the mean of what they wanted: the solution of least squares under the order
/// (pool adjacent violators; Best and Chakravarti 1990).
pub(super) fn apart(wanted: &[f64], size: f64, top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    let (low, high) = (top + size / 2.0, bottom - size / 2.0 - size * wanted.len().saturating_sub(1) as f64);
    // Taking off what those before it need turns «apart by size» into «not before».
    let free = order.iter().enumerate().map(|(rank, at)| wanted[*at] - rank as f64 * size);
    let mut groups: Vec<(f64, usize)> = Vec::new();
    for value in free {
        groups.push((value.clamp(low, high.max(low)), 1));
        while let [.., (before, many), (last, few)] = groups[..]
            && before > last
        {
            let all = many + few;
            let mean = (before * many as f64 + last * few as f64) / all as f64;
            groups.truncate(groups.len() - 2);
            groups.push((mean, all));
        }
    }
    let placed = groups.iter().flat_map(|(value, many)| std::iter::repeat_n(*value, *many));
    let mut out = vec![0.0; wanted.len()];
    for (rank, (at, value)) in order.iter().zip(placed).enumerate() {
        out[*at] = value + rank as f64 * size;
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn apart_with_room_leaves_all_where_they_are() {
        assert_eq!(apart(&[50.0, 10.0, 90.0], 12.0, 0.0, 100.0), [50.0, 10.0, 90.0]);
    }

    #[test]
    fn apart_with_equal_wishes_spreads_around_them() {
        assert_eq!(apart(&[50.0, 50.0, 50.0], 10.0, 0.0, 100.0), [40.0, 50.0, 60.0]);
    }

    proptest! {
        #[test]
        fn apart_keeps_distance_and_stays_within(wanted in prop::collection::vec(-50.0f64..250.0, 0..9)) {
            let placed = apart(&wanted, 15.0, 0.0, 200.0);
            let mut sorted = placed.clone();
            sorted.sort_by(f64::total_cmp);
            prop_assert!(sorted.windows(2).all(|pair| pair[1] - pair[0] > 15.0 - 1e-6), "{sorted:?}");
            prop_assert!(placed.iter().all(|y| (7.5 - 1e-6..=192.5 + 1e-6).contains(y)), "{placed:?}");
        }
    }
}
