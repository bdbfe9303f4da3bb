//! Labels and other text of the table, made fit to be shown: they come from a file that anybody may have written.

use emn_protocol::codelist::CodeLists;
use emn_protocol::record::{Dimension, Table};
use serde::Serialize;

/// Characters of one text at most; the protocol allows labels of 300.
const TEXT_CHARS: usize = 300;

/// One dimension, with labels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Axis {
    /// Its id.
    pub id: String,
    /// Its name; the id where there is none.
    pub label: String,
    /// Its codes, in the order of the table.
    pub codes: Vec<AxisCode>,
}

/// One code of a dimension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AxisCode {
    /// The code.
    pub code: String,
    /// Its label; the code where there is none.
    pub label: String,
    /// Language of the label, where the table says so.
    pub language: Option<String>,
}

/// The dimensions of a table, with the best labels there are.
pub(super) fn axes(table: &Table, languages: &[&str]) -> Vec<Axis> {
    let lists = CodeLists::shipped();
    let axis = |dimension: &Dimension| {
        let id = dimension.id.as_str();
        let label = lists.dimension(id).and_then(|list| list.label.best(languages)).map_or(id, |(_, label)| label);
        Axis { id: id.to_owned(), label: clean(label), codes: codes(dimension, lists, languages) }
    };
    table.dimensions.iter().map(axis).collect()
}

fn codes(dimension: &Dimension, lists: &CodeLists, languages: &[&str]) -> Vec<AxisCode> {
    let id = dimension.id.as_str();
    let mut codes: Vec<AxisCode> = dimension
        .codes
        .iter()
        .map(|code| AxisCode {
            code: code.to_string(),
            label: clean(lists.label(id, code.as_str(), languages).unwrap_or(code.as_str())),
            language: None,
        })
        .collect();
    for own in &dimension.labels {
        let code = codes.get_mut(own.code as usize);
        if let Some((code, (lang, label))) = code.zip(own.label.best(languages)) {
            code.label = clean(label);
            code.language = Some(lang.to_string());
        }
    }
    codes
}

/// The text without what could steer a terminal, turn the reading direction or hide characters; at most 300
/// characters.
pub(super) fn clean(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}')
            || matches!(c, '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
    };
    let mut clean: String =
        text.chars().take(TEXT_CHARS).map(|c| if steers(c) { char::REPLACEMENT_CHARACTER } else { c }).collect();
    if text.chars().nth(TEXT_CHARS).is_some() {
        clean.push('…');
    }
    clean
}

/// A number with a comma between groups of three digits.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A published value with its decimals.
pub(super) fn value(value: i64, decimals: u8) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let scale = 10u64.checked_pow(u32::from(decimals)).unwrap_or(1);
    let whole = grouped(value.unsigned_abs() / scale);
    if scale == 1 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{:0width$}", value.unsigned_abs() % scale, width = usize::from(decimals))
}

/// A share as a percentage with one decimal.
pub(super) fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}
