//! Search.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use emn_pages::parts::{Facet as Filter, FacetValue, Pager};
use emn_pages::phrase::Phrase;
use emn_pages::search::{
    ActiveFilter, Address, Asked, FACETS, Problem, Recognised, SORTS, SearchPage, Suggestion, encoded,
};
use emn_pages::{Frame, name};
use emn_protocol::record::{Audience, Kind};
use emn_protocol::topics::Vocabulary;
use emn_search::index::{Facet, Facets, Value};
use emn_search::query::{Query, QueryError, Sort};

use super::cards::card;
use super::page::{page, with_status};
use super::visitor::Visitor;
use crate::api::auth::Need;
use crate::api::error::Refusal;
use crate::api::params::Params;
use crate::api::records::blocking;
use crate::api::{ApiState, Shared};
use crate::catalogue::{CatalogueError, Page};

/// Records on a page, unless another number is asked for, and at most.
const USUAL: usize = 20;
const MOST: usize = 50;
/// Values of one facet that a page has.
const VALUES: usize = 40;
/// Characters of what is repeated in a refusal.
const SHOWN: usize = 120;

/// What the form has fields of its own for; all else it keeps.
const FIELDS: [&str; 6] = ["q", "sort", "fuzzy", "concepts", "superseded", "withdrawn"];

/// Formats of lists.
const FILES: [(&str, &str); 4] =
    [("format-list-csv", "csv"), ("format-xlsx", "xlsx"), ("format-markdown", "markdown"), ("format-html", "html")];

/// Its routes.
pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/search", get(search))
}

async fn search(State(shared): State<Shared>, visitor: Visitor, params: Params) -> Result<Response, Refusal> {
    visitor.check(Need::Read)?;
    let api = shared.api;
    blocking(move || {
        let address = Address::new(params.pairs());
        let asked = asked(&address);
        let mut view = empty(&visitor, &address, asked);
        let query = match params.query(Sort::Relevance) {
            Ok(query) => bounded(query, &visitor.frame, params.text("limit").is_some()),
            Err(refusal) => {
                let what = refusal.detail().chars().take(SHOWN).collect();
                return refused(view, Problem { text: "search-problem-filter", what, at: 0 });
            }
        };
        match found(&api, &query) {
            Ok((found, counted)) => {
                fill(&mut view, &query, &address, &found, counted);
                page(&view)
            }
            Err(CatalogueError::Query(error)) if !matches!(error, QueryError::Unreadable { .. }) => {
                refused(view, problem(&error))
            }
            Err(error) => Err(error.into()),
        }
    })
    .await
}

fn refused(view: SearchPage<'_>, problem: Problem) -> Result<Response, Refusal> {
    with_status(StatusCode::BAD_REQUEST, &SearchPage { problem: Some(problem), ..view })
}

/// The question as a page asks it.
fn bounded(query: Query, frame: &Frame, limited: bool) -> Query {
    let limit = if limited { query.limit.min(MOST) } else { USUAL };
    let own = query.own.clone().or_else(|| frame.lang().parse().ok());
    Query { limit, own, facets: query.cursor.is_none(), ..query }
}

/// A page, and the counts of all pages: those of later pages are asked for separately.
fn found(api: &ApiState, query: &Query) -> Result<(Page, Counted), CatalogueError> {
    let mut page = api.catalogue.query(query)?;
    if query.cursor.is_none() {
        let counted = Counted { total: page.total.unwrap_or_default(), facets: page.facets.take().unwrap_or_default() };
        return Ok((page, counted));
    }
    let first = api.catalogue.query(&Query { cursor: None, limit: 1, facets: true, ..query.clone() })?;
    Ok((page, Counted { total: first.total.unwrap_or_default(), facets: first.facets.unwrap_or_default() }))
}

/// What there is on all pages.
struct Counted {
    total: u64,
    facets: Facets,
}

