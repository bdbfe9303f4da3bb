//! The keys of a draft, above its text.

use std::collections::BTreeSet;

use toml::de::DeTable;

use super::fields::{At, Reader, Section};
use super::source::Source;
use super::table::{self, TableFront};
use crate::codelist::CodeLists;
use crate::ids::{Digest, EntryId};
use crate::limits;
use crate::record::{About, Attachment, Audience, Code, Lang, MultiText};
use crate::time::{Date, Period};
use crate::topics::Vocabulary;

/// A line of its own that begins and ends the front matter.
pub(super) const FENCE: &str = "+++";

const ALL_KEYS: [&str; 20] = [
    "kind",
    "audience",
    "topics",
    "countries",
    "period",
    "organisation",
    "licence",
    "specification",
    "answers",
    "source",
    "reference_date",
    "supersedes",
    "withdraws",
    "title",
    "summary",
    "disclaimer",
    "definitions",
    "reason",
    "attachment",
    "table",
];
/// Keys with a plain value, which must stand above every section.
const TOP_KEYS: [&str; 13] = [
    "kind",
    "audience",
    "topics",
    "countries",
    "period",
    "organisation",
    "licence",
    "specification",
    "answers",
    "source",
    "reference_date",
    "supersedes",
    "withdraws",
];
const REPORT_ONLY: [&str; 4] = ["source", "reference_date", "definitions", "table"];
const WITHDRAWAL: [&str; 3] = ["kind", "withdraws", "reason"];

/// What a draft says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DraftKind {
    Report,
    Practice,
    Withdrawal,
}

/// What the front matter says, as far as it could be read.
pub(super) enum Front {
    /// A report or practice, new or in place of an earlier one.
    Content(Box<ContentFront>),
    /// A withdrawal.
    Withdrawal { withdraws: Option<EntryId>, reason: MultiText },
}

/// What the front matter of a report or practice says.
pub(super) struct ContentFront {
    /// Its audience is the narrower one; see [`Self::audience`].
    pub(super) about: About,
    /// `None` when it is missing or wrong.
    pub(super) audience: Option<Audience>,
    /// What is replaced, and why.
    pub(super) correction: Option<(EntryId, MultiText)>,
    pub(super) practice: bool,
    pub(super) definitions: MultiText,
    pub(super) source: Option<String>,
    pub(super) reference_date: Option<Date>,
    pub(super) attachments: Vec<Attachment>,
    pub(super) tables: Vec<TableFront>,
}

/// The bytes of a draft that are front matter and those that are text.
pub(super) struct Split<'a> {
    pub(super) front: &'a str,
    pub(super) front_offset: usize,
    pub(super) body: &'a str,
    pub(super) body_offset: usize,
}

/// Finds the two fences; the error is what is wrong and where.
pub(super) fn split(source: &Source) -> Result<Split<'_>, (usize, &'static str, &'static str)> {
    let text = source.text();
    let mut offset = 0;
    let mut front_offset = None;
    for line in text.split_inclusive('\n') {
        let fence = line.trim_end() == FENCE;
        let end = offset + line.len();
        match front_offset {
            None if fence => front_offset = Some(end),
            None if line.trim().is_empty() => {}
            None => return Err((offset, "the draft does not begin with `+++`", "begin it with a line `+++`")),
            Some(start) if fence => {
                let front = text.get(start..offset).unwrap_or_default();
                let body = text.get(end..).unwrap_or_default();
                return Ok(Split { front, front_offset: start, body, body_offset: end });
            }
            Some(_) => {}
        }
        offset = end;
    }
    match front_offset {
        None => Err((0, "the draft is empty", "begin it with a line `+++`; `emn draft new report` prints an example")),
        Some(_) => Err((0, "the front matter is not closed", "write a line `+++` between the keys and the text")),
    }
}

/// A reader for this front matter.
pub(super) fn reader<'s>(source: &'s Source, start: usize) -> Reader<'s> {
    Reader::new(source, start, &TOP_KEYS)
}

