//! From case records to a published report, and what keeps personal data in the house.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, ensure};
use emn_protocol::testing::{practice, report, victims};
use emn_tests::{Finished, TestNet, eventually, finish};
use serde_json::Value;

use crate::with_net;

/// Something that stands in the cases and nowhere else.
const CASE: &str = "CASE-QX7731";

fn emn(net: &TestNet, arguments: &[&str]) -> anyhow::Result<Finished> {
    let ended = finish(&mut net.command(0, arguments))?;
    ensure!(!ended.stderr.contains("panicked"), "{ended:?}");
    Ok(ended)
}

fn text(path: PathBuf) -> anyhow::Result<String> {
    path.into_os_string().into_string().ok().context("the path is text")
}

/// A register of 900 persons, some of them alone in their cell.
fn cases() -> String {
    let mut csv = String::from("case,sex,citizenship,year\n");
    let citizens = ["NG", "RO", "BG", "NL", "HU"];
    for person in 0..900u32 {
        let sex = if person % 10 < 7 { "female" } else { "male" };
        // The last ones are rare.
        let citizen = if person % 45 == 0 { "VN" } else { citizens[(person * person % 23) as usize % 5] };
        csv.push_str(&format!("{CASE}-{person},{sex},{citizen},{}\n", 2023 + person % 2));
    }
    csv
}

/// Fills in what only people know.
fn complete(draft: &str) -> String {
    draft
        .replacen("audience = \"\"", "audience = \"network\"", 1)
        .replacen("topics = []", "topics = [\"trafficking-in-human-beings\"]", 1)
        .replacen("countries = []", "countries = [\"NL\"]", 1)
        .replacen("period = \"\"", "period = \"2023/2024\"", 1)
        .replacen("organisation = \"\"", "organisation = \"National contact point\"", 1)
        .replacen("[title]\nen = \"\"", "[title]\nen = \"Registered victims\"", 1)
        .replacen("[summary]\nen = \"\"", "[summary]\nen = \"Figures of two years.\"", 1)
}

/// Files of the node's folder in which a text stands as it is.
fn files_with(folder: &std::path::Path, what: &str) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for item in fs::read_dir(folder)? {
        let path = item?.path();
        if path.is_dir() {
            found.extend(files_with(&path, what)?);
        } else if fs::read(&path)?.windows(what.len()).any(|part| part == what.as_bytes()) {
            found.push(path);
        }
    }
    Ok(found)
}

#[test]
fn cases_become_a_published_report_and_stay_in_the_house() -> anyhow::Result<()> {
    with_net(2, |net| {
        let nodes = net.start_all(0..2)?;
        let (input, out) = (net.dir().join("cases.csv"), net.dir().join("out"));
        fs::write(&input, cases())?;
        let (input, folder) = (text(input)?, text(out.clone())?);
        let by = ["tabulate", &input, "--by", "sex,citizen,TIME_PERIOD", "--measure", "victims-identified"];
        let made = emn(net, &[&by[..], &["--person", "case", "--out", &folder]].concat())?;
        ensure!(made.code == 0 && made.stdout.contains("Publishable"), "{made:?}");
        let draft = out.join("report.md");
        let unfinished = emn(net, &["check", &text(draft.clone())?])?;
        ensure!(unfinished.code == 3, "an unfinished draft is not fine: {unfinished:?}");
        fs::write(&draft, complete(&fs::read_to_string(&draft)?))?;
        let checked = emn(net, &["check", &text(draft.clone())?])?;
        ensure!(checked.code == 0, "{checked:?}");
        let published = emn(net, &["publish", &text(draft)?])?;
        ensure!(published.code == 0, "{published:?}");
        eventually("the other node has it", || {
            ensure!(nodes[1].api().status()?.entries == 1);
            Ok(())
        })?;
        for index in 0..2 {
            ensure!(files_with(net.folder(index).root(), CASE)?.is_empty(), "a case was copied into a node's folder");
        }
        let logs = fs::read_dir(net.dir())?.flatten().map(|item| item.path());
        for log in logs.filter(|path| path.extension().is_some_and(|ending| ending == "log")) {
            ensure!(!fs::read_to_string(&log)?.contains(CASE), "{} names a case", log.display());
        }
        ensure!(files_with(net.folder(0).root(), CASE)?.is_empty());
        // The ledger has the true counts, sealed.
        ensure!(net.folder(0).ledger().exists());
        ensure!(!fs::read(net.folder(0).ledger())?.windows(7).any(|part| part == b"victims"));
        Ok(())
    })
}

