//! Home, topics, search and records: what they show, and what nothing in a record makes them do.

use axum::body::Body;
use axum::http::{Request, header};
use emn_accounts::{Role, Roles};
use emn_protocol::ids::{Digest, EntryId};
use emn_protocol::record::{
    About, Attachment, Audience, CodeLabel, Dimension, Flags, Measure, MeasureKind, MultiText, Record, Table,
    TrendReport,
};
use emn_protocol::testing::{about, code, correction, english, practice, report, victims, withdrawal};

use super::browser::{Browser, Shown};
use crate::api::tests::harness::Node;

/// Bytes that a page may have.
const PAGE_BYTES: usize = 150 * 1024;

/// Text that tries whatever a line of a record can try.
const HOSTILE: &str = "\"'><script>alert(1)</script><svg onload=alert(1)><img src=x onerror=alert(1)></textarea></title>\
    </style>\u{202e}\u{2066}&amp;[a](javascript:alert(1)) <a href=\"javascript:x\">";

const PAGES: [&str; 5] = ["/", "/topics", "/topics/trafficking-in-human-beings", "/search", "/search?q=victims"];

async fn read(browser: &mut Browser, path: &str) -> Shown {
    let shown = browser.get(path).await;
    assert!(shown.html.len() <= PAGE_BYTES, "{path} has {} bytes", shown.html.len());
    assert!(!shown.html.contains('⟨'), "{path} lacks a text: {}", shown.html);
    shown
}

/// A page that must be there, and on which nothing acts.
async fn sound(browser: &mut Browser, path: &str) -> String {
    let shown = read(browser, path).await;
    assert_eq!(shown.status, 200, "{path}: {}", shown.html);
    assert_inert(&shown.html);
    shown.html
}

fn assert_inert(page: &str) {
    assert!(!page.contains(['\u{202e}', '\u{2066}', '\u{0}']), "a text turns the page");
    for tag in page.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default().to_lowercase();
        let name = tag.split([' ', '/', '\n']).find(|part| !part.is_empty()).unwrap_or_default();
        assert!(!["iframe", "base", "object", "style", "foreignobject"].contains(&name), "<{tag}>");
        // Outside of values: a page may show what a record says.
        let names: String = tag.split('"').step_by(2).collect();
        assert!(!names.contains(" on") && !names.contains(" style="), "<{tag}>");
        for start in ["href=\"", "src=\"", "action=\""] {
            let Some((_, value)) = tag.split_once(start) else { continue };
            let fine = ["/", "#", "?", "https://", "http://", "mailto:"].iter().any(|good| value.starts_with(good));
            assert!(fine && !value.starts_with("//"), "<{tag}>");
        }
        assert!(name != "script" || tag.starts_with('/') || tag.contains("src=\"/assets/"), "<{tag}>");
    }
}

fn trends(title: &str, values: [Option<i64>; 6]) -> Record {
    report(title, vec![victims(&["2021", "2022"], &values)])
}

fn filled() -> (Node, Vec<EntryId>) {
    let mut node = Node::new();
    let records = [
        (0, trends("Trends in victims", [Some(30), Some(40), Some(20), Some(25), Some(10), Some(15)])),
        (1, trends("Victims elsewhere", [Some(60), Some(70), None, Some(50), None, Some(20)])),
        (2, practice("Shelter for victims")),
    ];
    let ids = records.iter().map(|(member, record)| node.add(*member, record).entry().id()).collect();
    (node, ids)
}

#[tokio::test]
async fn pages_are_shown_in_the_language_of_the_reader() {
    let (node, ids) = filled();
    let mut browser = Browser::of(&node);
    let record = format!("/records/{}", ids[1]);
    for (lang, word) in
        [("en", "Newest records"), ("nl", "Nieuwste publicaties"), ("fr", "Le réseau"), ("de", "Das Netz")]
    {
        browser.prefer("emn-language", lang);
        for path in PAGES.iter().copied().chain([record.as_str()]) {
            let page = sound(&mut browser, path).await;
            assert!(page.contains(&format!("<html lang=\"{lang}\"")), "{path}");
        }
        assert!(sound(&mut browser, "/").await.contains(word), "{lang}");
    }
}

