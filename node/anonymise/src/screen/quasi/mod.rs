//! Properties that together single out one person, and numbers of persons that are small.

mod small;

use std::ops::Range;

use crate::screen::dates::Date;
use crate::screen::names::{self, Person};
use crate::screen::reading::{Reading, Sense};
use crate::screen::{Detector, Finding, Level};

/// How many of the last findings a vignette may overlap.
const NEAR: usize = 16;

/// How many properties single somebody out.
const ENOUGH: u32 = 3;

/// The age taken for one that is said in a word.
const ADULT: u8 = 30;

/// From this number on, persons are a group.
const GROUP: u32 = 5;

/// Finds sentences that describe one person closely, and small numbers of persons.
pub(crate) fn find(reading: &Reading, dates: &[Date], people: &[Person], found: &mut Vec<Finding>) {
    let mut start = 0;
    let words = reading.words();
    while start < words.len() {
        let sentence = reading.sentence_of(start);
        if let Some(level) = vignette(reading, sentence.clone(), dates, people) {
            let Some(span) = free(reading, sentence.clone(), people, dates, found) else {
                start = sentence.end.max(start + 1);
                continue;
            };
            found.push(Finding { detector: Detector::Quasi, level, confidence: 60, span, scheme: "" });
        }
        start = sentence.end.max(start + 1);
    }
    small::find(reading, found);
}

/// The longest part of a sentence without a name, number or date in it: those are reported by themselves, and a
/// finding of the whole sentence would hide them.
fn free(
    reading: &Reading,
    sentence: Range<usize>,
    people: &[Person],
    dates: &[Date],
    found: &[Finding],
) -> Option<Range<usize>> {
    let words = reading.words();
    let whole = words[sentence.start].start()..words[sentence.end - 1].end();
    let other = |span: &Range<usize>| {
        found.iter().rev().take(NEAR).any(|finding| finding.span.start < span.end && span.start < finding.span.end)
    };
    let mut best: Option<Range<usize>> = None;
    let mut from = None;
    for at in sentence.start..=sentence.end {
        let word = words.get(at).filter(|_| at < sentence.end);
        let taken = word.is_none_or(|word| {
            let span = word.range();
            let person = people.partition_point(|person| person.span.end <= span.start);
            let date = dates.partition_point(|date| date.words.end <= at);
            people.get(person).is_some_and(|person| person.span.start < span.end)
                || dates.get(date).is_some_and(|date| date.words.start <= at)
                || (word.has_digit() && names::age(reading, at).is_none())
                || (at > sentence.start && reading.gap(at - 1).contains('@'))
                || other(&span)
        });
        match (taken, from) {
            (false, None) => from = Some(at),
            (true, Some(first)) => {
                let part = words[first].start()..words[at - 1].end();
                if best.as_ref().is_none_or(|best| best.len() < part.len()) {
                    best = Some(part);
                }
                from = None;
            }
            _ => {}
        }
    }
    best.filter(|best| best.len() <= whole.len())
}

/// What a sentence says of somebody.
#[derive(Debug, Default)]
struct Portrait {
    age: Option<u8>,
    date: bool,
    all: Sense,
    town: bool,
    group: bool,
}

/// How serious a sentence is, if it describes one person closely.
fn vignette(reading: &Reading, words: Range<usize>, dates: &[Date], people: &[Person]) -> Option<Level> {
    let senses = reading.all(words.clone());
    let portrait = portrait(reading, words.clone(), dates);
    let range = reading.words()[words.start].start()..reading.words()[words.end - 1].end();
    let at = people.partition_point(|person| person.span.end <= range.start);
    let named = people.get(at).is_some_and(|person| person.span.start < range.end && person.level > Level::Info);
    let text = &reading.page.text()[range];
    let rule = senses.any(Sense::STATISTIC) || text.contains('%') || portrait.group;
    let general = senses.any(Sense::MODAL.with(Sense::LAW)) && portrait.age.is_none() && !named;
    let one = senses.any(Sense::PERSON.with(Sense::KIN)) || portrait.age.is_some() || named;
    if rule || general || !one {
        return None;
    }
    let properties = [
        portrait.age.is_some(),
        senses.any(Sense::PERSON) || named,
        senses.any(Sense::ORIGIN.with(Sense::COUNTRY)),
        portrait.town,
        portrait.date,
        senses.any(Sense::JOB),
        senses.any(Sense::KIN),
        senses.any(Sense::HEALTH),
    ];
    let count = properties.iter().map(|property| u32::from(*property)).sum::<u32>();
    let special = [portrait.age.is_some(), portrait.town, portrait.date].iter().filter(|has| **has).count();
    let enough = count >= ENOUGH && special > 0 && (special > 1 || portrait.age.is_some() || count > ENOUGH);
    let only = senses.any(Sense::ONLY) && enough;
    match enough {
        true if portrait.age.is_some_and(|age| age < 18) || only => Some(Level::Block),
        true => Some(Level::Warn),
        false => None,
    }
}

