//! What holds for all pages: their texts, their look, and what is around them.

mod files;
mod layout;
mod look;
mod markup;
mod texts;
