//! All tables of a world as one system: an unknown for each cell whose count nobody has published, an equation for each
//! sum.

use std::collections::{HashMap, HashSet};

use super::cells::{self, Cells, Shown};

/// Nothing bounds it from above.
pub(super) const UNBOUNDED: i128 = i128::MAX;

/// Where an equation comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// A sum over a dimension of a publication, with the total at a position.
    Sum { publication: u32, dimension: u32, total: u32 },
    /// A cell of a publication as the sum over dimensions that its table lacks.
    Joint { publication: u32, position: u32 },
    /// What a version is supposed to have in common with another.
    Link,
}

/// `Σ coefficient · unknown = sum`.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) terms: Vec<(u32, i32)>,
    pub(super) sum: i128,
    pub(super) origin: Origin,
    /// Whether a cell of a new publication stands in it, known ones included.
    pub(super) fresh: bool,
}

/// What is known of a cell before any sum is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) low: i128,
    pub(super) high: i128,
}

/// Why there is no system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Contradiction(pub(super) String);

/// The system.
#[derive(Debug, Clone, Default)]
pub(super) struct System {
    /// For each cell of [`Cells`], its unknown, if it has one in this system.
    pub(super) unknown: HashMap<u32, u32>,
    /// For each unknown, its bounds.
    pub(super) bounds: Vec<Bounds>,
    /// Whether it stands in a new publication.
    pub(super) fresh: Vec<bool>,
    pub(super) rows: Vec<Row>,
}

/// What all publications of a world together say of a cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said {
    pub(super) bounds: Bounds,
    pub(super) fresh: bool,
}

/// What the publications of a world say of each cell that they show.
///
/// # Errors
/// Two of them contradict each other, or one itself.
pub(super) fn said(cells: &Cells<'_>, world: &[usize]) -> Result<Vec<Option<Said>>, Contradiction> {
    let mut said: Vec<Option<Said>> = vec![None; cells.keys.len()];
    for &publication in world {
        for (position, &cell) in cells.of[publication].iter().enumerate() {
            let bounds = bounds(cells.shown(publication, position));
            let known =
                said[cell as usize].get_or_insert(Said { bounds: Bounds { low: 0, high: UNBOUNDED }, fresh: false });
            known.bounds.low = known.bounds.low.max(bounds.low);
            known.bounds.high = known.bounds.high.min(bounds.high);
            known.fresh |= publication >= cells.earlier;
            if known.bounds.low > known.bounds.high {
                return Err(Contradiction(format!(
                    "{}: the cell {} contradicts what is published elsewhere for the same persons",
                    cells.publications[publication].source,
                    cells.name(publication, position),
                )));
            }
        }
    }
    Ok(said)
}

fn bounds(shown: Shown) -> Bounds {
    let (low, high) = match shown {
        Shown::Exact(value) => (value, Some(value)),
        Shown::Rounded(low, high) => (low, Some(high)),
        Shown::Suppressed(least) => (least, None),
        Shown::Unknown => (0, None),
    };
    Bounds { low: low.into(), high: high.map_or(UNBOUNDED, i128::from) }
}

impl System {
    /// The system of a world: all its sums, each once.
    ///
    /// # Errors
    /// A sum of published counts does not hold, or publications contradict each other.
    pub(super) fn new(cells: &Cells<'_>, world: &[usize]) -> Result<Self, Contradiction> {
        let said = said(cells, world)?;
        let mut system = Self::default();
        let mut seen: HashSet<Vec<(u32, i32)>> = HashSet::new();
        for &publication in world {
            for equation in cells::equations(cells.table(publication)) {
                let of = &cells.of[publication];
                let parts = equation.parts.iter().map(|part| (of[*part], -1));
                let terms = merged(parts.chain([(of[equation.total], 1)]).collect());
                if terms.is_empty() || !seen.insert(terms.clone()) {
                    continue;
                }
                let origin = Origin::Sum {
                    publication: index(publication),
                    dimension: index(equation.dimension),
                    total: index(equation.total),
                };
                system.add(cells, &said, &terms, origin)?;
            }
        }
        Ok(system)
    }

