//! A table of a record as lines for people.

use std::collections::BTreeSet;

use emn_export::number::decimal;
use emn_protocol::codelist::{CodeLists, TIME_PERIOD};
use emn_protocol::record::{Code, Dimension, FLAG_LETTERS, Flags, Lang, Suppression, Table, Zeros};

use super::{best, clip};

/// Rows shown without `--all-rows`.
const ROWS: usize = 60;

/// Characters of a row's label for one dimension, when there is one, two, or more of them.
const LABELS: [usize; 3] = [60, 42, 28];

/// A row or column: positions of codes, by dimension.
type Places = Vec<usize>;

/// Renders a table within `width` characters.
pub(super) fn render(table: &Table, lang: Option<&Lang>, width: usize, all_rows: bool) -> String {
    if table.cells() != Some(table.values.len()) || table.dimensions.is_empty() {
        return "  (its cells do not fit its dimensions)\n".to_owned();
    }
    let cube = Cube::new(table, lang);
    let mut text = cube.blocks(width, all_rows);
    text.push_str(&cube.legend());
    text
}

struct Cube<'a> {
    table: &'a Table,
    lang: Option<&'a Lang>,
    /// The dimension whose codes are the columns.
    across: usize,
    /// The dimensions whose codes stand before a row. One with a single code stands above the table instead.
    down: Vec<usize>,
    rows: Vec<Places>,
}

impl<'a> Cube<'a> {
    fn new(table: &'a Table, lang: Option<&'a Lang>) -> Self {
        // Time runs to the right; without it the last dimension does.
        let time = table.dimensions.iter().position(|dimension| dimension.id.as_str() == TIME_PERIOD);
        let across = time.unwrap_or(table.dimensions.len() - 1);
        let sizes: Vec<usize> = table.dimensions.iter().map(|dimension| dimension.codes.len()).collect();
        let mut rows: Vec<Places> = vec![Vec::new()];
        for (axis, size) in sizes.iter().enumerate() {
            let places = if axis == across { 0..1 } else { 0..*size };
            rows = rows
                .iter()
                .flat_map(|row| places.clone().map(move |place| [row.as_slice(), &[place]].concat()))
                .collect();
        }
        let down = (0..sizes.len()).filter(|axis| *axis != across && sizes[*axis] > 1).collect();
        Self { table, lang, across, down, rows }
    }

    /// The table in as many blocks of columns as the width needs.
    fn blocks(&self, width: usize, all_rows: bool) -> String {
        let shown = if all_rows { self.rows.len() } else { self.rows.len().min(ROWS) };
        let rows = &self.rows[..shown];
        let stubs = self.stubs(rows);
        let stub_width: usize = stubs[0].iter().map(|cell| cell.chars().count() + 2).sum();
        let columns: Vec<Vec<String>> = (0..self.columns().codes.len()).map(|place| self.column(rows, place)).collect();
        let mut text = self.constants();
        let mut from = 0;
        while from < columns.len() {
            let mut used = 2 + stub_width;
            let mut to = from;
            while to < columns.len() && (to == from || used + column_width(&columns[to]) + 2 <= width) {
                used += column_width(&columns[to]) + 2;
                to += 1;
            }
            text.push_str(&lines(&stubs, &columns[from..to]));
            if to < columns.len() {
                text.push('\n');
            }
            from = to;
        }
        if shown < self.rows.len() {
            text.push_str(&format!("  … {} more rows; --all-rows shows them\n", self.rows.len() - shown));
        }
        text
    }

