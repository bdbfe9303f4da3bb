//! What the words around a run of capitalised words say of it.

use crate::screen::reading::{Languages, Reading, Sense};

use super::form;
use super::run::{Kind, Run};

/// How far before a name a word may call for one, and behind it.
const BEFORE: usize = 4;
const AFTER: usize = 5;

/// How many words an airport or university stands from the name it has, others of its kind between.
const EPONYM: usize = 8;

/// How far behind an author the year of the book may stand, in characters.
const AUTHORS: usize = 48;

/// What calls for a name, and what speaks against it.
#[derive(Debug, Default)]
pub(super) struct Context {
    /// Mr, Frau right before it.
    pub(super) title: bool,
    /// Somebody's office before or behind it.
    pub(super) office: bool,
    /// "named" right before it.
    pub(super) named: bool,
    /// A role or a relation right before it or in apposition: the victim X; X, her sister.
    pub(super) role: bool,
    /// The same, and the word is written small, as it is in a sentence and not in a heading.
    pub(super) role_small: bool,
    /// A relation somewhere in the sentence.
    pub(super) kin: bool,
    /// In, at: what is named is a place.
    pub(super) locative: bool,
    /// A relation right beside it.
    pub(super) kin_beside: bool,
    /// What a person does right behind it.
    pub(super) acts: bool,
    /// An age right behind it.
    pub(super) aged: bool,
    /// A person somewhere in the sentence.
    pub(super) person: bool,
    /// The name of a thing: a street, a foundation, a law.
    pub(super) thing: bool,
    /// An author in a citation.
    pub(super) cited: bool,
    /// A language that puts the surname first.
    pub(super) surname_first: bool,
    /// A language that puts the office behind the name.
    behind: bool,
    /// A language that writes every noun with a capital letter.
    pub(super) german: bool,
}

impl Context {
    /// Looks around a run.
    pub(super) fn of(reading: &Reading, run: &Run) -> Self {
        let (Some((first, _)), Some((last, _))) = (run.words().first().copied(), run.words().last().copied()) else {
            return Self::default();
        };
        let sentence = reading.sentence_of(first);
        let languages = reading.languages(reading.words()[first].sentence());
        let mut context = Self {
            german: languages.meets(Languages::of("de")),
            behind: languages.meets(Languages::listed("hu tr")),
            surname_first: languages.meets(Languages::of("hu")),
            ..Self::default()
        };
        let all = reading.all(sentence.start..first).with(reading.all(last + 1..sentence.end));
        context.person = all.any(Sense::PEOPLE.with(Sense::FAMILY).with(Sense::VERB));
        let goes_on = Sense::STOP.with(Sense::VERB).with(Sense::KIN).with(Sense::PERSON);
        context.kin = all.any(Sense::KIN) && (reading.at(run.end()).any(goes_on) || !run.begins_sentence(reading));
        context.locative =
            first > sentence.start && reading.gap(first - 1) == " " && is_locative(reading.folded(first - 1));
        // "in Benin City": the first word was left out as a place.
        context.locative |= first > sentence.start
            && reading.gap(first - 1) == " "
            && reading.words()[first - 1].is_capitalised()
            && reading.at(first - 1).any(Sense::TOWN.with(Sense::COUNTRY));
        context.look_before(reading, first, sentence.start);
        context.look_behind(reading, run.end(), sentence.end);
        context.thing = is_thing(reading, run, sentence.start) && !context.title;
        let called = context.title || context.named || context.role || context.acts || context.aged || context.office;
        context.thing |= !called && is_named_after(reading, run);
        context.cited = is_cited(reading, run, &context) && !context.title;
        context
    }

    fn look_before(&mut self, reading: &Reading, first: usize, start: usize) {
        for (distance, at) in (start..first).rev().take(BEFORE).enumerate() {
            let sense = reading.at(at);
            let gap = reading.gap(at).trim();
            let linked = gap.is_empty()
                || (gap == "." && sense.any(Sense::TITLE))
                || matches!(gap, "," | ":" | "\"" | "'" | "(");
            if !linked {
                break;
            }
            let beside = distance == 0;
            let small = !reading.words()[at].is_capitalised() || (at == start && !self.german);
            self.title |= beside
                && sense.any(Sense::TITLE)
                && !(sense.any(Sense::STOP) && !gap.is_empty() && gap != ".")
                && is_title(reading, at);
            self.named |= beside && sense.any(Sense::NAMED);
            self.office |= distance <= 2 && sense.any(Sense::OFFICE) && (gap.is_empty() || gap == ",");
            if distance <= 1 && sense.any(Sense::PEOPLE.with(Sense::FAMILY)) && !sense.any(Sense::OFFICE) {
                self.role = true;
                self.role_small |= beside && small && sense.any(Sense::PERSON.with(Sense::KIN));
                self.kin_beside |= sense.any(Sense::KIN);
            }
            if distance > 1
                && !sense.is_empty()
                && !sense.any(Sense::OFFICE.with(Sense::STOP).with(Sense::PARTICLE).with(Sense::TITLE))
            {
                break;
            }
        }
    }

