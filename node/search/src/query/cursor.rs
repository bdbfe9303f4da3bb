//! Where a page ended.

use data_encoding::BASE64URL_NOPAD;
use emn_protocol::ids::Digest;

use super::{Query, QueryError};

/// A place in the order of the answers. Those after it have a smaller one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Position {
    /// What is sorted by: the time, or the score, which depends on the query and the record alone, so that it is the
    /// same on every page; or nothing.
    pub(crate) key: u64,
    pub(crate) arrival: u64,
}

/// Bytes of a query's hash in a cursor: enough to tell queries apart, not against malice, which would only harm itself.
const HASH_BYTES: usize = 8;

/// The hash of a query.
pub(crate) type Hash = [u8; HASH_BYTES];

/// The hash of all that decides which records are found, and in which order.
pub(crate) fn hash(query: &Query) -> Hash {
    let same = Query { limit: 1, cursor: None, facets: false, ..query.clone() };
    let digest = Digest::of(format!("{same:?}").as_bytes());
    digest.as_bytes().first_chunk().copied().unwrap_or_default()
}

impl Position {
    pub(crate) fn to_cursor(self, hash: Hash) -> String {
        let bytes = [hash.as_slice(), &self.key.to_be_bytes(), &self.arrival.to_be_bytes()].concat();
        BASE64URL_NOPAD.encode(&bytes)
    }

    pub(crate) fn from_cursor(cursor: &str, hash: Hash) -> Result<Self, QueryError> {
        let bytes = BASE64URL_NOPAD.decode(cursor.as_bytes()).map_err(|_| QueryError::BadCursor)?;
        let (of, rest) = bytes.split_first_chunk::<HASH_BYTES>().ok_or(QueryError::BadCursor)?;
        let (key, rest) = rest.split_first_chunk().ok_or(QueryError::BadCursor)?;
        let arrival: [u8; 8] = rest.try_into().map_err(|_| QueryError::BadCursor)?;
        if *of != hash {
            return Err(QueryError::OtherCursor);
        }
        Ok(Self { key: u64::from_be_bytes(*key), arrival: u64::from_be_bytes(arrival) })
    }
}
