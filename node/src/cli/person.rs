//! `emn person`: who publishes here, so that what takes two persons takes two.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use emn_protocol::time::Timestamp;
use serde_json::json;

use super::output::{Answer, CliError, Table, chain};
use super::{Context, files};
use crate::audit_log::AuditLog;
use crate::config::{Folder, replace_file};
use crate::identity::{generate_key, save_key};
use crate::people::{People, PeopleError};

/// List the persons who publish at this node.
///
/// Each has a key of the own, in a file that the person keeps. The node knows the public keys only.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn person add \"A. Jansen\" --key-file /home/jansen/emn.pem
  emn person list
  emn person remove \"A. Jansen\"")]
pub(super) struct PersonArgs {
    #[command(subcommand)]
    command: PersonCommand,
}

#[derive(Debug, Subcommand)]
enum PersonCommand {
    /// Make a key for a person and list its public part.
    #[command(after_help = "\
Examples:
  emn person add \"A. Jansen\" --key-file /home/jansen/emn.pem")]
    Add {
        /// The person's name, as the audit log shows it.
        name: String,
        /// Where the private key goes; the person keeps the file.
        #[arg(long, value_name = "FILE")]
        key_file: PathBuf,
    },
    /// Show who is listed.
    #[command(after_help = "Examples:\n  emn person list --json")]
    List,
    /// From now on this person does not act any more; the audit log keeps the name.
    #[command(after_help = "Examples:\n  emn person remove \"A. Jansen\"")]
    Remove {
        /// The person's name.
        name: String,
    },
}

impl From<PeopleError> for CliError {
    fn from(error: PeopleError) -> Self {
        let code = match &error {
            PeopleError::Name(_) => "name",
            PeopleError::Listed(_) => "listed",
            PeopleError::Unknown(_) => "unknown_person",
            _ => "people",
        };
        Self::failed(code, chain(&error))
    }
}

/// Does a `person` command.
pub(super) fn perform(context: &Context, args: &PersonArgs, now: Timestamp) -> Result<Answer, CliError> {
    let folder = Folder::at(&context.dir);
    let mut people = People::load(&folder.people())?;
    match &args.command {
        PersonCommand::List => Ok(list(&people)),
        PersonCommand::Add { name, key_file } => {
            files::check_node(&folder)?;
            let key = generate_key()?;
            people.add(name, key.id(), now)?;
            // The key first: a listed person without a key could never act.
            save_key(key_file, &key)?;
            people.save(&folder.people(), replace_file)?;
            log(&folder, now, "person-add", name, &key.id().to_hex())?;
            let text = format!(
                "{name} is listed with the key {}.\nThe private key is in {}: hand it over, and leave no copy here.\n",
                key.id().fingerprint(),
                key_file.display()
            );
            Ok(Answer::new(&json!({"name": name, "key": key.id(), "key_file": key_file}), text))
        }
        PersonCommand::Remove { name } => {
            let person = people.remove(name, now)?.clone();
            people.save(&folder.people(), replace_file)?;
            log(&folder, now, "person-remove", name, &person.key.to_hex())?;
            Ok(Answer::new(&json!({"removed": person}), format!("{name} does not act here any more.\n")))
        }
    }
}

fn log(folder: &Folder, now: Timestamp, action: &str, name: &str, key: &str) -> Result<(), CliError> {
    AuditLog::at(folder.audit_log()).append(now, "administrator", action, json!({"name": name, "key": key}))?;
    Ok(())
}

fn list(people: &People) -> Answer {
    let mut table = Table::new(&["name", "key", "since", "until"]);
    for person in &people.persons {
        let until = person.until.map_or_else(String::new, |until| until.date().to_string());
        table.row([person.name.clone(), person.key.fingerprint(), person.since.date().to_string(), until]);
    }
    let answer =
        Answer::new(&json!({"persons": people.persons}), if table.is_empty() { String::new() } else { table.render() });
    if people.persons.is_empty() {
        answer.note("Nobody is listed. `emn person add NAME --key-file FILE`")
    } else {
        answer
    }
}
