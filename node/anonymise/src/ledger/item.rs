//! What the ledger keeps.

use std::collections::BTreeMap;

use emn_protocol::codec;
use emn_protocol::ids::{Digest, EntryId};
use emn_protocol::record::{MultiText, Table};
use emn_protocol::time::Timestamp;
use minicbor::{Decode, Encode};

use crate::publication::Publication;

/// A table, as it is published and as it was counted.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Kept {
    /// Where it stands, for messages.
    #[n(0)]
    pub source: String,
    /// As readers see it.
    #[n(1)]
    pub table: Table,
    /// Dimensions that its record fixes.
    #[n(2)]
    pub context: BTreeMap<String, String>,
    /// The counts by position; absent for a table that was made elsewhere.
    #[n(3)]
    pub counts: Option<Vec<Option<i64>>>,
}

impl Kept {
    /// A table in its context.
    pub fn of(publication: &Publication, counts: Option<Vec<Option<i64>>>) -> Self {
        Self {
            source: publication.source.clone(),
            table: publication.table.clone(),
            context: publication.context.clone(),
            counts,
        }
    }

    /// As audit and suppression take it.
    pub fn publication(&self) -> Publication {
        Publication { source: self.source.clone(), table: self.table.clone(), context: self.context.clone() }
    }
}

/// An item of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Item {
    /// A protected table that may be published: known here, unknown to anybody else.
    #[n(0)]
    Prepared {
        /// When.
        #[n(0)]
        time: Timestamp,
        /// The table.
        #[n(1)]
        kept: Kept,
    },
    /// A table that is about to be published, or was. Written before the entry is signed: a table too many in here
    /// does no harm, one too few does.
    #[n(1)]
    Published {
        /// When.
        #[n(0)]
        time: Timestamp,
        /// Names the record: SHA-256 of its bytes.
        #[n(1)]
        record: Digest,
        /// The table.
        #[n(2)]
        kept: Kept,
        /// The entry, for tables that were found in the store and not in the ledger.
        #[n(3)]
        entry: Option<EntryId>,
    },
    /// The record was refused after all: nothing of it was signed.
    #[n(2)]
    Void {
        /// When.
        #[n(0)]
        time: Timestamp,
        /// The record.
        #[n(1)]
        record: Digest,
    },
}

/// The tables that readers may know, the oldest first: published, and not found to be unsigned afterwards.
pub fn published(items: &[Item]) -> Vec<&Kept> {
    let mut known: Vec<(&Digest, &Kept)> = Vec::new();
    for item in items {
        match item {
            Item::Published { record, kept, .. } if !known.contains(&(record, kept)) => {
                known.push((record, kept));
            }
            Item::Void { record, .. } => known.retain(|(known, _)| *known != record),
            Item::Published { .. } | Item::Prepared { .. } => {}
        }
    }
    known.into_iter().map(|(_, kept)| kept).collect()
}

/// Whether readers may know this record already.
pub fn is_published(items: &[Item], of: &Digest) -> bool {
    let told = items.iter().rev().find_map(|item| match item {
        Item::Published { record, .. } if record == of => Some(true),
        Item::Void { record, .. } if record == of => Some(false),
        _ => None,
    });
    told.unwrap_or(false)
}

/// The counts behind a protected table that was prepared or published here.
pub fn counts_of(items: &[Item], table: &Table) -> Option<Vec<Option<i64>>> {
    let digest = table_digest(table);
    items.iter().rev().find_map(|item| match item {
        Item::Prepared { kept, .. } | Item::Published { kept, .. } if table_digest(&kept.table) == digest => {
            kept.counts.clone()
        }
        _ => None,
    })
}

impl Item {
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        codec::encode(self)
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        minicbor::decode(bytes).ok()
    }
}

/// Names a protected table by what readers learn from its figures: measure, dimensions, values, flags and method.
/// Titles, notes and labels may still be edited after it was prepared.
pub fn table_digest(table: &Table) -> Digest {
    let mut bare = table.clone();
    (bare.title, bare.notes) = (MultiText::new(), MultiText::new());
    bare.dimensions.iter_mut().for_each(|dimension| dimension.labels.clear());
    Digest::of(&codec::encode(&bare))
}
