//! From a value as it is written to the codes that it means.

use std::collections::{BTreeSet, HashMap};

use emn_protocol::codelist::CodeLists;
use emn_protocol::record::Code;

use super::calendar;
use super::mapping::{DateOrder, DimensionMapping, Kind, OLDEST, UNKNOWN, age_band, is_rest, spelling};

/// Stands between a value and the one beside it that it needs; no register has it in a value.
pub(super) const BESIDE: char = '\u{1f}';

/// What a value means: one code, or several that a person stands under; none when the filter leaves them out.
pub(super) type Codes = Vec<String>;

/// Translates the values of one column.
pub(super) struct Coder<'m> {
    pub(super) dimension: &'m DimensionMapping,
    /// Values as they are listed.
    exact: HashMap<&'m str, &'m str>,
    /// Values without regard to case; `None` for those that mean different codes then.
    folded: HashMap<String, Option<&'m str>>,
    rest: Option<&'m str>,
    bands: Vec<(u16, u16, &'m str)>,
    /// Whether sums may stand in the input.
    cube: bool,
    pub(super) keep: Option<Keep<'m>>,
}

/// The codes that a filter lets through.
pub(super) struct Keep<'m> {
    pub(super) codes: BTreeSet<&'m str>,
    pub(super) chosen: &'m [Code],
}

impl<'m> Coder<'m> {
    pub(super) fn new(dimension: &'m DimensionMapping, filter: Option<&'m [Code]>, cube: bool) -> Self {
        let mut exact = HashMap::new();
        let mut folded: HashMap<String, Option<&str>> = HashMap::new();
        let mut rest = None;
        let spelled = dimension.unknown.iter().map(|value| (UNKNOWN, value));
        let listed = dimension.values.iter().flat_map(|(code, values)| values.iter().map(|v| (code.as_str(), v)));
        let own = dimension.codes.iter().chain(dimension.values.keys()).map(|code| (code.as_str(), code.as_str()));
        let own = own.filter(|(code, _)| cube || !dimension.is_aggregate(code) || !dimension.adds_up());
        let sums =
            dimension.total.iter().chain(dimension.parts.keys()).filter(|_| cube).map(|c| (c.as_str(), c.as_str()));
        let spelled = listed.chain(spelled).map(|(code, value)| (code, value.trim()));
        // A listed spelling goes before a code that looks the same.
        for (code, value) in own.chain(sums).chain(std::iter::once((UNKNOWN, UNKNOWN))).chain(spelled) {
            if is_rest(value) {
                rest = Some(code);
                continue;
            }
            exact.insert(value, code);
        }
        for (value, code) in &exact {
            let meaning = folded.entry(spelling(value)).or_insert(Some(*code));
            if meaning.is_some_and(|other| other != *code) {
                *meaning = None;
            }
        }
        let leaves = dimension.codes.iter().map(Code::as_str).filter(|code| !dimension.is_aggregate(code));
        let bands = leaves.filter_map(|code| age_band(code).map(|(from, to)| (from, to, code))).collect();
        // Whoever chooses the total leaves nobody out.
        let keep = filter.filter(|chosen| !dimension.total.as_ref().is_some_and(|total| chosen.contains(total)));
        let keep = keep.map(|chosen| Keep {
            // In a table of counts whose codes do not exclude each other, parts would be counted again.
            codes: if cube && !dimension.adds_up() {
                chosen.iter().map(Code::as_str).collect()
            } else {
                below(dimension, chosen)
            },
            chosen,
        });
        Self { dimension, exact, folded, rest, bands, cube, keep }
    }

