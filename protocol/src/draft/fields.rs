//! Reads keys of the front matter, collecting every problem with its place.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::Problems;
use super::source::Source;
use crate::record::{Lang, MultiText};
use crate::suggest::closest;

/// A value and the byte of the draft at which it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct At<T> {
    pub(super) value: T,
    pub(super) offset: usize,
}

/// A section of the front matter: the whole, `[title]`, one `[[table]]`, …
#[derive(Clone)]
pub(super) struct Section<'t, 'i> {
    table: &'t DeTable<'i>,
    /// Where it begins in the draft.
    pub(super) offset: usize,
    /// Its name for people, such as `table.dimension`; empty for the whole.
    name: String,
    /// Its path in the record, such as `tables[0].dimensions[1]`; empty for the whole.
    pub(super) path: String,
}

impl Section<'_, '_> {
    /// Whether the key is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }
}

fn join(section: &str, key: &str) -> String {
    if section.is_empty() { key.to_owned() } else { format!("{section}.{key}") }
}

/// Where things stand, and what is wrong with them.
pub(super) struct Reader<'s> {
    pub(super) source: &'s Source,
    /// Where the front matter begins in the draft; TOML counts from there.
    start: usize,
    /// Keys that stand above all sections; below one, they get lost in it.
    top_keys: &'static [&'static str],
    pub(super) problems: Problems,
    pub(super) warnings: Problems,
    /// Path in the record → byte in the draft.
    pub(super) places: BTreeMap<String, usize>,
}

impl<'s> Reader<'s> {
    pub(super) fn new(source: &'s Source, start: usize, top_keys: &'static [&'static str]) -> Self {
        Self {
            source,
            start,
            top_keys,
            problems: Problems::default(),
            warnings: Problems::default(),
            places: BTreeMap::new(),
        }
    }

    /// The whole front matter as a section.
    pub(super) fn root<'t, 'i>(&self, table: &'t DeTable<'i>) -> Section<'t, 'i> {
        Section { table, offset: self.start, name: String::new(), path: String::new() }
    }

    /// A byte of the draft from one of the front matter.
    pub(super) fn offset<T>(&self, spanned: &Spanned<T>) -> usize {
        self.start + spanned.span().start
    }

    /// Notes a problem at a byte of the draft.
    pub(super) fn add(&mut self, offset: usize, field: &str, problem: impl Display, advice: impl Display) {
        let field = (!field.is_empty()).then(|| field.to_owned());
        self.problems.add(|| self.source.problem(offset, field, problem.to_string(), advice.to_string()));
    }

    /// Notes a doubt at a byte of the draft.
    pub(super) fn warn(&mut self, offset: usize, field: &str, problem: impl Display, advice: impl Display) {
        let field = (!field.is_empty()).then(|| field.to_owned());
        self.warnings.add(|| self.source.problem(offset, field, problem.to_string(), advice.to_string()));
    }

    /// The known name nearest to `text`, as advice; else `otherwise`.
    pub(super) fn suggestion<'c>(
        &self,
        text: &str,
        known: impl IntoIterator<Item = &'c str>,
        otherwise: &str,
    ) -> String {
        // A full list shows no more problems, and then the comparisons are for nothing.
        let near = if self.problems.is_full() { None } else { closest(text, known) };
        near.map_or_else(|| otherwise.to_owned(), |near| format!("did you mean `{near}`?"))
    }

    /// Notes every key that is not among `known`.
    pub(super) fn unknown_keys(&mut self, section: &Section<'_, '_>, known: &[&str]) {
        for (key, _) in section.table {
            let name: &str = key.get_ref();
            if known.contains(&name) {
                continue;
            }
            let advice = if self.lost(section, name) {
                self.above_sections(name)
            } else {
                let list = known.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
                self.suggestion(name, known.iter().copied(), &format!("remove it; known here: {list}"))
            };
            let short: String = name.chars().take(60).collect();
            self.add(self.offset(key), &join(&section.name, &short), "there is no such key", advice);
        }
    }

    fn lost(&self, section: &Section<'_, '_>, key: &str) -> bool {
        !section.name.is_empty() && self.top_keys.contains(&key)
    }

    fn above_sections(&self, key: &str) -> String {
        format!("move `{key}` to the top: in TOML, a key belongs to the [section] above it")
    }

