//! `emn search`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use emn_export::format::Format;
use emn_protocol::record::Lang;
use emn_protocol::topics::Vocabulary;

use super::list::{self, Filters};
use super::{WIDTH, saved, wrap};
use crate::api::view::{FacetValue, RecordPage, SnippetView};
use crate::cli::Context;
use crate::cli::output::{Answer, CliError};

/// Search the texts of records, in all languages at once.
///
/// Every word must occur, in any of its forms. The name of a topic, in any language, finds the records on it in every
/// language. In the words: "a phrase" in quotes, trafick* for beginnings, -word for what must not occur, one OR other,
/// word~ for what is spelt alike, title:word, and filters such as country:NL. Options stand anywhere; what begins with a
/// hyphen stands in quotes after another word, or after --.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn search mensenhandel
  emn search '\"identification of victims\"' --country NL --facets
  emn search 'traffick* -sexual' --kind practice --sort date
  emn search --country NL -- -sexual traffick*
  emn search expliotation --fuzzy --json
  emn search traite --lang fr --no-concepts
  emn search mensenhandel --limit 200 --format xlsx --out found.xlsx")]
pub(in crate::cli) struct SearchArgs {
    /// The words.
    #[arg(value_name = "WORD", required = true)]
    words: Vec<String>,
    #[command(flatten)]
    filters: Filters,
    /// The order.
    #[arg(long, value_parser = ["relevance", "newest", "date"])]
    sort: Option<String>,
    /// Also words that are spelt nearly alike.
    #[arg(long)]
    fuzzy: bool,
    /// Take names of topics as mere words.
    #[arg(long)]
    no_concepts: bool,
    /// Also count what there is of each kind, member, country, topic, year, language and audience.
    #[arg(long)]
    facets: bool,
    /// Write what is found to a file instead: csv, json, parquet, xlsx, markdown or html.
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Where to write it; without it, or with «-», to stdout.
    #[arg(long, short, value_name = "FILE", requires = "format")]
    out: Option<PathBuf>,
}

pub(super) fn search(context: &Context, args: &SearchArgs) -> Result<Answer, CliError> {
    let mut params = args.filters.params();
    params.push(("q", args.words.join(" ")));
    params.extend(args.sort.clone().map(|sort| ("sort", sort)));
    let flags = [("fuzzy", args.fuzzy, "true"), ("concepts", args.no_concepts, "off"), ("facets", args.facets, "true")];
    params.extend(flags.into_iter().filter(|(_, set, _)| *set).map(|(name, _, value)| (name, value.to_owned())));
    let client = super::client(context)?;
    if let Some(format) = args.format {
        params.push(("format", format.name().to_owned()));
        return saved::save(&client.search_export(&params)?, args.out.as_deref());
    }
    let page = client.search(&params)?;
    let lang = args.filters.lang.as_ref();
    let mut answer = list::answer(&page, render(&page, lang), args.filters.cursor.is_some());
    for topic in &page.recognised {
        let names: Vec<&str> = topic.topics.iter().map(|id| label(id.as_str(), lang)).collect();
        answer = answer.note(format!(
            "«{}» is a name of the topic {}: records on it in every language are found (--no-concepts turns that off).",
            topic.text,
            names.join(", ")
        ));
    }
    let hint = !args.fuzzy && page.items.is_empty() && args.filters.cursor.is_none();
    Ok(if hint { answer.note("--fuzzy also finds what is spelt nearly alike; every word must occur.") } else { answer })
}

fn label<'a>(topic: &'a str, lang: Option<&Lang>) -> &'a str {
    let wanted: Vec<&str> = lang.iter().map(|lang| lang.as_str()).collect();
    Vocabulary::shipped().label(topic, &wanted)
}

/// Each record on a line, and below it where the words stand; then the counts.
pub(super) fn render(page: &RecordPage, lang: Option<&Lang>) -> String {
    let mut text = String::new();
    let rows = list::render(page, lang);
    let mut rows = rows.lines();
    rows.next().into_iter().for_each(|heads| text.push_str(&format!("{heads}\n")));
    for (row, item) in rows.zip(&page.items) {
        text.push_str(&format!("{row}\n"));
        if let Some(snippet) = &item.snippet {
            text.push_str(&wrap(&marked(snippet), "    ", WIDTH));
        }
    }
    if let Some(facets) = &page.facets {
        text.push_str(&counts(facets, lang));
    }
    text
}

/// A snippet on one line, with `*` around what was searched.
fn marked(snippet: &SnippetView) -> String {
    let part =
        |part: &crate::api::view::SnippetPart| if part.mark { format!("*{}*", part.text) } else { part.text.clone() };
    let text: String = snippet.parts.iter().map(part).collect();
    format!("[{}] {}", snippet.lang, text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Values of a facet that are shown; `--json` has more.
const VALUES: usize = 12;

fn counts(facets: &BTreeMap<String, Vec<FacetValue>>, lang: Option<&Lang>) -> String {
    let mut text = String::from("\n");
    for (name, values) in facets {
        if values.is_empty() {
            continue;
        }
        let shown = |value: &str| if name == "topic" { label(value, lang).to_owned() } else { value.to_owned() };
        let mut listed: Vec<String> =
            values.iter().take(VALUES).map(|value| format!("{} {}", shown(&value.value), value.count)).collect();
        if values.len() > VALUES {
            listed.push("…".to_owned());
        }
        let lines = wrap(&listed.join(" · "), "           ", WIDTH);
        text.push_str(&format!("{name:<10} {}\n", lines.trim()));
    }
    text
}
