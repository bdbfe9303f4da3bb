//! The pages `publish`.
