//! Dates that name a day: in digits, or with the month as a word in any of the languages.

use std::ops::Range;

use crate::screen::reading::{Reading, Sense};

/// A day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Date {
    /// Indices of its words in the page.
    pub(crate) words: Range<usize>,
    /// Day of the month; the smaller number when it is not known which of two is the month.
    pub(crate) day: u8,
    /// Month of the year.
    pub(crate) month: u8,
    /// Year, if one is said; two digits count from 1930 on.
    pub(crate) year: Option<u16>,
}

impl Date {
    /// Bytes of the normalised text.
    pub(crate) fn span(&self, reading: &Reading) -> Range<usize> {
        let words = reading.words();
        words[self.words.start].start()..words[self.words.end - 1].end()
    }
}

/// Every date of a page, in order; none overlaps another.
pub(crate) fn all(reading: &Reading) -> Vec<Date> {
    let mut dates: Vec<Date> = Vec::new();
    for index in 0..reading.words().len() {
        if dates.last().is_some_and(|last| index < last.words.end) {
            continue;
        }
        let date = match reading.words()[index].has_digit() {
            true => year_first(reading, index)
                .or_else(|| in_digits(reading, index))
                .or_else(|| slashed(reading, index))
                .or_else(|| day_first(reading, index)),
            false if reading.at(index).month().is_some() => month_first(reading, index),
            false => None,
        };
        dates.extend(date);
    }
    dates
}

/// The number that a word is, at most this many digits long.
fn number(reading: &Reading, index: usize, digits: usize) -> Option<u16> {
    let word = reading.words().get(index)?;
    let text = reading.page.word(word);
    (word.is_number() && text.len() <= digits).then(|| text.parse().ok()).flatten()
}

/// The day of the month that a word is: 5, 05, 1st, 1er, 5th, 3ης.
fn day(reading: &Reading, index: usize) -> Option<u8> {
    let word = reading.words().get(index)?;
    let text = reading.page.word(word);
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let suffix = text.get(digits..)?;
    if !(1..=2).contains(&digits) || suffix.chars().nth(2).is_some() || suffix.chars().any(|c| !c.is_alphabetic()) {
        return None;
    }
    text[..digits].parse().ok().filter(|day| (1..=31).contains(day))
}

fn month_of(reading: &Reading, index: usize) -> Option<u8> {
    number(reading, index, 2).and_then(|month| u8::try_from(month).ok()).filter(|month| (1..=12).contains(month))
}

/// A year of four digits, or of two when it follows day and month in digits.
fn year(reading: &Reading, index: usize, short: bool) -> Option<u16> {
    let length = reading.words().get(index)?.range().len();
    match (length, number(reading, index, 4)?) {
        (4, year @ 1900..=2099) => Some(year),
        (2, year) if short => Some(if year < 30 { 2000 + year } else { 1900 + year }),
        _ => None,
    }
}

/// Whether what joins the parts of a date in digits stands here; the same one stands twice.
fn separator(gap: &str) -> Option<char> {
    let mark = gap.trim();
    (gap.len() <= 3 && matches!(mark, "." | "-" | "/")).then(|| mark.chars().next()).flatten()
}

/// 05.03.1998, 5/3/98, 05-03-1998.
fn in_digits(reading: &Reading, index: usize) -> Option<Date> {
    let first = separator(reading.gap(index))?;
    let second = separator(reading.gap(index + 1))?;
    if first != second || part_of_longer(reading, index, 3) {
        return None;
    }
    let (a, b) = (day(reading, index)?, day(reading, index + 1)?);
    let (day, month) = if b <= 12 { (a, b) } else { (b, a) };
    let year = year(reading, index + 2, true)?;
    (month <= 12 && reading.words()[index].is_number()).then_some(Date {
        words: index..index + 3,
        day,
        month,
        year: Some(year),
    })
}

