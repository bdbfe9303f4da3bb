//! From rows as numbers to the answer that a reader gets.

use std::collections::{BTreeMap, BTreeSet};

use emn_protocol::record::{Code, MeasureKind};

use super::Cube;
use super::gather::{Gathered, LeftOut, Radix};
use super::names::{Codes, Id};
use super::plan::{Plan, Slot};
use super::rates::{self, Rates, Shown};
use super::settle::{Draft, Remarks, settle};
use crate::answer::{Answer, How, Note, Row};
use crate::error::SeriesError;
use crate::population::Population;
use crate::question::Question;

/// Writes the answer.
pub(super) fn report(
    cube: &Cube,
    plan: &Plan,
    question: &Question,
    gathered: Gathered,
    population: &Population,
) -> Result<Answer, SeriesError> {
    let Gathered { facts, left_out, radix } = gathered;
    let (mut drafts, remarks) = settle(cube, plan, facts)?;
    // Rows of one key stay in their order.
    let order = Order::new(cube, plan);
    drafts.sort_by_cached_key(|draft| order.of(draft, &radix));
    let rates = plan.per.map(|per| Rates { cube, population, per, decimals: plan.decimals, unknown: BTreeSet::new() });
    let mut writer = Writer { cube, plan, radix, rates, origins: origins(&drafts) };
    let rows = drafts.iter().map(|draft| writer.row(draft)).collect::<Result<Vec<Row>, _>>()?;
    let mut notes = writer.notes(&rows, &remarks, left_out);
    notes.sort();
    Ok(Answer {
        question: question.clone(),
        unit: plan.per.map_or_else(|| plan.unit.clone(), rates::unit),
        decimals: plan.per.map_or(plan.decimals, |_| rates::DECIMALS),
        axes: plan.axes.clone(),
        rows,
        origins: writer.origins.keys().map(|block| cube.block(*block).origin.clone()).collect(),
        notes,
    })
}

/// The order of rows: by the codes of their keys as text, without comparing text for each row.
struct Order<'a> {
    plan: &'a Plan,
    /// For each part of the key the ranks of codes by their number.
    ranks: Vec<Vec<u32>>,
}

impl<'a> Order<'a> {
    fn new(cube: &Cube, plan: &'a Plan) -> Self {
        let ranks = plan.slots.iter().map(|slot| codes(cube, plan, *slot).ranks()).collect();
        Self { plan, ranks }
    }

    fn of(&self, draft: &Draft, radix: &Radix) -> Vec<u32> {
        let (member, group) = radix.parts(draft.group);
        let rank = |(slot, ranks): (&Slot, &Vec<u32>)| ranks[number(*slot, draft, member, &group) as usize];
        self.plan.slots.iter().zip(&self.ranks).map(rank).collect()
    }
}

/// The codes that a part of the key is taken from.
fn codes<'a>(cube: &'a Cube, plan: &Plan, slot: Slot) -> &'a Codes {
    let names = &cube.names;
    match slot {
        Slot::Country => &names.places.codes,
        Slot::Time => &names.periods.codes,
        Slot::Member => &names.members,
        Slot::Group(at) => &names.of_dimension[plan.groups[at].dimension as usize],
    }
}

/// The number of the code in a part of the key.
fn number(slot: Slot, draft: &Draft, member: Id, group: &[Id]) -> Id {
    match slot {
        Slot::Country => draft.place,
        Slot::Time => draft.period,
        Slot::Member => member,
        Slot::Group(at) => group[at],
    }
}

/// Tables that rows name, with their position among the origins.
fn origins(drafts: &[Draft]) -> BTreeMap<u32, u32> {
    let used: BTreeSet<u32> = drafts.iter().flat_map(|draft| draft.blocks.iter().copied()).collect();
    used.into_iter().zip(0..).collect()
}

pub(super) fn too_large(cube: &Cube, draft: &Draft) -> SeriesError {
    let newest = draft.blocks.iter().min().map(|block| cube.block(*block).origin.record.short());
    SeriesError::TooLarge { record: newest.unwrap_or_default() }
}

