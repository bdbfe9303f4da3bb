//! Tables and their CSV files.

use super::*;
use crate::record::{Code, Dimension, Sum, Zeros};

fn expect(case: Case, problem: &str) {
    assert_eq!(case.problem(), problem);
}

/// A table of one dimension without method: amounts by period, with this front matter and CSV text.
fn amounts(keys: &str, csv: &str) -> Case {
    let text = format!(
        "+++\nkind = \"report\"\naudience = \"public\"\ntopics = [\"asylum\"]\norganisation = \"O\"\n[title]\nen = \"T\"\n\
         [summary]\nen = \"S\"\n[[table]]\nid = \"a\"\nfile = \"a.csv\"\nkind = \"amount\"\nmeasure = \"costs\"\n\
         unit = \"NR\"\n{keys}\n[table.title]\nen = \"A\"\n[[table.dimension]]\nid = \"TIME_PERIOD\"\n+++\n"
    );
    Case { text, tables: vec![("a.csv".to_owned(), csv.into())] }
}

fn dimension<'t>(table: &'t Table, id: &str) -> &'t Dimension {
    table.dimensions.iter().find(|dimension| dimension.id.as_str() == id).unwrap()
}

fn codes(dimension: &Dimension) -> Vec<&str> {
    dimension.codes.iter().map(Code::as_str).collect()
}

#[test]
fn cube_has_the_order_of_the_dimensions() {
    let table = report().table();
    assert_eq!(codes(dimension(&table, "sex")), ["T", "F", "M"]);
    assert_eq!(codes(dimension(&table, "age")), ["TOTAL", "Y_LT18", "Y_GE18"]);
    let values: Vec<i64> = table.values.iter().flatten().copied().collect();
    assert_eq!(values, [60, 20, 40, 30, 12, 18, 30, 8, 22]);
    assert_eq!(
        table.flags.iter().map(|(at, flags)| (*at, flags.to_string())).collect::<Vec<_>>(),
        [(4, "p".to_owned())]
    );
    assert_eq!(dimension(&table, "sex").sums, [Sum { total: 0, parts: vec![1, 2] }]);
}

#[test]
fn columns_may_stand_in_any_order_with_any_separator() {
    let csv = "OBS_VALUE;age;sex\n60;TOTAL;T\n20;Y_LT18;T\n40;Y_GE18;T\n30;TOTAL;F\n12;Y_LT18;F\n18;Y_GE18;F\n\
               30;TOTAL;M\n8;Y_LT18;M\n22;Y_GE18;M\n";
    let plain = report().with_csv("12,p", "12,").table();
    assert_eq!(report().csv(csv).table(), plain);
    assert_eq!(report().csv(csv.replace(';', "\t")).table(), plain);
    assert_eq!(report().csv(format!("\u{feff}{}", csv.replace(';', ","))).table(), plain);
}

#[test]
fn sums_follow_totals_and_parts() {
    let csv = "sex,age,OBS_VALUE\nT,TOTAL,60\nT,Y_LT18,20\nT,Y_GE18,40\nT,Y_LT14,9\nT,Y14-17,11\n";
    let case = report()
        .with("\"Y_GE18\"]", "\"Y_GE18\", \"Y14-17\", \"Y_LT14\"]")
        .with("total = \"T\"\n", "")
        .with("+++\nBody", "[table.dimension.parts]\nY_LT18 = [\"Y_LT14\", \"Y14-17\"]\n+++\nBody")
        .csv(csv);
    assert_eq!(case.problems(), Vec::<String>::new());
    let sums = vec![Sum { total: 0, parts: vec![1, 2] }, Sum { total: 1, parts: vec![3, 4] }];
    assert_eq!(dimension(&case.table(), "age").sums, sums);
    // Without the parts, minors are counted twice, and the rules see it.
    let twice = case.clone().with("Y_LT18 = [\"Y_LT14\", \"Y14-17\"]\n", "");
    assert_eq!(
        twice.problem(),
        "v.csv:2:9: D2 this total is not the sum of its parts; correct the figures, or declare no sum where there is none"
    );
    assert!(twice.warnings()[0].contains("declare Y_LT18 = [\"Y14-17\", \"Y_LT14\"] in [table.dimension.parts]"));
}

