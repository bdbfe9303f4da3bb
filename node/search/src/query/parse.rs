//! The text of a query, taken apart.

use super::value::{self, Field};
use super::{QueryError, TEXT_WORDS};
use crate::analysis::Analyzer;
use crate::index::schema::Place;

/// Letters before a star: fewer are in nearly every text.
const PREFIX_LETTERS: usize = 3;

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Atom {
    /// A word in any form, as it was written.
    Word(String),
    /// Words next to each other.
    Phrase(Vec<String>),
    /// A beginning of words.
    Prefix(String),
    /// A word that is nearly the same.
    Nearly(String),
    /// One of these tokens.
    Places(Vec<Place>),
    /// In the title.
    Title(Box<Atom>),
    /// All of them.
    All(Vec<Atom>),
    /// None of it.
    Not(Box<Atom>),
}

impl Atom {
    fn all(mut atoms: Vec<Self>) -> Self {
        if atoms.len() == 1 { atoms.remove(0) } else { Self::All(atoms) }
    }
}

/// Conditions of which one must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clause {
    pub(crate) any: Vec<Atom>,
}

impl Clause {
    /// The word that the clause is, if it is nothing else.
    pub(crate) fn word(&self) -> Option<&str> {
        match self.any.as_slice() {
            [Atom::Word(word)] => Some(word),
            _ => None,
        }
    }
}

/// What was written between blanks.
enum Item {
    Or { at: usize },
    Atoms(Vec<Atom>),
}

/// Takes the text of a query apart: all clauses must hold.
pub(crate) fn parse(text: &str, analyzer: &mut Analyzer) -> Result<Vec<Clause>, QueryError> {
    let mut reader = Reader { text, at: 0, words: 0, analyzer };
    let mut alternatives: Vec<Vec<Vec<Atom>>> = Vec::new();
    let mut or = None;
    while let Some(item) = reader.item()? {
        match item {
            Item::Or { at } if alternatives.is_empty() || or.is_some() => return Err(QueryError::LonelyOr { at }),
            Item::Or { at } => or = Some(at),
            Item::Atoms(atoms) if atoms.is_empty() => {}
            Item::Atoms(atoms) => match (or.take(), alternatives.last_mut()) {
                (Some(_), Some(last)) => last.push(atoms),
                _ => alternatives.push(vec![atoms]),
            },
        }
    }
    if let Some(at) = or {
        return Err(QueryError::LonelyOr { at });
    }
    if alternatives.is_empty() && !text.trim().is_empty() {
        return Err(QueryError::NoWords);
    }
    if reader.words > TEXT_WORDS {
        return Err(QueryError::TooManyWords { words: reader.words });
    }
    Ok(alternatives.into_iter().flat_map(clauses).collect())
}

/// What was written as one, such as `2019/2022`, is several clauses, unless it is one of several alternatives.
fn clauses(mut any: Vec<Vec<Atom>>) -> Vec<Clause> {
    if any.len() == 1 {
        return any.remove(0).into_iter().map(|atom| Clause { any: vec![atom] }).collect();
    }
    vec![Clause { any: any.into_iter().map(Atom::all).collect() }]
}

