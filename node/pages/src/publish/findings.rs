//! What was found in a draft: in its form, its texts and its tables.

use askama::Template;

use super::way::Way;
use crate::Frame;
use crate::parts::Link;

/// Something in a text that may be personal data.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FoundText {
    /// Names it, to be overridden by.
    pub id: String,
    /// What it is, such as `PHONE`.
    pub detector: String,
    /// More exactly what, such as `nl.bsn`.
    pub scheme: String,
    /// The field, for people.
    pub field: String,
    /// Where the field is edited.
    pub href: Option<String>,
    /// Line in the field.
    pub line: usize,
    /// Column in the line.
    pub column: usize,
    /// How sure, in percent.
    pub confidence: u8,
}

impl FoundText {
    /// What it is, in words.
    pub fn what(&self, frame: &Frame) -> String {
        frame.t(detector_text(&self.detector))
    }

    /// Where in the field, and how sure.
    pub fn place(&self, frame: &Frame) -> String {
        let (line, column, percent) = (self.line.to_string(), self.column.to_string(), self.confidence.to_string());
        frame.tx("publish-found-place", &[("line", &line), ("column", &column), ("percent", &percent)])
    }
}

/// The text that names what a detector finds.
fn detector_text(name: &str) -> &'static str {
    match name {
        "NATIONAL_ID" => "publish-found-national-id",
        "IBAN" => "publish-found-iban",
        "CARD" => "publish-found-card",
        "MRZ" => "publish-found-mrz",
        "PASSPORT" => "publish-found-passport",
        "EMAIL" => "publish-found-email",
        "PHONE" => "publish-found-phone",
        "DOB" => "publish-found-dob",
        "EVENT_DATE" => "publish-found-event-date",
        "CASE_NUMBER" => "publish-found-case-number",
        "PLATE" => "publish-found-plate",
        "ADDRESS" => "publish-found-address",
        "COORDINATES" => "publish-found-coordinates",
        "SOCIAL" => "publish-found-social",
        "DEVICE" => "publish-found-device",
        "PERSON" => "publish-found-person",
        "QUASI" => "publish-found-quasi",
        "SMALL_NUMBER" => "publish-found-small-number",
        "HIDDEN" => "publish-found-hidden",
        _ => "publish-found-other",
    }
}

/// The audit of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableFound {
    /// Id of the table.
    pub table: String,
    /// Suppressed cells.
    pub suppressed: u64,
    /// Exposed cells.
    pub exposed: u64,
    /// Exposed cells by name, a bounded number.
    pub cells: Vec<String>,
}

/// All that was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Problems of form, each with where it is mended.
    pub problems: Vec<Link>,
    /// What nobody may override.
    pub blocking: Vec<FoundText>,
    /// What a second person must speak about.
    pub warnings: Vec<FoundText>,
    /// What is only told.
    pub remarks: Vec<FoundText>,
    /// The tables.
    pub tables: Vec<TableFound>,
    /// Why the tables may not be published.
    pub refusals: Vec<String>,
    /// What deserves a look.
    pub notes: Vec<String>,
    /// Whether texts and tables could be looked at: that needs a right form.
    pub examined: bool,
}

impl Found {
    /// Exposed cells in all tables.
    pub fn exposed(&self) -> u64 {
        self.tables.iter().map(|table| table.exposed).sum()
    }

    /// Things that keep the draft from being submitted.
    pub fn hindrances(&self) -> usize {
        let exposed = self.tables.iter().filter(|table| table.exposed > 0).count();
        self.problems.len() + self.blocking.len() + self.refusals.len() + exposed
    }
}

/// What was found, and what follows.
#[derive(Template)]
#[template(path = "publish_check.html")]
pub struct CheckPage<'a> {
    /// What is around it.
    pub frame: &'a Frame,
    /// Where this is.
    pub way: &'a Way,
    /// What was found.
    pub found: &'a Found,
}
