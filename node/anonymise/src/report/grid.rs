//! How a cube is laid out on a page: the last dimension across, the one before it down, and one table for each
//! combination of the others.

use super::words::{Axis, AxisCode};

/// One flat table of a cube.
pub(super) struct Block<'a> {
    /// The codes of the leading dimensions, each with its dimension.
    pub(super) heading: Vec<(&'a Axis, &'a AxisCode)>,
    /// The dimension that goes down; `None` for a cube of one dimension.
    pub(super) down: Option<&'a Axis>,
    /// The dimension that goes across.
    pub(super) across: &'a Axis,
    /// Position of its first cell; rows follow each other without a gap.
    pub(super) start: usize,
}

impl Block<'_> {
    /// Number of rows.
    pub(super) fn rows(&self) -> usize {
        self.down.map_or(1, |axis| axis.codes.len())
    }

    /// Number of columns.
    pub(super) fn columns(&self) -> usize {
        self.across.codes.len()
    }

    /// Position of a cell.
    pub(super) fn position(&self, row: usize, column: usize) -> usize {
        self.start + row * self.columns() + column
    }

    /// The label of a row; empty where nothing goes down.
    pub(super) fn row_label(&self, row: usize) -> Option<&AxisCode> {
        self.down.and_then(|axis| axis.codes.get(row))
    }

    /// The heading as one line.
    pub(super) fn title(&self) -> String {
        let parts: Vec<String> =
            self.heading.iter().map(|(axis, code)| format!("{}: {}", axis.label, code.label)).collect();
        parts.join("; ")
    }
}

/// The flat tables of a cube, in the order of its cells. None without dimensions.
pub(super) fn blocks(axes: &[Axis]) -> impl Iterator<Item = Block<'_>> {
    let (leading, down, across) = match axes {
        [] => (axes, None, None),
        [across] => (&axes[..0], None, Some(across)),
        [leading @ .., down, across] => (leading, Some(down), Some(across)),
    };
    let size = down.map_or(1, |axis| axis.codes.len()) * across.map_or(0, |axis| axis.codes.len());
    let combinations: usize = leading.iter().map(|axis| axis.codes.len()).product();
    across.into_iter().flat_map(move |across| {
        (0..combinations).map(move |index| Block {
            heading: heading(leading, index),
            down,
            across,
            start: index * size,
        })
    })
}

/// The `index`th combination of codes, the last dimension fastest.
fn heading(leading: &[Axis], index: usize) -> Vec<(&Axis, &AxisCode)> {
    let mut rest = index;
    let mut heading: Vec<_> = leading
        .iter()
        .rev()
        .map(|axis| {
            let code = &axis.codes[rest % axis.codes.len()];
            rest /= axis.codes.len();
            (axis, code)
        })
        .collect();
    heading.reverse();
    heading
}
