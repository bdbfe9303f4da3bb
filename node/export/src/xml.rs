//! Writing XML: elements by their names, with texts in which nothing acts as anything but text.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::text;

/// What writing to memory answers.
pub(crate) type Written = std::io::Result<()>;

/// Names and values. Values are cleaned of what XML cannot hold, and escaped.
pub(crate) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// A document that is being written.
pub(crate) struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// Begins a document.
    pub(crate) fn new() -> std::io::Result<Self> {
        let mut out = Writer::new(Vec::new());
        out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        Ok(Self(out))
    }

    /// The bytes.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0.into_inner()
    }

    fn start<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
        let mut start = BytesStart::new(name);
        for (key, value) in attributes {
            start.push_attribute((*key, text::line(value).as_ref()));
        }
        start
    }

    /// Begins an element.
    pub(crate) fn open(&mut self, name: &str, attributes: Attributes<'_>) -> Written {
        self.0.write_event(Event::Start(Self::start(name, attributes)))
    }

    /// Ends it.
    pub(crate) fn close(&mut self, name: &str) -> Written {
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    /// An element without content.
    pub(crate) fn empty(&mut self, name: &str, attributes: Attributes<'_>) -> Written {
        self.0.write_event(Event::Empty(Self::start(name, attributes)))
    }

    /// An element with a text of one line.
    pub(crate) fn element(&mut self, name: &str, attributes: Attributes<'_>, content: &str) -> Written {
        self.open(name, attributes)?;
        self.0.write_event(Event::Text(BytesText::new(&text::line(content))))?;
        self.close(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_acts() {
        let hostile = "a\u{0}\u{ffff}<b>\"'&]]>\u{202e}\r\nc";
        let mut xml = Xml::new().unwrap();
        xml.element("e", &[("k", hostile)], hostile).unwrap();
        let text = String::from_utf8(xml.into_bytes()).unwrap();
        let root = text.split_once("?>").unwrap().1;
        assert_eq!(root.matches('<').count(), 2, "{root}");
        assert!(!root.contains(['\u{0}', '\u{ffff}', '\u{202e}', '\n']) && !root.contains("]]>"), "{root}");
        assert_eq!(root.split('"').count(), 3, "{root}");
    }
}