struct Reader<'a> {
    text: &'a str,
    /// Bytes that were read.
    at: usize,
    words: usize,
    analyzer: &'a mut Analyzer,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The number of the character at a byte, from 1.
    fn character(&self, byte: usize) -> usize {
        self.text[..byte].chars().count() + 1
    }

    fn item(&mut self) -> Result<Option<Item>, QueryError> {
        self.at += self.rest().len() - self.rest().trim_start().len();
        if self.rest().is_empty() {
            return Ok(None);
        }
        let from = self.at;
        let not =
            self.rest().starts_with('-') && self.rest()[1..].starts_with(|c: char| !c.is_whitespace() && c != '-');
        self.at += usize::from(not);
        let atoms = if self.rest().starts_with('"') {
            let words = self.quoted()?;
            self.phrase(words)
        } else {
            let chunk = self.chunk();
            if chunk == "OR" && !not {
                return Ok(Some(Item::Or { at: self.character(from) }));
            }
            self.unquoted(chunk)?
        };
        let atoms = if not && !atoms.is_empty() { vec![Atom::Not(Box::new(Atom::all(atoms)))] } else { atoms };
        Ok(Some(Item::Atoms(atoms)))
    }

    /// What stands between quotation marks.
    fn quoted(&mut self) -> Result<&'a str, QueryError> {
        let inside = &self.rest()[1..];
        let Some(end) = inside.find('"') else {
            return Err(QueryError::UnclosedQuote { at: self.character(self.at) });
        };
        self.at += end + 2;
        Ok(&inside[..end])
    }

    /// What stands before the next blank or quotation mark.
    fn chunk(&mut self) -> &'a str {
        let rest = self.rest();
        let chunk = &rest[..rest.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(rest.len())];
        self.at += chunk.len();
        chunk
    }

    fn split(&mut self, text: &'a str) -> Vec<String> {
        let mut words = Vec::new();
        self.analyzer.each("", text, &mut |_, at| words.push(text[at].to_owned()));
        self.words += words.len();
        words
    }

    fn phrase(&mut self, text: &'a str) -> Vec<Atom> {
        let words = self.split(text);
        if words.is_empty() { Vec::new() } else { vec![Atom::Phrase(words)] }
    }

    fn unquoted(&mut self, chunk: &'a str) -> Result<Vec<Atom>, QueryError> {
        let from = self.at - chunk.len();
        if let Some((name, value)) = named(chunk, self.rest().starts_with('"')) {
            let at = self.character(from);
            return self.field(value::field(name, at)?, value, from);
        }
        if chunk.len() > 2 && chunk.starts_with('/') && chunk.ends_with('/') {
            return Err(QueryError::RegularExpression { at: self.character(from) });
        }
        self.words_of(chunk, from)
    }

    fn field(&mut self, field: Field, value: &'a str, from: usize) -> Result<Vec<Atom>, QueryError> {
        let at = self.character(from);
        let value_from = self.at - value.len();
        let quoted = if value.is_empty() { Some(self.quoted()?) } else { None };
        match field {
            Field::Facet(facet) => {
                self.words += 1;
                Ok(vec![Atom::Places(value::places(facet, quoted.unwrap_or(value), at)?)])
            }
            Field::Title => {
                let atoms = match quoted {
                    // Titles have no positions: they are short.
                    Some(words) => self.split(words).into_iter().map(Atom::Word).collect(),
                    None => self.words_of(value, value_from)?,
                };
                Ok(atoms.into_iter().map(|atom| Atom::Title(Box::new(atom))).collect())
            }
        }
    }

    /// Words, of which the last may have a star or a tilde.
    fn words_of(&mut self, chunk: &'a str, from: usize) -> Result<Vec<Atom>, QueryError> {
        let written = |c: char| c.is_alphanumeric() || matches!(c, '*' | '~');
        let inner = chunk.trim_matches(|c| !written(c));
        let at = self.character(from);
        let body = inner.trim_end_matches(['*', '~']);
        let ends = &inner[body.len()..];
        if body.contains('*') || ends.matches('*').count() > 1 {
            return Err(QueryError::Wildcard { at });
        }
        let mut words = self.split(body);
        if ends.contains('*') {
            return match words.pop() {
                Some(last) if last.chars().count() >= PREFIX_LETTERS && body.ends_with(&last) => {
                    Ok(words.into_iter().map(Atom::Word).chain([Atom::Prefix(last)]).collect())
                }
                _ => Err(QueryError::ShortPrefix { at }),
            };
        }
        let nearly = if ends.is_empty() { None } else { words.pop().map(Atom::Nearly) };
        Ok(words.into_iter().map(Atom::Word).chain(nearly).collect())
    }
}

