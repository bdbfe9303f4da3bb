//! Tables as drafts have them: what is written is read back to the same.

use emn_protocol::disclosure::Policy;
use emn_protocol::draft::Draft;
use emn_protocol::record::{Method, Suppression, Zeros};

use super::*;

const HEAD: &str = "+++\nkind = \"report\"\naudience = \"public\"\ntopics = [\"trafficking-in-human-beings\"]\n\
                    countries = [\"NL\"]\norganisation = \"Office\"\n[title]\nen = \"Title\"\n[summary]\nen = \"Summary\"\n";

/// As if it needed no protection.
fn with_method(mut table: Table) -> Table {
    table.method = Some(Method {
        min_frequency: 5,
        suppression: Suppression::Complementary,
        rounding: None,
        noise_milli_epsilon: None,
        zeros: Zeros::Published,
    });
    table
}

fn read_back(table: &Table) -> Draft {
    let section = section(table, "cases.csv").unwrap();
    let sheet = sheet(table);
    let text = format!("{HEAD}{section}+++\nBody\n");
    Draft::parse("draft.md", &text, |_| Ok(sheet.clone().into_bytes()))
        .unwrap_or_else(|problems| panic!("{problems:#?}\n{text}"))
}

/// Ten times as many, so that no count is small.
fn many(rows: &str) -> String {
    let (header, rows) = rows.split_once('\n').unwrap();
    format!("{header}\n{}", rows.repeat(10))
}

fn assert_round_trip(table: Table) -> Draft {
    let table = with_method(table);
    let draft = read_back(&table);
    let tables = draft.record.tables();
    let mut read = tables[0].clone();
    for (read, own) in read.dimensions.iter_mut().zip(&table.dimensions) {
        // A code without label is labelled with itself.
        read.labels.retain(|label| own.labels.iter().any(|other| other.code == label.code));
    }
    assert_eq!(read, table);
    draft
}

const POLICY: Policy = Policy { min_frequency: 5, noise_allowed: false };

#[test]
fn counted_table_is_a_draft_without_problem_or_doubt() {
    let rows =
        "gender,age,day\nFemale,3,2021-05-01\nFemale,15,2022-05-01\nMale,44,2022-01-01\n,15,\nMale,,2022-01-01\n";
    let map = format!(
        "{SEX_AGE}[[dimension]]\nid = \"TIME_PERIOD\"\ncolumn = \"day\"\nkind = \"date\"\nlevels = [\"quarter\", \"year\", \"all\"]\n"
    );
    let draft = assert_round_trip(counted(&map, many(rows)).publication.table);
    assert_eq!(draft.check(&POLICY), []);
    assert_eq!(draft.warnings, []);
}

#[test]
fn suppressed_cells_have_a_flag_and_no_value() {
    let mut table = counted(SEX_AGE, many("gender,age\nFemale,3\nMale,15\n")).publication.table;
    table.values[7] = None;
    table.flags.insert(7, "c".parse().unwrap());
    table.values[9] = None;
    table.flags.insert(9, "z".parse().unwrap());
    assert!(sheet(&table).contains("F,Y14-17,,c\n") || sheet(&table).contains(",,c\n"));
    assert_round_trip(table);
}

#[test]
fn own_dimensions_bring_their_labels() {
    let map = "id = \"t\"\nmeasure = \"m\"\n[title]\nen = \"Cases \\\"by\\\" form\"\n[notes]\nnl = \"Een\\nopmerking\"\n\
               [[dimension]]\nid = \"form\"\ncolumn = \"form\"\ntotal = \"TOTAL\"\n[dimension.values]\nA.1 = [\"a\"]\nB = [\"b\"]\n\
               [dimension.labels.\"A.1\"]\nen = \"first\"\n[dimension.labels.B]\nen = \"second\"\n\
               [dimension.labels.TOTAL]\nen = \"all\"\n"
        .replace("A.1 = [\"a\"]", "\"A.1\" = [\"a\"]");
    let draft = assert_round_trip(counted(&map, many("form,x\na,1\nb,1\n")).publication.table);
    assert_eq!(draft.check(&POLICY), []);
    let unlabelled: String = map.split("[dimension.labels").next().unwrap().to_owned();
    let labels = |tabulated: &Tabulated| {
        let labels = tabulated.publication.table.dimensions[0].labels.iter();
        labels.filter_map(|label| label.label.get("en").map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(labels(&counted(&unlabelled, "form,x\na,1\n,1\n")), ["total", "not known"]);
    let draft = assert_round_trip(counted(&unlabelled, many("form,x\na,1\nb,1\n")).publication.table);
    assert_eq!(draft.check(&POLICY), []);
}

#[test]
fn filtered_dimension_stays_in_the_draft() {
    let map = format!("by = [\"age\"]\nwhere = {{ sex = [\"F\"] }}\n{SEX_AGE}");
    let draft = assert_round_trip(counted(&map, many("gender,age\nFemale,3\nMale,15\n")).publication.table);
    assert_eq!(draft.check(&POLICY), []);
}

#[test]
fn decimals_are_written_exactly() {
    let mut table = counted(SEX_AGE, "gender,age\nFemale,3\n").publication.table;
    table.measure.kind = MeasureKind::Rate;
    table.measure.decimals = 2;
    table.values[1] = Some(-5);
    table.values[2] = Some(1234);
    let text = sheet(&table);
    assert!(text.contains("T,Y_LT18,-0.05,\n") && text.contains("T,Y_LT14,12.34,\n"), "{text}");
}

#[test]
fn what_a_draft_cannot_say_is_refused() {
    let table = counted(SEX_AGE, "gender,age\nFemale,3\n").publication.table;
    assert_eq!(section(&table, "a.csv"), Err(SectionError::NoMethod("cases".to_owned())));
    let mut twice = with_method(table);
    let mut second = twice.dimensions[1].sums[0].clone();
    second.parts.truncate(1);
    twice.dimensions[1].sums.push(second);
    assert!(matches!(section(&twice, "a.csv"), Err(SectionError::DividedTwice { .. })));
}
