//! Proofs of protection: other counts that a reader cannot tell from the true ones.
//!
//! A witness is a vector `d` of whole numbers with `A d = 0`: the counts `x + m·d` fit everything that is published, for
//! every whole `m` from `-down` to `up`. Its cells therefore have at least that room, whatever method a reader uses.

use super::system::{LARGEST_CHANGE, System};

/// A vector of changes and how often it can be taken.
#[derive(Debug, Clone)]
struct Witness {
    moves: Vec<(u32, i64)>,
    up: i64,
    down: i64,
    alive: bool,
}

impl Witness {
    /// Room of a cell that changes by `change`: upwards, downwards.
    fn room(&self, change: i64) -> (i64, i64) {
        if change > 0 { (self.up * change, self.down * change) } else { (self.down * -change, self.up * -change) }
    }
}

/// All witnesses, and what they prove for each cell.
#[derive(Debug)]
pub(super) struct Pool {
    witnesses: Vec<Witness>,
    of_cell: Vec<Vec<u32>>,
    up: Vec<i64>,
    down: Vec<i64>,
}

fn greatest_common_divisor(mut a: i64, mut b: i64) -> i64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.abs()
}

impl Pool {
    /// No witness yet.
    pub(super) fn new(system: &System) -> Self {
        let cells = system.cells.len();
        Self { witnesses: Vec::new(), of_cell: vec![Vec::new(); cells], up: vec![0; cells], down: vec![0; cells] }
    }

    /// Width of the interval that is proved for a cell.
    pub(super) fn width(&self, cell: u32) -> i64 {
        self.up[cell as usize] + self.down[cell as usize]
    }

    /// Proved room upwards and downwards.
    pub(super) fn room(&self, cell: u32) -> (i64, i64) {
        (self.up[cell as usize], self.down[cell as usize])
    }

    /// Takes a balanced vector over suppressed cells. `false` when it cannot be taken even once.
    pub(super) fn add(&mut self, system: &System, mut moves: Vec<(u32, i64)>) -> bool {
        let divisor = moves.iter().fold(0, |divisor, (_, change)| greatest_common_divisor(divisor, *change));
        if divisor == 0 {
            return false;
        }
        let (mut up, mut down) = (LARGEST_CHANGE, LARGEST_CHANGE);
        for (cell, change) in &mut moves {
            *change /= divisor;
            let times = system.cells[*cell as usize].down / change.abs();
            let times_up = LARGEST_CHANGE / change.abs();
            if *change < 0 {
                (up, down) = (up.min(times), down.min(times_up));
            } else {
                (up, down) = (up.min(times_up), down.min(times));
            }
        }
        if up == 0 && down == 0 {
            return false;
        }
        let Ok(number) = u32::try_from(self.witnesses.len()) else { return false };
        let witness = Witness { moves, up, down, alive: true };
        for &(cell, change) in &witness.moves {
            self.of_cell[cell as usize].push(number);
            let (up, down) = witness.room(change);
            self.up[cell as usize] = self.up[cell as usize].max(up);
            self.down[cell as usize] = self.down[cell as usize].max(down);
        }
        self.witnesses.push(witness);
        true
    }

    /// The valid witnesses that move a cell.
    pub(super) fn of(&self, cell: u32) -> impl Iterator<Item = u32> {
        self.of_cell[cell as usize].iter().copied().filter(|number| self.witnesses[*number as usize].alive)
    }

    /// Cells of a witness, in order, with their changes.
    pub(super) fn moves(&self, number: u32) -> &[(u32, i64)] {
        &self.witnesses[number as usize].moves
    }

    /// Sets whether these witnesses are valid.
    pub(super) fn set_alive(&mut self, numbers: &[u32], alive: bool) {
        for number in numbers {
            self.witnesses[*number as usize].alive = alive;
        }
    }

    /// Cells of these witnesses whose proved room changed since their validity was set; proves them anew.
    pub(super) fn renew(&mut self, numbers: &[u32]) -> Vec<u32> {
        let mut cells: Vec<u32> =
            numbers.iter().flat_map(|number| self.moves(*number)).map(|(cell, _)| *cell).collect();
        cells.sort_unstable();
        cells.dedup();
        cells.retain(|cell| self.renew_cell(*cell));
        cells
    }

    fn renew_cell(&mut self, cell: u32) -> bool {
        let (mut up, mut down) = (0, 0);
        for number in &self.of_cell[cell as usize] {
            let witness = &self.witnesses[*number as usize];
            if !witness.alive {
                continue;
            }
            if let Ok(place) = witness.moves.binary_search_by_key(&cell, |(cell, _)| *cell) {
                let room = witness.room(witness.moves[place].1);
                (up, down) = (up.max(room.0), down.max(room.1));
            }
        }
        let changed = self.room(cell) != (up, down);
        (self.up[cell as usize], self.down[cell as usize]) = (up, down);
        changed
    }
}
