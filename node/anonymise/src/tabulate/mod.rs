//! From case records to a table with all true counts and all sums.
//!
//! A [`Mapping`] says what the columns of a register mean. [`suggest()`] makes a first one from a sample.
//! [`tabulate()`] reads all rows with all threads in constant memory and counts them; unknown and blank values are the
//! code `UNK`, apart from zero, and nothing is dropped unless a filter says so. [`section`] and [`sheet`] write a table
//! as a draft has it.

mod axis;
mod calendar;
mod coder;
mod column;
mod draft;
mod grid;
mod mapping;
mod margins;
mod number;
mod plan;
mod run;
mod suggest;
mod tally;
mod worker;

use std::collections::BTreeMap;

use emn_protocol::record::{Measure, MeasureKind, MultiText, Table};

pub use draft::{SectionError, section, sheet};
pub use mapping::{DateOrder, Delimiter, DimensionMapping, Kind, Level, Mapping, Partitions, REST, UNKNOWN};
pub use suggest::{Question, Suggestion, suggest};

use crate::publication::Publication;
use crate::read::{Format, Input, Limits, Opened, Problem, ReadError, open, open_text};
use plan::Plan;
use run::Counted;

/// What was counted. Confidential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tabulated {
    /// The table with all true counts, not yet protected.
    pub publication: Publication,
    /// Rows of the input.
    pub rows: u64,
    /// Rows that a filter left out.
    pub left_out: u64,
    /// Persons who were counted; of a table of counts, the sum of its counts.
    pub persons: u64,
    /// Rows of persons who were counted already.
    pub repeated: u64,
    /// Of those, rows with other codes than the first one of the person.
    pub differing: u64,
    /// By dimension, counted persons of whom it is not known.
    pub unknown: BTreeMap<String, u64>,
    /// Dimensions in which a person may stand under several codes, so that nothing adds up.
    pub overlapping: Vec<String>,
    /// Of a table of counts: combinations of codes without a row, which count as 0.
    pub absent: u64,
}

/// Why an input cannot be counted.
#[derive(Debug, thiserror::Error)]
pub enum TabulateError {
    /// It cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Mapping and input do not fit, or the input is not in order. At least one problem; 100 of rows at most.
    #[error("{}", listed(.0))]
    Problems(Vec<Problem>),
}

