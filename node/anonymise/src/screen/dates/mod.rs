//! Dates of birth, and days on which something happened to a person.

mod parse;

use std::ops::Range;

use crate::screen::names::Person;
use crate::screen::reading::{Reading, Sense};
use crate::screen::{Detector, Finding, Level};

pub(crate) use parse::{Date, all};

/// How many words before a date may tell that it is one of birth, and how many after it.
const BEFORE: usize = 5;
const AFTER: usize = 3;

/// Farthest that a date stands from the name of a person to be theirs, in bytes.
const BESIDE: usize = 25;

/// Finds dates of birth, and days of events in a sentence on a person.
pub(crate) fn find(reading: &Reading, dates: &[Date], people: &[Person], found: &mut Vec<Finding>) {
    for date in dates {
        let span = date.span(reading);
        let (detector, level, confidence) = if is_birth(reading, date) {
            (Detector::Dob, Level::Block, 95)
        } else if date.year.is_some_and(|year| year < 2100)
            && beside(people, &span)
            && !bounded(reading, date)
            && !of_law(reading, date)
        {
            (Detector::Dob, Level::Block, 70)
        } else if is_event(reading, date, people) {
            (Detector::EventDate, Level::Warn, 60)
        } else {
            continue;
        };
        found.push(Finding { detector, level, confidence, span, scheme: "" });
    }
}

/// Whether a word near a date says that somebody was born then.
pub(crate) fn is_birth(reading: &Reading, date: &Date) -> bool {
    let sentence = reading.sentence_of(date.words.start);
    let before = date.words.start.saturating_sub(BEFORE).max(sentence.start)..date.words.start;
    let after = date.words.end..(date.words.end + AFTER).min(sentence.end);
    let near_before = before.clone().rev().find(|at| is_birth_word(reading, *at, date.words.start));
    let near_after = after.clone().find(|at| reading.at(*at).any(Sense::BIRTH) && reading.folded(*at).len() > 2);
    let Some(word) = near_before.or(near_after) else { return starred(reading, date) };
    // "Children born after 1 September 2021" is a rule, not a person.
    let (between, birth) = match word < date.words.start {
        true => (word + 1..date.words.start, word),
        false => (date.words.end..word, word),
    };
    let rule = reading.all(between).any(Sense::BOUND) && !date_of(reading, birth);
    let several = reading.all(sentence.start..date.words.start).any(Sense::PERSONS.with(Sense::MODAL));
    !(rule || (several && reading.all(before).any(Sense::BOUND)))
}

/// Whether a word tells of birth; an abbreviation does only right before the date and with its full stop.
fn is_birth_word(reading: &Reading, at: usize, date: usize) -> bool {
    if !reading.at(at).any(Sense::BIRTH) {
        return false;
    }
    let letters = reading.folded(at).chars().count();
    match letters {
        0..=1 => at + 1 == date && reading.gap(at).starts_with('.') && !reading.words()[at].is_capitalised(),
        2 => at + 1 == date && reading.gap(at).starts_with(['.', ':', ' ']),
        _ => true,
    }
}

/// Whether a word of birth is the label of a field: "Date of birth:".
fn date_of(reading: &Reading, word: usize) -> bool {
    reading.gap(word).trim_start().starts_with([':', '|', '\t'])
}

/// "* 05.03.1998", the genealogical sign.
fn starred(reading: &Reading, date: &Date) -> bool {
    let start = date.span(reading).start;
    let before = reading.page.text()[..start].trim_end_matches(' ');
    date.year.is_some() && (before.ends_with("(*") || before.ends_with('°') || before.ends_with(", *"))
}

/// Whether a date is written beside the name of a person.
fn beside(people: &[Person], span: &Range<usize>) -> bool {
    let at = people.partition_point(|person| person.span.end + BESIDE < span.start);
    people[at..]
        .iter()
        .take_while(|person| person.span.start <= span.end + BESIDE)
        .any(|person| person.level > Level::Info && (person.span.end <= span.start || span.end <= person.span.start))
}

/// Whether the words before a date make it that of a law or decision.
fn of_law(reading: &Reading, date: &Date) -> bool {
    let sentence = reading.sentence_of(date.words.start);
    reading.all(date.words.start.saturating_sub(4).max(sentence.start)..date.words.start).any(Sense::LAW)
}

/// Whether the words before a date make it a limit.
fn bounded(reading: &Reading, date: &Date) -> bool {
    let sentence = reading.sentence_of(date.words.start);
    reading.all(date.words.start.saturating_sub(2).max(sentence.start)..date.words.start).any(Sense::BOUND)
        && !reading.all(date.words.start.saturating_sub(1)..date.words.start).is_empty()
}

/// Whether it is the day of something that one person was part of, and not that of a law or a count.
fn is_event(reading: &Reading, date: &Date, people: &[Person]) -> bool {
    let sentence = reading.sentence_of(date.words.start);
    let all = reading.all(sentence.clone());
    let Some(range) = reading.page.sentence(reading.words()[date.words.start].sentence()) else { return false };
    let at = people.partition_point(|person| person.span.end <= range.start);
    let named = people.get(at).is_some_and(|person| person.span.start < range.end && person.level > Level::Info);
    let one = all.any(Sense::PERSON.with(Sense::KIN)) || named;
    let few = all.any(Sense::PERSONS.with(Sense::KINS)) && all.any(FEW);
    let general = Sense::LAW.with(Sense::STATISTIC).with(Sense::MODAL);
    let period = matches!((date.day, date.month), (1, 1 | 4 | 7 | 10) | (31, 3 | 12) | (30, 6 | 9));
    let close = named || all.any(Sense::KIN.with(Sense::AGE));
    let quiet = all.any(general) || (period && !close);
    (one || few) && !quiet && !reading.page.text()[range].contains('%')
}

/// Numerals that are small enough for persons to be known by.
const FEW: Sense = Sense::ONE.with(Sense::TWO).with(Sense::THREE).with(Sense::FOUR);

#[cfg(test)]
mod tests;
