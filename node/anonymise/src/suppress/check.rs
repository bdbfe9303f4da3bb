//! What is refused before anything is protected.

use std::collections::BTreeSet;

use emn_protocol::limits;
use emn_protocol::record::{Dimension, MeasureKind, Table};

use super::system::{Kind, System};
use super::{Earlier, ProtectError};
use crate::policy::{MAX_CELLS, MAX_DIMENSIONS, Policy};
use crate::publication::is_total;

fn form_error(problem: impl Into<String>) -> ProtectError {
    ProtectError::Form(problem.into())
}

/// A complete table of counts, of a size that can be protected, whose sums hold.
pub(super) fn form(table: &Table, policy: &Policy) -> Result<(), ProtectError> {
    size(table)?;
    axes(table)?;
    if table.measure.kind != MeasureKind::Count {
        return Err(form_error("only counts of persons are protected by suppression"));
    }
    if policy.min_frequency == 0 || policy.width == 0 {
        return Err(form_error("the policy asks for no protection at all"));
    }
    if policy.width > 1 << 16 || policy.min_frequency > 1 << 32 {
        return Err(form_error("the policy asks for more protection than can be computed"));
    }
    values(table)?;
    sums_hold(table)
}

/// Earlier tables are taken as they are, but they must be tables.
pub(super) fn earlier(earlier: &[Earlier]) -> Result<(), ProtectError> {
    for own in earlier {
        let table = &own.publication.table;
        axes(table).map_err(|error| form_error(format!("{}: {error}", own.publication.source)))?;
        let counts = own.counts.as_ref().map_or(table.values.len(), Vec::len);
        if counts != table.values.len() {
            return Err(form_error(format!("{}: not one count for each cell", own.publication.source)));
        }
    }
    let cells = earlier.iter().map(|earlier| earlier.publication.table.values.len()).sum::<usize>();
    match u32::try_from(cells) {
        Ok(_) => Ok(()),
        Err(_) => {
            Err(ProtectError::TooLarge { what: "cells of earlier tables", found: cells, most: u32::MAX as usize })
        }
    }
}

fn size(table: &Table) -> Result<(), ProtectError> {
    let too_large = |what, found, most| Err(ProtectError::TooLarge { what, found, most });
    if table.values.len() > MAX_CELLS {
        return too_large("cells", table.values.len(), MAX_CELLS);
    }
    let dimensions = table.dimensions.iter().filter(|dimension| dimension.codes.len() > 1).count();
    if dimensions > MAX_DIMENSIONS {
        return too_large("dimensions with more than one code", dimensions, MAX_DIMENSIONS);
    }
    if table.dimensions.len() > limits::DIMENSIONS {
        return too_large("dimensions", table.dimensions.len(), limits::DIMENSIONS);
    }
    Ok(())
}

fn axes(table: &Table) -> Result<(), ProtectError> {
    if table.dimensions.iter().any(|dimension| dimension.codes.is_empty()) {
        return Err(form_error("a dimension has no codes"));
    }
    if table.cells() != Some(table.values.len()) {
        return Err(form_error("not one value for each combination of codes"));
    }
    table.dimensions.iter().try_for_each(axis)?;
    let terms = table.dimensions.iter().fold(0usize, |terms, dimension| {
        let own: usize = dimension.sums.iter().map(|sum| sum.parts.len() + 1).sum();
        terms.saturating_add(own.saturating_mul(table.values.len() / dimension.codes.len()))
    });
    match terms > limits::EQUATION_TERMS {
        true => Err(ProtectError::TooLarge { what: "terms of sums", found: terms, most: limits::EQUATION_TERMS }),
        false => Ok(()),
    }
}

fn axis(dimension: &Dimension) -> Result<(), ProtectError> {
    let codes = dimension.codes.len();
    for sum in &dimension.sums {
        let distinct: BTreeSet<u32> = sum.parts.iter().copied().collect();
        let known = sum.parts.iter().chain([&sum.total]).all(|code| (*code as usize) < codes);
        if !known || sum.parts.is_empty() || distinct.len() != sum.parts.len() {
            return Err(form_error(format!("a sum of dimension {} has no parts, or wrong ones", dimension.id)));
        }
    }
    match acyclic(dimension) {
        true => Ok(()),
        false => Err(form_error(format!("in dimension {} a code is, over its sums, a part of itself", dimension.id))),
    }
}

