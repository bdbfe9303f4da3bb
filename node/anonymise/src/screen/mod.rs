//! Screening of free text for personal data, before it is signed.
//!
//! A safety net over human review, not a proof. Rules are data where they can be (`data/`), code where they must be
//! (check digits). Nothing is downloaded.
//!
//! | module | finds |
//! |---|---|
//! | `email`, `phone`, `social` | ways to reach a person |
//! | `device` | IP and MAC addresses, IMEI, wallets |
//! | `coordinates`, `plate`, `case_number` | places, vehicles, files |
//! | [`ids`] | numbers of persons, accounts and documents |
//! | `names`, `address`, `dates`, `quasi` | what depends on language, all on one `reading` of the page |
//!
//! A text becomes a [`Page`] first: one form for all ways to write the same characters, with a way back to the text as
//! given. What is no personal data whatever it looks like (`allow`) is dropped from what was found.

mod address;
mod allow;
mod case_number;
mod coordinates;
mod dates;
mod device;
mod email;
pub mod files;
pub mod fold;
pub mod ids;
mod institution;
mod keywords;
mod language;
mod names;
mod normalise;
mod number;
pub mod page;
mod phone;
mod plate;
mod quasi;
mod reading;
mod record;
pub mod score;
mod sentence;
mod social;

use std::ops::Range;

use serde::Serialize;

use allow::Allowed;
use keywords::Hits;
pub use page::{Page, Word};
pub use record::{Located, Place, places, screen_record};

/// Version of the detectors and their data; it stands in the report of every screening.
pub const VERSION: &str = "1";

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Listed only.
    Info,
    /// A second person has to say why it may stay.
    Warn,
    /// Cannot be signed. Remove it.
    Block,
}

impl Level {
    /// Its name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Block => "block",
        }
    }
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Detector {
    /// A national identification, social-security or tax number of a person.
    NationalId,
    /// A bank account, ISO 13616.
    Iban,
    /// A payment card number, ISO/IEC 7812.
    Card,
    /// A line of a machine-readable zone, ICAO 9303.
    Mrz,
    /// The number of a passport, identity or residence document.
    Passport,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A date of birth.
    Dob,
    /// The day of an event that a person was part of.
    EventDate,
    /// The number of a case or file: police, court, asylum.
    CaseNumber,
    /// A licence plate.
    Plate,
    /// A street address.
    Address,
    /// Coordinates of a place more precise than 1 km.
    Coordinates,
    /// A person's profile in a social network, or messenger.
    Social,
    /// An address or serial number of a device: IP, MAC, IMEI; or a wallet.
    Device,
    /// The name of a person.
    Person,
    /// Properties that together single out one person.
    Quasi,
    /// A small number of persons, in words or digits.
    SmallNumber,
    /// What a document carries unseen: author, position, comments, tracked changes.
    Hidden,
}

impl Detector {
    /// Its name, as in JSON: `NATIONAL_ID`.
    pub fn name(self) -> String {
        serde_json::to_value(self).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
    }
}

/// Something that may be personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What it is.
    pub detector: Detector,
    /// How serious.
    pub level: Level,
    /// How sure, in percent.
    pub confidence: u8,
    /// Bytes of the text as given (UTF-8).
    pub span: Range<usize>,
    /// More exactly what, such as `nl.bsn`; empty when there is nothing to add.
    pub scheme: &'static str,
}

/// A detector that needs the page alone.
type Find = fn(&Page<'_>, &mut Vec<Finding>);

/// A detector that needs the words of the vocabulary as well.
type FindNear = fn(&Page<'_>, &Hits, &mut Vec<Finding>);

/// Detectors that need the page alone, by the name of their module, in their order.
const ALONE: &[(&str, Find)] = &[("ids", ids::find), ("language", language::find)];

/// Detectors that come after those, and may look at what was found.
const NEAR: &[(&str, FindNear)] = &[
    ("email", email::find),
    ("phone", phone::find),
    ("social", social::find),
    ("device", device::find),
    ("coordinates", coordinates::find),
    ("case_number", case_number::find),
    ("plate", plate::find),
];

/// Looks for personal data in a text. Spans are bytes of the text as given, in order, without overlaps: of two that
/// overlap the higher level stands, then the longer one.
///
/// A text longer than [`Page::MAX_BYTES`] is cut at its paragraphs. The time is linear in the length.
pub fn screen(text: &str, lang: Option<&str>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = start + piece(&text[start..]);
        findings.extend(screen_page(&text[start..end], lang).into_iter().map(|mut finding| {
            finding.span = finding.span.start + start..finding.span.end + start;
            finding
        }));
        start = end;
    }
    findings
}

/// Bytes of the first piece of a text: all of it, or up to a paragraph, line or word.
fn piece(text: &str) -> usize {
    if text.len() <= Page::MAX_BYTES {
        return text.len();
    }
    let end = page::boundary(text, Page::MAX_BYTES);
    let cut = |mark: &str| text[..end].rfind(mark).filter(|at| *at > end / 2).map(|at| at + mark.len());
    cut("\n\n").or_else(|| cut("\n")).or_else(|| cut(". ")).or_else(|| cut(" ")).unwrap_or(end)
}

fn screen_page(text: &str, lang: Option<&str>) -> Vec<Finding> {
    screen_with(text, lang, ALONE)
}

fn screen_with(text: &str, lang: Option<&str>, alone: &[(&str, Find)]) -> Vec<Finding> {
    let page = Page::new(text, lang);
    let hits = Hits::new(&page);
    let mut found = Vec::new();
    alone.iter().for_each(|(_, find)| find(&page, &mut found));
    NEAR.iter().for_each(|(_, find)| find(&page, &hits, &mut found));
    let allowed = Allowed::new(&page, &hits);
    found.retain(|finding| !allowed.covers(finding));
    for finding in &mut found {
        finding.span = page.original(finding.span.clone());
    }
    without_overlaps(found)
}

/// Of findings that overlap keeps the highest level, then the longest span, then the surest.
fn without_overlaps(mut found: Vec<Finding>) -> Vec<Finding> {
    let place = |finding: &Finding| (finding.span.start, finding.detector);
    found.sort_by_key(|finding| {
        let length = finding.span.len();
        (std::cmp::Reverse((finding.level, length, finding.confidence)), place(finding))
    });
    let mut kept = std::collections::BTreeMap::new();
    for finding in found {
        let span = finding.span.clone();
        let before = kept.range(..span.end).next_back().map(|(_, kept): (&usize, &Finding)| kept.span.end);
        let free = before.is_none_or(|end| end <= span.start);
        if free && !span.is_empty() {
            kept.insert(span.start, finding);
        }
    }
    kept.into_values().collect()
}

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
