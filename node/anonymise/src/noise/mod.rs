//! Noise instead of suppression: differential privacy for a table of counts, where the network's policy allows it.
//!
//! Each detailed cell gets noise from the discrete Laplace distribution, `P(x) ∝ exp(−ε|x| / c)`, where *c* is the
//! number of detailed cells that one person can be counted in (the sensitivity; neighbouring tables differ by one
//! person). For counts no other noise of the same privacy serves readers better (Ghosh, Roughgarden, Sundararajan,
//! *Universally utility-maximizing privacy mechanisms*, STOC 2009). It is drawn exactly, on whole numbers
//! (Canonne, Kamath, Steinke, NeurIPS 2020).
//!
//! Totals are sums of noisy detailed cells, so that the table adds up and the whole ε goes to the detailed cells. The
//! price: a total of *n* detailed cells carries the noise of all of them, √n times that of one. Publish few details
//! where totals matter. Noise with a share of ε for each level would serve totals better, and not add up.
//!
//! Afterwards no value is negative, and each whole total is as its noise left it (`fit`); that uses noisy values only
//! and costs no privacy. Zeros get noise like all others; only cells that are not applicable stay empty.
//!
//! A cell is drawn once: what was published of it stays, in every table and version. A reader who could see several
//! draws would average the noise away. To publish a corrected count, leave its cell out of [`Earlier::noisy`]; that
//! draws again and costs ε again. Nothing that was published exactly, or in a table with suppressed cells, may be
//! published with noise as well.

mod cube;
mod fit;
mod sample;

use std::collections::{BTreeMap, BTreeSet};

use emn_protocol::disclosure;
use emn_protocol::record::{Method, Suppression};
use serde::{Deserialize, Serialize};

use crate::policy::Policy;
use crate::publication::{CellKey, Publication};
use cube::{Cube, name};
use sample::Sampler;

/// Privacy loss of one table at most, in thousandths: beyond, noise hides nobody.
pub const MAX_MILLI_EPSILON: u64 = 20_000;

/// Detailed cells that a person may be counted in at most.
pub const MAX_CELLS_PER_PERSON: u64 = 10_000;

/// How much noise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Privacy loss of the table for one person, in thousandths of ε; 1 to 20,000.
    pub milli_epsilon: u64,
    /// Detailed cells that one person can be counted in at most: 1, unless a person can have several codes of a
    /// dimension, or a dimension has a total that no sum declares.
    pub cells_per_person: u64,
}

impl Settings {
    /// Standard deviation of the noise on one detailed cell, for people. A total of *n* cells has √n times that.
    pub fn deviation(&self) -> f64 {
        let ratio = (-(self.milli_epsilon as f64) / (1000.0 * self.cells_per_person as f64)).exp();
        (2.0 * ratio).sqrt() / (1.0 - ratio)
    }
}

/// What a series may cost the privacy of one person, and has cost. Losses add up (sequential composition: Dwork and
/// Roth, *The Algorithmic Foundations of Differential Privacy*, 2014, theorem 3.16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Budget {
    /// In thousandths of ε.
    pub spent_milli_epsilon: u64,
    /// In thousandths of ε.
    pub limit_milli_epsilon: u64,
}

impl Budget {
    /// The account after spending `milli_epsilon` more.
    ///
    /// # Errors
    /// When that is beyond the limit.
    pub fn spend(self, milli_epsilon: u64) -> Result<Self, NoiseError> {
        let spent = self.spent_milli_epsilon.checked_add(milli_epsilon);
        match spent.filter(|spent| *spent <= self.limit_milli_epsilon) {
            Some(spent_milli_epsilon) => Ok(Self { spent_milli_epsilon, ..self }),
            None => Err(NoiseError::Budget {
                spent: self.spent_milli_epsilon,
                needed: milli_epsilon,
                limit: self.limit_milli_epsilon,
            }),
        }
    }
}

/// What the publisher published before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Earlier {
    /// Values with noise.
    pub noisy: BTreeMap<CellKey, i64>,
    /// Cells of tables without noise, published or suppressed.
    pub plain: BTreeSet<CellKey>,
}

/// A table with noise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noisy {
    /// As readers will see it, with its method statement.
    pub publication: Publication,
    /// The account after it. Nothing is spent when every detailed cell was published before.
    pub budget: Budget,
    /// Values that are new with this table, to be kept and given back as [`Earlier::noisy`].
    pub drawn: BTreeMap<CellKey, i64>,
    /// Detailed cells that were taken over from before.
    pub reused: usize,
    /// Totals that were published before with another value, by position: readers see two noisy values of the same
    /// count. It is allowed, and was paid for, but needs a word of explanation.
    pub differs: Vec<usize>,
}

