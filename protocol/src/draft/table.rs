//! `[[table]]` in the front matter.

use super::fields::{At, Reader, Section};
use super::front_matter::{required_integer, topic_is_known};
use crate::codelist::CodeLists;
use crate::limits;
use crate::record::{Code, Measure, MeasureKind, Method, MultiText, Suppression, Zeros};

const KEYS: [&str; 11] =
    ["id", "file", "kind", "measure", "unit", "topic", "decimals", "title", "notes", "method", "dimension"];
const DIMENSION_KEYS: [&str; 5] = ["id", "codes", "total", "labels", "parts"];
const METHOD_KEYS: [&str; 5] = ["min_frequency", "suppression", "rounding", "zeros", "noise_milli_epsilon"];

/// What the front matter says of a table, as far as it could be read.
pub(super) struct TableFront {
    /// Its path in the record.
    pub(super) path: String,
    pub(super) id: Option<Code>,
    pub(super) file: Option<At<String>>,
    pub(super) measure: Option<Measure>,
    pub(super) title: MultiText,
    pub(super) notes: MultiText,
    pub(super) method: Option<Method>,
    /// `None` when one of them could not be read: then the file is not looked at.
    pub(super) dimensions: Option<Vec<DimensionFront>>,
}

/// What the front matter says of a dimension.
pub(super) struct DimensionFront {
    pub(super) id: At<Code>,
    pub(super) codes: Option<Vec<At<Code>>>,
    pub(super) total: Option<At<Code>>,
    pub(super) labels: Vec<(At<Code>, MultiText)>,
    pub(super) parts: Vec<(At<Code>, Vec<At<Code>>)>,
}

/// Reads one `[[table]]`.
pub(super) fn front(reader: &mut Reader<'_>, section: &Section<'_, '_>) -> TableFront {
    reader.unknown_keys(section, &KEYS);
    let measure = measure(reader, section);
    TableFront {
        path: section.path.clone(),
        id: reader.required::<Code>(section, "id", "id = \"victims-sex-age\"").map(|at| at.value),
        file: file(reader, section),
        title: reader.required_text(section, "title"),
        notes: reader.text(section, "notes"),
        method: method(reader, section, measure.as_ref()),
        measure,
        dimensions: dimensions(reader, section),
    }
}

fn file(reader: &mut Reader<'_>, section: &Section<'_, '_>) -> Option<At<String>> {
    let file = reader.required::<String>(section, "file", "file = \"victims-sex-age.csv\", beside the draft")?;
    let name = file.value.as_str();
    let odd = |c: char| matches!(c, '/' | '\\' | ':') || c.is_control();
    if name.is_empty() || name.starts_with('.') || name.contains(odd) || name.len() > 255 {
        let problem = "is not the plain name of a file";
        reader.add(file.offset, "table.file", problem, "put the file beside the draft and write its name alone");
        return None;
    }
    Some(file)
}

fn measure(reader: &mut Reader<'_>, section: &Section<'_, '_>) -> Option<Measure> {
    let kinds = [("count", MeasureKind::Count), ("amount", MeasureKind::Amount), ("rate", MeasureKind::Rate)];
    let kind = reader.choice(section, "kind", &kinds);
    let id = reader.required::<Code>(section, "measure", "measure = \"victims-identified\"");
    let unit = reader.required::<Code>(section, "unit", "unit = \"PER\" (persons)");
    let topic = reader.parsed::<Code>(section, "topic", "topic = \"trafficking-in-human-beings\"");
    let decimals = reader.integer(section, "decimals", "decimals = 1");
    if let Some(topic) = &topic {
        topic_is_known(reader, "table.topic", topic);
    }
    if let Some(unit) = &unit {
        unit_is_known(reader, unit);
    }
    let count = kind.as_ref().is_some_and(|kind| kind.value == MeasureKind::Count);
    let digits = decimals.as_ref().map_or(0, |decimals| u8::try_from(decimals.value).unwrap_or(u8::MAX));
    if let Some(decimals) = decimals.filter(|_| digits > if count { 0 } else { 6 }) {
        let problem = if count { "counts have no decimals" } else { "is more than 6" };
        reader.add(decimals.offset, "table.decimals", problem, "remove it, or choose a coarser unit");
        return None;
    }
    Some(Measure {
        id: id?.value,
        kind: kind?.value,
        unit: unit?.value,
        decimals: digits,
        topic: topic.map(|topic| topic.value),
    })
}

fn unit_is_known(reader: &mut Reader<'_>, unit: &At<Code>) {
    let lists = CodeLists::shipped();
    if lists.knows("unit", unit.value.as_str()) {
        return;
    }
    let advice = lists.suggest_code("unit", unit.value.as_str()).map_or_else(
        || "keep it if no shared unit fits (PER persons, NR number)".to_owned(),
        |code| format!("did you mean `{code}`?"),
    );
    reader.warn(unit.offset, "table.unit", format!("`{}` is not a shared unit", unit.value), advice);
}

