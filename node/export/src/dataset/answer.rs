//! An answer of a cube as a dataset.

use std::collections::BTreeMap;

use emn_protocol::record::Code;
use emn_protocol::time::Timestamp;
use emn_series::answer::{Answer, Row};

use super::{Axis, Dataset, Observation, label, note};
use crate::words::Words;

/// What an answer does not say itself.
#[derive(Debug, Clone, Copy)]
pub struct AnswerTitle<'a> {
    /// What it shows, in the language of [`Self::lang`].
    pub title: &'a str,
    /// Language of the title (BCP 47).
    pub lang: &'a str,
    /// Further notes, such as source and licence of the population that rates are made with.
    pub notes: &'a [String],
}

/// An answer as a dataset, with labels and notes in the first of `wanted` that there is.
///
/// The codes of an axis are those that occur, in the order of the shared lists. A row whose key has another length than
/// the axes is left out: no cube makes one.
pub fn of_answer(answer: &Answer, title: &AnswerTitle<'_>, wanted: &[&str]) -> Dataset {
    let words = Words::of(wanted);
    let rows: Vec<&Row> = answer.rows.iter().filter(|row| row.key.len() == answer.axes.len()).collect();
    let codes: Vec<Vec<Code>> = (0..answer.axes.len()).map(|axis| codes_of(answer, &rows, axis)).collect();
    let axes: Vec<Axis> =
        answer.axes.iter().zip(&codes).map(|(id, codes)| label::axis(id, codes, &BTreeMap::new(), wanted)).collect();
    let places: Vec<BTreeMap<&Code, u32>> = codes.iter().map(|codes| codes.iter().zip(0..).collect()).collect();
    let mut observations: Vec<Observation> = rows.iter().filter_map(|row| observation(row, &places)).collect();
    // Stable: rows that disagree keep their order.
    observations.sort_by(|a, b| a.key.cmp(&b.key));
    let mut notes: Vec<String> = answer.notes.iter().map(|note| note::sentence(note, wanted)).collect();
    notes.extend(title.notes.iter().cloned());
    Dataset {
        id: answer.question.measure.clone(),
        agency: "EMN".to_owned(),
        title: title.title.to_owned(),
        title_lang: title.lang.to_owned(),
        lang: words.lang.to_owned(),
        updated: answer.origins.iter().map(|origin| origin.time).max().unwrap_or(Timestamp::from_unix(0)),
        measure: answer.question.measure.clone(),
        unit: answer.unit.clone(),
        decimals: answer.decimals,
        axes,
        observations,
        origins: answer.origins.clone(),
        notes,
    }
}

fn codes_of(answer: &Answer, rows: &[&Row], axis: usize) -> Vec<Code> {
    let mut codes: Vec<Code> = rows.iter().filter_map(|row| row.key.get(axis)).cloned().collect();
    codes.sort();
    codes.dedup();
    label::sorted(answer.axes[axis].as_str(), codes)
}

fn observation(row: &Row, places: &[BTreeMap<&Code, u32>]) -> Option<Observation> {
    let key = row.key.iter().zip(places).map(|(code, places)| places.get(code).copied()).collect::<Option<_>>()?;
    Some(Observation {
        key,
        value: row.value.filter(|_| !row.flags.suppressed()),
        flags: row.flags,
        how: row.how,
        at_least: row.at_least,
        covers: row.covers.iter().map(label::eurostat).collect(),
        origins: row.origins.clone(),
    })
}
