//! A number that may be a sum, with what is not in it.

use emn_protocol::record::Flags;

use crate::answer::How;

/// Published parts, and how many parts are not published.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Number {
    /// Sum of the known parts. 128 bits hold a hundred thousand times the largest cell with six more digits.
    pub(super) sum: i128,
    /// Parts that are known.
    pub(super) known: u32,
    /// Parts with the flag `c`.
    pub(super) suppressed: u32,
    /// Parts without value and without a reason.
    pub(super) missing: u32,
    /// Parts that do not apply (flag `z`): they are no part of a sum.
    pub(super) inapplicable: u32,
    pub(super) flags: Flags,
    /// A known part was rounded or carries noise, so that sums are no bounds.
    pub(super) inexact: bool,
}

impl Number {
    /// One cell of a table, times `factor` to reach the digits of the answer.
    pub(super) fn of(value: Option<i64>, flags: Flags, factor: i128) -> Self {
        let mut number = Self { flags, ..Self::default() };
        match value {
            _ if flags.suppressed() => number.suppressed = 1,
            Some(value) => (number.sum, number.known) = (i128::from(value) * factor, 1),
            None if flags.has('z') => number.inapplicable = 1,
            None => number.missing = 1,
        }
        number
    }

    pub(super) fn absent() -> Self {
        Self { missing: 1, ..Self::default() }
    }

    /// Adds a part. What does not apply changes nothing, unless nothing applies.
    pub(super) fn add(&mut self, part: &Self) {
        if part.applies() {
            let flags = if self.applies() { self.flags.union(part.flags) } else { part.flags };
            self.flags = flags;
        } else if !self.applies() {
            self.flags = self.flags.union(part.flags);
        }
        self.sum = self.sum.saturating_add(part.sum);
        self.known += part.known;
        self.suppressed += part.suppressed;
        self.missing += part.missing;
        self.inapplicable += part.inapplicable;
        self.inexact |= part.inexact && part.known > 0;
    }

    /// The sum of both.
    pub(super) fn plus(mut self, part: &Self) -> Self {
        self.add(part);
        self
    }

    fn applies(&self) -> bool {
        self.known + self.suppressed + self.missing > 0
    }

    /// The value, when every part of it is known.
    pub(super) fn value(&self) -> Option<i128> {
        (self.known > 0 && self.suppressed == 0 && self.missing == 0).then_some(self.sum)
    }

    /// The sum of the published parts of what is not whole; none, where they were rounded or carry noise.
    pub(super) fn at_least(&self) -> Option<i128> {
        (self.known > 0 && self.value().is_none() && !self.inexact).then_some(self.sum)
    }

    /// Whether it says nothing at all: an empty cell without a reason.
    pub(super) fn is_silent(&self) -> bool {
        self.known + self.suppressed + self.inapplicable == 0
    }

    pub(super) fn how(&self) -> How {
        match self.known + self.suppressed + self.missing {
            0 | 1 => How::Published,
            _ if self.value().is_some() => How::Added,
            _ => How::NotAdded,
        }
    }

    /// Of several numbers for one fact: 0 for what stands published or is whole, 1 for a sum that is not whole, 2 for
    /// an empty cell.
    pub(super) fn rank(&self) -> u8 {
        if self.is_silent() { 2 } else { u8::from(self.how() == How::NotAdded) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: Option<i64>, flags: &str) -> Number {
        Number::of(value, flags.parse().unwrap(), 1)
    }

    fn sum(parts: &[Number]) -> Number {
        let mut sum = Number::default();
        parts.iter().for_each(|part| sum.add(part));
        sum
    }

    #[test]
    fn sum_over_a_suppressed_part_has_no_value_but_a_bound() {
        let both = sum(&[number(Some(7), "e"), number(None, "c"), number(None, "")]);
        assert_eq!((both.value(), both.at_least(), both.how()), (None, Some(7), How::NotAdded));
        assert_eq!((both.suppressed, both.missing, both.flags.to_string()), (1, 1, "ce".to_owned()));
    }

    #[test]
    fn value_under_flag_c_is_never_read() {
        let hidden = number(Some(3), "c");
        assert_eq!((hidden.value(), hidden.at_least(), hidden.suppressed), (None, None, 1));
    }

    #[test]
    fn cell_that_does_not_apply_is_no_part() {
        let with = sum(&[number(None, "z"), number(Some(7), "p")]);
        assert_eq!((with.value(), with.flags.to_string(), with.how()), (Some(7), "p".to_owned(), How::Published));
        let none = sum(&[number(None, "z"), number(None, "z")]);
        assert_eq!((none.value(), none.flags.to_string(), none.rank()), (None, "z".to_owned(), 0));
    }

    #[test]
    fn largest_numbers_do_not_overflow() {
        let big = Number::of(Some(i64::MAX), Flags::default(), 1_000_000);
        assert_eq!(sum(&[big; 1000]).value(), Some(i128::from(i64::MAX) * 1_000_000_000));
    }
}
