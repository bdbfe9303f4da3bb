//! The content of a draft as a form, and back.

use std::collections::{BTreeMap, BTreeSet};

use emn_desk::{Content, Draft, DraftKind, DraftTable, Editable, Purpose, Texts};
use emn_pages::Frame;
use emn_pages::parts::Choice;
use emn_pages::publish::{DescribeForm, LanguageTexts, TableEntry, TextField};
use emn_protocol::codelist::CodeLists;
use emn_protocol::limits;
use emn_protocol::record::{Audience, Lang, MultiText};
use emn_protocol::topics::Vocabulary;
use emn_search::analysis::{Analyzer, Recogniser};

use super::fields;
use crate::web::form::Fields;

/// Languages that can be added: those of the Union, of its neighbours, and of many who arrive.
const LANGUAGES: [&str; 36] = [
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "mt", "nl", "pl",
    "pt", "ro", "sk", "sl", "sv", "no", "uk", "ka", "hy", "az", "mk", "sq", "sr", "bs", "tr", "ar", "ru",
];

/// A text in several languages: its name, what explains it, the lines that are shown, whether it is needed.
type Kind = (&'static str, &'static str, &'static str, u8, bool);

const REASON: Kind = ("reason", "publish-field-reason", "publish-field-reason-hint", 1, true);
const TITLE: Kind = ("title", "publish-field-title", "", 1, true);
const SUMMARY: Kind = ("summary", "publish-field-summary", "publish-field-summary-hint", 5, true);
const DISCLAIMER: Kind = ("disclaimer", "publish-field-disclaimer", "", 2, false);
const REPORT: [Kind; 2] = [
    ("body", "publish-field-body", "publish-field-markdown-hint", 14, false),
    ("definitions", "publish-field-definitions", "publish-field-definitions-hint", 3, false),
];
const PRACTICE: [Kind; 4] = [
    ("context", "publish-field-context", "publish-field-markdown-hint", 5, false),
    ("approach", "publish-field-approach", "publish-field-markdown-hint", 10, true),
    ("results", "publish-field-results", "publish-field-markdown-hint", 5, false),
    ("conditions", "publish-field-conditions", "publish-field-markdown-hint", 5, false),
];

/// The texts of this content, in the order of the form.
fn kinds(content: &Content) -> Vec<Kind> {
    let mut kinds = Vec::new();
    if content.purpose.reason().is_some() {
        kinds.push(REASON);
    }
    if !is_withdrawal(content) {
        kinds.extend([TITLE, SUMMARY]);
        match content.kind {
            DraftKind::Report => kinds.extend(REPORT),
            DraftKind::Practice => kinds.extend(PRACTICE),
        }
        kinds.push(DISCLAIMER);
    }
    kinds
}

fn is_withdrawal(content: &Content) -> bool {
    matches!(content.purpose, Purpose::Withdrawal { .. })
}

fn texts_mut<'a>(content: &'a mut Content, name: &str) -> Option<&'a mut Texts> {
    Some(match name {
        "reason" => content.purpose.reason_mut()?,
        "title" => &mut content.title,
        "summary" => &mut content.summary,
        "disclaimer" => &mut content.disclaimer,
        "body" => &mut content.body,
        "definitions" => &mut content.definitions,
        "context" => &mut content.context,
        "approach" => &mut content.approach,
        "results" => &mut content.results,
        "conditions" => &mut content.conditions,
        _ => return None,
    })
}

fn text<'a>(content: &'a Content, name: &str, lang: &str) -> &'a str {
    let texts = match name {
        "reason" => content.purpose.reason(),
        "title" => Some(&content.title),
        "summary" => Some(&content.summary),
        "disclaimer" => Some(&content.disclaimer),
        "body" => Some(&content.body),
        "definitions" => Some(&content.definitions),
        "context" => Some(&content.context),
        "approach" => Some(&content.approach),
        "results" => Some(&content.results),
        "conditions" => Some(&content.conditions),
        _ => None,
    };
    texts.and_then(|texts| texts.get(lang)).map_or("", String::as_str)
}

