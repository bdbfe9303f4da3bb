//! Files that people uploaded to be counted. They name persons, so they wait in memory only, for a short time, and are
//! overwritten when they are let go.

use std::collections::BTreeMap;
use std::fmt;
use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use emn_protocol::time::Timestamp;

use crate::draft::DraftId;

/// Bytes of one file.
pub const FILE_BYTES: usize = 32 * 1024 * 1024;
/// Bytes of all files together, those included that are still coming in.
pub const TOTAL_BYTES: usize = 128 * 1024 * 1024;
/// Seconds that a file waits unused.
pub const IDLE_SECONDS: i64 = 3_600;
/// Bytes that room is made for at first.
const FIRST_BYTES: usize = 64 * 1024;
/// Characters of a file's name.
const NAME_CHARS: usize = 200;

/// Why a file was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UploadError {
    /// It is too large.
    #[error("a file has {} MiB at most; count larger ones with `emn tabulate`", FILE_BYTES / 1024 / 1024)]
    TooLarge,
    /// Others take all the room.
    #[error("too many files are being worked on at this node; try again in some minutes")]
    Full,
    /// It holds nothing.
    #[error("the file is empty")]
    Empty,
}

/// Bytes that are overwritten when they are let go, and counted as long as they are there.
struct Secret {
    bytes: Vec<u8>,
    counted: usize,
    total: Arc<AtomicUsize>,
}

impl Secret {
    fn new(total: Arc<AtomicUsize>) -> Self {
        Self { bytes: Vec::new(), counted: 0, total }
    }

    fn push(&mut self, chunk: &[u8]) -> Result<(), UploadError> {
        let wanted = self.bytes.len().saturating_add(chunk.len());
        if wanted > FILE_BYTES {
            return Err(UploadError::TooLarge);
        }
        if wanted > self.bytes.capacity() {
            // Moved by hand: the vector would leave the old bytes behind.
            let capacity = wanted.max(self.bytes.capacity() * 2).clamp(FIRST_BYTES, FILE_BYTES);
            self.count(capacity)?;
            let mut grown = Vec::with_capacity(capacity);
            grown.extend_from_slice(&self.bytes);
            wipe(&mut self.bytes);
            self.bytes = grown;
        }
        self.bytes.extend_from_slice(chunk);
        Ok(())
    }

    /// Counts so many bytes for this file, if there is room.
    fn count(&mut self, wanted: usize) -> Result<(), UploadError> {
        let more = wanted.saturating_sub(self.counted);
        let room = |taken: usize| taken.checked_add(more).filter(|sum| *sum <= TOTAL_BYTES);
        self.total.fetch_update(Ordering::AcqRel, Ordering::Acquire, room).map_err(|_| UploadError::Full)?;
        self.counted += more;
        Ok(())
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        wipe(&mut self.bytes);
        self.total.fetch_sub(self.counted, Ordering::AcqRel);
    }
}

/// Overwrites bytes; the black box keeps the compiler from leaving out what nobody reads.
fn wipe(bytes: &mut Vec<u8>) {
    bytes.fill(0);
    black_box(bytes.as_ptr());
    black_box(&mut *bytes);
}

/// A file on its way in, chunk by chunk: it counts against the room from its first byte.
pub struct Receiving {
    secret: Secret,
}

impl Receiving {
    /// Takes the next bytes.
    ///
    /// # Errors
    /// [`UploadError::TooLarge`], [`UploadError::Full`]; what came is overwritten when this is dropped.
    pub fn push(&mut self, chunk: &[u8]) -> Result<(), UploadError> {
        self.secret.push(chunk)
    }

    /// Bytes until now.
    pub fn len(&self) -> usize {
        self.secret.bytes.len()
    }

    /// Whether nothing came yet.
    pub fn is_empty(&self) -> bool {
        self.secret.bytes.is_empty()
    }
}

impl fmt::Debug for Receiving {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiving").field("bytes", &self.len()).finish_non_exhaustive()
    }
}

/// A file that came whole.
pub struct Upload {
    name: String,
    secret: Secret,
}

impl Upload {
    /// Its name, for people: without folders, control characters and the excess of long names.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What is in it. Confidential.
    pub fn bytes(&self) -> &[u8] {
        &self.secret.bytes
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload").field("bytes", &self.bytes().len()).finish_non_exhaustive()
    }
}

/// The files that wait, one for each draft.
#[derive(Default)]
pub struct Uploads {
    files: Mutex<BTreeMap<DraftId, (Timestamp, Arc<Upload>)>>,
    total: Arc<AtomicUsize>,
}

impl Uploads {
    /// None.
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins to take a file in.
    pub fn receive(&self) -> Receiving {
        Receiving { secret: Secret::new(Arc::clone(&self.total)) }
    }

