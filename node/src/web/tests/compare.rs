//! The page that compares: the address says what is seen, and what is suppressed stays so.

use emn_protocol::ids::EntryId;
use emn_protocol::testing::{report, victims};

use super::browser::{Browser, Shown};
use crate::api::tests::harness::Node;

/// Two members with figures of two years; the second has suppressed some.
fn node() -> (Node, Vec<EntryId>) {
    let mut node = Node::new();
    let whole = victims(&["2021", "2022"], &[Some(40), Some(50), Some(25), Some(30), Some(15), Some(20)]);
    let part = victims(&["2021", "2022"], &[Some(60), Some(70), None, Some(50), None, Some(20)]);
    let one = node.add(1, &report("Victims here", vec![whole])).into_entry().id();
    let other = node.add(2, &report("<b>Victims</b> \u{202e}there", vec![part])).into_entry().id();
    (node, vec![one, other])
}

async fn shown(browser: &mut Browser, query: &str, status: u16) -> String {
    let Shown { status: got, html, .. } = browser.get(&format!("/compare?{query}")).await;
    assert_eq!(got.as_u16(), status, "{query}: {html}");
    assert!(html.len() < 150 * 1024, "{query}: {} bytes", html.len());
    for bad in ["⟨", " style=\"", "<b>Victims", "\u{202e}"] {
        assert!(!html.contains(bad), "{query}: {bad}");
    }
    html
}

#[tokio::test]
async fn measures_are_listed_with_members_and_years() {
    let (node, _) = node();
    let html = shown(&mut Browser::of(&node), "", 200).await;
    for wanted in ["Victims identified", "M1, M2", "2 records", "/compare?measure=victims-identified"] {
        assert!(html.contains(wanted), "{wanted}: {html}");
    }
}

#[tokio::test]
async fn comparison_has_chart_table_sources_and_files() {
    let (node, ids) = node();
    let html = shown(&mut Browser::of(&node), "measure=victims-identified&by=country,year", 200).await;
    let record = format!("/records/{}", ids[0]);
    let query = "measure=victims-identified&#38;by=country,year";
    let address = format!("http://127.0.0.1:7451/compare?{query}");
    let file = format!("/api/v1/series?{query}&#38;format=parquet");
    for wanted in ["class=\"chart\"", "role=\"img\"", "id=\"source-1\"", "&lt;b&gt;Victims", &record, &address, &file] {
        let escaped = wanted.replace("&lt;", "&#60;").replace("&gt;", "&#62;");
        assert!(html.contains(wanted) || html.contains(&escaped), "{wanted}: {html}");
    }
}

#[tokio::test]
async fn address_of_a_view_reproduces_it() {
    let (node, _) = node();
    let mut browser = Browser::of(&node);
    let form = "measure=victims-identified&asked=1&by=member&by=year&d-sex=F&from=2021&to=2022&per=&form=bar&member=M1";
    let html = shown(&mut browser, form, 200).await;
    let begin = html.find("http://127.0.0.1:7451/compare?").unwrap();
    let address = html[begin..].split(['<', '"']).next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
    let query = address.split_once('?').unwrap().1;
    assert!(query.contains("sex:F") && query.contains("form=bar") && query.contains("member:M1"), "{query}");
    let table = |html: &str| html.split_once("<table").unwrap().1.split_once("</table>").unwrap().0.to_owned();
    let again = shown(&mut browser, query, 200).await;
    assert_eq!(table(&html), table(&again));
    assert!(table(&html).contains("25") && table(&html).contains("30"));
}

#[tokio::test]
async fn suppressed_figure_is_shown_as_such_and_never_added_up() {
    let (node, _) = node();
    let html = shown(&mut Browser::of(&node), "measure=victims-identified&by=member,year&where=sex:F", 200).await;
    assert!(html.contains("suppressed to protect persons"), "{html}");
    let total = "measure=victims-identified&by=year&where=sex:F&years=2021";
    let html = shown(&mut Browser::of(&node), total, 200).await;
    let table = html.split_once("<table").unwrap().1.split_once("</table>").unwrap().0;
    assert!(!table.contains(">25<") || table.contains('≥') || table.contains("suppressed"), "{table}");
}

#[tokio::test]
async fn question_without_answer_is_refused_in_words() {
    let (node, _) = node();
    let mut browser = Browser::of(&node);
    for (query, status, words) in [
        ("measure=victims-identifed", 404, "Did you mean"),
        ("measure=%3Cscript%3E", 404, "Choose one of the figures"),
        ("measure=victims-identified&by=colour", 422, "No table of these figures is broken down by"),
        ("measure=victims-identified&where=nonsense", 422, "cannot be understood"),
        ("measure=victims-identified&by=sex,sex", 422, "is asked for twice"),
        ("measure=victims-identified&from=2022&to=2021", 422, "run backwards"),
        ("measure=victims-identified&by=country&country=Atlantis", 422, ""),
        ("measure=victims-identified&by=country,year&per=7", 422, ""),
        ("measure=victims-identified&by=country&asked=1", 422, "Show years separately"),
    ] {
        let html = shown(&mut browser, query, status).await;
        assert!(html.contains(words), "{query}: {html}");
    }
}

#[tokio::test]
async fn map_of_several_things_is_not_drawn_but_told() {
    let (node, _) = node();
    let mut browser = Browser::of(&node);
    let html = shown(&mut browser, "measure=victims-identified&by=country,sex,year&form=map", 200).await;
    assert!(html.contains("A map shows one thing at a time") && !html.contains("class=\"chart\""), "{html}");
    let html = shown(&mut browser, "measure=victims-identified&by=year&form=map", 200).await;
    assert!(html.contains("A map needs figures by country"), "{html}");
    shown(&mut browser, "measure=victims-identified&by=country,year&form=map", 200).await;
}

#[tokio::test]
async fn question_of_very_many_codes_is_refused() {
    let (node, _) = node();
    let codes = ["NL"; 301].join(",");
    shown(&mut Browser::of(&node), &format!("measure=victims-identified&country={codes}"), 422).await;
}
