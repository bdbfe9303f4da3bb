//! Each reason for which the upper rungs refuse, and the nearest case that passes.

use super::*;
use crate::entry::{self, Place};
use crate::ids::MemberId;
use crate::record::MultiText;
use crate::roster::{LastEntry, Revocation, SignedRoster};
use crate::testing::{TestNetwork, at, correction, key, member, practice, report, victims, withdrawal};

fn network() -> TestNetwork {
    TestNetwork::new(2)
}

/// The same network with this roster in force.
fn installed(mut network: TestNetwork, next: SignedRoster) -> TestNetwork {
    network.rosters.install(next).unwrap();
    network
}

fn place(seconds: i64, roster: u64) -> Place {
    Place { seq: 0, prev: None, time: at(seconds), roster }
}

fn signed_by(network: &TestNetwork, member: &MemberId, number: u64, place: Place, record: &Record) -> SignedEntry {
    let frame = entry::sign(&network.id(), member, place, record, &key(number));
    SignedEntry::open(&network.id(), frame).unwrap()
}

fn signed(network: &TestNetwork, place: Place) -> SignedEntry {
    signed_by(network, &member("M0"), 0, place, &practice("A"))
}

fn reason(network: &TestNetwork, entry: SignedEntry) -> Option<Reason> {
    let copy = entry.clone();
    match verify(entry, &network.rosters, at(1_000)) {
        Ok(verified) => {
            assert_eq!(verified.entry(), &copy);
            None
        }
        Err(refused) => {
            assert_eq!(*refused.entry, copy, "the entry comes back");
            Some(refused.reason)
        }
    }
}

#[test]
fn entry_of_a_listed_key_passes() {
    let network = network();
    assert_eq!(reason(&network, signed(&network, place(5, 1))), None);
}

#[test]
fn roster_that_has_not_arrived_is_waited_for() {
    let network = network();
    assert_eq!(reason(&network, signed(&network, place(5, 2))), Some(Reason::RosterUnknown));
    assert_eq!(reason(&network, signed(&network, place(5, u64::MAX))), Some(Reason::RosterUnknown));
    let next = network.next_roster(|_| {});
    let network = installed(network, next);
    assert_eq!(reason(&network, signed(&network, place(5, 2))), None);
    assert_eq!(reason(&network, signed(&network, place(5, 1))), None);
}

#[test]
fn roster_zero_names_no_key() {
    let network = network();
    assert_eq!(reason(&network, signed(&network, place(5, 0))), Some(Reason::UnknownKey));
}

#[test]
fn key_that_no_roster_lists_is_refused() {
    let network = network();
    let stranger = signed_by(&network, &member("M0"), 99, place(5, 1), &practice("A"));
    assert_eq!(reason(&network, stranger), Some(Reason::UnknownKey));
}

#[test]
fn key_is_looked_up_in_the_roster_that_the_entry_names() {
    let network = network();
    let next = network.next_roster(|roster| {
        roster.members[0].keys.push(crate::testing::member_key(key(50).id()));
        roster.members[0].keys.sort_by_key(|key| key.key);
    });
    let network = installed(network, next);
    let entry = |roster| signed_by(&network, &member("M0"), 50, place(5, roster), &practice("A"));
    assert_eq!(reason(&network, entry(1)), Some(Reason::UnknownKey));
    assert_eq!(reason(&network, entry(2)), None);
}

#[test]
fn key_of_another_member_is_refused() {
    let network = network();
    let entry = signed_by(&network, &member("M1"), 0, place(5, 1), &practice("A"));
    assert_eq!(reason(&network, entry), Some(Reason::WrongMember));
}