#[test]
fn codes_of_sums_and_labels_must_be_there() {
    expect(
        report().with("total = \"TOTAL\"", "total = \"TOTL\""),
        "draft.md:28:9: table.dimension.total: `TOTL` is no code of `age` in this table; did you mean `TOTAL`?",
    );
    let parts = report().with("+++\nBody", "[table.dimension.parts]\nY_GE18 = [\"Y18-34\"]\nTOTAL = []\n+++\nBody");
    let problems = parts.problems();
    assert_eq!(problems.len(), 2, "{problems:#?}");
    assert!(
        problems[0].starts_with("draft.md:30:11: table.dimension.parts: `Y18-34` is no code of `age` in this table")
    );
    assert!(problems[1].starts_with("draft.md:31:1: table.dimension.parts: `TOTAL` has no parts; "));
    let label = report().with("+++\nBody", "[table.dimension.labels.Y_LT8]\nen = \"minors\"\n+++\nBody");
    expect(
        label,
        "draft.md:29:25: table.dimension.labels: `Y_LT8` is no code of `age` in this table; did you mean `Y_LT18`?",
    );
    let cycle =
        report().with("total = \"TOTAL\"\n", "[table.dimension.parts]\nTOTAL = [\"Y_LT18\"]\nY_LT18 = [\"TOTAL\"]\n");
    let problem = cycle.problem();
    assert!(
        problem.contains(": table.dimension.parts: a code is, over some path, a part of itself; remove one"),
        "{problem}"
    );
}

#[test]
fn undeclared_total_is_doubtful() {
    let case = report().with("total = \"T\"\n", "");
    assert_eq!(
        case.warnings(),
        [
            "draft.md:23:6: table.dimension: `T` includes \"F\", \"M\" in the shared list, and no sum is declared, so none \
          is checked; declare total = \"T\", if it is their sum"
        ]
    );
}

#[test]
fn files_are_named_plainly_and_must_be_there() {
    for bad in ["../v.csv", "a/v.csv", "C:v.csv", "", ".."] {
        let problem = report().with("\"v.csv\"", &format!("'{bad}'")).problem();
        assert!(problem.starts_with("draft.md:13:8: table.file: is not the plain name of a file; "), "{problem}");
    }
    expect(
        report().with("\"v.csv\"", "\"w.csv\""),
        "draft.md:13:8: table.file: `w.csv` cannot be read (no such file); put the file beside the draft",
    );
    expect(
        report().csv(b"sex,age,OBS_VALUE\nT,m\xe9n,1\n".as_slice()),
        "v.csv:2:4: the byte 0xe9 is not UTF-8; save the file as UTF-8 (in a spreadsheet: «CSV UTF-8»)",
    );
}

#[test]
fn header_names_every_column_once() {
    expect(report().with_csv("sex,age", "Sex,age"), "v.csv:1:1: the table has no column `Sex`; did you mean `sex`?");
    expect(
        report().with_csv("OBS_FLAG", "geo"),
        "v.csv:1:19: the table has no column `geo`; remove it, or declare it as [[table.dimension]]; wanted: \
         `sex,age,OBS_VALUE,OBS_FLAG`",
    );
    expect(report().with_csv("sex,age", "sex,sex"), "v.csv:1:5: sex: this column is there twice; remove one of them");
    expect(
        report().csv("sex,age\nT,TOTAL\n"),
        "v.csv:1:1: OBS_VALUE: the header does not have this column; add it; wanted: `sex,age,OBS_VALUE,OBS_FLAG`",
    );
    for no_header in ["", "\n\n", "sex", ",,,", "\r"] {
        let problem = report().csv(no_header).problem();
        assert!(problem.starts_with("v.csv:1:1: the file has no header with `,`, `;` or tab"), "{problem}");
    }
    expect(report().csv("sex,age,OBS_VALUE\n"), "v.csv:1:1: the file has no row; write a row for each cell");
}