/// 9/11 1994, as it is written in the North.
fn slashed(reading: &Reading, index: usize) -> Option<Date> {
    let plain = reading.gap(index) == "/" && reading.gap(index + 1) == " ";
    let (day, month) = (day(reading, index)?, month_of(reading, index + 1)?);
    let year = year(reading, index + 2, false)?;
    let whole = plain && reading.words()[index].is_number() && !(index > 0 && reading.gap(index - 1) == "/");
    whole.then_some(Date { words: index..index + 3, day, month, year: Some(year) })
}

/// Whether digits and marks go on before or after a date, as in a number of a version or a file.
fn part_of_longer(reading: &Reading, index: usize, words: usize) -> bool {
    let joined = |at: usize| {
        separator(reading.gap(at)).is_some_and(|_| reading.gap(at).len() == 1)
            && [at, at + 1].iter().all(|at| reading.words().get(*at).is_some_and(|word| word.has_digit()))
    };
    (index > 0 && joined(index - 1)) || joined(index + words - 1)
}

/// 1998-03-05, 1998. március 5., 1998 m. kovo 5 d., 1998. gada 5. martā.
fn year_first(reading: &Reading, index: usize) -> Option<Date> {
    let year = year(reading, index, false)?;
    if let (Some(first), Some(second)) = (separator(reading.gap(index)), separator(reading.gap(index + 1)))
        && let (Some(month), Some(day)) = (month_of(reading, index + 1), day(reading, index + 2))
    {
        let whole = first == second && !part_of_longer(reading, index, 3);
        return whole.then_some(Date { words: index..index + 3, day, month, year: Some(year) });
    }
    // The word for year may stand between.
    let next = match reading.at(index + 1).month().is_none() && day(reading, index + 1).is_none() {
        true if reading.folded(index + 1).len() <= 5 => index + 2,
        _ => index + 1,
    };
    if !(index..next).all(|at| matches!(reading.gap(at), " " | ". " | ".")) {
        return None;
    }
    if let Some(month) = reading.at(next).month()
        && let Some(day) = day(reading, next + 1)
        && reading.gap(next) == " "
    {
        return Some(Date { words: index..next + 2, day, month, year: Some(year) });
    }
    let month = reading.at(next + 1).month()?;
    let day = day(reading, next)?;
    matches!(reading.gap(next), " " | ". ").then_some(Date { words: index..next + 2, day, month, year: Some(year) })
}

/// 5 March 1998, 5. März 1998, 5 de marzo de 1998, 5 March.
fn day_first(reading: &Reading, index: usize) -> Option<Date> {
    let day = day(reading, index)?;
    let at = step(reading, index)?;
    let month = reading.at(at).month()?;
    let year_at = step(reading, at).filter(|at| year(reading, *at, false).is_some());
    let year = year_at.and_then(|at| year(reading, at, false));
    Some(Date { words: index..year_at.unwrap_or(at) + 1, day, month, year })
}

/// The next part of a date in words: the next word, or the one behind a short one such as `de`.
fn step(reading: &Reading, index: usize) -> Option<usize> {
    if !matches!(reading.gap(index), " " | ". " | "." | "-" | ", " | " - ") {
        return None;
    }
    let linked =
        matches!(reading.folded(index + 1), "de" | "del" | "of" | "den" | "an" | "ta" | "ta'" | "lá" | "the" | "do");
    match linked && matches!(reading.gap(index + 1), " " | "' ") {
        true => Some(index + 2),
        false => Some(index + 1),
    }
}

/// March 5, 1998.
fn month_first(reading: &Reading, index: usize) -> Option<Date> {
    let month = reading.at(index).month()?;
    let day = day(reading, index + 1)?;
    let year = year(reading, index + 2, false)?;
    let joined = matches!(reading.gap(index), " " | ". ") && matches!(reading.gap(index + 1), ", " | " ");
    let named = reading.words()[index].is_capitalised() && !reading.at(index).any(Sense::TITLE);
    (joined && named).then_some(Date { words: index..index + 3, day, month, year: Some(year) })
}
