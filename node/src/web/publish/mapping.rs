//! What the columns of a file mean, as a form, and back.

use std::collections::BTreeMap;

use emn_anonymise::read::Sample;
use emn_anonymise::tabulate::{DateOrder, DimensionMapping, Kind, Level, Mapping, Question, REST, UNKNOWN};
use emn_pages::Frame;
use emn_pages::parts::{Choice, Mistakes};
use emn_pages::publish::{ColumnForm, DimensionForm, OpenValue};
use emn_protocol::codelist::{CodeLists, TIME_PERIOD};
use emn_protocol::ids::Digest;
use emn_protocol::record::Code;

use crate::web::form::Fields;

/// Columns that are shown: of more, nobody finds those that matter.
const COLUMNS: usize = 200;
/// Characters of an id that is made of a column's name.
const ID_CHARS: usize = 40;

/// What a column means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Nothing here.
    Unused,
    /// It names the person.
    Person,
    /// It holds numbers of persons.
    Count,
    /// It holds the values of a finished table.
    Value,
    /// It holds their flags.
    Flag,
    /// It is a dimension.
    Dimension(Code),
}

impl Meaning {
    /// What the form says.
    fn of(text: &str, column: &str) -> Self {
        match text {
            "person" => Self::Person,
            "count" => Self::Count,
            "value" => Self::Value,
            "flag" => Self::Flag,
            "own" => own_id(column).map_or(Self::Unused, Self::Dimension),
            text => text.strip_prefix("dim:").and_then(|id| id.parse().ok()).map_or(Self::Unused, Self::Dimension),
        }
    }

    fn value(&self, column: &str) -> String {
        match self {
            Self::Unused => String::new(),
            Self::Person => "person".to_owned(),
            Self::Count => "count".to_owned(),
            Self::Value => "value".to_owned(),
            Self::Flag => "flag".to_owned(),
            Self::Dimension(id)
                if CodeLists::shipped().dimension(id.as_str()).is_none() && Some(id) == own_id(column).as_ref() =>
            {
                "own".to_owned()
            }
            Self::Dimension(id) => format!("dim:{id}"),
        }
    }
}

/// An id of a dimension that no list has, made of the column's name.
fn own_id(column: &str) -> Option<Code> {
    let mut id = String::new();
    for c in column.chars() {
        if c.is_ascii_alphanumeric() {
            id.push(c.to_ascii_lowercase());
        } else if !id.is_empty() && !id.ends_with('_') {
            id.push('_');
        }
        if id.len() >= ID_CHARS {
            break;
        }
    }
    let id = id.trim_end_matches('_');
    let id = if id.is_empty() { "column" } else { id };
    id.parse().ok()
}

/// What the form says of each column.
pub(super) fn meanings(fields: &Fields, header: &[String]) -> Vec<Meaning> {
    let meaning = |(index, name): (usize, &String)| Meaning::of(fields.get(&format!("column.{index}")), name);
    header.iter().enumerate().map(meaning).collect()
}

/// What a mapping says of each column.
pub(super) fn guessed(mapping: &Mapping, header: &[String]) -> Vec<Meaning> {
    let of = |name: &String| {
        let dimension = mapping.dimensions.iter().find(|dimension| dimension.column == *name);
        dimension.map_or(Meaning::Unused, |dimension| Meaning::Dimension(dimension.id.clone()))
    };
    header.iter().map(of).collect()
}

/// The dimensions, each with its column. One that is named twice is taken once.
pub(super) fn dimensions(meanings: &[Meaning]) -> Vec<(Code, usize)> {
    let mut chosen: Vec<(Code, usize)> = Vec::new();
    for (column, meaning) in meanings.iter().enumerate() {
        if let Meaning::Dimension(id) = meaning
            && chosen.iter().all(|(known, _)| known != id)
        {
            chosen.push((id.clone(), column));
        }
    }
    chosen
}

/// The columns as the form shows them.
pub(super) fn columns(frame: &Frame, header: &[String], meanings: &[Meaning], finished: bool) -> Vec<ColumnForm> {
    let lists = CodeLists::shipped();
    let mut shared: Vec<(String, String)> = lists
        .dimensions()
        .filter(|list| list.id != "freq")
        .map(|list| {
            (list.id.clone(), list.label.best(&[frame.lang()]).map_or(list.id.as_str(), |(_, label)| label).to_owned())
        })
        .collect();
    shared.sort_by_key(|(_, label)| label.to_lowercase());
    let roles: &[(&str, &str)] = if finished {
        &[("", "publish-meaning-none"), ("value", "publish-meaning-value"), ("flag", "publish-meaning-flag")]
    } else {
        &[("", "publish-meaning-none"), ("person", "publish-meaning-person"), ("count", "publish-meaning-count")]
    };
    let column = |(index, (name, meaning)): (usize, (&String, &Meaning))| {
        let chosen = meaning.value(name);
        let role = |(value, text): &(&str, &str)| Choice::new(*value, frame.t(text), chosen == *value);
        let dimension = |(id, label): &(String, String)| {
            let value = format!("dim:{id}");
            let now = chosen == value;
            Choice::new(value, label, now)
        };
        let own = Choice::new("own", frame.t("publish-meaning-own"), chosen == "own");
        let meanings = roles.iter().map(role).chain(shared.iter().map(dimension)).chain([own]).collect();
        ColumnForm { index, name: name.clone(), meanings }
    };
    header.iter().zip(meanings).enumerate().take(COLUMNS).map(column).collect()
}

