//! From cases to a protected table in a draft.

use emn_accounts::{Role, Roles};
use emn_desk::{Draft, DraftId};

use super::browser::{Browser, Shown};
use super::publishing::send;
use crate::api::tests::harness::Node;

fn node() -> Node {
    Node::new().with_doors(|doors| doors.four_eyes = true)
}

async fn publisher(node: &Node) -> Browser {
    Browser::signed_in(node, "jansen", Roles::NONE.with(Role::Reader).with(Role::Publisher)).await
}

async fn begin(browser: &mut Browser, kind: &str) -> String {
    let shown = browser.post("/publish/new", &[("kind", kind)]).await;
    shown.location().split('/').take(3).collect::<Vec<_>>().join("/")
}

fn kept(node: &Node, address: &str) -> Draft {
    let id: DraftId = address.rsplit('/').next().unwrap().parse().unwrap();
    node.state.desk.get(id).unwrap()
}

async fn upload(node: &Node, browser: &mut Browser, address: &str, what: &str, bytes: &[u8]) -> Shown {
    let version = kept(node, address).version.to_string();
    let fields = [("version", version.as_str()), ("what", what)];
    browser.upload(&format!("{address}/upload"), &fields, ("file", "cases.csv", bytes)).await
}

/// 203 persons: one sex that is rare, two zones, and a column of names.
fn cases() -> String {
    let mut csv = String::from("who,gender,zone,odd\n");
    let mut person = 0;
    let mut add = |sex: &str, zone: &str, odd: &str, times: usize| {
        for _ in 0..times {
            person += 1;
            csv.push_str(&format!("Person{person} Kowalska,{sex},{zone},{odd}\n"));
        }
    };
    add("female", "north", "usual", 100);
    add("female", "south", "usual", 60);
    add("male", "north", "usual", 40);
    add("male", "south", "unheard-of", 3);
    csv
}

/// The value that is chosen in a select of the page, or what an input holds.
fn inputs(html: &str, beginning: &str) -> Vec<String> {
    let named = html.split(" name=\"").skip(1).filter_map(|rest| rest.split('"').next());
    named.filter(|name| name.starts_with(beginning)).map(str::to_owned).collect()
}

const SETTINGS: [(&str, &str); 9] = [
    ("what", "cases"),
    ("measure", "victims-identified"),
    ("unit", "PER"),
    ("topic", "trafficking-in-human-beings"),
    ("table", "victims-sex-zone"),
    ("country", "NL"),
    ("period", "2025"),
    ("protection", "suppress"),
    ("min_frequency", "5"),
];

#[tokio::test]
async fn cases_become_a_protected_table_and_are_forgotten() {
    let node = node();
    let mut browser = publisher(&node).await;
    let address = begin(&mut browser, "cases").await;
    let page = browser.get(&format!("{address}/upload")).await;
    assert!(page.html.contains("enctype=\"multipart/form-data\"") && page.html.contains("never sent"), "{}", page.html);
    let shown = upload(&node, &mut browser, &address, "cases", cases().as_bytes()).await;
    assert_eq!(shown.location(), format!("{address}/columns"), "{}", shown.html);
    assert!(node.state.uploads.taken() > 0);
    let page = browser.get(&format!("{address}/columns")).await;
    assert!(page.html.contains("gender") && page.html.contains("value=\"dim:sex\" selected"), "{}", page.html);
    assert!(!page.html.contains("Kowalska"), "no value of a person is shown");

    let mut form = SETTINGS.to_vec();
    form.extend([
        ("column.0", "person"),
        ("column.1", "dim:sex"),
        ("column.2", "own"),
        ("column.3", ""),
        ("action", "count"),
    ]);
    let shown = send(&node, &mut browser, &address, "columns", &form).await;
    assert_eq!(shown.location(), format!("{address}/table"), "{}", shown.html);
    let table = browser.get(&format!("{address}/table")).await;
    assert!(table.html.contains("suppressed: small count"), "{}", table.html);
    assert!(table.html.contains("suppressed: protects another cell"), "{}", table.html);
    assert!(table.html.contains("203 persons were counted"), "{}", table.html);
    assert!(!table.html.contains("Kowalska") && !table.html.contains("unheard-of"));
    assert!(kept(&node, &address).tables.is_empty(), "nothing is kept before it is accepted");

    let shown = send(&node, &mut browser, &address, "table", &[("action", "accept")]).await;
    assert_eq!(shown.location(), format!("{address}/describe?notice=table-accepted"), "{}", shown.html);
    assert_eq!(node.state.uploads.taken(), 0, "the cases are forgotten");
    let draft = kept(&node, &address);
    assert_eq!(draft.tables.len(), 1);
    let values: Vec<_> = draft.tables[0].table.values.iter().flatten().collect();
    assert!(values.iter().all(|value| **value == 0 || **value >= 5), "{values:?}");
    assert!(!draft.mapping.contains("Kowalska"), "{}", draft.mapping);
    let form = browser.get(&format!("{address}/describe")).await;
    assert!(form.html.contains("table.victims-sex-zone.title.en"), "{}", form.html);
}

