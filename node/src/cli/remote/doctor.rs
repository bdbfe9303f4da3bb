//! `emn doctor`.

use std::fs;
use std::io::ErrorKind;

use clap::Args;
use serde_json::json;

use super::status::attention;
use super::{bytes, client, counted};
use crate::api::view::IndexState;
use crate::cli::Context;
use crate::cli::output::{Answer, CliError, Exit, chain, say};
use crate::client::{Client, ClientError};
use crate::config::Folder;
use crate::store::{KvError, SledKv};
use emn_protocol::time::Timestamp;

/// Look at the node and say what needs attention; mend what can be made again.
///
/// With --rebuild-index the index of searches is built anew from the store, while the one in use goes on answering.
/// Without a daemon on the folder it is removed, and the next start builds it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn doctor
  emn doctor --rebuild-index     when searches do not find what `emn show` shows
Exit code 1 when something needs attention.")]
pub(in crate::cli) struct DoctorArgs {
    /// Build the index of searches anew.
    #[arg(long)]
    rebuild_index: bool,
}

pub(super) fn doctor(context: &Context, args: &DoctorArgs, now: Timestamp) -> Result<Answer, CliError> {
    if args.rebuild_index {
        return rebuild(context);
    }
    let client = client(context)?;
    let (status, index) = (client.status()?, client.index()?);
    let found = attention(&status, now);
    let mut text = String::new();
    found.iter().for_each(|problem| text.push_str(&format!("! {problem}\n")));
    text.push_str(&render(&index));
    let answer = Answer::new(&json!({"attention": found, "index": index}), text);
    Ok(if found.is_empty() { answer.note("Nothing needs attention.") } else { answer.exit(Exit::Failed) })
}

fn rebuild(context: &Context) -> Result<Answer, CliError> {
    let folder = Folder::at(&context.dir);
    match Client::find(&folder) {
        Ok(client) => {
            // A remark: stdout is for the result.
            let _ = say(
                context,
                "Building the index anew; searches go on meanwhile. A million records take about a minute.",
            );
            let index = client.rebuild_index()?;
            Ok(Answer::new(
                &json!({"rebuilt": true, "index": index}),
                format!("The new index is in use.\n{}", render(&index)),
            ))
        }
        Err(ClientError::NoDaemon { .. } | ClientError::Stale { .. }) => remove(&folder),
        Err(error) => Err(error.into()),
    }
}

fn remove(folder: &Folder) -> Result<Answer, CliError> {
    if !folder.store().is_dir() {
        let message = format!("there is no node in {}", folder.root().display());
        return Err(CliError::failed("no_store", message).hint("--dir FOLDER names the folder of a node"));
    }
    // Who starts or stops has no file that tells where it listens, but has the store.
    let _store = SledKv::open(&folder.store()).map_err(|error| match error {
        KvError::Locked { .. } => CliError::failed("store_locked", chain(&error))
            .hint("a daemon is starting or stopping on this folder: try again in a moment"),
        error => CliError::failed("store", chain(&error))
            .hint("`emn run` moves a damaged store aside and fetches its contents again"),
    })?;
    match fs::remove_dir_all(folder.index()) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            let message = format!("cannot remove {}: {error}", folder.index().display());
            Err(CliError::failed("index", message))
        }
        _ => Ok(Answer::new(&json!({"rebuilt": false}), "The index is removed; `emn run` builds it anew.\n")),
    }
}

fn render(index: &IndexState) -> String {
    let size = index.bytes.map_or_else(String::new, |size| format!(", {} on disk", bytes(size)));
    let state = match &index.rebuilding {
        Some(rebuilding) => format!("; a new one is built: {} of {}", rebuilding.next, rebuilding.of),
        None if index.complete => ", complete".to_owned(),
        None => ", not complete yet".to_owned(),
    };
    format!("index       {}{size}{state}\n", counted(index.entries, "entry", "entries"))
}
