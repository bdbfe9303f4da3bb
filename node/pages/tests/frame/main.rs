//! What holds for all pages: their texts, their look, and what is around them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends")]

mod files;
mod layout;
mod look;
mod markup;
mod texts;
