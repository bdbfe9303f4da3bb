//! One thread that reads rows and counts them.

use emn_protocol::draft::REPORTED;
use emn_protocol::ids::Digest;

use super::coder::BESIDE;
use super::column::{Column, LEFT_OUT, NOT_MAPPED, TOO_MANY};
use super::grid::{AXES, Full, Grid, Place};
use super::number;
use super::plan::Plan;
use crate::read::{Batch, Field, Problem, QUOTE_ADVICE, Scanner, check_encoding, column_of, decode};

/// A row that has to be looked at after those before it.
pub(super) struct Row {
    /// Of the person, or of the values of all dimensions.
    pub(super) key: [u32; 4],
    /// In the classes of this thread.
    pub(super) place: Place,
    pub(super) count: u64,
    pub(super) line: u64,
}

/// Counts of one thread.
pub(super) struct Worker<'p> {
    plan: &'p Plan<'p>,
    pub(super) columns: Vec<Column<'p>>,
    pub(super) grid: Grid,
    /// Rows of the piece that was read last, when they are to be looked at in order.
    pub(super) in_order: Vec<Row>,
    /// Of the piece that was read last.
    pub(super) problems: Vec<Problem>,
    /// Whether what follows cannot be understood any more.
    pub(super) lost: bool,
    pub(super) rows: u64,
    pub(super) left_out: u64,
    pub(super) full: Option<Full>,
    /// The dimension with too many codes.
    pub(super) too_many: Option<usize>,
    fields: Vec<Field>,
    key: Vec<u8>,
    /// A value and the one beside it.
    both: Vec<u8>,
}

/// What the columns of a row come to.
enum Coded {
    Counted(Place),
    LeftOut,
    Bad,
}

impl<'p> Worker<'p> {
    pub(super) fn new(plan: &'p Plan<'p>) -> Self {
        let column = |coder| Column::new(coder, plan.encoding, plan.limits.codes);
        Self {
            plan,
            columns: plan.coders.iter().map(column).collect(),
            grid: Grid::new(plan.coders.len(), plan.limits.combinations),
            in_order: Vec::new(),
            problems: Vec::new(),
            lost: false,
            rows: 0,
            left_out: 0,
            full: None,
            too_many: None,
            fields: Vec::new(),
            key: Vec::new(),
            both: Vec::new(),
        }
    }

    /// Forgets what belonged to the piece before.
    fn begin(&mut self) {
        self.in_order.clear();
        self.problems.clear();
    }

