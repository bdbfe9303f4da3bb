//! Rosters: how the next version spreads, and what is refused.

use std::fs;

use anyhow::{Context as _, ensure};
use emn_node::cli::sandbox::Sandbox;
use emn_node::telemetry::wall_clock;
use emn_protocol::roster::SignedRoster;
use emn_protocol::testing::{english, practice};
use emn_tests::{Api, TestNet, all_connected, eventually, finish};

use crate::{apis, with_net};

fn has_version(api: &Api, version: u64) -> anyhow::Result<()> {
    let roster = api.status()?.roster;
    ensure!(roster.version == version, "{roster:?}");
    Ok(())
}

/// Node `index` has taken a roster that the others do not know, and stands still.
fn takes_alone(net: &TestNet, index: usize, roster: &SignedRoster) -> anyhow::Result<()> {
    let node = net.start(index)?;
    ensure!(node.api().offer_roster(roster)?.status == 200);
    ensure!(node.terminate()?.success());
    Ok(())
}

#[test]
fn next_roster_spreads_from_one_node_and_nothing_older_is_taken_back() -> anyhow::Result<()> {
    with_net(3, |net| {
        let nodes = net.start_all(0..2)?;
        all_connected(apis(&nodes))?;
        let first = SignedRoster::clone(net.sandbox.rosters.newest());
        let second = net.sandbox.change_roster(|roster| roster.policy.min_frequency = 10)?;
        let taken: serde_json::Value = nodes[0].api().offer_roster(&second)?.good()?;
        ensure!(taken["outcome"] == "installed" && taken["version"] == 2, "{taken}");
        eventually("the neighbour has it", || has_version(nodes[1].api(), 2))?;
        // One that was away learns of it as well; the command line gives it only what the sandbox made first.
        let late = net.start(2)?;
        eventually("the late one has it", || has_version(late.api(), 2))?;

        let known: serde_json::Value = nodes[0].api().offer_roster(&first)?.good()?;
        ensure!(known["outcome"] == "known", "{known}");
        let foreign =
            Sandbox::create(&net.dir().join("foreign"), "Other network", &[("X0", english("X"))], wall_clock())?;
        let other = foreign.rosters.newest();
        let problem = nodes[0].api().offer_roster(other)?.problem()?;
        ensure!(
            problem.status == 422 && problem.code == "roster_refused" && problem.detail.contains("network"),
            "{problem:?}"
        );
        // A successor that too few keyholders signed.
        let mut unsigned = SignedRoster::draft({
            let mut roster = net.sandbox.rosters.current().clone();
            roster.previous = Some(net.sandbox.rosters.newest().digest());
            roster.version = 3;
            roster
        });
        unsigned.sign(&net.sandbox.roots[0]);
        let problem = nodes[0].api().offer_roster(&unsigned)?.problem()?;
        ensure!(problem.code == "roster_refused", "{problem:?}");
        for api in apis(&nodes).chain([late.api()]) {
            has_version(api, 2)?;
        }
        installed_by_hand(net, other.bytes(), second.bytes())
    })
}

/// The command line on a folder takes the successor and refuses the foreign one.
fn installed_by_hand(net: &TestNet, foreign: &[u8], successor: &[u8]) -> anyhow::Result<()> {
    let path = net.dir().join("roster.cbor");
    let shown = path.display().to_string();
    fs::write(&path, foreign)?;
    let refused = finish(&mut net.command(1, &["roster", "install", &shown]))?;
    ensure!(refused.code == 3 && refused.stderr.contains("network"), "{refused:?}");
    fs::write(&path, successor)?;
    let taken = finish(&mut net.command(1, &["roster", "install", &shown]))?;
    ensure!(taken.code == 0 && taken.stdout.contains('2'), "{taken:?}");
    let again = finish(&mut net.command(1, &["roster", "install", &shown]))?;
    ensure!(again.code == 0 && again.stdout.contains("Nothing new"), "{again:?}");
    fs::write(&path, [])?;
    let empty = finish(&mut net.command(1, &["roster", "install", &shown]))?;
    ensure!(empty.code != 0 && empty.stderr.contains(&shown), "{empty:?}");
    Ok(())
}

#[test]
fn two_valid_rosters_of_one_version_freeze_it_on_every_node() -> anyhow::Result<()> {
    with_net(3, |net| {
        let fork = |frequency| {
            let mut roster = net.sandbox.rosters.current().clone();
            roster.network = Some(net.sandbox.rosters.network());
            roster.previous = Some(net.sandbox.rosters.newest().digest());
            roster.version = 2;
            roster.policy.min_frequency = frequency;
            let mut signed = SignedRoster::draft(roster);
            net.sandbox.roots.iter().take(2).for_each(|key| signed.sign(key));
            signed
        };
        let (one, other) = (fork(10), fork(20));
        takes_alone(net, 0, &one)?;
        takes_alone(net, 1, &other)?;
        let nodes = net.start_all(0..3)?;
        all_connected(apis(&nodes))?;
        for (n, node) in nodes.iter().enumerate() {
            eventually("the fork of the roster is reported", || {
                let roster = node.api().status()?.roster;
                ensure!(roster.frozen == Some(2), "node {n}: {roster:?}");
                Ok(())
            })?;
        }
        // Offering the other one by hand is answered plainly.
        let problem = nodes[0].api().offer_roster(&other)?.problem()?;
        ensure!(problem.status == 409, "{problem:?}");
        // What members publish goes on: the keys are the same on both sides.
        let entry = nodes[2].api().publish(&practice("Meanwhile"))?;
        for node in &nodes {
            eventually("entries still spread", || {
                ensure!(node.api().has(&entry.id)?, "{:?}", node.api().status()?.counters);
                Ok(())
            })?;
        }
        // The freeze outlives a restart.
        let node = nodes.into_iter().next().context("there are three nodes")?;
        ensure!(node.terminate()?.success());
        ensure!(net.start(0)?.api().status()?.roster.frozen == Some(2));
        Ok(())
    })
}
