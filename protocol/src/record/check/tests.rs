//! Every rule of form: what passes, and what fails by one step.

use super::*;
use crate::ids::{Digest, EntryId};
use crate::record::{CodeLabel, Flags, Kind, Lang, Sum};
use crate::testing::{code, correction, english, practice, report, victims, withdrawal};

fn found(record: &Record) -> Vec<String> {
    check_record(record).iter().map(ToString::to_string).collect()
}

fn practice_with(change: impl FnOnce(&mut BestPractice)) -> Vec<String> {
    let Record::Practice(mut record) = practice("Title") else { unreachable!("a practice was built") };
    change(&mut record);
    found(&Record::Practice(record))
}

fn about_with(change: impl FnOnce(&mut About)) -> Vec<String> {
    practice_with(|record| change(&mut record.about))
}

fn report_with(change: impl FnOnce(&mut TrendReport)) -> Vec<String> {
    let table = victims(&["2022", "2023"], &[Some(0); 6]);
    let Record::Report(mut record) = report("Title", vec![table]) else { unreachable!("a report was built") };
    change(&mut record);
    found(&Record::Report(record))
}

fn table_with(change: impl FnOnce(&mut Table)) -> Vec<String> {
    report_with(|report| change(&mut report.tables[0]))
}

fn dimension_with(change: impl FnOnce(&mut Dimension)) -> Vec<String> {
    table_with(|table| change(&mut table.dimensions[0]))
}

fn languages(count: usize) -> MultiText {
    let lang = |n: usize| -> Lang { format!("en-{n:02}").parse().unwrap() };
    (0..count).map(|n| (lang(n), "text")).collect()
}

const NONE: [&str; 0] = [];

#[test]
fn records_of_every_kind_pass() {
    let id = EntryId::of(b"x");
    let table = victims(&["2022"], &[Some(30), Some(20), Some(10)]);
    for record in [report("A", vec![table]), practice("A"), correction(id, "A"), withdrawal(id)] {
        assert_eq!(found(&record), NONE, "{:?}", record.kind());
        let bytes = record.to_bytes();
        assert_eq!(Record::from_bytes(record.kind(), &bytes), Ok(record.clone()));
        for kind in [Kind::Report, Kind::Practice, Kind::Correction, Kind::Withdrawal] {
            assert_eq!(Record::from_bytes(kind, &bytes).is_ok(), kind == record.kind());
        }
    }
}

#[test]
fn required_texts_must_be_there() {
    assert_eq!(about_with(|a| a.title = MultiText::new()), ["title: is required in at least one language"]);
    assert_eq!(about_with(|a| a.summary = MultiText::new()), ["summary: is required in at least one language"]);
    assert_eq!(practice_with(|p| p.approach = MultiText::new()), ["approach: is required in at least one language"]);
    assert_eq!(practice_with(|p| p.context = MultiText::new()), NONE);
    assert_eq!(report_with(|r| r.body = MultiText::new()), NONE);
    let Record::Withdrawal(mut silent) = withdrawal(EntryId::of(b"x")) else { unreachable!("a withdrawal") };
    silent.reason = MultiText::new();
    assert_eq!(found(&Record::Withdrawal(silent)), ["reason: is required in at least one language"]);
    let Record::Correction(mut silent) = correction(EntryId::of(b"x"), "A") else { unreachable!("a correction") };
    silent.reason = MultiText::new();
    assert_eq!(found(&Record::Correction(silent)), ["reason: is required in at least one language"]);
}

