//! Figures as the page shows them: a chart and a table, both bounded, with their sources.

use std::collections::BTreeMap;

use emn_chart::chart::Form;
use emn_chart::look::{Size, Theme};
use emn_chart::svg;
use emn_export::dataset::{Axis, Dataset, Observation, flag_meaning, unit_label};
use emn_pages::compare::{Comparison, Figure, Known, Row, Source};
use emn_pages::parts::Link;
use emn_pages::{Frame, Html};
use emn_series::answer::How;
use emn_series::question::Question;
use emn_series::source::Origin;

use super::asked::FORMS;
use super::words;
use crate::figures::{self, capital};
use crate::web::figures::shortened;
use crate::web::visitor::Visitor;

/// Figures of the table on the page, so that it weighs little; the files have all.
const FIGURES: usize = 400;
/// Periods that stand side by side.
const COLUMNS: usize = 24;
/// Sources that the page lists.
const SOURCES: usize = 60;
/// Characters of a definition, of a title and of a note; the record has the whole.
const DEFINITION_CHARS: usize = 300;
const TITLE_CHARS: usize = 200;
/// Notes that the page lists.
const NOTES: usize = 20;
/// Bytes of a drawing on the page; a larger one is a file.
const DRAWING_BYTES: usize = 64 * 1024;

/// Where charts are drawn; the page scales them. A map needs the form of Europe.
const SIZE: Size = Size { width: 820, height: 440 };
const MAP: Size = Size { width: 820, height: 680 };

/// Formats of files and what they are called.
const FILES: [(&str, &str); 4] =
    [("csv", "CSV"), ("xlsx", "Excel"), ("json-stat", "JSON-stat"), ("parquet", "Parquet")];

/// Figures, ready to be read.
pub(super) fn comparison(visitor: &Visitor, question: &Question, form: Option<Form>, data: &Dataset) -> Comparison {
    let frame = &visitor.frame;
    let lang = frame.lang();
    let (drawing, no_drawing) = match drawn(data, form) {
        Ok(drawing) => (Html::drawing(drawing), None),
        Err(error) => (Html::default(), Some(words::undrawn(frame, &error))),
    };
    let query = question.canonical();
    let name = form.and_then(|form| FORMS.iter().find(|(_, known)| *known == form)).map(|(name, _)| *name);
    let form = name.map_or_else(String::new, |name| format!("&form={name}"));
    // A question without an axis must say that it is meant so.
    let asked = if question.by.is_empty() { "&asked=1" } else { "" };
    let file =
        |(format, label): (&str, &str)| Link::new(format!("/api/v1/series?{query}&format={format}&lang={lang}"), label);
    let picture = |format: &str, label: &str| {
        Link::new(format!("/api/v1/series/chart?{query}{form}&format={format}&lang={lang}"), label)
    };
    let pictures = if no_drawing.is_some() { Vec::new() } else { vec![picture("svg", "SVG"), picture("png", "PNG")] };
    let table = Table::of(frame, data);
    let meaning = |letter: char| (letter, flag_meaning(letter, &[lang]).to_owned());
    Comparison {
        title: shortened(&data.title, TITLE_CHARS),
        unit: unit_label(&data.unit, &[lang]).to_owned(),
        decimals: data.decimals,
        drawing,
        no_drawing,
        heads: table.heads,
        columns: table.columns,
        rows: table.rows,
        left_out: table.left_out,
        notes: data.notes.iter().take(NOTES).map(|note| shortened(note, DEFINITION_CHARS)).collect(),
        flags: data.flag_letters().into_iter().map(meaning).collect(),
        sources: data.origins.iter().take(SOURCES).map(|origin| source(frame, origin)).collect(),
        more_sources: data.origins.len().saturating_sub(SOURCES) as u64,
        suppressed: data.observations.iter().any(|observation| observation.flags.suppressed()),
        files: FILES.into_iter().map(file).collect(),
        pictures,
        address: format!("{}/compare?{query}{form}{asked}", visitor.arrival.origin),
    }
}

/// Why there is no drawing.
pub(super) enum Undrawn {
    /// The figures make no chart of this form.
    Draw(figures::DrawError),
    /// A map shows one series.
    MapOfSeveral,
    /// Too large for the page.
    TooLarge(usize),
}

