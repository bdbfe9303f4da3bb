//! Against a counter that is as simple as can be.

use std::collections::HashMap;

use proptest::prelude::*;

use super::*;

#[test]
fn margins_are_sums_along_the_hierarchy() {
    let tabulated = counted(SEX_AGE, "gender,age\nFemale,3\nfemale,15\nMale,44\nv,44\n,15\n-99,\nMale, 17 \n");
    assert_eq!(codes(&tabulated, 0), ["T", "F", "M", "UNK"]);
    assert_eq!(codes(&tabulated, 1), ["TOTAL", "Y_LT18", "Y_LT14", "Y14-17", "Y_GE18", "UNK"]);
    let counts: Vec<i64> = tabulated.publication.table.values.iter().flatten().copied().collect();
    assert_eq!(counts, [7, 4, 1, 3, 2, 1, 3, 2, 1, 1, 1, 0, 2, 1, 0, 1, 1, 0, 2, 1, 0, 1, 0, 1]);
    assert_eq!((tabulated.rows, tabulated.persons), (7, 7));
    assert_eq!(tabulated.unknown.get("sex"), Some(&2));
}

#[test]
fn codes_without_cases_are_zeros_and_unknown_appears_only_if_there_is_any() {
    let tabulated = counted(SEX_AGE, "gender,age\nMale,3\n");
    assert_eq!(codes(&tabulated, 0), ["T", "F", "M"]);
    assert_eq!(cell(&tabulated, &["F", "TOTAL"]), 0);
    assert_eq!(cell(&tabulated, &["M", "Y_LT14"]), 1);
}

#[test]
fn filters_make_a_slice_and_leave_no_false_totals() {
    let rows = "gender,age\nFemale,3\nFemale,15\nMale,44\nMale,3\n,20\n";
    let slice = counted(&format!("by = [\"age\"]\nwhere = {{ sex = [\"F\"] }}\n{SEX_AGE}"), rows);
    assert_eq!((slice.persons, slice.left_out), (2, 3));
    assert_eq!(codes(&slice, 1), ["F"]);
    assert_eq!(cell(&slice, &["TOTAL", "F"]), 2);
    // Two of three codes: the sum of both is not all persons, so there is no total.
    let two = counted(&format!("where = {{ sex = [\"F\", \"M\"] }}\n{SEX_AGE}"), rows);
    assert_eq!(codes(&two, 0), ["F", "M"]);
    let minors = counted(&format!("where = {{ age = [\"Y_LT18\"] }}\n{SEX_AGE}"), rows);
    assert_eq!(codes(&minors, 1), ["Y_LT18", "Y_LT14", "Y14-17"]);
    assert_eq!(cell(&minors, &["T", "Y_LT18"]), 3);
    let only = counted(&format!("by = [\"sex\"]\nwhere = {{ age = [\"Y_LT18\"] }}\n{SEX_AGE}"), rows);
    assert_eq!((codes(&only, 1), cell(&only, &["M", "Y_LT18"])), (vec!["Y_LT18"], 1));
    let all = counted(&format!("by = [\"sex\"]\nwhere = {{ age = [\"TOTAL\"] }}\n{SEX_AGE}"), rows);
    assert_eq!((all.persons, all.publication.table.dimensions.len()), (5, 1));
}

#[test]
fn persons_count_once_in_their_first_row() {
    let map = format!("person = \"id\"\n{SEX_AGE}");
    let rows = "id,gender,age\na,Female,3\nb,Male,3\na,Female,3\na,Male,3\nc,Female,44\n";
    let tabulated = counted(&map, rows);
    assert_eq!((tabulated.rows, tabulated.persons, tabulated.repeated, tabulated.differing), (5, 3, 2, 1));
    assert_eq!(cell(&tabulated, &["F", "Y_LT14"]), 1);
    // The filter comes first: a row that it leaves out is not the first one.
    let men = counted(&format!("where = {{ sex = [\"M\"] }}\n{map}"), rows);
    assert_eq!((men.persons, men.repeated), (2, 0));
}

