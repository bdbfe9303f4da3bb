//! Everything that a reader can put side by side: the cells of a new table and of all earlier ones that overlap with
//! it, and the equations between those that may still differ from what the reader thinks.

use std::collections::{BTreeMap, HashMap};

use emn_protocol::record::{Table, Zeros};

use super::Earlier;
use crate::policy::Policy;
use crate::publication::{CellKey, Publication, is_total};

/// No cell.
pub(super) const NOWHERE: u32 = u32::MAX;

/// Changes are at most this, which is far beyond what any protection needs and keeps arithmetic exact.
pub(super) const LARGEST_CHANGE: i64 = 1 << 20;

/// A sparse matrix of small whole numbers, by rows (equations) and by columns (cells).
#[derive(Debug, Clone, Default)]
pub(super) struct Matrix {
    row_start: Vec<u32>,
    row_terms: Vec<(u32, i8)>,
    column_start: Vec<u32>,
    column_terms: Vec<(u32, i8)>,
}

impl Matrix {
    /// A matrix with these rows of (cell, coefficient).
    fn of_rows(cells: usize, rows: &[Vec<(u32, i8)>]) -> Self {
        let mut matrix = Self { row_start: vec![0], ..Self::default() };
        let mut columns: Vec<u32> = vec![0; cells + 1];
        for row in rows {
            for term in row {
                columns[term.0 as usize + 1] += 1;
                matrix.row_terms.push(*term);
            }
            matrix.row_start.push(index(matrix.row_terms.len()));
        }
        for cell in 0..cells {
            columns[cell + 1] += columns[cell];
        }
        let mut next = columns.clone();
        matrix.column_start = columns;
        matrix.column_terms = vec![(0, 0); matrix.row_terms.len()];
        for (number, row) in (0u32..).zip(rows) {
            for (cell, coefficient) in row {
                let place = &mut next[*cell as usize];
                matrix.column_terms[*place as usize] = (number, *coefficient);
                *place += 1;
            }
        }
        matrix
    }

    /// Number of equations.
    pub(super) fn rows(&self) -> usize {
        self.row_start.len().saturating_sub(1)
    }

    /// Number of cells.
    pub(super) fn cells(&self) -> usize {
        self.column_start.len().saturating_sub(1)
    }

    /// Terms of an equation, as whole numbers.
    pub(super) fn row_terms(&self, row: u32) -> &[(u32, i8)] {
        &self.row_terms[self.row_start[row as usize] as usize..self.row_start[row as usize + 1] as usize]
    }

    /// Equations that a cell stands in, as whole numbers.
    pub(super) fn column_terms(&self, cell: u32) -> &[(u32, i8)] {
        &self.column_terms[self.column_start[cell as usize] as usize..self.column_start[cell as usize + 1] as usize]
    }

    /// Terms of an equation.
    pub(super) fn row(&self, row: u32) -> impl Iterator<Item = (u32, f64)> {
        self.row_terms(row).iter().map(|(cell, coefficient)| (*cell, f64::from(*coefficient)))
    }

    /// Equations that a cell stands in.
    pub(super) fn column(&self, cell: u32) -> impl Iterator<Item = (u32, f64)> {
        self.column_terms(cell).iter().map(|(row, coefficient)| (*row, f64::from(*coefficient)))
    }

    /// Coefficient of a cell in an equation, if it stands there.
    pub(super) fn coefficient(&self, cell: u32, row: u32) -> Option<f64> {
        self.column(cell).find(|(own, _)| *own == row).map(|(_, coefficient)| coefficient)
    }
}

/// Where an equation comes from.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowOrigin {
    /// 0 is the new table, `n` the earlier one `n - 1`.
    pub(super) publication: u32,
    /// Index of the dimension that adds up.
    pub(super) dimension: u32,
}

/// What may be done with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Every reader knows its value.
    Known,
    /// Published so far; may be suppressed.
    Open,
    /// Suppressed, whatever else happens.
    Suppressed,
}

