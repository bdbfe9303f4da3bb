//! `emn verify`.

use std::sync::Arc;

use clap::Args;

use super::{bytes, counted, duration};
use crate::api::view::Verified;
use crate::api::{VerifyError, verify_store};
use crate::cli::Context;
use crate::cli::output::{Answer, CliError, Exit, Table, chain};
use crate::client::{Client, ClientError};
use crate::config::Folder;
use crate::store::{KvError, SledKv, Store, StoreError};

/// Check again everything that is stored: hash, signature, chain, roster, form and disclosure rules.
///
/// Works with a daemon on the folder and without. Nothing is changed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn verify
  emn verify --dir /var/lib/emn --json
Exit code 1 when something is damaged.")]
pub(in crate::cli) struct VerifyArgs {}

pub(super) fn verify(context: &Context) -> Result<Answer, CliError> {
    let folder = Folder::at(&context.dir);
    let verified = match Client::find(&folder).and_then(|client| client.verify()) {
        Err(ClientError::NoDaemon { .. } | ClientError::Stale { .. }) => offline(&folder)?,
        answer => answer?,
    };
    let answer = Answer::new(&verified, render(&verified));
    Ok(if verified.ok { answer } else { answer.exit(Exit::Failed) })
}

/// Without a daemon the store is opened here.
fn offline(folder: &Folder) -> Result<Verified, CliError> {
    let dir = folder.store();
    if !dir.is_dir() {
        let message = format!("there is no store in {}", folder.root().display());
        return Err(CliError::failed("no_store", message)
            .hint("--dir FOLDER names the folder of a node; `emn run` makes a store"));
    }
    // Not `Store::open`, which moves a damaged store aside: here it is only looked at.
    let kv = SledKv::open(&dir).map_err(|error| match error {
        KvError::Locked { .. } => CliError::failed("store_locked", chain(&error)),
        error => damaged(&error),
    })?;
    let store = Store::with_kv(Arc::new(kv)).map_err(|error: StoreError| damaged(&error))?;
    verify_store(&store.reader()).map_err(|error| match error {
        VerifyError::Store(error) => damaged(&error),
        VerifyError::NoRoster => CliError::failed("no_roster", chain(&VerifyError::NoRoster)),
    })
}

fn damaged(error: &dyn std::error::Error) -> CliError {
    CliError::failed("store", chain(error)).hint("`emn run` moves a damaged store aside and fetches its contents again")
}

pub(super) fn render(found: &Verified) -> String {
    let took = if found.millis < 10_000 { format!("{} ms", found.millis) } else { duration(found.millis / 1000) };
    let mut text = format!(
        "{} in {} and {}, {}, checked in {took}\n",
        counted(found.entries, "entry", "entries"),
        counted(found.logs, "log", "logs"),
        counted(found.rosters, "roster", "rosters"),
        bytes(found.bytes),
    );
    if found.erased > 0 {
        text.push_str(&format!("{} of them were withdrawn and erased\n", found.erased));
    }
    if found.unknown > 0 {
        text.push_str(&format!("{} of them are of a newer version; their content was not checked\n", found.unknown));
    }
    if found.ok {
        text.push_str("All is well: every hash, signature, chain and rule holds.\n");
        return text;
    }
    text.push_str(&format!("\n{} damaged:\n", found.damaged_count));
    let mut table = Table::new(&["log", "entry", "reason", "problem"]);
    for entry in &found.damaged {
        let log = entry.log.as_ref().map_or_else(|| "(roster)".to_owned(), |log| log.fingerprint());
        table.row([log, entry.seq.to_string(), entry.code.clone(), entry.problem.clone()]);
    }
    text.push_str(&table.render());
    if found.damaged_count > found.damaged.len() as u64 {
        text.push_str(&format!("… and {} more\n", found.damaged_count - found.damaged.len() as u64));
    }
    text
}
