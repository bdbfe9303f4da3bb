//! The searches that people keep: a name and the question, each with a feed that no one can find who was not told its
//! address.
//!
//! One file, written anew as a whole. It holds what people look for, so only the node's owner may read it.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use emn_protocol::ids::Digest;
use emn_protocol::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::config::replace_private_file;

/// Searches of one account: more are no help to anybody.
pub const MAX_SEARCHES: usize = 100;
/// Searches of all accounts together.
const MAX_ALL: usize = 20_000;
/// Characters of a name.
pub const NAME_CHARS: usize = 120;
/// Bytes of a question.
pub const QUERY_BYTES: usize = 4096;
/// Bytes of a feed's secret: nobody guesses it.
pub const SECRET_BYTES: usize = 24;
/// Bytes of the file: beyond what it may ever hold.
const FILE_BYTES: u64 = 128 << 20;

/// Why searches were not read, kept or let go.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SearchesError {
    /// The disk refused.
    #[error("cannot {action} {}", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is not as this program writes it.
    #[error("{} does not hold saved searches: {why}; move it away, and people can save theirs again", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// The name will not do.
    #[error("this will not do as a name: write 1 to {NAME_CHARS} characters on one line")]
    Name,
    /// The question is too long.
    #[error("the search has {0} bytes; at most {QUERY_BYTES} are kept")]
    Query(usize),
    /// There are as many as may be.
    #[error("you have {MAX_SEARCHES} saved searches, as many as may be: remove one that you no longer need")]
    TooMany,
    /// The node has as many as may be.
    #[error("this node keeps {MAX_ALL} saved searches, as many as may be")]
    Full,
    /// There is no such search of this account.
    #[error("there is no such saved search")]
    Unknown,
}

/// A search that somebody keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedSearch {
    /// Names it among those of its account.
    pub id: String,
    /// The account, by its lasting id. A feed is served only while this account may sign in.
    pub account: String,
    /// What its owner calls it.
    pub name: String,
    /// The question: what stands after the `?` of the search page.
    pub query: String,
    /// Who knows this reads the feed.
    pub secret: String,
    /// When it was saved.
    pub created: Timestamp,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    #[serde(default)]
    searches: Vec<SavedSearch>,
}

/// All saved searches of a node.
#[derive(Debug, Clone)]
pub struct Searches {
    kept: Arc<Mutex<Kept>>,
    path: Option<PathBuf>,
}

impl Searches {
    /// Searches that are forgotten at the end.
    pub fn in_memory() -> Self {
        Self { kept: Arc::default(), path: None }
    }

