//! Thresholds, succession, forks, and what a roster must keep to.

use super::*;
use crate::crypto::{self, ROSTER_CONTEXT, SigningKey};
use crate::testing::{TestNetwork, at, english, key, member, member_key, node_key, signed, successor};

fn network() -> TestNetwork {
    TestNetwork::new(2)
}

/// The next roster after `change`, signed by these keys.
fn next_by(network: &TestNetwork, keys: &[SigningKey], change: impl FnOnce(&mut Roster)) -> SignedRoster {
    let mut roster = network.next_roster(|_| {}).roster().clone();
    change(&mut roster);
    signed(roster, keys)
}

fn install(network: &TestNetwork, offered: SignedRoster) -> Result<Installed, InstallError> {
    let mut rosters = network.rosters.clone();
    let before = rosters.hint();
    let result = rosters.install(offered);
    if result.is_err() {
        assert_eq!((rosters.hint(), rosters.frozen()), (before, None), "nothing changed");
    }
    result
}

fn invalid(network: &TestNetwork, offered: SignedRoster) -> RosterError {
    match install(network, offered) {
        Err(InstallError::Invalid(error)) => error,
        other => panic!("{other:?}"),
    }
}

fn problem(network: &TestNetwork, change: impl FnOnce(&mut Roster)) -> String {
    let changed = next_by(network, &network.roots[..2], change);
    match SignedRoster::open(changed.bytes().clone()).map(|_| invalid(network, changed)) {
        Ok(RosterError::Problems { problems }) | Err(RosterError::Problems { problems }) => problems.join("; "),
        other => panic!("{other:?}"),
    }
}

#[test]
fn first_roster_names_the_network_by_its_hash() {
    let network = network();
    let first = network.rosters.newest();
    assert_eq!(first.network().as_bytes(), first.digest().as_bytes());
    let again = SignedRoster::open(first.bytes().clone()).unwrap();
    assert_eq!(&again, first.as_ref());
    assert_eq!(again.verify_first(), Ok(()));
    let second = network.next_roster(|_| {});
    assert_eq!(second.network(), first.network());
    assert!(second.verify_first().is_err());
    assert!(History::begin(second).is_err());
}

#[test]
fn two_of_three_signatures_are_needed() {
    let network = network();
    let roots = &network.roots;
    for pair in [[0, 1], [0, 2], [1, 2]] {
        let mut next = next_by(&network, &[], |_| {});
        pair.into_iter().for_each(|root| next.sign(&roots[root]));
        assert_eq!(install(&network, next), Ok(Installed::New));
    }
    for keys in [&roots[..0], &roots[..1]] {
        let error = invalid(&network, next_by(&network, keys, |_| {}));
        let valid = keys.len();
        assert_eq!(error, RosterError::TooFewSignatures { valid, needed: 2, whose: "the version before", broken: 0 });
    }
}

#[test]
fn same_key_twice_and_foreign_keys_do_not_count() {
    let network = network();
    let mut twice = next_by(&network, &network.roots[..1], |_| {});
    twice.sign(&network.roots[0]);
    assert!(matches!(invalid(&network, twice), RosterError::TooFewSignatures { valid: 1, .. }));
    let mut foreign = next_by(&network, &network.roots[..1], |_| {});
    [77, 78, 79].into_iter().for_each(|stranger| foreign.sign(&key(stranger)));
    assert_eq!(foreign.own_signers().len(), 1);
    assert!(matches!(invalid(&network, foreign), RosterError::TooFewSignatures { valid: 1, .. }));
    let mut member = next_by(&network, &network.roots[..1], |_| {});
    network.members.iter().for_each(|(_, key)| member.sign(key));
    assert!(matches!(invalid(&network, member), RosterError::TooFewSignatures { valid: 1, .. }));
}

#[test]
fn signatures_of_strangers_beside_enough_of_root_keys_do_no_harm() {
    let network = network();
    let mut next = network.next_roster(|_| {});
    // As many as a roster has room for would cost a second, were they all verified.
    (0..100).for_each(|stranger| next.sign(&key(800_000 + stranger)));
    let opened = SignedRoster::open(next.bytes().clone()).unwrap();
    assert_eq!(opened.own_signers().len(), 2, "strangers' signatures are not looked at");
    assert_eq!(install(&network, opened), Ok(Installed::New));
}

