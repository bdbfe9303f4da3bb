//! Figures of records and of all members, as pages show them: a chart and a table, both bounded.
//!
//! A page has room for so many bytes of tables and of charts. Whatever a member publishes, what goes beyond is left out,
//! and the page leads to the files that have everything.

use std::collections::{BTreeMap, BTreeSet};

use emn_chart::chart::Form;
use emn_chart::look::{Size, Theme};
use emn_export::dataset::{Axis, Dataset, Observation, Role, TableContext, of_table, sentence, unit_label};
use emn_pages::figures::{Cell, Figures, Grid, Row, Shown, Source};
use emn_pages::phrase::{Phrase, line};
use emn_pages::{Frame, Html, name};
use emn_protocol::codelist::CodeLists;
use emn_protocol::ids::{EntryId, MemberId};
use emn_protocol::record::{Code, Record, Table};
use emn_protocol::time::{Period, Timestamp};
use emn_series::answer::Note;
use emn_series::question::Question;
use emn_series::source::Origin;

use crate::api::ApiState;
use crate::api::error::Refusal;
use crate::figures;

/// Bytes of tables, and of charts, that a page has room for.
const TABLE_BYTES: usize = 44 * 1024;
const CHART_BYTES: usize = 34 * 1024;

/// Rows of one table.
const ROWS: usize = 200;
/// Periods that stand side by side.
const PERIODS: usize = 10;
/// Characters of one label, and of one remark.
const LABEL_CHARS: usize = 80;
const NOTE_CHARS: usize = 500;
/// Remarks and sources below one table.
const NOTES: usize = 8;
const SOURCES: usize = 12;
/// Charts of one page, and lines and bars of one chart that can still be told apart.
const CHARTS: usize = 3;
const LINES: usize = 8;
const BARS: usize = 48;
/// Years that a chart of all members goes back.
const YEARS: i64 = 10;
/// Where charts are drawn; pages scale them.
const SIZE: Size = Size { width: 720, height: 380 };

/// Codes that stand for the sum over a dimension, in the shared lists.
const TOTALS: [&str; 3] = ["T", "TOTAL", "_T"];

/// What a page still has room for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    tables: usize,
    charts: usize,
    drawings: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self { tables: TABLE_BYTES, charts: CHART_BYTES, drawings: CHARTS }
    }
}

/// Who speaks in a record, and when; a draft has no entry yet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Speaker<'a> {
    /// Its entry.
    pub(super) entry: Option<EntryId>,
    /// The member.
    pub(super) member: &'a MemberId,
    /// When it was, or would be, signed.
    pub(super) time: Timestamp,
}

/// The tables of a record: those that a page has room for, and the others by id and title.
pub(super) fn of_record(
    frame: &Frame,
    record: &Record,
    speaker: Speaker<'_>,
    wanted: &[&str],
) -> (Vec<Figures>, Vec<(String, Phrase)>) {
    let (mut shown, mut others) = (Vec::new(), Vec::new());
    let mut room = Room::default();
    for table in record.tables() {
        let title = Phrase::best(&table.title, wanted).unwrap_or_else(|| Phrase::new("", table.id.as_str()));
        let fits = |figures: &Figures| !figures.grid.is_empty();
        let figures = Some(&mut room).filter(|room| room.tables > 0);
        let figures = figures.and_then(|room| of_its_table(frame, record, table, speaker, wanted, room));
        match figures.filter(fits) {
            Some(figures) => shown.push(figures),
            None => others.push((table.id.to_string(), title)),
        }
    }
    (shown, others)
}

fn of_its_table(
    frame: &Frame,
    record: &Record,
    table: &Table,
    speaker: Speaker<'_>,
    wanted: &[&str],
    room: &mut Room,
) -> Option<Figures> {
    let about = record.about()?;
    let entry = speaker.entry.unwrap_or_else(|| EntryId::of(&[]));
    let mut origin = Origin::of(entry, speaker.member, speaker.time, record, table)?;
    // They stand in the record's own section, and need not be repeated below each table.
    origin.definitions = Default::default();
    let context = TableContext { origin: &origin, countries: &about.countries, period: about.period };
    let data = of_table(&context, table, wanted);
    let own = table.notes.best(wanted);
    let note = |text: &String| match own {
        Some((lang, own)) if own == text => Phrase::new(lang.as_str(), &shortened(text, NOTE_CHARS)),
        _ => Phrase::new(&data.lang, &shortened(text, NOTE_CHARS)),
    };
    let notes = data.notes.iter().take(NOTES).map(note).collect();
    let file = |(text, format): (&'static str, &str)| {
        let entry = speaker.entry?;
        let lang = frame.lang();
        Some((text, format!("/api/v1/records/{entry}/export?format={format}&table={}&lang={lang}", table.id)))
    };
    let files = [("format-csv", "csv"), ("format-xlsx", "xlsx"), ("format-json-stat", "json-stat")];
    let compare =
        speaker.entry.map_or_else(String::new, |_| format!("/compare?measure={}&by=country,year", table.measure.id));
    Some(Figures {
        id: table.id.to_string(),
        notes,
        compare,
        files: files.into_iter().filter_map(file).collect(),
        ..of_dataset(frame, &data, room)
    })
}

