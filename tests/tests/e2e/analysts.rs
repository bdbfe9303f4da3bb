//! What analysts do, by the real command: search in any language, read figures of all members, take files away.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context as _, ensure};
use emn_node::api::view::Published;
use emn_protocol::record::{Content, Correction, Dimension, MultiText, Record, Table};
use emn_protocol::testing::{code, english, practice, report, victims, withdrawal};
use emn_tests::{TestNet, equal_sets};
use serde_json::Value;

use crate::{apis, with_net};

/// The same topic in five languages, and the title of a record that names it in none of them.
const LANGUAGES: [(&str, &str, &str); 5] = [
    ("nl", "mensenhandel", "Vragen stellen in de eigen taal"),
    ("en", "trafficking in human beings", "Asking in a person's own language"),
    ("de", "Menschenhandel", "In der eigenen Sprache fragen"),
    ("pl", "handel ludźmi", "Pytania we własnym języku"),
    ("es", "trata de seres humanos", "Preguntar en el propio idioma"),
];

/// The measure of all tables here.
const MEASURE: &str = "victims-identified";

/// A practice that can be read in one language only.
fn in_language(lang: &str, title: &str) -> anyhow::Result<Record> {
    let mut record = practice(title);
    if let Record::Practice(practice) = &mut record {
        let text: MultiText = [(lang.parse()?, title)].into_iter().collect();
        practice.about.title = text.clone();
        practice.about.summary = text.clone();
        practice.approach = text;
    }
    Ok(record)
}

fn ids(page: &Value) -> BTreeSet<&str> {
    page["items"].as_array().into_iter().flatten().filter_map(|item| item["id"].as_str()).collect()
}

/// How many there are of one value of a facet.
fn count(page: &Value, facet: &str, value: &str) -> Option<u64> {
    page["facets"][facet].as_array()?.iter().find(|found| found["value"] == value)?["count"].as_u64()
}

#[test]
fn topic_is_found_in_five_languages_from_any_of_them() -> anyhow::Result<()> {
    with_net(2, |net| {
        let nodes = net.start_all(0..2)?;
        let mut published = BTreeSet::new();
        for (n, (lang, _, title)) in LANGUAGES.iter().enumerate() {
            let record = in_language(lang, title)?;
            published.insert(nodes[n % 2].api().publish_when_free(&record)?.id.to_string());
        }
        let mut other = practice("Housing for families");
        if let Record::Practice(practice) = &mut other {
            practice.about.topics = vec![code("voluntary-return")];
        }
        nodes[0].api().publish(&other)?;
        equal_sets(apis(&nodes), 6)?;
        let published: BTreeSet<&str> = published.iter().map(String::as_str).collect();
        for (n, (lang, words, title)) in LANGUAGES.iter().enumerate() {
            // On the node that did not publish the one in this language, too.
            for node in [n % 2, (n + 1) % 2] {
                let page = net.json(node, &["search", words, "--facets"])?;
                ensure!(ids(&page) == published, "{words}: {page}");
                ensure!(page["items"][0]["languages"] == serde_json::json!([lang]), "{words}: not first: {page}");
                ensure!(page["recognised"][0]["topics"][0] == "trafficking-in-human-beings", "{words}: {page}");
                for (facet, value, expected) in
                    [("language", *lang, 1), ("member", "M0", 3), ("member", "M1", 2), ("kind", "practice", 5)]
                {
                    ensure!(count(&page, facet, value) == Some(expected), "{facet} {value}: {}", page["facets"]);
                }
            }
            let shown = net.run(0, &["search", words, "--facets"])?;
            ensure!(shown.code == 0 && shown.stdout.contains(title), "{words}: {shown:?}");
            let words = net.json(0, &["search", words, "--no-concepts"])?;
            ensure!(words["total"] == 0, "the words themselves stand nowhere: {words}");
        }
        let narrowed = net.json(1, &["search", "mensenhandel", "--language", "de"])?;
        ensure!(narrowed["total"] == 1, "{narrowed}");
        Ok(())
    })
}

/// Counts of women and men without a total, of which the second is suppressed.
fn without_total(women: i64) -> Table {
    let mut table = victims(&["2022"], &[Some(0), Some(women), None]);
    let sex = Dimension { codes: vec![code("F"), code("M")], sums: Vec::new(), ..table.dimensions[0].clone() };
    table.dimensions[0] = sex;
    table.values.remove(0);
    table.flags = table.flags.into_iter().map(|(position, flags)| (position - 1, flags)).collect();
    table
}

fn about_country(mut record: Record, country: &str, register: &str) -> Record {
    if let Record::Report(report) = &mut record {
        report.about.countries = vec![code(country)];
        report.source = Some(register.to_owned());
    }
    record
}

/// The total is published, the parts are suppressed.
fn total(count: i64) -> Record {
    report("Victims in the Netherlands", vec![victims(&["2022"], &[Some(count), None, None])])
}

