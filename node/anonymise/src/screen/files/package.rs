//! Zip archives, within bounds.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::FileError;
use super::parts::{Parts, Result};

/// Most entries of one archive.
const MAX_ENTRIES: usize = 20_000;

/// An archive that is open, its entries by name.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    entries: BTreeMap<String, usize>,
}

impl<'a> Package<'a> {
    /// Opens an archive.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| reason(&error))?;
        if archive.len() > MAX_ENTRIES {
            return Err(FileError::TooLarge);
        }
        let mut entries = BTreeMap::new();
        for index in 0..archive.len() {
            let name = archive.name_for_index(index).ok_or(FileError::Damaged)?.map_err(|error| reason(&error))?;
            entries.insert(name.trim_start_matches('/').to_owned(), index);
        }
        Ok(Self { archive, entries })
    }

    /// Whether there is an entry of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.contains_key(name)
    }

    /// The names of all files, in their order.
    pub(super) fn names(&self) -> Vec<String> {
        self.entries.keys().filter(|name| !name.ends_with('/')).cloned().collect()
    }

    /// The bytes of an entry; `None` when there is none. What is unpacked counts, whatever sizes the archive states.
    pub(super) fn get(&mut self, name: &str, parts: &mut Parts) -> Result<Option<Vec<u8>>> {
        let Some(index) = self.entries.get(name) else { return Ok(None) };
        let entry = self.archive.by_index(*index).map_err(|error| reason(&error))?;
        let mut bytes = Vec::new();
        let room = u64::try_from(parts.room()).unwrap_or(u64::MAX);
        entry.take(room.saturating_add(1)).read_to_end(&mut bytes).map_err(|_| FileError::Damaged)?;
        parts.spend(bytes.len())?;
        Ok(Some(bytes))
    }
}

fn reason(error: &ZipError) -> FileError {
    match error {
        ZipError::UnsupportedArchive(why) if *why == ZipError::PASSWORD_REQUIRED => FileError::Encrypted,
        ZipError::InvalidPassword => FileError::Encrypted,
        ZipError::CompressionMethodNotSupported(_) | ZipError::UnsupportedArchive(_) => FileError::Unknown,
        _ => FileError::Damaged,
    }
}