fn method(reader: &mut Reader<'_>, table: &Section<'_, '_>, measure: Option<&Measure>) -> Option<Method> {
    if !table.has("method") {
        if measure.is_some_and(|measure| measure.kind == MeasureKind::Count) {
            let example = "a section [table.method] with min_frequency and suppression; counts need one";
            reader.missing(table, "method", example);
        }
        return None;
    }
    let section = reader.section(table, "method", "method")?;
    reader.unknown_keys(&section, &METHOD_KEYS);
    let min_frequency = required_integer(reader, &section, "min_frequency", "min_frequency = 5");
    let suppression = reader.choice(
        &section,
        "suppression",
        &[
            ("none", Suppression::None),
            ("primary", Suppression::Primary),
            ("complementary", Suppression::Complementary),
        ],
    );
    let zeros = if section.has("zeros") {
        reader.choice(&section, "zeros", &[("published", Zeros::Published), ("suppressed", Zeros::Suppressed)])
    } else {
        Some(At { value: Zeros::default(), offset: 0 })
    };
    Some(Method {
        rounding: reader.integer(&section, "rounding", "rounding = 5").map(|at| at.value),
        noise_milli_epsilon: reader
            .integer(&section, "noise_milli_epsilon", "noise_milli_epsilon = 1000, for ε = 1")
            .map(|at| at.value),
        min_frequency: min_frequency?.value,
        suppression: suppression?.value,
        zeros: zeros?.value,
    })
}

fn dimensions(reader: &mut Reader<'_>, table: &Section<'_, '_>) -> Option<Vec<DimensionFront>> {
    let sections = reader.sections(table, "dimension", "dimensions");
    if sections.is_empty() {
        reader.missing(table, "dimension", "[[table.dimension]] with an id, once for each axis");
        return None;
    }
    if let Some(extra) = sections.get(limits::DIMENSIONS) {
        let problem = format!("{} dimensions, and {} are allowed", sections.len(), limits::DIMENSIONS);
        reader.add(extra.offset, "table.dimension", problem, "leave some out, or make several tables");
        return None;
    }
    let read: Vec<_> = sections.iter().map(|section| dimension(reader, section)).collect();
    let read: Vec<DimensionFront> = read.into_iter().collect::<Option<_>>()?;
    for (index, dimension) in read.iter().enumerate() {
        if read.iter().take(index).any(|other| other.id.value == dimension.id.value) {
            let problem = format!("the dimension `{}` is there twice", dimension.id.value);
            reader.add(dimension.id.offset, "table.dimension.id", problem, "remove one of them");
            return None;
        }
    }
    Some(read)
}

fn dimension(reader: &mut Reader<'_>, section: &Section<'_, '_>) -> Option<DimensionFront> {
    reader.unknown_keys(section, &DIMENSION_KEYS);
    let id = reader.required::<Code>(section, "id", "id = \"sex\"");
    let codes = reader.list::<Code>(section, "codes", "codes = [\"T\", \"F\", \"M\"]");
    let total = reader.parsed::<Code>(section, "total", "total = \"T\"");
    Some(DimensionFront { labels: labels(reader, section), parts: parts(reader, section), id: id?, codes, total })
}

fn labels(reader: &mut Reader<'_>, dimension: &Section<'_, '_>) -> Vec<(At<Code>, MultiText)> {
    let Some(section) = reader.section(dimension, "labels", "labels") else { return Vec::new() };
    let mut labels = Vec::new();
    for key in reader.keys(&section) {
        let code = code_key(reader, "table.dimension.labels", key);
        let name = code.as_ref().map(|code| code.value.to_string());
        if let (Some(code), Some(name)) = (code, name) {
            let label = reader.text(&section, &name);
            labels.push((code, label));
        }
    }
    labels
}

fn parts(reader: &mut Reader<'_>, dimension: &Section<'_, '_>) -> Vec<(At<Code>, Vec<At<Code>>)> {
    let Some(section) = reader.section(dimension, "parts", "sums") else { return Vec::new() };
    let mut parts = Vec::new();
    for key in reader.keys(&section) {
        if let Some(code) = code_key(reader, "table.dimension.parts", key) {
            let children = reader.list::<Code>(&section, code.value.as_str(), "Y_LT18 = [\"Y_LT14\", \"Y14-17\"]");
            parts.extend(children.map(|children| (code, children)));
        }
    }
    parts
}

/// A key that names a code.
fn code_key(reader: &mut Reader<'_>, field: &str, key: At<String>) -> Option<At<Code>> {
    match key.value.parse::<Code>() {
        Ok(value) => Some(At { value, offset: key.offset }),
        Err(error) => {
            reader.add(key.offset, field, error, "write a code of this dimension");
            None
        }
    }
}
