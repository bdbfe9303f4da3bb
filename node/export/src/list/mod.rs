//! Lists of records, such as what a search finds.
//!
//! Columns, the same in every format: `id`, `kind`, `member`, `published` (the signer's clock), `title`, `summary`,
//! `languages`, `topics` (ids), `countries`, `period`, `audience`, `organisation`, `url`. Lists in a column have blanks
//! between their items, in JSON they are arrays.

mod page;

use emn_protocol::ids::{EntryId, MemberId};
use emn_protocol::record::{Audience, Code, Kind, Lang};
use emn_protocol::time::{Period, Timestamp};
pub(crate) use page::kind_name;
use serde::Serialize;

use crate::error::ExportError;
use crate::format::Format;
use crate::parquet::{self, Column, Values};
use crate::{csv, text, xlsx};

/// A record in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListRow {
    /// Id of the entry.
    pub id: EntryId,
    /// Its kind.
    pub kind: Kind,
    /// The member that signed it.
    pub member: MemberId,
    /// The signer's clock.
    pub published: Timestamp,
    /// Its title, in the language of [`Self::title_lang`].
    pub title: String,
    /// Language of title and summary, where it is known.
    pub title_lang: Option<Lang>,
    /// Its summary.
    pub summary: String,
    /// Languages that it is written in.
    pub languages: Vec<Lang>,
    /// Its topics.
    pub topics: Vec<Code>,
    /// Countries covered (ISO 3166-1 alpha-2).
    pub countries: Vec<Code>,
    /// What time it speaks of.
    pub period: Option<Period>,
    /// Who may read it.
    pub audience: Audience,
    /// The organisation that made it.
    pub organisation: String,
    /// Where it can be read.
    pub url: Option<String>,
}

/// A list with what was asked for.
#[derive(Debug, Clone, Copy)]
pub struct List<'a> {
    /// What it shows, such as the words that were searched for.
    pub title: &'a str,
    /// Languages of headings and labels, the best first.
    pub wanted: &'a [&'a str],
    /// The records, in their order.
    pub rows: &'a [ListRow],
}

/// The columns.
pub(crate) const COLUMNS: [&str; 13] = [
    "id",
    "kind",
    "member",
    "published",
    "title",
    "summary",
    "languages",
    "topics",
    "countries",
    "period",
    "audience",
    "organisation",
    "url",
];

/// The texts of a row, one for each column.
pub(crate) fn texts(row: &ListRow) -> [String; COLUMNS.len()] {
    fn joined<T: ToString>(items: &[T]) -> String {
        items.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }
    [
        row.id.to_string(),
        row.kind.name().to_owned(),
        row.member.to_string(),
        row.published.to_string(),
        row.title.clone(),
        row.summary.clone(),
        joined(&row.languages),
        joined(&row.topics),
        joined(&row.countries),
        row.period.map(|period| period.to_string()).unwrap_or_default(),
        row.audience.name().to_owned(),
        row.organisation.clone(),
        row.url.clone().unwrap_or_default(),
    ]
}

/// The media type of a list in a format.
pub fn media_type(format: Format) -> &'static str {
    match format {
        Format::Csv => "text/csv; charset=utf-8; header=present",
        other => other.media_type(),
    }
}

/// A list in a format.
///
/// # Errors
/// [`ExportError::Unfit`] for formats of figures; [`ExportError::TooLarge`] for more records than a workbook has rows.
pub fn write(list: &List<'_>, format: Format) -> Result<Vec<u8>, ExportError> {
    match format {
        Format::Csv => to_csv(list.rows).map_err(|error| ExportError::library(format)(&error)),
        Format::Json => to_json(list).map_err(|error| ExportError::library(format)(&error)),
        Format::Parquet => to_parquet(list),
        Format::Xlsx => xlsx::list(list),
        Format::Markdown => Ok(page::markdown(list).into_bytes()),
        Format::Html => page::html(list).map(String::into_bytes),
        Format::JsonStat | Format::Structure => Err(ExportError::Unfit {
            what: "a list of records",
            format,
            why: "it has no figures",
            advice: "choose csv, json, parquet, xlsx, markdown or html, or export the records' tables".to_owned(),
        }),
    }
}

fn to_csv(rows: &[ListRow]) -> Result<Vec<u8>, ::csv::Error> {
    let mut out = Vec::new();
    let mut csv = csv::writer(&mut out);
    csv.write_record(COLUMNS)?;
    for row in rows {
        csv.write_record(texts(row).iter().map(|text| text::field(text).into_owned()))?;
    }
    csv.flush()?;
    drop(csv);
    Ok(out)
}

fn to_json(list: &List<'_>) -> Result<Vec<u8>, serde_json::Error> {
    #[derive(Serialize)]
    struct Shape<'a> {
        format: &'static str,
        version: u32,
        title: &'a str,
        records: &'a [ListRow],
    }
    serde_json::to_vec(&Shape { format: "emn-list", version: 1, title: list.title, records: list.rows })
}

fn to_parquet(list: &List<'_>) -> Result<Vec<u8>, ExportError> {
    let rows: Vec<[String; COLUMNS.len()]> = list.rows.iter().map(texts).collect();
    let column = |(index, name): (usize, &str)| {
        Column::new(name, Values::Text(rows.iter().map(|row| row[index].clone()).collect()))
    };
    parquet::bytes(COLUMNS.into_iter().enumerate().map(column).collect(), Vec::new())
}

#[cfg(test)]
mod tests;
