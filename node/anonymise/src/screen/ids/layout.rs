//! How numbers are written: runs of characters and what stands between them, all schemes in one tree.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::catalogue::schemes;
use super::scheme::is_place;

/// A run of letters and digits: what stands before it (0 at the start), and how many bytes it has.
pub(super) type Run = (u8, usize);

/// A place in the tree.
#[derive(Debug, Default)]
pub(super) struct Node {
    next: BTreeMap<Run, usize>,
    /// Schemes with a shape that ends here; indices in [`schemes`].
    pub(super) ends: Vec<usize>,
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
        for (index, scheme) in schemes().iter().enumerate() {
            for shape in scheme.shapes {
                let end = runs(shape).into_iter().fold(0, |node, run| tree.grow(node, run));
                if tree.0[end].ends.last() != Some(&index) {
                    tree.0[end].ends.push(index);
                }
            }
        }
        tree
    }

    fn grow(&mut self, node: usize, run: Run) -> usize {
        let new = self.0.len();
        let next = *self.0[node].next.entry(run).or_insert(new);
        if next == new {
            self.0.push(Node::default());
        }
        next
    }

    /// Where shapes start.
    pub(super) fn root(&self) -> &Node {
        &self.0[0]
    }

    /// Where a run leads to.
    pub(super) fn step(&self, node: &Node, run: Run) -> Option<&Node> {
        node.next.get(&run).map(|next| &self.0[*next])
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
        let node = [(0, 6), (b'/', 4)].into_iter().fold(Some(tree.root()), |node, run| tree.step(node?, run));
        let ids: Vec<_> = node.unwrap().ends.iter().map(|index| schemes()[*index].id).collect();
        assert_eq!(ids, ["cz.rc", "sk.rc"]);
        assert!(tree.step(tree.root(), (0, 17)).is_none());
    }
}
