use axum::body::Body;
use axum::http::{Request, header};
use emn_export::html::content_security_policy;
use emn_protocol::ids::EntryId;
use emn_protocol::testing::{practice, report, victims, withdrawal};

use super::harness::{Answer, Node};
use crate::engine::{Command, RebuildError};

/// A node with a report of one table, and the report's id.
fn node_with_report() -> (Node, EntryId) {
    let mut node = Node::new();
    let table = victims(&["2021", "2022"], &[Some(40), Some(50), Some(25), Some(30), Some(15), Some(20)]);
    let id = node.add(1, &report("Victims", vec![table])).into_entry().id();
    (node, id)
}

const SERIES: &str = "/api/v1/series?measure=victims-identified&by=country,year";
const CHART: &str = "/api/v1/series/chart?measure=victims-identified&by=country,year";

/// Media type without parameters, name of the file, and policy.
fn file(answer: &Answer) -> (&str, &str, &str) {
    assert_eq!(answer.status, 200, "{:?}", answer.body);
    let name = answer.header(header::CONTENT_DISPOSITION).split('"').nth(1).unwrap_or_default();
    let media_type = answer.header(header::CONTENT_TYPE).split(';').next().unwrap_or_default();
    (media_type, name, answer.header(header::CONTENT_SECURITY_POLICY))
}

#[tokio::test]
async fn series_has_rows_with_their_origins() {
    let (node, id) = node_with_report();
    let answer = node.get(SERIES).await;
    let series = answer.json();
    let values: Vec<_> = series["rows"].as_array().unwrap().iter().map(|row| row["value"].as_i64()).collect();
    assert_eq!(values, [Some(40), Some(50)]);
    assert_eq!(series["origins"][0]["record"], id.to_string());
    let women = node.get(&format!("{SERIES}&where=sex:F&years=2022")).await.json();
    assert_eq!((women["rows"].as_array().unwrap().len(), &women["rows"][0]["value"]), (1, &30.into()));
    let request = Request::get(SERIES)
        .header(header::HOST, "localhost")
        .header(header::IF_NONE_MATCH, answer.header(header::ETAG))
        .body(Body::empty());
    assert_eq!(node.send(request.unwrap()).await.status, 304);
}

#[tokio::test]
async fn series_as_a_file_has_its_media_type_name_and_policy() {
    let (node, _) = node_with_report();
    let own = format!("{}; sandbox", content_security_policy());
    let nothing = "default-src 'none'; sandbox";
    for (format, media_type, name, policy) in [
        ("csv", "application/vnd.sdmx.data+csv", "victims-identified.csv", nothing),
        ("json", "application/json", "victims-identified.json", nothing),
        ("json-stat", "application/json", "victims-identified.jsonstat.json", nothing),
        ("sdmx-structure", "application/vnd.sdmx.structure+xml", "victims-identified.structure.xml", nothing),
        ("parquet", "application/vnd.apache.parquet", "victims-identified.parquet", nothing),
        ("markdown", "text/markdown", "victims-identified.md", nothing),
        ("html", "text/html", "victims-identified.html", &own),
    ] {
        let answer = node.get(&format!("{SERIES}&format={format}&lang=nl")).await;
        assert_eq!(file(&answer), (media_type, name, policy), "{format}");
    }
    let workbook = node.get(&format!("{SERIES}&format=xlsx")).await;
    assert!(file(&workbook).0.ends_with("spreadsheetml.sheet") && workbook.body.starts_with(b"PK"));
}

#[tokio::test]
async fn chart_is_a_picture_that_loads_nothing() {
    let (node, _) = node_with_report();
    let svg = node.get(&format!("{CHART}&lang=nl")).await;
    assert_eq!((svg.status.as_u16(), svg.header(header::CONTENT_TYPE)), (200, "image/svg+xml"));
    assert!(svg.header(header::CONTENT_SECURITY_POLICY).contains("default-src 'none'"));
    let text = String::from_utf8(svg.body.to_vec()).unwrap();
    assert!(text.contains("2022") && text.contains("lang=\"nl\""), "{text}");
    let png = node.get(&format!("{CHART}&format=png&form=bar&theme=dark&width=300&height=200")).await;
    assert_eq!(png.header(header::CONTENT_TYPE), "image/png");
    assert!(png.body.starts_with(b"\x89PNG\r\n"));
    let map = node.get("/api/v1/series/chart?measure=victims-identified&by=year&form=map").await;
    assert_eq!(map.code(), (400, "bad_query".to_owned()));
}

