//! What is found, in which order, and how it is counted.

use emn_protocol::record::Kind;

use super::*;
use crate::index::Facet;

fn many(records: impl IntoIterator<Item = About>) -> (Index, Writer, Store) {
    let nl = author("NL", 1);
    let entries: Vec<SignedEntry> =
        (0..).zip(records).map(|(seq, about)| nl.entry(seq, &Record::Report(trend(about)))).collect();
    filled(&entries.iter().collect::<Vec<_>>())
}

#[test]
fn search_needs_every_word_and_finds_them_in_any_form_and_language() {
    let (index, _writer, _) = many([
        about(
            &[("nl", "Slachtoffers van uitbuiting"), ("fr", "Victimes de la guerre")],
            &[("en", "Victims in Rīga, 2022, were housed")],
        ),
        about(&[("en", "Victims")], &[("en", "Nothing else.")]),
    ]);
    let found = |text: &str| index.search(&Query { concepts: false, ..search(text) }).unwrap().hits.len();
    assert_eq!(found("UITBUITING"), 1);
    assert_eq!(found("slachtoffer"), 1, "another form");
    assert_eq!(found("guerres riga"), 1, "words of several languages");
    assert_eq!(found("victim"), 2);
    assert_eq!(found("housing"), 1);
    assert_eq!(found("victims nowhere"), 0);
    assert_eq!(found("2022"), 1);
}

#[test]
fn phrases_beginnings_errors_and_alternatives_are_understood() {
    let (index, _writer, store) = many([
        about(&[("en", "one")], &[("en", "Forced labour in farming.")]),
        about(&[("en", "two")], &[("en", "Labour was forced upon them."), ("nl", "Dwang")]),
        about(&[("en", "three")], &[("en", "Forced"), ("fr", "labour")]),
        about(&[("en", "four")], &[("en", "Farmers")]),
    ]);
    let found = |text: &str| {
        let mut titles = store.titles(&index, &Query { concepts: false, ..search(text) });
        titles.sort();
        titles
    };
    assert_eq!(found("\"forced labour\""), ["one"], "a phrase does not go from one text into the next");
    assert_eq!(found("forced labour"), ["one", "three", "two"]);
    assert_eq!(found("forced labour -\"forced labour\""), ["three", "two"]);
    assert_eq!(found("farm*"), ["four", "one"]);
    assert_eq!(found("laber~"), ["one", "two"], "of `labor`, the stem of English; that of French is two letters away");
    assert_eq!(found("laber"), Vec::<String>::new());
    assert_eq!(found("dwang OR farming"), ["one", "two"]);
    assert_eq!(found("-forced"), ["four"]);
    assert_eq!(found("title:one OR title:fou*"), ["four", "one"]);
    assert_eq!(found("title:forced"), Vec::<String>::new());
    assert_eq!(found("topic:return language:nl"), ["two"]);
    assert_eq!(found("forced year:2020 -language:nl country:NL"), ["one", "three"]);
    assert_eq!(found("language:fr OR language:nl"), ["three", "two"]);
    let fuzzy = Query { fuzzy: true, concepts: false, ..search("laber farmm") };
    assert_eq!(store.titles(&index, &fuzzy), ["one"]);
}

#[test]
fn topic_is_found_by_its_label_in_every_language() {
    let topic = |topic: &str, about: About| About { topics: vec![topic.parse().unwrap()], ..about };
    let (index, _writer, store) = many([
        about(&[("en", "english")], &[("en", "On trafficking in human beings.")]),
        about(&[("fr", "french")], &[("fr", "La traite des êtres humains.")]),
        about(&[("nl", "dutch")], &[("nl", "Over mensenhandel en dwang.")]),
        topic("trafficking-in-human-beings", about(&[("de", "declared")], &[("de", "Nichts davon.")])),
        topic("debt-bondage", about(&[("de", "narrower")], &[("de", "Nichts davon.")])),
        about(&[("en", "other")], &[("en", "On the trafficking of goods, and on human beings.")]),
        about(&[("fr", "La traite des êtres humains")], &[("fr", "Titre.")]),
    ]);
    let labels = ["mensenhandel", "Trafficking in human beings", "traite des êtres humains", "Menschenhandel"];
    for text in labels {
        let page = index.search(&search(text)).unwrap();
        let mut arrivals: Vec<u64> = page.hits.iter().map(|hit| hit.arrival).collect();
        arrivals.sort_unstable();
        assert_eq!(arrivals, [0, 1, 2, 3, 4, 6], "{text}");
        assert_eq!(page.concepts.len(), 1, "{text}");
        assert_eq!(page.concepts[0].concepts[0].as_str(), "trafficking-in-human-beings");
        assert_eq!(page.concepts[0].text, text);
        assert!(!page.highlight.concepts.is_empty());
    }
    assert_eq!(store.titles(&index, &search("mensenhandel"))[0], "dutch", "its own language comes first");
    let french = store.titles(&index, &search("traite des êtres humains"));
    assert_eq!(french[..2], ["La traite des êtres humains", "french"], "then the title");
    let words = Query { concepts: false, ..search("mensenhandel") };
    assert_eq!(store.titles(&index, &words), ["dutch"]);
    assert_eq!(store.titles(&index, &search("\"mensenhandel\"")), ["dutch"]);
    assert_eq!(store.titles(&index, &search("mensenhandel dwang")), ["dutch"]);
}

