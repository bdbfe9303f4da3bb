//! How numbers are written: runs of characters and what stands between them, all schemes in one tree.

use std::sync::LazyLock;

use super::catalogue::schemes;
use super::scheme::{Scheme, is_place};

/// A run of letters and digits: what stands before it (0 at the start), and how many bytes it has.
pub(super) type Run = (u8, usize);

/// A place in the tree.
#[derive(Debug, Default)]
pub(super) struct Node {
    next: Vec<(Run, usize)>,
    /// Shapes that end here, in the order of the schemes.
    pub(super) ends: Vec<End>,
}

/// A shape of a scheme.
#[derive(Debug)]
pub(super) struct End {
    pub(super) scheme: &'static Scheme,
    /// Without its separators.
    pub(super) places: Vec<u8>,
    /// Whether it has separators.
    pub(super) formatted: bool,
    /// Whether it may have digits alone.
    pub(super) digits: bool,
}

impl End {
    fn new(scheme: &'static Scheme, shape: &str) -> Self {
        let places: Vec<u8> = shape.bytes().filter(|byte| is_place(*byte)).collect();
        let digits = !places.contains(&b'A');
        Self { scheme, formatted: places.len() < shape.len(), places, digits }
    }
}

/// The tree of all shapes.
#[derive(Debug)]
pub(super) struct Tree(Vec<Node>);

static TREE: LazyLock<Tree> = LazyLock::new(Tree::new);

impl Tree {
    pub(super) fn get() -> &'static Self {
        &TREE
    }

    fn new() -> Self {
        let mut tree = Self(vec![Node::default()]);
        for scheme in schemes() {
            for shape in scheme.shapes {
                let end = runs(shape).into_iter().fold(0, |node, run| tree.grow(node, run));
                tree.0[end].ends.push(End::new(scheme, shape));
            }
        }
        tree
    }

    fn grow(&mut self, node: usize, run: Run) -> usize {
        if let Some((_, next)) = self.0[node].next.iter().find(|(key, _)| *key == run) {
            return *next;
        }
        let new = self.0.len();
        self.0[node].next.push((run, new));
        self.0.push(Node::default());
        new
    }

    /// Where shapes start.
    pub(super) fn root(&self) -> &Node {
        &self.0[0]
    }

    /// Where a run leads to.
    pub(super) fn step(&self, node: &Node, run: Run) -> Option<&Node> {
        node.next.iter().find(|(key, _)| *key == run).map(|(_, next)| &self.0[*next])
    }
}

fn runs(shape: &str) -> Vec<Run> {
    let mut runs = vec![(0, 0)];
    for byte in shape.bytes() {
        match runs.last_mut() {
            Some((_, length)) if is_place(byte) => *length += 1,
            _ => runs.push((byte, 0)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_a_shape_carry_their_separators() {
        assert_eq!(runs("99.99-9A"), [(0, 2), (b'.', 2), (b'-', 2)]);
    }

    #[test]
    fn tree_finds_the_scheme_of_a_layout() {
        let tree = Tree::get();
        let node = [(0, 6), (b'/', 4)].into_iter().try_fold(tree.root(), |node, run| tree.step(node, run));
        let ids: Vec<_> = node.unwrap().ends.iter().map(|end| end.scheme.id).collect();
        assert_eq!(ids, ["cz.rc", "sk.rc"]);
        assert!(tree.step(tree.root(), (0, 17)).is_none());
    }
}