#[test]
fn repeated_signature_in_the_bytes_is_refused() {
    let network = network();
    let next = network.next_roster(|_| {});
    let mut envelope = crypto::Sign::parse(next.bytes(), CONTENT_TYPE).unwrap();
    envelope.signatures.remove(1);
    envelope.signatures.push(envelope.signatures[0]);
    let opened = SignedRoster::open(envelope.to_bytes(CONTENT_TYPE).into());
    assert!(matches!(opened, Err(RosterError::Envelope(_))), "{opened:?}");
}

#[test]
fn signature_of_another_purpose_does_not_count() {
    let network = network();
    let next = network.next_roster(|_| {});
    let mut envelope = crypto::Sign::unsigned(crate::codec::encode(next.roster()));
    network.roots.iter().for_each(|root| envelope.sign(root, CONTENT_TYPE, b"emn/entry/1"));
    let opened = SignedRoster::open(envelope.to_bytes(CONTENT_TYPE).into()).unwrap();
    assert!(matches!(invalid(&network, opened), RosterError::TooFewSignatures { valid: 0, .. }));
    assert_ne!(ROSTER_CONTEXT, b"emn/entry/1");
}

#[test]
fn changed_payload_loses_every_signature() {
    let network = network();
    let next = network.next_roster(|_| {});
    let mut envelope = crypto::Sign::parse(next.bytes(), CONTENT_TYPE).unwrap();
    let mut changed = next.roster().clone();
    changed.name = "Another network".to_owned();
    envelope.payload = crate::codec::encode(&changed);
    let opened = SignedRoster::open(envelope.to_bytes(CONTENT_TYPE).into()).unwrap();
    assert_eq!(opened.own_signers(), []);
    assert!(matches!(invalid(&network, opened), RosterError::TooFewSignatures { valid: 0, .. }));
}

#[test]
fn copies_signed_apart_are_merged() {
    let network = network();
    let mut a = next_by(&network, &network.roots[..1], |_| {});
    let b = next_by(&network, &network.roots[1..2], |_| {});
    assert!(a.merge(&b) && a.merge(&b));
    assert_eq!(a.own_signers().len(), 2);
    assert_eq!(SignedRoster::open(a.bytes().clone()), Ok(a.clone()));
    assert_eq!(install(&network, a.clone()), Ok(Installed::New));
    let other = next_by(&network, &network.roots[2..], |roster| roster.name = "Other".to_owned());
    assert!(!a.merge(&other));
    assert_eq!(a.own_signers().len(), 2);
}

#[test]
fn new_root_keys_sign_beside_the_old_ones() {
    let network = network();
    let new: Vec<SigningKey> = (600_000..600_003).map(key).collect();
    let change = |roster: &mut Roster| {
        roster.root_keys = new.iter().map(SigningKey::id).collect();
        roster.root_keys.sort();
    };
    let by_old = next_by(&network, &network.roots, change);
    assert_eq!(
        invalid(&network, by_old),
        RosterError::TooFewSignatures { valid: 0, needed: 2, whose: "its own", broken: 0 }
    );
    let by_new = next_by(&network, &new, change);
    assert!(matches!(invalid(&network, by_new), RosterError::TooFewSignatures { whose: "the version before", .. }));
    let mut both = next_by(&network, &network.roots[..2], change);
    new[..2].iter().for_each(|key| both.sign(key));
    assert_eq!(install(&network, both), Ok(Installed::New));
}

#[test]
fn higher_threshold_binds_the_roster_that_sets_it() {
    let network = network();
    let change = |roster: &mut Roster| roster.threshold = 3;
    let error = invalid(&network, next_by(&network, &network.roots[..2], change));
    assert_eq!(error, RosterError::TooFewSignatures { valid: 2, needed: 3, whose: "its own", broken: 0 });
    assert_eq!(install(&network, next_by(&network, &network.roots, change)), Ok(Installed::New));
}