#[test]
fn label_in_quotes_finds_its_topic_and_one_word_in_quotes_is_the_word() {
    let (index, _writer, store) = many([
        about(&[("nl", "dutch")], &[("nl", "Over mensenhandel.")]),
        about(&[("pl", "polish")], &[("pl", "O handlu ludźmi.")]),
        about(&[("en", "other")], &[("en", "Trafficking in goods, and human beings.")]),
    ]);
    let found = |text: &str| store.titles(&index, &search(text));
    for text in ["\"trafficking in human beings\"", "\"handel ludźmi\" OR nothing"] {
        let mut titles = found(text);
        titles.sort();
        assert_eq!(titles, ["dutch", "polish"], "{text}");
    }
    assert_eq!(found("\"mensenhandel\""), ["dutch"]);
    assert_eq!(found("\"in goods\""), ["other"]);
    assert_eq!(found("title:\"handel ludźmi\""), Vec::<String>::new());
    let words = Query { concepts: false, ..search("\"trafficking in human beings\"") };
    assert_eq!(store.titles(&index, &words), Vec::<String>::new());
}

#[test]
fn word_that_only_joins_others_is_no_condition_unless_it_is_alone() {
    let (index, _writer, store) = many([
        about(&[("hr", "croatian")], &[("hr", "Potpora i novac.")]),
        about(&[("hr", "other")], &[("hr", "Uz more.")]),
    ]);
    let found = |text: &str| store.titles(&index, &search(text));
    assert_eq!(found("novac uz potporu"), ["croatian"]);
    assert_eq!(found("uz"), ["other"]);
    assert_eq!(found("\"novac uz potporu\""), Vec::<String>::new(), "in quotes it is part of the phrase");
}

#[test]
fn relevance_puts_titles_first_then_the_own_language() {
    let (index, _writer, store) = many([
        about(&[("en", "In the title: quota")], &[("en", "x")]),
        about(&[("en", "a")], &[("en", "quota in English")]),
        about(&[("nl", "b")], &[("nl", "quota in het Nederlands")]),
    ]);
    let own = |lang: &str| Query { own: Some(lang.parse().unwrap()), ..search("quota") };
    assert_eq!(store.titles(&index, &own("nl")), ["In the title: quota", "b", "a"]);
    assert_eq!(store.titles(&index, &own("en")), ["In the title: quota", "a", "b"]);
    let newest = Query { sort: Sort::Newest, ..own("nl") };
    assert_eq!(store.titles(&index, &newest), ["b", "a", "In the title: quota"]);
}

