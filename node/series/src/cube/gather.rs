//! What each table says to a question: facts, found by stepping through the chosen cells only.

use std::collections::BTreeMap;

use emn_protocol::codelist::TIME_PERIOD;
use emn_protocol::record::{Code, MeasureKind};

use super::Cube;
use super::block::{Axis, Block, GEO, NONE, Role};
use super::facts::{Fact, Facts};
use super::names::Id;
use super::nesting;
use super::number::Number;
use super::plan::{Group, Narrow, Plan};
use crate::error::SeriesError;

/// Tables that were left out, by the dimension that is to blame.
pub(super) type LeftOut = BTreeMap<Code, u32>;

/// How far apart the numbers of groups are.
pub(super) struct Radix(Vec<u128>);

impl Radix {
    fn new(cube: &Cube, plan: &Plan) -> Result<Self, SeriesError> {
        let dimension = |group: &Group| cube.names.of_dimension[group.dimension as usize].len() as u128;
        let sizes: Vec<u128> = plan.groups.iter().map(dimension).collect();
        let members = cube.names.members.len() as u128;
        let all = sizes.iter().try_fold(members, |all, size| all.checked_mul(*size));
        all.map(|_| Self(sizes)).ok_or(SeriesError::TooManyRows { limit: usize::MAX, what: "combinations of codes" })
    }

    /// The member and the codes of a group.
    pub(super) fn parts(&self, mut group: u128) -> (Id, Vec<Id>) {
        let mut codes = vec![0; self.0.len()];
        for (code, size) in codes.iter_mut().zip(&self.0).rev() {
            *code = (group % size) as Id;
            group /= size;
        }
        (group as Id, codes)
    }
}

/// All facts, and what was left out.
pub(super) struct Gathered {
    pub(super) facts: Vec<Fact>,
    pub(super) left_out: LeftOut,
    pub(super) radix: Radix,
}

pub(super) fn gather(cube: &Cube, plan: &Plan) -> Result<Gathered, SeriesError> {
    let radix = Radix::new(cube, plan)?;
    let (mut facts, mut left_out) = (Facts::new(cube), LeftOut::new());
    for number in &plan.blocks {
        let block = cube.block(*number);
        match (Chooser { cube, plan, block }.choose()) {
            Ok(Some(cells)) => step(block, *number, plan, &cells, &mut facts)?,
            Ok(None) => {}
            Err(dimension) => *left_out.entry(dimension).or_default() += 1,
        }
    }
    Ok(Gathered { facts: facts.into_list(), left_out, radix })
}

/// Positions of a table that count: every combination of place, time and group is a fact, the sum over the parts.
struct Cells {
    places: Vec<(Id, usize)>,
    times: Vec<(Id, usize)>,
    groups: Vec<(u128, usize)>,
    parts: Vec<usize>,
}

fn step(block: &Block, number: u32, plan: &Plan, cells: &Cells, facts: &mut Facts<'_>) -> Result<(), SeriesError> {
    let factor = 10i128.pow(u32::from(plan.decimals - block.measure.decimals));
    let at_cell = |cell: usize| {
        let (value, flags) = block.cell(cell);
        Number { inexact: block.inexact || flags.has('o'), ..Number::of(value, flags, factor) }
    };
    for (place, at_place) in &cells.places {
        for (period, at_time) in &cells.times {
            for (group, at_group) in &cells.groups {
                let base = at_place + at_time + at_group;
                let fact = Fact {
                    group: *group,
                    place: *place,
                    period: *period,
                    publisher: block.publisher,
                    block: number,
                    more: Vec::new(),
                    time: block.origin.time,
                    number: Number::default(),
                };
                facts.add(fact, || match cells.parts.as_slice() {
                    [part] => at_cell(base + part),
                    parts => parts.iter().fold(Number::default(), |sum, part| sum.plus(&at_cell(base + part))),
                })?;
            }
        }
    }
    Ok(())
}

struct Chooser<'a> {
    cube: &'a Cube,
    plan: &'a Plan,
    block: &'a Block,
}

