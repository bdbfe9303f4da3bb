//! The text of a page: what its operators show, put into lines by where it stands (ISO 32000-1, 9.4).

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::document::Document;
use super::font::Font;
use super::object::{Dict, Lexer, Object, find};
use crate::screen::files::parts::{Parts, Result};
use crate::screen::files::{FileError, MAX_UNPACKED_BYTES};

/// Deepest nesting of forms.
const MAX_DEPTH: usize = 12;

/// A gap, as a part of the size of the font, that stands for a space.
const SPACE: f64 = 0.15;

/// A distance from the line, as a part of the size of the font, that begins a new one.
const LINE: f64 = 0.4;

/// Characters below which a page with a picture may be a scan.
const SCAN: usize = 40;

/// Operands of one operator; more than these are dropped.
const MAX_OPERANDS: usize = 4096;

/// A transformation `[a b c d e f]`.
type Matrix = [f64; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn times(m: &Matrix, n: &Matrix) -> Matrix {
    [
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    ]
}

fn moved(x: f64, y: f64) -> Matrix {
    [1.0, 0.0, 0.0, 1.0, x, y]
}

/// Reads pages, each font and form once.
pub(super) struct Reader<'a> {
    document: &'a Document<'a>,
    fonts: BTreeMap<u32, Rc<Font>>,
    /// Forms that were read. What stands on every page is read once.
    forms: BTreeSet<u32>,
}

/// What was found on a page.
#[derive(Default)]
pub(super) struct PageText {
    text: String,
    characters: usize,
    unknown: usize,
    pictures: usize,
    undecoded: bool,
}

impl PageText {
    /// Adds the page to the parts of the file.
    pub(super) fn report(&self, name: &str, hidden: bool, parts: &mut Parts) -> Result {
        match hidden {
            true => parts.hidden(name, "hidden_page", &self.text)?,
            false => parts.text(name, &self.text)?,
        }
        let scan = self.pictures > 0 && self.characters < SCAN;
        if scan || self.undecoded || self.unknown * 10 > self.characters {
            parts.unreadable(name)?;
        }
        Ok(())
    }
}

/// How text is shown at a place of the page.
#[derive(Clone)]
struct State {
    page: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    leading: f64,
    characters: f64,
    words: f64,
    scale: f64,
}

struct Run<'r> {
    state: State,
    saved: Vec<State>,
    line: Matrix,
    at: Matrix,
    /// Where the last character ended, and its size.
    last: Option<(f64, f64)>,
    page: &'r mut PageText,
}

impl<'a> Reader<'a> {
    pub(super) fn new(document: &'a Document<'a>) -> Self {
        Self { document, fonts: BTreeMap::new(), forms: BTreeSet::new() }
    }

    /// Reads a page.
    pub(super) fn page(&mut self, page: &Dict, resources: Option<&Dict>, parts: &mut Parts) -> Result<PageText> {
        let mut text = PageText::default();
        let contents = match page.get(b"Contents".as_slice()) {
            Some(Object::Array(items)) => items.clone(),
            Some(one) => match self.document.resolve(one) {
                Some(Object::Array(items)) => items.clone(),
                _ => vec![one.clone()],
            },
            None => Vec::new(),
        };
        // An operator may begin in one stream and end in the next.
        let mut bytes = Vec::new();
        for item in &contents {
            let Object::Reference(number) = item else { continue };
            match self.document.decode(*number, parts)? {
                Some(more) => bytes.extend(more),
                None => text.undecoded = true,
            }
            bytes.push(b'\n');
        }
        let state =
            State { page: IDENTITY, font: None, size: 1.0, leading: 0.0, characters: 0.0, words: 0.0, scale: 1.0 };
        let mut run = Run { state, saved: Vec::new(), line: IDENTITY, at: IDENTITY, last: None, page: &mut text };
        self.operators(&bytes, resources, &mut run, 0, parts)?;
        Ok(text)
    }

