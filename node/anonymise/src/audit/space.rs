//! All equations of a component solved for some of its unknowns, sparsely, once: then every choice of the others gives a
//! point, and the solved unknowns are a basis to start the simplex method from.
//!
//! Gaussian elimination with pivots that keep rows and columns short (Markowitz 1957), then back-substitution.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::component::Component;
use super::system::index;

/// Smaller numbers are round-off: the coefficients come from ±1.
const ZERO: f64 = 1e-9;

/// Elements at most, for the memory's sake.
const ELEMENTS: usize = 20_000_000;

/// `z[basic[r]] + Σ t · z[free[c]]` is constant for every row.
pub(super) struct Space {
    pub(super) basic: Vec<u32>,
    pub(super) free: Vec<u32>,
    /// For each row, free unknowns (by column) and factors.
    pub(super) rows: Vec<Vec<(u32, f64)>>,
    /// For each column, its rows and factors.
    pub(super) columns: Vec<Vec<(u32, f64)>>,
    /// For each unknown, its row, if it is basic; otherwise [`u32::MAX`].
    pub(super) row_of: Vec<u32>,
    /// For each unknown, its column, if it is free; otherwise [`u32::MAX`].
    pub(super) column_of: Vec<u32>,
}

type Sparse = Vec<(u32, f64)>;

impl Space {
    /// Solves the equations; `None` if that takes too much memory, or time runs out.
    pub(super) fn new(component: &Component, expired: &(dyn Fn() -> bool + Sync)) -> Option<Self> {
        let pivots = eliminate(component, expired)?;
        let count = component.unknowns.len();
        let (mut row_of, mut column_of) = (vec![u32::MAX; count], vec![u32::MAX; count]);
        pivots.iter().enumerate().for_each(|(row, (unknown, _))| row_of[*unknown as usize] = index(row));
        let free: Vec<u32> = (0..index(count)).filter(|unknown| row_of[*unknown as usize] == u32::MAX).collect();
        free.iter().enumerate().for_each(|(column, unknown)| column_of[*unknown as usize] = index(column));
        let mut rows: Vec<Sparse> = vec![Vec::new(); pivots.len()];
        let mut sum = vec![0.0; free.len()];
        let mut elements = 0;
        for row in (0..pivots.len()).rev() {
            let mut touched: Vec<u32> = Vec::new();
            let mut add = |column: u32, value: f64, sum: &mut [f64]| {
                if sum[column as usize] == 0.0 {
                    touched.push(column);
                }
                sum[column as usize] += value;
            };
            let (own, terms) = &pivots[row];
            for &(unknown, factor) in terms.iter().filter(|(unknown, _)| unknown != own) {
                match row_of[unknown as usize] {
                    u32::MAX => add(column_of[unknown as usize], factor, &mut sum),
                    // Its row comes later and is in free unknowns already.
                    later => rows[later as usize].iter().for_each(|(column, t)| add(*column, -factor * t, &mut sum)),
                }
            }
            touched.sort_unstable();
            touched.dedup();
            rows[row] = touched.iter().map(|column| (*column, sum[*column as usize])).collect();
            rows[row].retain(|(_, value)| value.abs() > ZERO);
            touched.iter().for_each(|column| sum[*column as usize] = 0.0);
            elements += rows[row].len();
            if elements > ELEMENTS || row % 256 == 0 && expired() {
                return None;
            }
        }
        let mut columns = vec![Vec::new(); free.len()];
        for (row, terms) in rows.iter().enumerate() {
            terms.iter().for_each(|(column, factor)| columns[*column as usize].push((index(row), *factor)));
        }
        let basic = pivots.into_iter().map(|(unknown, _)| unknown).collect();
        Some(Self { basic, free, rows, columns, row_of, column_of })
    }
}

/// Forward elimination: for each pivot its unknown and its row, in which it has the factor 1. Later rows do not have
/// the unknowns of earlier ones.
fn eliminate(component: &Component, expired: &(dyn Fn() -> bool + Sync)) -> Option<Vec<(u32, Sparse)>> {
    let mut rows: Vec<Sparse> = component.lines.iter().map(|line| line.terms.clone()).collect();
    rows.iter_mut().for_each(|row| row.sort_by_key(|(unknown, _)| *unknown));
    let mut rows_of: Vec<Vec<u32>> = component.lines_of.clone();
    let mut done = vec![false; rows.len()];
    let mut queue: BinaryHeap<Reverse<(usize, u32)>> =
        rows.iter().enumerate().map(|(row, terms)| Reverse((terms.len(), index(row)))).collect();
    let mut pivots = Vec::new();
    let mut elements: usize = rows.iter().map(Vec::len).sum();
    while let Some(Reverse((length, row))) = queue.pop() {
        let at = row as usize;
        if done[at] || rows[at].len() != length {
            continue;
        }
        done[at] = true;
        if length == 0 {
            continue;
        }
        if elements > ELEMENTS || pivots.len() % 64 == 0 && expired() {
            return None;
        }
        let largest = rows[at].iter().fold(0.0f64, |largest, (_, value)| largest.max(value.abs()));
        let safe = rows[at].iter().filter(|(_, value)| value.abs() >= 0.3 * largest);
        let (unknown, factor) = *safe.min_by_key(|(unknown, _)| (rows_of[*unknown as usize].len(), *unknown))?;
        let mut pivot = std::mem::take(&mut rows[at]);
        pivot.iter_mut().for_each(|(_, value)| *value /= factor);
        for other in std::mem::take(&mut rows_of[unknown as usize]) {
            if done[other as usize] {
                continue;
            }
            let Ok(found) = rows[other as usize].binary_search_by_key(&unknown, |(unknown, _)| *unknown) else {
                continue;
            };
            let times = rows[other as usize][found].1;
            let (reduced, new) = subtract(&rows[other as usize], &pivot, times, unknown);
            new.iter().for_each(|filled| rows_of[*filled as usize].push(other));
            elements = elements + reduced.len() - rows[other as usize].len();
            queue.push(Reverse((reduced.len(), other)));
            rows[other as usize] = reduced;
        }
        pivots.push((unknown, pivot));
    }
    Some(pivots)
}

/// `row − times · pivot` without `gone`, and the unknowns that are new in it.
fn subtract(row: &Sparse, pivot: &Sparse, times: f64, gone: u32) -> (Sparse, Vec<u32>) {
    let (mut result, mut new) = (Vec::with_capacity(row.len() + pivot.len()), Vec::new());
    let (mut a, mut b) = (0, 0);
    while a < row.len() || b < pivot.len() {
        let left = row.get(a).map_or(u32::MAX, |(unknown, _)| *unknown);
        let right = pivot.get(b).map_or(u32::MAX, |(unknown, _)| *unknown);
        let unknown = left.min(right);
        let mut value = 0.0;
        if left == unknown {
            value += row[a].1;
            a += 1;
        }
        if right == unknown {
            value -= times * pivot[b].1;
            b += 1;
        }
        if unknown != gone && value.abs() > ZERO {
            if left != unknown {
                new.push(unknown);
            }
            result.push((unknown, value));
        }
    }
    (result, new)
}
