//! The public records as a catalogue for open-data portals. Who asks makes no difference: it is of public records always.

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::response::Response;
use emn_export::dcat::{self, Catalogue, CatalogueRecord};
use emn_export::rdf::Form;
use emn_search::query::{Query, Sort};

use super::auth::Arrival;
use super::error::Refusal;
use super::eurostat::accepted;
use super::params::Params;
use super::records::{blocking, question, tagged};
use super::routes::Shared;
use crate::catalogue::Found;

/// Records on a page.
const RECORDS: usize = 100;

/// The form that the address ends with, else the one that the caller accepts; Turtle where neither names one.
pub(super) fn form_of(uri: &Uri, headers: &HeaderMap) -> Form {
    let named = uri.path().rsplit_once('.').and_then(|(_, ending)| ending.parse().ok());
    named.or_else(|| form(headers)).unwrap_or(Form::Turtle)
}

/// The form of RDF that a caller accepts, if it names one.
pub(super) fn form(headers: &HeaderMap) -> Option<Form> {
    match accepted(headers, &["text/turtle", "application/ld+json", "application/rdf+xml", "text/html"])? {
        "text/turtle" => Some(Form::Turtle),
        "application/ld+json" => Some(Form::JsonLd),
        "application/rdf+xml" => Some(Form::RdfXml),
        _ => None,
    }
}

/// A page of the catalogue.
pub(super) async fn page(
    State(shared): State<Shared>,
    Extension(arrival): Extension<Arrival>,
    uri: Uri,
    params: Params,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    params.only(&["cursor"])?;
    let form = form_of(&uri, &headers);
    let path = uri.path().to_owned();
    let cursor = params.text("cursor").map(str::to_owned);
    blocking(move || {
        let query = Query { sort: Sort::Newest, limit: RECORDS, cursor: cursor.clone(), ..Query::default() };
        let page = shared.api.catalogue.for_the_public().query(&query)?;
        let records: Vec<CatalogueRecord> = page.items.iter().filter_map(record).collect();
        let address = |cursor: Option<&str>| match cursor {
            Some(cursor) => format!("{path}{}", question([("cursor", cursor)].into_iter())),
            None => path.clone(),
        };
        let snapshot = shared.api.engine.snapshot();
        let member = snapshot.member.as_ref().map(|member| format!("EMN {member}"));
        let next = page.next.as_deref().map(|cursor| address(Some(cursor)));
        let catalogue = Catalogue {
            origin: &arrival.origin,
            publisher: member.as_deref().unwrap_or(&snapshot.network_name),
            updated: records.iter().map(|record| record.time).max().unwrap_or(shared.api.started),
            records: &records,
            own: &address(cursor.as_deref()),
            next: next.as_deref(),
        };
        let body = dcat::write(&catalogue, form);
        Ok(tagged(&headers, body.into(), HeaderValue::from_static(form.media_type())))
    })
    .await
}

fn record(found: &Found) -> Option<CatalogueRecord> {
    let (item, card) = (&found.listed.item, found.listed.card()?);
    Some(CatalogueRecord {
        id: item.id,
        audience: card.audience,
        member: item.member.to_string(),
        organisation: card.organisation.clone(),
        time: item.time,
        title: card.title.clone(),
        summary: card.summary.clone(),
        topics: card.topics.clone(),
        countries: card.countries.clone(),
        period: card.period,
        licence: card.licence.clone(),
        tables: card.tables.clone(),
    })
}
