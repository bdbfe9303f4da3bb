//! The page on which figures of several countries stand beside each other.
//!
//! One form, sent by GET: the address of what is seen reproduces it. Texts of refusals and notes are finished when they
//! come here; figures are numbers, so that they follow the reader's convention.

use askama::Template;
use emn_protocol::time::{Date, Timestamp};

use crate::parts::{Choice, Link};
use crate::{Frame, Html};

/// The page.
#[derive(Debug, Template)]
#[template(path = "compare.html")]
pub struct ComparePage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// Measures to choose from.
    pub measures: Vec<Measure>,
    /// What may be chosen; absent until there is a measure.
    pub form: Option<Form>,
    /// Why there are no figures, when what was asked has no answer.
    pub refusal: Option<Refusal>,
    /// The figures.
    pub comparison: Option<Comparison>,
}

/// Something that people count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Measure {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The language of the title, where it is not the page's; else empty.
    pub lang: String,
    /// Records with tables of it.
    pub records: u64,
    /// Codes of members that publish it, the first few.
    pub members: Vec<String>,
    /// How many members publish it; 0 when that was not counted.
    pub member_count: u64,
    /// First and last year.
    pub years: Option<(i64, i64)>,
    /// Whether it is chosen.
    pub chosen: bool,
}

impl Measure {
    /// Address of its comparison by country and year.
    fn href(&self) -> String {
        format!("/compare?measure={}&by=country,year", self.id)
    }
}

/// What may be chosen about a measure, and what is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// Countries that there are figures of.
    pub countries: Vec<Choice>,
    /// What the figures can be told apart by.
    pub axes: Vec<Choice>,
    /// Codes of each dimension; the first choice is its total.
    pub breakdowns: Vec<Breakdown>,
    /// The first year.
    pub from: Vec<Choice>,
    /// The last year.
    pub to: Vec<Choice>,
    /// Counts, or per so many inhabitants.
    pub per: Vec<Choice>,
    /// Form of the chart.
    pub forms: Vec<Choice>,
    /// Members that publish it.
    pub members: Vec<Choice>,
    /// Quarters and months are added up.
    pub add_periods: bool,
    /// Only what is marked public.
    pub public_only: bool,
}

impl Form {
    /// How many countries are chosen; none means all.
    fn chosen_countries(&self) -> usize {
        self.countries.iter().filter(|country| country.chosen).count()
    }

    /// Whether something is chosen that stands in the part that is closed at first.
    fn further(&self) -> bool {
        self.add_periods || self.public_only || self.members.iter().any(|member| member.chosen)
    }
}

/// A dimension of the tables.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Breakdown {
    /// Name of its field, such as `d-sex`.
    pub field: String,
    /// What it is called.
    pub label: String,
    /// Codes to choose from; an empty one is the total.
    pub codes: Vec<Choice>,
}

/// Why there is no answer, and what to do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refusal {
    /// What stands against it.
    pub why: String,
    /// What to ask instead; may be empty.
    pub advice: String,
}

/// Figures, ready to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// What is shown.
    pub title: String,
    /// Unit of the figures.
    pub unit: String,
    /// Digits after the decimal point.
    pub decimals: u8,
    /// The drawing ([`Html::drawing`]); empty where there is none.
    pub drawing: Html,
    /// Why there is no drawing.
    pub no_drawing: Option<Refusal>,
    /// Headings above the headings of the rows.
    pub heads: Vec<String>,
    /// Headings of the columns with figures: periods, or one for all.
    pub columns: Vec<String>,
    /// The figures.
    pub rows: Vec<Row>,
    /// Figures that are not on the page; the files have them.
    pub left_out: u64,
    /// What a reader must know.
    pub notes: Vec<String>,
    /// Letters of the flags that occur, with their meanings.
    pub flags: Vec<(char, String)>,
    /// Where the figures come from; figures name them by position.
    pub sources: Vec<Source>,
    /// Sources that are not on the page; the files have them.
    pub more_sources: u64,
    /// Something is suppressed.
    pub suppressed: bool,
    /// Files of the figures.
    pub files: Vec<Link>,
    /// Pictures of the chart.
    pub pictures: Vec<Link>,
    /// The address of this view, complete.
    pub address: String,
}

/// Figures that stand in one line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// What they are about, one text for each of [`Comparison::heads`].
    pub heads: Vec<String>,
    /// For each column the figures: several where sources disagree, none where there is nothing.
    pub cells: Vec<Vec<Figure>>,
}

/// A figure, or why there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figure {
    /// The value.
    pub known: Known,
    /// Letters of its flags.
    pub flags: String,
    /// It was added up here.
    pub added: bool,
    /// Positions in [`Comparison::sources`].
    pub sources: Vec<usize>,
}

/// What is known of a figure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Known {
    /// The value, as a scaled number.
    Value(i64),
    /// Not whole, since parts are suppressed or missing: at least this.
    AtLeast(i64),
    /// Suppressed.
    Suppressed,
    /// Not known.
    #[default]
    Missing,
}

impl Comparison {
    /// A figure in the reader's convention, or the sign for why there is none.
    fn shown(&self, frame: &Frame, figure: &Figure) -> String {
        match figure.known {
            Known::Value(value) => frame.decimal(value, self.decimals),
            Known::AtLeast(value) => format!("≥\u{a0}{}", frame.decimal(value, self.decimals)),
            Known::Suppressed => "c".to_owned(),
            Known::Missing => ":".to_owned(),
        }
    }

    /// What a reader who cannot see the signs hears after a figure.
    fn spoken(&self, frame: &Frame, figure: &Figure) -> String {
        let state = match figure.known {
            Known::Value(_) => None,
            Known::AtLeast(_) => Some("compare-not-whole"),
            Known::Suppressed => Some("compare-suppressed"),
            Known::Missing => Some("compare-missing"),
        };
        let added = figure.added.then_some("compare-added");
        let words = state.into_iter().chain(added).map(|id| frame.t(id));
        let hidden = |letter: &char| *letter == 'c' && figure.known == Known::Suppressed;
        let meanings = figure.flags.chars().filter(|letter| !hidden(letter)).filter_map(|letter| {
            self.flags.iter().find(|(known, _)| *known == letter).map(|(_, meaning)| meaning.clone())
        });
        words.chain(meanings).collect::<Vec<_>>().join(", ")
    }

    /// Letters that stand beside a figure: those that its sign does not say already.
    fn letters(&self, figure: &Figure) -> String {
        figure.flags.chars().filter(|letter| *letter != 'c' || figure.known != Known::Suppressed).collect()
    }
}

/// A table that figures come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Code of the member that speaks.
    pub member: String,
    /// Id of the record.
    pub record: String,
    /// Title of the record.
    pub title: String,
    /// Language of the title.
    pub lang: String,
    /// The organisation that made the record.
    pub organisation: String,
    /// The register that the figures were taken from.
    pub register: Option<String>,
    /// The day on which it was read.
    pub reference_date: Option<Date>,
    /// How the figures are defined there, with the language of the text.
    pub definitions: Option<(String, String)>,
    /// When the record was signed.
    pub signed: Timestamp,
}

#[cfg(test)]
mod tests;