#[test]
fn lines_are_one_line_of_300_characters() {
    let title = |text: &str| about_with(|about| about.title = english(text));
    assert_eq!(title(&"é".repeat(300)), NONE);
    assert_eq!(title(&"é".repeat(301)), ["title.en: is too long"]);
    assert_eq!(title("  "), ["title.en: is empty"]);
    assert_eq!(title("a\nb"), ["title.en: has a line break or control character"]);
    assert_eq!(title("a\u{85}b"), ["title.en: has a line break or control character"]);
    assert_eq!(about_with(|a| a.organisation = String::new()), ["organisation: is empty"]);
    assert_eq!(about_with(|a| a.licence = Some(String::new())), ["licence: is empty"]);
    assert_eq!(about_with(|a| a.specification = Some("\t".to_owned())).len(), 2);
    assert_eq!(report_with(|r| r.source = Some(String::new())), ["source: is empty"]);
    assert_eq!(report_with(|r| r.source = None), NONE);
}

#[test]
fn long_texts_may_have_lines_but_no_control_characters() {
    let approach = |text: &str| practice_with(|record| record.approach = english(text));
    assert_eq!(approach("a\n\tb"), NONE);
    assert_eq!(approach("a\rb"), ["approach.en: has a control character"]);
    assert_eq!(approach("a\u{0}b"), ["approach.en: has a control character"]);
    assert_eq!(approach("\n"), ["approach.en: is empty"]);
    assert_eq!(approach(&"x".repeat(limits::TEXT_BYTES)), NONE);
    assert_eq!(approach(&"x".repeat(limits::TEXT_BYTES + 1)), ["approach.en: is too long"]);
    for part in [
        practice_with(|p| p.context = english("\u{7}")),
        practice_with(|p| p.results = english("\u{7}")),
        practice_with(|p| p.conditions = english("\u{7}")),
        about_with(|a| a.disclaimer = english("\u{7}")),
        report_with(|r| r.body = english("\u{7}")),
        report_with(|r| r.definitions = english("\u{7}")),
        table_with(|t| t.notes = english("\u{7}")),
    ] {
        assert!(part.len() == 1 && part[0].ends_with(".en: has a control character"), "{part:?}");
    }
}

#[test]
fn languages_are_at_most_thirty() {
    assert_eq!(about_with(|about| about.title = languages(30)), NONE);
    assert_eq!(about_with(|about| about.title = languages(31)), ["title: is in too many languages"]);
    assert_eq!(practice_with(|p| p.results = languages(31)), ["results: is in too many languages"]);
}

#[test]
fn topics_and_countries_are_lists_of_distinct_codes() {
    let codes = |count: usize| (0..count).map(|n| code(&format!("t{n}"))).collect::<Vec<_>>();
    assert_eq!(about_with(|about| about.topics = codes(64)), NONE);
    assert_eq!(about_with(|about| about.topics = codes(65)), ["topics: too many"]);
    assert_eq!(about_with(|about| about.topics = Vec::new()), ["topics: at least one is required"]);
    assert_eq!(about_with(|about| about.topics = vec![code("a"), code("a")]), ["topics: named twice: a"]);
    assert_eq!(about_with(|about| about.countries = Vec::new()), NONE);
    assert_eq!(about_with(|a| a.countries = vec![code("NL"), code("NL")]), ["countries: named twice: NL"]);
    for bad in ["nl", "NLD", "N1"] {
        let told = about_with(|about| about.countries = vec![code(bad)]);
        assert_eq!(told, ["countries: not an ISO 3166-1 alpha-2 code"], "{bad}");
    }
}

#[test]
fn attachments_are_plain_files_of_bounded_size() {
    let with = |change: &dyn Fn(&mut Attachment)| {
        let mut file = Attachment {
            name: "figures.csv".to_owned(),
            media_type: "text/csv".to_owned(),
            size: limits::ATTACHMENT_BYTES,
            sha256: Digest::of(b"x"),
        };
        change(&mut file);
        report_with(|report| report.attachments = vec![file])
    };
    assert_eq!(with(&|_| {}), NONE);
    assert_eq!(with(&|file| file.size += 1), ["attachments[0].size: too large"]);
    for name in ["a/b", "..", ".", "a\\b"] {
        assert_eq!(with(&|file| file.name = name.to_owned()), ["attachments[0].name: a file name has no folders"]);
    }
    assert_eq!(with(&|file| file.name = String::new()), ["attachments[0].name: is empty"]);
    assert_eq!(with(&|file| file.media_type = String::new()), ["attachments[0].media_type: is empty"]);
    let file = |n| Attachment { name: format!("{n}"), media_type: "a".to_owned(), size: 1, sha256: Digest::of(b"x") };
    assert_eq!(practice_with(|p| p.attachments = (0..64).map(file).collect()), NONE);
    assert_eq!(practice_with(|p| p.attachments = (0..65).map(file).collect()), ["attachments: too many"]);
}

