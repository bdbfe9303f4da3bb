//! Records in lists, and in references to them.

use emn_pages::Frame;
use emn_pages::card::Card;
use emn_pages::name;
use emn_pages::phrase::{Marked, Phrase};
use emn_pages::record::Reference;
use emn_protocol::ids::EntryId;
use emn_protocol::record::Kind;
use emn_search::snippet::Snippet;

use crate::api::ApiState;
use crate::api::error::Refusal;
use crate::catalogue::{Found, Listed};

/// Topics and languages of a record that a list shows.
const TOPICS: usize = 5;
const LANGUAGES: usize = 8;

/// The field of a snippet that is shown anyway.
const TITLE: &str = "title";

/// A record in a list. What arrived from `since` on is new to the reader.
pub(super) fn card(frame: &Frame, found: &Found, since: Option<u64>) -> Card {
    let wanted = [frame.lang()];
    let listed = &found.listed;
    let item = &listed.item;
    let shown = listed.card();
    let title = || shown.and_then(|card| Phrase::best(&card.title, &wanted)).map(Marked::from);
    let summary = || shown.and_then(|card| Phrase::best(&card.summary, &wanted)).map(Marked::from);
    Card {
        id: item.id.to_string(),
        short: item.id.short(),
        kind: shown.map(|card| card.content).or(item.kind),
        title: found.title.as_ref().map(marked).or_else(title),
        text: found.snippet.as_ref().filter(|snippet| snippet.field != TITLE).map(marked).or_else(summary),
        member: name::country(frame, item.member.as_str()),
        organisation: shown.map(|card| card.organisation.clone()).filter(|name| !name.is_empty()),
        time: item.time,
        period: shown.and_then(|card| card.period),
        topics: shown.map_or_else(Vec::new, |card| {
            card.topics.iter().take(TOPICS).map(|topic| name::topic(frame, topic.as_str())).collect()
        }),
        languages: shown.map_or_else(Vec::new, |card| {
            card.languages.iter().take(LANGUAGES).map(|lang| name::language(lang.as_str())).collect()
        }),
        tables: shown.map_or(0, |card| card.tables.len()),
        audience: shown.map(|card| card.audience),
        is_new: since.is_some_and(|since| found.arrival >= since),
        superseded_by: listed.superseded_by.map(|id| id.to_string()),
        withdrawn: listed.withdrawn.as_ref().and_then(|withdrawn| Phrase::best(&withdrawn.reason, &wanted)),
    }
}

fn marked(snippet: &Snippet) -> Marked {
    let (mut pieces, mut at) = (Vec::new(), 0);
    for mark in &snippet.marks {
        pieces.push((snippet.text.get(at..mark.start).unwrap_or_default(), false));
        pieces.push((snippet.text.get(mark.clone()).unwrap_or_default(), true));
        at = mark.end;
    }
    pieces.push((snippet.text.get(at..).unwrap_or_default(), false));
    // Of the name of a file no language is known.
    let lang = if snippet.lang.as_str() == "und" { "" } else { snippet.lang.as_str() };
    Marked::new(lang, pieces)
}

/// A record that another one names; with its title if it is here.
pub(super) fn reference(api: &ApiState, frame: &Frame, id: &EntryId) -> Result<Reference, Refusal> {
    Ok(referring(frame, id, api.catalogue.get(id)?.as_ref()))
}

fn referring(frame: &Frame, id: &EntryId, listed: Option<&Listed>) -> Reference {
    let kind = listed.and_then(|listed| listed.item.kind).filter(|kind| *kind == Kind::Withdrawal);
    let title = listed.and_then(Listed::card).and_then(|card| Phrase::best(&card.title, &[frame.lang()]));
    let title = title.or_else(|| kind.map(|kind| Phrase::new(frame.lang(), &frame.kind(kind))));
    Reference { id: id.to_string(), short: id.short(), title, time: listed.map(|listed| listed.item.time) }
}
