use emn_protocol::record::{CodeLabel, FLAG_LETTERS, Flags, Table};
use emn_protocol::testing::english;
use proptest::prelude::*;
use quick_xml::events::Event;
use serde_json::Value;

use super::*;
use crate::dataset::{TableContext, of_table};
use crate::samples;

/// A table of four by two cells with any values, flags and texts.
fn any_table() -> impl Strategy<Value = Table> {
    let cell = (any::<Option<i64>>(), 0u16..256);
    let texts = prop::collection::vec("(?s).{1,30}", 6);
    (prop::collection::vec(cell, 8), texts, 0u8..7).prop_map(|(cells, texts, decimals)| {
        let mut table = samples::table_of_counts();
        table.title = english(&texts[4]);
        table.notes = english(&texts[5]);
        table.measure.decimals = decimals;
        table.dimensions[0] = samples::dimension("own", &["a", "b", "c", "d"]);
        table.dimensions[0].labels =
            (0..4).zip(&texts).map(|(code, text)| CodeLabel { code, label: english(text) }).collect();
        table.values = cells.iter().map(|(value, _)| *value).collect();
        table.flags = (0..).zip(&cells).map(|(position, (_, bits))| (position, flags(*bits))).collect();
        table
    })
}

fn flags(bits: u16) -> Flags {
    let letters = FLAG_LETTERS.iter().enumerate().filter(|(bit, _)| bits & 1 << bit != 0);
    letters.map(|(_, (letter, _))| *letter).collect::<String>().parse().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_table_is_written_in_every_format_and_nothing_suppressed_shows(table in any_table()) {
        let origin = samples::origin("NL", "victims-by-sex", "x");
        let data = of_table(&TableContext { origin: &origin, countries: &[], period: None }, &table, &["en"]);
        for format in Format::ALL {
            let bytes = write_dataset(&data, format).unwrap();
            match format {
                Format::Csv => csv_is_sound(&bytes, &table),
                Format::Structure => xml_is_well_formed(&bytes),
                Format::JsonStat => json_stat_is_sound(&bytes, &table),
                Format::Html => html::tests::assert_inert(std::str::from_utf8(&bytes).unwrap()),
                _ => prop_assert!(!bytes.is_empty()),
            }
        }
    }
}

fn csv_is_sound(bytes: &[u8], table: &Table) {
    let rows: Vec<::csv::StringRecord> = ::csv::Reader::from_reader(bytes).records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), table.values.len());
    for (position, row) in rows.iter().enumerate() {
        let flags = table.flags_at(position);
        assert_eq!((&row[6], &row[7]), (flags.to_string().as_str(), if flags.suppressed() { "C" } else { "" }));
        let value = table.values[position].filter(|_| !flags.suppressed());
        assert_eq!(row[5].is_empty(), value.is_none(), "{row:?}");
    }
}

fn xml_is_well_formed(bytes: &[u8]) {
    let mut reader = quick_xml::Reader::from_str(std::str::from_utf8(bytes).unwrap());
    while !matches!(reader.read_event().unwrap(), Event::Eof) {}
}

fn json_stat_is_sound(bytes: &[u8], table: &Table) {
    let json: Value = serde_json::from_slice(bytes).unwrap();
    for position in 0..table.values.len() {
        let flags = table.flags_at(position);
        let value = table.values[position].filter(|_| !flags.suppressed());
        assert_eq!(json["value"].get(position.to_string()).is_some(), value.is_some());
        let status = json["status"].get(position.to_string()).and_then(Value::as_str).unwrap_or_default();
        assert_eq!(status, flags.to_string());
    }
}
