//! One form for all the ways to write the same characters, with a way back to the text as given.
//!
//! NFKC (Unicode Standard Annex 15), except that superscript digits stay: a footnote mark behind a number is no part of
//! it. Invisible characters go, dashes, spaces and quotes become ASCII, digits of all scripts too. In code-like tokens
//! (digits, or letters of two scripts) Greek and Cyrillic letters that look Latin become Latin (Unicode Technical
//! Standard 39).

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use super::fold::latin_look_alike;

/// Characters below this have their [`Class`] in a table.
const TABLE: usize = 0x3000;

/// Marks on one letter that are looked at together; further ones are a new unit. Keeps hostile input linear.
const CLUSTER: usize = 32;

/// What becomes of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// It stays.
    Plain,
    /// It goes.
    Strip,
    /// One ASCII character stands for it.
    Ascii(u8),
    /// NFKC changes it, alone or with what stands before it.
    Compose,
}

/// What is known of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Class {
    form: Form,
    token: u8,
    /// A letter, digit or mark.
    pub(super) word: bool,
    /// A capital letter.
    pub(super) upper: bool,
}

const DIGIT: u8 = 1;
const LATIN: u8 = 2;
const LOOK_ALIKE: u8 = 4;
const OTHER: u8 = 8;

static CLASSES: LazyLock<Vec<Class>> = LazyLock::new(|| {
    let class = |code| char::from_u32(code).map_or(class_of('?'), class_of);
    (0..TABLE as u32).map(class).collect()
});

/// The classes of the characters that most texts consist of, for loops.
pub(super) struct Classes(&'static [Class]);

impl Classes {
    pub(super) fn get() -> Self {
        Self(&CLASSES)
    }

    #[inline]
    pub(super) fn of(&self, c: char) -> Class {
        match self.0.get(c as usize) {
            Some(class) => *class,
            None => class_of(c),
        }
    }
}

fn class_of(c: char) -> Class {
    let form = form_of(c);
    let shown = match form {
        Form::Ascii(byte) => char::from(byte),
        _ => c,
    };
    let word = shown.is_alphanumeric() || (form == Form::Compose && canonical_combining_class(c) != 0);
    let token = match shown {
        _ if !word || form == Form::Strip => 0,
        '0'..='9' => DIGIT,
        'a'..='z' | 'A'..='Z' => LATIN,
        _ if latin_look_alike(shown).is_some() => LOOK_ALIKE,
        _ => OTHER,
    };
    Class { form, token, word: word && form != Form::Strip, upper: shown.is_uppercase() }
}

fn form_of(c: char) -> Form {
    match c {
        '\0'..='\x7f' | '\u{b9}' | '\u{b2}' | '\u{b3}' | '\u{2070}'..='\u{2079}' => Form::Plain,
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e01ef}' => Form::Strip,
        '\u{85}' | '\u{2028}' | '\u{2029}' => Form::Ascii(b'\n'),
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Form::Ascii(b' '),
        '\u{58a}'
        | '\u{5be}'
        | '\u{1806}'
        | '\u{2010}'..='\u{2015}'
        | '\u{2043}'
        | '\u{2212}'
        | '\u{2e3a}'
        | '\u{2e3b}'
        | '\u{fe58}'
        | '\u{fe63}'
        | '\u{ff0d}' => Form::Ascii(b'-'),
        '\u{b4}' | '\u{2b9}' | '\u{2bc}' | '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' => Form::Ascii(b'\''),
        '\u{2033}' => Form::Ascii(b'"'),
        'İ' => Form::Ascii(b'I'),
        '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => Form::Plain,
        _ => match digit(c) {
            Some(digit) => Form::Ascii(b'0' + digit),
            None if composes(c) => Form::Compose,
            None => Form::Plain,
        },
    }
}

fn composes(c: char) -> bool {
    canonical_combining_class(c) != 0 || is_nfkc_quick(std::iter::once(c)) != IsNormalized::Yes
}

/// Whether a character belongs to the unit of the one before it.
fn continues(c: char) -> bool {
    canonical_combining_class(c) != 0
        || is_nfkc_quick(std::iter::once(c)) == IsNormalized::Maybe
        || matches!(c, '\u{ff9e}' | '\u{ff9f}')
}

/// Value of a decimal digit (general category Nd) outside ASCII.
fn digit(c: char) -> Option<u8> {
    // First digit of each set of ten in the Unicode Character Database, 16.0; mathematical digits come in five sets.
    const ZEROS: [u32; 71] = [
        0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50,
        0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50,
        0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30, 0x10D40, 0x11066, 0x110F0,
        0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x116D0, 0x116DA, 0x11730, 0x118E0, 0x11950,
        0x11BF0, 0x11C50, 0x11D50, 0x11DA0, 0x11F50, 0x16130, 0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1CCF0, 0x1D7CE,
        0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0,
    ];
    let code = c as u32;
    let last = *ZEROS.get(ZEROS.partition_point(|zero| *zero <= code).checked_sub(1)?)?;
    u8::try_from(code - last).ok().filter(|digit| *digit < 10)
}

/// A stretch that reads differently in the normalised text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Edit {
    new_start: usize,
    new_end: usize,
    old_start: usize,
    old_end: usize,
}

/// A text in its one form.
#[derive(Debug)]
pub(super) struct Normalised<'a> {
    pub(super) text: Cow<'a, str>,
    edits: Vec<Edit>,
}

