//! `emn topics`: the controlled vocabulary.

use clap::Args;
use emn_export::skos::{self, Base, Form};
use emn_protocol::topics::{Concept, Vocabulary};
use serde::Serialize;

use super::output::{Answer, CliError, Table};
use super::remote::saved;

/// List the topics that a record can have.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn topics                  all topics, narrower ones below the broader one
  emn topics identity         those whose id or label contains a word, in any language
  emn topics --lang nl        with Dutch labels
  emn topics --format turtle > topics.ttl     all of them as SKOS: turtle, json-ld or rdf-xml")]
pub(crate) struct TopicsArgs {
    /// Only topics whose id or a label contains this.
    word: Option<String>,
    /// Language of the labels.
    #[arg(long, default_value = "en", value_name = "LANG")]
    lang: String,
    /// Print the whole vocabulary as SKOS: turtle, json-ld or rdf-xml.
    #[arg(long, conflicts_with_all = ["word"])]
    format: Option<Form>,
}

#[derive(Serialize)]
struct Row {
    id: String,
    broader: Option<String>,
    label: String,
}

pub(crate) fn perform(args: &TopicsArgs) -> Result<Answer, CliError> {
    let vocabulary = Vocabulary::shipped();
    if let Some(form) = args.format {
        return saved::save(&skos::write(vocabulary, &Base::default(), form), None);
    }
    let word = args.word.as_deref().map(str::to_lowercase);
    let mut rows = Vec::new();
    let mut table = Table::new(&["topic", "label"]);
    for (depth, concept) in in_order(vocabulary) {
        let found = |text: &str| word.as_ref().is_none_or(|word| text.to_lowercase().contains(word));
        if !found(concept.id.as_str()) && !concept.labels.iter().any(|label| found(&label.text)) {
            continue;
        }
        let label = concept.label(&[args.lang.as_str()]).to_owned();
        let indent = if word.is_some() { 0 } else { depth * 2 };
        table.row([format!("{:indent$}{}", "", concept.id), label.clone()]);
        rows.push(Row {
            id: concept.id.to_string(),
            broader: concept.broader.as_ref().map(ToString::to_string),
            label,
        });
    }
    if rows.is_empty() {
        let hint = "`emn topics` without a word lists all";
        return Err(CliError::failed("no_topic", "no topic has that word in its id or labels").hint(hint));
    }
    Ok(Answer::new(&rows, table.render()))
}

/// Every topic with its depth: broader ones first, each followed by its narrower ones.
fn in_order(vocabulary: &Vocabulary) -> Vec<(usize, &Concept)> {
    let mut open: Vec<(usize, &Concept)> = vocabulary.top().map(|concept| (0, concept)).collect();
    open.reverse();
    let mut ordered = Vec::new();
    while let Some((depth, concept)) = open.pop() {
        ordered.push((depth, concept));
        let narrower: Vec<_> = vocabulary.narrower(concept.id.as_str()).map(|concept| (depth + 1, concept)).collect();
        open.extend(narrower.into_iter().rev());
    }
    ordered
}
