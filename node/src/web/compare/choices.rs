//! What may be chosen about a measure.

use emn_pages::Frame;
use emn_pages::compare::{Breakdown, Form};
use emn_pages::parts::Choice;
use emn_protocol::record::Code;
use emn_series::cube::{Contents, Cube, CubeDimension};
use emn_series::label::{axis_label, code_label};
use emn_series::question::{By, Question};

use super::asked::{Asked, DIMENSION, FORMS};
use super::country;
use crate::figures::capital;
use crate::web::figures;

/// Codes of a dimension to choose from, and countries and members: there are no more of them, and others may be named
/// in the address.
const CODES: usize = 200;
/// Dimensions to choose from.
const DIMENSIONS: usize = 12;
/// Characters of a label.
const LABEL_CHARS: usize = 80;

/// The form as it was filled in. What could not be understood is as if nothing was chosen.
pub(super) fn form(frame: &Frame, cube: &Cube, asked: &Asked) -> Form {
    let contents = cube.contents(false);
    let blank = Question::about(cube.measure().clone());
    let question = asked.question.as_ref().unwrap_or(&blank);
    let year = |chosen: Option<i64>, usual: &str| {
        let none = Choice::new("", frame.t(usual), chosen.is_none());
        let years = contents.years.iter().rev().take(CODES);
        let listed = years.map(|year| Choice::new(year.to_string(), year.to_string(), chosen == Some(*year)));
        let other = chosen.filter(|year| !contents.years.contains(year));
        let other = other.map(|year| Choice::new(format!("{year:04}"), format!("{year:04}"), true));
        [none].into_iter().chain(other).chain(listed).collect()
    };
    let chosen_countries = codes_of(question, "geo");
    let countries = contents
        .countries
        .iter()
        .take(CODES)
        .map(|code| Choice::new(code.as_str(), called(frame, code.as_str()), chosen_countries.contains(&code)));
    let members = contents.members.iter().take(CODES).map(|member| {
        let label = format!("{} ({member})", called(frame, member.as_str()));
        Choice::new(member.as_str(), label, question.members.contains(member))
    });
    let mut countries: Vec<Choice> = countries.collect();
    countries.sort_by(|a, b| a.label.cmp(&b.label));
    Form {
        countries,
        axes: axes(frame, &contents, question),
        breakdowns: breakdowns(frame, cube, &contents, question),
        from: year(question.years.0, "compare-first"),
        to: year(question.years.1, "compare-last"),
        per: per(frame, question),
        forms: forms(frame, asked),
        members: members.collect(),
        add_periods: question.add_periods,
        public_only: question.public_only,
    }
}

/// The name of a country, else the code.
fn called(frame: &Frame, code: &str) -> String {
    country(frame, code).unwrap_or_else(|| code.to_owned())
}

fn codes_of<'a>(question: &'a Question, dimension: &str) -> Vec<&'a Code> {
    let filters = question.filters.iter().filter(|filter| filter.dimension.as_str() == dimension);
    filters.flat_map(|filter| &filter.codes).collect()
}

fn axes(frame: &Frame, contents: &Contents, question: &Question) -> Vec<Choice> {
    let axis = |value: &str, label: String, by: &By| Choice::new(value, label, question.by.contains(by));
    let mut axes = vec![
        axis("country", frame.t("compare-country"), &By::Country),
        axis("year", frame.t("compare-year"), &By::Year),
        axis("period", frame.t("compare-period"), &By::Period),
        axis("member", frame.t("compare-by-member"), &By::Member),
    ];
    axes.extend(contents.dimensions.iter().take(DIMENSIONS).map(|dimension| {
        let by = By::Dimension(dimension.id.clone());
        Choice::new(format!("~{}", dimension.id), label(&dimension.id, frame), question.by.contains(&by))
    }));
    axes
}

fn breakdowns(frame: &Frame, cube: &Cube, contents: &Contents, question: &Question) -> Vec<Breakdown> {
    let mut all = Vec::new();
    if contents.units.len() > 1 {
        let unit: Code = "unit".parse().expect("`unit` is a code");
        let dimension = CubeDimension { id: unit, codes: contents.units.clone(), tables: 0 };
        let breakdown = breakdown(frame, cube, &dimension, question);
        all.push(Breakdown { field: "unit".to_owned(), label: frame.t("compare-unit-of"), ..breakdown });
    }
    let dimensions = contents.dimensions.iter().take(DIMENSIONS);
    all.extend(dimensions.map(|dimension| breakdown(frame, cube, dimension, question)));
    all
}

fn breakdown(frame: &Frame, cube: &Cube, dimension: &CubeDimension, question: &Question) -> Breakdown {
    let chosen = codes_of(question, dimension.id.as_str());
    let one = |code: &Code| {
        let label = code_label(cube, &dimension.id, code, &[frame.lang()], false);
        Choice::new(code.as_str(), shortened(&label), chosen == [code])
    };
    // What the address names and the list does not have: several at once, or one that no table has.
    let listed = |code: &&Code| dimension.codes.contains(code);
    let several = (chosen.len() > 1 || !chosen.iter().all(listed)).then(|| {
        let value = chosen.iter().map(|code| code.as_str()).collect::<Vec<_>>().join(",");
        Choice::new(value.clone(), shortened(&value), true)
    });
    let total = Choice::new("", frame.t("compare-total"), chosen.is_empty());
    let codes = dimension.codes.iter().take(CODES).map(one);
    Breakdown {
        field: format!("{DIMENSION}{}", dimension.id),
        label: label(&dimension.id, frame),
        codes: [total].into_iter().chain(several).chain(codes).collect(),
    }
}

fn per(frame: &Frame, question: &Question) -> Vec<Choice> {
    let rate =
        |per: u32| Choice::new(per.to_string(), frame.t(&format!("compare-per-{per}")), question.per == Some(per));
    vec![Choice::new("", frame.t("compare-counts"), question.per.is_none()), rate(100_000), rate(1_000_000)]
}

fn forms(frame: &Frame, asked: &Asked) -> Vec<Choice> {
    let any = Choice::new("", frame.t("compare-form-any"), asked.form.is_none());
    let form = |(name, form): &(&'static str, emn_chart::chart::Form)| {
        Choice::new(*name, frame.t(&format!("compare-form-{name}")), asked.form == Some(*form))
    };
    [any].into_iter().chain(FORMS.iter().map(form)).collect()
}

fn label(dimension: &Code, frame: &Frame) -> String {
    capital(&shortened(axis_label(dimension, &[frame.lang()])))
}

fn shortened(text: &str) -> String {
    figures::shortened(text, LABEL_CHARS)
}
