//! Who signs in at a node.
