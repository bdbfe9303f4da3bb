//! A record in a list.

use emn_protocol::record::{Audience, Kind};
use emn_protocol::time::{Period, Timestamp};

use crate::name::Named;
use crate::phrase::{Marked, Phrase};

/// A record in a list, with what helps to decide whether to open it.
#[derive(Debug, Clone)]
pub struct Card {
    /// Id of its entry, whole.
    pub id: String,
    /// Its short id, for people.
    pub short: String,
    /// Report or practice; a withdrawal. Absent for a record of a newer version.
    pub kind: Option<Kind>,
    /// The title; absent for what has no content, or none any more.
    pub title: Option<Marked>,
    /// Where the words of a search stand, or the beginning of the summary.
    pub text: Option<Marked>,
    /// The member that speaks.
    pub member: Named,
    /// The organisation that made it.
    pub organisation: Option<String>,
    /// When it was signed.
    pub time: Timestamp,
    /// What time it speaks of.
    pub period: Option<Period>,
    /// Topics, the first few.
    pub topics: Vec<Named>,
    /// Languages in which it can be read, by their own names.
    pub languages: Vec<Named>,
    /// How many tables it has.
    pub tables: usize,
    /// Who may read it.
    pub audience: Option<Audience>,
    /// It arrived since the reader was here last.
    pub is_new: bool,
    /// Id of the newer version.
    pub superseded_by: Option<String>,
    /// It was withdrawn: why.
    pub withdrawn: Option<Phrase>,
}
