//! What became of a draft.

use askama::Template;
use emn_protocol::time::Timestamp;

use super::way::{DraftState, Way};
use crate::Frame;

/// Something that was done with a draft.
#[derive(Debug, Clone)]
pub struct Happening {
    /// When.
    pub time: Timestamp,
    /// Who, by name.
    pub who: String,
    /// The text that says what.
    pub text: &'static str,
    /// A comment.
    pub comment: String,
}

/// How far a draft is, its history, and what can be done with it.
#[derive(Template)]
#[template(path = "publish_state.html")]
pub struct StatePage<'a> {
    /// What is around it.
    pub frame: &'a Frame,
    /// Where this is.
    pub way: &'a Way,
    /// What keeps it from being submitted: how many things.
    pub problems: usize,
    /// Warnings that the second person will be asked about.
    pub warnings: usize,
    /// What happened, the newest first.
    pub history: &'a [Happening],
    /// The comment with which it was sent back.
    pub comment: Option<&'a Happening>,
    /// Why the node did not sign, the last time it was approved.
    pub failure: Option<&'a str>,
    /// The entry, once published.
    pub entry: Option<&'a str>,
    /// Whether the reader may write here.
    pub may_change: bool,
    /// Whether the reader may take it back.
    pub may_take_back: bool,
    /// Whether the reader may approve it.
    pub may_approve: bool,
}

impl StatePage<'_> {
    fn state(&self) -> DraftState {
        self.way.head.state
    }

    /// The text that says what the state means.
    fn meaning(&self) -> &'static str {
        match self.state() {
            DraftState::Writing => "publish-writing-means",
            DraftState::SentBack => "publish-sent-back-means",
            DraftState::Submitted if !self.frame.site.four_eyes => "publish-submitted-means-alone",
            DraftState::Submitted => "publish-submitted-means",
            DraftState::Publishing => "publish-publishing-means",
            DraftState::Published => "publish-published-means",
            DraftState::Discarded => "publish-discarded-means",
        }
    }

    fn open(&self) -> bool {
        self.may_change && self.state().open()
    }
}
