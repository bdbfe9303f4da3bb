//! Rosters: all versions, and the one that froze them.

use std::ops::ControlFlow;

use bytes::Bytes;
use emn_protocol::ids::{Digest, NetworkId};
use emn_protocol::roster::SignedRoster;

use super::kv::{Batch, Order};
use super::reader::more_unless;
use super::{Store, StoreError, StoreReader, layout};

impl Store {
    /// Keeps a roster as the newest. The very roster that is the newest already changes nothing.
    ///
    /// # Errors
    /// [`StoreError::RosterNotNext`], [`StoreError::OtherNetwork`], [`StoreError::Kv`].
    pub fn install_roster(&mut self, roster: &SignedRoster) -> Result<(), StoreError> {
        let (version, digest) = (roster.roster().version, roster.digest());
        if self.newest_roster == Some((version, digest)) {
            return Ok(());
        }
        let network = self.check_network(roster)?;
        let newest = self.newest_roster.map_or(0, |(version, _)| version);
        if version != newest + 1 {
            return Err(StoreError::RosterNotNext { offered: version, newest });
        }
        let mut batch = Batch::new();
        layout::put(&mut batch, layout::roster(version), roster.bytes());
        batch.put(layout::meta(layout::meta::NETWORK), network.as_bytes().to_vec());
        self.kv.apply(batch)?;
        self.newest_roster = Some((version, digest));
        self.network = Some(network);
        Ok(())
    }

    /// Keeps the proof that two valid rosters share a version. An earlier proof stays, if it is of a lower version.
    ///
    /// # Errors
    /// [`StoreError::OtherNetwork`], [`StoreError::Kv`].
    pub fn freeze_roster(&mut self, conflicting: &SignedRoster) -> Result<(), StoreError> {
        self.check_network(conflicting)?;
        let before = self.reader.roster_fork()?;
        let known = before.as_ref().and_then(|bytes| SignedRoster::open(bytes.clone()).ok());
        if known.is_some_and(|known| known.roster().version <= conflicting.roster().version) {
            return Ok(());
        }
        let mut batch = Batch::new();
        self.replace(&mut batch, layout::meta(layout::meta::ROSTER_FORK), conflicting.bytes())?;
        Ok(self.kv.apply(batch)?)
    }

    fn check_network(&self, roster: &SignedRoster) -> Result<NetworkId, StoreError> {
        let offered = roster.network();
        match self.network.filter(|stored| *stored != offered) {
            Some(stored) => Err(StoreError::OtherNetwork { offered, stored }),
            None => Ok(offered),
        }
    }
}

impl StoreReader {
    /// Rosters from version `from` on, ascending: at most `max_count`, and none after `max_bytes` are reached.
    ///
    /// # Errors
    /// As [`Self::frontier`].
    pub fn rosters(&self, from: u64, max_count: usize, max_bytes: usize) -> Result<Vec<Bytes>, StoreError> {
        let mut rows: Vec<(Vec<u8>, Bytes)> = Vec::new();
        if max_count == 0 || max_bytes == 0 {
            return Ok(Vec::new());
        }
        self.scan(&layout::rosters(from), Order::Ascending, |key, value| {
            rows.push((key.to_vec(), Bytes::copy_from_slice(value)));
            Ok(more_unless(rows.len() >= max_count))
        })?;
        let mut bytes = 0;
        let mut rosters = Vec::with_capacity(rows.len());
        for (key, row) in rows {
            let Some(roster) = self.whole(&key, row)? else { break };
            bytes += roster.len();
            rosters.push(roster);
            if bytes >= max_bytes {
                break;
            }
        }
        Ok(rosters)
    }

    /// All rosters, ascending.
    ///
    /// # Errors
    /// As [`Self::frontier`].
    pub fn all_rosters(&self) -> Result<Vec<Bytes>, StoreError> {
        self.rosters(0, usize::MAX, usize::MAX)
    }

    /// The roster that conflicts with the stored one of its version; the rosters are frozen if there is one.
    ///
    /// # Errors
    /// As [`Self::frontier`].
    pub fn roster_fork(&self) -> Result<Option<Bytes>, StoreError> {
        self.value(&layout::meta(layout::meta::ROSTER_FORK))
    }

    /// The network; known once a roster is stored.
    ///
    /// # Errors
    /// As [`Self::frontier`].
    pub fn network(&self) -> Result<Option<NetworkId>, StoreError> {
        match self.get(&layout::meta(layout::meta::NETWORK))? {
            Some(value) => {
                let bytes = value.as_ref().try_into();
                let bytes = bytes.map_err(|_| StoreError::damaged("the network's id has not 32 bytes"))?;
                Ok(Some(NetworkId::from_bytes(bytes)))
            }
            None => Ok(None),
        }
    }

    pub(super) fn newest_roster(&self) -> Result<Option<(u64, Digest)>, StoreError> {
        let mut newest = None;
        self.scan(&layout::rosters(0), Order::Descending, |key, value| {
            newest = Some((key.to_vec(), Bytes::copy_from_slice(value)));
            Ok(ControlFlow::Break(()))
        })?;
        let Some((key, row)) = newest else { return Ok(None) };
        let Some(bytes) = self.whole(&key, row)? else { return Ok(None) };
        let roster = SignedRoster::open(bytes);
        let roster = roster.map_err(|error| StoreError::damaged(format!("the newest roster: {error}")))?;
        Ok(Some((roster.roster().version, roster.digest())))
    }
}
