//! The pages `network`.
