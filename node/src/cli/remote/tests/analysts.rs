//! What analysts see: figures, pictures and what a search found.

use emn_series::answer::Answer as Figures;
use serde_json::{Value, json};

use super::super::{compare, search, series};
use super::*;
use crate::api::view::RecordPage;
use crate::figures;

/// An answer by country and year of these rows: country, year, and what stands in the row.
fn answer(rows: &[(&str, &str, Value)]) -> Figures {
    let row = |(country, year, more): &(&str, &str, Value)| {
        let mut row = json!({
            "key": [country, year], "value": null, "flags": "", "how": "published", "suppressed": 0, "missing": 0,
            "at_least": null, "covers": [], "origins": [], "disputed": false,
        });
        row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        row
    };
    let answer = json!({
        "question": {
            "measure": "victims-identified", "by": ["country", "year"], "filters": [{"dimension": "sex", "codes": ["F"]}],
            "members": [], "years": [null, null], "add_periods": false, "per": null, "public_only": false,
        },
        "unit": "PER", "decimals": 0, "axes": ["geo", "TIME_PERIOD"], "rows": rows.iter().map(row).collect::<Vec<_>>(),
        "origins": [], "notes": [{"note": "sources_disagree", "keys": 1}],
    });
    serde_json::from_value(answer).unwrap()
}

fn figures() -> Figures {
    answer(&[
        ("BE", "2021", json!({"value": 1334})),
        ("BE", "2022", json!({"value": 1400, "flags": "e"})),
        ("EL", "2021", json!({"flags": "c", "suppressed": 1})),
        ("EL", "2022", json!({"missing": 1})),
        ("FR", "2021", json!({"value": 1540, "how": "added"})),
        ("FR", "2022", json!({"flags": "c", "how": "not_added", "suppressed": 1, "at_least": 1200})),
        ("NL", "2022", json!({"value": 1334, "disputed": true})),
        ("NL", "2022", json!({"value": 1372, "disputed": true})),
    ])
}

#[test]
fn figures_are_shown_with_what_a_reader_must_know() {
    let text = series::render(&figures::dataset(&figures(), "en"));
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split("  ").map(str::trim).collect()).collect();
    let rows: Vec<Vec<&str>> =
        rows.into_iter().map(|row| row.into_iter().filter(|cell| !cell.is_empty()).collect()).collect();
    assert_eq!(rows[0][1..], ["2021", "2022"]);
    assert_eq!(
        rows[1..],
        [
            vec!["Belgium", "1,334", "1,400 e"],
            vec!["Greece", "c", ":"],
            vec!["France", "1,540 +", "≥1,200 c"],
            vec!["Netherlands", "1,334 / 1,372"],
        ]
    );
}

#[test]
fn title_and_labels_of_figures_are_in_one_language() {
    let data = figures::dataset(&figures(), "nl");
    assert_eq!((data.title_lang.as_str(), data.lang.as_str()), ("nl", "nl"));
    assert!(data.title.starts_with("Victims identified, geslacht: vrouw"), "{}", data.title);
}

#[test]
fn more_figures_than_a_terminal_shows_are_counted_not_shown() {
    let years: Vec<String> = (1000..1100).map(|year| year.to_string()).collect();
    let many: Vec<(&str, &str, Value)> = years.iter().map(|year| ("NL", year.as_str(), json!({"value": 7}))).collect();
    let text = series::render(&figures::dataset(&answer(&many), "en"));
    assert!(text.contains("1 of 1 rows and 50 of 100 columns; `--format csv"), "{text}");
    assert_eq!(text.matches(" 7").count(), 50, "{text}");
    let none = series::render(&figures::dataset(&answer(&[]), "en"));
    assert_eq!(none, "");
}

