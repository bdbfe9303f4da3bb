//! Dates as registers write them, and the periods that they lie in.

use super::mapping::{DateOrder, Level};

/// A date, as exact as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day {
    year: i64,
    part: Part,
    /// The day of the month, where it is known.
    day: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Year,
    Quarter(i64),
    Month(i64),
}

/// A date beside others, such as `2022-07-14T10:00:00Z`; ISO 8601, or the order that a register has.
pub(super) fn parse(text: &str, order: DateOrder) -> Option<Day> {
    let date = text.split(['T', ' ']).next().unwrap_or_default();
    if order == DateOrder::Ymd {
        return iso(date);
    }
    let mut parts = date.split(['-', '/', '.']);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    let (day, month) = if order == DateOrder::Dmy { (first, second) } else { (second, first) };
    let (year, month, day) = (digits(year, 4, 4)?, digits(month, 1, 2)?, digits(day, 1, 2)?);
    let date = Day { year, part: Part::Month(month), day: Some(day) };
    (parts.next().is_none() && exists(year, month, day)).then_some(date)
}

fn iso(date: &str) -> Option<Day> {
    let mut parts = date.split(['-', '/']);
    let year = digits(parts.next()?, 4, 4)?;
    let Some(second) = parts.next() else { return Some(Day { year, part: Part::Year, day: None }) };
    let third = parts.next();
    if parts.next().is_some() {
        return None;
    }
    if let (Some(quarter), None) = (second.strip_prefix('Q'), third) {
        let quarter = digits(quarter, 1, 1).filter(|quarter| (1..=4).contains(quarter))?;
        return Some(Day { year, part: Part::Quarter(quarter), day: None });
    }
    let month = digits(second, 2, 2)?;
    let day = third.map(|day| digits(day, 2, 2).ok_or(())).transpose().ok()?;
    exists(year, month, day.unwrap_or(1)).then_some(Day { year, part: Part::Month(month), day })
}

