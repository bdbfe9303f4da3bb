use emn_protocol::testing::code;

use super::*;
use crate::samples;

#[test]
fn table_gets_the_country_of_its_record() {
    let data = samples::table();
    let ids: Vec<&str> = data.axes.iter().map(|axis| axis.id.as_str()).collect();
    assert_eq!(ids, ["geo", "sex", "TIME_PERIOD"]);
    let roles: Vec<Role> = data.axes.iter().map(|axis| axis.role).collect();
    assert_eq!(roles, [Role::Geo, Role::Other, Role::Time]);
    assert_eq!(data.axes[0].codes, [(code("NL"), "Netherlands".to_owned())]);
    assert_eq!(data.axes[1].codes[1], (code("F"), "female".to_owned()));
    assert_eq!((data.observations.len(), data.cells()), (8, Some(8)));
    assert_eq!(data.notes.len(), 2, "{:?}", data.notes);
}

#[test]
fn table_in_another_language_has_labels_and_notes_in_it() {
    let origin = samples::origin("NL", "victims-by-sex", "x");
    let context = TableContext { origin: &origin, countries: &[], period: "2022".parse().ok() };
    let data = of_table(&context, &samples::table_of_counts(), &["nl"]);
    assert_eq!((data.title.as_str(), data.lang.as_str()), ("Slachtoffers naar geslacht", "nl"));
    assert_eq!(data.axes[0].codes[1].1, "vrouw");
    assert!(data.notes[0].starts_with("Aantallen van 1 tot en met 4"), "{:?}", data.notes);
}

#[test]
fn value_of_a_suppressed_cell_is_never_taken() {
    let origin = samples::origin("NL", "victims-by-sex", "x");
    let mut table = samples::table_of_counts();
    table.values[5] = Some(3);
    let data = of_table(&TableContext { origin: &origin, countries: &[], period: None }, &table, &["en"]);
    assert_eq!(data.observations[5].value, None);
}

#[test]
fn answer_has_eurostat_codes_and_periods_in_order() {
    let data = samples::disputed();
    let codes = |axis: usize| data.axes[axis].codes.iter().map(|(code, _)| code.as_str()).collect::<Vec<_>>();
    assert_eq!(codes(0), ["BG", "EL", "NL", "RS"]);
    assert_eq!(codes(1), ["2019", "2019-Q3", "2020", "2020-07"]);
    assert_eq!(data.observations.len(), 8);
    assert!(data.observations.is_sorted_by(|a, b| a.key <= b.key));
    assert_eq!(data.observations[7].covers, [code("EL"), code("UK")]);
    assert_eq!(data.audience(), Audience::Network);
}

#[test]
fn sources_that_disagree_get_an_axis_and_lose_nothing() {
    let data = samples::disputed();
    let unique = data.with_unique_keys();
    let axis = unique.axes.last().unwrap();
    assert_eq!(axis.id.as_str(), "source");
    let codes: Vec<&str> = axis.codes.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(codes, ["_Z", "NL", "NL-2"]);
    assert!(axis.codes[2].1.contains("CoMensha, Register B, 2025-04-14"), "{}", axis.codes[2].1);
    let keys: std::collections::BTreeSet<_> = unique.observations.iter().map(|o| o.key.clone()).collect();
    assert_eq!(keys.len(), data.observations.len());
    assert!(matches!(samples::table().with_unique_keys(), std::borrow::Cow::Borrowed(_)));
}

#[test]
fn same_source_twice_for_one_key_keeps_both_numbers() {
    let mut data = samples::disputed();
    let again = data.observations[0].clone();
    data.observations.insert(0, again);
    let unique = data.with_unique_keys();
    let keys: std::collections::BTreeSet<_> = unique.observations.iter().map(|o| o.key.clone()).collect();
    assert_eq!(keys.len(), data.observations.len());
}

#[test]
fn greece_twice_on_an_axis_stays_as_written() {
    let origin = samples::origin("NL", "t", "x");
    let mut table = samples::table_of_counts();
    table.dimensions = vec![samples::dimension("geo", &["GR", "EL"]), samples::dimension("x", &["1", "2", "3", "4"])];
    let data = of_table(&TableContext { origin: &origin, countries: &[], period: None }, &table, &["en"]);
    assert_eq!(data.axes[0].codes[0].0, code("GR"));
}
