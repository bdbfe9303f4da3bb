//! Charts: from figures to a picture. SVG for pages and files, PNG for documents, text for the terminal.
//!
//! Nothing here knows of records or members. A figure that is suppressed or not known is drawn as such, and never as
//! zero.

pub mod chart;