/// A table that gets no noise.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoiseError {
    /// The network wants none.
    #[error("the network's policy does not allow tables with noise")]
    NotAllowed,
    /// ε or the number of cells is out of range.
    #[error("{field} = {value} is not between 1 and {limit}")]
    Setting {
        /// Which.
        field: &'static str,
        /// What it was set to.
        value: u64,
        /// The greatest that is allowed.
        limit: u64,
    },
    /// The series has no privacy left to spend.
    #[error("the series has spent {spent} of {limit} thousandths of epsilon; {needed} more are too many")]
    Budget {
        /// In thousandths of ε.
        spent: u64,
        /// In thousandths of ε.
        needed: u64,
        /// In thousandths of ε.
        limit: u64,
    },
    /// Only counts get noise.
    #[error("the table does not hold counts of persons without decimals")]
    NotCounts,
    /// There is not one value for each cell.
    #[error("the table does not have one value for each combination of its codes")]
    Shape,
    /// A detailed cell without a count.
    #[error("cell {cell} has no value; count it, or flag it as not applicable (z)")]
    Missing {
        /// Its codes.
        cell: String,
    },
    /// A value that is no count.
    #[error("cell {cell} is negative or too large")]
    OutOfRange {
        /// Its codes.
        cell: String,
    },
    /// The counts do not add up.
    #[error("cell {cell} is not the sum of its parts")]
    NotAdditive {
        /// Codes of the total.
        cell: String,
    },
    /// A total that does not have exactly one sum, or is part of itself: noise on each grouping would not add up.
    #[error("a total of dimension {dimension} has several groupings, or is a part of itself; leave one grouping only")]
    Groupings {
        /// The dimension.
        dimension: String,
    },
    /// Totals without declared sums count persons more often than stated.
    #[error("a person is counted in {needed} cells, since totals have no declared sums; {stated} is stated")]
    Contributions {
        /// What the settings say.
        stated: u64,
        /// At least.
        needed: u64,
    },
    /// The cell is known exactly, or from a table with suppressed cells.
    #[error("cell {cell} was published without noise before; noise would protect nobody")]
    Plain {
        /// Its codes.
        cell: String,
    },
    /// The source of randomness repeats itself.
    #[error("the source of randomness is broken")]
    Source,
}

/// Puts noise on a table that still has all its counts. `random` fills a buffer and must be a cryptographic source of
/// the operating system; the noise is as secret as that.
///
/// # Errors
/// When network, budget, table or source do not allow it. Nothing is spent then.
pub fn perturb(
    new: &Publication,
    settings: &Settings,
    budget: Budget,
    earlier: &Earlier,
    policies: (&Policy, &disclosure::Policy),
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Noisy, NoiseError> {
    check(settings, policies.1)?;
    let table = &new.table;
    let cube = Cube::new(table, settings.cells_per_person)?;
    let keys: Vec<CellKey> = (0..table.values.len()).map(|position| new.key(position)).collect();
    if let Some(cell) = keys.iter().position(|key| earlier.plain.contains(key)) {
        return Err(NoiseError::Plain { cell: name(table, cell) });
    }
    let known = |cell: usize| earlier.noisy.get(&keys[cell]).copied().map(|value| value.max(0));
    let fresh: Vec<bool> = cube.detailed.iter().map(|cell| known(*cell).is_none()).collect();
    let reused = fresh.iter().filter(|fresh| !**fresh).count();
    let budget = if reused < fresh.len() { budget.spend(settings.milli_epsilon)? } else { budget };

    let mut sampler = Sampler::new(random);
    let mut draw = |(cell, fresh): (&usize, &bool)| {
        if !fresh {
            return Ok(known(*cell).unwrap_or(0));
        }
        let noise = sampler.laplace(settings.milli_epsilon, 1000 * settings.cells_per_person);
        let noise = noise.map_err(|sample::BrokenSource| NoiseError::Source)?;
        Ok(table.values[*cell].unwrap_or(0).saturating_add(noise))
    };
    let mut detailed = cube.detailed.iter().zip(&fresh).map(&mut draw).collect::<Result<Vec<i64>, NoiseError>>()?;
    for (members, top) in &cube.groups {
        settle(&mut detailed, members, &fresh, top.and_then(known));
    }

    let mut values = vec![0; table.values.len()];
    cube.detailed.iter().zip(&detailed).for_each(|(cell, value)| values[*cell] = *value);
    cube.add_up(table, &mut values);
    let mut result = Noisy { publication: new.clone(), budget, drawn: BTreeMap::new(), reused, differs: Vec::new() };
    for (cell, key) in keys.iter().enumerate().filter(|(cell, _)| table.values[*cell].is_some()) {
        result.publication.table.values[cell] = Some(values[cell]);
        match known(cell) {
            None => {
                result.drawn.insert(key.clone(), values[cell]);
            }
            Some(known) if known != values[cell] => result.differs.push(cell),
            Some(_) => {}
        }
    }
    result.publication.table.method = Some(Method {
        min_frequency: policies.0.min_frequency,
        suppression: Suppression::None,
        rounding: None,
        noise_milli_epsilon: Some(settings.milli_epsilon),
        zeros: policies.0.zeros,
    });
    Ok(result)
}

fn check(settings: &Settings, network: &disclosure::Policy) -> Result<(), NoiseError> {
    if !network.noise_allowed {
        return Err(NoiseError::NotAllowed);
    }
    let limits = [
        ("milli_epsilon", settings.milli_epsilon, MAX_MILLI_EPSILON),
        ("cells_per_person", settings.cells_per_person, MAX_CELLS_PER_PERSON),
    ];
    match limits.into_iter().find(|(_, value, limit)| *value == 0 || value > limit) {
        Some((field, value, limit)) => Err(NoiseError::Setting { field, value, limit }),
        None => Ok(()),
    }
}

/// Makes the fresh cells of a group counts, such that the whole group adds up to what noise left of it, or to its
/// total as it was published before.
fn settle(detailed: &mut [i64], members: &[usize], fresh: &[bool], total: Option<i64>) {
    let sum = |of_fresh: bool| -> i128 {
        members.iter().filter(|index| fresh[**index] == of_fresh).map(|index| i128::from(detailed[*index])).sum()
    };
    let wanted = match total {
        Some(total) => i128::from(total) - sum(false),
        None => sum(true),
    };
    let indexes: Vec<usize> = members.iter().copied().filter(|index| fresh[*index]).collect();
    let mut values: Vec<i64> = indexes.iter().map(|index| detailed[*index]).collect();
    fit::fit(&mut values, u64::try_from(wanted.max(0)).unwrap_or(u64::MAX));
    indexes.iter().zip(values).for_each(|(index, value)| detailed[*index] = value);
}

#[cfg(test)]
mod tests;
