//! Whether a draft may be signed, with every violation at its place in the draft or its CSV file.

use super::Draft;
use super::error::{DraftProblem, Problems};
use crate::disclosure::{self, Policy, Rule};
use crate::limits;
use crate::record::{Table, check};

/// Framing of an entry around shell and record, in bytes; a generous bound.
const FRAMING_BYTES: usize = 32;

/// All violations.
pub(super) fn check(draft: &Draft, policy: &Policy) -> Vec<DraftProblem> {
    let mut problems = Problems::default();
    let form = check::check_record(&draft.record);
    for violation in &form {
        problems.add(|| form_problem(draft, violation));
    }
    let size = draft.record.to_bytes().len();
    let allowed = limits::ENTRY_BYTES - limits::SHELL_BYTES - FRAMING_BYTES;
    if size > allowed {
        let problem = format!("the record takes {size} bytes, and {allowed} are allowed");
        problems.add(|| draft.source.problem(0, None, problem, "shorten texts or tables, or make it two records"));
    }
    // The rules of disclosure presume that the form is right.
    if form.is_empty() {
        for violation in disclosure::check_record(&draft.record, policy) {
            problems.add(|| disclosure_problem(draft, &violation));
        }
    }
    problems.into_list(&draft.source.file)
}

fn form_problem(draft: &Draft, violation: &check::Violation) -> DraftProblem {
    let field = violation.field.strip_prefix("content.").unwrap_or(&violation.field);
    let offset = place(draft, field);
    draft.source.problem(offset, Some(shown(field)), violation.problem.clone(), advice(&violation.problem))
}

/// The place of a field, else of what it lies in.
fn place(draft: &Draft, path: &str) -> usize {
    let mut path = path;
    loop {
        if let Some(offset) = draft.places.get(path) {
            return *offset;
        }
        match path.rfind(['.', '[']) {
            Some(end) => path = &path[..end],
            None => return 0,
        }
    }
}

/// A path in the record as the keys of a draft.
fn shown(path: &str) -> String {
    let key = |part: &str| match part.split('[').next().unwrap_or_default() {
        "tables" => "table".to_owned(),
        "dimensions" => "dimension".to_owned(),
        "attachments" => "attachment".to_owned(),
        "sums" => "parts".to_owned(),
        other => other.to_owned(),
    };
    path.split('.').map(key).collect::<Vec<_>>().join(".")
}

/// What to do about a rule of form, by the words in which it speaks.
fn advice(problem: &str) -> &'static str {
    const ADVICE: [(&str, &str); 7] = [
        ("empty", "write something, or leave the key out"),
        ("too long", "shorten it"),
        ("too many", "leave some out, or make it several records"),
        ("twice", "remove one"),
        ("same id", "give one another id"),
        ("control character", "write it in one line, without control characters"),
        ("part of itself", "remove one of the sums in [table.dimension.parts]"),
    ];
    ADVICE.iter().find(|(words, _)| problem.contains(words)).map_or("correct it", |(_, advice)| advice)
}

fn disclosure_problem(draft: &Draft, violation: &disclosure::Violation) -> DraftProblem {
    let (problem, advice) = violation.problem.split_once("; ").unwrap_or((&violation.problem, ""));
    let advice = match (violation.rule, advice) {
        (Rule::D1, "suppress it") => "suppress it: empty value, flag c",
        (Rule::D3, "suppress more cells") => "suppress another cell of each sum it stands in: empty value, flag c",
        (Rule::D2, _) => "correct the figures, or declare no sum where there is none",
        (Rule::D5, "") => "correct [table.method] or the cells",
        (Rule::D6, "") => "make several tables, or declare fewer sums",
        (_, "") => "correct the cell",
        (_, advice) => advice,
    };
    let index = draft.record.tables().iter().position(|table| table.id.as_str() == violation.table);
    let table = index.and_then(|index| Some((index, draft.record.tables().get(index)?)));
    let cell = table.and_then(|(index, table)| {
        let places = draft.cells.get(index)?;
        Some((places, (*places.offsets.get(position(table, &violation.cell)?)?)?))
    });
    if let Some((places, offset)) = cell {
        let problem = format!("{} {problem}", violation.rule.id());
        return places.source.problem(offset, None, problem, advice);
    }
    let path = index.map_or_else(String::new, |index| match violation.rule {
        Rule::D5 => format!("tables[{index}].method"),
        _ => format!("tables[{index}]"),
    });
    let of_cell = if violation.cell.is_empty() { String::new() } else { format!(" ({})", violation.cell.join("/")) };
    let problem = format!("{} {problem}{of_cell}", violation.rule.id());
    let field = format!("table `{}`", violation.table);
    draft.source.problem(place(draft, &path), Some(field), problem, advice)
}

/// Position of a cell by its codes; `None` for a violation of the whole table.
fn position(table: &Table, cell: &[String]) -> Option<usize> {
    if cell.is_empty() || cell.len() != table.dimensions.len() {
        return None;
    }
    table.dimensions.iter().zip(cell).try_fold(0usize, |position, (dimension, code)| {
        let at = dimension.codes.iter().position(|known| known.as_str() == code)?;
        Some(position * dimension.codes.len() + at)
    })
}
