//! Tables too large or too intertwined to be solved to the end: a start that keeps all sums close, then single
//! roundings turned over until every sum is at a neighbouring multiple, then exchanges that bring the values closer.
//!
//! The start decides detailed cells in turn for the side that keeps the squared deviations of all their sums least
//! (a deterministic vector balancing). Threshold accepting (Dueck and Scheuer, *Journal of Computational Physics* 90,
//! 1990) brings values closer and cells back to neighbouring multiples at once. What still strays is repaired by a
//! tabu search with weights on sums that stay wrong (breakout method: Morris, AAAI 1993). All of it reckons with whole
//! numbers, and the random choices come from a generator with a fixed seed: every machine finds the same.

use super::RoundError;
use super::space::Space;
use super::system::{Part, System};

/// Turns of the search for each detailed cell, and in all: some seconds.
const TURNS_EACH: i64 = 2_000;
const TURNS: i64 = 4_000_000;

/// What one step beyond the neighbouring multiples costs, in bases.
const WRONG: i64 = 3;

/// Candidates that are looked at for one step of repair.
const CANDIDATES: usize = 40;

/// Steps of repair: this many, and one for each detailed cell.
const STEPS: u64 = 100_000;

/// What a sum that must come to 0 counts for, compared with a cell that is not at a neighbouring multiple.
const MUST: i64 = 1_000;

/// Decides all cells of `parts`, and with them the totals above. Afterwards all sums hold; cells may have strayed.
pub(super) fn solve(system: &System<'_>, parts: &[Part], units: &mut [i64]) -> Result<(), RoundError> {
    let space = Space::new(system, parts, units)?;
    let mut search = Search::new(system, &space);
    search.start();
    search.cool();
    search.repair();
    search.polish();
    if (0..space.cells.len()).any(|sum| space.cells[sum].is_none() && search.value[sum] != 0) {
        return Err(RoundError::NotFound);
    }
    for (sum, cell) in space.cells.iter().enumerate() {
        if let Some(cell) = cell {
            units[*cell as usize] = search.value[sum];
        }
    }
    Ok(())
}

/// A small generator (SplitMix64; Steele, Lea, Flood, OOPSLA 2014). No secret depends on it.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % bound.max(1) as u64) as usize
    }
}

struct Search<'a> {
    system: &'a System<'a>,
    space: &'a Space,
    /// Of each sum, in units of the base.
    value: Vec<i64>,
    low: Vec<i64>,
    high: Vec<i64>,
    weight: Vec<i64>,
    /// Of each leaf.
    up: Vec<bool>,
    /// The step at which a leaf may be turned over again.
    free_at: Vec<u64>,
    /// Sums out of bounds, and where each stands in that list.
    wrong: Vec<u32>,
    place: Vec<u32>,
    dice: Dice,
}

const NOWHERE: u32 = u32::MAX;

impl<'a> Search<'a> {
    fn new(system: &'a System<'a>, space: &'a Space) -> Self {
        let bounds = |cell: &Option<u32>| match cell {
            Some(cell) => {
                let floor = system.floors[*cell as usize];
                (floor, floor + i64::from(system.rests[*cell as usize] > 0))
            }
            None => (0, 0),
        };
        let (low, high) = space.cells.iter().map(bounds).unzip();
        Self {
            system,
            space,
            value: space.totals.clone(),
            low,
            high,
            weight: vec![1; space.cells.len()],
            up: vec![false; space.leaves.len()],
            free_at: vec![0; space.leaves.len()],
            wrong: Vec::new(),
            place: vec![NOWHERE; space.cells.len()],
            dice: Dice(0x454D_4E00),
        }
    }

    /// How much a value of a sum is out of bounds. Many cells that stray by one step are better than one that strays
    /// by two.
    fn outside(&self, sum: usize, value: i64) -> i64 {
        let outside = (self.low[sum] - value).max(value - self.high[sum]).max(0);
        if outside > 1 { 8 * outside } else { outside }
    }

