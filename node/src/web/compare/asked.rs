//! What the address asks.

use emn_chart::chart::Form;
use emn_protocol::record::Code;
use emn_series::SeriesError;
use emn_series::question::Question;

use crate::api::params::Params;

/// Before the id of a dimension in the name of a field.
pub(super) const DIMENSION: &str = "d-";

/// Forms of charts, as the API names them.
pub(super) const FORMS: [(&str, Form); 4] =
    [("line", Form::Line), ("bar", Form::Bar), ("multiples", Form::SmallMultiples), ("map", Form::Map)];

/// Names and codes of one question: each may be a label in any language, which is looked for.
const CODES: usize = 300;

/// What is asked, as far as it can be understood.
pub(super) struct Asked {
    /// The question.
    pub(super) question: Result<Question, SeriesError>,
    /// Form of the chart.
    pub(super) form: Option<Form>,
}

impl Asked {
    pub(super) fn read(measure: &Code, params: &Params) -> Self {
        let form = params.text("form").and_then(|text| FORMS.iter().find(|(name, _)| *name == text));
        Self { question: question(measure, params), form: form.map(|(_, form)| *form) }
    }
}

fn question(measure: &Code, params: &Params) -> Result<Question, SeriesError> {
    let given: Vec<(&str, &str)> = params.pairs().filter(|(_, value)| !value.trim().is_empty()).collect();
    if given.iter().map(|(_, value)| value.split([',', ';']).count()).sum::<usize>() > CODES {
        return Err(SeriesError::TooManyRows { limit: CODES, what: "codes" });
    }
    let all = |name: &str| {
        let values = given.iter().filter(|(known, _)| *known == name).map(|(_, value)| *value);
        values.collect::<Vec<&str>>()
    };
    let first = |name: &str| all(name).first().copied().unwrap_or_default();
    let own = ["by", "where", "per", "add_periods", "public_only"];
    let pairs = given.iter().copied().filter(|(name, _)| own.contains(name));
    let mut question = Question::from_pairs([("measure", measure.as_str())].into_iter().chain(pairs))?;
    // A link that names a measure only; the form says that it was sent.
    if question.by.is_empty() && first("asked").is_empty() {
        question.group_by("country,year")?;
    }
    for (field, condition) in [("country", "country"), ("member", "member"), ("unit", "unit")] {
        let codes = all(field);
        if !codes.is_empty() {
            question.restrict(&format!("{condition}={}", codes.join(",")))?;
        }
    }
    for (name, code) in &given {
        if let Some(dimension) = name.strip_prefix(DIMENSION) {
            // Written so that it means a dimension even if it is called like an axis.
            question.restrict(&format!("~{dimension}={code}"))?;
        }
    }
    let years = match (first("years"), first("from"), first("to")) {
        ("", "", "") => return Ok(question),
        ("", from, to) => format!("{from}..{to}"),
        (years, ..) => years.to_owned(),
    };
    question.restrict(&format!("year={years}"))?;
    Ok(question)
}
