//! An attack on what is to be published, with everything that this member ever published.
//!
//! It reads public tables and the policy only, never a true count, and shares no code with suppression. All sums of all
//! linked tables form one system; a suppressed cell is protected if the system leaves it enough room. First bounds are
//! propagated in whole numbers; what that leaves open is decided by linear programs, and by integer programs where a
//! component is small. A doubtful case counts as exposed.
//!
//! Sums that no table declares are unknown to the audit, and so are undeclared relations between tables, such as four
//! quarters in four tables that add up to a year in a fifth.

mod cells;
mod centre;
mod component;
mod decide;
mod dictionary;
mod exact;
mod explain;
mod groups;
mod joint;
mod links;
mod neighbourhood;
mod propagate;
mod space;
mod sparse;
mod subtraction;
mod system;
mod verdict;
mod versions;
mod world;

use std::collections::BTreeMap;

use emn_protocol::record::MeasureKind;

use crate::outcome::{Audit, CellAudit, Effort, Interval, Outcome, Verdict};
use crate::policy::Policy;
use crate::publication::Publication;
use cells::{Cells, Shown};
use system::Contradiction;

/// Audits `new` together with everything that was `published` before, in that order and in all versions. `expired` says
/// that time has run out; what is not decided by then counts as exposed.
///
/// The result is the same on every machine, unless time runs out. Nothing in it tells a count that is not published.
pub fn audit(
    published: &[Publication],
    new: &[Publication],
    policy: &Policy,
    expired: &(dyn Fn() -> bool + Sync),
) -> Audit {
    let mut report = Report::new(policy, expired);
    let groups = report.groups(published, new);
    for (old, fresh) in groups.into_values() {
        if fresh.is_empty() {
            continue;
        }
        let publications = old.iter().map(|at| &published[*at]).chain(fresh.iter().map(|at| &new[*at]));
        let cells = Cells::new(publications.collect(), old.len());
        if let Err(Contradiction(place)) = report.group(&cells, &old, &fresh) {
            report.audit.outcome = Outcome::Inconsistent(place);
            break;
        }
    }
    report.finish()
}

struct Report<'a> {
    policy: &'a Policy,
    expired: &'a (dyn Fn() -> bool + Sync),
    audit: Audit,
}

/// For each indicator, publications before and new.
type Groups = BTreeMap<String, (Vec<usize>, Vec<usize>)>;

impl<'a> Report<'a> {
    fn new(policy: &'a Policy, expired: &'a (dyn Fn() -> bool + Sync)) -> Self {
        let audit = Audit {
            outcome: Outcome::Passed,
            cells: Vec::new(),
            earlier: Vec::new(),
            refusals: Vec::new(),
            warnings: Vec::new(),
            effort: Effort::default(),
        };
        Self { policy, expired, audit }
    }

    /// Sorts out what is audited, and says why the rest is not.
    fn groups(&mut self, published: &[Publication], new: &[Publication]) -> Groups {
        let mut groups = Groups::new();
        for (at, one) in published.iter().enumerate() {
            let auditable = one.table.measure.kind == MeasureKind::Count && cells::malformed(&one.table).is_none();
            if auditable && !cells::noisy(&one.table) {
                groups.entry(one.indicator()).or_default().0.push(at);
            }
        }
        for (at, one) in new.iter().enumerate() {
            if let Some(problem) = cells::malformed(&one.table) {
                self.audit.refusals.push(format!("{}: {problem}", one.source));
            } else if one.table.measure.kind != MeasureKind::Count {
                self.audit.warnings.push(format!(
                    "{}: amounts and rates are not audited, only counts; publish them only for cells whose counts are \
                     published too",
                    one.source
                ));
            } else if !cells::noisy(&one.table) {
                groups.entry(one.indicator()).or_default().1.push(at);
            }
        }
        self.noise(published, new);
        groups
    }