    /// What a value of a sum costs: how far its cell is from the count.
    fn distance(&self, sum: usize, value: i64) -> i64 {
        self.space.cells[sum].map_or(0, |cell| (value * self.system.base - self.system.counts[cell as usize]).abs())
    }

    /// Each leaf in turn to the side that keeps its sums closest to the counts.
    fn start(&mut self) {
        let base = self.system.base;
        let mut deviation: Vec<i64> = vec![0; self.value.len()];
        for leaf in 0..self.up.len() {
            let rest = self.system.rests[self.space.leaves[leaf] as usize];
            let leaning: i64 =
                self.space.above.of(leaf).map(|(sum, sign)| 2 * (sign * deviation[sum] - rest) + base).sum();
            let up = leaning < 0;
            let moved = if up { base - rest } else { -rest };
            self.space.above.of(leaf).for_each(|(sum, sign)| deviation[sum] += sign * moved);
            if up {
                self.up[leaf] = true;
                self.space.above.of(leaf).for_each(|(sum, sign)| self.value[sum] += sign);
            }
        }
        (0..self.value.len()).for_each(|sum| self.note(sum));
    }

    /// Keeps the list of sums out of bounds.
    fn note(&mut self, sum: usize) {
        let wrong = self.outside(sum, self.value[sum]) > 0;
        let place = self.place[sum];
        if wrong && place == NOWHERE {
            self.place[sum] = self.wrong.len() as u32;
            self.wrong.push(sum as u32);
        } else if !wrong && place != NOWHERE {
            self.wrong.swap_remove(place as usize);
            if let Some(moved) = self.wrong.get(place as usize) {
                self.place[*moved as usize] = place;
            }
            self.place[sum] = NOWHERE;
        }
    }

    fn turn(&mut self, leaf: usize) {
        let step = if self.up[leaf] { -1 } else { 1 };
        self.up[leaf] = !self.up[leaf];
        for (sum, sign) in self.space.above.of(leaf) {
            self.value[sum] += sign * step;
            self.note(sum);
        }
    }

    /// What turning a leaf over changes: in weighted wrongs, and in distance.
    fn effect(&self, leaf: usize) -> (i64, i64) {
        let step = if self.up[leaf] { -1 } else { 1 };
        let (mut wrongs, mut distance) = (0, 0);
        for (sum, sign) in self.space.above.of(leaf) {
            let (old, new) = (self.value[sum], self.value[sum] + sign * step);
            wrongs += self.weight[sum] * (self.outside(sum, new) - self.outside(sum, old));
            distance += self.distance(sum, new) - self.distance(sum, old);
        }
        (wrongs, distance)
    }

    /// Turns over leaves and pairs of them at random, and keeps what is better, or worse by less than a bound that
    /// sinks to nothing.
    fn cool(&mut self) {
        let leaves = self.up.len() as i64;
        let turns = (leaves * TURNS_EACH).min(TURNS);
        // The hotter it starts, the more turns it needs until it pays.
        let hot = self.system.base * (turns / leaves.max(1) / 100 + 1).min(6);
        for turn in 0..turns {
            let bound = hot * (turns - turn) / turns;
            let leaf = self.dice.below(self.up.len());
            let change = self.price(leaf);
            if change < bound {
                self.turn(leaf);
            } else if let Some(partner) = self.partner(leaf) {
                self.turn(leaf);
                let both = change + self.price(partner);
                self.turn(if both < bound { partner } else { leaf });
            }
        }
    }

    /// What turning a leaf over costs, as one number.
    fn price(&self, leaf: usize) -> i64 {
        let (wrongs, distance) = self.effect(leaf);
        WRONG * self.system.base * wrongs + distance
    }

    /// A leaf at random that makes up for another one in one of its sums.
    fn partner(&mut self, leaf: usize) -> Option<usize> {
        let (sum, sign) = self.space.above.at(leaf, self.dice.below(self.space.above.len(leaf)));
        let (partner, other) = self.space.below.at(sum, self.dice.below(self.space.below.len(sum)));
        (partner != leaf && (self.up[leaf] != self.up[partner]) == (sign == other)).then_some(partner)
    }