/// The name and value of `name:value`. A name has letters only, and no address begins like a field.
fn named(chunk: &str, quote_follows: bool) -> Option<(&str, &str)> {
    let (name, value) = chunk.split_once(':')?;
    let is_name = name.len() >= 2 && name.bytes().all(|b| b.is_ascii_alphabetic());
    let has_value = if value.is_empty() { quote_follows } else { !value.starts_with("//") };
    (is_name && has_value).then_some((name, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Vec<Clause>, QueryError> {
        parse(text, &mut Analyzer::new())
    }

    fn word(word: &str) -> Atom {
        Atom::Word(word.to_owned())
    }

    fn one(text: &str) -> Atom {
        let clauses = parsed(text).unwrap();
        assert_eq!(clauses.len(), 1, "{text}");
        assert_eq!(clauses[0].any.len(), 1, "{text}");
        clauses[0].any[0].clone()
    }

    #[test]
    fn every_form_is_understood() {
        assert_eq!(one("Asylum"), word("Asylum"));
        assert_eq!(one("(Asylum)!"), word("Asylum"));
        assert_eq!(one("\"debt bondage\""), Atom::Phrase(vec!["debt".into(), "bondage".into()]));
        assert_eq!(one("traffick*"), Atom::Prefix("traffick".into()));
        assert_eq!(one("trafficing~"), Atom::Nearly("trafficing".into()));
        assert_eq!(one("-asylum"), Atom::Not(Box::new(word("asylum"))));
        assert_eq!(one("title:asylum"), Atom::Title(Box::new(word("asylum"))));
        assert_eq!(one("Year:2022"), Atom::Places(vec![crate::index::schema::year(2022)]));
        assert_eq!(one("country:Nederland"), one("country:NL"));
        assert_eq!(one("country:el"), one("country:GR"));
        assert_eq!(one("topic:mensenhandel"), one("topic:trafficking-in-human-beings"));
        assert_eq!(one("topic:\"debt bondage\""), one("topic:debt-bondage"));
        let or = parsed("one OR -two OR \"a b\" three").unwrap();
        assert_eq!(or.len(), 2);
        assert_eq!(or[0].any.len(), 3);
        assert_eq!(parsed("2019/2022").unwrap().len(), 2);
        assert_eq!(parsed("2019/2022 OR x").unwrap()[0].any[0], Atom::All(vec![word("2019"), word("2022")]));
        assert_eq!(parsed("  ").unwrap(), []);
    }

    #[test]
    fn punctuation_and_addresses_are_words() {
        for text in
            ["https://example.eu", "12:30", "a:b", "note: this", ") what? (", "50 %", "- x", "x -- y", "and/or", "~ 5"]
        {
            assert!(parsed(text).is_ok(), "{text}: {:?}", parsed(text));
        }
    }

    #[test]
    fn what_is_not_understood_is_refused_with_its_place() {
        let cases = [
            ("é \"debt", QueryError::UnclosedQuote { at: 3 }),
            ("a contry:NL", QueryError::UnknownField { field: "contry".into(), at: 3, suggestion: Some("country") }),
            ("*", QueryError::ShortPrefix { at: 1 }),
            ("tr*", QueryError::ShortPrefix { at: 1 }),
            ("*handel", QueryError::Wildcard { at: 1 }),
            ("x men*handel", QueryError::Wildcard { at: 3 }),
            ("/hand.l/", QueryError::RegularExpression { at: 1 }),
            ("OR", QueryError::LonelyOr { at: 1 }),
            ("a OR", QueryError::LonelyOr { at: 3 }),
            ("a OR OR b", QueryError::LonelyOr { at: 6 }),
            ("!?", QueryError::NoWords),
            ("\"…\"", QueryError::NoWords),
        ];
        for (text, error) in cases {
            assert_eq!(parsed(text), Err(error), "{text}");
        }
        for text in ["year:now", "kind:withdrawal", "member:x", "audience:all", "language:dutch", "topic:\"a b c d\""] {
            let refused = parsed(text);
            assert!(matches!(refused, Err(QueryError::BadValue { at: 1, .. })), "{text}: {refused:?}");
        }
        let many: Vec<String> = (0..33).map(|n| format!("w{n}")).collect();
        assert_eq!(parsed(&many.join(" ")), Err(QueryError::TooManyWords { words: 33 }));
        assert_eq!(parsed(&format!("\"{}\"", many.join(" "))), Err(QueryError::TooManyWords { words: 33 }));
    }
}
