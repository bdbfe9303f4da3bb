//! The folder of a node: what lies where.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use emn_protocol::limits;
use emn_protocol::roster::{RosterError, SignedRoster};

use super::FILE_NAME;

/// Why something in the folder could not be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FolderError {
    /// The disk refused.
    #[error("cannot {action} {}", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file in `rosters/` is no roster.
    #[error("{} is of no use", path.display())]
    Roster {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: RosterError,
    },
    /// A file is larger than anything of its kind.
    #[error("{} has {size} bytes; no roster has more than {limit}", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size in bytes.
        size: u64,
        /// Bytes allowed.
        limit: usize,
    },
}

fn failed(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> FolderError {
    let path = path.to_owned();
    move |source| FolderError::Io { action, path, source }
}

/// The folder of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The folder at this path, whether it is there or not.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// `config.toml`: the settings.
    pub fn config(&self) -> PathBuf {
        self.root.join(FILE_NAME)
    }

    /// `keys/`: see [`crate::identity`].
    pub fn keys(&self) -> PathBuf {
        self.root.join("keys")
    }

    /// `join.toml`: the request to join, for the keyholders.
    pub fn join_request(&self) -> PathBuf {
        self.root.join("join.toml")
    }

    /// `rosters/`: rosters handed to this node, `1.cbor`, `2.cbor`, …; the daemon takes them into the store when it
    /// starts.
    pub fn rosters(&self) -> PathBuf {
        self.root.join("rosters")
    }

    /// `store/`: what the node has of all logs.
    pub fn store(&self) -> PathBuf {
        self.root.join("store")
    }

    /// `index/`: what searches are answered from. It can be made again from the store.
    pub fn index(&self) -> PathBuf {
        self.root.join("index")
    }

    /// `journal/`: a second copy of the node's own entries.
    pub fn journal(&self) -> PathBuf {
        self.root.join("journal")
    }

    /// `people.toml`: the persons who publish here.
    pub fn people(&self) -> PathBuf {
        self.root.join("people.toml")
    }

    /// `accounts.toml`: who signs in here.
    pub fn accounts(&self) -> PathBuf {
        self.root.join("accounts.toml")
    }

    /// `tokens.toml`: what programs sign in with, as hashes.
    pub fn tokens(&self) -> PathBuf {
        self.root.join("tokens.toml")
    }

    /// `desk/`: drafts on their way to a signature.
    pub fn desk(&self) -> PathBuf {
        self.root.join("desk")
    }

    /// `audit.jsonl`: who did what to what is published.
    pub fn audit_log(&self) -> PathBuf {
        self.root.join("audit.jsonl")
    }

    /// `ledger`: every table that was published or prepared here, in full precision, sealed.
    pub fn ledger(&self) -> PathBuf {
        self.root.join("ledger")
    }

    /// `reviews.json`: what second looks at others' records found. It can be made again.
    pub fn reviews(&self) -> PathBuf {
        self.root.join("reviews.json")
    }

    /// `searches.json`: the searches that people keep.
    pub fn searches(&self) -> PathBuf {
        self.root.join("searches.json")
    }

    /// `run.json`: how to reach the daemon, while one runs on this folder.
    pub fn run_file(&self) -> PathBuf {
        self.root.join("run.json")
    }

    /// `sign-in.html`: leads a browser on this machine to a link that signs in once, see `emn open`.
    pub fn sign_in_page(&self) -> PathBuf {
        self.root.join("sign-in.html")
    }

    /// The rosters in `rosters/`, by version. What they are worth, [`emn_protocol::roster::History`] says.
    ///
    /// # Errors
    /// [`FolderError`]; a missing folder has no rosters and is no error.
    pub fn load_rosters(&self) -> Result<Vec<SignedRoster>, FolderError> {
        let folder = self.rosters();
        let items = match fs::read_dir(&folder) {
            Ok(items) => items,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(failed("read the folder", &folder)(error)),
        };
        let mut rosters = Vec::new();
        for item in items {
            let path = item.map_err(failed("read the folder", &folder))?.path();
            if path.extension().is_some_and(|ending| ending == "cbor") {
                rosters.push(load_roster(&path)?);
            }
        }
        rosters.sort_by_key(|signed| signed.roster().version);
        Ok(rosters)
    }

    /// Writes a roster to `rosters/<version>.cbor`; returns the path.
    ///
    /// # Errors
    /// [`FolderError::Io`].
    pub fn save_roster(&self, signed: &SignedRoster) -> Result<PathBuf, FolderError> {
        let folder = self.rosters();
        fs::create_dir_all(&folder).map_err(failed("create the folder", &folder))?;
        let path = folder.join(format!("{}.cbor", signed.roster().version));
        replace_file(&path, signed.bytes()).map_err(failed("write", &path))?;
        Ok(path)
    }
}

/// Reads a roster from a file.
fn load_roster(path: &Path) -> Result<SignedRoster, FolderError> {
    let size = path.metadata().map_err(failed("read", path))?.len();
    if size > limits::ROSTER_BYTES as u64 {
        return Err(FolderError::TooLarge { path: path.to_owned(), size, limit: limits::ROSTER_BYTES });
    }
    let bytes = fs::read(path).map_err(failed("read", path))?;
    SignedRoster::open(bytes.into()).map_err(|source| FolderError::Roster { path: path.to_owned(), source })
}

/// Writes a file so that after a crash it has its old content or the new one, never a part.
///
/// # Errors
/// What the system said; the old content stays.
pub fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace(path, bytes, 0o644)
}

/// As [`replace_file`]; nobody but the owner can read it at any moment.
///
/// # Errors
/// As [`replace_file`].
pub fn replace_private_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace(path, bytes, 0o600)
}

fn replace(path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "the path names no file"))?;
    let mut new_name = name.to_owned();
    new_name.push(".new");
    let new = folder.join(new_name);
    let written = write_and_sync(&new, bytes, mode).and_then(|()| fs::rename(&new, path));
    if let Err(error) = written {
        // It is in nobody's way, but it is litter.
        let _ = fs::remove_file(&new);
        return Err(error);
    }
    File::open(folder)?.sync_all()
}

fn write_and_sync(path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    // One that a crash left may have been readable for others.
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(mode).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaced_file_has_the_new_content_and_no_litter() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        replace_file(&path, b"one").unwrap();
        replace_file(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
        // A folder in place of the file: the new content has nowhere to go.
        fs::create_dir(dir.path().join("b")).unwrap();
        assert!(replace_file(&dir.path().join("b"), b"x").is_err());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2);
    }

    #[test]
    fn roster_file_that_is_none_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder::at(dir.path());
        assert_eq!(folder.load_rosters().unwrap().len(), 0);
        fs::create_dir(folder.rosters()).unwrap();
        fs::write(folder.rosters().join("1.cbor"), "x").unwrap();
        assert!(matches!(folder.load_rosters(), Err(FolderError::Roster { .. })));
        fs::write(folder.rosters().join("1.cbor"), vec![0; limits::ROSTER_BYTES + 1]).unwrap();
        assert!(matches!(folder.load_rosters(), Err(FolderError::TooLarge { .. })));
    }
}