/// The form as it was filled in.
fn asked(address: &Address) -> Asked {
    let on = |name: &str| matches!(address.get(name), Some("true" | "1"));
    let sort = address.get("sort").filter(|sort| SORTS.contains(sort)).unwrap_or(SORTS[0]);
    let kept = address.pairs().filter(|(name, _)| !FIELDS.contains(name));
    Asked {
        text: address.get("q").unwrap_or_default().to_owned(),
        sort: sort.to_owned(),
        fuzzy: on("fuzzy"),
        concepts: address.get("concepts") != Some("off"),
        superseded: on("superseded"),
        withdrawn: on("withdrawn"),
        kept: kept.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
    }
}

/// The page before anything was found.
fn empty<'a>(visitor: &'a Visitor, address: &Address, asked: Asked) -> SearchPage<'a> {
    SearchPage {
        frame: &visitor.frame,
        problem: None,
        found: Vec::new(),
        total: 0,
        pager: Pager::default(),
        facets: Vec::new(),
        active: active(&visitor.frame, address),
        recognised: Vec::new(),
        concepts_switch: None,
        meant: Vec::new(),
        fuzzy_address: None,
        files: Vec::new(),
        api: format!("GET {}{}", visitor.arrival.origin, address.under("/api/v1/search")),
        query: address.query(),
        asked,
    }
}

fn active(frame: &Frame, address: &Address) -> Vec<ActiveFilter> {
    let names = FACETS.iter().chain(&["measure"]);
    let filter = |facet: &&str| {
        let value = address.get(facet)?;
        Some(ActiveFilter {
            facet: (*facet).to_owned(),
            name: value_name(frame, facet, value),
            without: address.without(facet).under("/search"),
        })
    };
    names.filter_map(filter).collect()
}

fn fill(view: &mut SearchPage<'_>, query: &Query, address: &Address, found: &Page, counted: Counted) {
    let frame = view.frame;
    view.found = found.items.iter().map(|found| card(frame, found, None)).collect();
    view.total = counted.total;
    view.pager = Pager {
        first: query.cursor.is_some().then(|| address.under("/search")),

        older: found.next.as_ref().map(|next| address.with("cursor", next).under("/search")),
    };
    view.facets = FACETS.iter().filter_map(|facet| filter(frame, address, &counted.facets, facet)).collect();
    let recognised = |words: &emn_search::query::Recognition| Recognised {
        words: words.text.clone(),
        topics: words.concepts.iter().map(|topic| name::topic(frame, topic.as_str())).collect(),
    };
    view.recognised = found.topics.iter().map(recognised).collect();
    let text = query.text.trim();
    view.concepts_switch = match query.concepts {
        true if !view.recognised.is_empty() => Some(address.with("concepts", "off").under("/search")),
        false if !text.is_empty() => Some(address.without("concepts").under("/search")),
        _ => None,
    };
    let fuzzy = view.found.is_empty() && !query.fuzzy && !text.is_empty();
    view.fuzzy_address = fuzzy.then(|| address.with("fuzzy", "true").under("/search"));
    if view.found.is_empty() {
        view.meant = meant(frame, query, address);
    }
    let file = |(text, format): (&'static str, &str)| {
        let cursor = query.cursor.iter().fold(address.clone(), |address, cursor| address.with("cursor", cursor));
        let page = cursor.with("limit", &query.limit.to_string());
        // The cursor of a page belongs to its question, of which the language is a part.
        let page = query.own.iter().fold(page, |page, own| page.with("lang", own.as_str()));
        (text, page.with("format", format).under("/api/v1/search"))
    };
    view.files = FILES.into_iter().map(file).collect();
}