impl Normalised<'_> {
    /// The bytes of the text as given from which a range came. A unit that changed is taken whole; what was stripped at
    /// the edges is left out.
    pub(super) fn original(&self, range: &Range<usize>) -> Range<usize> {
        let start = original_start(&self.edits, range.start);
        let end = match last(&self.edits, |edit| edit.new_start < range.end) {
            None => range.end,
            Some(edit) if range.end <= edit.new_end => edit.old_end,
            Some(edit) => edit.old_end + (range.end - edit.new_end),
        };
        start..end.max(start)
    }
}

/// The last of the edits that fulfil a condition, which holds for a first part of them.
fn last(edits: &[Edit], condition: impl Fn(&Edit) -> bool) -> Option<Edit> {
    edits.partition_point(condition).checked_sub(1).map(|last| edits[last])
}

/// Where the unit began that now begins at, or contains, `new`.
fn original_start(edits: &[Edit], new: usize) -> usize {
    match last(edits, |edit| edit.new_start <= new) {
        None => new,
        Some(edit) if new < edit.new_end => edit.old_start,
        Some(edit) => edit.old_end + (new - edit.new_end),
    }
}

/// Brings a text to its one form. Linear in its length.
pub(super) fn normalise(text: &str) -> Normalised<'_> {
    if text.is_ascii() {
        return Normalised { text: Cow::Borrowed(text), edits: Vec::new() };
    }
    let mut writer = Writer::new(text);
    let classes = Classes::get();
    let mut at = 0;
    while let Some(c) = char_at(text, at) {
        let end = at + c.len_utf8();
        let class = classes.of(c);
        match class.token {
            _ if class.form == Form::Strip => {}
            0 => writer.end_token(at),
            token => writer.token(at, token),
        }
        at = match class.form {
            Form::Plain => end,
            Form::Strip => writer.replace(at..end, ""),
            Form::Ascii(byte) => writer.replace(at..end, char::from(byte).encode_utf8(&mut [0; 4])),
            Form::Compose => writer.compose(at, c),
        };
    }
    writer.finish()
}

/// The character that begins at a byte.
#[inline]
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
        _ => text.get(at..)?.chars().next(),
    }
}

/// Copies what stays in long stretches, and remembers what does not.
struct Writer<'a> {
    old: &'a str,
    copied: usize,
    new: String,
    edits: Vec<Edit>,
    seen: u8,
    token_old: usize,
    token_new: usize,
}

impl<'a> Writer<'a> {
    fn new(old: &'a str) -> Self {
        let new = String::with_capacity(old.len());
        Self { old, copied: 0, new, edits: Vec::new(), seen: 0, token_old: 0, token_new: 0 }
    }

    fn copy_to(&mut self, at: usize) {
        if self.copied < at {
            self.new.push_str(&self.old[self.copied..at]);
            self.copied = at;
        }
    }

    #[inline]
    fn token(&mut self, at: usize, kind: u8) {
        if self.seen == 0 {
            self.token_old = at;
            self.token_new = self.new.len() + (at - self.copied);
        }
        self.seen |= kind;
    }

    #[inline]
    fn end_token(&mut self, at: usize) {
        let code_like = self.seen & LOOK_ALIKE != 0 && self.seen & OTHER == 0 && self.seen & (DIGIT | LATIN) != 0;
        self.seen = 0;
        if code_like {
            self.copy_to(at);
            let token = self.new.split_off(self.token_new);
            self.new.extend(token.chars().map(|c| latin_look_alike(c).unwrap_or(c)));
            self.edit(self.token_new, self.token_old, at);
        }
    }

    /// Notes that what was written from `new_start` on stands for `old_start..old_end`.
    fn edit(&mut self, mut new_start: usize, mut old_start: usize, old_end: usize) {
        while let Some(last) = self.edits.last().copied() {
            let before = last.new_end <= new_start && last.old_end <= old_start;
            if before {
                break;
            }
            new_start = new_start.min(last.new_start);
            old_start = old_start.min(last.old_start);
            self.edits.pop();
        }
        self.edits.push(Edit { new_start, new_end: self.new.len(), old_start, old_end });
    }

    fn replace(&mut self, old: Range<usize>, by: &str) -> usize {
        self.copy_to(old.start);
        let new_start = self.new.len();
        self.new.push_str(by);
        self.copied = old.end;
        self.edits.push(Edit { new_start, new_end: self.new.len(), old_start: old.start, old_end: old.end });
        old.end
    }

    /// Writes a unit that begins with `c`, or that continues what was written before it; gives where it ends.
    fn compose(&mut self, at: usize, c: char) -> usize {
        self.copy_to(at);
        let mut end = at + c.len_utf8();
        let mut unit = String::with_capacity(16);
        let mut old_start = at;
        if continues(c)
            && let Some(base) = self.new.pop()
        {
            old_start = original_start(&self.edits, self.new.len());
            unit.push(base);
        }
        let new_start = self.new.len();
        unit.push(c);
        let marks = self.old[end..].chars().take_while(|c| !c.is_ascii() && continues(*c)).take(CLUSTER);
        for mark in marks {
            unit.push(mark);
            end += mark.len_utf8();
        }
        self.new.extend(unit.nfkc());
        self.copied = end;
        self.edit(new_start, old_start, end);
        end
    }

    fn finish(mut self) -> Normalised<'a> {
        self.end_token(self.old.len());
        self.copy_to(self.old.len());
        Normalised { text: Cow::Owned(self.new), edits: self.edits }
    }
}

#[cfg(test)]
mod tests;
