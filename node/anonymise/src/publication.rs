//! A table in the context of its record, and the identity of each of its cells: the same persons counted in two tables
//! are the same cell.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use emn_protocol::codelist::{self, CodeLists};
use emn_protocol::record::{Code, Dimension, Record, Table};
use emn_protocol::time::Period;

/// Codes that mean «all» where nothing declares a sum.
const TOTALS: [&str; 3] = ["T", "TOTAL", "_T"];

/// A table with what its record says about all of its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Where it stands, for messages: a file, or the short id of an entry and the id of the table.
    pub source: String,
    /// The table. A table that is not yet protected has all its values.
    pub table: Table,
    /// Dimensions that the record fixes and the table does not have, such as `geo` and `TIME_PERIOD`.
    pub context: BTreeMap<String, String>,
}

/// What a cell counts, whichever table shows it: the measure and, for each dimension that is not a total, its code.
/// Equal keys mean the same persons.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellKey(String);

impl CellKey {
    /// The key as text: `measure|unit|dimension=code|…`, dimensions in alphabetical order.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CellKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Publication {
    /// A table alone, without a record around it.
    pub fn of_table(source: impl Into<String>, table: Table) -> Self {
        Self { source: source.into(), table, context: BTreeMap::new() }
    }

    /// The tables of a record. `source` names the record.
    pub fn of_record(source: &str, record: &Record) -> Vec<Self> {
        let context = context(record);
        let publish = |table: &Table| Self {
            source: format!("{source}, table {}", table.id),
            table: table.clone(),
            context: context.clone(),
        };
        record.tables().iter().map(publish).collect()
    }

    /// What is counted: cells of publications with different indicators are never the same.
    pub fn indicator(&self) -> String {
        format!("{}|{}", self.table.measure.id, self.table.measure.unit)
    }

    /// The code of a cell in each dimension of table and context, by dimension id; totals are left out, but for the
    /// total of the periods, which is the time they span.
    pub fn coordinate(&self, position: usize) -> BTreeMap<&str, Cow<'_, str>> {
        let mut coordinate = self.fixed();
        for (dimension, code) in self.table.dimensions.iter().zip(self.table.coordinates(position)) {
            if !is_total(dimension, code) {
                coordinate.insert(dimension.id.as_str(), Cow::Borrowed(code.as_str()));
            } else if let Some(span) = span(dimension) {
                coordinate.insert(dimension.id.as_str(), Cow::Owned(span));
            }
        }
        coordinate
    }

    /// What the context says of every cell.
    fn fixed(&self) -> BTreeMap<&str, Cow<'_, str>> {
        let own = |id: &str| self.table.dimensions.iter().any(|dimension| dimension.id.as_str() == id);
        let fixed = self.context.iter().filter(|(id, code)| !TOTALS.contains(&code.as_str()) && !own(id));
        fixed.map(|(id, code)| (id.as_str(), Cow::Borrowed(code.as_str()))).collect()
    }

    /// Identity of a cell.
    pub fn key(&self, position: usize) -> CellKey {
        let mut key = self.indicator();
        for (dimension, code) in self.coordinate(position) {
            push(&mut key, dimension, &code);
        }
        CellKey(key)
    }

    /// Identity of every cell, by position: the same as [`Self::key`], but with each dimension looked at once.
    pub fn keys(&self) -> Vec<CellKey> {
        let head = self.indicator();
        let mut axes: Vec<Axis<'_>> = self.fixed().into_iter().map(|(id, code)| Axis::fixed(id, code)).collect();
        let strides = self.table.strides();
        axes.extend(self.table.dimensions.iter().zip(strides).map(|(dimension, stride)| Axis::own(dimension, stride)));
        axes.sort_by_key(|axis| axis.id);
        let key = |position: usize| {
            let mut key = head.clone();
            for axis in &axes {
                if let Some(code) = &axis.codes[position / axis.stride % axis.codes.len()] {
                    push(&mut key, axis.id, code);
                }
            }
            CellKey(key)
        };
        (0..self.table.values.len()).map(key).collect()
    }
}

/// A dimension of table or context, ready to be looked up for many cells.
struct Axis<'a> {
    id: &'a str,
    /// By position; `None` for totals.
    codes: Vec<Option<Cow<'a, str>>>,
    stride: usize,
}

impl<'a> Axis<'a> {
    fn fixed(id: &'a str, code: Cow<'a, str>) -> Self {
        Self { id, codes: vec![Some(code)], stride: 1 }
    }

