//! What every page has around it.

use emn_protocol::time::{Date, Timestamp};
use fluent_bundle::{FluentArgs, FluentValue};

use crate::locale::{LANGUAGES, Locale};

/// The node, as every page shows it.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// Name of the network.
    pub network: String,
    /// The member that the node belongs to.
    pub member: String,
    /// Version of the program.
    pub version: String,
    /// Whether a second person must approve what is published.
    pub four_eyes: bool,
}

/// Who reads, when somebody is signed in.
#[derive(Debug, Clone, Default)]
pub struct Visitor {
    /// The name, for people.
    pub name: String,
    /// May hand in drafts.
    pub publisher: bool,
    /// May approve others' drafts.
    pub approver: bool,
    /// May manage accounts and read the audit log.
    pub administrator: bool,
    /// Drafts of others that wait for this person.
    pub waiting: u64,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// As the reader's system says.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Look {
    /// Its name, as the cookie has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The look of this name.
    pub fn of(name: &str) -> Option<Self> {
        [Self::System, Self::Light, Self::Dark].into_iter().find(|look| look.name() == name)
    }
}

/// What every page has around it, and the reader's language.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// The language of the page.
    pub locale: Locale,
    /// Light or dark.
    pub look: Look,
    /// The node.
    pub site: Site,
    /// Who reads, when somebody is signed in.
    pub visitor: Option<Visitor>,
    /// Path and query of this page, to come back to.
    pub here: String,
    /// What forms of this reader carry; empty when nobody is signed in.
    pub csrf: String,
    /// Said once, above the page: a text of the locale files, such as `saved`.
    pub notice: Option<String>,
}

impl Frame {
    /// The tag of the page's language.
    pub fn lang(&self) -> &'static str {
        self.locale.tag()
    }

    /// A text.
    pub fn t(&self, id: &str) -> String {
        self.locale.text(id, None)
    }

    /// A text that counts; see [`Locale::counted`].
    pub fn tc(&self, id: &str, count: impl TryInto<u64>) -> String {
        self.locale.counted(id, count.try_into().unwrap_or(u64::MAX))
    }

    /// A text with words of the moment.
    pub fn tx(&self, id: &str, words: &[(&'static str, &str)]) -> String {
        let mut args = FluentArgs::with_capacity(words.len());
        for (name, word) in words {
            args.set(*name, FluentValue::from(*word));
        }
        self.locale.text(id, Some(&args))
    }

    /// A whole number.
    pub fn number(&self, value: impl TryInto<i64>) -> String {
        self.locale.number(value.try_into().unwrap_or(i64::MAX))
    }

    /// `value / 10^decimals`.
    pub fn decimal(&self, value: i64, decimals: u8) -> String {
        self.locale.decimal(value, decimals)
    }

    /// A day.
    pub fn date(&self, date: Date) -> String {
        self.locale.date(date)
    }

    /// A moment.
    pub fn time(&self, time: Timestamp) -> String {
        self.locale.time(time)
    }

    /// The languages that may be chosen: tag, own name, whether it is this one.
    pub fn languages(&self) -> impl Iterator<Item = (&'static str, &'static str, bool)> + '_ {
        LANGUAGES.iter().map(|(tag, name)| (*tag, *name, *tag == self.lang()))
    }

    /// Whether the reader may hand in drafts.
    pub fn may_publish(&self) -> bool {
        self.visitor.as_ref().is_some_and(|visitor| visitor.publisher)
    }

    /// Whether the reader may approve others' drafts.
    pub fn may_approve(&self) -> bool {
        self.visitor.as_ref().is_some_and(|visitor| visitor.approver)
    }

    /// Whether the reader may manage accounts.
    pub fn may_administer(&self) -> bool {
        self.visitor.as_ref().is_some_and(|visitor| visitor.administrator)
    }
}
