//! The piece of a record that shows best why it was found.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use emn_protocol::record::{Lang, Record};

use crate::analysis::{Analyzer, Recogniser};
use crate::texts::{Field, Text, texts};

/// A piece of a text, with the places in it that were searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The language of the text; `und` (undetermined) for the name of a file.
    pub lang: Lang,
    /// Where in the record it stands, by the name of the [`Field`].
    pub field: &'static str,
    /// The piece, in one line, with `…` where something is left out.
    pub text: String,
    /// What to mark in `text`: ranges of bytes, ascending, without overlap.
    pub marks: Vec<Range<usize>>,
}

/// What is marked, in texts of every language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Highlight {
    /// Words with one of these stems.
    pub stems: BTreeSet<String>,
    /// Words whose stem, or whose folded form, begins with one of these.
    pub prefixes: Vec<String>,
    /// Labels of these concepts, by their places in [`Recogniser::shipped`].
    pub concepts: BTreeSet<u16>,
}

/// Something of the query that a text says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Concept(u16),
    Stem(usize),
    Prefix(usize),
}

/// A place in a text where a thing stands.
struct Hit {
    at: Range<usize>,
    thing: Thing,
}

/// The piece of about `chars` characters in which most different things of the query stand, cut between words; `None`
/// if none stands anywhere.
///
/// Texts in an earlier language of `wanted` come first, then English, then the others; the title, which is shown
/// anyway, comes last. The time is in proportion to the length of the texts.
pub fn snippet(
    record: &Record,
    highlight: &Highlight,
    wanted: &[&str],
    chars: usize,
    analyzer: &mut Analyzer,
) -> Option<Snippet> {
    let mut groups: BTreeMap<(bool, usize), Vec<Text<'_>>> = BTreeMap::new();
    for text in texts(record) {
        groups.entry((text.field == Field::Title, rank(text.lang, wanted))).or_default().push(text);
    }
    groups.into_values().find_map(|group| best(&group, highlight, chars, analyzer))
}

/// The whole title in the first of `wanted` that there is, else in English, else in any language, with marks; `None`
/// for a withdrawal, which has none.
pub fn marked_title(
    record: &Record,
    highlight: &Highlight,
    wanted: &[&str],
    analyzer: &mut Analyzer,
) -> Option<Snippet> {
    let title = texts(record).filter(|text| text.field == Field::Title).min_by_key(|text| rank(text.lang, wanted))?;
    let hits = hits(&title, highlight, analyzer);
    Some(cut(&title, 0..title.text.len(), &hits))
}

/// The place of a language in `wanted` and English and all others.
fn rank(lang: Option<&Lang>, wanted: &[&str]) -> usize {
    let Some(lang) = lang else { return wanted.len() + 2 };
    let place = wanted.iter().position(|wanted| *wanted == lang.as_str());
    place.unwrap_or(wanted.len() + usize::from(lang.as_str() != "en"))
}

