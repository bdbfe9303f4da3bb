//! Protection against one's own record: a person who is the only one in a cell knows its count, although it is
//! suppressed, and must not work out a neighbour's with it (Handbook on Statistical Disclosure Control, singletons).

use super::ProtectError;
use super::pattern::{Pattern, Reach};
use super::search::Search;
use crate::policy::Singleton;

impl Search<'_> {
    /// Suppresses more where a single contributor could derive a sensitive cell; whether anything was.
    pub(super) fn protect_from_singletons(&mut self, rule: Singleton) -> Result<bool, ProtectError> {
        let mut changed = false;
        let rows = u32::try_from(self.state.system.matrix.rows()).unwrap_or(u32::MAX);
        for row in 0..rows {
            if self.expired() {
                return Err(ProtectError::Unfinished);
            }
            while let Some((single, other)) = self.betrayed(row) {
                self.separate(single, other)?;
                changed = true;
            }
        }
        if rule == Singleton::Full {
            let cells = u32::try_from(self.state.system.cells.len()).unwrap_or(u32::MAX);
            for cell in 0..cells {
                if self.expired() {
                    return Err(ProtectError::Unfinished);
                }
                for single in self.leaning_on(cell) {
                    if self.leaning_on(cell).contains(&single) {
                        self.separate(single, cell)?;
                        changed = true;
                    }
                }
            }
        }
        Ok(changed)
    }

    /// The single and the other sensitive cell, where they are the only suppressed parts of a published total. A total
    /// that equals its one part is no secret between the two: they are the same person.
    pub(super) fn betrayed(&self, row: u32) -> Option<(u32, u32)> {
        let mut suppressed = self.suppressed_terms(row);
        let (Some(first), Some(second), None) = (suppressed.next(), suppressed.next(), suppressed.next()) else {
            return None;
        };
        if first.1 != second.1 {
            return None;
        }
        let cell = |number: u32| &self.state.system.cells[number as usize];
        let pairs = [(first.0, second.0), (second.0, first.0)];
        pairs.into_iter().find(|(single, other)| cell(*single).count == 1 && cell(*other).sensitive)
    }

    /// Suppressed members of an equation, with their coefficients.
    pub(super) fn suppressed_terms(&self, row: u32) -> impl Iterator<Item = (u32, i8)> {
        self.state.system.matrix.row_terms(row).iter().copied().filter(|(cell, _)| self.suppressed(*cell))
    }

    /// Cells with a count of 1 in the equations of a sensitive cell that all of its witnesses move: with one of them
    /// known, nothing shows that it could be anything else.
    pub(super) fn leaning_on(&self, cell: u32) -> Vec<u32> {
        let own = &self.state.system.cells[cell as usize];
        if !own.sensitive || !self.suppressed(cell) {
            return Vec::new();
        }
        let mut singles: Vec<u32> = Vec::new();
        for (row, sign) in self.state.system.matrix.column_terms(cell) {
            for (other, other_sign) in self.suppressed_terms(*row) {
                let count = self.state.system.cells[other as usize].count;
                let same_person = own.count == 1 && sign != &other_sign;
                if other != cell && count == 1 && !same_person {
                    singles.push(other);
                }
            }
        }
        singles.sort_unstable();
        singles.dedup();
        for witness in self.pool.of(cell) {
            let moves = self.pool.moves(witness);
            singles.retain(|single| moves.binary_search_by_key(single, |(cell, _)| *cell).is_ok());
            if singles.is_empty() {
                break;
            }
        }
        singles
    }

    /// Finds a pattern that moves `other` while `single` stands still, and suppresses its cells.
    fn separate(&mut self, single: u32, other: u32) -> Result<(), ProtectError> {
        let mut blocking = None;
        for demand in [1, -1] {
            match self.pattern(other, demand, Reach::Open, &[single]) {
                Pattern::Found(moves) => {
                    let mut added = Vec::new();
                    self.take(moves, &mut added);
                    return Ok(());
                }
                Pattern::None(row) => blocking = blocking.or(Some(row)),
                Pattern::Unknown => return Err(ProtectError::Unfinished),
            }
        }
        Err(super::unprotectable(self.state.system, other, blocking.unwrap_or(u32::MAX)))
    }
}