#[tokio::test]
async fn home_shows_what_is_new_and_the_network() {
    let (mut node, _) = filled();
    let mut browser = Browser::of(&node);
    let page = sound(&mut browser, "/").await;
    assert!(page.contains("Shelter for victims") && page.contains("1 of 2"), "{page}");
    assert!(page.contains("chart-series-1"), "there is a chart of what two members publish");
    assert!(!page.contains("since your last visit"));
    node.add(1, &practice("A newer practice"));
    let page = sound(&mut browser, "/").await;
    assert!(page.contains("1 record has arrived since your last visit"), "{page}");
    assert_eq!(page.matches("badge-good\">new").count(), 1);
    node.change(|snapshot| snapshot.hold = Some("a reason".to_owned()));
    assert!(sound(&mut browser, "/").await.contains("Nothing can be published here at the moment."));
}

#[tokio::test]
async fn topic_has_figures_reports_and_practices() {
    let (node, _) = filled();
    let mut browser = Browser::of(&node);
    let page = sound(&mut browser, "/topics/trafficking-in-human-beings").await;
    for part in ["Trends in victims", "Shelter for victims", "chart-", "/feeds/topics/trafficking-in-human-beings.atom"]
    {
        assert!(page.contains(part), "{part} is missing: {page}");
    }
    assert!(page.contains("/compare?measure=victims-identified&#38;by=country,year"), "{page}");
    let tree = sound(&mut browser, "/topics").await;
    assert!(tree.contains("title=\"3 records\">3</span>"), "{tree}");
    let missing = read(&mut browser, "/topics/mensenhandl").await;
    assert_eq!(missing.status, 404);
    assert!(missing.html.contains("href=\"/topics/trafficking-in-human-beings\""), "{}", missing.html);
}

#[tokio::test]
async fn search_finds_marks_and_narrows_down() {
    let (node, _) = filled();
    let mut browser = Browser::of(&node);
    let page = sound(&mut browser, "/search?q=victims").await;
    assert!(page.contains("3 results") && page.contains("<mark>victims</mark>"), "{page}");
    let narrowed = sound(&mut browser, "/search?q=victims&kind=practice").await;
    assert!(narrowed.contains("1 result<") && narrowed.contains("href=\"/search?q=victims\""), "{narrowed}");
    let recognised = sound(&mut browser, "/search?q=mensenhandel").await;
    assert!(recognised.contains("Recognised as a topic") && recognised.contains("concepts=off"), "{recognised}");
    let words = sound(&mut browser, "/search?q=mensenhandel&concepts=off").await;
    assert!(words.contains("No record here fits") && words.contains("Search for topics in every language again"));
    let slip = sound(&mut browser, "/search?q=mensenhandl").await;
    assert!(slip.contains("Did you mean") && slip.contains("/search?q=trafficking%20in%20human%20beings"), "{slip}");
}

#[tokio::test]
async fn search_goes_on_where_the_page_before_ended() {
    let (node, _) = filled();
    let mut browser = Browser::of(&node);
    let page = sound(&mut browser, "/search?q=victims&limit=2").await;
    let next =
        page.split("href=\"").find(|link| link.contains("cursor=")).and_then(|link| link.split('"').next()).unwrap();
    let next = next.replace("&#38;", "&").replace("&amp;", "&");
    let second = sound(&mut browser, &next).await;
    assert!(second.contains("3 results") && second.contains("First page"), "{second}");
    assert_eq!(second.matches("<article class=\"card\">").count(), 1);
    assert!(second.contains("id=\"facets\""), "later pages can be narrowed down too");
    let other = read(&mut browser, &next.replace("q=victims", "q=shelter")).await;
    assert_eq!(other.status, 400);
    assert!(other.html.contains("no longer fits the search"));
}

#[tokio::test]
async fn search_that_is_not_understood_says_why() {
    let (node, _) = filled();
    let mut browser = Browser::of(&node);
    for (query, says) in [
        ("q=%22a", "The quotation mark at character 1"),
        ("q=colour:red", "there is no field “colour”"),
        ("q=%21%21", "There is no word in the text"),
        ("q=a+OR", "OR stands between two words"),
        ("kind=nothing", "A filter in the address"),
        ("nothing=1", "A filter in the address"),
        ("q=%22%3Cscript%3E", "The quotation mark at character 1"),
    ] {
        let shown = read(&mut browser, &format!("/search?{query}")).await;
        assert_eq!(shown.status, 400, "{query}");
        assert!(shown.html.contains(says), "{query}: {}", shown.html);
        assert_inert(&shown.html);
    }
}

