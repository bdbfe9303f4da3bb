//! Figures as people read them: a table with periods side by side, flags explained, sources numbered.

use std::collections::BTreeMap;

use emn_protocol::record::Audience;

use crate::dataset::{Axis, Dataset, Observation, country, flag_meaning, unit_label};
use crate::number::grouped;
use crate::text;
use crate::words::Words;

/// Rows that are shown. Browsers get slow beyond, and nobody reads further; other formats have all.
pub(crate) const ROWS: usize = 5_000;

/// Periods that stand side by side; more do not fit on paper.
const PERIODS: usize = 10;

/// A table for people. All its texts are without control characters; none is escaped.
pub(crate) struct Figures {
    /// What it shows, and in which language.
    pub(crate) title: String,
    pub(crate) title_lang: String,
    /// Language of everything else.
    pub(crate) lang: String,
    /// Unit, and axes with one code: the same for all figures.
    pub(crate) facts: Vec<(String, String)>,
    /// Headings of the columns of codes.
    pub(crate) heads: Vec<String>,
    /// Headings of the columns of figures.
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Row>,
    /// Rows that there are beyond [`ROWS`].
    pub(crate) left_out: usize,
    /// Flags that occur, with their meaning.
    pub(crate) flags: Vec<(String, String)>,
    pub(crate) notes: Vec<String>,
    /// Where the figures come from; cells name them by their number, from 1.
    pub(crate) sources: Vec<String>,
    /// Whether it is for the network only.
    pub(crate) network: bool,
}

/// A row of a table.
pub(crate) struct Row {
    pub(crate) labels: Vec<String>,
    pub(crate) cells: Vec<Vec<Item>>,
}

/// A figure in a cell; there are several where sources disagree.
pub(crate) struct Item {
    /// The figure; empty when it is suppressed or not known.
    pub(crate) value: String,
    /// Its flags.
    pub(crate) flags: String,
    /// Numbers of its sources, where there is more than one in the table.
    pub(crate) sources: String,
}

impl Figures {
    pub(crate) fn of(dataset: &Dataset) -> Self {
        let wanted = [dataset.lang.as_str()];
        let words = Words::of(&wanted);
        let across = dataset.time_axis().filter(|axis| (2..=PERIODS).contains(&dataset.axes[*axis].codes.len()));
        let single = |axis: &Axis| axis.codes.len() == 1;
        let down: Vec<usize> =
            (0..dataset.axes.len()).filter(|axis| Some(*axis) != across && !single(&dataset.axes[*axis])).collect();
        let mut facts = vec![(words.unit.to_owned(), unit_label(&dataset.unit, &wanted).to_owned())];
        facts.extend(
            dataset
                .axes
                .iter()
                .filter(|axis| single(axis))
                .map(|axis| (text::line(&axis.label).into_owned(), text::line(&axis.codes[0].1).into_owned())),
        );
        facts.push((words.updated.to_owned(), dataset.updated.date()));
        let columns = match across {
            Some(axis) => dataset.axes[axis].codes.iter().map(|(_, label)| text::line(label).into_owned()).collect(),
            None => vec![words.value.to_owned()],
        };
        let all = rows(dataset, &down, across, columns.len());
        let left_out = all.len().saturating_sub(ROWS);
        let point = words.point;
        let row = |(key, cells): (Vec<u32>, Vec<Vec<&Observation>>)| Row {
            labels: down.iter().zip(&key).map(|(axis, code)| label(&dataset.axes[*axis], *code)).collect(),
            cells: cells
                .into_iter()
                .map(|cell| cell.into_iter().map(|it| item(dataset, it, point)).collect())
                .collect(),
        };
        let letters = dataset.flag_letters().into_iter();
        Self {
            title: text::line(&dataset.title).into_owned(),
            title_lang: dataset.title_lang.clone(),
            lang: dataset.lang.clone(),
            facts,
            heads: down.iter().map(|axis| text::line(&dataset.axes[*axis].label).into_owned()).collect(),
            columns,
            rows: all.into_iter().take(ROWS).map(row).collect(),
            left_out,
            flags: letters.map(|letter| (letter.to_string(), flag_meaning(letter, &wanted).to_owned())).collect(),
            notes: dataset.notes.iter().map(|note| text::line(note).into_owned()).collect(),
            sources: dataset.origins.iter().map(|origin| source(origin, &wanted)).collect(),
            network: dataset.audience() == Audience::Network,
        }
    }
}

fn label(axis: &Axis, code: u32) -> String {
    axis.codes.get(code as usize).map(|(_, label)| text::line(label).into_owned()).unwrap_or_default()
}

/// The observations in their cells, by the codes of the axes that go down.
fn rows<'a>(
    dataset: &'a Dataset,
    down: &[usize],
    across: Option<usize>,
    columns: usize,
) -> BTreeMap<Vec<u32>, Vec<Vec<&'a Observation>>> {
    let mut rows: BTreeMap<Vec<u32>, Vec<Vec<&Observation>>> = BTreeMap::new();
    for observation in &dataset.observations {
        let code = |axis: usize| observation.key.get(axis).copied().unwrap_or(0);
        let row =
            rows.entry(down.iter().map(|axis| code(*axis)).collect()).or_insert_with(|| vec![Vec::new(); columns]);
        if let Some(cell) = row.get_mut(across.map_or(0, |axis| code(axis) as usize)) {
            cell.push(observation);
        }
    }
    rows
}

fn item(dataset: &Dataset, observation: &Observation, point: char) -> Item {
    let number = |value: i64| grouped(value, dataset.decimals, point);
    let at_least = || observation.at_least.map(|value| format!("≥ {}", number(value)));
    let several = dataset.origins.len() > 1;
    let numbers: Vec<String> = observation.origins.iter().map(|origin| (origin + 1).to_string()).collect();
    Item {
        value: observation.value.map(number).or_else(at_least).unwrap_or_default(),
        flags: observation.flags.to_string(),
        sources: if several { numbers.join(", ") } else { String::new() },
    }
}

/// A source in one line.
fn source(origin: &emn_series::source::Origin, wanted: &[&str]) -> String {
    let words = Words::of(wanted);
    let title = origin.title.best(wanted).map_or("", |(_, title)| title);
    let mut parts = vec![
        country(origin.member.as_str(), wanted).to_owned(),
        origin.organisation.clone(),
        title.to_owned(),
        format!("{} {}, {} {}", words.record, origin.record.short(), words.table, origin.table),
        origin.time.date(),
    ];
    parts.extend(origin.register.as_ref().map(|register| format!("{}: {register}", words.register)));
    parts.extend(origin.reference_date.map(|date| format!("{} {date}", words.reference_date)));
    if origin.audience == Audience::Network {
        parts.push(words.network_only.to_owned());
    }
    text::line(&parts.join(", ")).into_owned()
}
