//! What came of the demonstration, as data: what `--json` prints.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use emn_protocol::ids::{Digest, EntryId, KeyId, MemberId, NetworkId, NodeKey};
use emn_protocol::record::{Audience, Kind, MultiText};
use serde::{Serialize, Serializer};

use super::people::Someone;

/// A length of time; as JSON in milliseconds with three decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Millis(pub(super) Duration);

impl Serialize for Millis {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_f64((self.0.as_secs_f64() * 1e6).round() / 1e3)
    }
}

/// Times by member.
pub(super) type Times = BTreeMap<&'static str, Millis>;

/// Everything that happened. Made only when all went as it should.
#[derive(Debug, Serialize)]
pub(super) struct Outcome {
    /// The network.
    pub(super) network: NetworkId,
    /// How many root keys there are, and how many must sign.
    pub(super) root_keys: usize,
    pub(super) threshold: u64,
    /// From nothing to five nodes that run, and that know each other's state.
    pub(super) started_ms: Millis,
    pub(super) connected_ms: Millis,
    /// What was published, in this order.
    pub(super) published: Vec<Publication>,
    /// The node that was away.
    pub(super) absence: Absence,
    /// The roster that came while all ran.
    pub(super) roster_change: RosterChange,
    /// What was refused.
    pub(super) refused: Vec<Refused>,
    /// The nodes at the end; their frontiers are equal.
    pub(super) nodes: Vec<NodeState>,
    pub(super) converged: bool,
    pub(super) entries: u64,
    pub(super) frontier: Digest,
    /// The whole script.
    pub(super) took_ms: Millis,
    /// The HTTP API and the pages of the first node, while it runs.
    pub(super) api: Option<String>,
    /// Who signs in there.
    pub(super) people: Vec<Someone>,
}

/// An entry.
#[derive(Debug, Serialize)]
pub(super) struct Publication {
    pub(super) id: EntryId,
    pub(super) member: MemberId,
    pub(super) kind: Kind,
    pub(super) title: MultiText,
    pub(super) audience: Option<Audience>,
    /// Size of the frame.
    pub(super) bytes: usize,
    /// From the command until it was signed, on disk and in the publisher's lists.
    pub(super) published_ms: Millis,
    /// From the command until the other node had stored it.
    pub(super) received_ms: Times,
}

/// A node that was away.
#[derive(Debug, Serialize)]
pub(super) struct Absence {
    pub(super) member: &'static str,
    /// Entries published meanwhile.
    pub(super) missed: u64,
    /// Until it ran again.
    pub(super) restarted_ms: Millis,
    /// From there until it had the same entries as all others.
    pub(super) caught_up_ms: Millis,
    /// Entries that came by catch-up, and by gossip.
    pub(super) by_catch_up: u64,
    pub(super) by_gossip: u64,
}

/// A roster that came while all ran.
#[derive(Debug, Serialize)]
pub(super) struct RosterChange {
    pub(super) version: u64,
    /// From the command at the first node until the node had installed it.
    pub(super) installed_ms: Times,
}

/// Something that was refused everywhere.
#[derive(Debug, Serialize)]
pub(super) struct Refused {
    /// What it was.
    pub(super) what: &'static str,
    /// The node that offered it.
    pub(super) by: NodeKey,
    /// Stable code of the reason that the nodes gave.
    pub(super) reason: &'static str,
    /// The same for people.
    pub(super) text: String,
    /// From the offer until the node had refused it.
    pub(super) refused_ms: Times,
}

/// A node at the end.
#[derive(Debug, Serialize)]
pub(super) struct NodeState {
    pub(super) member: MemberId,
    pub(super) transport_key: NodeKey,
    pub(super) signing_key: Option<KeyId>,
    pub(super) addresses: Vec<String>,
    pub(super) folder: PathBuf,
    pub(super) roster_version: u64,
    pub(super) entries: u64,
    pub(super) frontier: Digest,
    /// Since the node's start: refusals by code.
    pub(super) refusals: BTreeMap<&'static str, u64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn milliseconds_have_three_decimals() {
        let text = |nanos| serde_json::to_string(&Millis(Duration::from_nanos(nanos))).unwrap();
        assert_eq!([text(4_213_499), text(0), text(1_500_000_000)], ["4.213", "0.0", "1500.0"]);
    }
}
