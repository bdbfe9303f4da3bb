//! The formats, by the names that people and URLs use.

use std::fmt;
use std::str::FromStr;

use emn_protocol::suggest::closest;

/// A format of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// SDMX-CSV 2.0 for figures; plain CSV (RFC 4180) for lists.
    Csv,
    /// The structure of figures: SDMX-ML 2.1, to be read together with [`Format::Csv`].
    Structure,
    /// JSON of our own form.
    Json,
    /// JSON-stat 2.0.
    JsonStat,
    /// Apache Parquet.
    Parquet,
    /// Excel workbook (Office Open XML).
    Xlsx,
    /// Markdown.
    Markdown,
    /// One page of HTML that needs nothing else.
    Html,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 8] =
        [Self::Csv, Self::Structure, Self::Json, Self::JsonStat, Self::Parquet, Self::Xlsx, Self::Markdown, Self::Html];

    /// Its name, such as `json-stat`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Structure => "sdmx-structure",
            Self::Json => "json",
            Self::JsonStat => "json-stat",
            Self::Parquet => "parquet",
            Self::Xlsx => "xlsx",
            Self::Markdown => "markdown",
            Self::Html => "html",
        }
    }

    /// Media type of a file with figures. Lists as CSV are `text/csv; charset=utf-8; header=present`.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "application/vnd.sdmx.data+csv;version=2.0.0",
            Self::Structure => "application/vnd.sdmx.structure+xml;version=2.1",
            Self::Json => "application/json",
            Self::JsonStat => "application/json;profile=\"https://json-stat.org/\"",
            Self::Parquet => "application/vnd.apache.parquet",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Html => "text/html; charset=utf-8",
        }
    }

    /// How names of its files end, without the point.
    pub fn file_ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Structure => "structure.xml",
            Self::Json => "json",
            Self::JsonStat => "jsonstat.json",
            Self::Parquet => "parquet",
            Self::Xlsx => "xlsx",
            Self::Markdown => "md",
            Self::Html => "html",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is no format's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no format `{text}`{}; there are csv, sdmx-structure, json, json-stat, parquet, xlsx, markdown and html",
    meant.map(|format| format!(" (did you mean {format}?)")).unwrap_or_default())]
pub struct UnknownFormat {
    /// What was given, shortened.
    pub text: String,
    /// What may have been meant.
    pub meant: Option<Format>,
}

impl FromStr for Format {
    type Err = UnknownFormat;

    /// Reads a name, or a common other word for it, in any case.
    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        let name = text.trim().to_ascii_lowercase();
        let other = match name.as_str() {
            "sdmx-csv" => Some(Self::Csv),
            "structure" | "sdmx" | "sdmx-ml" => Some(Self::Structure),
            "jsonstat" => Some(Self::JsonStat),
            "excel" => Some(Self::Xlsx),
            "md" => Some(Self::Markdown),
            _ => None,
        };
        let by_name = |name: &str| Self::ALL.into_iter().find(|format| format.name() == name);
        by_name(&name).or(other).ok_or_else(|| UnknownFormat {
            text: text.chars().take(40).collect(),
            meant: closest(text, Self::ALL.map(Self::name)).and_then(by_name),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_is_read_by_its_name_and_by_common_words() {
        for format in Format::ALL {
            assert_eq!(format.name().parse(), Ok(format));
        }
        assert_eq!("Excel".parse(), Ok(Format::Xlsx));
        assert_eq!("JSONstat".parse(), Ok(Format::JsonStat));
    }

    #[test]
    fn unknown_format_gets_a_suggestion() {
        let error = "parket".parse::<Format>().unwrap_err();
        assert_eq!(error.meant, Some(Format::Parquet));
        assert!(error.to_string().contains("did you mean parquet"), "{error}");
        assert_eq!("stata".parse::<Format>().unwrap_err().meant, None);
    }

    #[test]
    fn names_and_file_endings_are_distinct() {
        let distinct = |names: [&str; 8]| names.into_iter().collect::<std::collections::BTreeSet<_>>().len();
        assert_eq!(distinct(Format::ALL.map(Format::name)), 8);
        assert_eq!(distinct(Format::ALL.map(Format::file_ending)), 8);
    }
}
