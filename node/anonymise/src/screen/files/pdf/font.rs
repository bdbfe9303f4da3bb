//! Fonts: which character a code is, and how wide (ISO 32000-1, 9.6 to 9.10).

use std::collections::BTreeMap;

use super::document::{Document, whole};
use super::object::{Dict, Object};
use super::unicode::{Map, number};
use crate::read::{Encoding, decode};
use crate::screen::files::letters;
use crate::screen::files::parts::{Parts, Result};

/// The upper half of the Macintosh encoding (ISO 32000-1, annex D.2).
const MAC: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰\
                   ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

/// Widths that are looked at per font.
const MAX_WIDTHS: usize = 70_000;

/// A font of a page.
#[derive(Debug, Default)]
pub(super) struct Font {
    map: Option<Map>,
    /// What the codes of a simple font stand for.
    simple: Vec<Option<char>>,
    /// Bytes of a code.
    length: usize,
    widths: BTreeMap<u32, f64>,
    width: f64,
}

/// A character as a font shows it.
pub(super) struct Glyph<'a> {
    pub(super) code: u32,
    /// The characters, from a map.
    pub(super) mapped: Option<&'a str>,
    /// The character, from the encoding of a simple font.
    pub(super) simple: Option<char>,
    /// In thousandths of the size of the font.
    pub(super) width: f64,
}

impl Font {
    /// Reads a font.
    pub(super) fn read(document: &Document<'_>, dict: &Dict, parts: &mut Parts) -> Result<Self> {
        let composite = document.is(dict, b"Subtype", b"Type0");
        let mut font = Self { length: if composite { 2 } else { 1 }, width: 500.0, ..Self::default() };
        if let Some(Object::Reference(number)) = dict.get(b"ToUnicode".as_slice()) {
            font.map = document.decode(*number, parts)?.map(|bytes| Map::read(&bytes));
        }
        if composite {
            if let Some(length) = font.map.as_ref().and_then(|map| map.length) {
                font.length = length;
            }
            let below = document.array_at(dict, b"DescendantFonts").and_then(<[Object]>::first);
            if let Some(below) = below.and_then(|below| document.dict(below)) {
                font.width = document.number_at(below, b"DW").unwrap_or(1000.0);
                font.composite_widths(document, document.array_at(below, b"W").unwrap_or_default());
            }
        } else {
            font.simple = encoding(document, dict);
            font.simple_widths(document, dict);
        }
        Ok(font)
    }

    fn simple_widths(&mut self, document: &Document<'_>, dict: &Dict) {
        let first = document.number_at(dict, b"FirstChar").and_then(whole).unwrap_or(0);
        // The widths of type 3 fonts are in units of their own.
        let scale = match document.array_at(dict, b"FontMatrix") {
            Some([Object::Number(scale), ..]) => scale * 1000.0,
            _ => 1.0,
        };
        let widths = document.array_at(dict, b"Widths").unwrap_or_default();
        for (code, width) in (first..).zip(widths.iter().take(256)) {
            if let (Some(Object::Number(width)), Ok(code)) = (document.resolve(width), u32::try_from(code)) {
                self.widths.insert(code, width * scale);
            }
        }
    }

    /// Widths of a composite font: `first [w w …]` and `first last w`.
    fn composite_widths(&mut self, document: &Document<'_>, items: &[Object]) {
        let mut items = items.iter().take(MAX_WIDTHS).filter_map(|item| document.resolve(item));
        while let (Some(Object::Number(first)), Some(second)) = (items.next(), items.next()) {
            let Some(first) = whole(*first) else { return };
            let (last, width) = match second {
                Object::Array(widths) => {
                    for (code, width) in (first..).zip(widths.iter().take(MAX_WIDTHS)) {
                        if let (Object::Number(width), Ok(code)) = (width, u32::try_from(code)) {
                            self.widths.insert(code, *width);
                        }
                    }
                    continue;
                }
                Object::Number(last) => (whole(*last).unwrap_or(0), items.next()),
                _ => return,
            };
            let Some(Object::Number(width)) = width else { return };
            for code in (first..=last).take(MAX_WIDTHS.saturating_sub(self.widths.len())) {
                if let Ok(code) = u32::try_from(code) {
                    self.widths.insert(code, *width);
                }
            }
        }
    }

    /// The characters of a string.
    pub(super) fn glyphs<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = Glyph<'a>> {
        text.chunks(self.length.max(1)).map(|bytes| {
            let code = number(bytes);
            let index = usize::try_from(code).unwrap_or(usize::MAX);
            Glyph {
                code,
                mapped: self.map.as_ref().and_then(|map| map.get(code)).filter(|mapped| !mapped.is_empty()),
                simple: self.simple.get(index).copied().flatten(),
                width: self.widths.get(&code).copied().unwrap_or(self.width),
            }
        })
    }
}

/// What the codes of a simple font stand for.
fn encoding(document: &Document<'_>, dict: &Dict) -> Vec<Option<char>> {
    let stated = document.get(dict, b"Encoding");
    let base = match stated {
        Some(Object::Name(name)) => Some(name),
        Some(Object::Dict(dict)) => match document.get(dict, b"BaseEncoding") {
            Some(Object::Name(name)) => Some(name),
            _ => None,
        },
        _ => None,
    };
    let mac: Vec<char> = match base.map(Vec::as_slice) {
        Some(b"MacRomanEncoding") => MAC.chars().collect(),
        _ => Vec::new(),
    };
    let mut codes: Vec<Option<char>> = (0..=u8::MAX)
        .map(|code| match mac.get(usize::from(code.saturating_sub(128))) {
            Some(c) if code >= 128 => Some(*c),
            _ => decode(&[code], Encoding::Windows1252).chars().next().filter(|c| !c.is_control()),
        })
        .collect();
    let Some(Object::Dict(own)) = stated else { return codes };
    let mut code = 0;
    for item in document.array_at(own, b"Differences").unwrap_or_default().iter().take(1024) {
        match item {
            Object::Number(number) => code = whole(*number).unwrap_or(0),
            Object::Name(name) => {
                if let Some(place) = codes.get_mut(code) {
                    *place = std::str::from_utf8(name).ok().and_then(letters::glyph);
                }
                code += 1;
            }
            _ => {}
        }
    }
    codes
}
