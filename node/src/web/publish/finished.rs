//! A table that is protected already: read as drafts are read, and attacked like any other.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use emn_pages::Frame;
use emn_pages::parts::{Choice, Mistakes};
use emn_pages::publish::{DimensionForm, Problem, Source};
use emn_protocol::codelist::CodeLists;
use emn_protocol::disclosure;
use emn_protocol::draft;
use emn_protocol::record::{Code, Record, Table};

use super::columns::{Case, Outcome, finished_table, placed};
use super::mapping::{self, Meaning};
use crate::api::error::Refusal;
use crate::api::gate;

/// Codes of a dimension that are offered as its total.
const TOTALS: usize = 300;
/// The draft that is made around the table, to have it read.
const DRAFT: &str = "draft";
/// The table's file beside it.
const SHEET: &str = "table.csv";

/// Kinds of figure.
pub(super) fn kinds(frame: &Frame, said: &str) -> Vec<Choice> {
    let all =
        [("count", "publish-measure-count"), ("amount", "publish-measure-amount"), ("rate", "publish-measure-rate")];
    all.into_iter().map(|(value, text)| Choice::new(value, frame.t(text), said == value)).collect()
}

pub(super) fn look(case: &Case<'_>) -> Result<Outcome, Refusal> {
    let (fields, header) = (case.fields, &case.sample.header);
    let first = !fields.has("column.0");
    let meanings = if first { guessed(header) } else { mapping::meanings(fields, header) };
    let dimensions = mapping::dimensions(&meanings);
    let ids: Vec<Code> = dimensions.iter().map(|(id, _)| id.clone()).collect();
    let mut mistakes = Mistakes::default();
    let asked = ids.iter().all(|id| fields.has(&format!("total.{id}")));
    let wanted = fields.get("action") == "count" && !first;
    let draft = if wanted { written(case, &meanings, &dimensions, &mut mistakes) } else { None };
    // Only when it is shown.
    let ask = |mistakes, problems| {
        let mut form = case.form(&meanings, &ids, None, Source::Finished);
        form.dimensions = dimensions.iter().map(|(id, column)| dimension(case, id, *column)).collect();
        Ok(Outcome::Ask { form: Box::new(form), mistakes, problems })
    };
    let Some(draft) = draft.filter(|_| asked && mistakes.is_empty()) else {
        return ask(mistakes, Vec::new());
    };
    let record = match read(case, &meanings, &draft) {
        Ok(record) => record,
        Err(problems) => return ask(mistakes, problems),
    };
    let Some(table) = record.tables().first().cloned() else { return ask(mistakes, Vec::new()) };
    let refusals = refusals(case, &record)?;
    let least = table.method.as_ref().map_or(case.network.min_frequency, |method| method.min_frequency);
    let ordered = across(table, fields.get("across"));
    Ok(Outcome::Made(Box::new(finished_table(ordered, least, refusals))))
}

/// The usual names of columns in such files.
fn guessed(header: &[String]) -> Vec<Meaning> {
    let lists = CodeLists::shipped();
    let of = |name: &String| match name.as_str() {
        "OBS_VALUE" | "value" | "Value" => Meaning::Value,
        "OBS_FLAG" | "flag" | "Flag" => Meaning::Flag,
        name => lists
            .dimension(name)
            .or_else(|| lists.dimension(&name.to_lowercase()))
            .and_then(|list| list.id.parse().ok())
            .map_or(Meaning::Unused, Meaning::Dimension),
    };
    header.iter().map(of).collect()
}

/// A dimension, with the code that may be its total.
fn dimension(case: &Case<'_>, id: &Code, column: usize) -> DimensionForm {
    let input = format!("total.{id}");
    let codes: BTreeSet<&str> =
        case.sample.rows.iter().filter_map(|row| row.get(column)).map(String::as_str).take(20_000).collect();
    let usual = ["T", "TOTAL", "TOT", "ALL"].into_iter().find(|code| codes.contains(code)).unwrap_or_default();
    let said = if case.fields.has(&input) { case.fields.get(&input) } else { usual };
    let label = |code: &str| {
        let known = CodeLists::shipped().label(id.as_str(), code, &[case.frame.lang()]);
        known.map_or_else(|| code.to_owned(), |label| format!("{code} ({label})"))
    };
    let none = Choice::new("", case.frame.t("publish-total-none"), said.is_empty());
    let choices = codes.iter().take(TOTALS).map(|code| Choice::new(*code, label(code), *code == said));
    DimensionForm {
        id: id.to_string(),
        label: mapping::label(case.frame, id),
        column: case.sample.header.get(column).cloned().unwrap_or_default(),
        totals: [none].into_iter().chain(choices).collect(),
        ..DimensionForm::default()
    }
}

