//! Publishes complementary cells again that are not needed after all, since later patterns protect what they did.

use super::pattern::{Pattern, Reach};
use super::search::Search;
use super::system::Kind;
use crate::policy::Singleton;

impl Search<'_> {
    /// Tries every complementary cell once, the dearest first. Ends early when time is up: what is left is protected.
    pub(super) fn prune(&mut self, rule: Singleton) {
        let cells = &self.state.system.cells;
        let mut complementary: Vec<u32> = (0u32..)
            .zip(cells)
            .filter(|(number, cell)| cell.kind == Kind::Open && self.suppressed(*number))
            .map(|(number, _)| number)
            .collect();
        let cost = |cell: u32| cells[cell as usize].cost;
        complementary.sort_by(|a, b| cost(*b).total_cmp(&cost(*a)).then(a.cmp(b)));
        for cell in complementary {
            if self.expired() {
                return;
            }
            self.try_to_publish(cell, rule);
        }
    }

    fn try_to_publish(&mut self, cell: u32, rule: Singleton) {
        self.state.set(cell as usize, false);
        let rows = self.state.system.matrix.column_terms(cell);
        // Quick: the last suppressed cell of a sum follows.
        let gives_away = rows
            .iter()
            .any(|(row, _)| self.suppressed_terms(*row).take(2).count() == 1 || self.betrayed(*row).is_some());
        if gives_away {
            self.state.set(cell as usize, true);
            return;
        }
        let dead: Vec<u32> = self.pool.of(cell).collect();
        self.pool.set_alive(&dead, false);
        let mut affected = self.pool.renew(&dead);
        if rule == Singleton::Full {
            // Their proof may have leaned on a witness that did not change their room.
            affected = dead.iter().flat_map(|witness| self.pool.moves(*witness)).map(|(cell, _)| *cell).collect();
            affected.sort_unstable();
            affected.dedup();
        }
        affected.retain(|other| self.suppressed(*other));
        // The hardest first, so that a vain attempt ends soon.
        affected.sort_by_key(|other| (self.pool.width(*other) - self.need(*other), *other));
        if !affected.into_iter().all(|other| self.stays_protected(other, rule)) {
            self.state.set(cell as usize, true);
            self.pool.set_alive(&dead, true);
            self.pool.renew(&dead);
        }
    }

    /// Finds new witnesses among the suppressed cells, if the old ones do not suffice.
    fn stays_protected(&mut self, cell: u32, rule: Singleton) -> bool {
        while !self.is_protected(cell) {
            let before = self.pool.width(cell);
            if !self.find_witness(cell) || self.pool.width(cell) <= before {
                return false;
            }
        }
        rule == Singleton::Basic
            || self
                .leaning_on(cell)
                .into_iter()
                .all(|single| [1, -1].into_iter().any(|demand| self.witness(cell, demand, &[single])))
    }

    fn find_witness(&mut self, cell: u32) -> bool {
        let need = self.need(cell);
        let (up, down) = self.pool.room(cell);
        let own = self.state.system.cells[cell as usize].down;
        self.witness(cell, need - down, &[]) || (own >= need - up && self.witness(cell, up - need, &[]))
    }

    fn witness(&mut self, cell: u32, demand: i64, still: &[u32]) -> bool {
        match self.pattern(cell, demand, Reach::Suppressed, still) {
            Pattern::Found(moves) => self.pool.add(self.state.system, moves),
            Pattern::None(_) | Pattern::Unknown => false,
        }
    }
}
