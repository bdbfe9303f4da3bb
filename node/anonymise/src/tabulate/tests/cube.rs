//! Inputs that are tables of counts already.

use super::*;

const CUBE: &str = "id = \"t\"\nmeasure = \"m\"\ncount = \"n\"\nignore = [\"flag\"]\n\
                    [[dimension]]\nid = \"sex\"\ncolumn = \"sex\"\ncodes = [\"F\", \"M\"]\ntotal = \"T\"\n\
                    [[dimension]]\nid = \"age\"\ncolumn = \"age\"\ncodes = [\"Y_LT14\", \"Y14-17\", \"Y_GE18\"]\n\
                    total = \"TOTAL\"\n[dimension.parts]\nY_LT18 = [\"Y_LT14\", \"Y14-17\"]\n";

#[test]
fn cube_counts_are_added_and_sums_computed() {
    let rows = "sex,age,n,flag\nF,Y_LT14,3,\nF,Y_GE18,40,\nM,Y14-17,5,p\n";
    let tabulated = counted(CUBE, rows);
    assert_eq!((tabulated.persons, tabulated.rows, tabulated.absent), (48, 3, 3));
    assert_eq!(cell(&tabulated, &["T", "Y_LT18"]), 8);
    let sexes = counted(&format!("by = [\"sex\"]\n{CUBE}"), rows);
    assert_eq!(sexes.publication.table.values, [Some(48), Some(43), Some(5)]);
}

#[test]
fn given_sums_are_compared_with_the_computed_ones() {
    let right = "sex,age,n\nF,Y_LT14,3\nF,Y14-17,4\nT,Y_LT18,7\nT,TOTAL,7\nF,TOTAL,7\nM,TOTAL,0\n";
    assert_eq!(counted(CUBE, right).persons, 7);
    let wrong = right.replace("T,Y_LT18,7", "T,Y_LT18,8").replace("M,TOTAL,0", "M,TOTAL,1");
    assert_eq!(
        refused(CUBE, wrong),
        "cases.csv:4:1: n: the count of T/Y_LT18 is not the sum of its parts; correct the counts, add the rows that are \
         missing, or declare no sum where there is none\n\
         cases.csv:7:1: n: the count of M/TOTAL is not the sum of its parts; correct the counts, add the rows that are \
         missing, or declare no sum where there is none"
    );
}

#[test]
fn counts_are_whole_numbers() {
    let message = |count: &str| refused(CUBE, format!("sex,age,n\nF,Y_LT14,{count}\n"));
    assert_eq!(
        message("\"1,234\""),
        "cases.csv:2:11: n: the count has a thousands separator; write digits alone, such as 1234"
    );
    assert_eq!(
        message("-3"),
        "cases.csv:2:10: n: the count is negative; correct it; differences between versions are no counts"
    );
    assert!(message("<5").starts_with("cases.csv:2:10: n: this is a bound, not a count; "));
    assert!(message("").starts_with("cases.csv:2:10: n: the count is blank; "));
    let large = format!("sex,age,n\nF,Y_LT14,{0}\nM,Y_LT14,{0}\n", u64::MAX);
    assert_eq!(refused(CUBE, large), "cases.csv: a sum of counts is too large; correct the counts of the input");
}

#[test]
fn repeated_rows_and_unmapped_columns_are_refused() {
    assert_eq!(
        refused(CUBE, "sex,age,n\nF,Y_LT14,3\nM,Y_LT14,3\nF,Y_LT14,3\n"),
        "cases.csv:4:1: the same combination of values as in line 2; remove one of the two rows, or map the column in \
         which they differ"
    );
    assert_eq!(
        refused(CUBE, "sex,age,geo,n\nF,Y_LT14,NL,3\n"),
        "cases.csv:1:1: the column `geo` is not mapped, so rows that differ in it would be added up; map it with \
         [[dimension]] and choose a code in [where], or name it in `ignore`"
    );
}

#[test]
fn filters_choose_a_slice_of_a_cube() {
    let rows = "sex,age,n\nF,Y_LT14,3\nF,Y14-17,4\nT,Y_LT18,9\nF,Y_LT18,7\nM,Y_LT14,2\nF,Y_GE18,5\n";
    let slice = counted(&format!("by = [\"sex\"]\nwhere = {{ age = [\"Y_LT18\"] }}\n{CUBE}"), rows);
    assert_eq!((codes(&slice, 1), cell(&slice, &["T", "Y_LT18"])), (vec!["Y_LT18"], 9));
    assert_eq!(cell(&slice, &["F", "Y_LT18"]), 7);
}

#[test]
fn overlapping_codes_of_a_cube_stand_for_themselves() {
    let map = "id = \"t\"\nmeasure = \"m\"\ncount = \"n\"\n[[dimension]]\nid = \"form\"\ncolumn = \"form\"\n\
               codes = [\"TOTAL\", \"SEX\", \"LAB\"]\ntotal = \"TOTAL\"\nadditive = false\n";
    let tabulated = counted(map, "form,n\nTOTAL,10\nSEX,8\nLAB,4\n");
    assert_eq!(tabulated.publication.table.values, [Some(10), Some(8), Some(4)]);
    assert_eq!(tabulated.publication.table.dimensions[0].sums, []);
}

#[test]
fn periods_of_a_cube_may_have_their_sums_with_them() {
    let map = "id = \"t\"\nmeasure = \"m\"\ncount = \"n\"\n[[dimension]]\nid = \"TIME_PERIOD\"\ncolumn = \"time\"\n\
               kind = \"date\"\nlevels = [\"quarter\", \"year\"]\n";
    let right = "time,n\n2021-Q1,3\n2021-Q3,4\n2021,7\n";
    assert_eq!(codes(&counted(map, right), 0), ["2021", "2021-Q1", "2021-Q2", "2021-Q3"]);
    assert!(
        refused(map, right.replace("2021,7", "2021,8")).contains("cases.csv:4:1: n: the count of 2021 is not the sum")
    );
}
