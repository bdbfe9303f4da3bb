//! Some figures of a dataset, as SDMX and Eurostat's clients choose them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Dataset, Role};
use crate::sdmx::SdmxIds;

/// Which figures are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Positions of codes on axes; all codes of an axis that is not named.
    codes: BTreeMap<usize, BTreeSet<u32>>,
    /// First and last month, counted from year 0.
    since: Option<i64>,
    until: Option<i64>,
    /// Only so many of the last periods of each series.
    last: Option<usize>,
}

/// Why nothing can be selected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SelectionError {
    /// Too few or too many parts.
    #[error("the key has {given} parts; there are {} dimensions: {}", dimensions.len(), dimensions.join("."))]
    KeyParts {
        /// Parts of the key.
        given: usize,
        /// Ids of the dimensions, in order.
        dimensions: Vec<String>,
    },
    /// A name that is no dimension.
    #[error("there is no dimension `{name}`; there are {}", dimensions.join(", "))]
    NoDimension {
        /// What was given, shortened.
        name: String,
        /// Ids of the dimensions, in order.
        dimensions: Vec<String>,
    },
    /// A text that is no period.
    #[error("`{text}` is no period such as 2019, 2019-Q2, 2019-07 or 2019-07-31")]
    NoPeriod {
        /// What was given, shortened.
        text: String,
    },
}

impl Selection {
    /// Chooses by a key of SDMX: one part for each dimension but time, with points between them; `+` is «or», an empty
    /// part is «all». `all` and the empty key are everything.
    ///
    /// # Errors
    /// [`SelectionError::KeyParts`].
    pub fn key(&mut self, dataset: &Dataset, key: &str) -> Result<(), SelectionError> {
        if matches!(key, "" | "all" | "ALL") {
            return Ok(());
        }
        let ids = SdmxIds::of(dataset);
        let axes: Vec<usize> =
            ids.order.iter().copied().filter(|axis| dataset.axes[*axis].role != Role::Time).collect();
        let parts: Vec<&str> = key.split('.').collect();
        if parts.len() != axes.len() {
            let dimensions = axes.iter().map(|axis| ids.axes[*axis].clone()).collect();
            return Err(SelectionError::KeyParts { given: parts.len(), dimensions });
        }
        for (axis, part) in axes.into_iter().zip(parts).filter(|(_, part)| !part.is_empty()) {
            self.codes
                .entry(axis)
                .or_default()
                .extend(part.split('+').flat_map(|text| found(dataset, &ids, axis, text)));
        }
        Ok(())
    }

    /// Chooses a code, or several with commas or `+` between them, of a dimension by its id in any case. A code that
    /// there is not chooses nothing.
    ///
    /// # Errors
    /// [`SelectionError::NoDimension`].
    pub fn code(&mut self, dataset: &Dataset, name: &str, codes: &str) -> Result<(), SelectionError> {
        let ids = SdmxIds::of(dataset);
        let named = |axis: usize, id: &String| {
            let is_time = dataset.axes[axis].role == Role::Time && name.eq_ignore_ascii_case("time");
            id.eq_ignore_ascii_case(name) || dataset.axes[axis].id.as_str().eq_ignore_ascii_case(name) || is_time
        };
        let axis = ids.axes.iter().enumerate().find(|(axis, id)| named(*axis, id)).map(|(axis, _)| axis);
        let Some(axis) = axis else {
            let name = name.chars().take(40).collect();
            return Err(SelectionError::NoDimension { name, dimensions: ids.axes });
        };
        let chosen = codes.split([',', '+']).flat_map(|text| found(dataset, &ids, axis, text.trim()));
        self.codes.entry(axis).or_default().extend(chosen);
        Ok(())
    }

    /// Only figures of this period and later ones.
    ///
    /// # Errors
    /// [`SelectionError::NoPeriod`].
    pub fn since(&mut self, period: &str) -> Result<(), SelectionError> {
        self.since = Some(months(period)?.0);
        Ok(())
    }

    /// Only figures of this period and earlier ones.
    ///
    /// # Errors
    /// [`SelectionError::NoPeriod`].
    pub fn until(&mut self, period: &str) -> Result<(), SelectionError> {
        self.until = Some(months(period)?.1);
        Ok(())
    }

    /// Only figures of so many of the last periods that there are.
    pub fn last(&mut self, periods: usize) {
        self.last = Some(periods);
    }

    fn has_month(&self, month: i64) -> bool {
        self.since.is_none_or(|since| since <= month) && self.until.is_none_or(|until| month <= until)
    }
}

/// Positions of the codes that a text names: as SDMX or the table writes it, in any case.
fn found(dataset: &Dataset, ids: &SdmxIds, axis: usize, text: &str) -> Vec<u32> {
    let own = dataset.axes[axis].codes.iter().map(|(code, _)| code.as_str());
    let written = ids.codes[axis].iter().map(String::as_str);
    let fits = |fit: &dyn Fn(&str) -> bool| -> Vec<u32> {
        let each = (0u32..).zip(own.clone().zip(written.clone()));
        each.filter(|(_, (own, written))| fit(own) || fit(written)).map(|(at, _)| at).collect()
    };
    let exactly = fits(&|code| code == text);
    if exactly.is_empty() { fits(&|code| code.eq_ignore_ascii_case(text)) } else { exactly }
}

