//! A file that several programs read and change: the daemon and the command line beside it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Bits of a file's mode that nobody but its owner may have.
const OTHERS: u32 = 0o077;
/// Bytes of such a file: ten thousand accounts or tokens.
const FILE_BYTES: u64 = 16 * 1024 * 1024;

/// Why a file was not read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
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
    #[error("{} cannot be used: {why}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// Others than its owner can get at it.
    #[error("{} has mode {mode:04o}: others than its owner can get at it (chmod 600 {})", path.display(), path.display())]
    Permissions {
        /// The file.
        path: PathBuf,
        /// Its mode, the lowest nine bits.
        mode: u32,
    },
}

/// What such a file holds.
pub(crate) trait Content: Default + Clone + Serialize + DeserializeOwned {
    /// First line of the file, for whoever opens it.
    const HEAD: &'static str;

    /// Checks what the form alone does not promise, and makes what look-ups need.
    fn prepare(&mut self) -> Result<(), String>;
}

/// What tells one state of the file from another: each change is a new file in the place of the old one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp([i128; 5]);

impl Stamp {
    fn of(metadata: &fs::Metadata) -> Self {
        let time = |seconds: i64, nanos: i64| i128::from(seconds) * 1_000_000_000 + i128::from(nanos);
        Self([
            metadata.dev().into(),
            metadata.ino().into(),
            metadata.size().into(),
            time(metadata.mtime(), metadata.mtime_nsec()),
            time(metadata.ctime(), metadata.ctime_nsec()),
        ])
    }
}

/// A state of the file: none while there is no file.
#[derive(Debug)]
struct Seen<T> {
    stamp: Option<Stamp>,
    content: Arc<T>,
}

/// The file, and what it held when it was last looked at.
#[derive(Debug)]
pub(crate) struct Kept<T> {
    path: PathBuf,
    seen: Mutex<Option<Seen<T>>>,
}

impl<T: Content> Kept<T> {
    pub(crate) fn at(path: PathBuf) -> Self {
        Self { path, seen: Mutex::new(None) }
    }

    /// What the file holds now. A missing file holds nothing.
    pub(crate) fn read(&self) -> Result<Arc<T>, FileError> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let stamp = match fs::metadata(&self.path) {
            Ok(metadata) => Some(Stamp::of(&metadata)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(source) => return Err(self.failed("read", source)),
        };
        if let Some(seen) = seen.as_ref().filter(|seen| seen.stamp == stamp) {
            return Ok(Arc::clone(&seen.content));
        }
        let (stamp, content) = self.load()?;
        let content = Arc::new(content);
        *seen = Some(Seen { stamp, content: Arc::clone(&content) });
        Ok(content)
    }

    /// Changes the file: nobody else does at the same time, and readers see the old content or the new one.
    pub(crate) fn change<R, E>(&self, change: impl FnOnce(&mut T) -> Result<R, E>) -> Result<R, E>
    where
        E: From<FileError>,
    {
        let lock = self.open_lock()?;
        lock.lock().map_err(|source| self.failed("lock", source))?;
        self.change_locked(change)
    }

    /// Changes the file, or does nothing if somebody else changes it at this moment.
    pub(crate) fn try_change<E>(&self, change: impl FnOnce(&mut T) -> Result<(), E>) -> Result<(), E>
    where
        E: From<FileError>,
    {
        let lock = self.open_lock()?;
        match lock.try_lock() {
            Ok(()) => self.change_locked(change),
            Err(_) => Ok(()),
        }
    }

    fn change_locked<R, E>(&self, change: impl FnOnce(&mut T) -> Result<R, E>) -> Result<R, E>
    where
        E: From<FileError>,
    {
        let (_, mut content) = self.load()?;
        let result = change(&mut content)?;
        content.prepare().map_err(|why| self.malformed(why))?;
        let text = toml::to_string(&content).map_err(|error| self.malformed(error.to_string()))?;
        replace_private(&self.path, format!("{}\n\n{text}", T::HEAD).as_bytes())
            .map_err(|source| self.failed("write", source))?;
        Ok(result)
    }

    /// A file of its own is locked: the one that is changed is another file after each change.
    fn open_lock(&self) -> Result<File, FileError> {
        let path = beside(&self.path, ".lock");
        let open = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(&path);
        open.map_err(|source| FileError::Io { action: "open", path, source })
    }

