//! The report as one page of HTML: no script, nothing from elsewhere, and a policy that forbids both.

use data_encoding::BASE64;
use emn_protocol::ids::Digest;

use super::grid::{self, Block};
use super::text::{interval, mark, verdict};
use super::words::{AxisCode, grouped, percent, value};
use super::{Lost, Report, SuppressedCell};
use crate::outcome::CellStatus;

/// The only style of the page; its hash is in the page's policy.
const STYLE: &str = include_str!("page.css");

/// Cells that are shown as tables at most. Browsers get slow beyond, and nobody reads further.
const GRID_CELLS: usize = 5_000;

/// Suppressed cells that are listed at most; all of them stand in the JSON form.
const LISTED: usize = 1_000;

/// The hash of the page's style, as a Content Security Policy writes it (`sha256-…`).
pub fn style_hash() -> String {
    format!("sha256-{}", BASE64.encode(Digest::of(STYLE.as_bytes()).as_bytes()))
}

/// The policy of the page. It is in the page as a `meta` element, for when the page is opened from a file; a server
/// may send it as a header as well.
pub fn content_security_policy() -> String {
    format!("default-src 'none'; style-src '{}'; base-uri 'none'; form-action 'none'", style_hash())
}

impl Report {
    /// As one self-contained page of HTML. It shows 5,000 cells at most, and says so when there are more.
    pub fn html(&self) -> String {
        let mut page = Page(String::with_capacity(64 * 1024));
        page.head(self);
        page.loss(self);
        page.warnings(self);
        page.grids(self);
        page.list(self);
        page.raw("<h2>What this cannot promise</h2>\n<p>");
        page.text(self.limits);
        page.raw("</p>\n</main>\n</body>\n</html>\n");
        page.0
    }
}

/// The page so far. Text from outside goes in by [`Page::text`] only, which escapes it.
struct Page(String);

impl Page {
    fn raw(&mut self, html: &'static str) {
        self.0.push_str(html);
    }

