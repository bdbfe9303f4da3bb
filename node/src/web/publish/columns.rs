//! What the columns of the file mean, and counting by it.

use std::time::Instant;

use axum::http::StatusCode;
use axum::response::Response;
use emn_anonymise::read::{Problem as Told, Sample};
use emn_anonymise::report::{Loss, Lost};
use emn_anonymise::tabulate::{Mapping, TabulateError, Tabulated};
use emn_desk::{DraftTable, Upload};
use emn_pages::Frame;
use emn_pages::parts::{Choice, Mistakes};
use emn_pages::publish::{ColumnsForm, ColumnsPage, Counted, LossLine, Problem, Protection as Shown, Source, Step};
use emn_protocol::codelist::CodeLists;
use emn_protocol::disclosure;
use emn_protocol::record::Code;
use emn_protocol::time::Period;
use emn_protocol::topics::Vocabulary;

use super::memory::Made;
use super::{Publishing, Seat, finished, mapping, texts};
use crate::api::ApiState;
use crate::api::error::Refusal;
use crate::api::gate::AUDIT_TIME;
use crate::api::network::newest_roster;
use crate::api::records::blocking;
use crate::prepare::{self, Place, Protection, Wish};
use crate::telemetry::{chain, wall_clock};
use crate::web::form::Fields;
use crate::web::page::with_status;

/// Measures that are named as examples.
const MEASURES: usize = 40;
/// Problems of a file that are shown.
const PROBLEMS: usize = 50;

/// What is asked about a file, and what it is asked with.
pub(super) struct Case<'a> {
    pub(super) api: &'a ApiState,
    pub(super) frame: &'a Frame,
    pub(super) network: disclosure::Policy,
    pub(super) sample: Sample,
    pub(super) file: &'a Upload,
    pub(super) fields: &'a Fields,
}

/// What came of a form.
pub(super) enum Outcome {
    /// It has to be shown again.
    Ask {
        /// The form.
        form: Box<ColumnsForm>,
        /// What is wrong in it.
        mistakes: Mistakes,
        /// What is wrong in the file.
        problems: Vec<Problem>,
    },
    /// There is a table.
    Made(Box<Made>),
}

pub(super) async fn form(seat: Seat<Publishing>) -> Result<Response, Refusal> {
    let what = if seat.asked.what == "table" { "table" } else { "cases" };
    count(seat, Fields::of([("what".to_owned(), what.to_owned())])).await
}

pub(super) async fn count(seat: Seat<Publishing>, fields: Fields) -> Result<Response, Refusal> {
    let id = seat.draft.id;
    if !seat.draft.state.editable() {
        return seat.refused("publish-refused-closed");
    }
    let Some(file) = seat.shared.api.uploads.get(id, wall_clock()) else { return seat.no_file() };
    let (api, frame) = (seat.shared.api.clone(), seat.visitor.frame.clone());
    let sent = !fields.get("version").is_empty();
    let outcome = blocking(move || look(&api, &frame, &file, &fields)).await?;
    match outcome {
        Outcome::Made(made) => {
            seat.memory.touched(id, &seat.person);
            seat.memory.keep(id, *made);
            Ok(seat.to("table", ""))
        }
        Outcome::Ask { form, mistakes, problems } => {
            let wrong = sent && !(mistakes.is_empty() && problems.is_empty());
            let status = if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
            let (frame, way) = (&seat.visitor.frame, seat.way(Step::Columns));
            let page = ColumnsPage { frame, way: &way, form: &form, mistakes: &mistakes, problems: &problems };
            with_status(status, &page)
        }
    }
}

fn look(api: &ApiState, frame: &Frame, file: &Upload, fields: &Fields) -> Result<Outcome, Refusal> {
    let network = newest_roster(api)?.roster().policy.disclosure();
    let usual = policy(None, fields, &network)
        .map_err(|_| Refusal::internal("the network's own policy protects less than it asks for"))?;
    let sample = match prepare::first_rows(prepare::in_memory(file.name(), file.bytes()), &usual) {
        Ok(sample) => sample,
        Err(error) => {
            let form = Box::new(ColumnsForm { file: file.name().to_owned(), ..ColumnsForm::default() });
            let problems = vec![Problem { place: String::new(), text: chain(&error) }];
            return Ok(Outcome::Ask { form, mistakes: Mistakes::default(), problems });
        }
    };
    let case = Case { api, frame, network, sample, file, fields };
    if fields.get("what") == "table" { finished::look(&case) } else { cases(&case) }
}

