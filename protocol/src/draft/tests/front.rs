//! Front matter.

use super::*;
use crate::ids::EntryId;

fn expect(case: Case, problem: &str) {
    assert_eq!(case.problem(), problem);
}

#[test]
fn fences_are_required() {
    expect(
        report().with("+++\nkind", "kind"),
        "draft.md:1:1: the draft does not begin with `+++`; begin it with a line `+++`",
    );
    expect(
        report().with("+++\nBody", "Body"),
        "draft.md:1:1: the front matter is not closed; write a line `+++` between the keys and the text",
    );
    let empty = Case { text: "\n".to_owned(), tables: vec![] };
    assert!(empty.problem().starts_with("draft.md:1:1: the draft is empty; begin it with"));
}

#[test]
fn line_ends_and_byte_order_mark_do_not_matter() {
    let mut windows = report();
    windows.text = format!("\u{feff}{}", windows.text.replace('\n', "\r\n"));
    windows.tables[0].1 = String::from_utf8(windows.tables[0].1.clone()).unwrap().replace('\n', "\r\n").into();
    assert_eq!(windows.report(), report().report());
}

#[test]
fn text_that_is_not_toml_is_named_with_its_place() {
    let problem = report().with("organisation = \"Office\"", "organisation = Office").problem();
    assert!(problem.starts_with("draft.md:6:16: this is not TOML ("), "{problem}");
    let twice = report().with("[title]", "kind = \"practice\"\n[title]").problem();
    assert_eq!(twice, "draft.md:7:1: this is not TOML (duplicate key); a key stands once in its section; remove one");
}

#[test]
fn unknown_keys_are_named_with_a_suggestion() {
    expect(
        report().with("countries", "contries"),
        "draft.md:5:1: contries: there is no such key; did you mean `countries`?",
    );
    expect(
        report().with("unit =", "decimal = 0\nunit ="),
        "draft.md:16:1: table.decimal: there is no such key; did you mean `decimals`?",
    );
    expect(
        report().with("[table.method]\n", "[table.method]\nk = 5\n"),
        "draft.md:20:1: table.method.k: there is no such key; remove it; known here: `min_frequency`, `suppression`, \
         `rounding`, `zeros`, `noise_milli_epsilon`",
    );
}

#[test]
fn plain_key_below_a_section_is_told_to_move() {
    let lost = report().with("countries = [\"NL\"]\n", "").with("[summary]", "period = \"2022\"\n[summary]");
    expect(
        lost,
        "draft.md:8:1: title: `period` is not a language tag such as en, nl or sr-Latn; move `period` to the top: in \
         TOML, a key belongs to the [section] above it",
    );
    expect(
        report().with("total = \"T\"\n", "total = \"T\"\nperiod = \"2022\"\n"),
        "draft.md:25:1: table.dimension.period: there is no such key; move `period` to the top: in TOML, a key belongs \
         to the [section] above it",
    );
}

#[test]
fn missing_keys_are_all_reported() {
    let problems = Case { text: "+++\nkind = \"report\"\n+++\n".to_owned(), tables: vec![] }.problems();
    let missing = ["audience", "topics", "organisation", "title", "summary"];
    assert_eq!(problems.len(), missing.len());
    for (problem, key) in problems.iter().zip(missing) {
        assert!(problem.starts_with(&format!("draft.md:2:1: `{key}` is missing; add ")), "{problem}");
    }
    let table = "[[table]]\nid = \"a\"\n";
    let text = format!(
        "+++\nkind = \"report\"\naudience = \"public\"\ntopics = [\"asylum\"]\norganisation = \"O\"\n\
                        title.en = \"T\"\nsummary.en = \"S\"\n{table}+++\n"
    );
    let problems = Case { text, tables: vec![] }.problems();
    for key in ["file", "kind", "measure", "unit", "title", "dimension"] {
        let wanted = format!("draft.md:8:1: `{key}` is missing in [table]; add ");
        assert!(problems.iter().any(|problem| problem.starts_with(&wanted)), "{key}: {problems:#?}");
    }
}

#[test]
fn kind_is_one_of_three_and_a_correction_is_explained() {
    expect(
        report().with("\"report\"", "\"reprot\""),
        "draft.md:2:8: kind: `reprot` is not one of its values; did you mean `report`?",
    );
    expect(
        report().with("\"report\"", "\"correction\""),
        "draft.md:2:8: kind: a correction is written as the whole new record; write kind = \"report\" or kind = \
         \"practice\", with supersedes = \"bafkrei…\" and [reason]",
    );
    let none = report().with("kind = \"report\"\n", "").problem();
    assert!(
        none.starts_with("draft.md:2:1: `kind` is missing; add kind = \"report\" or kind = \"practice\""),
        "{none}"
    );
}

