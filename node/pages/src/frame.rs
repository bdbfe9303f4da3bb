//! What every page has around it.

use std::fmt::Display;

use emn_protocol::record::{Audience, Kind};
use emn_protocol::time::{Date, Period, Timestamp};
use fluent_bundle::{FluentArgs, FluentValue};

use crate::given::Given;
use crate::locale::{LANGUAGES, Locale};
use crate::phrase::turns;

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

    /// The text that names it.
    pub fn label(self) -> &'static str {
        match self {
            Self::System => "theme-system",
            Self::Light => "theme-light",
            Self::Dark => "theme-dark",
        }
    }

    /// What it means to a browser (`color-scheme`).
    pub fn schemes(self) -> &'static str {
        match self {
            Self::System => "light dark",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The look of this name.
    pub fn of(name: &str) -> Option<Self> {
        ALL_LOOKS.into_iter().find(|look| look.name() == name)
    }
}

const ALL_LOOKS: [Look; 3] = [Look::System, Look::Light, Look::Dark];

/// A place in the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Where it is.
    pub href: &'static str,
    /// What is read.
    pub label: String,
    /// `page` if this page is it, `true` if this page is within it, else empty.
    pub current: &'static str,
    /// What waits there for the reader.
    pub waiting: u64,
}

/// A word that stands in a sentence and cannot turn the rest of it round: a name may hold signs that set the direction
/// of what follows.
fn isolated(word: &str) -> String {
    // Hebrew to Arabic Extended-A, and the presentation forms of both.
    let right_to_left =
        |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
    let plain: String = word.chars().filter(|c| !turns(*c)).collect();
    if plain.contains(right_to_left) { format!("\u{2068}{plain}\u{2069}") } else { plain }
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
    /// Said once, above the page: the end of the id of a text, such as `saved` for `notice-saved`. One that does not
    /// exist is not shown, since it may come from an address.
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
    pub fn tc(&self, id: &str, count: impl Given<i64>) -> String {
        self.locale.counted(id, count.given().unsigned_abs())
    }

    /// A text with words of the moment: names and values, in an array or a slice.
    pub fn tx<T: Display>(&self, id: &str, words: &(impl AsRef<[(&'static str, T)]> + ?Sized)) -> String {
        let words = words.as_ref();
        let mut args = FluentArgs::with_capacity(words.len());
        for (name, word) in words {
            args.set(*name, FluentValue::from(isolated(&word.to_string())));
        }
        self.locale.text(id, Some(&args))
    }

    /// A whole number.
    pub fn number(&self, value: impl Given<i64>) -> String {
        self.locale.number(value.given())
    }

    /// `value / 10^decimals`.
    pub fn decimal(&self, value: impl Given<i64>, decimals: impl Given<u8>) -> String {
        self.locale.decimal(value.given(), decimals.given())
    }

    /// So many bytes, rounded to what a person wants to know.
    pub fn bytes(&self, count: impl Given<i64>) -> String {
        self.locale.bytes(count.given())
    }

    /// A day.
    pub fn date(&self, date: impl Given<Date>) -> String {
        self.locale.date(date.given())
    }

    /// A moment, to the minute.
    pub fn time(&self, time: impl Given<Timestamp>) -> String {
        self.locale.time(time.given())
    }

    /// The day of a moment.
    pub fn day(&self, time: impl Given<Timestamp>) -> String {
        self.locale.day(time.given())
    }

    /// What time something speaks of.
    pub fn period(&self, period: impl Given<Period>) -> String {
        self.locale.period(period.given())
    }

    /// The name of the country or the organisation with this code; the code itself if it has none.
    pub fn country(&self, code: impl AsRef<str>) -> String {
        self.named("country", code.as_ref())
    }

    /// The name of a language, given its tag; the tag itself if it has none.
    pub fn language(&self, tag: impl AsRef<str>) -> String {
        self.named("language", tag.as_ref())
    }

    /// What a letter of a flag means; the letter itself if it has no meaning.
    pub fn flag(&self, letter: char) -> String {
        self.named("flag", letter.encode_utf8(&mut [0; 4]))
    }

    /// What letters of flags mean, one after the other.
    pub fn flags(&self, letters: impl AsRef<str>) -> String {
        letters.as_ref().chars().map(|letter| self.flag(letter)).collect::<Vec<_>>().join(", ")
    }

    fn named(&self, family: &str, code: &str) -> String {
        self.locale.known(&format!("{family}-{code}")).unwrap_or_else(|| code.to_owned())
    }

    /// The word for a kind of record.
    pub fn kind(&self, kind: impl Given<Kind>) -> String {
        self.t(match kind.given() {
            Kind::Report => "kind-report",
            Kind::Practice => "kind-practice",
            Kind::Correction => "kind-correction",
            Kind::Withdrawal => "kind-withdrawal",
        })
    }

    /// The words for who may read a record.
    pub fn audience(&self, audience: impl Given<Audience>) -> String {
        self.t(match audience.given() {
            Audience::Network => "audience-network",
            Audience::Public => "audience-public",
        })
    }

    /// What is said above the page, if anything is.
    pub fn said(&self) -> Option<String> {
        self.locale.known(&format!("notice-{}", self.notice.as_deref()?))
    }

    /// The languages that may be chosen: tag, own name, whether it is this one.
    pub fn languages(&self) -> impl Iterator<Item = (&'static str, &'static str, bool)> + '_ {
        LANGUAGES.iter().map(|(tag, name)| (*tag, *name, *tag == self.lang()))
    }

    /// The looks that may be chosen.
    pub fn looks(&self) -> impl Iterator<Item = Look> {
        ALL_LOOKS.into_iter()
    }

    /// What forms of this reader carry.
    pub fn csrf(&self) -> &str {
        &self.csrf
    }

    /// Where the reader may go.
    pub fn navigation(&self) -> Vec<Place> {
        let place = |href, id| Place { href, label: self.t(id), current: self.current(href), waiting: 0 };
        let mut places = vec![
            place("/", "place-home"),
            place("/topics", "place-topics"),
            place("/search", "place-search"),
            place("/compare", "place-compare"),
        ];
        if self.may_publish() {
            places.push(place("/publish", "place-publish"));
        }
        if self.may_approve() {
            let waiting = self.visitor.as_ref().map_or(0, |visitor| visitor.waiting);
            places.push(Place { waiting, ..place("/approvals", "place-approvals") });
        }
        places.push(place("/network", "place-network"));
        if self.visitor.is_some() {
            places.push(place("/settings", "place-settings"));
        }
        places
    }

    /// `page` if this page is at `path`, `true` if it is below it, else nothing: the value of `aria-current`.
    pub fn current(&self, path: &str) -> &'static str {
        let here = self.here.split(['?', '#']).next().unwrap_or_default();
        match here.strip_prefix(path) {
            Some("") => "page",
            Some(below) if below.starts_with('/') => "true",
            _ => "",
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_in_a_sentence_cannot_turn_it_round() {
        assert_eq!(isolated("a\u{202e}b"), "ab");
        assert_eq!(isolated("שלום\u{2069}"), "\u{2068}שלום\u{2069}");
        assert_eq!(isolated("Łódź, ΑΒΓ"), "Łódź, ΑΒΓ");
    }
}