#[test]
fn tables_are_few_and_distinct() {
    let table = |n: usize| Table { id: code(&format!("t{n}")), ..victims(&["2022"], &[Some(0); 3]) };
    assert_eq!(report_with(|report| report.tables = (0..32).map(table).collect()), NONE);
    assert_eq!(report_with(|report| report.tables = (0..33).map(table).collect()), ["tables: too many tables"]);
    let twice = report_with(|report| report.tables = vec![table(1), table(1)]);
    assert_eq!(twice, ["tables: two tables have the same id: t1"]);
}

/// One axis of so many codes.
fn line(codes: usize) -> Table {
    let mut table = victims(&[], &[]);
    table.dimensions.truncate(1);
    table.dimensions[0] = Dimension {
        id: code("a"),
        codes: (0..codes).map(|n| code(&format!("c{n}"))).collect(),
        labels: Vec::new(),
        sums: Vec::new(),
    };
    table.values = vec![Some(0); codes];
    table
}

#[test]
fn cells_are_limited_in_a_table_and_in_all_together() {
    assert_eq!(report_with(|report| report.tables = vec![line(limits::CELLS)]), NONE);
    let told = report_with(|report| report.tables = vec![line(limits::CELLS + 1)]);
    assert_eq!(told, ["tables: too many cells in all tables together", "tables[0].values: too many cells"]);
    let second = Table { id: code("second"), ..line(1) };
    let told = report_with(|report| report.tables = vec![line(limits::CELLS), second]);
    assert_eq!(told, ["tables: too many cells in all tables together"]);
}

#[test]
fn values_are_one_for_each_combination_of_codes() {
    const WRONG: &str = "tables[0].values: their number is not the product of the dimensions' codes";
    assert_eq!(table_with(|table| table.values.truncate(5)), [WRONG]);
    assert_eq!(table_with(|table| table.values.push(None)), [WRONG]);
    // A product that no number holds.
    let told = table_with(|table| {
        let codes: Vec<Code> = (0..300).map(|n| code(&format!("c{n}"))).collect();
        let axis =
            |n| Dimension { id: code(&format!("d{n}")), codes: codes.clone(), labels: Vec::new(), sums: Vec::new() };
        table.dimensions = (0..8).map(axis).collect();
    });
    assert_eq!(told, [WRONG]);
}

#[test]
fn dimensions_are_one_to_eight_and_distinct() {
    assert_eq!(table_with(|table| table.dimensions.clear()).len(), 2);
    let axis = |n: usize| Dimension {
        id: code(&format!("d{n}")),
        codes: vec![code("x")],
        labels: Vec::new(),
        sums: Vec::new(),
    };
    let with = |count: usize| {
        table_with(|table| {
            table.dimensions = (0..count).map(axis).collect();
            table.values = vec![Some(0)];
        })
    };
    assert_eq!(with(8), NONE);
    assert_eq!(with(9), ["tables[0].dimensions: too many"]);
    let twice = table_with(|table| table.dimensions[1].id = code("sex"));
    assert_eq!(twice, ["tables[0].dimensions: two dimensions have the same id: sex"]);
}

