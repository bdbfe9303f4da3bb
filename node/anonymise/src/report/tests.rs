use std::collections::BTreeMap;

use emn_protocol::record::{
    Code, CodeLabel, Dimension, Flags, Measure, MeasureKind, Method, MultiText, Suppression, Table, Zeros,
};
use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::outcome::{CellAudit, Interval, Verdict};
use crate::publication::Publication;

const HOSTILE: [&str; 6] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='x",
    "a\u{1b}[31mred\u{7}",
    "abc\u{202e}fdp.exe",
    "&lt;b&gt; </style></title>-->",
];

fn code(text: &str) -> Code {
    text.parse().unwrap()
}

fn english(text: &str) -> MultiText {
    [("en".parse().unwrap(), text)].into_iter().collect()
}

fn axis(id: &str, codes: usize, label: &str) -> Dimension {
    Dimension {
        id: code(id),
        codes: (0..codes).map(|n| code(&format!("{id}{n}"))).collect(),
        labels: vec![CodeLabel { code: 0, label: english(label) }],
        sums: Vec::new(),
    }
}

/// A table of these dimensions; each cell has its position's status, in turn, and a count of position × 3.
fn protected(sizes: &[usize], statuses: &[CellStatus], label: &str) -> Protected {
    let cells: usize = sizes.iter().product();
    let status: Vec<_> = (0..cells).map(|position| statuses[position % statuses.len()]).collect();
    let counts: Vec<Option<i64>> = (0..cells).map(|position| Some(position as i64 * 3)).collect();
    let suppressed: Flags = "c".parse().unwrap();
    let flags: BTreeMap<u32, Flags> =
        (0u32..).zip(&status).filter(|(_, status)| status.suppressed()).map(|(n, _)| (n, suppressed)).collect();
    let table = Table {
        id: code("t1"),
        title: english(label),
        notes: MultiText::new(),
        measure: Measure { id: code("victims"), kind: MeasureKind::Count, unit: code("PER"), decimals: 0, topic: None },
        dimensions: sizes.iter().enumerate().map(|(n, size)| axis(&format!("d{n}"), *size, label)).collect(),
        values: counts.iter().zip(&status).map(|(count, s)| count.filter(|_| !s.suppressed())).collect(),
        flags,
        method: Some(Method {
            min_frequency: 5,
            suppression: Suppression::Complementary,
            rounding: None,
            noise_milli_epsilon: None,
            zeros: Zeros::Published,
        }),
    };
    Protected { publication: Publication::of_table(label, table), status, counts }
}

/// Every suppressed cell with this verdict and interval.
fn audit(protected: &Protected, verdict: Verdict, low: u64, high: Option<u64>) -> Audit {
    let cell = |position| CellAudit {
        publication: 0,
        position,
        interval: Interval { low, high },
        verdict,
        betrayed_by: if verdict.exposed() { vec![HOSTILE[0].to_owned()] } else { Vec::new() },
    };
    let positions = protected.status.iter().enumerate().filter(|(_, status)| status.suppressed());
    let outcome = if verdict.exposed() { Outcome::Exposed } else { Outcome::Passed };
    Audit {
        outcome,
        cells: positions.map(|(position, _)| cell(position)).collect(),
        warnings: Vec::new(),
        earlier: Vec::new(),
        effort: Default::default(),
        refusals: Vec::new(),
    }
}

const MIXED: [CellStatus; 4] =
    [CellStatus::Published, CellStatus::Primary, CellStatus::Complementary, CellStatus::Published];

fn mixed(sizes: &[usize], verdict: Verdict) -> Report {
    let protected = protected(sizes, &MIXED, "Victims");
    let audit = audit(&protected, verdict, 1, Some(12));
    Report::new(&protected, &audit, 0, &Policy::default(), &["en"]).unwrap()
}

#[test]
fn report_of_a_protected_table_is_publishable_and_says_what_it_cost() {
    let report = mixed(&[2, 4], Verdict::Ok);
    assert!(report.publishable && report.exposed == 0);
    assert_eq!(report.result(), "Publishable: every suppressed cell is protected.");
    let loss = &report.loss;
    assert_eq!((loss.counted.cells, loss.suppressed.cells, loss.primary.cells), (8, 4, 2));
    assert_eq!((loss.counted.sum, loss.suppressed.sum, loss.primary.sum), (84, 42, 18));
    assert_eq!((loss.suppressed.share_of_cells, loss.primary.share_of_sum), (0.5, 0.2143));
}

#[test]
fn report_of_an_exposed_cell_names_it_and_refuses() {
    let report = mixed(&[2, 4], Verdict::Narrow);
    assert!(!report.publishable);
    assert_eq!(report.result(), "Not publishable: 4 suppressed cells are exposed.");
    let text = report.text();
    assert!(text.contains("NARROW") && text.contains("P!"), "{text}");
    assert!(report.html().contains("exposed, suppressed, small count"));
}

