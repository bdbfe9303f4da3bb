//! What numbers mean, case by case.

mod adding;
mod beside;
mod reference;
mod refusing;
mod totals;

use emn_protocol::ids::EntryId;
use emn_protocol::record::{Audience, Code, Dimension, Flags, Measure, MeasureKind, MultiText, Sum, Table};
use emn_protocol::testing::{at, code, english, member};

use super::Cube;
use crate::answer::{Answer, How, Note, Row};
use crate::error::SeriesError;
use crate::population::Population;
use crate::question::Question;
use crate::source::{Origin, Source};

/// A table of one record: the dimensions as `sex: T F M`, and the cells as `7 c : 5p`, with `:` for an empty one.
struct Made(Source);

/// The record with this number.
fn record(number: u8) -> EntryId {
    EntryId::from_bytes([number; 32])
}

fn made(speaker: &str, number: u8, dimensions: &[&str], cells: &str) -> Made {
    let dimension = |text: &&str| {
        let (id, codes) = text.split_once(':').unwrap();
        Dimension {
            id: code(id),
            codes: codes.split_whitespace().map(code).collect(),
            labels: Vec::new(),
            sums: Vec::new(),
        }
    };
    let cells: Vec<&str> = cells.split_whitespace().collect();
    let split = |cell: &str| cell.find(|c: char| c.is_ascii_lowercase()).unwrap_or(cell.len());
    let values = cells.iter().map(|cell| cell[..split(cell)].trim_matches(':').parse().ok()).collect();
    let flags = (0..).zip(&cells).map(|(position, cell)| (position, cell[split(cell)..].parse::<Flags>().unwrap()));
    let table = Table {
        id: code("t"),
        title: MultiText::new(),
        notes: MultiText::new(),
        measure: Measure { id: code("m"), kind: MeasureKind::Count, unit: code("PER"), decimals: 0, topic: None },
        dimensions: dimensions.iter().map(dimension).collect(),
        values,
        flags: flags.filter(|(_, flags)| !flags.is_empty()).collect(),
        method: None,
    };
    assert_eq!(table.cells(), Some(table.values.len()));
    let origin = Origin {
        record: record(number),
        table: code("t"),
        member: member(speaker),
        time: at(i64::from(number)),
        title: MultiText::new(),
        organisation: String::new(),
        register: None,
        reference_date: None,
        definitions: MultiText::new(),
        audience: Audience::Public,
    };
    Made(Source { origin, countries: Vec::new(), period: None, table })
}

impl Made {
    fn with(mut self, change: impl FnOnce(&mut Source)) -> Self {
        change(&mut self.0);
        self
    }

    fn register(self, name: &str, date: &str) -> Self {
        self.with(|source| {
            source.origin.register = Some(name.to_owned());
            source.origin.reference_date = date.parse().ok();
        })
    }

    fn period(self, period: &str) -> Self {
        self.with(|source| source.period = Some(period.parse().unwrap()))
    }

    fn countries(self, countries: &[&str]) -> Self {
        self.with(|source| source.countries = countries.iter().map(|text| code(text)).collect())
    }

    fn sum(self, axis: usize, total: u32, parts: &[u32]) -> Self {
        self.with(|source| source.table.dimensions[axis].sums.push(Sum { total, parts: parts.to_vec() }))
    }

    fn measure(self, kind: MeasureKind, unit: &str, decimals: u8) -> Self {
        self.with(|source| {
            let measure = &mut source.table.measure;
            (measure.kind, measure.unit, measure.decimals) = (kind, code(unit), decimals);
        })
    }
}

fn cube(made: Vec<Made>) -> Cube {
    Cube::build(&code("m"), made.into_iter().map(|made| made.0).collect())
}

fn question(by: &str, conditions: &str) -> Question {
    let mut question = Question::about(code("m"));
    question.group_by(by).unwrap();
    question.restrict(conditions).unwrap();
    question
}

fn answer(cube: &Cube, by: &str, conditions: &str) -> Answer {
    cube.answer(&question(by, conditions), Population::shipped()).unwrap()
}

fn adding(cube: &Cube, by: &str, conditions: &str) -> Answer {
    let question = Question { add_periods: true, ..question(by, conditions) };
    cube.answer(&question, Population::shipped()).unwrap()
}

fn refused(cube: &Cube, by: &str, conditions: &str) -> SeriesError {
    cube.answer(&question(by, conditions), Population::shipped()).unwrap_err()
}

/// A row in one line: `NL 2020 = 7e` for what stands published, `added`, `≥ 5 (1 c, 2 :)`, `covers`, `disputed`.
fn line(row: &Row) -> String {
    let mut text: Vec<String> = row.key.iter().map(ToString::to_string).collect();
    text.push("=".to_owned());
    text.push(format!("{}{}", row.value.map_or(":".to_owned(), |value| value.to_string()), row.flags));
    match row.how {
        How::Published => {}
        How::Added => text.push("added".to_owned()),
        How::NotAdded => text.push(format!("not added ({} c, {} :)", row.suppressed, row.missing)),
    }
    text.extend(row.at_least.map(|at_least| format!("≥ {at_least}")));
    if !row.covers.is_empty() {
        text.push(format!("of {}", row.covers.iter().map(Code::as_str).collect::<Vec<_>>().join("+")));
    }
    text.extend(row.disputed.then(|| "disputed".to_owned()));
    text.join(" ")
}

fn lines(answer: &Answer) -> Vec<String> {
    answer.rows.iter().map(line).collect()
}

fn left_out(tables: u32, dimension: &str) -> Note {
    Note::LeftOut { tables, dimension: Some(code(dimension)) }
}

fn codes(texts: &[&str]) -> Vec<Code> {
    texts.iter().map(|text| code(text)).collect()
}
