//! The vocabulary, and a page for each topic.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use emn_export::skos::Form;
use emn_pages::Frame;
use emn_pages::card::Card;
use emn_pages::figures::Figures;
use emn_pages::name;
use emn_pages::topics::{Counted, TopicMissingPage, TopicPage, TopicsPage, describe, tree};
use emn_protocol::record::{Code, Kind};
use emn_protocol::topics::{Concept, Vocabulary};
use emn_search::index::{Facet, Facets};
use emn_search::query::{Query, Sort};

use super::cards::card;
use super::figures::{Room, of_measure};
use super::page::{page, with_status};
use super::visitor::Visitor;
use crate::api::auth::Need;
use crate::api::error::Refusal;
use crate::api::params::Id;
use crate::api::records::blocking;
use crate::api::{ApiState, Shared};

/// Records of each kind that the page of a topic shows.
const NEWEST: usize = 5;
/// Charts on it.
const FIGURES: usize = 3;
/// Reports that are asked which measures they have.
const ASKED: usize = 40;
/// Topics beside it.
const RELATED: usize = 8;
/// Characters of a topic that there is not.
const WANTED_CHARS: usize = 80;

/// Its routes.
pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/topics", get(topics)).route("/topics/{id}", get(topic))
}

async fn topics(State(shared): State<Shared>, visitor: Visitor) -> Result<Response, Refusal> {
    visitor.check(Need::Read)?;
    let frame = visitor.frame;
    let counts = blocking(move || facets(&shared.api, None)).await?;
    let branches = tree(&frame, &|id| counts.count(Facet::Topic, id));
    page(&TopicsPage { frame: &frame, branches, files: files() })
}

/// The vocabulary for programs.
fn files() -> Vec<(&'static str, String)> {
    let named = [(Form::Turtle, "Turtle"), (Form::JsonLd, "JSON-LD"), (Form::RdfXml, "RDF/XML")];
    named.into_iter().map(|(form, name)| (name, format!("/api/v1/topics?format={}", form.name()))).collect()
}

/// How many records there are, of all or on a topic, by facet.
fn facets(api: &ApiState, topic: Option<&Code>) -> Result<Facets, Refusal> {
    let query = Query { topic: topic.cloned(), limit: 1, facets: true, ..Query::default() };
    Ok(api.catalogue.query(&query)?.facets.unwrap_or_default())
}

async fn topic(State(shared): State<Shared>, visitor: Visitor, Id(id): Id) -> Result<Response, Refusal> {
    visitor.check(Need::Read)?;
    let frame = visitor.frame;
    let Some(concept) = Vocabulary::shipped().get(&id) else { return missing(&frame, &id) };
    let figures = figures(&shared, &frame, concept).await;
    let (api, own) = (shared.api, frame.clone());
    let seen = blocking(move || seen(&api, &own, concept)).await?;
    let described = describe(&frame, concept);
    page(&TopicPage {
        frame: &frame,
        topic: name::topic(&frame, concept.id.as_str()),
        definition: described.definition,
        other_words: described.other_words,
        labels: described.labels,
        eurovoc: concept.eurovoc.clone(),
        broader: described.broader,
        narrower: seen.narrower,
        related: seen.related,
        reports: seen.reports,
        practices: seen.practices,
        figures,
        newest_reports: seen.newest_reports,
        newest_practices: seen.newest_practices,
        files: files(),
    })
}

fn missing(frame: &Frame, id: &str) -> Result<Response, Refusal> {
    let near = Vocabulary::shipped().closest(id).map(|concept| name::topic(frame, concept.id.as_str()));
    let wanted = id.chars().take(WANTED_CHARS).collect();
    with_status(StatusCode::NOT_FOUND, &TopicMissingPage { frame, wanted, near })
}

/// What records say of a topic.
struct Seen {
    narrower: Vec<Counted>,
    related: Vec<Counted>,
    reports: u64,
    practices: u64,
    newest_reports: Vec<Card>,
    newest_practices: Vec<Card>,
}