#[test]
fn key_is_valid_from_its_first_second_to_before_its_last() {
    let network = network();
    let next = network.next_roster(|roster| {
        let mut new = crate::testing::member_key(key(50).id());
        (new.not_before, new.not_after) = (at(100), at(200));
        roster.members[0].keys.push(new);
        roster.members[0].keys.sort_by_key(|key| key.key);
    });
    let network = installed(network, next);
    let entry = |seconds| signed_by(&network, &member("M0"), 50, place(seconds, 2), &practice("A"));
    assert_eq!(reason(&network, entry(99)), Some(Reason::KeyNotValid));
    assert_eq!(reason(&network, entry(100)), None);
    assert_eq!(reason(&network, entry(199)), None);
    assert_eq!(reason(&network, entry(200)), Some(Reason::KeyNotValid));
    // A newer roster lengthens the validity for entries that name the older one as well.
    let longer = network.next_roster(|roster| {
        let long = roster.members[0].keys.iter_mut().find(|own| own.key == key(50).id()).unwrap();
        long.not_after = at(300);
    });
    let network = installed(network, longer);
    let entry = |seconds| signed_by(&network, &member("M0"), 50, place(seconds, 2), &practice("A"));
    assert_eq!(reason(&network, entry(299)), None);
    assert_eq!(reason(&network, entry(300)), Some(Reason::KeyNotValid));
}

#[test]
fn revoked_key_keeps_its_entries_up_to_the_last_one_named() {
    let network = network();
    let chain: Vec<SignedEntry> = network.chain(0, 3).into_iter().map(VerifiedEntry::into_entry).collect();
    let fork = signed_by(
        &network,
        &member("M0"),
        0,
        Place { seq: 1, prev: Some(chain[0].id()), time: at(3), roster: 1 },
        &practice("Other"),
    );
    let revoke = |last: Option<LastEntry>| {
        let next = network.next_roster(|roster| {
            roster.members[0].keys[0].revoked = Some(Revocation { last, reason: "Lost.".to_owned() });
        });
        let mut rosters = network.rosters.clone();
        rosters.install(next).unwrap();
        rosters
    };
    let verdicts = |rosters: &History| {
        let reason = |entry: &SignedEntry| verify(entry.clone(), rosters, at(1_000)).err().map(|r| r.reason);
        [reason(&chain[0]), reason(&chain[1]), reason(&chain[2]), reason(&fork)]
    };
    let gone = Some(Reason::KeyRevoked);
    let last = LastEntry { seq: 1, id: chain[1].id() };
    assert_eq!(verdicts(&network.rosters), [None, None, None, None]);
    assert_eq!(verdicts(&revoke(Some(last))), [None, None, gone.clone(), gone.clone()]);
    assert_eq!(verdicts(&revoke(None)), [gone.clone(), gone.clone(), gone.clone(), gone.clone()]);
    let all = revoke(Some(LastEntry { seq: u64::MAX, id: chain[1].id() }));
    assert_eq!(verdicts(&all), [None, None, None, None]);
}

#[test]
fn time_may_lie_ten_minutes_ahead_and_no_more() {
    let network = network();
    assert_eq!(reason(&network, signed(&network, place(1_600, 1))), None);
    assert_eq!(reason(&network, signed(&network, place(1_601, 1))), Some(Reason::FutureTime));
    assert_eq!(reason(&network, signed(&network, place(-1_000, 1))), None, "long ago is no fault");
}

#[test]
fn record_that_breaks_a_rule_of_form_is_refused() {
    let network = network();
    let Record::Practice(mut bad) = practice("A") else { unreachable!("a practice was built") };
    bad.approach = MultiText::new();
    let entry = signed_by(&network, &member("M0"), 0, place(5, 1), &Record::Practice(bad));
    let Some(Reason::Record(rule)) = reason(&network, entry) else { panic!("was taken") };
    assert_eq!(rule, "approach: is required in at least one language");
}

