//! Drafts as files: `ID.json` is the newest version, `ID.versions/NUMBER.json` are those before.
//!
//! A version is written beside the newest one, then takes its name. Before that, the newest gets a second name among
//! the versions, so that at no moment a version is without a name.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{DeskError, VERSIONS};
use crate::draft::{Draft, DraftId};

/// Bytes of a draft's file: a table of 100,000 cells with its reasons, and texts in many languages.
pub const DRAFT_BYTES: usize = 8 * 1024 * 1024;
/// Version of the files' format.
const FORMAT: u32 = 1;
const ENDING: &str = ".json";
const VERSIONS_ENDING: &str = ".versions";
const NEW_ENDING: &str = ".new";

#[derive(Serialize)]
struct Written<'a> {
    format: u32,
    draft: &'a Draft,
}

#[derive(Deserialize)]
struct Format {
    format: u32,
}

#[derive(Deserialize)]
struct Stored {
    draft: Draft,
}

#[derive(Debug)]
pub(super) struct Files {
    folder: PathBuf,
}

impl Files {
    pub(super) fn open(folder: PathBuf) -> Result<Self, DeskError> {
        make_folder(&folder)?;
        Ok(Self { folder })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file of a draft's newest version.
    pub(super) fn path(&self, id: DraftId) -> PathBuf {
        self.folder.join(format!("{id}{ENDING}"))
    }

    fn versions_folder(&self, id: DraftId) -> PathBuf {
        self.folder.join(format!("{id}{VERSIONS_ENDING}"))
    }

    fn version_path(&self, id: DraftId, version: u64) -> PathBuf {
        self.versions_folder(id).join(format!("{version}{ENDING}"))
    }

    /// All drafts that have a file.
    pub(super) fn ids(&self) -> Result<Vec<DraftId>, DeskError> {
        let named = |name: &str| name.strip_suffix(ENDING)?.parse().ok();
        let mut ids: Vec<DraftId> = names(&self.folder)?.iter().filter_map(|name| named(name)).collect();
        ids.sort_unstable();
        Ok(ids)
    }

    /// Removes what a stop in the middle of a step left behind: it was never acknowledged.
    pub(super) fn sweep(&self, known: impl Fn(DraftId) -> bool) {
        for name in names(&self.folder).unwrap_or_default() {
            let path = self.folder.join(&name);
            if name.ends_with(NEW_ENDING) {
                let _ = fs::remove_file(path);
            } else if let Some(Ok(id)) = name.strip_suffix(VERSIONS_ENDING).map(str::parse::<DraftId>)
                && !known(id)
            {
                let _ = fs::remove_dir_all(path);
            }
        }
    }

    pub(super) fn encode(draft: &Draft) -> Result<Vec<u8>, DeskError> {
        let bytes =
            serde_json::to_vec(&Written { format: FORMAT, draft }).expect("a draft has text keys and whole numbers");
        if bytes.len() > DRAFT_BYTES { Err(DeskError::TooLarge(bytes.len())) } else { Ok(bytes) }
    }

    pub(super) fn read(&self, id: DraftId) -> Result<Draft, DeskError> {
        read(&self.path(id), id)
    }

    pub(super) fn read_version(&self, id: DraftId, version: u64) -> Result<Draft, DeskError> {
        let path = self.version_path(id, version);
        match read(&path, id) {
            Ok(draft) if draft.version != version => {
                Err(DeskError::Damaged { file: path, why: "it holds another version than its name says".to_owned() })
            }
            Err(DeskError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
                Err(DeskError::Missing(id))
            }
            other => other,
        }
    }

    /// The versions before the newest one, ascending.
    pub(super) fn versions(&self, id: DraftId) -> Result<Vec<u64>, DeskError> {
        let folder = self.versions_folder(id);
        if !folder.exists() {
            return Ok(Vec::new());
        }
        let number = |name: &str| name.strip_suffix(ENDING)?.parse().ok();
        let mut versions: Vec<u64> = names(&folder)?.iter().filter_map(|name| number(name)).collect();
        versions.sort_unstable();
        Ok(versions)
    }

    /// Writes the first version of a draft.
    pub(super) fn write_first(&self, id: DraftId, bytes: &[u8]) -> Result<(), DeskError> {
        let versions = self.versions_folder(id);
        make_folder(&versions)?;
        self.replace(id, bytes)
    }

    /// Writes the next version of a draft; `before` is the number of the newest until now.
    pub(super) fn write_next(&self, id: DraftId, before: u64, bytes: &[u8]) -> Result<(), DeskError> {
        let (current, kept) = (self.path(id), self.version_path(id, before));
        make_folder(&self.versions_folder(id))?;
        keep(&current, &kept).map_err(failed("keep", &kept))?;
        sync(&self.versions_folder(id))?;
        self.replace(id, bytes)?;
        // Too many of them do no harm until the next step.
        let versions = self.versions(id).unwrap_or_default();
        for version in versions.iter().take(versions.len().saturating_sub(VERSIONS)) {
            let _ = fs::remove_file(self.version_path(id, *version));
        }
        Ok(())
    }

    fn replace(&self, id: DraftId, bytes: &[u8]) -> Result<(), DeskError> {
        let path = self.path(id);
        let new = self.folder.join(format!("{id}{NEW_ENDING}"));
        let written = write(&new, bytes).and_then(|()| fs::rename(&new, &path));
        if let Err(source) = written {
            let _ = fs::remove_file(&new);
            return Err(failed("write", &path)(source));
        }
        sync(&self.folder)
    }

    /// Removes a draft: first the file that makes it one.
    pub(super) fn remove(&self, id: DraftId) -> Result<(), DeskError> {
        let path = self.path(id);
        fs::remove_file(&path).map_err(failed("remove", &path))?;
        sync(&self.folder)?;
        let versions = self.versions_folder(id);
        match fs::remove_dir_all(&versions) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed("remove", &versions)(error)),
            _ => Ok(()),
        }
    }
}