#[tokio::test]
async fn values_without_a_code_are_asked_about_and_rare_ones_are_not_shown() {
    let node = node();
    let mut browser = publisher(&node).await;
    let address = begin(&mut browser, "cases").await;
    let csv = cases().replace(",male,", ",qqq,").replace("qqq,south", "zzz,south");
    upload(&node, &mut browser, &address, "cases", csv.as_bytes()).await;
    let mut form = SETTINGS.to_vec();
    form.extend([
        ("column.0", ""),
        ("column.1", "dim:sex"),
        ("column.2", "own"),
        ("column.3", ""),
        ("action", "count"),
    ]);
    let shown = send(&node, &mut browser, &address, "columns", &form).await;
    assert_eq!(shown.status, 200, "the questions are asked first: {}", shown.html);
    let (open, rest) = (inputs(&shown.html, "value.sex."), inputs(&shown.html, "rest.sex"));
    assert_eq!((open.len(), rest.len()), (1, 1), "{}", shown.html);
    assert!(shown.html.contains("«qqq»") && !shown.html.contains("zzz"), "{}", shown.html);
    form.extend([(open[0].as_str(), "M"), (rest[0].as_str(), "M")]);
    let shown = send(&node, &mut browser, &address, "columns", &form).await;
    assert_eq!(shown.location(), format!("{address}/table"), "{}", shown.html);
    let shown = send(&node, &mut browser, &address, "table", &[("action", "discard")]).await;
    assert_eq!(shown.location(), format!("{address}/columns?notice=table-discarded"));
    assert!(node.state.uploads.taken() > 0, "the cases are still there");
    assert_eq!(browser.get(&format!("{address}/table")).await.status, 303);
    send(&node, &mut browser, &address, "forget", &[]).await;
    assert_eq!(node.state.uploads.taken(), 0);
    assert_eq!(browser.get(&format!("{address}/columns")).await.status, 409);
}

#[tokio::test]
async fn mistakes_of_form_and_file_are_named() {
    let node = node();
    let mut browser = publisher(&node).await;
    let address = begin(&mut browser, "cases").await;
    let nothing = upload(&node, &mut browser, &address, "cases", b"").await;
    assert_eq!(nothing.status, 422);
    let csv = cases() + "one,two\n";
    upload(&node, &mut browser, &address, "cases", csv.as_bytes()).await;
    let wrong = [
        ("what", "cases"),
        ("measure", "not a code!"),
        ("min_frequency", "2"),
        ("period", "last year"),
        ("column.0", ""),
        ("action", "count"),
    ];
    let shown = send(&node, &mut browser, &address, "columns", &wrong).await;
    assert_eq!(shown.status, 422);
    for field in ["#measure", "#unit", "#table", "#min_frequency", "#period", "#column.0"] {
        assert!(shown.html.contains(&format!("href=\"{field}\"")), "{field}: {}", shown.html);
    }
    let mut form = SETTINGS.to_vec();
    form.extend([("column.0", ""), ("column.1", "dim:sex"), ("column.2", "own"), ("action", "count")]);
    let shown = send(&node, &mut browser, &address, "columns", &form).await;
    assert_eq!(shown.status, 422);
    assert!(shown.html.contains("cases.csv:205"), "the row is named: {}", shown.html);
}

