//! Searches that somebody keeps.

use axum::extract::{Query, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use emn_pages::Frame;
use emn_pages::parts::Mistakes;
use emn_pages::phrase::line;
use emn_pages::settings::{Search, SearchesPage};
use emn_search::query::Sort;
use serde_json::json;

use crate::api::Shared;
use crate::api::auth::{Need, named};
use crate::api::error::Refusal;
use crate::api::params::Params;
use crate::api::records::{blocking, encoded};
use crate::identity::random;
use crate::searches::{SavedSearch, SearchesError};
use crate::telemetry::{chain, wall_clock};
use crate::web::form::Fields;
use crate::web::page::{page, see_other, with_status};
use crate::web::sign_in::log;
use crate::web::visitor::Visitor;

/// Characters of a description.
const DESCRIBED: usize = 160;
/// What says how results are shown, and not what is looked for.
const MANNERS: [&str; 7] = ["cursor", "limit", "facets", "format", "lang", "sort", "concepts"];

/// Path of the feed of a saved search.
pub(crate) fn feed_path(search: &SavedSearch) -> String {
    format!("/feeds/searches/{}.atom", search.secret)
}

/// The saved searches; with a `query`, a form to save it.
pub(super) async fn show(State(shared): State<Shared>, visitor: Visitor, params: Params) -> Result<Response, Refusal> {
    let who = visitor.person(Need::Read)?;
    let query = params.text("query").map(kept).unwrap_or_default();
    page(&view(&shared, &visitor, &who.account, &query, params.text("name").unwrap_or_default()))
}

fn view<'a>(shared: &Shared, visitor: &'a Visitor, account: &str, query: &str, name: &str) -> SearchesPage<'a> {
    let frame = &visitor.frame;
    let shown = |search: &SavedSearch| Search {
        id: search.id.clone(),
        name: line(&search.name),
        query: search.query.clone(),
        described: described(frame, &search.query),
        feed: format!("{}{}", visitor.arrival.origin, feed_path(search)),
        saved: search.created,
    };
    SearchesPage {
        frame,
        searches: shared.api.searches.of(account).iter().map(shown).collect(),
        name: name.to_owned(),
        query: query.to_owned(),
        described: described(frame, query),
        mistakes: Mistakes::default(),
    }
}

pub(super) async fn save(State(shared): State<Shared>, visitor: Visitor, fields: Fields) -> Result<Response, Refusal> {
    let who = visitor.person(Need::Read)?.clone();
    let (name, query) = (fields.get("name").to_owned(), kept(fields.get("query")));
    let text = match understood(&query) {
        Err(refusal) => {
            let why: String = refusal.detail().chars().take(DESCRIBED).collect();
            visitor.frame.tx("searches-wrong-query", &[("why", &why)])
        }
        Ok(()) => {
            let secret = random().map_err(|error| Refusal::internal(chain(&error)))?;
            let (searches, account) = (shared.api.searches.clone(), who.account.clone());
            let (called, asked) = (name.clone(), query.clone());
            let saved = blocking(move || Ok(searches.save(&account, &called, &asked, wall_clock(), &secret))).await?;
            match saved {
                Ok(search) => {
                    // What somebody looks for is nobody else's business, so the log does not say it.
                    log(&shared, &named(&who), "search-save", json!({"id": search.id})).await?;
                    return Ok(see_other("/settings/searches"));
                }
                Err(SearchesError::Name) => visitor.frame.t("searches-wrong-name"),
                Err(SearchesError::TooMany) => visitor.frame.t("searches-too-many"),
                Err(error @ (SearchesError::Query(_) | SearchesError::Full)) => {
                    visitor.frame.tx("searches-wrong-query", &[("why", &error.to_string())])
                }
                Err(error) => return Err(Refusal::internal(chain(&error))),
            }
        }
    };
    let mut again = view(&shared, &visitor, &who.account, &query, &name);
    again.mistakes.add(if again.query.is_empty() { "" } else { "name" }, text);
    with_status(StatusCode::UNPROCESSABLE_ENTITY, &again)
}

