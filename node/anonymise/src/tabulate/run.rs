//! Reads all of an input with all threads.

use rayon::prelude::*;

use emn_protocol::draft::REPORTED;

use super::column::NotMapped;
use super::plan::Plan;
use super::tally::{Tally, not_mapped};
use super::worker::{Worker, lines};
use crate::read::{Batch, BlockProblem, Blocks, Parquet, Problem, ReadError, split};

/// What was read.
pub(super) struct Counted<'p> {
    pub(super) tally: Tally<'p>,
    pub(super) rows: u64,
    pub(super) left_out: u64,
    /// Whether reading ended at something that could not be understood.
    lost: bool,
    /// By column.
    pub(super) not_mapped: Vec<NotMapped>,
}

/// Called with the rows and bytes that are done.
pub(super) type Progress<'a> = &'a mut dyn FnMut(u64, u64);

struct Run<'p, 'a> {
    plan: &'p Plan<'p>,
    workers: Vec<Worker<'p>>,
    tally: Tally<'p>,
    bytes: u64,
    lost: bool,
    progress: Progress<'a>,
}

/// Reads delimited text. `line` lines came before.
pub(super) fn text<'p>(
    plan: &'p Plan<'p>,
    mut blocks: Blocks<'_>,
    delimiter: u8,
    mut line: u64,
    progress: Progress<'_>,
) -> Result<Counted<'p>, ReadError> {
    let mut run = Run::new(plan, progress);
    let mut seen = false;
    loop {
        let block = match blocks.next_block() {
            Ok(Some(block)) => block,
            Ok(None) => break,
            Err(BlockProblem::Io(error)) => return Err(ReadError::io(&plan.file)(error)),
            Err(BlockProblem::LongRow) => {
                let what = format!("a row of more than {} bytes begins here", plan.limits.row_bytes);
                let advice = "look for a quote that is never closed";
                run.tally.problems.push(plan.problem(Some((line + 1, 1)), None, what, advice));
                break;
            }
        };
        let pieces = split(block, run.workers.len());
        let looked: Vec<(u64, bool)> = pieces.par_iter().map(|piece| (lines(piece), piece.is_ascii())).collect();
        let mut begins = Vec::new();
        for (lines, ascii) in looked {
            begins.push((line + 1, seen));
            line += lines;
            seen |= !ascii;
        }
        let count = pieces.len();
        let work = run.workers.par_iter_mut().zip(pieces.par_iter().zip(&begins));
        work.for_each(|(worker, (piece, (first, seen)))| worker.read(piece, delimiter, *first, *seen));
        run.bytes += block.len() as u64;
        if !run.after_block(count) {
            break;
        }
    }
    Ok(run.end())
}

/// Reads Parquet.
pub(super) fn parquet<'p>(
    plan: &'p Plan<'p>,
    parquet: &Parquet,
    wanted: &[usize],
    progress: Progress<'_>,
) -> Result<Counted<'p>, ReadError> {
    enum Stop {
        Enough,
        Failed(ReadError),
    }
    impl From<ReadError> for Stop {
        fn from(error: ReadError) -> Self {
            Self::Failed(error)
        }
    }
    let mut run = Run::new(plan, progress);
    let mut first = 1;
    let read = parquet.read(wanted, |batch: &Batch| {
        let step = batch.rows.div_ceil(run.workers.len()).max(1);
        let count = batch.rows.div_ceil(step);
        run.workers.par_iter_mut().take(count).enumerate().for_each(|(index, worker)| {
            let start = index * step;
            worker.read_batch(batch, start..(start + step).min(batch.rows), first);
        });
        first += batch.rows as u64;
        run.bytes += batch.columns.iter().map(|column| column.len() as u64).sum::<u64>();
        if run.after_block(count) { Ok(()) } else { Err(Stop::Enough) }
    });
    match read {
        Ok(()) | Err(Stop::Enough) => Ok(run.end()),
        Err(Stop::Failed(error)) => Err(error),
    }
}

impl<'p, 'a> Run<'p, 'a> {
    fn new(plan: &'p Plan<'p>, progress: Progress<'a>) -> Self {
        let threads = rayon::current_num_threads().max(1);
        let workers = (0..threads).map(|_| Worker::new(plan)).collect();
        Self { plan, workers, tally: Tally::new(plan), bytes: 0, lost: false, progress }
    }

