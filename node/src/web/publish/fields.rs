//! Fields of a record, inputs of a form, and their names for people.

use emn_desk::{Draft, DraftTable, FieldProblem, Trouble};
use emn_pages::Frame;

/// Texts that a record has in several languages.
const TEXTS: [&str; 10] =
    ["reason", "title", "summary", "body", "definitions", "context", "approach", "results", "conditions", "disclaimer"];

/// The input of a field of the record, such as `body.nl` or `tables[0].title.nl`.
pub(super) fn input(field: &str, draft: &Draft) -> String {
    let field = field.strip_prefix("content.").unwrap_or(field);
    let with_language = |input: &str| match draft.content.languages().first() {
        Some(first) if !input.contains('.') => format!("{input}.{first}"),
        _ => input.to_owned(),
    };
    if let Some((table, rest)) = table(field, &draft.tables) {
        let (what, lang) = rest.split_once('.').unwrap_or((rest, ""));
        return match what {
            "title" | "notes" if !lang.is_empty() => format!("table.{table}.{what}.{lang}"),
            "title" | "notes" => with_language(what).replacen(what, &format!("table.{table}.{what}"), 1),
            _ => "tables".to_owned(),
        };
    }
    let name = field.split(['.', '[']).next().unwrap_or(field);
    match name {
        _ if TEXTS.contains(&name) => with_language(field),
        "topics" | "countries" | "period" | "audience" | "organisation" | "licence" | "source" | "reference_date"
        | "tables" => name.to_owned(),
        _ => String::new(),
    }
}

/// The table that a field is about, and the rest of the field.
fn table<'a>(field: &'a str, tables: &'a [DraftTable]) -> Option<(&'a str, &'a str)> {
    let (index, rest) = field.strip_prefix("tables[")?.split_once(']')?;
    let table = tables.get(index.parse::<usize>().ok()?)?;
    Some((table.table.id.as_str(), rest.strip_prefix('.').unwrap_or(rest)))
}

/// The name of an input, for people.
pub(super) fn label(frame: &Frame, input: &str) -> String {
    let in_language = |text: String, lang: &str| match lang {
        "" => text,
        lang => format!("{text} ({})", frame.language(lang)),
    };
    if let Some(rest) = input.strip_prefix("table.") {
        let mut parts = rest.rsplitn(3, '.');
        let (lang, what, table) = (parts.next(), parts.next(), parts.next());
        if let (Some(lang), Some(what), Some(table)) = (lang, what, table) {
            let id = if what == "notes" { "publish-field-table-notes" } else { "publish-field-table-title" };
            return in_language(frame.tx(id, &[("table", table)]), lang);
        }
    }
    let (name, lang) = input.split_once('.').unwrap_or((input, ""));
    let id = match name {
        "countries" | "more_countries" => "publish-field-countries",
        "topics" => "publish-field-topics",
        "audience" => "publish-field-audience",
        "period" => "publish-fact-period",
        "organisation" => "publish-fact-organisation",
        "licence" => "publish-fact-licence",
        "source" => "publish-fact-source",
        "reference_date" => "publish-fact-reference-date",
        "tables" => "publish-tables",
        _ if TEXTS.contains(&name) => return in_language(frame.t(&format!("publish-field-{name}")), lang),
        _ => return input.to_owned(),
    };
    frame.t(id)
}

/// The name of a field of the record, for people.
pub(super) fn field_label(frame: &Frame, field: &str, draft: &Draft) -> String {
    let input = input(field, draft);
    match input.as_str() {
        "" => field.to_owned(),
        "tables" => match table(field.strip_prefix("content.").unwrap_or(field), &draft.tables) {
            Some((table, rest)) => format!("{} {table}: {rest}", frame.t("publish-tables")),
            None => frame.t("publish-tables"),
        },
        // Where no language is named, it is about all of them.
        input if !field.ends_with(&input[input.rfind('.').map_or(0, |dot| dot)..]) => {
            label(frame, &input.rsplit_once('.').map_or_else(|| input.to_owned(), |(name, _)| format!("{name}.")))
        }
        input => label(frame, input),
    }
}

/// A problem of form, in words.
pub(super) fn problem(frame: &Frame, problem: &FieldProblem, draft: &Draft) -> String {
    let id = match problem.trouble {
        Trouble::Missing => "publish-mistake-missing",
        Trouble::TooLong => "publish-mistake-too-long",
        Trouble::TooMany => "publish-mistake-too-many",
        Trouble::Malformed => "publish-mistake-malformed",
        Trouble::Unknown => "publish-mistake-unknown",
        Trouble::Twice => "publish-mistake-twice",
        Trouble::Control => "publish-mistake-control",
        Trouble::Misplaced => "publish-mistake-misplaced",
        _ => "publish-mistake-other",
    };
    frame.tx(id, &[("field", field_label(frame, &problem.field, draft))])
}