const FORMS: &str = "id = \"t\"\nmeasure = \"m\"\n[[dimension]]\nid = \"form\"\ncolumn = \"form\"\nseparator = \";\"\n\
                     total = \"TOTAL\"\n[dimension.values]\nSEX = [\"sexual\"]\nLAB = [\"labour\"]\nOTH = [\"other\"]\n\
                     [dimension.parts]\nNOSEX = [\"LAB\", \"OTH\"]\n";

#[test]
fn several_values_count_under_each_and_nothing_adds_up() {
    let tabulated = counted(FORMS, "form,x\nsexual;labour,1\nlabour; other,1\nlabour,1\n;,1\nsexual;,1\n");
    assert_eq!(tabulated.overlapping, ["form"]);
    assert_eq!(tabulated.publication.table.dimensions[0].sums, []);
    let count = |code| cell(&tabulated, &[code]);
    // Persons: all, those with any of the parts, and each form.
    assert_eq!(["TOTAL", "NOSEX", "SEX", "LAB", "OTH", "UNK"].map(count), [5, 3, 2, 3, 1, 1]);
}

#[test]
fn periods_are_filled_and_add_up_to_longer_ones() {
    let map = "id = \"t\"\nmeasure = \"m\"\n[[dimension]]\nid = \"TIME_PERIOD\"\ncolumn = \"day\"\nkind = \"date\"\n\
               order = \"dmy\"\nlevels = [\"quarter\", \"year\", \"all\"]\n";
    let tabulated = counted(map, "day,x\n1.7.2021,1\n31/12/2022,1\n02-01-2022,1\n,1\n");
    assert_eq!(
        codes(&tabulated, 0),
        ["TOTAL", "2021", "2021-Q3", "2021-Q4", "2022", "2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4", "UNK"]
    );
    let counts: Vec<i64> = tabulated.publication.table.values.iter().flatten().copied().collect();
    assert_eq!(counts, [4, 1, 1, 0, 2, 1, 0, 0, 1, 1]);
    let year = counted(
        &format!("where = {{ TIME_PERIOD = [\"2022\"] }}\n{map}"),
        "day,x\n1.7.2021,1\n2.1.2022,1\n2.7.2022,1\n",
    );
    assert_eq!(codes(&year, 0), ["2022", "2022-Q1", "2022-Q2", "2022-Q3"]);
    let quarter =
        counted(&format!("where = {{ TIME_PERIOD = [\"2022-Q1\"] }}\n{map}"), "day,x\n2.1.2022,1\n2.7.2022,1\n");
    assert_eq!(codes(&quarter, 0), ["2022-Q1"]);
}

#[test]
fn rest_takes_what_is_listed_nowhere() {
    let map = "id = \"t\"\nmeasure = \"m\"\n[[dimension]]\nid = \"citizen\"\ncolumn = \"c\"\nshared = true\n\
               total = \"TOTAL\"\n[dimension.values]\nOTH = [\"*\"]\nNAT = [\"own\"]\n";
    let tabulated = counted(map, "c,x\nNG,1\nGR,1\nGreece,1\nMordor,1\nown,1\nTOTAL,1\n");
    assert_eq!(codes(&tabulated, 0), ["TOTAL", "NAT", "OTH", "EL", "NG"]);
    let counts: Vec<i64> = tabulated.publication.table.values.iter().flatten().copied().collect();
    assert_eq!(counts, [6, 1, 2, 2, 1]);
}

#[test]
fn several_ways_of_dividing_are_all_declared() {
    let map = "id = \"t\"\nmeasure = \"m\"\n[[dimension]]\nid = \"citizen\"\ncolumn = \"c\"\nshared = true\n\
               total = \"TOTAL\"\n[dimension.parts]\nTOTAL = [[\"NAT\", \"FOR\"], [\"EU27_2020\", \"EXT_EU27_2020\"]]\n\
               NAT = [\"NL\"]\nFOR = [\"BE\", \"NG\"]\nEU27_2020 = [\"NL\", \"BE\"]\nEXT_EU27_2020 = [\"NG\"]\n";
    let tabulated = counted(map, "c,x\nNG,1\nNL,1\nBE,1\nBE,1\n,1\n");
    let count = |code| cell(&tabulated, &[code]);
    assert_eq!(["TOTAL", "NAT", "FOR", "EU27_2020", "EXT_EU27_2020", "UNK"].map(count), [5, 1, 3, 3, 1, 1]);
    // What is not known joins each way of dividing the whole.
    assert_eq!(tabulated.publication.table.dimensions[0].sums.len(), 6);
    assert!(refused(map, "c,x\nNG,1\nMA,1\n").contains("`MA` is in no sum that leads to `TOTAL`"));
}

