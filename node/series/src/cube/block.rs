//! One table as published, with its codes as numbers and what is known of its totals.

use emn_protocol::codelist::{CodeLists, TIME_PERIOD};
use emn_protocol::record::{Code, Dimension, Flags, Measure, MultiText, Sum, Table};
use emn_protocol::time::Period;

use super::names::{Id, Names};
use super::nesting;
use crate::source::{Origin, Source};

/// The dimension whose codes are places.
pub(super) const GEO: &str = "geo";

/// No period: a code of `TIME_PERIOD` that is none.
pub(super) const NONE: Id = Id::MAX;

/// Digits after the decimal point that a record may have.
const DECIMALS: u8 = 6;

/// What an axis of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Place,
    Time,
    Dimension(Id),
}

/// One axis.
#[derive(Debug, Clone)]
pub(super) struct Axis {
    pub(super) role: Role,
    pub(super) codes: Vec<Id>,
    /// Distance in `values` between neighbours.
    pub(super) stride: usize,
    /// Position of the code that stands for everything.
    pub(super) top: Option<u32>,
    /// Positions that add up to everything: the top alone, or disjoint and exhaustive parts. Empty where none do.
    pub(super) total: Vec<u32>,
    sums: Vec<Sum>,
}

impl Axis {
    fn position(&self, id: Id) -> Option<u32> {
        (0..).zip(&self.codes).find(|(_, own)| **own == id).map(|(position, _)| position)
    }

    /// Whether the declared sums make `part` a part of `whole`.
    fn declares(&self, whole: u32, part: u32) -> bool {
        closure(&self.sums, whole).contains(&part)
    }
}

/// Everything that is a part of a position, over any number of sums.
fn closure(sums: &[Sum], whole: u32) -> Vec<u32> {
    let (mut found, mut next) = (Vec::new(), vec![whole]);
    while let Some(total) = next.pop() {
        for part in sums.iter().filter(|sum| sum.total == total).flat_map(|sum| &sum.parts) {
            if !found.contains(part) {
                found.push(*part);
                next.push(*part);
            }
        }
    }
    found
}

/// One table.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) origin: Origin,
    pub(super) measure: Measure,
    pub(super) member: Id,
    /// The member with one of its registers.
    pub(super) publisher: Id,
    /// The country that the member speaks for.
    pub(super) own_place: Option<Id>,
    /// The place of all numbers, where there is no axis of places.
    pub(super) place: Option<Id>,
    /// The period of all numbers, where there is no axis of periods.
    pub(super) period: Option<Id>,
    pub(super) axes: Vec<Axis>,
    /// Values are rounded or carry noise.
    pub(super) inexact: bool,
    values: Vec<Option<i64>>,
    /// One for each value; empty when no cell has a flag.
    flags: Vec<Flags>,
    /// Labels of the table's own codes.
    pub(super) labels: Vec<(Role, Id, MultiText)>,
}

impl Block {
    /// Reads a table; `None` when its values do not fit its dimensions, which the rules for records exclude.
    pub(super) fn new(source: Source, names: &mut Names) -> Option<Self> {
        let Source { origin, countries, period, table } = source;
        let cells = table.cells().filter(|cells| *cells == table.values.len())?;
        let distinct = |(at, one): (usize, &Dimension)| table.dimensions[..at].iter().all(|other| other.id != one.id);
        let in_bounds = u32::try_from(cells).is_ok() && table.measure.decimals <= DECIMALS;
        if !in_bounds || !table.dimensions.iter().enumerate().all(distinct) {
            return None;
        }
        let axes: Vec<Axis> =
            table.dimensions.iter().zip(table.strides()).map(|(axis, stride)| read_axis(axis, stride, names)).collect();
        let labels = labels(&table.dimensions, &axes);
        let member_code: Option<Code> = origin.member.as_str().parse().ok();
        let is_country = |code: &Code| super::names::country_code(code.as_str()).is_some();
        let own_place = member_code.as_ref().filter(|code| is_country(code)).map(|code| names.places.intern(code));
        let place = match countries.as_slice() {
            [one] => Some(names.places.intern(one)),
            _ => own_place,
        };
        let member = names.members.intern(&member_code?);
        Some(Self {
            member,
            publisher: names.publisher(member, &origin.register),
            own_place,
            place,
            period: period.as_ref().and_then(|period| names.periods.intern(period)),
            axes,
            labels,
            inexact: table.method.as_ref().is_some_and(|m| m.rounding.is_some() || m.noise_milli_epsilon.is_some()),
            flags: dense_flags(&table),
            values: table.values,
            measure: table.measure,
            origin,
        })
    }

    /// Value and flags of a cell.
    pub(super) fn cell(&self, position: usize) -> (Option<i64>, Flags) {
        (self.values[position], self.flags.get(position).copied().unwrap_or_default())
    }

    pub(super) fn axis(&self, role: Role) -> Option<&Axis> {
        self.axes.iter().find(|axis| axis.role == role)
    }

    /// Whether the code stands on an axis.
    pub(super) fn has(&self, role: Role, code: Id) -> bool {
        self.axis(role).is_some_and(|axis| axis.codes.contains(&code))
    }

