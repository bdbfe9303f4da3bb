//! A table as a draft has it: a CSV file, and its `[[table]]` in the front matter.

use std::collections::BTreeSet;
use std::fmt::Write;

use emn_protocol::codelist::CodeLists;
use emn_protocol::record::{Code, Dimension, MeasureKind, MultiText, Sum, Suppression, Table, Zeros};

/// Why a table cannot be written as a draft.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SectionError {
    /// A draft divides a code in one way only.
    #[error("`{code}` of `{dimension}` is divided in two ways, and a draft can say one; leave one out of the mapping")]
    DividedTwice {
        /// Id of the dimension.
        dimension: String,
        /// The code.
        code: String,
    },
    /// Counts need one.
    #[error("the table `{0}` has no method statement: it is not protected yet")]
    NoMethod(String),
}

/// The CSV file of a table: a column for each dimension, `OBS_VALUE` and `OBS_FLAG`; a row for each cell.
pub fn sheet(table: &Table) -> String {
    let mut text = String::new();
    for dimension in &table.dimensions {
        text.push_str(dimension.id.as_str());
        text.push(',');
    }
    text.push_str("OBS_VALUE,OBS_FLAG\n");
    let decimals = usize::from(table.measure.decimals);
    for (position, value) in table.values.iter().enumerate() {
        for code in table.coordinates(position) {
            text.push_str(code.as_str());
            text.push(',');
        }
        if let Some(value) = value {
            text.push_str(&scaled(*value, decimals));
        }
        // Writing to a text in memory cannot fail.
        _ = writeln!(text, ",{}", table.flags_at(position));
    }
    text
}

fn scaled(value: i64, decimals: usize) -> String {
    if decimals == 0 {
        return value.to_string();
    }
    let digits = format!("{:0>width$}", value.unsigned_abs(), width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    format!("{}{whole}.{fraction}", if value < 0 { "-" } else { "" })
}

/// The `[[table]]` section of a draft's front matter for a table whose values stand in `file`.
///
/// # Errors
/// When a draft cannot say what the table says.
pub fn section(table: &Table, file: &str) -> Result<String, SectionError> {
    let mut text = String::from("[[table]]\n");
    let mut key = |key: &str, value: &str| _ = writeln!(text, "{key} = {}", quoted(value));
    key("id", table.id.as_str());
    key("file", file);
    key("kind", kind(table.measure.kind));
    key("measure", table.measure.id.as_str());
    key("unit", table.measure.unit.as_str());
    if let Some(topic) = &table.measure.topic {
        key("topic", topic.as_str());
    }
    if table.measure.decimals > 0 {
        _ = writeln!(text, "decimals = {}", table.measure.decimals);
    }
    texts(&mut text, "table.title", &table.title);
    texts(&mut text, "table.notes", &table.notes);
    method(&mut text, table)?;
    for dimension in &table.dimensions {
        axis(&mut text, dimension)?;
    }
    Ok(text)
}

fn kind(kind: MeasureKind) -> &'static str {
    match kind {
        MeasureKind::Count => "count",
        MeasureKind::Amount => "amount",
        MeasureKind::Rate => "rate",
    }
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn texts(text: &mut String, section: &str, of: &MultiText) {
    if of.is_empty() {
        return;
    }
    _ = writeln!(text, "\n[{section}]");
    for (lang, words) in of.iter() {
        _ = writeln!(text, "{lang} = {}", quoted(words));
    }
}

fn method(text: &mut String, table: &Table) -> Result<(), SectionError> {
    let Some(method) = &table.method else {
        return if table.measure.kind == MeasureKind::Count {
            Err(SectionError::NoMethod(table.id.to_string()))
        } else {
            Ok(())
        };
    };
    let suppression = match method.suppression {
        Suppression::None => "none",
        Suppression::Primary => "primary",
        Suppression::Complementary => "complementary",
    };
    _ = writeln!(text, "\n[table.method]\nmin_frequency = {}", method.min_frequency);
    _ = writeln!(text, "suppression = \"{suppression}\"");
    if let Some(base) = method.rounding {
        _ = writeln!(text, "rounding = {base}");
    }
    if let Some(epsilon) = method.noise_milli_epsilon {
        _ = writeln!(text, "noise_milli_epsilon = {epsilon}");
    }
    if method.zeros == Zeros::Suppressed {
        text.push_str("zeros = \"suppressed\"\n");
    }
    Ok(())
}

fn axis(text: &mut String, dimension: &Dimension) -> Result<(), SectionError> {
    _ = writeln!(text, "\n[[table.dimension]]\nid = {}", quoted(dimension.id.as_str()));
    let codes: Vec<String> = dimension.codes.iter().map(|code| quoted(code.as_str())).collect();
    _ = writeln!(text, "codes = [{}]", codes.join(", "));
    let total = implied_total(dimension);
    if let Some(sum) = total {
        _ = writeln!(text, "total = {}", quoted(name(dimension, sum.total)));
    }
    let explicit: Vec<&Sum> = dimension.sums.iter().filter(|sum| Some(*sum) != total).collect();
    let mut seen = BTreeSet::new();
    if !explicit.is_empty() {
        text.push_str("[table.dimension.parts]\n");
    }
    for sum in explicit {
        let code = name(dimension, sum.total);
        // A second list of parts for the total would make the rest, which `total` adds up, count twice.
        if !seen.insert(sum.total) || total.is_some_and(|total| total.total == sum.total) {
            return Err(SectionError::DividedTwice { dimension: dimension.id.to_string(), code: code.to_owned() });
        }
        let parts: Vec<String> = sum.parts.iter().map(|part| quoted(name(dimension, *part))).collect();
        _ = writeln!(text, "{} = [{}]", quoted(code), parts.join(", "));
    }
    labels(text, dimension);
    Ok(())
}

fn name(dimension: &Dimension, position: u32) -> &str {
    dimension.codes.get(position as usize).map_or("", Code::as_str)
}

/// The sum of all codes that are part of no other, which a draft writes as `total`.
fn implied_total(dimension: &Dimension) -> Option<&Sum> {
    let codes = u32::try_from(dimension.codes.len()).ok()?;
    dimension.sums.iter().find(|total| {
        let others = dimension.sums.iter().filter(|sum| sum != total);
        let below: BTreeSet<u32> = others.clone().flat_map(|sum| sum.parts.iter().copied()).collect();
        let rest: Vec<u32> = (0..codes).filter(|code| *code != total.total && !below.contains(code)).collect();
        total.parts == rest && others.clone().all(|sum| sum.total != total.total)
    })
}

/// Labels, and for codes that neither a list nor the table explains, the code itself.
fn labels(text: &mut String, dimension: &Dimension) {
    let lists = CodeLists::shipped();
    for (position, code) in dimension.codes.iter().enumerate() {
        let own = dimension.labels.iter().find(|label| label.code as usize == position).map(|label| &label.label);
        let section = format!("table.dimension.labels.{}", quoted(code.as_str()));
        match own {
            Some(label) => texts(text, &section, label),
            None if lists.knows(dimension.id.as_str(), code.as_str()) => {}
            None => _ = writeln!(text, "\n[{section}]\nen = {}", quoted(code.as_str())),
        }
    }
}
