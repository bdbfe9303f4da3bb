//! The pages `record`.