/// Reads all keys; `None` when not even the kind is known.
pub(super) fn read(reader: &mut Reader<'_>, table: &DeTable<'_>) -> Option<Front> {
    let root = reader.root(table);
    let Some(kind) = kind(reader, &root) else {
        reader.unknown_keys(&root, &ALL_KEYS);
        return None;
    };
    check_keys(reader, &root, kind);
    if kind == DraftKind::Withdrawal {
        let withdraws = reader.required::<EntryId>(&root, "withdraws", "withdraws = \"bafkrei…\", the id of the entry");
        let reason = reader.required_text(&root, "reason");
        return Some(Front::Withdrawal { withdraws: withdraws.map(|at| at.value), reason });
    }
    let practice = kind == DraftKind::Practice;
    Some(Front::Content(Box::new(ContentFront {
        audience: reader
            .choice(&root, "audience", &[("public", Audience::Public), ("network", Audience::Network)])
            .map(|at| at.value),
        about: about(reader, &root),
        correction: correction(reader, &root),
        practice,
        definitions: reader.text(&root, "definitions"),
        source: reader.string(&root, "source", "source = \"…\"").map(|at| at.value),
        reference_date: reader
            .parsed::<Date>(&root, "reference_date", "reference_date = \"2025-04-14\"")
            .map(|at| at.value),
        attachments: attachments(reader, &root),
        tables: if practice { Vec::new() } else { tables(reader, &root) },
    })))
}

fn kind(reader: &mut Reader<'_>, root: &Section<'_, '_>) -> Option<DraftKind> {
    let choices =
        [("report", DraftKind::Report), ("practice", DraftKind::Practice), ("withdrawal", DraftKind::Withdrawal)];
    if let Some(word) = reader.string(root, "kind", "kind = \"report\"").filter(|word| word.value == "correction") {
        let advice = "write kind = \"report\" or kind = \"practice\", with supersedes = \"bafkrei…\" and [reason]";
        reader.add(word.offset, "kind", "a correction is written as the whole new record", advice);
        return None;
    }
    reader.choice(root, "kind", &choices).map(|kind| kind.value)
}

/// Unknown keys, and known ones that belong to another kind.
fn check_keys(reader: &mut Reader<'_>, root: &Section<'_, '_>, kind: DraftKind) {
    reader.unknown_keys(root, &ALL_KEYS);
    for key in reader.keys(root) {
        let name = key.value.as_str();
        let (fits, wanted) = match kind {
            DraftKind::Report => (name != "withdraws", "a withdrawal has it, not a report"),
            DraftKind::Practice if name == "withdraws" => (false, "a withdrawal has it, not a practice"),
            DraftKind::Practice => (!REPORT_ONLY.contains(&name), "a report has it, not a practice"),
            DraftKind::Withdrawal => (WITHDRAWAL.contains(&name), "a withdrawal has `withdraws` and [reason] only"),
        };
        if !fits && ALL_KEYS.contains(&name) {
            reader.add(key.offset, name, wanted, "remove it, or change `kind`");
        }
    }
}

fn about(reader: &mut Reader<'_>, root: &Section<'_, '_>) -> About {
    let topics = topics(reader, root);
    let organisation = reader.required::<String>(root, "organisation", "organisation = \"…\"");
    let about = About {
        title: reader.required_text(root, "title"),
        summary: reader.required_text(root, "summary"),
        topics,
        countries: countries(reader, root),
        period: reader.parsed::<Period>(root, "period", "period = \"2022\"").map(|at| at.value),
        audience: Audience::Network,
        organisation: organisation.map(|at| at.value).unwrap_or_default(),
        licence: reader.string(root, "licence", "licence = \"CC-BY-4.0\"").map(|at| at.value),
        disclaimer: reader.text(root, "disclaimer"),
        specification: reader.string(root, "specification", "specification = \"…\"").map(|at| at.value),
        answers: reader.parsed::<EntryId>(root, "answers", "answers = \"bafkrei…\", an entry id").map(|at| at.value),
    };
    same_languages(reader, &about);
    about
}

fn same_languages(reader: &mut Reader<'_>, about: &About) {
    let languages = |text: &MultiText| text.iter().map(|(lang, _)| lang.clone()).collect::<BTreeSet<Lang>>();
    let (title, summary) = (languages(&about.title), languages(&about.summary));
    for (field, one, other, has) in [("summary", &title, &summary, "title"), ("title", &summary, &title, "summary")] {
        let langs: Vec<String> = one.difference(other).map(ToString::to_string).collect();
        if !langs.is_empty() && !other.is_empty() {
            let offset = reader.places.get(field).copied().unwrap_or(0);
            let langs = langs.join(", ");
            reader.warn(offset, field, format!("is missing in {langs}, and the {has} is there"), "add it");
        }
    }
}

fn topics(reader: &mut Reader<'_>, root: &Section<'_, '_>) -> Vec<Code> {
    const EXAMPLE: &str = "topics = [\"trafficking-in-human-beings\"]";
    let Some(topics) = reader.list::<Code>(root, "topics", EXAMPLE) else {
        if !root.has("topics") {
            reader.missing(root, "topics", EXAMPLE);
        }
        return Vec::new();
    };
    if topics.is_empty() {
        let offset = reader.places.get("topics").copied().unwrap_or(0);
        reader.add(offset, "topics", "at least one is required", format!("write for instance {EXAMPLE}"));
    }
    for topic in &topics {
        topic_is_known(reader, "topics", topic);
    }
    topics.into_iter().map(|at| at.value).collect()
}