/// The best piece of these texts; of equals the first.
fn best(texts: &[Text<'_>], highlight: &Highlight, chars: usize, analyzer: &mut Analyzer) -> Option<Snippet> {
    let mut best: Option<(usize, &Text<'_>, Vec<Hit>, Range<usize>)> = None;
    for text in texts {
        let hits = hits(text, highlight, analyzer);
        let Some((things, window)) = window(text.text, &hits, chars) else { continue };
        if best.as_ref().is_none_or(|(most, ..)| things > *most) {
            best = Some((things, text, hits, window));
        }
    }
    let (_, text, hits, window) = best?;
    Some(cut(text, window, &hits))
}

/// Where the things of the query stand in a text, by where they begin.
fn hits(text: &Text<'_>, highlight: &Highlight, analyzer: &mut Analyzer) -> Vec<Hit> {
    let lang = text.lang.map_or("und", Lang::as_str);
    let tokens = analyzer.tokens(lang, text.text);
    let places: HashMap<&str, usize> = highlight.stems.iter().map(String::as_str).zip(0..).collect();
    let mut hits = Vec::new();
    for token in &tokens {
        let at = token.from..token.to;
        if let Some(stem) = places.get(token.stem.as_str()) {
            hits.push(Hit { at, thing: Thing::Stem(*stem) });
        } else if let Some(prefix) = begun(&token.stem, &text.text[at.clone()], &highlight.prefixes) {
            hits.push(Hit { at, thing: Thing::Prefix(prefix) });
        }
    }
    if !highlight.concepts.is_empty() {
        let stems: Vec<&str> = tokens.iter().map(|token| token.stem.as_str()).collect();
        Recogniser::shipped().each_mention(lang, &stems, |concept, words| {
            if highlight.concepts.contains(&concept) {
                let at = tokens[words.start].from..tokens[words.end - 1].to;
                hits.push(Hit { at, thing: Thing::Concept(concept) });
            }
        });
    }
    hits.sort_by_key(|hit| (hit.at.start, hit.at.end, hit.thing));
    hits
}

/// Which of the prefixes a word begins with.
fn begun(stem: &str, word: &str, prefixes: &[String]) -> Option<usize> {
    if prefixes.is_empty() {
        return None;
    }
    let folded = crate::analysis::fold(word);
    prefixes.iter().position(|prefix| stem.starts_with(prefix.as_str()) || folded.starts_with(prefix.as_str()))
}

/// The range of a text of at most about `chars` characters that has most different things, and how many; `None` without
/// a hit.
fn window(text: &str, hits: &[Hit], chars: usize) -> Option<(usize, Range<usize>)> {
    let places = char_places(text, hits);
    let mut inside: BTreeMap<Thing, usize> = BTreeMap::new();
    let mut best: Option<(usize, usize, Range<usize>)> = None;
    let mut first = 0;
    for (last, hit) in hits.iter().enumerate() {
        *inside.entry(hit.thing).or_default() += 1;
        while first < last && places[last].end.saturating_sub(places[first].start) > chars {
            leave(&mut inside, hits[first].thing);
            first += 1;
        }
        let (things, count) = (inside.len(), last + 1 - first);
        if best.as_ref().is_none_or(|(most, number, _)| (things, count) > (*most, *number)) {
            best = Some((things, count, first..last + 1));
        }
    }
    let (things, _, chosen) = best?;
    let end = hits[chosen.clone()].iter().map(|hit| hit.at.end).max()?;
    let taken = places[chosen.end - 1].end.saturating_sub(places[chosen.start].start);
    Some((things, widened(text, hits[chosen.start].at.start..end, chars.saturating_sub(taken))))
}

fn leave(inside: &mut BTreeMap<Thing, usize>, thing: Thing) {
    if let Some(count) = inside.get_mut(&thing) {
        *count -= 1;
        if *count == 0 {
            inside.remove(&thing);
        }
    }
}

/// Where hits begin and end, in characters of the text: one pass over the text.
fn char_places(text: &str, hits: &[Hit]) -> Vec<Range<usize>> {
    let (mut bytes, mut chars) = (0, 0);
    let mut place = |hit: &Hit| {
        chars += text[bytes..hit.at.start].chars().count();
        bytes = hit.at.start;
        chars..chars + text[hit.at.clone()].chars().count()
    };
    hits.iter().map(&mut place).collect()
}

/// The range and up to `spare` characters around it, a third of them before; cut between words where that is near.
fn widened(text: &str, range: Range<usize>, spare: usize) -> Range<usize> {
    let back =
        |spare: usize| text[..range.start].char_indices().rev().take(spare).last().map_or(range.start, |(at, _)| at);
    let on = |spare: usize| text[range.end..].char_indices().nth(spare).map_or(text.len(), |(at, _)| range.end + at);
    let mut from = back(spare / 3);
    let mut to = on(spare - text[from..range.start].chars().count());
    if to == text.len() {
        from = back(spare.saturating_sub(text[range.end..].chars().count()));
    }
    if from > 0 && !text[..from].ends_with(char::is_whitespace) {
        from = text[from..range.start].find(char::is_whitespace).map_or(from, |at| from + at);
    }
    if to < text.len() && !text[to..].starts_with(char::is_whitespace) {
        to = text[range.end..to].rfind(char::is_whitespace).map_or(to, |at| range.end + at);
    }
    from..to
}

/// The range of a text as a snippet. A range that ends inside a word is one of a text with hardly any blanks.
fn cut(text: &Text<'_>, range: Range<usize>, hits: &[Hit]) -> Snippet {
    let whole = &text.text[range.clone()];
    let from = range.start + (whole.len() - whole.trim_start().len());
    let piece = whole.trim();
    let mut line = String::with_capacity(piece.len() + 8);
    if !text.text[..from].trim().is_empty() {
        line.push('…');
    }
    let before = line.len();
    // One byte for one byte: the places of the hits stay.
    line.extend(piece.chars().map(|c| if c == '\n' || c == '\t' { ' ' } else { c }));
    if !text.text[from + piece.len()..].trim().is_empty() {
        line.push('…');
    }
    let mut marks: Vec<Range<usize>> = Vec::new();
    for hit in hits.iter().filter(|hit| hit.at.start >= from && hit.at.end <= from + piece.len()) {
        let mark = hit.at.start - from + before..hit.at.end - from + before;
        match marks.last_mut() {
            Some(last) if mark.start < last.end => last.end = last.end.max(mark.end),
            _ => marks.push(mark),
        }
    }
    let undetermined = || "und".parse().expect("und is a language tag");
    Snippet { lang: text.lang.cloned().unwrap_or_else(undetermined), field: text.field.name(), text: line, marks }
}

#[cfg(test)]
mod tests;
