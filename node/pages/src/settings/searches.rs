//! Saved searches, and their feeds.

use askama::Template;
use emn_protocol::time::Timestamp;

use super::{Place, Way};
use crate::Frame;
use crate::parts::Mistakes;

/// The page.
#[derive(Debug, Template)]
#[template(path = "searches.html")]
pub struct SearchesPage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// The account's searches, the newest first.
    pub searches: Vec<Search>,
    /// Name in the form for a new one.
    pub name: String,
    /// What stands after the `?` of the search to be saved; empty when there is none to save.
    pub query: String,
    /// That search, in words.
    pub described: String,
    /// What is wrong in the form.
    pub mistakes: Mistakes,
}

/// A saved search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// Names it in forms.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// What stands after the `?`.
    pub query: String,
    /// What is searched for, in words.
    pub described: String,
    /// Address of its feed, complete.
    pub feed: String,
    /// When it was saved.
    pub saved: Timestamp,
}

impl SearchesPage<'_> {
    fn ways(&self) -> Vec<Way> {
        super::ways(self.frame, Place::Searches)
    }

    fn feed_id(&self, number: &usize) -> String {
        format!("feed-{number}")
    }
}