    /// Adds `Σ coefficient · cell = 0`, with what is known of the cells put in.
    pub(super) fn add(
        &mut self,
        cells: &Cells<'_>,
        said: &[Option<Said>],
        terms: &[(u32, i32)],
        origin: Origin,
    ) -> Result<(), Contradiction> {
        let mut row = Row { terms: Vec::new(), sum: 0, origin, fresh: false };
        for &(cell, coefficient) in terms {
            let free = Said { bounds: Bounds { low: 0, high: UNBOUNDED }, fresh: false };
            let Said { bounds, fresh } = said.get(cell as usize).copied().flatten().unwrap_or(free);
            row.fresh |= fresh;
            if bounds.low == bounds.high {
                row.sum -= i128::from(coefficient) * bounds.low;
            } else {
                let unknown = self.unknown(cell, bounds, fresh);
                row.terms.push((unknown, coefficient));
            }
        }
        if row.terms.is_empty() {
            // What earlier publications got wrong among themselves is no fault of the new ones.
            return if row.sum == 0 || !row.fresh { Ok(()) } else { Err(broken(cells, origin)) };
        }
        self.rows.push(row);
        Ok(())
    }

    fn unknown(&mut self, cell: u32, bounds: Bounds, fresh: bool) -> u32 {
        let (known, all, marks) = (&mut self.unknown, &mut self.bounds, &mut self.fresh);
        *known.entry(cell).or_insert_with(|| {
            all.push(bounds);
            marks.push(fresh);
            index(all.len() - 1)
        })
    }

    /// Keeps only the rows that are linked, directly or over others, with a new publication.
    pub(super) fn keep_linked(&mut self) {
        let rows_of = self.rows_of();
        let mut reached = vec![false; self.rows.len()];
        let mut waiting: Vec<u32> = (0..).zip(&self.rows).filter(|(_, row)| row.fresh).map(|(row, _)| row).collect();
        while let Some(row) = waiting.pop() {
            if !std::mem::replace(&mut reached[row as usize], true) {
                let unknowns = self.rows[row as usize].terms.iter().map(|(unknown, _)| *unknown as usize);
                waiting.extend(unknowns.flat_map(|unknown| &rows_of[unknown]).filter(|row| !reached[**row as usize]));
            }
        }
        let mut reached = reached.into_iter();
        self.rows.retain(|_| reached.next().unwrap_or(false));
    }

    /// For each unknown, the rows that it stands in.
    pub(super) fn rows_of(&self) -> Vec<Vec<u32>> {
        let mut rows_of = vec![Vec::new(); self.bounds.len()];
        for (row, equation) in self.rows.iter().enumerate() {
            equation.terms.iter().for_each(|(unknown, _)| rows_of[*unknown as usize].push(index(row)));
        }
        rows_of
    }
}

/// A sum that does not hold.
pub(super) fn broken(cells: &Cells<'_>, origin: Origin) -> Contradiction {
    Contradiction(format!("{}: no counts fit this sum together with the others", describe(cells, origin)))
}

/// A sum in words: never a value.
pub(super) fn describe(cells: &Cells<'_>, origin: Origin) -> String {
    let others = |publication: usize, position: usize, but: Option<usize>| {
        let table = cells.table(publication);
        let codes = table.coordinates(position);
        let pairs = table.dimensions.iter().zip(codes).enumerate().filter(|(axis, _)| Some(*axis) != but);
        pairs.map(|(_, (dimension, code))| format!("{}={code}", dimension.id)).collect::<Vec<_>>().join(", ")
    };
    match origin {
        Origin::Sum { publication, dimension, total } => {
            let (publication, dimension, total) = (publication as usize, dimension as usize, total as usize);
            let table = cells.table(publication);
            let code = table.coordinates(total)[dimension];
            let rest = others(publication, total, Some(dimension));
            let at = if rest.is_empty() { String::new() } else { format!(", at {rest}") };
            let source = &cells.publications[publication].source;
            format!("{source}: {} to {code}{at}", table.dimensions[dimension].id)
        }
        Origin::Joint { publication, position } => {
            let source = &cells.publications[publication as usize].source;
            format!(
                "{source}: the cell {}, crossed with other tables",
                others(publication as usize, position as usize, None)
            )
        }
        Origin::Link => "the other version of the same table".to_owned(),
    }
}

/// Terms in the order of the cells, each cell once.
pub(super) fn merged(mut terms: Vec<(u32, i32)>) -> Vec<(u32, i32)> {
    terms.sort_unstable();
    let mut merged: Vec<(u32, i32)> = Vec::with_capacity(terms.len());
    for (cell, coefficient) in terms {
        match merged.last_mut() {
            Some((last, sum)) if *last == cell => *sum = sum.saturating_add(coefficient),
            _ => merged.push((cell, coefficient)),
        }
    }
    merged.retain(|(_, coefficient)| *coefficient != 0);
    merged
}

/// An index as it is stored.
pub(super) fn index(index: usize) -> u32 {
    u32::try_from(index).expect("the limits on tables keep every index below four thousand million")
}