/// Figures of all members: the newest ten years by country, or one year where there are many countries. Nothing where
/// there is nothing to compare.
pub(super) fn of_measure(
    api: &ApiState,
    frame: &Frame,
    measure: &Code,
    room: &mut Room,
) -> Result<Option<Figures>, Refusal> {
    let cube = api.catalogue.cube(measure)?;
    let contents = cube.contents(false);
    let Some(newest) = contents.years.last().copied() else { return Ok(None) };
    let mut question = Question::about(measure.clone());
    let wrong = |error: emn_series::SeriesError| Refusal::internal(error.to_string());
    if let [unit, _, ..] = contents.units.as_slice() {
        let condition = format!("unit={unit}");
        question.restrict(&condition).map_err(wrong)?;
    }
    let many = contents.countries.len() > LINES;
    question.group_by(if many { "country" } else { "country,year" }).map_err(wrong)?;
    question.years = (Some(if many { newest } else { newest - YEARS + 1 }), Some(newest));
    let answer = match api.catalogue.answer(&cube, &question) {
        Ok(answer) => answer,
        // Tables of one measure that do not fit together are a matter for the page that compares.
        Err(crate::catalogue::CatalogueError::Series(_)) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let data = figures::dataset(&answer, frame.lang());
    if data.observations.len() < 2 {
        return Ok(None);
    }
    let careful = |note: &&Note| matches!(note, Note::DefinitionsDiffer { .. } | Note::SourcesDisagree { .. });
    let say = |note: &Note| Phrase::new(&data.lang, &shortened(&sentence(note, &[frame.lang()]), NOTE_CHARS));
    let warnings = answer.notes.iter().filter(careful).map(say).collect();
    let notes = answer.notes.iter().filter(|note| !careful(note)).take(NOTES).map(say).collect();
    let query = question.canonical();
    let file = |(text, format): (&'static str, &str)| {
        (text, format!("/api/v1/series?{query}&format={format}&lang={}", frame.lang()))
    };
    let mut records = BTreeSet::new();
    let origins: Vec<&Origin> = data.origins.iter().filter(|origin| records.insert(origin.record)).collect();
    let source = |origin: &&Origin| Source {
        id: origin.record.to_string(),
        member: name::country(frame, origin.member.as_str()),
        title: Phrase::best(&origin.title, &[frame.lang()]).unwrap_or_default(),
    };
    let mut shown = Figures {
        id: measure.to_string(),
        // The id of a measure is in English.
        title: Phrase::new("en", &data.title),
        warnings,
        notes,
        sources: origins.iter().take(SOURCES).map(source).collect(),
        more_sources: origins.len().saturating_sub(SOURCES),
        compare: format!("/compare?{query}"),
        files: [("format-csv", "csv"), ("format-xlsx", "xlsx")].into_iter().map(file).collect(),
        ..of_dataset(frame, &data, room)
    };
    if many {
        shown.facts.push((frame.t("period"), newest.to_string()));
    }
    Ok(Some(shown))
}

/// Chart and table of a dataset, as far as there is room.
fn of_dataset(frame: &Frame, data: &Dataset, room: &mut Room) -> Figures {
    let across = data.time_axis().filter(|axis| (2..=PERIODS).contains(&data.axes[*axis].codes.len()));
    let down: Vec<usize> =
        (0..data.axes.len()).filter(|axis| Some(*axis) != across && data.axes[*axis].codes.len() > 1).collect();
    let grid = grid(frame, data, &down, across, &mut room.tables);
    let mut facts = vec![(frame.t("figures-unit"), unit_label(&data.unit, &[frame.lang()]).to_owned())];
    for axis in data.axes.iter().filter(|axis| axis.codes.len() == 1) {
        facts.push((shortened(&axis.label, LABEL_CHARS), label(frame, axis, 0)));
    }
    Figures {
        id: data.id.to_string(),
        title: Phrase::new(&data.title_lang, &data.title),
        facts,
        chart: chart(frame, data, room),
        grid,
        ..Figures::default()
    }
}

fn grid(frame: &Frame, data: &Dataset, down: &[usize], across: Option<usize>, room: &mut usize) -> Grid {
    let code = |observation: &Observation, axis: usize| observation.key.get(axis).copied().unwrap_or(0);
    let columns = match across {
        Some(axis) => (0..).zip(&data.axes[axis].codes).map(|(code, _)| label(frame, &data.axes[axis], code)).collect(),
        None => vec![frame.t("figures-value")],
    };
    // The first rows by the codes of their axes, and how many there are beside them.
    let mut rows: BTreeMap<Vec<u32>, Vec<Vec<Cell>>> = BTreeMap::new();
    let mut beyond: BTreeSet<Vec<u32>> = BTreeSet::new();
    for observation in &data.observations {
        let key: Vec<u32> = down.iter().map(|axis| code(observation, *axis)).collect();
        if rows.len() == ROWS && !rows.contains_key(&key) {
            beyond.insert(key);
            continue;
        }
        let row = rows.entry(key).or_insert_with(|| vec![Vec::new(); columns.len()]);
        if let Some(cell) = row.get_mut(across.map_or(0, |axis| code(observation, axis) as usize)) {
            cell.push(shown(observation));
        }
    }
    let mut grid = Grid {
        heads: down.iter().map(|axis| shortened(&data.axes[*axis].label, LABEL_CHARS)).collect(),
        columns,
        decimals: data.decimals,
        left_out: beyond.len(),
        ..Grid::default()
    };
    for (key, cells) in rows {
        let labels: Vec<String> =
            down.iter().zip(&key).map(|(axis, code)| label(frame, &data.axes[*axis], *code)).collect();
        let cost = cost(&labels, &cells);
        if cost > *room {
            // What comes after finds no room either.
            *room = 0;
            grid.left_out += 1;
            continue;
        }
        *room -= cost;
        grid.rows.push(Row { labels, cells });
    }
    grid
}

/// About how many bytes a row has as HTML.
fn cost(labels: &[String], cells: &[Vec<Cell>]) -> usize {
    let escaped = |text: &String| text.len() + text.bytes().filter(|byte| b"<>&\"'".contains(byte)).count() * 5 + 35;
    let figure = |cell: &Cell| if cell.is_empty() { 24 } else { 16 } + cell.letters().len() * 12;
    let cells = cells.iter().map(|cell| 10 + cell.iter().map(figure).sum::<usize>());
    10 + labels.iter().map(escaped).sum::<usize>() + cells.sum::<usize>()
}

fn shown(observation: &Observation) -> Cell {
    let flags = observation.flags;
    let shown = match (observation.value, observation.at_least) {
        (Some(value), _) if !flags.suppressed() => Shown::Value(value),
        (_, Some(least)) => Shown::AtLeast(least),
        _ if flags.suppressed() => Shown::Suppressed,
        _ if flags.has('z') => Shown::NotApplicable,
        _ => Shown::Unknown,
    };
    Cell { shown, flags: flags.to_string() }
}

/// A code in the reader's language: countries and periods as the pages write them, the rest as the exports do.
fn label(frame: &Frame, axis: &Axis, code: u32) -> String {
    let Some((code, text)) = axis.codes.get(code as usize) else { return String::new() };
    let country = axis.role == Role::Geo || axis.id.as_str() == "citizen";
    match code.as_str().parse::<Period>() {
        Ok(period) if axis.role == Role::Time => frame.period(period),
        _ if country && CodeLists::shipped().country_by_eurostat(code.as_str()).is_some() => {
            name::country(frame, code.as_str()).name.text
        }
        _ => shortened(text, LABEL_CHARS),
    }
}

/// A chart, if it has something to show, can be read, and there is room.
fn chart(frame: &Frame, data: &Dataset, room: &mut Room) -> Html {
    if room.drawings == 0 {
        return Html::default();
    }
    let Some((data, kept)) = focused(frame, data) else { return Html::default() };
    let Ok(mut chart) = figures::chart(&data, None) else { return Html::default() };
    let figures = chart.series.iter().map(|series| series.figures.len()).sum::<usize>();
    let readable = match chart.form {
        Form::Bar => figures <= BARS,
        _ => chart.series.len() <= LINES,
    };
    let known = |figure: &emn_chart::chart::Figure| {
        matches!(figure, emn_chart::chart::Figure::Value(_) | emn_chart::chart::Figure::Reserved(_))
    };
    let numbers = chart.series.iter().flat_map(|series| &series.figures).filter(|figure| known(figure)).count();
    if !readable || numbers < 2 || chart.check().is_err() {
        return Html::default();
    }
    // The title stands above it, and remarks below.
    chart.notes.clear();
    chart.subtitle = [chart.subtitle].into_iter().chain(kept).collect::<Vec<_>>().join(" · ");
    let drawing = emn_chart::svg(&chart, SIZE, Theme::Page);
    if drawing.len() > room.charts {
        return Html::default();
    }
    room.charts -= drawing.len();
    room.drawings -= 1;
    Html::drawing(drawing)
}

/// The data with labels as the page writes them, and, where there would be too many lines, the totals only of all axes
/// but the first; with what that leaves. Nothing where it would still be too much to tell apart.
fn focused(frame: &Frame, data: &Dataset) -> Option<(Dataset, Vec<String>)> {
    let mut kept = Vec::new();
    let mut fixed: Vec<(usize, u32)> = Vec::new();
    let time = data.time_axis();
    let others: Vec<usize> =
        (0..data.axes.len()).filter(|axis| Some(*axis) != time && data.axes[*axis].codes.len() > 1).collect();
    let lines = others.iter().map(|axis| data.axes[*axis].codes.len()).product::<usize>();
    if lines > LINES {
        for axis in others.iter().skip(1) {
            let codes = &data.axes[*axis].codes;
            let total = codes.iter().position(|(code, _)| TOTALS.contains(&code.as_str()));
            if let Some(total) = total.and_then(|total| u32::try_from(total).ok()) {
                fixed.push((*axis, total));
                let axis = &data.axes[*axis];
                kept.push(format!("{}: {}", shortened(&axis.label, LABEL_CHARS), label(frame, axis, total)));
            }
        }
    }
    let is_fixed = |axis: &usize| fixed.iter().any(|(fixed, _)| fixed == axis);
    let lines: usize = others.iter().filter(|axis| !is_fixed(axis)).map(|axis| data.axes[*axis].codes.len()).product();
    let most = if time.is_some_and(|axis| data.axes[axis].codes.len() > 1) { LINES } else { BARS };
    if lines > most {
        return None;
    }
    let mut focused = shell(data);
    // What is the same for all figures tells no line from another: it stands above the chart.
    let tells = |axis: &usize| Some(*axis) == time || data.axes[*axis].codes.len() > 1;
    let remaining: Vec<usize> = (0..data.axes.len()).filter(|axis| tells(axis) && !is_fixed(axis)).collect();
    focused.axes = remaining
        .iter()
        .map(|axis| {
            let axis = &data.axes[*axis];
            let codes = (0..).zip(&axis.codes).map(|(at, (code, _))| (code.clone(), label(frame, axis, at))).collect();
            Axis { id: axis.id.clone(), label: axis.label.clone(), role: axis.role, codes }
        })
        .collect();
    let fits = |observation: &&Observation| fixed.iter().all(|(axis, code)| observation.key.get(*axis) == Some(code));
    focused.observations = data
        .observations
        .iter()
        .filter(fits)
        .map(|observation| Observation {
            key: remaining.iter().filter_map(|axis| observation.key.get(*axis).copied()).collect(),
            ..observation.clone()
        })
        .collect();
    Some((focused, kept))
}

/// A dataset without axes and observations.
fn shell(data: &Dataset) -> Dataset {
    Dataset {
        id: data.id.clone(),
        agency: data.agency.clone(),
        title: data.title.clone(),
        title_lang: data.title_lang.clone(),
        lang: data.lang.clone(),
        updated: data.updated,
        measure: data.measure.clone(),
        unit: data.unit.clone(),
        decimals: data.decimals,
        axes: Vec::new(),
        observations: Vec::new(),
        origins: data.origins.clone(),
        notes: Vec::new(),
    }
}

/// The beginning of a text that anybody may have written, in one line that turns nothing around.
pub(super) fn shortened(text: &str, chars: usize) -> String {
    let mut short: String = line(text).chars().take(chars + 1).collect();
    if short.chars().count() > chars {
        short.pop();
        short.push('…');
    }
    short
}
