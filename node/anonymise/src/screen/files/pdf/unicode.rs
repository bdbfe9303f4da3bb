//! From the codes of a font to characters: the map that a font brings along (ISO 32000-1, 9.10.3).

use std::collections::BTreeMap;

use super::object::{Lexer, Object};

/// Most codes of one map.
const MAX_CODES: usize = 200_000;

/// Most characters that one code stands for.
const MAX_CHARS: usize = 8;

/// What codes stand for.
#[derive(Debug, Default)]
pub(super) struct Map {
    codes: BTreeMap<u32, String>,
    /// Bytes of a code, where the map says.
    pub(super) length: Option<usize>,
}

impl Map {
    /// Reads a map.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut lexer = Lexer::of_page(bytes);
        let mut items: Vec<Object> = Vec::new();
        while let Some(object) = lexer.next() {
            match object {
                Object::Word(word) => {
                    match word.as_slice() {
                        b"endcodespacerange" => map.lengths(&items),
                        b"endbfchar" => map.chars(&items),
                        b"endbfrange" => map.ranges(&items),
                        _ => {}
                    }
                    items.clear();
                }
                other => items.push(other),
            }
        }
        map
    }

    /// The characters that a code stands for.
    pub(super) fn get(&self, code: u32) -> Option<&str> {
        self.codes.get(&code).map(String::as_str)
    }

    fn lengths(&mut self, items: &[Object]) {
        if let Some(Object::Text(first)) = items.first() {
            self.length = Some(first.len().clamp(1, 4));
        }
    }

    fn chars(&mut self, items: &[Object]) {
        for pair in items.chunks_exact(2) {
            if let [Object::Text(code), Object::Text(chars)] = pair {
                self.insert(number(code), text(chars));
            }
        }
    }

    fn ranges(&mut self, items: &[Object]) {
        for range in items.chunks_exact(3) {
            let [Object::Text(first), Object::Text(last), target] = range else { continue };
            let (first, last) = (number(first), number(last));
            match target {
                Object::Array(targets) => {
                    for (code, target) in (first..=last).zip(targets) {
                        if let Object::Text(chars) = target {
                            self.insert(code, text(chars));
                        }
                    }
                }
                Object::Text(chars) => self.range(first, last, &text(chars)),
                _ => {}
            }
        }
    }

    /// Codes in a row that stand for characters in a row.
    fn range(&mut self, first: u32, last: u32, start: &str) {
        let mut head: Vec<char> = start.chars().collect();
        let Some(end) = head.pop() else { return };
        for code in first..=last {
            let Some(c) = char::from_u32(u32::from(end).saturating_add(code - first)) else { break };
            if !self.insert(code, head.iter().copied().chain([c]).collect()) {
                break;
            }
        }
    }

    /// Adds a code; false when there are enough.
    fn insert(&mut self, code: u32, chars: String) -> bool {
        let room = self.codes.len() < MAX_CODES;
        if room {
            self.codes.insert(code, chars.chars().take(MAX_CHARS).collect());
        }
        room
    }
}

/// A code as a number.
pub(super) fn number(code: &[u8]) -> u32 {
    code.iter().take(4).fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn text(chars: &[u8]) -> String {
    let (pairs, _) = chars.as_chunks::<2>();
    let units = pairs.iter().map(|pair| u16::from_be_bytes(*pair)).take(2 * MAX_CHARS);
    char::decode_utf16(units).filter_map(Result::ok).collect()
}