#[test]
fn keys_of_another_kind_are_refused() {
    let practice = of_example(Kind::Practice).with("[title]", "source = \"Register\"\n[title]").problem();
    assert!(practice.ends_with(": source: a report has it, not a practice; remove it, or change `kind`"), "{practice}");
    let withdrawal = of_example(Kind::Withdrawal).with("[reason]", "audience = \"public\"\n[reason]").problem();
    assert!(withdrawal.contains(": audience: a withdrawal has `withdraws` and [reason] only; "), "{withdrawal}");
    let report = report().with("[title]", "withdraws = \"x\"\n[title]").problem();
    assert!(report.contains(": withdraws: a withdrawal has it, not a report; "), "{report}");
}

#[test]
fn audience_has_no_default() {
    expect(
        report().with("audience = \"public\"\n", ""),
        "draft.md:2:1: `audience` is missing; add audience = \"public\" or audience = \"network\"",
    );
    let wrong = report().with("\"public\"", "\"everyone\"").problem();
    assert!(wrong.ends_with("write audience = \"public\" or audience = \"network\""), "{wrong}");
}

#[test]
fn topics_are_looked_up() {
    expect(
        report().with("\"trafficking-in-human-beings\"", "\"asylum\", \"human-trafficing\""),
        "draft.md:4:21: topics: `human-trafficing` is not in the vocabulary; did you mean \
         `trafficking-in-human-beings` (trafficking in human beings)?",
    );
    let far = report().with("\"trafficking-in-human-beings\"", "\"cryptography\"").problem();
    assert!(far.ends_with("choose one that `emn topics` lists"), "{far}");
    let none = report().with("[\"trafficking-in-human-beings\"]", "[]").problem();
    assert!(none.starts_with("draft.md:4:10: topics: at least one is required; "), "{none}");
    let twice = report().with("[\"traff", "[\"trafficking-in-human-beings\", \"traff").problem();
    assert_eq!(twice, "draft.md:4:10: topics: named twice: trafficking-in-human-beings; remove one");
    let table = report().with("unit =", "topic = \"asilum\"\nunit =").problem();
    assert_eq!(table, "draft.md:16:9: table.topic: `asilum` is not in the vocabulary; did you mean `asylum` (asylum)?");
}

#[test]
fn countries_are_looked_up_and_eurostat_codes_mapped() {
    let greek = report().with("[\"NL\"]", "[\"EL\", \"UK\", \"FR\"]");
    let codes: Vec<String> = greek.report().about.countries.iter().map(ToString::to_string).collect();
    assert_eq!(codes, ["GR", "GB", "FR"]);
    assert_eq!(
        greek.warnings(),
        [
            "draft.md:5:14: countries: `EL` is Eurostat's code for Greece; it is published as GR; write GR",
            "draft.md:5:20: countries: `UK` is Eurostat's code for United Kingdom; it is published as GB; write GB"
        ]
    );
    expect(report().with("\"NL\"", "\"nl\""), "draft.md:5:14: countries: `nl` is no country; write NL for Netherlands");
    expect(
        report().with("\"NL\"", "\"Nederland\""),
        "draft.md:5:14: countries: `Nederland` is no country; write NL for Netherlands",
    );
    let none = report().with("\"NL\"", "\"QQ\"").problem();
    assert!(none.ends_with("write an ISO 3166-1 code of two capitals, such as NL"), "{none}");
}

#[test]
fn wrong_types_and_forms_are_explained() {
    expect(
        report().with("[\"NL\"]", "\"NL\""),
        "draft.md:5:13: countries: is a string in TOML; write countries = [\"NL\"]",
    );
    expect(
        report().with("[\"NL\"]", "[31]"),
        "draft.md:5:14: countries: is an integer in TOML; write countries = [\"NL\"]",
    );
    let period = |period: &str| report().with("organisation", &format!("period = {period}\norganisation"));
    assert_eq!(period("2022").report(), period("\"2022\"").report());
    let wrong = period("\"2022/2021\"").problem();
    assert!(wrong.starts_with("draft.md:6:10: period: `2022/2021` is not a period such as"), "{wrong}");
    let date = |date: &str| report().with("organisation", &format!("reference_date = {date}\norganisation"));
    assert_eq!(date("2025-04-14").report(), date("\"2025-04-14\"").report());
    let wrong = date("\"14-04-2025\"").problem();
    assert!(
        wrong.contains("reference_date: `14-04-2025` is not a date such as 2025-04-14; write for instance"),
        "{wrong}"
    );
    let answers = report().with("organisation", "answers = \"baf\"\norganisation").problem();
    assert!(answers.starts_with("draft.md:6:11: answers: `baf` is not an entry id"), "{answers}");
    let section = report().with("[title]\nen = \"Title\"", "title = \"Title\"").problem();
    assert!(section.ends_with("title: is a string in TOML; write a section [title] below all plain keys"), "{section}");
    let single = of_example(Kind::Practice).with("\n+++\n<", "\n[attachment]\nname = \"a\"\n+++\n<").problem();
    assert!(single.ends_with("attachment: is a table in TOML; write [[attachment]] in double brackets, once for each"));
}