/// The languages of a draft; a new one is written in the language of the page.
pub(super) fn languages(content: &Content, otherwise: &str) -> Vec<String> {
    let languages: Vec<String> = content.languages().into_iter().map(str::to_owned).collect();
    if languages.is_empty() { vec![otherwise.to_owned()] } else { languages }
}

/// Adds a language. False when it is none, or there are too many.
pub(super) fn add_language(content: &mut Content, tag: &str) -> bool {
    if tag.parse::<Lang>().is_err() || content.languages().len() >= limits::LANGUAGES {
        return false;
    }
    let name = if is_withdrawal(content) { "reason" } else { "title" };
    texts_mut(content, name).into_iter().for_each(|texts| _ = texts.entry(tag.to_owned()).or_default());
    true
}

/// Takes a language away, unless it is the last.
pub(super) fn remove_language(draft: &mut Editable, tag: &str) {
    if draft.content.languages().len() < 2 {
        return;
    }
    for (name, ..) in [REASON, TITLE, SUMMARY, DISCLAIMER].iter().chain(&REPORT).chain(&PRACTICE) {
        texts_mut(&mut draft.content, name).into_iter().for_each(|texts| _ = texts.remove(tag));
    }
    for table in &mut draft.tables {
        table.table.title = without(&table.table.title, tag);
        table.table.notes = without(&table.table.notes, tag);
    }
}

fn without(text: &MultiText, tag: &str) -> MultiText {
    text.iter().filter(|(lang, _)| lang.as_str() != tag).map(|(lang, text)| (lang.clone(), text)).collect()
}

/// Takes over what a form says. What the person chose to leave as it is (`pick.NAME = theirs`) stays.
pub(super) fn read(fields: &Fields, draft: &mut Editable) {
    let mine = |input: &str| fields.has(input) && fields.get(&format!("pick.{input}")) != "theirs";
    let written = |input: &str| fields.get(input).replace("\r\n", "\n");
    let content = &mut draft.content;
    for tag in fields.all("language").take(limits::LANGUAGES).filter(|tag| tag.parse::<Lang>().is_ok()) {
        for (name, ..) in kinds(content) {
            let input = format!("{name}.{tag}");
            if mine(&input) {
                texts_mut(content, name)
                    .into_iter()
                    .for_each(|texts| _ = texts.insert(tag.to_owned(), written(&input)));
            }
        }
        for table in &mut draft.tables {
            table_texts(table, tag, &mine, &written);
        }
    }
    if is_withdrawal(content) {
        return;
    }
    // Boxes that are not ticked are not sent, so their fields count as sent with any form of this page.
    let chosen = |input: &str| fields.get(&format!("pick.{input}")) != "theirs";
    if chosen("topics") {
        content.topics = distinct(fields.all("topics").map(str::to_owned));
    }
    if chosen("countries") {
        let more = fields.get("more_countries").to_uppercase();
        let more = more.split([' ', ',', ';', '\t']).filter(|code| !code.is_empty()).map(str::to_owned);
        content.countries = distinct(fields.all("countries").map(str::to_owned).chain(more));
    }
    if chosen("audience") {
        content.audience = match fields.get("audience") {
            "network" => Some(Audience::Network),
            "public" => Some(Audience::Public),
            _ => None,
        };
    }
    let lines: [(&str, &mut String); 5] = [
        ("period", &mut content.period),
        ("organisation", &mut content.organisation),
        ("licence", &mut content.licence),
        ("source", &mut content.source),
        ("reference_date", &mut content.reference_date),
    ];
    for (input, line) in lines.into_iter().filter(|(input, _)| mine(input)) {
        *line = written(input).trim().to_owned();
    }
}

fn table_texts(table: &mut DraftTable, tag: &str, mine: &impl Fn(&str) -> bool, written: &impl Fn(&str) -> String) {
    let id = table.table.id.to_string();
    for (what, texts) in [("title", &mut table.table.title), ("notes", &mut table.table.notes)] {
        let input = format!("table.{id}.{what}.{tag}");
        if !mine(&input) {
            continue;
        }
        *texts = without(texts, tag);
        let text = written(&input);
        if let (false, Ok(lang)) = (text.trim().is_empty(), tag.parse::<Lang>()) {
            texts.set(lang, text);
        }
    }
}

