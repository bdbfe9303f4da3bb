//! The page that says how the network is, as this node sees it.

use askama::Template;
use emn_protocol::ids::EntryId;
use emn_protocol::roster::Status;
use emn_protocol::time::Timestamp;

use crate::Frame;

/// The page.
#[derive(Debug, Template)]
#[template(path = "network.html")]
pub struct NetworkPage<'a> {
    /// What stands around it.
    pub frame: &'a Frame,
    /// This node.
    pub node: Node,
    /// What needs somebody's attention, most urgent first.
    pub warnings: Vec<Warning>,
    /// The members.
    pub members: Vec<Member>,
    /// The other nodes of the roster.
    pub peers: Vec<Peer>,
    /// The logs.
    pub logs: Vec<Log>,
}

/// This node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Name of the network.
    pub network: String,
    /// The beginning of the network's id.
    pub network_id: String,
    /// The beginning of the node's transport key.
    pub key: String,
    /// The member that it publishes for; absent when it only reads.
    pub member: Option<String>,
    /// The beginning of its signing key, to compare over the telephone.
    pub fingerprint: Option<String>,
    /// When it started.
    pub started: Timestamp,
    /// Now.
    pub now: Timestamp,
    /// Version of the roster in force.
    pub roster: u64,
    /// When that roster expires.
    pub roster_expires: Timestamp,
    /// Accepted entries.
    pub entries: u64,
    /// Entries in the catalogue.
    pub catalogue: u64,
    /// Bytes on disk, when that can be told.
    pub bytes: Option<u64>,
    /// Other nodes in the roster.
    pub known: u64,
    /// Of these, connected.
    pub connected: u64,
    /// Of these, known to have the same entries.
    pub equal: u64,
    /// Entries published here since the start.
    pub published: u64,
    /// Entries accepted by gossip since the start.
    pub by_gossip: u64,
    /// Entries accepted by catch-up since the start.
    pub by_catch_up: u64,
}

impl NetworkPage<'_> {
    fn running(&self) -> String {
        let since = lasted(self.frame, seconds(self.node.started, self.node.now));
        self.frame.tx("network-running-for", &[("version", &self.frame.site.version), ("time", &since)])
    }

    fn roster(&self) -> String {
        let (version, expires) = (self.frame.number(self.node.roster), self.frame.day(self.node.roster_expires));
        self.frame.tx("network-roster-until", &[("version", &version), ("day", &expires)])
    }

    fn came(&self) -> String {
        let number = |count: u64| self.frame.number(count);
        let node = &self.node;
        let (here, gossip, caught) = (number(node.published), number(node.by_gossip), number(node.by_catch_up));
        self.frame.tx("network-came-by", &[("here", &here), ("gossip", &gossip), ("caught", &caught)])
    }

    fn disk(&self) -> String {
        self.node.bytes.map_or_else(|| self.frame.t("network-unknown"), |bytes| self.frame.bytes(bytes))
    }

    fn connected(&self) -> String {
        let number = |count: u64| self.frame.number(count);
        let (connected, known, equal) = (number(self.node.connected), number(self.node.known), number(self.node.equal));
        self.frame.tx("network-connected-to", &[("connected", &connected), ("known", &known), ("equal", &equal)])
    }

    fn online(&self, member: &Member) -> String {
        if member.nodes == 0 {
            return self.frame.t("network-no-node");
        }
        let (online, nodes) = (self.frame.number(member.online), self.frame.number(member.nodes));
        self.frame.tx("network-online-of", &[("online", &online), ("nodes", &nodes)])
    }

    fn when(&self, time: &Option<Timestamp>) -> String {
        time.map_or_else(|| self.frame.t("network-never"), |time| self.frame.time(time))
    }

    fn since(&self, link: &Connection) -> String {
        self.frame.tx("network-since", &[("time", &lasted(self.frame, link.seconds))])
    }

    fn equal(&self, peer: &Peer) -> String {
        self.frame.t(match peer.equal {
            Some(true) => "network-same-yes",
            Some(false) => "network-same-no",
            None => "network-same-unknown",
        })
    }

    fn way(&self, link: &Connection) -> String {
        let direction = if link.outgoing { "network-outgoing" } else { "network-incoming" };
        let mut parts = vec![link.transport.clone(), self.frame.t(link.place.text()), self.frame.t(direction)];
        parts.extend(link.millis.map(|millis| format!("{}\u{a0}ms", self.frame.number(millis))));
        parts.join(", ")
    }

    fn agent(&self, link: &Connection) -> String {
        link.agent.clone().unwrap_or_else(|| self.frame.t("network-unknown"))
    }

    fn key_state(&self, log: &Log) -> String {
        match &log.state {
            LogState::Open => self.frame.tx("network-key-until", &[("day", &self.frame.day(log.until))]),
            LogState::Ended => self.frame.tx("network-key-ended", &[("day", &self.frame.day(log.until))]),
            LogState::Early => self.frame.t("network-key-early"),
            LogState::Revoked(reason) => self.frame.tx("network-key-revoked", &[("reason", reason)]),
            LogState::Frozen(seq) => self.frame.tx("network-key-frozen", &[("number", &self.frame.number(*seq))]),
        }
    }
}

