//! The pages `topics`.
