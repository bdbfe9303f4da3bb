//! The desk with a folder: steps, versions, and what a stop or a bad disk leaves behind.

mod damage;
mod machine;
mod steps;

use emn_protocol::record::Record;
use emn_protocol::testing;
use emn_protocol::time::Timestamp;

use super::*;
use crate::table::DraftTable;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_unix(1_800_000_000 + seconds)
}

fn person(account: &str) -> Person {
    Person { account: account.to_owned(), name: format!("Name of {account}") }
}

fn id(number: u8) -> DraftId {
    DraftId::from_bytes([number; 8])
}

fn of_record(record: &Record) -> Editable {
    let (content, tables) = Content::of_record(record);
    let tables = tables.into_iter().map(|table| DraftTable::finished(table, at(0))).collect();
    Editable { content, tables, mapping: String::new() }
}

fn complete() -> Editable {
    of_record(&testing::report("Report", vec![testing::victims(&["2022"], &[Some(30), None, None])]))
}

fn desk() -> (tempfile::TempDir, Desk) {
    let dir = tempfile::tempdir().unwrap();
    let desk = Desk::open(dir.path().join("drafts")).unwrap();
    (dir, desk)
}

fn entitle(title: &str) -> impl FnOnce(&mut Editable) + use<'_> {
    move |draft| _ = draft.content.title.insert("en".to_owned(), title.to_owned())
}
