//! The pages `compare`.