    fn look_behind(&mut self, reading: &Reading, end: usize, stop: usize) {
        let gap = end.checked_sub(1).map(|last| reading.gap(last)).unwrap_or_default();
        for (distance, at) in (end..stop).take(AFTER).enumerate() {
            let sense = reading.at(at);
            let comma = gap.starts_with(',') || gap.starts_with(" (");
            if distance > 0 && reading.gap(at - 1).contains([';', ':', '|']) {
                break;
            }
            self.acts |= distance <= 1 && gap == " " && sense.any(Sense::VERB);
            self.aged |= distance <= 2 && (comma || gap == " ") && is_age(reading, at);
            self.aged |= distance == 0 && comma && is_bare_age(reading, at);
            // Hungarian and Turkish put the office behind the name.
            self.office |= distance == 0 && gap == " " && self.behind && sense.any(Sense::OFFICE);
            self.office |= distance <= 3 && comma && sense.any(Sense::OFFICE);
            let noun = Sense::PERSON.with(Sense::KIN);
            self.role |= comma && distance <= 3 && sense.any(noun) && !reading.words()[at].is_capitalised();
            self.kin_beside |= comma && distance <= 2 && sense.any(Sense::KIN);
        }
    }
}

/// A title of one letter (M., p., г.) has its full stop.
fn is_title(reading: &Reading, at: usize) -> bool {
    let letters = reading.folded(at).chars().count();
    if at > 0 && reading.words()[at - 1].has_digit() && reading.gap(at - 1).len() <= 2 {
        // "5 d.", "2009 г.": a day, a year.
        return false;
    }
    letters > 2
        || reading.gap(at).starts_with('.')
        || (letters == 2 && reading.words()[at].is_capitalised())
        || !reading.folded(at).is_ascii()
}

/// Whether a number is the age of somebody: 17-year-old, aged 17, 17 ans.
pub(crate) fn is_age(reading: &Reading, at: usize) -> bool {
    age(reading, at).is_some()
}

/// The age that a number says, by the words beside it.
pub(crate) fn age(reading: &Reading, at: usize) -> Option<u8> {
    let word = reading.words().get(at)?;
    let text = reading.page.word(word);
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let years: u8 = text.get(..digits).filter(|digits| digits.len() <= 2)?.parse().ok()?;
    let one = |gap: &str| matches!(gap, " " | "-" | "- ");
    // "34 de ani", "15-il sena".
    let linked = matches!(reading.folded(at + 1), "de" | "il")
        && reading.gap(at + 1) == " "
        && reading.at(at + 2).any(Sense::AGE);
    let after = word.is_number() && one(reading.gap(at)) && (linked || reading.at(at + 1).any(Sense::AGE));
    let glued = !word.is_number() && digits > 0 && text.get(digits..).is_some_and(is_age_ending);
    let before = word.is_number()
        && at > 0
        && matches!(reading.gap(at - 1), " " | ": ")
        && reading.at(at - 1).any(Sense::AGE)
        && !reading.at(at + 1).any(Sense::AGE);
    let range = word.is_number() && is_range(reading, at);
    ((after || glued || before) && !range).then_some(years)
}

/// How words end that say an age with a number before them: 34χρονη, 17jähriges.
fn is_age_ending(suffix: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "χρον", "год", "річ", "літ", "летн", "letn", "ročn", "leté", "letá", "letý", "jähr", "jarig", "årig", "åring",
        "vuotia", "aasta", "éves", "gad", "metė", "metis", "godiš", "yo",
    ];
    ENDINGS.iter().any(|ending| suffix.starts_with(ending))
}

/// Words before the name of a place, in the languages of the network.
fn is_locative(word: &str) -> bool {
    const LOCATIVE: &[&str] = &[
        "in", "v", "ve", "w", "we", "u", "en", "à", "em", "no", "na", "i", "în", "в", "во", "във", "у", "σε", "στο",
        "στη", "στην", "στα", "im", "till", "til", "near", "bei", "près", "kraj", "край",
    ];
    LOCATIVE.contains(&word)
}