#[tokio::test]
async fn rounded_table_shows_no_suppressed_cell() {
    let node = node();
    let mut browser = publisher(&node).await;
    let address = begin(&mut browser, "cases").await;
    upload(&node, &mut browser, &address, "cases", cases().as_bytes()).await;
    let mut form: Vec<_> = SETTINGS.iter().filter(|(name, _)| *name != "protection").copied().collect();
    form.extend([
        ("protection", "round5"),
        ("column.1", "dim:sex"),
        ("column.2", "own"),
        ("column.0", ""),
        ("action", "count"),
    ]);
    let shown = send(&node, &mut browser, &address, "columns", &form).await;
    assert_eq!(shown.location(), format!("{address}/table"), "{}", shown.html);
    send(&node, &mut browser, &address, "table", &[("action", "accept")]).await;
    let draft = kept(&node, &address);
    assert!(draft.tables[0].table.values.iter().all(|value| value.is_some_and(|value| value % 5 == 0)));
}

const FINISHED: [(&str, &str); 13] = [
    ("what", "table"),
    ("measure", "victims-identified"),
    ("unit", "PER"),
    ("table", "victims-sex"),
    ("kind", "count"),
    ("decimals", "0"),
    ("min_frequency", "5"),
    ("protection", "complementary"),
    ("column.0", "dim:sex"),
    ("column.1", "value"),
    ("column.2", "flag"),
    ("total.sex", "T"),
    ("action", "count"),
];

#[tokio::test]
async fn finished_table_is_read_and_attacked() {
    let node = node();
    let mut browser = publisher(&node).await;
    let address = begin(&mut browser, "table").await;
    let good = b"sex;number;mark\nT;40;\nF;25;\nM;15;\n";
    let shown = upload(&node, &mut browser, &address, "table", good).await;
    assert_eq!(shown.location(), format!("{address}/columns?what=table"), "{}", shown.html);
    let page = browser.get(&format!("{address}/columns?what=table")).await;
    assert!(page.html.contains("value=\"dim:sex\" selected") && page.html.contains("total.sex"), "{}", page.html);
    let mut none = FINISHED.to_vec();
    none[7] = ("protection", "none");
    let shown = send(&node, &mut browser, &address, "columns", &none).await;
    assert_eq!(shown.location(), format!("{address}/table"), "{}", shown.html);
    send(&node, &mut browser, &address, "table", &[("action", "accept")]).await;
    let draft = kept(&node, &address);
    assert_eq!(draft.tables[0].table.values, [Some(40), Some(25), Some(15)]);
    assert_eq!(draft.tables[0].table.dimensions[0].sums.len(), 1);

    let bad = b"sex;number;mark\nT;40;\nF;37;\nM;;c\n";
    upload(&node, &mut browser, &address, "table", bad).await;
    let shown = send(&node, &mut browser, &address, "columns", &FINISHED).await;
    assert_eq!(shown.location(), format!("{address}/table"), "{}", shown.html);
    let table = browser.get(&format!("{address}/table")).await;
    assert!(
        table.html.contains("may not be published like this") && !table.html.contains("value=\"accept\""),
        "{}",
        table.html
    );
    send(&node, &mut browser, &address, "table", &[("action", "accept")]).await;
    assert_eq!(kept(&node, &address).tables[0].table.values, [Some(40), Some(25), Some(15)]);

    let odd = b"sex;number;mark\nT;forty;\n";
    upload(&node, &mut browser, &address, "table", odd).await;
    let shown = send(&node, &mut browser, &address, "columns", &FINISHED).await;
    assert_eq!(shown.status, 422);
    assert!(shown.html.contains("table.csv:2"), "{}", shown.html);
}
