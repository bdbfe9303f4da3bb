//! One CSV file as cells: codes, value and flags, each with its place.

use std::collections::BTreeMap;

use super::csv::{self, Field, QuoteProblem, Rows};
use super::error::Problems;
use super::number;
use super::source::Source;
use crate::limits;
use crate::record::{Code, Flags};
use crate::suggest::closest;

/// The column of values.
pub(super) const VALUE: &str = "OBS_VALUE";
/// The column of flags; it may be missing.
const FLAG: &str = "OBS_FLAG";

/// A dimension as the file needs it.
pub(super) struct Axis<'a> {
    pub(super) id: &'a str,
    /// The codes that are declared; without, they come in the order of appearance.
    pub(super) declared: Option<Vec<Code>>,
}

/// A code of a dimension, and the byte of its first appearance in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SheetCode {
    pub(super) code: Code,
    pub(super) offset: Option<usize>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    /// Position of its code in each dimension.
    pub(super) codes: [u32; limits::DIMENSIONS],
    pub(super) value: Option<i64>,
    pub(super) flags: Flags,
    /// Byte at which the value stands.
    pub(super) offset: usize,
}

/// What a file says.
pub(super) struct Sheet {
    /// The codes of each dimension.
    pub(super) codes: Vec<Vec<SheetCode>>,
    pub(super) cells: Vec<Cell>,
}

/// Where the columns stand in a row.
struct Columns {
    axes: Vec<usize>,
    value: usize,
    flag: Option<usize>,
    count: usize,
}

struct SheetReader<'a, 'p> {
    source: &'a Source,
    axes: &'a [Axis<'a>],
    decimals: u8,
    problems: &'p mut Problems,
    sheet: Sheet,
    /// Text of a code → its position, or `None` for one that was already found wrong.
    known: Vec<BTreeMap<String, Option<u32>>>,
}

/// Reads a file; `None` when its header is wrong.
pub(super) fn read(source: &Source, axes: &[Axis<'_>], decimals: u8, problems: &mut Problems) -> Option<Sheet> {
    let declared = |axis: &Axis<'_>| -> Vec<SheetCode> {
        let codes = axis.declared.iter().flatten();
        codes.map(|code| SheetCode { code: code.clone(), offset: None }).collect()
    };
    let codes: Vec<Vec<SheetCode>> = axes.iter().map(declared).collect();
    let position = |codes: &Vec<SheetCode>| (0u32..).zip(codes).map(|(at, c)| (c.code.to_string(), Some(at))).collect();
    let known = codes.iter().map(position).collect();
    let sheet = Sheet { codes, cells: Vec::new() };
    let mut reader = SheetReader { source, axes, decimals, problems, sheet, known };
    reader.all().then_some(reader.sheet)
}

impl SheetReader<'_, '_> {
    fn add(&mut self, offset: usize, field: &str, problem: impl Into<String>, advice: impl Into<String>) {
        let field = (!field.is_empty()).then(|| field.to_owned());
        self.problems.add(|| self.source.problem(offset, field, problem, advice));
    }

