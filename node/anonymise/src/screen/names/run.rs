//! Runs of capitalised words that may be a name.

use std::ops::Range;

use crate::screen::reading::{Reading, Sense};

use super::form;

/// What a word of a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A given name, perhaps a surname as well.
    Given,
    /// A surname only.
    Surname,
    /// A name that is an ordinary word too.
    Wordlike,
    /// One letter.
    Initial,
    /// A town, country or people, perhaps a name as well.
    Place,
    /// Anything else with a capital letter.
    Unknown,
}

/// Most words that a run has.
const LONGEST: usize = 7;

/// Words of a page that follow each other, of which all but particles begin with a capital letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    words: Vec<(usize, Kind)>,
    range: Range<usize>,
    /// "Jansen, A.": the initials behind the surname belong to it.
    tail: usize,
}

impl Run {
    /// The run that begins with a word, if one does.
    pub(super) fn at(reading: &Reading, start: usize) -> Option<Self> {
        let first = reading.words().get(start)?;
        if !first.is_capitalised() || first.has_digit() || is_letter(reading, start) {
            return None;
        }
        let mut words = vec![(start, kind(reading, start))];
        let mut last = start;
        while words.len() < LONGEST {
            let Some(next) = next(reading, last, words.len()) else { break };
            words.push((next, kind(reading, next)));
            last = next;
        }
        let tail = tail(reading, last);
        Some(Self { words, range: start..last + 1, tail })
    }

    /// Its words and what they are, particles left out.
    pub(super) fn words(&self) -> &[(usize, Kind)] {
        &self.words
    }

    /// Whether nothing is left of it.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Index of its first word in the page.
    pub(super) fn start(&self) -> usize {
        self.range.start
    }

    /// Index in the page of the word behind its last one.
    pub(super) fn end(&self) -> usize {
        self.range.end + self.tail
    }

    /// Bytes of the normalised text.
    pub(super) fn span(&self, reading: &Reading) -> Range<usize> {
        let words = reading.words();
        words[self.range.start].start()..words[self.end() - 1].end()
    }

    /// Whether its first word is the first of a sentence or line.
    pub(super) fn begins_sentence(&self, reading: &Reading) -> bool {
        reading.sentence_of(self.range.start).start == self.range.start
    }

    /// Leaves out what stands before and behind a name: titles, offices, the first word of a sentence.
    pub(super) fn trim(&mut self, reading: &Reading) {
        let mut from = 0;
        while let Some((at, kind)) = self.words.get(from) {
            if !leads(reading, *at, *kind, self.words.get(from + 1).is_some()) {
                break;
            }
            from += 1;
        }
        self.words.drain(..from);
        while let Some((at, _)) = self.words.last() {
            let sense = reading.at(*at);
            let trails = sense
                .any(Sense::STOP.with(Sense::TITLE).with(Sense::MODAL).with(Sense::AGE).with(Sense::BIRTH))
                && !sense.any(Sense::NAME)
                || sense.month().is_some() && !sense.any(Sense::NAME);
            if !trails {
                break;
            }
            self.words.pop();
            self.tail = 0;
        }
        if let (Some((first, _)), Some((last, _))) = (self.words.first(), self.words.last()) {
            self.range = *first..*last + 1;
        }
        if !matches!(self.words.as_slice(), [(_, Kind::Surname | Kind::Given | Kind::Unknown | Kind::Wordlike)]) {
            self.tail = 0;
        }
        if self.tail > 0 {
            self.words.push((self.range.end, Kind::Initial));
        }
    }
}

/// Whether a word at the start of a run belongs to what stands before the name.
fn leads(reading: &Reading, at: usize, kind: Kind, more: bool) -> bool {
    let sense = reading.at(at);
    let roles =
        Sense::TITLE.with(Sense::OFFICE).with(Sense::PEOPLE).with(Sense::FAMILY).with(Sense::JOB).with(Sense::NAMED);
    let other = Sense::STOP.with(Sense::MODAL).with(Sense::BOUND).with(Sense::VERB).with(Sense::BIRTH).with(Sense::AGE);
    // "Mevr. Van der Meulen": the particle begins the name.
    if sense.any(Sense::PARTICLE) && at > 0 && reading.at(at - 1).any(Sense::TITLE) {
        return false;
    }
    match kind {
        Kind::Given | Kind::Surname => more && sense.any(roles) && !sense.any(Sense::GIVEN),
        Kind::Wordlike => more && sense.any(roles.with(other)),
        Kind::Place => more && !sense.any(Sense::NAME),
        Kind::Initial => false,
        Kind::Unknown => sense.any(roles.with(other)) || sense.month().is_some(),
    }
}

