//! A record.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use emn_export::format::Format;
use emn_pages::phrase::Phrase;
use emn_pages::record::{
    Content, File, GonePage, MissingPage, Proof, Reading, RecordPage, Reference, ReviewNote, Versions,
};
use emn_pages::{Frame, name};
use emn_protocol::ids::EntryId;
use emn_protocol::record::{About, Kind, Lang, Record};

use super::cards::reference;
use super::figures::{Speaker, of_record};
use super::page::{page, with_status};
use super::visitor::Visitor;
use crate::api::auth::Need;
use crate::api::error::Refusal;
use crate::api::params::{Id, Params};
use crate::api::records::{Found, blocking};
use crate::api::{ApiState, Shared};

/// Records that may be meant, at most, and letters of an id from which on they are looked for.
const NEAR: usize = 10;
const NEAR_LETTERS: usize = 3;

/// Its routes.
pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/records/{id}", get(show))
}

async fn show(State(shared): State<Shared>, visitor: Visitor, Id(id): Id, params: Params) -> Result<Response, Refusal> {
    visitor.check(Need::Read)?;
    // A language that is none is as good as no language.
    let lang = params.text("lang").filter(|lang| lang.parse::<Lang>().is_ok()).map(str::to_owned);
    let api = shared.api;
    blocking(move || {
        let frame = &visitor.frame;
        match Found::find(&api, &id) {
            Ok(found) => of_found(&api, frame, &found, lang.as_deref()),
            Err(refusal) if refusal.status() == StatusCode::NOT_FOUND => {
                let near = near(&api, frame, &id)?;
                with_status(StatusCode::NOT_FOUND, &MissingPage::new(frame, &id, false, near))
            }
            Err(refusal) if !refusal.candidates().is_empty() => {
                let near = references(&api, frame, refusal.candidates())?;
                with_status(StatusCode::MULTIPLE_CHOICES, &MissingPage::new(frame, &id, true, near))
            }
            Err(refusal) => Err(refusal),
        }
    })
    .await
}

/// Records whose ids begin as this one does, with as many letters as fit any.
fn near(api: &ApiState, frame: &Frame, id: &str) -> Result<Vec<Reference>, Refusal> {
    let id: String = id.trim().to_ascii_lowercase().chars().take(64).collect();
    let mut letters: &str = &id;
    while letters.chars().count() > NEAR_LETTERS {
        letters = letters.char_indices().next_back().map_or("", |(at, _)| &letters[..at]);
        // All ids begin with the same letters, which say nothing.
        if EntryId::of(&[]).to_string().starts_with(letters) && letters.len() <= 7 {
            break;
        }
        let found = api.store.find_prefix(letters, NEAR)?;
        if !found.is_empty() {
            return references(api, frame, &found);
        }
    }
    Ok(Vec::new())
}

fn references(api: &ApiState, frame: &Frame, ids: &[EntryId]) -> Result<Vec<Reference>, Refusal> {
    ids.iter().take(NEAR).map(|id| reference(api, frame, id)).collect()
}

fn of_found(api: &ApiState, frame: &Frame, found: &Found, lang: Option<&str>) -> Result<Response, Refusal> {
    let proof = proof(frame, found);
    if let Some(withdrawn) = &found.listed.withdrawn {
        let reason = Phrase::best(&withdrawn.reason, &[frame.lang()]);
        let shown = reason.as_ref().map_or("", |reason| reason.lang.as_str());
        let others = withdrawn.reason.iter().filter(|(lang, _)| lang.as_str() != shown);
        let others = others.map(|(lang, text)| Phrase::new(lang.as_str(), text)).collect();
        let by = withdrawn.by.to_string();
        let gone = GonePage { frame, proof, withdrawn: withdrawn.time, by, reason, others };
        return with_status(StatusCode::GONE, &gone);
    }
    let record = found.readable()?;
    let reading = Reading { frame, lang, level: 1 };
    let header = found.entry.header();
    let id = found.entry.id();
    let speaker = Speaker { entry: Some(id), member: &header.member, time: header.time };
    let (tables, more_tables) = of_record(frame, record, speaker, &reading.wanted());
    let content = Content { more_tables, ..Content::of(record, reading, tables) };
    let own = api.engine.snapshot().member.as_ref() == Some(&header.member);
    let changeable = found.listed.superseded_by.is_none() && record.kind() != Kind::Withdrawal;
    page(&RecordPage {
        frame,
        cite: cite(found, record, &content.title),
        files: files(&id, record, &content.lang),
        versions: versions(api, frame, found, record)?,
        review: api.reviews.of(&id).map(|note| ReviewNote { exposed: note.exposed, personal: note.personal }),
        may_change: own && changeable && frame.may_publish(),
        content,
        proof,
    })
}

fn proof(frame: &Frame, found: &Found) -> Proof {
    let header = found.entry.header();
    Proof {
        id: found.entry.id().to_string(),
        short: found.entry.id().short(),
        member: name::country(frame, header.member.as_str()),
        fingerprint: found.entry.log().fingerprint(),
        signed: header.time,
        number: header.seq,
        roster: header.roster,
        bytes: found.entry.frame().len() as u64,
    }
}

fn versions(api: &ApiState, frame: &Frame, found: &Found, record: &Record) -> Result<Versions, Refusal> {
    let to = |id: Option<EntryId>| id.map(|id| reference(api, frame, &id)).transpose();
    let superseded_by = found.listed.superseded_by;
    let newest = api.catalogue.newest(&found.entry.id(), &found.entry.header().member);
    let newest = Some(newest).filter(|newest| superseded_by.is_some_and(|next| next != *newest));
    Ok(Versions {
        supersedes: to(found.listed.supersedes())?,
        superseded_by: to(superseded_by)?,
        newest: to(newest)?,
        answers: to(record.about().and_then(|about: &About| about.answers))?,
        withdraws: to(found.listed.withdraws().map(|(id, _)| id))?,
    })
}

/// Files of the whole record. Formats of figures need tables.
fn files(id: &EntryId, record: &Record, lang: &str) -> Vec<File> {
    let figures = [
        ("format-csv", Format::Csv),
        ("format-xlsx", Format::Xlsx),
        ("format-json-stat", Format::JsonStat),
        ("format-sdmx-structure", Format::Structure),
        ("format-parquet", Format::Parquet),
    ];
    let figures = figures.into_iter().filter(|_| !record.tables().is_empty());
    let whole = [("format-html", Format::Html), ("format-markdown", Format::Markdown), ("format-json", Format::Json)];
    let file = |(text, format): (&'static str, Format)| File {
        format: text,
        address: format!("/api/v1/records/{id}/export?format={}&lang={lang}", format.name()),
    };
    whole.into_iter().chain(figures).map(file).collect()
}

/// How to cite a record, in the language of its title.
fn cite(found: &Found, record: &Record, title: &Phrase) -> Phrase {
    let header = found.entry.header();
    let organisation = record.about().map_or(header.member.as_str(), |about| about.organisation.as_str());
    let date = header.time.date();
    let year = date.get(..4).unwrap_or_default();
    let text = format!("{organisation} ({year}): {}. EMN, {}, {date}, {}", title.text, header.member, found.entry.id());
    Phrase::new(&title.lang, &text)
}
