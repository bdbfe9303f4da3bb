//! What the columns mean.

use askama::Template;

use super::way::{Problem, Way};
use crate::Frame;
use crate::parts::{Choice, Mistakes};

/// What was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Source {
    /// One row a person, or counts that are to be protected.
    #[default]
    Cases,
    /// A table that is protected already.
    Finished,
}

/// A column of the file.
#[derive(Debug, Clone, Default)]
pub struct ColumnForm {
    /// Place in the file, from 0.
    pub index: usize,
    /// Its name.
    pub name: String,
    /// What it may mean.
    pub meanings: Vec<Choice>,
}

/// A value that nobody but the publisher can give a code.
#[derive(Debug, Clone, Default)]
pub struct OpenValue {
    /// Name of the input.
    pub input: String,
    /// The value; `None` stands for all values that are too rare to be shown.
    pub value: Option<String>,
    /// How many rows of the sample have it.
    pub rows: u64,
    /// The codes.
    pub codes: Vec<Choice>,
}

/// A dimension of the table, with what is still open about it.
#[derive(Debug, Clone, Default)]
pub struct DimensionForm {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// The column that it is read from.
    pub column: String,
    /// Values without a code.
    pub open: Vec<OpenValue>,
    /// Order of day, month and year, where several are possible.
    pub orders: Vec<Choice>,
    /// The lengths of periods that are counted.
    pub periods: Vec<Choice>,
    /// Bands of ages, as codes; `None` when it has none.
    pub bands: Option<String>,
    /// Of births, the column or year at which the age counts.
    pub at: Vec<Choice>,
    /// Of births, the year for all.
    pub year: String,
    /// Of a finished table, the code that is the total.
    pub totals: Vec<Choice>,
}

impl DimensionForm {
    /// Name of one of its inputs.
    pub fn input(&self, what: &str) -> String {
        format!("{what}.{}", self.id)
    }

    /// Whether nothing has to be said about it.
    pub fn settled(&self) -> bool {
        self.open.is_empty()
            && self.orders.is_empty()
            && self.periods.is_empty()
            && self.bands.is_none()
            && self.at.is_empty()
            && self.totals.is_empty()
    }
}

/// The form of the columns.
#[derive(Debug, Clone, Default)]
pub struct ColumnsForm {
    /// What was handed in.
    pub source: Source,
    /// Name of the file.
    pub file: String,
    /// The columns.
    pub columns: Vec<ColumnForm>,
    /// The dimensions that follow from them.
    pub dimensions: Vec<DimensionForm>,
    /// Which dimension goes across.
    pub across: Vec<Choice>,
    /// Id of the table.
    pub table: String,
    /// Id of what is counted.
    pub measure: String,
    /// Known measures, as suggestions.
    pub measures: Vec<String>,
    /// Units.
    pub units: Vec<Choice>,
    /// Topics.
    pub topics: Vec<Choice>,
    /// Countries the persons were counted in.
    pub countries: Vec<Choice>,
    /// The period, where the file has none.
    pub period: String,
    /// Ways to protect: suppression, rounding.
    pub protections: Vec<Choice>,
    /// Counts below this are sensitive.
    pub min_frequency: String,
    /// The least that the network allows.
    pub least_frequency: u64,
    /// Whether zeros are suppressed as well.
    pub suppress_zeros: bool,
    /// Of a finished table: count, amount or rate.
    pub kinds: Vec<Choice>,
    /// Of a finished table: digits after the decimal point.
    pub decimals: String,
    /// Remarks of the program on the file.
    pub remarks: Vec<String>,
}

/// Says what the columns of the file mean.
#[derive(Template)]
#[template(path = "publish_columns.html")]
pub struct ColumnsPage<'a> {
    /// What is around it.
    pub frame: &'a Frame,
    /// Where this is.
    pub way: &'a Way,
    /// The form.
    pub form: &'a ColumnsForm,
    /// What is wrong in the form.
    pub mistakes: &'a Mistakes,
    /// What is wrong in the file, in English.
    pub problems: &'a [Problem],
}

impl ColumnsPage<'_> {
    fn finished(&self) -> bool {
        self.form.source == Source::Finished
    }

    fn mistake(&self, dimension: &DimensionForm, what: &str) -> String {
        self.mistakes.of(&dimension.input(what)).to_owned()
    }
}
