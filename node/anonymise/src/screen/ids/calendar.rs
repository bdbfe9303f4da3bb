//! Dates inside numbers.

use super::arithmetic::decimal;

/// A birth later than this year is taken for no date. There is no clock here; two-digit years rarely need one.
const LATEST: u64 = 2099;
/// Nobody whose number is about was born before.
const EARLIEST: u64 = 1800;

/// Whether that day exists, from 1800 to 2099.
pub(super) fn exists(year: u64, month: u64, day: u64) -> bool {
    (EARLIEST..=LATEST).contains(&year) && day >= 1 && day <= days(year, month)
}

/// Whether that day exists in some century.
pub(super) fn exists_in_some_century(year: u64, month: u64, day: u64) -> bool {
    // Of the two centuries that anybody alive was born in, 2000 has a leap day.
    exists(2000 + year % 100, month, day)
}

/// Two digits at a place. Callers pass what a shape has let through, so the place exists.
pub(super) fn two(digits: &[u8], place: usize) -> u64 {
    digits.get(place..place + 2).map_or(0, decimal)
}

fn days(year: u64, month: u64) -> u64 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(400) || (year.is_multiple_of(4) && !year.is_multiple_of(100)) => 29,
        2 => 28,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exists_leap_day_only_in_leap_years() {
        assert!(exists(2000, 2, 29) && exists(1904, 2, 29));
        assert!(!exists(1900, 2, 29) && !exists(2001, 2, 29));
    }

    #[test]
    fn exists_outside_the_calendar_is_false() {
        for (year, month, day) in [(2000, 0, 1), (2000, 13, 1), (2000, 4, 31), (2000, 1, 0), (2100, 1, 1), (1799, 1, 1)]
        {
            assert!(!exists(year, month, day), "{year}-{month}-{day}");
        }
    }
}