#[test]
fn flags_lie_inside_the_table_and_are_not_empty() {
    let flag: Flags = "b".parse().unwrap();
    assert_eq!(table_with(|table| table.flags.extend([(5, flag)])), NONE);
    assert_eq!(table_with(|t| t.flags.extend([(6, flag)])), ["tables[0].flags: lie outside the table"]);
    let empty = table_with(|t| t.flags.extend([(0, Flags::default())]));
    assert_eq!(empty, ["tables[0].flags: an empty set is left out"]);
}

#[test]
fn measure_has_at_most_six_decimals() {
    assert_eq!(table_with(|table| table.measure.decimals = 6), NONE);
    assert_eq!(table_with(|t| t.measure.decimals = 7), ["tables[0].measure.decimals: is more than 6"]);
}

#[test]
fn codes_of_a_dimension_are_distinct_and_there() {
    let twice = dimension_with(|dimension| dimension.codes[2] = code("F"));
    assert_eq!(twice, ["tables[0].dimensions[0].codes: named twice: F"]);
    let none = dimension_with(|dimension| {
        dimension.codes.clear();
        dimension.sums.clear();
    });
    assert!(none.contains(&"tables[0].dimensions[0].codes: at least one is required".to_owned()), "{none:?}");
}

#[test]
fn labels_name_codes_in_their_order() {
    let label = |code: u32| CodeLabel { code, label: english("Label") };
    let with = |codes: &[u32]| dimension_with(|d| d.labels = codes.iter().copied().map(label).collect());
    assert_eq!(with(&[0, 2]), NONE);
    assert_eq!(with(&[3]), ["tables[0].dimensions[0].labels: names no code"]);
    for bad in [[1, 1], [2, 0]] {
        let told = with(&bad);
        assert_eq!(told, ["tables[0].dimensions[0].labels: are not in the order of the codes, or name one twice"]);
    }
    let silent = dimension_with(|d| d.labels = vec![CodeLabel { code: 0, label: MultiText::new() }]);
    assert_eq!(silent, ["tables[0].dimensions[0].labels: is required in at least one language"]);
}

#[test]
fn sums_name_codes_and_never_lead_back() {
    let with = |sums: &[(u32, &[u32])]| {
        let sums = sums.iter().map(|(total, parts)| Sum { total: *total, parts: parts.to_vec() }).collect();
        dimension_with(|dimension| dimension.sums = sums)
    };
    const FIELD: &str = "tables[0].dimensions[0].sums";
    assert_eq!(with(&[(0, &[1, 2]), (1, &[2])]), NONE);
    assert_eq!(with(&[(3, &[1])]), [format!("{FIELD}: name no code")]);
    assert_eq!(with(&[(0, &[1, 3])]), [format!("{FIELD}: name no code")]);
    assert_eq!(with(&[(u32::MAX, &[u32::MAX])]), [format!("{FIELD}: name no code")]);
    for bad in [&[][..], &[2, 1], &[1, 1]] {
        assert_eq!(with(&[(0, bad)]), [format!("{FIELD}: parts are missing, unordered or twice there")], "{bad:?}");
    }
    let cycle = [format!("{FIELD}: a code is, over some path, a part of itself")];
    assert_eq!(with(&[(0, &[0])]), cycle);
    assert_eq!(with(&[(0, &[1]), (1, &[0])]), cycle);
    assert_eq!(with(&[(0, &[1]), (1, &[2]), (2, &[0])]), cycle);
    assert_eq!(with(&[(0, &[1]), (0, &[1]), (0, &[1]), (0, &[2])]), [format!("{FIELD}: too many")]);
}

#[test]
fn table_inside_a_correction_is_checked_under_its_path() {
    let Record::Correction(mut record) = correction(EntryId::of(b"x"), "A") else { unreachable!("a correction") };
    let Record::Report(mut content) = report("R", vec![victims(&["2022"], &[Some(0); 3])]) else {
        unreachable!("a report")
    };
    content.tables[0].values.pop();
    record.content = Content::Report(content);
    let told = found(&Record::Correction(record));
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("content.tables[0].values: "), "{told:?}");
}