#[test]
fn versions_are_neither_skipped_nor_rolled_back() {
    let mut network = network();
    let second = network.next_roster(|_| {});
    let skipped = next_by(&network, &network.roots, |roster| roster.version = 3);
    assert_eq!(install(&network, skipped), Err(InstallError::VersionsMissing { current: 1, offered: 3 }));
    network.rosters.install(second.clone()).unwrap();
    let third = network.next_roster(|_| {});
    network.rosters.install(third).unwrap();
    assert_eq!(install(&network, second), Ok(Installed::Known));
    let first = network.rosters.at(1).unwrap().as_ref().clone();
    assert_eq!(install(&network, first), Ok(Installed::Known));
    // Another second roster that is not validly signed is nothing but old.
    let false_one = signed(network.rosters.at(2).unwrap().roster().clone(), &[]);
    let mut roster = false_one.roster().clone();
    roster.name = "Other".to_owned();
    let offered = signed(roster, &network.roots[..1]);
    assert_eq!(install(&network, offered), Err(InstallError::Rollback { current: 3, offered: 2 }));
    let known = network.rosters.at(4);
    assert!(known.is_none() && network.rosters.at(0).is_none() && network.rosters.at(u64::MAX).is_none());
}

#[test]
fn second_valid_roster_of_a_version_freezes_the_history() {
    let mut network = network();
    let second = network.next_roster(|_| {});
    let other = network.next_roster(|roster| roster.name = "Other".to_owned());
    network.rosters.install(second.clone()).unwrap();
    let third = network.next_roster(|_| {});
    let unsigned = signed(other.roster().clone(), &network.roots[..1]);
    assert!(matches!(network.rosters.install(unsigned), Err(InstallError::Invalid(_))), "one key proves nothing");
    assert_eq!(network.rosters.frozen(), None);
    assert_eq!(network.rosters.install(other), Ok(Installed::Fork));
    assert_eq!(network.rosters.frozen(), Some(2));
    assert_eq!(network.rosters.install(third), Err(InstallError::Frozen { version: 2 }));
    assert_eq!(network.rosters.install(second), Ok(Installed::Known));
    assert_eq!(network.rosters.current().version, 2);
}

#[test]
fn fork_of_an_older_version_freezes_at_the_older_one() {
    let mut network = network();
    let forks: Vec<SignedRoster> = (0..2)
        .map(|_| {
            let fork = network.next_roster(|roster| roster.name = "Other".to_owned());
            let next = network.next_roster(|_| {});
            network.rosters.install(next).unwrap();
            fork
        })
        .collect();
    for (fork, frozen) in forks.into_iter().rev().zip([3, 2]) {
        assert_eq!(network.rosters.install(fork), Ok(Installed::Fork));
        assert_eq!(network.rosters.frozen(), Some(frozen));
    }
}

#[test]
fn roster_of_another_network_is_refused() {
    let network = network();
    let other = TestNetwork::new(3);
    assert!(matches!(invalid(&network, other.next_roster(|_| {})), RosterError::WrongNetwork { .. }));
    assert!(matches!(invalid(&network, other.rosters.newest().as_ref().clone()), RosterError::WrongNetwork { .. }));
    let stolen = next_by(&network, &network.roots, |roster| roster.network = Some(other.id()));
    assert!(matches!(invalid(&network, stolen), RosterError::WrongNetwork { .. }));
}

#[test]
fn roster_that_names_another_predecessor_is_refused() {
    let network = network();
    let wrong = next_by(&network, &network.roots, |roster| roster.previous = Some(Digest::of(b"another")));
    assert_eq!(invalid(&network, wrong), RosterError::NotSuccessor);
}

