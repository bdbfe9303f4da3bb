//! Texts of others in a page: their language, and what they may not do to the line they stand in.

use std::fmt::{self, Write as _};

use emn_protocol::record::MultiText;

use crate::frame::Frame;

/// One line of text in a language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrase {
    /// Its language (BCP 47).
    pub lang: String,
    /// The text, without control characters.
    pub text: String,
}

impl Phrase {
    /// A line from anywhere.
    pub fn new(lang: &str, text: &str) -> Self {
        Self { lang: lang.to_owned(), text: line(text) }
    }

    /// The text in the first of `wanted` that there is, else in English, else in any language.
    pub fn best(texts: &MultiText, wanted: &[&str]) -> Option<Self> {
        texts.best(wanted).map(|(lang, text)| Self::new(lang.as_str(), text))
    }

    /// The line for a page.
    pub fn bdi(&self, frame: &Frame) -> Bdi<'_> {
        Bdi::new(frame, &self.lang, vec![(self.text.as_str(), false)])
    }
}

/// A piece of a line that was found by its words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it was searched for.
    pub mark: bool,
}

/// A line with what was searched for marked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marked {
    /// Its language.
    pub lang: String,
    /// The line in pieces, in order.
    pub pieces: Vec<Piece>,
}

impl Marked {
    /// A line in pieces: text, and whether it was searched for.
    pub fn new<'a>(lang: &str, pieces: impl IntoIterator<Item = (&'a str, bool)>) -> Self {
        let pieces = pieces.into_iter().map(|(text, mark)| Piece { text: line(text), mark });
        Self { lang: lang.to_owned(), pieces: pieces.filter(|piece| !piece.text.is_empty()).collect() }
    }

    /// The line for a page.
    pub fn bdi(&self, frame: &Frame) -> Bdi<'_> {
        Bdi::new(frame, &self.lang, self.pieces.iter().map(|piece| (piece.text.as_str(), piece.mark)).collect())
    }

    /// The line without marks.
    pub fn plain(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }
}

impl From<Phrase> for Marked {
    fn from(phrase: Phrase) -> Self {
        Self { lang: phrase.lang, pieces: vec![Piece { text: phrase.text, mark: false }] }
    }
}

/// A line in a page: isolated from the direction of what is around it, with its language where that is not the page's.
#[derive(Debug, Clone)]
pub struct Bdi<'a> {
    lang: Option<&'a str>,
    pieces: Vec<(&'a str, bool)>,
}

impl<'a> Bdi<'a> {
    fn new(frame: &Frame, lang: &'a str, pieces: Vec<(&'a str, bool)>) -> Self {
        Self { lang: Some(lang).filter(|lang| !lang.is_empty() && *lang != frame.lang()), pieces }
    }
}

impl fmt::Display for Bdi<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<bdi")?;
        if let Some(lang) = self.lang {
            f.write_str(" lang=\"")?;
            escaped(f, lang)?;
            f.write_char('"')?;
        }
        f.write_char('>')?;
        for (text, mark) in &self.pieces {
            f.write_str(if *mark { "<mark>" } else { "" })?;
            escaped(f, text)?;
            f.write_str(if *mark { "</mark>" } else { "" })?;
        }
        f.write_str("</bdi>")
    }
}

// Everything that comes from outside is escaped above.
impl askama::filters::HtmlSafe for Bdi<'_> {}

fn escaped(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    for c in text.chars() {
        match c {
            '&' => f.write_str("&amp;")?,
            '<' => f.write_str("&lt;")?,
            '>' => f.write_str("&gt;")?,
            '"' => f.write_str("&quot;")?,
            '\'' => f.write_str("&#39;")?,
            c => f.write_char(c)?,
        }
    }
    Ok(())
}

/// A text as one line: line breaks become blanks. Characters that control the device or turn the direction of what
/// follows are left out; a text that needs direction has it from its letters.
pub fn line(text: &str) -> String {
    let kept = text.chars().filter(|c| !turns(*c)).map(|c| if c.is_whitespace() { ' ' } else { c });
    kept.filter(|c| !c.is_control()).collect()
}

/// Embeddings, overrides and isolates of direction (Unicode Standard Annex 9), which trick readers.
pub(crate) fn turns(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_keeps_letters_and_loses_what_turns_direction() {
        assert_eq!(line("a\u{202E}b\u{2066}c\nd\u{7}"), "abc d");
        assert_eq!(line("ελληνικά é 👩‍👧 العربية"), "ελληνικά é 👩‍👧 العربية");
    }

    #[test]
    fn line_in_a_page_is_escaped_and_says_its_language() {
        let frame = Frame::default();
        let marked = Marked::new("nl", [("<b>'\"&", false), ("<i>", true)]);
        let expected = "<bdi lang=\"nl\">&lt;b&gt;&#39;&quot;&amp;<mark>&lt;i&gt;</mark></bdi>";
        assert_eq!(marked.bdi(&frame).to_string(), expected);
        assert_eq!(Phrase::new("en", "a").bdi(&frame).to_string(), "<bdi>a</bdi>");
        assert_eq!(Phrase::new("\"x", "a").bdi(&frame).to_string(), "<bdi lang=\"&quot;x\">a</bdi>");
    }

    #[test]
    fn marked_line_reads_as_the_line() {
        let marked = Marked::new("en", [("a ", false), ("victim", true), ("", true)]);
        assert_eq!((marked.plain().as_str(), marked.pieces.len()), ("a victim", 2));
    }
}
