use std::io::Read as _;

use axum::body::Body;
use axum::http::{HeaderMap, Request, header};
use emn_protocol::record::Table;
use emn_protocol::testing::{code, practice, report, victims};
use serde_json::Value;

use super::accepted;
use crate::api::tests::harness::{Answer, Node};

const ROOT: &str = "/eurostat/api/dissemination";

/// Two members with figures of the Netherlands that agree about 2021 and not about 2022; one cell is suppressed.
fn node() -> Node {
    let mut node = Node::new();
    let table = victims(&["2021", "2022"], &[Some(40), Some(50), Some(25), None, Some(15), None]);
    node.add(1, &report("Victims", vec![table]));
    let total = |values: &[Option<i64>]| {
        let mut table: Table = victims(&["2021", "2022"], values);
        table.id = code("others");
        table
    };
    node.add(2, &report("Others", vec![total(&[Some(40), Some(52), Some(25), None, Some(15), None])]));
    node.add(1, &practice("Something else"));
    node
}

fn text(answer: &Answer) -> String {
    String::from_utf8(answer.body.to_vec()).unwrap()
}

async fn accepting(node: &Node, path: &str, accept: &str) -> Answer {
    let request = Request::get(path).header(header::HOST, "localhost").header(header::ACCEPT, accept);
    node.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn statistics_are_json_stat_by_any_spelling_of_the_code() {
    let node = node();
    for code in ["victims-identified", "VICTIMS_IDENTIFIED", "Victims-Identified"] {
        let answer = node.get(&format!("{ROOT}/statistics/1.0/data/{code}?format=JSON&lang=EN")).await;
        assert_eq!(answer.status, 200, "{:?}", answer.body);
        let stat = answer.json();
        assert_eq!(stat["id"], serde_json::json!(["freq", "sex", "unit", "source", "geo", "time"]));
        assert_eq!(stat["dimension"]["unit"]["category"]["unit"]["PER"]["decimals"], 0);
        let values: Vec<i64> = stat["value"].as_object().unwrap().values().filter_map(Value::as_i64).collect();
        assert_eq!(values.iter().sum::<i64>(), 40 + 25 + 15 + 50 + 52, "{stat}");
        assert!(stat["status"].as_object().unwrap().values().all(|flag| flag == "c"), "{stat}");
    }
}

#[tokio::test]
async fn statistics_are_narrowed_by_dimensions_and_periods() {
    let node = node();
    let data =
        async |question: &str| node.get(&format!("{ROOT}/statistics/1.0/data/victims-identified?{question}")).await;
    let women = data("sex=F&sinceTimePeriod=2021&untilTimePeriod=2021").await.json();
    assert_eq!(women["value"], serde_json::json!({"0": 25}));
    assert_eq!(women["size"], serde_json::json!([1, 1, 1, 1, 1, 1]));
    assert_eq!(
        data("sex=T&sex=F&lastTimePeriod=1").await.json()["dimension"]["time"]["category"]["index"],
        serde_json::json!({"2022": 0})
    );
    for (question, status) in [
        ("colour=red", 400),
        ("sex=X", 404),
        ("sinceTimePeriod=x", 400),
        ("lastTimePeriod=0", 400),
        ("format=XML", 400),
    ] {
        let answer = data(question).await;
        let error = &answer.json()["error"][0];
        assert_eq!((answer.status.as_u16(), &error["status"]), (status, &status.into()), "{question}");
        assert!(error["label"].as_str().is_some_and(|label| !label.is_empty()) && error["id"].is_u64(), "{question}");
    }
    let nothing = node.get(&format!("{ROOT}/statistics/1.0/data/nothing")).await;
    assert_eq!((nothing.status.as_u16(), &nothing.json()["error"][0]["id"]), (404, &100.into()));
}

/// A table that is not broken down has its place beside one that is, though no table has that total.
#[tokio::test]
async fn table_without_a_dimension_stands_for_its_total() {
    let mut node = Node::new();
    let mut plain = victims(&["2021"], &[Some(40), Some(25), Some(15)]);
    plain.dimensions.remove(0);
    plain.values.truncate(1);
    node.add(1, &report("Plain", vec![plain]));
    let mut by_age = victims(&["2022"], &[Some(50), Some(30), Some(20)]);
    by_age.dimensions[0].id = code("age");
    by_age.dimensions[0].codes = vec![code("Y_LT18"), code("Y18-34"), code("Y_GE65")];
    by_age.dimensions[0].sums.clear();
    node.add(1, &report("By age", vec![by_age]));
    let csv = text(&node.get("/sdmx/2.1/data/victims-identified?format=SDMX-CSV").await);
    assert_eq!(csv.lines().count(), 1 + 1 + 3, "{csv}");
    assert!(csv.contains(",A,TOTAL,PER,_Z,NL,2021,40,"), "{csv}");
}

#[tokio::test]
async fn lists_name_every_dataflow_with_its_codes() {
    let node = node();
    let contents = text(&node.get(&format!("{ROOT}/catalogue/toc/txt?lang=en")).await);
    assert!(contents.contains("\"    Victims identified\"\t\"victims-identified\"\t\"dataset\""), "{contents}");
    assert!(contents.ends_with("\"2021\"\t\"2022\"\t\"12\"\r\n"), "{contents}");
    let metabase = node.get(&format!("{ROOT}/catalogue/metabase.txt.gz")).await;
    assert!(metabase.headers.get(header::CONTENT_ENCODING).is_none());
    let mut plain = String::new();
    flate2::read::GzDecoder::new(&metabase.body[..]).read_to_string(&mut plain).unwrap();
    for line in
        ["victims-identified\tsex\tF\r\n", "victims-identified\tgeo\tNL\r\n", "victims-identified\ttime\t2022\r\n"]
    {
        assert!(plain.contains(line), "{plain}");
    }
    let flows = node.get(&format!("{ROOT}/sdmx/2.1/dataflow/all?format=JSON")).await.json();
    let href = flows["link"]["item"][0]["href"].as_str().unwrap();
    assert_eq!(
        href,
        "http://127.0.0.1:7451/eurostat/api/dissemination/statistics/1.0/data/victims-identified?format=JSON"
    );
}

#[tokio::test]
async fn structures_are_found_by_the_ways_that_programs_have() {
    let node = node();
    for root in ["/sdmx/2.1", "/eurostat/api/dissemination/sdmx/2.1"] {
        for path in [
            "dataflow/EMN/all/latest",
            "dataflow/ESTAT/VICTIMS_IDENTIFIED/latest?references=all",
            "dataflow/all/victims-identified/1.0/?references=descendants&detail=referencepartial",
            "datastructure/EMN/victims-identified/latest?references=children",
            "codelist/EMN/CL_victims-identified_sex/latest",
            "codelist/ESTAT/SEX",
            "codelist/ESTAT/GEO?lang=fr",
            "conceptscheme/EMN/CS_victims-identified",
            "contentconstraint/EMN/victims-identified",
        ] {
            let answer = node.get(&format!("{root}/{path}")).await;
            assert_eq!(answer.status, 200, "{root}/{path}: {:?}", answer.body);
            assert_eq!(answer.header(header::CONTENT_TYPE), "application/vnd.sdmx.structure+xml;version=2.1");
        }
    }
    let whole = text(&node.get("/sdmx/2.1/dataflow/EMN/victims-identified/latest?references=all").await);
    for part in
        ["<str:Dataflow ", "<str:DataStructure ", "<str:Codelist ", "<str:ConceptScheme ", "<str:ContentConstraint "]
    {
        assert!(whole.contains(part), "{part}: {whole}");
    }
    let tsv = text(&node.get("/sdmx/2.1/codelist/ESTAT/SEX?format=TSV").await);
    assert!(tsv.lines().any(|line| line.starts_with("F\t")), "{tsv}");
    for (path, status, code) in [
        ("dataflow/EMN/nothing", 404, 100),
        ("dataflow/OTHER/victims-identified", 404, 100),
        ("categoryscheme/EMN/all", 501, 501),
        ("datastructure/EMN/all", 501, 501),
        ("data/victims-identified/too.few", 400, 150),
        ("data/victims-identified/....XX", 404, 100),
        ("data/victims-identified?startPeriod=never", 400, 150),
        ("data/victims-identified?format=parquet", 406, 406),
    ] {
        let answer = node.get(&format!("/sdmx/2.1/{path}")).await;
        assert_eq!(answer.status.as_u16(), status, "{path}: {:?}", answer.body);
        assert!(text(&answer).contains(&format!("<mes:ErrorMessage code=\"{code}\">")), "{path}");
    }
}

#[tokio::test]
async fn data_has_the_form_that_is_accepted_or_asked_for() {
    let node = node();
    for (path, accept, media_type, begins) in [
        ("data/EMN,victims-identified,1.0", "*/*", "application/vnd.sdmx.genericdata+xml;version=2.1", "<?xml"),
        (
            "data/EMN%2Cvictims-identified/all/",
            "application/vnd.sdmx.data+csv;version=2.0.0",
            "application/vnd.sdmx.data+csv;version=2.0.0",
            "STRUCTURE,STRUCTURE_ID,ACTION,freq,sex,unit,source,geo,TIME_PERIOD",
        ),
        ("data/victims-identified/A.F+M..._Z.NL", "text/csv;q=0.5, application/vnd.sdmx.data+csv;q=0.9", "", ""),
        (
            "data/victims-identified/A.F+M...NL",
            "application/vnd.sdmx.data+csv",
            "application/vnd.sdmx.data+csv;version=1.0.0",
            "DATAFLOW,LAST UPDATE,freq,sex",
        ),
        (
            "data/victims-identified?format=TSV",
            "*/*",
            "text/tab-separated-values",
            "freq,sex,unit,source,geo\\TIME_PERIOD\t2021 \t2022 \r\n",
        ),
        ("data/victims-identified?format=JSON", "*/*", "application/json", "{\"version\":\"2.0\""),
    ] {
        let answer = accepting(&node, &format!("/sdmx/2.1/{path}"), accept).await;
        if media_type.is_empty() {
            assert_eq!(answer.status, 400, "a key has a part for each dimension");
            continue;
        }
        assert_eq!((answer.status.as_u16(), answer.header(header::CONTENT_TYPE)), (200, media_type), "{path}");
        assert!(text(&answer).starts_with(begins), "{path}: {}", text(&answer));
    }
    let specific = accepting(
        &node,
        "/sdmx/2.1/data/victims-identified",
        "application/vnd.sdmx.structurespecificdata+xml;version=2.1",
    )
    .await;
    assert_eq!(specific.status, 406);
}

#[tokio::test]
async fn compressed_file_has_no_content_encoding_and_other_answers_do_if_accepted() {
    let node = node();
    let file = node.get("/sdmx/2.1/data/victims-identified?format=TSV&compressed=true").await;
    assert!(file.body.starts_with(&[0x1f, 0x8b]) && file.headers.get(header::CONTENT_ENCODING).is_none());
    let request =
        Request::get("/api/v1/records").header(header::HOST, "localhost").header(header::ACCEPT_ENCODING, "gzip");
    let request = request.body(Body::empty()).unwrap();
    let list = node.send_unchecked(request).await;
    assert_eq!(list.header(header::CONTENT_ENCODING), "gzip");
    let mut plain = String::new();
    flate2::read::GzDecoder::new(&list.body[..]).read_to_string(&mut plain).unwrap();
    assert!(plain.contains("Something else"), "{plain}");
}

#[tokio::test]
async fn answer_that_the_caller_has_is_not_sent_again_and_pages_lead_to_the_next() {
    let node = node();
    for path in [
        "/api/v1/records",
        "/api/v1/search?q=victims",
        "/api/v1/measures",
        "/sdmx/2.1/data/victims-identified",
        "/feeds/records.atom",
        "/dcat",
    ] {
        let first = node.get(path).await;
        let request = Request::get(path)
            .header(header::HOST, "127.0.0.1:7451")
            .header(header::IF_NONE_MATCH, first.header(header::ETAG));
        let again = node.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path}");
    }
    let first = node.get("/api/v1/records?limit=2&kind=report&cursor=").await;
    assert_eq!(first.header(header::LINK), "", "two reports fit");
    let first = node.get("/api/v1/records?limit=1&kind=report").await;
    let link = first.header(header::LINK).to_owned();
    let (target, relation) = link.strip_prefix('<').unwrap().split_once('>').unwrap();
    assert_eq!(relation, "; rel=\"next\"");
    let second = node.get(&format!("/api/v1/records{target}")).await.json();
    assert_eq!(second["items"].as_array().unwrap().len(), 1);
    assert_ne!(second["items"][0]["id"], first.json()["items"][0]["id"]);
}

#[test]
fn form_that_is_accepted_most_wins() {
    let accepts = |text: &str| {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, text.parse().unwrap());
        accepted(&headers, &["text/turtle", "application/ld+json", "text/html"])
    };
    assert_eq!(accepts("application/ld+json;q=0.8, text/turtle;q=0.9"), Some("text/turtle"));
    assert_eq!(accepts("text/html,application/xhtml+xml,*/*;q=0.8"), Some("text/html"));
    assert_eq!(accepts("*/*"), None);
    assert_eq!(accepts("text/turtle;q=0"), None);
    assert_eq!(accepts("TEXT/TURTLE"), Some("text/turtle"));
}