    /// Noise protects nothing beside the exact figures of the same cells.
    fn noise(&mut self, published: &[Publication], new: &[Publication]) {
        let well = |one: &&Publication| cells::malformed(&one.table).is_none();
        let all: Vec<(bool, &Publication)> = published.iter().map(|one| (false, one)).collect::<Vec<_>>();
        let all: Vec<_> =
            all.into_iter().chain(new.iter().map(|one| (true, one))).filter(|(_, one)| well(one)).collect();
        if !all.iter().any(|(_, one)| cells::noisy(&one.table)) {
            return;
        }
        let keys: Vec<std::collections::HashSet<_>> =
            all.iter().map(|(_, one)| one.keys().into_iter().collect()).collect();
        for (at, (fresh, one)) in all.iter().enumerate() {
            let noisy = cells::noisy(&one.table);
            if *fresh && noisy {
                self.audit.warnings.push(format!("{}: figures with noise are not audited for intervals", one.source));
            }
            for (other, (also_fresh, another)) in all.iter().enumerate().skip(at + 1) {
                let mixed = noisy != cells::noisy(&another.table);
                if (*fresh || *also_fresh) && mixed && !keys[at].is_disjoint(&keys[other]) {
                    self.audit.refusals.push(format!(
                        "{} and {} show the same cells, one with noise and one without",
                        one.source, another.source
                    ));
                }
            }
        }
    }

    /// Audits all publications of one indicator.
    fn group(&mut self, cells: &Cells<'_>, old: &[usize], fresh: &[usize]) -> Result<(), Contradiction> {
        let everything: Vec<usize> = (0..cells.publications.len()).collect();
        self.audit.refusals.extend(versions::forbidden(cells, &everything, self.policy));
        let mut results = Results::new(cells);
        for publication in cells.earlier..cells.publications.len() {
            self.single(cells, publication, &mut results)?;
        }
        let (worlds, others) = versions::worlds(cells, &everything)?;
        for world in &worlds {
            let found = world::audit(cells, world, self.policy, self.expired)?;
            self.audit.effort.add(found.effort);
            found.findings.into_iter().for_each(|finding| results.take(finding));
        }
        if let [now, more @ ..] = worlds.as_slice() {
            for before in more.iter().chain(&others).take(versions::COMPARED) {
                let found = links::exposed(cells, now, before, self.policy, self.expired);
                found.into_iter().for_each(|finding| results.take(finding));
            }
        }
        self.earlier(cells, old, &mut results);
        for publication in cells.earlier..cells.publications.len() {
            let (warnings, refusals) = groups::check(cells, publication, &results, self.policy);
            self.audit.warnings.extend(warnings);
            self.audit.refusals.extend(refusals);
            self.collect(cells, publication, fresh[publication - cells.earlier], &mut results);
        }
        Ok(())
    }

    /// What one new table shows by itself: small counts, and values that follow by subtraction.
    fn single(&self, cells: &Cells<'_>, publication: usize, results: &mut Results) -> Result<(), Contradiction> {
        let table = cells.table(publication);
        let method = table.method.as_ref();
        let least = method.map_or(0, |method| method.min_frequency).max(self.policy.min_frequency);
        let zeros = method.is_some_and(|method| method.zeros == emn_protocol::record::Zeros::Suppressed);
        for (position, value) in table.values.iter().enumerate() {
            let Some(value) = value.and_then(|value| u64::try_from(value).ok()) else { continue };
            let rounded = matches!(cells.shown(publication, position), Shown::Rounded(..));
            if (1..least).contains(&value) || value == 0 && zeros && !rounded {
                let betrayed_by = vec!["the count itself is published".to_owned()];
                let interval = Interval { low: value, high: Some(value) };
                results.take(Finding { publication, position, interval, verdict: Verdict::Exact, betrayed_by });
            }
        }
        for (position, value, origin) in subtraction::derive(cells, publication)?.values {
            let suppressed = matches!(cells.shown(publication, position), Shown::Suppressed(_));
            if suppressed || (1..i128::from(least)).contains(&value) {
                let interval = verdict::Range { low: value, high: value }.interval();
                let betrayed_by = vec![system::describe(cells, origin)];
                results.take(Finding { publication, position, interval, verdict: Verdict::Exact, betrayed_by });
            }
        }
        Ok(())
    }