    /// Whether its declared sums make one code of a dimension a part of the other.
    pub(super) fn declares(&self, dimension: Id, one: Id, other: Id) -> bool {
        let Some(axis) = self.axis(Role::Dimension(dimension)).filter(|axis| !axis.sums.is_empty()) else {
            return false;
        };
        let positions = axis.position(one).zip(axis.position(other));
        positions.is_some_and(|(one, other)| axis.declares(one, other) || axis.declares(other, one))
    }

    /// Cells that say something: a value, or why there is none.
    pub(super) fn observations(&self) -> usize {
        (0..self.values.len()).map(|position| self.cell(position)).filter(|(v, f)| v.is_some() || !f.is_empty()).count()
    }

    /// Memory, without what the allocator adds.
    pub(super) fn bytes(&self) -> usize {
        let texts =
            |text: &MultiText| text.iter().map(|(lang, text)| lang.as_str().len() + text.len() + 48).sum::<usize>();
        let axes = self.axes.iter().map(|axis| {
            let parts: usize = axis.sums.iter().map(|sum| 4 * sum.parts.len() + size_of::<Sum>()).sum();
            size_of::<Axis>() + 4 * (axis.codes.len() + axis.total.len()) + parts
        });
        let labels = self.labels.iter().map(|(_, _, text)| texts(text) + size_of::<(Role, Id, MultiText)>());
        size_of::<Self>()
            + self.values.capacity() * size_of::<Option<i64>>()
            + self.flags.capacity() * size_of::<Flags>()
            + axes.sum::<usize>()
            + labels.sum::<usize>()
            + texts(&self.origin.title)
            + texts(&self.origin.definitions)
            + self.origin.organisation.len()
            + self.origin.register.as_ref().map_or(0, String::len)
    }
}

fn dense_flags(table: &Table) -> Vec<Flags> {
    if table.flags.is_empty() {
        return Vec::new();
    }
    let mut flags = vec![Flags::default(); table.values.len()];
    for (position, flag) in &table.flags {
        if let Some(cell) = flags.get_mut(*position as usize) {
            *cell = *flag;
        }
    }
    flags
}

fn read_axis(dimension: &Dimension, stride: usize, names: &mut Names) -> Axis {
    let sums = dimension.sums.clone();
    let plain = |role, codes| Axis { role, codes, stride, top: None, total: Vec::new(), sums: sums.clone() };
    match dimension.id.as_str() {
        GEO => plain(Role::Place, dimension.codes.iter().map(|code| names.places.intern(code)).collect()),
        TIME_PERIOD => {
            let period = |code: &Code| code.as_str().parse::<Period>().ok();
            let codes =
                dimension.codes.iter().map(|code| names.periods.intern(&period(code)?)).map(|id| id.unwrap_or(NONE));
            plain(Role::Time, codes.collect())
        }
        id => {
            let number = names.dimension(&dimension.id);
            let list = &mut names.of_dimension[number as usize];
            let codes: Vec<Id> = dimension.codes.iter().map(|code| list.intern(code)).collect();
            let texts: Vec<&str> = dimension.codes.iter().map(Code::as_str).collect();
            let top = top(id, &texts, &sums);
            let total = total(id, &texts, top);
            Axis { role: Role::Dimension(number), codes, stride, top, total, sums }
        }
    }
}

/// The code that stands for everything: the shared list's, one that is called so, or a declared total of all others.
fn top(dimension: &str, codes: &[&str], sums: &[Sum]) -> Option<u32> {
    let find = |wanted: &dyn Fn(&str) -> bool| (0..).zip(codes).find(|(_, code)| wanted(code)).map(|(at, _)| at);
    let listed = nesting::listed_top(dimension).and_then(|top| find(&|code| code == top));
    let declared = || {
        let all = |total: u32| codes.len() > 1 && closure(sums, total).len() == codes.len() - 1;
        sums.iter().map(|sum| sum.total).find(|total| all(*total))
    };
    listed.or_else(|| find(&|code| nesting::is_total(dimension, code))).or_else(declared)
}

fn total(dimension: &str, codes: &[&str], top: Option<u32>) -> Vec<u32> {
    let position = |wanted: &str| (0..).zip(codes).find(|(_, code)| **code == wanted).map(|(at, _)| at);
    match (top, nesting::listed_top(dimension)) {
        (Some(top), _) => vec![top],
        // The frequency follows from the period.
        (None, _) if dimension == "freq" && codes.len() == 1 => vec![0],
        (None, Some(listed)) => nesting::cover(dimension, listed, codes, &position).unwrap_or_default(),
        (None, None) => Vec::new(),
    }
}

/// Labels that no shared list has.
fn labels(dimensions: &[Dimension], axes: &[Axis]) -> Vec<(Role, Id, MultiText)> {
    let lists = CodeLists::shipped();
    let mut found = Vec::new();
    for (dimension, axis) in dimensions.iter().zip(axes) {
        for label in &dimension.labels {
            let at = label.code as usize;
            if let (Some(code), Some(id)) = (dimension.codes.get(at), axis.codes.get(at))
                && !lists.knows(dimension.id.as_str(), code.as_str())
            {
                found.push((axis.role, *id, label.label.clone()));
            }
        }
    }
    found
}