/// First and last month of a period, counted from year 0. Days count as their month.
fn months(text: &str) -> Result<(i64, i64), SelectionError> {
    let wrong = || SelectionError::NoPeriod { text: text.chars().take(40).collect() };
    let (year, rest) = text.split_once('-').map_or((text, None), |(year, rest)| (year, Some(rest)));
    let digits = |text: &str, count: usize| {
        let fits = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
        if fits { text.parse::<i64>().ok() } else { None }
    };
    let first = digits(year, 4).ok_or_else(wrong)? * 12;
    let Some(rest) = rest else { return Ok((first, first + 11)) };
    if let Some(quarter) = rest.strip_prefix('Q') {
        let quarter = digits(quarter, 1).filter(|quarter| (1..=4).contains(quarter)).ok_or_else(wrong)?;
        return Ok((first + 3 * (quarter - 1), first + 3 * quarter - 1));
    }
    let (month, day) = rest.split_once('-').map_or((rest, None), |(month, day)| (month, Some(day)));
    let month = digits(month, 2).filter(|month| (1..=12).contains(month)).ok_or_else(wrong)?;
    if day.is_some_and(|day| digits(day, 2).is_none_or(|day| !(1..=31).contains(&day))) {
        return Err(wrong());
    }
    Ok((first + month - 1, first + month - 1))
}

impl Dataset {
    /// The figures that are wanted. The axes keep all their codes, so that each keeps its name in every selection.
    #[must_use]
    pub fn selected(mut self, selection: &Selection) -> Self {
        let time = self.time_axis();
        let within: Option<Vec<bool>> = time.map(|axis| {
            let codes = self.axes[axis].codes.iter();
            codes.map(|(code, _)| months(code.as_str()).is_ok_and(|span| selection.has_month(span.0))).collect()
        });
        self.observations.retain(|seen| {
            let place = |axis: usize| seen.key.get(axis).copied();
            let mut codes = selection.codes.iter();
            let is_within = |within: &Vec<bool>| {
                time.and_then(place).is_some_and(|place| within.get(place as usize).copied().unwrap_or_default())
            };
            codes.all(|(axis, codes)| place(*axis).is_some_and(|code| codes.contains(&code)))
                && within.as_ref().is_none_or(is_within)
        });
        if let Some((axis, last)) = time.zip(selection.last) {
            let periods: BTreeSet<u32> =
                self.observations.iter().filter_map(|seen| seen.key.get(axis)).copied().collect();
            let kept: BTreeSet<u32> = periods.into_iter().rev().take(last).collect();
            self.observations.retain(|seen| seen.key.get(axis).is_some_and(|place| kept.contains(place)));
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    fn chosen(choose: impl FnOnce(&Dataset, &mut Selection) -> Result<(), SelectionError>) -> Vec<String> {
        let data = samples::table();
        let mut selection = Selection::default();
        choose(&data, &mut selection).unwrap();
        let data = data.selected(&selection);
        let codes = |seen| data.codes(seen).map(|(code, _)| code.to_string()).collect::<Vec<_>>().join(".");
        data.observations.iter().map(codes).collect()
    }

    #[test]
    fn key_has_parts_alternatives_and_gaps() {
        let both = ["NL.F.2021", "NL.F.2022", "NL.M.2021", "NL.M.2022"];
        assert_eq!(chosen(|data, selection| selection.key(data, "NL.f+M")), both);
        assert_eq!(chosen(|data, selection| selection.key(data, ".F+M")), both);
        assert_eq!(chosen(|data, selection| selection.key(data, "")).len(), 8);
        assert!(chosen(|data, selection| selection.key(data, "XX.")).is_empty());
        let error = Selection::default().key(&samples::table(), "NL.F.2021").unwrap_err();
        assert!(error.to_string().contains("3 parts; there are 2 dimensions: geo.sex"), "{error}");
    }

    #[test]
    fn periods_bound_what_is_wanted() {
        let since = |text: &'static str| chosen(move |_, selection| selection.since(text));
        assert_eq!(since("2022").len(), 4);
        assert_eq!(since("2021-Q2").len(), 4, "a year begins with its first month");
        assert_eq!(since("2021-01-01").len(), 8);
        assert_eq!(chosen(|_, selection| selection.until("2021-12")).len(), 4);
        let last = chosen(|data, selection| {
            selection.last(1);
            selection.code(data, "SEX", "T")
        });
        assert_eq!(last, ["NL.T.2022"]);
        for bad in ["", "19", "2021-Q5", "2021-13", "2021-01-32", "2021-1", "20210", "２０２１"] {
            assert!(Selection::default().since(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn dimension_is_named_in_any_case_or_refused_with_those_that_there_are() {
        assert_eq!(chosen(|data, selection| selection.code(data, "time", "2022")).len(), 4);
        let error = Selection::default().code(&samples::table(), "colour", "red").unwrap_err();
        assert!(error.to_string().contains("there are geo, sex, TIME_PERIOD"), "{error}");
    }

    #[test]
    fn pruned_dataset_has_the_codes_that_occur() {
        let data = samples::table();
        let mut selection = Selection::default();
        selection.code(&data, "sex", "M").unwrap();
        let pruned = data.clone().selected(&selection).pruned();
        assert_eq!(pruned.axes.iter().map(|axis| axis.codes.len()).collect::<Vec<_>>(), [1, 1, 2]);
        let shown = |data: &Dataset| {
            let of = |seen| data.codes(seen).map(|(code, _)| code.to_string()).collect::<Vec<_>>();
            data.observations.iter().map(|seen| (of(seen), seen.value)).collect::<Vec<_>>()
        };
        assert_eq!(shown(&pruned), shown(&data.selected(&selection)));
    }
}
