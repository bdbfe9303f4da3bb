//! Which cells the tables show, and what each table says of them.

use std::collections::HashMap;

use emn_protocol::record::{MeasureKind, Table, Zeros};

use crate::publication::{CellKey, Publication};

/// Terms of all declared sums of a table at most, as for receivers (D6).
const TERMS: usize = 4_000_000;

/// What a table says of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// The count.
    Exact(i64),
    /// A rounded count: the true one lies in this interval.
    Rounded(i64, i64),
    /// Suppressed; not less than this.
    Suppressed(i64),
    /// Nothing: a count that nobody has published.
    Unknown,
}

/// The cells of several publications. The same persons are one cell, whichever tables show them.
pub(super) struct Cells<'a> {
    pub(super) publications: Vec<&'a Publication>,
    /// Number of those published before; the new ones follow.
    pub(super) earlier: usize,
    /// For each publication and position, the cell.
    pub(super) of: Vec<Vec<u32>>,
    /// For each cell, its identity.
    pub(super) keys: Vec<CellKey>,
}

impl<'a> Cells<'a> {
    pub(super) fn new(publications: Vec<&'a Publication>, earlier: usize) -> Self {
        let mut known: HashMap<CellKey, u32> = HashMap::new();
        let mut keys = Vec::new();
        let mut identify = |key: CellKey| {
            *known.entry(key.clone()).or_insert_with(|| {
                keys.push(key);
                u32::try_from(keys.len() - 1).expect("tables of 100,000 cells do not add up to four thousand million")
            })
        };
        let of = publications.iter().map(|one| one.keys().into_iter().map(&mut identify).collect()).collect();
        Self { publications, earlier, of, keys }
    }

    pub(super) fn table(&self, publication: usize) -> &'a Table {
        &self.publications[publication].table
    }

    pub(super) fn shown(&self, publication: usize, position: usize) -> Shown {
        shown(self.table(publication), position)
    }

    /// Codes of a cell for messages, such as `sex=F, age=Y_LT18`.
    pub(super) fn name(&self, publication: usize, position: usize) -> String {
        let table = self.table(publication);
        let codes = table.coordinates(position);
        let pairs: Vec<String> =
            table.dimensions.iter().zip(codes).map(|(dimension, code)| format!("{}={code}", dimension.id)).collect();
        pairs.join(", ")
    }
}

/// What a table says of a cell.
pub(super) fn shown(table: &Table, position: usize) -> Shown {
    let flags = table.flags_at(position);
    let method = table.method.as_ref();
    match table.values.get(position).copied().flatten() {
        Some(value) => match method.and_then(|method| method.rounding).and_then(|base| i64::try_from(base).ok()) {
            Some(base) if value == 0 => Shown::Rounded(0, base.saturating_sub(1).max(0)),
            Some(base) => {
                let reach = base.saturating_sub(1).max(0);
                Shown::Rounded(value.saturating_sub(reach).max(0), value.saturating_add(reach))
            }
            None => Shown::Exact(value),
        },
        None if flags.suppressed() => Shown::Suppressed(match method.map(|method| method.zeros).unwrap_or_default() {
            Zeros::Published => 1,
            Zeros::Suppressed => 0,
        }),
        // No such persons can exist, as every reader knows.
        None if flags.has('z') => Shown::Exact(0),
        None => Shown::Unknown,
    }
}

/// Whether its figures carry noise.
pub(super) fn noisy(table: &Table) -> bool {
    table.method.as_ref().is_some_and(|method| method.noise_milli_epsilon.is_some())
}

/// Why a table is not audited at all, if so: its form is wrong, which the check of the record reports too.
pub(super) fn malformed(table: &Table) -> Option<&'static str> {
    let inside = |codes: usize, sum: &emn_protocol::record::Sum| {
        (sum.total as usize) < codes && sum.parts.iter().all(|part| (*part as usize) < codes)
    };
    if table.cells() != Some(table.values.len()) {
        return Some("its number of values is not the product of its dimensions' codes");
    }
    if table.dimensions.iter().any(|d| d.codes.is_empty() || !d.sums.iter().all(|sum| inside(d.codes.len(), sum))) {
        return Some("a declared sum names a code that is not there");
    }
    if terms(table).is_none_or(|terms| terms > TERMS) {
        return Some("its declared sums have too many terms");
    }
    if table.measure.kind == MeasureKind::Count && table.values.iter().flatten().any(|value| *value < 0) {
        return Some("a count is negative");
    }
    None
}

fn terms(table: &Table) -> Option<usize> {
    let cells = table.cells()?;
    table.dimensions.iter().try_fold(0usize, |terms, dimension| {
        let own = dimension.sums.iter().try_fold(0usize, |own, sum| own.checked_add(sum.parts.len() + 1))?;
        terms.checked_add(own.checked_mul(cells / dimension.codes.len().max(1))?)
    })
}

/// A declared sum for one combination of the other dimensions' codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Equation {
    /// Index of the dimension.
    pub(super) dimension: usize,
    /// Position of the total in the table.
    pub(super) total: usize,
    /// Positions of the parts.
    pub(super) parts: Vec<usize>,
}

/// Every equation of a well-formed table.
pub(super) fn equations(table: &Table) -> impl Iterator<Item = Equation> + '_ {
    let axes = table.dimensions.iter().zip(table.strides()).enumerate();
    axes.flat_map(move |(dimension, (axis, stride))| {
        let block = stride * axis.codes.len();
        axis.sums.iter().flat_map(move |sum| {
            let starts = (0..table.values.len()).step_by(block).flat_map(move |block| block..block + stride);
            starts.map(move |start| Equation {
                dimension,
                total: start + sum.total as usize * stride,
                parts: sum.parts.iter().map(|part| start + *part as usize * stride).collect(),
            })
        })
    })
}