    /// Text, escaped for elements and for attributes in double quotes.
    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                c => self.0.push(c),
            }
        }
    }

    fn number(&mut self, number: usize) {
        self.text(&grouped(number as u64));
    }

    /// ` lang="…"`, where the language is known.
    fn language(&mut self, language: Option<&str>) {
        if let Some(language) = language {
            self.raw(" lang=\"");
            self.text(language);
            self.raw("\"");
        }
    }

    fn head(&mut self, report: &Report) {
        self.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        self.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"");
        // Only a `meta` element's double quotes would end it; the policy has none.
        self.0.push_str(&content_security_policy());
        self.raw("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        self.raw(
            "<meta name=\"robots\" content=\"noindex\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>",
        );
        self.text(&format!("Disclosure report (confidential): {}", report.title));
        self.raw("</title>\n<style>");
        self.raw(STYLE);
        self.raw("</style>\n</head>\n<body>\n<main>\n<p class=\"notice\">");
        self.text(report.notice);
        self.raw("</p>\n<h1>Disclosure report: <span");
        self.language(report.title_language.as_deref());
        self.raw(">");
        self.text(&report.title);
        self.raw("</span></h1>\n<p class=\"soft\">");
        self.text(&format!("Table {} of {}; {} ({})", report.table, report.source, report.measure, report.unit));
        self.raw("</p>\n<p class=\"result");
        self.raw(if report.publishable { "\">" } else { " no\">" });
        self.text(&report.result());
        self.raw("</p>\n<p>");
        self.text(&report.rules());
        self.raw("</p>\n");
    }

    fn loss(&mut self, report: &Report) {
        self.raw(
            "<div class=\"scroll\" role=\"region\" aria-label=\"What protection costs\" tabindex=\"0\">\n<table>\n",
        );
        self.raw("<caption>What protection costs (margins included)</caption>\n<thead><tr><td></td>");
        self.raw("<th scope=\"col\" class=\"n\">cells</th><th scope=\"col\" class=\"n\">share</th>");
        self.raw(
            "<th scope=\"col\" class=\"n\">sum</th><th scope=\"col\" class=\"n\">share</th></tr></thead>\n<tbody>\n",
        );
        let loss = &report.loss;
        let rows: [(&'static str, &Lost); 6] = [
            ("counted", &loss.counted),
            ("published", &loss.published),
            ("suppressed", &loss.suppressed),
            ("of these: small counts", &loss.primary),
            ("of these: zeros", &loss.zero),
            ("of these: to protect others", &loss.complementary),
        ];
        for (label, lost) in rows {
            self.raw("<tr><th scope=\"row\">");
            self.raw(label);
            let figures =
                [grouped(lost.cells), percent(lost.share_of_cells), grouped(lost.sum), percent(lost.share_of_sum)];
            self.raw("</th>");
            for figure in figures {
                self.raw("<td class=\"n\">");
                self.text(&figure);
                self.raw("</td>");
            }
            self.raw("</tr>\n");
        }
        self.raw("</tbody>\n</table>\n</div>\n");
    }

    fn warnings(&mut self, report: &Report) {
        if report.warnings.is_empty() {
            return;
        }
        self.raw("<h2>Warnings</h2>\n<ul>\n");
        for warning in &report.warnings {
            self.raw("<li class=\"warn\">");
            self.text(warning);
            self.raw("</li>\n");
        }
        self.raw("</ul>\n");
    }

    fn grids(&mut self, report: &Report) {
        self.raw("<h2>Cells</h2>\n<ul class=\"legend\" aria-label=\"Legend\">\n<li><b>12</b> published</li>\n");
        self.raw("<li><b class=\"p\">P</b> small count</li>\n<li><b class=\"c\">C</b> protects others</li>\n");
        self.raw("<li><b class=\"z\">Z</b> zero, suppressed</li>\n<li><b class=\"e\">! P</b> exposed</li>\n");
        self.raw("<li><b class=\"x\">x</b> not applicable</li>\n<li><b class=\"x\">?</b> not known</li>\n</ul>\n");
        let mut left = GRID_CELLS;
        for block in grid::blocks(&report.dimensions) {
            let columns = block.columns().min(left);
            let rows = block.rows().min(left.checked_div(columns).unwrap_or(0));
            if rows == 0 {
                break;
            }
            left -= rows * columns;
            self.block(report, &block, rows, columns);
        }
        let shown = GRID_CELLS - left;
        if shown < report.values.len() {
            self.raw("<p class=\"warn\">");
            self.number(shown);
            self.raw(" of ");
            self.number(report.values.len());
            self.raw(" cells are shown here. The JSON form of this report has them all.</p>\n");
        }
    }

    fn block(&mut self, report: &Report, block: &Block<'_>, rows: usize, columns: usize) {
        let title = if block.heading.is_empty() { report.title.clone() } else { block.title() };
        self.raw("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
        self.text(&title);
        self.raw("\">\n<table>\n<caption>");
        self.text(&title);
        self.raw("</caption>\n<thead><tr><td>");
        self.text(block.down.map_or("", |axis| &axis.label));
        self.raw("</td>");
        for code in block.across.codes.iter().take(columns) {
            self.header("col", code);
        }
        self.raw("</tr></thead>\n<tbody>\n");
        for row in 0..rows {
            self.raw("<tr>");
            match block.row_label(row) {
                Some(code) => self.header("row", code),
                None => {
                    self.raw("<th scope=\"row\">");
                    self.text(&block.across.label);
                    self.raw("</th>");
                }
            }
            for column in 0..columns {
                self.cell(report, block.position(row, column));
            }
            self.raw("</tr>\n");
        }
        self.raw("</tbody>\n</table>\n</div>\n");
    }

    fn header(&mut self, scope: &'static str, code: &AxisCode) {
        self.raw("<th scope=\"");
        self.raw(scope);
        self.raw("\"");
        self.language(code.language.as_deref());
        self.raw(">");
        self.text(&code.label);
        self.raw("</th>");
    }

    fn cell(&mut self, report: &Report, position: usize) {
        let status = report.status.get(position).copied().unwrap_or(CellStatus::Published);
        if let Some(shown) = report.values.get(position).copied().flatten() {
            self.raw("<td class=\"n\">");
            self.text(&value(shown, report.decimals));
            self.raw("</td>");
            return;
        }
        let suppressed = report.suppressed_at(position);
        let exposed = suppressed.is_some_and(|cell| cell.verdict.exposed());
        let (class, meaning) = match status {
            _ if exposed => ("e", "exposed, "),
            CellStatus::Primary => ("p", ""),
            CellStatus::Complementary => ("c", ""),
            CellStatus::Zero => ("z", ""),
            CellStatus::NotApplicable | CellStatus::Published => ("x", ""),
        };
        self.raw("<td class=\"");
        self.raw(class);
        if let Some(cell) = suppressed {
            self.raw("\" title=\"");
            self.text(&format!("a reader can derive: {}", interval(cell.interval)));
        }
        self.raw("\"><span aria-hidden=\"true\">");
        self.raw(if exposed { "! " } else { "" });
        self.raw(mark(status));
        self.raw("</span><span class=\"vh\">");
        self.raw(meaning);
        self.raw(spoken(status));
        self.raw("</span></td>");
    }

    fn list(&mut self, report: &Report) {
        if report.suppressed.is_empty() {
            return;
        }
        self.raw(
            "<h2>Suppressed cells</h2>\n<table class=\"list\">\n<caption>Exposed ones first</caption>\n<thead><tr>",
        );
        self.raw("<th scope=\"col\">cell</th><th scope=\"col\">mark</th><th scope=\"col\">a reader can derive</th>");
        self.raw("<th scope=\"col\">verdict</th><th scope=\"col\">why</th></tr></thead>\n<tbody>\n");
        report.worst_first().into_iter().take(LISTED).for_each(|cell| self.suppressed(cell));
        self.raw("</tbody>\n</table>\n");
        if report.suppressed.len() > LISTED {
            self.raw("<p class=\"warn\">");
            self.number(LISTED);
            self.raw(" of ");
            self.number(report.suppressed.len());
            self.raw(" suppressed cells are listed here. The JSON form of this report has them all.</p>\n");
        }
    }

    fn suppressed(&mut self, cell: &SuppressedCell) {
        self.raw("<tr><td data-label=\"cell\">");
        self.text(&cell.labels.join(" / "));
        self.raw("</td><td data-label=\"mark\" class=\"");
        self.raw(match cell.status {
            _ if cell.verdict.exposed() => "e\">! ",
            CellStatus::Primary => "p\">",
            CellStatus::Zero => "z\">",
            _ => "c\">",
        });
        self.raw(mark(cell.status));
        self.raw("</td><td data-label=\"a reader can derive\">");
        self.text(&interval(cell.interval));
        self.raw("</td><td data-label=\"verdict\">");
        self.raw(verdict(cell.verdict));
        self.raw("</td><td data-label=\"why\">");
        self.text(&format!("{} {}", cell.reason, cell.finding));
        for sum in &cell.betrayed_by {
            self.raw("<br>");
            self.text(sum);
        }
        self.raw("</td></tr>\n");
    }
}

/// A mark in words, for those who hear the page.
fn spoken(status: CellStatus) -> &'static str {
    match status {
        CellStatus::Primary => "suppressed, small count",
        CellStatus::Zero => "suppressed, zero",
        CellStatus::Complementary => "suppressed, protects others",
        CellStatus::NotApplicable => "not applicable",
        CellStatus::Published => "not known",
    }
}
