//! The text of a draft, by language and, in a practice, by part.

use std::collections::{BTreeMap, BTreeSet};

use super::fields::Reader;
use super::front_matter::Split;
use crate::record::{Lang, MultiText};
use crate::suggest::closest;

/// Parts of a practice.
const PARTS: [&str; 4] = ["context", "approach", "results", "conditions"];
/// The part of a report; and of a practice, where none is named.
const BODY: &str = "body";
const APPROACH: &str = "approach";

/// What a line is.
enum Line {
    Text,
    Marker {
        lang: Lang,
        part: Option<&'static str>,
    },
    /// What is wrong with a line that seems to be a marker, and what to do.
    Bad(String, String),
}

/// Texts by part.
pub(super) type Parts = BTreeMap<&'static str, MultiText>;

struct Piece {
    lang: Option<Lang>,
    part: &'static str,
    offset: usize,
    text: String,
}

/// Reads the text below the front matter. `written` are the languages of title and summary.
pub(super) fn read(reader: &mut Reader<'_>, split: &Split<'_>, practice: bool, written: BTreeSet<Lang>) -> Parts {
    let pieces = pieces(reader, split, practice);
    let mut languages = written;
    languages.extend(pieces.iter().filter_map(|piece| piece.lang.clone()));
    let no_language = languages.is_empty();
    let only = languages.pop_first().filter(|_| languages.is_empty());
    let mut parts = Parts::new();
    for piece in pieces {
        let text = piece.text.trim();
        let Some(lang) = piece.lang.clone().or_else(|| only.clone().filter(|_| !text.is_empty())) else {
            // Without any title the language is not the problem.
            if !text.is_empty() && !no_language {
                let example = if practice { "`<!-- en approach -->`" } else { "`<!-- en -->`" };
                let advice = format!("write a line such as {example} above it");
                let offset = first_text(&piece);
                reader.add(
                    offset,
                    "",
                    "the draft has several languages, and this text does not say which it is",
                    advice,
                );
            }
            continue;
        };
        place(reader, &mut parts, &piece, lang, text);
    }
    parts
}

fn first_text(piece: &Piece) -> usize {
    piece.offset + (piece.text.len() - piece.text.trim_start().len())
}

fn place(reader: &mut Reader<'_>, parts: &mut Parts, piece: &Piece, lang: Lang, text: &str) {
    let path = format!("{}.{lang}", piece.part);
    if let Some(first) = reader.places.get(&path) {
        let (first, _) = reader.source.place(*first);
        let problem = format!("there is text for `{path}` already, from line {first} on");
        reader.add(piece.offset, "", problem, "join the two");
    } else if text.is_empty() {
        reader.add(piece.offset, &path, "no text follows this line", "write the text, or remove the line");
    } else {
        parts.entry(piece.part).or_default().set(lang, text.replace("\r\n", "\n"));
        reader.places.insert(path, piece.offset);
    }
}

/// The text between markers.
fn pieces(reader: &mut Reader<'_>, split: &Split<'_>, practice: bool) -> Vec<Piece> {
    let unnamed = if practice { APPROACH } else { BODY };
    let mut piece = Piece { lang: None, part: unnamed, offset: split.body_offset, text: String::new() };
    let mut pieces = Vec::new();
    let mut offset = split.body_offset;
    for line in split.body.split_inclusive('\n') {
        match classify(line, practice) {
            Line::Marker { lang, part } => {
                let next = Piece { lang: Some(lang), part: part.unwrap_or(unnamed), offset, text: String::new() };
                pieces.push(std::mem::replace(&mut piece, next));
            }
            Line::Bad(problem, advice) => reader.add(offset, "", problem, advice),
            Line::Text => {
                if line.contains("<!--") {
                    let advice = "remove it if it is not for readers";
                    reader.warn(offset, "", "a comment in the text is published with it", advice);
                }
                piece.text.push_str(line);
            }
        }
        offset += line.len();
    }
    pieces.push(piece);
    pieces
}

fn classify(line: &str, practice: bool) -> Line {
    let inner = line.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    let Some(inner) = inner.filter(|inner| inner.len() <= 100) else { return Line::Text };
    let words: Vec<&str> = inner.split_whitespace().collect();
    let part = |word: &str| PARTS.into_iter().find(|part| *part == word);
    match words.as_slice() {
        [lang] => match lang.parse::<Lang>() {
            Ok(lang) => Line::Marker { lang, part: None },
            Err(_) => bad_language(lang),
        },
        [lang, word] => match (lang.parse::<Lang>(), part(word)) {
            (Ok(_), Some(_)) if !practice => {
                let advice = format!("write `<!-- {lang} -->` alone");
                Line::Bad("a report has one text for each language, without parts".to_owned(), advice)
            }
            (Ok(lang), Some(part)) => Line::Marker { lang, part: Some(part) },
            (Err(_), Some(_)) => bad_language(lang),
            (Ok(lang), None) if practice => {
                let near = closest(word, PARTS).map_or_else(
                    || format!("write one of {}", PARTS.join(", ")),
                    |near| format!("did you mean `<!-- {lang} {near} -->`?"),
                );
                Line::Bad(format!("`{word}` is no part of a practice"), near)
            }
            (Ok(_) | Err(_), None) => Line::Text,
        },
        _ => Line::Text,
    }
}

fn bad_language(lang: &str) -> Line {
    let advice = "write a language tag of small letters, such as `<!-- nl -->`; other comments would be published";
    Line::Bad(format!("`{lang}` is no language tag"), advice.to_owned())
}