#[test]
fn threads_make_no_difference() {
    let mut rows: String =
        (0..300).map(|n| format!("{},{},id{}\n", ["v", "Male", ""][n % 3], n % 60, n % 211)).collect();
    let results = |text: &str, map: &str| {
        let map = mapping(map);
        let limits = Limits { block_bytes: 700, ..Limits::default() };
        let run = || match tabulate(input(text.as_bytes()), &map, &limits, &mut |_, _| {}) {
            Ok(tabulated) => format!("{tabulated:?}"),
            Err(error) => error.to_string(),
        };
        [1, 2, 3, 7].map(|threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(run))
    };
    let same = |results: [String; 4]| results.iter().all(|result| *result == results[0]);
    let text = |rows: &str| format!("gender,age,id\n{rows}");
    assert!(same(results(&text(&rows), SEX_AGE)));
    assert!(same(results(&text(&rows), &format!("person = \"id\"\n{SEX_AGE}"))));
    rows.push_str("v,3\nx,4,é\nM,900,id\n\"v,3,id\nv,3,id\n");
    rows.extend((0..200).map(|n| format!("v,{},{}\n", n * 3, "i,d".repeat(n % 2))));
    assert!(same(results(&text(&rows), SEX_AGE)));
}

#[test]
fn progress_ends_with_all_rows_and_bytes() {
    let text = format!("gender,age\n{}", "v,3\n".repeat(100));
    let limits = Limits { block_bytes: 50, ..Limits::default() };
    let mut steps = Vec::new();
    tabulate(input(text.as_bytes()), &mapping(SEX_AGE), &limits, &mut |rows, bytes| steps.push((rows, bytes))).unwrap();
    assert!(steps.is_sorted());
    assert_eq!(steps.last(), Some(&(100, 400)));
}

#[test]
fn births_become_ages_at_the_date_beside_them() {
    let map = SEX_AGE.replace("kind = \"age\"", "kind = \"birth\"\nat = \"day\"\norder = \"dmy\"");
    let rows =
        "day,gender,age\n13-07-2022,v,14-07-2004\n14-07-2022,v,14-07-2004\n1/1/2022,v,2010\n,v,2010\n1/1/2022,v,\n";
    let tabulated = counted(&map, rows);
    let count = |code| cell(&tabulated, &["F", code]);
    assert_eq!(["Y_LT14", "Y14-17", "Y_GE18", "UNK"].map(count), [1, 1, 1, 2]);
    assert!(refused(&map, "day,gender,age\nx,v,2010\n").starts_with(
        "cases.csv:2:5: age: a value stands beside a date at which the age counts that is none, in 1 row; "
    ));
    let fixed = SEX_AGE.replace("kind = \"age\"", "kind = \"birth\"\nyear = 2022");
    assert_eq!(cell(&counted(&fixed, "gender,age\nv,2009\nv,2008-12-31\n"), &["F", "Y_LT14"]), 1);
}

