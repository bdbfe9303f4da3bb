//! What a national number is: its shapes, its check, its names.

use serde::Serialize;

/// How much it says that a number passes a scheme's check: the chance that random characters of its shape do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// There is no check. Only a word beside the number tells.
    None,
    /// More than 3 %.
    Weak,
    /// About 1 to 3 %.
    Medium,
    /// At most 0.5 %, or a shape with letters that other numbers do not have.
    Strong,
}

/// What a check gets to see: a number in one of the scheme's shapes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number<'a> {
    /// Digits and capital letters alone.
    pub(super) compact: &'a [u8],
    /// The same with the separators that were written.
    pub(super) written: &'a [u8],
}

/// A kind of personal number of one country.
#[derive(Clone, Copy)]
pub struct Scheme {
    /// Country and short name, such as `nl.bsn`.
    pub id: &'static str,
    /// ISO 3166-1 alpha-2 code.
    pub country: &'static str,
    /// Languages (ISO 639-1) of texts from that country. English is nobody's here: it is everybody's working language.
    pub languages: &'static [&'static str],
    /// What passing the check says at least; see [`Match::strength`](super::Match::strength).
    pub strength: Strength,
    /// Lower-case words that name the number, in the country's languages and English.
    pub keywords: &'static [&'static str],
    /// How it is written: `9` a digit, `A` a letter, `X` either, anything else itself; a bracket
    /// that closes at the end is left off. The first one is the usual.
    pub shapes: &'static [&'static str],
    /// What a number in one of these shapes is worth; nothing if the check fails.
    pub(super) check: fn(Number<'_>) -> Option<Strength>,
}

impl std::fmt::Debug for Scheme {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Scheme").field(&self.id).finish()
    }
}

impl PartialEq for Scheme {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Scheme {}

impl Scheme {
    /// Whether the compact number has one of the shapes, separators left aside.
    pub(super) fn has_shape(&self, compact: &[u8]) -> bool {
        self.shapes.iter().any(|shape| fits(shape.bytes().filter(|byte| is_place(*byte)), compact))
    }

    /// Whether it is written in one of the shapes that have separators.
    pub(super) fn is_formatted(&self, written: &[u8]) -> bool {
        self.shapes.iter().any(|shape| has_separator(shape) && fits(shape.bytes(), written))
    }
}

/// Whether a byte of a shape stands for a digit or letter.
pub(super) fn is_place(byte: u8) -> bool {
    matches!(byte, b'9' | b'A' | b'X')
}

fn has_separator(shape: &str) -> bool {
    shape.bytes().any(|byte| !is_place(byte))
}

/// Whether the text has that shape.
pub(super) fn fits(shape: impl Iterator<Item = u8>, text: &[u8]) -> bool {
    let mut rest = text.iter();
    for place in shape {
        let fits = match (place, rest.next()) {
            (_, None) => false,
            (b'9', Some(byte)) => byte.is_ascii_digit(),
            (b'A', Some(byte)) => byte.is_ascii_uppercase(),
            (b'X', Some(byte)) => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
            (separator, Some(byte)) => separator == *byte,
        };
        if !fits {
            return false;
        }
    }
    rest.next().is_none()
}

/// Strong, if so.
pub(super) fn strong(passes: bool) -> Option<Strength> {
    passes.then_some(Strength::Strong)
}

/// Medium, if so.
pub(super) fn medium(passes: bool) -> Option<Strength> {
    passes.then_some(Strength::Medium)
}

/// Weak, if so.
pub(super) fn weak(passes: bool) -> Option<Strength> {
    passes.then_some(Strength::Weak)
}

/// Worth looking at beside a word that names it, if so.
pub(super) fn unchecked(passes: bool) -> Option<Strength> {
    passes.then_some(Strength::None)
}
