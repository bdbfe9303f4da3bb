//! What the kinds of street are called, from `data/screen/streets.toml`.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::screen::reading::{Languages, without_marks};

const STREETS: &str = include_str!("../../../data/screen/streets.toml");

/// Words for streets, in small letters without accents, with the languages that they are of.
#[derive(Debug)]
pub(super) struct Kinds {
    before: HashMap<Box<str>, Languages>,
    after: HashMap<Box<str>, Languages>,
    /// Kinds of a language that writes the house number first.
    numbered: HashMap<Box<str>, Languages>,
    endings: Vec<(Box<str>, Languages)>,
    number: Vec<Box<str>>,
    inside: Vec<Box<str>>,
}

#[derive(Deserialize)]
struct File {
    before: Vec<Group>,
    after: Vec<Group>,
    ending: Vec<Group>,
    number: Words,
    inside: Words,
}

#[derive(Deserialize)]
struct Group {
    langs: String,
    words: String,
    #[serde(default)]
    first: bool,
}

#[derive(Deserialize)]
struct Words {
    words: String,
}

static KINDS: LazyLock<Kinds> = LazyLock::new(Kinds::read);

impl Kinds {
    pub(super) fn get() -> &'static Self {
        &KINDS
    }

    fn read() -> Self {
        let file: File = toml::from_str(STREETS).expect("the file of streets in this crate is well formed");
        let list = |words: &str| words.split_whitespace().map(|word| without_marks(word).into()).collect();
        let (first, after): (Vec<_>, Vec<_>) = file.after.iter().partition(|group| group.first);
        let endings = file.ending.iter().flat_map(|group| {
            let languages = Languages::listed(&group.langs);
            group.words.split_whitespace().map(move |word| (without_marks(word).into(), languages))
        });
        Self {
            before: table(&file.before.iter().collect::<Vec<_>>()),
            after: table(&after),
            numbered: table(&first),
            endings: endings.collect(),
            number: list(&file.number.words),
            inside: list(&file.inside.words),
        }
    }

    /// Whether a word is a kind of street that stands before the name: rue, ul.
    pub(super) fn before(&self, plain: &str, languages: Languages) -> bool {
        self.before.get(plain).is_some_and(|of| of.meets(languages))
    }

    /// Whether a word is a kind of street that stands behind the name: iela, utca.
    pub(super) fn after(&self, plain: &str, languages: Languages) -> bool {
        self.after.get(plain).is_some_and(|of| of.meets(languages))
    }

    /// Whether a word is a kind of street behind a name that a number stands before: 5 Oak Street.
    pub(super) fn numbered(&self, plain: &str, languages: Languages) -> bool {
        self.numbered.get(plain).is_some_and(|of| of.meets(languages))
    }

    /// Whether a word ends as the names of streets do, with something before it.
    pub(super) fn ending(&self, plain: &str, languages: Languages) -> bool {
        self.endings.iter().any(|(ending, of)| {
            of.meets(languages) && plain.strip_suffix(&**ending).is_some_and(|name| name.chars().nth(1).is_some())
        })
    }

    /// Whether a word says that a house number follows.
    pub(super) fn number(&self, plain: &str) -> bool {
        self.number.iter().any(|word| **word == *plain)
    }

    /// Whether a word says that the number of a floor or flat follows.
    pub(super) fn inside(&self, plain: &str) -> bool {
        self.inside.iter().any(|word| **word == *plain)
    }
}

fn table(groups: &[&Group]) -> HashMap<Box<str>, Languages> {
    let mut table: HashMap<Box<str>, Languages> = HashMap::new();
    for group in groups {
        for word in group.words.split_whitespace() {
            let languages = table.entry(without_marks(word).into()).or_default();
            *languages = languages.and(Languages::listed(&group.langs));
        }
    }
    table
}
