//! Questions that nobody should ask, and what comes back.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use emn_protocol::testing::{practice, report, victims};
use tokio::sync::oneshot;

use super::harness::Node;
use crate::api::{router, serve};

fn node() -> Node {
    let mut node = Node::new();
    node.add(0, &practice("One"));
    node.add(0, &practice("Two"));
    node.add(1, &report("Victims", vec![victims(&["2022"], &[Some(40), Some(25), Some(15)])]));
    node
}

/// Each with a part of what is said about it.
const SEARCHES: &[(&str, &str)] = &[
    ("q=%22two%20words", "close it, or leave it out"),
    ("q=contry:NL", "did you mean `country`?"),
    ("q=a*", "at least 3 letters"),
    ("q=*", "at least 3 letters"),
    ("q=*x", "`*`"),
    ("q=tra*fic", "`*` stands at the end of a word only"),
    ("q=/re.*/", "patterns between slashes"),
    ("q=OR", "`OR` stands between two words"),
    ("q=%21%21", "no word in it"),
    ("q=year:now", "`now` is not"),
    ("q=%FF", "no word in it"),
    ("topic=traficking-in-human-beings", "did you mean `trafficking-in-human-beings`?"),
    ("topic=traficking%20in%20human%20being", "did you mean `trafficking-in-human-beings`?"),
    ("format=cvs", "did you mean"),
    ("topc=x", "did you mean `topic`?"),
];

const QUESTIONS: &[(&str, &str)] = &[
    ("by=country", "not the id of a measure"),
    ("measure=%20", "not the id of a measure"),
    ("measure=victims-identified&by=sexx", "did you mean `sex`?"),
    ("measure=victims-identified&where=sexx:F", "did you mean `sex`?"),
    ("measure=victims-identified&where=country:Netherlnds", "(there is: NL)"),
    ("measure=victims-identified&where=age:Y%20LT8", "did you mean `Y_LT18`?"),
    ("measure=victims-identified&where=sex", "a condition such as"),
    ("measure=victims-identified&where=sex:F&where=sex:M", "filtered twice"),
    ("measure=victims-identified&by=year,year", "twice"),
    ("measure=victims-identified&years=2023..2019", "run backwards"),
    ("measure=victims-identified&by=country,year&per=7", "per 100000 or per 1000000"),
    ("measure=victims-identified&per=many", "a number such as"),
    ("measure=victims-identified&format=cvs", "did you mean"),
    ("measure=victims-identified&add_periods=perhaps", "true or false"),
];

async fn assert_refused(node: &Node, path: &str, said: &str) {
    let answer = node.get(path).await;
    let shown: String = path.chars().take(80).collect();
    assert_eq!(answer.code(), (400, "bad_query".to_owned()), "{shown}: {:?}", answer.body);
    let detail = answer.json()["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains(said), "{shown}: {detail}");
    assert!(detail.len() < 1000, "{shown}: the refusal is {} bytes long", detail.len());
}

#[tokio::test]
async fn search_that_cannot_be_understood_is_refused_with_advice() {
    let node = node();
    for (query, said) in SEARCHES {
        assert_refused(&node, &format!("/api/v1/search?{query}"), said).await;
    }
    let cursor = node.get("/api/v1/search?q=summary&limit=1").await.json()["next"].as_str().unwrap().to_owned();
    for other in ["q=summary&limit=1&kind=practice", "q=victims"] {
        let answer = node.get(&format!("/api/v1/search?{other}&cursor={cursor}")).await;
        assert_eq!(answer.code(), (400, "bad_cursor".to_owned()), "{other}");
    }
}

#[tokio::test]
async fn question_that_cannot_be_answered_is_refused_with_advice() {
    let node = node();
    for (query, said) in QUESTIONS {
        for path in ["series", "series/chart"] {
            if *path == *"series/chart" && query.contains("format=") {
                continue;
            }
            assert_refused(&node, &format!("/api/v1/{path}?{query}"), said).await;
        }
    }
    let unknown = node.get("/api/v1/series?measure=victims-identifed").await;
    assert_eq!(unknown.code(), (404, "not_found".to_owned()));
    assert!(unknown.json()["detail"].as_str().unwrap().contains("`victims-identified`"));
}

#[tokio::test]
async fn more_than_anybody_asks_is_refused_before_it_is_understood() {
    let node = node();
    let words = |count: usize| vec!["w"; count].join("+");
    let axes: Vec<String> = (0..1000).map(|number| format!("a{number}")).collect();
    let codes: Vec<String> = (0..301).map(|number| format!("c{number}")).collect();
    let measure = "measure=victims-identified";
    for (path, said) in [
        (format!("search?q={}", words(33)), "at most 32 are allowed"),
        (format!("search?q={}", words(10_000)), "at most 4096"),
        (format!("search?q={}", "w".repeat(60_000)), "at most 4096"),
        (format!("search?{}=x", "w".repeat(60_000)), "at most 4096"),
        (format!("search?{}=x", "w".repeat(4000)), "there is no parameter `wwwww"),
        (format!("series?{measure}{}", "&where=sex:F".repeat(5_000)), "at most 64"),
        (format!("series?{measure}&where=sex:{}", "F".repeat(60_000)), "at most 4096"),
        (format!("series?{measure}&where=sex:{}", codes.join(",")), "at most 300"),
        (format!("series?{measure}&where=sex:{}", codes.join(";")), "at most 300"),
        (format!("series?{measure}&by={}", axes.join(",")), "at most 4096"),
        (format!("series?{measure}&by={}", axes[..700].join(",")), "at most 16"),
        (format!("series/chart?{measure}&by={}", axes[..17].join(",")), "at most 16"),
    ] {
        assert_refused(&node, &format!("/api/v1/{path}"), said).await;
    }
}

/// The status line of what comes back, if the server did not close before it was read.
fn asked(address: SocketAddr, target: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!("GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    let mut answer = Vec::new();
    // The server may have answered and closed before all was sent.
    let _ = stream.write_all(request.as_bytes());
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn address_of_a_megabyte_is_refused_and_the_node_goes_on() {
    let node = node();
    let (stop, stopped) = oneshot::channel::<()>();
    let shutdown = async move {
        let _ = stopped.await;
    };
    let serving = serve(([127, 0, 0, 1], 0).into(), router(node.state.clone()), shutdown).await.unwrap();
    let address = serving.address();
    let answers = tokio::task::spawn_blocking(move || {
        let repeated = format!("/api/v1/series?measure=x{}", "&where=sex:F".repeat(10_000));
        let huge = format!("/api/v1/search?q={}", "w".repeat(1 << 20));
        [repeated, huge, "/healthz".to_owned()].map(|target| asked(address, &target))
    });
    let [repeated, huge, healthy] = answers.await.unwrap();
    assert_eq!(repeated, "HTTP/1.1 414 URI Too Long");
    assert!(huge.is_empty() || huge.starts_with("HTTP/1.1 4"), "{huge}");
    assert_eq!(healthy, "HTTP/1.1 200 OK");
    stop.send(()).unwrap();
}
