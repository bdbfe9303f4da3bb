//! Sums that make a network, solved to the end by the network simplex method (Ahuja, Magnanti, Orlin, *Network Flows*,
//! 1993, ch. 11): cells are arcs, sums are nodes, and what flows through an arc is 1 where its cell is rounded up.
//! Networks have whole-number optima, so that a controlled rounding exists (Cox and Ernst, *Controlled rounding*,
//! INFOR 20, 1982) and none changes less.

use super::system::{Part, System};

/// For each cell of the part whether it is rounded up, with the least change in all; `None` when its sums make no
/// network.
pub(super) fn solve(system: &System<'_>, part: &Part) -> Option<Vec<bool>> {
    let cost = |cell: &u32| system.cost_of_up(*cell as usize);
    if part.equations.is_empty() {
        return Some(part.cells.iter().map(|cell| cost(cell) < 0).collect());
    }
    let network = Network::new(system, part)?;
    let costs: Vec<i64> = part.cells.iter().map(cost).collect();
    Simplex::new(&network, &costs).solve()
}

/// Arcs between sums. The last node, the ground, takes what has no other end.
struct Network {
    /// From, to.
    arcs: Vec<(u32, u32)>,
    /// What each node has to send.
    supplies: Vec<i64>,
}

impl Network {
    fn new(system: &System<'_>, part: &Part) -> Option<Self> {
        let ground = part.equations.len() as u32;
        // The equations of each cell, with its sign there: two at most.
        let mut ends: Vec<Vec<(u32, i64)>> = vec![Vec::new(); part.cells.len()];
        let mut supplies = vec![0i64; part.equations.len() + 1];
        for (node, index) in (0u32..).zip(&part.equations) {
            for (cell, sign) in system.equations[*index as usize].terms() {
                supplies[node as usize] = supplies[node as usize].checked_sub(sign * system.floors[cell as usize])?;
                if let Ok(arc) = part.cells.binary_search(&cell) {
                    ends[arc].push((node, sign));
                }
            }
        }
        let signs = orient(&ends, part.equations.len())?;
        (0..part.equations.len()).for_each(|node| supplies[node] *= signs[node]);
        let arc = |ends: &Vec<(u32, i64)>| {
            let mut arc = (ground, ground);
            for (node, sign) in ends {
                if sign * signs[*node as usize] > 0 { arc.0 = *node } else { arc.1 = *node }
            }
            arc
        };
        Some(Self { arcs: ends.iter().map(arc).collect(), supplies })
    }
}

/// A sign for each equation such that each cell leaves one and enters another; `None` when there is none.
fn orient(ends: &[Vec<(u32, i64)>], equations: usize) -> Option<Vec<i64>> {
    let mut neighbours: Vec<Vec<(u32, i64)>> = vec![Vec::new(); equations];
    for ends in ends {
        match ends[..] {
            [] | [_] => {}
            [(one, sign), (other, other_sign)] => {
                neighbours[one as usize].push((other, -sign * other_sign));
                neighbours[other as usize].push((one, -sign * other_sign));
            }
            _ => return None,
        }
    }
    let mut signs = vec![0i64; equations];
    for start in 0..equations {
        if signs[start] != 0 {
            continue;
        }
        signs[start] = 1;
        let mut waiting = vec![start];
        while let Some(node) = waiting.pop() {
            for &(other, relation) in &neighbours[node] {
                let sign = signs[node] * relation;
                match signs[other as usize] {
                    0 => {
                        signs[other as usize] = sign;
                        waiting.push(other as usize);
                    }
                    known if known != sign => return None,
                    _ => {}
                }
            }
        }
    }
    Some(signs)
}

const NONE: u32 = u32::MAX;

/// Where an arc stands: in the tree, or empty, or full.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Tree,
    Empty,
    Full,
}

