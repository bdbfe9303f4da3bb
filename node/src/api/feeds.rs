//! Feeds of what is new: all records, those on a topic, those of a member.

use axum::Extension;
use axum::extract::{Path, Query as Pairs, State};
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::response::Response;
use emn_accounts::Who;
use emn_export::atom::{self, Enclosure, Feed, FeedEntry, record_id};
use emn_protocol::ids::MemberId;
use emn_protocol::record::Code;
use emn_protocol::topics::Vocabulary;
use emn_search::query::{Query, Sort};

use super::ApiState;
use super::auth::Arrival;
use super::error::Refusal;
use super::params::Params;
use super::records::{blocking, question, tagged};
use super::routes::Shared;
use crate::catalogue::{Card, Found, Reading};

/// Entries of a feed; older ones are behind its link `next`.
const ENTRIES: usize = 50;

/// Languages of titles that are wanted, if the caller names none.
const LANG: &str = "en";

/// What a feed is about.
pub(crate) struct Subject {
    /// Its path.
    pub(crate) path: String,
    /// Its lasting name, after `urn:emn:feed:`.
    pub(crate) name: String,
    /// Its title.
    pub(crate) title: String,
    /// What it finds.
    pub(crate) query: Query,
    /// The page with the same content.
    pub(crate) page: String,
}

/// All records.
pub(crate) async fn records(
    State(shared): State<Shared>,
    Extension(arrival): Extension<Arrival>,
    params: Params,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let subject = Subject {
        path: "/feeds/records.atom".to_owned(),
        name: "records".to_owned(),
        title: "EMN: newest records".to_owned(),
        query: Query::default(),
        page: "/search?sort=newest".to_owned(),
    };
    answer(shared, arrival, params, headers, subject).await
}

/// Records on a topic, or on one that is narrower.
pub(crate) async fn topic(
    State(shared): State<Shared>,
    Extension(arrival): Extension<Arrival>,
    Path(file): Path<String>,
    params: Params,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let known = named(&file).and_then(|id| Vocabulary::shipped().get(id));
    let concept = known.ok_or_else(|| Refusal::not_found("there is no feed of this topic"))?;
    let label = Vocabulary::shipped().label(concept.id.as_str(), &[lang(&params)?.as_str()]);
    let subject = Subject {
        path: format!("/feeds/topics/{}.atom", concept.id),
        name: format!("topic:{}", concept.id),
        title: format!("EMN: {}", label),
        query: Query { topic: Some(concept.id.clone()), ..Query::default() },
        page: format!("/topics/{}", concept.id),
    };
    answer(shared, arrival, params, headers, subject).await
}

/// Records of a member.
pub(crate) async fn member(
    State(shared): State<Shared>,
    Extension(arrival): Extension<Arrival>,
    Path(file): Path<String>,
    params: Params,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let known = named(&file).and_then(|code| code.to_ascii_uppercase().parse::<MemberId>().ok());
    let member = known.ok_or_else(|| Refusal::not_found("there is no feed of this member"))?;
    let subject = Subject {
        path: format!("/feeds/members/{member}.atom"),
        name: format!("member:{member}"),
        title: format!("EMN: records of {member}"),
        page: format!("/search?member={member}"),
        query: Query { member: Some(member), ..Query::default() },
    };
    answer(shared, arrival, params, headers, subject).await
}

/// What a saved search finds, for whoever knows its secret, as long as its owner may sign in.
pub(crate) async fn search(
    State(shared): State<Shared>,
    Extension(arrival): Extension<Arrival>,
    Path(file): Path<String>,
    params: Params,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    // Whatever is wrong, the answer is the same.
    let nothing = || Refusal::not_found("there is no such feed, or its owner may not read any more");
    let state = shared.api.clone();
    let secret = named(&file).ok_or_else(nothing)?.to_owned();
    let saved = blocking(move || {
        let Some(saved) = state.searches.by_secret(&secret) else { return Ok(None) };
        let account = state.access.account_with_id(&saved.account)?;
        let may_read = account.is_some_and(|account| account.disabled.is_none());
        Ok(Some(saved).filter(|saved| may_read || saved.account == Who::owner().account))
    });
    let saved = saved.await?.ok_or_else(nothing)?;
    let address: Uri = format!("/search?{}", saved.query).parse().map_err(|_| nothing())?;
    let Pairs(pairs) = Pairs::<Vec<(String, String)>>::try_from_uri(&address).map_err(|_| nothing())?;
    let subject = Subject {
        path: format!("/feeds/searches/{}.atom", saved.secret),
        name: format!("search:{}", saved.id),
        title: format!("EMN: {}", saved.name),
        query: Params::bounded(pairs)?.query(Sort::Newest)?,
        page: format!("/search?{}", saved.query),
    };
    answer(shared, arrival, params, headers, subject).await
}

