//! Records and queries as JSON lines, so that other programs can be measured on the same.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use emn_protocol::record::Kind;
use emn_search::document::Document;
use emn_search::query::Sort;
use emn_search::sample::Sample;
use serde_json::{Value, json};

use super::questions::Question;

/// The files, of which the one with queries is still being written.
pub(super) struct Corpus {
    queries: BufWriter<File>,
}

impl Corpus {
    /// Writes the records, and begins the queries.
    pub(super) fn create(path: &Path, records: u64, seed: u64) -> anyhow::Result<Self> {
        let mut out = create(path)?;
        let mut sample = Sample::new(seed);
        for arrival in 0..records {
            write_line(&mut out, &record(&sample.document(arrival)))?;
        }
        out.flush()?;
        let mut beside = path.as_os_str().to_owned();
        beside.push(".queries.jsonl");
        Ok(Self { queries: create(&PathBuf::from(beside))? })
    }

    /// Writes a query, with the number of records that it found here.
    pub(super) fn question(&mut self, kind: &str, question: &Question, found: u64) -> anyhow::Result<()> {
        let query = &question.query;
        let line = json!({
            "kind": kind,
            "text": query.text,
            "words": question.words,
            "country": query.country,
            "newest": query.sort == Sort::Newest,
            "facets": query.facets,
            "limit": query.limit,
            "found": found,
        });
        write_line(&mut self.queries, &line)
    }

    pub(super) fn finish(mut self) -> anyhow::Result<()> {
        Ok(self.queries.flush()?)
    }
}

fn create(path: &Path) -> anyhow::Result<BufWriter<File>> {
    Ok(BufWriter::new(File::create(path).with_context(|| format!("cannot write {}", path.display()))?))
}

fn write_line(out: &mut BufWriter<File>, line: &Value) -> anyhow::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    Ok(out.write_all(b"\n")?)
}

/// What is in the index of a record. What it can have several of is a list.
fn record(document: &Document) -> Value {
    let texts = |title: bool| -> String {
        let texts = document.texts.iter().filter(|text| text.title == title).map(|text| text.text.as_str());
        texts.collect::<Vec<_>>().join("\n")
    };
    let facts = document.facts.as_ref();
    let years = facts.and_then(|facts| facts.period).map(|period| period.first_year()..=period.last_year());
    json!({
        "id": document.origin.arrival,
        "title": texts(true),
        "text": texts(false),
        "kind": document.kind.map(Kind::name),
        "member": document.origin.member,
        "country": facts.map(|facts| &facts.countries),
        "topic": facts.map(|facts| &facts.topics),
        "year": years.map(Iterator::collect::<Vec<i64>>),
        "lang": facts.map(|facts| &facts.languages),
        "audience": facts.map(|facts| facts.audience),
    })
}