fn digits(text: &str, least: usize, most: usize) -> Option<i64> {
    let fits = (least..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

fn exists(year: i64, month: i64, day: i64) -> bool {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

impl Day {
    /// A whole year.
    pub(super) fn of_year(year: i64) -> Self {
        Self { year, part: Part::Year, day: None }
    }

    /// Full years from this birth to a later date. Where months or days are not known, the birthday counts as passed.
    pub(super) fn age_at(self, date: Self) -> i64 {
        let years = date.year - self.year;
        let (Part::Month(born), Part::Month(now)) = (self.part, date.part) else { return years };
        let before = match (self.day, date.day) {
            (Some(birthday), Some(today)) => (now, today) < (born, birthday),
            _ => now < born,
        };
        years - i64::from(before)
    }

    /// The finest level that it tells.
    pub(super) fn level(self) -> Level {
        match self.part {
            Part::Year => Level::Year,
            Part::Quarter(_) => Level::Quarter,
            Part::Month(_) => Level::Month,
        }
    }

    /// The code of the period of this length that it lies in; `None` when it is not exact enough.
    pub(super) fn code(self, level: Level) -> Option<String> {
        let year = self.year;
        match (level, self.part) {
            (Level::Year, _) => Some(format!("{year:04}")),
            (Level::Quarter, Part::Quarter(quarter)) => Some(format!("{year:04}-Q{quarter}")),
            (Level::Quarter, Part::Month(month)) => Some(format!("{year:04}-Q{}", (month + 2) / 3)),
            (Level::Month, Part::Month(month)) => Some(format!("{year:04}-{month:02}")),
            _ => None,
        }
    }

    /// The period of the same length that follows.
    fn next(self) -> Self {
        let (last, one) = match self.part {
            Part::Year => (true, Part::Year),
            Part::Quarter(quarter) => (quarter == 4, Part::Quarter(if quarter == 4 { 1 } else { quarter + 1 })),
            Part::Month(month) => (month == 12, Part::Month(if month == 12 { 1 } else { month + 1 })),
        };
        Self { year: self.year + i64::from(last), part: one, day: None }
    }
}

/// All periods of one length from the first to the last of `codes`, both included: those in between without a case are
/// zeros, not unknown. `None` when there would be more than `limit`.
pub(super) fn without_gaps<'c>(codes: impl Iterator<Item = &'c str>, limit: usize) -> Option<Vec<Day>> {
    let days: Vec<Day> = codes.filter_map(iso).collect();
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else { return Some(Vec::new()) };
    let mut all = vec![*first];
    let mut at = *first;
    while at < *last {
        at = at.next();
        all.push(at);
        if all.len() > limit {
            return None;
        }
    }
    Some(all)
}

/// Whether the period `inner` lies in `outer` or is the same; both codes of periods.
pub(super) fn within(inner: &str, outer: &str) -> bool {
    let (first, last) = outer.split_once('/').unwrap_or((outer, outer));
    let (Some(inner), Some(first), Some(last)) = (iso(inner), iso(first), iso(last)) else { return inner == outer };
    let at = |level: Level| {
        let code = |day: Day| day.code(level);
        match (code(inner), code(first), code(last)) {
            (Some(inner), Some(first), Some(last)) => first <= inner && inner <= last,
            _ => false,
        }
    };
    at(first.level())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_every_order_are_read() {
        let quarter = |text, order| parse(text, order).and_then(|day| day.code(Level::Quarter));
        for text in ["2022-07-14", "2022-07-14T10:00:00Z", "2022/07/14 10:00", "2022-07", "2022-Q3"] {
            assert_eq!(quarter(text, DateOrder::Ymd).as_deref(), Some("2022-Q3"), "{text}");
        }
        for text in ["14-07-2022", "14/7/2022", "14.07.2022 10:00"] {
            assert_eq!(quarter(text, DateOrder::Dmy).as_deref(), Some("2022-Q3"), "{text}");
        }
        assert_eq!(quarter("07/14/2022", DateOrder::Mdy).as_deref(), Some("2022-Q3"));
        assert_eq!(quarter("2022", DateOrder::Ymd), None);
        for bad in ["", "22-07-14", "2022-02-30", "2022-13", "2022-Q5", "2022-07-14-1", "14-07-2022", "٢٠٢٢"] {
            assert_eq!(parse(bad, DateOrder::Ymd), None, "{bad}");
        }
        assert_eq!(parse("29.02.2023", DateOrder::Dmy), None);
        assert!(parse("29.02.2024", DateOrder::Dmy).is_some());
    }

    #[test]
    fn ages_are_full_years() {
        let age = |birth, date| {
            let day = |text| parse(text, DateOrder::Ymd).unwrap();
            day(birth).age_at(day(date))
        };
        assert_eq!(age("2004-07-14", "2022-07-13"), 17);
        assert_eq!(age("2004-07-14", "2022-07-14"), 18);
        assert_eq!(age("2004-02-29", "2022-02-28"), 17);
        assert_eq!(age("2004-07", "2022-07-01"), 18);
        assert_eq!(age("2004-07", "2022-06-30"), 17);
        assert_eq!(age("2004-12-31", "2022"), 18);
    }

    #[test]
    fn gaps_are_filled() {
        let filled = |codes: &[&str], level| -> Option<Vec<String>> {
            let days = without_gaps(codes.iter().copied(), 20)?;
            Some(days.into_iter().filter_map(|day| day.code(level)).collect())
        };
        assert_eq!(filled(&["2022-Q1", "2021-Q3"], Level::Quarter).unwrap(), ["2021-Q3", "2021-Q4", "2022-Q1"]);
        assert_eq!(filled(&["2021-11", "2022-02"], Level::Month).unwrap().len(), 4);
        assert_eq!(filled(&["1900", "2022"], Level::Year), None);
        assert_eq!(filled(&[], Level::Year), Some(Vec::new()));
    }

    #[test]
    fn periods_lie_in_longer_ones() {
        assert!(within("2022-Q3", "2022") && within("2022-07", "2022-Q3") && within("2022", "2022"));
        assert!(within("2022-Q3", "2021/2023") && within("2022-07", "2022-Q2/2022-Q3"));
        assert!(!within("2022", "2022-Q3") && !within("2022-Q3", "2023") && !within("UNK", "2022"));
    }
}
