//! One node in a process of its own, and what the operating system says of that process.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use clap::Args;
use tokio::io::AsyncReadExt as _;

use crate::config::{Config, Folder};
use crate::daemon::{self, Options};

/// What `bench worker` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn bench worker --node FOLDER --until 1000   started by `emn bench catch-up`")]
pub(super) struct WorkerArgs {
    /// Tell when the node has so many entries.
    #[arg(long)]
    until: u64,
    /// The node's folder.
    #[arg(long = "node", value_name = "FOLDER")]
    node: PathBuf,
}

/// Runs the node; says `ready`, then `connected` and `done` with the milliseconds between them; ends with its input.
pub(super) async fn work(args: WorkerArgs) -> anyhow::Result<()> {
    let config = Config::load(&args.node, &[])?;
    let daemon = daemon::start(&Folder::at(&args.node), &config, Options::default()).await?;
    say("ready");
    let mut connected: Option<Instant> = None;
    let mut done = false;
    let mut poll = tokio::time::interval(Duration::from_millis(2));
    let mut input = tokio::io::stdin();
    let mut byte = [0];
    loop {
        tokio::select! {
            _ = input.read(&mut byte) => break,
            _ = poll.tick() => {}
        }
        let snapshot = daemon.engine().snapshot();
        if !snapshot.peers.is_empty() {
            connected.get_or_insert_with(Instant::now);
        }
        if let (Some(since), false) = (connected, done)
            && snapshot.entries >= args.until
        {
            done = true;
            say(&format!("done {}", since.elapsed().as_micros()));
        }
    }
    daemon.stop().await;
    Ok(())
}

fn say(line: &str) {
    let mut stdout = std::io::stdout().lock();
    // Without a listener there is nothing to say.
    let _ = writeln!(stdout, "{line}").and_then(|()| stdout.flush());
}

/// A worker as its parent sees it.
pub(super) struct Worker {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Worker {
    pub(super) fn spawn(node: &Path, until: u64) -> anyhow::Result<Self> {
        let program = std::env::current_exe().context("cannot find this program's own file")?;
        let mut child = Command::new(program)
            .args(["bench", "worker", "--until", &until.to_string(), "--node"])
            .arg(node)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start a second process")?;
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().context("the child has no output")?);
        let mut worker = Self { child, input, output };
        worker.expect("ready")?;
        Ok(worker)
    }

    /// Waits for a line that begins with `word`; returns the rest of it.
    pub(super) fn expect(&mut self, word: &str) -> anyhow::Result<String> {
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        let rest = line.trim().strip_prefix(word).with_context(|| format!("the node ended before it was {word}"))?;
        Ok(rest.trim().to_owned())
    }

    /// Processor time used so far (user and system), and the peak of resident memory in bytes. From `/proc`, so on
    /// Linux only.
    pub(super) fn usage(&self) -> anyhow::Result<(Duration, u64)> {
        let base = PathBuf::from(format!("/proc/{}", self.child.id()));
        let stat = std::fs::read_to_string(base.join("stat")).context("this benchmark reads /proc, as Linux has it")?;
        let status = std::fs::read_to_string(base.join("status"))?;
        Ok((processor_time_of(&stat), peak_of(&status).unwrap_or(0)))
    }
}

fn processor_time_of(stat: &str) -> Duration {
    // The command's name, in brackets, may contain blanks; utime and stime are fields 14 and 15.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |index: usize| fields.get(index).and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
    Duration::from_millis((ticks(11) + ticks(12)) * 10)
}

/// Processor time that this process used so far (user and system) in steps of 10 ms, where the system tells it.
pub(super) fn processor_time() -> Option<Duration> {
    Some(processor_time_of(&std::fs::read_to_string("/proc/self/stat").ok()?))
}

/// The peak of resident memory of this process in bytes, where the system tells it.
pub(super) fn peak_memory() -> Option<u64> {
    peak_of(&std::fs::read_to_string("/proc/self/status").ok()?)
}

/// Resident memory in bytes.
pub(super) struct Resident {
    /// With pages of files, which the system takes back when others need them.
    pub(super) all: u64,
    /// Without them.
    pub(super) anonymous: u64,
}

/// What this process holds now, where the system tells it.
pub(super) fn resident_memory() -> Option<Resident> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    Some(Resident { all: bytes_of(&status, "VmRSS:")?, anonymous: bytes_of(&status, "RssAnon:")? })
}

fn peak_of(status: &str) -> Option<u64> {
    bytes_of(status, "VmHWM:")
}

fn bytes_of(status: &str, line: &str) -> Option<u64> {
    let size = status.lines().find_map(|other| other.strip_prefix(line))?;
    Some(size.trim().trim_end_matches(" kB").parse::<u64>().ok()? * 1024)
}

impl Drop for Worker {
    fn drop(&mut self) {
        // The worker ends when its input does.
        drop(self.input.take());
        let _ = self.child.wait();
    }
}

/// Bytes received on the loopback interface since the machine started, with the headers of IP and TCP or UDP.
pub(super) fn loopback_bytes() -> anyhow::Result<u64> {
    let table = std::fs::read_to_string("/proc/net/dev").context("this benchmark reads /proc, as Linux has it")?;
    let line = table.lines().find_map(|line| line.trim().strip_prefix("lo:")).context("no loopback interface")?;
    line.split_whitespace().next().and_then(|text| text.parse().ok()).context("/proc/net/dev has another form")
}
