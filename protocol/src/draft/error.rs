//! What is wrong with a draft: what, where, and what to do.

use std::fmt;

use serde::Serialize;

/// Problems reported at once; a file with more has one cause for most of them.
pub const REPORTED: usize = 100;

/// Something wrong, or doubtful, in a draft or in one of its CSV files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DraftProblem {
    /// Name of the file, as it was given.
    pub file: String,
    /// Line, from 1.
    pub line: Option<u32>,
    /// Character in the line, from 1.
    pub column: Option<u32>,
    /// The key, CSV column or part of the text it is about.
    pub field: Option<String>,
    /// What is wrong, for people.
    pub problem: String,
    /// What to do, for people.
    pub advice: String,
}

impl fmt::Display for DraftProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        for number in [self.line, self.column].into_iter().flatten() {
            write!(f, ":{number}")?;
        }
        if let Some(field) = &self.field {
            write!(f, ": {field}")?;
        }
        write!(f, ": {}; {}", self.problem, self.advice)
    }
}

impl std::error::Error for DraftProblem {}

/// A bounded list of problems.
#[derive(Debug, Default)]
pub(super) struct Problems {
    list: Vec<DraftProblem>,
    more: usize,
}

impl Problems {
    /// Adds one; when the list is full, it is only counted and never made.
    pub(super) fn add(&mut self, make: impl FnOnce() -> DraftProblem) {
        if self.is_full() {
            self.more += 1;
        } else {
            self.list.push(make());
        }
    }

    /// Whether more are only counted.
    pub(super) fn is_full(&self) -> bool {
        self.list.len() >= REPORTED
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many there are, those that were only counted included.
    pub(super) fn count(&self) -> usize {
        self.list.len() + self.more
    }

    /// The problems: those of the draft itself first, each file's in the order of its lines. When some were only
    /// counted, the last one says how many.
    pub(super) fn into_list(mut self, draft: &str) -> Vec<DraftProblem> {
        self.list.sort_by(|a, b| {
            let key = |p: &DraftProblem| (p.file != draft, p.line, p.column);
            (key(a).0, &a.file, key(a)).cmp(&(key(b).0, &b.file, key(b)))
        });
        if self.more > 0
            && let Some(last) = self.list.pop()
        {
            let problem = format!("{} more problems", self.more + 1);
            let advice = "solve those above first; many have one cause".to_owned();
            self.list.push(DraftProblem { line: None, column: None, field: None, problem, advice, ..last });
        }
        self.list
    }
}
