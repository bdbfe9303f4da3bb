use emn_protocol::crypto::SigningKey;
use emn_protocol::entry::{self, Place, SignedEntry};
use emn_protocol::ids::{EntryId, MemberId, NetworkId};
use emn_protocol::record::{
    About, Audience, BestPractice, Content, Correction, Kind, MultiText, Record, TrendReport, Withdrawal,
};
use emn_protocol::time::Timestamp;

use super::*;

const TIME: i64 = 1_760_000_000;

/// A member that signs entries for its log; whether they follow each other is nothing to the catalogue.
struct Author {
    member: MemberId,
    key: SigningKey,
}

fn author(member: &str, seed: u8) -> Author {
    Author { member: member.parse().unwrap(), key: SigningKey::from_seed(&[seed; 32]) }
}

fn network() -> NetworkId {
    NetworkId::from_bytes([7; 32])
}

impl Author {
    fn entry_at(&self, seq: u64, time: i64, record: &Record) -> SignedEntry {
        let place =
            Place { seq, prev: (seq > 0).then(|| EntryId::of(b"before")), time: Timestamp::from_unix(time), roster: 1 };
        let frame = entry::sign(&network(), &self.member, place, record, &self.key);
        SignedEntry::open(&network(), frame).unwrap()
    }

    fn entry(&self, seq: u64, record: &Record) -> SignedEntry {
        self.entry_at(seq, TIME + i64::try_from(seq).unwrap(), record)
    }
}

fn text(texts: &[(&str, &str)]) -> MultiText {
    texts.iter().map(|(lang, text)| (lang.parse().unwrap(), *text)).collect()
}

fn about(title: &[(&str, &str)], summary: &[(&str, &str)]) -> About {
    About {
        title: text(title),
        summary: text(summary),
        topics: vec!["debt-bondage".parse().unwrap()],
        countries: vec!["NL".parse().unwrap()],
        period: Some("2019/2022".parse().unwrap()),
        audience: Audience::Network,
        organisation: "IND".to_owned(),
        licence: None,
        disclaimer: MultiText::new(),
        specification: None,
        answers: None,
    }
}

fn trend(about: About) -> TrendReport {
    TrendReport {
        about,
        body: text(&[("en", "wordinthebody")]),
        definitions: MultiText::new(),
        source: None,
        reference_date: None,
        tables: Vec::new(),
        attachments: Vec::new(),
    }
}

fn report(title: &str) -> Record {
    Record::Report(trend(about(&[("en", title)], &[("en", "A summary.")])))
}

fn practice(about: About) -> Record {
    Record::Practice(BestPractice {
        about,
        context: MultiText::new(),
        approach: text(&[("en", "Do it.")]),
        results: MultiText::new(),
        conditions: MultiText::new(),
        attachments: Vec::new(),
    })
}

fn correction(supersedes: EntryId, title: &str) -> Record {
    let content = Content::Report(trend(about(&[("en", title)], &[("en", "A summary.")])));
    Record::Correction(Correction { supersedes, reason: text(&[("en", "A cell was wrong.")]), content })
}

fn withdrawal(withdraws: EntryId) -> Record {
    Record::Withdrawal(Withdrawal { withdraws, reason: text(&[("en", "Too detailed.")]) })
}

fn catalogue(entries: &[&SignedEntry]) -> Catalogue {
    let catalogue = Catalogue::new();
    (0..).zip(entries).for_each(|(arrival, entry)| catalogue.apply(arrival, entry));
    catalogue
}

fn titles(catalogue: &Catalogue, query: &Query) -> Vec<String> {
    let page = catalogue.query(query).unwrap();
    page.items
        .iter()
        .map(|listed| listed.card().and_then(|card| card.title.best(&[])).map_or("-", |(_, title)| title).to_owned())
        .collect()
}

fn search(text: &str) -> Query {
    Query { text: text.to_owned(), sort: Sort::Relevance, ..Query::default() }
}

/// Every order of up to five things.
fn orders<T: Clone>(things: &[T]) -> Vec<Vec<T>> {
    if things.is_empty() {
        return vec![Vec::new()];
    }
    let mut orders_found = Vec::new();
    for first in 0..things.len() {
        let mut rest = things.to_vec();
        let chosen = rest.remove(first);
        orders_found.extend(orders(&rest).into_iter().map(|mut order| {
            order.insert(0, chosen.clone());
            order
        }));
    }
    orders_found
}