/// Rows of a series: key, value, flags and lower bound.
fn rows(net: &TestNet, node: usize, by: &str) -> anyhow::Result<Vec<String>> {
    let answer = net.json(node, &["series", "--measure", MEASURE, "--by", by])?;
    let rows = answer["rows"].as_array().context("an answer has rows")?;
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let line = |row: &Value| {
        let key: Vec<String> = row["key"].as_array().into_iter().flatten().map(text).collect();
        format!("{}: {} {} {}", key.join(" "), row["value"], text(&row["flags"]), row["at_least"])
    };
    Ok(rows.iter().map(line).collect())
}

fn same_rows(net: &TestNet, by: &str, expected: &[&str]) -> anyhow::Result<()> {
    for node in 0..2 {
        let found = rows(net, node, by)?;
        ensure!(found == expected, "node {node}, by {by}: {found:?} instead of {expected:?}");
    }
    Ok(())
}

#[test]
fn suppressed_figures_are_never_summed_and_follow_corrections_and_withdrawals() -> anyhow::Result<()> {
    with_net(2, |net| {
        let nodes = net.start_all(0..2)?;
        let first = nodes[0].api().publish_when_free(&total(60))?;
        let parts = about_country(report("Victims in Belgium", vec![without_total(40)]), "BE", "Police");
        let parts = nodes[1].api().publish_when_free(&parts)?;
        equal_sets(apis(&nodes), 2)?;
        // 40 women and some men: at least 40, and no sum. In the Netherlands the total stands, its parts do not.
        same_rows(net, "country,year", &["BE 2022: null c 40", "NL 2022: 60  null"])?;
        same_rows(net, "year", &["2022: null c 100"])?;
        same_rows(
            net,
            "country,sex,year",
            &["BE F 2022: 40  null", "BE M 2022: null c null", "NL F 2022: null c null", "NL M 2022: null c null"],
        )?;
        let shown = net.run(0, &["series", "--measure", MEASURE])?;
        ensure!(shown.stdout.contains("≥40 c") && !shown.stdout.contains("100"), "{shown:?}");
        let by_sex = net.run(1, &["series", "--measure", MEASURE, "--by", "sex,year", "--where", "geo=NL"])?;
        let cells: Vec<&str> =
            by_sex.stdout.lines().skip(1).filter_map(|line| line.split_whitespace().last()).collect();
        ensure!(cells == ["c", "c"], "{by_sex:?}");

        let Record::Report(corrected) = total(80) else { unreachable!("a report was built") };
        let correction = Record::Correction(Correction {
            supersedes: first.id,
            reason: english("Twenty were counted late."),
            content: Content::Report(corrected),
        });
        nodes[0].api().publish(&correction)?;
        equal_sets(apis(&nodes), 3)?;
        same_rows(net, "country,year", &["BE 2022: null c 40", "NL 2022: 80  null"])?;
        nodes[1].api().publish(&withdrawal(parts.id))?;
        equal_sets(apis(&nodes), 4)?;
        same_rows(net, "country,year", &["NL 2022: 80  null"])?;
        same_rows(net, "year", &["2022: 80  null"])
    })
}

#[test]
fn figures_that_disagree_stand_beside_each_other_with_their_origins() -> anyhow::Result<()> {
    with_net(2, |net| {
        let nodes = net.start_all(0..2)?;
        let other = victims(&["2022"], &[Some(72), None, None]);
        let other = about_country(report("Victims seen abroad", vec![other]), "NL", "Shelters");
        let ours = nodes[0].api().publish_when_free(&total(60))?;
        let theirs = nodes[1].api().publish_when_free(&other)?;
        equal_sets(apis(&nodes), 2)?;
        for node in 0..2 {
            let answer = net.json(node, &["series", "--measure", MEASURE])?;
            let mut said = BTreeSet::new();
            for row in answer["rows"].as_array().context("an answer has rows")? {
                ensure!(row["disputed"] == true && row["origins"].as_array().map(Vec::len) == Some(1), "{row}");
                let origin = row["origins"][0].as_u64().and_then(|place| usize::try_from(place).ok());
                let origin = &answer["origins"][origin.context("an origin is a position")?];
                said.insert((row["value"].to_string(), origin["record"].to_string(), origin["member"].to_string()));
            }
            let line = |value: &str, from: &Published, member: &str| {
                (value.to_owned(), format!("\"{}\"", from.id), format!("\"{member}\""))
            };
            ensure!(said == BTreeSet::from([line("60", &ours, "M0"), line("72", &theirs, "M1")]), "{answer}");
            ensure!(answer["notes"].to_string().contains("sources_disagree"), "{answer}");
            let shown = net.run(node, &["series", "--measure", MEASURE, "--sources"])?.stdout;
            ensure!(shown.contains("60 / 72") || shown.contains("72 / 60"), "{shown}");
            for source in [&ours.short, &theirs.short, "Test register", "Shelters"] {
                ensure!(shown.contains(source), "`{source}` is missing: {shown}");
            }
        }
        Ok(())
    })
}

