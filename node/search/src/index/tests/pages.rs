//! Pages, and the order on them.

use proptest::prelude::*;

use super::*;
use crate::query::QueryError;
use crate::sample::Sample;

/// An index of samples; their texts are not needed again.
fn samples(count: u64) -> (Index, Writer) {
    let (index, mut writer) = Index::in_memory().unwrap();
    let mut sample = Sample::new(5);
    // Several segments, as in a real index.
    for from in (0..count).step_by(300) {
        let documents = (from..count.min(from + 300)).map(|arrival| sample.document(arrival)).collect();
        writer.apply(Prepared::all(documents), &|_| None).unwrap();
        writer.commit(count.min(from + 300)).unwrap();
    }
    (index, writer)
}

/// Arrival numbers on all pages.
fn all_pages(index: &Index, query: &Query) -> Vec<u64> {
    let mut query = query.clone();
    let mut seen = Vec::new();
    loop {
        let page = index.search(&query).unwrap();
        assert_eq!(page.total.is_some(), query.cursor.is_none());
        assert!(page.next.is_none() || page.hits.len() == query.limit);
        seen.extend(page.hits.iter().map(|hit| hit.arrival));
        query.cursor = page.next;
        if query.cursor.is_none() {
            return seen;
        }
    }
}

#[test]
fn pages_are_one_long_page_cut_in_pieces() {
    let (index, _writer) = samples(900);
    let sample = Sample::new(5);
    for sort in [Sort::Newest, Sort::Date, Sort::Relevance] {
        for (text, limit) in [("", 13), (sample.word(0, 3), 7), (sample.word(1, 20), 1), ("mensenhandel", 50)] {
            let query = Query { text: text.to_owned(), sort, limit, ..Query::default() };
            let total = index.search(&query).unwrap().total.unwrap();
            let pages = all_pages(&index, &query);
            assert_eq!(pages.len() as u64, total, "{query:?}");
            assert_eq!(pages, all_pages(&index, &Query { limit: 200, ..query.clone() }), "{query:?}");
            if sort == Sort::Newest {
                assert!(pages.is_sorted_by(|a, b| a > b));
            }
        }
    }
}

#[test]
fn pages_show_every_record_once_though_all_have_the_same_time() {
    let nl = author("NL", 1);
    let entries: Vec<SignedEntry> = (0..20).map(|seq| nl.entry_at(seq, TIME, &report("one of many"))).collect();
    let (index, _writer, _) = filled(&entries.iter().collect::<Vec<_>>());
    for sort in [Sort::Newest, Sort::Date, Sort::Relevance] {
        let query = Query { text: "many".to_owned(), sort, limit: 7, ..Query::default() };
        assert_eq!(all_pages(&index, &query), (0..20).rev().collect::<Vec<u64>>());
    }
}

#[test]
fn newest_is_by_arrival_and_date_by_the_signer() {
    let nl = author("NL", 1);
    let early = nl.entry_at(0, TIME, &report("early"));
    let late = nl.entry_at(1, TIME + 9, &report("late"));
    let order = [&late, &early];
    assert_eq!(titles(&order, &Query::default()), ["early", "late"]);
    assert_eq!(titles(&order, &Query { sort: Sort::Date, ..Query::default() }), ["late", "early"]);
}

#[test]
fn page_goes_on_where_it_was_though_records_arrive_and_leave() {
    let (nl, de) = (author("NL", 1), author("DE", 2));
    let entries: Vec<_> = (0..6).map(|seq| nl.entry(seq, &report(&format!("r{seq}")))).collect();
    let (index, mut writer, mut store) = filled(&entries.iter().collect::<Vec<_>>());
    let mut query = Query { limit: 2, ..Query::default() };
    let page = index.search(&query).unwrap();
    assert_eq!(store.titles(&index, &query), ["r5", "r4"]);
    query.cursor = page.next;
    store.arrivals.insert(6, de.entry(0, &report("new")));
    writer.remove(&nl.log(), 3, &|_| None).unwrap();
    store.follow(&mut writer, 6);
    assert_eq!(store.titles(&index, &query), ["r2", "r1"]);
}

#[test]
fn cursor_of_another_query_is_refused() {
    let nl = author("NL", 1);
    let entries: Vec<_> = (0..3).map(|seq| nl.entry(seq, &report("x"))).collect();
    let (index, _writer, _) = filled(&entries.iter().collect::<Vec<_>>());
    let query = Query { limit: 1, ..Query::default() };
    let cursor = index.search(&query).unwrap().next;
    let again = Query { limit: 2, facets: true, cursor: cursor.clone(), ..query.clone() };
    assert_eq!(index.search(&again).unwrap().hits.len(), 2);
    let other = Query { member: Some(nl.member.clone()), cursor, ..query.clone() };
    assert_eq!(index.search(&other), Err(QueryError::OtherCursor));
    for bad in ["", "x", "????", &"A".repeat(27), &"A".repeat(5000)] {
        let query = Query { cursor: Some(bad.to_owned()), ..query.clone() };
        assert!(index.search(&query).is_err(), "{bad}");
    }
}

#[test]
fn query_over_a_limit_is_refused() {
    let (index, _writer) = Index::in_memory().unwrap();
    let refused = |query: Query| index.search(&query).unwrap_err();
    assert_eq!(refused(search(&"x".repeat(1025))), QueryError::TextTooLong { bytes: 1025 });
    for limit in [0, 201] {
        assert_eq!(refused(Query { limit, ..Query::default() }), QueryError::Limit { limit });
    }
    assert_eq!(index.search(&search("x")).unwrap().total, Some(0));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_answered_or_refused_within_the_limits(
        text in r#"([a-zà-ÿ0-9]{0,6}|"|\*|~|-|:|/|OR|title:|year:|topic:|\(|\)| |mensenhandel|trafficking in){0,24}"#,
        sort in 0usize..3,
        fuzzy in any::<bool>(),
    ) {
        static INDEX: std::sync::OnceLock<(Index, std::sync::Mutex<Writer>)> = std::sync::OnceLock::new();
        let (index, _) = INDEX.get_or_init(|| {
            let (index, writer) = samples(300);
            (index, std::sync::Mutex::new(writer))
        });
        let sort = [Sort::Newest, Sort::Date, Sort::Relevance][sort];
        let query = Query { text, sort, fuzzy, limit: 5, facets: true, ..Query::default() };
        if let Ok(page) = index.search(&query) {
            prop_assert!(page.hits.len() <= 5);
            prop_assert!(page.total.unwrap() <= 300);
            prop_assert!(page.hits.len() as u64 <= page.total.unwrap());
        }
    }
}