fn policy(
    min_frequency: Option<u64>,
    fields: &Fields,
    network: &disclosure::Policy,
) -> Result<emn_anonymise::policy::Policy, emn_anonymise::policy::PolicyError> {
    let seconds = AUDIT_TIME.as_secs();
    let wish = Wish { min_frequency, suppress_zeros: fields.has("zeros"), full_singletons: false, seconds };
    prepare::policy(&wish, network)
}

fn cases(case: &Case<'_>) -> Result<Outcome, Refusal> {
    let (fields, header) = (case.fields, &case.sample.header);
    let first = !fields.has("column.0");
    let (meanings, suggested) = if first {
        let suggested = prepare::suggest_sample(&case.sample);
        (mapping::guessed(&suggested.mapping, header), suggested)
    } else {
        let meanings = mapping::meanings(fields, header);
        let suggested = prepare::suggest_columns(&case.sample, &mapping::dimensions(&meanings));
        (meanings, suggested)
    };
    let (mut map, questions) = (suggested.mapping, suggested.questions);
    let complete = mapping::answer(&mut map, &questions, fields, &case.sample);
    let mut mistakes = Mistakes::default();
    let wanted = fields.get("action") == "count";
    let settings = (!first && wanted).then(|| case.settings(&meanings, &mut map, &mut mistakes)).flatten();
    // Only when it is shown.
    let ask = |mistakes, problems| {
        let ids: Vec<Code> = map.dimensions.iter().map(|dimension| dimension.id.clone()).collect();
        let mut form = case.form(&meanings, &ids, Some(&map), Source::Cases);
        form.dimensions = mapping::forms(case.frame, &map, &questions, fields, &case.sample);
        form.remarks = remarks(&suggested.remarks, &questions);
        Ok(Outcome::Ask { form: Box::new(form), mistakes, problems })
    };
    let Some(settings) = settings.filter(|_| complete && mistakes.is_empty()) else {
        return ask(mistakes, Vec::new());
    };
    match case.make(&map, &settings) {
        Ok(made) => Ok(Outcome::Made(Box::new(made))),
        Err(problems) => ask(mistakes, problems?),
    }
}

/// Questions that no value answers are told.
fn remarks(
    remarks: &[emn_anonymise::tabulate::Question],
    questions: &[emn_anonymise::tabulate::Question],
) -> Vec<String> {
    let told = questions.iter().filter(|question| question.values.is_empty() && question.rare_rows == 0);
    let line = |question: &emn_anonymise::tabulate::Question| match &question.column {
        Some(column) => format!("{column}: {}", question.text),
        None => question.text.clone(),
    };
    remarks.iter().chain(told).map(line).collect()
}

/// How a table is protected, and what it is about.
struct Settings {
    policy: emn_anonymise::policy::Policy,
    protection: Protection,
    place: Place,
}

