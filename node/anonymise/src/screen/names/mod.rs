//! Names of persons: known given names and surnames, and unknown ones where the words around them call for one.

mod context;
mod form;
mod run;

use std::ops::Range;

use crate::screen::dates::{self, Date};
use crate::screen::reading::{Reading, Sense};
use crate::screen::{Detector, Finding, Level};

use context::Context;
pub(crate) use context::age;
pub(crate) use form::is_institution;
use run::{Kind, Run};

/// The name of a person in a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    /// Bytes of the normalised text.
    pub(crate) span: Range<usize>,
    /// How serious.
    pub(crate) level: Level,
    /// How sure, in percent.
    pub(crate) confidence: u8,
}

/// Farthest word from a name that may make it an identity: an age, a number.
const NEAR: usize = 8;

/// Every person that a page names, in order.
pub(crate) fn people(reading: &Reading, dates: &[Date]) -> Vec<Person> {
    let mut people = Vec::new();
    let mut at = 0;
    while at < reading.words().len() {
        let Some(run) = Run::at(reading, at) else {
            at += 1;
            continue;
        };
        at = run.end().max(at + 1);
        if let Some(person) = judge(reading, run, dates) {
            people.push(person);
        }
    }
    people
}

/// Reports persons.
pub(crate) fn find(people: &[Person], found: &mut Vec<Finding>) {
    found.extend(people.iter().map(|person| Finding {
        detector: Detector::Person,
        level: person.level,
        confidence: person.confidence,
        span: person.span.clone(),
        scheme: "",
    }));
}

/// Whether a run of capitalised words is a person, and how serious that is.
fn judge(reading: &Reading, mut run: Run, dates: &[Date]) -> Option<Person> {
    run.trim(reading);
    if run.is_empty() || is_plain(reading, &run) {
        return None;
    }
    let context = Context::of(reading, &run);
    if context.thing || context.cited {
        return None;
    }
    let confidence = confidence(reading, &run, &context)?;
    let span = run.span(reading);
    let level = match context.office {
        true => Level::Info,
        _ if identified(reading, &run, dates) => Level::Block,
        _ => Level::Warn,
    };
    Some(Person { span, level, confidence })
}

/// Whether a run has no word of a name, and nothing before or behind it calls for one: most nouns of German.
fn is_plain(reading: &Reading, run: &Run) -> bool {
    let calls = Sense::TITLE.with(Sense::NAMED).with(Sense::PEOPLE).with(Sense::FAMILY);
    let number = |at: usize| reading.words().get(at).is_some_and(|word| word.has_digit());
    run.words().iter().all(|(_, kind)| *kind == Kind::Unknown)
        && !reading.all(run.start().saturating_sub(2)..run.start()).any(calls)
        && !(run.end()..run.end() + 3).any(number)
}

