//! What entries do to each other, in every order of arrival.

use emn_protocol::record::Kind;

use super::*;

#[test]
fn corrections_and_withdrawals_act_alike_in_every_order_of_arrival() {
    let (nl, other) = (author("NL", 1), author("DE", 2));
    let first = nl.entry(0, &report("first"));
    let second = nl.entry(1, &correction(first.id(), "second"));
    let third = nl.entry(2, &correction(second.id(), "third"));
    let foreign_correction = other.entry(0, &correction(third.id(), "not theirs"));
    let foreign_withdrawal = other.entry(1, &withdrawal(third.id()));
    for order in orders(&[&first, &second, &third, &foreign_correction, &foreign_withdrawal]) {
        let (index, _writer, store) = filled(&order);
        for version in [&first, &second, &third] {
            assert_eq!(index.relations().newest(&version.id(), &nl.member), third.id());
        }
        let relations = index.relations();
        assert_eq!(relations.correction(&first.id(), &nl.member).map(|claim| claim.by), Some(second.id()));
        assert_eq!(relations.correction(&third.id(), &nl.member), None);
        assert_eq!(relations.withdrawal(&third.id(), &nl.member), None);
        drop(relations);
        let nl_only = Query { member: Some(nl.member.clone()), ..Query::default() };
        assert_eq!(store.titles(&index, &nl_only), ["third"]);
        let all = Query { include_superseded: true, ..nl_only };
        assert_eq!(store.titles(&index, &all).len(), 3);
    }
}

#[test]
fn another_key_of_the_same_member_corrects_its_record() {
    let (old_key, new_key) = (author("NL", 1), author("NL", 9));
    let first = old_key.entry(5, &report("first"));
    let second = new_key.entry_at(0, TIME + 10, &correction(first.id(), "second"));
    for order in orders(&[&first, &second]) {
        assert_eq!(titles(&order, &Query::default()), ["second"]);
    }
}

#[test]
fn withdrawn_record_shows_nothing_of_its_content_in_every_order() {
    let nl = author("NL", 1);
    let secret = nl.entry(0, &report("secret"));
    let gone = nl.entry(1, &withdrawal(secret.id()));
    let erased = secret.erased_by(&gone).unwrap();
    for order in [[&secret, &gone], [&gone, &secret], [&erased, &gone], [&gone, &erased]] {
        let (index, _writer, _) = filled(&order);
        let found = |query: &Query| index.search(query).unwrap().hits.len();
        assert_eq!(index.relations().withdrawal(&secret.id(), &nl.member).map(|claim| claim.by), Some(gone.id()));
        assert_eq!(found(&Query::default()), 0);
        let with_withdrawn = Query { include_withdrawn: true, ..Query::default() };
        assert_eq!(found(&with_withdrawn), 1);
        assert_eq!(found(&Query { kind: Some(Kind::Report), ..with_withdrawn.clone() }), 1);
        // What is gone can neither be searched for nor be told by a filter.
        for probe in [
            Query { text: "secret".to_owned(), ..with_withdrawn.clone() },
            Query { text: "-nothing return".to_owned(), ..with_withdrawn.clone() },
            Query { country: Some("NL".parse().unwrap()), ..with_withdrawn.clone() },
            Query { audience: Some(Audience::Network), ..with_withdrawn.clone() },
        ] {
            assert_eq!(found(&probe), 0, "{probe:?}");
        }
        let acts = Query { kind: Some(Kind::Withdrawal), ..Query::default() };
        assert_eq!(index.search(&acts).unwrap().hits[0].seq, 1);
    }
}

#[test]
fn erased_record_is_withdrawn_though_the_withdrawal_is_in_no_log_here() {
    let nl = author("NL", 1);
    let secret = nl.entry(0, &report("secret"));
    let gone = nl.entry(1, &withdrawal(secret.id()));
    let (index, _writer, _) = filled(&[&secret.erased_by(&gone).unwrap()]);
    assert_eq!(index.relations().withdrawal(&secret.id(), &nl.member).map(|claim| claim.by), Some(gone.id()));
    assert_eq!(index.search(&Query::default()).unwrap().total, Some(0));
}

