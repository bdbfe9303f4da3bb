use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use emn_protocol::ids::EntryId;
use emn_protocol::record::{Audience, Content, Correction, Record, Table};
use emn_protocol::testing::{code, correction, english, practice, report, victims, withdrawal};
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tower::ServiceExt as _;

use super::{asker, public_router, serve_public};
use crate::api::tests::harness::{Node, token};

/// A record for members only.
fn network(mut record: Record) -> Record {
    let about = match &mut record {
        Record::Report(report) => &mut report.about,
        Record::Practice(practice) => &mut practice.about,
        Record::Correction(Correction { content: Content::Practice(practice), .. }) => &mut practice.about,
        Record::Correction(Correction { content: Content::Report(report), .. }) => &mut report.about,
        Record::Withdrawal(_) => unreachable!("a withdrawal has no audience"),
    };
    about.audience = Audience::Network;
    record
}

fn figures(years: &[&str]) -> Table {
    victims(years, &[60, 40, 20].map(|value| vec![Some(value); years.len()]).concat())
}

/// Members tell the public something.
fn with_public_records() -> (Node, Vec<EntryId>) {
    let mut node = Node::new();
    let records =
        [report("Open figures", vec![figures(&["2021", "2022"])]), practice("Open practice"), practice("Open talk")];
    let ids = records.iter().map(|record| node.add(0, record).into_entry().id()).collect();
    (node, ids)
}

/// Words and names that only records for members have.
const SECRETS: [&str; 6] = ["xylophone", "hidden-measure", "purple", "1987", "organ-removal", "Secretariat"];