impl Case<'_> {
    /// What the form says beside the columns.
    fn settings(&self, meanings: &[mapping::Meaning], map: &mut Mapping, mistakes: &mut Mistakes) -> Option<Settings> {
        use mapping::Meaning;
        let (frame, fields, header) = (self.frame, self.fields, &self.sample.header);
        if map.dimensions.is_empty() {
            mistakes.add("column.0", frame.t("publish-mistake-no-dimension"));
        }
        let column = |wanted: &Meaning| {
            let place = meanings.iter().position(|meaning| meaning == wanted);
            place.and_then(|place| header.get(place)).cloned()
        };
        (map.person, map.count) = (column(&Meaning::Person), column(&Meaning::Count));
        if map.count.is_some() {
            let unused = header.iter().zip(meanings).filter(|(_, meaning)| **meaning == Meaning::Unused);
            map.ignore = unused.map(|(name, _)| name.clone()).collect();
        }
        let measure = mapping::code(frame, fields, "measure", "publish-measure", mistakes);
        let unit = mapping::code(frame, fields, "unit", "publish-unit", mistakes);
        let table = mapping::code(frame, fields, "table", "publish-table-id", mistakes);
        map.topic = fields.get("topic").parse().ok();
        map.by = mapping::ordered(
            map.dimensions.iter().map(|dimension| dimension.id.clone()).collect(),
            fields.get("across"),
        );
        let period = self.period(mistakes);
        let policy = self.policy(mistakes)?;
        (map.measure, map.unit, map.id) = (measure?, unit?, table?);
        let protection = match fields.get("protection") {
            "round3" => Protection::Rounding(3),
            "round5" => Protection::Rounding(5),
            "round10" => Protection::Rounding(10),
            _ => Protection::Suppression,
        };
        Some(Settings { policy, protection, place: Place { geo: Place::geo_of(fields.get("country")), period } })
    }

    fn period(&self, mistakes: &mut Mistakes) -> Option<Period> {
        let text = self.fields.get("period").trim();
        let period = text.parse().ok();
        if period.is_none() && !text.is_empty() {
            let field = self.frame.t("publish-period");
            mistakes.add("period", self.frame.tx("publish-mistake-malformed", &[("field", field)]));
        }
        period
    }

    /// The policy that the form asks for.
    fn policy(&self, mistakes: &mut Mistakes) -> Option<emn_anonymise::policy::Policy> {
        let least = self.fields.get("min_frequency").trim().parse().unwrap_or(0);
        let policy = policy(Some(least), self.fields, &self.network).ok().filter(|_| least <= 1_000);
        if policy.is_none() {
            let (field, least) = (self.frame.t("publish-min-frequency"), self.network.min_frequency);
            let words = [("field", field), ("least", self.frame.number(least))];
            mistakes.add("min_frequency", self.frame.tx("publish-mistake-frequency", &words));
        }
        policy
    }

    /// Counts and protects. The inner error is the file's.
    fn make(&self, map: &Mapping, settings: &Settings) -> Result<Made, Result<Vec<Problem>, Refusal>> {
        let input = prepare::in_memory(self.file.name(), self.file.bytes());
        let counted = prepare::count(input, map, &settings.policy, &mut |_, _| {}).map_err(|error| Ok(told(&error)))?;
        let began = Instant::now();
        let expired = || began.elapsed() >= AUDIT_TIME;
        let both = (&settings.policy, &self.network);
        let now = wall_clock();
        let made = prepare::protect(
            Some(&self.api.gate),
            &counted.publication,
            &settings.place,
            settings.protection,
            both,
            &expired,
            now,
        )
        .map_err(|error| match error {
            prepare::ProtectionError::Gate(error) => Err(error.into()),
            prepare::ProtectionError::Random => Err(Refusal::internal("the system gave no random numbers")),
            error => Ok(vec![Problem { place: String::new(), text: chain(&error) }]),
        })?;
        let loss = made.report().map(|report| lines(&report.loss)).unwrap_or_default();
        let protection = match settings.protection {
            Protection::Rounding(base) => Shown::Rounded(base),
            _ => Shown::Suppressed,
        };
        Ok(Made {
            mapping: map.to_toml().unwrap_or_default(),
            protection,
            min_frequency: settings.policy.min_frequency,
            careful: prepare::careful(map, &settings.policy).then_some(prepare::CAREFUL_FREQUENCY),
            counted: Some(self.counted(&counted)),
            loss,
            refusals: Vec::new(),
            table: made.into_draft(self.file.name(), now),
            at: now,
        })
    }

    fn counted(&self, counted: &Tabulated) -> Counted {
        let name = |id: &String| id.parse().map_or_else(|_| id.clone(), |code| mapping::label(self.frame, &code));
        Counted {
            rows: counted.rows,
            persons: counted.persons,
            repeated: counted.repeated,
            unknown: counted.unknown.iter().map(|(id, persons)| (name(id), *persons)).collect(),
            overlapping: counted.overlapping.iter().map(name).collect(),
        }
    }

    /// Measures that the network has; none while they cannot be listed.
    fn measures(&self) -> Vec<String> {
        let known = self.api.catalogue.measures().unwrap_or_default();
        known.iter().take(MEASURES).map(|facts| facts.id.to_string()).collect()
    }

    /// The form, apart from the dimensions.
    pub(super) fn form(
        &self,
        meanings: &[mapping::Meaning],
        ids: &[Code],
        map: Option<&Mapping>,
        source: Source,
    ) -> ColumnsForm {
        let (frame, fields) = (self.frame, self.fields);
        let said = |input: &str, usual: &str| if fields.has(input) { fields.get(input) } else { usual }.to_owned();
        let own = self.api.engine.snapshot().member.as_ref().map_or_else(String::new, ToString::to_string);
        let roster = newest_roster(self.api).ok();
        let members = roster.iter().flat_map(|roster| &roster.roster().members).map(|member| member.id.to_string());
        let country = said("country", &own);
        let (unit, topic) = (said("unit", "PER"), said("topic", ""));
        let least = self.network.min_frequency;
        let units = CodeLists::shipped().list("unit").map_or(&[][..], |list| &list.codes);
        let unit_choice = |listed: &emn_protocol::codelist::ListedCode| {
            let label = listed.label.best(&[frame.lang()]).map_or(listed.code.as_str(), |(_, label)| label);
            Choice::new(&listed.code, label, listed.code == unit)
        };
        ColumnsForm {
            source,
            file: self.file.name().to_owned(),
            columns: mapping::columns(frame, &self.sample.header, meanings, source == Source::Finished),
            dimensions: Vec::new(),
            across: mapping::across(frame, ids, fields.get("across")),
            table: said("table", map.map_or("table", |map| map.id.as_str())),
            measure: said("measure", ""),
            measures: self.measures(),
            units: units.iter().map(unit_choice).collect(),
            topics: topics(frame, &topic),
            countries: texts::countries(members)
                .into_iter()
                .map(|code| Choice::new(&code, frame.country(&code), code == country))
                .collect(),
            period: said("period", ""),
            protections: protections(frame, fields.get("protection"), source),
            min_frequency: said("min_frequency", &least.to_string()),
            least_frequency: least,
            suppress_zeros: fields.has("zeros"),
            kinds: finished::kinds(frame, fields.get("kind")),
            decimals: said("decimals", "0"),
            remarks: Vec::new(),
        }
    }
}

