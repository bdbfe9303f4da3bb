//! Time as arithmetic only: nothing here reads a clock.

use std::fmt;
use std::str::FromStr;

use minicbor::{Decode, Encode};
use serde::Serialize;

use crate::codec::text_codec;

/// Seconds since 1970-01-01T00:00:00Z. In text and JSON as RFC 3339 in UTC, such as `2026-11-24T05:30:00Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Timestamp(#[n(0)] i64);

const DAY: i64 = 86_400;

impl Timestamp {
    /// The latest time with a four-digit year.
    pub const MAX: Self = Self(253_402_300_799);

    /// From seconds since 1970; clamped to the years 1970 to 9999.
    pub fn from_unix(seconds: i64) -> Self {
        Self(seconds.clamp(0, Self::MAX.0))
    }

    /// Seconds since 1970.
    pub const fn unix(self) -> i64 {
        self.0
    }

    /// This time and so many seconds; clamped like [`Self::from_unix`].
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_unix(self.0.saturating_add(seconds))
    }

    /// Whether this is a time with a four-digit year.
    pub fn in_range(self) -> bool {
        (0..=Self::MAX.0).contains(&self.0)
    }

    /// The calendar date, such as `2026-11-24`.
    pub fn date(self) -> String {
        self.to_string()[..10].to_owned()
    }
}

/// Days since 1970 to (year, month, day); Hinnant's algorithm for the proleptic Gregorian calendar.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// (year, month, day) to days since 1970; the inverse of [`civil`].
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil(self.0.div_euclid(DAY));
        let second = self.0.rem_euclid(DAY);
        write!(f, "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
    }
}

/// A text that is no time or period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not {expected}")]
pub struct TimeError {
    text: String,
    expected: &'static str,
}

impl TimeError {
    fn new(text: &str, expected: &'static str) -> Self {
        Self { text: text.chars().take(80).collect(), expected }
    }
}

fn digits(text: &str, count: usize) -> Option<i64> {
    (text.len() == count && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

fn month_days(year: i64, month: i64) -> i64 {
    if month == 12 { 31 } else { days(year, month + 1, 1) - days(year, month, 1) }
}

fn parse_date(text: &str) -> Option<i64> {
    let mut parts = text.split('-');
    let (year, month, day) = (digits(parts.next()?, 4)?, digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    let real = parts.next().is_none() && (1..=12).contains(&month) && (1..=month_days(year, month)).contains(&day);
    real.then(|| days(year, month, day))
}

impl FromStr for Timestamp {
    type Err = TimeError;

    /// Reads `2026-11-24T05:30:00Z`, or `2026-11-24` as the beginning of that day.
    fn from_str(text: &str) -> Result<Self, TimeError> {
        let error = || TimeError::new(text, "a time such as 2026-11-24T05:30:00Z or a date such as 2026-11-24");
        let (date, clock) = text.split_once('T').unwrap_or((text, "00:00:00Z"));
        let start = parse_date(date).ok_or_else(error)? * DAY;
        let clock = clock.strip_suffix('Z').ok_or_else(error)?;
        let mut parts = clock.split(':').map(|part| digits(part, 2));
        match (parts.next().flatten(), parts.next().flatten(), parts.next().flatten(), parts.next()) {
            (Some(h @ 0..=23), Some(m @ 0..=59), Some(s @ 0..=59), None) => {
                let time = Self(start + h * 3600 + m * 60 + s);
                if time.in_range() { Ok(time) } else { Err(error()) }
            }
            _ => Err(error()),
        }
    }
}

impl Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Timestamp {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A calendar date, such as a reference date: `2025-04-14`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    days: i64,
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil(self.days);
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl FromStr for Date {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        parse_date(text).map(|days| Self { days }).ok_or_else(|| TimeError::new(text, "a date such as 2025-04-14"))
    }
}

impl Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

text_codec!(Date);

/// One calendar unit (SDMX time period).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Unit {
    Year(i64),
    Quarter(i64, i64),
    Month(i64, i64),
}

impl Unit {
    fn parse(text: &str) -> Option<Self> {
        let Some((year, rest)) = text.split_once('-') else {
            return digits(text, 4).map(Self::Year);
        };
        let year = digits(year, 4)?;
        match rest.strip_prefix('Q') {
            Some(quarter) => digits(quarter, 1).filter(|q| (1..=4).contains(q)).map(|q| Self::Quarter(year, q)),
            None => digits(rest, 2).filter(|m| (1..=12).contains(m)).map(|m| Self::Month(year, m)),
        }
    }

    fn year(self) -> i64 {
        match self {
            Self::Year(year) | Self::Quarter(year, _) | Self::Month(year, _) => year,
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
        }
    }
}

/// What time a record speaks of: a year (`2022`), quarter (`2022-Q3`), month (`2022-07`), or a range of one of them
/// (`2019/2022`), both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    first: Unit,
    last: Unit,
}

impl Period {
    /// First calendar year covered.
    pub fn first_year(&self) -> i64 {
        self.first.year()
    }

    /// Last calendar year covered.
    pub fn last_year(&self) -> i64 {
        self.last.year()
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last { write!(f, "{}", self.first) } else { write!(f, "{}/{}", self.first, self.last) }
    }
}

impl FromStr for Period {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let (first, last) = text.split_once('/').unwrap_or((text, text));
        let same_grain = |a: &Unit, b: &Unit| std::mem::discriminant(a) == std::mem::discriminant(b);
        match (Unit::parse(first), Unit::parse(last)) {
            // A range of one unit has a shorter form, and there is one form only.
            (Some(a), Some(b)) if same_grain(&a, &b) && (a < b || first == text) => Ok(Self { first: a, last: b }),
            _ => Err(TimeError::new(text, "a period such as 2022, 2022-Q3, 2022-07 or 2019/2022")),
        }
    }
}

impl Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

text_codec!(Period);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamp_text_round_trips() {
        for text in ["1970-01-01T00:00:00Z", "2000-02-29T23:59:59Z", "2026-11-24T05:30:07Z", "9999-12-31T23:59:59Z"] {
            assert_eq!(text.parse::<Timestamp>().map(|t| t.to_string()), Ok(text.to_owned()));
        }
        assert_eq!("2001-09-09T01:46:40Z".parse::<Timestamp>().map(Timestamp::unix), Ok(1_000_000_000));
        assert_eq!("2001-09-09".parse::<Timestamp>().map(|t| t.date()), Ok("2001-09-09".to_owned()));
    }

    #[test]
    fn timestamp_refuses_what_is_no_time() {
        for bad in ["", "2026", "2026-02-29", "2026-13-01", "2026-01-01T24:00:00Z", "2026-01-01T00:00:00", "1969-12-31"]
        {
            assert!(bad.parse::<Timestamp>().is_err(), "{bad}");
        }
    }

    #[test]
    fn calendar_conversions_are_inverse() {
        for day in (-800_000..3_000_000).step_by(97) {
            let (y, m, d) = civil(day);
            assert_eq!(days(y, m, d), day);
        }
    }

    #[test]
    fn period_reads_units_and_ranges() {
        for good in ["2022", "2022-Q3", "2022-07", "2019/2022", "2021-Q4/2022-Q1", "2021-12/2022-01"] {
            assert_eq!(good.parse::<Period>().map(|p| p.to_string()), Ok(good.to_owned()));
        }
        for bad in ["", "22", "2022-13", "2022-Q5", "2022/2019", "2022/2022", "2019/2022-Q1", "2022-7"] {
            assert!(bad.parse::<Period>().is_err(), "{bad}");
        }
    }
}
