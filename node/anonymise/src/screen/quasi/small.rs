//! Small numbers of persons, in words or digits.

use crate::screen::reading::{Languages, Reading, Sense};
use crate::screen::{Detector, Finding, Level};

const NUMERALS: Sense = Sense::ONE.with(Sense::TWO).with(Sense::THREE).with(Sense::FOUR);

/// How many words may stand between a numeral and the persons, such as "two young Nigerian women".
const BETWEEN: usize = 2;

/// Finds "two brothers", "3 victims", "one case".
pub(crate) fn find(reading: &Reading, found: &mut Vec<Finding>) {
    for at in 0..reading.words().len() {
        // Irish and Maltese say the numeral behind the noun.
        if reading.at(at).any(Sense::CASE) && reading.at(at + 1).any(Sense::ONE) && reading.gap(at) == " " {
            let words = reading.words();
            let span = words[at].start()..words[at + 1].end();
            found.push(Finding {
                detector: Detector::SmallNumber,
                level: Level::Warn,
                confidence: 60,
                span,
                scheme: "",
            });
        }
        if !is_numeral(reading, at) {
            continue;
        }
        if let Some(persons) = persons(reading, at) {
            let words = reading.words();
            let span = words[at].start()..words[persons].end();
            found.push(Finding {
                detector: Detector::SmallNumber,
                level: Level::Warn,
                confidence: 60,
                span,
                scheme: "",
            });
        }
    }
}

/// 1 to 4 by itself, or a numeral in words.
fn is_numeral(reading: &Reading, at: usize) -> bool {
    let word = &reading.words()[at];
    if word.has_digit() {
        let text = reading.page.word(word);
        return matches!(text, "1" | "2" | "3" | "4") && stands_alone(reading, at);
    }
    if !reading.at(at).any(NUMERALS.with(Sense::ARTICLE)) {
        return false;
    }
    // The Dutch numeral is the article with accents.
    !matches!(reading.folded(at), "een" | "tre" if reading.at(at).any(Sense::STOP) || word.is_all_capitals())
}

/// Not part of a decimal, a date, a range, an enumeration or a heading.
fn stands_alone(reading: &Reading, at: usize) -> bool {
    let word = &reading.words()[at];
    let text = reading.page.text();
    let before = text[..word.start()].chars().next_back();
    let number_before = at > 0 && reading.words()[at - 1].has_digit() && reading.gap(at - 1).len() <= 3;
    reading.gap(at) == " " && !number_before && before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '"'))
}

/// The word for persons that a numeral counts.
fn persons(reading: &Reading, at: usize) -> Option<usize> {
    let sentence = reading.sentence_of(at);
    let before = reading.all(at.saturating_sub(1).max(sentence.start)..at);
    // "More than two persons" is a rule; "article 2 victims" and "one in three women" count nobody.
    let ratio = at > sentence.start
        && reading.at(at - 1).any(Sense::STOP)
        && (sentence.start.max(at.saturating_sub(3))..at - 1)
            .any(|at| reading.at(at).any(NUMERALS.with(Sense::ARTICLE)) || reading.words()[at].is_number());
    let titled = at > sentence.start && reading.words()[at].is_number() && is_label(reading, at - 1);
    if before.any(Sense::BOUND.with(Sense::MODAL).with(Sense::LAW)) || ratio || titled {
        return None;
    }
    if reading.at(at).any(Sense::ONE.with(Sense::ARTICLE))
        && reading.at(at + 1).any(Sense::CASE)
        && reading.gap(at) == " "
    {
        // "In one case": the article counts only behind a preposition.
        let prepared = at > sentence.start && reading.folded(at - 1).chars().count() <= 4 || at == sentence.start;
        return (prepared || !reading.at(at).any(Sense::ARTICLE)).then_some(at + 1);
    }
    if !reading.at(at).any(NUMERALS) && !reading.words()[at].is_number() {
        return None;
    }
    let one = reading.at(at).any(Sense::ONE) || reading.folded(at) == "1";
    let languages = reading.languages(reading.words()[at].sentence());
    let wanted = match (one, languages.meets(Languages::listed("en nl fr es it pt ro"))) {
        (false, true) => Sense::PERSONS.with(Sense::KINS),
        _ => Sense::PEOPLE.with(Sense::FAMILY),
    };
    for next in at + 1..(at + 2 + BETWEEN).min(sentence.end) {
        if reading.gap(next - 1) != " " && !(next > at + 1 && matches!(reading.gap(next - 1), "-" | ", ")) {
            return None;
        }
        let sense = reading.at(next);
        if sense.any(wanted) {
            // "One victim in four", "une victime sur trois".
            let share = reading.at(next + 2).any(NUMERALS) && reading.folded(next + 1).chars().count() <= 4;
            let person = ["person", "persoon", "osob", "лиц", "осо"];
            let anybody = one
                && !reading.words()[at].is_number()
                && person.iter().any(|word| reading.folded(next).starts_with(word));
            if share || anybody || reading.at(next + 1).any(Sense::GROUP) {
                return None;
            }
            // "Two victim support organisations": the word goes on to be a thing.
            let thing = reading.gap(next) == "-";
            return (!thing).then_some(next);
        }
        let barrier = Sense::STOP
            .with(Sense::BOUND)
            .with(Sense::MODAL)
            .with(Sense::VERB)
            .with(Sense::ORGANISATION)
            .with(Sense::GROUP);
        if sense.any(barrier.with(NUMERALS).with(Sense::AGE)) || reading.words()[next].has_digit() {
            return None;
        }
    }
    None
}

/// Words that a number belongs to: table 2, phase 3.
fn is_label(reading: &Reading, at: usize) -> bool {
    const LABELS: &[&str] = &[
        "articl",
        "artik",
        "artic",
        "tabl",
        "tabel",
        "figur",
        "phase",
        "fase",
        "annex",
        "anhang",
        "bijlage",
        "section",
        "chapter",
        "kapitel",
        "hoofdstuk",
        "category",
        "categor",
        "kategor",
        "level",
        "step",
        "box",
        "no",
        "nr",
        "art",
        "paragraph",
        "tier",
        "question",
        "vraag",
        "frage",
        "indicator",
        "table",
        "tabulk",
        "abbildung",
        "rozdzia",
        "čl",
        "члан",
        "член",
        "άρθρο",
        "cikk",
        "strana",
        "page",
        "pillar",
        "objective",
        "group",
    ];
    let word = reading.folded(at);
    LABELS.iter().any(|label| word.starts_with(label) && (label.len() > 3 || word.len() == label.len()))
}