/// Name of the input for a value. The value itself stays out of it.
fn value_input(dimension: &Code, value: &str) -> String {
    format!("value.{dimension}.{}", &Digest::of(value.as_bytes()).to_hex()[..12])
}

fn rest_input(dimension: &Code) -> String {
    format!("rest.{dimension}")
}

/// Completes a mapping with what the form answers. False while something that has to be answered was not asked yet.
pub(super) fn answer(mapping: &mut Mapping, questions: &[Question], fields: &Fields, sample: &Sample) -> bool {
    let mut complete = true;
    for dimension in &mut mapping.dimensions {
        settle(dimension, fields, sample);
        let id = dimension.id.clone();
        for question in questions.iter().filter(|question| question.dimension == id.as_str()) {
            for (value, _) in &question.values {
                complete &= give(dimension, fields, &value_input(&id, value), value);
            }
            if question.rare_rows > 0 {
                complete &= give(dimension, fields, &rest_input(&id), REST);
            }
        }
    }
    complete
}

/// Gives a value the code that the form says.
fn give(dimension: &mut DimensionMapping, fields: &Fields, input: &str, value: &str) -> bool {
    if !fields.has(input) {
        return false;
    }
    match fields.get(input).parse::<Code>() {
        Ok(code) if code.as_str() != UNKNOWN || value == REST => {
            dimension.values.entry(code).or_default().push(value.to_owned());
        }
        _ => dimension.unknown.push(value.to_owned()),
    }
    true
}

/// Dates and ages.
fn settle(dimension: &mut DimensionMapping, fields: &Fields, sample: &Sample) {
    let get = |what: &str| fields.get(&format!("{what}.{}", dimension.id)).trim().to_owned();
    match get("order").as_str() {
        "ymd" => dimension.order = DateOrder::Ymd,
        "dmy" => dimension.order = DateOrder::Dmy,
        "mdy" => dimension.order = DateOrder::Mdy,
        _ => {}
    }
    match get("periods").as_str() {
        "year" => dimension.levels = vec![Level::Year, Level::All],
        "quarter" => dimension.levels = vec![Level::Quarter, Level::Year, Level::All],
        "month" => dimension.levels = vec![Level::Month, Level::Quarter, Level::Year, Level::All],
        _ => {}
    }
    let bands = get("bands");
    if !bands.is_empty() && bands != shown_bands(dimension) {
        dimension.codes = bands.split([' ', ',']).filter_map(|band| band.parse().ok()).collect();
        // Which of them are under 18 is for who writes the bands to say; the total stays.
        dimension.parts.clear();
    }
    if dimension.kind == Kind::Birth {
        let (at, year) = (get("at"), get("year"));
        let column = at.parse::<usize>().ok().and_then(|column| sample.header.get(column));
        dimension.at = column.cloned();
        dimension.year = if column.is_none() { year.parse().ok() } else { None };
    }
}

fn shown_bands(dimension: &DimensionMapping) -> String {
    dimension.codes.iter().map(Code::as_str).collect::<Vec<_>>().join(" ")
}

/// The dimensions as the form shows them, with what is open. Mistakes are answers that say nothing.
pub(super) fn forms(
    frame: &Frame,
    mapping: &Mapping,
    questions: &[Question],
    fields: &Fields,
    sample: &Sample,
) -> Vec<DimensionForm> {
    mapping.dimensions.iter().map(|dimension| form(frame, dimension, questions, fields, sample)).collect()
}

fn form(
    frame: &Frame,
    dimension: &DimensionMapping,
    questions: &[Question],
    fields: &Fields,
    sample: &Sample,
) -> DimensionForm {
    let id = &dimension.id;
    let asked = || questions.iter().filter(|question| question.dimension == id.as_str());
    let codes = codes(frame, dimension);
    let open = |input: String, value: Option<&String>, rows: u64| {
        let said = if fields.has(&input) { fields.get(&input) } else { UNKNOWN };
        let codes = codes.iter().map(|(code, label)| Choice::new(code, label, code == said)).collect();
        OpenValue { input, value: value.cloned(), rows, codes }
    };
    let values = asked().flat_map(|question| &question.values);
    let mut all: Vec<OpenValue> =
        values.map(|(value, rows)| open(value_input(id, value), Some(value), *rows)).collect();
    let rare: u64 = asked().map(|question| question.rare_rows).sum();
    if rare > 0 {
        all.push(open(rest_input(id), None, rare));
    }
    let dated = matches!(dimension.kind, Kind::Date | Kind::Birth);
    let aged = matches!(dimension.kind, Kind::Age | Kind::Birth);
    DimensionForm {
        id: id.to_string(),
        label: label(frame, id),
        column: dimension.column.clone(),
        open: all,
        orders: if dated { orders(frame, dimension.order) } else { Vec::new() },
        periods: if dimension.kind == Kind::Date { periods(frame, dimension) } else { Vec::new() },
        bands: aged.then(|| shown_bands(dimension)),
        at: if dimension.kind == Kind::Birth { at(frame, dimension, sample) } else { Vec::new() },
        year: dimension.year.map_or_else(String::new, |year| year.to_string()),
        totals: Vec::new(),
    }
}

