//! The disclosure rules that every receiver re-checks: deterministic, on integers, part of the protocol version.
//!
//! They refuse what any reader could turn back into a small count with paper and pencil. They do not replace the
//! publisher's audit, which looks for intervals as well (ESSnet *Handbook on Statistical Disclosure Control*, ch. 4).

mod equations;
mod subtraction;

use std::fmt;

use serde::Serialize;

use crate::limits;
use crate::record::{MeasureKind, Record, Suppression, Table, Zeros};

/// The rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Rule {
    /// No published count lies in 1…k−1, or below zero.
    D1,
    /// Every declared sum whose cells are all published holds.
    D2,
    /// No suppressed value, and no small count of an empty cell, follows by repeated subtraction.
    D3,
    /// Suppressed cells carry the flag `c` and no value.
    D4,
    /// The method statement is present, allowed and consistent with the cells.
    D5,
    /// The table is not too complex to check.
    D6,
}

impl Rule {
    /// Its id in errors, verdicts and documents.
    pub fn id(self) -> &'static str {
        match self {
            Self::D1 => "D1",
            Self::D2 => "D2",
            Self::D3 => "D3",
            Self::D4 => "D4",
            Self::D5 => "D5",
            Self::D6 => "D6",
        }
    }
}

/// A rule that a table breaks, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// Which rule.
    pub rule: Rule,
    /// Id of the table.
    pub table: String,
    /// Codes of the cell, in the order of the dimensions; empty when it is about the whole table.
    pub cell: Vec<String>,
    /// What is wrong, for people. Never a derived value.
    pub problem: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} table {}", self.rule.id(), self.table)?;
        if !self.cell.is_empty() {
            write!(f, ", cell {}", self.cell.join("/"))?;
        }
        write!(f, ": {}", self.problem)
    }
}

/// What the network allows; from the roster that the entry names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Counts of 1 to `min_frequency - 1` are unsafe.
    pub min_frequency: u64,
    /// Whether tables with differentially private noise are allowed.
    pub noise_allowed: bool,
}

/// Violations reported for one table at most: enough to see what is wrong.
const REPORTED: usize = 50;

/// Checks all tables of a record; empty when all rules hold. At most 50 violations a table.
pub fn check_record(record: &Record, policy: &Policy) -> Vec<Violation> {
    record.tables().iter().flat_map(|table| check_table(table, policy)).collect()
}

/// Checks one table whose form is right ([`crate::record::check`]); empty when all rules hold.
pub fn check_table(table: &Table, policy: &Policy) -> Vec<Violation> {
    let mut check = Check { table, found: Vec::new() };
    check.flags();
    check.method(policy);
    if equations::terms(table).is_none_or(|terms| terms > limits::EQUATION_TERMS) {
        check.whole(Rule::D6, "its declared sums have too many terms to check");
        return check.found;
    }
    check.small_counts(policy);
    check.sums(policy);
    check.found
}

struct Check<'a> {
    table: &'a Table,
    found: Vec<Violation>,
}

impl Check<'_> {
    fn whole(&mut self, rule: Rule, problem: &str) {
        self.found.push(Violation {
            rule,
            table: self.table.id.to_string(),
            cell: Vec::new(),
            problem: problem.to_owned(),
        });
    }

    fn cell(&mut self, rule: Rule, position: usize, problem: &str) {
        if self.found.len() < REPORTED {
            self.found.push(Violation {
                rule,
                table: self.table.id.to_string(),
                cell: self.table.coordinates(position).iter().map(ToString::to_string).collect(),
                problem: problem.to_owned(),
            });
        }
    }

    fn flags(&mut self) {
        for (&position, flags) in &self.table.flags {
            let position = position as usize;
            let valued = self.table.values.get(position).is_some_and(Option::is_some);
            if valued && flags.suppressed() {
                self.cell(Rule::D4, position, "a suppressed cell (flag c) has a value; leave the value empty");
            }
            if valued && flags.has('z') {
                self.cell(Rule::D4, position, "a cell that is not applicable (flag z) has a value");
            }
        }
    }

    fn method(&mut self, policy: &Policy) {
        let suppressed = self.table.flags.values().any(|flags| flags.suppressed());
        let Some(method) = &self.table.method else {
            if self.table.measure.kind == MeasureKind::Count {
                self.whole(Rule::D5, "a table of counts needs a method statement");
            }
            return;
        };
        if method.min_frequency < policy.min_frequency {
            self.whole(Rule::D5, "the minimum frequency is below the network's");
        }
        if suppressed && method.suppression == Suppression::None {
            self.whole(Rule::D5, "cells are suppressed, but the method says that none were");
        }
        if method.rounding.is_none() && self.table.flags.values().any(|flags| flags.has('o')) {
            self.whole(Rule::D5, "cells are rounded (flag o), but the method states no rounding base");
        }
        if let Some(base) = method.rounding {
            if !matches!(base, 3 | 5 | 10) {
                self.whole(Rule::D5, "the rounding base is not 3, 5 or 10");
            } else if self.table.values.iter().flatten().any(|value| value.unsigned_abs() % base != 0) {
                self.whole(Rule::D5, "a value is not a multiple of the declared rounding base");
            }
        }
        match method.noise_milli_epsilon {
            Some(_) if !policy.noise_allowed => self.whole(Rule::D5, "the network's policy does not allow noise"),
            Some(_) if suppressed => self.whole(Rule::D5, "a table with noise suppresses no cells"),
            Some(0) => self.whole(Rule::D5, "the privacy loss of the noise is 0"),
            _ => {}
        }
    }

    fn noisy(&self) -> bool {
        self.table.method.as_ref().is_some_and(|method| method.noise_milli_epsilon.is_some())
    }

    fn zeros_suppressed(&self) -> bool {
        self.table.method.as_ref().is_some_and(|method| method.zeros == Zeros::Suppressed)
    }

    /// The least count above 0 that may be published: the higher of both minima.
    fn least(&self, policy: &Policy) -> u64 {
        self.table.method.as_ref().map_or(0, |method| method.min_frequency).max(policy.min_frequency)
    }

    fn small_counts(&mut self, policy: &Policy) {
        if self.table.measure.kind != MeasureKind::Count {
            return;
        }
        let least = self.least(policy);
        let noisy = self.noisy();
        for (position, value) in self.table.values.iter().enumerate() {
            match value {
                Some(value) if *value < 0 => self.cell(Rule::D1, position, "a count is negative"),
                Some(0) if !noisy && self.zeros_suppressed() => {
                    self.cell(Rule::D1, position, "a zero is published, but the method says that zeros are suppressed");
                }
                Some(value) if !noisy && *value > 0 && value.unsigned_abs() < least => {
                    self.cell(Rule::D1, position, &format!("a count lies between 1 and {}; suppress it", least - 1));
                }
                _ => {}
            }
        }
    }

    fn sums(&mut self, policy: &Policy) {
        if self.noisy() {
            return;
        }
        let result = subtraction::check(self.table, self.least(policy));
        for position in result.broken {
            self.cell(Rule::D2, position, "this total is not the sum of its parts");
        }
        for position in result.derivable {
            let problem = if self.table.flags_at(position).suppressed() {
                "this suppressed value follows from the published ones; suppress more cells"
            } else {
                "the small count of this empty cell follows from the published ones; suppress it and more cells"
            };
            self.cell(Rule::D3, position, problem);
        }
    }
}

#[cfg(test)]
mod tests;