/// A cell of the system.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    /// What may be done with it.
    pub(super) kind: Kind,
    /// Its true count; 0 where nobody on this side knows it, and then it is [`Kind::Known`].
    pub(super) count: i64,
    /// How far it can go down before a reader would notice.
    pub(super) down: i64,
    /// Whether its count must not be published.
    pub(super) sensitive: bool,
    /// What it costs to suppress it.
    pub(super) cost: f64,
    /// Levels above the lowest, over all dimensions.
    pub(super) levels: u32,
    /// Where it stands: publication as in [`RowOrigin`], and position.
    pub(super) origin: (u32, u32),
}

/// Words of a table, for messages.
#[derive(Debug)]
pub(super) struct Names {
    dimensions: Vec<(String, Vec<String>)>,
}

impl Names {
    fn of(table: &Table) -> Self {
        let codes = |dimension: &emn_protocol::record::Dimension| {
            (dimension.id.to_string(), dimension.codes.iter().map(ToString::to_string).collect())
        };
        Self { dimensions: table.dimensions.iter().map(codes).collect() }
    }

    /// Id of a dimension.
    pub(super) fn dimension(&self, number: u32) -> Option<String> {
        self.dimensions.get(number as usize).map(|(id, _)| id.clone())
    }

    /// Codes of a cell.
    pub(super) fn codes(&self, position: u32) -> Vec<String> {
        let mut rest = position as usize;
        let mut codes = Vec::new();
        for (_, own) in self.dimensions.iter().rev() {
            codes.push(own[rest % own.len()].clone());
            rest /= own.len();
        }
        codes.reverse();
        codes
    }
}

/// The system.
#[derive(Debug)]
pub(super) struct System {
    /// All cells.
    pub(super) cells: Vec<Cell>,
    /// Equations over the cells that are not [`Kind::Known`].
    pub(super) matrix: Matrix,
    /// Where each equation comes from.
    pub(super) origins: Vec<RowOrigin>,
    /// The cell at each position of the new table. Positions that mean the same persons share one.
    pub(super) cell_of: Vec<u32>,
    /// Words of the new table and the earlier ones.
    pub(super) names: Vec<Names>,
}

fn index(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(NOWHERE)
}

/// Heights of the codes of each dimension: 0 for a code that is no total, otherwise one more than its highest part.
pub(crate) fn heights(table: &Table) -> Vec<Vec<u32>> {
    let of_dimension = |codes: usize, sums: &[emn_protocol::record::Sum]| {
        let mut heights = vec![0u32; codes];
        // Sums have no cycle (checked before), so this ends after as many rounds as there are levels.
        for _ in 0..codes {
            let mut changed = false;
            for sum in sums {
                let height = 1 + sum.parts.iter().map(|part| heights[*part as usize]).max().unwrap_or(0);
                let own = &mut heights[sum.total as usize];
                changed |= *own < height;
                *own = height.max(*own);
            }
            if !changed {
                break;
            }
        }
        heights
    };
    table.dimensions.iter().map(|dimension| of_dimension(dimension.codes.len(), &dimension.sums)).collect()
}

/// Cost of suppressing a count: large ones and totals are dearer.
fn cost(count: i64, levels: u32) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a cost needs no exactness")]
    let count = count.max(0) as f64;
    (1.0 + count.ln_1p()) * (1.0 + 2.0 * f64::from(levels))
}

impl System {
    /// Joins a table, whose form was checked and whose counts are all there, with earlier publications.
    /// `forced` are positions that stay suppressed.
    pub(super) fn new(new: &Publication, earlier: &[Earlier], policy: &Policy, forced: &[bool]) -> Self {
        let cells = new_cells(new, policy, forced);
        let mut joined = Joined { cells, keys: HashMap::new(), earlier_of: BTreeMap::new() };
        let mut cell_of: Vec<u32> = (0..index(joined.cells.len())).collect();
        if !earlier.is_empty() || ambiguous(&new.table) {
            joined.join_own(new, &mut cell_of);
        }
        let mut maps = Vec::new();
        for (number, earlier) in (1u32..).zip(earlier) {
            maps.push(joined.join(number, earlier, policy));
        }
        let mut rows = Vec::new();
        let mut origins = Vec::new();
        collect_rows(&new.table, 0, &cell_of, &joined.cells, &mut rows, &mut origins);
        for ((number, earlier), map) in (1u32..).zip(earlier).zip(&maps) {
            collect_rows(&earlier.publication.table, number, map, &joined.cells, &mut rows, &mut origins);
        }
        if !earlier.is_empty() {
            (rows, origins) = distinct(rows, origins);
        }
        let matrix = Matrix::of_rows(joined.cells.len(), &rows);
        let tables = std::iter::once(new).chain(earlier.iter().map(|earlier| &earlier.publication));
        let names = tables.map(|publication| Names::of(&publication.table)).collect();
        Self { cells: joined.cells, matrix, origins, cell_of, names }
    }
}