#[test]
fn only_the_most_frequent_codes_are_shown_when_the_mapping_says_so() {
    let map = "id = \"t\"\nmeasure = \"m\"\n[[dimension]]\nid = \"citizen\"\ncolumn = \"c\"\nshared = true\n\
               total = \"TOTAL\"\ntop = 2\nrest = \"OTH\"\ncodes = [\"NL\"]\n";
    let tabulated = counted(map, "c,x\nNG,1\nNG,1\nMA,1\nBE,1\nUA,1\nUA,1\nUA,1\nNL,1\n,1\n");
    assert_eq!(codes(&tabulated, 0), ["TOTAL", "NL", "OTH", "NG", "UA", "UNK"]);
    let counts: Vec<i64> = tabulated.publication.table.values.iter().flatten().copied().collect();
    assert_eq!(counts, [9, 1, 2, 2, 3, 1]);
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A field as a program might write it: plain where that is possible, or in quotes.
fn field() -> impl Strategy<Value = (usize, bool)> {
    (0..SPELLINGS.len(), any::<bool>())
}

/// Values and the code that they mean.
const SPELLINGS: [(&str, &str); 8] = [
    ("plain", "A"),
    ("with, comma", "A"),
    ("with \"quotes\"", "B"),
    ("two\nlines", "B"),
    ("two\r\nlines", "C"),
    ("a longer value than sixteen bytes", "C"),
    ("a longer value than sixteen bytes, too", "D"),
    ("", "UNK"),
];

fn spelled() -> String {
    let mut text = String::from("id = \"t\"\nmeasure = \"m\"\n");
    for id in ["one", "two"] {
        text.push_str(&format!(
            "[[dimension]]\nid = \"{id}\"\ncolumn = \"{id}\"\ntotal = \"TOTAL\"\n[dimension.values]\n"
        ));
        for code in ["A", "B", "C", "D"] {
            let values: Vec<String> = SPELLINGS
                .iter()
                .filter(|(_, own)| *own == code)
                .map(|(value, _)| toml::Value::String((*value).to_owned()).to_string())
                .collect();
            text.push_str(&format!("{code} = [{}]\n", values.join(", ")));
        }
    }
    text
}

proptest! {
    #[test]
    fn random_files_are_counted_as_the_simple_counter_does(
        rows in prop::collection::vec((field(), field(), 0..30u8), 1..80),
        block in 1..200usize,
        crlf in any::<bool>(),
        keyed in any::<bool>(),
        end in any::<bool>(),
    ) {
        let write = |(value, quotes): (usize, bool)| {
            let text = SPELLINGS[value].0;
            if quotes || text.contains(['"', ',', '\n']) { quoted(text) } else { text.to_owned() }
        };
        let line_end = if crlf { "\r\n" } else { "\n" };
        let mut text = format!("one,key,two{line_end}");
        let lines: Vec<String> =
            rows.iter().map(|(one, two, key)| format!("{},k{key},{}", write(*one), write(*two))).collect();
        text.push_str(&lines.join(line_end));
        if end {
            text.push_str(line_end);
        }
        let mut simple: HashMap<(&str, &str), i64> = HashMap::new();
        let mut seen = std::collections::HashSet::new();
        for (one, two, key) in &rows {
            if keyed && !seen.insert(key) {
                continue;
            }
            let (one, two) = (SPELLINGS[one.0].1, SPELLINGS[two.0].1);
            for cell in [(one, two), ("TOTAL", two), (one, "TOTAL"), ("TOTAL", "TOTAL")] {
                *simple.entry(cell).or_insert(0) += 1;
            }
        }
        let map = mapping(&if keyed { format!("person = \"key\"\n{}", spelled()) } else { spelled() });
        let limits = Limits { block_bytes: block, row_bytes: 300, ..Limits::default() };
        let tabulated = tabulate(input(text.as_bytes()), &map, &limits, &mut |_, _| {});
        let tabulated = tabulated.map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(tabulated.rows, rows.len() as u64);
        let table = &tabulated.publication.table;
        for (position, value) in table.values.iter().enumerate() {
            let at = table.coordinates(position);
            let expected = simple.get(&(at[0].as_str(), at[1].as_str())).copied().unwrap_or(0);
            prop_assert_eq!(*value, Some(expected), "{:?}", at);
        }
    }

    #[test]
    fn any_bytes_are_counted_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300), block in 1..100usize) {
        let limits = Limits { block_bytes: block, row_bytes: 100, ..Limits::default() };
        let mut file = b"gender,age\n".to_vec();
        file.extend(bytes);
        let result = tabulate(input(&file), &mapping(SEX_AGE), &limits, &mut |_, _| {});
        if let Ok(tabulated) = result {
            prop_assert!(tabulated.rows > 0 && tabulated.persons == tabulated.rows);
        }
    }
}
