//! Names at the ends of lines, moved apart where they would cover each other.

/// Moves things apart, given as (wanted centre, height), as little as needed, in order and within `top` to `bottom`.
/// Where all together are too high, they begin at the top.
///
/// Groups that touch become one around the mean of what they wanted: the solution of least squares under the order
/// (pool adjacent violators; Best and Chakravarti 1990).
pub(super) fn apart(wanted: &[(f64, f64)], top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].0.total_cmp(&wanted[*b].0));
    // Taking off what those before it need turns «apart» into «not before».
    let mut needed = 0.0;
    let mut offsets = Vec::with_capacity(wanted.len());
    for at in &order {
        offsets.push(needed + wanted[*at].1 / 2.0);
        needed += wanted[*at].1;
    }
    let high = (bottom - needed).max(top);
    let mut groups: Vec<(f64, usize)> = Vec::new();
    for (at, offset) in order.iter().zip(&offsets) {
        groups.push(((wanted[*at].0 - offset).clamp(top, high), 1));
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
    for ((at, offset), value) in order.iter().zip(&offsets).zip(placed) {
        out[*at] = value + offset;
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn apart_with_room_leaves_all_where_they_are() {
        assert_eq!(apart(&[(50.0, 12.0), (10.0, 12.0), (90.0, 12.0)], 0.0, 100.0), [50.0, 10.0, 90.0]);
    }

    #[test]
    fn apart_with_equal_wishes_spreads_around_them() {
        assert_eq!(apart(&[(50.0, 10.0); 3], 0.0, 100.0), [40.0, 50.0, 60.0]);
        assert_eq!(apart(&[(50.0, 20.0), (50.0, 10.0)], 0.0, 100.0), [42.5, 57.5]);
    }

    proptest! {
        #[test]
        fn apart_keeps_distance_and_stays_within(wanted in prop::collection::vec((-50.0f64..250.0, 5.0f64..22.0), 0..9)) {
            let placed = apart(&wanted, 0.0, 200.0);
            let sides = |(y, (_, size)): (&f64, &(f64, f64))| (y - size / 2.0, y + size / 2.0);
            let mut sorted: Vec<(f64, f64)> = placed.iter().zip(&wanted).map(sides).collect();
            sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
            prop_assert!(sorted.windows(2).all(|pair| pair[1].0 > pair[0].1 - 1e-6), "{sorted:?}");
            prop_assert!(sorted.iter().all(|(low, high)| *low > -1e-6 && *high < 200.0 + 1e-6), "{sorted:?}");
        }
    }
}