/// A spanning tree of the network, strongly feasible at each step, so that it ends.
struct Simplex {
    from: Vec<u32>,
    to: Vec<u32>,
    cost: Vec<i64>,
    capacity: Vec<i64>,
    flow: Vec<i64>,
    state: Vec<State>,
    /// Arcs that stand for cells; the others are artificial.
    real: usize,
    parent: Vec<u32>,
    /// The arc to the parent.
    above: Vec<u32>,
    depth: Vec<u32>,
    price: Vec<i64>,
    /// Children as linked lists.
    child: Vec<u32>,
    next: Vec<u32>,
    previous: Vec<u32>,
    root: u32,
    /// Where the search for an arc goes on.
    cursor: usize,
}

impl Simplex {
    /// All cells at the nearer multiple, and artificial arcs to the ground for what does not add up.
    fn new(network: &Network, costs: &[i64]) -> Self {
        let nodes = network.supplies.len();
        let real = network.arcs.len();
        let (from, to) = network.arcs.iter().copied().unzip();
        let full: Vec<bool> = costs.iter().map(|cost| *cost < 0).collect();
        let mut simplex = Self {
            from,
            to,
            cost: costs.to_vec(),
            capacity: vec![1; real],
            flow: full.iter().map(|full| i64::from(*full)).collect(),
            state: full.iter().map(|full| if *full { State::Full } else { State::Empty }).collect(),
            real,
            parent: vec![NONE; nodes],
            above: vec![NONE; nodes],
            depth: vec![0; nodes],
            price: vec![0; nodes],
            child: vec![NONE; nodes],
            next: vec![NONE; nodes],
            previous: vec![NONE; nodes],
            root: (nodes - 1) as u32,
            cursor: 0,
        };
        let mut excess = network.supplies.clone();
        for arc in 0..real {
            excess[simplex.from[arc] as usize] -= simplex.flow[arc];
            excess[simplex.to[arc] as usize] += simplex.flow[arc];
        }
        // Dearer than any way round through cells.
        let dear = (nodes as i64 + 1) * costs.iter().map(|cost| cost.abs()).max().unwrap_or(0).max(1);
        for node in 0..simplex.root {
            simplex.artificial(node, excess[node as usize], dear);
        }
        simplex
    }

    fn artificial(&mut self, node: u32, excess: i64, dear: i64) {
        let arc = self.from.len() as u32;
        let outward = excess >= 0;
        self.from.push(if outward { node } else { self.root });
        self.to.push(if outward { self.root } else { node });
        self.cost.push(dear);
        self.capacity.push(i64::MAX);
        self.flow.push(excess.abs());
        self.state.push(State::Tree);
        self.above[node as usize] = arc;
        self.depth[node as usize] = 1;
        self.price[node as usize] = if outward { -dear } else { dear };
        self.attach(node, self.root);
    }

    fn attach(&mut self, node: u32, parent: u32) {
        let first = self.child[parent as usize];
        self.parent[node as usize] = parent;
        self.previous[node as usize] = NONE;
        self.next[node as usize] = first;
        if first != NONE {
            self.previous[first as usize] = node;
        }
        self.child[parent as usize] = node;
    }

    fn detach(&mut self, node: u32) {
        let (parent, previous, next) =
            (self.parent[node as usize], self.previous[node as usize], self.next[node as usize]);
        if previous == NONE {
            self.child[parent as usize] = next;
        } else {
            self.next[previous as usize] = next;
        }
        if next != NONE {
            self.previous[next as usize] = previous;
        }
    }

    /// What one unit more through an arc saves; positive where it is worth changing.
    fn gain(&self, arc: usize) -> i64 {
        let reduced = self.cost[arc] + self.price[self.from[arc] as usize] - self.price[self.to[arc] as usize];
        match self.state[arc] {
            State::Empty => -reduced,
            State::Full => reduced,
            State::Tree => 0,
        }
    }

    /// The best arc of the next block that has one.
    fn entering(&mut self) -> Option<usize> {
        let block = ((self.real as f64).sqrt() as usize).max(20);
        let (mut best, mut at) = ((0, 0), self.cursor);
        for looked in 1..=self.real {
            let gain = self.gain(at);
            if gain > best.0 {
                best = (gain, at);
            }
            at = if at + 1 == self.real { 0 } else { at + 1 };
            if looked % block == 0 && best.0 > 0 {
                break;
            }
        }
        self.cursor = at;
        (best.0 > 0).then_some(best.1)
    }