fn listed(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Counts the rows of an input as a mapping says. `progress` is called after each block with the rows and bytes read.
///
/// # Errors
/// When the input cannot be read, or anything in it is not in order or unknown to the mapping. Every problem names
/// file, line (of Parquet: row) and column. Values are named only if so many rows have them that they are categories.
pub fn tabulate(
    input: Input<'_>,
    mapping: &Mapping,
    limits: &Limits,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Tabulated, TabulateError> {
    let found = mapping.check();
    if !found.is_empty() {
        return Err(TabulateError::Problems(found));
    }
    let file = input.name.clone();
    let tsv = (input.format == Some(Format::Tsv)).then_some(b'\t');
    match open(input, limits)? {
        Opened::Text(reader) => {
            let delimiter = mapping.delimiter.map(Delimiter::byte).or(tsv);
            let (header, blocks) = open_text(&file, reader, delimiter, mapping.encoding, limits)?;
            let plan = Plan::new(&file, mapping, &header.names, Some(header.lines), limits);
            let plan = plan.map_err(TabulateError::Problems)?;
            let counted = run::text(&plan, blocks, header.delimiter, header.lines, progress)?;
            finish(&plan, counted)
        }
        Opened::Parquet(parquet) => {
            let plan = Plan::new(&file, mapping, &parquet.names(), None, limits);
            let mut plan = plan.map_err(TabulateError::Problems)?;
            let wanted = plan.only_wanted();
            let counted = run::parquet(&plan, &parquet, &wanted, progress)?;
            finish(&plan, counted)
        }
    }
}

fn finish(plan: &Plan<'_>, mut counted: Counted<'_>) -> Result<Tabulated, TabulateError> {
    let problems = counted.problems(plan);
    if !problems.is_empty() {
        return Err(TabulateError::Problems(problems));
    }
    counted.tally.keep_top();
    let tally = &counted.tally;
    let layout = margins::layout(plan, tally).map_err(TabulateError::Problems)?;
    let too_large = || {
        let advice = "correct the counts of the input";
        TabulateError::Problems(vec![plan.problem(None, None, "a sum of counts is too large", advice)])
    };
    let counts = margins::counts(plan, tally, &layout).map_err(|_| too_large())?;
    let values = counts.into_iter().map(|count| i64::try_from(count).map(Some)).collect::<Result<Vec<_>, _>>();
    let values = values.map_err(|_| too_large())?;
    let overlapping = plan.coders.iter().map(|coder| coder.dimension).filter(|dimension| !dimension.adds_up());
    Ok(Tabulated {
        rows: counted.rows,
        left_out: counted.left_out,
        persons: tally.grid.counts().try_fold(0u64, |sum, (_, count)| sum.checked_add(count)).ok_or_else(too_large)?,
        repeated: tally.repeated,
        differing: tally.differing,
        unknown: unknown(plan, &counted),
        overlapping: overlapping.map(|dimension| dimension.id.to_string()).collect(),
        absent: absent(plan, &counted),
        publication: Publication::of_table(plan.file.clone(), table(plan.mapping, layout, values)),
    })
}

fn table(mapping: &Mapping, layout: margins::Layout, values: Vec<Option<i64>>) -> Table {
    Table {
        id: mapping.id.clone(),
        title: if mapping.title.is_empty() { title(mapping, &layout) } else { mapping.title.clone() },
        notes: mapping.notes.clone(),
        measure: Measure {
            id: mapping.measure.clone(),
            kind: MeasureKind::Count,
            unit: mapping.unit.clone(),
            decimals: 0,
            topic: mapping.topic.clone(),
        },
        dimensions: layout.axes.into_iter().map(|(_, axis)| axis.dimension).collect(),
        values,
        flags: BTreeMap::new(),
        method: None,
    }
}

/// A title for a table that has none: what is counted, and by what.
fn title(mapping: &Mapping, layout: &margins::Layout) -> MultiText {
    let lists = emn_protocol::codelist::CodeLists::shipped();
    let name = |id: &str| lists.dimension(id).and_then(|list| list.label.get("en")).unwrap_or(id).to_owned();
    let by: Vec<String> = layout.axes.iter().map(|(_, axis)| name(axis.dimension.id.as_str())).collect();
    let text = format!("{} by {}", mapping.measure, by.join(", "));
    "en".parse().ok().map(|lang| (lang, text)).into_iter().collect()
}

/// Counted persons without a known code, by dimension.
fn unknown(plan: &Plan<'_>, counted: &Counted<'_>) -> BTreeMap<String, u64> {
    let tally = &counted.tally;
    let mut unknown = BTreeMap::new();
    for (axis, (coder, classes)) in plan.coders.iter().zip(&tally.classes).enumerate() {
        let is_unknown = |class: u16| {
            classes.list.get(usize::from(class)).is_some_and(|codes| codes.iter().any(|code| code == UNKNOWN))
        };
        let rows = tally.grid.counts().filter(|(place, _)| is_unknown(place[axis])).map(|(_, count)| count);
        // Each is part of a sum that was checked before.
        unknown.insert(coder.dimension.id.to_string(), rows.fold(0, u64::saturating_add));
    }
    unknown
}

/// Combinations of the codes of a table of counts that have no row.
fn absent(plan: &Plan<'_>, counted: &Counted<'_>) -> u64 {
    if !plan.is_cube() {
        return 0;
    }
    let tally = &counted.tally;
    let codes =
        plan.coders.iter().zip(&tally.classes).map(|(coder, classes)| axis::leaves(coder, classes).len() as u64);
    let all = codes.fold(1, u64::saturating_mul);
    all.saturating_sub(tally.cube_rows.saturating_sub(tally.given.len() as u64))
}

#[cfg(test)]
mod tests;
