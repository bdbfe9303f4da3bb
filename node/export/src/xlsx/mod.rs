//! Excel workbooks.
//!
//! | sheet | what |
//! |--|--|
//! | `Data` | One row for each figure, with a heading that stays and a filter. For each axis its code and the code's label; `value` as a number (empty and grey when it is suppressed, empty when it is not known), `flags`, `unit`, `how`, `at_least`, `covers`, `audience`, and `sources`: numbers of rows in `Sources`. |
//! | `Sources` | The records that figures come from. |
//! | `About` | What it shows, how to read flags, notes, and who may read it. |
//!
//! With several tables there is a sheet named by its id for each, instead of `Data`. Texts are always texts, never
//! formulas, and stay texts when somebody edits the cell. The same dataset gives the same bytes.

mod list;
mod page;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

pub(crate) use list::list;
use page::{Page, Styles};

use crate::dataset::{Dataset, Observation, flag_meaning, how_name, unit_label};
use crate::error::ExportError;
use crate::format::Format;
use crate::number::float;
use crate::words::Words;

/// Rows of a sheet under its heading (Excel's limit).
const ROWS: usize = 1_048_575;

/// Columns behind those of the axes, by their headings.
const COLUMNS: [&str; 8] = ["value", "flags", "unit", "how", "at_least", "covers", "audience", "sources"];

/// A dataset as a workbook.
///
/// # Errors
/// [`ExportError::TooLarge`] when there are more figures than rows in a sheet.
pub fn dataset(dataset: &Dataset) -> Result<Vec<u8>, ExportError> {
    datasets(std::slice::from_ref(dataset))
}

/// Several datasets as one workbook, with a sheet for each.
///
/// # Errors
/// [`ExportError::TooLarge`] when one has more figures than there are rows in a sheet.
pub fn datasets(datasets: &[Dataset]) -> Result<Vec<u8>, ExportError> {
    if let Some(large) = datasets.iter().find(|dataset| dataset.observations.len() > ROWS) {
        return Err(too_large(large.observations.len(), "figures"));
    }
    write(datasets).map_err(|error| ExportError::library(Format::Xlsx)(&error))
}

fn too_large(count: usize, of: &'static str) -> ExportError {
    let advice = "filter, or choose csv or parquet";
    ExportError::TooLarge { format: Format::Xlsx, count: count as u64, of, limit: ROWS as u64, advice }
}

fn write(datasets: &[Dataset]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let newest = datasets.iter().map(|dataset| dataset.updated.unix()).max().unwrap_or(0);
    let title = datasets.first().map_or("", |dataset| dataset.title.as_str());
    book.set_properties(&properties(title, newest)?);
    let mut names = vec!["Sources".to_owned(), "About".to_owned(), "History".to_owned()];
    let mut first_source = 0;
    for dataset in datasets {
        let wanted = if datasets.len() == 1 { "Data" } else { dataset.id.as_str() };
        let name = sheet_name(wanted, &names);
        data(&mut Page::new(&mut book, &name)?, dataset, first_source)?;
        names.push(name);
        first_source += dataset.origins.len();
    }
    sources(&mut Page::new(&mut book, "Sources")?, datasets)?;
    about(&mut Page::new(&mut book, "About")?, datasets)?;
    book.save_to_buffer()
}

/// Title and time of making, from the data: a clock would make other bytes each time.
fn properties(title: &str, seconds: i64) -> Result<DocProperties, XlsxError> {
    let properties = DocProperties::new()
        .set_title(page::text(title))
        .set_author("EMN knowledge node")
        .set_creation_datetime(&ExcelDateTime::from_timestamp(seconds)?);
    Ok(properties)
}

/// A name for a sheet: at most 31 characters, and none that is taken in any case, nor `History`, which Excel keeps for
/// itself.
fn sheet_name(wanted: &str, taken: &[String]) -> String {
    let short = |text: &str, chars: usize| text.chars().take(chars).collect::<String>();
    let numbered = (2..).map(|number: u32| format!("{} {number}", short(wanted, 24)));
    let free = |name: &String| !taken.iter().any(|taken| taken.eq_ignore_ascii_case(name));
    std::iter::once(short(wanted, 31)).chain(numbered).find(free).unwrap_or_default()
}

