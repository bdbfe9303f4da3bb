//! Where in a TOML file things stand.

use toml::de::{DeTable, DeValue};

use super::check::Finding;
use crate::read::{self, Problem};

/// What the TOML parser says, with its place.
pub(super) fn of_toml_error(file: &str, text: &str, error: &toml::de::Error) -> Problem {
    let place = error.span().map(|span| line_and_column(text, span.start));
    let advice = "compare it with the mapping that `emn tabulate` suggests";
    read::problem(file, place, None, error.message().trim().replace('\n', ", "), advice)
}

/// A finding with its place.
pub(super) fn problem(file: &str, text: &str, finding: Finding) -> Problem {
    let place = offset(text, &finding.path).map(|offset| line_and_column(text, offset));
    let field: Vec<&str> =
        finding.path.iter().map(String::as_str).filter(|step| step.parse::<usize>().is_err()).collect();
    read::problem(file, place, Some(&field.join(".")), finding.problem, finding.advice)
}

/// The byte at which the last step of a path that is there stands.
fn offset(text: &str, path: &[String]) -> Option<usize> {
    let (table, _) = DeTable::parse_recoverable(text);
    let mut found = None;
    let mut value: Option<&DeValue<'_>> = None;
    for step in path {
        let next = match value {
            None => table.get_ref().get(step.as_str()),
            Some(DeValue::Table(table)) => table.get(step.as_str()),
            Some(DeValue::Array(items)) => step.parse::<usize>().ok().and_then(|index| items.get(index)),
            Some(_) => None,
        };
        let Some(next) = next else { break };
        found = Some(next.span().start);
        value = Some(next.get_ref());
    }
    found
}

fn line_and_column(text: &str, offset: usize) -> (u64, u64) {
    let before = text.get(..offset.min(text.len())).unwrap_or_default();
    let line = before.matches('\n').count() as u64 + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u64 + 1;
    (line, column)
}
