//! XML as a flat row of steps: no tree, so that depth costs nothing, and no entities of the document's own, so that
//! nothing grows.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::parts::Result;
use super::{FileError, text_of};

/// Deepest nesting of elements.
const MAX_DEPTH: usize = 1024;

/// A step through a document. Names are without their prefix.
#[derive(Debug)]
pub(super) enum Step<'a> {
    /// An element begins; an empty one ends at once.
    Start(&'a Element<'a>),
    /// An element of this name ends.
    End(&'a str),
    /// Characters.
    Text(&'a str),
}

/// The beginning of an element.
#[derive(Debug)]
pub(super) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// Its name without prefix.
    pub(super) fn name(&self) -> &str {
        let whole = self.0.name().into_inner();
        let at = whole.find(':').map_or(0, |colon| colon + 1);
        // Borrowed from the element and not from the name that was built for it.
        self.0.get(at..whole.len()).unwrap_or_default()
    }

    /// The value of an attribute by its name without prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        self.attributes().into_iter().find_map(|(key, value)| (key == name).then_some(value))
    }

    /// Whether an attribute has one of the values for yes.
    pub(super) fn is(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| matches!(value.as_str(), "1" | "true" | "on"))
    }

    /// All attributes, names without prefix.
    pub(super) fn attributes(&self) -> Vec<(String, String)> {
        let mut attributes = self.0.attributes();
        let plain = attributes.with_checks(false).flatten();
        plain.map(|it| (it.key.local_name().as_ref().to_owned(), unescaped(&it.value))).collect()
    }
}

/// The characters of a text with references in it; unknown references stay as they are.
pub(super) fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        plain.push_str(before);
        let name = behind.split_once(';').filter(|(name, _)| name.len() <= 32);
        match name.and_then(|(name, after)| Some((reference(name)?, after))) {
            Some((c, after)) => {
                plain.push(c);
                rest = after;
            }
            None => {
                plain.push('&');
                rest = behind;
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// The character that a reference stands for: `amp`, `#233`, `#xe9`, and the letters that HTML names.
pub(super) fn reference(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let number = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(number);
    }
    super::letters::entity(name)
}

/// Walks through a document.
pub(super) fn walk(bytes: &[u8], mut visit: impl FnMut(Step<'_>) -> Result) -> Result {
    let text = text_of(bytes).map_err(|_| FileError::Damaged)?;
    let mut reader = Reader::from_str(&text);
    reader.config_mut().allow_dangling_amp = true;
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|_| FileError::Damaged)? {
            Event::Start(start) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(FileError::TooLarge);
                }
                visit(Step::Start(&Element(start)))?;
            }
            Event::Empty(start) => {
                let element = Element(start);
                visit(Step::Start(&element))?;
                visit(Step::End(element.name()))?;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                visit(Step::End(end.local_name().as_ref()))?;
            }
            Event::Text(text) => visit(Step::Text(&text))?,
            Event::CData(text) => visit(Step::Text(&text))?,
            Event::GeneralRef(name) => {
                let mut buffer = [0; 4];
                match reference(&name) {
                    Some(c) => visit(Step::Text(c.encode_utf8(&mut buffer)))?,
                    None => visit(Step::Text(" "))?,
                }
            }
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(FileError::Damaged),
            _ => {}
        }
    }
}
