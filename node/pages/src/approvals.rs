//! The second pair of eyes: drafts that wait, one of them in full, and what became of it.

use askama::Template;
use emn_protocol::time::Timestamp;

use crate::Frame;
use crate::parts::{Choice, Mistakes};
use crate::publish::{Found, FoundText, Happening, Head, Preview};

/// Reasons for which a warning may not apply: what the form sends, and the text that explains it.
pub const REASONS: [(&str, &str); 5] = [
    ("FALSE_POSITIVE", "approvals-reason-false-positive"),
    ("PUBLIC_FIGURE", "approvals-reason-public-figure"),
    ("LEGAL_BASIS", "approvals-reason-legal-basis"),
    ("CONSENT", "approvals-reason-consent"),
    ("ALREADY_PUBLIC", "approvals-reason-already-public"),
];

/// Why somebody may not approve a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Barred {
    /// It is the reader's own.
    Own,
    /// The reader wrote in it.
    Contributed,
}

impl Barred {
    /// The text that says so.
    pub fn text(self) -> &'static str {
        match self {
            Self::Own => "approvals-barred-own",
            Self::Contributed => "approvals-barred-contributed",
        }
    }
}

/// A draft that waits.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The draft.
    pub head: Head,
    /// Who submitted it.
    pub by: String,
    /// When.
    pub since: Timestamp,
    /// Why the reader may not approve it.
    pub barred: Option<Barred>,
}

/// The drafts that wait for a second person.
#[derive(Template)]
#[template(path = "approvals_queue.html")]
pub struct QueuePage<'a> {
    /// What is around it.
    pub frame: &'a Frame,
    /// The oldest first.
    pub waiting: &'a [Waiting],
}

/// What the reader wrote on one warning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Override {
    /// The warning.
    pub finding: String,
    /// The reason that was chosen.
    pub reason: String,
    /// The note.
    pub note: String,
}

/// One draft in full, to be approved or sent back.
#[derive(Template)]
#[template(path = "approvals_review.html")]
pub struct ReviewPage<'a> {
    /// What is around it.
    pub frame: &'a Frame,
    /// The draft.
    pub head: &'a Head,
    /// Who submitted it.
    pub by: &'a str,
    /// The record, as others will see it.
    pub record: &'a Preview,
    /// What was found.
    pub found: &'a Found,
    /// What the reader wrote on warnings.
    pub overrides: &'a [Override],
    /// What the reader wrote as comment.
    pub comment: &'a str,
    /// What is wrong in the form.
    pub mistakes: &'a Mistakes,
    /// Why the node did not sign.
    pub failure: Option<&'a str>,
    /// Why the reader may not approve it.
    pub barred: Option<Barred>,
    /// What happened, the newest first.
    pub history: &'a [Happening],
}

impl ReviewPage<'_> {
    fn written(&self, found: &FoundText) -> Option<&Override> {
        self.overrides.iter().find(|written| written.finding == found.id)
    }

    fn note(&self, found: &FoundText) -> &str {
        self.written(found).map_or("", |written| &written.note)
    }

    /// Name of an input about a warning.
    fn input(&self, what: &str, found: &FoundText) -> String {
        format!("{what}.{}", found.id)
    }

    fn mistake(&self, what: &str, found: &FoundText) -> String {
        self.mistakes.of(&self.input(what, found)).to_owned()
    }

    /// Whether nothing stands in the way but warnings that may be overridden.
    fn approvable(&self) -> bool {
        self.barred.is_none() && self.found.hindrances() == 0 && self.found.examined
    }

    /// The reasons, with the one that was chosen for a warning.
    fn reasons(&self, found: &FoundText) -> Vec<Choice> {
        let written = self.written(found).map_or("", |written| written.reason.as_str());
        REASONS.iter().map(|(value, text)| Choice::new(*value, self.frame.t(text), written == *value)).collect()
    }
}

/// The draft is signed and sent.
#[derive(Template)]
#[template(path = "approvals_sent.html")]
pub struct SentPage<'a> {
    /// What is around it.
    pub frame: &'a Frame,
    /// The draft.
    pub head: &'a Head,
    /// The entry.
    pub entry: &'a str,
    /// When it was signed.
    pub time: Timestamp,
}

/// What the reader asked for is not for this reader, or not any more.
#[derive(Template)]
#[template(path = "approvals_refused.html")]
pub struct RefusedPage<'a> {
    /// What is around it.
    pub frame: &'a Frame,
    /// The text that heads it.
    pub title: &'static str,
    /// The text that says why.
    pub text: &'static str,
    /// Where to go instead.
    pub href: &'a str,
    /// The text of that link.
    pub link: &'static str,
}
