//! Series: the observations of all members' tables as one cube.
//!
//! A table of a record is a cube of its own. Here they come together by measure: an [`source::Source`] is one table as it
//! was published, a [`cube::Cube`] holds the observations of one measure in columns, a [`question::Question`] filters and
//! groups them, and an [`answer::Answer`] says for every number where it comes from. What is suppressed is never added up
//! as if it were zero.
//!
//! Nothing here reads files or asks the network; sources are handed in.

pub mod answer;
pub mod cube;
mod error;
pub mod label;
pub mod population;
pub mod question;
pub mod sample;
pub mod source;

pub use error::SeriesError;
