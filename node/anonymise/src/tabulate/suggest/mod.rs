//! A first mapping, guessed from the header and some rows; what stays open is asked.

mod dimension;
mod words;

use std::collections::BTreeMap;

use emn_protocol::codelist::{CodeLists, TIME_PERIOD};
use emn_protocol::record::Code;
use emn_protocol::suggest::closest;

use super::mapping::{DimensionMapping, Mapping};
use crate::read::{Encoding, Limits};

/// Something that only the member knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The dimension it is about; empty for the whole.
    pub dimension: String,
    /// The column it is about.
    pub column: Option<String>,
    /// What to decide, for people.
    pub text: String,
    /// Values without a code that are frequent enough to be categories, with their rows in the sample.
    pub values: Vec<(String, u64)>,
    /// Rows of the sample with rarer values without a code. The values are not shown.
    pub rare_rows: u64,
}

/// A mapping to begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The mapping. It may still miss something: see the questions.
    pub mapping: Mapping,
    /// What is open.
    pub questions: Vec<Question>,
}

/// Guesses what columns and values mean. `by` names the dimensions that are wanted, by their id or their name in a
/// language; without, every shared dimension that a column fits.
pub fn suggest(header: &[String], rows: &[Vec<String>], by: &[String]) -> Suggestion {
    let mut questions = Vec::new();
    let wanted = if by.is_empty() { fitting(header) } else { by.iter().map(|text| id_of(text)).collect() };
    let mut dimensions: Vec<DimensionMapping> = Vec::new();
    let mut taken = vec![false; header.len()];
    for text in wanted {
        let Ok(id) = text.parse::<Code>() else {
            questions.push(question("", None, format!("`{text}` cannot be the id of a dimension")));
            continue;
        };
        let Some(column) = best_column(&text, header, &taken) else {
            let names = header.iter().take(30).map(String::as_str).collect::<Vec<_>>().join(", ");
            let what = format!("no column fits `{text}`; name one of {names} in the mapping");
            questions.push(question(&text, None, what));
            continue;
        };
        taken[column] = true;
        let values = values(rows, column);
        dimensions.push(dimension::of(id, &header[column], &values, &mut questions));
    }
    persons(header, rows, &taken, &mut questions);
    Suggestion { mapping: mapping(dimensions), questions }
}

fn mapping(dimensions: Vec<DimensionMapping>) -> Mapping {
    let code = |text: &str| text.parse::<Code>().expect("the names given here are identifiers");
    let mut id = String::from("cases");
    for dimension in &dimensions {
        let longer = format!("{id}-{}", dimension.id.as_str().to_lowercase());
        if longer.len() <= 64 {
            id = longer;
        }
    }
    Mapping {
        id: code(&id),
        measure: code("cases"),
        unit: code("PER"),
        topic: None,
        person: None,
        count: None,
        ignore: Vec::new(),
        delimiter: None,
        encoding: Encoding::Utf8,
        by: Vec::new(),
        title: Default::default(),
        notes: Default::default(),
        filters: BTreeMap::new(),
        dimensions,
    }
}

fn question(dimension: &str, column: Option<&str>, text: String) -> Question {
    Question {
        dimension: dimension.to_owned(),
        column: column.map(str::to_owned),
        text,
        values: Vec::new(),
        rare_rows: 0,
    }
}

/// Shared dimensions that a column fits.
fn fitting(header: &[String]) -> Vec<String> {
    let usual = ["sex", "age", "citizen", "iccs", TIME_PERIOD];
    let fits = |id: &&str| header.iter().any(|column| words::fit(id, column) > 0);
    usual.into_iter().filter(fits).map(str::to_owned).collect()
}

fn id_of(text: &str) -> String {
    let lists = CodeLists::shipped();
    if lists.dimension(text).is_some() {
        return text.to_owned();
    }
    // A usual word for a column, such as `year`, goes before a similar name.
    let by_word = lists.dimensions().find(|list| words::fit(&list.id, text) >= 3).map(|list| list.id.as_str());
    by_word.or_else(|| lists.suggest_dimension(text)).unwrap_or(text).to_owned()
}

fn best_column(id: &str, header: &[String], taken: &[bool]) -> Option<usize> {
    let free = || (0..header.len()).filter(|column| !taken[*column]);
    let by_words = free().map(|column| (words::fit(id, &header[column]), column)).filter(|(fit, _)| *fit > 0);
    // Of equals the first.
    let best = by_words.max_by_key(|(fit, column)| (*fit, std::cmp::Reverse(*column)));
    best.map(|(_, column)| column).or_else(|| {
        let near = closest(id, free().map(|column| header[column].as_str()))?;
        header.iter().position(|column| column == near)
    })
}

/// Different values of a column and how many rows have them.
fn values(rows: &[Vec<String>], column: usize) -> BTreeMap<String, u64> {
    let mut values = BTreeMap::new();
    for value in rows.iter().filter_map(|row| row.get(column)) {
        *values.entry(value.trim().to_owned()).or_insert(0) += 1;
    }
    values
}

/// A column that has another value in every row may be the key of persons.
fn persons(header: &[String], rows: &[Vec<String>], taken: &[bool], questions: &mut Vec<Question>) {
    let least = Limits::default().min_frequency;
    for (column, name) in header.iter().enumerate().filter(|(column, _)| !taken[*column]) {
        let different = values(rows, column);
        let many = different.len() as u64 >= least && different.len() * 20 >= rows.len() * 19;
        if many && !different.contains_key("") {
            let text = "nearly every row has another value here: if it names a person, and a person may have several \
                        rows, set it as `person`";
            questions.push(question("", Some(name), text.to_owned()));
        }
    }
}