fn data(page: &mut Page<'_>, dataset: &Dataset, first_source: usize) -> Result<(), XlsxError> {
    let styles = Styles::new(dataset.decimals);
    let ids = dataset.axes.iter().flat_map(|axis| [axis.id.to_string(), format!("{} label", axis.id)]);
    let headings: Vec<String> = ids.chain(COLUMNS.map(str::to_owned)).collect();
    page.head(&headings, dataset.observations.len())?;
    let unit = unit_label(&dataset.unit, &[&dataset.lang]);
    for observation in &dataset.observations {
        for (code, label) in dataset.codes(observation) {
            page.text(code.as_str())?;
            page.text(label)?;
        }
        // An axis without this code would shift the rest of the row.
        page.column = (dataset.axes.len() * 2).try_into().unwrap_or(u16::MAX);
        let float = |value: i64| float(value, dataset.decimals);
        match observation.value {
            Some(value) => page.number(float(value), &styles.number)?,
            None if observation.flags.suppressed() => page.blank(&styles.suppressed)?,
            None => page.skip(),
        }
        page.text(&observation.flags.to_string())?;
        page.text(unit)?;
        page.text(how_name(observation.how))?;
        match observation.at_least {
            Some(value) => page.number(float(value), &styles.number)?,
            None => page.skip(),
        }
        let covers: Vec<&str> = observation.covers.iter().map(|code| code.as_str()).collect();
        page.text(&covers.join(" "))?;
        page.text(audience(dataset, observation))?;
        let sources = observation.origins.iter().map(|origin| first_source + *origin as usize + 1);
        page.text(&sources.map(|row| row.to_string()).collect::<Vec<_>>().join(" "))?;
        page.next_row();
    }
    page.finish()
}

fn audience(dataset: &Dataset, observation: &Observation) -> &'static str {
    use emn_protocol::record::Audience;
    let network = dataset.origins_of(observation).any(|origin| origin.audience == Audience::Network);
    if network { Audience::Network } else { Audience::Public }.name()
}

fn sources(page: &mut Page<'_>, datasets: &[Dataset]) -> Result<(), XlsxError> {
    let headings = [
        "source",
        "member",
        "organisation",
        "record",
        "table",
        "title",
        "signed",
        "register",
        "reference_date",
        "definitions",
        "audience",
    ];
    let styles = Styles::new(0);
    let rows = datasets.iter().map(|dataset| dataset.origins.len()).sum();
    page.head(&headings.map(str::to_owned), rows)?;
    let origins = datasets.iter().flat_map(|dataset| dataset.origins.iter().map(move |origin| (dataset, origin)));
    for (number, (dataset, origin)) in (1u32..).zip(origins) {
        let wanted = [dataset.lang.as_str()];
        let best = |text: &emn_protocol::record::MultiText| text.best(&wanted).map_or("", |(_, text)| text).to_owned();
        page.number(f64::from(number), &styles.number)?;
        let date = origin.reference_date.map(|date| date.to_string());
        let texts = [
            origin.member.to_string(),
            origin.organisation.clone(),
            origin.record.to_string(),
            origin.table.to_string(),
            best(&origin.title),
            origin.time.to_string(),
            origin.register.clone().unwrap_or_default(),
            date.unwrap_or_default(),
            best(&origin.definitions),
            origin.audience.name().to_owned(),
        ];
        for text in &texts {
            page.text(text)?;
        }
        page.next_row();
    }
    page.finish()
}

fn about(page: &mut Page<'_>, datasets: &[Dataset]) -> Result<(), XlsxError> {
    page.widths(&[24, 100])?;
    for dataset in datasets {
        let wanted = [dataset.lang.as_str()];
        let words = Words::of(&wanted);
        let unit = format!("{} ({})", unit_label(&dataset.unit, &wanted), dataset.unit);
        let readers = match dataset.audience() {
            emn_protocol::record::Audience::Network => words.network_only,
            emn_protocol::record::Audience::Public => words.everybody,
        };
        let facts = [
            (words.title, dataset.title.as_str()),
            (words.identifier, dataset.id.as_str()),
            (words.unit, &unit),
            (words.updated, &dataset.updated.to_string()),
            (words.audience, readers),
            (words.flags_heading, words.how_to_read),
        ];
        for (name, text) in facts {
            page.fact(name, text)?;
        }
        for letter in dataset.flag_letters() {
            page.fact(&letter.to_string(), flag_meaning(letter, &wanted))?;
        }
        for note in &dataset.notes {
            page.fact(words.notes_heading, note)?;
        }
        page.fact("", words.generated)?;
        page.next_row();
    }
    Ok(())
}

#[cfg(test)]
mod tests;
