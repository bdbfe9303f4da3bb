//! From counts by class to the table with all its sums.

use std::collections::HashMap;

use emn_protocol::draft::REPORTED;

use super::axis::{self, Axis};
use super::coder::Coder;
use super::column::Classes;
use super::grid::{AXES, Full, Place};
use super::plan::Plan;
use super::tally::{Given, Tally};
use crate::read::Problem;

/// The axes of the table, each with the position of its coder in the plan.
pub(super) struct Layout {
    pub(super) axes: Vec<(usize, Axis)>,
    /// Of each coder: for each class the positions of the codes that count it, along its axis; for a dimension that
    /// the table does not have, one position for the classes that are counted.
    codes_of: Vec<Vec<Vec<usize>>>,
}

/// Puts the axes into the order of the table; checks the sums that an input of counts has itself.
pub(super) fn layout(plan: &Plan<'_>, tally: &Tally<'_>) -> Result<Layout, Vec<Problem>> {
    let mut full: Vec<Axis> = Vec::new();
    let mut problems = Vec::new();
    for (coder, classes) in plan.coders.iter().zip(&tally.classes) {
        match axis::build(coder, classes, plan.limits.codes) {
            Ok(axis) => full.push(axis),
            Err(wrong) => {
                let field = format!("dimension `{}`", coder.dimension.id);
                problems.push(plan.problem(None, Some(&field), wrong.problem, wrong.advice));
            }
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    given_sums(plan, tally, &full)?;
    let mut codes_of = Vec::new();
    let mut axes = Vec::new();
    for (index, (axis, (coder, classes))) in full.into_iter().zip(plan.coders.iter().zip(&tally.classes)).enumerate() {
        match axis_in_table(plan, coder, classes, axis) {
            Some(axis) => {
                codes_of.push(inverse(&axis.members, classes.list.len()));
                axes.push((index, axis));
            }
            None => codes_of.push(inverse(&[axis::leaves(coder, classes)], classes.list.len())),
        }
    }
    let wanted = plan.mapping.axes();
    axes.sort_by_key(|(index, axis)| {
        (wanted.iter().position(|id| **id == axis.dimension.id).unwrap_or(usize::MAX), *index)
    });
    let cells = axes.iter().try_fold(1usize, |cells, (_, axis)| cells.checked_mul(axis.dimension.codes.len()));
    if cells.is_none_or(|cells| cells > plan.limits.cells) {
        let spans: Vec<String> = axes.iter().map(|(_, axis)| axis.dimension.codes.len().to_string()).collect();
        let what = format!("the dimensions span {} cells, and {} are allowed", spans.join(" × "), plan.limits.cells);
        return Err(vec![plan.problem(None, None, what, "count by fewer dimensions or codes, or make several tables")]);
    }
    Ok(Layout { axes, codes_of })
}

/// The axis that a dimension has in the table; `None` when all its codes are summed.
fn axis_in_table(plan: &Plan<'_>, coder: &Coder<'_>, classes: &Classes, axis: Axis) -> Option<Axis> {
    if plan.mapping.axes().contains(&&coder.dimension.id) {
        return Some(axis);
    }
    let chosen = plan.mapping.filters.get(&coder.dimension.id)?.first()?;
    // Who is counted must be seen in the table: it is a slice of the one without the filter.
    coder.keep.as_ref().map(|_| axis::single(coder, classes, chosen))
}

/// From «code → classes» to «class → codes».
fn inverse(members: &[Vec<usize>], classes: usize) -> Vec<Vec<usize>> {
    let mut codes_of = vec![Vec::new(); classes];
    for (code, members) in members.iter().enumerate() {
        for class in members {
            if let Some(codes) = codes_of.get_mut(*class) {
                codes.push(code);
            }
        }
    }
    codes_of
}

/// All counts of the table, row-major.
pub(super) fn counts(plan: &Plan<'_>, tally: &Tally<'_>, layout: &Layout) -> Result<Vec<u64>, Full> {
    let mut strides = vec![0usize; plan.coders.len()];
    let mut stride = 1;
    for (coder, axis) in layout.axes.iter().rev() {
        strides[*coder] = stride;
        stride *= axis.dimension.codes.len();
    }
    let mut cells = vec![0u64; stride];
    for (place, count) in tally.grid.counts() {
        each_combination(&layout.codes_of, &place, &mut |codes| {
            let index: usize = codes.iter().zip(&strides).map(|(code, stride)| code * stride).sum();
            let cell = cells.get_mut(index).ok_or(Full::Combinations)?;
            *cell = cell.checked_add(count).ok_or(Full::Count)?;
            Ok(())
        })?;
    }
    Ok(cells)
}

/// Calls `take` with every combination of what the classes of a place lead to.
fn each_combination(
    lists: &[Vec<Vec<usize>>],
    place: &Place,
    take: &mut dyn FnMut(&[usize]) -> Result<(), Full>,
) -> Result<(), Full> {
    let empty = Vec::new();
    let options: Vec<&Vec<usize>> =
        lists.iter().zip(place).map(|(list, class)| list.get(usize::from(*class)).unwrap_or(&empty)).collect();
    if options.iter().any(|options| options.is_empty()) {
        return Ok(());
    }
    let mut at = vec![0usize; options.len()];
    let mut codes: Vec<usize> = options.iter().map(|options| options[0]).collect();
    loop {
        take(&codes)?;
        // Counts up like an odometer.
        let Some(axis) = (0..at.len()).rev().find(|axis| at[*axis] + 1 < options[*axis].len()) else { return Ok(()) };
        at[axis] += 1;
        codes[axis] = options[axis][at[axis]];
        for later in axis + 1..at.len() {
            at[later] = 0;
            codes[later] = options[later][0];
        }
    }
}

/// Compares the sums in an input of counts with the computed ones.
fn given_sums(plan: &Plan<'_>, tally: &Tally<'_>, full: &[Axis]) -> Result<(), Vec<Problem>> {
    if tally.given.is_empty() {
        return Ok(());
    }
    let above: Vec<Vec<Vec<usize>>> =
        full.iter().zip(&tally.classes).map(|(axis, classes)| classes_above(axis, classes)).collect();
    let mut computed: HashMap<Place, u64> = tally.given.iter().map(|given| (given.place, 0)).collect();
    let mut overflow = Ok(());
    for (place, count) in tally.grid.counts() {
        let added = each_combination(&above, &place, &mut |classes| {
            let mut place = [0; AXES];
            for (to, class) in place.iter_mut().zip(classes) {
                *to = u16::try_from(*class).unwrap_or(u16::MAX);
            }
            if let Some(sum) = computed.get_mut(&place) {
                *sum = sum.checked_add(count).ok_or(Full::Count)?;
            }
            Ok(())
        });
        overflow = overflow.and(added);
    }
    let mut given = joined(&tally.given);
    given.retain(|given| overflow.is_err() || computed.get(&given.place) != Some(&given.count));
    let problem = |given: &Given| {
        let codes: Vec<&str> = given
            .place
            .iter()
            .zip(&tally.classes)
            .flat_map(|(class, classes)| classes.list.get(usize::from(*class)).into_iter().flatten())
            .map(String::as_str)
            .collect();
        let what = format!("the count of {} is not the sum of its parts", codes.join("/"));
        let advice = "correct the counts, add the rows that are missing, or declare no sum where there is none";
        plan.problem(Some((given.line, 1)), plan.mapping.count.as_deref(), what, advice)
    };
    let problems: Vec<Problem> = given.iter().take(REPORTED).map(problem).collect();
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// Sums that stand in several rows, since several values lead to one code, as one; in the order of their lines.
fn joined(given: &[Given]) -> Vec<Given> {
    let mut by_place: HashMap<Place, Given> = HashMap::new();
    for one in given {
        by_place.entry(one.place).and_modify(|sum| sum.count = sum.count.saturating_add(one.count)).or_insert(*one);
    }
    let mut joined: Vec<Given> = by_place.into_values().collect();
    joined.sort_by_key(|given| given.line);
    joined
}

/// For each class: itself and the classes whose code is a sum that includes it.
fn classes_above(axis: &Axis, classes: &Classes) -> Vec<Vec<usize>> {
    let number = |code: &str| classes.list.iter().position(|codes| codes.iter().any(|own| own == code));
    let above: Vec<Option<usize>> = axis.dimension.codes.iter().map(|code| number(code.as_str())).collect();
    let mut lists = vec![Vec::new(); classes.list.len()];
    for (members, class) in axis.members.iter().zip(&above) {
        for member in members {
            if let (Some(list), Some(class)) = (lists.get_mut(*member), class) {
                list.push(*class);
            }
        }
    }
    lists
}
