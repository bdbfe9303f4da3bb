//! The pages `settings`.
