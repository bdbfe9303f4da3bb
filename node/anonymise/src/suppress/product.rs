//! Patterns that are products: along each dimension a few codes move up or down so that its sums hold, and a cell moves
//! by the product of their signs. The corners of a hypercube (Repsilber 1994; Giessing and Repsilber 2002) are the
//! simplest ones; here a code takes along a path of its parts down to the lowest level, so that a product holds in a
//! table with any hierarchy and not in one piece of it only.
//!
//! Far quicker than a linear program, and where products cost nothing new, as good.

use emn_protocol::record::{Dimension, Table};

use super::program::Term;
use super::system::heights;

/// Cost of a cell that cannot move as asked.
const IMPOSSIBLE: f64 = 1e9;
/// Rounds over all dimensions at most; each improves one dimension after the other.
const ROUNDS: usize = 4;

/// One dimension as a forest of sums.
#[derive(Debug)]
struct Axis {
    stride: usize,
    /// Parts of each sum of each code.
    sums: Vec<Vec<Vec<u32>>>,
    /// The total that a code is a part of, and which of the total's sums.
    parent: Vec<Option<(u32, usize)>>,
    /// Codes, parts before totals.
    order: Vec<u32>,
}

/// The dimensions of a table in which every code is a part of one sum at most.
#[derive(Debug)]
pub(super) struct Axes {
    axes: Vec<Axis>,
}

/// A code, and whether it moves upwards.
type Step = (u32, bool);

/// A pattern: cells by position, whether they move upwards, and what that costs.
#[derive(Debug, Clone)]
pub(super) struct Product {
    /// Cells by position.
    pub(super) cells: Vec<(u32, bool)>,
    /// Sum of the costs of their moves.
    pub(super) cost: f64,
}

/// Costs of moving the codes of one dimension while the others stay as they are.
#[derive(Debug, Default)]
struct Costs {
    own: Vec<[f64; 2]>,
    /// With the cheapest path of parts.
    chain: Vec<[f64; 2]>,
}

impl Axis {
    fn new(dimension: &Dimension, stride: usize, heights: &[u32]) -> Option<Self> {
        let mut sums = vec![Vec::new(); dimension.codes.len()];
        let mut parent = vec![None; dimension.codes.len()];
        for sum in &dimension.sums {
            let total = sum.total as usize;
            for part in &sum.parts {
                let parent = &mut parent[*part as usize];
                if parent.is_some() {
                    return None;
                }
                *parent = Some((sum.total, sums[total].len()));
            }
            sums[total].push(sum.parts.clone());
        }
        let mut order: Vec<u32> = (0..u32::try_from(dimension.codes.len()).ok()?).collect();
        order.sort_by_key(|code| (heights[*code as usize], *code));
        Some(Self { stride, sums, parent, order })
    }

    fn cheapest_part(parts: &[u32], up: bool, costs: &Costs) -> Option<u32> {
        let cost = |part: &u32| costs.chain[*part as usize][usize::from(up)];
        parts.iter().copied().min_by(|a, b| cost(a).total_cmp(&cost(b)))
    }

    /// Adds the cheapest path of parts to the cost of each code.
    fn add_chains(&self, costs: &mut Costs) {
        costs.chain.clone_from(&costs.own);
        for code in &self.order {
            for parts in &self.sums[*code as usize] {
                for up in [false, true] {
                    if let Some(part) = Self::cheapest_part(parts, up, costs) {
                        costs.chain[*code as usize][usize::from(up)] += costs.chain[part as usize][usize::from(up)];
                    }
                }
            }
        }
    }

    /// A code with its path of parts, except below one of its sums.
    fn descend(&self, code: u32, up: bool, except: Option<usize>, costs: &Costs, steps: &mut Vec<Step>) {
        steps.push((code, up));
        for (number, parts) in self.sums[code as usize].iter().enumerate() {
            if except == Some(number) {
                continue;
            }
            if let Some(part) = Self::cheapest_part(parts, up, costs) {
                self.descend(part, up, None, costs, steps);
            }
        }
    }

    /// Ways to balance the move of a code: a sibling of it or of one of its totals moves the other way, or no total
    /// above stands still. Cost, height of the balance, and the sibling.
    fn ways(&self, code: u32, costs: &Costs) -> Vec<(f64, u32, Option<u32>)> {
        let mut ways = Vec::new();
        let (mut at, mut level) = (code, 0);
        let mut cost = costs.chain[code as usize][1];
        while let Some((total, sum)) = self.parent[at as usize] {
            for sibling in self.sums[total as usize][sum].iter().copied().filter(|sibling| *sibling != at) {
                ways.push((cost + costs.chain[sibling as usize][0], level, Some(sibling)));
            }
            cost += costs.own[total as usize][1];
            for (number, parts) in self.sums[total as usize].iter().enumerate() {
                if let (true, Some(part)) = (number != sum, Self::cheapest_part(parts, true, costs)) {
                    cost += costs.chain[part as usize][1];
                }
            }
            (at, level) = (total, level + 1);
        }
        ways.push((cost, level, None));
        ways
    }