    /// The names of the keys of a section, with their places.
    pub(super) fn keys(&self, section: &Section<'_, '_>) -> Vec<At<String>> {
        section.table.iter().map(|(key, _)| At { value: key.get_ref().to_string(), offset: self.offset(key) }).collect()
    }

    fn get<'t, 'i>(&mut self, section: &Section<'t, 'i>, key: &str) -> Option<(&'t DeValue<'i>, usize)> {
        let value = section.table.get(key)?;
        let offset = self.offset(value);
        self.places.insert(join(&section.path, key), offset);
        Some((value.get_ref(), offset))
    }

    fn wrong_type(&mut self, section: &Section<'_, '_>, key: &str, at: (usize, &DeValue<'_>), wanted: &str) {
        let (offset, value) = at;
        let problem = format!("is {} in TOML", with_article(value.type_str()));
        self.add(offset, &join(&section.name, key), problem, format!("write {wanted}"));
    }

    /// Notes that a key is missing.
    pub(super) fn missing(&mut self, section: &Section<'_, '_>, key: &str, example: &str) {
        let problem = if section.name.is_empty() {
            format!("`{key}` is missing")
        } else {
            format!("`{key}` is missing in [{}]", section.name)
        };
        self.add(section.offset, "", problem, format!("add {example}"));
    }

    /// A text; `example` is how it might be written.
    pub(super) fn string(&mut self, section: &Section<'_, '_>, key: &str, example: &str) -> Option<At<String>> {
        let (value, offset) = self.get(section, key)?;
        let text = match value {
            DeValue::String(text) => text.trim().to_owned(),
            // Dates and years are easily written without quotes, and mean the same.
            DeValue::Datetime(date) if date.time.is_none() => date.to_string(),
            DeValue::Integer(year) if key == "period" => year.to_string(),
            other => {
                self.wrong_type(section, key, (offset, other), example);
                return None;
            }
        };
        Some(At { value: text, offset })
    }

    /// A text of a certain form.
    pub(super) fn parsed<T>(&mut self, section: &Section<'_, '_>, key: &str, example: &str) -> Option<At<T>>
    where
        T: FromStr,
        T::Err: Display,
    {
        let text = self.string(section, key, example)?;
        self.parse(&join(&section.name, key), &text, example)
    }

    fn parse<T>(&mut self, field: &str, text: &At<String>, example: &str) -> Option<At<T>>
    where
        T: FromStr,
        T::Err: Display,
    {
        match text.value.parse() {
            Ok(value) => Some(At { value, offset: text.offset }),
            Err(error) => {
                self.add(text.offset, field, error, format!("write for instance {example}"));
                None
            }
        }
    }

    /// As [`Self::parsed`], and missing is a problem.
    pub(super) fn required<T>(&mut self, section: &Section<'_, '_>, key: &str, example: &str) -> Option<At<T>>
    where
        T: FromStr,
        T::Err: Display,
    {
        if !section.has(key) {
            self.missing(section, key, example);
        }
        self.parsed(section, key, example)
    }

    /// A list of texts of a certain form.
    pub(super) fn list<T>(&mut self, section: &Section<'_, '_>, key: &str, example: &str) -> Option<Vec<At<T>>>
    where
        T: FromStr,
        T::Err: Display,
    {
        let (value, offset) = self.get(section, key)?;
        let DeValue::Array(items) = value else {
            self.wrong_type(section, key, (offset, value), example);
            return None;
        };
        let field = join(&section.name, key);
        let mut list = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let at = self.offset(item);
            self.places.insert(format!("{}[{index}]", join(&section.path, key)), at);
            match item.get_ref() {
                DeValue::String(text) => {
                    let text = At { value: text.trim().to_owned(), offset: at };
                    list.extend(self.parse(&field, &text, example));
                }
                other => self.wrong_type(section, key, (at, other), example),
            }
        }
        Some(list)
    }