#[test]
fn succession_keeps_members_keys_validity_and_time() {
    let network = network();
    let told = |change: fn(&mut Roster)| problem(&network, change);
    assert_eq!(told(|r| drop(r.members.remove(0))), "member M0 is missing; set its status to expelled instead");
    assert!(told(|r| r.members[0].keys.clear()).ends_with("is missing; revoke it instead"));
    assert!(told(|r| r.members[0].keys[0].not_after = at(9)).ends_with("was shortened; revoke it instead"));
    assert!(told(|r| r.members[0].keys[0].not_before = at(-9)).ends_with("was shortened; revoke it instead"));
    assert!(told(|r| r.members[0].keys[0].not_before = at(-2_000)).ends_with("was shortened; revoke it instead"));
    assert_eq!(told(|r| r.issued = at(-1)), "it was issued before the version it follows");
    let longer = network.next_roster(|r| r.members[0].keys[0].not_after = at(500_000_000));
    assert_eq!(install(&network, longer), Ok(Installed::New));
    let more = network.next_roster(|r| {
        let keys = vec![member_key(key(50).id())];
        let new = Member { id: member("M2"), name: english("New"), status: Status::Observer, keys, nodes: Vec::new() };
        r.members.push(new);
        r.members[0].nodes.clear();
        r.members[1].status = Status::Institution;
    });
    assert_eq!(install(&network, more), Ok(Installed::New));
}

#[test]
fn revocation_stays_as_it_is() {
    let mut network = network();
    let revocation = Revocation { last: None, reason: "Lost.".to_owned() };
    let with = |revoked: Option<Revocation>| move |roster: &mut Roster| roster.members[0].keys[0].revoked = revoked;
    let next = network.next_roster(with(Some(revocation.clone())));
    network.rosters.install(next).unwrap();
    let last = Some(LastEntry { seq: 5, id: EntryId::of(b"x") });
    let reworded = Revocation { reason: "Stolen.".to_owned(), ..revocation.clone() };
    for changed in [None, Some(Revocation { last, ..revocation.clone() }), Some(reworded)] {
        assert!(problem(&network, with(changed)).ends_with("was changed"));
    }
    assert_eq!(install(&network, network.next_roster(|_| {})), Ok(Installed::New));
    let moved = |roster: &mut Roster| {
        let key = roster.members[0].keys.remove(0);
        roster.members[1].keys.push(key);
        roster.members[1].keys.sort_by_key(|key| key.key);
    };
    assert!(problem(&network, moved).ends_with("is missing; revoke it instead"), "a key does not change hands");
}

#[test]
fn revocation_allows_up_to_its_last_entry() {
    let (last, other) = (EntryId::of(b"last"), EntryId::of(b"other"));
    let revocation = Revocation { last: Some(LastEntry { seq: 5, id: last }), reason: String::new() };
    assert!(revocation.allows(4, &other) && revocation.allows(5, &last));
    assert!(!revocation.allows(5, &other) && !revocation.allows(6, &last));
    assert_eq!(revocation.height(), 6);
    let all = Revocation { last: None, reason: String::new() };
    assert!(!all.allows(0, &last));
    assert_eq!(all.height(), 0);
    let endless = Revocation { last: Some(LastEntry { seq: u64::MAX, id: last }), reason: String::new() };
    assert_eq!(endless.height(), u64::MAX);
}