/// The name of a dimension.
pub(super) fn label(frame: &Frame, id: &Code) -> String {
    let list = CodeLists::shipped().dimension(id.as_str());
    list.and_then(|list| list.label.best(&[frame.lang()])).map_or(id.as_str(), |(_, label)| label).to_owned()
}

/// Codes that a value may have, with labels; «not known» comes first.
fn codes(frame: &Frame, dimension: &DimensionMapping) -> Vec<(String, String)> {
    let mut codes = vec![(UNKNOWN.to_owned(), frame.t("publish-code-unknown"))];
    let mut labelled: BTreeMap<String, String> = BTreeMap::new();
    if let Some(list) = CodeLists::shipped().dimension(dimension.id.as_str()) {
        for listed in &list.codes {
            let label = listed.label.best(&[frame.lang()]).map_or(listed.code.as_str(), |(_, label)| label);
            labelled.insert(listed.code.clone(), label.to_owned());
        }
    }
    if dimension.shared {
        for country in CodeLists::shipped().countries() {
            labelled.insert(country.eurostat.clone(), frame.country(&country.iso2));
        }
    }
    for code in dimension.values.keys() {
        let own = dimension.labels.get(code).and_then(|label| label.best(&[frame.lang()]));
        labelled.entry(code.to_string()).or_insert_with(|| own.map_or(code.as_str(), |(_, label)| label).to_owned());
    }
    labelled.remove(UNKNOWN);
    dimension.total.iter().for_each(|total| _ = labelled.remove(total.as_str()));
    let mut labelled: Vec<(String, String)> = labelled.into_iter().collect();
    labelled.sort_by_key(|(_, label)| label.to_lowercase());
    codes.extend(labelled);
    codes
}

fn orders(frame: &Frame, order: DateOrder) -> Vec<Choice> {
    let all = [
        ("ymd", "publish-order-ymd", DateOrder::Ymd),
        ("dmy", "publish-order-dmy", DateOrder::Dmy),
        ("mdy", "publish-order-mdy", DateOrder::Mdy),
    ];
    all.into_iter().map(|(value, text, own)| Choice::new(value, frame.t(text), own == order)).collect()
}

fn periods(frame: &Frame, dimension: &DimensionMapping) -> Vec<Choice> {
    let finest = dimension.levels.first().copied().unwrap_or(Level::Year);
    let all = [
        ("year", "publish-periods-year", Level::Year),
        ("quarter", "publish-periods-quarter", Level::Quarter),
        ("month", "publish-periods-month", Level::Month),
    ];
    all.into_iter().map(|(value, text, level)| Choice::new(value, frame.t(text), level == finest)).collect()
}

fn at(frame: &Frame, dimension: &DimensionMapping, sample: &Sample) -> Vec<Choice> {
    let year = Choice::new("year", frame.t("publish-age-at-year"), dimension.at.is_none());
    let columns = sample.header.iter().enumerate().filter(|(_, name)| **name != dimension.column).take(COLUMNS);
    let column =
        |(index, name): (usize, &String)| Choice::new(index.to_string(), name, dimension.at.as_ref() == Some(name));
    [year].into_iter().chain(columns.map(column)).collect()
}

/// Which dimension goes across; the last one, unless somebody says another.
pub(super) fn across(frame: &Frame, ids: &[Code], said: &str) -> Vec<Choice> {
    let usual = ids.iter().find(|id| id.as_str() == TIME_PERIOD).or(ids.last());
    let said = ids.iter().find(|id| id.as_str() == said).or(usual);
    ids.iter().map(|id| Choice::new(id.as_str(), label(frame, id), Some(id) == said)).collect()
}

/// The dimensions in order: the one that goes across comes last.
pub(super) fn ordered(mut ids: Vec<Code>, said: &str) -> Vec<Code> {
    let usual = |ids: &[Code]| ids.iter().position(|id| id.as_str() == TIME_PERIOD);
    let across = ids.iter().position(|id| id.as_str() == said).or_else(|| usual(&ids));
    if let Some(across) = across {
        let last = ids.remove(across);
        ids.push(last);
    }
    ids
}

/// An id from a field, or a mistake.
pub(super) fn code(
    frame: &Frame,
    fields: &Fields,
    input: &'static str,
    label: &str,
    mistakes: &mut Mistakes,
) -> Option<Code> {
    let text = fields.get(input).trim();
    let problem = if text.is_empty() { "publish-mistake-missing" } else { "publish-mistake-malformed" };
    let code = text.parse::<Code>().ok();
    if code.is_none() {
        mistakes.add(input, frame.tx(problem, &[("field", frame.t(label))]));
    }
    code
}
