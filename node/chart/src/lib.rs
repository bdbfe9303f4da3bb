//! Charts: from figures to a picture. SVG for pages and files, PNG for documents, text for the terminal.
//!
//! Nothing here knows of records or members. A figure that is suppressed or not known is drawn as such, and never as
//! zero. Texts may come from anybody: what is drawn holds no control characters, and in SVG everything is escaped.
//!
//! [`Chart::check`](chart::Chart::check) says what is wrong with a chart. The functions that draw take any chart: what
//! has no place is left out, and a figure that is not a number is drawn as not known.

pub mod chart;
pub mod limits;
pub mod look;
mod map;
mod number;
mod png;
mod scale;
mod svg;
mod terminal;
mod text;
mod words;

pub use png::{PngError, png};
pub use svg::svg;
pub use terminal::terminal;
