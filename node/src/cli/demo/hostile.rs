//! The hostile side: a peer that speaks the protocol with a stolen transport key, a stranger, and what they make up.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use anyhow::{Context as _, ensure};
use bytes::Bytes;
use emn_protocol::crypto::SigningKey;
use emn_protocol::entry::{self, Place, SignedEntry};
use emn_protocol::ids::{KeyId, MemberId, NetworkId, NodeKey};
use emn_protocol::record::Record;
use emn_protocol::sync::{AllowedPeer, Input, Outbound};
use emn_protocol::verdict::{Reason, Verdict};
use emn_protocol::wire::Response;

use crate::net::{self, EventSink, NetConfig, NetEvent, NetHandle};

/// Before it dials nodes that would usually dial first, and again after a refusal.
const IMPATIENCE: Duration = Duration::from_millis(20);

/// A network layer without a node behind it: it stores nothing, answers nothing, and sends what it is given.
pub(super) struct Impostor {
    net: NetHandle,
}

impl Impostor {
    /// Starts it with this transport key and lets it dial `targets`.
    ///
    /// # Errors
    /// When the network layer does not start.
    pub(super) async fn start(
        network: NetworkId,
        key: &SigningKey,
        run: u64,
        targets: Vec<AllowedPeer>,
    ) -> anyhow::Result<Self> {
        let way: Arc<OnceLock<NetHandle>> = Arc::default();
        let answering = Arc::clone(&way);
        let sink = EventSink::new(move |event| {
            if let (Some(net), Some(answer)) = (answering.get(), answer(&event)) {
                // What it does not answer, the asker gives up on.
                let _ = net.send(answer);
            }
            Ok(())
        });
        let mut config = NetConfig::new(network, key.seed(), run);
        config.timings.dial_first = IMPATIENCE;
        let net = net::spawn(config, sink).await?;
        // Set once, here.
        let _ = way.set(net.clone());
        net.send(Outbound::SetAllowedPeers(targets)).context("the hostile peer's network has stopped")?;
        Ok(Self { net })
    }

    /// Its transport key.
    pub(super) fn key(&self) -> NodeKey {
        self.net.local_key()
    }

    /// To how many nodes it is connected.
    pub(super) fn connections(&self) -> usize {
        self.net.peers().iter().filter(|status| status.connection.is_some()).count()
    }

    /// Gossips bytes as if they were an entry.
    ///
    /// # Errors
    /// When its network has stopped.
    pub(super) fn gossip(&self, frame: Bytes) -> anyhow::Result<()> {
        self.net.send(Outbound::GossipEntry(frame)).context("the hostile peer's network has stopped")
    }

    /// Ends it.
    pub(super) async fn stop(self) {
        self.net.shutdown().await;
    }
}

/// Just enough manners not to be found out by silence.
fn answer(event: &NetEvent) -> Option<Outbound> {
    match event {
        NetEvent::Input(Input::Request { token, .. }) => {
            Some(Outbound::Respond { token: *token, response: Response::Busy })
        }
        NetEvent::Input(Input::GossipEntry { token, .. } | Input::GossipNotice { token, .. }) => {
            Some(Outbound::Judge { token: *token, verdict: Verdict::Ignore(Reason::NothingNew) })
        }
        _ => None,
    }
}

/// An entry that claims to be signed by `victim` but was signed by another key.
///
/// # Errors
/// When the frame is not of the form that is expected here.
pub(super) fn forge(
    network: &NetworkId,
    member: &MemberId,
    victim: &KeyId,
    place: Place,
    record: &Record,
    thief: &SigningKey,
) -> anyhow::Result<Bytes> {
    let honest = entry::sign(network, member, place, record, thief);
    // The key stands once in the frame, in the protected header; the signature is no part of what it covers.
    let own = thief.id();
    let at = find(&honest, own.as_bytes()).context("a frame names the key that signed it")?;
    let mut frame = honest.to_vec();
    frame[at..at + victim.as_bytes().len()].copy_from_slice(victim.as_bytes());
    Ok(frame.into())
}

