//! What the gate found, as people read it.

use crate::gate::{Examination, TextFinding};

/// Findings of one kind that are listed; the rest is counted.
const LISTED: usize = 40;

/// All that was found in a record, one line each; empty when there is nothing.
pub(super) fn render(found: &Examination) -> String {
    let mut text = String::new();
    for refusal in &found.refusals {
        text.push_str(&format!("  refused: {refusal}\n"));
    }
    for table in found.tables.iter().filter(|table| table.exposed > 0) {
        text.push_str(&format!(
            "  refused: table {}: {} of {} suppressed cells can be derived or narrowed down too far\n",
            table.table,
            table.exposed,
            table.suppressed.max(table.exposed)
        ));
        for cell in table.cells.iter().take(LISTED) {
            let by = if cell.betrayed_by.is_empty() {
                String::new()
            } else {
                format!(", betrayed by {}", cell.betrayed_by.join("; "))
            };
            text.push_str(&format!("    {}: {}{by}\n", cell.cell.join("/"), cell.verdict));
        }
        if table.exposed > LISTED.min(table.cells.len()) {
            text.push_str(&format!("    … and {} more\n", table.exposed - LISTED.min(table.cells.len())));
        }
    }
    for warning in &found.warnings {
        text.push_str(&format!("  note: {warning}\n"));
    }
    let mut findings: Vec<&TextFinding> = found.findings.iter().collect();
    findings.sort_by_key(|finding| rank(finding));
    for finding in findings.iter().take(LISTED) {
        text.push_str(&format!("  {}\n", line(finding)));
    }
    if findings.len() > LISTED {
        text.push_str(&format!("  … and {} more findings\n", findings.len() - LISTED));
    }
    text
}

fn rank(finding: &TextFinding) -> u8 {
    if finding.blocks() {
        0
    } else if finding.warns() {
        1
    } else {
        2
    }
}

fn line(finding: &TextFinding) -> String {
    let scheme = if finding.scheme.is_empty() { String::new() } else { format!(" ({})", finding.scheme) };
    format!(
        "{}: {} line {}, column {}: {}{scheme}, {} % sure  [{}]",
        finding.level, finding.field, finding.line, finding.column, finding.detector, finding.confidence, finding.id
    )
}

/// What to do about it; nothing when the record may be published.
pub(super) fn advice(found: &Examination) -> Option<String> {
    if found.discloses() {
        return Some(
            "suppress more cells or coarsen a category; `emn tabulate` makes a protected table from the cases"
                .to_owned(),
        );
    }
    if found.blocking().next().is_some() {
        return Some("remove what is marked `block` from the text; nobody may override it".to_owned());
    }
    let warnings = found.warnings_in_text().count();
    (warnings > 0).then(|| {
        "change what is marked `warn`, or have a second person say why it may stay: `emn override DRAFT --by KEY …`"
            .to_owned()
    })
}