    fn steps(&self, code: u32, (_, level, sibling): (f64, u32, Option<u32>), costs: &Costs) -> Vec<Step> {
        let mut steps = Vec::new();
        self.descend(code, true, None, costs, &mut steps);
        let mut at = code;
        for _ in 0..level {
            let Some((total, sum)) = self.parent[at as usize] else { break };
            self.descend(total, true, Some(sum), costs, &mut steps);
            at = total;
        }
        if let Some(sibling) = sibling {
            self.descend(sibling, false, None, costs, &mut steps);
        }
        steps
    }
}

impl Axes {
    /// The dimensions of a table; `None` where a code is a part of several sums.
    pub(super) fn new(table: &Table) -> Option<Self> {
        let heights = heights(table);
        let axes = table.dimensions.iter().zip(table.strides()).zip(&heights);
        let axes: Option<Vec<Axis>> =
            axes.map(|((dimension, stride), heights)| Axis::new(dimension, stride, heights)).collect();
        Some(Self { axes: axes? })
    }

    /// A cheap product that moves the cell at `position` up by `demand`, from several starts. Every cell that moves
    /// must be able to by that much.
    pub(super) fn cheapest(&self, position: u32, demand: f64, terms: &[Term], starts: usize) -> Option<Product> {
        let mut best: Option<Product> = None;
        for start in 0..starts {
            let found = self.improve(position, demand, terms, start);
            if found.cost < best.as_ref().map_or(IMPOSSIBLE, |best| best.cost - 1e-9) {
                best = Some(found);
            }
        }
        best
    }

    /// Starts with the `start`-th best way along one dimension, and improves one dimension after the other.
    fn improve(&self, position: u32, demand: f64, terms: &[Term], start: usize) -> Product {
        let codes: Vec<u32> = self.axes.iter().map(|axis| axis.code(position)).collect();
        let mut steps: Vec<Vec<Step>> = codes.iter().map(|code| vec![(*code, true)]).collect();
        let (mut costs, mut rest) = (Costs::default(), Vec::new());
        let (mut last, dimensions) = (f64::INFINITY, self.axes.len());
        for round in 0..ROUNDS {
            let mut cost = 0.0;
            for turn in 0..dimensions {
                let number = (turn + start) % dimensions;
                let axis = &self.axes[number];
                self.rest(number, &steps, &mut rest);
                axis.price(&rest, demand, terms, &mut costs);
                axis.add_chains(&mut costs);
                let mut ways = axis.ways(codes[number], &costs);
                let choice = if round == 0 && turn == 0 { (start / dimensions).min(ways.len() - 1) } else { 0 };
                ways.select_nth_unstable_by(choice, |a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
                cost = ways[choice].0;
                steps[number] = axis.steps(codes[number], ways[choice], &costs);
            }
            if cost >= last - 1e-9 {
                break;
            }
            last = cost;
        }
        let mut cells = Vec::new();
        self.rest(self.axes.len(), &steps, &mut rest);
        cells.extend(rest.iter().filter_map(|(position, up)| Some((u32::try_from(*position).ok()?, *up))));
        Product { cells, cost: last }
    }

    /// The product of all dimensions but one: distances from the first cell, and signs.
    fn rest(&self, without: usize, steps: &[Vec<Step>], rest: &mut Vec<(usize, bool)>) {
        rest.clear();
        rest.push((0, true));
        for (number, (axis, steps)) in self.axes.iter().zip(steps).enumerate() {
            if number == without {
                continue;
            }
            let before = rest.len();
            for step in &steps[1..] {
                for place in 0..before {
                    let (offset, up) = rest[place];
                    rest.push((offset + step.0 as usize * axis.stride, up == step.1));
                }
            }
            for (offset, up) in &mut rest[..before] {
                (*offset, *up) = (*offset + steps[0].0 as usize * axis.stride, *up == steps[0].1);
            }
        }
    }
}

impl Axis {
    fn code(&self, position: u32) -> u32 {
        u32::try_from(position as usize / self.stride % self.parent.len()).unwrap_or(0)
    }

    /// What it costs to move each code, given the product of the other dimensions.
    fn price(&self, rest: &[(usize, bool)], demand: f64, terms: &[Term], costs: &mut Costs) {
        costs.own.clear();
        for code in 0..self.parent.len() {
            let mut own = [0.0; 2];
            for (offset, up) in rest {
                let term = &terms[offset + code * self.stride];
                let upwards = if term.high >= demand { term.up * demand } else { IMPOSSIBLE };
                let downwards = if -term.low >= demand { term.down * demand } else { IMPOSSIBLE };
                own[usize::from(*up)] += upwards;
                own[usize::from(!*up)] += downwards;
            }
            costs.own.push(own);
        }
    }
}
