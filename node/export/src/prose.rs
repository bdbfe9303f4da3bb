//! Long texts as paragraphs, lists and headings: the part of CommonMark that exports keep.
//!
//! Everything else is text: emphasis keeps its signs, links show their address, HTML is shown and never acts.

use crate::text;

/// A part of a text, in one line each, without control characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    /// `# …`, of any level.
    Heading(String),
    /// Lines up to an empty one.
    Paragraph(String),
    /// Lines that begin with `-`, `*`, `+` or a number.
    Items(Vec<String>),
}

impl Block {
    /// Its text, unless it is a list.
    pub(crate) fn paragraph(&self) -> Option<&str> {
        match self {
            Self::Paragraph(text) => Some(text),
            _ => None,
        }
    }

    /// Its text, if it is a heading.
    pub(crate) fn heading(&self) -> Option<&str> {
        match self {
            Self::Heading(text) => Some(text),
            _ => None,
        }
    }

    /// Its items; none unless it is a list.
    pub(crate) fn items(&self) -> &[String] {
        match self {
            Self::Items(items) => items,
            _ => &[],
        }
    }
}

/// The parts of a text.
pub(crate) fn blocks(content: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for line in content.lines() {
        let line = text::line(line);
        let line = line.trim();
        if line.is_empty() {
            open = false;
        } else if let Some(heading) = heading(line) {
            blocks.push(Block::Heading(heading.to_owned()));
            open = false;
        } else if let Some(item) = item(line) {
            match blocks.last_mut() {
                Some(Block::Items(items)) => items.push(item.to_owned()),
                _ => blocks.push(Block::Items(vec![item.to_owned()])),
            }
            open = true;
        } else {
            continued(&mut blocks, open, line);
            open = true;
        }
    }
    blocks
}

/// A line that belongs to what is open, or begins a paragraph.
fn continued(blocks: &mut Vec<Block>, open: bool, line: &str) {
    let last = match blocks.last_mut().filter(|_| open) {
        Some(Block::Paragraph(text)) => Some(text),
        Some(Block::Items(items)) => items.last_mut(),
        _ => None,
    };
    match last {
        Some(text) => {
            text.push(' ');
            text.push_str(line);
        }
        None => blocks.push(Block::Paragraph(line.to_owned())),
    }
}

fn heading(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    ((1..=6).contains(&level) && rest.starts_with(' ')).then(|| rest.trim_matches([' ', '#']))
}

fn item(line: &str) -> Option<&str> {
    let bullet = ["- ", "* ", "+ "].into_iter().find_map(|sign| line.strip_prefix(sign));
    let numbered = || {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = line.len() - rest.len();
        rest.strip_prefix(['.', ')']).filter(|rest| (1..=9).contains(&digits) && rest.starts_with(' '))
    };
    bullet.or_else(numbered).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_falls_into_its_parts() {
        let text = "# Trend\n\nOne\ntwo\n\n- a\n- b\n  more\n\n1. c\n2019. is a year\n\nEnd";
        let expected = [
            Block::Heading("Trend".to_owned()),
            Block::Paragraph("One two".to_owned()),
            Block::Items(["a", "b more", "c", "is a year"].map(str::to_owned).to_vec()),
            Block::Paragraph("End".to_owned()),
        ];
        assert_eq!(blocks(text), expected);
    }

    proptest::proptest! {
        #[test]
        fn no_word_is_lost(words in proptest::collection::vec("[a-z<>&]{1,8}", 0..20)) {
            let joined = |blocks: Vec<Block>| {
                let text = |block: Block| match block {
                    Block::Heading(text) | Block::Paragraph(text) => text,
                    Block::Items(items) => items.join(" "),
                };
                blocks.into_iter().map(text).collect::<Vec<_>>().join(" ")
            };
            proptest::prop_assert_eq!(joined(blocks(&words.join("\n"))), words.join(" "));
            proptest::prop_assert_eq!(joined(blocks(&words.join("\n\n"))), words.join(" "));
        }
    }
}