    fn operators(
        &mut self,
        bytes: &[u8],
        resources: Option<&Dict>,
        run: &mut Run<'_>,
        depth: usize,
        parts: &mut Parts,
    ) -> Result {
        let mut lexer = Lexer::of_page(bytes);
        let mut operands: Vec<Object> = Vec::new();
        while let Some(object) = lexer.next() {
            let Object::Word(operator) = object else {
                if operands.len() < MAX_OPERANDS {
                    operands.push(object);
                }
                continue;
            };
            match (operator.as_slice(), operands.as_slice()) {
                (b"Tf", [Object::Name(name), Object::Number(size)]) => {
                    run.state.size = *size;
                    run.state.font = self.font(resources, name, parts)?;
                }
                (b"Do", [Object::Name(name)]) => self.external(resources, name, run, depth, parts)?,
                (b"ID", _) => {
                    run.page.pictures += 1;
                    lexer.at = picture_end(bytes, lexer.at);
                }
                (operator, operands) => run.operator(operator, operands),
            }
            if run.page.text.len() > MAX_UNPACKED_BYTES {
                return Err(FileError::TooLarge);
            }
            operands.clear();
        }
        Ok(())
    }

    fn font(&mut self, resources: Option<&Dict>, name: &[u8], parts: &mut Parts) -> Result<Option<Rc<Font>>> {
        let fonts = resources.and_then(|resources| self.document.dict_at(resources, b"Font"));
        let Some(found) = fonts.and_then(|fonts| fonts.get(name)) else { return Ok(None) };
        let number = match found {
            Object::Reference(number) => Some(*number),
            _ => None,
        };
        if let Some(font) = number.and_then(|number| self.fonts.get(&number)) {
            return Ok(Some(Rc::clone(font)));
        }
        let Some(dict) = self.document.dict(found) else { return Ok(None) };
        let font = Rc::new(Font::read(self.document, dict, parts)?);
        match number {
            Some(number) => _ = self.fonts.insert(number, Rc::clone(&font)),
            // A font without a number is read where it is used; that counts as unpacked.
            None => parts.spend(4096)?,
        }
        Ok(Some(font))
    }

    /// Follows a form, or counts a picture.
    fn external(
        &mut self,
        resources: Option<&Dict>,
        name: &[u8],
        run: &mut Run<'_>,
        depth: usize,
        parts: &mut Parts,
    ) -> Result {
        let objects = resources.and_then(|resources| self.document.dict_at(resources, b"XObject"));
        let Some(Object::Reference(number)) = objects.and_then(|objects| objects.get(name)) else { return Ok(()) };
        let Some(dict) = self.document.dict(&Object::Reference(*number)).cloned() else { return Ok(()) };
        if !self.document.is(&dict, b"Subtype", b"Form") {
            run.page.pictures += 1;
            return Ok(());
        }
        if !self.forms.insert(*number) {
            return Ok(());
        }
        if depth >= MAX_DEPTH {
            return Err(FileError::TooLarge);
        }
        let Some(bytes) = self.document.decode(*number, parts)? else {
            run.page.undecoded = true;
            return Ok(());
        };
        let own = self.document.dict_at(&dict, b"Resources").or(resources);
        let before = (run.state.clone(), std::mem::take(&mut run.saved));
        if let Some(matrix) = self.document.array_at(&dict, b"Matrix").and_then(matrix) {
            run.state.page = times(&matrix, &run.state.page);
        }
        self.operators(&bytes, own, run, depth + 1, parts)?;
        (run.state, run.saved) = before;
        Ok(())
    }
}