#[test]
fn suppressed_cell_without_an_audit_counts_as_exposed() {
    let protected = protected(&[4], &MIXED, "Victims");
    let mut audit = audit(&protected, Verdict::Ok, 1, None);
    audit.cells.truncate(1);
    let report = Report::new(&protected, &audit, 0, &Policy::default(), &[]).unwrap();
    assert!(!report.publishable && report.exposed == 1);
    let other = Report::new(&protected, &audit, 7, &Policy::default(), &[]).unwrap();
    assert_eq!(other.exposed, 2, "the audit is of another publication");
}

#[test]
fn parts_that_do_not_belong_together_are_refused() {
    let whole = protected(&[4], &MIXED, "Victims");
    let judged = audit(&whole, Verdict::Ok, 1, None);
    let mut short = whole.clone();
    short.status.pop();
    let made = Report::new(&short, &judged, 0, &Policy::default(), &[]);
    assert_eq!(made, Err(ReportError::Shape { cells: 4, what: "statuses", given: 3 }));
    let public = protected(&[4], &[CellStatus::Published], "Victims");
    let made = Report::new(&public, &judged, 0, &Policy::default(), &[]);
    assert_eq!(made, Err(ReportError::Foreign { position: 1 }));
}

#[test]
fn counts_of_suppressed_cells_stand_nowhere() {
    let mut protected = protected(&[3, 4], &MIXED, "Victims");
    // Numbers that cannot come from anywhere else. Their sum may be shown.
    for (position, count) in protected.counts.iter_mut().enumerate() {
        *count = Some(777_000 + position as i64);
    }
    let audit = audit(&protected, Verdict::Ok, 1, Some(12));
    let report = Report::new(&protected, &audit, 0, &Policy::default(), &["en"]).unwrap();
    for shown in [report.text(), report.json(), report.html()] {
        for (position, status) in protected.status.iter().enumerate().filter(|(_, status)| status.suppressed()) {
            assert!(!shown.contains(&format!("777{position:03}")), "{status:?} {position}");
            assert!(!shown.contains(&format!("777,{position:03}")), "{status:?} {position}");
        }
    }
}

#[test]
fn hostile_labels_are_escaped_in_every_form() {
    for hostile in HOSTILE {
        let protected = protected(&[2, 2, 2], &MIXED, hostile);
        let mut audit = audit(&protected, Verdict::Exact, 1, Some(1));
        audit.warnings.push(hostile.to_owned());
        audit.outcome = Outcome::Inconsistent(hostile.to_owned());
        let report = Report::new(&protected, &audit, 0, &Policy::default(), &["en"]).unwrap();
        let html = report.html();
        for bad in ["<script", "<img", "onerror=alert(1)>", "' onmouseover", "\u{202e}", "\u{1b}"] {
            assert!(!html.contains(bad), "{bad} in {hostile}");
        }
        assert_eq!(html.matches("</style>").count(), 1);
        let text = report.text();
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()) && !text.contains('\u{202e}'));
    }
}

#[test]
fn page_loads_nothing_and_allows_only_its_own_style() {
    let html = mixed(&[2, 4], Verdict::Ok).html();
    for bad in ["<script", "src=", "href=", "url(", "@import", "style=\"", "http://", "https://"] {
        assert!(!html.contains(bad), "{bad}");
    }
    assert!(html.contains(&content_security_policy()) && html.contains("default-src 'none'"));
    assert!(html.contains("<html lang=\"en\">") && html.contains("scope=\"row\"") && html.contains("<caption>"));
    let hash = data_encoding::BASE64.decode(style_hash().strip_prefix("sha256-").unwrap().as_bytes()).unwrap();
    let style = html.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).unwrap().0;
    assert_eq!(hash, emn_protocol::ids::Digest::of(style.as_bytes()).as_bytes());
}

#[test]
fn every_tag_of_the_page_is_closed() {
    let html = mixed(&[2, 3, 4], Verdict::Narrow).html();
    let mut open: Vec<&str> = Vec::new();
    for tag in html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()) {
        let name = tag.split(' ').next().unwrap();
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None if matches!(name, "!DOCTYPE" | "meta" | "br") => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty());
}