/// A draft around the table, as people write them.
fn written(
    case: &Case<'_>,
    meanings: &[Meaning],
    dimensions: &[(Code, usize)],
    mistakes: &mut Mistakes,
) -> Option<String> {
    let (frame, fields) = (case.frame, case.fields);
    let measure = mapping::code(frame, fields, "measure", "publish-measure", mistakes);
    let unit = mapping::code(frame, fields, "unit", "publish-unit", mistakes);
    let table = mapping::code(frame, fields, "table", "publish-table-id", mistakes);
    if !meanings.contains(&Meaning::Value) {
        mistakes.add("column.0", frame.t("publish-mistake-no-value"));
    }
    if dimensions.is_empty() {
        mistakes.add("column.0", frame.t("publish-mistake-no-dimension"));
    }
    let malformed = |label: &str| frame.tx("publish-mistake-malformed", &[("field", frame.t(label))]);
    let decimals = fields.get("decimals").trim().parse::<u8>().ok().filter(|decimals| *decimals <= 6);
    if decimals.is_none() {
        mistakes.add("decimals", malformed("publish-decimals"));
    }
    let least = fields.get("min_frequency").trim().parse::<u64>().ok().filter(|least| *least <= 1_000);
    if least.is_none() {
        mistakes.add("min_frequency", malformed("publish-min-frequency"));
    }
    let said = fields.get("protection");
    let rounding = said.strip_prefix("round").and_then(|base| base.parse::<u64>().ok());
    let suppression = match said {
        "primary" | "complementary" => said,
        "none" => "none",
        _ if rounding.is_some() => "none",
        _ => {
            let field = frame.t("publish-protection-how");
            mistakes.add("protection", frame.tx("publish-mistake-missing", &[("field", field)]));
            return None;
        }
    };
    let (measure, unit, table, decimals, least) = (measure?, unit?, table?, decimals?, least?);
    let kind = ["amount", "rate"].into_iter().find(|kind| fields.get("kind") == *kind).unwrap_or("count");
    let topic = fields.get("topic").parse::<Code>().ok();
    let mut text = String::from(
        "+++\nkind = \"report\"\naudience = \"network\"\ntopics = [\"migration\"]\norganisation = \"-\"\n[title]\nen = \"-\"\n[summary]\nen = \"-\"\n",
    );
    let ids: Vec<String> = dimensions.iter().map(|(id, _)| id.to_string()).collect();
    // Codes have no character that TOML would read as anything else, and the title is made of codes.
    _ = write!(
        text,
        "[[table]]\nid = \"{table}\"\nfile = \"{SHEET}\"\nkind = \"{kind}\"\nmeasure = \"{measure}\"\nunit = \"{unit}\"\n"
    );
    topic.iter().for_each(|topic| _ = writeln!(text, "topic = \"{topic}\""));
    if decimals > 0 {
        _ = writeln!(text, "decimals = {decimals}");
    }
    _ = write!(text, "[table.title]\nen = \"{measure} by {}\"\n", ids.join(", "));
    if kind == "count" {
        _ = write!(text, "[table.method]\nmin_frequency = {least}\nsuppression = \"{suppression}\"\n");
        rounding.iter().for_each(|base| _ = writeln!(text, "rounding = {base}"));
        if fields.has("zeros") {
            text.push_str("zeros = \"suppressed\"\n");
        }
    }
    for (id, column) in dimensions {
        axis(case, &mut text, id, *column);
    }
    text.push_str("+++\n<!-- en -->\n-\n");
    Some(text)
}

fn axis(case: &Case<'_>, text: &mut String, id: &Code, column: usize) {
    _ = write!(text, "[[table.dimension]]\nid = \"{id}\"\n");
    if let Ok(total) = case.fields.get(&format!("total.{id}")).parse::<Code>() {
        _ = writeln!(text, "total = \"{total}\"");
    }
    let codes: BTreeSet<Code> =
        case.sample.rows.iter().filter_map(|row| row.get(column)?.trim().parse().ok()).collect();
    for code in codes.iter().filter(|code| !CodeLists::shipped().knows(id.as_str(), code.as_str())) {
        _ = write!(text, "[table.dimension.labels.\"{code}\"]\nen = \"{code}\"\n");
    }
}

