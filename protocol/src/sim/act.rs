//! What people and machines do to the network: publish, crash, restart, part and heal, change the roster.

use bytes::Bytes;

use super::world::{Gossip, Happening, World};
use crate::entry::{self, SignedEntry};
use crate::roster::{LastEntry, Member, Revocation, Status};
use crate::sync::Input;
use crate::testing::{correction, key, member_key, practice, practice_of_size, successor, withdrawal};
use crate::verify::verify;

impl World {
    /// One random action; the last one brings peace.
    pub(super) fn act(&mut self) {
        if self.actions_left == 0 {
            return;
        }
        self.actions_left -= 1;
        if self.actions_left == 0 {
            self.make_peace();
            return;
        }
        match self.random.below(100) {
            0..=54 => self.publish_some(),
            55..=69 => self.crash_or_restart(),
            70..=79 => self.part_or_heal(),
            80..=91 => self.equivocate(),
            _ => self.change_roster(),
        }
        let delay = 20 + self.random.below(1_500);
        self.schedule(delay, Happening::Action);
    }

    fn make_peace(&mut self) {
        self.note("peace".to_owned());
        self.sides.iter_mut().for_each(|side| *side = 0);
        for index in 0..self.nodes.len() {
            if !self.nodes[index].liar && self.nodes[index].replica.is_none() {
                self.start(index);
            }
        }
        self.relink();
        // The keyholders see to it that their newest roster is somewhere in force.
        let rosters: Vec<_> =
            (1..=self.rosters.current().version).filter_map(|v| self.rosters.at(v).cloned()).collect();
        if let Some(to) = self.honest().first().copied() {
            rosters.into_iter().for_each(|roster| self.input(to, Input::RosterOffered(roster.as_ref().clone())));
        }
    }

    fn publish_some(&mut self) {
        let index = self.random.index(self.nodes.len());
        let burst = if self.random.percent(5) { 260 } else { 1 + self.random.below(4) };
        for number in 0..burst {
            if self.nodes[index].liar || self.nodes[index].replica.is_none() {
                return;
            }
            self.publish(index, number);
        }
    }

    /// As the engine does: place, sign, verify our own bytes, store and flush, then tell.
    fn publish(&mut self, index: usize, number: u64) {
        let now = self.now();
        let node = &self.nodes[index];
        let Some(replica) = &node.replica else { return };
        let Ok(place) = replica.next_place(now) else { return };
        let title = format!("{index}/{}/{number}", place.seq);
        let record = match (self.random.below(12), place.prev) {
            (0, Some(prev)) => withdrawal(prev),
            (1, Some(prev)) => correction(prev, &title),
            (2, _) => practice_of_size(&title, 70_000),
            _ => practice(&title),
        };
        let (member, _) = &self.network.members[node.member];
        let frame = entry::sign(&self.network.id(), member, place, &record, &node.signing);
        let Ok(signed) = SignedEntry::open(&self.network.id(), frame) else {
            return self.fail("our own entry does not open");
        };
        let Ok(verified) = verify(signed, replica.rosters(), now.wall) else { return };
        let (log, id) = (verified.entry().log(), verified.entry().id());
        // I3: no number is signed twice by an honest member.
        if self.own.insert((log, place.seq), id).is_some() {
            return self.fail(format!("node {index} signed entry {} twice", place.seq));
        }
        self.signed.insert(id);
        self.summary.published += 1;
        self.nodes[index].store.append(std::slice::from_ref(&verified));
        self.flush(index);
        self.input(index, Input::LocalAppended(verified));
    }

    fn crash_or_restart(&mut self) {
        let index = self.random.index(self.nodes.len());
        if self.nodes[index].liar {
            return;
        }
        if self.nodes[index].replica.is_none() {
            self.note(format!("node {index} restarts"));
            self.start(index);
        } else {
            self.note(format!("node {index} crashes"));
            self.crash(index);
        }
        self.relink();
    }

    /// What was not flushed is gone.
    fn crash(&mut self, index: usize) {
        self.summary.crashes += 1;
        let node = &mut self.nodes[index];
        node.replica = None;
        for (log, state) in node.store.frontier().iter() {
            let durable = node.durable.get(log).copied().unwrap_or(0);
            node.store.truncate(log, durable.min(state.height));
        }
    }

