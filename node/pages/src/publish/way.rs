//! What all pages of a draft have: which draft it is, and where on the way the reader is.

use emn_protocol::time::Timestamp;

use crate::{Frame, parts};

/// What a draft will be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DraftKind {
    /// Figures and text.
    #[default]
    Report,
    /// A way of working.
    Practice,
    /// A new version of a report.
    NewReport,
    /// A new version of a practice.
    NewPractice,
    /// The end of a record.
    Withdrawal,
}

impl DraftKind {
    /// The text that names it.
    pub fn text(self) -> &'static str {
        match self {
            Self::Report => "publish-kind-report",
            Self::Practice => "publish-kind-practice",
            Self::NewReport => "publish-kind-new-report",
            Self::NewPractice => "publish-kind-new-practice",
            Self::Withdrawal => "publish-kind-withdrawal",
        }
    }

    /// Whether it may have tables.
    pub fn has_tables(self) -> bool {
        matches!(self, Self::Report | Self::NewReport)
    }
}

/// How far a draft is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DraftState {
    /// Being written.
    #[default]
    Writing,
    /// Sent back with a comment.
    SentBack,
    /// Waits for a second person.
    Submitted,
    /// On its way to a signature.
    Publishing,
    /// Signed and sent.
    Published,
    /// Given up.
    Discarded,
}

impl DraftState {
    /// The text that names it.
    pub fn text(self) -> &'static str {
        match self {
            Self::Writing => "publish-state-writing",
            Self::SentBack => "publish-state-sent-back",
            Self::Submitted => "publish-state-submitted",
            Self::Publishing => "publish-state-publishing",
            Self::Published => "publish-state-published",
            Self::Discarded => "publish-state-discarded",
        }
    }

    /// Class of its tag.
    pub fn class(self) -> &'static str {
        match self {
            Self::Writing => "state-writing",
            Self::SentBack => "state-sent-back",
            Self::Submitted | Self::Publishing => "state-submitted",
            Self::Published => "state-published",
            Self::Discarded => "state-discarded",
        }
    }

    /// Whether its content may be changed.
    pub fn open(self) -> bool {
        matches!(self, Self::Writing | Self::SentBack)
    }
}

/// A draft, as lists and headings show it.
#[derive(Debug, Clone)]
pub struct Head {
    /// Its id, as in its address.
    pub id: String,
    /// Counts its changes; every form carries it.
    pub version: u64,
    /// Its title with the language, once it has one.
    pub title: Option<(String, String)>,
    /// What it will be.
    pub kind: DraftKind,
    /// How far it is.
    pub state: DraftState,
    /// Whose it is, by name.
    pub owner: String,
    /// Whether it is the reader's.
    pub mine: bool,
    /// When it was changed last.
    pub changed: Timestamp,
}

impl Head {
    /// Address of one of its pages; `""` for the page of its state.
    pub fn path(&self, page: &str) -> String {
        match page {
            "" => format!("/publish/{}", self.id),
            page => format!("/publish/{}/{page}", self.id),
        }
    }

    /// Address of its page for approvers.
    pub fn approval(&self) -> String {
        format!("/approvals/{}", self.id)
    }
}

/// The steps of the way, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Step {
    /// Hand in cases or a table.
    Upload,
    /// What the columns mean.
    Columns,
    /// The protected table.
    Table,
    /// Texts, topics, and what else describes the record.
    #[default]
    Describe,
    /// What was found.
    Check,
    /// As others will see it.
    Preview,
    /// Submitting, and what became of it.
    Submit,
}

/// All steps.
const STEPS: [Step; 7] =
    [Step::Upload, Step::Columns, Step::Table, Step::Describe, Step::Check, Step::Preview, Step::Submit];

impl Step {
    /// Last part of its address.
    pub fn page(self) -> &'static str {
        match self {
            Self::Upload => "upload",
            Self::Columns => "columns",
            Self::Table => "table",
            Self::Describe => "describe",
            Self::Check => "check",
            Self::Preview => "preview",
            Self::Submit => "",
        }
    }

    /// The text that names it.
    pub fn text(self) -> &'static str {
        match self {
            Self::Upload => "publish-step-upload",
            Self::Columns => "publish-step-columns",
            Self::Table => "publish-step-table",
            Self::Describe => "publish-step-describe",
            Self::Check => "publish-step-check",
            Self::Preview => "publish-step-preview",
            Self::Submit => "publish-step-submit",
        }
    }
}

/// Where the reader is.
#[derive(Debug, Clone)]
pub struct Way {
    /// The draft.
    pub head: Head,
    /// The step of this page.
    pub at: Step,
    /// The steps of this kind of draft, and whether each can be gone to and is done.
    pub steps: Vec<(Step, bool, bool)>,
}

impl Way {
    /// The way of a draft. `open` says which steps can be gone to, `done` which are behind.
    pub fn new(head: Head, at: Step, open: impl Fn(Step) -> bool, done: impl Fn(Step) -> bool) -> Self {
        let own = STEPS.into_iter().filter(|step| head.kind.has_tables() || *step >= Step::Describe);
        let steps = own.map(|step| (step, open(step), done(step))).collect();
        Self { head, at, steps }
    }

    /// The steps, for the list of them.
    pub fn links(&self, frame: &Frame) -> Vec<parts::Step> {
        let link = |(step, open, done): &(Step, bool, bool)| parts::Step {
            label: frame.t(step.text()),
            href: (*step != self.at && *open).then(|| self.head.path(step.page())),
            done: *done,
            current: *step == self.at,
        };
        self.steps.iter().map(link).collect()
    }

    /// «Step 2 of 7: …», for the title of the page.
    pub fn position(&self, frame: &Frame) -> String {
        let place = self.steps.iter().position(|(step, ..)| *step == self.at).map_or(1, |place| place + 1);
        let (number, of, step) = (place.to_string(), self.steps.len().to_string(), frame.t(self.at.text()));
        frame.tx("publish-step-position", &[("number", &number), ("of", &of), ("step", &step)])
    }
}

/// Something that the program says of a file or a record, in English.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problem {
    /// Where: a file with line and column, a field.
    pub place: String,
    /// What is wrong, and what to do.
    pub text: String,
}
