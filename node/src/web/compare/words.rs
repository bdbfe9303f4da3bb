//! Refusals in the reader's language, with what to do.

use emn_pages::Frame;
use emn_pages::compare::Refusal;
use emn_pages::phrase::line;
use emn_protocol::record::Code;
use emn_protocol::suggest::closest;
use emn_series::SeriesError;
use emn_series::label::axis_label;

use super::country;
use super::result::Undrawn;
use crate::figures::DrawError;

/// Characters of what somebody wrote that a refusal repeats.
const SHOWN: usize = 80;

/// A refusal of the texts, with the advice that belongs to it where there is one.
pub(super) fn of(frame: &Frame, id: &str, words: &[(&'static str, &str)]) -> Refusal {
    said(frame, &format!("compare-refused-{id}"), words)
}

fn said(frame: &Frame, id: &str, words: &[(&'static str, &str)]) -> Refusal {
    Refusal { why: frame.tx(id, words), advice: advice(frame, &format!("{id}-do"), words) }
}

/// Advice that not every refusal has.
fn advice(frame: &Frame, id: &str, words: &[(&'static str, &str)]) -> String {
    let text = frame.tx(id, words);
    // A text that is not there shows its id.
    if text.contains(id) { String::new() } else { text }
}

/// A measure that no table here has.
pub(super) fn unknown_measure<'a>(frame: &Frame, name: &str, known: impl Iterator<Item = &'a Code>) -> Refusal {
    let why = of(frame, "no-measure", &[("name", &shown(name))]).why;
    let near = closest(name, known.map(Code::as_str));
    let advice = near
        .map_or_else(|| frame.t("compare-refused-choose"), |near| frame.tx("compare-refused-meant", &[("name", near)]));
    Refusal { why, advice }
}

/// A question that has no answer.
pub(super) fn series(frame: &Frame, error: &SeriesError) -> Refusal {
    let lang = [frame.lang()];
    let axis =
        |code: &str| code.parse::<Code>().map_or_else(|_| shown(code), |code| axis_label(&code, &lang).to_owned());
    let meant = |refusal: Refusal, suggestion: &Option<String>| {
        let advice = suggestion.as_ref().map(|name| frame.tx("compare-refused-meant", &[("name", name)]));
        Refusal { advice: advice.unwrap_or_default(), ..refusal }
    };
    match error {
        SeriesError::UnknownDimension { name, suggestion, .. } => {
            meant(of(frame, "dimension", &[("name", &shown(name))]), suggestion)
        }
        SeriesError::UnknownCode { dimension, code, suggestion, .. } => {
            meant(of(frame, "code", &[("dimension", &axis(dimension)), ("name", &shown(code))]), suggestion)
        }
        SeriesError::UnknownCountry { name, suggestion, .. } => {
            let suggestion = suggestion.as_ref().map(|code| country(frame, code).unwrap_or_else(|| code.clone()));
            meant(of(frame, "country", &[("name", &shown(name))]), &suggestion)
        }
        SeriesError::UnknownMember { name, suggestion, .. } => {
            meant(of(frame, "member", &[("name", &shown(name))]), suggestion)
        }
        SeriesError::Unreadable { text, .. } => of(frame, "unreadable", &[("name", &shown(text))]),
        SeriesError::AxisTwice(code) | SeriesError::FilterTwice(code) => {
            of(frame, "twice", &[("name", &axis(code.as_str()))])
        }
        SeriesError::Overlap { dimension, one, other } => of(
            frame,
            "overlap",
            &[("dimension", &axis(dimension.as_str())), ("one", one.as_str()), ("other", other.as_str())],
        ),
        SeriesError::YearsReversed { first, last } => {
            of(frame, "years", &[("first", &first.to_string()), ("last", &last.to_string())])
        }
        SeriesError::Units { .. } => of(frame, "units", &[]),
        SeriesError::SeveralPeriods { first, last } => {
            of(frame, "periods", &[("first", first.as_str()), ("last", last.as_str())])
        }
        SeriesError::RatesAddedUp(_) => of(frame, "rates-added", &[]),
        SeriesError::RateOfNoCount(_) => of(frame, "no-count", &[]),
        SeriesError::RateOverYears => of(frame, "rate-years", &[]),
        SeriesError::TooManyRows { .. } => of(frame, "too-many", &[]),
        SeriesError::TooLarge { .. } => of(frame, "too-large", &[]),
        other => of(frame, "other", &[("why", &other.to_string())]),
    }
}

/// Figures that make no drawing.
pub(super) fn undrawn(frame: &Frame, why: &Undrawn) -> Refusal {
    let fewer = |id: &str, count: usize| {
        let why = frame.tx(id, &[("count", &frame.number(count))]);
        Refusal { why, advice: frame.t("compare-undrawn-less-do") }
    };
    match why {
        Undrawn::Draw(DrawError::Nothing) => said(frame, "compare-undrawn-nothing", &[]),
        Undrawn::Draw(DrawError::NoCountries) => said(frame, "compare-undrawn-country", &[]),
        Undrawn::Draw(DrawError::NoAxis) => said(frame, "compare-undrawn-axis", &[]),
        Undrawn::Draw(DrawError::Lines(count)) | Undrawn::TooLarge(count) => fewer("compare-undrawn-lines", *count),
        Undrawn::Draw(DrawError::Points(count)) => fewer("compare-undrawn-points", *count),
        Undrawn::MapOfSeveral => said(frame, "compare-undrawn-map-years", &[]),
    }
}

/// What somebody wrote, as far as a page repeats it.
fn shown(text: &str) -> String {
    line(text).chars().take(SHOWN).collect()
}
