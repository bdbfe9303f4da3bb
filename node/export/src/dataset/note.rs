//! Notes as sentences.

use emn_protocol::record::{Code, Table};
use emn_series::answer::Note;
use emn_series::source::Origin;

use super::label;
use crate::text::shortened;
use crate::words::{Words, filled};

/// Characters of a definition in a note; the whole stands in the origin.
const DEFINITION_CHARS: usize = 1_000;

/// What a reader must know, as a sentence in the first of `wanted` that there is.
pub fn sentence(note: &Note, wanted: &[&str]) -> String {
    let words = &Words::of(wanted).notes;
    let names = |countries: &[Code]| {
        let names: Vec<&str> = countries.iter().map(|code| label::country(code.as_str(), wanted)).collect();
        names.join(", ")
    };
    match note {
        Note::DefinitionsDiffer { countries } => filled(words.definitions_differ, &[&names(countries)]),
        Note::SourcesDisagree { keys } => filled(words.sources_disagree, &[&keys.to_string()]),
        Note::SuppressedParts { rows } => filled(words.suppressed_parts, &[&rows.to_string()]),
        Note::MissingParts { rows } => filled(words.missing_parts, &[&rows.to_string()]),
        Note::CoverageDiffers => words.coverage_differs.to_owned(),
        Note::PeriodsNotAdded { countries } => filled(words.periods_not_added, &[&names(countries)]),
        Note::NoPopulation { countries } => filled(words.no_population, &[&names(countries)]),
        Note::LeftOut { tables, dimension: None } => filled(words.left_out, &[&tables.to_string()]),
        Note::LeftOut { tables, dimension: Some(dimension) } => {
            let name = label::axis_label(dimension.as_str(), wanted);
            filled(words.left_out_for, &[&tables.to_string(), &name])
        }
        Note::BreakInSeries { countries } => filled(words.break_in_series, &[&names(countries)]),
        // Kinds of a newer version: their own form is better than silence.
        other => format!("{other:?}"),
    }
}

/// How a table was protected, what it says itself, and how its record defines the figures.
pub(super) fn of_table(origin: &Origin, table: &Table, wanted: &[&str]) -> Vec<String> {
    let words = &Words::of(wanted).notes;
    let mut notes = Vec::new();
    if let Some(method) = &table.method {
        let most = method.min_frequency.saturating_sub(1).to_string();
        notes.push(filled(words.small_counts, &[&most]));
        notes.extend(method.rounding.map(|base| filled(words.rounded_to, &[&base.to_string()])));
        notes.extend(method.noise_milli_epsilon.map(|_| words.noise.to_owned()));
    }
    notes.extend(table.notes.best(wanted).map(|(_, text)| text.to_owned()));
    let definitions = origin.definitions.best(wanted);
    notes.extend(definitions.map(|(_, text)| filled(words.definitions, &[&shortened(text, DEFINITION_CHARS)])));
    notes
}