    /// One of a few words.
    pub(super) fn choice<T: Copy>(
        &mut self,
        section: &Section<'_, '_>,
        key: &str,
        choices: &[(&str, T)],
    ) -> Option<At<T>> {
        let all = choices.iter().map(|(word, _)| format!("{key} = \"{word}\"")).collect::<Vec<_>>().join(" or ");
        if !section.has(key) {
            self.missing(section, key, &all);
        }
        let text = self.string(section, key, &all)?;
        let found = choices.iter().find(|(word, _)| *word == text.value);
        if found.is_none() {
            let known = choices.iter().map(|(word, _)| *word);
            let advice = self.suggestion(&text.value, known, &format!("write {all}"));
            let short: String = text.value.chars().take(40).collect();
            self.add(text.offset, &join(&section.name, key), format!("`{short}` is not one of its values"), advice);
        }
        found.map(|(_, value)| At { value: *value, offset: text.offset })
    }

    /// A whole number that is not negative.
    pub(super) fn integer(&mut self, section: &Section<'_, '_>, key: &str, example: &str) -> Option<At<u64>> {
        let (value, offset) = self.get(section, key)?;
        let DeValue::Integer(integer) = value else {
            self.wrong_type(section, key, (offset, value), example);
            return None;
        };
        let number = u64::from_str_radix(integer.as_str(), integer.radix());
        if number.is_err() {
            let problem = "is negative or too large";
            self.add(offset, &join(&section.name, key), problem, format!("write for instance {example}"));
        }
        number.ok().map(|value| At { value, offset })
    }

    /// A section below this one; its path in the record is `path`.
    pub(super) fn section<'t, 'i>(
        &mut self,
        section: &Section<'t, 'i>,
        key: &str,
        path: &str,
    ) -> Option<Section<'t, 'i>> {
        let (value, offset) = self.get(section, key)?;
        let DeValue::Table(table) = value else {
            let wanted = format!("a section [{}] below all plain keys", join(&section.name, key));
            self.wrong_type(section, key, (offset, value), &wanted);
            return None;
        };
        let path = join(&section.path, path);
        self.places.insert(path.clone(), offset);
        Some(Section { table, offset, name: join(&section.name, key), path })
    }

    /// The sections `[[key]]` below this one; the n-th has the path `path[n]` in the record.
    pub(super) fn sections<'t, 'i>(
        &mut self,
        section: &Section<'t, 'i>,
        key: &str,
        path: &str,
    ) -> Vec<Section<'t, 'i>> {
        let Some((value, offset)) = self.get(section, key) else { return Vec::new() };
        let name = join(&section.name, key);
        let wanted = format!("[[{name}]] in double brackets, once for each");
        let DeValue::Array(items) = value else {
            self.wrong_type(section, key, (offset, value), &wanted);
            return Vec::new();
        };
        let mut sections = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let offset = self.offset(item);
            let DeValue::Table(table) = item.get_ref() else {
                self.wrong_type(section, key, (offset, item.get_ref()), &wanted);
                continue;
            };
            let path = format!("{}[{index}]", join(&section.path, path));
            self.places.insert(path.clone(), offset);
            sections.push(Section { table, offset, name: name.clone(), path });
        }
        sections
    }

    /// A text in several languages, in a section of its own; empty when there is none.
    pub(super) fn text(&mut self, section: &Section<'_, '_>, key: &str) -> MultiText {
        let Some(section) = self.section(section, key, key) else { return MultiText::new() };
        self.languages(&section)
    }

    /// As [`Self::text`], and missing is a problem.
    pub(super) fn required_text(&mut self, section: &Section<'_, '_>, key: &str) -> MultiText {
        if !section.has(key) {
            let example = format!("a section [{}] with a line such as en = \"…\"", join(&section.name, key));
            self.missing(section, key, &example);
        }
        self.text(section, key)
    }

    /// Every key of a section as a language.
    pub(super) fn languages(&mut self, section: &Section<'_, '_>) -> MultiText {
        let mut texts = MultiText::new();
        for key in self.keys(section) {
            let text = self.string(section, &key.value, "a text in quotes");
            match key.value.parse::<Lang>() {
                Ok(lang) => {
                    if let Some(text) = text {
                        texts.set(lang, text.value.replace("\r\n", "\n"));
                    }
                }
                Err(error) => {
                    let advice = if self.lost(section, &key.value) {
                        self.above_sections(&key.value)
                    } else {
                        "write a language tag, such as en or nl".to_owned()
                    };
                    self.add(key.offset, &section.name, error, advice);
                }
            }
        }
        texts
    }
}

fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}
