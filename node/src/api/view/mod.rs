//! What the API answers, as JSON. The client reads the same types.

mod drafts;
mod index;
mod network;
mod problem;
mod publish;
mod record;
mod search;
mod series;
mod sign_in;
mod verify;

pub use drafts::{DraftEvent, DraftItem, DraftPerson, DraftView, Drafts};
pub use index::{IndexState, RebuildState};
pub use network::{
    BrokenRuleView, CatalogueState, Counters, FrozenLog, MemberLog, MemberNode, MemberView, Members, PeerCounts,
    PeerView, Peers, RosterState, RosterView, Status,
};
pub use problem::{Problem, Violation};
pub use publish::{Checked, Published, RosterTaken};
pub use record::{Links, ListedRecord, RecordPage, RecordView, Signature, WithdrawnView};
pub use search::{FacetValue, RecognisedView, SnippetPart, SnippetView};
pub(super) use series::measures;
pub use series::{MeasureDimension, MeasureItem, MeasureView, Measures};
pub use sign_in::SignInLink;
pub use verify::{DamagedEntry, Verified};
