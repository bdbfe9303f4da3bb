//! Screening of free text for personal data, before it is signed.
//!
//! A safety net over human review, not a proof. Rules are data where they can be (`data/`), code where they must be
//! (check digits). Nothing is downloaded.

mod address;
mod dates;
pub mod fold;
mod language;
mod names;
mod normalise;
pub mod page;
mod quasi;
mod reading;
mod sentence;

use std::ops::Range;

use serde::Serialize;

pub use page::{Page, Word};

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
