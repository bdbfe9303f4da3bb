//! How a newer roster comes into force.

use bytes::Bytes;

use super::replica::Replica;
use super::session::Ask;
use super::{Event, Outbound, Output, View};
use crate::ids::NodeKey;
use crate::roster::{InstallError, Installed, SignedRoster};
use crate::verdict::Reason;
use crate::wire::{Notice, Request, RosterHint};

impl Replica {
    /// Compares a peer's roster with ours and asks for what is new.
    pub(super) fn compare_rosters(&mut self, peer: NodeKey, theirs: RosterHint) {
        let ours = self.rosters.hint();
        if theirs.version > ours.version {
            self.ask_rosters(peer, theirs.version);
        } else if theirs.version == ours.version && theirs.digest != ours.digest && self.rosters.frozen().is_none() {
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
        for bytes in rosters {
            match SignedRoster::open(bytes) {
                Ok(roster) => {
                    if !self.install(roster) {
                        break;
                    }
                }
                Err(error) => {
                    self.event(Event::RosterRefused { why: error.to_string() });
                    self.blame(peer, Reason::WrongResponse);
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

    /// Installs a roster if it is valid; returns whether a later one may follow.
    fn install(&mut self, roster: SignedRoster) -> bool {
        match self.rosters.install(roster.clone()) {
            Ok(Installed::New) => {
                let version = roster.roster().version;
                self.out.push(Output::InstallRoster(roster));
                self.event(Event::RosterInstalled { version });
                true
            }
            Ok(Installed::Known) => true,
            Ok(Installed::Fork) => {
                let version = roster.roster().version;
                self.out.push(Output::FreezeRoster(roster));
                self.event(Event::RosterForked { version });
                false
            }
            Err(error) => {
                // Peers with an older roster are slow, not hostile.
                if !matches!(error, InstallError::Rollback { .. }) {
                    self.event(Event::RosterRefused { why: error.to_string() });
                }
                false
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
    fn apply_revocations(&mut self, view: &dyn View) {
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
