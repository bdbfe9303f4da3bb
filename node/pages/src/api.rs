//! The pages `api`.
