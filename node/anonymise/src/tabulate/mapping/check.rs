//! What is wrong with a mapping, before any record is read.

use std::collections::{BTreeMap, BTreeSet};

use emn_protocol::codelist::TIME_PERIOD;
use emn_protocol::limits;
use emn_protocol::record::Code;
use emn_protocol::suggest::{closest, fold};
use emn_protocol::time::Period;

use super::{DimensionMapping, Kind, Level, Mapping, REST, UNKNOWN};
use crate::tabulate::axis;

/// The greatest age that a band without upper end includes.
pub(crate) const OLDEST: u16 = 150;

/// Codes of a dimension in a mapping: more would make no table that anyone reads, and checking them takes time.
const CODES: usize = 4_096;

/// Something wrong, and the keys that lead to it.
pub(super) struct Finding {
    pub(super) path: Vec<String>,
    pub(super) problem: String,
    pub(super) advice: String,
}

/// The ages of a code such as `Y_LT14`, `Y14-17`, `Y17` or `Y_GE65`, both ends included.
pub(crate) fn age_band(code: &str) -> Option<(u16, u16)> {
    let age = |text: &str| {
        let digits = (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse::<u16>().ok()).flatten().filter(|age| *age <= OLDEST)
    };
    let rest = code.strip_prefix('Y')?;
    if let Some(below) = rest.strip_prefix("_LT") {
        return Some((0, age(below)?.checked_sub(1)?));
    }
    if let Some(from) = rest.strip_prefix("_GE") {
        return Some((age(from)?, OLDEST));
    }
    let (from, to) = rest.split_once('-').unwrap_or((rest, rest));
    Some((age(from)?, age(to)?)).filter(|(from, to)| from <= to)
}

/// Everything that is wrong.
pub(super) fn check(mapping: &Mapping) -> Vec<Finding> {
    let mut check = Check { mapping, found: Vec::new() };
    check.input();
    check.dimensions();
    check.axes();
    check.filters();
    check.found
}

struct Check<'m> {
    mapping: &'m Mapping,
    found: Vec<Finding>,
}

