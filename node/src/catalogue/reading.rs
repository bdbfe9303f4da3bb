//! What of the catalogue somebody may read.
//!
//! A catalogue [for the public](Catalogue::for_the_public) shows public records and nothing that follows from others: not
//! in lists, counts, figures or links, and it says of a record that it does not show the same as of one that there is not.

use emn_protocol::ids::{EntryId, MemberId};
use emn_protocol::record::Audience;
use emn_search::index::Index;
use emn_search::query::Query;

use super::item::{Act, Item};
use super::{Catalogue, Listed};
use crate::store::StoreError;

/// Which records readers may see.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Reading {
    /// All.
    #[default]
    All,
    /// Those that are public, whose newest version is public too: who narrows an audience later means it.
    Public,
}

impl Reading {
    /// The only audience whose records count, if not all do.
    pub fn audience(self) -> Option<Audience> {
        match self {
            Self::All => None,
            Self::Public => Some(Audience::Public),
        }
    }
}

impl Catalogue {
    /// The same catalogue, for readers who may see public records only.
    #[must_use]
    pub fn for_the_public(&self) -> Self {
        Self { reading: Reading::Public, ..self.clone() }
    }

    /// Which records its readers may see.
    pub fn reading(&self) -> Reading {
        self.reading
    }

    /// The question that these readers may ask; none when nothing of it is for them. Versions that others replace are
    /// not listed for the public: whether what replaces them is public, no index tells.
    pub(super) fn admitted(&self, query: &Query) -> Option<Query> {
        let Some(audience) = self.reading.audience() else { return Some(query.clone()) };
        let asked = query.audience.is_none_or(|asked| asked == audience);
        asked.then(|| Query {
            audience: Some(audience),
            include_superseded: false,
            include_withdrawn: false,
            ..query.clone()
        })
    }

    /// An entry as these readers may see it; nothing if they may not.
    pub(super) fn for_these_readers(&self, index: &Index, mut listed: Listed) -> Result<Option<Listed>, StoreError> {
        if self.reading == Reading::All {
            return Ok(Some(listed));
        }
        // What is withdrawn or erased says no more who might read it.
        if listed.withdrawn.is_some() || !is_public(&listed.item) {
            return Ok(None);
        }
        let newest = newest(index, &listed.item.id, &listed.item.member);
        if newest != listed.item.id && !self.is_public(&newest)? {
            return Ok(None);
        }
        if let Some(by) = listed.superseded_by
            && !self.is_public(&by)?
        {
            // A version between two public ones.
            listed.superseded_by = Some(newest);
        }
        if let Some(Act::Supersedes(target)) = &listed.item.act
            && !self.is_public(target)?
        {
            listed.item.act = None;
        }
        Ok(Some(listed))
    }

    /// Whether the record of an entry says that it is public.
    fn is_public(&self, id: &EntryId) -> Result<bool, StoreError> {
        Ok(self.shared.store.entry(id)?.is_some_and(|entry| is_public(&Item::read(&entry))))
    }
}

fn newest(index: &Index, id: &EntryId, member: &MemberId) -> EntryId {
    index.relations().newest(id, member)
}

/// A withdrawal, and what is erased or of a newer version, says nothing and is not.
fn is_public(item: &Item) -> bool {
    item.card.as_ref().is_some_and(|card| card.audience == Audience::Public)
}
