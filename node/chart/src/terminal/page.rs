//! Rows of text, none wider than the page.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Colours of series among the 256 of terminals, near to those of Okabe and Ito. The seventh is the text's own.
const COLOURS: [Option<u8>; 8] = [Some(32), Some(166), Some(36), Some(175), Some(214), Some(74), None, Some(185)];

/// Columns that a text takes.
pub(super) fn columns(text: &str) -> usize {
    text.width()
}

/// As much of `text` as fits into `room` columns, with «…» if something is cut off.
pub(super) fn fit(text: &str, room: usize) -> String {
    if columns(text) <= room {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        if columns(&out) + c.width().unwrap_or(0) + 1 > room {
            break;
        }
        out.push(c);
    }
    if room > 0 { out + "…" } else { out }
}

/// `text` in exactly `room` columns, filled up at its end.
pub(super) fn pad(text: &str, room: usize) -> String {
    let text = fit(text, room);
    let missing = room.saturating_sub(columns(&text));
    text + &" ".repeat(missing)
}

/// `text` in exactly `room` columns, filled up before it.
pub(super) fn pad_left(text: &str, room: usize) -> String {
    let text = fit(text, room);
    " ".repeat(room.saturating_sub(columns(&text))) + &text
}

/// One line of text in parts of one colour each.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    parts: Vec<(String, Option<usize>)>,
    bold: bool,
}

impl Row {
    /// Adds a text in the colour of a series, or in the text's own.
    pub(super) fn push(&mut self, text: &str, series: Option<usize>) {
        match self.parts.last_mut() {
            Some((last, same)) if *same == series => last.push_str(text),
            _ => self.parts.push((text.to_owned(), series)),
        }
    }

    fn render(&self, width: usize, colour: bool) -> String {
        let mut out = String::new();
        let mut left = width;
        for (text, series) in &self.parts {
            let text = fit(text, left);
            left -= columns(&text);
            let code = series.and_then(|series| COLOURS[series % COLOURS.len()]).filter(|_| colour);
            match code {
                Some(code) => out.push_str(&format!("\u{1b}[38;5;{code}m{text}\u{1b}[0m")),
                None if self.bold && colour => out.push_str(&format!("\u{1b}[1m{text}\u{1b}[0m")),
                None => out.push_str(&text),
            }
        }
        out.truncate(out.trim_end_matches(' ').len());
        out
    }
}

/// The whole text.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) width: usize,
    rows: Vec<Row>,
}

impl Page {
    /// An empty page.
    pub(super) fn new(width: usize) -> Page {
        Page { width, rows: Vec::new() }
    }

    /// Adds a row.
    pub(super) fn row(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// Adds an empty row, unless there is one already.
    pub(super) fn blank(&mut self) {
        if self.rows.last().is_some_and(|row| !row.parts.is_empty()) {
            self.rows.push(Row::default());
        }
    }

    /// Adds a text in as many rows as it needs.
    pub(super) fn text(&mut self, text: &str, bold: bool) {
        let mut line = String::new();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            if !line.is_empty() && columns(&line) + 1 + columns(word) > self.width {
                self.words(&line, bold);
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        if !line.is_empty() {
            self.words(&line, bold);
        }
    }

    /// Adds parts, as many to a row as fit.
    pub(super) fn parts(&mut self, parts: &[String]) {
        let mut line = String::new();
        for part in parts {
            if !line.is_empty() && columns(&line) + 3 + columns(part) > self.width {
                self.words(&std::mem::take(&mut line), false);
            }
            if !line.is_empty() {
                line.push_str("   ");
            }
            line.push_str(part);
        }
        if !line.is_empty() {
            self.words(&line, false);
        }
    }

    fn words(&mut self, line: &str, bold: bool) {
        let mut row = Row { bold, ..Row::default() };
        row.push(line, None);
        self.rows.push(row);
    }

    /// The text, each row ended by a line feed.
    pub(super) fn render(mut self, colour: bool) -> String {
        while self.rows.last().is_some_and(|row| row.parts.is_empty()) {
            self.rows.pop();
        }
        self.rows.iter().map(|row| row.render(self.width, colour) + "\n").collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fit_counts_columns_and_not_characters() {
        assert_eq!(fit("日本語の表", 6), "日本…");
        assert_eq!(pad("日本", 6), "日本  ");
        assert_eq!(pad_left("7", 3), "  7");
        assert_eq!(fit("abc", 0), "");
    }

    #[test]
    fn text_longer_than_the_page_continues_below() {
        let mut page = Page::new(10);
        page.text("one two three four", false);
        assert_eq!(page.render(true), "one two\nthree four\n");
    }
}
