//! Objects of PDF and the words they are written in (ISO 32000-1, 7.2 and 7.3).

use std::collections::BTreeMap;

/// Names and what they stand for.
pub(super) type Dict = BTreeMap<Vec<u8>, Object>;

/// Deepest nesting of arrays and dictionaries.
const MAX_DEPTH: usize = 48;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Object {
    Number(f64),
    Name(Vec<u8>),
    Text(Vec<u8>),
    Array(Vec<Object>),
    Dict(Dict),
    Reference(u32),
    /// `true`, `null`, `obj`, and the operators of a page.
    Word(Vec<u8>),
}

/// Reads objects one after the other.
#[derive(Debug)]
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    pub(super) at: usize,
    /// Whether `1 0 R` is a reference; not so on a page.
    references: bool,
    /// Objects read so far, nested ones among them.
    pub(super) count: usize,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

impl<'a> Lexer<'a> {
    /// Reads objects of a file from a byte on.
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, references: true, count: 0 }
    }

    /// Reads the operators of a page and what they work on.
    pub(super) fn of_page(bytes: &'a [u8]) -> Self {
        Self { references: false, ..Self::new(bytes, 0) }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b'%' => {
                    while self.peek().is_some_and(|byte| !matches!(byte, 10 | 13)) {
                        self.at += 1
                    }
                }
                _ if is_space(byte) => self.at += 1,
                _ => break,
            }
        }
    }

    /// The next object; `None` at the end, and where brackets are nested too deep or not closed. A bracket that closes
    /// nothing is skipped.
    pub(super) fn next(&mut self) -> Option<Object> {
        loop {
            match self.object(0) {
                Some(Object::Word(word)) if matches!(word.as_slice(), b"]" | b">>") => {}
                other => return other,
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<Object> {
        self.skip_space();
        self.count += 1;
        let byte = self.peek()?;
        let two = self.bytes.get(self.at + 1).copied();
        match (byte, two) {
            (b'/', _) => Some(Object::Name(self.name())),
            (b'(', _) => Some(Object::Text(self.literal())),
            (b'<', Some(b'<')) => {
                self.at += 2;
                self.dict(depth + 1)
            }
            (b'<', _) => Some(Object::Text(self.hex())),
            (b'>', Some(b'>')) => {
                self.at += 2;
                Some(Object::Word(b">>".to_vec()))
            }
            (b'[', _) => {
                self.at += 1;
                self.array(depth + 1)
            }
            (b']' | b')' | b'>' | b'{' | b'}', _) => {
                self.at += 1;
                Some(Object::Word(vec![byte]))
            }
            _ => Some(self.word()),
        }
    }

    fn array(&mut self, depth: usize) -> Option<Object> {
        if depth > MAX_DEPTH {
            return None;
        }
        let mut items = Vec::new();
        loop {
            match self.object(depth)? {
                Object::Word(word) if word == b"]" => return Some(Object::Array(items)),
                item => items.push(item),
            }
        }
    }

    fn dict(&mut self, depth: usize) -> Option<Object> {
        if depth > MAX_DEPTH {
            return None;
        }
        let mut dict = Dict::new();
        loop {
            match self.object(depth)? {
                Object::Word(word) if word == b">>" => return Some(Object::Dict(dict)),
                Object::Name(name) => match self.object(depth)? {
                    Object::Word(word) if word == b">>" => return Some(Object::Dict(dict)),
                    value => _ = dict.insert(name, value),
                },
                _ => {}
            }
        }
    }

    fn regular(&mut self) -> &'a [u8] {
        let start = self.at;
        while self.peek().is_some_and(|byte| !is_space(byte) && !is_delimiter(byte)) {
            self.at += 1;
        }
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let raw = self.regular();
        let mut name = Vec::with_capacity(raw.len());
        let mut rest = raw;
        while let [byte, behind @ ..] = rest {
            let coded = (*byte == b'#').then(|| behind.first_chunk::<2>()).flatten();
            match coded.and_then(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?)) {
                Some(code) => {
                    name.push(code);
                    rest = behind.get(2..).unwrap_or_default();
                }
                None => {
                    name.push(*byte);
                    rest = behind;
                }
            }
        }
        name
    }

    fn word(&mut self) -> Object {
        let word = self.regular();
        let Some(number) = number(word) else { return Object::Word(word.to_vec()) };
        if self.references && word.iter().all(u8::is_ascii_digit) && word.len() <= 10 {
            let back = self.at;
            if let Some(reference) = self.reference(word) {
                return reference;
            }
            self.at = back;
        }
        Object::Number(number)
    }

    /// The rest of a reference behind its number.
    fn reference(&mut self, number: &[u8]) -> Option<Object> {
        self.skip_space();
        let generation = self.regular();
        let short = generation.len() <= 5 && !generation.is_empty() && generation.iter().all(u8::is_ascii_digit);
        self.skip_space();
        let end = short && self.regular() == b"R";
        let number = std::str::from_utf8(number).ok()?.parse().ok()?;
        end.then_some(Object::Reference(number))
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let (mut text, mut open) = (Vec::new(), 1_usize);
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                b'\\' => {
                    text.extend(self.escape());
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        text
    }

    fn escape(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        match byte {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
                None
            }
            b'\n' => None,
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(next @ b'0'..=b'7') = self.peek() else { break };
                    code = code * 8 + u32::from(next - b'0');
                    self.at += 1;
                }
                u8::try_from(code & 0xff).ok()
            }
            other => Some(other),
        }
    }

    fn hex(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut digits = Vec::new();
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            digits.extend(digit(byte));
        }
        let pair = |pair: &[u8]| pair.first().unwrap_or(&0) << 4 | pair.get(1).unwrap_or(&0);
        digits.chunks(2).map(pair).collect()
    }
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

fn number(word: &[u8]) -> Option<f64> {
    let plain = word.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.'));
    if !plain || word.len() > 40 {
        return None;
    }
    std::str::from_utf8(word).ok()?.parse().ok()
}

/// The place of a piece of bytes from a byte on.
pub(super) fn find(bytes: &[u8], from: usize, piece: &[u8]) -> Option<usize> {
    Some(from + bytes.get(from..)?.windows(piece.len()).position(|window| window == piece)?)
}