    fn solve(mut self) -> Option<Vec<bool>> {
        while let Some(arc) = self.entering() {
            self.pivot(arc);
        }
        let balanced = self.flow[self.real..].iter().all(|flow| *flow == 0);
        balanced.then(|| self.flow[..self.real].iter().map(|flow| *flow == 1).collect())
    }

    fn join(&self, mut one: u32, mut other: u32) -> u32 {
        while one != other {
            if self.depth[one as usize] >= self.depth[other as usize] {
                one = self.parent[one as usize];
            } else {
                other = self.parent[other as usize];
            }
        }
        one
    }

    /// Whether the arc above a node leads up.
    fn upward(&self, node: u32) -> bool {
        self.from[self.above[node as usize] as usize] == node
    }

    /// How much more can flow through the arc above a node, upward or downward.
    fn room(&self, node: u32, upward: bool) -> i64 {
        let arc = self.above[node as usize] as usize;
        if self.upward(node) == upward { self.capacity[arc] - self.flow[arc] } else { self.flow[arc] }
    }

    fn pivot(&mut self, arc: usize) {
        let (source, target) = (self.from[arc], self.to[arc]);
        let join = self.join(source, target);
        let (first, second) = if self.state[arc] == State::Empty { (source, target) } else { (target, source) };
        let mut least = self.capacity[arc];
        let mut leaving = None;
        let mut node = first;
        while node != join {
            let room = self.room(node, false);
            if room < least {
                (least, leaving) = (room, Some((node, first, second)));
            }
            node = self.parent[node as usize];
        }
        node = second;
        while node != join {
            let room = self.room(node, true);
            // The last one that blocks keeps the tree strongly feasible.
            if room <= least {
                (least, leaving) = (room, Some((node, second, first)));
            }
            node = self.parent[node as usize];
        }
        self.push(arc, least, join);
        match leaving {
            None => self.state[arc] = if self.state[arc] == State::Empty { State::Full } else { State::Empty },
            Some((out, inner, outer)) => self.exchange(arc, out, inner, outer),
        }
    }

    fn push(&mut self, arc: usize, amount: i64, join: u32) {
        if amount == 0 {
            return;
        }
        let amount = if self.state[arc] == State::Empty { amount } else { -amount };
        self.flow[arc] += amount;
        for (start, sign) in [(self.from[arc], -1), (self.to[arc], 1)] {
            let mut node = start;
            while node != join {
                let above = self.above[node as usize] as usize;
                self.flow[above] += if self.upward(node) { sign * amount } else { -sign * amount };
                node = self.parent[node as usize];
            }
        }
    }

    /// Takes the arc above `out` from the tree, and hangs what was below on `outer`, by its node `inner`.
    fn exchange(&mut self, arc: usize, out: u32, inner: u32, outer: u32) {
        let old = self.above[out as usize] as usize;
        self.state[old] = if self.flow[old] == 0 { State::Empty } else { State::Full };
        self.state[arc] = State::Tree;
        let (mut node, mut parent, mut above) = (inner, outer, arc as u32);
        loop {
            let (next, next_above) = (self.parent[node as usize], self.above[node as usize]);
            self.detach(node);
            self.attach(node, parent);
            self.above[node as usize] = above;
            if node == out {
                break;
            }
            (parent, above, node) = (node, next_above, next);
        }
        let reach = if self.from[arc] == inner {
            self.price[outer as usize] - self.cost[arc]
        } else {
            self.price[outer as usize] + self.cost[arc]
        };
        let shift = reach - self.price[inner as usize];
        let mut waiting = vec![inner];
        while let Some(node) = waiting.pop() {
            self.price[node as usize] += shift;
            self.depth[node as usize] = self.depth[self.parent[node as usize] as usize] + 1;
            let mut child = self.child[node as usize];
            while child != NONE {
                waiting.push(child);
                child = self.next[child as usize];
            }
        }
    }
}
