//! Text in several languages as one value.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use serde::{Deserialize, Serialize};

use crate::codec::text_codec;
use crate::ids::IdError;

/// A language tag (BCP 47): a language of 2 or 3 small letters, perhaps with a script or region: `nl`, `sr-Latn`.
///
/// Ordered as deterministic CBOR orders map keys: shorter first, then by bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Lang(String);

impl Lang {
    /// The tag as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Ord for Lang {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for Lang {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for Lang {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let mut parts = text.split('-');
        let language = parts.next().unwrap_or_default();
        let language_fits = (2..=3).contains(&language.len()) && language.bytes().all(|b| b.is_ascii_lowercase());
        let rest_fits =
            parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
        if language_fits && rest_fits && text.len() <= 20 {
            Ok(Self(text.to_owned()))
        } else {
            Err(IdError::Malformed {
                text: text.chars().take(40).collect(),
                expected: "a language tag such as en, nl or sr-Latn",
            })
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_codec!(Lang);

/// The same text in one or more languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MultiText(BTreeMap<Lang, String>);

impl MultiText {
    /// No language at all.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds or replaces one language.
    pub fn set(&mut self, lang: Lang, text: impl Into<String>) {
        self.0.insert(lang, text.into());
    }

    /// The text in one language.
    pub fn get(&self, lang: &str) -> Option<&str> {
        self.0.iter().find(|(l, _)| l.as_str() == lang).map(|(_, text)| text.as_str())
    }

    /// The text in the first of `wanted` that is there, else in English, else in any language; with its language.
    pub fn best<'a>(&'a self, wanted: &[&str]) -> Option<(&'a Lang, &'a str)> {
        let find = |lang: &str| self.0.iter().find(|(l, _)| l.as_str() == lang);
        wanted
            .iter()
            .chain(&["en"])
            .find_map(|lang| find(lang))
            .or_else(|| self.0.iter().next())
            .map(|(l, t)| (l, t.as_str()))
    }

    /// Languages and texts, in the order of [`Lang`].
    pub fn iter(&self) -> impl Iterator<Item = (&Lang, &str)> {
        self.0.iter().map(|(lang, text)| (lang, text.as_str()))
    }

    /// Number of languages.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no language.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Into<String>> FromIterator<(Lang, T)> for MultiText {
    fn from_iter<I: IntoIterator<Item = (Lang, T)>>(items: I) -> Self {
        Self(items.into_iter().map(|(lang, text)| (lang, text.into())).collect())
    }
}

impl<C> Encode<C> for MultiText {
    fn encode<W: encode::Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.map(self.0.len() as u64)?;
        for (lang, text) in &self.0 {
            e.str(lang.as_str())?.str(text)?;
        }
        e.ok()
    }

    fn is_nil(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'b, C> Decode<'b, C> for MultiText {
    fn decode(d: &mut Decoder<'b>, ctx: &mut C) -> Result<Self, decode::Error> {
        let count = d.map()?.ok_or_else(|| decode::Error::message("indefinite map"))?;
        let mut texts = BTreeMap::new();
        for _ in 0..count {
            texts.insert(Lang::decode(d, ctx)?, d.str()?.to_owned());
        }
        Ok(Self(texts))
    }

    /// An absent field is a text in no language.
    fn nil() -> Option<Self> {
        Some(Self::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec;

    fn lang(text: &str) -> Lang {
        text.parse().unwrap()
    }

    #[test]
    fn languages_encode_in_deterministic_order() {
        let text: MultiText =
            [(lang("sr-Latn"), "c"), (lang("sr"), "b"), (lang("mk"), "a"), (lang("cnr"), "d")].into_iter().collect();
        let bytes = codec::encode(&text);
        assert_eq!(codec::decode::<MultiText>(&bytes, 100), Ok(text));
    }

    #[test]
    fn best_language_falls_back_to_english_then_any() {
        let text: MultiText = [(lang("nl"), "mensenhandel"), (lang("en"), "trafficking")].into_iter().collect();
        assert_eq!(text.best(&["nl"]).map(|t| t.1), Some("mensenhandel"));
        assert_eq!(text.best(&["fr"]).map(|t| t.1), Some("trafficking"));
        let dutch: MultiText = [(lang("nl"), "mensenhandel")].into_iter().collect();
        assert_eq!(dutch.best(&["fr"]).map(|t| t.1), Some("mensenhandel"));
        assert_eq!(MultiText::new().best(&["fr"]), None);
    }

    #[test]
    fn language_tag_refuses_other_text() {
        for bad in ["", "n", "NL", "dutch", "nl-", "nl_NL", "é"] {
            assert!(bad.parse::<Lang>().is_err(), "{bad}");
        }
    }
}
