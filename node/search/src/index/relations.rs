//! Who corrects and who withdraws whom.
//!
//! What is said here of an entry does not depend on the order in which entries arrived. All claims are kept in memory:
//! few entries make one, and a list asks for them with every line.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use emn_protocol::ids::{EntryId, LogId, MemberId};
use emn_protocol::record::Kind;
use emn_protocol::time::Timestamp;

use crate::document::{Act, Document};

/// The entry that corrects or withdraws another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// Its id.
    pub by: EntryId,
    /// Its log.
    pub log: LogId,
    /// Its number in the log.
    pub seq: u64,
    /// When it was signed.
    pub time: Timestamp,
}

/// How an entry stands to the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct State {
    /// A later version replaces it.
    pub(crate) superseded: bool,
    /// It was withdrawn.
    pub(crate) withdrawn: bool,
}

/// What is particular about an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// It does something to an earlier one.
    Acts(Act),
    /// Its content was erased, as this withdrawal says.
    Erased(Claim),
    /// Its kind is of a newer version: nothing is known of what it does, or of what may be done to it.
    Unknown,
}

/// An entry that is not simply a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Speaker {
    pub(crate) claim: Claim,
    pub(crate) member: MemberId,
    pub(crate) role: Role,
}

impl Speaker {
    /// `None` for what is simply a record.
    pub(crate) fn of(document: &Document) -> Option<Self> {
        let role = match (document.act, document.erased, document.kind) {
            (Some(act), ..) => Role::Acts(act),
            (None, Some(claim), _) => Role::Erased(claim),
            (None, None, None) => Role::Unknown,
            (None, None, Some(_)) => return None,
        };
        let origin = &document.origin;
        let claim = Claim { by: origin.id, log: origin.log, seq: origin.seq, time: origin.time };
        Some(Self { claim, member: origin.member.clone(), role })
    }

    fn target(&self) -> Option<EntryId> {
        match self.role {
            Role::Acts(act) => Some(act.target()),
            Role::Erased(_) | Role::Unknown => None,
        }
    }
}

/// All claims. See [`super::Index::relations`].
#[derive(Debug, Default)]
pub struct Relations {
    speakers: HashMap<EntryId, Speaker>,
    /// By what is claimed to be corrected or withdrawn, whether that is here or not.
    claims: HashMap<EntryId, Vec<EntryId>>,
}

impl Relations {
    /// The correction that replaces an entry of this member. Several corrections of one entry: the last that was signed
    /// counts. A correction that was withdrawn has no effect: after its content is erased nobody can tell what it
    /// corrected, and what a node shows must not depend on what it saw before.
    pub fn correction(&self, id: &EntryId, member: &MemberId) -> Option<Claim> {
        if matches!(self.role(id), Some(Role::Acts(Act::Withdraws(_)) | Role::Unknown)) {
            return None;
        }
        let corrections = self.claims_on(id, member).filter(|speaker| {
            matches!(speaker.role, Role::Acts(Act::Supersedes(_)))
                && self.withdrawal(&speaker.claim.by, &speaker.member).is_none()
        });
        corrections.map(|speaker| speaker.claim).max_by_key(|claim| (claim.time, claim.seq, Reverse(claim.by)))
    }

    /// The withdrawal of an entry of this member. Several withdrawals of one entry: the first that was signed counts.
    /// Withdrawals cannot be withdrawn.
    pub fn withdrawal(&self, id: &EntryId, member: &MemberId) -> Option<Claim> {
        let erased = match self.role(id) {
            Some(Role::Acts(Act::Withdraws(_))) => return None,
            Some(Role::Erased(claim)) => Some(claim),
            _ => None,
        };
        let withdrawals =
            self.claims_on(id, member).filter(|speaker| matches!(speaker.role, Role::Acts(Act::Withdraws(_))));
        let first = withdrawals.map(|speaker| speaker.claim).min_by_key(|claim| (claim.time, claim.seq, claim.by));
        first.or(erased)
    }

    /// The newest version of a record of this member: the entry itself if nothing corrects it, else the end of the
    /// chain of corrections.
    pub fn newest(&self, id: &EntryId, member: &MemberId) -> EntryId {
        let mut newest = *id;
        // Ids are hashes, so a chain has no circle; the limit is for the day that this is wrong.
        for _ in 0..=self.speakers.len() {
            let Some(next) = self.correction(&newest, member) else { break };
            newest = next.by;
        }
        newest
    }

    /// Every withdrawal of an entry of the same member, whether that entry is here or not: what is withdrawn, and the
    /// withdrawal that counts.
    pub fn withdrawals(&self) -> Vec<(EntryId, Claim)> {
        let acts = self.speakers.values().filter_map(|speaker| match speaker.role {
            Role::Acts(Act::Withdraws(target)) => Some((target, &speaker.member)),
            _ => None,
        });
        let mut found: Vec<(EntryId, Claim)> =
            acts.filter_map(|(target, member)| Some((target, self.withdrawal(&target, member)?))).collect();
        found.sort_by_key(|(target, claim)| (*target, claim.by));
        found.dedup();
        found
    }