/// Notes a topic that the vocabulary does not have.
pub(super) fn topic_is_known(reader: &mut Reader<'_>, field: &str, topic: &At<Code>) {
    let vocabulary = Vocabulary::shipped();
    let id = topic.value.as_str();
    if reader.problems.is_full() || vocabulary.get(id).is_some() {
        return;
    }
    let advice = vocabulary.closest(id).map_or_else(
        || "choose one that `emn topics` lists".to_owned(),
        |concept| format!("did you mean `{}` ({})?", concept.id, concept.label(&["en"])),
    );
    reader.add(topic.offset, field, format!("`{id}` is not in the vocabulary"), advice);
}

fn countries(reader: &mut Reader<'_>, root: &Section<'_, '_>) -> Vec<Code> {
    let lists = CodeLists::shipped();
    let listed = reader.list::<Code>(root, "countries", "countries = [\"NL\"]").unwrap_or_default();
    let mut countries = Vec::new();
    for At { value: code, offset } in listed {
        if lists.country(code.as_str()).is_some() {
            countries.push(code);
        } else if let Some(country) = lists.country_by_eurostat(code.as_str()) {
            let problem =
                format!("`{code}` is Eurostat's code for {}; it is published as {}", country.name_en, country.iso2);
            reader.warn(offset, "countries", problem, format!("write {}", country.iso2));
            countries.extend(country.iso2.parse::<Code>());
        } else {
            let advice = lists.find_country(code.as_str()).map_or_else(
                || "write an ISO 3166-1 code of two capitals, such as NL".to_owned(),
                |country| format!("write {} for {}", country.iso2, country.name_en),
            );
            reader.add(offset, "countries", format!("`{code}` is no country"), advice);
        }
    }
    countries
}

fn correction(reader: &mut Reader<'_>, root: &Section<'_, '_>) -> Option<(EntryId, MultiText)> {
    let supersedes = reader.parsed::<EntryId>(root, "supersedes", "supersedes = \"bafkrei…\", the id of the old entry");
    let reason = reader.text(root, "reason");
    match (root.has("supersedes"), root.has("reason")) {
        (true, false) => reader.missing(root, "reason", "a section [reason] that tells readers what changed"),
        (false, true) => reader.missing(root, "supersedes", "the id of the entry that is replaced, or remove [reason]"),
        _ => {}
    }
    supersedes.map(|at| (at.value, reason))
}

fn attachments(reader: &mut Reader<'_>, root: &Section<'_, '_>) -> Vec<Attachment> {
    let mut attachments = Vec::new();
    for section in reader.sections(root, "attachment", "attachments").into_iter().take(limits::LIST_ITEMS + 1) {
        reader.unknown_keys(&section, &["name", "media_type", "size", "sha256"]);
        let name = reader.required::<String>(&section, "name", "name = \"report.pdf\"");
        let media_type = reader.required::<String>(&section, "media_type", "media_type = \"application/pdf\"");
        let size = required_integer(reader, &section, "size", "size = 12345, in bytes");
        let sha256 = reader.required::<Digest>(&section, "sha256", "sha256 = \"…\", as `sha256sum` prints it");
        if let (Some(name), Some(media_type), Some(size), Some(sha256)) = (name, media_type, size, sha256) {
            let (name, media_type) = (name.value, media_type.value);
            attachments.push(Attachment { name, media_type, size: size.value, sha256: sha256.value });
        }
    }
    attachments
}

/// A whole number that must be there.
pub(super) fn required_integer(
    reader: &mut Reader<'_>,
    section: &Section<'_, '_>,
    key: &str,
    example: &str,
) -> Option<At<u64>> {
    if !section.has(key) {
        reader.missing(section, key, example);
    }
    reader.integer(section, key, example)
}

fn tables(reader: &mut Reader<'_>, root: &Section<'_, '_>) -> Vec<TableFront> {
    let sections = reader.sections(root, "table", "tables");
    if sections.len() > limits::TABLES {
        let problem = format!("{} tables, and {} are allowed", sections.len(), limits::TABLES);
        reader.add(sections[limits::TABLES].offset, "table", problem, "split the report");
    }
    sections.iter().take(limits::TABLES).map(|section| table::front(reader, section)).collect()
}
