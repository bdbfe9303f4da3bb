//! The people of the first node: so that the pages have somebody to sign in as, and something to approve.

use std::path::Path;

use anyhow::Context as _;
use data_encoding::HEXLOWER;
use emn_accounts::{Initial, NewAccount, Role, Roles, Settings};
use emn_desk::{Content, DraftId, Editable, Person, Purpose, Texts};
use emn_protocol::ids::EntryId;
use emn_protocol::record::Record;
use emn_protocol::time::Timestamp;
use serde::Serialize;

use crate::config::Folder;
use crate::daemon::{Daemon, open_access};
use crate::identity::random;

/// Sign-in name, name for people, roles.
const PEOPLE: [(&str, &str, &[Role]); 3] = [
    ("jansen", "A. Jansen", &[Role::Publisher]),
    ("devries", "B. de Vries", &[Role::Approver]),
    ("smit", "C. Smit", &[Role::Publisher, Role::Approver, Role::Administrator]),
];

/// Somebody to sign in as.
#[derive(Debug, Serialize)]
pub(super) struct Someone {
    pub(super) name: &'static str,
    pub(super) roles: Roles,
    /// Drawn for this demonstration.
    pub(super) password: String,
}

/// Lets people sign in at a node.
///
/// # Errors
/// When its folder cannot be written.
pub(super) fn admit(folder: &Path, now: Timestamp) -> anyhow::Result<Vec<Someone>> {
    let access = open_access(&Folder::at(folder), Settings::default())?;
    let mut admitted = Vec::new();
    for (name, full_name, roles) in PEOPLE {
        let roles = roles.iter().fold(Roles::NONE.with(Role::Reader), |all, role| all.with(*role));
        let password = format!("demo-{}", HEXLOWER.encode(&random::<6>()?));
        let account = NewAccount { name: name.to_owned(), full_name: Some(full_name.to_owned()), roles };
        access.add(&account, Initial::Given(&password), now)?;
        admitted.push(Someone { name, roles, password });
    }
    Ok(admitted)
}

/// What somebody may do, in words.
pub(super) fn does(someone: &Someone) -> String {
    let says = |(role, word): &(Role, &'static str)| someone.roles.contains(*role).then_some(*word);
    let words = [(Role::Publisher, "publishes"), (Role::Approver, "approves"), (Role::Administrator, "administers")];
    words.iter().filter_map(says).collect::<Vec<_>>().join(", ")
}

/// Hands in a new version of a record, for somebody else to approve.
///
/// # Errors
/// When the draft cannot be kept.
pub(super) fn hand_in(
    daemon: &Daemon,
    folder: &Path,
    entry: EntryId,
    record: &Record,
    now: Timestamp,
) -> anyhow::Result<()> {
    let account = open_access(&Folder::at(folder), Settings::default())?.account("jansen")?;
    let person = Person { account: account.id, name: account.full_name };
    let (mut content, _) = Content::of_record(record);
    let said = |nl: &str, en: &str| Texts::from([("nl".to_owned(), nl.to_owned()), ("en".to_owned(), en.to_owned())]);
    let reason =
        said("De werkwijze geldt nu ook voor de luchthaven.", "The way of working now covers the airport too.");
    content.purpose = Purpose::Correction { supersedes: entry, reason };
    if let Some(results) = content.results.get_mut("en") {
        results.push_str("\n\nSince 2025 border staff at the airport work in the same way.");
    }
    let id = DraftId::from_bytes(random()?);
    let draft =
        daemon.desk().create(id, Editable { content, tables: Vec::new(), mapping: String::new() }, &person, now)?;
    daemon.desk().submit(id, draft.version, &person, now).context("the draft for approval was not handed in")?;
    Ok(())
}
