//! Lists for people: Markdown and HTML.

use askama::Template;
use emn_protocol::record::{Audience, Kind};
use emn_protocol::topics::Vocabulary;

use super::{List, ListRow};
use crate::dataset::country;
use crate::error::ExportError;
use crate::html::{STYLE, render};
use crate::markdown::escaped;
use crate::text;
use crate::words::Words;

/// Characters of a summary that are shown; all of it is in the record, and in CSV and JSON.
const SUMMARY_CHARS: usize = 600;

/// A record as it is shown; nothing is escaped yet.
struct Shown<'a> {
    title: String,
    lang: Option<&'a str>,
    line: String,
    summary: String,
    facts: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "list.html")]
struct Page<'a> {
    style: &'static str,
    words: &'static Words,
    title: String,
    network: bool,
    rows: Vec<Shown<'a>>,
}

/// The name of a kind of record.
pub(crate) fn kind_name(kind: Kind, words: &Words) -> &'static str {
    match kind {
        Kind::Report => words.report,
        Kind::Practice => words.practice,
        Kind::Correction => words.correction,
        Kind::Withdrawal => words.withdrawn,
    }
}

fn shown<'a>(row: &'a ListRow, list: &List<'_>) -> Shown<'a> {
    let words = Words::of(list.wanted);
    let joined = |items: Vec<&str>| items.join(", ");
    let topics = row.topics.iter().map(|topic| Vocabulary::shipped().label(topic.as_str(), list.wanted));
    let countries = row.countries.iter().map(|code| country(code.as_str(), list.wanted));
    let audience = match row.audience {
        Audience::Network => words.network_only,
        Audience::Public => words.everybody,
    };
    let facts = [
        (words.organisation, row.organisation.clone()),
        (words.topics, joined(topics.collect())),
        (words.countries, joined(countries.collect())),
        (words.period, row.period.map(|period| period.to_string()).unwrap_or_default()),
        (words.languages, joined(row.languages.iter().map(|lang| lang.as_str()).collect())),
        (words.audience, audience.to_owned()),
        (words.identifier, row.id.to_string()),
        ("URL", row.url.clone().unwrap_or_default()),
    ];
    let clean = |(name, value): (&'static str, String)| (name, text::line(&value).into_owned());
    let member = country(row.member.as_str(), list.wanted);
    Shown {
        title: text::line(&row.title).into_owned(),
        lang: row.title_lang.as_ref().map(|lang| lang.as_str()),
        line: format!("{} · {member} · {}", kind_name(row.kind, words), row.published.date()),
        summary: text::shortened(&text::line(&row.summary), SUMMARY_CHARS).into_owned(),
        facts: facts.into_iter().filter(|(_, value)| !value.is_empty()).map(clean).collect(),
    }
}

fn network(list: &List<'_>) -> bool {
    list.rows.iter().any(|row| row.audience == Audience::Network)
}

/// A list as Markdown.
pub(super) fn markdown(list: &List<'_>) -> String {
    let words = Words::of(list.wanted);
    let mut out = format!("# {}\n\n", escaped(list.title));
    if network(list) {
        out.push_str(&format!("**{}**\n\n", words.network_only));
    }
    if list.rows.is_empty() {
        out.push_str(&format!("{}\n\n", words.no_records));
    }
    for row in list.rows {
        let row = shown(row, list);
        out.push_str(&format!("## {}\n\n{}\n\n", escaped(&row.title), escaped(&row.line)));
        if !row.summary.is_empty() {
            out.push_str(&format!("{}\n\n", escaped(&row.summary)));
        }
        for (name, value) in &row.facts {
            out.push_str(&format!("- {name}: {}\n", escaped(value)));
        }
        out.push('\n');
    }
    out.push_str(&format!("{}\n", words.generated));
    out
}

/// A list as a page of HTML.
pub(super) fn html(list: &List<'_>) -> Result<String, ExportError> {
    render(&Page {
        style: STYLE,
        words: Words::of(list.wanted),
        title: text::line(list.title).into_owned(),
        network: network(list),
        rows: list.rows.iter().map(|row| shown(row, list)).collect(),
    })
}