    fn own(dimension: &'a Dimension, stride: usize) -> Self {
        let (totals, span) = (totals(dimension), span(dimension));
        let shown = |(code, total): (&'a Code, bool)| match total {
            false => Some(Cow::Borrowed(code.as_str())),
            true => span.clone().map(Cow::Owned),
        };
        let codes = dimension.codes.iter().zip(totals).map(shown);
        Self { id: dimension.id.as_str(), codes: codes.collect(), stride }
    }
}

fn push(key: &mut String, dimension: &str, code: &str) {
    key.push('|');
    key.push_str(dimension);
    key.push('=');
    key.push_str(code);
}

/// The time that the total of a dimension of periods stands for: `2022`, `2022/2023`, or, where years are not whole, from
/// the first period to the last. Other dimensions have none: their total is everybody.
fn span(dimension: &Dimension) -> Option<String> {
    if dimension.id.as_str() != codelist::TIME_PERIOD {
        return None;
    }
    let periods: BTreeSet<Period> = dimension.codes.iter().filter_map(|code| code.as_str().parse().ok()).collect();
    let (first, last) = (periods.iter().map(Period::first_year).min()?, periods.iter().map(Period::last_year).max()?);
    let has = |text: String| text.parse().is_ok_and(|period| periods.contains(&period));
    let whole = |year: i64| {
        has(format!("{year:04}"))
            || (1..=4).all(|quarter| has(format!("{year:04}-Q{quarter}")))
            || (1..=12).all(|month| has(format!("{year:04}-{month:02}")))
    };
    Some(match (first..=last).all(whole) {
        true if first == last => format!("{first:04}"),
        true => format!("{first:04}/{last:04}"),
        false => format!("{}..{}", periods.first()?, periods.last()?),
    })
}

/// Dimensions that a record fixes for all its tables.
fn context(record: &Record) -> BTreeMap<String, String> {
    let mut context = BTreeMap::new();
    let Some(about) = record.about() else { return context };
    if let [country] = about.countries.as_slice() {
        // Tables write Eurostat's codes, records ISO's.
        let known = CodeLists::shipped().country(country.as_str());
        let eurostat = known.map_or(country.as_str(), |country| country.eurostat.as_str());
        context.insert("geo".to_owned(), eurostat.to_owned());
    }
    if let Some(period) = &about.period {
        context.insert(codelist::TIME_PERIOD.to_owned(), period.to_string());
    }
    context
}

/// Whether a code stands for all of its dimension; see [`totals`].
pub fn is_total(dimension: &Dimension, code: &Code) -> bool {
    let position = dimension.codes.iter().position(|own| own == code);
    TOTALS.contains(&code.as_str()) || position.is_some_and(|position| totals(dimension)[position])
}

/// Of each code of a dimension, whether it stands for all of it: one of the usual codes for that, or the one root of
/// the declared sums that every other code leads to.
///
/// A root is no total where the table may show a part of the dimension only: a year with its quarters is one year of
/// many, a country with its regions one of many, and persons under 18 with their age groups are not everybody. So
/// periods and places have no such root, and in the other shared dimensions it must be a code without a parent.
pub fn totals(dimension: &Dimension) -> Vec<bool> {
    let usual = |code: &Code| TOTALS.contains(&code.as_str());
    let mut totals: Vec<bool> = dimension.codes.iter().map(usual).collect();
    if let Some(root) = root(dimension)
        && may_be_total(dimension, &dimension.codes[root])
    {
        totals[root] = true;
    }
    totals
}

/// Whether a root of the declared sums counts everybody.
fn may_be_total(dimension: &Dimension, code: &Code) -> bool {
    let id = dimension.id.as_str();
    if matches!(id, codelist::TIME_PERIOD | "geo") {
        return false;
    }
    let listed = |list: &codelist::CodeList| list.get(code.as_str()).is_some_and(|listed| listed.parent.is_none());
    CodeLists::shipped().dimension(id).is_none_or(listed)
}

/// The code that all others lead to over the declared sums.
fn root(dimension: &Dimension) -> Option<usize> {
    let codes = dimension.codes.len();
    let mut part = vec![false; codes];
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); codes];
    for sum in &dimension.sums {
        for at in sum.parts.iter().map(|part| *part as usize).filter(|at| *at < codes) {
            part[at] = true;
            below.get_mut(sum.total as usize)?.push(at);
        }
    }
    let mut roots = (0..codes).filter(|code| !part[*code]);
    let root = roots.next().filter(|_| roots.next().is_none() && codes > 1)?;
    let (mut reached, mut waiting) = (vec![false; codes], vec![root]);
    while let Some(at) = waiting.pop() {
        if !std::mem::replace(&mut reached[at], true) {
            waiting.extend(&below[at]);
        }
    }
    reached.iter().all(|reached| *reached).then_some(root)
}

