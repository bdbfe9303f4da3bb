//! What the columns mean, and counting by it.

use std::path::Path;

use emn_anonymise::policy::Policy;
use emn_anonymise::read::{Format, Input, Limits, Problem, ReadError, Sample, Source, sample};
use emn_anonymise::tabulate::{self, Mapping, Question, Suggestion, TabulateError, Tabulated, tabulate};
use emn_protocol::record::Code;

use super::CAREFUL_FREQUENCY;

/// Rows that a mapping is guessed from.
const SAMPLE_ROWS: usize = 20_000;

/// A first mapping, and what only the member knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggested {
    /// Names of the columns.
    pub header: Vec<String>,
    /// The mapping. As long as there are questions, nothing can be counted by it.
    pub mapping: Mapping,
    /// What must be decided before anything is counted.
    pub questions: Vec<Question>,
    /// What is about no dimension, and hinders no counting.
    pub remarks: Vec<Question>,
}

/// What of a mapping is decided for one table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Dimensions of the table, in order; empty: as the mapping says.
    pub by: Vec<String>,
    /// Such as `sex=F`.
    pub filters: Vec<String>,
    /// The column of counts, when the rows are counts already.
    pub count: Option<String>,
    /// The column that names a person.
    pub person: Option<String>,
    /// What is counted.
    pub measure: Option<Code>,
    /// Its topic.
    pub topic: Option<Code>,
}

/// The format that a file's name tells; others are known by their content.
pub fn format_of(name: &str) -> Option<Format> {
    let ending = Path::new(name).extension()?.to_str()?.to_lowercase();
    matches!(ending.as_str(), "tsv" | "tab").then_some(Format::Tsv)
}

/// A file that is held in memory.
pub fn in_memory<'a>(name: &str, bytes: &'a [u8]) -> Input<'a> {
    Input { name: name.to_owned(), source: Source::Reader(Box::new(bytes)), format: format_of(name) }
}

fn limits(policy: &Policy) -> Limits {
    Limits { min_frequency: policy.min_frequency.max(CAREFUL_FREQUENCY), ..Limits::default() }
}

/// Guesses what the columns mean, from the header and the first rows. `by` names the dimensions that are wanted, and
/// `filters` those to filter by; without, every shared dimension that a column fits.
///
/// # Errors
/// When the input cannot be read.
pub fn suggest(input: Input<'_>, by: &[String], filters: &[String], policy: &Policy) -> Result<Suggested, ReadError> {
    let sample = sample(input, SAMPLE_ROWS, &limits(policy))?;
    // Those to filter by need a meaning too, and are no axes.
    let filtered = filters.iter().filter_map(|filter| Some(filter.split_once('=')?.0.trim().to_owned()));
    let wanted: Vec<String> = if by.is_empty() { Vec::new() } else { by.iter().cloned().chain(filtered).collect() };
    let Suggestion { mut mapping, questions } = tabulate::suggest(&sample.header, &sample.rows, &wanted);
    let axes = mapping.dimensions.iter().take(by.len()).map(|dimension| dimension.id.clone());
    if wanted.len() > by.len() && mapping.dimensions.len() == wanted.len() {
        mapping.by = axes.collect();
    }
    Ok(suggested(sample.header, mapping, questions))
}

/// What is about no dimension hinders no counting.
fn suggested(header: Vec<String>, mapping: Mapping, questions: Vec<Question>) -> Suggested {
    let (remarks, questions) =
        questions.into_iter().partition(|question| question.dimension.is_empty() && question.column.is_some());
    Suggested { header, mapping, questions, remarks }
}

/// A file's header and first rows.
///
/// # Errors
/// When the input cannot be read.
pub fn first_rows(input: Input<'_>, policy: &Policy) -> Result<Sample, ReadError> {
    sample(input, SAMPLE_ROWS, &limits(policy))
}

/// As [`suggest`], where somebody has said already which column is which dimension.
pub fn suggest_columns(sample: &Sample, chosen: &[(Code, usize)]) -> Suggested {
    // The columns are called by what they mean, so that each is found, and no other one for it.
    let mut header: Vec<String> = (0..sample.header.len()).map(|column| format!("\u{0}{column}")).collect();
    for (id, column) in chosen {
        if let Some(name) = header.get_mut(*column) {
            id.as_str().clone_into(name);
        }
    }
    let real = |name: &str| header.iter().position(|own| own == name).and_then(|column| sample.header.get(column));
    let wanted: Vec<String> = chosen.iter().map(|(id, _)| id.to_string()).collect();
    let Suggestion { mut mapping, mut questions } = tabulate::suggest(&header, &sample.rows, &wanted);
    for dimension in &mut mapping.dimensions {
        dimension.column = real(&dimension.column).cloned().unwrap_or_default();
    }
    for question in &mut questions {
        question.column = question.column.as_deref().and_then(real).cloned();
    }
    suggested(sample.header.clone(), mapping, questions)
}

/// As [`suggest`] with no wishes, where the first rows were read already.
pub fn suggest_sample(sample: &Sample) -> Suggested {
    let Suggestion { mapping, questions } = tabulate::suggest(&sample.header, &sample.rows, &[]);
    suggested(sample.header.clone(), mapping, questions)
}

/// Decides what of a mapping one table is made of.
///
/// # Errors
/// What does not fit; the mapping is then as before.
pub fn choose(mapping: &mut Mapping, choice: &Choice) -> Result<(), Vec<Problem>> {
    mapping.choose(&choice.by, &choice.filters)?;
    if choice.count.is_some() {
        mapping.count.clone_from(&choice.count);
    }
    if choice.person.is_some() {
        mapping.person.clone_from(&choice.person);
    }
    if let Some(measure) = &choice.measure {
        mapping.measure = measure.clone();
    }
    if choice.topic.is_some() {
        mapping.topic.clone_from(&choice.topic);
    }
    Ok(())
}

/// Reads and counts all rows. `progress` is called with the rows and bytes read.
///
/// # Errors
/// When the input cannot be read, or it and the mapping do not fit.
pub fn count(
    input: Input<'_>,
    mapping: &Mapping,
    policy: &Policy,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Tabulated, TabulateError> {
    tabulate(input, mapping, &limits(policy), progress)
}
