//! A question with its names looked up: what each table is to contribute.

use std::collections::BTreeMap;

use emn_protocol::codelist::{CodeLists, TIME_PERIOD};
use emn_protocol::record::{Audience, Code, MeasureKind};
use emn_protocol::suggest::closest;
use emn_protocol::time::Period;

use super::block::{Block, GEO, Role};
use super::names::{Grain, Id, country_code, place_code};
use super::{Contents, Cube, nesting};
use crate::error::SeriesError;
use crate::question::{By, Filter, Question};

/// What a part of a row's key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Country,
    Time,
    Member,
    /// Position in [`Plan::groups`].
    Group(usize),
}

/// How time is told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    Years,
    Periods,
    /// All years together.
    AllYears,
    /// The named periods together.
    AllNamed,
}

/// A dimension that rows are grouped by.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) dimension: Id,
    /// Codes that were asked for; all but the total if `None`.
    pub(super) wanted: Option<Vec<Id>>,
    /// The total, if it was asked for by name: tables without the dimension stand for it.
    pub(super) total: Option<Id>,
}

/// A dimension that is filtered only.
#[derive(Debug, Clone)]
pub(super) struct Narrow {
    pub(super) dimension: Id,
    pub(super) codes: Vec<Code>,
    /// The only code is the total: tables without the dimension stand for it.
    pub(super) is_total: bool,
}

/// A question with its names looked up.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) slots: Vec<Slot>,
    pub(super) axes: Vec<Code>,
    pub(super) groups: Vec<Group>,
    pub(super) narrow: Vec<Narrow>,
    pub(super) by_member: bool,
    pub(super) by_country: bool,
    /// One country only, without an axis for it.
    pub(super) one_country: bool,
    /// Whether each place, and each period, of the cube counts.
    pub(super) places: Vec<bool>,
    pub(super) periods: Vec<bool>,
    pub(super) clock: Clock,
    pub(super) add_periods: bool,
    pub(super) per: Option<u32>,
    /// Tables that may contribute.
    pub(super) blocks: Vec<u32>,
    pub(super) kind: MeasureKind,
    pub(super) unit: Code,
    pub(super) decimals: u8,
}

impl Plan {
    pub(super) fn new(cube: &Cube, question: &Question) -> Result<Self, SeriesError> {
        Reader { cube, question }.plan()
    }
}

/// What rows are told apart by.
#[derive(Debug, Default)]
struct Axes {
    slots: Vec<Slot>,
    ids: Vec<Code>,
    groups: Vec<Group>,
}

struct Reader<'a> {
    cube: &'a Cube,
    question: &'a Question,
}