    /// The codes of a value. `Ok` of none: the filter leaves it out. `Err` when the mapping does not know it.
    pub(super) fn codes(&self, value: &str) -> Result<Codes, &'static str> {
        let mut codes = BTreeSet::new();
        match self.dimension.separator {
            Some(separator) => {
                for part in value.split(separator).map(str::trim).filter(|part| !part.is_empty()) {
                    codes.insert(self.code(part)?);
                }
                if codes.is_empty() {
                    codes.insert(UNKNOWN.to_owned());
                }
                if codes.len() > 1 {
                    codes.remove(UNKNOWN);
                }
            }
            None => _ = codes.insert(self.code(value)?),
        }
        Ok(codes.into_iter().filter(|code| self.kept(code)).collect())
    }

    /// Whether the rows are persons, so that a sum of codes that do not exclude each other can be counted.
    pub(super) fn counts_persons(&self) -> bool {
        !self.cube
    }

    /// Whether a code in a table of counts is the sum of others in it.
    pub(super) fn is_sum(&self, code: &str) -> bool {
        if self.dimension.kind != Kind::Date {
            return self.dimension.is_aggregate(code);
        }
        let level = calendar::parse(code, DateOrder::Ymd).map(calendar::Day::level);
        level.is_some() && level != self.dimension.levels.first().copied()
    }

    pub(super) fn kept(&self, code: &str) -> bool {
        let Some(keep) = &self.keep else { return true };
        keep.codes.contains(code)
            || (self.dimension.kind == Kind::Date
                && keep.chosen.iter().any(|chosen| calendar::within(code, chosen.as_str())))
    }

    fn code(&self, value: &str) -> Result<String, &'static str> {
        let both = self.dimension.at.as_ref().and_then(|_| value.split_once(BESIDE));
        let (value, at) = match both {
            Some((value, at)) => (value.trim(), Some(at.trim())),
            None => (value.trim(), None),
        };
        if value.is_empty() {
            return Ok(UNKNOWN.to_owned());
        }
        if let Some(code) = self.exact.get(value) {
            return Ok((*code).to_owned());
        }
        if let Some(Some(code)) = self.folded.get(&spelling(value)) {
            return Ok((*code).to_owned());
        }
        let found = match self.dimension.kind {
            Kind::Category if self.dimension.shared => self.shared(value),
            Kind::Category => Err("has no code in the mapping"),
            Kind::Date => self.period(value),
            Kind::Age => self.age(value),
            Kind::Birth if at.is_some_and(str::is_empty) => Ok(UNKNOWN.to_owned()),
            Kind::Birth => self.birth(value, at),
        };
        match (found, self.rest) {
            (Err(_), Some(rest)) => Ok(rest.to_owned()),
            (found, _) => found,
        }
    }

    fn shared(&self, value: &str) -> Result<String, &'static str> {
        let lists = CodeLists::shipped();
        let id = self.dimension.id.as_str();
        let named = || {
            let country = lists.find_country(value).map(|country| country.eurostat.as_str());
            country.filter(|code| lists.knows(id, code)).map(str::to_owned)
        };
        let code = if lists.knows(id, value) { Some(value.to_owned()) } else { named() };
        let code = code.ok_or("is in no shared list and has no code in the mapping")?;
        let is_sum = self.dimension.is_aggregate(&code)
            || lists.list(id).is_some_and(|list| list.codes.iter().any(|listed| listed.parent.as_ref() == Some(&code)));
        if is_sum && !self.cube { Err("is a sum of other codes") } else { Ok(code) }
    }

    fn period(&self, value: &str) -> Result<String, &'static str> {
        let day =
            calendar::parse(value, self.dimension.order).ok_or("is no date of the order that the mapping says")?;
        let finest = self.dimension.levels.first().ok_or("has no level of time in the mapping")?;
        match day.code(*finest) {
            Some(code) => Ok(code),
            None if self.cube && self.dimension.levels.contains(&day.level()) => {
                day.code(day.level()).ok_or("is no period")
            }
            None => Err("is less exact than the periods that are counted"),
        }
    }

    fn age(&self, value: &str) -> Result<String, &'static str> {
        let number = || value.bytes().all(|byte| byte.is_ascii_digit()).then(|| value.parse::<i64>().ok()).flatten();
        self.band(number().ok_or("is no whole number of years")?)
    }

    fn birth(&self, value: &str, at: Option<&str>) -> Result<String, &'static str> {
        let order = self.dimension.order;
        let year = |text: &str| text.parse().ok().filter(|_| text.len() == 4).map(calendar::Day::of_year);
        let day = |text: &str| calendar::parse(text, order).or_else(|| year(text));
        let birth = day(value).ok_or("is no date of the order that the mapping says, and no year")?;
        let reached = at.map_or_else(|| self.dimension.year.map(calendar::Day::of_year), day);
        let reached = reached.ok_or("stands beside a date at which the age counts that is none")?;
        self.band(birth.age_at(reached))
    }

    fn band(&self, age: i64) -> Result<String, &'static str> {
        let age = u16::try_from(age).ok().filter(|age| *age <= OLDEST);
        let age = age.ok_or("is no age that a person can have")?;
        let band = self.bands.iter().find(|(from, to, _)| (*from..=*to).contains(&age));
        band.map(|(_, _, code)| (*code).to_owned()).ok_or("lies in no band of ages")
    }
}

/// The codes that are chosen, and all that are parts of them.
fn below<'m>(dimension: &'m DimensionMapping, chosen: &'m [Code]) -> BTreeSet<&'m str> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<&str> = chosen.iter().map(Code::as_str).collect();
    while let Some(code) = waiting.pop() {
        if !found.insert(code) {
            continue;
        }
        let partitions = dimension.parts.iter().filter(|(parent, _)| parent.as_str() == code);
        waiting.extend(partitions.flat_map(|(_, lists)| lists.lists().iter().flatten()).map(Code::as_str));
    }
    found
}