/// A file that a command makes begins as its format does.
fn makes(net: &TestNet, arguments: &[&str], name: &str, begins: &[u8]) -> anyhow::Result<Vec<u8>> {
    let path = net.dir().join(name);
    let out = path.to_str().context("the path is text")?;
    let ended = net.run(0, &[arguments, &["--out", out]].concat())?;
    ensure!(ended.code == 0 && ended.stderr.contains("Written"), "{arguments:?}: {ended:?}");
    let bytes = fs::read(&path).with_context(|| format!("{arguments:?} made no {name}"))?;
    let head = &bytes[..bytes.len().min(200)];
    ensure!(bytes.starts_with(begins), "{name} begins with {}", String::from_utf8_lossy(head));
    Ok(bytes)
}

/// Columns of every CSV with figures.
const SDMX_CSV: &[u8] = b"STRUCTURE,STRUCTURE_ID,ACTION,";

#[test]
fn exports_are_files_that_begin_as_their_formats_do() -> anyhow::Result<()> {
    with_net(1, |net| {
        let node = net.start(0)?;
        let entry = node.api().publish_when_free(&total(60))?;
        let export = |format| ["export", &entry.short, "--format", format];
        let csv = makes(net, &export("csv"), "one.csv", SDMX_CSV)?;
        ensure!(String::from_utf8(csv)?.lines().count() == 4, "a line for the heading and for each of three cells");
        let stat: Value = serde_json::from_slice(&makes(net, &export("json-stat"), "one.json", b"{")?)?;
        ensure!((&stat["version"], &stat["class"]) == (&"2.0".into(), &"dataset".into()), "{stat}");
        let suppressed = stat["status"].as_object().into_iter().flatten().filter(|(_, flag)| *flag == "c").count();
        ensure!(suppressed == 2, "{stat}");
        makes(net, &export("xlsx"), "one.xlsx", b"PK\x03\x04")?;
        let page = String::from_utf8(makes(net, &export("html"), "one.html", b"<")?)?;
        ensure!(page.to_lowercase().starts_with("<!doctype html>") && page.contains("Victims in the Netherlands"));

        let series = |format| ["series", "--measure", MEASURE, "--by", "country,sex,year", "--format", format];
        makes(net, &series("csv"), "series.csv", SDMX_CSV)?;
        let folder = net.dir().join("lake");
        let out = format!("{}/", folder.display());
        let ended = net.run(0, &[&series("parquet")[..], &["--out", &out]].concat())?;
        ensure!(ended.code == 0, "{ended:?}");
        let files = files_below(&folder)?;
        ensure!(!files.is_empty(), "{ended:?}");
        for (name, bytes) in files {
            ensure!(name.contains("year=2022") && name.contains("member=M0"), "{name}");
            ensure!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"), "{name}");
        }
        let list = makes(net, &["search", "netherlands", "--format", "csv"], "list.csv", b"id,")?;
        ensure!(String::from_utf8(list)?.contains(&entry.id.to_string()));
        Ok(())
    })
}

fn files_below(folder: &std::path::Path) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let mut found = Vec::new();
    for item in fs::read_dir(folder)? {
        let path = item?.path();
        if path.is_dir() {
            found.extend(files_below(&path)?);
        } else {
            found.push((path.display().to_string(), fs::read(&path)?));
        }
    }
    Ok(found)
}

#[test]
fn wrong_questions_are_refused_with_what_was_meant() -> anyhow::Result<()> {
    with_net(1, |net| {
        let node = net.start(0)?;
        let entry = node.api().publish_when_free(&total(60))?;
        let series = ["series", "--measure"];
        let cases: [(&[&str], i32, &str); 7] = [
            (&["export", &entry.short, "--format", "parket"], 2, "parquet"),
            (&["search", "victims", "--format", "cvs"], 2, "csv"),
            (&[series[0], series[1], "victims-identifed"], 1, "did you mean `victims-identified`?"),
            (&[series[0], series[1], MEASURE, "--by", "country,sexx"], 2, "sex"),
            (&[series[0], series[1], MEASURE, "--where", "sex=W"], 2, "sex"),
            (&["search", "\"not closed"], 2, "quot"),
            (&["export", "bafkreizzz", "--format", "csv"], 1, "emn list"),
        ];
        for (arguments, exit, says) in cases {
            let ended = net.run(0, arguments)?;
            ensure!(ended.code == exit && ended.stdout.is_empty(), "{arguments:?}: {ended:?}");
            ensure!(ended.stderr.contains(says), "{arguments:?} lacks `{says}`: {}", ended.stderr);
        }
        Ok(())
    })
}