#[tokio::test]
async fn record_says_what_was_signed_by_whom_and_where_it_leads() {
    let (mut node, ids) = filled();
    let newer = node.add(2, &correction(ids[2], "Better shelter")).entry().id();
    let mut browser = Browser::of(&node);
    let page = sound(&mut browser, &format!("/records/{}", ids[1].short())).await;
    for part in ["Victims elsewhere", "<i>suppressed</i>", "Fingerprint", "chart-", &ids[1].to_string(), "format=xlsx"]
    {
        assert!(page.contains(part), "{part} is missing: {page}");
    }
    assert!(!page.contains("/publish/new"), "who may not publish has no button for it");
    let old = sound(&mut browser, &format!("/records/{}", ids[2])).await;
    assert!(old.contains("There is a newer version") && old.contains("Better shelter"), "{old}");
    let new = sound(&mut browser, &format!("/records/{newer}")).await;
    assert!(new.contains("Reason for this version") && new.contains("Replaces"), "{new}");
}

#[tokio::test]
async fn record_can_be_read_in_each_of_its_languages() {
    let mut node = Node::new();
    let Record::Report(mut content) = report("Trends", Vec::new()) else { unreachable!() };
    content.about.title.set("pl".parse().unwrap(), "Handel ludźmi");
    content.about.summary.set("pl".parse().unwrap(), "Streszczenie");
    let id = node.add(1, &Record::Report(content)).entry().id();
    let mut browser = Browser::of(&node);
    let page = sound(&mut browser, &format!("/records/{id}?lang=pl")).await;
    assert!(
        page.contains("<bdi lang=\"pl\">Handel ludźmi</bdi></h1>") && page.contains("lang=\"pl\" dir=\"auto\""),
        "{page}"
    );
    assert!(page.contains("Not available in the language you chose"), "the body is in English only");
    for odd in ["tlh", "%22%3E%3Cscript%3E", ""] {
        assert!(sound(&mut browser, &format!("/records/{id}?lang={odd}")).await.contains("Trends</bdi></h1>"));
    }
}

#[tokio::test]
async fn withdrawn_record_is_a_tombstone() {
    let (mut node, ids) = filled();
    node.add(1, &withdrawal(ids[1]));
    let mut browser = Browser::of(&node);
    let shown = read(&mut browser, &format!("/records/{}", ids[1])).await;
    assert_eq!(shown.status, 410);
    assert!(shown.html.contains("It was wrong.") && !shown.html.contains("Victims elsewhere"), "{}", shown.html);
    let found = sound(&mut browser, "/search?withdrawn=true&sort=newest").await;
    assert!(found.contains("badge-withdrawn") && !found.contains("Victims elsewhere"), "{found}");
}

#[tokio::test]
async fn id_that_fits_none_or_several_leads_to_those_that_are_near() {
    let (node, ids) = filled();
    let mut browser = Browser::of(&node);
    let wrong = format!("{}9", &ids[0].short()[..6]);
    let shown = read(&mut browser, &format!("/records/{wrong}")).await;
    assert_eq!(shown.status, 404);
    assert!(shown.html.contains(&format!("/records/{}", ids[0])), "{}", shown.html);
    for odd in ["x", "%22%3E%3Cscript%3E", "..%2F..%2Fetc", "%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9"] {
        let shown = read(&mut browser, &format!("/records/{odd}")).await;
        assert_eq!(shown.status, 404, "{odd}");
        assert_inert(&shown.html);
    }
    let several = read(&mut browser, "/records/bafkrei").await;
    assert_eq!(several.status, 300);
    assert_eq!(ids.iter().filter(|id| several.html.contains(&format!("/records/{id}"))).count(), 3);
}

#[tokio::test]
async fn own_records_can_be_changed_by_publishers_only() {
    let (node, ids) = filled();
    let reader = Roles::NONE.with(Role::Reader);
    for (name, roles, may) in [("reads", reader, false), ("writes", reader.with(Role::Publisher), true)] {
        let mut browser = Browser::signed_in(&node, name, roles).await;
        let own = sound(&mut browser, &format!("/records/{}", ids[0])).await;
        assert_eq!(own.contains("/publish/new"), may, "{name}");
        let foreign = sound(&mut browser, &format!("/records/{}", ids[1])).await;
        assert!(!foreign.contains("/publish/new"));
    }
}

fn harm() -> MultiText {
    english(HOSTILE)
}