#[test]
fn corrections_and_withdrawals_act_alike_in_every_order_of_arrival() {
    let (nl, other) = (author("NL", 1), author("DE", 2));
    let first = nl.entry(0, &report("first"));
    let second = nl.entry(1, &correction(first.id(), "second"));
    let third = nl.entry(2, &correction(second.id(), "third"));
    let foreign_correction = other.entry(0, &correction(third.id(), "not theirs"));
    let foreign_withdrawal = other.entry(1, &withdrawal(third.id()));
    for order in orders(&[&first, &second, &third, &foreign_correction, &foreign_withdrawal]) {
        let catalogue = catalogue(&order);
        for version in [&first, &second, &third] {
            assert_eq!(catalogue.newest(&version.id()), Some(third.id()));
        }
        assert_eq!(catalogue.get(&first.id()).unwrap().superseded_by, Some(second.id()));
        let newest = catalogue.get(&third.id()).unwrap();
        assert_eq!((newest.superseded_by, newest.withdrawn), (None, None));
        let nl_only = Query { member: Some(nl.member.clone()), ..Query::default() };
        assert_eq!(titles(&catalogue, &nl_only), ["third"]);
        let all = Query { include_superseded: true, ..nl_only };
        assert_eq!(titles(&catalogue, &all).len(), 3);
    }
}

#[test]
fn another_key_of_the_same_member_corrects_its_record() {
    let (old_key, new_key) = (author("NL", 1), author("NL", 9));
    let first = old_key.entry(5, &report("first"));
    let second = new_key.entry_at(0, TIME + 10, &correction(first.id(), "second"));
    for order in orders(&[&first, &second]) {
        assert_eq!(titles(&catalogue(&order), &Query::default()), ["second"]);
    }
}

#[test]
fn withdrawn_record_shows_nothing_of_its_content_in_every_order() {
    let nl = author("NL", 1);
    let secret = nl.entry(0, &report("secret"));
    let gone = nl.entry(1, &withdrawal(secret.id()));
    let erased = secret.erased_by(&gone).unwrap();
    for order in [[&secret, &gone], [&gone, &secret], [&erased, &gone], [&gone, &erased]] {
        let catalogue = catalogue(&order);
        let listed = catalogue.get(&secret.id()).unwrap();
        assert_eq!(listed.card(), None);
        let withdrawn = listed.withdrawn.unwrap();
        assert_eq!(withdrawn.by, gone.id());
        assert_eq!(withdrawn.reason.get("en"), Some("Too detailed."));
        assert_eq!(titles(&catalogue, &Query::default()), Vec::<String>::new());
        let with_withdrawn = Query { include_withdrawn: true, ..Query::default() };
        assert_eq!(titles(&catalogue, &with_withdrawn), ["-"]);
        // What is gone can neither be searched for nor be told by a filter.
        for probe in [
            Query { text: "secret".to_owned(), ..with_withdrawn.clone() },
            Query { country: Some("NL".parse().unwrap()), ..with_withdrawn.clone() },
            Query { audience: Some(Audience::Network), ..with_withdrawn.clone() },
        ] {
            assert_eq!(titles(&catalogue, &probe), Vec::<String>::new());
        }
        let acts = Query { kind: Some(Kind::Withdrawal), ..Query::default() };
        assert_eq!(catalogue.query(&acts).unwrap().items[0].withdraws().unwrap().0, secret.id());
    }
}

#[test]
fn erased_record_is_withdrawn_though_the_withdrawal_is_in_no_log_here() {
    let nl = author("NL", 1);
    let secret = nl.entry(0, &report("secret"));
    let gone = nl.entry(1, &withdrawal(secret.id()));
    let catalogue = catalogue(&[&secret.erased_by(&gone).unwrap()]);
    assert_eq!(catalogue.get(&secret.id()).unwrap().withdrawn.unwrap().by, gone.id());
}

#[test]
fn withdrawal_of_a_withdrawal_has_no_effect() {
    let nl = author("NL", 1);
    let first = nl.entry(0, &report("first"));
    let gone = nl.entry(1, &withdrawal(first.id()));
    let undone = nl.entry(2, &withdrawal(gone.id()));
    for order in orders(&[&first, &gone, &undone]) {
        let catalogue = catalogue(&order);
        assert!(catalogue.get(&first.id()).unwrap().withdrawn.is_some());
        assert!(catalogue.get(&gone.id()).unwrap().withdrawn.is_none());
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
        let catalogue = catalogue(&order);
        assert_eq!(titles(&catalogue, &Query::default()), ["first"]);
        assert_eq!(catalogue.newest(&first.id()), Some(first.id()));
    }
}

#[test]
fn two_corrections_of_one_record_the_later_one_counts() {
    let nl = author("NL", 1);
    let first = nl.entry(0, &report("first"));
    let one = nl.entry(1, &correction(first.id(), "one"));
    let two = nl.entry(2, &correction(first.id(), "two"));
    for order in orders(&[&first, &one, &two]) {
        assert_eq!(catalogue(&order).get(&first.id()).unwrap().superseded_by, Some(two.id()));
    }
}