#[test]
fn comparison_in_the_terminal_draws_no_suppressed_figure_as_zero() {
    let chart = figures::chart(&figures::dataset(&figures(), "en"), None).unwrap();
    let text = compare::in_terminal(&chart);
    for part in ["Victims identified", "Belgium", "Greece", "2022"] {
        assert!(text.contains(part), "no {part} in {text}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    insta::assert_snapshot!(text);
}

#[test]
fn search_shows_where_the_words_stand_and_counts() {
    let network = TestNetwork::new(1);
    let record = practice("Asking");
    let entry = network.entry(0, 0, None, &record).into_entry();
    let item = json!({
        "id": entry.id(), "short": entry.id().short(), "kind": "practice", "content": "practice", "member": "M0",
        "key": entry.log(), "seq": 0, "time": entry.header().time, "arrival": 0, "bytes": 1, "title": {"en": "Asking"},
        "summary": {}, "languages": ["en"], "topics": ["trafficking-in-human-beings"], "countries": ["NL"], "period": null,
        "audience": "public", "organisation": "x", "tables": [], "supersedes": null, "superseded_by": null,
        "withdraws": null, "withdrawn": null,
        "snippet": {"lang": "en", "field": "approach", "parts": [
            {"text": "Ask in the\n"}, {"text": "language", "mark": true}, {"text": " of the person."},
        ]},
    });
    let values: Vec<Value> =
        (0..13).map(|number| json!({"value": format!("C{number}"), "count": 20 - number})).collect();
    let page = json!({"items": [item], "next": null, "total": 1, "facets": {
        "country": values, "member": [], "topic": [{"value": "trafficking-in-human-beings", "count": 1}],
    }});
    let page: RecordPage = serde_json::from_value(page).unwrap();
    let text = search::render(&page, Some(&"nl".parse().unwrap()));
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[1].ends_with("Asking"), "{text}");
    assert_eq!(lines[2], "    [en] Ask in the *language* of the person.");
    assert!(
        text.contains("\ncountry    C0 20 · C1 19") && text.contains("C11 9 · …") && !text.contains("C12"),
        "{text}"
    );
    assert!(text.contains("\ntopic      mensenhandel 1") && !text.contains("member  \u{20}"), "{text}");
}

#[test]
fn options_after_the_words_of_a_search_are_options() {
    let parsed = |line: &str| {
        let words = line.split_whitespace().map(OsString::from).collect();
        let (context, command) = parse(words).map_err(|error| error.to_string())?;
        Ok::<_, String>((context.json, format!("{command:?}")))
    };
    let (json, command) = parsed("emn search mensenhandel --country NL --json").unwrap();
    assert!(
        json && command.contains("words: [\"mensenhandel\"]") && command.contains("country: Some(\"NL\")"),
        "{command}"
    );
    let (json, command) = parsed("emn search --json -- traffick* -sexual").unwrap();
    assert!(json && command.contains("words: [\"traffick*\", \"-sexual\"]"), "{command}");
    assert!(parsed("emn search traffick* -sexual").unwrap_err().contains("'-- -s"), "says what to write");
    assert!(parsed("emn search mensenhandel --contry NL").unwrap_err().contains("--country"));
}

#[tokio::test(flavor = "multi_thread")]
async fn analyst_finds_counts_compares_and_exports_what_was_published() {
    let desk = Desk::running().await;
    let id = desk.published(Kind::Report, SOME_ID).await;
    let found = desk.emn("search Menschenhandel --facets --lang nl").await.unwrap();
    assert_eq!(found.json["total"], 1);
    assert!(
        found.notes.iter().any(|note| note.contains("«Menschenhandel» is a name of the topic")),
        "{:?}",
        found.notes
    );
    assert!(found.text.contains("\nkind       report 1"), "{}", found.text);
    let measures = desk.emn("series --measures").await.unwrap();
    assert_eq!(measures.json["items"][0]["id"], "victims-identified");
    let figures = desk.emn("series --measure victims-identified --sources").await.unwrap();
    assert!(figures.text.contains("186") && figures.text.contains("\nSources\n"), "{}", figures.text);
    let drawn = desk.emn("compare --measure victims-identified").await.unwrap();
    assert!(drawn.text.contains("186"), "{}", drawn.text);
    desk.emn("compare --measure victims-identified --svg @a.svg --png @a.png").await.unwrap();
    assert!(fs::read(desk.path("a.png")).unwrap().starts_with(b"\x89PNG"));
    desk.emn(&format!("export {id} --format csv --table victims-sex-age --out @a.csv")).await.unwrap();
    assert!(fs::read_to_string(desk.path("a.csv")).unwrap().starts_with("STRUCTURE,"));
    let written: Vec<String> = fs::read_dir(desk.dir.path())
        .unwrap()
        .map(|item| item.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("a."))
        .collect();
    assert_eq!(written.len(), 3, "no litter: {written:?}");
    let unknown = desk.fails("series --measure victims-identifed").await;
    assert!(unknown.message.contains("victims-identified"), "{unknown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn index_is_not_removed_from_under_a_daemon_that_has_the_store() {
    let mut desk = Desk::running().await;
    desk.published(Kind::Practice, SOME_ID).await;
    fs::remove_file(desk.folder().run_file()).unwrap();
    let locked = desk.fails("doctor --rebuild-index").await;
    assert_eq!((locked.exit, locked.code.as_str()), (Exit::Failed, "store_locked"));
    assert!(desk.folder().index().is_dir());
    desk.stop().await;
    let removed = desk.emn("doctor --rebuild-index").await.unwrap();
    assert!(removed.text.contains("removed"), "{}", removed.text);
    assert!(!desk.folder().index().exists());
}