impl Run<'_> {
    fn operator(&mut self, operator: &[u8], operands: &[Object]) {
        let number = |index: usize| match operands.get(index) {
            Some(Object::Number(number)) => *number,
            _ => 0.0,
        };
        match operator {
            b"q" if self.saved.len() < 256 => self.saved.push(self.state.clone()),
            b"Q" => self.state = self.saved.pop().unwrap_or_else(|| self.state.clone()),
            b"cm" => {
                if let Some(matrix) = matrix(operands) {
                    self.state.page = times(&matrix, &self.state.page);
                }
            }
            b"BT" => (self.line, self.at) = (IDENTITY, IDENTITY),
            b"Tc" => self.state.characters = number(0),
            b"Tw" => self.state.words = number(0),
            b"Tz" => self.state.scale = number(0) / 100.0,
            b"TL" => self.state.leading = number(0),
            b"Td" => self.next_line(number(0), number(1)),
            b"TD" => {
                self.state.leading = -number(1);
                self.next_line(number(0), number(1));
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tm" => {
                if let Some(matrix) = matrix(operands) {
                    (self.line, self.at) = (matrix, matrix);
                }
            }
            b"Tj" | b"TJ" => self.show_all(operands),
            b"'" => {
                self.next_line(0.0, -self.state.leading);
                self.show_all(operands);
            }
            b"\"" => {
                (self.state.words, self.state.characters) = (number(0), number(1));
                self.next_line(0.0, -self.state.leading);
                self.show_all(operands.get(2..).unwrap_or_default());
            }
            _ => {}
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = times(&moved(x, y), &self.line);
        self.at = self.line;
    }

    fn show_all(&mut self, operands: &[Object]) {
        let items = match operands {
            [Object::Array(items)] => items.as_slice(),
            other => other,
        };
        for item in items {
            match item {
                Object::Text(text) => self.show(text),
                Object::Number(back) => self.forward(-back / 1000.0 * self.state.size * self.state.scale),
                _ => {}
            }
        }
    }

    fn forward(&mut self, distance: f64) {
        self.at = times(&moved(distance, 0.0), &self.at);
    }

    fn show(&mut self, text: &[u8]) {
        let Some(font) = self.state.font.clone() else {
            self.page.characters += text.len();
            self.page.unknown += text.len();
            return;
        };
        self.separate();
        for glyph in font.glyphs(text) {
            self.page.characters += 1;
            match (glyph.mapped, glyph.simple) {
                (Some(mapped), _) => self.page.text.push_str(mapped),
                (None, Some(c)) => self.page.text.push(c),
                (None, None) => {
                    self.page.unknown += 1;
                    self.page.text.push('\u{fffd}');
                }
            }
            let space = if glyph.code == 32 { self.state.words } else { 0.0 };
            let width = glyph.width / 1000.0 * self.state.size + self.state.characters + space;
            self.forward(width * self.state.scale);
        }
        let place = times(&self.at, &self.state.page);
        self.last = Some((place[4], place[5]));
    }

    /// Puts a space or the end of a line between what was shown and what comes, by how far it is away.
    fn separate(&mut self) {
        let Some((x, y)) = self.last else { return };
        let place = times(&self.at, &self.state.page);
        let length = place[0].hypot(place[1]);
        let size = (length * self.state.size.abs()).max(f64::MIN_POSITIVE);
        let (along, up) = (place[0] / length, place[1] / length);
        let (dx, dy) = (place[4] - x, place[5] - y);
        let forward = (dx * along + dy * up) / size;
        let aside = (dy * along - dx * up) / size;
        let spaced = self.page.text.ends_with([' ', '\n']);
        // What cannot be measured, as in a font of size 0, is kept apart.
        if aside.abs() > LINE || forward < -1.0 || !forward.is_finite() {
            self.page.text.push('\n');
        } else if forward > SPACE && !spaced {
            self.page.text.push(' ');
        }
    }
}

fn matrix(operands: &[Object]) -> Option<Matrix> {
    let mut matrix = IDENTITY;
    for (index, place) in matrix.iter_mut().enumerate() {
        let Some(Object::Number(number)) = operands.get(index) else { return None };
        *place = *number;
    }
    Some(matrix)
}

/// Where an inline picture ends: behind `EI` between white space.
fn picture_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(end) = find(bytes, at, b"EI") {
        let space = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_none_or(u8::is_ascii_whitespace);
        if space(end.checked_sub(1)) && space(Some(end + 2)) {
            return end + 2;
        }
        at = end + 2;
    }
    bytes.len()
}