/// Reads the draft and the table.
fn read(case: &Case<'_>, meanings: &[Meaning], text: &str) -> Result<Record, Vec<Problem>> {
    let sheet = sheet(case, meanings);
    let parsed = draft::Draft::parse(DRAFT, text, |_| Ok(sheet.clone().into_bytes()));
    parsed.map(|draft| draft.record).map_err(|found| found.iter().map(placed).collect())
}

/// The file with the names of columns that a draft has, and without those that are not used. A row that does not have a
/// field for each column keeps the rest of the file as it is, so that it is told.
fn sheet(case: &Case<'_>, meanings: &[Meaning]) -> String {
    let name = |(meaning, own): (&Meaning, &String)| match meaning {
        Meaning::Dimension(id) => Some(id.to_string()),
        Meaning::Value => Some("OBS_VALUE".to_owned()),
        Meaning::Flag => Some("OBS_FLAG".to_owned()),
        Meaning::Unused => None,
        Meaning::Person | Meaning::Count => Some(own.clone()),
    };
    let names: Vec<Option<String>> = meanings.iter().zip(&case.sample.header).map(name).collect();
    let text = String::from_utf8_lossy(case.file.bytes());
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    let whole = lines.iter().filter(|line| !line.trim().is_empty()).count() == case.sample.rows.len() + 1;
    let quoted = |field: &str| format!("\"{}\"", field.replace('"', "\"\""));
    if whole || case.sample.delimiter.is_none() {
        let row = |fields: &mut dyn Iterator<Item = &str>| fields.map(quoted).collect::<Vec<_>>().join(",") + "\n";
        let used: Vec<usize> = (0..names.len()).filter(|column| names[*column].is_some()).collect();
        let mut sheet = row(&mut names.iter().flatten().map(String::as_str));
        for fields in &case.sample.rows {
            sheet += &row(&mut used.iter().map(|column| fields.get(*column).map_or("", String::as_str)));
        }
        return sheet;
    }
    let delimiter = case.sample.delimiter.map_or_else(|| ",".to_owned(), String::from);
    let own = names.iter().zip(&case.sample.header).map(|(name, own)| quoted(name.as_ref().unwrap_or(own)));
    let header = own.collect::<Vec<_>>().join(&delimiter);
    let rest = lines.iter().skip_while(|line| line.trim().is_empty()).skip(1);
    [header.as_str()].into_iter().chain(rest.copied()).collect::<Vec<_>>().join("\n") + "\n"
}

/// Why a record with this table may not be published.
fn refusals(case: &Case<'_>, record: &Record) -> Result<Vec<String>, Refusal> {
    let violations = disclosure::check_record(record, &case.network);
    let mut refusals: Vec<String> = violations.iter().take(50).map(ToString::to_string).collect();
    if !refusals.is_empty() {
        return Ok(refusals);
    }
    let found = gate::examine(case.api, record, &case.network)?;
    refusals.extend(found.refusals.iter().cloned());
    for table in found.tables.iter().filter(|table| table.exposed > 0) {
        for cell in table.cells.iter().take(20) {
            let by = if cell.betrayed_by.is_empty() {
                String::new()
            } else {
                format!(", by {}", cell.betrayed_by.join("; "))
            };
            refusals.push(format!("readers can work out {}{by}", cell.cell.join("/")));
        }
    }
    Ok(refusals)
}

/// The same table with another dimension across.
fn across(table: Table, said: &str) -> Table {
    let last = table.dimensions.len().saturating_sub(1);
    let Some(place) = table.dimensions.iter().position(|dimension| dimension.id.as_str() == said) else { return table };
    if place == last {
        return table;
    }
    let order: Vec<usize> = (0..=last).filter(|axis| *axis != place).chain([place]).collect();
    let old = table.strides();
    let dimensions: Vec<_> = order.iter().map(|axis| table.dimensions[*axis].clone()).collect();
    let mut moved =
        Table { dimensions, values: Vec::with_capacity(table.values.len()), flags: BTreeMap::new(), ..table.clone() };
    let strides = Table { values: Vec::new(), ..moved.clone() }.strides();
    for position in 0..table.values.len() {
        let from: usize = order
            .iter()
            .zip(&strides)
            .zip(&moved.dimensions)
            .map(|((axis, stride), dimension)| position / stride % dimension.codes.len() * old[*axis])
            .sum();
        moved.values.push(table.values.get(from).copied().flatten());
        let flags = table.flags_at(from);
        if let (false, Ok(position)) = (flags.is_empty(), u32::try_from(position)) {
            moved.flags.insert(position, flags);
        }
    }
    moved
}
