//! All objects of a file.

use std::collections::BTreeMap;
use std::ops::Range;

use super::filter;
use super::object::{Dict, Lexer, Object, find};
use crate::screen::files::parts::{Parts, Result};
use crate::screen::files::{FileError, MAX_FILE_BYTES};

/// Most objects in one file, nested ones among them: some 100 bytes of memory each.
const MAX_OBJECTS: usize = 5_000_000;

/// Longest chain of references.
const MAX_REFERENCES: usize = 16;

/// Most filters of one stream.
const MAX_FILTERS: usize = 4;

struct Indirect {
    object: Object,
    /// Bytes of its stream in the file.
    stream: Option<Range<usize>>,
}

/// A file with its objects by number.
pub(super) struct Document<'a> {
    bytes: &'a [u8],
    objects: BTreeMap<u32, Indirect>,
    trailer: Dict,
    revised: bool,
    count: usize,
    /// Bytes read as objects; those in packed streams may overlap.
    lexed: usize,
}

impl<'a> Document<'a> {
    /// Reads all objects of a file.
    pub(super) fn open(bytes: &'a [u8], parts: &mut Parts) -> Result<Self> {
        let (objects, trailer) = (BTreeMap::new(), Dict::new());
        let mut document = Self { bytes, objects, trailer, revised: false, count: 0, lexed: 0 };
        let mut at = 0;
        while let Some(word) = find(bytes, at, b"obj") {
            document.trailers(at..word)?;
            at = match number_before(bytes, at, word) {
                Some(number) => document.indirect(number, word + 3, parts)?,
                None => word + 3,
            };
        }
        document.trailers(at..bytes.len())?;
        Ok(document)
    }

    /// Reads the object behind `obj`; returns where it ends.
    fn indirect(&mut self, number: u32, start: usize, parts: &mut Parts) -> Result<usize> {
        let mut lexer = Lexer::new(self.bytes, start);
        let object = lexer.next();
        self.count_objects(&lexer, start)?;
        let Some(object) = object else { return Ok(start) };
        let end = lexer.at;
        let stream = match &object {
            Object::Dict(dict) => self.stream(dict, &mut lexer),
            _ => None,
        };
        let end = stream.as_ref().map_or(end, |range| range.end);
        if let (Object::Dict(dict), Some(range)) = (&object, &stream) {
            let kind = |name: &[u8]| dict.get(b"Type".as_slice()) == Some(&Object::Name(name.to_vec()));
            if kind(b"XRef") {
                self.trailer(dict.clone())?;
            } else if kind(b"ObjStm") {
                let (dict, range) = (dict.clone(), range.clone());
                self.packed(&dict, range, parts)?;
            }
        }
        self.insert(number, Indirect { object, stream });
        Ok(end)
    }

    fn insert(&mut self, number: u32, indirect: Indirect) {
        let changed = self.objects.insert(number, indirect).is_some();
        self.revised |= changed;
    }

    fn count_objects(&mut self, lexer: &Lexer<'_>, start: usize) -> Result {
        self.count += lexer.count;
        self.lexed += lexer.at.saturating_sub(start);
        if self.count > MAX_OBJECTS || self.lexed > 2 * MAX_FILE_BYTES { Err(FileError::TooLarge) } else { Ok(()) }
    }

    /// The bytes of the stream that a dictionary begins.
    fn stream(&self, dict: &Dict, lexer: &mut Lexer<'_>) -> Option<Range<usize>> {
        if lexer.next() != Some(Object::Word(b"stream".to_vec())) {
            return None;
        }
        let start = match self.bytes.get(lexer.at..) {
            Some([b'\r', b'\n', ..]) => lexer.at + 2,
            Some([b'\r' | b'\n', ..]) => lexer.at + 1,
            _ => lexer.at,
        };
        let stated = match dict.get(b"Length".as_slice()) {
            Some(Object::Number(length)) => start.checked_add(whole(*length)?),
            _ => None,
        };
        let right = |end: &usize| {
            let behind = self.bytes.get(*end..).unwrap_or_default();
            behind.get(..16.min(behind.len())).is_some_and(|near| near.windows(9).any(|window| window == b"endstream"))
        };
        let end = stated.filter(right).or_else(|| find(self.bytes, start, b"endstream")).unwrap_or(self.bytes.len());
        Some(start..end)
    }