/// The next word of a run behind one, particles left out.
fn next(reading: &Reading, last: usize, length: usize) -> Option<usize> {
    let sentence = reading.words()[last].sentence();
    let mut at = last;
    for particles in 0..=3 {
        if !joined(reading, at, length) {
            return None;
        }
        at += 1;
        let word = reading.words().get(at).filter(|word| word.sentence() == sentence)?;
        if word.has_digit() {
            return None;
        }
        // Irish: Seán Ó Murchú.
        if is_letter(reading, at) {
            match reading.folded(at) {
                "ó" if particles < 3 => continue,
                _ => return None,
            }
        }
        if word.is_capitalised() {
            return Some(at);
        }
        if particles == 3 || !reading.at(at).any(Sense::PARTICLE) || !bridges(reading, last, at) {
            return None;
        }
    }
    None
}

/// Whether a small particle may stand inside a name: not behind a place or a word that is no name.
fn bridges(reading: &Reading, last: usize, particle: usize) -> bool {
    let before = reading.at(last);
    let known = before.any(Sense::NAME) && !before.any(Sense::GEOGRAPHY.with(Sense::WORDLIKE));
    let initial = reading.page.word(&reading.words()[last]).chars().nth(1).is_none();
    // In and on join names in Dutch only; `e`, `y` and `i` join two names of one person rarely, two persons often.
    let common =
        matches!(reading.folded(particle), "e" | "y" | "i" | "in" | "op" | "het" | "aan" | "do" | "st" | "and");
    let article =
        reading.at(particle).any(Sense::STOP) && matches!(reading.folded(particle), "a" | "o" | "os" | "la" | "le");
    (known || initial || before.any(Sense::PARTICLE)) && !common && !article
}

/// Whether a word and the next are parts of one name by what stands between.
fn joined(reading: &Reading, at: usize, length: usize) -> bool {
    match reading.gap(at) {
        " " | "-" | "'" => true,
        ". " | "." => {
            let letters = reading.page.word(&reading.words()[at]).chars().count();
            letters == 1 || (reading.at(at).any(Sense::TITLE) && length <= 2) || letters == 2 && length == 1
        }
        _ => false,
    }
}

/// How many words behind a run are the initials of "Jansen, A." or "Jansen, A. B.".
fn tail(reading: &Reading, last: usize) -> usize {
    let words = reading.words();
    let initial = |at: usize| {
        words.get(at).is_some_and(|word| {
            word.is_capitalised()
                && reading.page.word(word).chars().nth(1).is_none()
                && reading.page.text()[word.end()..].starts_with('.')
        })
    };
    match reading.gap(last) == ", " && initial(last + 1) {
        true if reading.gap(last + 1).len() <= 2 && initial(last + 2) => 2,
        true => 1,
        false => 0,
    }
}

/// Whether a word is one letter without a full stop: the article of some languages, or a mark.
fn is_letter(reading: &Reading, at: usize) -> bool {
    let word = &reading.words()[at];
    reading.page.word(word).chars().nth(1).is_none()
        && word.is_capitalised()
        && !reading.page.text()[word.end()..].starts_with(['.', '\''])
}

fn kind(reading: &Reading, at: usize) -> Kind {
    let sense = reading.at(at);
    let word = &reading.words()[at];
    let text = reading.page.word(word);
    let letters = text.chars().count();
    if letters == 1 {
        return Kind::Initial;
    }
    // EU, NGO: an abbreviation, not a name; SMITH may be one.
    let shouted = word.is_all_capitals() && letters <= 3;
    match () {
        () if shouted => Kind::Unknown,
        () if sense.any(Sense::GEOGRAPHY) => Kind::Place,
        () if sense.any(Sense::WORDLIKE) => Kind::Wordlike,
        () if sense.any(Sense::NAME) && is_word(sense) => Kind::Wordlike,
        () if sense.any(Sense::GIVEN) => Kind::Given,
        () if sense.any(Sense::SURNAME) => Kind::Surname,
        () if !is_word(sense) && form::is_surname(&reading.plain(at)) => Kind::Surname,
        () => Kind::Unknown,
    }
}

/// Whether a name has a meaning in the language of its sentence as well.
fn is_word(sense: Sense) -> bool {
    sense.month().is_some()
        || sense.any(
            Sense::STOP
                .with(Sense::TITLE)
                .with(Sense::OFFICE)
                .with(Sense::PEOPLE)
                .with(Sense::FAMILY)
                .with(Sense::ORGANISATION)
                .with(Sense::THING)
                .with(Sense::LAW)
                .with(Sense::STATISTIC)
                .with(Sense::MODAL)
                .with(Sense::JOB)
                .with(Sense::BIRTH)
                .with(Sense::AGE)
                .with(Sense::HEALTH)
                .with(Sense::VERB)
                .with(Sense::BOUND)
                .with(Sense::BRAND)
                .with(Sense::NAMED),
        )
}
