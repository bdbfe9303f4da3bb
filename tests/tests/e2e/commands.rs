//! The commands that talk to a daemon: while it runs, after it ended, and after it was killed.

use std::fs;
use std::net::TcpListener;

use anyhow::ensure;
use emn_node::api::RunFile;
use emn_protocol::testing::{practice, withdrawal};
use emn_tests::{Finished, TestNet, eventually, finish};
use serde_json::Value;

use crate::with_net;

/// Commands that need a daemon.
const REMOTE: [&[&str]; 5] = [&["status"], &["peers"], &["list"], &["search", "word"], &["show", "bafkrei"]];

fn emn(net: &TestNet, arguments: &[&str]) -> anyhow::Result<Finished> {
    let ended = finish(&mut net.command(0, arguments))?;
    ensure!(!ended.stderr.contains("panicked"), "{ended:?}");
    Ok(ended)
}

/// What a command prints with `--json`.
fn json(net: &TestNet, arguments: &[&str]) -> anyhow::Result<Value> {
    let ended = emn(net, &[arguments, &["--json"]].concat())?;
    ensure!(ended.code == 0, "{arguments:?}: {ended:?}");
    Ok(serde_json::from_str(&ended.stdout)?)
}

/// Every command that needs a daemon says that there is none, where it looked, and how to start one.
fn miss_the_daemon(net: &TestNet, code: &str) -> anyhow::Result<()> {
    for command in REMOTE {
        let ended = emn(net, command)?;
        ensure!(ended.code == 4 && ended.stdout.is_empty(), "{command:?}: {ended:?}");
        let folder = net.folder(0).root().display().to_string();
        for word in ["no daemon", "emn run", &folder] {
            ensure!(ended.stderr.contains(word), "{command:?} lacks `{word}`: {}", ended.stderr);
        }
        let ended = emn(net, &[command, &["--json"]].concat())?;
        let error: Value = serde_json::from_str(&ended.stdout)?;
        ensure!(ended.code == 4 && error["error"]["code"] == code, "{command:?}: {ended:?}");
    }
    Ok(())
}

#[test]
fn command_without_a_daemon_says_so_and_ends_with_four() -> anyhow::Result<()> {
    with_net(1, |net| {
        miss_the_daemon(net, "no_daemon")?;
        // One that ended in order leaves nothing behind; one that was killed leaves its run file.
        ensure!(net.start(0)?.terminate()?.success());
        miss_the_daemon(net, "no_daemon")?;
        net.start(0)?.kill()?;
        ensure!(net.folder(0).run_file().exists(), "a killed daemon cleans nothing up");
        miss_the_daemon(net, "daemon_gone")?;
        ensure!(net.start(0)?.api().status()?.entries == 0);
        Ok(())
    })
}

#[test]
fn command_is_not_fooled_by_another_program_on_the_old_port() -> anyhow::Result<()> {
    with_net(2, |net| {
        net.start(0)?.kill()?;
        // Another node, which answers, and a program that takes connections and never does.
        let other = net.start(1)?;
        let path = net.folder(0).run_file();
        let mut file = RunFile::load(&path)?.expect("the killed daemon left its file");
        let theirs = RunFile::load(&net.folder(1).run_file())?.expect("the other daemon runs");
        file.api = theirs.api;
        fs::write(&path, serde_json::to_vec(&file)?)?;
        miss_the_daemon(net, "daemon_gone")?;
        ensure!(other.api().status()?.entries == 0);
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        file.api = format!("http://{}", listener.local_addr()?);
        fs::write(&path, serde_json::to_vec(&file)?)?;
        let closing = std::thread::spawn(move || listener.accept().map(drop));
        let ended = emn(net, &["status"])?;
        ensure!(matches!(ended.code, 1 | 4) && !ended.stderr.is_empty(), "{ended:?}");
        closing.join().expect("it only accepts")?;
        Ok(())
    })
}

#[test]
fn commands_show_what_the_node_has_and_verify_checks_all_of_it() -> anyhow::Result<()> {
    with_net(1, |net| {
        let node = net.start(0)?;
        let kept = node.api().publish(&practice("A practice that is kept"))?;
        let gone = node.api().publish(&practice("A practice that is withdrawn"))?;
        node.api().publish(&withdrawal(gone.id))?;
        eventually("the withdrawal shows", || {
            let listed = json(net, &["list"])?;
            ensure!(listed["items"].as_array().is_some_and(|items| items.len() == 1), "{listed}");
            ensure!(listed["items"][0]["id"] == kept.id.to_string(), "{listed}");
            Ok(())
        })?;
        let status = json(net, &["status"])?;
        ensure!(status["entries"] == 3 && status["member"] == "M0", "{status}");
        let shown = emn(net, &["show", &kept.short])?;
        ensure!(shown.code == 0 && shown.stdout.contains("A practice that is kept"), "{shown:?}");
        let refused = emn(net, &["show", &gone.short])?;
        ensure!(refused.code == 3 && refused.stderr.contains("withdrawn"), "{refused:?}");
        // With the daemon, and on the folder alone.
        let running = json(net, &["verify"])?;
        ensure!(running["ok"] == true, "{running}");
        ensure!(node.terminate()?.success());
        let alone = json(net, &["verify"])?;
        ensure!(alone["ok"] == true && alone["entries"] == running["entries"], "{alone} {running}");
        Ok(())
    })
}
