//! Refusals.

use emn_protocol::disclosure;
use emn_protocol::ids::EntryId;
use emn_protocol::record::check;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Signature, WithdrawnView};
use crate::gate::Examination;

/// A refusal: problem details (RFC 9457).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    /// `urn:emn:problem:` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// The status in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened and what to do, for people.
    pub detail: String,
    /// Stable name for programs, such as `not_found`.
    pub code: String,
    /// Names the request in this node's log.
    pub request_id: String,
    /// The rules that a record breaks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub violations: Vec<Violation>,
    /// The entries that an id may mean.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<EntryId>,
    /// Why a record is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<WithdrawnView>,
    /// Who signed the record that is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
    /// What was found in the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub examination: Option<Examination>,
}

/// A rule that a record breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Violation {
    /// `form`, `size`, `target`, or a disclosure rule: `D1` to `D6`.
    pub rule: String,
    /// The field, for rules of form, such as `tables[0].title`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Id of the table, for disclosure rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// Codes of the cell in the order of the dimensions; empty when it is about the whole table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cell: Vec<String>,
    /// What is wrong, for people.
    pub problem: String,
}

impl Violation {
    /// A rule that is about the record as a whole.
    pub fn whole(rule: &str, problem: impl Into<String>) -> Self {
        Self { rule: rule.to_owned(), field: None, table: None, cell: Vec::new(), problem: problem.into() }
    }
}

impl From<check::Violation> for Violation {
    fn from(violation: check::Violation) -> Self {
        Self { field: Some(violation.field), ..Self::whole("form", violation.problem) }
    }
}

impl From<emn_desk::FieldProblem> for Violation {
    fn from(problem: emn_desk::FieldProblem) -> Self {
        Self { field: Some(problem.field), ..Self::whole("form", problem.problem) }
    }
}

impl From<disclosure::Violation> for Violation {
    fn from(violation: disclosure::Violation) -> Self {
        let table = Some(violation.table);
        Self { table, cell: violation.cell, ..Self::whole(violation.rule.id(), violation.problem) }
    }
}

impl std::fmt::Display for Violation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.rule)?;
        if let Some(table) = &self.table {
            write!(f, " table {table}")?;
        }
        if let Some(field) = &self.field {
            write!(f, " {field}")?;
        }
        if !self.cell.is_empty() {
            write!(f, ", cell {}", self.cell.join("/"))?;
        }
        write!(f, ": {}", self.problem)
    }
}
