//! For tests of this and other crates.