#[test]
fn large_table_is_cut_in_text_and_page_and_whole_in_json() {
    let report = mixed(&[3, 40, 100], Verdict::Ok);
    let html = report.html();
    assert!(html.contains("5,000 of 12,000 cells are shown here"));
    let in_grids = html.matches("<td class=\"n\">").count() + html.matches("title=\"a reader").count();
    assert_eq!(in_grids, 5_000 + 24, "and the figures of the loss");
    assert!(html.contains("1,000 of 6,000 suppressed cells are listed"));
    assert!(report.text().contains("3,000 of 12,000 cells are shown here"));
    let json: Value = serde_json::from_str(&report.json()).unwrap();
    assert_eq!(json["suppressed"].as_array().map(Vec::len), Some(6_000));
    let wide = mixed(&[2, 6_000], Verdict::Ok).html();
    assert!(wide.contains("5,000 of 12,000 cells are shown here"), "one row alone is too long");
}

#[test]
fn cube_of_three_dimensions_is_one_table_for_each_leading_code() {
    let report = mixed(&[3, 2, 4], Verdict::Ok);
    let blocks: Vec<_> = grid::blocks(&report.dimensions).collect();
    assert_eq!(blocks.len(), 3);
    assert_eq!((blocks[1].rows(), blocks[1].columns(), blocks[1].position(1, 2)), (2, 4, 14));
    assert_eq!(blocks[2].title(), "d0: d02");
    assert_eq!(grid::blocks(&mixed(&[4], Verdict::Ok).dimensions).count(), 1);
    assert_eq!(grid::blocks(&[]).count(), 0);
}

#[test]
fn json_names_are_stable() {
    let json: Value = serde_json::from_str(&mixed(&[2, 4], Verdict::Ok).json()).unwrap();
    let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(
        names(&json),
        "decimals dimensions exposed format limits loss measure notice outcome policy publishable source status \
         suppressed table title title_language unit values warnings"
    );
    assert_eq!(
        names(&json["suppressed"][0]),
        "betrayed_by codes finding interval labels position reason status verdict"
    );
    assert_eq!(json["suppressed"][0]["status"], "primary");
    assert_eq!(
        json["suppressed"][0]["finding"],
        "A reader can work out that it lies between 1 and 12. That is wide enough."
    );
    assert_eq!(json["outcome"], "passed");
}

#[test]
fn statement_does_not_tell_small_from_complementary() {
    let one = protected(&[2, 4], &MIXED, "Victims");
    let swapped = [CellStatus::Published, CellStatus::Complementary, CellStatus::Primary, CellStatus::Published];
    let other = protected(&[2, 4], &swapped, "Victims");
    let statement = MethodStatement::of(&one.publication.table);
    assert_eq!(statement, MethodStatement::of(&other.publication.table));
    assert_eq!(
        statement.to_string(),
        "Counts of 1 to 4 are not published. 4 of 8 cells (50.0 %) are suppressed: small counts, and others from \
         which small counts could be worked out. A suppressed cell may therefore be of any size above zero."
    );
}

#[test]
fn statement_names_rounding_noise_and_their_absence() {
    let mut table = protected(&[2, 2], &[CellStatus::Published], "Victims").publication.table;
    assert_eq!(MethodStatement::of(&table).to_string(), "Counts of 1 to 4 are not published. No cell is suppressed.");
    if let Some(method) = &mut table.method {
        method.rounding = Some(5);
    }
    assert!(MethodStatement::of(&table).to_string().contains("multiples of 5"));
    if let Some(method) = &mut table.method {
        method.rounding = None;
        method.noise_milli_epsilon = Some(1_250);
    }
    assert!(MethodStatement::of(&table).to_string().contains("epsilon 1.250"));
    table.method = None;
    assert_eq!(MethodStatement::of(&table).to_string(), "The table states no method of protection.");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn text_stays_within_100_columns(label in "\\PC{0,120}", sizes in prop::collection::vec(1usize..7, 1..4)) {
        let protected = protected(&sizes, &MIXED, &label);
        let audit = audit(&protected, Verdict::Small, 1, Some(3));
        let report = Report::new(&protected, &audit, 0, &Policy::default(), &["en"]).unwrap();
        for line in report.text().lines() {
            prop_assert!(line.chars().count() <= 100, "{line}");
        }
    }

    #[test]
    fn json_round_trips_and_reports_are_deterministic(label in "\\PC{0,40}", sizes in prop::collection::vec(1usize..5, 1..4)) {
        let protected = protected(&sizes, &MIXED, &label);
        let audit = audit(&protected, Verdict::Ok, 1, None);
        let report = Report::new(&protected, &audit, 0, &Policy::default(), &["en"]).unwrap();
        let json: Value = serde_json::from_str(&report.json()).unwrap();
        prop_assert_eq!(&json, &serde_json::to_value(&report).unwrap());
        prop_assert_eq!(json["status"].as_array().map(Vec::len), Some(protected.status.len()));
        let again = Report::new(&protected, &audit, 0, &Policy::default(), &["en"]).unwrap();
        prop_assert_eq!(report.html(), again.html());
        prop_assert_eq!(report.text(), again.text());
    }
}