impl Check<'_> {
    fn add(&mut self, path: &[&str], problem: impl Into<String>, advice: impl Into<String>) {
        let path = path.iter().map(ToString::to_string).collect();
        self.found.push(Finding { path, problem: problem.into(), advice: advice.into() });
    }

    fn of_dimension(&mut self, index: usize, path: &[&str], problem: impl Into<String>, advice: impl Into<String>) {
        let index = index.to_string();
        self.add(&[&["dimension", index.as_str()], path].concat(), problem, advice);
    }

    fn input(&mut self) {
        if self.mapping.person.is_some() && self.mapping.count.is_some() {
            let advice = "remove one: a table of counts has no persons any more";
            self.add(&["person"], "`person` and `count` are both there", advice);
        }
        if self.mapping.count.is_none() && !self.mapping.ignore.is_empty() {
            let advice = "remove it: other columns of case records are never looked at";
            self.add(&["ignore"], "`ignore` is there without `count`", advice);
        }
    }

    fn dimensions(&mut self) {
        let mapping = self.mapping;
        if mapping.dimensions.is_empty() {
            self.add(&["dimension"], "no column is mapped", "write [[dimension]] with id and column");
        }
        if mapping.dimensions.len() > limits::DIMENSIONS {
            let problem = format!("{} dimensions, and {} are allowed", mapping.dimensions.len(), limits::DIMENSIONS);
            self.add(&["dimension"], problem, "leave some out, or make several mappings");
        }
        let mut seen = BTreeSet::new();
        for (index, dimension) in mapping.dimensions.iter().enumerate() {
            if !seen.insert(&dimension.id) {
                let problem = format!("the dimension `{}` is there twice", dimension.id);
                self.of_dimension(index, &["id"], problem, "remove one of them");
            }
            if dimension.column.trim().is_empty() {
                self.of_dimension(index, &["column"], "the column has no name", "write it as the header does");
            }
            if dimension.codes.len() + dimension.values.len() + dimension.parts.len() > CODES {
                let problem = format!("more than {CODES} codes");
                self.of_dimension(index, &["codes"], problem, "map values to fewer codes");
                continue;
            }
            self.values(index, dimension);
            match dimension.kind {
                Kind::Category => self.category(index, dimension),
                Kind::Date => self.date(index, dimension),
                Kind::Age | Kind::Birth => self.age(index, dimension),
            }
            self.several(index, dimension);
            self.top(index, dimension);
            self.parts(index, dimension);
        }
    }

    /// A value means one thing.
    fn values(&mut self, index: usize, dimension: &DimensionMapping) {
        let unknown: Code = UNKNOWN.parse().expect("UNK is an identifier");
        let mut seen: BTreeMap<String, &Code> = BTreeMap::new();
        let spelled = dimension.unknown.iter().map(|value| (&unknown, value));
        let listed = dimension.values.iter().flat_map(|(code, values)| values.iter().map(move |value| (code, value)));
        for (code, value) in listed.chain(spelled) {
            if value.trim().is_empty() && code.as_str() != UNKNOWN {
                let advice = format!("remove it: blank values are {UNKNOWN}");
                self.of_dimension(index, &["values", code.as_str()], "a blank value has a code", advice);
            } else if let Some(other) = seen.insert(value.trim().to_owned(), code)
                && other != code
            {
                let problem = format!("`{}` leads to `{other}` and to `{code}`", shown(value));
                self.of_dimension(index, &["values", code.as_str()], problem, "remove it from one of them");
            }
        }
        for code in dimension.values.keys().filter(|code| dimension.is_aggregate(code.as_str())) {
            if self.mapping.count.is_none() && dimension.adds_up() {
                let problem = format!("`{code}` is a sum of other codes and has values of its own");
                let advice = "give the values a code of their own below it, such as one for «not known further»";
                self.of_dimension(index, &["values", code.as_str()], problem, advice);
            }
        }
    }

    fn category(&mut self, index: usize, dimension: &DimensionMapping) {
        if dimension.values.is_empty() && dimension.codes.is_empty() && !dimension.shared {
            let advice = "write [dimension.values] with lines such as F = [\"female\"], or shared = true if the column \
                          holds codes of the shared list";
            self.of_dimension(index, &["values"], "no value has a code", advice);
        }
        let dated = [("year", dimension.year.is_some()), ("at", dimension.at.is_some())];
        for (key, there) in [("levels", !dimension.levels.is_empty())].into_iter().chain(dated) {
            if there {
                let problem = format!("`{key}` is not for categories");
                self.of_dimension(index, &[key], problem, "remove it, or set kind = \"date\" or \"birth\"");
            }
        }
    }

    fn date(&mut self, index: usize, dimension: &DimensionMapping) {
        if dimension.id.as_str() != TIME_PERIOD {
            let problem = format!("dates make the dimension `{TIME_PERIOD}`");
            self.of_dimension(index, &["id"], problem, format!("write id = \"{TIME_PERIOD}\""));
        }
        let ascending = dimension.levels.windows(2).all(|pair| pair[0] < pair[1]);
        if dimension.levels.first().is_none_or(|level| *level == Level::All) || !ascending {
            let advice = "write levels = [\"quarter\", \"year\"] or other of month, quarter, year, all";
            self.of_dimension(index, &["levels"], "periods are missing, or not in order from the finest", advice);
        }
        if dimension.total.is_some() || !dimension.parts.is_empty() {
            let problem = "sums of periods follow from `levels`";
            self.of_dimension(index, &["total"], problem, "remove `total` and `parts`; \"all\" is the whole time");
        }
    }

    fn age(&mut self, index: usize, dimension: &DimensionMapping) {
        let years = dimension.year.is_some_and(|year| (1900..=2200).contains(&year));
        if dimension.kind == Kind::Birth && years == dimension.at.is_some() {
            let advice =
                "write either at = \"registered\", the column of the date at which the age counts, or year = 2022";
            self.of_dimension(index, &["year"], "the date at which the age counts is not clear", advice);
        }
        let leaves = dimension.codes.iter().filter(|code| !dimension.is_aggregate(code.as_str()));
        let mut bands = Vec::new();
        for code in leaves.filter(|code| code.as_str() != UNKNOWN && !dimension.values.contains_key(*code)) {
            match age_band(code.as_str()) {
                Some(band) => bands.push((band, code)),
                None => {
                    let problem = format!("`{code}` is no band of ages");
                    self.of_dimension(index, &["codes"], problem, "write codes such as Y_LT14, Y14-17 and Y_GE65");
                }
            }
        }
        bands.sort();
        let mut next = 0;
        for ((from, to), code) in &bands {
            if *from != next {
                let problem = format!(
                    "ages {} {next} before `{code}`",
                    if *from > next { "are missing from" } else { "stand twice below" }
                );
                self.of_dimension(index, &["codes"], problem, "give every age one code");
            }
            next = to.saturating_add(1);
        }
        if next <= OLDEST && !bands.is_empty() {
            let problem = format!("ages from {next} have no code");
            self.of_dimension(index, &["codes"], problem, format!("add `Y_GE{next}`"));
        }
        if bands.is_empty() {
            let advice = "write codes = [\"Y_LT14\", \"Y14-17\", \"Y18-34\", \"Y35-64\", \"Y_GE65\"] or others";
            self.of_dimension(index, &["codes"], "no bands of ages", advice);
        }
    }

    fn several(&mut self, index: usize, dimension: &DimensionMapping) {
        if let Some(separator) = dimension.separator {
            if separator.is_alphanumeric() || separator == '"' || separator.is_control() {
                let problem = "is no separator of values";
                self.of_dimension(index, &["separator"], problem, "write for instance separator = \";\"");
            }
            if self.mapping.count.is_some() {
                let problem = "a table of counts has one code in a cell";
                self.of_dimension(
                    index,
                    &["separator"],
                    problem,
                    "remove it; write additive = false if persons stand under several codes",
                );
            }
        }
    }

    /// Sums of codes of which some are not shown would be too small.
    fn top(&mut self, index: usize, dimension: &DimensionMapping) {
        if dimension.top.is_none() && dimension.rest.is_none() {
            return;
        }
        let fits =
            dimension.shared && dimension.adds_up() && dimension.parts.is_empty() && self.mapping.count.is_none();
        if !fits || self.mapping.filters.contains_key(&dimension.id) {
            let problem = "`top` is for case records and a shared dimension without parts, separator and filter";
            self.of_dimension(index, &["top"], problem, "remove it, or remove those");
        }
        if dimension.top.is_none() || dimension.rest.is_none() || dimension.rest == dimension.total {
            let advice = "write for instance top = 10 and rest = \"OTH\"";
            self.of_dimension(index, &["top"], "`top` and `rest` belong together", advice);
        }
    }

    fn parts(&mut self, index: usize, dimension: &DimensionMapping) {
        if dimension.kind == Kind::Date {
            return;
        }
        for (parent, partitions) in &dimension.parts {
            if partitions.lists().iter().any(Vec::is_empty) || partitions.lists().is_empty() {
                let problem = format!("`{parent}` has no parts");
                self.of_dimension(index, &["parts", parent.as_str()], problem, "write its parts, or remove it");
                return;
            }
            for part in partitions.lists().iter().flatten() {
                let known = dimension.codes.contains(part)
                    || dimension.values.contains_key(part)
                    || dimension.is_aggregate(part.as_str())
                    || part.as_str() == UNKNOWN
                    || dimension.shared;
                if !known {
                    let problem = format!("no value leads to `{part}`");
                    let others = dimension.codes.iter().chain(dimension.values.keys()).map(Code::as_str);
                    let advice = closest(part.as_str(), others).map_or_else(
                        || "write its values in [dimension.values]".to_owned(),
                        |near| format!("did you mean `{near}`?"),
                    );
                    self.of_dimension(index, &["parts", parent.as_str()], problem, advice);
                    return;
                }
            }
        }
        if let Err(wrong) = axis::declared(dimension) {
            let path: Vec<&str> = match &wrong.code {
                Some(code) if dimension.parts.contains_key(code) => vec!["parts", code.as_str()],
                _ => vec!["total"],
            };
            self.of_dimension(index, &path, wrong.problem, wrong.advice);
        }
    }

    fn axes(&mut self) {
        for id in &self.mapping.by {
            if self.mapping.dimension(id.as_str()).is_none() {
                let known = self.mapping.dimensions.iter().map(|dimension| dimension.id.as_str());
                let advice = closest(id.as_str(), known).map_or_else(
                    || format!("map it with [[dimension]] id = \"{id}\""),
                    |near| format!("did you mean `{near}`?"),
                );
                self.add(&["by"], format!("`{id}` is no mapped dimension"), advice);
            }
        }
        let mut seen = BTreeSet::new();
        if self.mapping.by.iter().any(|id| !seen.insert(id)) {
            self.add(&["by"], "a dimension is there twice", "remove one of them");
        }
        let summed = |dimension: &&DimensionMapping| {
            !dimension.adds_up()
                && self.mapping.count.is_some()
                && !self.mapping.by.is_empty()
                && !self.mapping.by.contains(&dimension.id)
                && !self.mapping.filters.contains_key(&dimension.id)
        };
        if let Some(dimension) = self.mapping.dimensions.iter().find(summed) {
            let problem = format!("`{}` cannot be left out: persons stand under several of its codes", dimension.id);
            self.add(&["by"], problem, "add it, or choose one code of it in [where]");
        }
    }

    fn filters(&mut self) {
        for (id, codes) in &self.mapping.filters {
            let Some(dimension) = self.mapping.dimension(id.as_str()) else {
                let problem = format!("`{id}` is no mapped dimension");
                self.add(&["where", id.as_str()], problem, format!("map it with [[dimension]] id = \"{id}\""));
                continue;
            };
            let is_axis = self.mapping.axes().contains(&id);
            if codes.is_empty() || (codes.len() > 1 && !is_axis) {
                let problem = "several codes of a dimension that the table does not have";
                let advice = "choose one, or add the dimension to `by`: what a table counts must be seen in it";
                self.add(&["where", id.as_str()], problem, advice);
            }
            for code in codes {
                if !filterable(dimension, code) {
                    let known = dimension.codes.iter().chain(dimension.values.keys()).chain(dimension.parts.keys());
                    let advice = closest(code.as_str(), known.map(Code::as_str))
                        .map_or_else(|| format!("write a code of `{id}`"), |near| format!("did you mean `{near}`?"));
                    self.add(&["where", id.as_str()], format!("`{code}` is no code of `{id}`"), advice);
                }
            }
        }
    }
}

fn filterable(dimension: &DimensionMapping, code: &Code) -> bool {
    let listed = dimension.codes.contains(code)
        || dimension.values.contains_key(code)
        || dimension.is_aggregate(code.as_str())
        || code.as_str() == UNKNOWN;
    listed || dimension.shared || (dimension.kind == Kind::Date && code.as_str().parse::<Period>().is_ok())
}

fn shown(value: &str) -> String {
    value.chars().take(40).collect()
}

/// The text by which spellings are compared when none is exactly the same.
pub(crate) fn spelling(value: &str) -> String {
    fold(value)
}

/// Whether a listed value stands for all others.
pub(crate) fn is_rest(value: &str) -> bool {
    value.trim() == REST
}
