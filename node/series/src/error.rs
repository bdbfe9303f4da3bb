//! Questions that have no answer, and what to ask instead.

use emn_protocol::record::Code;

/// Why a question was not answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SeriesError {
    /// The cube holds another measure.
    #[error("these are numbers of the measure `{held}`, not of `{asked}`")]
    OtherMeasure {
        /// What was asked for.
        asked: Code,
        /// What there is.
        held: Code,
    },
    /// No table has this dimension.
    #[error("no table of `{measure}` is broken down by `{name}`{}", hint(.suggestion, .known))]
    UnknownDimension {
        /// The measure.
        measure: Code,
        /// What was asked for.
        name: String,
        /// What may have been meant.
        suggestion: Option<String>,
        /// What there is.
        known: Vec<String>,
    },
    /// Neither a table nor a code list has this code.
    #[error("`{dimension}` has no code `{code}`{}", hint(.suggestion, .known))]
    UnknownCode {
        /// The dimension.
        dimension: String,
        /// What was asked for.
        code: String,
        /// What may have been meant.
        suggestion: Option<String>,
        /// What there is.
        known: Vec<String>,
    },
    /// No country has this code or name.
    #[error("there is no country `{name}`{}", hint(.suggestion, .known))]
    UnknownCountry {
        /// What was asked for.
        name: String,
        /// What may have been meant.
        suggestion: Option<String>,
        /// Countries that have numbers.
        known: Vec<String>,
    },
    /// No member with numbers of this measure has this code.
    #[error("no numbers come from a member `{name}`{}", hint(.suggestion, .known))]
    UnknownMember {
        /// What was asked for.
        name: String,
        /// What may have been meant.
        suggestion: Option<String>,
        /// Members that have numbers.
        known: Vec<String>,
    },
    /// A filter or axis was written in a way that cannot be read.
    #[error("`{text}` is not {expected}")]
    Unreadable {
        /// What was written.
        text: String,
        /// What would have been right, as a phrase.
        expected: String,
    },
    /// The same axis, or two axes of time.
    #[error("the numbers cannot be grouped by `{0}` twice; name each axis once, and only one of year and period")]
    AxisTwice(Code),
    /// A filter stands twice, or without codes.
    #[error("`{0}` is filtered twice, or by nothing; name it once, with all its codes")]
    FilterTwice(Code),
    /// A filter would count the same persons twice.
    #[error(
        "`{one}` and `{other}` of `{dimension}` overlap, so they cannot be added up; group by `{dimension}`, or choose one"
    )]
    Overlap {
        /// The dimension.
        dimension: Code,
        /// A code.
        one: Code,
        /// A code that overlaps with it.
        other: Code,
    },
    /// The first year is after the last.
    #[error("the years {first} to {last} run backwards")]
    YearsReversed {
        /// From.
        first: i64,
        /// To.
        last: i64,
    },
    /// Tables of this measure have different units or kinds.
    #[error("tables of `{measure}` have different units: {}; choose one, such as `unit={}`", .units.join(", "), .example)]
    Units {
        /// The measure.
        measure: Code,
        /// Each unit and kind, with a source that has it.
        units: Vec<String>,
        /// A unit to choose.
        example: Code,
    },
    /// Several years would be one number.
    #[error(
        "the numbers of {first} to {last} would become one; group by year, choose one year, or say that periods may be \
         added up (right for events, wrong for stocks)"
    )]
    SeveralPeriods {
        /// The first.
        first: Code,
        /// The last.
        last: Code,
    },
    /// Shares and rates are never added up.
    #[error(
        "`{0}` is a share or rate, which cannot be added up; group by country and choose one code of each dimension"
    )]
    RatesAddedUp(Code),
    /// Only counts are divided by the population.
    #[error("`{0}` is no count, so it has no rate per inhabitant; ask without a rate")]
    RateOfNoCount(Code),
    /// There is no unit for this rate.
    #[error("rates are per 100000 or per 1000000 inhabitants, not per {0}")]
    RatePer(u32),
    /// A rate over several years.
    #[error("a rate needs the population of one year; group by year, or choose one year")]
    RateOverYears,
    /// The answer would be too long.
    #[error("the answer would have more than {limit} {what}; filter by country, year or code, or group by fewer axes")]
    TooManyRows {
        /// The limit.
        limit: usize,
        /// What is counted.
        what: &'static str,
    },
    /// A value outside of 64 bits.
    #[error("a sum or rate is too large to be shown; the table of entry {record} is in it")]
    TooLarge {
        /// An entry with one of the numbers.
        record: String,
    },
    /// The shipped population table was changed and can no longer be read.
    #[error("line {line} of the population table cannot be read: {problem}")]
    Population {
        /// From 1.
        line: u64,
        /// What is wrong.
        problem: String,
    },
}

/// Names that a message lists at most.
const LISTED: usize = 20;

fn hint(suggestion: &Option<String>, known: &[String]) -> String {
    let meant = suggestion.as_ref().map_or(String::new(), |name| format!("; did you mean `{name}`?"));
    let more = if known.len() > LISTED { ", …" } else { "" };
    let there = known.iter().take(LISTED).map(String::as_str).collect::<Vec<_>>().join(", ");
    if there.is_empty() { meant } else { format!("{meant} (there is: {there}{more})") }
}