#[test]
fn filters_combine() {
    let (nl, de) = (author("NL", 1), author("DE", 2));
    let german = About {
        topics: vec!["debt-bondage".parse().unwrap(), "unknown-topic".parse().unwrap()],
        countries: vec!["DE".parse().unwrap(), "XX".parse().unwrap()],
        period: None,
        audience: Audience::Public,
        ..about(&[("de", "German"), ("sr-Latn", "Srpski")], &[("en", "Asylum")])
    };
    let dutch = nl.entry(0, &report("dutch"));
    let corrected = nl.entry(1, &correction(dutch.id(), "corrected"));
    let (index, _writer, store) = filled(&[&dutch, &corrected, &de.entry(0, &practice(german))]);
    let all = Query::default();
    let topic = |topic: &str| Query { topic: Some(topic.parse().unwrap()), ..all.clone() };
    let country = |country: &str| Query { country: Some(country.parse().unwrap()), ..all.clone() };
    let language = |lang: &str| Query { language: Some(lang.parse().unwrap()), ..all.clone() };
    let cases: [(Query, &[&str]); 16] = [
        (Query { member: Some(de.member.clone()), ..all.clone() }, &["German"]),
        (country("NL"), &["corrected"]),
        (country("XX"), &["German"]),
        (Query { member: Some(nl.member.clone()), ..country("DE") }, &[]),
        (topic("debt-bondage"), &["German"]),
        (topic("trafficking-in-human-beings"), &["German"]),
        (topic("unknown-topic"), &["German"]),
        (topic("no-such"), &[]),
        (Query { year: Some(2020), ..all.clone() }, &["corrected"]),
        (Query { year: Some(2023), ..all.clone() }, &[]),
        (language("de"), &["German"]),
        (language("sr-Latn"), &["German"]),
        (Query { audience: Some(Audience::Public), ..all.clone() }, &["German"]),
        (Query { kind: Some(Kind::Report), include_superseded: true, ..all.clone() }, &["corrected", "dutch"]),
        (Query { kind: Some(Kind::Correction), ..all.clone() }, &["corrected"]),
        (Query { kind: Some(Kind::Practice), ..search("asylum") }, &["German"]),
    ];
    for (query, expected) in cases {
        assert_eq!(store.titles(&index, &query), expected, "{query:?}");
    }
}

#[test]
fn measure_of_a_table_is_a_filter() {
    let nl = author("NL", 1);
    let table = emn_protocol::testing::victims(&["2022"], &[Some(30), Some(20), Some(10)]);
    let with = nl.entry(0, &Record::Report(TrendReport { tables: vec![table], ..trend(about(&[("en", "t")], &[])) }));
    let (index, _writer, store) = filled(&[&with, &nl.entry(1, &report("without"))]);
    let measure = |id: &str| Query { measure: Some(id.parse().unwrap()), ..Query::default() };
    assert_eq!(store.titles(&index, &measure("victims-identified")), ["t"]);
    assert_eq!(store.titles(&index, &measure("victims")), Vec::<String>::new());
}

#[test]
fn facets_count_what_is_found_on_all_pages() {
    let long = About { period: Some("0001/2021".parse().unwrap()), ..about(&[("en", "d")], &[("en", "word")]) };
    let odd = About {
        topics: vec!["debt-bondage".parse().unwrap(), "my-own".parse().unwrap()],
        countries: vec!["NL".parse().unwrap(), "QQ".parse().unwrap()],
        ..about(&[("nl", "c")], &[("en", "word")])
    };
    let (index, _writer, _) =
        many([about(&[("en", "a")], &[("en", "word")]), about(&[("en", "b")], &[("en", "other")]), odd, long]);
    let query = Query { facets: true, limit: 1, ..search("word") };
    let page = index.search(&query).unwrap();
    let facets = page.facets.unwrap();
    assert_eq!((facets.count(Facet::Kind, "report"), facets.count(Facet::Member, "NL")), (3, 3));
    assert_eq!((facets.count(Facet::Language, "en"), facets.count(Facet::Language, "nl")), (3, 1));
    assert_eq!(facets.count(Facet::Topic, "trafficking-in-human-beings"), 1, "with the narrower ones");
    assert_eq!((facets.count(Facet::Topic, "debt-bondage"), facets.count(Facet::Topic, "return")), (1, 2));
    assert_eq!((facets.count(Facet::Country, "NL"), facets.count(Facet::Country, "QQ")), (3, 0), "no unknown codes");
    assert_eq!(facets.count(Facet::Topic, "my-own"), 0);
    assert_eq!((facets.count(Facet::Year, "2021"), facets.count(Facet::Year, "2022")), (3, 2));
    assert_eq!(
        (facets.count(Facet::Year, "1922"), facets.count(Facet::Year, "1921")),
        (1, 0),
        "the last hundred years"
    );
    assert_eq!(facets.count(Facet::Audience, "network"), 3);
    let counts: Vec<u64> = facets.of(Facet::Year).iter().map(|value| value.count).collect();
    assert!(counts.is_sorted_by(|a, b| a >= b) && counts.len() == 100);
    let second = index.search(&Query { cursor: page.next, ..query }).unwrap();
    assert_eq!((second.total, second.facets), (None, None), "told with the first page");
}
