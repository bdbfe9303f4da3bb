//! A cube as sums over its most detailed cells: which detailed cells stand under which cell.
//!
//! In each dimension a code that is no total is a leaf, and a row is a combination of leaves: one row for each code,
//! and one that must come to 0 for each further grouping of a total. Cells of the cube and those zeros are products of
//! rows, one of each dimension.

use emn_protocol::record::Dimension;

use super::RoundError;
use super::system::{Part, System, totals, upward};

/// Sums at most, those that must come to 0 included.
const SUMS: usize = 1_000_000;

/// Entries of what lies under what at most: some 150 MB.
const ENTRIES: usize = 16_000_000;

/// Rows of one dimension at most in all: leaves under each code.
const ROW_ENTRIES: usize = 4_000_000;

/// Detailed cells that have a choice, and what they add up to.
pub(super) struct Space {
    /// Position of each movable detailed cell.
    pub(super) leaves: Vec<u32>,
    /// Position of the cell that a sum stands for; `None` for what must come to 0.
    pub(super) cells: Vec<Option<u32>>,
    /// For each leaf the sums above it, with sign.
    pub(super) above: Lists,
    /// For each sum the movable leaves under it, with sign.
    pub(super) below: Lists,
    /// What each sum comes to in units of the base while no movable leaf is rounded up.
    pub(super) totals: Vec<i64>,
}

/// Lists of indexes with signs, one after the other.
pub(super) struct Lists {
    starts: Vec<u32>,
    members: Vec<u32>,
    signs: Vec<i8>,
}

impl Lists {
    /// The members of a list, with their signs.
    pub(super) fn of(&self, list: usize) -> impl ExactSizeIterator<Item = (usize, i64)> {
        let range = self.starts[list] as usize..self.starts[list + 1] as usize;
        self.members[range.clone()]
            .iter()
            .zip(&self.signs[range])
            .map(|(member, sign)| (*member as usize, i64::from(*sign)))
    }

    /// Length of a list.
    pub(super) fn len(&self, list: usize) -> usize {
        (self.starts[list + 1] - self.starts[list]) as usize
    }

    /// A member of a list, with its sign.
    pub(super) fn at(&self, list: usize, index: usize) -> (usize, i64) {
        let at = self.starts[list] as usize + index;
        (self.members[at] as usize, i64::from(self.signs[at]))
    }

    /// The same the other way round.
    fn turned(&self, lists: usize) -> Self {
        let mut starts = vec![0u32; lists + 1];
        self.members.iter().for_each(|member| starts[*member as usize + 1] += 1);
        (0..lists).for_each(|list| starts[list + 1] += starts[list]);
        let mut next = starts.clone();
        let (mut members, mut signs) = (vec![0; self.members.len()], vec![0; self.members.len()]);
        for list in 0..self.starts.len() - 1 {
            for (member, sign) in self.of(list) {
                let at = next[member] as usize;
                next[member] += 1;
                members[at] = list as u32;
                signs[at] = sign as i8;
            }
        }
        Self { starts, members, signs }
    }
}

/// For each code of a dimension the rows that it is in, with sign; empty for totals.
struct Rows {
    of_leaf: Vec<Vec<(u32, i8)>>,
    rows: usize,
}

impl Space {
    /// The movable cells are those of `parts`; all others are at `units`.
    pub(super) fn new(system: &System<'_>, parts: &[Part], units: &[i64]) -> Result<Self, RoundError> {
        let dimensions = &system.table.dimensions;
        let rows = dimensions.iter().map(Rows::new).collect::<Result<Vec<_>, _>>()?;
        let sums = rows.iter().try_fold(1usize, |sums, rows| sums.checked_mul(rows.rows)).filter(|sums| *sums <= SUMS);
        let sums = sums.ok_or(RoundError::TooLarge { what: "sums, with alternative groupings", limit: SUMS })?;
        let mut movable = vec![false; units.len()];
        parts.iter().flat_map(|part| &part.cells).for_each(|cell| movable[*cell as usize] = true);
        let cells = cells(system, &rows, sums);
        let mut space = Self {
            leaves: Vec::new(),
            cells,
            above: Lists { starts: vec![0], members: Vec::new(), signs: Vec::new() },
            below: Lists { starts: vec![0], members: Vec::new(), signs: Vec::new() },
            totals: vec![0; sums],
        };
        let mut found = Vec::new();
        for position in 0..units.len() {
            if units[position] == 0 && !movable[position] {
                continue;
            }
            sums_above(system, &rows, position, &mut found);
            found.iter().for_each(|(sum, sign)| space.totals[*sum as usize] += units[position] * i64::from(*sign));
            if movable[position] && !found.is_empty() {
                space.leaves.push(position as u32);
                space.above.members.extend(found.iter().map(|(sum, _)| *sum));
                space.above.signs.extend(found.iter().map(|(_, sign)| *sign));
                space.above.starts.push(space.above.members.len() as u32);
            }
            if space.above.members.len() > ENTRIES {
                return Err(RoundError::TooLarge { what: "detailed cells under totals", limit: ENTRIES });
            }
        }
        space.below = space.above.turned(sums);
        Ok(space)
    }
}