#[test]
fn withdrawal_of_a_withdrawal_has_no_effect() {
    let nl = author("NL", 1);
    let first = nl.entry(0, &report("first"));
    let gone = nl.entry(1, &withdrawal(first.id()));
    let undone = nl.entry(2, &withdrawal(gone.id()));
    for order in orders(&[&first, &gone, &undone]) {
        let (index, _writer, store) = filled(&order);
        assert!(index.relations().withdrawal(&first.id(), &nl.member).is_some());
        assert_eq!(index.relations().withdrawal(&gone.id(), &nl.member), None);
        let acts = Query { kind: Some(Kind::Withdrawal), ..Query::default() };
        assert_eq!(store.titles(&index, &acts).len(), 2);
    }
}

#[test]
fn withdrawn_correction_gives_way_to_the_version_before_whether_erased_or_not() {
    let nl = author("NL", 1);
    let first = nl.entry(0, &report("first"));
    let second = nl.entry(1, &correction(first.id(), "second"));
    let gone = nl.entry(2, &withdrawal(second.id()));
    let erased = second.erased_by(&gone).unwrap();
    for order in orders(&[&first, &second, &gone]).into_iter().chain(orders(&[&first, &erased, &gone])) {
        let (index, _writer, store) = filled(&order);
        assert_eq!(store.titles(&index, &Query::default()), ["first"]);
        assert_eq!(index.relations().newest(&first.id(), &nl.member), first.id());
    }
}

#[test]
fn two_corrections_of_one_record_the_later_one_counts() {
    let nl = author("NL", 1);
    let first = nl.entry(0, &report("first"));
    let one = nl.entry(1, &correction(first.id(), "one"));
    let two = nl.entry(2, &correction(first.id(), "two"));
    for order in orders(&[&first, &one, &two]) {
        let (index, _writer, _) = filled(&order);
        let newest = index.relations().correction(&first.id(), &nl.member);
        assert_eq!(newest.map(|claim| (claim.by, claim.seq)), Some((two.id(), 2)));
    }
}

#[test]
fn removed_entries_leave_nothing_behind() {
    let (nl, de) = (author("NL", 1), author("DE", 2));
    let first = nl.entry(0, &report("first"));
    let second = nl.entry(1, &correction(first.id(), "second"));
    let gone = nl.entry(2, &withdrawal(first.id()));
    let german = de.entry(0, &report("german"));
    let (index, mut writer, mut store) = filled(&[&first, &german, &second, &gone]);
    assert_eq!(store.titles(&index, &Query::default()), ["second", "german"]);
    store.arrivals.retain(|_, entry| entry.log() != nl.log() || entry.header().seq < 1);
    let by_id = store.by_id();
    writer.remove(&nl.log(), 1, &|id| by_id.get(id).cloned()).unwrap();
    writer.commit(4).unwrap();
    assert_eq!(index.len(), 2);
    assert_eq!((index.arrival_of(&nl.log(), 1), index.arrival_of(&nl.log(), 0)), (None, Some(0)));
    assert_eq!(store.titles(&index, &Query::default()), ["german", "first"]);
    assert_eq!(store.titles(&index, &search("second")), Vec::<String>::new());
    // It comes back under a new number, as after a fork that was healed.
    store.arrivals.insert(9, second.clone());
    store.follow(&mut writer, 4);
    assert_eq!(store.titles(&index, &Query::default()), ["second", "german"]);
    assert_eq!((index.checkpoint(), index.last()), (10, Some((9, nl.log(), 1))));
}

#[test]
fn entry_applied_twice_counts_once() {
    let nl = author("NL", 1);
    let first = nl.entry(0, &report("first"));
    let (index, mut writer, store) = filled(&[&first]);
    for arrival in [0, 5] {
        writer.apply(Prepared::all(vec![Document::read(arrival, &first)]), &|_| None).unwrap();
    }
    writer.commit(6).unwrap();
    assert_eq!((index.len(), index.checkpoint()), (1, 6));
    assert_eq!(store.titles(&index, &Query::default()), ["first"]);
}

#[test]
fn record_of_a_newer_version_is_kept_and_not_shown() {
    let nl = author("NL", 1);
    let network = NetworkId::from_bytes([7; 32]);
    let place = Place { seq: 0, prev: None, time: Timestamp::from_unix(TIME), roster: 1 };
    let frame = entry::sign_raw(&network, &nl.member, place, 99, &[0xa0], &nl.key);
    let newer = SignedEntry::open(&network, frame).unwrap();
    let (index, _writer, _) = filled(&[&newer]);
    assert_eq!(index.len(), 1);
    let all = Query { include_superseded: true, include_withdrawn: true, ..Query::default() };
    for query in [Query::default(), all] {
        assert_eq!(index.search(&query).unwrap().total, Some(0));
    }
}
