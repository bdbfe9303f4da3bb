//! All whole numbers that fit a small protected table, by trying them: an attacker without any method.

use emn_protocol::record::Table;

use super::super::*;

/// How far from the true count a value is tried. Finding a range proves it; a wider one would not be needed.
const WINDOW: i64 = 16;
/// Values tried at most; a table that needs more is not decided.
const TRIES: usize = 400_000;

/// Totals and parts, by position, from the declared sums.
pub(super) fn equations(table: &Table) -> Vec<(usize, Vec<usize>)> {
    let strides = table.strides();
    let mut found = Vec::new();
    for (axis, dimension) in table.dimensions.iter().enumerate() {
        for sum in &dimension.sums {
            for position in 0..table.values.len() {
                if (position / strides[axis]).is_multiple_of(dimension.codes.len()) {
                    let at = |code: u32| position + code as usize * strides[axis];
                    found.push((at(sum.total), sum.parts.iter().map(|part| at(*part)).collect()));
                }
            }
        }
    }
    found
}

struct Attack {
    unknown: Vec<usize>,
    counts: Vec<i64>,
    least: i64,
    /// For each place in `unknown`, the equations that are complete once it has a value: signed cells.
    due: Vec<Vec<Vec<(usize, i64)>>>,
    low: Vec<i64>,
    high: Vec<i64>,
    tries: usize,
    values: Vec<i64>,
    /// Places whose value the attacker knows.
    known: Vec<usize>,
}

impl Attack {
    fn new(protected: &Protected, policy: &Policy) -> Self {
        let table = &protected.publication.table;
        let unknown: Vec<usize> = (0..table.values.len()).filter(|cell| protected.status[*cell].suppressed()).collect();
        let counts: Vec<i64> = protected.counts.iter().map(|count| count.unwrap_or(0)).collect();
        let mut due = vec![Vec::new(); unknown.len()];
        for (total, parts) in equations(table) {
            let terms: Vec<(usize, i64)> =
                std::iter::once((total, -1)).chain(parts.into_iter().map(|part| (part, 1))).collect();
            let last = terms.iter().filter_map(|(cell, _)| unknown.binary_search(cell).ok()).max();
            if let Some(last) = last {
                due[last].push(terms);
            }
        }
        let (low, high) = (counts.clone(), counts.clone());
        let least = i64::try_from(policy.least_suppressed()).unwrap();
        Self { unknown, values: counts.clone(), counts, least, due, low, high, tries: 0, known: Vec::new() }
    }

    fn run(&mut self, place: usize) {
        if self.tries > TRIES {
            return;
        }
        let Some(&cell) = self.unknown.get(place) else {
            for cell in &self.unknown {
                self.low[*cell] = self.low[*cell].min(self.values[*cell]);
                self.high[*cell] = self.high[*cell].max(self.values[*cell]);
            }
            return;
        };
        let window = if self.known.contains(&cell) { 0 } else { WINDOW };
        let (mut from, mut to) = ((self.counts[cell] - window).max(self.least), self.counts[cell] + window);
        if let Some(terms) = self.due[place].first() {
            // The others of this sum have their values, so this one follows.
            let others = terms.iter().filter(|(other, _)| *other != cell);
            let rest: i64 = others.map(|(other, sign)| self.values[*other] * sign).sum();
            let own = terms.iter().find(|(other, _)| *other == cell).map_or(1, |(_, sign)| *sign);
            (from, to) = (from.max(-rest * own), to.min(-rest * own));
        }
        for value in from..=to {
            self.tries += 1;
            self.values[cell] = value;
            let sum =
                |terms: &Vec<(usize, i64)>| terms.iter().map(|(cell, sign)| self.values[*cell] * sign).sum::<i64>();
            if self.due[place].iter().all(|terms| sum(terms) == 0) {
                self.run(place + 1);
            }
        }
        self.values[cell] = self.counts[cell];
    }
}

/// Least and greatest value found for each suppressed cell; `None` when it takes too long.
pub(super) fn ranges(protected: &Protected, policy: &Policy) -> Option<Vec<(usize, i64, i64)>> {
    let mut attack = Attack::new(protected, policy);
    attack.run(0);
    let found = attack.unknown.iter().map(|cell| (*cell, attack.low[*cell], attack.high[*cell])).collect();
    (attack.tries <= TRIES).then_some(found)
}

/// Whoever knows that a suppressed cell is 1 finds two values at least for each other sensitive cell of its sums.
pub(super) fn assert_no_single_pins(protected: &Protected, policy: &Policy) {
    let suppressed = |cell: &usize| protected.status[*cell].suppressed();
    let count = |cell: usize| protected.counts[cell].unwrap_or(0).unsigned_abs();
    for (total, parts) in equations(&protected.publication.table) {
        let members: Vec<usize> = parts.iter().copied().chain([total]).filter(suppressed).collect();
        for single in members.iter().copied().filter(|cell| count(*cell) == 1) {
            let mut attack = Attack::new(protected, policy);
            attack.known.push(single);
            attack.run(0);
            for other in members.iter().copied().filter(|other| *other != single && policy.is_sensitive(count(*other)))
            {
                let same_person = count(other) == 1 && (other == total || single == total);
                let pinned = attack.low[other] == attack.high[other];
                assert!(attack.tries > TRIES || same_person || !pinned, "{single} pins down {other}");
            }
        }
    }
}
