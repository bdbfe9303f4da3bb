//! All schemes, and which of them a token satisfies.

use std::sync::LazyLock;

use super::scheme::{self, Number, Scheme, Strength};
use super::{central, east, north, south, west};

/// The longest compact number of a scheme.
pub(super) const LONGEST: usize = 16;
/// What may stand between the characters of a number.
pub(super) const SEPARATORS: &[u8] = b" -./+:(";
/// With separators, a number is at most this long.
pub(super) const LONGEST_WRITTEN: usize = 40;

static SCHEMES: LazyLock<Vec<Scheme>> =
    LazyLock::new(|| [west::SCHEMES, central::SCHEMES, north::SCHEMES, south::SCHEMES, east::SCHEMES].concat());

/// By compact length, the schemes that have such a shape.
static BY_LENGTH: LazyLock<Vec<Vec<usize>>> = LazyLock::new(|| {
    let mut lists = vec![Vec::new(); LONGEST + 1];
    for (index, scheme) in schemes().iter().enumerate() {
        for shape in scheme.shapes {
            let length = shape.bytes().filter(|byte| scheme::is_place(*byte)).count();
            let list: &mut Vec<usize> = &mut lists[length];
            if list.last() != Some(&index) {
                list.push(index);
            }
        }
    }
    lists
});

/// All schemes, in a fixed order: by region, where two fit equally well the first one counts.
pub fn schemes() -> &'static [Scheme] {
    &SCHEMES
}

/// A scheme that a token satisfies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// The scheme.
    pub scheme: &'static Scheme,
    /// What it says that this number passes: often more than [`Scheme::strength`], when the number has a date.
    pub strength: Strength,
    /// Whether it is written with separators as usual in its country.
    pub formatted: bool,
}

/// All schemes that a token of letters, digits and the usual separators satisfies: shape, check digits, and dates that
/// exist. Separators may stand anywhere between its characters.
pub fn matches(token: &str) -> Vec<Match> {
    let Some((written, compact)) = read(token) else { return Vec::new() };
    let number = Number { compact: &compact, written: &written };
    let index = BY_LENGTH.get(compact.len()).map_or(&[][..], Vec::as_slice);
    index.iter().filter_map(|index| evaluate(&SCHEMES[*index], number)).collect()
}

fn evaluate(scheme: &'static Scheme, number: Number<'_>) -> Option<Match> {
    if !scheme.has_shape(number.compact) {
        return None;
    }
    let strength = (scheme.check)(number)?;
    Some(Match { scheme, strength, formatted: scheme.is_formatted(number.written) })
}

/// A token in capitals, with and without its separators; nothing if it cannot be a number.
fn read(token: &str) -> Option<(Vec<u8>, Vec<u8>)> {
    let token = token.trim();
    if token.len() > LONGEST_WRITTEN {
        return None;
    }
    let written = token.to_ascii_uppercase().into_bytes();
    let compact: Vec<u8> = written.iter().copied().filter(u8::is_ascii_alphanumeric).collect();
    let separated = written.iter().all(|byte| byte.is_ascii_alphanumeric() || SEPARATORS.contains(byte));
    separated.then_some((written, compact))
}

#[cfg(test)]
mod tests;