#[test]
fn removed_entries_leave_nothing_behind() {
    let (nl, de) = (author("NL", 1), author("DE", 2));
    let first = nl.entry(0, &report("first"));
    let second = nl.entry(1, &correction(first.id(), "second"));
    let gone = nl.entry(2, &withdrawal(first.id()));
    let german = de.entry(0, &report("german"));
    let catalogue = catalogue(&[&first, &german, &second, &gone]);
    catalogue.remove(&nl.entry(0, &report("x")).log(), 1);
    assert_eq!(catalogue.len(), 2);
    assert_eq!(catalogue.get(&second.id()), None);
    assert_eq!(titles(&catalogue, &Query::default()), ["german", "first"]);
    assert_eq!(titles(&catalogue, &search("second")), Vec::<String>::new());
    // It comes back under a new number, as after a fork that was healed.
    catalogue.apply(9, &second);
    assert_eq!(titles(&catalogue, &Query::default()), ["second", "german"]);
    assert_eq!(catalogue.checkpoint(), 10);
}

#[test]
fn entry_applied_twice_counts_once() {
    let nl = author("NL", 1);
    let first = nl.entry(0, &report("first"));
    let catalogue = catalogue(&[&first]);
    catalogue.apply(0, &first);
    catalogue.apply(5, &first);
    assert_eq!((catalogue.len(), catalogue.checkpoint()), (1, 6));
}

#[test]
fn pages_show_every_record_once_though_all_have_the_same_time() {
    const RECORDS: usize = 10_000;
    let nl = author("NL", 1);
    let pattern = nl.entry_at(0, TIME, &report("one of many"));
    let catalogue = Catalogue::new();
    // Only the id and the number differ; signing ten thousand entries would prove nothing more.
    let many = (0_u64..).take(RECORDS).map(|number| {
        let mut prepared = Prepared::read(number * 3, &pattern);
        prepared.item.id = EntryId::of(&number.to_be_bytes());
        prepared.item.seq = number;
        prepared
    });
    catalogue.apply_prepared(many);
    for sort in [Sort::Newest, Sort::Relevance] {
        let text = if sort == Sort::Relevance { "many" } else { "" }.to_owned();
        let mut query = Query { limit: 7, text, sort, ..Query::default() };
        if sort == Sort::Relevance {
            // Every page sorts all that was found; a few pages less.
            query.limit = 200;
        }
        let mut seen = Vec::new();
        loop {
            let page = catalogue.query(&query).unwrap();
            assert_eq!(page.total, query.cursor.is_none().then_some(RECORDS));
            seen.extend(page.items.iter().map(|listed| listed.item.arrival));
            query.cursor = page.next;
            if query.cursor.is_none() {
                break;
            }
        }
        let expected: Vec<u64> = (0..RECORDS as u64).rev().map(|number| number * 3).collect();
        assert_eq!(seen, expected);
    }
}

#[test]
fn page_goes_on_where_it_was_though_records_arrive_and_leave() {
    let (nl, de) = (author("NL", 1), author("DE", 2));
    let entries: Vec<_> = (0..6).map(|seq| nl.entry(seq, &report(&format!("r{seq}")))).collect();
    let catalogue = catalogue(&entries.iter().collect::<Vec<_>>());
    let mut query = Query { limit: 2, ..Query::default() };
    let page = catalogue.query(&query).unwrap();
    assert_eq!(titles(&catalogue, &query), ["r5", "r4"]);
    query.cursor = page.next;
    catalogue.apply(6, &de.entry(0, &report("new")));
    catalogue.remove(&entries[0].log(), 3);
    assert_eq!(titles(&catalogue, &query), ["r2", "r1"]);
}

#[test]
fn cursor_of_another_query_is_refused() {
    let nl = author("NL", 1);
    let entries: Vec<_> = (0..3).map(|seq| nl.entry(seq, &report("x"))).collect();
    let catalogue = catalogue(&entries.iter().collect::<Vec<_>>());
    let query = Query { limit: 1, ..Query::default() };
    let cursor = catalogue.query(&query).unwrap().next;
    let again = Query { limit: 2, cursor: cursor.clone(), ..query.clone() };
    assert_eq!(catalogue.query(&again).unwrap().items.len(), 2);
    let other = Query { member: Some(nl.member.clone()), cursor, ..query.clone() };
    assert_eq!(catalogue.query(&other), Err(QueryError::OtherCursor));
    for bad in ["", "x", "????", &"A".repeat(27), &"A".repeat(5000)] {
        let query = Query { cursor: Some(bad.to_owned()), ..query.clone() };
        assert!(catalogue.query(&query).is_err(), "{bad}");
    }
}