#[test]
fn roster_alone_must_keep_to_the_rules() {
    let network = network();
    let told = |change: fn(&mut Roster)| problem(&network, change);
    let revoked = Some(Revocation { last: None, reason: "Left.".to_owned() });
    assert_eq!(told(|r| r.format = 2), "the format version is not supported");
    assert_eq!(told(|r| r.name = " ".to_owned()), "the network's name is empty, too long or has a control character");
    assert_eq!(told(|r| r.expires = r.issued), "it expires before it is issued");
    assert_eq!(told(|r| r.threshold = 0), "the threshold is 0 or larger than the number of root keys");
    assert_eq!(told(|r| r.threshold = 4), "the threshold is 0 or larger than the number of root keys");
    assert_eq!(told(|r| r.root_keys.reverse()), "root keys are unordered or named twice");
    assert!(told(|r| r.root_keys.clear()).starts_with("there are no root keys"));
    assert!(told(|r| r.root_keys = (0..33).map(|n| key(700_000 + n).id()).collect()).contains("or too many"));
    assert_eq!(told(|r| r.policy.min_frequency = 2), "the minimum frequency is below 3 or above 1000");
    assert_eq!(told(|r| r.policy.min_frequency = 1_001), "the minimum frequency is below 3 or above 1000");
    assert_eq!(told(|r| r.members.reverse()), "members are unordered or named twice");
    assert!(told(|r| r.network = None).starts_with("version 1, and only that"));
    assert!(told(|r| r.previous = None).starts_with("version 1, and only that"));
    assert!(told(|r| (r.version, r.network, r.previous) = (0, None, None)).contains("the version is 0"));
    assert_eq!(told(|r| r.members[0].name = MultiText::new()), "member M0: has no name");
    assert!(told(|r| r.members[0].name = english("a\nb")).contains("control character"));
    assert_eq!(told(|r| r.members[0].keys[0].not_after = at(-1_000)), "member M0: a key is never valid");
    assert!(told(|r| r.members[0].status = Status::Expelled).contains("was expelled but has nodes"));
    assert!(told(|r| r.members[0].status = Status::Expelled).contains("keys that are not revoked"));
    let silent = |r: &mut Roster| {
        r.members[0].keys[0].revoked = Some(Revocation { last: None, reason: String::new() });
    };
    assert_eq!(problem(&network, silent), "member M0: a revocation has no reason");
    for address in ["", "192.0.2.1:7450", "tcp/7450", "/ip4/\n"] {
        let change = |r: &mut Roster| r.members[0].nodes[0].addresses = vec![address.to_owned()];
        assert!(problem(&network, change).contains("is not a multiaddress"), "{address:?}");
    }
    assert!(told(|r| r.members[0].nodes[0].addresses = vec!["/a".to_owned(); 17]).contains("too many addresses"));
    let expelled = network.next_roster(|r| {
        r.members[0].status = Status::Expelled;
        r.members[0].nodes.clear();
        r.members[0].keys[0].revoked = revoked;
    });
    assert_eq!(install(&network, expelled), Ok(Installed::New));
}

#[test]
fn no_key_has_two_purposes_or_owners() {
    let network = network();
    let twice = "a key is used twice; each key has one purpose and one owner";
    let told = |change: &dyn Fn(&mut Roster)| problem(&network, change);
    assert_eq!(told(&|r| r.members[1].nodes[0].key = node_key(0)), twice);
    let root = network.rosters.current().root_keys[0];
    assert_eq!(told(&|r| r.members[1].nodes[0].key = NodeKey::from_bytes(*root.as_bytes())), twice);
    let signing = |r: &mut Roster| {
        let key = r.members[0].keys[0].clone();
        r.members[1].keys.push(key);
        r.members[1].keys.sort_by_key(|key| key.key);
    };
    assert_eq!(told(&signing), twice);
    let again = told(&|r| {
        let key = r.members[0].keys[0].clone();
        r.members[0].keys.push(key);
    });
    assert!(again.contains("signing keys are unordered or named twice"), "{again}");
}

#[test]
fn sizes_of_a_roster_are_limited() {
    let network = network();
    let many_keys = |r: &mut Roster| {
        r.members[0].keys = (0..65).map(|n| member_key(key(n + 9_000).id())).collect();
        r.members[0].keys.sort_by_key(|key| key.key);
    };
    assert!(problem(&network, many_keys).contains("too many keys or nodes"));
    let many_members = |r: &mut Roster| {
        let name = |n| member(&format!("X{n:03}"));
        let new = |n| Member {
            id: name(n),
            name: english("x"),
            status: Status::Observer,
            keys: Vec::new(),
            nodes: Vec::new(),
        };
        r.members.extend((0..256).map(new));
    };
    assert!(problem(&network, many_members).contains("too many members"));
    let bytes = vec![0; crate::limits::ROSTER_BYTES + 1];
    assert!(matches!(SignedRoster::open(bytes.into()), Err(RosterError::Decode(_))));
}

#[test]
fn history_of_the_keyholders_grows_one_by_one() {
    let mut network = network();
    for version in 2..=5 {
        let next = successor(&network.rosters, &network.roots, |_| {});
        assert_eq!(network.rosters.install(next), Ok(Installed::New));
        assert_eq!(network.rosters.hint().version, version);
        assert_eq!(network.rosters.at(version).map(|roster| roster.digest()), Some(network.rosters.hint().digest));
    }
}