    /// Cells of earlier publications that the new ones expose, and that were protected before.
    fn earlier(&mut self, cells: &Cells<'_>, old: &[usize], results: &mut Results) {
        let exposed = |publication: usize, results: &Results| -> Vec<usize> {
            let of = results.of[publication].iter().enumerate();
            of.filter(|(_, found)| found.as_ref().is_some_and(|found| found.verdict.exposed()))
                .map(|(at, _)| at)
                .collect()
        };
        let suspects: Vec<(usize, usize)> = (0..cells.earlier)
            .flat_map(|publication| {
                exposed(publication, results).into_iter().map(move |position| (publication, position))
            })
            .collect();
        if suspects.is_empty() {
            return;
        }
        let before = world::exposed_before(cells, self.policy, self.expired);
        let mut known = 0;
        for (publication, position) in suspects {
            if before.contains(&cells.of[publication][position]) {
                known += 1;
            } else if let Some(found) = results.of[publication][position].take() {
                self.audit.earlier.push(CellAudit { publication: old[publication], ..found });
            }
        }
        if known > 0 {
            self.audit.warnings.push(format!(
                "{known} cells of earlier publications were already exposed; these can no longer be protected"
            ));
        }
    }

    fn collect(&mut self, cells: &Cells<'_>, publication: usize, index: usize, results: &mut Results) {
        let source = &cells.publications[publication].source;
        let mut needless = 0;
        for (position, found) in std::mem::take(&mut results.of[publication]).into_iter().enumerate() {
            let suppressed = matches!(cells.shown(publication, position), Shown::Suppressed(_));
            let Some(found) = found.filter(|found| suppressed || found.verdict.exposed()) else { continue };
            needless += usize::from(suppressed && found.verdict == Verdict::Harmless);
            self.audit.cells.push(CellAudit { publication: index, ..found });
        }
        if needless > 0 {
            self.audit.warnings.push(format!(
                "{source}: {needless} suppressed cells can be derived closely, but are large: suppressed without need"
            ));
        }
    }

    fn finish(mut self) -> Audit {
        self.audit.cells.sort_by_key(|cell| (cell.publication, cell.position));
        self.audit.earlier.sort_by_key(|cell| (cell.publication, cell.position));
        if self.audit.outcome == Outcome::Passed {
            let mut exposed = self.audit.cells.iter().chain(&self.audit.earlier).filter(|cell| cell.verdict.exposed());
            let undecided = |cell: &&CellAudit| cell.verdict == Verdict::Undecided;
            self.audit.outcome = match exposed.clone().all(|cell| undecided(&cell)) {
                _ if exposed.clone().next().is_none() => Outcome::Passed,
                true if (self.expired)() => Outcome::Unfinished,
                _ => exposed.next().map_or(Outcome::Passed, |_| Outcome::Exposed),
            };
        }
        self.audit
    }
}

/// A result for one cell of one publication.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Finding {
    publication: usize,
    position: usize,
    interval: Interval,
    verdict: Verdict,
    betrayed_by: Vec<String>,
}

/// The worst result of each cell so far.
struct Results {
    of: Vec<Vec<Option<CellAudit>>>,
}

impl Results {
    fn new(cells: &Cells<'_>) -> Self {
        Self { of: cells.of.iter().map(|positions| vec![None; positions.len()]).collect() }
    }

    fn take(&mut self, finding: Finding) {
        let Finding { publication, position, interval, verdict, betrayed_by } = finding;
        let place = &mut self.of[publication][position];
        if place.as_ref().is_none_or(|found| severity(verdict) > severity(found.verdict)) {
            *place = Some(CellAudit { publication, position, interval, verdict, betrayed_by });
        }
    }
}

fn severity(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Ok => 0,
        Verdict::Harmless => 1,
        Verdict::Undecided => 2,
        Verdict::Narrow => 3,
        Verdict::Small => 4,
        Verdict::Exact => 5,
    }
}

impl Effort {
    fn add(&mut self, other: Self) {
        self.cells += other.cells;
        self.variables += other.variables;
        self.equations += other.equations;
        self.components += other.components;
        self.largest = self.largest.max(other.largest);
        self.programs += other.programs;
    }
}

#[cfg(test)]
mod tests;
