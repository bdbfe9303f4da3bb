//! The way of a publisher, page by page: drafts, cases, what the columns mean, the protected table, the texts, what was
//! found, the record as others will see it, and what became of it.

mod columns;
mod conflict;
mod describe;
mod drafts;
mod findings;
mod grid;
mod preview;
mod state;
mod table;
#[cfg(test)]
mod tests;
mod upload;
mod way;

pub use columns::{ColumnForm, ColumnsForm, ColumnsPage, DimensionForm, OpenValue, Source};
pub use conflict::{ConflictPage, Differing};
pub use describe::{DescribeForm, DescribePage, LanguageTexts, TableEntry, TextField};
pub use drafts::DraftsPage;
pub use findings::{CheckPage, Found, FoundText, TableFound};
pub use grid::{Block, Cell, Grid, Label, Mark, Method, Row, cell_names};
pub use preview::{Fact, Preview, PreviewPage, Section};
pub use state::{Happening, StatePage};
pub use table::{Counted, LossLine, Protection, SuppressedLine, TablePage};
pub use upload::UploadPage;
pub use way::{DraftKind, DraftState, Head, Problem, Step, Way};