    /// Reads the objects that a stream packs (ISO 32000-1, 7.5.7).
    fn packed(&mut self, dict: &Dict, range: Range<usize>, parts: &mut Parts) -> Result {
        let Some(bytes) = self.unpacked(dict, range, parts)? else { return Err(FileError::Damaged) };
        let number = |key: &[u8]| match dict.get(key) {
            Some(Object::Number(number)) => whole(*number),
            _ => None,
        };
        let (count, first) = number(b"N").zip(number(b"First")).ok_or(FileError::Damaged)?;
        let mut head = Lexer::new(&bytes, 0);
        for _ in 0..count.min(bytes.len()) {
            let (Some(Object::Number(number)), Some(Object::Number(at))) = (head.next(), head.next()) else { break };
            let (Some(number), Some(at)) = (whole(number), whole(at)) else { continue };
            let Ok(number) = u32::try_from(number) else { continue };
            let start = first.saturating_add(at);
            let mut lexer = Lexer::new(&bytes, start);
            let object = lexer.next();
            self.count_objects(&lexer, start)?;
            if let Some(object) = object {
                self.insert(number, Indirect { object, stream: None });
            }
        }
        Ok(())
    }

    fn trailers(&mut self, range: Range<usize>) -> Result {
        let mut at = range.start;
        let gap = self.bytes.get(..range.end).unwrap_or_default();
        while let Some(word) = find(gap, at, b"trailer") {
            let mut lexer = Lexer::new(gap, word + 7);
            let object = lexer.next();
            at = lexer.at;
            self.count_objects(&lexer, word)?;
            if let Some(Object::Dict(dict)) = object {
                self.trailer(dict)?;
            }
        }
        Ok(())
    }

    fn trailer(&mut self, dict: Dict) -> Result {
        if dict.contains_key(b"Encrypt".as_slice()) {
            return Err(FileError::Encrypted);
        }
        self.trailer.extend(dict);
        Ok(())
    }

    /// Whether the file holds earlier versions of itself.
    pub(super) fn revised(&self) -> bool {
        self.revised
    }

    /// All objects in the order of their numbers.
    pub(super) fn objects(&self) -> impl Iterator<Item = (u32, &Object)> {
        self.objects.iter().map(|(number, indirect)| (*number, &indirect.object))
    }

    /// The catalogue: the one that the trailer names, or else any.
    pub(super) fn root(&self) -> Option<&Dict> {
        let named = self.trailer.get(b"Root".as_slice()).and_then(|root| self.dict(root));
        named.or_else(|| {
            let dicts = self.objects().filter_map(|(_, object)| self.dict(object));
            dicts.filter(|dict| self.is(dict, b"Type", b"Catalog")).last()
        })
    }

    /// The properties of the document.
    pub(super) fn info(&self) -> Option<&Dict> {
        self.trailer.get(b"Info".as_slice()).and_then(|info| self.dict(info))
    }

    /// What an object stands for: itself, or what it refers to.
    pub(super) fn resolve<'b>(&'b self, mut object: &'b Object) -> Option<&'b Object> {
        for _ in 0..MAX_REFERENCES {
            match object {
                Object::Reference(number) => object = &self.objects.get(number)?.object,
                _ => return Some(object),
            }
        }
        None
    }