fn topics(frame: &Frame, chosen: &str) -> Vec<Choice> {
    let label = |id: &str| Vocabulary::shipped().label(id, &[frame.lang()]).to_owned();
    let mut topics: Vec<Choice> = Vocabulary::shipped()
        .concepts()
        .map(|concept| Choice::new(concept.id.as_str(), label(concept.id.as_str()), concept.id.as_str() == chosen))
        .collect();
    topics.sort_by_key(|topic| topic.label.to_lowercase());
    topics
}

fn protections(frame: &Frame, said: &str, source: Source) -> Vec<Choice> {
    let rounded = if source == Source::Finished { "publish-finished-round" } else { "publish-protect-round" };
    let ways: &[(&str, &str)] = if source == Source::Finished {
        &[
            ("none", "publish-finished-none"),
            ("primary", "publish-finished-primary"),
            ("complementary", "publish-finished-complementary"),
        ]
    } else {
        &[("suppress", "publish-protect-suppress")]
    };
    let said = if said.is_empty() && source == Source::Cases { "suppress" } else { said };
    let way = |(value, text): &(&str, &str)| Choice::new(*value, frame.t(text), said == *value);
    let base = |base: &str| {
        let value = format!("round{base}");
        let chosen = said == value;
        Choice::new(value, frame.tx(rounded, &[("base", base)]), chosen)
    };
    ways.iter().map(way).chain(["3", "5", "10"].map(base)).collect()
}

/// What is wrong with a file. It names no rare value.
fn told(error: &TabulateError) -> Vec<Problem> {
    match error {
        TabulateError::Read(error) => vec![Problem { place: String::new(), text: chain(error) }],
        TabulateError::Problems(found) => found.iter().take(PROBLEMS).map(placed).collect(),
    }
}

/// A problem with its line, column and field.
pub(super) fn placed(problem: &Told) -> Problem {
    let mut place: Vec<String> = Vec::new();
    let numbers: Vec<String> = [problem.line, problem.column].iter().flatten().map(ToString::to_string).collect();
    if !numbers.is_empty() {
        place.push(format!("{}:{}", problem.file, numbers.join(":")));
    }
    place.extend(problem.field.clone());
    Problem { place: place.join(", "), text: format!("{}; {}", problem.problem, problem.advice) }
}

fn lines(loss: &Loss) -> Vec<LossLine> {
    // Shares have four digits, so thousandths are exact.
    let tenths = |share: f64| (share * 1000.0).round() as i64;
    let line = |text, lost: &Lost| LossLine {
        text,
        cells: lost.cells,
        share: tenths(lost.share_of_cells),
        share_of_sum: tenths(lost.share_of_sum),
    };
    vec![
        line("publish-loss-published", &loss.published),
        line("publish-loss-suppressed", &loss.suppressed),
        line("publish-loss-small", &loss.primary),
        line("publish-loss-zero", &loss.zero),
        line("publish-loss-companion", &loss.complementary),
    ]
}

/// A table that came finished.
pub(super) fn finished_table(table: emn_protocol::record::Table, least: u64, refusals: Vec<String>) -> Made {
    let now = wall_clock();
    Made {
        table: DraftTable::finished(table, now),
        mapping: String::new(),
        protection: Shown::Finished,
        min_frequency: least,
        careful: None,
        counted: None,
        loss: Vec::new(),
        refusals,
        at: now,
    }
}