fn drawn(data: &Dataset, form: Option<Form>) -> Result<String, Undrawn> {
    let others = data.axes.iter().filter(|axis| axis.id.as_str() != "geo" && Some(*axis) != time(data));
    if form == Some(Form::Map) && others.clone().any(|axis| axis.codes.len() > 1) {
        return Err(Undrawn::MapOfSeveral);
    }
    let mut chart = figures::chart(data, form).map_err(Undrawn::Draw)?;
    let lines = chart.series.len();
    chart.check().map_err(|_| Undrawn::TooLarge(lines))?;
    // They stand above the drawing as text.
    chart.notes.clear();
    let size = if chart.form == Form::Map { MAP } else { SIZE };
    let drawing = svg(&chart, size, Theme::Page);
    if drawing.len() > DRAWING_BYTES { Err(Undrawn::TooLarge(lines)) } else { Ok(drawing) }
}

fn time(data: &Dataset) -> Option<&Axis> {
    data.time_axis().map(|axis| &data.axes[axis])
}

/// A table with periods side by side, where they have room.
struct Table {
    heads: Vec<String>,
    columns: Vec<String>,
    rows: Vec<Row>,
    left_out: u64,
}

impl Table {
    fn of(frame: &Frame, data: &Dataset) -> Self {
        let across = data.time_axis().filter(|axis| (1..=COLUMNS).contains(&data.axes[*axis].codes.len()));
        let down: Vec<usize> = (0..data.axes.len()).filter(|axis| Some(*axis) != across).collect();
        let label = |axis: usize, code: u32| {
            let label = data.axes[axis].codes.get(code as usize).map_or("", |(_, label)| label);
            shortened(label, TITLE_CHARS)
        };
        let columns: Vec<String> = match across {
            Some(axis) => (0u32..).zip(&data.axes[axis].codes).map(|(code, _)| label(axis, code)).collect(),
            None => vec![frame.t("compare-figure")],
        };
        let code = |observation: &Observation, axis: usize| observation.key.get(axis).copied().unwrap_or_default();
        let mut rows: BTreeMap<Vec<u32>, Vec<Vec<Figure>>> = BTreeMap::new();
        let (mut shown, mut left_out) = (0, 0);
        for observation in &data.observations {
            let key: Vec<u32> = down.iter().map(|axis| code(observation, *axis)).collect();
            // A row that is begun is finished.
            if shown >= FIGURES && !rows.contains_key(&key) {
                left_out += 1;
                continue;
            }
            shown += 1;
            let cells = rows.entry(key).or_insert_with(|| vec![Vec::new(); columns.len()]);
            let column = across.map_or(0, |axis| code(observation, axis) as usize);
            if let Some(cell) = cells.get_mut(column) {
                cell.push(figure(observation));
            }
        }
        let row = |(key, cells): (Vec<u32>, Vec<Vec<Figure>>)| {
            let heads: Vec<String> = down.iter().zip(&key).map(|(axis, code)| label(*axis, *code)).collect();
            Row { heads: if heads.is_empty() { vec![shortened(&data.title, TITLE_CHARS)] } else { heads }, cells }
        };
        let heads: Vec<String> =
            down.iter().map(|axis| shortened(&capital(&data.axes[*axis].label), TITLE_CHARS)).collect();
        Self {
            heads: if heads.is_empty() { vec![frame.t("compare-measure")] } else { heads },
            columns,
            rows: rows.into_iter().map(row).collect(),
            left_out,
        }
    }
}

fn figure(observation: &Observation) -> Figure {
    let flags = observation.flags;
    Figure {
        known: match (observation.value, observation.at_least) {
            (Some(value), _) => Known::Value(value),
            (None, Some(least)) => Known::AtLeast(least),
            (None, None) if flags.suppressed() => Known::Suppressed,
            (None, None) => Known::Missing,
        },
        flags: flags.to_string(),
        added: observation.how == How::Added,
        sources: observation.origins.iter().map(|origin| *origin as usize).filter(|at| *at < SOURCES).collect(),
    }
}

fn source(frame: &Frame, origin: &Origin) -> Source {
    let wanted = [frame.lang()];
    let (lang, title) = origin.title.best(&wanted).map_or(("", ""), |(lang, title)| (lang.as_str(), title));
    let definitions = origin.definitions.best(&wanted);
    Source {
        member: origin.member.to_string(),
        record: origin.record.to_string(),
        title: shortened(title, TITLE_CHARS),
        lang: lang.to_owned(),
        organisation: shortened(&origin.organisation, TITLE_CHARS),
        register: origin.register.as_ref().map(|register| shortened(register, TITLE_CHARS)),
        reference_date: origin.reference_date,
        definitions: definitions.map(|(lang, text)| (lang.to_string(), shortened(text, DEFINITION_CHARS))),
        signed: origin.time,
    }
}
