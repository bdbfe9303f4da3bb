//! Small numbers for codes, so that tables are compared without comparing text.

use std::collections::HashMap;

use emn_protocol::codelist::CodeLists;
use emn_protocol::record::Code;
use emn_protocol::time::Period;

use super::nesting;

/// Number of a code within its [`Codes`].
pub(super) type Id = u32;

/// Codes in the order in which they were met.
#[derive(Debug, Clone, Default)]
pub(super) struct Codes {
    list: Vec<Code>,
    index: HashMap<Code, Id>,
}

impl Codes {
    /// The number of `code`, a new one if it has none.
    pub(super) fn intern(&mut self, code: &Code) -> Id {
        if let Some(id) = self.index.get(code) {
            return *id;
        }
        let id = Id::try_from(self.list.len()).unwrap_or(Id::MAX);
        self.list.push(code.clone());
        self.index.insert(code.clone(), id);
        id
    }

    pub(super) fn get(&self, code: &Code) -> Option<Id> {
        self.index.get(code).copied()
    }

    pub(super) fn code(&self, id: Id) -> &Code {
        &self.list[id as usize]
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// For each number its place in the order of the texts.
    pub(super) fn ranks(&self) -> Vec<u32> {
        let mut sorted: Vec<usize> = (0..self.list.len()).collect();
        sorted.sort_by_key(|at| &self.list[*at]);
        let mut ranks = vec![0; self.list.len()];
        (0..).zip(sorted).for_each(|(rank, at)| ranks[at] = rank);
        ranks
    }

    pub(super) fn bytes(&self) -> usize {
        // A code stands in the list and in the index: text, pointers, number.
        self.list.iter().map(|code| 2 * (code.as_str().len() + size_of::<Code>()) + 2 * size_of::<Id>()).sum()
    }
}

/// Countries and groups of countries in Eurostat's spelling.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    pub(super) codes: Codes,
    countries: Vec<bool>,
    spellings: HashMap<Code, Id>,
}

/// A country's code as Eurostat spells it, for either spelling; `None` for what is no country.
pub(super) fn country_code(code: &str) -> Option<&'static str> {
    let lists = CodeLists::shipped();
    lists.country_by_eurostat(code).or_else(|| lists.country(code)).map(|country| country.eurostat.as_str())
}

/// The code under which numbers of this place stand.
pub(super) fn place_code(code: &Code) -> Code {
    country_code(code.as_str()).and_then(|code| code.parse().ok()).unwrap_or_else(|| code.clone())
}

impl Places {
    pub(super) fn intern(&mut self, code: &Code) -> Id {
        if let Some(id) = self.spellings.get(code) {
            return *id;
        }
        let id = self.codes.intern(&place_code(code));
        if id as usize == self.countries.len() {
            self.countries.push(country_code(code.as_str()).is_some());
        }
        self.spellings.insert(code.clone(), id);
        id
    }

    /// Whether it is one country, so that it may be added to others.
    pub(super) fn is_country(&self, id: Id) -> bool {
        self.countries[id as usize]
    }
}

/// What a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grain {
    Year,
    /// 1 to 4.
    Quarter(u8),
    /// 1 to 12.
    Month(u8),
    /// Several years, quarters or months.
    Span,
}

/// A period with its years.
#[derive(Debug, Clone, Copy)]
pub(super) struct Time {
    pub(super) grain: Grain,
    pub(super) first_year: i64,
    pub(super) last_year: i64,
}

impl Time {
    fn of(period: &Period) -> Self {
        let text = period.to_string();
        let part = |skipped: usize| text.get(skipped..).and_then(|part| part.parse().ok());
        let grain = match text.len() {
            4 => Some(Grain::Year),
            7 if text.contains('Q') => part(6).map(Grain::Quarter),
            7 => part(5).map(Grain::Month),
            _ => None,
        };
        Self { grain: grain.unwrap_or(Grain::Span), first_year: period.first_year(), last_year: period.last_year() }
    }
}

/// Periods; the year of every quarter and month is one of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Periods {
    pub(super) codes: Codes,
    times: Vec<Time>,
}

impl Periods {
    /// The number of a period. A span `2019/2022` is called `2019..2022`, since a code has no `/`.
    pub(super) fn intern(&mut self, period: &Period) -> Option<Id> {
        let time = Time::of(period);
        let code: Code = period.to_string().replace('/', "..").parse().ok()?;
        let id = self.codes.intern(&code);
        if id as usize == self.times.len() {
            self.times.push(time);
            if matches!(time.grain, Grain::Quarter(_) | Grain::Month(_)) {
                self.intern(&format!("{:04}", time.first_year).parse().ok()?)?;
            }
        }
        Some(id)
    }

    pub(super) fn time(&self, id: Id) -> Time {
        self.times[id as usize]
    }

    /// The year that a quarter or month lies in.
    pub(super) fn year_of(&self, id: Id) -> Option<Id> {
        self.codes.get(&format!("{:04}", self.time(id).first_year).parse().ok()?)
    }
}

/// All names of a cube.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    pub(super) places: Places,
    pub(super) periods: Periods,
    pub(super) members: Codes,
    /// Dimensions other than country and period.
    pub(super) dimensions: Codes,
    /// The codes of each dimension.
    pub(super) of_dimension: Vec<Codes>,
    publishers: HashMap<(Id, Option<String>), Id>,
}

impl Names {
    pub(super) fn dimension(&mut self, dimension: &Code) -> Id {
        let id = self.dimensions.intern(dimension);
        if id as usize == self.of_dimension.len() {
            let mut codes = Codes::default();
            // A total may be asked for that no table writes: tables without the dimension stand for it.
            nesting::total_names(dimension.as_str()).for_each(|total| {
                codes.intern(&total.parse().expect("totals are codes"));
            });
            self.of_dimension.push(codes);
        }
        id
    }

    /// A member with one of its registers.
    pub(super) fn publisher(&mut self, member: Id, register: &Option<String>) -> Id {
        let next = Id::try_from(self.publishers.len()).unwrap_or(Id::MAX);
        *self.publishers.entry((member, register.clone())).or_insert(next)
    }

    pub(super) fn bytes(&self) -> usize {
        let all = [&self.places.codes, &self.periods.codes, &self.members, &self.dimensions];
        all.into_iter().chain(&self.of_dimension).map(Codes::bytes).sum()
    }
}