/// Gives a file a second name; where the disk knows no second names, makes a copy.
fn keep(current: &Path, kept: &Path) -> io::Result<()> {
    match fs::remove_file(kept) {
        // A stop came after this step the last time.
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    fs::hard_link(current, kept).or_else(|_| write(kept, &fs::read(current)?))
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A file that is there may be readable by others.
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn read(path: &Path, id: DraftId) -> Result<Draft, DeskError> {
    let damaged = |why: String| DeskError::Damaged { file: path.to_owned(), why };
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(failed("read", path))?;
    file.take(DRAFT_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(failed("read", path))?;
    if bytes.len() > DRAFT_BYTES {
        return Err(damaged(format!("it is larger than {DRAFT_BYTES} bytes")));
    }
    let unreadable = |error: serde_json::Error| damaged(format!("it is no draft: {error}"));
    let Format { format } = serde_json::from_slice(&bytes).map_err(unreadable)?;
    if format != FORMAT {
        return Err(damaged(format!("it has the format {format}, and this program reads {FORMAT}")));
    }
    let Stored { draft } = serde_json::from_slice(&bytes).map_err(unreadable)?;
    if draft.id != id {
        return Err(damaged(format!("it holds the draft {}", draft.id)));
    }
    super::check_tables(&draft.tables).map_err(|error| damaged(error.to_string()))?;
    Ok(draft)
}

fn names(folder: &Path) -> Result<Vec<String>, DeskError> {
    let entries = fs::read_dir(folder).map_err(failed("list", folder))?;
    // Names that are no text are none of ours.
    Ok(entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect())
}

fn make_folder(path: &Path) -> Result<(), DeskError> {
    DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(failed("make", path))
}

fn sync(folder: &Path) -> Result<(), DeskError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed("write", folder))
}

fn failed<'a>(action: &'static str, path: &'a Path) -> impl FnOnce(io::Error) -> DeskError + 'a {
    move |source| DeskError::Io { action, path: path.to_owned(), source }
}