pub(super) async fn remove(
    State(shared): State<Shared>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, Refusal> {
    let who = visitor.person(Need::Read)?.clone();
    let (searches, account, id) = (shared.api.searches.clone(), who.account.clone(), fields.get("search").to_owned());
    let removed = blocking(move || Ok(searches.remove(&account, &id))).await?;
    match removed {
        Ok(search) => {
            log(&shared, &named(&who), "search-remove", json!({"id": search.id})).await?;
            Ok(see_other("/settings/searches"))
        }
        Err(SearchesError::Unknown) => Err(Refusal::not_found("you have no such saved search")),
        Err(error) => Err(Refusal::internal(chain(&error))),
    }
}

/// The parameters of a question, without those that say where in the results somebody was.
fn pairs(query: &str) -> Vec<(String, String)> {
    // What no address may have as it is, is written as addresses have it.
    let fits = |byte: u8| byte.is_ascii_graphic() && !b"\"<>#\\^`{|}".contains(&byte);
    let written = |byte: u8| if fits(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    let query: String = query.trim_start_matches('?').bytes().map(written).collect();
    let uri: Option<Uri> = format!("/search?{query}").parse().ok();
    let pairs = uri.and_then(|uri| Query::<Vec<(String, String)>>::try_from_uri(&uri).ok());
    pairs.map(|Query(pairs)| pairs).unwrap_or_default()
}

/// A question as it is kept: what is given, without the place in the results and the number of them.
fn kept(query: &str) -> String {
    let away = ["cursor", "limit", "facets", "format"];
    let pairs = pairs(query).into_iter().filter(|(name, value)| !value.is_empty() && !away.contains(&name.as_str()));
    pairs.map(|(name, value)| format!("{}={}", encoded(&name), encoded(&value))).collect::<Vec<_>>().join("&")
}

/// Whether a search understands the question.
fn understood(query: &str) -> Result<(), Refusal> {
    Params::bounded(pairs(query))?.query(Sort::Newest).map(|_| ())
}

/// What is looked for, in words.
fn described(frame: &Frame, query: &str) -> String {
    let words: Vec<String> = pairs(query)
        .into_iter()
        .filter(|(name, value)| !value.is_empty() && !MANNERS.contains(&name.as_str()))
        .map(|(name, value)| match name.as_str() {
            "country" | "member" => frame.country(&value),
            "language" => frame.language(&value),
            "kind" if ["report", "practice", "correction", "withdrawal"].contains(&value.as_str()) => {
                frame.t(&format!("kind-{value}"))
            }
            "audience" if ["public", "network"].contains(&value.as_str()) => frame.t(&format!("audience-{value}")),
            "superseded" | "withdrawn" | "fuzzy" => format!("{name}: {value}"),
            _ => value,
        })
        .collect();
    if words.is_empty() {
        return frame.t("searches-everything");
    }
    line(&words.join(" · ")).chars().take(DESCRIBED).collect()
}

#[cfg(test)]
mod tests {
    use emn_pages::Locale;

    use super::*;

    #[test]
    fn kept_question_has_what_is_asked_and_nothing_of_the_place() {
        assert_eq!(kept("?q=a%26b+c&cursor=xyz&kind=report&limit=20&year="), "q=a%26b%20c&kind=report");
        assert_eq!(kept("\" onclick=\"x"), "%22%20onclick=%22x");
        assert_eq!(kept(""), "");
    }

    #[test]
    fn question_that_no_search_takes_is_refused() {
        assert!(understood("q=minors&kind=report").is_ok());
        assert!(understood("").is_ok());
        for bad in ["kind=novel", "colour=red", "q=a&q=b"] {
            assert!(understood(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn question_is_described_in_the_readers_language() {
        let frame = Frame { locale: Locale::of("de").unwrap(), ..Frame::default() };
        assert_eq!(
            described(&frame, "q=minors&country=FR&kind=report&sort=date"),
            "minors · Frankreich · Trendbericht"
        );
        assert_eq!(described(&frame, ""), frame.t("searches-everything"));
    }
}
