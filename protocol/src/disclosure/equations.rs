//! The equations that a table declares: one for each sum and each combination of the other dimensions' codes.

use crate::record::Table;

/// One equation: `values[total] = Σ values[parts]`, as positions in the table.
pub(super) struct Equation {
    pub(super) total: usize,
    pub(super) parts: Vec<usize>,
}

/// Terms in all equations, without making them; `None` when the number overflows.
pub(super) fn terms(table: &Table) -> Option<usize> {
    let cells = table.cells()?;
    table.dimensions.iter().try_fold(0usize, |terms, dimension| {
        let slices = cells / dimension.codes.len().max(1);
        let own = dimension.sums.iter().try_fold(0usize, |own, sum| own.checked_add(sum.parts.len() + 1))?;
        terms.checked_add(own.checked_mul(slices)?)
    })
}

/// All equations. Call [`terms`] first: this makes them all.
pub(super) fn all(table: &Table) -> Vec<Equation> {
    let strides = table.strides();
    let mut equations = Vec::new();
    for (dimension, &stride) in table.dimensions.iter().zip(&strides) {
        let codes = dimension.codes.len();
        for sum in &dimension.sums {
            for start in slice_starts(table.values.len(), stride, codes) {
                equations.push(Equation {
                    total: start + sum.total as usize * stride,
                    parts: sum.parts.iter().map(|part| start + *part as usize * stride).collect(),
                });
            }
        }
    }
    equations
}

/// Positions whose code along one dimension is the first.
fn slice_starts(cells: usize, stride: usize, codes: usize) -> impl Iterator<Item = usize> {
    let block = stride * codes;
    (0..cells).step_by(block.max(1)).flat_map(move |block| block..block + stride)
}
