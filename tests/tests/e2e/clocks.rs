//! Clocks that go wrong.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use emn_node::identity::Identity;
use emn_node::store::{Journal, Opened, Store};
use emn_node::telemetry::wall_clock;
use emn_protocol::entry::{Place, SignedEntry, sign};
use emn_protocol::ids::EntryId;
use emn_protocol::limits::CLOCK_SKEW_SECONDS;
use emn_protocol::testing::practice;
use emn_protocol::time::Timestamp;
use emn_protocol::verify::verify;
use emn_tests::{TestNet, eventually, eventually_within};

use crate::with_net;

/// Seconds by which the entry is too early: enough for two processes to start and to compare meanwhile.
const TOO_EARLY: i64 = 15;

/// Puts an entry into node 0's folder as if its clock had gone ahead when it published.
fn published_by_a_fast_clock(net: &TestNet, time: Timestamp) -> anyhow::Result<EntryId> {
    let (site, rosters) = (net.site(0), &net.sandbox.rosters);
    let key = Identity::load(&site.folder.keys())?.into_signing_key().context("node 0 signs")?;
    let place = Place { seq: 0, prev: None, time, roster: 1 };
    let frame = sign(&rosters.network(), &site.member, place, &practice("From the future"), &key);
    let opened = SignedEntry::open(&rosters.network(), frame).map_err(|reason| anyhow::anyhow!("{reason}"))?;
    let entry = verify(opened, rosters, time).map_err(|refused| anyhow::anyhow!("{}", refused.reason))?;
    let Opened { mut store, .. } = Store::open(&site.folder.store())?;
    store.install_roster(rosters.newest())?;
    store.append(std::slice::from_ref(&entry))?;
    store.flush()?;
    Journal::open(&site.folder.journal(), key.id())?.append(std::slice::from_ref(&entry))?;
    Ok(entry.entry().id())
}

#[test]
fn entry_from_the_future_waits_until_its_time_is_near() -> anyhow::Result<()> {
    with_net(2, |net| {
        let time = wall_clock().plus_seconds(CLOCK_SKEW_SECONDS + TOO_EARLY);
        let id = published_by_a_fast_clock(net, time)?;
        let often = ["--set", "sync.compare_every_seconds=5"];
        let (fast, right) = (net.start_with(0, &often)?, net.start_with(1, &often)?);
        let near = time.plus_seconds(-CLOCK_SKEW_SECONDS);
        eventually("they are connected", || {
            ensure!(right.api().status()?.peers.connected == 1);
            Ok(())
        })?;
        ensure!(fast.api().has(&id)?, "the fast node serves its entry");
        let limit = Duration::from_secs(120);
        let accepted = eventually_within(limit, "the entry is accepted in the end", || {
            ensure!(right.api().has(&id)?, "{:?}", right.api().status()?.counters);
            Ok(wall_clock())
        })?;
        ensure!(accepted >= near, "accepted at {accepted}, but it was too early until {near}");
        // Nobody was blamed for a clock.
        ensure!(right.api().status()?.counters.refusals.is_empty(), "{:?}", right.api().status()?.counters);
        Ok(())
    })
}