#[tokio::test]
async fn chart_of_more_lines_or_points_than_can_be_seen_is_refused_with_advice() {
    let mut node = Node::new();
    let years: Vec<String> = (1500..1901).map(|year| year.to_string()).collect();
    let years: Vec<&str> = years.iter().map(String::as_str).collect();
    let values: Vec<Option<i64>> = [40, 25, 15].iter().flat_map(|value| vec![Some(*value); years.len()]).collect();
    node.add(1, &report("Long", vec![victims(&years, &values)]));
    let long = node.get("/api/v1/series/chart?measure=victims-identified&by=year").await;
    assert_eq!(long.code(), (400, "bad_query".to_owned()));
    let detail = long.json()["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains("401 points") && detail.contains("`years`"), "{detail}");
    let by_year_and_sex = "/api/v1/series/chart?measure=victims-identified&by=year,sex&where=sex:F,M&form=bar";
    assert_eq!(node.get(&format!("{by_year_and_sex}&years=1500..1510")).await.status, 200);
}

#[tokio::test]
async fn measures_say_what_can_be_asked() {
    let (node, _) = node_with_report();
    let all = node.get("/api/v1/measures").await.json();
    assert_eq!(all["items"], serde_json::json!([{"id": "victims-identified", "records": 1}]));
    let one = node.get("/api/v1/measures/victims-identified").await.json();
    assert_eq!((&one["countries"][0], &one["years"][1]), (&"NL".into(), &2022.into()));
    assert!(one["dimensions"].as_array().unwrap().iter().any(|dimension| dimension["id"] == "sex"), "{one}");
    let unknown = node.get("/api/v1/measures/victims-identifed").await;
    assert_eq!(unknown.code(), (404, "not_found".to_owned()));
    assert!(unknown.json()["detail"].as_str().unwrap().contains("victims-identified"));
    for odd in ["%FF", "%00", "a%20b"] {
        assert_eq!(node.get(&format!("/api/v1/measures/{odd}")).await.code(), (404, "not_found".to_owned()), "{odd}");
    }
}

#[tokio::test]
async fn record_is_exported_with_its_table_until_it_is_withdrawn() {
    let (mut node, id) = node_with_report();
    let path = format!("/api/v1/records/{id}/export");
    for (format, media_type) in [
        ("csv", "application/vnd.sdmx.data+csv"),
        ("json-stat", "application/json"),
        ("html", "text/html"),
        ("markdown", "text/markdown"),
    ] {
        let answer = node.get(&format!("{path}?format={format}")).await;
        assert_eq!(file(&answer).0, media_type);
        let text = String::from_utf8(answer.body.to_vec()).unwrap();
        assert!(text.contains("50"), "{format}: {text}");
    }
    let page = node.get(&format!("{path}?format=html")).await;
    assert!(file(&page).2.starts_with(&content_security_policy()));
    let table = node.get(&format!("{path}?format=xlsx&table=victims")).await;
    assert!(file(&table).1.ends_with(".xlsx") && table.body.starts_with(b"PK"));
    assert_eq!(node.get(&format!("{path}?format=csv&table=nowhere")).await.status, 400);
    assert_eq!(node.get(&path).await.code(), (400, "bad_query".to_owned()));
    assert_eq!(node.get("/api/v1/records/%FF/export?format=csv").await.code(), (404, "not_found".to_owned()));
    node.add(1, &withdrawal(id));
    assert_eq!(node.get(&format!("{path}?format=csv")).await.code(), (410, "withdrawn".to_owned()));
}

#[tokio::test]
async fn list_is_exported_with_what_was_found() {
    let mut node = Node::new();
    node.add(0, &practice("Asking, and \"listening\""));
    node.add(1, &practice("Other"));
    let list = node.get("/api/v1/records?format=csv&member=M0").await;
    assert_eq!(file(&list), ("text/csv", "records.csv", "default-src 'none'; sandbox"));
    let text = String::from_utf8(list.body.to_vec()).unwrap();
    assert!(text.contains("\"Asking, and \"\"listening\"\"\"") && !text.contains("Other"), "{text}");
    let page = node.get("/api/v1/search?q=listening&format=html").await;
    assert_eq!(file(&page).2, format!("{}; sandbox", content_security_policy()));
    assert_eq!(node.get("/api/v1/records?format=json-stat").await.code(), (400, "bad_query".to_owned()));
}

#[tokio::test]
async fn topics_are_served_in_each_form_of_rdf() {
    let node = Node::new();
    for (query, media_type) in
        [("", "application/ld+json"), ("?format=turtle", "text/turtle"), ("?format=rdf-xml", "application/rdf+xml")]
    {
        let answer = node.get(&format!("/api/v1/topics{query}")).await;
        assert!(answer.header(header::CONTENT_TYPE).starts_with(media_type), "{query}");
        let text = String::from_utf8(answer.body.to_vec()).unwrap();
        assert!(text.contains("trafficking-in-human-beings") && text.contains("mensenhandel"));
    }
    assert_eq!(node.get("/api/v1/topics?format=owl").await.code(), (400, "bad_query".to_owned()));
}

#[tokio::test]
async fn index_says_how_complete_it_is() {
    let mut node = Node::new();
    node.add(0, &practice("One"));
    let index = node.get("/api/v1/index").await.json();
    assert_eq!((&index["entries"], &index["complete"], &index["bytes"]), (&1.into(), &true.into(), &().into()));
    node.add_uncatalogued(1, &practice("Two"));
    assert_eq!(node.get("/api/v1/index").await.json()["complete"], false);
}

/// Asks for a new index, with an engine that answers so, or not at all.
async fn rebuilt(reply: Option<Result<(), RebuildError>>) -> Answer {
    let mut node = Node::new();
    let mut engine = node.engine.take().unwrap();
    let engine = tokio::spawn(async move {
        let Command::RebuildIndex { reply: to } = engine.command().await else { panic!("no index was asked for") };
        reply.map(|reply| to.send(reply).unwrap());
    });
    let answer = node.post("/api/v1/index/rebuild", "application/json", "").await;
    engine.await.unwrap();
    answer
}

#[tokio::test]
async fn new_index_is_told_of_and_a_refused_one_says_why() {
    let new = rebuilt(Some(Ok(()))).await;
    assert_eq!((new.status.as_u16(), &new.json()["rebuilding"]), (200, &().into()));
    let stopping = rebuilt(None).await;
    assert_eq!(stopping.code(), (503, "busy".to_owned()));
    assert_eq!(stopping.header(header::RETRY_AFTER), "2");
    let full = rebuilt(Some(Err(RebuildError::Failed("no space left on /secret/place".to_owned())))).await;
    assert_eq!(full.code(), (507, "storage".to_owned()));
    assert!(!full.json().to_string().contains("secret"), "what lies behind goes to the log");
}