/// Whether no code is a part of itself: totals can be taken away one after the other, those that are no part first.
fn acyclic(dimension: &Dimension) -> bool {
    let mut part_of = vec![0usize; dimension.codes.len()];
    let mut sums_of = vec![Vec::new(); dimension.codes.len()];
    for sum in &dimension.sums {
        sums_of[sum.total as usize].push(sum);
        sum.parts.iter().for_each(|part| part_of[*part as usize] += 1);
    }
    let mut free: Vec<usize> = (0..part_of.len()).filter(|code| part_of[*code] == 0).collect();
    let mut taken = 0;
    while let Some(code) = free.pop() {
        taken += 1;
        for part in sums_of[code].iter().flat_map(|sum| &sum.parts) {
            let left = &mut part_of[*part as usize];
            *left -= 1;
            if *left == 0 {
                free.push(*part as usize);
            }
        }
    }
    taken == part_of.len()
}

fn values(table: &Table) -> Result<(), ProtectError> {
    for (position, value) in table.values.iter().enumerate() {
        let flags = table.flags_at(position);
        let cell = || table.coordinates(position).iter().map(|code| code.as_str()).collect::<Vec<_>>().join("/");
        let problem = match value {
            Some(value) if *value < 0 => "a count is negative",
            Some(_) if flags.has('z') => "a cell that is not applicable (flag z) has a count",
            Some(_) if flags.suppressed() => "a cell is suppressed already (flag c)",
            None if !flags.has('z') => "a count is missing; write 0 for none, or the flag z where there can be none",
            _ => continue,
        };
        return Err(form_error(format!("cell {}: {problem}", cell())));
    }
    if let Some((position, _)) = table.flags.last_key_value()
        && *position as usize >= table.values.len()
    {
        return Err(form_error("a flag belongs to no cell"));
    }
    Ok(())
}

fn sums_hold(table: &Table) -> Result<(), ProtectError> {
    let strides = table.strides();
    let value = |position: usize| i128::from(table.values[position].unwrap_or(0));
    for (dimension, stride) in table.dimensions.iter().zip(strides) {
        let block = stride * dimension.codes.len();
        for sum in &dimension.sums {
            for start in (0..table.values.len()).step_by(block).flat_map(|block| block..block + stride) {
                let total = start + sum.total as usize * stride;
                let parts: i128 = sum.parts.iter().map(|part| value(start + *part as usize * stride)).sum();
                if value(total) != parts {
                    let cell = table.coordinates(total).iter().map(|code| code.as_str()).collect::<Vec<_>>().join("/");
                    return Err(form_error(format!(
                        "cell {cell} is not the sum of its parts along {}; where persons are counted in several \
                         categories, declare no sum",
                        dimension.id
                    )));
                }
            }
        }
    }
    Ok(())
}

/// Enough persons for the detail of the table.
pub(super) fn detail(table: &Table, policy: &Policy) -> Result<(), ProtectError> {
    let strides = table.strides();
    let leaf: Vec<Vec<bool>> = table.dimensions.iter().map(leaves).collect();
    let inner = |position: usize| leaf.iter().zip(&strides).all(|(leaf, stride)| leaf[position / stride % leaf.len()]);
    let counts = || {
        let inner = table.values.iter().enumerate().filter(|(position, _)| inner(*position));
        inner.filter_map(|(_, value)| *value).map(i64::unsigned_abs)
    };
    let filled = counts().filter(|count| *count > 0).count() as u64;
    let persons: u128 = counts().map(u128::from).sum();
    let all_small = counts().all(|count| count == 0 || count < policy.min_frequency);
    let nothing_to_protect = !counts().any(|count| policy.is_sensitive(count));
    if nothing_to_protect || (!all_small && persons >= u128::from(filled) * u128::from(policy.min_mean)) {
        return Ok(());
    }
    let count = |leaf: &[bool]| leaf.iter().filter(|leaf| **leaf).count();
    let finest = (0..leaf.len()).max_by_key(|place| (count(&leaf[*place]), std::cmp::Reverse(*place)));
    let dimension = finest.map_or(String::new(), |place| table.dimensions[place].id.to_string());
    Err(ProtectError::Sparse { dimension })
}

/// Codes that are the total of nothing.
fn leaves(dimension: &Dimension) -> Vec<bool> {
    let total = |place: usize| dimension.sums.iter().any(|sum| sum.total as usize == place);
    let lowest: Vec<bool> = dimension
        .codes
        .iter()
        .enumerate()
        .map(|(place, code)| !total(place) && (dimension.codes.len() == 1 || !is_total(dimension, code)))
        .collect();
    // A dimension that has its total only.
    if lowest.iter().any(|leaf| *leaf) { lowest } else { vec![true; dimension.codes.len()] }
}

/// No sensitive cell is known to readers already.
pub(super) fn already_public(system: &System) -> Result<(), ProtectError> {
    let known = |cell: &&u32| {
        let cell = &system.cells[**cell as usize];
        cell.sensitive && cell.kind == Kind::Known
    };
    match system.cell_of.iter().find(known) {
        None => Ok(()),
        Some(cell) => Err(super::unprotectable(system, *cell, u32::MAX)),
    }
}
