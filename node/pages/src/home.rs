//! The pages `home`.
