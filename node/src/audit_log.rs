//! The audit log: who did what to what this node publishes. Append-only, each line bound to the one before by a hash,
//! so that a line that was changed or removed in the middle shows. It never leaves this machine.
//!
//! One JSON object a line: `{"number","time","who","action","details","previous","hash"}`; `hash` is the SHA-256 of the
//! line without it. Details name rules, findings and entries, never matched text or counts.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use emn_protocol::ids::Digest;
use emn_protocol::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Why the log was not read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AuditLogError {
    /// The disk refused.
    #[error("cannot {action} the audit log {}", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A line was changed, removed or damaged.
    #[error("{}: line {line} of the audit log does not follow from the one before: it was changed, or the disk failed", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// The first line that does not fit, from 1.
        line: usize,
    },
}

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditLine {
    /// From 0, without gaps.
    pub number: u64,
    /// When.
    pub time: Timestamp,
    /// Who: a person's name and key, or `node`.
    pub who: String,
    /// What, such as `override` or `publish`.
    pub action: String,
    /// About what.
    pub details: Value,
    /// Hash of the line before; of the first line, 64 zeros.
    pub previous: Digest,
    /// SHA-256 of this line without this field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash: Option<Digest>,
}

impl AuditLine {
    fn digest(&self) -> Digest {
        let unsealed = Self { hash: None, ..self.clone() };
        Digest::of(&serde_json::to_vec(&unsealed).expect("an audit line has text keys and whole numbers"))
    }
}

/// The log in a file. Every call opens it, so that the program beside a running daemon sees and writes the same.
#[derive(Debug, Clone)]
pub struct AuditLog {
    path: PathBuf,
}

impl AuditLog {
    /// The log at this path, whether there is a file or not.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// Its file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// All lines, once the whole chain is verified.
    ///
    /// # Errors
    /// [`AuditLogError`]. A last line without its end was never acknowledged, and is left out.
    pub fn load(&self) -> Result<Vec<AuditLine>, AuditLogError> {
        match self.load_sound()? {
            (lines, None) => Ok(lines),
            (_, Some(line)) => Err(self.broken(line)),
        }
    }

