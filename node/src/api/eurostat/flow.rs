//! Dataflows: a measure with all its figures.

use std::collections::BTreeSet;

use emn_export::catalogue::FlowCard;
use emn_export::dataset::{AnswerTitle, Dataset, UNIT, of_flow};
use emn_export::sdmx::names_flow;
use emn_protocol::record::Code;
use emn_protocol::time::Timestamp;
use emn_series::SeriesError;
use emn_series::answer::Answer;
use emn_series::cube::{Contents, Cube, CubeDimension};
use emn_series::population::Population;
use emn_series::question::{By, Filter, Question};

use super::fault::Fault;
use crate::catalogue::{Catalogue, Reading};
use crate::figures::measure_title;

/// Figures of one dataflow that are handed out at once: what fits into the memory of one of the places for such work.
const FIGURES: usize = 400_000;

/// The measure that a caller means, by its id in any case and with `_` for other signs.
pub(super) fn measure(catalogue: &Catalogue, asked: &str) -> Result<Code, Fault> {
    let all = catalogue.measures()?;
    let exactly = all.iter().find(|known| known.id.as_str() == asked);
    let found = exactly.or_else(|| all.iter().find(|known| names_flow(asked, known.id.as_str())));
    found.map(|known| known.id.clone()).ok_or_else(|| {
        let asked: String = asked.chars().take(80).collect();
        Fault::Nothing(format!("there is no dataflow `{asked}`"))
    })
}

/// All figures of a measure.
pub(super) fn dataset(catalogue: &Catalogue, measure: &Code, lang: &str) -> Result<Dataset, Fault> {
    let cube = catalogue.cube(measure)?;
    let public_only = catalogue.reading() == Reading::Public;
    let contents = cube.contents(public_only);
    let question = everything(measure, &contents, public_only);
    let mut answers = Vec::new();
    for unit in &contents.units {
        let of_unit = restricted(&question, UNIT, unit);
        match cube.answer(&of_unit, Population::shipped()) {
            Err(SeriesError::TooManyRows { .. }) => answers.extend(by_country(&cube, &contents, &of_unit)?),
            answer => answers.push(answer?),
        }
    }
    let title = measure_title(measure);
    let title = AnswerTitle { title: &title, lang: "en", notes: &[] };
    let dataset = of_flow(&answers, &title, &[lang]);
    dataset.filter(|dataset| !dataset.observations.is_empty()).ok_or_else(|| {
        Fault::Nothing(format!("the dataflow `{measure}` has no figure that says of which country and time it is"))
    })
}

/// The question for everything: grouped by all dimensions, with their totals.
fn everything(measure: &Code, contents: &Contents, public_only: bool) -> Question {
    let dimensions = contents.dimensions.iter();
    let by = dimensions.clone().map(|dimension| By::Dimension(dimension.id.clone()));
    // The total is named where no table has it, too: tables without the dimension stand for it.
    let named = |dimension: &CubeDimension| {
        let codes: BTreeSet<Code> = dimension.codes.iter().cloned().chain([dimension.total()]).collect();
        Filter { dimension: dimension.id.clone(), codes: codes.into_iter().collect() }
    };
    Question {
        measure: measure.clone(),
        by: [By::Country].into_iter().chain(by).chain([By::Period]).collect(),
        filters: dimensions.map(named).collect(),
        members: Vec::new(),
        years: (None, None),
        add_periods: false,
        per: None,
        public_only,
    }
}

fn restricted(question: &Question, dimension: &str, code: &Code) -> Question {
    let mut question = question.clone();
    if let Ok(dimension) = dimension.parse::<Code>()
        && question.filters.iter().all(|filter| filter.dimension != dimension)
    {
        question.filters.push(Filter { dimension, codes: vec![code.clone()] });
    }
    question
}

/// The same question country by country, where one answer would be too long.
fn by_country(cube: &Cube, contents: &Contents, question: &Question) -> Result<Vec<Answer>, Fault> {
    let mut answers = Vec::new();
    let mut rows = 0;
    for country in &contents.countries {
        let answer = cube.answer(&restricted(question, "geo", country), Population::shipped())?;
        rows += answer.rows.len();
        if rows > FIGURES {
            return Err(Fault::TooLarge(format!(
                "the dataflow has more than {FIGURES} figures; ask /api/v1/series for some of them"
            )));
        }
        answers.push(answer);
    }
    Ok(answers)
}

/// Every dataflow, as lists show it; without codes, which take reading all figures.
pub(super) fn cards(catalogue: &Catalogue) -> Result<Vec<FlowCard>, Fault> {
    let mut cards = Vec::new();
    for measure in catalogue.measures()? {
        let contents = match catalogue.cube(&measure.id) {
            Ok(cube) => cube.contents(catalogue.reading() == Reading::Public),
            // One that is too large, or was withdrawn a moment ago, does not hide the others.
            Err(error) => {
                tracing::debug!(measure = %measure.id, error = %error, "a measure is not in the list of dataflows");
                continue;
            }
        };
        cards.push(FlowCard {
            title: measure_title(&measure.id),
            measure: measure.id.to_string(),
            updated: contents.updated.unwrap_or(Timestamp::from_unix(0)),
            years: contents.years.first().copied().zip(contents.years.last().copied()),
            values: contents.observations as u64,
            codes: Vec::new(),
        });
    }
    Ok(cards)
}

/// Every dataflow with the codes of its dimensions.
pub(super) fn cards_with_codes(catalogue: &Catalogue) -> Result<Vec<FlowCard>, Fault> {
    let mut cards = cards(catalogue)?;
    for card in &mut cards {
        let Ok(measure) = card.measure.parse() else { continue };
        let data = match dataset(catalogue, &measure, "en") {
            Ok(data) => data,
            Err(Fault::Other(refusal)) => return Err(refusal.into()),
            Err(_) => continue,
        };
        let dimension = |axis: &emn_export::dataset::Axis| {
            let id = if axis.id.as_str() == "TIME_PERIOD" { "time" } else { axis.id.as_str() };
            (id.to_owned(), axis.codes.iter().map(|(code, _)| code.to_string()).collect())
        };
        card.codes = data.axes.iter().map(dimension).collect();
    }
    Ok(cards)
}
