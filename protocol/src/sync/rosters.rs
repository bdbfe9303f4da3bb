//! How a newer roster comes into force.

use bytes::Bytes;

use super::replica::Replica;
use super::session::Ask;
use super::{Event, Outbound, Output, View};
use crate::ids::NodeKey;
use crate::roster::{InstallError, Installed, RosterError, SignedRoster};
use crate::verdict::Reason;
use crate::wire::{Notice, Request, RosterHint};

/// What became of a roster, for those that came with it.
enum Taken {
    /// It is here, so the next may follow.
    Yes,
    /// It follows another version than the one here.
    OtherHistory,
    /// It is of no use.
    No,
}

impl Replica {
    /// Compares a peer's roster with ours and asks for what is new.
    pub(super) fn compare_rosters(&mut self, peer: NodeKey, theirs: RosterHint) {
        if theirs.version > self.rosters.current().version {
            self.ask_rosters(peer, theirs.version);
            return;
        }
        // The same version with another hash: the keyholders signed two histories, or the peer lies. Its rosters tell.
        let same = self.rosters.at(theirs.version).is_none_or(|ours| ours.digest() == theirs.digest);
        if !same && self.rosters.frozen().is_none() && !self.peers.get(&peer).is_none_or(|peer| peer.asks_rosters()) {
            self.ask(peer, Ask::Rosters, Request::Rosters { from: theirs.version });
        }
    }

    /// Asks for the rosters up to `version`, once at a time for each peer.
    pub(super) fn ask_rosters(&mut self, peer: NodeKey, version: u64) {
        let ours = self.rosters.current().version;
        if version > ours && !self.peers.get(&peer).is_none_or(|peer| peer.asks_rosters()) {
            self.ask(peer, Ask::Rosters, Request::Rosters { from: ours + 1 });
        }
    }

    pub(super) fn rosters_arrived(&mut self, peer: NodeKey, rosters: Vec<Bytes>, view: &dyn View) {
        let before = self.rosters.current().version;
        let mut first = None;
        for bytes in rosters {
            let roster = match SignedRoster::open(bytes) {
                Ok(roster) => roster,
                Err(error) => {
                    self.event(Event::RosterRefused { why: error.to_string() });
                    self.blame(peer, Reason::WrongResponse);
                    break;
                }
            };
            let first = *first.get_or_insert(roster.roster().version);
            match self.install(roster) {
                Taken::Yes => {}
                // Two histories that parted earlier: the version at which they did is among those before.
                Taken::OtherHistory if first > 1 => {
                    self.ask(peer, Ask::Rosters, Request::Rosters { from: 1 });
                    break;
                }
                Taken::OtherHistory | Taken::No => {
                    self.rest(peer);
                    break;
                }
            }
        }
        self.rosters_changed(before, view);
    }

    /// The operator offers a roster.
    pub(super) fn offer_roster(&mut self, roster: SignedRoster, view: &dyn View) {
        let before = self.rosters.current().version;
        self.install(roster);
        self.rosters_changed(before, view);
    }

    /// Brings everything in line with the newest roster, once for all that came together: an entry that one roster
    /// would allow and the next revokes is not accepted in between.
    fn rosters_changed(&mut self, before: u64, view: &dyn View) {
        let hint = self.rosters.hint();
        if hint.version == before {
            return;
        }
        self.apply_roster();
        self.apply_revocations(view);
        self.retry_held(view);
        self.send(Outbound::GossipNotice(Notice::Roster(hint)));
        // The notice outruns the roster: a peer may have heard it from a node that was still fetching, got nothing there,
        // and hears the same notice only once. A comparison tells our version again, now that we have it to give.
        let peers: Vec<NodeKey> = self.peers.keys().copied().collect();
        for peer in peers {
            self.want_comparison(peer);
        }
    }

    /// Installs a roster if it is valid.
    fn install(&mut self, roster: SignedRoster) -> Taken {
        let version = roster.roster().version;
        match self.rosters.install(roster.clone()) {
            Ok(Installed::New) => {
                self.out.push(Output::InstallRoster(roster));
                self.event(Event::RosterInstalled { version });
                Taken::Yes
            }
            Ok(Installed::Known) => Taken::Yes,
            Ok(Installed::Fork) => {
                self.out.push(Output::FreezeRoster(roster));
                self.event(Event::RosterForked { version });
                Taken::No
            }
            // Peers with an older roster are slow, not hostile.
            Err(InstallError::Rollback { .. }) => Taken::OtherHistory,
            Err(error) => {
                self.event(Event::RosterRefused { why: error.to_string() });
                match error {
                    InstallError::Invalid(RosterError::NotSuccessor) => Taken::OtherHistory,
                    _ => Taken::No,
                }
            }
        }
    }

    /// Lets in whom the newest roster names, and nobody else.
    pub(super) fn apply_roster(&mut self) {
        let allowed = self.allowed_peers();
        let gone: Vec<_> =
            self.peers.keys().filter(|key| allowed.iter().all(|peer| peer.key != **key)).copied().collect();
        for peer in gone {
            self.peer_down(&peer);
        }
        self.send(Outbound::SetAllowedPeers(allowed));
    }

    /// Moves entries out of the accepted set that the newest roster no longer allows.
    pub(super) fn apply_revocations(&mut self, view: &dyn View) {
        self.forget_gaps();
        let revoked: Vec<_> = self
            .rosters
            .current()
            .members
            .iter()
            .flat_map(|member| &member.keys)
            .filter_map(|key| Some((key.key, key.revoked.clone()?)))
            .collect();
        for (log, revocation) in revoked {
            let mut height = revocation.height();
            if let Some(last) = revocation.last {
                let stored = self.stored(&log, last.seq, view);
                if stored.is_some_and(|stored| stored.id != last.id) {
                    height = last.seq;
                }
            }
            if self.frontier.get(&log).height > height {
                self.out.push(Output::Truncate { log, height });
                self.cut(log, height, view);
            }
        }
    }
}
