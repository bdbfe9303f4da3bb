//! Figures in a page: a chart, and the table behind it.

use emn_protocol::record::FLAG_LETTERS;

use crate::frame::Frame;
use crate::given::Given;
use crate::html::Html;
use crate::name::Named;
use crate::phrase::Phrase;

/// Figures that belong together.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// Id of the table, or of the measure: letters, digits, `_`, `-` and `.`.
    pub id: String,
    /// What they show.
    pub title: Phrase,
    /// What is the same for all of them, such as the unit: name and value.
    pub facts: Vec<(String, String)>,
    /// The chart; empty when there is none.
    pub chart: Html,
    /// The table.
    pub grid: Grid,
    /// What a reader must see before comparing: definitions that differ.
    pub warnings: Vec<Phrase>,
    /// Remarks.
    pub notes: Vec<Phrase>,
    /// Where they come from.
    pub sources: Vec<Source>,
    /// Sources that are not listed.
    pub more_sources: usize,
    /// Address of a page that compares them with others'; empty when there is none.
    pub compare: String,
    /// Files of them: name of the format and address.
    pub files: Vec<(&'static str, String)>,
}

/// A table with labels to the left and figures to the right.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// Headings of the columns of labels.
    pub heads: Vec<String>,
    /// Headings of the columns of figures.
    pub columns: Vec<String>,
    /// The rows, as many as a page may have.
    pub rows: Vec<Row>,
    /// Rows that are not shown.
    pub left_out: usize,
    /// Digits after the decimal point: a value `v` means `v / 10^decimals`.
    pub decimals: u8,
}

/// A row.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Its labels.
    pub labels: Vec<String>,
    /// Its cells: figures, several where sources disagree.
    pub cells: Vec<Vec<Cell>>,
}

/// A figure, or why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// It is known.
    Value(i64),
    /// A sum that is not whole is at least this.
    AtLeast(i64),
    /// Suppressed, to protect the persons behind it.
    Suppressed,
    /// There can be no figure.
    NotApplicable,
    /// It is not known.
    Unknown,
}

/// A figure with its flags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The figure.
    pub shown: Shown,
    /// Letters of [`FLAG_LETTERS`].
    pub flags: String,
}

/// A record that figures come from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// Id of the record.
    pub id: String,
    /// The member that published it.
    pub member: Named,
    /// Title of the record.
    pub title: Phrase,
}

impl Cell {
    /// The figure in the reader's convention, or a word for why there is none.
    pub fn text(&self, frame: &Frame, decimals: impl Given<u8>) -> String {
        let decimals = decimals.given();
        match self.shown {
            Shown::Value(value) => frame.decimal(value, decimals),
            Shown::AtLeast(value) => format!("≥ {}", frame.decimal(value, decimals)),
            Shown::Suppressed => frame.t("figure-suppressed"),
            Shown::NotApplicable => frame.t("figure-not-applicable"),
            Shown::Unknown => "–".to_owned(),
        }
    }

    /// Flags to show beside the text: `c` and `z` are said in words.
    pub fn letters(&self) -> String {
        let said = |c: &char| match self.shown {
            Shown::Suppressed => *c != 'c',
            Shown::NotApplicable => *c != 'z',
            _ => true,
        };
        self.flags.chars().filter(said).collect()
    }

    /// Whether there is no figure.
    pub fn is_empty(&self) -> bool {
        !matches!(self.shown, Shown::Value(_) | Shown::AtLeast(_))
    }
}

impl Grid {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.rows.iter().flat_map(|row| &row.cells).flatten()
    }

    /// The flags that occur in what is shown.
    pub fn legend(&self) -> Vec<char> {
        let letters = FLAG_LETTERS.iter().map(|(letter, _)| *letter);
        letters.filter(|letter| self.cells().any(|cell| cell.letters().contains(*letter))).collect()
    }

    /// How many figures are suppressed in what is shown.
    pub fn suppressed(&self) -> usize {
        self.cells().filter(|cell| cell.shown == Shown::Suppressed).count()
    }

    /// Whether a figure is not known.
    pub fn has_unknown(&self) -> bool {
        self.cells().any(|cell| cell.shown == Shown::Unknown)
    }

    /// Whether definitions differ, as a flag says.
    pub fn differs(&self) -> bool {
        self.cells().any(|cell| cell.flags.contains('d'))
    }
}