#[test]
fn attachments_are_read() {
    let attach = |name: &str| {
        let hash = "a".repeat(64);
        let section =
            format!("[[attachment]]\nname = \"{name}\"\nmedia_type = \"text/plain\"\nsize = 1\nsha256 = \"{hash}\"\n");
        report().with("[[table]]", &format!("{section}[[table]]"))
    };
    assert_eq!(attach("a.txt").report().attachments.len(), 1);
    expect(attach("../a.txt"), "draft.md:12:8: attachment.name: a file name has no folders; correct it");
    let bad = attach("a.txt").with("size = 1", "size = -1").with("aaaa", "xyz");
    let problems = bad.problems();
    assert_eq!(problems.len(), 2, "{problems:#?}");
    assert!(problems[0].starts_with("draft.md:14:8: attachment.size: is negative or too large; "));
    assert!(problems[1].starts_with("draft.md:15:10: attachment.sha256: `xyz"), "{problems:#?}");
}

#[test]
fn correction_needs_what_it_replaces_and_why() {
    let id = EntryId::of(b"x");
    let line = format!("supersedes = \"{id}\"\n[title]");
    let case = report().with("[title]", &line).with("[summary]", "[reason]\nen = \"Late data\"\n[summary]");
    match case.parse().unwrap().record {
        Record::Correction(correction) => assert_eq!(correction.supersedes, id),
        other => panic!("{other:?}"),
    }
    let without = report().with("[title]", &line).problem();
    assert!(without.starts_with("draft.md:2:1: `reason` is missing; add a section [reason]"), "{without}");
    let reason_only = report().with("[summary]", "[reason]\nen = \"Late data\"\n[summary]").problem();
    assert!(reason_only.starts_with("draft.md:2:1: `supersedes` is missing; "), "{reason_only}");
    let small = case.with_csv("M,Y_LT18,8,", "M,Y_LT18,2,").problems();
    assert!(small.iter().any(|problem| problem.starts_with("v.csv:9:10: D1 ")), "{small:#?}");
    let long = case_with_long_title(&line).problem();
    assert_eq!(long, "draft.md:9:6: title.en: is too long; shorten it");
}

fn case_with_long_title(supersedes: &str) -> Case {
    let title = "x".repeat(301);
    report()
        .with("[title]", supersedes)
        .with("[summary]", "[reason]\nen = \"Late data\"\n[summary]")
        .with("en = \"Title\"", &format!("en = \"{title}\""))
        .with("supersedes", "\nsupersedes")
        .with("organisation = \"Office\"\n\n", "organisation = \"Office\"\n")
}

#[test]
fn withdrawal_has_an_id_a_reason_and_no_text() {
    let text = of_example(Kind::Withdrawal).with("+++\n#", "+++\n#").text + "Sorry\n";
    let problem = Case { text, tables: vec![] }.problem();
    assert!(problem.ends_with(":1: a withdrawal has no text; write why in [reason], and remove this"), "{problem}");
    let empty = Case { text: "+++\nkind = \"withdrawal\"\n+++\n".to_owned(), tables: vec![] }.problems();
    assert!(empty[0].contains("`withdraws` is missing") && empty[1].contains("`reason` is missing"), "{empty:#?}");
}

#[test]
fn language_of_one_text_only_is_doubtful() {
    let case = report().with("[summary]", "nl = \"Titel\"\n[summary]").with("Body", "<!-- en -->\nBody");
    assert_eq!(case.warnings(), ["draft.md:10:1: summary: is missing in nl, and the title is there; add it"]);
    let tag = report().with("en = \"Title\"", "English = \"Title\"").problems();
    assert!(tag[0].starts_with("draft.md:8:1: title: `English` is not a language tag"), "{tag:#?}");
}

#[test]
fn problems_are_bounded_and_the_last_says_how_many() {
    let keys: String = (0..250).map(|index| format!("qqq{index} = 1\n")).collect();
    let problems = report().with("organisation", &format!("{keys}organisation")).problems();
    assert_eq!(problems.len(), super::super::REPORTED);
    assert_eq!(problems[99], "draft.md: 151 more problems; solve those above first; many have one cause");
}