    /// How wrong it all is: sums that must come to 0 first, then the number of strayed cells.
    fn wrongs(&self) -> i64 {
        let one = |sum: &u32| {
            let sum = *sum as usize;
            let bearable = self.space.cells[sum].is_some() && self.outside(sum, self.value[sum]) == 1;
            if bearable { 1 } else { MUST }
        };
        self.wrong.iter().map(one).sum()
    }

    fn repair(&mut self) {
        let steps = STEPS + self.up.len() as u64;
        let mut best = (self.wrongs(), self.up.clone());
        for step in 0..steps {
            if self.wrong.is_empty() {
                return;
            }
            let sum = self.wrong[self.dice.below(self.wrong.len())] as usize;
            let Some(((wrongs, _), leaf)) = self.candidate(sum, step) else {
                self.weight[sum] += 1;
                continue;
            };
            if wrongs >= 0 {
                self.weight[sum] += 1;
            }
            self.free_at[leaf] = step + 4 + self.dice.below(8) as u64;
            self.turn(leaf);
            let now = self.wrongs_if_few(best.0);
            if now < best.0 {
                best = (now, self.up.clone());
            }
        }
        for leaf in 0..self.up.len() {
            if self.up[leaf] != best.1[leaf] {
                self.turn(leaf);
            }
        }
    }

    /// [`Self::wrongs`], but not counted out where there are more wrong sums than in the best state.
    fn wrongs_if_few(&self, best: i64) -> i64 {
        if self.wrong.len() as i64 >= best { best } else { self.wrongs() }
    }

    /// The best leaf to turn over for a sum out of bounds.
    fn candidate(&mut self, sum: usize, step: u64) -> Option<((i64, i64), usize)> {
        let too_high = self.value[sum] > self.high[sum];
        let count = self.space.below.len(sum);
        let offset = self.dice.below(count);
        let mut best: Option<((i64, i64), usize)> = None;
        let mut looked = 0;
        for index in 0..count {
            let (leaf, sign) = self.space.below.at(sum, (offset + index) % count);
            if ((sign > 0) == self.up[leaf]) != too_high || self.free_at[leaf] > step {
                continue;
            }
            let effect = self.effect(leaf);
            if best.is_none_or(|(least, _)| effect < least) {
                best = Some((effect, leaf));
            }
            looked += 1;
            if looked == CANDIDATES {
                break;
            }
        }
        best
    }

    /// Turns over what brings values closer and leaves no more sums wrong: single leaves, and pairs.
    fn polish(&mut self) {
        self.weight.iter_mut().for_each(|weight| *weight = 1);
        for _ in 0..2 {
            let mut changed = false;
            for leaf in 0..self.up.len() {
                let (wrongs, distance) = self.effect(leaf);
                if wrongs <= 0 && distance < 0 {
                    self.turn(leaf);
                    changed = true;
                } else if distance < 0 {
                    changed |= self.pair(leaf, wrongs, distance);
                }
            }
            if !changed {
                return;
            }
        }
    }

    /// Turns a leaf over together with another one that makes up for it; neither when there is none.
    fn pair(&mut self, leaf: usize, wrongs: i64, distance: i64) -> bool {
        let before = self.wrong.len();
        self.turn(leaf);
        // The narrowest of the sums that are wrong now has the fewest leaves that could help.
        let narrowest = self.wrong[before.min(self.wrong.len())..]
            .iter()
            .min_by_key(|sum| (self.space.below.len(**sum as usize), **sum))
            .map(|sum| *sum as usize);
        let found = narrowest
            .and_then(|sum| self.candidate(sum, u64::MAX))
            .filter(|((other, closer), partner)| *partner != leaf && wrongs + other <= 0 && distance + closer < 0);
        self.turn(found.map_or(leaf, |(_, partner)| partner));
        found.is_some()
    }
}
