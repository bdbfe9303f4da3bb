//! Markdown (CommonMark with the tables of GitHub's dialect), for reports and mail.
//!
//! Texts of others are escaped: nothing in them makes a link, an image, a heading, HTML or another cell.

use crate::dataset::Dataset;
use crate::figures::{Figures, Item};
use crate::prose::Block;
use crate::text;
use crate::words::Words;

/// Characters that mean something in the middle of a line.
const SIGNS: [char; 15] = ['\\', '`', '*', '_', '{', '}', '[', ']', '<', '>', '#', '|', '&', '~', '!'];

/// Text in one line, escaped.
pub(crate) fn escaped(content: &str) -> String {
    let line = text::line(content);
    let mut out = String::with_capacity(line.len() + 8);
    for c in line.chars() {
        if SIGNS.contains(&c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Text in one line of which emphasis and code stay as they are: neither can make a link or HTML.
fn emphasised(content: &str) -> String {
    let line = text::line(content);
    let mut out = String::with_capacity(line.len() + 8);
    for c in line.chars() {
        if SIGNS.contains(&c) && !matches!(c, '*' | '_' | '`') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A long text. Its headings become bold lines, so that they do not part the page.
pub(crate) fn prose(out: &mut String, blocks: &[Block]) {
    for block in blocks {
        match block {
            Block::Heading(text) => out.push_str(&format!("**{}**\n\n", escaped(text))),
            Block::Paragraph(text) => out.push_str(&format!("{}\n\n", emphasised(text))),
            Block::Items(items) => {
                for item in items {
                    out.push_str(&format!("- {}\n", emphasised(item)));
                }
                out.push('\n');
            }
        }
    }
}

/// A dataset as Markdown. It shows 5,000 rows at most, and says so when there are more.
pub fn dataset(dataset: &Dataset) -> String {
    let figures = Figures::of(dataset);
    let mut out = format!("# {}\n\n", escaped(&figures.title));
    if figures.network {
        out.push_str(&format!("**{}**\n\n", Words::of(&[&figures.lang]).network_only));
    }
    table(&mut out, &figures);
    sources(&mut out, &figures);
    out.push_str(&format!("\n{}\n", Words::of(&[&figures.lang]).generated));
    out
}

/// Facts, table, flags and notes.
pub(crate) fn table(out: &mut String, figures: &Figures) {
    let words = Words::of(&[&figures.lang]);
    for (name, value) in &figures.facts {
        out.push_str(&format!("- {}: {}\n", escaped(name), escaped(value)));
    }
    out.push('\n');
    row(out, figures.heads.iter().chain(&figures.columns).map(|head| escaped(head)));
    let left = figures.heads.iter().map(|_| "---".to_owned());
    row(out, left.chain(figures.columns.iter().map(|_| "---:".to_owned())));
    for line in &figures.rows {
        let labels = line.labels.iter().map(|label| escaped(label));
        row(out, labels.chain(line.cells.iter().map(|cell| cell.iter().map(item).collect::<Vec<_>>().join(" / "))));
    }
    if figures.left_out > 0 {
        out.push_str(&format!("\n… + {} (CSV, XLSX, Parquet)\n", figures.left_out));
    }
    out.push_str(&format!("\n{}\n", words.how_to_read));
    section(
        out,
        words.flags_heading,
        figures.flags.iter().map(|(flag, meaning)| format!("{flag}: {}", escaped(meaning))),
    );
    section(out, words.notes_heading, figures.notes.iter().map(|note| escaped(note)));
}

/// Where the figures come from.
fn sources(out: &mut String, figures: &Figures) {
    let words = Words::of(&[&figures.lang]);
    let numbered = (1..).zip(&figures.sources);
    let lines = numbered.map(|(number, source): (u32, _)| format!("[{number}] {}", escaped(source)));
    section(out, words.sources, lines);
}

fn item(item: &Item) -> String {
    let sources = if item.sources.is_empty() { String::new() } else { format!("[{}]", item.sources) };
    let parts = [item.value.as_str(), item.flags.as_str(), &sources];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A row of a table.
pub(crate) fn row(out: &mut String, cells: impl Iterator<Item = String>) {
    out.push('|');
    for cell in cells {
        out.push_str(&format!(" {cell} |"));
    }
    out.push('\n');
}

/// A heading in bold and a list under it; nothing when there is nothing.
fn section(out: &mut String, heading: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return;
    }
    out.push_str(&format!("\n**{heading}**\n\n"));
    for line in lines {
        out.push_str(&format!("- {line}\n"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn table_has_periods_side_by_side_and_flags_explained() {
        let page = dataset(&samples::table());
        assert!(page.contains("| sex | 2021 | 2022 |"), "{page}");
        assert!(page.contains("| total | 1\u{202f}200 | 1\u{202f}300 p |"), "{page}");
        assert!(page.contains("| male | 300 bd | c |"), "{page}");
        assert!(page.contains("- c: confidential") && page.contains("- country: Netherlands"), "{page}");
        assert!(page.contains("- [1] Netherlands, Nationaal Rapporteur, Trends"), "{page}");
    }

    #[test]
    fn sources_that_disagree_stand_in_one_cell() {
        let page = dataset(&samples::disputed());
        assert!(page.contains("7.69 [1] / 7.91 d [2]"), "{page}");
        assert!(page.contains("≥ 1.00 c") && page.contains("**for members of the network only**"), "{page}");
    }

    #[test]
    fn hostile_texts_are_escaped() {
        let page = dataset(&samples::hostile());
        assert!(!page.contains("<script") || page.contains("\\<script"), "{page}");
        assert!(!page.contains("](javascript") || page.contains("\\](javascript"), "{page}");
        assert!(!page.contains('\u{202e}') && !page.contains('\u{0}') && !page.contains('\r'));
        let width = |line: &str| line.replace("\\|", "").matches('|').count();
        let widths: std::collections::BTreeSet<usize> =
            page.lines().filter(|line| line.starts_with('|')).map(width).collect();
        assert_eq!(widths.len(), 1, "{page}");
    }
}
