//! The index of a node: over restarts, kills, damage and while it is built anew, searches find what is stored.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, ensure};
use emn_node::api::view::Published;
use emn_protocol::ids::EntryId;
use emn_protocol::record::Record;
use emn_protocol::testing::{english, practice, withdrawal};
use emn_tests::{Api, NodeProcess, TestNet, equal_sets, eventually, finish};

use crate::crashing::Acknowledged;
use crate::{apis, with_net};

/// What the log says when an index is of no use.
const ANEW: &str = "the index is built anew";

/// Publishes so many records and returns their ids.
fn publish(api: &Api, name: &str, count: usize) -> anyhow::Result<BTreeSet<EntryId>> {
    (0..count).map(|n| Ok(api.publish_when_free(&practice(&format!("Practice {name}/{n}")))?.id)).collect()
}

/// A search finds these records and no other, each once, and the index says that it is complete.
fn finds_exactly(api: &Api, words: &str, expected: &BTreeSet<EntryId>) -> anyhow::Result<()> {
    let index = api.index()?;
    ensure!(index.complete && index.rebuilding.is_none(), "{index:?}");
    let found = api.search(words)?;
    let once: BTreeSet<EntryId> = found.iter().copied().collect();
    ensure!(once.len() == found.len(), "{} records are found more than once", found.len() - once.len());
    let (lost, extra) = (expected.difference(&once).count(), once.difference(expected).count());
    ensure!(lost + extra == 0, "of {} records {lost} are not found, and {extra} others are", expected.len());
    Ok(())
}

#[test]
fn restarted_node_goes_on_with_its_index_as_it_was() -> anyhow::Result<()> {
    with_net(1, |net| {
        let node = net.start(0)?;
        let mut published = publish(node.api(), "before", 4)?;
        let before = node.api().index()?;
        ensure!(node.terminate()?.success());
        // An index that is begun anew starts with an empty folder; one that goes on leaves alone what is not its own.
        let mark = net.folder(0).index().join("0").join("not-of-the-index");
        fs::write(&mark, "")?;
        let node = net.start(0)?;
        let after = node.api().index()?;
        ensure!((after.checkpoint, after.entries, after.complete) == (before.checkpoint, 4, true), "{after:?}");
        finds_exactly(node.api(), "practice", &published)?;
        published.extend(publish(node.api(), "after", 1)?);
        finds_exactly(node.api(), "practice", &published)?;
        ensure!(mark.exists(), "the index was begun anew");
        ensure!(!node.log()?.contains(ANEW), "the index was built anew");
        Ok(())
    })
}

#[test]
fn records_acknowledged_before_a_kill_are_found_exactly_once() -> anyhow::Result<()> {
    with_net(1, |net| {
        let acknowledged = Acknowledged::default();
        for round in 0..4 {
            let node = net.start(0)?;
            let warm = node.api().publish_when_free(&practice(&format!("Practice {round}/warm")))?;
            let enough = acknowledged.len() + 3 + round * 5 % 7;
            let api = node.api().clone();
            // In every other round a new index is under way, too. The command may lose its node.
            let mut doctor = net.command(0, &["doctor", "--rebuild-index"]);
            let rebuilding = round % 2 == 1;
            std::thread::scope(|scope| {
                let rebuilt = rebuilding.then(|| scope.spawn(|| finish(&mut doctor)));
                // Several at once: the index takes in pages of more than one entry.
                let publishing: Vec<_> = (0..3)
                    .map(|n| {
                        let (api, acknowledged) = (&api, &acknowledged);
                        scope.spawn(move || acknowledged.publish_until_it_dies(api, &format!("{round}/{n}")))
                    })
                    .collect();
                eventually("the node acknowledges records", || {
                    ensure!(acknowledged.len() >= enough, "{} records", acknowledged.len());
                    Ok(())
                })?;
                node.kill()?;
                if let Some(rebuilt) = rebuilt {
                    let ended = rebuilt.join().expect("it returns its errors")?;
                    ensure!(!ended.stderr.contains("panicked"), "{ended:?}");
                }
                publishing.into_iter().try_for_each(|thread| thread.join().expect("it returns its errors"))
            })?;
            let node = net.start(0)?;
            let found = node.api().search("practice")?;
            let once: BTreeSet<&EntryId> = found.iter().collect();
            ensure!(once.len() == found.len(), "round {round}: a record is found twice");
            // One may be signed and stored whose acknowledgement did not arrive.
            ensure!(found.len() as u64 == node.api().status()?.entries, "round {round}: {} are found", found.len());
            for published in acknowledged.all().iter().chain([&warm]) {
                ensure!(once.contains(&published.id), "round {round}: entry {} is not found", published.seq);
            }
            ensure!(node.terminate()?.success());
        }
        let verified = net.json(0, &["verify"])?;
        ensure!(verified["ok"] == true, "{verified}");
        Ok(())
    })
}