fn new_cells(new: &Publication, policy: &Policy, forced: &[bool]) -> Vec<Cell> {
    let table = &new.table;
    let heights = heights(table);
    let strides = table.strides();
    let least = i64::try_from(policy.least_suppressed()).unwrap_or(0);
    let one = |(position, value): (usize, &Option<i64>)| {
        let count = value.unwrap_or(0);
        let sensitive = value.is_some() && policy.is_sensitive(count.unsigned_abs());
        let levels = heights
            .iter()
            .zip(&strides)
            .map(|(heights, stride)| heights[position / stride % heights.len()])
            .sum::<u32>();
        let structural = value.is_none() || (count == 0 && policy.zeros == Zeros::Published);
        let kind = match (structural, sensitive || forced.get(position).copied().unwrap_or(false)) {
            (true, _) => Kind::Known,
            (false, true) => Kind::Suppressed,
            (false, false) => Kind::Open,
        };
        let down = (count - least).clamp(0, LARGEST_CHANGE);
        Cell { kind, count, down, sensitive, cost: cost(count, levels), levels, origin: (0, index(position)) }
    };
    table.values.iter().enumerate().map(one).collect()
}

/// Whether two codes of one dimension may mean the same.
fn ambiguous(table: &Table) -> bool {
    table.dimensions.iter().any(|dimension| dimension.codes.iter().filter(|code| is_total(dimension, code)).count() > 1)
}

/// Cells, and which of them stand for the same persons.
struct Joined {
    cells: Vec<Cell>,
    keys: HashMap<CellKey, u32>,
    /// Cells of no new table that were published at least once.
    earlier_of: BTreeMap<u32, ()>,
}

/// What an earlier publication shows of a cell.
enum Shown {
    Value(i64),
    Suppressed(Option<i64>),
    Nothing,
}

fn shown(earlier: &Earlier, position: usize) -> Shown {
    let table = &earlier.publication.table;
    match table.values.get(position) {
        Some(Some(value)) => Shown::Value(*value),
        _ if table.flags_at(position).suppressed() => {
            Shown::Suppressed(earlier.counts.as_ref().and_then(|counts| counts.get(position).copied().flatten()))
        }
        _ => Shown::Nothing,
    }
}

impl Joined {
    fn join_own(&mut self, new: &Publication, cell_of: &mut [u32]) {
        for (position, cell) in cell_of.iter_mut().enumerate() {
            let first = *self.keys.entry(new.key(position)).or_insert(*cell);
            // Different counts of the same persons are a matter of definition; they stay apart.
            if first != *cell && self.cells[first as usize].count == self.cells[*cell as usize].count {
                if self.cells[*cell as usize].kind == Kind::Suppressed {
                    self.cells[first as usize].kind = Kind::Suppressed;
                }
                self.cells[*cell as usize].kind = Kind::Known;
                *cell = first;
            }
        }
    }

    /// Cells of an earlier publication, by position.
    fn join(&mut self, number: u32, earlier: &Earlier, policy: &Policy) -> Vec<u32> {
        let table = &earlier.publication.table;
        let zeros = table.method.as_ref().map_or(Zeros::Published, |method| method.zeros);
        let least = i64::from(zeros == Zeros::Published);
        let one = |position: usize| {
            let shown = shown(earlier, position);
            let key = earlier.publication.key(position);
            match self.keys.get(&key) {
                Some(cell) => self.meet(*cell, &shown, least),
                None => {
                    let cell = index(self.cells.len());
                    self.cells.push(old_cell(&shown, least, policy, (number, index(position))));
                    self.keys.insert(key, cell);
                    self.earlier_of.insert(cell, ());
                    cell
                }
            }
        };
        (0..table.values.len()).map(one).collect()
    }