#[test]
fn rows_are_complete_and_quotes_closed() {
    expect(
        report().with_csv("F,TOTAL,30,", "F,TOTAL,30"),
        "v.csv:5:1: 3 fields, where the header has 4; give every row one field for each column",
    );
    expect(
        report().with_csv("F,TOTAL,30,", "F,TOTAL,30,,x"),
        "v.csv:5:13: 5 fields, where the header has 4; give every row one field for each column",
    );
    let quote = report().with_csv("F,TOTAL", "F\",TOTAL").problem();
    assert!(quote.starts_with("v.csv:5:2: a quote inside a field that does not begin with one; remove"), "{quote}");
    let after = report().with_csv("F,TOTAL", "\"F\" x,TOTAL").problem();
    assert!(after.starts_with("v.csv:5:5: text after the closing quote of a field; "), "{after}");
    let open = report().with_csv("M,Y_GE18", "\"M,Y_GE18").problem();
    assert!(open.starts_with("v.csv:10:1: a quote that is never closed; "), "{open}");
}

#[test]
fn values_are_exact_decimals() {
    expect(
        report().with_csv("T,TOTAL,60", "T,TOTAL,\"1,060\""),
        "v.csv:2:9: OBS_VALUE: `1,060` has a thousands separator; write 1060",
    );
    let bound = report().with_csv("Y_LT18,8,", "Y_LT18,<5,").problem();
    assert!(bound.starts_with("v.csv:9:10: OBS_VALUE: `<5` is a bound"), "{bound}");
    assert!(bound.ends_with("; a suppressed cell has an empty value and the flag c"), "{bound}");
    let rate = amounts("decimals = 2", "TIME_PERIOD,OBS_VALUE\n2021,1.5\n2022,-0.05\n").table();
    assert_eq!(rate.values, [Some(150), Some(-5)]);
    assert_eq!(rate.measure.decimals, 2);
    let finer = amounts("decimals = 1", "TIME_PERIOD,OBS_VALUE\n2021,1.55\n").problem();
    assert!(finer.starts_with("a.csv:2:6: OBS_VALUE: `1.55` has more decimals than the table's 1; set"), "{finer}");
    let many = amounts("decimals = 7", "TIME_PERIOD,OBS_VALUE\n2021,1\n").problem();
    assert!(many.contains("table.decimals: is more than 6; "), "{many}");
    let count = report().with("unit =", "decimals = 1\nunit =").problem();
    assert!(count.starts_with("draft.md:16:12: table.decimals: counts have no decimals; "), "{count}");
}

#[test]
fn flags_have_one_form_and_suppressed_cells_no_value() {
    expect(
        report().with_csv("12,p", "12,c"),
        "v.csv:6:10: OBS_VALUE: a cell that is suppressed (flag c) has a value; leave the value empty, or remove the flag",
    );
    let not_applicable = report().with_csv("12,p", "12,z").problem();
    assert!(not_applicable.contains("a cell that is not applicable (flag z) has a value; "), "{not_applicable}");
    let order = report().with_csv("12,p", "12,pb").problem();
    assert!(order.starts_with("v.csv:6:13: OBS_FLAG: `pb` is not a set of flags") && order.ends_with("; write `bp`"));
    let unknown = report().with_csv("12,p", "12,x").problem();
    assert!(unknown.contains("; choose among b break in series, c suppressed (confidential), "), "{unknown}");
}

#[test]
fn repeated_cell_names_both_lines() {
    expect(
        report().with_csv("M,Y_LT18,8", "F,Y_LT18,8"),
        "v.csv:9:10: OBS_VALUE: the same combination of codes as in line 6; remove one of the two rows, or correct its \
         codes",
    );
}

#[test]
fn missing_cells_are_not_known_and_doubtful() {
    let case = report().with_csv("F,Y_LT18,12,p\n", "");
    assert_eq!(case.table().values[4], None);
    assert_eq!(
        case.warnings(),
        ["v.csv:1:1: 1 of 9 combinations of codes have no row and are published as not known; add rows where the \
          number is known (0 means «there are none»)"]
    );
}