/// How long something has lasted, in the two largest units.
fn lasted(frame: &Frame, seconds: u64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
    let parts = match (days, hours, minutes) {
        (0, 0, 0) => return frame.t("network-moments"),
        (0, 0, minutes) => [(minutes, "network-minutes"), (0, "")],
        (0, hours, minutes) => [(hours, "network-hours"), (minutes, "network-minutes")],
        (days, hours, _) => [(days, "network-days"), (hours, "network-hours")],
    };
    let said = parts.iter().filter(|(count, _)| *count > 0).map(|(count, id)| frame.tc(id, *count));
    said.collect::<Vec<_>>().join(" ")
}

/// Seconds from one moment to a later one.
fn seconds(from: Timestamp, to: Timestamp) -> u64 {
    u64::try_from(to.unix().saturating_sub(from.unix())).unwrap_or(0)
}

/// Kinds of warnings. The texts `network-w-…`, `network-w-…-means` and `network-w-…-do` belong to each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The disk takes nothing any more.
    Storage,
    /// Two valid rosters have one version.
    RosterFrozen,
    /// A key signed one number twice.
    LogFrozen,
    /// The roster has expired.
    RosterExpired,
    /// The roster expires soon.
    RosterExpires,
    /// A member signed an entry that breaks a rule.
    BrokenRule,
    /// A second look found something in published records.
    Review,
    /// Nothing may be published now.
    Hold,
    /// No other node is connected.
    Alone,
    /// A node stays out for a while, since it broke the protocol.
    Paused,
    /// The catalogue is being built.
    Catalogue,
}

impl Kind {
    /// All kinds, most urgent first.
    pub const ALL: [Self; 11] = [
        Self::Storage,
        Self::RosterFrozen,
        Self::LogFrozen,
        Self::RosterExpired,
        Self::BrokenRule,
        Self::Review,
        Self::Hold,
        Self::Alone,
        Self::Paused,
        Self::RosterExpires,
        Self::Catalogue,
    ];

    /// Its name in the texts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Storage => "storage",
            Self::RosterFrozen => "roster-frozen",
            Self::LogFrozen => "log-frozen",
            Self::RosterExpired => "roster-expired",
            Self::RosterExpires => "roster-expires",
            Self::BrokenRule => "broken-rule",
            Self::Review => "review",
            Self::Hold => "hold",
            Self::Alone => "alone",
            Self::Paused => "paused",
            Self::Catalogue => "catalogue",
        }
    }

    /// Whether somebody has to act today.
    pub fn is_urgent(self) -> bool {
        !matches!(self, Self::RosterExpires | Self::Catalogue | Self::Alone | Self::Paused)
    }
}

/// Something that needs attention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// What.
    pub kind: Kind,
    /// The words that its text has, such as `member`.
    pub words: Vec<(&'static str, String)>,
    /// What this node's program says of it, in English; may be empty.
    pub detail: String,
    /// Records that it is about, the first few.
    pub records: Vec<EntryId>,
}