/// The cell of each sum.
fn cells(system: &System<'_>, rows: &[Rows], sums: usize) -> Vec<Option<u32>> {
    let strides = system.table.strides();
    let cell = |sum: usize| {
        let (mut rest, mut position) = (sum, 0);
        for (axis, rows) in rows.iter().enumerate().rev() {
            let row = rest % rows.rows;
            rest /= rows.rows;
            if row >= rows.of_leaf.len() {
                return None;
            }
            position += row * strides[axis];
        }
        Some(position as u32)
    };
    (0..sums).map(cell).collect()
}

/// The sums above a detailed cell, with sign; none above a total.
fn sums_above(system: &System<'_>, rows: &[Rows], position: usize, found: &mut Vec<(u32, i8)>) {
    found.clear();
    found.push((0, 1));
    for ((dimension, stride), rows) in system.table.dimensions.iter().zip(system.table.strides()).zip(rows) {
        let of_leaf = &rows.of_leaf[position / stride % dimension.codes.len()];
        let shorter = std::mem::take(found);
        for (sum, sign) in shorter {
            found.extend(of_leaf.iter().map(|(row, own)| (sum * rows.rows as u32 + row, sign * own)));
        }
    }
}

impl Rows {
    fn new(dimension: &Dimension) -> Result<Self, RoundError> {
        let overlap = || RoundError::Overlap { dimension: dimension.id.to_string() };
        let codes = dimension.codes.len();
        let totals = totals(dimension);
        let mut under: Vec<Vec<u32>> = vec![Vec::new(); codes];
        (0..codes).filter(|code| !totals[*code]).for_each(|leaf| under[leaf].push(leaf as u32));
        let mut done: Vec<bool> = totals.iter().map(|total| !total).collect();
        let mut further = Vec::new();
        let mut entries = codes;
        for index in upward(dimension).ok_or_else(overlap)? {
            let sum = &dimension.sums[index];
            let total = sum.total as usize;
            entries += sum.parts.iter().map(|part| under[*part as usize].len()).sum::<usize>();
            if entries > ROW_ENTRIES {
                return Err(RoundError::TooLarge { what: "codes under totals", limit: ROW_ENTRIES });
            }
            let mut leaves: Vec<u32> =
                sum.parts.iter().flat_map(|part| under[*part as usize].iter().copied()).collect();
            leaves.sort_unstable();
            if leaves.windows(2).any(|pair| pair[0] == pair[1]) {
                return Err(overlap());
            }
            if done[total] {
                further.push((leaves, total));
            } else {
                done[total] = true;
                under[total] = leaves;
            }
        }
        Ok(Self::turned(&under, &further))
    }

    fn turned(under: &[Vec<u32>], further: &[(Vec<u32>, usize)]) -> Self {
        let mut of_leaf: Vec<Vec<(u32, i8)>> = vec![Vec::new(); under.len()];
        for (row, leaves) in (0u32..).zip(under) {
            leaves.iter().for_each(|leaf| of_leaf[*leaf as usize].push((row, 1)));
        }
        for (row, (leaves, total)) in (under.len() as u32..).zip(further) {
            // What both groupings have in common cancels out.
            let first = &under[*total];
            let only = |of: &[u32], other: &[u32]| -> Vec<u32> {
                of.iter().copied().filter(|leaf| other.binary_search(leaf).is_err()).collect()
            };
            only(leaves, first).iter().for_each(|leaf| of_leaf[*leaf as usize].push((row, 1)));
            only(first, leaves).iter().for_each(|leaf| of_leaf[*leaf as usize].push((row, -1)));
        }
        Self { of_leaf, rows: under.len() + further.len() }
    }
}