    /// Adds what an earlier publication says of a cell. Versions of a cell move together: whoever knows that late
    /// registrations only add to a count learns nothing from their difference.
    fn meet(&mut self, number: u32, shown: &Shown, least: i64) -> u32 {
        let cell = &mut self.cells[number as usize];
        let unknown = self.earlier_of.contains_key(&number);
        match shown {
            // The count fell so far that it is small now; what was known of the old count says little of it.
            Shown::Value(value) if cell.sensitive && !unknown && *value != cell.count => return NOWHERE,
            Shown::Value(_) => cell.kind = Kind::Known,
            Shown::Suppressed(count) if cell.kind != Kind::Known => {
                cell.kind = Kind::Suppressed;
                let count = count.map_or(cell.count, |count| count.min(cell.count));
                cell.down = cell.down.min((count - least).clamp(0, LARGEST_CHANGE));
            }
            Shown::Suppressed(_) => {}
            Shown::Nothing if unknown => cell.kind = Kind::Known,
            Shown::Nothing => {}
        }
        number
    }
}

/// A cell that only earlier publications have. Unless its count is known here, it is taken not to move, which can only
/// ask for more protection.
fn old_cell(shown: &Shown, least: i64, policy: &Policy, origin: (u32, u32)) -> Cell {
    let (kind, count) = match shown {
        Shown::Value(value) => (Kind::Known, *value),
        Shown::Suppressed(Some(count)) => (Kind::Suppressed, *count),
        Shown::Suppressed(None) | Shown::Nothing => (Kind::Known, 0),
    };
    let sensitive = kind == Kind::Suppressed && policy.is_sensitive(count.unsigned_abs());
    Cell { kind, count, down: (count - least).clamp(0, LARGEST_CHANGE), sensitive, cost: 1.0, levels: 0, origin }
}

/// The equations of a table over the cells that may move.
fn collect_rows(
    table: &Table,
    publication: u32,
    cell_of: &[u32],
    cells: &[Cell],
    rows: &mut Vec<Vec<(u32, i8)>>,
    origins: &mut Vec<RowOrigin>,
) {
    let strides = table.strides();
    for ((dimension, own), stride) in (0u32..).zip(&table.dimensions).zip(strides) {
        let block = stride * own.codes.len().max(1);
        for sum in &own.sums {
            for start in (0..cell_of.len()).step_by(block).flat_map(|block| block..block + stride) {
                let place = |code: u32| cell_of[start + code as usize * stride];
                let terms = std::iter::once((place(sum.total), -1i8))
                    .chain(sum.parts.iter().map(|part| (place(*part), 1)))
                    .filter(|(cell, _)| *cell != NOWHERE && cells[*cell as usize].kind != Kind::Known);
                let row = merged(terms.collect());
                if !row.is_empty() {
                    rows.push(row);
                    origins.push(RowOrigin { publication, dimension });
                }
            }
        }
    }
}

/// Adds up terms of the same cell, in the order of cells.
fn merged(mut terms: Vec<(u32, i8)>) -> Vec<(u32, i8)> {
    terms.sort_unstable();
    let mut row: Vec<(u32, i8)> = Vec::with_capacity(terms.len());
    for (cell, coefficient) in terms {
        match row.last_mut() {
            Some(last) if last.0 == cell => last.1 = last.1.saturating_add(coefficient),
            _ => row.push((cell, coefficient)),
        }
    }
    row.retain(|(_, coefficient)| *coefficient != 0);
    row
}

/// The first of equal equations.
fn distinct(rows: Vec<Vec<(u32, i8)>>, origins: Vec<RowOrigin>) -> (Vec<Vec<(u32, i8)>>, Vec<RowOrigin>) {
    let mut seen = std::collections::HashSet::new();
    rows.into_iter().zip(origins).filter(|(row, _)| seen.insert(row.clone())).unzip()
}