impl Reader<'_> {
    fn plan(&self) -> Result<Plan, SeriesError> {
        let question = self.question;
        if question.measure != self.cube.measure {
            let (asked, held) = (question.measure.clone(), self.cube.measure.clone());
            return Err(SeriesError::OtherMeasure { asked, held });
        }
        if let (Some(first), Some(last)) = question.years
            && first > last
        {
            return Err(SeriesError::YearsReversed { first, last });
        }
        self.check_filters()?;
        let Axes { slots, ids: axes, groups } = self.axes()?;
        let by_country = slots.contains(&Slot::Country);
        let blocks = self.blocks()?;
        let (kind, unit, decimals) = self.unit(&blocks)?;
        let geo = self.filter(GEO);
        let clock = self.clock(&axes)?;
        let plan = Plan {
            narrow: self.narrow(&groups, &blocks)?,
            by_member: slots.contains(&Slot::Member),
            by_country,
            one_country: !by_country && geo.is_some_and(|filter| filter.codes.len() == 1),
            places: self.places(geo, by_country)?,
            periods: self.periods(clock)?,
            clock,
            add_periods: question.add_periods,
            per: question.per,
            slots,
            axes,
            groups,
            blocks,
            kind,
            unit,
            decimals,
        };
        plan.check_kind(question)?;
        Ok(plan)
    }

    fn filter(&self, dimension: &str) -> Option<&Filter> {
        self.question.filters.iter().find(|filter| filter.dimension.as_str() == dimension)
    }

    fn check_filters(&self) -> Result<(), SeriesError> {
        let filters = &self.question.filters;
        for (at, filter) in filters.iter().enumerate() {
            if filter.codes.is_empty() || filters[..at].iter().any(|other| other.dimension == filter.dimension) {
                return Err(SeriesError::FilterTwice(filter.dimension.clone()));
            }
        }
        Ok(())
    }

    fn axes(&self) -> Result<Axes, SeriesError> {
        let mut axes = Axes::default();
        for by in &self.question.by {
            let id = by.axis();
            if axes.ids.contains(&id) {
                return Err(SeriesError::AxisTwice(id));
            }
            axes.slots.push(match id.as_str() {
                GEO => Slot::Country,
                TIME_PERIOD => Slot::Time,
                _ if *by == By::Member => Slot::Member,
                _ => {
                    axes.groups.push(self.group(&id)?);
                    Slot::Group(axes.groups.len() - 1)
                }
            });
            axes.ids.push(id);
        }
        Ok(axes)
    }

    fn group(&self, id: &Code) -> Result<Group, SeriesError> {
        let dimension = self.dimension(id)?;
        let codes = &self.cube.names.of_dimension[dimension as usize];
        let Some(filter) = self.filter(id.as_str()) else {
            return Ok(Group { dimension, wanted: None, total: None });
        };
        let total = filter.codes.iter().find(|code| nesting::is_total(id.as_str(), code.as_str()));
        Ok(Group {
            dimension,
            wanted: Some(filter.codes.iter().filter_map(|code| codes.get(code)).collect()),
            total: total.and_then(|code| codes.get(code)),
        })
    }

    fn seen(&self) -> impl Iterator<Item = &Block> {
        self.cube.seen(self.question.public_only)
    }

    /// The number of a dimension that a table has now.
    fn dimension(&self, id: &Code) -> Result<Id, SeriesError> {
        let has = |number: &Id| self.seen().any(|block| block.axis(Role::Dimension(*number)).is_some());
        self.cube.names.dimensions.get(id).filter(has).ok_or_else(|| {
            let there = self.contents().dimensions;
            let known: Vec<String> = there.into_iter().map(|there| there.id.to_string()).collect();
            let listed = CodeLists::shipped().suggest_dimension(id.as_str()).map(str::to_owned);
            SeriesError::UnknownDimension {
                measure: self.cube.measure.clone(),
                name: id.to_string(),
                suggestion: nearest(id.as_str(), &known).or(listed.filter(|name| known.contains(name))),
                known,
            }
        })
    }

    fn contents(&self) -> Contents {
        self.cube.contents(self.question.public_only)
    }

    fn narrow(&self, groups: &[Group], blocks: &[u32]) -> Result<Vec<Narrow>, SeriesError> {
        let mut found = Vec::new();
        for filter in &self.question.filters {
            let id = filter.dimension.as_str();
            if [GEO, TIME_PERIOD, UNIT].contains(&id) {
                continue;
            }
            let dimension = self.dimension(&filter.dimension)?;
            self.check_codes(dimension, filter)?;
            if !groups.iter().any(|group| group.dimension == dimension) {
                self.check_overlap(dimension, filter, blocks)?;
                let is_total = filter.codes.len() == 1 && nesting::is_total(id, filter.codes[0].as_str());
                found.push(Narrow { dimension, codes: filter.codes.clone(), is_total });
            }
        }
        Ok(found)
    }

    fn check_codes(&self, dimension: Id, filter: &Filter) -> Result<(), SeriesError> {
        let codes = &self.cube.names.of_dimension[dimension as usize];
        let id = filter.dimension.as_str();
        let lists = CodeLists::shipped();
        let written = |code: Id| self.seen().any(|block| block.has(Role::Dimension(dimension), code));
        let known = |code: &Code| {
            lists.knows(id, code.as_str())
                || nesting::is_total(id, code.as_str())
                || codes.get(code).is_some_and(written)
        };
        let Some(code) = filter.codes.iter().find(|code| !known(code)) else { return Ok(()) };
        let there = self.contents().dimensions.into_iter().find(|there| there.id == filter.dimension);
        let known: Vec<String> = there.iter().flat_map(|there| &there.codes).map(ToString::to_string).collect();
        let listed = || lists.suggest_code(id, code.as_str()).map(str::to_owned);
        Err(SeriesError::UnknownCode {
            dimension: id.to_owned(),
            code: code.to_string(),
            suggestion: nearest(code.as_str(), &known).or_else(listed),
            known,
        })
    }

    fn check_overlap(&self, dimension: Id, filter: &Filter, blocks: &[u32]) -> Result<(), SeriesError> {
        let codes = &self.cube.names.of_dimension[dimension as usize];
        let declared = |one: &Code, other: &Code| {
            let ids = codes.get(one).zip(codes.get(other));
            ids.is_some_and(|(one, other)| {
                blocks.iter().any(|block| self.cube.block(*block).declares(dimension, one, other))
            })
        };
        for (at, one) in filter.codes.iter().enumerate() {
            for other in &filter.codes[at + 1..] {
                let id = filter.dimension.as_str();
                if one == other || nesting::overlap(id, one.as_str(), other.as_str()) || declared(one, other) {
                    let (one, other) = (one.clone(), other.clone());
                    return Err(SeriesError::Overlap { dimension: filter.dimension.clone(), one, other });
                }
            }
        }
        Ok(())
    }

    fn places(&self, geo: Option<&Filter>, by_country: bool) -> Result<Vec<bool>, SeriesError> {
        let places = &self.cube.names.places;
        let numbers = (0..).take(places.codes.len());
        let Some(filter) = geo else { return Ok(numbers.map(|id| places.is_country(id)).collect()) };
        let wanted: Vec<Code> = filter.codes.iter().map(place_code).collect();
        for (at, code) in wanted.iter().enumerate() {
            let listed = CodeLists::shipped().knows(GEO, code.as_str());
            let written = |place: Id| self.seen().any(|block| block.has(Role::Place, place));
            if !listed && !places.codes.get(code).is_some_and(written) {
                return Err(self.unknown_country(&filter.codes[at]));
            }
            let overlaps = |other: &&Code| *other == code || nesting::overlap(GEO, code.as_str(), other.as_str());
            if let Some(other) = wanted[..at].iter().find(overlaps).filter(|_| !by_country) {
                let (one, other) = (other.clone(), code.clone());
                return Err(SeriesError::Overlap { dimension: filter.dimension.clone(), one, other });
            }
        }
        Ok(numbers.map(|id| wanted.contains(places.codes.code(id))).collect())
    }

    fn unknown_country(&self, code: &Code) -> SeriesError {
        SeriesError::UnknownCountry {
            name: code.to_string(),
            suggestion: CodeLists::shipped().suggest_code(GEO, code.as_str()).map(str::to_owned),
            known: self.contents().countries.iter().map(ToString::to_string).collect(),
        }
    }

    fn clock(&self, axes: &[Code]) -> Result<Clock, SeriesError> {
        let named = self.filter(TIME_PERIOD).map_or(&[][..], |filter| &filter.codes);
        for code in named {
            code.as_str().parse::<Period>().map_err(|error| SeriesError::Unreadable {
                text: code.to_string(),
                expected: format!("a period ({error})"),
            })?;
        }
        let shape = |code: &Code| (code.as_str().len(), code.as_str().contains('Q'));
        let timed = axes.iter().any(|axis| axis.as_str() == TIME_PERIOD);
        if let Some(pair) = named.windows(2).find(|pair| !timed && shape(&pair[0]) != shape(&pair[1])) {
            let (one, other) = (pair[0].clone(), pair[1].clone());
            return Err(SeriesError::Overlap { dimension: code(TIME_PERIOD), one, other });
        }
        let years_only = named.iter().all(|code| code.as_str().len() == 4);
        Ok(match timed {
            true if self.question.by.contains(&By::Year) => Clock::Years,
            true => Clock::Periods,
            false if years_only => Clock::AllYears,
            false => Clock::AllNamed,
        })
    }

    fn periods(&self, clock: Clock) -> Result<Vec<bool>, SeriesError> {
        let periods = &self.cube.names.periods;
        let named = self.filter(TIME_PERIOD).map(|filter| &filter.codes);
        let (first, last) = self.question.years;
        let admits = |id: Id| {
            let (time, code) = (periods.time(id), periods.codes.code(id));
            let year = format!("{:04}", time.first_year);
            let by_name = named.is_none_or(|named| {
                let in_year = |wanted: &Code| time.grain != Grain::Span && wanted.as_str() == year;
                named.iter().any(|wanted| wanted == code || (clock != Clock::AllNamed && in_year(wanted)))
            });
            let by_year =
                first.is_none_or(|first| time.first_year >= first) && last.is_none_or(|last| time.last_year <= last);
            let whole = matches!(clock, Clock::Periods | Clock::AllNamed) || time.grain != Grain::Span;
            by_name && by_year && whole
        };
        Ok((0..).take(periods.codes.len()).map(admits).collect())
    }

    /// Tables of the members, audience and unit that are asked for.
    fn blocks(&self) -> Result<Vec<u32>, SeriesError> {
        let question = self.question;
        for member in &question.members {
            let has = |block: &Block| block.origin.member == *member;
            if !self.seen().any(has) && country_code(member.as_str()).is_none() {
                let known: Vec<String> = self.contents().members.iter().map(ToString::to_string).collect();
                let suggestion = nearest(member.as_str(), &known);
                return Err(SeriesError::UnknownMember { name: member.to_string(), suggestion, known });
            }
        }
        let unit = self.filter(UNIT);
        let counts = |block: &Block| {
            (question.members.is_empty() || question.members.contains(&block.origin.member))
                && (!question.public_only || block.origin.audience == Audience::Public)
                && unit.is_none_or(|unit| unit.codes.contains(&block.measure.unit))
        };
        Ok((0..).zip(&self.cube.blocks).filter(|(_, block)| counts(block)).map(|(at, _)| at).collect())
    }

    fn unit(&self, blocks: &[u32]) -> Result<(MeasureKind, Code, u8), SeriesError> {
        let mut units: BTreeMap<(Code, &str), &Block> = BTreeMap::new();
        let mut found = None;
        let mut decimals = 0;
        for block in blocks.iter().map(|block| self.cube.block(*block)) {
            units.entry((block.measure.unit.clone(), kind_name(block.measure.kind))).or_insert(block);
            decimals = decimals.max(block.measure.decimals);
            found.get_or_insert((block.measure.kind, block.measure.unit.clone()));
        }
        if units.len() > 1 {
            let example = units.keys().next().map_or_else(|| self.cube.measure.clone(), |(unit, _)| unit.clone());
            let name = |((unit, kind), block): (&(Code, &str), &&Block)| {
                format!(
                    "{unit} ({kind}, table {} of {} in entry {})",
                    block.origin.table,
                    block.origin.member,
                    block.origin.record.short()
                )
            };
            let units = units.iter().map(name).collect();
            return Err(SeriesError::Units { measure: self.cube.measure.clone(), units, example });
        }
        let usual = || self.seen().next().map_or_else(|| code("PER"), |block| block.measure.unit.clone());
        let (kind, unit) = found.unwrap_or_else(|| (MeasureKind::Count, usual()));
        Ok((kind, unit, decimals))
    }
}

/// The attribute that is filtered by to choose between units.
pub(super) const UNIT: &str = "unit";

fn kind_name(kind: MeasureKind) -> &'static str {
    match kind {
        MeasureKind::Count => "counts",
        MeasureKind::Amount => "amounts",
        MeasureKind::Rate => "rates",
    }
}

impl Plan {
    fn check_kind(&self, question: &Question) -> Result<(), SeriesError> {
        if let Some(per) = self.per {
            if self.kind != MeasureKind::Count {
                return Err(SeriesError::RateOfNoCount(question.measure.clone()));
            }
            if per != 100_000 && per != 1_000_000 {
                return Err(SeriesError::RatePer(per));
            }
        }
        let adds = self.add_periods || self.narrow.iter().any(|narrow| narrow.codes.len() > 1);
        if self.kind == MeasureKind::Rate && adds {
            return Err(SeriesError::RatesAddedUp(question.measure.clone()));
        }
        Ok(())
    }
}

fn nearest(text: &str, known: &[String]) -> Option<String> {
    closest(text, known.iter().map(String::as_str)).map(str::to_owned)
}

fn code(id: &str) -> Code {
    id.parse().expect("ids of dimensions are codes")
}