/// The name of a file without its ending.
fn named(file: &str) -> Option<&str> {
    file.strip_suffix(".atom").filter(|name| !name.is_empty())
}

fn lang(params: &Params) -> Result<String, Refusal> {
    params.only(&["lang", "cursor"])?;
    params.lang()
}

/// A feed, as its callers may read it.
pub(crate) async fn answer(
    shared: Shared,
    arrival: Arrival,
    params: Params,
    headers: HeaderMap,
    subject: Subject,
) -> Result<Response, Refusal> {
    let lang = lang(&params)?;
    let cursor = params.text("cursor").map(str::to_owned);
    blocking(move || {
        let query = Query { sort: Sort::Newest, limit: ENTRIES, cursor: cursor.clone(), ..subject.query };
        let page = shared.api.catalogue.query(&query)?;
        let entries: Vec<FeedEntry> =
            page.items.iter().filter_map(|found| entry(&shared.api, &arrival.origin, found, &lang)).collect();
        let own_lang = (lang != LANG).then_some(("lang", lang.as_str()));
        let address = |cursor: Option<&str>| {
            let pairs = own_lang.into_iter().chain(cursor.map(|cursor| ("cursor", cursor)));
            let asked = question(pairs);
            format!("{}{}{}", arrival.origin, subject.path, if asked == "?" { "" } else { &asked })
        };
        let next = page.next.as_deref().map(|cursor| address(Some(cursor)));
        let page_address = format!("{}{}", arrival.origin, subject.page);
        // The pages are for people of the house.
        let has_pages = shared.api.catalogue.reading() == Reading::All;
        let feed = Feed {
            id: &format!("urn:emn:feed:{}", subject.name),
            title: &subject.title,
            lang: LANG,
            updated: entries.iter().map(|entry| entry.updated).max().unwrap_or(shared.api.started),
            author: "EMN",
            own: &address(cursor.as_deref()),
            page: has_pages.then_some(page_address.as_str()),
            next: next.as_deref(),
            entries: &entries,
        };
        Ok(tagged(&headers, atom::feed(&feed)?.into(), HeaderValue::from_static(atom::MEDIA_TYPE)))
    })
    .await
}

fn entry(api: &ApiState, origin: &str, found: &Found, lang: &str) -> Option<FeedEntry> {
    let (item, card) = (&found.listed.item, found.listed.card()?);
    let (title_lang, title) = card.title.best(&[lang])?;
    let (summary_lang, summary) = card.summary.best(&[lang, title_lang.as_str()]).unwrap_or((title_lang, ""));
    let path = format!("{origin}/api/v1/records/{}", item.id);
    let href = match api.catalogue.reading() {
        Reading::All => format!("{origin}/records/{}", item.id),
        Reading::Public => format!("{path}/export?format=html"),
    };
    Some(FeedEntry {
        id: record_id(&item.id),
        title: title.to_owned(),
        title_lang: title_lang.to_string(),
        summary: summary.to_owned(),
        summary_lang: summary_lang.to_string(),
        updated: item.time,
        author: card.organisation.clone(),
        href,
        media_type: "text/html".to_owned(),
        enclosures: enclosures(&path, card),
        topics: card.topics.iter().map(|topic| (topic.to_string(), label(topic, lang))).collect(),
    })
}

fn label(topic: &Code, lang: &str) -> String {
    Vocabulary::shipped().label(topic.as_str(), &[lang]).to_owned()
}

fn enclosures(path: &str, card: &Card) -> Vec<Enclosure> {
    let whole =
        Enclosure { href: path.to_owned(), media_type: "application/json".to_owned(), title: "record".to_owned() };
    let table = |table: &Code| Enclosure {
        href: format!("{path}/export?format=csv&table={table}"),
        media_type: "text/csv".to_owned(),
        title: table.to_string(),
    };
    std::iter::once(whole).chain(card.tables.iter().map(table)).collect()
}