#[test]
fn codes_must_be_declared_and_shared_or_labelled() {
    expect(
        report().with_csv("F,Y_LT18", "F,Y_LT8"),
        "v.csv:6:3: age: `Y_LT8` is not among the declared codes; did you mean `Y_LT18`?",
    );
    expect(
        report().with_csv("F,TOTAL", ",TOTAL"),
        "v.csv:5:1: sex: the code is empty; write the code; there is one for \
         «not known» (UNK)",
    );
    let spaced = report().with_csv("M,TOTAL", "not known,TOTAL").problem();
    assert!(spaced.starts_with("v.csv:8:1: sex: `not known` is not an identifier"), "{spaced}");
    let woman = report().csv("sex,age,OBS_VALUE\nT,TOTAL,30\nWOMAN,TOTAL,30\n");
    expect(
        woman.clone(),
        "v.csv:3:1: sex: `WOMAN` is not in the shared list of `sex`; correct it, or give it a label in \
         [table.dimension.labels.WOMAN]",
    );
    let label = "total = \"T\"\n[table.dimension.labels.WOMAN]\nen = \"woman\"\n";
    let labelled = woman.with("total = \"T\"\n", label);
    assert_eq!(labelled.problems(), Vec::<String>::new());
    assert_eq!(dimension(&labelled.table(), "sex").labels[0].label.get("en"), Some("woman"));
    expect(
        report().csv("sex,age,OBS_VALUE\nT,TOTAL,30\nfemale,TOTAL,30\n"),
        "v.csv:3:1: sex: `female` is not in the shared list of `sex`; did you mean `F` (female)?",
    );
    let declared = report().with("\"Y_GE18\"", "\"Y_GE18\", \"Y_OLD\"").problem();
    assert!(
        declared.starts_with("draft.md:27:39: table.dimension.codes: `Y_OLD` is not in the shared list"),
        "{declared}"
    );
    let twice = report().with("\"Y_GE18\"", "\"Y_GE18\", \"Y_GE18\"").problem();
    assert_eq!(twice, "draft.md:27:39: table.dimension.codes: the code `Y_GE18` is there twice; remove one of them");
    let period = amounts("", "TIME_PERIOD,OBS_VALUE\n2022Q3,1\n").problem();
    assert!(period.starts_with("a.csv:2:1: TIME_PERIOD: `2022Q3` is not in the shared list"), "{period}");
    assert!(period.ends_with("write a period such as 2022, 2022-Q3 or 2022-07"), "{period}");
}

#[test]
fn countries_in_tables_have_the_codes_of_eurostat() {
    let case = amounts("", "geo,OBS_VALUE\nEL,1\nNL,2\nEU27_2020,3\n").with("\"TIME_PERIOD\"", "\"geo\"");
    assert_eq!(case.problems(), Vec::<String>::new());
    expect(
        case.with_csv("EL", "GR"),
        "a.csv:2:1: geo: `GR` is not in the shared list of `geo`; did you mean `EL` (Greece)?",
    );
}

#[test]
fn dimension_of_ones_own_needs_labels() {
    let own = |name: &str| {
        amounts("", &format!("{name},OBS_VALUE\nnorth,1\n")).with("\"TIME_PERIOD\"", &format!("\"{name}\""))
    };
    expect(
        own("region"),
        "draft.md:20:6: table.dimension.id: `region` is no shared dimension; did you mean `reason`? If not, label each code in \
         [table.dimension.labels], such as `north`",
    );
    expect(
        own("geslacht"),
        "draft.md:20:6: table.dimension.id: `geslacht` is no shared dimension; did you mean `sex`? If not, label each code in [table.dimension.labels], such as `north`",
    );
    let case = own("region").with("id = \"region\"\n", "id = \"region\"\nlabels.north.en = \"north\"\n");
    assert_eq!(case.problems(), Vec::<String>::new());
    assert!(
        case.warnings()[0].contains("`region` is no shared dimension, so no other country's table has it; keep it")
    );
    let twice = report().with("id = \"age\"", "id = \"sex\"").problem();
    assert!(twice.starts_with("draft.md:26:6: table.dimension.id: the dimension `sex` is there twice; "), "{twice}");
}

#[test]
fn unit_that_is_not_shared_is_doubtful() {
    let case = report().with("\"PER\"", "\"PERS\"");
    assert_eq!(case.warnings(), ["draft.md:16:8: table.unit: `PERS` is not a shared unit; did you mean `PER`?"]);
}

