//! How serious a number is: by the strength of its check, the words beside it and the language of the text.

use super::super::Level;
use super::catalogue::{Match, schemes};
use super::keywords::{Beside, Meaning};
use super::scheme::{Scheme, Strength};

/// A word this near names the number.
pub(super) const REACH: usize = 5;
/// A word that says that the number is of something else has to stand this near before it.
const OTHER_REACH: usize = 3;
/// A general word for an identification number has to stand this near before a number whose check fails.
const GENERAL_REACH: usize = 3;

/// What the words beside a number say.
#[derive(Debug, Clone, Default)]
pub(super) struct Named {
    besides: Vec<Beside>,
}

impl Named {
    pub(super) fn new(besides: impl Iterator<Item = Beside>) -> Self {
        Self { besides: besides.collect() }
    }

    /// Whether a word names that scheme.
    pub(super) fn scheme(&self, scheme: &Scheme) -> bool {
        self.nearest(scheme).is_some()
    }

    /// How near the word before the number is that names that scheme.
    pub(super) fn nearest(&self, scheme: &Scheme) -> Option<usize> {
        let named = |meaning| matches!(meaning, Meaning::Scheme(index) if schemes().get(index) == Some(scheme));
        self.besides.iter().filter(|beside| named(beside.meaning)).map(|beside| beside.distance).min()
    }

    /// Whether a word says that it is an identification number.
    pub(super) fn id(&self) -> bool {
        self.has(Meaning::Id, REACH)
    }

    pub(super) fn card(&self) -> bool {
        self.has(Meaning::Card, REACH)
    }

    pub(super) fn iban(&self) -> bool {
        self.has(Meaning::Iban, REACH)
    }

    fn has(&self, meaning: Meaning, reach: usize) -> bool {
        self.besides.iter().any(|beside| beside.meaning == meaning && beside.distance <= reach)
    }

    /// Whether it is the number of a book, an article or a law.
    pub(super) fn is_book(&self) -> bool {
        self.says_other(|meaning| meaning == Meaning::Book)
    }

    /// Whether it is the number of something else that is no person.
    fn is_other(&self) -> bool {
        self.says_other(|meaning| matches!(meaning, Meaning::Other | Meaning::Book))
    }

    /// Whether such a word stands before the number, and none that names it stands nearer.
    fn says_other(&self, is: impl Fn(Meaning) -> bool) -> bool {
        let nearest = |wanted: &dyn Fn(Meaning) -> bool| {
            let before = self.besides.iter().filter(|beside| beside.before && wanted(beside.meaning));
            before.map(|beside| beside.distance).min()
        };
        let id = nearest(&|meaning| matches!(meaning, Meaning::Scheme(_) | Meaning::Id)).unwrap_or(usize::MAX);
        nearest(&is).is_some_and(|distance| distance <= OTHER_REACH && distance < id)
    }
}

/// What is known of a number beside its digits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting<'a> {
    pub(super) named: &'a Named,
    pub(super) lang: Option<&'a str>,
    /// Written as thousands are.
    pub(super) grouped_as_thousands: bool,
    /// On a word, in a link, in a telephone number, in a row of numbers: only a word beside it can make it a number.
    pub(super) doubtful: bool,
}

/// The level and the confidence in percent of a number that satisfies a scheme; nothing if it is most likely none.
pub(super) fn level(found: &Match, setting: Setting<'_>) -> Option<(Level, u8)> {
    let named = setting.named;
    if named.is_book() {
        return None;
    }
    if named.scheme(found.scheme) {
        return Some((Level::Block, if found.strength == Strength::None { 85 } else { 99 }));
    }
    let strength = found.strength;
    if named.id() && strength >= Strength::Weak && !named.is_other() {
        return Some((Level::Block, 95));
    }
    let here = setting.lang.is_some_and(|lang| found.scheme.languages.contains(&lang));
    let doubtful = setting.doubtful || (setting.grouped_as_thousands && !here) || named.is_other();
    match strength {
        Strength::Strong if setting.grouped_as_thousands && here => Some((Level::Warn, 60)),
        Strength::Strong if !doubtful => Some((Level::Block, 95)),
        Strength::Strong if named.is_other() && !setting.doubtful => Some((Level::Warn, 50)),
        Strength::Medium if !doubtful && (found.formatted || here) && !setting.grouped_as_thousands => {
            Some((Level::Block, 85))
        }
        Strength::Medium if !doubtful => Some((Level::Warn, 60)),
        Strength::Weak if !doubtful && !setting.grouped_as_thousands => {
            Some(if here { (Level::Warn, 40) } else { (Level::Info, 10) })
        }
        _ => None,
    }
}

/// The level of a number that has the shape of a scheme whose check fails: a typing error identifies all the same.
pub(super) fn level_of_failed(scheme: &Scheme, setting: Setting<'_>) -> Option<(Level, u8)> {
    let named = setting.named;
    if named.is_book() || named.is_other() {
        return None;
    }
    let general = named
        .besides
        .iter()
        .any(|beside| beside.before && beside.meaning == Meaning::Id && beside.distance <= GENERAL_REACH);
    let here = setting.lang.is_none_or(|lang| scheme.languages.contains(&lang) || lang == "en");
    let told = named.scheme(scheme) || (general && here && scheme.strength > Strength::None);
    told.then_some((Level::Warn, 50))
}