    fn columns(&self) -> &'a Dimension {
        &self.table.dimensions[self.across]
    }

    /// The dimensions with a single code, with that code.
    fn constants(&self) -> String {
        let single = |axis: &usize| *axis != self.across && !self.down.contains(axis);
        let axes = (0..self.table.dimensions.len()).filter(single);
        let line = |axis: usize| format!("  {}: {}\n", self.table.dimensions[axis].id, self.label(axis, 0, LABELS[0]));
        axes.map(line).collect()
    }

    /// What stands before the figures: a head, and for each row a label for each dimension that goes down. All lines
    /// have columns of the same widths.
    fn stubs(&self, rows: &[Places]) -> Vec<Vec<String>> {
        let width = LABELS[self.down.len().clamp(1, LABELS.len()) - 1];
        let head = self.down.iter().map(|axis| self.table.dimensions[*axis].id.to_string()).collect();
        let body = rows.iter().map(|row| self.down.iter().map(|axis| self.label(*axis, row[*axis], width)).collect());
        let mut lines: Vec<Vec<String>> = std::iter::once(head).chain(body).collect();
        for column in 0..self.down.len() {
            let width = lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
            lines.iter_mut().for_each(|line| line[column] = format!("{:<width$}", line[column]));
        }
        lines
    }

    fn label(&self, axis: usize, place: usize, width: usize) -> String {
        let dimension = &self.table.dimensions[axis];
        let code = &dimension.codes[place];
        let own = dimension
            .labels
            .iter()
            .find(|label| label.code as usize == place)
            .map(|label| best(&label.label, self.lang));
        let wanted: Vec<&str> = self.lang.iter().map(|lang| lang.as_str()).collect();
        let label = own.or_else(|| CodeLists::shipped().label(dimension.id.as_str(), code.as_str(), &wanted));
        match label {
            Some(label) if label != code.as_str() => clip(&format!("{code} {label}"), width),
            _ => code.to_string(),
        }
    }

    /// A head and a figure for each row.
    fn column(&self, rows: &[Places], place: usize) -> Vec<String> {
        let code: &Code = &self.columns().codes[place];
        let strides = self.table.strides();
        let cells = rows.iter().map(|row| {
            let mut row = row.clone();
            row[self.across] = place;
            let position: usize = row.iter().zip(&strides).map(|(place, stride)| place * stride).sum();
            self.cell(position)
        });
        std::iter::once(format!("{code}  ")).chain(cells).collect()
    }

    /// A figure and its flags. Flags have two places of their own, so that figures stand under each other.
    fn cell(&self, position: usize) -> String {
        let flags = self.table.flags_at(position);
        let value = match self.table.values.get(position).copied().flatten() {
            Some(value) => decimal(value, self.table.measure.decimals),
            None => ":".to_owned(),
        };
        format!("{value} {:<1}", flags.to_string())
    }

    /// The flags that occur, and how persons were protected.
    fn legend(&self) -> String {
        let mut text = String::new();
        let used: BTreeSet<char> = self.table.flags.values().flat_map(|flags| letters(*flags)).collect();
        let mut marks: Vec<String> = FLAG_LETTERS
            .iter()
            .filter(|(letter, _)| used.contains(letter))
            .map(|(letter, meaning)| format!("{letter} {meaning}"))
            .collect();
        if self.table.values.iter().any(Option::is_none) {
            marks.insert(0, ": no figure".to_owned());
        }
        if !marks.is_empty() {
            text.push_str(&format!("  {}\n", marks.join(" · ")));
        }
        if let Some(method) = &self.table.method {
            let mut parts =
                vec![format!("counts from 1 to {} are not published", method.min_frequency.saturating_sub(1))];
            match method.suppression {
                Suppression::None => {}
                Suppression::Primary => parts.push("unsafe cells are suppressed".to_owned()),
                Suppression::Complementary => {
                    parts.push("unsafe cells are suppressed, and others that would give them away".to_owned());
                }
            }
            parts.extend(method.rounding.map(|base| format!("rounded to multiples of {base}")));
            parts.extend(
                method
                    .noise_milli_epsilon
                    .map(|loss| format!("with noise, ε = {}", decimal(i64::try_from(loss).unwrap_or(i64::MAX), 3))),
            );
            if method.zeros == Zeros::Suppressed {
                parts.push("a suppressed cell may be 0".to_owned());
            }
            text.push_str(&super::wrap(&parts.join("; "), "  ", super::WIDTH));
        }
        text
    }
}

fn letters(flags: Flags) -> Vec<char> {
    flags.to_string().chars().collect()
}

fn column_width(column: &[String]) -> usize {
    column.iter().map(|cell| cell.chars().count()).max().unwrap_or(0)
}

fn lines(stubs: &[Vec<String>], columns: &[Vec<String>]) -> String {
    let widths: Vec<usize> = columns.iter().map(|column| column_width(column)).collect();
    let mut text = String::new();
    for (index, stub) in stubs.iter().enumerate() {
        let mut line = String::from("  ");
        stub.iter().for_each(|cell| line.push_str(&format!("{cell}  ")));
        for (column, width) in columns.iter().zip(&widths) {
            line.push_str(&format!("{:>width$}  ", column[index]));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use emn_protocol::testing::{code, victims};

    use super::*;

    #[test]
    fn number_keeps_its_decimals() {
        for (value, decimals, text) in [
            (0, 0, "0"),
            (12, 0, "12"),
            (5, 1, "0.5"),
            (-5, 2, "-0.05"),
            (12345, 2, "123.45"),
            (i64::MIN, 6, "-9223372036854.775808"),
        ] {
            assert_eq!(decimal(value, decimals), text);
        }
    }

    #[test]
    fn cube_shows_time_across_with_flags_and_legend() {
        let table = victims(&["2021", "2022"], &[Some(1200), Some(50), Some(25), None, Some(15), None]);
        insta::assert_snapshot!(render(&table, None, 100, false));
    }

    #[test]
    fn dimension_with_one_code_stands_above() {
        let mut table = victims(&["2021", "2022"], &[Some(10); 6]);
        table.dimensions[0].codes.truncate(1);
        table.dimensions[0].sums.clear();
        table.values.truncate(2);
        let text = render(&table, None, 100, false);
        assert!(text.starts_with("  sex: T total\n  2021    2022\n    10      10\n"), "{text}");
    }

    #[test]
    fn cube_of_many_columns_breaks_into_blocks_within_the_width() {
        let years: Vec<String> = (1990..2024).map(|year| year.to_string()).collect();
        let years: Vec<&str> = years.iter().map(String::as_str).collect();
        let table = victims(&years, &vec![Some(123_456); 3 * years.len()]);
        let text = render(&table, None, 100, false);
        assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
        assert!(years.iter().all(|year| text.matches(year).count() == 1), "{text}");
    }

    #[test]
    fn cube_of_many_rows_is_cut_and_says_so() {
        let mut table = victims(&["2022"], &[Some(10); 3]);
        table.dimensions[0].codes = (0..70).map(|n| code(&format!("x{n}"))).collect();
        table.dimensions[0].sums.clear();
        table.values = vec![Some(10); 70];
        assert!(render(&table, None, 100, false).contains("… 10 more rows; --all-rows shows them"));
        assert!(render(&table, None, 100, true).contains("x69"));
        table.values.pop();
        assert!(render(&table, None, 100, true).contains("do not fit"));
    }
}