/// How sure it is that a run names a person; `None` when it is too doubtful to say.
fn confidence(reading: &Reading, run: &Run, context: &Context) -> Option<u8> {
    let count = |kind: Kind| run.words().iter().filter(|(_, other)| *other == kind).count();
    let (given, surname) = (count(Kind::Given), count(Kind::Surname));
    let (wordlike, unknown, initials) = (count(Kind::Wordlike), count(Kind::Unknown), count(Kind::Initial));
    let places = count(Kind::Place);
    let strong = given + surname;
    let words = run.words().len();
    if context.title && strong + wordlike + unknown + places > 0 {
        return Some(95);
    }
    if context.named && strong + wordlike + places + initials > 0 || (context.named && context.person && unknown > 0) {
        return Some(90);
    }
    let compound = words == 2 && reading.gap(run.start()) == "-" && unknown + places > 0;
    let reversed = words == 2
        && run
            .words()
            .first()
            .is_some_and(|(at, kind)| *kind == Kind::Unknown && !form::may_be_surname(&reading.plain(*at)))
        && !run.words().last().is_some_and(|(at, _)| reading.at(*at).any(Sense::SURNAME))
        && !context.surname_first;
    let close = context.role || context.acts || context.aged;
    match words {
        1 if given == 1 && close => Some(80),
        1 if given == 1 && context.person && !run.begins_sentence(reading) && !context.locative => Some(60),
        1 if given == 1 && context.kin && !context.locative => Some(55),
        1 if surname == 1 && (context.role_small || context.aged) => Some(65),
        1 if (wordlike == 1 || places == 1) && given_like(reading, run) && (context.kin_beside || context.aged) => {
            Some(60)
        }
        0 | 1 => None,
        _ if compound || (reversed && !close) => None,
        _ if given > 0 && strong >= 2 => Some(90),
        _ if given > 0 && wordlike + places > 0 => Some(85),
        _ if given > 0 && unknown > 0 && unknown <= 2 => Some(if close { 85 } else { 75 }),
        _ if surname >= 2 && (context.person || close) => Some(75),
        _ if surname > 0 && wordlike > 0 && (context.person || !run.begins_sentence(reading)) => Some(70),
        _ if strong > 0 && initials > 0 => Some(80),
        _ if initials > 0
            && unknown == 1
            && initial_first(reading, run)
            && (context.role_small || context.acts || context.aged) =>
        {
            Some(65)
        }
        _ if context.locative && given == 0 && !close => None,
        _ if surname > 0 && unknown == 1 && words == 2 && (close || context.person) => Some(60),
        _ if surname >= 2 && !run.begins_sentence(reading) && places == 0 => Some(55),
        _ if surname > 0 && unknown == 1 && words == 2 && surname_last(run) && !context.german => Some(50),
        _ if places == 1
            && unknown + surname == 1
            && words == 2
            && given_like(reading, run)
            && form_of_surname(reading, run) =>
        {
            Some(60)
        }
        _ if wordlike == 1 && unknown == 1 && words == 2 && (context.role_small || context.acts) => Some(55),
        _ if wordlike >= 2 && close => Some(55),
        _ if unknown == 2 && words == 2 && (context.role_small || context.aged) && !context.german => Some(50),
        _ => None,
    }
}

/// Whether a run is an initial and a word that is long enough for a name.
fn initial_first(reading: &Reading, run: &Run) -> bool {
    run.words().first().is_some_and(|(_, kind)| *kind == Kind::Initial)
        && run.words().last().is_some_and(|(at, _)| reading.folded(*at).chars().nth(3).is_some())
}

/// Whether the last word of a run is a known surname.
fn surname_last(run: &Run) -> bool {
    run.words().last().is_some_and(|(_, kind)| *kind == Kind::Surname)
}

/// Whether the last word of a run may be a surname by its ending.
fn form_of_surname(reading: &Reading, run: &Run) -> bool {
    run.words().last().is_some_and(|(at, kind)| {
        *kind == Kind::Surname || (*kind == Kind::Unknown && form::may_be_surname(&reading.plain(*at)))
    })
}

/// Whether the first word of a run is a given name among other things.
fn given_like(reading: &Reading, run: &Run) -> bool {
    run.words().first().is_some_and(|(at, _)| reading.at(*at).any(Sense::GIVEN))
}

/// Whether an age, a date of birth or a long number stands near a name.
fn identified(reading: &Reading, run: &Run, dates: &[Date]) -> bool {
    let sentence = reading.sentence_of(run.start());
    let from = run.start().saturating_sub(NEAR).max(sentence.start);
    let to = (run.end() + NEAR).min(sentence.end);
    let at = dates.partition_point(|date| date.words.end <= from);
    let dated = dates[at..]
        .iter()
        .take_while(|date| date.words.start < to)
        .any(|date| dates::is_birth(reading, date) || (date.year.is_some() && date.words.start == run.end()));
    dated
        || (from..to).any(|at| {
            let word = &reading.words()[at];
            word.has_digit() && (word.range().len() >= 7 || context::is_age(reading, at))
        })
}

#[cfg(test)]
mod tests;