/// A real entry with one byte of its record changed: a digit of its English summary.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Altered {
    /// The bytes.
    pub(super) frame: Bytes,
    /// The number as its member signed it.
    pub(super) before: String,
    /// The number as it reads now.
    pub(super) after: String,
}

/// Changes one digit of the first number in the English summary of an entry, by `step` from 1 to 9.
///
/// # Errors
/// When the entry has no record with a number in its English summary.
pub(super) fn alter(entry: &SignedEntry, step: u8) -> anyhow::Result<Altered> {
    let record = entry.record().context("the entry has a record")?;
    let summary = record.about().and_then(|about| about.summary.get("en")).context("the record has a summary")?;
    let start = summary.find(|c: char| c.is_ascii_digit()).context("the summary has a number")?;
    let number: String = summary[start..].chars().take_while(|c| c.is_ascii_digit() || *c == ',').collect();
    let before = number.trim_end_matches(',').to_owned();
    let bytes = record.to_bytes();
    ensure!(entry.frame().ends_with(&bytes), "a frame ends with its record");
    let in_record = find(&bytes, summary.as_bytes()).context("the record holds its summary")?;
    let at = entry.frame().len() - bytes.len() + in_record + start;
    let mut frame = entry.frame().to_vec();
    frame[at] = b'0' + (frame[at] - b'0' + step) % 10;
    let after = format!("{}{}", char::from(frame[at]), &before[1..]);
    Ok(Altered { frame: frame.into(), before, after })
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

#[cfg(test)]
mod tests {
    use emn_protocol::disclosure::Policy;
    use emn_protocol::time::Timestamp;

    use super::super::drafts;
    use super::*;

    const POLICY: Policy = Policy { min_frequency: 5, noise_allowed: false };

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_seed(&[seed; 32])
    }

    fn network() -> NetworkId {
        NetworkId::from_bytes([9; 32])
    }

    fn place() -> Place {
        Place { seq: 0, prev: None, time: Timestamp::from_unix(1_700_000_000), roster: 1 }
    }

    fn record() -> Record {
        drafts::piles(&POLICY).unwrap().swap_remove(0).opening
    }

    #[test]
    fn forged_entry_names_its_victim_and_does_not_verify() {
        let member = "NL".parse().unwrap();
        let honest = entry::sign(&network(), &member, place(), &record(), &key(1));
        assert!(SignedEntry::open(&network(), honest.clone()).is_ok());
        let forged = forge(&network(), &member, &key(1).id(), place(), &record(), &key(2)).unwrap();
        assert_eq!(forged.len(), honest.len());
        assert_eq!(SignedEntry::open(&network(), forged.clone()), Err(Reason::BadSignature));
        assert!(find(&forged, key(1).id().as_bytes()).is_some() && find(&forged, key(2).id().as_bytes()).is_none());
    }

    #[test]
    fn altered_entry_differs_in_one_byte_and_is_found_out() {
        let frame = entry::sign(&network(), &"NL".parse().unwrap(), place(), &record(), &key(1));
        let entry = SignedEntry::open(&network(), frame.clone()).unwrap();
        for step in 1..=9 {
            let altered = alter(&entry, step).unwrap();
            let differences = frame.iter().zip(&altered.frame).filter(|(a, b)| a != b).count();
            assert_eq!((differences, altered.frame.len()), (1, frame.len()));
            assert_ne!(altered.before, altered.after);
            assert_eq!(SignedEntry::open(&network(), altered.frame), Err(Reason::RecordMismatch));
        }
    }

    #[test]
    fn every_opening_has_a_number_to_alter() {
        for pile in drafts::piles(&POLICY).unwrap() {
            let frame = entry::sign(&network(), &"NL".parse().unwrap(), place(), &pile.opening, &key(1));
            assert!(alter(&SignedEntry::open(&network(), frame).unwrap(), 1).is_ok());
        }
    }
}