/// What members tell each other.
fn add_network_records(node: &mut Node, open: &[EntryId]) -> Vec<EntryId> {
    let mut table = figures(&["1987", "2022"]);
    table.dimensions[0].id = code("colour");
    table.dimensions[0].codes[1] = code("purple");
    let mut other = figures(&["2022"]);
    other.measure.id = code("hidden-measure");
    other.id = code("other");
    let mut secret = network(report("Xylophone figures", vec![table, other]));
    if let Record::Report(report) = &mut secret {
        report.about.organisation = "Secretariat".to_owned();
        report.about.countries = vec![code("FR")];
        report.about.topics = vec![code("organ-removal")];
        report.about.answers = Some(open[0]);
        report.definitions = english("A xylophone counts as two.");
    }
    let first = node.add(1, &secret).into_entry().id();
    let more = network(report("More xylophone figures", vec![figures(&["2021", "2022", "2023"])]));
    let second = node.add(1, &more).into_entry().id();
    let third = node.add(2, &network(practice("Xylophone practice"))).into_entry().id();
    let fourth = node.add(2, &network(correction(third, "Better xylophone practice"))).into_entry().id();
    let fifth = node.add(1, &withdrawal(second)).into_entry().id();
    vec![first, second, third, fourth, fifth]
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

async fn send(router: &Router, request: Request<Body>) -> Answer {
    let (parts, body) = router.clone().oneshot(request).await.unwrap().into_parts();
    let body = String::from_utf8_lossy(&to_bytes(body, usize::MAX).await.unwrap()).into_owned();
    Answer { status: parts.status, headers: parts.headers, body }
}

async fn get(router: &Router, path: &str) -> Answer {
    send(router, Request::get(path).header(header::HOST, "data.example.eu").body(Body::empty()).unwrap()).await
}

fn door(node: &Node) -> Router {
    public_router(node.state.clone(), None)
}

/// Everything that can be asked here, with questions that look for what is hidden.
fn questions(ids: &[EntryId]) -> Vec<String> {
    let mut asked: Vec<String> = [
        "/healthz",
        "/api/v1",
        "/api/v1/openapi.json",
        "/api/v1/records",
        "/api/v1/records?facets=true",
        "/api/v1/records?audience=network&facets=true",
        "/api/v1/records?superseded=true&withdrawn=true",
        "/api/v1/records?kind=withdrawal",
        "/api/v1/records?kind=correction",
        "/api/v1/records?member=M1",
        "/api/v1/records?country=FR",
        "/api/v1/records?topic=organ-removal",
        "/api/v1/records?measure=hidden-measure",
        "/api/v1/records?year=1987",
        "/api/v1/records?limit=1",
        "/api/v1/records?format=csv",
        "/api/v1/records?format=html&withdrawn=1",
        "/api/v1/search?q=xylophone",
        "/api/v1/search?q=xylophoon~&fuzzy=true",
        "/api/v1/search?q=xylo*&facets=true",
        "/api/v1/search?q=practice&facets=true",
        "/api/v1/search?q=audience:network",
        "/api/v1/search?q=-open",
        "/api/v1/search?q=%22xylophone%20practice%22",
        "/api/v1/search?q=practice&format=json",
        "/api/v1/measures",
        "/api/v1/measures/victims-identified",
        "/api/v1/measures/hidden-measure",
        "/api/v1/measures/hidden",
        "/api/v1/series?measure=victims-identified&by=country,year",
        "/api/v1/series?measure=victims-identified&by=member",
        "/api/v1/series?measure=victims-identified&by=year&public_only=false",
        "/api/v1/series?measure=victims-identified&by=colour",
        "/api/v1/series?measure=victims-identified&by=year&where=colour:purple",
        "/api/v1/series?measure=victims-identified&by=year&member=M1",
        "/api/v1/series?measure=victims-identified&by=country&years=1987",
        "/api/v1/series?measure=hidden-measure",
        "/api/v1/series?measure=victims-identified&by=country,year&format=csv",
        "/api/v1/series?measure=victims-identified&by=country,year&format=json-stat",
        "/api/v1/series/chart?measure=victims-identified&by=country,year",
        "/api/v1/topics?format=turtle",
        "/topics",
        "/dcat",
        "/dcat.jsonld",
        "/dcat.rdf",
        "/feeds/records.atom",
        "/feeds/topics/organ-removal.atom",
        "/feeds/topics/trafficking-in-human-beings.atom",
        "/feeds/members/M1.atom",
        "/feeds/members/M2.atom",
        "/eurostat/api/dissemination/catalogue/toc/txt",
        "/eurostat/api/dissemination/catalogue/metabase.txt.gz",
        "/eurostat/api/dissemination/statistics/1.0/data/victims-identified",
        "/eurostat/api/dissemination/statistics/1.0/data/victims-identified?colour=purple",
        "/eurostat/api/dissemination/statistics/1.0/data/hidden-measure",
        "/sdmx/2.1/dataflow/EMN/all/latest",
        "/sdmx/2.1/dataflow/all?format=JSON",
        "/sdmx/2.1/dataflow/EMN/hidden-measure/latest",
        "/sdmx/2.1/dataflow/EMN/victims-identified/latest?references=all",
        "/sdmx/2.1/contentconstraint/EMN/victims-identified",
        "/sdmx/2.1/codelist/EMN/CL_hidden-measure_colour",
        "/sdmx/2.1/data/victims-identified",
        "/sdmx/2.1/data/hidden-measure",
    ]
    .map(str::to_owned)
    .into();
    for id in ids {
        let short = &id.to_string()[..16];
        asked.push(format!("/api/v1/records/{short}"));
        for rest in ["", "/raw", "/raw?part=record", "/export?format=json"] {
            asked.push(format!("/api/v1/records/{id}{rest}"));
        }
    }
    // A beginning that all ids have.
    asked.push("/api/v1/records/bafkrei".to_owned());
    asked
}

/// The door of a node that has records for members answers everything as if it had none.
#[tokio::test]
async fn records_for_members_make_no_difference_at_the_public_door() {
    let (plain, open) = with_public_records();
    let (mut full, _) = with_public_records();
    let hidden = add_network_records(&mut full, &open);
    let (plain_door, full_door) = (door(&plain), door(&full));
    let mut answered = 0;
    for path in questions(&[open.clone(), hidden].concat()) {
        let (expected, answer) = (get(&plain_door, &path).await, get(&full_door, &path).await);
        assert_ne!(expected.status, 429, "the allowance is for one test: ask less");
        assert_eq!((expected.status, &expected.body), (answer.status, &answer.body), "{path}");
        assert_eq!(expected.headers.get(header::ETAG), answer.headers.get(header::ETAG), "{path}");
        answered += usize::from(answer.status == 200);
        // The description names its parameters and routes only, and problems repeat what was asked.
        for secret in SECRETS.iter().filter(|secret| answer.status == 200 && !path.contains(**secret)) {
            let vocabulary = path.contains("topics") || path.contains("openapi");
            assert!(vocabulary || !answer.body.to_lowercase().contains(&secret.to_lowercase()), "{path}: {secret}");
        }
    }
    assert!(answered > 50, "only {answered} questions have an answer");
    // And the house itself does see them.
    assert_eq!(full.get("/api/v1/search?q=xylophone").await.json()["items"].as_array().unwrap().len(), 2);
    assert_eq!(full.get("/api/v1/measures").await.json()["items"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn public_records_are_shown_with_their_figures() {
    let (node, ids) = with_public_records();
    let door = door(&node);
    let list: Value = serde_json::from_str(&get(&door, "/api/v1/records").await.body).unwrap();
    assert_eq!(list["total"], 3);
    let shown = get(&door, &format!("/api/v1/records/{}", ids[0])).await;
    assert!(shown.status == 200 && shown.body.contains("Open figures"), "{}", shown.body);
    let series: Value =
        serde_json::from_str(&get(&door, "/api/v1/series?measure=victims-identified&by=country,year").await.body)
            .unwrap();
    assert_eq!(series["rows"].as_array().map(Vec::len), Some(2), "{series}");
    let csv = get(&door, "/sdmx/2.1/data/victims-identified?format=SDMX-CSV").await;
    assert_eq!(csv.body.lines().count(), 1 + 6, "{}", csv.body);
}

/// Who narrows the audience of a record later means all of it: no door goes on showing the earlier version.
#[tokio::test]
async fn record_whose_newest_version_is_for_members_is_not_shown() {
    let (mut node, ids) = with_public_records();
    let content = match network(report("Closed figures", vec![figures(&["2022"])])) {
        Record::Report(report) => Content::Report(report),
        _ => unreachable!("a report was built"),
    };
    let reason = english("For members after all.");
    let narrowed = Record::Correction(Correction { supersedes: ids[0], reason, content });
    let second = node.add(0, &narrowed).into_entry().id();
    let closed = door(&node);
    for id in [ids[0], second] {
        for rest in ["", "/raw", "/export?format=csv"] {
            assert_eq!(get(&closed, &format!("/api/v1/records/{id}{rest}")).await.status, 404, "{id}{rest}");
        }
    }
    let list = get(&closed, "/api/v1/records?superseded=true").await;
    assert!(!list.body.contains("figures") && list.body.contains("Open practice"), "{}", list.body);
    assert_eq!(get(&closed, "/api/v1/series?measure=victims-identified").await.status, 404);
    assert_eq!(get(&closed, "/api/v1/measures").await.body, "{\"items\":[]}");
    // A third version that is public again shows the first one, and says nothing of the second.
    let third = match report("Open figures again", vec![figures(&["2022"])]) {
        Record::Report(report) => Content::Report(report),
        _ => unreachable!("a report was built"),
    };
    let reopened = Record::Correction(Correction { supersedes: second, reason: english("Open."), content: third });
    let third = node.add(0, &reopened).into_entry().id();
    let open = door(&node);
    let first: Value = serde_json::from_str(&get(&open, &format!("/api/v1/records/{}", ids[0])).await.body).unwrap();
    assert_eq!(
        (&first["links"]["superseded_by"], &first["links"]["newest"]),
        (&third.to_string().into(), &third.to_string().into())
    );
    let last: Value = serde_json::from_str(&get(&open, &format!("/api/v1/records/{third}")).await.body).unwrap();
    assert_eq!(last["links"]["supersedes"], Value::Null);
    assert_eq!(get(&open, &format!("/api/v1/records/{second}")).await.status, 404);
}

#[tokio::test]
async fn withdrawn_record_is_as_if_it_had_never_been() {
    let (mut node, ids) = with_public_records();
    node.add(0, &withdrawal(ids[1]));
    let door = door(&node);
    assert_eq!(get(&door, &format!("/api/v1/records/{}", ids[1])).await.status, 404);
    let list = get(&door, "/api/v1/records?withdrawn=true").await;
    assert!(!list.body.contains("Open practice") && list.body.contains("Open talk"), "{}", list.body);
}

#[tokio::test]
async fn nothing_is_written_and_nobody_signs_in_here() {
    let (node, _) = with_public_records();
    let door = door(&node);
    let owner = format!("Bearer {}", token().as_str());
    for (method, path) in [
        ("GET", "/api/v1/status"),
        ("GET", "/api/v1/peers"),
        ("GET", "/api/v1/members"),
        ("GET", "/api/v1/roster"),
        ("GET", "/api/v1/index"),
        ("GET", "/readyz"),
        ("GET", "/sign-in"),
        ("GET", "/settings"),
        ("GET", "/feeds/searches/x.atom"),
        ("POST", "/api/v1/verify"),
        ("POST", "/api/v1/records/check"),
        ("POST", "/api/v1/sign-in-links"),
        ("POST", "/api/v1/records"),
        ("DELETE", "/api/v1/records"),
    ] {
        let request =
            Request::builder().method(method).uri(path).header(header::HOST, "x").header("authorization", &owner);
        let answer = send(&door, request.body(Body::empty()).unwrap()).await;
        assert!(matches!(answer.status.as_u16(), 404 | 405), "{method} {path}: {}", answer.status);
        assert!(answer.headers.get(header::SET_COOKIE).is_none(), "{method} {path}");
    }
    let described = get(&door, "/api/v1/openapi.json").await.body;
    assert!(described.contains("/api/v1/series") && !described.contains("/api/v1/drafts"), "only what is here");
    let routes = get(&door, "/api/v1").await.body;
    assert!(
        routes.contains("GET /api/v1/records") && !routes.contains("POST") && !routes.contains("status"),
        "{routes}"
    );
}

#[tokio::test]
async fn source_that_asks_too_often_waits() {
    let (node, _) = with_public_records();
    let door = door(&node);
    let mut refused = None;
    for _ in 0..200 {
        let answer = get(&door, "/healthz").await;
        if answer.status == 429 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("an allowance has an end");
    assert_eq!(refused.headers[header::RETRY_AFTER], "1");
    assert!(refused.body.contains("too_many_requests"), "{}", refused.body);
}

#[test]
fn proxy_on_this_machine_says_for_whom_it_asks_and_nobody_else_does() {
    let mut headers = HeaderMap::new();
    headers.insert("x-forwarded-for", "203.0.113.9, 198.51.100.7".parse().unwrap());
    let ip = |text: &str| text.parse().unwrap();
    assert_eq!(asker(ip("127.0.0.1"), &headers), ip("198.51.100.7"), "what the proxy saw itself comes last");
    assert_eq!(asker(ip("192.0.2.1"), &headers), ip("192.0.2.1"));
    assert_eq!(asker(ip("127.0.0.1"), &HeaderMap::new()), ip("127.0.0.1"));
}

#[tokio::test]
async fn links_name_the_origin_of_the_operator_and_no_host_writes_more_than_a_name() {
    let (node, _) = with_public_records();
    let named = public_router(node.state.clone(), Some("https://data.example.eu"));
    let feed = get(&named, "/feeds/records.atom").await.body;
    assert!(
        feed.contains("href=\"https://data.example.eu/feeds/records.atom\"") && !feed.contains("=\"http://data"),
        "{feed}"
    );
    for bad in ["a\"onload=x", "a b", "", "a/b", "a?b", "a<b"] {
        let request = Request::get("/dcat").header(header::HOST, bad).body(Body::empty()).unwrap();
        assert_eq!(send(&door(&node), request).await.status, 400, "{bad}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn public_door_answers_over_the_network_and_ends() {
    let (node, _) = with_public_records();
    let (end, ended) = tokio::sync::oneshot::channel::<()>();
    let until = async {
        let _ = ended.await;
    };
    let serving = serve_public(([127, 0, 0, 1], 0).into(), door(&node), until).await.unwrap();
    let mut stream = tokio::net::TcpStream::connect(serving.address()).await.unwrap();
    stream.write_all(b"GET /api/v1/records HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("Open practice"), "{answer}");
    end.send(()).unwrap();
    serving.ended(std::time::Duration::from_secs(5)).await;
}