fn seen(api: &ApiState, frame: &Frame, concept: &Concept) -> Result<Seen, Refusal> {
    let counts = facets(api, Some(&concept.id))?;
    let newest = |kind| {
        let query = Query {
            topic: Some(concept.id.clone()),
            kind: Some(kind),
            limit: NEWEST,
            sort: Sort::Date,
            ..Query::default()
        };
        let found = api.catalogue.query(&query)?;
        Ok::<_, Refusal>(found.items.iter().map(|found| card(frame, found, None)).collect::<Vec<_>>())
    };
    let counted = |id: &str| Counted { topic: name::topic(frame, id), records: counts.count(Facet::Topic, id) };
    let vocabulary = Vocabulary::shipped();
    let mut narrower: Vec<Counted> =
        vocabulary.narrower(concept.id.as_str()).map(|below| counted(below.id.as_str())).collect();
    narrower.sort_by_key(|item| item.topic.name.text.to_lowercase());
    Ok(Seen {
        narrower,
        related: related(&counts, concept).into_iter().map(counted).collect(),
        reports: counts.count(Facet::Kind, Kind::Report.name()),
        practices: counts.count(Facet::Kind, Kind::Practice.name()),
        newest_reports: newest(Kind::Report)?,
        newest_practices: newest(Kind::Practice)?,
    })
}

/// Topics that records on this one have too, the most frequent first; then those that stand beside it.
fn related<'a>(counts: &'a Facets, concept: &'a Concept) -> Vec<&'a str> {
    let vocabulary = Vocabulary::shipped();
    let own = concept.id.as_str();
    let below = vocabulary.with_narrower(own);
    let above = vocabulary.broader(own);
    let near = |id: &str| below.iter().chain(&above).any(|concept| concept.id.as_str() == id);
    let together = counts.of(Facet::Topic).iter().map(|value| value.value.as_str());
    let together = together.filter(|id| vocabulary.get(id).is_some() && !near(id)).take(RELATED);
    let mut related: Vec<&str> = together.collect();
    let beside = concept.broader.iter().flat_map(|broader| vocabulary.narrower(broader.as_str()));
    for other in beside.map(|concept| concept.id.as_str()) {
        if related.len() < RELATED && other != own && !related.contains(&other) {
            related.push(other);
        }
    }
    related
}

/// The measures that most of the newest reports on a topic have, as charts. The page does without those that cannot be
/// made at the moment.
async fn figures(shared: &Shared, frame: &Frame, concept: &'static Concept) -> Vec<Figures> {
    let (api, frame) = (shared.api.clone(), frame.clone());
    let work = move || {
        let mut room = Room::default();
        let mut shown = Vec::new();
        for measure in measures(&api, concept)? {
            if shown.len() == FIGURES {
                break;
            }
            // A measure that cannot be shown does not hide the others.
            shown.extend(of_measure(&api, &frame, &measure, &mut room).ok().flatten());
        }
        Ok(shown)
    };
    shared.places.work(work).await.unwrap_or_default()
}

/// Measures of tables on this topic, or on a narrower one; where tables name none, of reports that do. Most frequent
/// first.
fn measures(api: &ApiState, concept: &Concept) -> Result<Vec<Code>, Refusal> {
    let query = Query {
        topic: Some(concept.id.clone()),
        kind: Some(Kind::Report),
        limit: ASKED,
        sort: Sort::Date,
        ..Query::default()
    };
    let below: Vec<&Code> = Vocabulary::shipped().with_narrower(concept.id.as_str()).iter().map(|c| &c.id).collect();
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    for found in api.catalogue.query(&query)?.items {
        let item = &found.listed.item;
        let Ok(Some(entry)) = api.store.entry_at(&item.log, item.seq) else { continue };
        let tables = entry.record().map_or(&[][..], |record| record.tables());
        let fits = |topic: &Option<Code>| topic.as_ref().is_none_or(|topic| below.contains(&topic));
        let mut measures: Vec<&Code> =
            tables.iter().map(|table| &table.measure).filter(|measure| fits(&measure.topic)).map(|m| &m.id).collect();
        measures.sort();
        measures.dedup();
        for measure in measures {
            *counts.entry(measure.clone()).or_default() += 1;
        }
    }
    let mut measures: Vec<(Code, usize)> = counts.into_iter().collect();
    // Stable: of equals the first by id.
    measures.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    Ok(measures.into_iter().map(|(measure, _)| measure).collect())
}