/// Each once, in their order, as many as a record may have and one more, so that too many are told.
fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    texts.filter(|text| seen.insert(text.clone())).take(limits::LIST_ITEMS + 1).collect()
}

/// All that the form shows, by input.
pub(super) fn values(content: &Content, tables: &[DraftTable]) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    for lang in content.languages() {
        for (name, ..) in kinds(content) {
            values.insert(format!("{name}.{lang}"), text(content, name, lang).to_owned());
        }
        for table in tables {
            let id = &table.table.id;
            for (what, texts) in [("title", &table.table.title), ("notes", &table.table.notes)] {
                values.insert(format!("table.{id}.{what}.{lang}"), texts.get(lang).unwrap_or_default().to_owned());
            }
        }
    }
    if !is_withdrawal(content) {
        let audience = content.audience.map_or("", Audience::name);
        values.extend(
            [
                ("topics", content.topics.join(", ")),
                ("countries", content.countries.join(", ")),
                ("audience", audience.to_owned()),
                ("period", content.period.clone()),
                ("organisation", content.organisation.clone()),
                ("licence", content.licence.clone()),
                ("source", content.source.clone()),
                ("reference_date", content.reference_date.clone()),
            ]
            .map(|(input, value)| (input.to_owned(), value)),
        );
    }
    values
}

/// The form of a draft. `members` are codes of the network's countries.
pub(super) fn form(frame: &Frame, draft: &Draft, members: &[String]) -> DescribeForm {
    let content = &draft.content;
    let tags = languages(content, frame.lang());
    let (topics, more_topics) = topics(frame, content);
    let known: BTreeSet<&String> = members.iter().collect();
    let chosen = |code: &String| content.countries.contains(code);
    let audience = |audience: Audience, label: &str, hint: &str| {
        Choice::new(audience.name(), frame.t(label), content.audience == Some(audience)).hinted(frame.t(hint))
    };
    let title = draft.content.title.values().find(|title| !title.trim().is_empty());
    DescribeForm {
        languages: tags.iter().map(|tag| language(frame, content, &draft.tables, tag, tags.len() > 1)).collect(),
        addable: addable(frame, &tags),
        topics,
        more_topics,
        countries: members.iter().map(|code| Choice::new(code, frame.country(code), chosen(code))).collect(),
        more_countries: content
            .countries
            .iter()
            .filter(|code| !known.contains(code))
            .cloned()
            .collect::<Vec<_>>()
            .join(" "),
        period: content.period.clone(),
        audiences: vec![
            audience(Audience::Network, "publish-audience-network", "publish-audience-network-means"),
            audience(Audience::Public, "publish-audience-public", "publish-audience-public-means"),
        ],
        organisation: content.organisation.clone(),
        licence: content.licence.clone(),
        source: content.source.clone(),
        reference_date: content.reference_date.clone(),
        tables: draft.tables.iter().map(|table| entry(frame, table)).collect(),
        target: content.purpose.target().map(|id| {
            let name = title.cloned().unwrap_or_else(|| id.short().to_string());
            (id.to_string(), name)
        }),
        content: !is_withdrawal(content),
        report: content.kind == DraftKind::Report,
    }
}

fn addable(frame: &Frame, tags: &[String]) -> Vec<Choice> {
    let free = LANGUAGES.iter().filter(|tag| !tags.iter().any(|own| own == *tag));
    let mut choices: Vec<Choice> = free.map(|tag| Choice::new(*tag, frame.language(tag), false)).collect();
    choices.sort_by_key(|choice| choice.label.to_lowercase());
    choices
}

fn entry(frame: &Frame, table: &DraftTable) -> TableEntry {
    let title = table.table.title.best(&[frame.lang()]);
    TableEntry {
        id: table.table.id.to_string(),
        title: title.map(|(lang, text)| (lang.to_string(), text.to_owned())),
        cells: table.table.values.len() as u64,
        suppressed: table.suppressed() as u64,
    }
}