#[test]
fn table_is_judged_by_the_policy_of_the_roster_that_the_entry_names() {
    let network = network();
    let next = network.next_roster(|roster| roster.policy.min_frequency = 10);
    let network = installed(network, next);
    let mut table = victims(&["2022"], &[Some(16), Some(7), Some(9)]);
    let entry = |roster, table| signed_by(&network, &member("M0"), 0, place(5, roster), &report("R", vec![table]));
    assert_eq!(reason(&network, entry(1, table.clone())), None);
    assert_eq!(reason(&network, entry(2, table.clone())), Some(Reason::Disclosure("D5")));
    table.method.as_mut().unwrap().min_frequency = 10;
    assert_eq!(reason(&network, entry(2, table)), Some(Reason::Disclosure("D1")));
}

#[test]
fn correction_with_a_table_is_judged_as_well() {
    let network = network();
    let Record::Correction(mut bad) = correction(EntryId::of(b"x"), "A") else { unreachable!("a correction") };
    let Record::Report(content) = report("R", vec![victims(&["2022"], &[Some(30), Some(20), None])]) else {
        unreachable!("a report")
    };
    bad.content = crate::record::Content::Report(content);
    let entry = signed_by(&network, &member("M0"), 0, place(5, 1), &Record::Correction(bad));
    assert_eq!(reason(&network, entry), Some(Reason::Disclosure("D3")));
}

#[test]
fn record_of_an_unknown_kind_passes() {
    let network = network();
    let (id, signing) = &network.members[0];
    let frame = entry::sign_raw(&network.id(), id, place(5, 1), 99, &[0x01], signing);
    assert_eq!(reason(&network, SignedEntry::open(&network.id(), frame).unwrap()), None);
}

#[test]
fn erased_entry_needs_a_withdrawal_that_passes_too() {
    let network = network();
    let entry = signed(&network, place(5, 1));
    let by = |number, place, record: &Record| {
        let withdrawal = signed_by(&network, &member("M0"), number, place, record);
        entry.erased_by(&withdrawal).unwrap()
    };
    let good = withdrawal(entry.id());
    assert_eq!(reason(&network, by(0, place(6, 1), &good)), None);
    assert_eq!(reason(&network, by(99, place(6, 1), &good)), Some(Reason::UnknownKey));
    assert_eq!(reason(&network, by(0, place(6, 2), &good)), Some(Reason::RosterUnknown));
    assert_eq!(reason(&network, by(0, place(-2_000, 1), &good)), Some(Reason::KeyNotValid));
    let Record::Withdrawal(mut silent) = good else { unreachable!("a withdrawal") };
    silent.reason = MultiText::new();
    let refused = reason(&network, by(0, place(6, 1), &Record::Withdrawal(silent)));
    assert!(matches!(refused, Some(Reason::Record(_))), "{refused:?}");
}

#[test]
fn every_reason_has_a_code_of_its_own_and_text() {
    use crate::codec::DecodeError;
    let all = [
        Reason::Known,
        Reason::Stale,
        Reason::Frozen,
        Reason::Fork,
        Reason::Gap,
        Reason::BufferFull,
        Reason::FutureTime,
        Reason::RosterUnknown,
        Reason::RosterFrozen,
        Reason::NothingNew,
        Reason::Malformed(DecodeError::NotTheOneForm),
        Reason::FormatVersion(2),
        Reason::BadSignature,
        Reason::RecordMismatch,
        Reason::RecordMissing,
        Reason::WrongNetwork,
        Reason::UnknownKey,
        Reason::WrongMember,
        Reason::KeyNotValid,
        Reason::KeyRevoked,
        Reason::BrokenChain,
        Reason::RosterWentBack,
        Reason::Record("title: is empty".to_owned()),
        Reason::Disclosure("D1"),
        Reason::WrongResponse,
        Reason::BadRequest,
        Reason::BadEvidence,
    ];
    let codes: std::collections::BTreeSet<_> = all.iter().map(Reason::code).collect();
    let texts: std::collections::BTreeSet<_> = all.iter().map(ToString::to_string).collect();
    assert_eq!((codes.len(), texts.len()), (all.len(), all.len()));
}
