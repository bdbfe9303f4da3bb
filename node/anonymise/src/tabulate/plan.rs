//! What is read and counted: the mapping brought together with the header of an input.

use std::collections::BTreeSet;

use emn_protocol::record::Code;
use emn_protocol::suggest::closest;

use super::coder::Coder;
use super::mapping::Mapping;
use crate::read::{Encoding, Limits, Problem, problem};

/// The columns that are read.
pub(super) struct Plan<'m> {
    pub(super) file: String,
    pub(super) mapping: &'m Mapping,
    pub(super) limits: Limits,
    /// Number of columns of the input.
    pub(super) width: usize,
    /// Dimensions that are counted by or filtered by, in the order of the mapping.
    pub(super) coders: Vec<Coder<'m>>,
    /// The column of each.
    pub(super) columns: Vec<usize>,
    /// The column that each needs beside it.
    pub(super) beside: Vec<Option<usize>>,
    /// The column of persons.
    pub(super) person: Option<usize>,
    /// The column of counts.
    pub(super) count: Option<usize>,
    pub(super) encoding: Encoding,
    /// Whether the input is text with lines and columns.
    pub(super) text: bool,
}

impl<'m> Plan<'m> {
    /// Finds the columns.
    pub(super) fn new(
        file: &str,
        mapping: &'m Mapping,
        header: &[String],
        header_line: Option<u64>,
        limits: &Limits,
    ) -> Result<Self, Vec<Problem>> {
        let mut found = Find { file, header, line: header_line, problems: Vec::new() };
        let cube = mapping.count.is_some();
        let axes = mapping.axes();
        let mut coders = Vec::new();
        let mut columns = Vec::new();
        let mut beside = Vec::new();
        for dimension in &mapping.dimensions {
            let filter = mapping.filters.get(&dimension.id).map(Vec::as_slice);
            if !cube && filter.is_none() && !axes.contains(&&dimension.id) {
                continue;
            }
            if let Some(column) = found.column(&dimension.column, Some(&dimension.id)) {
                columns.push(column);
                beside.push(dimension.at.as_deref().and_then(|at| found.column(at, Some(&dimension.id))));
                coders.push(Coder::new(dimension, filter, cube));
            }
        }
        let person = mapping.person.as_deref().and_then(|name| found.column(name, None));
        let count = mapping.count.as_deref().and_then(|name| found.column(name, None));
        if cube {
            found.all_are_mapped(mapping);
        }
        if !found.problems.is_empty() {
            return Err(found.problems);
        }
        Ok(Self {
            file: file.to_owned(),
            mapping,
            limits: *limits,
            width: header.len(),
            coders,
            columns,
            beside,
            person,
            count,
            encoding: mapping.encoding,
            text: header_line.is_some(),
        })
    }

    /// The columns that are read, in a fixed order; from here on, the plan counts them by their places in it.
    pub(super) fn only_wanted(&mut self) -> Vec<usize> {
        let mut wanted: Vec<usize> = self.columns.iter().copied().chain(self.person).chain(self.count).collect();
        self.columns = (0..self.columns.len()).collect();
        self.person = self.person.map(|_| self.columns.len());
        self.count = self.count.map(|_| self.columns.len());
        for column in self.beside.iter_mut().flatten() {
            wanted.push(*column);
            *column = wanted.len() - 1;
        }
        self.width = wanted.len();
        self.encoding = Encoding::Utf8;
        wanted
    }

    /// Whether the input is a table of counts.
    pub(super) fn is_cube(&self) -> bool {
        self.count.is_some()
    }

    /// Whether rows have to be looked at one after the other.
    pub(super) fn in_order(&self) -> bool {
        self.person.is_some() || self.is_cube()
    }

    /// A problem in a line of the input.
    pub(super) fn problem(
        &self,
        place: Option<(u64, u64)>,
        field: Option<&str>,
        what: impl Into<String>,
        advice: impl Into<String>,
    ) -> Problem {
        problem(&self.file, place, field, what, advice)
    }
}

struct Find<'a> {
    file: &'a str,
    header: &'a [String],
    line: Option<u64>,
    problems: Vec<Problem>,
}

impl Find<'_> {
    fn column(&mut self, name: &str, dimension: Option<&Code>) -> Option<usize> {
        let found = self.header.iter().position(|column| column == name.trim());
        if found.is_none() {
            let advice = closest(name, self.header.iter().map(String::as_str))
                .map_or_else(|| format!("the columns are {}", self.names()), |near| format!("did you mean `{near}`?"));
            let what = match dimension {
                Some(id) => format!("there is no column `{name}`, which the mapping names for `{id}`"),
                None => format!("there is no column `{name}`, which the mapping names"),
            };
            self.add(what, advice);
        }
        found
    }

    fn names(&self) -> String {
        let mut names: Vec<String> = self.header.iter().take(30).map(|name| format!("`{}`", short(name))).collect();
        if self.header.len() > names.len() {
            names.push(format!("and {} more", self.header.len() - names.len()));
        }
        names.join(", ")
    }

    /// In a table of counts, rows that differ in a column that nobody looks at would be added up.
    fn all_are_mapped(&mut self, mapping: &Mapping) {
        let dimensions = mapping.dimensions.iter();
        let dimensions = dimensions.flat_map(|own| std::iter::once(own.column.trim()).chain(own.at.as_deref()));
        let known: BTreeSet<&str> =
            dimensions.chain(mapping.ignore.iter().map(|name| name.trim())).chain(mapping.count.as_deref()).collect();
        let header = self.header;
        for name in header.iter().filter(|name| !known.contains(name.as_str())) {
            let what =
                format!("the column `{}` is not mapped, so rows that differ in it would be added up", short(name));
            self.add(what, "map it with [[dimension]] and choose a code in [where], or name it in `ignore`");
        }
    }

    fn add(&mut self, what: String, advice: impl Into<String>) {
        self.problems.push(problem(self.file, self.line.map(|line| (line, 1)), None, what, advice));
    }
}

fn short(name: &str) -> String {
    name.chars().take(60).collect()
}