fn language(frame: &Frame, content: &Content, tables: &[DraftTable], tag: &str, removable: bool) -> LanguageTexts {
    let field = |(name, label, hint, rows, required): Kind| TextField {
        input: format!("{name}.{tag}"),
        text: label,
        of: None,
        hint,
        value: text(content, name, tag).to_owned(),
        rows,
        // Another language may have it; the check says what is missing.
        required: required && !removable,
    };
    let of_table = |table: &DraftTable| {
        let id = table.table.id.to_string();
        [
            ("title", "publish-field-table-title", &table.table.title),
            ("notes", "publish-field-table-notes", &table.table.notes),
        ]
        .map(|(what, label, texts)| TextField {
            input: format!("table.{id}.{what}.{tag}"),
            text: label,
            of: Some(id.clone()),
            hint: "",
            value: texts.get(tag).unwrap_or_default().to_owned(),
            rows: if what == "title" { 1 } else { 2 },
            required: false,
        })
    };
    let tables: &[DraftTable] = if is_withdrawal(content) { &[] } else { tables };
    LanguageTexts {
        tag: tag.to_owned(),
        name: frame.language(tag),
        fields: kinds(content).into_iter().map(field).chain(tables.iter().flat_map(of_table)).collect(),
        removable,
    }
}

/// Topics that are chosen or that the texts speak of, and all others.
fn topics(frame: &Frame, content: &Content) -> (Vec<Choice>, Vec<Choice>) {
    let vocabulary = Vocabulary::shipped();
    let spoken_of = spoken_of(content);
    let label = |id: &str| vocabulary.label(id, &[frame.lang()]).to_owned();
    let mut first: Vec<Choice> = content.topics.iter().map(|id| Choice::new(id, label(id), true)).collect();
    let suggested = spoken_of.iter().filter(|id| !content.topics.contains(id));
    first.extend(suggested.map(|id| Choice::new(id, label(id), false).hinted(frame.t("publish-topic-suggested"))));
    let listed: BTreeSet<&str> = first.iter().map(|choice| choice.value.as_str()).collect();
    let others = vocabulary.concepts().map(|concept| concept.id.as_str()).filter(|id| !listed.contains(id));
    let mut others: Vec<Choice> = others.map(|id| Choice::new(id, label(id), false)).collect();
    others.sort_by_key(|choice| choice.label.to_lowercase());
    (first, others)
}

/// Topics that the texts name, in the order in which they do.
fn spoken_of(content: &Content) -> Vec<String> {
    let (recogniser, mut analyzer) = (Recogniser::shipped(), Analyzer::new());
    let mut found: Vec<String> = Vec::new();
    for lang in content.languages() {
        for (name, ..) in kinds(content) {
            let tokens = analyzer.tokens(lang, text(content, name, lang));
            let stems: Vec<&str> = tokens.iter().map(|token| token.stem.as_str()).collect();
            for (place, _) in recogniser.mentions(lang, &stems) {
                let id = recogniser.concept(place).to_string();
                if !found.contains(&id) {
                    found.push(id);
                }
            }
        }
    }
    found.truncate(20);
    found
}

/// Codes of the network's countries. Institutions are none.
pub(super) fn countries(members: impl Iterator<Item = String>) -> Vec<String> {
    let mut codes: Vec<String> = members
        .filter_map(|member| CodeLists::shipped().country(&member).map(|country| country.iso2.clone()))
        .collect();
    codes.sort_unstable();
    codes
}

/// What is wrong with a draft, by input.
pub(super) fn mistakes(frame: &Frame, draft: &Draft) -> emn_pages::parts::Mistakes {
    let mut mistakes = emn_pages::parts::Mistakes::default();
    for problem in draft.record().err().into_iter().flatten() {
        mistakes.add(fields::input(&problem.field, draft), fields::problem(frame, &problem, draft));
    }
    mistakes
}