    /// The searches in this file; none if there is no file.
    ///
    /// # Errors
    /// [`SearchesError::Io`] or [`SearchesError::Malformed`].
    pub fn open(path: PathBuf) -> Result<Self, SearchesError> {
        let malformed = |why: String| SearchesError::Malformed { path: path.clone(), why };
        let kept = match fs::metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Kept::default(),
            Err(source) => return Err(SearchesError::Io { action: "look at", path, source }),
            Ok(file) if file.len() > FILE_BYTES => return Err(malformed(format!("it has {} bytes", file.len()))),
            Ok(_) => {
                let read = fs::read(&path);
                let bytes = read.map_err(|source| SearchesError::Io { action: "read", path: path.clone(), source })?;
                serde_json::from_slice(&bytes).map_err(|error| malformed(error.to_string()))?
            }
        };
        Ok(Self { kept: Arc::new(Mutex::new(kept)), path: Some(path) })
    }

    /// The searches of an account, the newest first.
    pub fn of(&self, account: &str) -> Vec<SavedSearch> {
        let kept = self.kept();
        kept.searches.iter().rev().filter(|search| search.account == account).cloned().collect()
    }

    /// The search whose feed has this secret.
    pub fn by_secret(&self, secret: &str) -> Option<SavedSearch> {
        // Hashes are compared, so that time tells nothing of how much of a guess is right.
        let wanted = Digest::of(secret.as_bytes());
        self.kept().searches.iter().find(|search| Digest::of(search.secret.as_bytes()) == wanted).cloned()
    }

    /// Keeps a search.
    ///
    /// # Errors
    /// [`SearchesError`]; nothing has changed then.
    pub fn save(
        &self,
        account: &str,
        name: &str,
        query: &str,
        now: Timestamp,
        secret: &[u8; SECRET_BYTES],
    ) -> Result<SavedSearch, SearchesError> {
        let name = name.trim();
        if name.is_empty() || name.chars().count() > NAME_CHARS || name.chars().any(char::is_control) {
            return Err(SearchesError::Name);
        }
        let query = query.trim_start_matches('?');
        if query.len() > QUERY_BYTES {
            return Err(SearchesError::Query(query.len()));
        }
        let secret = BASE64URL_NOPAD.encode(secret);
        // Of the secret, but saying nothing about it.
        let id = HEXLOWER.encode(&Digest::of(format!("search {secret}").as_bytes()).as_bytes()[..8]);
        let search = SavedSearch {
            id,
            account: account.to_owned(),
            name: name.to_owned(),
            query: query.to_owned(),
            secret,
            created: now,
        };
        let mut kept = self.kept();
        if kept.searches.len() >= MAX_ALL {
            return Err(SearchesError::Full);
        }
        if kept.searches.iter().filter(|other| other.account == account).count() >= MAX_SEARCHES {
            return Err(SearchesError::TooMany);
        }
        kept.searches.push(search.clone());
        if let Err(error) = self.write(&kept) {
            kept.searches.pop();
            return Err(error);
        }
        Ok(search)
    }

    /// Lets a search go; its feed ends.
    ///
    /// # Errors
    /// [`SearchesError`]; it is still there then.
    pub fn remove(&self, account: &str, id: &str) -> Result<SavedSearch, SearchesError> {
        let mut kept = self.kept();
        let place = kept.searches.iter().position(|search| search.account == account && search.id == id);
        let place = place.ok_or(SearchesError::Unknown)?;
        let search = kept.searches.remove(place);
        if let Err(error) = self.write(&kept) {
            kept.searches.insert(place, search);
            return Err(error);
        }
        Ok(search)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // What holds the lock changes the list in one step, or puts back what it took.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, kept: &Kept) -> Result<(), SearchesError> {
        let Some(path) = &self.path else { return Ok(()) };
        let bytes = serde_json::to_vec(kept).map_err(io::Error::from);
        let written = bytes.and_then(|bytes| replace_private_file(path, &bytes));
        written.map_err(|source| SearchesError::Io { action: "write", path: path.clone(), source })
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_unix(seconds)
    }

    #[test]
    fn saved_searches_are_there_after_a_restart_for_their_account_only() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("searches.json");
        let searches = Searches::open(path.clone()).unwrap();
        let first = searches.save("a", " Minors ", "?q=minors&kind=report", at(1), &[1; SECRET_BYTES]).unwrap();
        let second = searches.save("a", "All", "", at(2), &[2; SECRET_BYTES]).unwrap();
        searches.save("b", "Other", "q=x", at(3), &[3; SECRET_BYTES]).unwrap();
        assert_eq!((first.name.as_str(), first.query.as_str()), ("Minors", "q=minors&kind=report"));
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let again = Searches::open(path).unwrap();
        assert_eq!(again.of("a"), [second, first.clone()]);
        assert_eq!(again.by_secret(&first.secret), Some(first));
        assert_eq!(again.by_secret(""), None);
    }

    #[test]
    fn removed_search_has_no_feed_and_only_its_account_removes_it() {
        let searches = Searches::in_memory();
        let search = searches.save("a", "x", "q=x", at(1), &[1; SECRET_BYTES]).unwrap();
        assert!(matches!(searches.remove("b", &search.id), Err(SearchesError::Unknown)));
        searches.remove("a", &search.id).unwrap();
        assert_eq!(searches.by_secret(&search.secret), None);
        assert!(matches!(searches.remove("a", &search.id), Err(SearchesError::Unknown)));
    }

    #[test]
    fn searches_without_bound_are_refused() {
        let searches = Searches::in_memory();
        let save = |name: &str, query: &str| searches.save("a", name, query, at(1), &[1; SECRET_BYTES]);
        for name in ["", "  ", "a\nb", &"x".repeat(NAME_CHARS + 1)] {
            assert!(matches!(save(name, "q=x"), Err(SearchesError::Name)), "{name:?}");
        }
        assert!(matches!(save("x", &"q".repeat(QUERY_BYTES + 1)), Err(SearchesError::Query(_))));
        for _ in 0..MAX_SEARCHES {
            save("x", "q=x").unwrap();
        }
        assert!(matches!(save("x", "q=x"), Err(SearchesError::TooMany)));
    }

    #[test]
    fn failed_write_changes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("gone/searches.json");
        let searches = Searches::open(path).unwrap();
        assert!(matches!(searches.save("a", "x", "q", at(1), &[1; SECRET_BYTES]), Err(SearchesError::Io { .. })));
        assert_eq!(searches.of("a"), []);
    }

    #[test]
    fn other_files_are_refused_as_searches() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("searches.json");
        for bad in ["\"x\"", "{\"searches\":[{}]}", "{"] {
            fs::write(&path, bad).unwrap();
            assert!(matches!(Searches::open(path.clone()), Err(SearchesError::Malformed { .. })), "{bad}");
        }
    }
}