    /// Keeps a file for a draft, in place of the one before.
    ///
    /// # Errors
    /// [`UploadError::Empty`].
    pub fn keep(
        &self,
        draft: DraftId,
        name: &str,
        file: Receiving,
        now: Timestamp,
    ) -> Result<Arc<Upload>, UploadError> {
        if file.is_empty() {
            return Err(UploadError::Empty);
        }
        let upload = Arc::new(Upload { name: clean(name), secret: file.secret });
        self.files().insert(draft, (now, Arc::clone(&upload)));
        Ok(upload)
    }

    /// The file of a draft, unless it waited too long. To look at it is to use it.
    pub fn get(&self, draft: DraftId, now: Timestamp) -> Option<Arc<Upload>> {
        self.sweep(now);
        let mut files = self.files();
        let (used, upload) = files.get_mut(&draft)?;
        *used = now;
        Some(Arc::clone(upload))
    }

    /// Lets the file of a draft go: its table is made, or it is not wanted any more.
    pub fn remove(&self, draft: DraftId) {
        self.files().remove(&draft);
    }

    /// Lets all files go that waited too long unused.
    pub fn sweep(&self, now: Timestamp) {
        // A clock that was set back must not keep them for ever.
        self.files().retain(|_, (used, _)| (now.unix() - used.unix()).abs() < IDLE_SECONDS);
    }

    /// Bytes that are taken.
    pub fn taken(&self) -> usize {
        self.total.load(Ordering::Acquire)
    }

    fn files(&self) -> MutexGuard<'_, BTreeMap<DraftId, (Timestamp, Arc<Upload>)>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Uploads {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Uploads").field("files", &self.files().len()).field("bytes", &self.taken()).finish()
    }
}

fn clean(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !c.is_control()).take(NAME_CHARS).collect();
    if name.trim().is_empty() { "cases".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_unix(seconds)
    }

    fn id(number: u8) -> DraftId {
        DraftId::from_bytes([number; 8])
    }

    fn keep(uploads: &Uploads, draft: DraftId, bytes: &[u8], now: Timestamp) -> Result<Arc<Upload>, UploadError> {
        let mut file = uploads.receive();
        bytes.chunks(100_000).try_for_each(|chunk| file.push(chunk))?;
        uploads.keep(draft, "a/b\\cases\u{7}.csv", file, now)
    }

    #[test]
    fn file_waits_for_its_draft_until_it_is_let_go() {
        let uploads = Uploads::new();
        let bytes: Vec<u8> = (0..200_001u32).map(|n| (n % 251) as u8).collect();
        keep(&uploads, id(1), &bytes, at(0)).unwrap();
        let found = uploads.get(id(1), at(10)).unwrap();
        assert_eq!((found.name(), found.bytes()), ("cases.csv", bytes.as_slice()));
        assert!(uploads.get(id(2), at(10)).is_none());
        uploads.remove(id(1));
        assert!(uploads.get(id(1), at(10)).is_none());
        assert!(uploads.taken() > 0, "somebody still counts it");
        drop(found);
        assert_eq!(uploads.taken(), 0);
    }

    #[test]
    fn unused_file_is_let_go_after_an_hour() {
        let uploads = Uploads::new();
        keep(&uploads, id(1), b"x", at(0)).unwrap();
        assert!(uploads.get(id(1), at(IDLE_SECONDS - 1)).is_some());
        assert!(uploads.get(id(1), at(2 * IDLE_SECONDS - 2)).is_some());
        uploads.sweep(at(3 * IDLE_SECONDS));
        assert_eq!(uploads.taken(), 0);
        assert!(uploads.get(id(1), at(3 * IDLE_SECONDS)).is_none());
    }

    #[test]
    fn size_is_bounded_for_one_file_and_for_all() {
        let uploads = Uploads::new();
        let whole = vec![1u8; FILE_BYTES];
        for number in 0..4 {
            keep(&uploads, id(number), &whole, at(0)).unwrap();
        }
        assert_eq!(uploads.taken(), TOTAL_BYTES);
        assert_eq!(keep(&uploads, id(9), b"x", at(0)).map(|_| ()), Err(UploadError::Full));
        uploads.remove(id(0));
        let mut file = uploads.receive();
        file.push(&whole).unwrap();
        assert_eq!(file.push(b"x"), Err(UploadError::TooLarge));
        drop(file);
        assert_eq!(uploads.taken(), TOTAL_BYTES - FILE_BYTES);
        assert_eq!(keep(&uploads, id(9), b"", at(0)).map(|_| ()), Err(UploadError::Empty));
    }

    #[test]
    fn debug_output_shows_nothing_of_a_file() {
        let uploads = Uploads::new();
        let upload = keep(&uploads, id(1), b"Jansen", at(0)).unwrap();
        let shown = format!("{upload:?} {uploads:?} {:?}", uploads.receive());
        assert!(!shown.contains("Jansen") && !shown.contains("74"), "{shown}");
    }
}
