//! Drafts on their way to a signature: who wrote what, what was found, who approves.
//!
//! A [`Draft`] holds what people typed, complete or not ([`Content`]), its protected tables, and the way that it went
//! ([`State`]). The [`Desk`] keeps drafts in a folder, one file each, and lets nobody approve what they wrote and
//! nobody overwrite what they have not seen. Case records never lie on the desk: they wait in memory ([`Uploads`]).
//!
//! Nothing here knows accounts, roles, HTTP or a clock: who acts and when is handed in.

mod content;
mod desk;
mod draft;
mod record;
mod table;
mod uploads;

pub use content::{Content, DraftKind, Purpose, Texts};
pub use desk::{COMMENT_CHARS, DRAFT_BYTES, DRAFTS, Damaged, Desk, DeskError, Editable, Eyes, Summary, VERSIONS};
pub use draft::{Draft, DraftId, Event, HISTORY, Happened, NoDraftId, Person, State};
pub use record::{FieldProblem, Trouble};
pub use table::{CellReason, DraftTable, Finding, Hidden};
pub use uploads::{FILE_BYTES, IDLE_SECONDS, Receiving, TOTAL_BYTES, Upload, UploadError, Uploads};