/// Whether a number is one end of a range: 18-25, 18 to 25.
fn is_range(reading: &Reading, at: usize) -> bool {
    let number = |at: usize| reading.words().get(at).is_some_and(|word| word.is_number());
    let joins = |gap: &str| matches!(gap, "-" | " - " | "/");
    let before = at > 0 && number(at - 1) && joins(reading.gap(at - 1));
    let after = number(at + 1) && joins(reading.gap(at));
    let worded = |from: usize| number(from) && number(from + 2) && reading.folded(from + 1).len() <= 6;
    before || after || worded(at) || (at >= 2 && worded(at - 2))
}

/// "Maria, 17," and "Maria (17)".
fn is_bare_age(reading: &Reading, at: usize) -> bool {
    let Some(word) = reading.words().get(at).filter(|word| word.is_number() && word.range().len() == 2) else {
        return false;
    };
    reading.page.text()[word.end()..].starts_with([',', ')', '.'])
}

/// Whether a run names a street, an organisation, a law and not somebody.
fn is_thing(reading: &Reading, run: &Run, start: usize) -> bool {
    let things = Sense::ORGANISATION.with(Sense::THING);
    let saint = run.words().len() > 1 && run.words().first().is_some_and(|(at, _)| reading.at(*at).any(Sense::THING));
    let inside = run.words().iter().any(|(at, kind)| {
        let sense = reading.at(*at);
        (*kind == Kind::Unknown && (sense.any(things.with(Sense::LAW)) || form::is_institution(&reading.plain(*at))))
            || sense.any(Sense::BRAND)
    });
    let wordlike = run.words().len() > 1
        && run.words().last().is_some_and(|(at, _)| reading.at(*at).any(things) && !reading.at(*at).any(Sense::NAME));
    let before = run.start() > start
        && matches!(reading.gap(run.start() - 1), " " | ". " | "-" | " \"")
        && reading.at(run.start() - 1).any(things)
        && reading.words()[run.start() - 1].is_capitalised();
    let small_before = run.start() > start
        && reading.gap(run.start() - 1) == " "
        && reading.at(run.start() - 1).any(Sense::THING)
        && !reading.at(run.start() - 1).any(Sense::STOP);
    // Two words before it: "Fundacja im. X", "ulica gen. X".
    let dedicated = run.start() >= start + 2
        && reading.folded(run.start() - 1).len() <= 4
        && reading.gap(run.start() - 1) == ". "
        && reading.at(run.start() - 2).any(things);
    let behind = matches!(reading.gap(run.end() - 1), " " | "-")
        && reading.at(run.end()).any(things)
        && reading.words().get(run.end()).is_some_and(|word| word.is_capitalised());
    saint || inside || wordlike || before || small_before || dedicated || behind
}

/// Whether a run is what an airport or university near it is called: "the airports Charles de Gaulle and Leonardo da
/// Vinci".
fn is_named_after(reading: &Reading, run: &Run) -> bool {
    let sentence = reading.sentence_of(run.start());
    let passes = |at: &usize| {
        let word = &reading.words()[*at];
        let sense = reading.at(*at);
        word.is_capitalised() || sense.any(Sense::EPONYM.with(Sense::PARTICLE)) || word.range().len() <= 4
    };
    let eponym = |at: usize| reading.at(at).any(Sense::EPONYM);
    let before = (sentence.start..run.start()).rev().take(EPONYM).take_while(passes).any(eponym);
    let after = (run.end()..sentence.end).take(EPONYM).take_while(passes).any(eponym);
    before || after || run.words().iter().any(|(at, _)| eponym(*at))
}

/// Whether a run stands where the author of a book does.
fn is_cited(reading: &Reading, run: &Run, context: &Context) -> bool {
    let text = reading.page.text();
    let span = run.span(reading);
    let behind = text[span.end..].trim_start_matches(['.', ',', ' ', '(']);
    let year = behind.get(..4).is_some_and(|year| {
        year.bytes().all(|byte| byte.is_ascii_digit()) && (year.starts_with("19") || year.starts_with("20"))
    });
    let et_al = behind.starts_with("et al") || behind.starts_with("& ") || behind.starts_with("and others");
    let more = behind.char_indices().nth(AUTHORS).map_or(behind, |(end, _)| &behind[..end]);
    let joint = ["and ", "und ", "en ", "et ", "y ", "e ", "i "].iter().any(|and| behind.starts_with(and))
        && [", 19", ", 20", "(19", "(20"].iter().any(|year| more.contains(year));
    let sentence = reading.sentence_of(run.start());
    let marks = reading.all(sentence.start.max(run.start().saturating_sub(6))..run.start()).any(Sense::CITATION);
    let before = text[..span.start].trim_end();
    let sign = before.ends_with('©') || before.ends_with('&');
    let called = context.role || context.named || context.aged;
    ((year || joint) && !called) || et_al || marks && !called || sign
}
