//! What a node says when it cannot start.

use std::fs;
use std::net::{TcpListener, UdpSocket};
use std::os::unix::fs::PermissionsExt as _;

use anyhow::ensure;
use emn_protocol::testing::practice;
use emn_tests::{Finished, TestNet, finish};

use crate::with_net;

/// Runs `emn run` on node 0's folder, which must fail.
fn fails(net: &TestNet, more: &[&str]) -> anyhow::Result<Finished> {
    let mut command = net.command(0, &["run"]);
    let ended = finish(command.args(more))?;
    ensure!(ended.code != 0, "it started: {ended:?}");
    ensure!(!ended.stderr.contains("panicked"), "{ended:?}");
    Ok(ended)
}

/// The message names all of this.
fn says(ended: &Finished, words: &[&str]) -> anyhow::Result<()> {
    for word in words {
        ensure!(ended.stderr.contains(word), "the message lacks `{word}`: {}", ended.stderr);
    }
    Ok(())
}

#[test]
fn second_daemon_on_one_folder_is_refused_and_the_first_goes_on() -> anyhow::Result<()> {
    with_net(1, |net| {
        let first = net.start(0)?;
        let run_file = fs::read(net.folder(0).run_file())?;
        let folder = net.folder(0).store();
        // Also with ports of its own: the folder is what they must not share.
        for more in [&[][..], &["--set", "node.listen=/ip4/127.0.0.1/tcp/0"]] {
            let second = fails(net, more)?;
            ensure!(second.code == 1, "{second:?}");
            says(&second, &["another", &folder.display().to_string()])?;
        }
        ensure!(first.api().publish(&practice("Still here"))?.seq == 0);
        ensure!(fs::read(net.folder(0).run_file())? == run_file, "the second daemon touched the run file");
        Ok(())
    })
}

#[test]
fn port_that_another_program_has_is_named() -> anyhow::Result<()> {
    with_net(1, |net| {
        let taken = TcpListener::bind(("127.0.0.1", 0))?;
        let port = taken.local_addr()?.port().to_string();
        let api = fails(net, &["--set", &format!("api.listen=127.0.0.1:{port}")])?;
        says(&api, &["port", &port, "api.listen"])?;
        let tcp = fails(net, &["--set", &format!("node.listen=/ip4/127.0.0.1/tcp/{port}")])?;
        says(&tcp, &["port", &port, "taken"])?;
        let socket = UdpSocket::bind(("127.0.0.1", 0))?;
        let port = socket.local_addr()?.port().to_string();
        let udp = fails(net, &["--set", &format!("node.listen=/ip4/127.0.0.1/udp/{port}/quic-v1")])?;
        says(&udp, &["port", &port, "taken"])?;
        for ended in [api, tcp, udp] {
            ensure!(ended.code == 1, "{ended:?}");
        }
        ensure!(!net.folder(0).run_file().exists(), "a daemon that did not start left a run file");
        Ok(())
    })
}

#[test]
fn setting_that_does_not_exist_is_named_with_its_line() -> anyhow::Result<()> {
    with_net(1, |net| {
        let path = net.folder(0).config();
        let mut text = fs::read_to_string(&path)?;
        text.push_str("\n[sync]\ncompare_every_second = 10\n");
        // The section stands there already: its header goes, so that the file is valid but for the name.
        let text = text.replacen("[sync]\n", "", 1);
        fs::write(&path, &text)?;
        let line = text.lines().count();
        let ended = fails(net, &[])?;
        says(&ended, &["compare_every_second", "compare_every_seconds", &line.to_string(), "config.toml"])?;
        let ended = fails(net, &["--set", "api.listn=127.0.0.1:0"])?;
        says(&ended, &["api.listn", "api.listen"])
    })
}

#[test]
fn key_that_others_can_read_is_refused() -> anyhow::Result<()> {
    with_net(1, |net| {
        let key = fs::read_dir(net.folder(0).keys())?.next().expect("the node has keys")?.path();
        fs::set_permissions(&key, fs::Permissions::from_mode(0o644))?;
        let ended = fails(net, &[])?;
        says(&ended, &[&key.display().to_string(), "chmod"])
    })
}

#[test]
fn folder_that_is_a_file_or_holds_nothing_is_explained() -> anyhow::Result<()> {
    with_net(1, |net| {
        let (file, nothing) = (net.dir().join("file"), net.dir().join("nothing"));
        fs::write(&file, "")?;
        for (place, arguments) in [(&file, &["run"][..]), (&file, &["init", "--member", "NL"]), (&nothing, &["run"])] {
            let mut command = std::process::Command::new(net.program());
            let ended = finish(command.arg("--dir").arg(place).args(arguments))?;
            ensure!(ended.code != 0 && !ended.stderr.contains("panicked"), "{arguments:?}: {ended:?}");
            says(&ended, &[&place.display().to_string()])?;
        }
        ensure!(!nothing.exists(), "a command that only reads made a folder");
        Ok(())
    })
}