    /// The lines as far as each follows from the one before, and the number, from 1, of the first that does not.
    ///
    /// # Errors
    /// [`AuditLogError::Io`].
    pub fn load_sound(&self) -> Result<(Vec<AuditLine>, Option<usize>), AuditLogError> {
        match fs::read(&self.path) {
            Ok(bytes) => {
                let (lines, _, broken) = sound(&bytes);
                Ok((lines, broken))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok((Vec::new(), None)),
            Err(error) => Err(self.failed("read")(error)),
        }
    }

    /// Adds a line and waits until the disk has it.
    ///
    /// # Errors
    /// [`AuditLogError`]; the log is as it was then. A broken log takes no more lines: what follows would look
    /// trustworthy.
    pub fn append(&self, time: Timestamp, who: &str, action: &str, details: Value) -> Result<AuditLine, AuditLogError> {
        let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(&self.path);
        let mut file = open.map_err(self.failed("open"))?;
        file.lock().map_err(self.failed("lock"))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(self.failed("read"))?;
        let (lines, whole) = match sound(&bytes) {
            (lines, whole, None) => (lines, whole),
            (_, _, Some(line)) => return Err(self.broken(line)),
        };
        let previous = lines.last().and_then(|line| line.hash).unwrap_or(Digest::from_bytes([0; 32]));
        let mut line = AuditLine {
            number: lines.len() as u64,
            time,
            who: who.to_owned(),
            action: action.to_owned(),
            details,
            previous,
            hash: None,
        };
        line.hash = Some(line.digest());
        self.write(&mut file, whole as u64, &line).map_err(self.failed("write"))?;
        Ok(line)
    }

    fn write(&self, file: &mut File, end: u64, line: &AuditLine) -> io::Result<()> {
        let mut text = serde_json::to_vec(line)?;
        text.push(b'\n');
        // A line that a power cut tore was never acknowledged; the new one takes its place.
        file.set_len(end)?;
        file.seek(SeekFrom::Start(end))?;
        let written = file.write_all(&text).and_then(|()| file.sync_all());
        if written.is_err() {
            // If this fails too, the next append does it.
            let _ = file.set_len(end);
        }
        written
    }

    fn broken(&self, line: usize) -> AuditLogError {
        AuditLogError::Broken { path: self.path.clone(), line }
    }

    fn failed(&self, action: &'static str) -> impl FnOnce(io::Error) -> AuditLogError {
        let path = self.path.clone();
        move |source| AuditLogError::Io { action, path, source }
    }
}

/// The lines as far as each follows from the one before, the bytes of all whole lines, and the first line, from 1, that
/// does not follow.
fn sound(bytes: &[u8]) -> (Vec<AuditLine>, usize, Option<usize>) {
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let mut previous = Digest::from_bytes([0; 32]);
    let mut lines: Vec<AuditLine> = Vec::new();
    for (index, text) in bytes[..whole].split_inclusive(|byte| *byte == b'\n').enumerate() {
        let line: Option<AuditLine> = serde_json::from_slice(text).ok();
        let fits = |line: &AuditLine| {
            line.number == index as u64 && line.previous == previous && line.hash == Some(line.digest())
        };
        let Some(line) = line.filter(fits) else { return (lines, whole, Some(index + 1)) };
        previous = line.hash.unwrap_or(previous);
        lines.push(line);
    }
    (lines, whole, None)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn log() -> (tempfile::TempDir, AuditLog) {
        let dir = tempfile::tempdir().unwrap();
        let log = AuditLog::at(dir.path().join("audit.jsonl"));
        (dir, log)
    }

    fn add(log: &AuditLog, action: &str) -> Result<AuditLine, AuditLogError> {
        log.append(Timestamp::from_unix(1), "node", action, json!({"entry": "x"}))
    }

    #[test]
    fn appended_lines_are_read_back_in_order() {
        let (_dir, log) = log();
        assert_eq!(log.load().unwrap(), []);
        let lines = [add(&log, "a").unwrap(), add(&log, "b").unwrap()];
        assert_eq!(log.load().unwrap(), lines);
        assert_eq!(lines[1].previous, lines[0].hash.unwrap());
    }

    #[test]
    fn changed_or_missing_line_is_named_and_nothing_is_added() {
        let (_dir, log) = log();
        for action in ["a", "b", "c"] {
            add(&log, action).unwrap();
        }
        let text = fs::read_to_string(log.path()).unwrap();
        let without_second: String =
            text.split_inclusive('\n').enumerate().filter(|(n, _)| *n != 1).map(|(_, l)| l).collect();
        for (bad, at) in [(text.replace("\"b\"", "\"x\""), 2), (without_second, 2), (text.replacen('{', "[", 1), 1)] {
            fs::write(log.path(), &bad).unwrap();
            assert!(matches!(log.load(), Err(AuditLogError::Broken { line, .. }) if line == at));
            let (sound, broken) = log.load_sound().unwrap();
            assert_eq!((sound.len(), broken), (at - 1, Some(at)));
            assert!(add(&log, "d").is_err());
            assert_eq!(fs::read_to_string(log.path()).unwrap(), bad);
        }
    }

    #[test]
    fn torn_last_line_is_left_out_and_replaced() {
        let (_dir, log) = log();
        add(&log, "a").unwrap();
        let mut text = fs::read_to_string(log.path()).unwrap();
        text.push_str("{\"number\":1,\"ti");
        fs::write(log.path(), text).unwrap();
        assert_eq!(log.load().unwrap().len(), 1);
        add(&log, "b").unwrap();
        assert_eq!(log.load().unwrap().len(), 2);
    }
}
