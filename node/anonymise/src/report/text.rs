//! The report for a terminal, 100 columns wide.

use super::grid::{self, Block};
use super::words::{grouped, percent, value};
use super::{Lost, Report, SuppressedCell};
use crate::outcome::{CellStatus, Interval, Verdict};

/// Columns of the terminal.
const WIDTH: usize = 100;

/// Cells that are shown as tables at most: some 100 screens.
const GRID_CELLS: usize = 3_000;

/// Suppressed cells that are listed at most; all of them stand in the JSON form.
const LISTED: usize = 500;

/// Columns of a label.
const LABEL: usize = 24;

impl Report {
    /// As text for a terminal of 100 columns. Long tables and lists are cut, and say so.
    pub fn text(&self) -> String {
        let mut out = Text::default();
        out.wrapped("", self.notice);
        out.line("");
        out.wrapped("", &format!("Disclosure report: {}", self.title));
        out.wrapped("", &format!("Table {} of {}; {} ({})", self.table, self.source, self.measure, self.unit));
        out.line("");
        out.wrapped("", &self.result());
        out.wrapped("", &self.rules());
        out.loss(self);
        if !self.warnings.is_empty() {
            out.heading("Warnings");
            self.warnings.iter().for_each(|warning| out.wrapped("* ", warning));
        }
        out.grids(self);
        out.list(self);
        out.line("");
        out.wrapped("", self.limits);
        out.0
    }

    /// The rules that were followed, in a sentence.
    pub(super) fn rules(&self) -> String {
        let policy = &self.policy;
        format!(
            "Counts of 1 to {} are small{}. A reader must not be able to place a suppressed cell that may be small \
             in fewer than {} neighbouring values.",
            policy.min_frequency.saturating_sub(1),
            if policy.least_suppressed() == 0 { ", and zeros are sensitive too" } else { "" },
            policy.width.saturating_add(1),
        )
    }
}

/// The mark of a cell without a value, by status: what the legend explains.
pub(super) fn mark(status: CellStatus) -> &'static str {
    match status {
        CellStatus::Primary => "P",
        CellStatus::Zero => "Z",
        CellStatus::Complementary => "C",
        CellStatus::NotApplicable => "x",
        CellStatus::Published => "?",
    }
}

/// An interval as `5–12`, `5 or more`, `7`.
pub(super) fn interval(interval: Option<Interval>) -> String {
    match interval {
        None => "not known".to_owned(),
        Some(Interval { low, high: None }) => format!("{} or more", grouped(low)),
        Some(Interval { low, high: Some(high) }) if low == high => grouped(low),
        Some(Interval { low, high: Some(high) }) => format!("{}–{}", grouped(low), grouped(high)),
    }
}

/// A verdict in a word.
pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Ok => "protected",
        Verdict::Harmless => "needless",
        Verdict::Exact => "EXACT",
        Verdict::Small => "SMALL",
        Verdict::Narrow => "NARROW",
        Verdict::Undecided => "UNDECIDED",
    }
}

/// The lines so far.
#[derive(Default)]
struct Text(String);

impl Text {
    fn line(&mut self, line: &str) {
        self.0.push_str(line.trim_end());
        self.0.push('\n');
    }

    fn heading(&mut self, heading: &str) {
        self.line("");
        self.line(heading);
        self.line(&"-".repeat(heading.chars().count()));
    }

    /// A paragraph after a bullet, indented under it.
    fn wrapped(&mut self, bullet: &str, text: &str) {
        let indent = " ".repeat(bullet.chars().count());
        for (index, line) in wrap(text, WIDTH - indent.len()).iter().enumerate() {
            self.line(&format!("{}{line}", if index == 0 { bullet } else { &indent }));
        }
    }

    fn loss(&mut self, report: &Report) {
        self.heading("What protection costs (margins included)");
        self.line(&format!("{:44}{:>12}{:>10}{:>18}{:>10}", "", "cells", "share", "sum", "share"));
        let loss = &report.loss;
        let mut row = |label: &str, lost: &Lost| {
            self.line(&format!(
                "{label:44}{:>12}{:>10}{:>18}{:>10}",
                grouped(lost.cells),
                percent(lost.share_of_cells),
                grouped(lost.sum),
                percent(lost.share_of_sum),
            ));
        };
        row("counted", &loss.counted);
        row("published", &loss.published);
        row("suppressed", &loss.suppressed);
        row("  P  small counts", &loss.primary);
        row("  Z  zeros", &loss.zero);
        row("  C  to protect others", &loss.complementary);
        for (label, cells) in [("x  not applicable", loss.not_applicable), ("?  not known", loss.unknown)] {
            if cells > 0 {
                self.line(&format!("{label:44}{:>12}", grouped(cells)));
            }
        }
    }