    pub(crate) fn state(&self, id: &EntryId, member: &MemberId) -> State {
        State { superseded: self.correction(id, member).is_some(), withdrawn: self.withdrawal(id, member).is_some() }
    }

    fn role(&self, id: &EntryId) -> Option<Role> {
        self.speakers.get(id).map(|speaker| speaker.role)
    }

    /// A claim on another member's entry has no effect.
    fn claims_on<'a>(&'a self, id: &EntryId, member: &'a MemberId) -> impl Iterator<Item = &'a Speaker> {
        let by = self.claims.get(id).into_iter().flatten();
        by.filter_map(|by| self.speakers.get(by)).filter(move |speaker| speaker.member == *member)
    }

    /// Takes what is particular about an entry, in place of what was known of it.
    pub(crate) fn put(&mut self, speaker: Speaker) {
        let id = speaker.claim.by;
        self.take(&id);
        if let Some(target) = speaker.target() {
            self.claims.entry(target).or_default().push(id);
        }
        self.speakers.insert(id, speaker);
    }

    /// Forgets what is particular about an entry.
    pub(crate) fn take(&mut self, id: &EntryId) -> Option<Speaker> {
        let speaker = self.speakers.remove(id)?;
        if let Some(target) = speaker.target()
            && let Some(claims) = self.claims.get_mut(&target)
        {
            claims.retain(|by| by != id);
            if claims.is_empty() {
                self.claims.remove(&target);
            }
        }
        Some(speaker)
    }

    /// The entries whose state changes with that of this speaker, if they are its member's: its target, and what that
    /// corrects, since a correction that is withdrawn corrects nothing.
    pub(crate) fn affected(&self, speaker: &Speaker, found: &mut BTreeSet<(EntryId, MemberId)>) {
        let Some(target) = speaker.target() else { return };
        found.insert((target, speaker.member.clone()));
        if let Some(target) = self.speakers.get(&target).and_then(Speaker::target) {
            found.insert((target, speaker.member.clone()));
        }
    }

    /// The speakers for whom `gone` holds.
    pub(crate) fn speakers(&self, gone: impl Fn(&Claim) -> bool) -> Vec<EntryId> {
        self.speakers.values().filter(|speaker| gone(&speaker.claim)).map(|speaker| speaker.claim.by).collect()
    }
}

/// How a speaker lies in the index.
const SUPERSEDES: u8 = 1;
const WITHDRAWS: u8 = 2;
const ERASED: u8 = 3;
const UNKNOWN: u8 = 4;

impl Speaker {
    /// Its bytes, of our own making: they are read by the same version of this crate only.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(192);
        push_claim(&mut bytes, &self.claim);
        match self.role {
            Role::Acts(act) => {
                bytes.push(if matches!(act, Act::Supersedes(_)) { SUPERSEDES } else { WITHDRAWS });
                bytes.extend_from_slice(act.target().as_bytes());
            }
            Role::Erased(claim) => {
                bytes.push(ERASED);
                push_claim(&mut bytes, &claim);
            }
            Role::Unknown => bytes.push(UNKNOWN),
        }
        bytes.extend_from_slice(self.member.as_str().as_bytes());
        bytes
    }

    /// `None` when the bytes are damaged.
    pub(crate) fn from_bytes(mut bytes: &[u8]) -> Option<Self> {
        let claim = take_claim(&mut bytes)?;
        let role = match take::<1>(&mut bytes)?[0] {
            SUPERSEDES => Role::Acts(Act::Supersedes(EntryId::from_bytes(take(&mut bytes)?))),
            WITHDRAWS => Role::Acts(Act::Withdraws(EntryId::from_bytes(take(&mut bytes)?))),
            ERASED => Role::Erased(take_claim(&mut bytes)?),
            UNKNOWN => Role::Unknown,
            _ => return None,
        };
        let member = std::str::from_utf8(bytes).ok()?.parse().ok()?;
        Some(Self { claim, member, role })
    }
}

fn push_claim(bytes: &mut Vec<u8>, claim: &Claim) {
    bytes.extend_from_slice(claim.by.as_bytes());
    bytes.extend_from_slice(claim.log.as_bytes());
    bytes.extend_from_slice(&claim.seq.to_le_bytes());
    bytes.extend_from_slice(&claim.time.unix().to_le_bytes());
}

fn take_claim(bytes: &mut &[u8]) -> Option<Claim> {
    Some(Claim {
        by: EntryId::from_bytes(take(bytes)?),
        log: LogId::from_bytes(take(bytes)?),
        seq: u64::from_le_bytes(take(bytes)?),
        time: Timestamp::from_unix(i64::from_le_bytes(take(bytes)?)),
    })
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (head, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*head)
}

/// Whether an entry of this kind is left out of lists unless asked for.
pub(crate) fn hidden(kind: Option<Kind>, state: State) -> bool {
    state.superseded || state.withdrawn || matches!(kind, None | Some(Kind::Withdrawal))
}