impl Warning {
    fn text(&self, frame: &Frame, ending: &str) -> String {
        let words: Vec<(&'static str, &str)> = self.words.iter().map(|(name, word)| (*name, word.as_str())).collect();
        frame.tx(&format!("network-w-{}{ending}", self.kind.name()), &words)
    }
}

/// A member of the network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The language of the name, where it is not the page's; else empty.
    pub lang: String,
    /// What it is in the network.
    pub status: Status,
    /// Its nodes.
    pub nodes: u64,
    /// Of these, reachable now.
    pub online: u64,
    /// It is this node's member.
    pub here: bool,
    /// Entries of all its logs.
    pub entries: u64,
    /// When it last signed something that is here.
    pub moved: Option<Timestamp>,
}

impl Member {
    fn status(&self, frame: &Frame) -> String {
        frame.t(match self.status {
            Status::Member => "network-status-member",
            Status::Observer => "network-status-observer",
            Status::Institution => "network-status-institution",
            Status::Expelled => "network-status-expelled",
        })
    }
}

/// Another node of the roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peer {
    /// Code of the member that it belongs to.
    pub member: String,
    /// The beginning of its transport key.
    pub key: String,
    /// The connection, when there is one.
    pub link: Option<Connection>,
    /// It has the same entries; absent when that is not known.
    pub equal: Option<bool>,
    /// Dials that failed since the last success.
    pub failures: u32,
    /// Why there is no connection.
    pub reason: Option<Reason>,
    /// What this node's program says of the last failure, in English.
    pub detail: String,
}

/// A connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    /// Seconds that it has lasted.
    pub seconds: u64,
    /// How it is carried.
    pub transport: String,
    /// Where the other end is.
    pub place: Place,
    /// This node dialled.
    pub outgoing: bool,
    /// The other end's program and version.
    pub agent: Option<String>,
    /// Round trip in milliseconds.
    pub millis: Option<u32>,
}

/// Where an address leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// This machine.
    Here,
    /// A private network.
    Private,
    /// The internet.
    Internet,
    /// It cannot be told.
    Unknown,
}

impl Place {
    fn text(self) -> &'static str {
        match self {
            Self::Here => "network-place-here",
            Self::Private => "network-place-private",
            Self::Internet => "network-place-internet",
            Self::Unknown => "network-unknown",
        }
    }
}

/// Why a node cannot be reached. The texts `network-reason-…` and `network-reason-…-do` belong to each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Nobody listens at the address.
    Refused,
    /// No answer came.
    Silent,
    /// The network knows no way.
    Unreachable,
    /// The name has no address.
    Name,
    /// Somebody else answers.
    OtherNode,
    /// It broke the protocol and stays out for a while.
    Paused,
    /// The roster has no address, or none was tried yet.
    NotTried,
    /// Anything else.
    Other,
}

impl Reason {
    /// All reasons.
    pub const ALL: [Self; 8] = [
        Self::Refused,
        Self::Silent,
        Self::Unreachable,
        Self::Name,
        Self::OtherNode,
        Self::Paused,
        Self::NotTried,
        Self::Other,
    ];

    /// Its name in the texts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Silent => "silent",
            Self::Unreachable => "unreachable",
            Self::Name => "name",
            Self::OtherNode => "other-node",
            Self::Paused => "paused",
            Self::NotTried => "not-tried",
            Self::Other => "other",
        }
    }

    fn text(self, frame: &Frame, ending: &str) -> String {
        frame.t(&format!("network-reason-{}{ending}", self.name()))
    }
}

/// The log of a signing key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// Code of the member.
    pub member: String,
    /// The beginning of the key.
    pub fingerprint: String,
    /// Entries here.
    pub height: u64,
    /// The last one.
    pub head: Option<EntryId>,
    /// When the last one was signed.
    pub moved: Option<Timestamp>,
    /// Entries with this or a later time are refused.
    pub until: Timestamp,
    /// What is to be said of the key.
    pub state: LogState,
}

/// How a log is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogState {
    /// It takes new entries.
    Open,
    /// Its key is no longer valid.
    Ended,
    /// Its key is not valid yet.
    Early,
    /// Its key was revoked, for this reason.
    Revoked(String),
    /// Two entries have this number; it takes none from there on.
    Frozen(u64),
}

#[cfg(test)]
mod tests;