    fn load(&self) -> Result<(Option<Stamp>, T), FileError> {
        let file = match File::open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((None, T::default())),
            Err(source) => return Err(self.failed("read", source)),
        };
        let metadata = file.metadata().map_err(|source| self.failed("read", source))?;
        if metadata.mode() & OTHERS != 0 {
            return Err(FileError::Permissions { path: self.path.clone(), mode: metadata.mode() & 0o777 });
        }
        let mut text = String::new();
        file.take(FILE_BYTES + 1).read_to_string(&mut text).map_err(|source| self.failed("read", source))?;
        if text.len() as u64 > FILE_BYTES {
            return Err(self.malformed(format!("it has more than {FILE_BYTES} bytes")));
        }
        // The library's message quotes the line, and a line may hold the hash of a password.
        let parsed: Result<T, toml::de::Error> = toml::from_str(&text);
        let mut content = parsed.map_err(|error| self.malformed(position(&text, &error)))?;
        content.prepare().map_err(|why| self.malformed(why))?;
        Ok((Some(Stamp::of(&metadata)), content))
    }

    fn failed(&self, action: &'static str, source: io::Error) -> FileError {
        FileError::Io { action, path: self.path.clone(), source }
    }

    fn malformed(&self, why: String) -> FileError {
        FileError::Malformed { path: self.path.clone(), why }
    }
}

fn position(text: &str, error: &toml::de::Error) -> String {
    let at = error.span().map_or(0, |span| span.start);
    let line = text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
    format!("line {line}: {}", error.message())
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Writes a file that only its owner can read, so that after a crash it has its old content or the new one.
fn replace_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = beside(path, ".new");
    let written = write_private(&new, bytes).and_then(|()| fs::rename(&new, path));
    if let Err(error) = written {
        // It is in nobody's way, but it is litter.
        let _ = fs::remove_file(&new);
        return Err(error);
    }
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // One that a crash left may have another mode.
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
    struct Words {
        words: Vec<String>,
    }

    impl Content for Words {
        const HEAD: &'static str = "# Words.";

        fn prepare(&mut self) -> Result<(), String> {
            if self.words.iter().any(String::is_empty) { Err("a word is empty".to_owned()) } else { Ok(()) }
        }
    }

    fn add(kept: &Kept<Words>, word: &str) -> Result<usize, FileError> {
        kept.change(|content| {
            content.words.push(word.to_owned());
            Ok(content.words.len())
        })
    }

    #[test]
    fn change_is_seen_by_another_reader_at_its_next_look() {
        let dir = tempfile::tempdir().unwrap();
        let (one, two) = (Kept::at(dir.path().join("w.toml")), Kept::<Words>::at(dir.path().join("w.toml")));
        assert_eq!(two.read().unwrap().words.len(), 0);
        for count in 1..20 {
            assert_eq!(add(&one, "x").unwrap(), count);
            assert_eq!(two.read().unwrap().words.len(), count);
        }
        fs::remove_file(dir.path().join("w.toml")).unwrap();
        assert_eq!(two.read().unwrap().words.len(), 0);
    }

    #[test]
    fn unchanged_file_is_not_read_again() {
        let dir = tempfile::tempdir().unwrap();
        let kept = Kept::at(dir.path().join("w.toml"));
        add(&kept, "x").unwrap();
        assert!(Arc::ptr_eq(&kept.read().unwrap(), &kept.read().unwrap()));
    }

    #[test]
    fn many_writers_lose_no_change() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("w.toml");
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let kept = Kept::at(path.clone());
                    for _ in 0..10 {
                        add(&kept, "x").unwrap();
                    }
                });
            }
        });
        assert_eq!(Kept::<Words>::at(path).read().unwrap().words.len(), 40);
    }

    #[test]
    fn file_is_private_and_a_readable_one_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("w.toml");
        let kept = Kept::at(path.clone());
        fs::write(beside(&path, ".new"), "left by a crash").unwrap();
        add(&kept, "x").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
        assert!(!beside(&path, ".new").exists());
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let error = kept.read().unwrap_err();
        assert!(error.to_string().contains("chmod 600"), "{error}");
        assert!(add(&kept, "y").is_err());
    }

    #[test]
    fn damaged_file_is_named_with_its_line_and_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("w.toml");
        let kept = Kept::at(path.clone());
        add(&kept, "x").unwrap();
        for (text, why) in [("words = [\n  \"x\",\n  geheim\n]", "line 3"), ("words = [\"\"]", "a word is empty")] {
            fs::write(&path, text).unwrap();
            let error = kept.read().unwrap_err().to_string();
            assert!(error.contains(why) && !error.contains("geheim"), "{error}");
            assert!(add(&kept, "y").is_err());
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        fs::write(&path, vec![0xff; 10]).unwrap();
        assert!(matches!(kept.read(), Err(FileError::Io { .. })));
    }

    #[test]
    fn refused_change_writes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let kept = Kept::<Words>::at(dir.path().join("w.toml"));
        assert!(add(&kept, "").is_err());
        assert!(!dir.path().join("w.toml").exists());
    }
}
