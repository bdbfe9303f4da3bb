//! Runs of groups of digits, as telephone numbers and coordinates are written.

use std::ops::Range;

use super::page::{Page, Word};

/// Digits of a run at most; E.164 allows 15 behind the prefix 00.
const DIGITS: usize = 18;
/// Groups of a run at most.
const GROUPS: usize = 9;

/// Groups of digits with little between them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run<'a> {
    text: &'a str,
    words: &'a [Word],
    digits: [u8; DIGITS],
}

impl<'a> Run<'a> {
    /// The run that begins with a word, which is a number.
    pub(super) fn new(page: &'a Page<'_>, first: usize) -> Self {
        let text = page.text();
        let words = &page.words()[first..];
        let mut digits = [0; DIGITS];
        let (mut groups, mut length) = (0, 0);
        for word in words.iter().take(GROUPS).take_while(|word| Word::is_number(word)) {
            let end = length + word.range().len();
            let joined = groups == 0 || joins(&text[words[groups - 1].end()..word.start()]);
            let Some(room) = digits.get_mut(length..end).filter(|_| joined) else { break };
            room.copy_from_slice(&text.as_bytes()[word.range()]);
            length = end;
            groups += 1;
        }
        Self { text, words: &words[..groups], digits }
    }

    pub(super) fn groups(&self) -> usize {
        self.words.len()
    }

    /// The first so many groups.
    pub(super) fn first(&self, groups: usize) -> Self {
        Self { words: &self.words[..groups.min(self.groups())], ..*self }
    }

    pub(super) fn span(&self) -> Range<usize> {
        match (self.words.first(), self.words.last()) {
            (Some(first), Some(last)) => first.start()..last.end(),
            _ => 0..0,
        }
    }

    /// A group by its place.
    pub(super) fn group(&self, index: usize) -> &'a str {
        self.words.get(index).map_or("", |group| &self.text[group.range()])
    }

    /// What stands between a group and the next one.
    pub(super) fn gap(&self, index: usize) -> &'a str {
        match (self.words.get(index), self.words.get(index + 1)) {
            (Some(this), Some(next)) => &self.text[this.end()..next.start()],
            _ => "",
        }
    }

    /// All digits.
    pub(super) fn digits(&self) -> &str {
        let length = self.lengths().sum();
        std::str::from_utf8(&self.digits[..length]).expect("digits were copied there")
    }

    fn lengths(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().map(|word| word.range().len())
    }

    /// Whether the groups are of three digits with the same mark between them, as in `1 234 567`.
    pub(super) fn is_grouped_by_thousands(&self) -> bool {
        let same = (1..self.groups().saturating_sub(1)).all(|index| self.gap(index) == self.gap(0));
        self.groups() >= 2
            && self.group(0).len() <= 3
            && self.lengths().skip(1).all(|length| length == 3)
            && same
            && matches!(self.gap(0), " " | "." | "'")
            && !self.group(0).starts_with('0')
    }

    /// Whether it is a sum of money or the like: thousands, and one or two digits behind another mark.
    pub(super) fn is_amount(&self) -> bool {
        let Some(last) = self.groups().checked_sub(1).filter(|last| *last > 0) else { return false };
        let whole = self.first(last);
        self.group(last).len() <= 2
            && self.gap(last - 1) == "."
            && whole.is_grouped_by_thousands()
            && whole.gap(0) != "."
    }

    /// Whether it is a day, or begins with one: `01.02.2019`, `2019-02-01`, `1/2/19`.
    pub(super) fn begins_with_date(&self) -> bool {
        let number = |index: usize| self.group(index).parse::<u32>().unwrap_or(u32::MAX);
        let (a, b, c) = (number(0), number(1), number(2));
        let plain = matches!(self.gap(0), "." | "-" | "/" | ". " | " - ") && self.gap(0) == self.gap(1);
        let day = (1..=31).contains(&a) && (1..=12).contains(&b) && (1900..2100).contains(&c);
        let american = (1..=12).contains(&a) && (1..=31).contains(&b) && (1900..2100).contains(&c);
        let iso = (1900..2100).contains(&a) && (1..=12).contains(&b) && (1..=31).contains(&c);
        let short = self.groups() == 3
            && self.lengths().all(|length| length <= 2)
            && (1..=31).contains(&a)
            && (1..=31).contains(&b);
        self.groups() >= 3 && plain && (day || american || iso || short)
    }

    /// Whether all its groups are years.
    pub(super) fn is_years(&self) -> bool {
        (0..self.groups())
            .map(|index| self.group(index))
            .all(|group| group.len() == 4 && group.parse().is_ok_and(|year: u32| (1800..2100).contains(&year)))
    }
}

/// Whether groups with this between them are one number.
fn joins(gap: &str) -> bool {
    matches!(
        gap,
        " " | "-"
            | "."
            | "/"
            | "  "
            | " - "
            | " / "
            | ") "
            | ")"
            | " ("
            | "("
            | ")-"
            | ") - "
            | "-("
            | ". "
            | "/ "
            | " /"
            | "' "
            | "'"
            | ")/"
            | "\u{b7}"
            | "- "
            | " -"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with<T>(text: &str, look: impl Fn(Run<'_>) -> T) -> T {
        let page = Page::new(text, None);
        look(Run::new(&page, 0))
    }

    #[test]
    fn runs_end_where_the_number_does() {
        assert_eq!(with("06 12-34 (56), 78", |run| run.digits().to_owned()), "06123456");
        assert_eq!(with("31 (0)6 12", |run| (run.digits().to_owned(), run.span())), ("310612".to_owned(), 0..10));
        assert_eq!(with("12\n34", |run| run.groups()), 1);
        assert_eq!(with(&"1 ".repeat(50), |run| run.groups()), GROUPS);
        assert_eq!(with(&"1".repeat(50), |run| run.digits().len()), 0);
        assert_eq!(with("1234567890 123456789", |run| run.groups()), 1);
    }

    #[test]
    fn dates_years_and_thousands_are_known() {
        for date in ["01.02.2019", "2019-02-01", "1/2/19", "31. 12. 2019", "01.02.2019 14"] {
            assert!(with(date, |run| run.begins_with_date()), "{date}");
        }
        assert!(!with("06 12 34 56 78", |run| run.begins_with_date()));
        assert!(with("1 234 567", |run| run.is_grouped_by_thousands()));
        assert!(!with("0 234 567", |run| run.is_grouped_by_thousands()));
        assert!(!with("06 12 34", |run| run.is_grouped_by_thousands()));
        assert!(with("12 345 678.90", |run| run.is_amount()) && !with("06 12 34 56.78", |run| run.is_amount()));
        assert!(with("2019-2023", |run| run.is_years()));
    }
}
