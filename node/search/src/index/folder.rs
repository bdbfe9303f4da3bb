//! Opening the index, and what each commit says of itself.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::str::FromStr;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, OnceLock, RwLock};

use emn_protocol::codelist::CodeLists;
use emn_protocol::ids::{Digest, LogId};
use emn_protocol::topics::Vocabulary;
use tantivy::directory::{Directory, INDEX_WRITER_LOCK, MmapDirectory};
use tantivy::{IndexSettings, IndexWriter, ReloadPolicy, TantivyError};

use super::error::IndexError;
use super::facets::Tokens;
use super::load::{self, Loaded};
use super::places::Logs;
use super::schema::{self, equip};
use super::writer::Writer;
use super::{Index, SEARCH_THREADS, Shared, next_generation};
use crate::analysis::Analyzer;

/// Memory for what is not written to disk yet, in bytes.
const WRITE_BUFFER: usize = 64 << 20;

/// How an index was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opened {
    /// There was none.
    Fresh,
    /// It was there.
    Continued,
    /// It was there, and was thrown away.
    BegunAnew {
        /// Why, for the log of the node.
        because: String,
    },
}

/// What a commit says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Payload {
    pub(crate) checkpoint: u64,
    pub(crate) logs: Vec<LogId>,
}

/// What the index depends on: what was made with anything else is built anew.
fn made_with() -> &'static str {
    static MADE_WITH: OnceLock<String> = OnceLock::new();
    MADE_WITH.get_or_init(|| {
        let (topics, lists) = (Vocabulary::shipped().version(), CodeLists::shipped().version());
        format!("schema {} analysis {} topics {topics} lists {lists}", schema::VERSION, analysis())
    })
}

/// A fingerprint of the analysis: what it makes of all labels of the vocabulary. A stemmer that changes shows in it,
/// without anybody's having to think of it.
fn analysis() -> Digest {
    let mut analyzer = Analyzer::new();
    let mut stems = String::new();
    for label in Vocabulary::shipped().concepts().flat_map(|concept| &concept.labels) {
        analyzer.each(label.lang.as_str(), &label.text, &mut |stem, _| {
            stems.push_str(stem);
            stems.push('\n');
        });
    }
    Digest::of(stems.as_bytes())
}

impl Payload {
    /// As text, a line for each thing.
    pub(crate) fn write(&self) -> String {
        let mut text = format!("{}\ncheckpoint {}\n", made_with(), self.checkpoint);
        for log in &self.logs {
            text.push_str(&log.to_hex());
            text.push('\n');
        }
        text
    }
}

impl FromStr for Payload {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut lines = text.lines();
        if lines.next() != Some(made_with()) {
            return Err("another version of the program made it, or one with other topics".to_owned());
        }
        let checkpoint = lines.next().and_then(|line| line.strip_prefix("checkpoint ")?.parse().ok());
        let logs: Result<Vec<LogId>, _> = lines.map(LogId::from_hex).collect();
        match (checkpoint, logs) {
            (Some(checkpoint), Ok(logs)) => Ok(Self { checkpoint, logs }),
            _ => Err("its last commit cannot be read".to_owned()),
        }
    }
}

pub(super) fn open(folder: &Path) -> Result<(Index, Writer, Opened), IndexError> {
    fs::create_dir_all(folder).map_err(|error| IndexError::folder(folder, error))?;
    let directory = MmapDirectory::open(folder).map_err(|error| IndexError::folder(folder, error))?;
    // Who has the lock is at work, whatever state the files are in; from here on nobody else is.
    let lock = directory.acquire_lock(&INDEX_WRITER_LOCK);
    drop(lock.map_err(|error| IndexError::opening(folder, &TantivyError::LockFailure(error, None)))?);
    let there = directory.exists(Path::new("meta.json")).unwrap_or(true);
    if !there {
        let (index, writer) = create(folder, directory)?;
        return Ok((index, writer, Opened::Fresh));
    }
    // What is damaged may be found out by a check that panics in the library that reads it.
    let found = catch_unwind(AssertUnwindSafe(|| proceed(folder, directory)));
    let because = match found {
        Ok(Ok((index, writer))) => return Ok((index, writer, Opened::Continued)),
        Ok(Err(because)) => because,
        Err(_) => "its files are damaged".to_owned(),
    };
    clear(folder).map_err(|error| IndexError::folder(folder, error))?;
    let directory = MmapDirectory::open(folder).map_err(|error| IndexError::folder(folder, error))?;
    let (index, writer) = create(folder, directory)?;
    Ok((index, writer, Opened::BegunAnew { because }))
}

pub(super) fn in_memory() -> Result<(Index, Writer), IndexError> {
    let (schema, _) = schema::schema();
    assemble(None, tantivy::Index::create_in_ram(schema), None).map_err(IndexError::from)
}

fn create(folder: &Path, directory: MmapDirectory) -> Result<(Index, Writer), IndexError> {
    let (schema, _) = schema::schema();
    let index = tantivy::Index::create(directory, schema, IndexSettings::default());
    let index = index.map_err(|error| IndexError::opening(folder, &error))?;
    assemble(Some(folder), index, None).map_err(|error| IndexError::opening(folder, &error))
}

/// Goes on with the index that is there, or says why not.
fn proceed(folder: &Path, directory: MmapDirectory) -> Result<(Index, Writer), String> {
    let damaged = |error: TantivyError| format!("its files are damaged: {error}");
    let index = tantivy::Index::open(directory).map_err(damaged)?;
    if index.schema() != schema::schema().0 {
        return Err("another version of the program made it".to_owned());
    }
    let payload = index.load_metas().map_err(damaged)?.payload;
    // Before the first commit there is nothing in it.
    let payload = payload.unwrap_or_else(|| Payload { checkpoint: 0, logs: Vec::new() }.write()).parse()?;
    assemble(Some(folder), index, Some(payload)).map_err(damaged)
}

fn assemble(
    folder: Option<&Path>,
    mut index: tantivy::Index,
    payload: Option<Payload>,
) -> Result<(Index, Writer), TantivyError> {
    let (_, fields) = schema::schema();
    equip(&mut index);
    index.set_multithread_executor(SEARCH_THREADS)?;
    // One thread writes, and one merges: the others of a small machine analyse and answer.
    let options = tantivy::indexer::IndexWriterOptions::builder()
        .num_worker_threads(1)
        .num_merge_threads(1)
        .memory_budget_per_thread(WRITE_BUFFER)
        .build();
    let inner: IndexWriter = index.writer_with_options(options)?;
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    let checkpoint = payload.as_ref().map_or(0, |payload| payload.checkpoint);
    let logs = Logs::new(payload.into_iter().flat_map(|payload| payload.logs));
    let Loaded { relations, next } = load::load(&reader.searcher(), &fields, &logs)?;
    let shared = Arc::new(Shared {
        reader,
        fields,
        relations: RwLock::new(relations),
        logs: RwLock::new(logs),
        checkpoint: AtomicU64::new(checkpoint),
        generation: AtomicU64::new(next_generation()),
        tokens: Tokens::default(),
        analyzer: Mutex::new(Analyzer::new()),
        folder: folder.map(Path::to_owned),
    });
    let writer = Writer::new(Arc::clone(&shared), inner, next, checkpoint);
    Ok((Index { shared }, writer))
}

/// Removes the files of an index; it has no folders.
fn clear(folder: &Path) -> std::io::Result<()> {
    for file in fs::read_dir(folder)? {
        let file = file?;
        if file.file_type()?.is_file() {
            fs::remove_file(file.path())?;
        }
    }
    Ok(())
}