    /// An object that is a dictionary.
    pub(super) fn dict<'b>(&'b self, object: &'b Object) -> Option<&'b Dict> {
        match self.resolve(object)? {
            Object::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    /// The value of a key.
    pub(super) fn get<'b>(&'b self, dict: &'b Dict, key: &[u8]) -> Option<&'b Object> {
        self.resolve(dict.get(key)?)
    }

    /// The value of a key that is a dictionary.
    pub(super) fn dict_at<'b>(&'b self, dict: &'b Dict, key: &[u8]) -> Option<&'b Dict> {
        self.dict(dict.get(key)?)
    }

    /// The value of a key that is an array.
    pub(super) fn array_at<'b>(&'b self, dict: &'b Dict, key: &[u8]) -> Option<&'b [Object]> {
        match self.get(dict, key)? {
            Object::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The value of a key that is a number.
    pub(super) fn number_at(&self, dict: &Dict, key: &[u8]) -> Option<f64> {
        match self.get(dict, key)? {
            Object::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Whether the value of a key is this name.
    pub(super) fn is(&self, dict: &Dict, key: &[u8], name: &[u8]) -> bool {
        matches!(self.get(dict, key), Some(Object::Name(value)) if value == name)
    }

    /// The names of the filters of a stream, the outermost first.
    pub(super) fn filters(&self, dict: &Dict) -> Vec<Vec<u8>> {
        let items = match self.get(dict, b"Filter") {
            Some(Object::Array(items)) => items.as_slice(),
            Some(one) => std::slice::from_ref(one),
            None => &[],
        };
        let name = |item: &Object| match self.resolve(item) {
            Some(Object::Name(name)) => name.clone(),
            _ => Vec::new(),
        };
        items.iter().take(MAX_FILTERS + 1).map(name).collect()
    }

    /// The bytes of a stream as they stand in the file.
    pub(super) fn raw(&self, number: u32) -> Option<&'a [u8]> {
        self.bytes.get(self.objects.get(&number)?.stream.clone()?)
    }

    /// The bytes of a stream, unpacked; `None` when that is not a stream, or its filter is none that is known here.
    pub(super) fn decode(&self, number: u32, parts: &mut Parts) -> Result<Option<Vec<u8>>> {
        let Some(indirect) = self.objects.get(&number) else { return Ok(None) };
        match (&indirect.object, &indirect.stream) {
            (Object::Dict(dict), Some(range)) => self.unpacked(dict, range.clone(), parts),
            _ => Ok(None),
        }
    }

    fn unpacked(&self, dict: &Dict, range: Range<usize>, parts: &mut Parts) -> Result<Option<Vec<u8>>> {
        let mut bytes = self.bytes.get(range).unwrap_or_default().to_vec();
        parts.spend(bytes.len())?;
        let filters = self.filters(dict);
        if filters.len() > MAX_FILTERS {
            return Err(FileError::TooLarge);
        }
        for (index, filter) in filters.iter().enumerate() {
            bytes = match filter.as_slice() {
                b"FlateDecode" | b"Fl" => {
                    let plain = filter::flate(&bytes, parts)?;
                    match self.columns(dict, index) {
                        Some(columns) => filter::unpredict(&plain, columns),
                        None => plain,
                    }
                }
                b"ASCIIHexDecode" | b"AHx" => filter::ascii_hex(&bytes),
                b"ASCII85Decode" | b"A85" => filter::ascii_85(&bytes),
                _ => return Ok(None),
            };
        }
        Ok(Some(bytes))
    }

    /// Bytes of a row where a filter predicts by rows.
    fn columns(&self, dict: &Dict, index: usize) -> Option<usize> {
        let given = self.get(dict, b"DecodeParms")?;
        let given = match given {
            Object::Array(items) => items.get(index)?,
            one => one,
        };
        let given = self.dict(given)?;
        let predicts = self.number_at(given, b"Predictor").is_some_and(|predictor| predictor >= 10.0);
        predicts.then(|| self.number_at(given, b"Columns").and_then(whole).unwrap_or(1))
    }
}

/// A number that counts something.
pub(super) fn whole(number: f64) -> Option<usize> {
    // The comparison makes the conversion exact.
    (number >= 0.0 && number <= f64::from(u32::MAX)).then_some(number as usize)
}

/// The number of the object that `obj` at a byte begins; `12 0 obj`.
fn number_before(bytes: &[u8], from: usize, word: usize) -> Option<u32> {
    let head = bytes.get(from.max(word.saturating_sub(24))..word)?;
    let head = std::str::from_utf8(head.trim_ascii_end()).ok().or_else(|| {
        // What stands before the number may be no text.
        let start = head.iter().rposition(|byte| !byte.is_ascii()).map_or(0, |at| at + 1);
        std::str::from_utf8(head.get(start..)?).ok().map(str::trim_end)
    })?;
    let mut pieces = head.rsplit(|c: char| c.is_ascii_whitespace()).filter(|piece| !piece.is_empty());
    let generation = pieces.next()?;
    if generation.is_empty() || !generation.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = pieces.next()?;
    let digits = number.len() - number.bytes().rev().take_while(u8::is_ascii_digit).count();
    number.get(digits..)?.parse().ok()
}