struct Writer<'a> {
    cube: &'a Cube,
    plan: &'a Plan,
    radix: Radix,
    rates: Option<Rates<'a>>,
    origins: BTreeMap<u32, u32>,
}

impl Writer<'_> {
    fn row(&mut self, draft: &Draft) -> Result<Row, SeriesError> {
        let number = &draft.number;
        let shown = match &mut self.rates {
            Some(rates) => rates.of(draft)?,
            None => Shown { value: number.value(), at_least: number.at_least(), flags: number.flags },
        };
        let narrow = |value: i128| i64::try_from(value).map_err(|_| too_large(self.cube, draft));
        let counts = self.plan.kind == MeasureKind::Count;
        let places = &self.cube.names.places.codes;
        let covers = if self.plan.by_country { &[][..] } else { &draft.covers };
        let mut covers: Vec<Code> = covers.iter().map(|place| places.code(*place).clone()).collect();
        covers.sort();
        let mut origins: Vec<u32> = draft.blocks.iter().filter_map(|block| self.origins.get(block).copied()).collect();
        origins.sort_unstable();
        origins.dedup();
        Ok(Row {
            key: self.key(draft),
            value: shown.value.map(narrow).transpose()?,
            flags: shown.flags,
            how: number.how(),
            suppressed: number.suppressed,
            missing: number.missing,
            at_least: shown.at_least.filter(|_| counts).map(narrow).transpose()?,
            covers,
            origins,
            disputed: draft.disputed,
        })
    }

    fn key(&self, draft: &Draft) -> Vec<Code> {
        let (member, group) = self.radix.parts(draft.group);
        let code = |slot: &Slot| codes(self.cube, self.plan, *slot).code(number(*slot, draft, member, &group)).clone();
        self.plan.slots.iter().map(code).collect()
    }

    fn notes(&self, rows: &[Row], remarks: &Remarks, left_out: LeftOut) -> Vec<Note> {
        let mut notes = Vec::new();
        let count = |counts: &dyn Fn(&Row) -> bool| {
            let rows = rows.iter().filter(|row| row.how == How::NotAdded && counts(row)).count();
            u32::try_from(rows).unwrap_or(u32::MAX)
        };
        let mut countries = |places: &mut dyn Iterator<Item = Id>, note: &dyn Fn(Vec<Code>) -> Note| {
            let codes: BTreeSet<Code> = places.map(|place| self.cube.names.places.codes.code(place).clone()).collect();
            if !codes.is_empty() {
                notes.push(note(codes.into_iter().collect()));
            }
        };
        countries(&mut remarks.definitions.iter().copied(), &|countries| Note::DefinitionsDiffer { countries });
        countries(&mut remarks.breaks.iter().copied(), &|countries| Note::BreakInSeries { countries });
        let mut periods = remarks.not_added.iter().map(|(place, _)| *place);
        countries(&mut periods, &|countries| Note::PeriodsNotAdded { countries });
        let unknown = self.rates.as_ref().map(|rates| rates.unknown.clone()).unwrap_or_default();
        countries(&mut unknown.into_iter(), &|countries| Note::NoPopulation { countries });
        let suppressed = count(&|row| row.suppressed > 0);
        let missing = count(&|row| row.missing > 0);
        if remarks.disputed > 0 {
            notes.push(Note::SourcesDisagree { keys: remarks.disputed });
        }
        if suppressed > 0 {
            notes.push(Note::SuppressedParts { rows: suppressed });
        }
        if missing > 0 {
            notes.push(Note::MissingParts { rows: missing });
        }
        if rows.windows(2).any(|pair| pair[0].covers != pair[1].covers) {
            notes.push(Note::CoverageDiffers);
        }
        notes.extend(
            left_out.into_iter().map(|(dimension, tables)| Note::LeftOut { tables, dimension: Some(dimension) }),
        );
        notes
    }
}
