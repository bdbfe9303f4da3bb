//! Which stemmer a language has.
//!
//! Snowball's stemmers (<https://snowballstem.org>) where it has one, else light ones of our own in [`light`](super::light).

use frostem::{Algorithm, Stemmer};

use super::light;
use super::repair::{prepare, repair};
use super::words::{fold, lower};

/// The languages with a stemmer, in order.
pub const LANGUAGES: [&str; 29] = [
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "mk", "mt", "nb",
    "nl", "pl", "pt", "ro", "sk", "sl", "sq", "sr", "sv", "uk",
];

/// The place in [`LANGUAGES`] of the language of a BCP 47 tag; `None` for one without a stemmer. The primary subtag
/// decides. What Norwegians write under `no` and `nn`, and Bosnians under `bs`, is read as the nearest that there is.
pub(super) fn language(tag: &str) -> Option<usize> {
    let primary = tag.split('-').next().unwrap_or_default();
    let known = match primary {
        "no" | "nn" => "nb",
        "bs" | "sh" => "hr",
        other => other,
    };
    LANGUAGES.binary_search(&known).ok()
}

/// How a language makes stems.
enum Method {
    Snowball(Stemmer),
    Light(fn(&mut String)),
}

/// The stemmers of all languages, by their place in [`LANGUAGES`].
pub(super) struct Stemmers(Vec<Method>);

impl Stemmers {
    pub(super) fn new() -> Self {
        Self(LANGUAGES.iter().map(|lang| method(lang)).collect())
    }

    /// The stem of a word, folded; never empty unless the word is.
    pub(super) fn stem(&self, language: Option<usize>, word: &str) -> String {
        let Some(method) = language.and_then(|language| self.0.get(language)) else { return fold(word) };
        // A number or code has no inflection.
        if word.bytes().any(|byte| byte.is_ascii_digit()) {
            return fold(word);
        }
        let word = if language == language_of_irish() { without_prefix(word) } else { word };
        match method {
            Method::Snowball(stemmer) => {
                let lang = language.map_or("", |language| LANGUAGES[language]);
                let mut small = lower(word);
                prepare(lang, &mut small);
                let mut stem = fold(&stemmer.stem(&small));
                repair(lang, &mut stem);
                if stem.is_empty() { fold(word) } else { stem }
            }
            Method::Light(strip) => {
                let mut stem = fold(word);
                strip(&mut stem);
                stem
            }
        }
    }
}

fn language_of_irish() -> Option<usize> {
    language("ga")
}

/// Irish puts a small h, n or t before a capital vowel (`hÉireann`, `nAlbanach`, `tAontas`).
fn without_prefix(word: &str) -> &str {
    let vowel = |c: char| matches!(c, 'A' | 'E' | 'I' | 'O' | 'U' | 'Á' | 'É' | 'Í' | 'Ó' | 'Ú');
    word.strip_prefix(['h', 'n', 't']).filter(|rest| rest.starts_with(vowel)).unwrap_or(word)
}

fn method(lang: &str) -> Method {
    let algorithm = match lang {
        "bg" => return Method::Light(light::bulgarian),
        "lv" => return Method::Light(light::latvian),
        "mk" => return Method::Light(light::macedonian),
        "mt" => return Method::Light(light::maltese),
        "sk" => return Method::Light(light::slovak),
        "sl" => return Method::Light(light::slovene),
        "sq" => return Method::Light(light::albanian),
        "uk" => return Method::Light(light::ukrainian),
        "cs" => Algorithm::Czech,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "es" => Algorithm::Spanish,
        "et" => Algorithm::Estonian,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "ga" => Algorithm::Irish,
        "hr" | "sr" => Algorithm::Serbian,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "lt" => Algorithm::Lithuanian,
        "nb" => Algorithm::Norwegian,
        "nl" => Algorithm::Dutch,
        "pl" => Algorithm::Polish,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "sv" => Algorithm::Swedish,
        _ => Algorithm::English,
    };
    Method::Snowball(Stemmer::new(algorithm))
}