#[cfg(test)]
mod tests {
    use emn_protocol::record::{Measure, MeasureKind, Sum};

    use super::*;

    fn dimension(id: &str, codes: &[&str], sums: &[(u32, &[u32])]) -> Dimension {
        let sum = |(total, parts): &(u32, &[u32])| Sum { total: *total, parts: parts.to_vec() };
        Dimension {
            id: id.parse().unwrap(),
            codes: codes.iter().map(|code| code.parse().unwrap()).collect(),
            labels: Vec::new(),
            sums: sums.iter().map(sum).collect(),
        }
    }

    fn publication(dimensions: Vec<Dimension>) -> Publication {
        let cells = dimensions.iter().map(|dimension| dimension.codes.len()).product();
        let table = Table {
            id: "t".parse().unwrap(),
            title: Default::default(),
            notes: Default::default(),
            measure: Measure {
                id: "victims".parse().unwrap(),
                kind: MeasureKind::Count,
                unit: "PER".parse().unwrap(),
                decimals: 0,
                topic: None,
            },
            dimensions,
            values: vec![Some(0); cells],
            flags: BTreeMap::new(),
            method: None,
        };
        let mut publication = Publication::of_table("test", table);
        publication.context.insert("geo".to_owned(), "NL".to_owned());
        publication.context.insert("sex".to_owned(), "F".to_owned());
        publication
    }

    #[test]
    fn keys_of_all_cells_are_the_keys_of_each() {
        let sex = dimension("sex", &["T", "F", "M"], &[(0, &[1, 2])]);
        let form = dimension("form", &["ALL", "a", "b", "c"], &[(0, &[1, 2, 3])]);
        let zone = dimension("zone", &["x", "y"], &[]);
        for axes in [vec![sex.clone(), form.clone(), zone.clone()], vec![zone, form, sex]] {
            let publication = publication(axes);
            let keys = publication.keys();
            assert_eq!(keys.len(), 24);
            (0..keys.len()).for_each(|position| assert_eq!(keys[position], publication.key(position)));
        }
    }

    #[test]
    fn key_leaves_totals_out_and_the_own_dimension_wins() {
        let sex = dimension("sex", &["T", "F"], &[]);
        let form = dimension("form", &["ALL", "a", "b"], &[(0, &[1, 2])]);
        let keys = publication(vec![sex, form]).keys();
        assert_eq!(keys[0].as_str(), "victims|PER|geo=NL");
        assert_eq!(keys[4].as_str(), "victims|PER|form=a|geo=NL|sex=F");
    }

    #[test]
    fn total_of_periods_is_the_time_that_they_span() {
        let time = |codes: &[&str]| {
            let publication = publication(vec![dimension("TIME_PERIOD", codes, &[])]);
            assert_eq!(publication.keys()[0], publication.key(0));
            publication.key(0).as_str().replace("victims|PER|", "")
        };
        let quarters = ["TOTAL", "2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4"];
        assert_eq!(time(&["TOTAL", "2022", "2023"]), "TIME_PERIOD=2022/2023|geo=NL|sex=F");
        assert_eq!(time(&quarters), "TIME_PERIOD=2022|geo=NL|sex=F");
        assert_eq!(time(&quarters[..3]), "TIME_PERIOD=2022-Q1..2022-Q2|geo=NL|sex=F");
        assert_eq!(time(&["TOTAL", "2022", "2024"]), "TIME_PERIOD=2022..2024|geo=NL|sex=F");
    }

    #[test]
    fn root_of_a_part_of_a_dimension_is_no_total() {
        let parts: &[(u32, &[u32])] = &[(0, &[1, 2])];
        let total = |id: &str, codes: &[&str]| totals(&dimension(id, codes, parts))[0];
        assert!(!total("TIME_PERIOD", &["2022", "2022-S1", "2022-S2"]));
        assert!(!total("geo", &["NL", "NL1", "NL2"]));
        assert!(!total("age", &["Y_LT18", "Y_LT14", "Y14-17"]));
        assert!(total("age", &["TOTAL", "Y_LT18", "Y_GE18"]));
        assert!(total("iccs", &["ICCS0204", "ICCS02041", "ICCS02042"]));
        assert!(total("form", &["all", "a", "b"]));
        assert!(!totals(&dimension("form", &["all", "a", "b", "other"], parts))[0]);
    }
}