/// The largest segment file of an index: it holds what was taken in.
fn largest(folder: &Path) -> anyhow::Result<PathBuf> {
    let mut files: Vec<(u64, PathBuf)> = Vec::new();
    for item in fs::read_dir(folder)? {
        let item = item?;
        files.push((item.metadata()?.len(), item.path()));
    }
    // The list of segments is none of them.
    files.retain(|(_, path)| path.extension().is_none_or(|ending| ending != "json"));
    Ok(files.into_iter().max().context("the folder has segments")?.1)
}

/// What happens to the folder of indexes, and how it is done.
type Damage = (&'static str, fn(&Path) -> anyhow::Result<()>);

const DAMAGES: [Damage; 4] = [
    ("a segment is cut", |indexes| halve(&largest(&indexes.join("0"))?)),
    ("the list of segments is cut", |indexes| halve(&indexes.join("0").join("meta.json"))),
    ("a segment is gone", |indexes| Ok(fs::remove_file(largest(&indexes.join("0"))?)?)),
    ("all is gone", |indexes| Ok(fs::remove_dir_all(indexes)?)),
];

fn halve(path: &Path) -> anyhow::Result<()> {
    let file = OpenOptions::new().write(true).open(path)?;
    Ok(file.set_len(file.metadata()?.len() / 2)?)
}

#[test]
fn damaged_or_missing_index_is_built_anew_at_the_start() -> anyhow::Result<()> {
    with_net(1, |net| {
        let node = net.start(0)?;
        let published = publish(node.api(), "kept", 3)?;
        ensure!(node.terminate()?.success());
        for (what, damage) in DAMAGES {
            damage(&net.folder(0).index()).context(what)?;
            let before = fs::read_to_string(net.folder(0).root().with_extension("log"))?.matches(ANEW).count();
            let node = net.start(0).context(what)?;
            eventually("the index is complete", || finds_exactly(node.api(), "practice", &published)).context(what)?;
            let said = node.log()?.matches(ANEW).count() - before;
            ensure!(said == 1, "{what}: the log says {said} times that it is built anew");
            ensure!(node.terminate()?.success());
        }
        let removed = net.json(0, &["doctor", "--rebuild-index"])?;
        ensure!(removed["rebuilt"] == false && !net.folder(0).index().exists(), "{removed}");
        finds_exactly(net.start(0)?.api(), "practice", &published)
    })
}

/// What a thread published.
#[derive(Default)]
struct Meanwhile {
    kept: BTreeSet<EntryId>,
    /// Each with its withdrawal.
    gone: Vec<(EntryId, EntryId)>,
}

/// Publishes one record after the other until told to stop, and withdraws every third one at once.
fn publish_and_withdraw(api: &Api, stop: &AtomicBool) -> anyhow::Result<Meanwhile> {
    let mut published = Meanwhile::default();
    for n in 0.. {
        let id = api.publish(&practice(&format!("Practice meanwhile/{n}")))?.id;
        if n % 3 == 2 {
            published.gone.push((id, api.publish(&withdrawal(id))?.id));
        } else {
            published.kept.insert(id);
        }
        if stop.load(Ordering::Relaxed) && !published.gone.is_empty() {
            break;
        }
    }
    Ok(published)
}

fn is_gone(api: &Api, id: &EntryId, by: &EntryId) -> anyhow::Result<()> {
    let shown = api.get(&format!("/api/v1/records/{id}"))?.problem()?;
    ensure!(shown.status == 410 && shown.withdrawn.is_some_and(|withdrawn| withdrawn.by == *by), "{}", shown.detail);
    let frame = api.frame(id)?;
    ensure!(!frame.windows(9).any(|part| part == b"meanwhile"), "the record of {id} is still stored");
    Ok(())
}

#[test]
fn index_is_built_anew_while_records_are_published_and_withdrawn() -> anyhow::Result<()> {
    const REBUILDS: usize = 3;
    with_net(1, |net| {
        let node = net.start(0)?;
        let mut expected = publish(node.api(), "before", 2)?;
        let (stop, api) = (AtomicBool::new(false), node.api().clone());
        let Meanwhile { kept, gone } = std::thread::scope(|scope| {
            let publishing = scope.spawn(|| publish_and_withdraw(&api, &stop));
            let rebuilt = rebuild(net, REBUILDS);
            stop.store(true, Ordering::Relaxed);
            let published = publishing.join().expect("the publisher returns its errors");
            rebuilt.and(published)
        })?;
        expected.extend(kept);
        eventually("all is found", || finds_exactly(node.api(), "practice", &expected))?;
        for (id, by) in &gone {
            eventually("the record is erased", || is_gone(node.api(), id, by))?;
        }
        // Only the newest index is kept, and the next start goes on with it.
        let named = |path: PathBuf| path.file_name().map(|name| name.to_string_lossy().into_owned());
        let items = fs::read_dir(net.folder(0).index())?.map(|item| Ok(named(item?.path())));
        let items: BTreeSet<String> = items.collect::<anyhow::Result<Vec<_>>>()?.into_iter().flatten().collect();
        ensure!(items == BTreeSet::from(["current".to_owned(), REBUILDS.to_string()]), "{items:?}");
        ensure!(node.terminate()?.success());
        let node = net.start(0)?;
        finds_exactly(node.api(), "practice", &expected)?;
        ensure!(!node.log()?.contains(ANEW), "the new index was not used");
        Ok(())
    })
}

fn rebuild(net: &TestNet, times: usize) -> anyhow::Result<()> {
    for _ in 0..times {
        let answer = net.json(0, &["doctor", "--rebuild-index"])?;
        ensure!(answer["rebuilt"] == true && answer["index"]["rebuilding"].is_null(), "{answer}");
    }
    Ok(())
}

/// Words of one record, each of which stands nowhere else.
const WORDS: [&str; 4] = ["Quetzalcoatlus", "Ornithomimus", "Pachycephalosaurus", "Styracosaurus"];

fn with_words() -> Record {
    let mut record = practice(WORDS[0]);
    if let Record::Practice(practice) = &mut record {
        practice.about.summary = english(WORDS[1]);
        practice.approach = english(WORDS[2]);
        practice.results = english(WORDS[3]);
    }
    record
}

/// How many records each word finds.
fn hits(nodes: &[NodeProcess]) -> anyhow::Result<Vec<usize>> {
    let pairs = nodes.iter().flat_map(|node| WORDS.map(|word| (node, word)));
    // Also by its beginning and by likeness: neither may remember a word that is gone.
    let forms = |word: &str| [word.to_owned(), format!("{}*", &word[..6]), format!("{word}~")];
    pairs.flat_map(|(node, word)| forms(word).map(|form| Ok(node.api().search(&form)?.len()))).collect()
}

#[test]
fn withdrawn_record_is_found_by_no_word_of_it_also_after_a_restart() -> anyhow::Result<()> {
    with_net(2, |net| {
        let nodes = net.start_all(0..2)?;
        let kept: Published = nodes[0].api().publish_when_free(&practice("Practice that stays"))?;
        let gone = nodes[0].api().publish(&with_words())?;
        equal_sets(apis(&nodes), 2)?;
        let found = hits(&nodes)?;
        ensure!(found.iter().all(|count| *count == 1), "{found:?}");
        nodes[0].api().publish(&withdrawal(gone.id))?;
        equal_sets(apis(&nodes), 3)?;
        let found = hits(&nodes)?;
        ensure!(found.iter().all(|count| *count == 0), "{found:?}");
        for node in nodes {
            ensure!(node.terminate()?.success());
        }
        let nodes = net.start_all(0..2)?;
        let found = hits(&nodes)?;
        ensure!(found.iter().all(|count| *count == 0), "after a restart: {found:?}");
        for node in 0..2 {
            let shown = net.json(node, &["search", "stays"])?;
            ensure!(shown["items"][0]["id"] == kept.id.to_string(), "{shown}");
            for word in WORDS {
                ensure!(net.json(node, &["search", word])?["total"] == 0, "{word}");
            }
        }
        Ok(())
    })
}
