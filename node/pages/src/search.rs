//! The pages `search`.