impl Chooser<'_> {
    /// The cells that count; `None` when the table speaks of other countries or times. The error is the dimension for
    /// which it is left out.
    fn choose(&self) -> Result<Option<Cells>, Code> {
        let places = self.along(Role::Place, self.block.place, &self.plan.places).ok_or_else(|| code(GEO))?;
        let times = self.along(Role::Time, self.block.period, &self.plan.periods).ok_or_else(|| code(TIME_PERIOD))?;
        if places.is_empty() || times.is_empty() {
            return Ok(None);
        }
        let member = if self.plan.by_member { u128::from(self.block.member) } else { 0 };
        let mut groups = vec![(member, 0)];
        for group in &self.plan.groups {
            let codes = self.group(group)?;
            let size = self.cube.names.of_dimension[group.dimension as usize].len() as u128;
            let next = |(key, at): &(u128, usize)| {
                let (key, at) = (*key, *at);
                codes
                    .iter()
                    .map(move |(code, offset)| (key * size + u128::from(*code), at + offset))
                    .collect::<Vec<_>>()
            };
            groups = groups.iter().flat_map(next).collect();
        }
        let parts = self.parts()?;
        Ok(Some(Cells { places, times, groups, parts }))
    }

    /// Admitted places or periods with their offsets; `None` when the table has none at all.
    fn along(&self, role: Role, fixed: Option<Id>, admitted: &[bool]) -> Option<Vec<(Id, usize)>> {
        let counts = |id: Id| admitted.get(id as usize).copied().unwrap_or(false);
        let Some(axis) = self.block.axis(role) else {
            return fixed.map(|id| if counts(id) { vec![(id, 0)] } else { Vec::new() });
        };
        if axis.codes.iter().all(|id| *id == NONE) {
            return None;
        }
        let offsets = (0..).step_by(axis.stride);
        Some(axis.codes.iter().copied().zip(offsets).filter(|(id, _)| counts(*id)).collect())
    }

    fn group(&self, group: &Group) -> Result<Vec<(Id, usize)>, Code> {
        let left_out = || self.cube.names.dimensions.code(group.dimension).clone();
        let Some(axis) = self.block.axis(Role::Dimension(group.dimension)) else {
            return group.total.map(|total| vec![(total, 0)]).ok_or_else(left_out);
        };
        let counts = |position: u32, id: Id| match &group.wanted {
            Some(wanted) => wanted.contains(&id),
            None => axis.top != Some(position),
        };
        let codes = (0..).zip(&axis.codes).filter(|(position, id)| counts(*position, **id));
        let codes: Vec<_> = codes.map(|(position, id)| (*id, position as usize * axis.stride)).collect();
        if codes.is_empty() { Err(left_out()) } else { Ok(codes) }
    }

    /// Offsets of everything that is added up to one number.
    fn parts(&self) -> Result<Vec<usize>, Code> {
        let mut parts = vec![0];
        for axis in &self.block.axes {
            let Role::Dimension(dimension) = axis.role else { continue };
            if self.plan.groups.iter().any(|group| group.dimension == dimension) {
                continue;
            }
            let narrow = self.plan.narrow.iter().find(|narrow| narrow.dimension == dimension);
            let positions = narrow.map_or_else(|| axis.total.clone(), |narrow| self.narrowed(axis, narrow));
            // Shares and rates do not add up.
            if positions.is_empty() || (positions.len() > 1 && self.block.measure.kind == MeasureKind::Rate) {
                return Err(self.cube.names.dimensions.code(dimension).clone());
            }
            let offsets: Vec<usize> = positions.iter().map(|position| *position as usize * axis.stride).collect();
            parts = parts.iter().flat_map(|part| offsets.iter().map(move |offset| part + offset)).collect();
        }
        let lacks = |narrow: &&Narrow| !narrow.is_total && self.block.axis(Role::Dimension(narrow.dimension)).is_none();
        match self.plan.narrow.iter().find(lacks) {
            Some(narrow) => Err(self.cube.names.dimensions.code(narrow.dimension).clone()),
            None => Ok(parts),
        }
    }

    /// Positions of the codes that a filter names, or of what adds up to them; empty when the table lacks one.
    fn narrowed(&self, axis: &Axis, narrow: &Narrow) -> Vec<u32> {
        if narrow.is_total {
            return axis.total.clone();
        }
        let codes = &self.cube.names.of_dimension[narrow.dimension as usize];
        let texts: Vec<&str> = axis.codes.iter().map(|id| codes.code(*id).as_str()).collect();
        let position = |wanted: &str| (0..).zip(&texts).find(|(_, code)| **code == wanted).map(|(at, _)| at);
        let dimension = self.cube.names.dimensions.code(narrow.dimension).as_str();
        let covers = narrow.codes.iter().map(|code| nesting::cover(dimension, code.as_str(), &texts, &position));
        covers.collect::<Option<Vec<_>>>().unwrap_or_default().concat()
    }
}

fn code(id: &str) -> Code {
    id.parse().expect("ids of dimensions are codes")
}