#[test]
fn table_that_together_with_an_earlier_one_gives_a_cell_away_is_refused() -> anyhow::Result<()> {
    with_net(1, |net| {
        let node = net.start(0)?;
        let suppressed = report("First", vec![victims(&["2022"], &[Some(60), None, None])]);
        node.api().publish_when_free(&suppressed)?;
        // The same persons, and now one of the two suppressed cells is shown.
        let revealing = report("Second", vec![victims(&["2022"], &[Some(60), Some(57), None])]);
        let body = serde_json::to_vec(&revealing)?;
        let refused = node.api().post("/api/v1/records", "application/json", &body)?.problem()?;
        ensure!(refused.status == 422, "{refused:?}");
        // A new version may not change a published count by less than the minimum frequency.
        let creeping = report("Third", vec![victims(&["2022"], &[Some(61), None, None])]);
        let body = serde_json::to_vec(&creeping)?;
        let refused = node.api().post("/api/v1/records", "application/json", &body)?.problem()?;
        ensure!(refused.code == "audit", "{refused:?}");
        ensure!(node.api().status()?.entries == 1, "nothing was signed");
        Ok(())
    })
}

#[test]
fn text_with_personal_data_is_refused_and_a_warning_takes_a_second_person() -> anyhow::Result<()> {
    with_net(1, |net| {
        let node = net.start(0)?;
        let body = serde_json::to_vec(&practice("Mail to jane.doe1987@gmail.com for the address"))?;
        let refused = node.api().post("/api/v1/records", "application/json", &body)?.problem()?;
        ensure!(refused.code == "personal_data" && !refused.detail.contains("jane"), "{refused:?}");

        let folder = net.dir().join("draft");
        ensure!(emn(net, &["draft", "new", "practice", "--out", &text(folder.clone())?])?.code == 0);
        let draft = folder.join("practice.md");
        let warned = fs::read_to_string(&draft)? + "\nThe victim, Blessing Okafor, told the police about the house.\n";
        fs::write(&draft, warned)?;
        let draft = text(draft)?;
        let (first, second) = (text(net.dir().join("first.pem"))?, text(net.dir().join("second.pem"))?);
        for (name, key) in [("Publisher", &first), ("Second", &second)] {
            ensure!(emn(net, &["person", "add", name, "--key-file", key])?.code == 0);
        }
        let alone = emn(net, &["publish", &draft])?;
        ensure!(alone.code == 3 && alone.stderr.contains("second person"), "{alone:?}");
        let note = ["--reason", "false-positive", "--note", "An invented person in a training example"];
        let by_second = emn(net, &[&["override", &draft, "--by", &second], &note[..]].concat())?;
        ensure!(by_second.code == 0, "{by_second:?}");
        let same = emn(net, &["publish", &draft, "--by", &second])?;
        ensure!(same.code == 3 && same.stderr.contains("second person"), "{same:?}");
        let published = emn(net, &["publish", &draft, "--by", &first])?;
        ensure!(published.code == 0, "{published:?}");
        let log: Value = serde_json::from_str(&emn(net, &["audit", "--json"])?.stdout)?;
        let actions: Vec<&str> =
            log["lines"].as_array().into_iter().flatten().filter_map(|line| line["action"].as_str()).collect();
        ensure!(actions == ["person-add", "person-add", "override", "publish"], "{log}");
        ensure!(!log.to_string().contains("Okafor"), "the log holds the text");
        Ok(())
    })
}