    fn part_or_heal(&mut self) {
        if self.sides.iter().any(|side| *side != 0) && self.random.percent(60) {
            self.note("the partition heals".to_owned());
            self.sides.iter_mut().for_each(|side| *side = 0);
        } else {
            for side in 0..self.sides.len() {
                self.sides[side] = self.random.below(2);
            }
            self.note(format!("partition {:?}", self.sides));
        }
        self.relink();
    }

    /// A liar signs one number twice and tells each half of the network another story.
    fn equivocate(&mut self) {
        let liars: Vec<usize> = (0..self.nodes.len()).filter(|index| self.nodes[*index].liar).collect();
        if liars.is_empty() {
            return self.publish_some();
        }
        let index = liars[self.random.index(liars.len())];
        let honest_entry = self.random.percent(70);
        let seq = self.nodes[index].chain.len() as u64;
        let first = self.sign_as_liar(index, seq, "one");
        let id = SignedEntry::open(&self.network.id(), first.clone()).map(|entry| entry.id());
        let second = if honest_entry { first.clone() } else { self.sign_as_liar(index, seq, "two") };
        if let Ok(id) = id {
            self.nodes[index].chain.push(id);
        }
        self.note(format!("liar {index} signs {seq}, twice: {}", !honest_entry));
        for to in self.nodes[index].linked.clone() {
            let what = if self.random.percent(50) { first.clone() } else { second.clone() };
            self.gossip_to(index, to, Gossip::Entry(what));
        }
    }

    fn sign_as_liar(&mut self, index: usize, seq: u64, title: &str) -> Bytes {
        let node = &self.nodes[index];
        let prev = usize::try_from(seq).ok().and_then(|seq| node.chain.get(seq.checked_sub(1)?)).copied();
        let place = entry::Place { seq, prev, time: self.now().wall, roster: 1 };
        let record = practice(&format!("{index}/{seq}/{title}"));
        let frame = entry::sign(&self.network.id(), &self.network.members[index].0, place, &record, &node.signing);
        if let Ok(entry) = SignedEntry::open(&self.network.id(), frame.clone()) {
            self.signed.insert(entry.id());
        }
        frame
    }

    fn change_roster(&mut self) {
        let index = self.random.index(self.nodes.len());
        let expel = self.honest().len() > 2 && self.random.percent(30);
        let (log, id) = (self.nodes[index].signing.id(), self.network.members[index].0.clone());
        let last = self.last_known(log);
        let generation = self.nodes[index].generation + 1;
        let fresh = key(10_000 * generation + index as u64);
        let revocation = Revocation { last, reason: "simulated".to_owned() };
        let change = |member: &mut Member| {
            for key in &mut member.keys {
                key.revoked.get_or_insert_with(|| revocation.clone());
            }
            if expel {
                member.status = Status::Expelled;
                member.nodes.clear();
            } else if member.status != Status::Expelled {
                member.keys.push(member_key(fresh.id()));
                member.keys.sort_by_key(|key| key.key);
            }
        };
        let roster = successor(&self.rosters, &self.network.roots, |roster| {
            roster.members.iter_mut().filter(|member| member.id == id).for_each(change);
        });
        if let Err(error) = self.rosters.install(roster.clone()) {
            return self.fail(format!("the keyholders made a wrong roster: {error}"));
        }
        self.note(format!("roster {}: member {index} expelled {expel}", roster.roster().version));
        self.nodes[index].generation = generation;
        for _ in 0..2 {
            let to = self.random.index(self.nodes.len());
            self.input(to, Input::RosterOffered(roster.clone()));
        }
        // The member signs with its new key from its next start on.
        if !expel && !self.nodes[index].liar {
            self.nodes[index].signing = fresh;
            if self.nodes[index].replica.is_some() {
                self.crash(index);
                self.relink();
                self.start(index);
                self.relink();
            }
        }
    }

    /// The last entry of a log that some honest node has.
    fn last_known(&self, log: crate::ids::LogId) -> Option<LastEntry> {
        let knows = |index: &usize| {
            let state = self.nodes[*index].store.frontier().get(&log);
            state.head.map(|id| LastEntry { seq: state.height - 1, id })
        };
        self.honest().iter().filter_map(knows).max_by_key(|last| last.seq)
    }
}
