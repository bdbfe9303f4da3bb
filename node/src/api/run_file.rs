//! How a command finds the daemon of a folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Token;
use super::auth::instance_of;
use crate::config::replace_private_file;

/// What a daemon leaves in its folder while it runs. Only its owner may read it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunFile {
    /// Where the API is, such as `http://127.0.0.1:7451`.
    pub api: String,
    /// What a caller must know to write.
    pub token: String,
    /// The daemon's process.
    pub pid: u32,
}

impl std::fmt::Debug for RunFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RunFile").field("api", &self.api).field("pid", &self.pid).finish_non_exhaustive()
    }
}

/// Why the file could not be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunFileError {
    /// The operating system refused.
    #[error("cannot {action} {}", path.display())]
    Io {
        /// What was tried, as a verb.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The file is not one of a daemon.
    #[error("{} is not what a daemon writes; delete it and start `emn run` again", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: serde_json::Error,
    },
}

impl RunFile {
    /// The file of a daemon whose API is at this address.
    pub fn new(address: std::net::SocketAddr, token: &Token, pid: u32) -> Self {
        Self { api: format!("http://{address}"), token: token.as_str().to_owned(), pid }
    }

    /// Name of the run, as every answer of its API carries it.
    pub fn instance(&self) -> String {
        instance_of(&self.token)
    }

    /// Reads the file at [`Folder::run_file`](crate::config::Folder::run_file); none when no daemon left one.
    ///
    /// # Errors
    /// [`RunFileError`].
    pub fn load(path: &Path) -> Result<Option<Self>, RunFileError> {
        let path = path.to_owned();
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(RunFileError::Io { action: "read", path, source }),
        };
        serde_json::from_slice(&bytes).map(Some).map_err(|source| RunFileError::Malformed { path, source })
    }

    /// Writes the file, in the place of one that an earlier run left. Nobody sees half of it, and nobody but the owner
    /// can read it at any moment.
    ///
    /// # Errors
    /// [`RunFileError::Io`].
    pub fn save(&self, path: &Path) -> Result<(), RunFileError> {
        let io = |source| RunFileError::Io { action: "write", path: path.to_owned(), source };
        let mut text = serde_json::to_vec_pretty(self).map_err(|error| io(error.into()))?;
        text.push(b'\n');
        replace_private_file(path, &text).map_err(io)
    }

    /// Removes the file, if it is still the one of this run.
    ///
    /// # Errors
    /// [`RunFileError`].
    pub fn remove(&self, path: &Path) -> Result<(), RunFileError> {
        if Self::load(path)?.as_ref() != Some(self) {
            return Ok(());
        }
        let io = |source| RunFileError::Io { action: "remove", path: path.to_owned(), source };
        fs::remove_file(path).map_err(io)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(seed: u8) -> RunFile {
        RunFile::new(([127, 0, 0, 1], 7451).into(), &Token::from_random([seed; 32]), 42)
    }

    #[test]
    fn run_file_round_trips_and_is_for_its_owner_only() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("run.json");
        assert_eq!(RunFile::load(&path).unwrap(), None);
        file(1).save(&path).unwrap();
        file(2).save(&path).unwrap();
        assert_eq!(RunFile::load(&path).unwrap(), Some(file(2)));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn run_file_of_a_later_run_is_not_removed() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("run.json");
        file(2).save(&path).unwrap();
        file(1).remove(&path).unwrap();
        assert_eq!(RunFile::load(&path).unwrap(), Some(file(2)));
        file(2).remove(&path).unwrap();
        assert_eq!(RunFile::load(&path).unwrap(), None);
    }

    #[test]
    fn run_file_shows_no_token_in_debug_and_other_text_is_refused() {
        assert!(!format!("{:?}", file(7)).contains("0707"));
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("run.json");
        fs::write(&path, "{}").unwrap();
        assert!(matches!(RunFile::load(&path), Err(RunFileError::Malformed { .. })));
    }
}
