//! Numbers per inhabitant.

use std::collections::BTreeSet;

use emn_protocol::record::{Code, Flags};

use super::Cube;
use super::block::NONE;
use super::names::Id;
use super::report::too_large;
use super::settle::Draft;
use crate::error::SeriesError;
use crate::population::Population;

/// Digits of a rate after the decimal point.
pub(super) const DECIMALS: u8 = 2;

/// The unit of a rate; [`Plan`](super::plan::Plan) admits these two only.
pub(super) fn unit(per: u32) -> Code {
    let unit = if per == 1_000_000 { "P_MHAB" } else { "P_HTHAB" };
    unit.parse().expect("units are codes")
}

/// A rate: `value × per / inhabitants`.
pub(super) struct Rates<'a> {
    pub(super) cube: &'a Cube,
    pub(super) population: &'a Population,
    pub(super) per: u32,
    /// Digits of the counts.
    pub(super) decimals: u8,
    /// Countries of which no population is known.
    pub(super) unknown: BTreeSet<Id>,
}

/// What a row shows.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Shown {
    pub(super) value: Option<i128>,
    pub(super) at_least: Option<i128>,
    pub(super) flags: Flags,
}

impl Rates<'_> {
    /// The rate of a row, over the population of all countries in it. `None` in it when a population is not known.
    pub(super) fn of(&mut self, draft: &Draft) -> Result<Shown, SeriesError> {
        let shown = Shown { flags: draft.number.flags, ..Shown::default() };
        let Some((inhabitants, flags)) = self.inhabitants(draft)? else { return Ok(shown) };
        let too_large = || too_large(self.cube, draft);
        let factor = i128::from(self.per) * 10i128.pow(u32::from(DECIMALS));
        let below = inhabitants.checked_mul(10i128.pow(u32::from(self.decimals))).ok_or_else(too_large)?;
        let above =
            |value: i128| value.checked_mul(factor).and_then(|value| value.checked_mul(2)).ok_or_else(too_large);
        let value = draft.number.value().map(above).transpose()?;
        let at_least = draft.number.at_least().map(above).transpose()?;
        Ok(Shown {
            // Half up: the whole part of the doubled quotient and a half.
            value: value.map(|value| (value + below).div_euclid(2 * below)),
            // A bound is never rounded up.
            at_least: at_least.map(|value| value.div_euclid(2 * below)),
            flags: shown.flags.union(flags),
        })
    }

    fn inhabitants(&mut self, draft: &Draft) -> Result<Option<(i128, Flags)>, SeriesError> {
        if draft.period == NONE {
            return Err(SeriesError::RateOverYears);
        }
        let time = self.cube.names.periods.time(draft.period);
        if time.first_year != time.last_year {
            return Err(SeriesError::RateOverYears);
        }
        let mut sum = (!draft.covers.is_empty()).then_some((0, Flags::default()));
        for place in &draft.covers {
            let code = self.cube.names.places.codes.code(*place);
            let found = self.population.of(code.as_str(), time.first_year);
            if found.is_none() {
                self.unknown.insert(*place);
            }
            sum = sum
                .zip(found)
                .map(|((sum, flags), (more, more_flags))| (sum + i128::from(more), flags.union(more_flags)));
        }
        Ok(sum)
    }
}