    fn grids(&mut self, report: &Report) {
        self.heading("Cells (P small, Z zero, C protects others, ! exposed, x not applicable, ? not known)");
        let mut left = GRID_CELLS;
        for block in grid::blocks(&report.dimensions) {
            let rows = block.rows().min(left / block.columns().max(1));
            if rows == 0 {
                break;
            }
            left -= rows * block.columns();
            self.block(report, &block, rows);
        }
        let shown = GRID_CELLS - left;
        if shown < report.values.len() {
            let all = report.values.len() as u64;
            let note = format!("{} of {} cells are shown here.", grouped(shown as u64), grouped(all));
            self.wrapped("", &format!("{note} The JSON form has them all."));
        }
    }

    /// One flat table, in as many parts as its columns need.
    fn block(&mut self, report: &Report, block: &Block<'_>, rows: usize) {
        if !block.heading.is_empty() {
            self.wrapped("", &block.title());
        }
        let cells: Vec<Vec<String>> = (0..rows)
            .map(|row| (0..block.columns()).map(|column| cell(report, block.position(row, column))).collect())
            .collect();
        let width = |column: usize| {
            let widest = cells.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
            widest.max(block.across.codes[column].label.chars().count().min(14)) + 2
        };
        let widths: Vec<usize> = (0..block.columns()).map(width).collect();
        let mut from = 0;
        while from < widths.len() {
            let mut to = from + 1;
            let mut used = LABEL + widths[from];
            while to < widths.len() && used + widths[to] <= WIDTH {
                used += widths[to];
                to += 1;
            }
            let mut head = fit(block.down.map_or("", |axis| &axis.label), LABEL);
            (from..to)
                .for_each(|column| head.push_str(&right(&fit(&block.across.codes[column].label, 14), widths[column])));
            self.line(&head);
            for (row, cells) in cells.iter().enumerate() {
                let mut line = fit(block.row_label(row).map_or(block.across.label.as_str(), |code| &code.label), LABEL);
                (from..to).for_each(|column| line.push_str(&right(&cells[column], widths[column])));
                self.line(&line);
            }
            self.line("");
            from = to;
        }
    }

    fn list(&mut self, report: &Report) {
        if report.suppressed.is_empty() {
            return;
        }
        self.heading("Suppressed cells, exposed ones first");
        self.line(&format!("{}{:>22}  {:11}{}", fit("cell", 52), "a reader can derive", "verdict", "why"));
        for cell in report.worst_first().into_iter().take(LISTED) {
            self.suppressed(cell);
        }
        if report.suppressed.len() > LISTED {
            let rest = grouped((report.suppressed.len() - LISTED) as u64);
            self.wrapped("", &format!("… and {rest} more. The JSON form has them all."));
        }
    }

    fn suppressed(&mut self, cell: &SuppressedCell) {
        let why = match cell.status {
            CellStatus::Primary => "small",
            CellStatus::Zero => "zero",
            _ => "protects",
        };
        // Labels that were cut would not tell one cell from another; codes are shorter.
        let labels = cell.labels.join(" / ");
        let fits = labels.chars().count() <= 52;
        let name = fit(&if fits { labels } else { cell.codes.join(" / ") }, 52);
        let derived = right(&interval(cell.interval), 22);
        self.line(&format!("{name}{derived}  {:11}{why}", verdict(cell.verdict)));
        if cell.verdict.exposed() {
            self.wrapped("    ", &cell.finding);
            cell.betrayed_by.iter().for_each(|sum| self.wrapped("    by ", sum));
        }
    }
}

fn cell(report: &Report, position: usize) -> String {
    let shown = report.values.get(position).copied().flatten();
    let status = report.status.get(position).copied().unwrap_or(CellStatus::Published);
    let exposed = report.suppressed_at(position).is_some_and(|cell| cell.verdict.exposed());
    match shown {
        Some(shown) => value(shown, report.decimals),
        None => format!("{}{}", mark(status), if exposed { "!" } else { "" }),
    }
}

/// The text in exactly `width` columns, cut where it is longer.
fn fit(text: &str, width: usize) -> String {
    let length = text.chars().count();
    if length <= width {
        return format!("{text}{}", " ".repeat(width - length));
    }
    let mut cut: String = text.chars().take(width.saturating_sub(2)).collect();
    cut.push_str("… ");
    cut
}

/// The text at the right of `width` columns.
fn right(text: &str, width: usize) -> String {
    let text = text.trim_end();
    format!("{}{text}", " ".repeat(width.saturating_sub(text.chars().count())))
}

/// Lines of at most `width` characters; words that are longer are cut.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut length = 0;
    for word in text.split_whitespace() {
        let mut rest: Vec<char> = word.chars().collect();
        while !rest.is_empty() {
            let room = if length == 0 { width } else { width.saturating_sub(length + 1) };
            if rest.len() > room && length > 0 {
                lines.push(String::new());
                length = 0;
                continue;
            }
            let taken: String = rest.drain(..rest.len().min(room.max(1))).collect();
            let line = lines.last_mut().expect("there is always a first line");
            if length > 0 {
                line.push(' ');
                length += 1;
            }
            line.push_str(&taken);
            length += taken.chars().count();
        }
    }
    lines
}