    /// Joins what has to be joined in order; whether to go on.
    fn after_block(&mut self, pieces: usize) -> bool {
        for worker in self.workers.iter_mut().take(pieces) {
            self.tally.look_at(worker);
            let room = REPORTED.saturating_sub(self.tally.problems.len());
            self.tally.problems.extend(worker.problems.drain(..).take(room));
            self.tally.too_many = self.tally.too_many.or(worker.too_many);
            self.tally.full = self.tally.full.or(worker.full);
            if worker.lost {
                // What was read behind this place was misunderstood.
                self.lost = true;
                break;
            }
        }
        (self.progress)(self.workers.iter().map(|worker| worker.rows).sum(), self.bytes);
        let too_many_values =
            self.workers.iter().any(|worker| worker.columns.iter().any(|column| column.not_mapped.overflown));
        !self.lost
            && self.tally.problems.len() < REPORTED
            && self.tally.full.is_none()
            && self.tally.too_many.is_none()
            && !too_many_values
    }

    fn end(mut self) -> Counted<'p> {
        let broken = !self.tally.problems.is_empty() || self.tally.full.is_some() || self.tally.too_many.is_some();
        if !self.plan.in_order() && !broken {
            for worker in &self.workers {
                self.tally.absorb(worker);
            }
        }
        let limit = self.plan.limits.codes;
        Counted {
            rows: self.workers.iter().map(|worker| worker.rows).sum(),
            left_out: self.workers.iter().map(|worker| worker.left_out).sum(),
            lost: self.lost,
            not_mapped: not_mapped(&self.workers, limit),
            tally: self.tally,
        }
    }
}

impl Counted<'_> {
    /// Everything that hinders a table; empty when nothing does.
    pub(super) fn problems(&self, plan: &Plan<'_>) -> Vec<Problem> {
        let mut problems = self.tally.problems.clone();
        problems.sort_by_key(|problem| (problem.line, problem.column));
        // Behind what could not be understood, values may stand in the wrong columns.
        for (coder, found) in plan.coders.iter().zip(&self.not_mapped).filter(|_| !self.lost) {
            let Some((line, column, why)) = found.first else { continue };
            let dimension = coder.dimension;
            let what = describe(found, plan, why);
            let advice = format!("add to the mapping of `{}` what they mean, or correct the file", dimension.id);
            problems.push(plan.problem(Some((line, column)), Some(&dimension.column), what, advice));
        }
        if let Some(coder) = self.tally.too_many.and_then(|axis| plan.coders.get(axis)) {
            let what = format!("more than {} different codes", plan.limits.codes);
            let advice = "this is no column of categories; map its values to fewer codes";
            problems.push(plan.problem(None, Some(&coder.dimension.column), what, advice));
        }
        match self.tally.full {
            Some(super::grid::Full::Combinations) => {
                let what = format!("more than {} combinations of codes", plan.limits.combinations);
                problems.push(plan.problem(None, None, what, "count by fewer dimensions, or by fewer codes"));
            }
            Some(super::grid::Full::Count) => {
                let what = "a count does not fit 64 bits";
                problems.push(plan.problem(None, None, what, "correct the counts of the input"));
            }
            None => {}
        }
        if problems.is_empty() && self.rows == 0 {
            problems.push(plan.problem(None, None, "the file has no row below its header", "choose another file"));
        }
        problems
    }
}

/// What the mapping does not know, without showing what may be a person's.
fn describe(found: &NotMapped, plan: &Plan<'_>, why: &str) -> String {
    if found.overflown {
        let limit = plan.limits.codes;
        return format!("more than {limit} different values, and the first {why}");
    }
    let least = plan.limits.min_frequency;
    let mut frequent: Vec<(&Vec<u8>, &u64)> = found.values.iter().filter(|(_, rows)| **rows >= least).collect();
    frequent.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
    let rows = if found.rows == 1 { "row" } else { "rows" };
    let mut what = match found.values.len() {
        1 => format!("a value {why}, in {} {rows}", found.rows),
        several => format!("{several} different values have no code, in {} {rows}; the first {why}", found.rows),
    };
    let shown: Vec<String> = frequent
        .iter()
        .take(10)
        .map(|(value, rows)| {
            let text: String = String::from_utf8_lossy(value).chars().take(40).collect();
            format!("`{text}` ({rows} rows)")
        })
        .collect();
    if !shown.is_empty() {
        what.push_str(": ");
        what.push_str(&shown.join(", "));
        if found.values.len() > shown.len() {
            what.push_str(" and others");
        }
    }
    what
}
