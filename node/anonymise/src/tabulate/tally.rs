//! What all threads counted, joined; and rows that have to be looked at one after the other.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use emn_protocol::draft::REPORTED;

use super::column::{Classes, Column, NotMapped};
use super::grid::{AXES, Full, Grid, Place};
use super::mapping::UNKNOWN;
use super::plan::Plan;
use super::worker::{Row, Worker};
use crate::read::Problem;

/// A sum that stands in a table of counts, to be compared with the computed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Given {
    pub(super) place: Place,
    pub(super) count: u64,
    pub(super) line: u64,
}

/// Joined counts.
pub(super) struct Tally<'p> {
    plan: &'p Plan<'p>,
    pub(super) classes: Vec<Classes>,
    pub(super) grid: Grid,
    pub(super) given: Vec<Given>,
    pub(super) problems: Vec<Problem>,
    pub(super) full: Option<Full>,
    pub(super) too_many: Option<usize>,
    /// Persons that were counted already, or rows of a table of counts; and the low bits of place or line.
    seen: HashMap<[u32; 4], u32>,
    /// Rows of persons who were counted already.
    pub(super) repeated: u64,
    /// Of those, rows with other codes than the first.
    pub(super) differing: u64,
    /// Rows of a table of counts.
    pub(super) cube_rows: u64,
}

impl<'p> Tally<'p> {
    pub(super) fn new(plan: &'p Plan<'p>) -> Self {
        Self {
            plan,
            classes: vec![Classes::default(); plan.coders.len()],
            grid: Grid::new(plan.coders.len(), plan.limits.combinations),
            given: Vec::new(),
            problems: Vec::new(),
            full: None,
            too_many: None,
            seen: HashMap::new(),
            repeated: 0,
            differing: 0,
            cube_rows: 0,
        }
    }

    /// From the classes of one thread to the joined ones.
    fn translation(&mut self, worker: &Worker<'_>) -> Vec<Vec<u16>> {
        let mut all = Vec::new();
        for (axis, column) in worker.columns.iter().enumerate() {
            let limit = Column::most_classes(&self.plan.coders[axis], self.plan.limits.codes);
            let mut numbers = Vec::new();
            for codes in &column.classes.list {
                match self.classes[axis].number(codes, limit) {
                    Some(number) => numbers.push(number),
                    None => {
                        self.too_many.get_or_insert(axis);
                        break;
                    }
                }
            }
            all.push(numbers);
        }
        all
    }

    /// Adds what a thread counted.
    pub(super) fn absorb(&mut self, worker: &Worker<'_>) {
        let translation = self.translation(worker);
        for (place, count) in worker.grid.counts() {
            let Some(place) = translated(&translation, &place) else { continue };
            if let Err(full) = self.grid.add(&place, count) {
                self.full.get_or_insert(full);
            }
        }
    }

    /// Gives all but the most frequent codes of a dimension one code, where the mapping says so. Codes that it lists stay.
    pub(super) fn keep_top(&mut self) {
        for (axis, coder) in self.plan.coders.iter().enumerate() {
            let (Some(top), Some(rest)) = (coder.dimension.top, &coder.dimension.rest) else { continue };
            let mut persons = vec![0u64; self.classes[axis].list.len()];
            for (place, count) in self.grid.counts() {
                if let Some(sum) = persons.get_mut(usize::from(place[axis])) {
                    *sum = sum.saturating_add(count);
                }
            }
            let listed = |code: &str| {
                let mut own = coder.dimension.codes.iter().chain(coder.dimension.values.keys());
                code == UNKNOWN || code == rest.as_str() || own.any(|own| own.as_str() == code)
            };
            let list = &mut self.classes[axis].list;
            let mut others: Vec<usize> =
                (0..list.len()).filter(|class| !list[*class].iter().any(|code| listed(code))).collect();
            others.sort_by(|a, b| persons[*b].cmp(&persons[*a]).then_with(|| list[*a].cmp(&list[*b])));
            for class in others.into_iter().skip(top) {
                list[class] = vec![rest.to_string()];
            }
        }
    }

    /// Looks at the rows of a thread's last piece, in order.
    pub(super) fn look_at(&mut self, worker: &Worker<'_>) {
        if worker.in_order.is_empty() {
            return;
        }
        let translation = self.translation(worker);
        for row in &worker.in_order {
            let Some(place) = translated(&translation, &row.place) else { continue };
            if self.plan.is_cube() { self.cell(row, place) } else { self.person(row, place) }
        }
    }

    fn add(&mut self, place: &Place, count: u64) {
        if let Err(full) = self.grid.add(place, count) {
            self.full.get_or_insert(full);
        }
    }

    fn person(&mut self, row: &Row, place: Place) {
        let codes = mark(&place);
        match self.seen.entry(row.key) {
            Entry::Vacant(entry) => {
                entry.insert(codes);
                self.add(&place, 1);
            }
            Entry::Occupied(entry) => {
                self.repeated += 1;
                self.differing += u64::from(*entry.get() != codes);
            }
        }
    }

    fn cell(&mut self, row: &Row, place: Place) {
        let first = *self.seen.entry(row.key).or_insert(u32::try_from(row.line).unwrap_or(u32::MAX));
        if u64::from(first) != row.line && self.problems.len() < REPORTED {
            let what = format!("the same combination of values as in line {first}");
            let advice = "remove one of the two rows, or map the column in which they differ";
            self.problems.push(self.plan.problem(Some((row.line, 1)), None, what, advice));
            return;
        }
        self.cube_rows += 1;
        let sum = self.plan.coders.iter().zip(&place).zip(&self.classes).any(|((coder, class), classes)| {
            let codes = classes.list.get(usize::from(*class));
            coder.dimension.adds_up() && codes.iter().flat_map(|codes| codes.iter()).any(|code| coder.is_sum(code))
        });
        if !sum {
            self.add(&place, row.count);
        } else if self.given.len() < self.plan.limits.cells {
            self.given.push(Given { place, count: row.count, line: row.line });
        } else {
            self.full.get_or_insert(Full::Combinations);
        }
    }
}

/// What the mapping does not know, of each column, over all threads.
pub(super) fn not_mapped(workers: &[Worker<'_>], limit: usize) -> Vec<NotMapped> {
    let columns = workers.first().map_or(0, |worker| worker.columns.len());
    let mut all = vec![NotMapped::default(); columns];
    for worker in workers {
        for (joined, column) in all.iter_mut().zip(&worker.columns) {
            joined.absorb(&column.not_mapped, limit);
        }
    }
    all
}

fn translated(translation: &[Vec<u16>], place: &Place) -> Option<Place> {
    let mut joined = [0; AXES];
    for ((to, numbers), class) in joined.iter_mut().zip(translation).zip(place) {
        *to = *numbers.get(usize::from(*class))?;
    }
    Some(joined)
}

/// A place in 32 bits, to notice that a person came back with other codes (FNV-1a).
fn mark(place: &Place) -> u32 {
    place.iter().fold(0x811c_9dc5, |mark, class| (mark ^ u32::from(*class)).wrapping_mul(0x0100_0193))
}