/// A table of a member that means harm, with so many rows.
fn hostile_table(id: &str, rows: u32) -> Table {
    let codes = (0..rows).map(|row| code(&format!("c{row}"))).collect();
    let labels = (0..rows).map(|code| CodeLabel { code, label: english(&"<b>&\"'".repeat(42)) }).collect();
    let years = ["2021", "2022"].map(code).to_vec();
    let plain = |id: &str, codes| Dimension { id: code(id), codes, labels: Vec::new(), sums: Vec::new() };
    Table {
        id: code(id),
        title: harm(),
        notes: harm(),
        measure: Measure {
            id: code("-harm."),
            kind: MeasureKind::Amount,
            unit: code("-EUR"),
            decimals: 6,
            topic: Some(code("trafficking-in-human-beings")),
        },
        dimensions: vec![Dimension { labels, ..plain("a.b", codes) }, plain("TIME_PERIOD", years)],
        values: (0..i64::from(rows) * 2).map(|value| (value % 3 > 0).then_some(value - i64::MAX / 2)).collect(),
        flags: [(0, "c".parse::<Flags>().unwrap()), (1, "bd".parse().unwrap())].into(),
        method: None,
    }
}

fn hostile() -> Record {
    let body = format!(
        "{HOSTILE}\n\n<script>x</script>\n\n|{}\n|{}\n{}\n[x]: javascript:a\n\n[x] ![x](//e.example/x)\n\n{}",
        "a|".repeat(300),
        "-|".repeat(300),
        "|\n".repeat(300),
        ">".repeat(3_000)
    );
    Record::Report(TrendReport {
        about: About {
            title: harm(),
            summary: english(&format!("victims {HOSTILE}")),
            audience: Audience::Network,
            organisation: HOSTILE.to_owned(),
            licence: Some(HOSTILE.to_owned()),
            specification: Some(HOSTILE.to_owned()),
            disclaimer: harm(),
            topics: vec![code("trafficking-in-human-beings"), code("-no.topic_")],
            ..about("x")
        },
        body: english(&body),
        definitions: harm(),
        source: Some(HOSTILE.to_owned()),
        reference_date: None,
        tables: vec![hostile_table("-1.2", 40), hostile_table("t", 4)],
        attachments: vec![Attachment {
            name: HOSTILE.replace('/', ""),
            media_type: HOSTILE.to_owned(),
            size: 1,
            sha256: Digest::of(b"x"),
        }],
    })
}

#[tokio::test]
async fn record_that_means_harm_does_nothing_on_any_page() {
    let (mut node, _) = filled();
    let id = node.add(1, &hostile()).entry().id();
    let mut browser = Browser::of(&node);
    for path in PAGES.iter().copied().chain(["/search?q=alert&fuzzy=true&facets=true", "/topics/-no.topic_"]) {
        let shown = read(&mut browser, path).await;
        assert_inert(&shown.html);
        assert!(!shown.html.contains("<script>"), "{path}");
    }
    let page = sound(&mut browser, &format!("/records/{id}")).await;
    assert!(page.contains("alert(1)"), "what it says is shown as text");
    assert!(page.contains("The texts are longer than a page can show"), "a table of 90,000 cells ends the text");
}

#[tokio::test]
async fn large_tables_are_cut_and_the_page_leads_to_the_files() {
    let mut node = Node::new();
    let mut large = hostile_table("large", 5_000);
    large.dimensions[0].labels.clear();
    let mut long = "word ".repeat(15_000);
    long.push_str(&"x".repeat(40_000));
    let Record::Report(content) = report("Large", vec![hostile_table("labels", 60), large]) else { unreachable!() };
    let id = node.add(1, &Record::Report(TrendReport { body: english(&long), ..content })).entry().id();
    let mut browser = Browser::of(&node);
    let page = sound(&mut browser, &format!("/records/{id}")).await;
    assert!(page.contains("in the exports"), "rows are left out");
    assert!(page.contains("The texts are longer than a page can show"));
    assert!(page.matches("<tr>").count() < 450);
}

#[tokio::test]
async fn pages_answer_to_heads_and_refuse_other_methods() {
    let (node, _) = filled();
    let mut browser = Browser::of(&node);
    for path in ["/", "/topics", "/search"] {
        let request = Request::builder().method("PUT").uri(path).header(header::HOST, "127.0.0.1:7451");
        let shown = browser.send(request.body(Body::empty()).unwrap()).await;
        assert!(shown.status.is_client_error(), "{path}: {}", shown.status);
    }
}
