//! Corrections and withdrawals.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use anyhow::{Context as _, ensure};
use emn_node::store::{Opened, Store};
use emn_protocol::ids::EntryId;
use emn_protocol::record::Record;
use emn_protocol::testing::{correction, english, practice, withdrawal};
use emn_tests::{Api, equal_sets, eventually};
use serde_json::Value;

use crate::with_net;

/// A sentence that stands nowhere else.
const SECRET: &str = "Quetzalcoatlus inspected the Antwerp shelter on a Tuesday.";

fn revealing() -> Record {
    let mut record = practice("A practice that says too much");
    if let Record::Practice(practice) = &mut record {
        practice.about.summary = english(SECRET);
        practice.approach = english(SECRET);
    }
    record
}

fn holds_secret(bytes: &[u8]) -> bool {
    bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes())
}

/// Every door of the API that could show the withdrawn record.
fn is_erased(api: &Api, id: &EntryId, by: &EntryId) -> anyhow::Result<()> {
    let shown = api.get(&format!("/api/v1/records/{id}"))?.problem()?;
    ensure!(shown.status == 410 && shown.withdrawn.is_some_and(|withdrawn| withdrawn.by == *by), "{}", shown.detail);
    ensure!(api.get(&format!("/api/v1/records/{id}/raw?part=record"))?.status == 410);
    ensure!(!holds_secret(&api.frame(id)?), "the frame still has its record");
    let found: Value = api.get("/api/v1/search?q=Quetzalcoatlus")?.good()?;
    ensure!(found["total"] == 0, "{found}");
    let list = api.get("/api/v1/records")?;
    ensure!(!holds_secret(&list.body));
    Ok(())
}

/// Files below a folder that hold the sentence.
fn files_with_secret(folder: &Path) -> anyhow::Result<Vec<String>> {
    let mut found = Vec::new();
    for item in fs::read_dir(folder)? {
        let path = item?.path();
        if path.is_dir() {
            found.extend(files_with_secret(&path)?);
        } else if holds_secret(&fs::read(&path)?) {
            found.push(path.display().to_string());
        }
    }
    Ok(found)
}

/// No frame in the store of a node that stands still has it.
fn store_is_clean(folder: &Path) -> anyhow::Result<()> {
    let Opened { store, damaged } = Store::open(folder)?;
    ensure!(damaged.is_none(), "{damaged:?}");
    let mut found = None;
    store.reader().visit_all(&mut |log, seq, frame| {
        if holds_secret(&frame) {
            found = Some(format!("entry {seq} of {log}"));
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })?;
    ensure!(found.is_none(), "the store still has the record: {found:?}");
    Ok(())
}

#[test]
fn withdrawn_record_is_erased_everywhere_also_at_a_late_joiner() -> anyhow::Result<()> {
    with_net(3, |net| {
        let (author, reader) = (net.start(0)?, net.start(1)?);
        author.api().publish_when_free(&practice("Before"))?;
        let entry = author.api().publish(&revealing())?;
        author.api().publish(&practice("After"))?;
        equal_sets([author.api(), reader.api()], 3)?;
        for api in [author.api(), reader.api()] {
            ensure!(holds_secret(&api.frame(&entry.id)?), "the frame has its record while it is not withdrawn");
            let found: Value = api.get("/api/v1/search?q=Quetzalcoatlus")?.good()?;
            ensure!(found["total"] == 1, "{found}");
        }
        let by = author.api().publish(&withdrawal(entry.id))?;
        equal_sets([author.api(), reader.api()], 4)?;
        for api in [author.api(), reader.api()] {
            eventually("the record is erased", || is_erased(api, &entry.id, &by.id))?;
        }
        // Whoever comes now gets the log complete, and of the withdrawn entry only its shell.
        let late = net.start(2)?;
        equal_sets([author.api(), reader.api(), late.api()], 4)?;
        is_erased(late.api(), &entry.id, &by.id)?;
        // A withdrawal cannot be withdrawn, nor a record twice.
        let again =
            author.api().post("/api/v1/records", "application/json", &serde_json::to_vec(&withdrawal(entry.id))?)?;
        ensure!(again.problem()?.code == "target", "{:?}", again.problem()?);
        for node in [author, reader, late] {
            ensure!(node.terminate()?.success());
        }
        for index in 0..3 {
            store_is_clean(&net.folder(index).store()).with_context(|| format!("node {index}"))?;
        }
        let journal = files_with_secret(&net.folder(0).journal())?;
        ensure!(journal.is_empty(), "the author's journal still has the record: {journal:?}");
        let late = files_with_secret(net.folder(2).root())?;
        ensure!(late.is_empty(), "the late joiner never had it, but its disk has: {late:?}");
        // And all of it holds together after a restart.
        let author = net.start(0)?;
        is_erased(author.api(), &entry.id, &by.id)?;
        ensure!(author.api().publish_when_free(&practice("One more"))?.seq == 4);
        Ok(())
    })
}

#[test]
fn corrected_record_leads_to_its_successor_on_every_node() -> anyhow::Result<()> {
    with_net(2, |net| {
        let (author, reader) = (net.start(0)?, net.start(1)?);
        let first = author.api().publish_when_free(&practice("First version"))?;
        let second = author.api().publish(&correction(first.id, "Second version"))?;
        let third = author.api().publish(&correction(second.id, "Third version"))?;
        equal_sets([author.api(), reader.api()], 3)?;
        for api in [author.api(), reader.api()] {
            let shown: Value = api.get(&format!("/api/v1/records/{}", first.id))?.good()?;
            let links = &shown["links"];
            ensure!(links["superseded_by"] == second.id.to_string(), "{links}");
            ensure!(links["newest"] == third.id.to_string(), "{links}");
            let listed: Vec<EntryId> = api.newest()?.items.iter().map(|item| item.id).collect();
            ensure!(listed == [third.id], "lists show the newest version only: {listed:?}");
        }
        // Another member's record is not ours to correct.
        let refused = reader.api().post(
            "/api/v1/records",
            "application/json",
            &serde_json::to_vec(&correction(third.id, "Not mine"))?,
        )?;
        ensure!(refused.problem()?.code == "target", "{:?}", refused.problem()?);
        Ok(())
    })
}