/// A facet of the page, if there is something to choose.
fn filter(frame: &Frame, address: &Address, facets: &Facets, name: &str) -> Option<Filter> {
    let facet = Facet::ALL.into_iter().find(|facet| facet.name() == name)?;
    let chosen = address.get(name);
    let mut values: Vec<&Value> = facets.of(facet).iter().take(VALUES).collect();
    if facet == Facet::Year {
        values.sort_by(|a, b| b.value.cmp(&a.value));
    }
    let value = |value: &&Value| {
        let named = value_name(frame, name, &value.value);
        let is_chosen = chosen.is_some_and(|chosen| chosen.eq_ignore_ascii_case(&value.value));
        let address = if is_chosen { address.without(name) } else { address.with(name, &value.value) };
        FacetValue {
            label: named.text,
            lang: if named.lang == frame.lang() { String::new() } else { named.lang },
            count: value.count,
            href: address.under("/search"),
            chosen: is_chosen,
        }
    };
    let values: Vec<FacetValue> = values.iter().map(value).collect();
    let title = frame.t(&format!("facet-{name}"));
    (!values.is_empty()).then(|| Filter { name: name.to_owned(), title, values })
}

/// The name of a value of a filter.
fn value_name(frame: &Frame, facet: &str, value: &str) -> Phrase {
    let own = |text: String| Phrase::new(frame.lang(), &text);
    let kinds = [Kind::Report, Kind::Practice, Kind::Correction, Kind::Withdrawal];
    let audiences = [Audience::Network, Audience::Public];
    match facet {
        "kind" => kinds.into_iter().find(|kind| kind.name() == value).map(|kind| own(frame.kind(kind))),
        "audience" => audiences.into_iter().find(|one| one.name() == value).map(|one| own(frame.audience(one))),
        "member" | "country" => Some(name::country(frame, &value.to_ascii_uppercase()).name),
        "topic" => Some(name::topic(frame, value).name),
        "language" => Some(own(frame.language(value))),
        _ => None,
    }
    .unwrap_or_else(|| Phrase::new("", value))
}

/// Topics that may have been meant by words, or by a topic, that find nothing.
fn meant(frame: &Frame, query: &Query, address: &Address) -> Vec<Suggestion> {
    let vocabulary = Vocabulary::shipped();
    let words = vocabulary.closest(query.text.trim()).filter(|_| !query.text.trim().is_empty());
    let by_words = words.map(|concept| {
        let name = name::topic(frame, concept.id.as_str()).name;
        Suggestion { address: format!("/search?q={}", encoded(&name.text)), name }
    });
    let topic = query.topic.as_ref().and_then(|topic| emn_search::query::suggest_topic(topic.as_str()));
    let by_topic = topic.map(|topic| Suggestion {
        name: name::topic(frame, topic.as_str()).name,
        address: address.with("topic", topic.as_str()).under("/search"),
    });
    let same = |suggestion: &Suggestion| suggestion.name.text.to_lowercase() != query.text.trim().to_lowercase();
    by_words.into_iter().chain(by_topic).filter(same).collect()
}

/// Why a question is not understood, in the reader's language.
fn problem(error: &QueryError) -> Problem {
    let says = |text, what: &str, at| Problem { text, what: what.chars().take(SHOWN).collect(), at };
    match error {
        QueryError::TextTooLong { .. } | QueryError::TooManyWords { .. } => says("search-problem-long", "", 0),
        QueryError::NoWords => says("search-problem-words", "", 0),
        QueryError::UnclosedQuote { at } => says("search-problem-quote", "", *at),
        QueryError::UnknownField { field, at, .. } => says("search-problem-field", field, *at),
        QueryError::BadValue { value, at, .. } => says("search-problem-value", value, *at),
        QueryError::Wildcard { at } | QueryError::ShortPrefix { at } => says("search-problem-star", "", *at),
        QueryError::RegularExpression { at } => says("search-problem-pattern", "", *at),
        QueryError::LonelyOr { at } => says("search-problem-or", "", *at),
        QueryError::BadCursor | QueryError::OtherCursor => says("search-problem-page", "", 0),
        other => says("search-problem-filter", &other.to_string(), 0),
    }
}
