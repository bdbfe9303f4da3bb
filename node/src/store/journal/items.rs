//! The items of a journal, as bytes.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use bytes::Bytes;
use emn_protocol::ids::Digest;
use emn_protocol::limits;

use super::JournalError;

/// Array of 2, byte string with a length of 4 bytes.
const BEGINNING: [u8; 2] = [0x82, 0x5a];
const BEGINNING_BYTES: usize = 6;
/// Byte string of 8.
const CHECK: u8 = 0x48;
const CHECK_BYTES: usize = 9;

/// Reads whole items from a file's beginning.
pub(super) struct Items {
    path: PathBuf,
    file: BufReader<File>,
    /// Bytes of the items read.
    pub(super) at: u64,
}

impl Items {
    pub(super) fn open(path: &Path) -> Result<Self, JournalError> {
        let io = |source| JournalError::Io { action: "read", path: path.to_owned(), source };
        Ok(Self { path: path.to_owned(), file: BufReader::new(File::open(path).map_err(io)?), at: 0 })
    }

    /// The next frame; none where the file ends or an item is not whole.
    pub(super) fn next_frame(&mut self) -> Result<Option<Bytes>, JournalError> {
        let item = read_item(&mut self.file);
        let item = item.map_err(|source| JournalError::Io { action: "read", path: self.path.clone(), source })?;
        if let Some(frame) = &item {
            self.at += (BEGINNING_BYTES + frame.len() + CHECK_BYTES) as u64;
        }
        Ok(item)
    }
}

fn read_item(file: &mut impl io::Read) -> io::Result<Option<Bytes>> {
    let mut beginning = [0; BEGINNING_BYTES];
    if !read_all(file, &mut beginning)? || beginning[..2] != BEGINNING {
        return Ok(None);
    }
    let [_, _, a, b, c, d] = beginning;
    let Some(size) = usize::try_from(u32::from_be_bytes([a, b, c, d])).ok().filter(|size| *size <= limits::ENTRY_BYTES)
    else {
        return Ok(None);
    };
    let mut rest = vec![0; size + CHECK_BYTES];
    if !read_all(file, &mut rest)? {
        return Ok(None);
    }
    let rest = Bytes::from(rest);
    let frame = rest.slice(..size);
    Ok((rest[size..] == check(&frame)).then_some(frame))
}

/// Fills `buffer`; false if the file ends before.
fn read_all(file: &mut impl io::Read, buffer: &mut [u8]) -> io::Result<bool> {
    match file.read_exact(buffer) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

fn check(frame: &[u8]) -> [u8; CHECK_BYTES] {
    let mut check = [CHECK; CHECK_BYTES];
    check[1..].copy_from_slice(&Digest::of(frame).as_bytes()[..CHECK_BYTES - 1]);
    check
}

pub(super) fn write_item(bytes: &mut Vec<u8>, frame: &[u8]) {
    let size = u32::try_from(frame.len()).expect("a frame is at most 256 KiB");
    bytes.extend_from_slice(&BEGINNING);
    bytes.extend_from_slice(&size.to_be_bytes());
    bytes.extend_from_slice(frame);
    bytes.extend_from_slice(&check(frame));
}