    /// Reads a piece of delimited text, whose first line is line `line` of the file. `seen` says whether letters beyond
    /// ASCII stand before it.
    pub(super) fn read(&mut self, piece: &[u8], delimiter: u8, line: u64, seen: bool) {
        self.begin();
        let mut good = piece;
        let mut wrong_bytes = None;
        if let Err((at, what, advice)) = check_encoding(piece, self.plan.encoding, seen) {
            // Rows before the wrong byte are still read, so that problems come in order.
            let start = piece[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
            good = &piece[..start];
            wrong_bytes = Some((at, what, advice));
        }
        self.scan(good, delimiter, line);
        if let Some((at, what, advice)) = wrong_bytes.filter(|_| !self.lost) {
            self.lost = true;
            let place = self.place(piece, line, at);
            self.problems.push(self.plan.problem(Some(place), None, what, advice));
        }
    }

    fn scan(&mut self, piece: &[u8], delimiter: u8, first_line: u64) {
        let mut scanner = Scanner::new(piece, delimiter);
        let mut fields = std::mem::take(&mut self.fields);
        let mut line = first_line;
        let mut counted_to = 0;
        while let Some(row) = scanner.next_row(&mut fields) {
            if let Err(wrong) = row {
                self.lost = true;
                let place = self.place(piece, first_line, wrong.offset());
                self.problems.push(self.plan.problem(Some(place), None, wrong.text(), QUOTE_ADVICE));
                break;
            }
            self.rows += 1;
            let start = scanner.row_start;
            if fields.len() != self.plan.width {
                self.ragged(piece, first_line, &fields, start);
                continue;
            }
            if fields.len() > 1 && is_blank(piece, &fields) {
                let place = self.place(piece, first_line, start);
                let advice = "remove the row: it would count as a person of whom nothing is known";
                self.add(place, None, "a row without any value", advice);
                continue;
            }
            if self.plan.in_order() {
                line += lines(&piece[counted_to..start]);
                counted_to = start;
            }
            match self.code(piece, first_line, &fields) {
                Coded::Bad => {}
                Coded::LeftOut => self.left_out += 1,
                Coded::Counted(place) if self.plan.in_order() => self.keep(piece, &fields, place, line),
                Coded::Counted(place) => self.count(&place),
            }
        }
        self.fields = fields;
    }

    fn count(&mut self, place: &Place) {
        if let Err(full) = self.grid.add(place, 1) {
            self.full.get_or_insert(full);
        }
    }

    #[inline]
    fn code(&mut self, piece: &[u8], first_line: u64, fields: &[Field]) -> Coded {
        let mut place = [0; AXES];
        let (mut left_out, mut bad) = (false, false);
        for (axis, (column, at)) in self.columns.iter_mut().zip(&self.plan.columns).enumerate() {
            let Some(field) = fields.get(*at) else { continue };
            let beside = self.plan.beside[axis].and_then(|at| fields.get(at));
            let (class, note) = match beside {
                None => column.class(piece, *field),
                Some(beside) => class_of_both(column, piece, (*field, *beside), &mut self.both),
            };
            place[axis] = class;
            if class < TOO_MANY {
                continue;
            }
            left_out |= class == LEFT_OUT;
            bad |= class == NOT_MAPPED;
            if class == TOO_MANY {
                self.too_many.get_or_insert(axis);
                bad = true;
            }
            if note {
                let (line, at) = place_of(piece, first_line, field.start, self.plan);
                if let Some(first) = &mut column.not_mapped.first {
                    (first.0, first.1) = (line, at);
                }
            }
        }
        match (bad, left_out) {
            (true, _) => Coded::Bad,
            (false, true) => Coded::LeftOut,
            (false, false) => Coded::Counted(place),
        }
    }

    /// Keeps a row for the look in order.
    fn keep(&mut self, piece: &[u8], fields: &[Field], place: Place, line: u64) {
        let field = |at: Option<usize>| at.and_then(|at| fields.get(at)).copied();
        let mut count = 1;
        if let Some(field) = field(self.plan.count) {
            let text = decode(&field.text(piece), self.plan.encoding).into_owned();
            match number::count(&text) {
                Ok(number) => count = number,
                Err((what, advice)) => {
                    return self.of_count(place_of(piece, line, field.start, self.plan).1, line, what, advice);
                }
            }
        }
        self.key.clear();
        if let Some(field) = field(self.plan.person) {
            let text = field.text(piece);
            let text = text.trim_ascii();
            if text.is_empty() {
                return self.without_person(line, place_of(piece, line, field.start, self.plan).1);
            }
            self.key.extend_from_slice(text);
        } else {
            for field in self.plan.columns.iter().filter_map(|at| fields.get(*at)) {
                self.key.extend_from_slice(field.text(piece).trim_ascii());
                // No field of valid text has this byte, so the values cannot run into each other.
                self.key.push(0xff);
            }
        }
        let key = short_hash(&self.key);
        self.in_order.push(Row { key, place, count, line });
    }

    fn of_count(&mut self, column: u64, line: u64, what: &str, advice: &str) {
        let name = self.plan.mapping.count.clone();
        self.add((line, column), name.as_deref(), what, advice);
    }

    fn without_person(&mut self, line: u64, column: u64) {
        let name = self.plan.mapping.person.clone();
        let advice = "write the key, or remove `person` from the mapping if every row is one person";
        self.add((line, column), name.as_deref(), "the key of the person is blank", advice);
    }

    fn ragged(&mut self, piece: &[u8], first_line: u64, fields: &[Field], start: usize) {
        let at = fields.get(self.plan.width).map_or(start, |field| field.start);
        let what = format!("{} fields, where the header has {}", fields.len(), self.plan.width);
        let place = self.place(piece, first_line, at);
        self.add(place, None, &what, "give every row one field for each column; a field with a separator needs quotes");
    }

    fn place(&self, piece: &[u8], first_line: u64, at: usize) -> (u64, u64) {
        place_of(piece, first_line, at, self.plan)
    }

    fn add(&mut self, place: (u64, u64), field: Option<&str>, what: &str, advice: &str) {
        if self.problems.len() < REPORTED {
            self.problems.push(self.plan.problem(Some(place), field, what, advice));
        }
    }

    /// Reads some rows of Parquet, of which the first is row `first` of the file, from 1. The columns of the batch are
    /// those of the plan, then persons, then counts.
    pub(super) fn read_batch(&mut self, batch: &Batch, rows: std::ops::Range<usize>, first: u64) {
        self.begin();
        // One row after the other in a small buffer, as if they came from a line of text.
        let mut text = Vec::new();
        for row in rows {
            text.clear();
            let mut fields = Vec::with_capacity(batch.columns.len());
            for column in &batch.columns {
                let start = text.len();
                text.extend_from_slice(column.get(row));
                fields.push(Field { start, end: text.len(), doubled: false });
            }
            self.rows += 1;
            let line = first + row as u64;
            match self.code(&text, line, &fields) {
                Coded::Bad => {}
                Coded::LeftOut => self.left_out += 1,
                Coded::Counted(place) if self.plan.in_order() => self.keep(&text, &fields, place, line),
                Coded::Counted(place) => self.count(&place),
            }
        }
    }
}

/// Whether a row has no value at all; for almost all rows, the first field says no.
fn is_blank(piece: &[u8], fields: &[Field]) -> bool {
    fields.iter().all(|field| piece.get(field.start..field.end).is_none_or(|text| text.trim_ascii().is_empty()))
}

/// The class of a value that needs another one beside it.
fn class_of_both(column: &mut Column<'_>, piece: &[u8], fields: (Field, Field), both: &mut Vec<u8>) -> (u16, bool) {
    both.clear();
    both.extend_from_slice(fields.0.text(piece).trim_ascii());
    both.extend_from_slice(BESIDE.encode_utf8(&mut [0; 4]).as_bytes());
    both.extend_from_slice(fields.1.text(piece).trim_ascii());
    column.class(both, Field { start: 0, end: both.len(), doubled: false })
}

/// 128 bits of SHA-256: collisions of chance are out of question.
fn short_hash(bytes: &[u8]) -> [u32; 4] {
    let digest = Digest::of(bytes);
    let bytes = digest.as_bytes();
    let word = |at: usize| bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_le_bytes);
    [word(0), word(4), word(8), word(12)]
}

/// Line ends.
pub(super) fn lines(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| **byte == b'\n').count() as u64
}

/// Line and column of a byte; of Parquet the row, and no column.
fn place_of(piece: &[u8], first_line: u64, at: usize, plan: &Plan<'_>) -> (u64, u64) {
    if !plan.text {
        return (first_line, 0);
    }
    (first_line + lines(&piece[..at]), column_of(piece, at, plan.encoding))
}