/// Whether a word is an age written in one: Trzydziestoczteroletnia, sešpadsmitgadīgo.
fn is_worded_age(plain: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "letni",
        "letnia",
        "letniej",
        "letniego",
        "letnią",
        "leta",
        "lety",
        "leteho",
        "lete",
        "letou",
        "letym",
        "rocna",
        "rocny",
        "rocneho",
        "rocnej",
        "rocnu",
        "letna",
        "letno",
        "letnega",
        "letne",
        "letnemu",
        "godisnja",
        "godisnje",
        "godisnji",
        "godisnju",
        "godisnjeg",
        "годишна",
        "годишен",
        "годишно",
        "годишната",
        "годишња",
        "годишњи",
        "годишње",
        "рична",
        "ричнии",
        "ричного",
        "ричну",
        "ричнои",
        "летняя",
        "летнии",
        "летнего",
        "летнюю",
        "летнеи",
        "jahrige",
        "jahriger",
        "jahrigen",
        "jahriges",
        "jarige",
        "jarig",
        "arig",
        "arige",
        "aring",
        "aringen",
        "vuotias",
        "vuotiaan",
        "vuotiaana",
        "vuotiasta",
        "aastane",
        "aastase",
        "aastast",
        "gadigo",
        "gadigais",
        "gadiga",
        "gadigs",
        "gadigas",
        "gadigu",
        "mete",
        "metis",
        "metes",
        "mecio",
        "metei",
        "meciui",
        "χρονη",
        "χρονοσ",
        "χρονησ",
        "χρονου",
        "χρονο",
        "yearold",
    ];
    plain.chars().nth(9).is_some() && ENDINGS.iter().any(|ending| plain.ends_with(ending))
}

fn portrait(reading: &Reading, words: Range<usize>, dates: &[Date]) -> Portrait {
    let mut portrait = Portrait::default();
    let at = dates.partition_point(|date| date.words.end <= words.start);
    portrait.date = dates.get(at).is_some_and(|date| date.words.start < words.end);
    for at in words.clone() {
        let (word, sense) = (&reading.words()[at], reading.at(at));
        portrait.all = portrait.all.with(sense);
        if word.has_digit() {
            portrait.age = portrait.age.or_else(|| names::age(reading, at));
            portrait.group |= is_group(reading, at, words.end);
        } else if !sense.any(Sense::PEOPLE.with(Sense::FAMILY)) && is_worded_age(&reading.plain(at)) {
            portrait.age = portrait.age.or(Some(ADULT));
        }
        let town = sense.any(Sense::TOWN) && !sense.any(Sense::COUNTRY.with(Sense::ORIGIN).with(Sense::STOP));
        portrait.town |= town && word.is_capitalised() && at > words.start || sense.any(Sense::SETTLEMENT);
    }
    portrait
}

/// Whether a number counts persons and is no small one.
fn is_group(reading: &Reading, at: usize, end: usize) -> bool {
    let count: Option<u32> = reading.page.word(&reading.words()[at]).parse().ok();
    let people = (at + 1..end.min(at + 4)).any(|at| reading.at(at).any(Sense::PERSONS.with(Sense::KINS)));
    count.is_some_and(|count| count >= GROUP) && people && names::age(reading, at).is_none()
}

#[cfg(test)]
mod tests;
