//! Every number of the protocol, with its reason. A limit that decides acceptance is part of the protocol version.

/// Version of the entry and roster formats.
pub const FORMAT: u64 = 1;

/// Nesting of any CBOR item. A table cell sits 8 deep; twice that leaves room, and recursion stays small.
pub const DEPTH: usize = 16;

/// A whole entry frame: shell and record. The largest national annual report with tables was some 150 KiB of text.
pub const ENTRY_BYTES: usize = 256 * 1024;

/// The signed shell alone: header fields are of fixed size but for the member code; the rest is room for a minor
/// version.
pub const SHELL_BYTES: usize = 1024;

/// An entry that is gossiped whole. Larger ones are announced and pulled: a gossip buffer holds hundreds of messages
/// for each peer.
pub const GOSSIP_ENTRY_BYTES: usize = 64 * 1024;

/// A gossiped notice: a fixed-size hint.
pub const NOTICE_BYTES: usize = 1024;

/// A request; the largest is a pull of [`WANTS_PER_PULL`] parts.
pub const REQUEST_BYTES: usize = 16 * 1024;

/// Entries in one page of a pull, in bytes. Large enough that the round trip is hidden, small enough that a slow peer
/// holds little memory here.
pub const PAGE_BYTES: usize = 512 * 1024;

/// A response: a page that was nearly full when its last, largest entry came, and framing.
pub const RESPONSE_BYTES: usize = PAGE_BYTES + ENTRY_BYTES + 64 * 1024;

/// Entries in one page. Bounds the work between two looks at other peers.
pub const PAGE_ENTRIES: u64 = 1024;

/// Logs asked for in one pull: sixty members with a key or two each.
pub const WANTS_PER_PULL: usize = 128;

/// Places in one request for ids: two histories of a million entries part within four rounds.
pub const IDS_PER_REQUEST: usize = 64;

/// Logs in a frontier: sixty members, keys changed yearly for a decade, and room.
pub const LOGS: usize = 4096;

/// A signed roster. Sixty members with keys and nodes are some 40 KiB.
pub const ROSTER_BYTES: usize = 256 * 1024;

/// Rosters in one response; [`RESPONSE_BYTES`] bounds it as well.
pub const ROSTERS_PER_RESPONSE: usize = 64;

/// Members in a roster.
pub const MEMBERS: usize = 256;

/// Signing keys, and nodes, of one member.
pub const KEYS_PER_MEMBER: usize = 64;

/// Root keys of a network.
pub const ROOT_KEYS: usize = 32;

/// Cells of one table, and of all tables of a record.
pub const CELLS: usize = 100_000;

/// Terms in all declared equations of a table, counted over all its cells. A cube of 100,000 cells with totals along
/// every one of six dimensions has some 600,000; the receiver's check is linear in this number.
pub const EQUATION_TERMS: usize = 4_000_000;

/// Dimensions of a table.
pub const DIMENSIONS: usize = 8;

/// Tables in a report.
pub const TABLES: usize = 32;

/// Languages of one text: the 24 of the EU, those of the observers, and room.
pub const LANGUAGES: usize = 30;

/// Characters of a title or a label.
pub const LABEL_CHARS: usize = 300;

/// Bytes of one language of a long text.
pub const TEXT_BYTES: usize = 128 * 1024;

/// Topics, countries, or attachments of a record.
pub const LIST_ITEMS: usize = 64;

/// Size of an attachment, in bytes. Attachments are referred to, not carried.
pub const ATTACHMENT_BYTES: u64 = 100 * 1024 * 1024;

/// How far an entry's time may lie ahead of the receiver's clock, in seconds. Clocks of administrations keep time to
/// a second; ten minutes forgives a bad one.
pub const CLOCK_SKEW_SECONDS: i64 = 600;

/// The least minimum frequency a network may set (ESSnet handbook: a threshold rule below 3 protects nobody).
pub const MIN_FREQUENCY_FLOOR: u64 = 3;

/// The largest minimum frequency that makes sense for a policy.
pub const MIN_FREQUENCY_CEILING: u64 = 1000;

/// Gossiped entries kept for a gap to close: all logs together, in entries.
pub const GAP_ENTRIES: usize = 512;

/// As [`GAP_ENTRIES`], of one log: a member that signs far ahead of itself does not take the others' room.
pub const GAP_ENTRIES_PER_LOG: usize = 128;

/// As [`GAP_ENTRIES`], in bytes.
pub const GAP_BYTES: usize = 8 * 1024 * 1024;

/// Entries kept until the roster that they name arrives.
pub const HELD_ENTRIES: usize = 128;

/// As [`HELD_ENTRIES`], in bytes.
pub const HELD_BYTES: usize = 4 * 1024 * 1024;

/// Pages asked of one peer and not yet answered. Three hide the round trip and bound what is in flight to 1.5 MiB.
pub const PULLS_IN_FLIGHT: usize = 3;

/// Entries that a node gossips whole at once, and each second after that. Beyond, it announces its head and others
/// pull: a burst through gossip is lost in queues anyway.
pub const GOSSIP_BURST: u32 = 200;