    /// The name that was meant; not looked for when no more problems are shown.
    fn near<'n>(&self, text: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
        if self.problems.is_full() { None } else { closest(text, names) }
    }

    fn all(&mut self) -> bool {
        let text = self.source.text();
        let header = text.lines().find(|line| !line.trim().is_empty());
        let mut fields = Vec::new();
        let Some(mut rows) = header.and_then(csv::separator).map(|separator| Rows::new(text, separator)) else {
            return self.no_header();
        };
        match rows.next_row(&mut fields) {
            Some(Ok(())) => {}
            Some(Err(problem)) => {
                self.quote(problem);
                return false;
            }
            None => return self.no_header(),
        }
        let Some(columns) = self.columns(&fields) else { return false };
        while let Some(row) = rows.next_row(&mut fields) {
            match row {
                Ok(()) => self.row(&columns, &fields),
                Err(problem) => self.quote(problem),
            }
            if self.sheet.cells.len() > limits::CELLS {
                let offset = fields.first().map_or(0, |field| field.offset);
                self.add(offset, "", format!("more than {} rows", limits::CELLS), "make several tables");
                break;
            }
        }
        true
    }

    fn no_header(&mut self) -> bool {
        let advice = format!("begin with {}", self.wanted_header());
        self.add(0, "", "the file has no header with `,`, `;` or tab between columns", advice);
        false
    }

    fn wanted_header(&self) -> String {
        let mut names: Vec<&str> = self.axes.iter().map(|axis| axis.id).collect();
        names.extend([VALUE, FLAG]);
        format!("`{}`", names.join(","))
    }

    fn quote(&mut self, problem: QuoteProblem) {
        let (offset, what) = match problem {
            QuoteProblem::Inside(offset) => (offset, "a quote inside a field that does not begin with one"),
            QuoteProblem::After(offset) => (offset, "text after the closing quote of a field"),
            QuoteProblem::Open(offset) => (offset, "a quote that is never closed"),
        };
        self.add(offset, "", what, "remove the quote, or put the field in quotes and write its own quotes twice");
    }

    fn columns(&mut self, header: &[Field<'_>]) -> Option<Columns> {
        let names: Vec<&str> = self.axes.iter().map(|axis| axis.id).chain([VALUE, FLAG]).collect();
        let mut found: Vec<Option<usize>> = vec![None; names.len()];
        let mut good = true;
        for (column, field) in header.iter().enumerate() {
            match names.iter().position(|name| *name == field.text) {
                Some(index) if found[index].is_none() => found[index] = Some(column),
                Some(_) => {
                    good = false;
                    self.add(field.offset, &field.text, "this column is there twice", "remove one of them");
                }
                None => {
                    good = false;
                    let name: String = field.text.chars().take(60).collect();
                    let advice = self.near(&field.text, names.iter().copied()).map_or_else(
                        || format!("remove it, or declare it as [[table.dimension]]; wanted: {}", self.wanted_header()),
                        |near| format!("did you mean `{near}`?"),
                    );
                    self.add(field.offset, "", format!("the table has no column `{name}`"), advice);
                }
            }
        }
        for (name, column) in names.iter().zip(&found) {
            if column.is_none() && *name != FLAG && good {
                good = false;
                let wanted = self.wanted_header();
                self.add(0, name, "the header does not have this column", format!("add it; wanted: {wanted}"));
            }
        }
        let flag = found.pop().flatten();
        let value = found.pop().flatten()?;
        let axes = found.into_iter().collect::<Option<Vec<usize>>>()?;
        good.then_some(Columns { axes, value, flag, count: header.len() })
    }

    fn row(&mut self, columns: &Columns, fields: &[Field<'_>]) {
        let Some(first) = fields.first() else { return };
        if fields.len() != columns.count {
            let at = fields.get(columns.count).unwrap_or(first).offset;
            let problem = format!("{} fields, where the header has {}", fields.len(), columns.count);
            return self.add(at, "", problem, "give every row one field for each column");
        }
        let mut codes = [0u32; limits::DIMENSIONS];
        let mut complete = true;
        for (axis, column) in columns.axes.iter().enumerate() {
            match self.code(axis, &fields[*column]) {
                Some(position) => codes[axis] = position,
                None => complete = false,
            }
        }
        let value = &fields[columns.value];
        let flag = columns.flag.map(|column| &fields[column]);
        if let (Some((amount, flags)), true) = (self.value(value, flag), complete) {
            self.sheet.cells.push(Cell { codes, value: amount, flags, offset: value.offset });
        }
    }

    /// The position of a code; `None` when it is no code of this dimension.
    fn code(&mut self, axis: usize, field: &Field<'_>) -> Option<u32> {
        if let Some(known) = self.known[axis].get(field.text.as_ref()) {
            let position = *known;
            if let Some(code) = position.and_then(|at| self.sheet.codes[axis].get_mut(at as usize)) {
                code.offset.get_or_insert(field.offset);
            }
            return position;
        }
        let position = self.new_code(axis, field);
        self.known[axis].insert(field.text.to_string(), position);
        position
    }

    fn new_code(&mut self, axis: usize, field: &Field<'_>) -> Option<u32> {
        let (axes, text) = (self.axes, field.text.as_ref());
        let id = axes[axis].id;
        if text.is_empty() {
            self.add(field.offset, id, "the code is empty", "write the code; there is one for «not known» (UNK)");
            return None;
        }
        if let Some(declared) = &axes[axis].declared {
            let advice = self.near(text, declared.iter().map(Code::as_str)).map_or_else(
                || format!("add it to `codes` of the dimension `{id}`, or correct it"),
                |near| format!("did you mean `{near}`?"),
            );
            let short: String = text.chars().take(60).collect();
            self.add(field.offset, id, format!("`{short}` is not among the declared codes"), advice);
            return None;
        }
        match text.parse::<Code>() {
            Ok(code) => {
                let position = u32::try_from(self.sheet.codes[axis].len()).ok()?;
                self.sheet.codes[axis].push(SheetCode { code, offset: Some(field.offset) });
                Some(position)
            }
            Err(error) => {
                self.add(
                    field.offset,
                    id,
                    error.to_string(),
                    "write the code, and its label in [table.dimension.labels]",
                );
                None
            }
        }
    }

    fn value(&mut self, value: &Field<'_>, flag: Option<&Field<'_>>) -> Option<(Option<i64>, Flags)> {
        let flags = match flag {
            None => Some(Flags::default()),
            Some(field) => self.flags(field),
        };
        let amount =
            if value.text.is_empty() { Ok(None) } else { number::scaled(&value.text, self.decimals).map(Some) };
        let amount = match amount {
            Ok(amount) => Some(amount),
            Err((problem, advice)) => {
                self.add(value.offset, VALUE, problem, advice);
                None
            }
        };
        let (amount, flags) = (amount?, flags?);
        let letter = ['c', 'z'].into_iter().find(|letter| flags.has(*letter));
        if let (Some(_), Some(letter)) = (amount, letter) {
            let meaning = if letter == 'c' { "suppressed" } else { "not applicable" };
            let problem = format!("a cell that is {meaning} (flag {letter}) has a value");
            self.add(value.offset, VALUE, problem, "leave the value empty, or remove the flag");
            return None;
        }
        Some((amount, flags))
    }

    fn flags(&mut self, field: &Field<'_>) -> Option<Flags> {
        match field.text.parse::<Flags>() {
            Ok(flags) => Some(flags),
            Err(error) => {
                let mut letters: Vec<char> = field.text.chars().take(20).flat_map(char::to_lowercase).collect();
                letters.sort_unstable();
                letters.dedup();
                let sorted: String = letters.into_iter().collect();
                let advice = if sorted.parse::<Flags>().is_ok() {
                    format!("write `{sorted}`")
                } else {
                    let meanings = crate::record::FLAG_LETTERS.map(|(letter, meaning)| format!("{letter} {meaning}"));
                    format!("choose among {}", meanings.join(", "))
                };
                self.add(field.offset, FLAG, error.to_string(), advice);
                None
            }
        }
    }
}