#[test]
fn method_is_read_and_required_for_counts() {
    let method = report().with("\"complementary\"", "\"complementary\"\nrounding = 5\nzeros = \"suppressed\"");
    let method = method.with_csv("", "").with("min_frequency = 5", "min_frequency = 6").table().method.unwrap();
    assert_eq!((method.min_frequency, method.rounding, method.zeros), (6, Some(5), Zeros::Suppressed));
    let without = report().with("[table.method]\nmin_frequency = 5\nsuppression = \"complementary\"\n", "").problem();
    assert!(
        without.starts_with("draft.md:11:1: `method` is missing in [table]; add a section [table.method]"),
        "{without}"
    );
    let word = report().with("\"complementary\"", "\"secondary\"").problem();
    assert!(
        word.contains(
            "table.method.suppression: `secondary` is not one of its values; write suppression = \"none\" or"
        )
    );
}

#[test]
fn disclosure_rules_point_at_the_cell() {
    expect(
        report()
            .with_csv("F,Y_LT18,12,p\n", "F,Y_LT18,17,p\n")
            .with_csv("F,Y_GE18,18", "F,Y_GE18,13")
            .with_csv("M,Y_LT18,8", "M,Y_LT18,3")
            .with_csv("M,Y_GE18,22", "M,Y_GE18,27"),
        "v.csv:9:10: D1 a count lies between 1 and 4; suppress it: empty value, flag c",
    );
    expect(
        report().with_csv("M,Y_LT18,8,", "M,Y_LT18,,c"),
        "v.csv:9:10: D3 this suppressed value follows from the published ones; suppress another cell of each sum it \
         stands in: empty value, flag c",
    );
    let sum = report().with_csv("M,Y_GE18,22", "M,Y_GE18,21").problems();
    assert_eq!(sum.len(), 2, "{sum:#?}");
    assert!(
        sum[0].starts_with("v.csv:4:10: D2 this total is not the sum of its parts; correct the figures"),
        "{sum:#?}"
    );
    let low = report().with("min_frequency = 5", "min_frequency = 3").problem();
    assert_eq!(
        low,
        "draft.md:19:1: table `victims`: D5 the minimum frequency is below the network's; correct [table.method] or the \
         cells"
    );
}

#[test]
fn tables_and_cells_are_bounded() {
    let rows: String = (0..400).flat_map(|a| [format!("A{a},B{a},1\n")]).collect();
    let problem = report()
        .with("codes = [\"TOTAL\", \"Y_LT18\", \"Y_GE18\"]\ntotal = \"TOTAL\"\n", "")
        .with("total = \"T\"\n", "")
        .csv(format!("sex,age,OBS_VALUE\n{rows}"))
        .problems();
    assert!(problem.iter().any(|problem| problem.contains("400 × 400 cells") || problem.contains("more problems")));
    let tables = report().text.split_once("[[table]]").map(|(_, table)| table.split_once("+++").unwrap().0.to_owned());
    let many = format!("[[table]]{}", tables.unwrap()).repeat(crate::limits::TABLES);
    let problems = report().with("[[table]]", &format!("{many}[[table]]")).problems();
    assert!(problems.iter().any(|problem| problem.contains("33 tables, and 32 are allowed; split the report")));
    let axes = "[[table.dimension]]\nid = \"geo\"\n".repeat(8);
    let problem = report().with("[[table.dimension]]", &format!("{axes}[[table.dimension]]")).problem();
    assert!(problem.contains("10 dimensions, and 8 are allowed; "), "{problem}");
}

#[test]
fn rows_are_bounded() {
    let rows = "T,TOTAL,60\n".repeat(crate::limits::CELLS + 10);
    let problems = report().csv(format!("sex,age,OBS_VALUE\n{rows}")).problems();
    assert_eq!(problems.len(), super::super::REPORTED);
    assert!(problems[98].starts_with("v.csv:"), "{}", problems[98]);
}

#[test]
fn every_problem_of_draft_and_files_is_reported_at_once() {
    let case = report()
        .with("\"NL\"", "\"QQ\"")
        .with_csv("T,TOTAL,60", "T,TOTAL,<5")
        .with_csv("F,TOTAL,30", "F,TOTAL,3O")
        .with_csv("M,TOTAL", "M,TOTALS");
    let places: Vec<String> =
        case.parse().unwrap_err().iter().map(|p| format!("{}:{}", p.file, p.line.unwrap())).collect();
    assert_eq!(places, ["draft.md:5", "v.csv:2", "v.csv:5", "v.csv:8"]);
}
