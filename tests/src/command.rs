//! Commands that end by themselves.

use std::fs::File;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, bail};

use crate::eventually_within;

/// For a command that has nothing to wait for.
const LIMIT: Duration = Duration::from_secs(60);

/// How a command ended, and what it said.
#[derive(Debug, Clone)]
pub struct Finished {
    /// Its exit code.
    pub code: i32,
    /// Its data.
    pub stdout: String,
    /// Its messages.
    pub stderr: String,
}

/// Runs a command to its end. One that does not end is killed.
///
/// # Errors
/// When it cannot be started, does not end, or is ended by a signal.
pub fn finish(command: &mut Command) -> anyhow::Result<Finished> {
    let shown = format!("{command:?}");
    // Files, not pipes: nobody has to read while it runs.
    let folder = tempfile::tempdir()?;
    let [out, err] = ["out", "err"].map(|name| folder.path().join(name));
    command.stdin(Stdio::null()).stdout(File::create(&out)?).stderr(File::create(&err)?);
    let mut child = command.spawn().with_context(|| format!("cannot start {shown}"))?;
    let ended = eventually_within(LIMIT, "the command ends", || child.try_wait()?.context("it still runs"));
    if ended.is_err() {
        // It may have ended just now.
        let _ = child.kill();
        child.wait()?;
    }
    let said = |path| anyhow::Ok(String::from_utf8_lossy(&std::fs::read(path)?).into_owned());
    let (stdout, stderr) = (said(out)?, said(err)?);
    match ended.map(|status| status.code()) {
        Ok(Some(code)) => Ok(Finished { code, stdout, stderr }),
        other => bail!("{shown} ended with {other:?}; stdout: {stdout}; stderr: {stderr}"),
    }
}
