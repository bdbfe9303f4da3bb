//! A power cut: what the disk has at one moment is all there is.
//!
//! The node's folder lies on a file system in an image file, mounted as a loop device. What the kernel has written to
//! the device is in the image; what it still holds back is not. A copy of the image is the disk after the cut, and
//! mounting the copy replays the file system's journal, as the next boot would.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, ensure};
use emn_node::config::Folder;
use emn_node::store::{Opened, Store};
use emn_protocol::testing::TestNetwork;
use emn_tests::{NodeProcess, TestNet, Turn, eventually};

use crate::crashing::{Acknowledged, check_folder};
use crate::{copy_folder, with_net};

const CUTS: usize = 10;
/// Size of the image. The store writes in segments of some MiB.
const IMAGE_BYTES: u64 = 256 << 20;

fn run(program: &str, arguments: &[&Path]) -> anyhow::Result<()> {
    let output = Command::new(program).args(arguments).output().with_context(|| format!("cannot run {program}"))?;
    ensure!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

/// A file system in an image file. Dropping it unmounts it.
struct Mounted(PathBuf);

impl Mounted {
    fn mount(image: &Path, at: &Path) -> anyhow::Result<Self> {
        fs::create_dir_all(at)?;
        run("mount", &[Path::new("-o"), Path::new("loop"), image, at])?;
        Ok(Self(at.to_owned()))
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        // A store that was just closed may keep a file for a moment.
        let unmounted = eventually("the image can be unmounted", || run("umount", &[&self.0]));
        if unmounted.is_err() {
            // The folder must not be in the way when the test's folder is removed.
            let _ = run("umount", &[Path::new("-l"), &self.0]);
        }
    }
}

fn make_image(path: &Path) -> anyhow::Result<()> {
    fs::File::create(path)?.set_len(IMAGE_BYTES)?;
    // Nothing is left for the kernel to initialise later: the image stands still when the node does.
    let lazy = Path::new("lazy_itable_init=0,lazy_journal_init=0");
    run("mkfs.ext4", &[Path::new("-q"), Path::new("-F"), Path::new("-E"), lazy, path])
}

/// Copies the image while nothing is written to it: the two are equal, or the copy is made again.
fn copy_image(image: &Path, copy: &Path) -> anyhow::Result<()> {
    eventually("the image stands still while it is copied", || {
        run("cp", &[Path::new("--sparse=always"), image, copy])?;
        run("cmp", &[image, copy])
    })
}

/// A fresh image, mounted. `None` where the machine cannot mount.
#[expect(clippy::print_stderr, reason = "whoever runs the tests must see that this one did nothing")]
fn fresh_image(image: &Path, at: &Path) -> Option<Mounted> {
    match make_image(image).and_then(|()| Mounted::mount(image, at)) {
        Ok(mounted) => Some(mounted),
        Err(error) => {
            eprintln!("SKIPPED: no loop-mounted image on this machine (root and mkfs.ext4 are needed): {error:#}");
            None
        }
    }
}

/// Cuts the power `CUTS` times while the node publishes; each time the copy must hold all that was acknowledged before.
fn cut_again_and_again(
    net: &TestNet,
    node: &NodeProcess,
    image: &Path,
    acknowledged: &Acknowledged,
) -> anyhow::Result<()> {
    for cut in 0..CUTS {
        let enough = acknowledged.len() + 3 + cut * 11 % 37;
        eventually("the node acknowledges more", || {
            ensure!(acknowledged.len() >= enough, "{} records", acknowledged.len());
            Ok(())
        })?;
        let before = acknowledged.all();
        node.pause()?;
        let copy = net.dir().join("copy.img");
        copy_image(image, &copy)?;
        node.resume()?;
        let after = Mounted::mount(&copy, &net.dir().join("after"))?;
        let folder = Folder::at(after.0.join(net.folder(0).root().file_name().context("a folder has a name")?));
        check_folder(&folder, &before).with_context(|| format!("cut {cut}, {} records acknowledged", before.len()))?;
        drop(after);
    }
    Ok(())
}

#[test]
fn power_cut_ten_times_while_publishing_loses_nothing_acknowledged() -> anyhow::Result<()> {
    with_net(1, |net| {
        let (image, disk) = (net.dir().join("disk.img"), net.dir().join("disk"));
        let Some(mounted) = fresh_image(&image, &disk) else { return Ok(()) };
        copy_folder(net.folder(0).root(), &disk)?;
        // The whole way is on the disk before the first record: its making is not what is tested.
        run("sync", &[])?;
        let folder = Folder::at(disk.join(net.folder(0).root().file_name().context("a folder has a name")?));
        let node = NodeProcess::start(net.program(), &folder, &[])?;
        let acknowledged = Acknowledged::default();
        let api = node.api().clone();
        std::thread::scope(|scope| {
            let publishing = scope.spawn(|| acknowledged.publish_until_it_dies(&api, "before the cut"));
            let cuts = cut_again_and_again(net, &node, &image, &acknowledged);
            node.kill()?;
            publishing.join().expect("the publisher returns its errors").and(cuts)
        })?;
        drop(mounted);
        Ok(())
    })
}

/// The store by itself: in a node, the journal's writes to the same file system would save it.
#[test]
fn store_keeps_what_it_flushed_when_the_power_is_cut() -> anyhow::Result<()> {
    let _turn = Turn::take();
    let dir = tempfile::tempdir()?;
    let image = dir.path().join("disk.img");
    let Some(mounted) = fresh_image(&image, &dir.path().join("disk")) else { return Ok(()) };
    let network = TestNetwork::new(1);
    let log = network.members[0].1.id();
    let Opened { mut store, .. } = Store::open(&mounted.0.join("store"))?;
    store.install_roster(network.rosters.newest())?;
    let mut entries = network.chain(0, 300).into_iter();
    let mut flushed = 0;
    for cut in 0..CUTS {
        for page in 1..=1 + cut % 4 {
            let page: Vec<_> = entries.by_ref().take(page * 7 % 11 + 1).collect();
            store.append(&page)?;
            store.flush()?;
            flushed += page.len() as u64;
        }
        let copy = dir.path().join("copy.img");
        copy_image(&image, &copy)?;
        let after = Mounted::mount(&copy, &dir.path().join("after"))?;
        let Opened { store: found, damaged } = Store::open(&after.0.join("store"))?;
        ensure!(damaged.is_none(), "cut {cut}: {damaged:?}");
        let height = found.reader().head(&log)?.height;
        ensure!(height == flushed, "cut {cut}: {height} entries of {flushed} that were flushed");
    }
    Ok(())
}