#[test]
fn query_over_a_limit_is_refused() {
    let catalogue = Catalogue::new();
    let refused = |query: Query| catalogue.query(&query).unwrap_err();
    assert_eq!(refused(search(&"x".repeat(1025))), QueryError::TextTooLong { bytes: 1025 });
    let words: Vec<String> = (0..33).map(|n| format!("w{n}")).collect();
    assert_eq!(refused(search(&words.join(" "))), QueryError::TooManyWords { words: 33 });
    assert_eq!(refused(search("!?")), QueryError::NoWords);
    for limit in [0, 201] {
        assert_eq!(refused(Query { limit, ..Query::default() }), QueryError::Limit { limit });
    }
}

#[test]
fn search_needs_every_word_and_finds_them_in_any_language() {
    let nl = author("NL", 1);
    let both = about(
        &[("nl", "Slachtoffers van mensenhandel"), ("fr", "Victimes de la traite")],
        &[("en", "Victims in Rīga, 2022")],
    );
    let one = nl.entry(0, &Record::Report(trend(both)));
    let other = nl.entry(1, &report("Victims"));
    let catalogue = catalogue(&[&one, &other]);
    let found = |text: &str| catalogue.query(&search(text)).unwrap().items.len();
    assert_eq!(found("MENSENHANDEL"), 1);
    assert_eq!(found("traite riga"), 1);
    assert_eq!(found("victim"), 2);
    assert_eq!(found("handel"), 1, "inside a word");
    assert_eq!(found("victims nothing"), 0);
    assert_eq!(found("ictims"), 2);
    assert_eq!(found("ga"), 0, "short words are not looked for inside others");
    assert_eq!(found("wordinthebody"), 0, "the catalogue has no bodies");
}

#[test]
fn relevance_puts_titles_first_then_the_own_language() {
    let nl = author("NL", 1);
    let records = [
        about(&[("en", "In the title: asylum")], &[("en", "x")]),
        about(&[("en", "a")], &[("en", "asylum in English")]),
        about(&[("nl", "b")], &[("nl", "asylum in het Nederlands")]),
        about(&[("en", "c")], &[("en", "asylums, longer")]),
    ];
    let entries: Vec<_> = (0..).zip(records).map(|(seq, about)| nl.entry(seq, &Record::Report(trend(about)))).collect();
    let catalogue = catalogue(&entries.iter().collect::<Vec<_>>());
    let own = |lang: &str| Query { own: Some(lang.parse().unwrap()), ..search("asylum") };
    assert_eq!(titles(&catalogue, &own("nl")), ["In the title: asylum", "b", "a", "c"]);
    assert_eq!(titles(&catalogue, &own("en")), ["In the title: asylum", "a", "c", "b"]);
    let newest = Query { sort: Sort::Newest, ..own("nl") };
    assert_eq!(titles(&catalogue, &newest), ["c", "b", "a", "In the title: asylum"]);
}

#[test]
fn filters_combine() {
    let (nl, de) = (author("NL", 1), author("DE", 2));
    let german = About {
        topics: vec!["asylum".parse().unwrap()],
        countries: vec!["DE".parse().unwrap(), "NL".parse().unwrap()],
        period: None,
        audience: Audience::Public,
        ..about(&[("de", "Asyl")], &[("en", "Asylum")])
    };
    let dutch = nl.entry(0, &report("dutch"));
    let corrected = nl.entry(1, &correction(dutch.id(), "corrected"));
    let catalogue = catalogue(&[&dutch, &corrected, &de.entry(0, &practice(german))]);
    let all = Query::default();
    let cases: [(&str, Query, &[&str]); 12] = [
        ("member", Query { member: Some(de.member.clone()), ..all.clone() }, &["Asyl"]),
        ("country", Query { country: Some("NL".parse().unwrap()), ..all.clone() }, &["Asyl", "corrected"]),
        ("both", Query { country: Some("DE".parse().unwrap()), member: Some(nl.member), ..all.clone() }, &[]),
        ("topic", Query { topic: Some("debt-bondage".parse().unwrap()), ..all.clone() }, &["corrected"]),
        (
            "broader",
            Query { topic: Some("trafficking-in-human-beings".parse().unwrap()), ..all.clone() },
            &["corrected"],
        ),
        ("unknown topic", Query { topic: Some("no-such".parse().unwrap()), ..all.clone() }, &[]),
        ("year", Query { year: Some(2020), ..all.clone() }, &["corrected"]),
        ("year outside", Query { year: Some(2023), ..all.clone() }, &[]),
        ("language", Query { language: Some("de".parse().unwrap()), ..all.clone() }, &["Asyl"]),
        ("audience", Query { audience: Some(Audience::Public), ..all.clone() }, &["Asyl"]),
        (
            "report",
            Query { kind: Some(Kind::Report), include_superseded: true, ..all.clone() },
            &["corrected", "dutch"],
        ),
        ("correction", Query { kind: Some(Kind::Correction), ..all }, &["corrected"]),
    ];
    for (name, query, expected) in cases {
        assert_eq!(titles(&catalogue, &query), expected, "{name}");
    }
}
