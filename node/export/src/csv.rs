//! SDMX-CSV 2.0: one row for each observation, what Eurostat hands out too.
//!
//! Columns: `STRUCTURE, STRUCTURE_ID, ACTION`, the dimensions, `TIME_PERIOD` if there is an axis of periods, then
//!
//! | column | what |
//! |--|--|
//! | `OBS_VALUE` | The value as a decimal number; empty when it is suppressed or not known. |
//! | `OBS_FLAG` | Flags in alphabetical order, such as `bd`; `c` is suppressed. |
//! | `CONF_STATUS` | `C` when it is suppressed. |
//! | `UNIT_MEASURE`, `DECIMALS` | Unit; digits after the decimal point. |
//! | `HOW` | `published`, `added` or `not_added`. |
//! | `AT_LEAST` | What is known of a sum that is not whole: the value is at least this. |
//! | `COVERS` | Countries in a sum, with blanks between them. |
//! | `AUDIENCE` | `public`, or `network`: for members only. |
//! | `SOURCE_MEMBER`, `SOURCE_RECORD`, `SOURCE_TABLE` | Where it comes from; several with blanks between them, in the same order. |
//!
//! Where sources disagree, a dimension `source` is added: see [`Dataset::with_unique_keys`]. Codes are written as SDMX
//! allows them (`.` becomes `_`); the [structure](crate::structure) has the same codes with their labels.
//!
//! In Python: `flow = sdmx.read_sdmx("x.structure.xml").dataflow[0]`, then `sdmx.read_sdmx("x.csv", structure=flow)`, and
//! `sdmx.to_pandas(message.data[0], dtype=None)` where something is suppressed: an empty value is no float.
//!
//! UTF-8 without a mark at the beginning, line ends CRLF (RFC 4180). No field holds a line end, since some readers split
//! files at every one, and none can act as a formula: see [`crate::text::field`].

use std::io::Write;

use emn_protocol::record::Audience;

use crate::dataset::{Dataset, Observation, how_name};
use crate::error::ExportError;
use crate::format::Format;
use crate::number::decimal;
use crate::sdmx::{ATTRIBUTES, MEASURE, SdmxIds, VERSION};
use crate::text;

/// A dataset as SDMX-CSV 2.0.
///
/// # Errors
/// [`ExportError::Library`], which writing to memory does not bring about.
pub fn dataset(dataset: &Dataset) -> Result<Vec<u8>, ExportError> {
    let mut out = Vec::new();
    write(dataset, &mut out).map_err(|error| ExportError::library(Format::Csv)(&error))?;
    Ok(out)
}

/// A writer of CSV by RFC 4180.
pub(crate) fn writer<W: Write>(out: W) -> ::csv::Writer<W> {
    ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out)
}

fn write(dataset: &Dataset, out: &mut Vec<u8>) -> Result<(), ::csv::Error> {
    let dataset = dataset.with_unique_keys();
    let ids = SdmxIds::of(&dataset);
    let mut csv = writer(out);
    let columns = ids.order.iter().map(|axis| ids.axes[*axis].as_str());
    let head = ["STRUCTURE", "STRUCTURE_ID", "ACTION"].into_iter();
    csv.write_record(head.chain(columns).chain([MEASURE]).chain(ATTRIBUTES))?;
    let structure = format!("{}:{}({VERSION})", ids.agency, ids.flow);
    for observation in &dataset.observations {
        let code = |axis: &usize| {
            let position = observation.key.get(*axis).map_or(usize::MAX, |position| *position as usize);
            ids.codes[*axis].get(position).map_or("", String::as_str)
        };
        for field in ["dataflow", &structure, "I"].into_iter().chain(ids.order.iter().map(code)) {
            csv.write_field(field)?;
        }
        for field in values(&dataset, observation) {
            csv.write_field(field)?;
        }
        csv.write_record(None::<&[u8]>)?;
    }
    csv.flush()?;
    Ok(())
}

/// The measure and the attributes.
pub(crate) fn values(dataset: &Dataset, observation: &Observation) -> [String; ATTRIBUTES.len() + 1] {
    let number = |value: Option<i64>| value.map(|value| decimal(value, dataset.decimals)).unwrap_or_default();
    let origins = || dataset.origins_of(observation);
    let joined = |texts: Vec<String>| text::field(&texts.join(" ")).into_owned();
    let network = origins().any(|origin| origin.audience == Audience::Network);
    [
        number(observation.value),
        observation.flags.to_string(),
        if observation.flags.suppressed() { "C".to_owned() } else { String::new() },
        text::field(dataset.unit_of(observation).as_str()).into_owned(),
        dataset.decimals.to_string(),
        how_name(observation.how).to_owned(),
        number(observation.at_least),
        joined(observation.covers.iter().map(ToString::to_string).collect()),
        if network { Audience::Network } else { Audience::Public }.name().to_owned(),
        joined(origins().map(|origin| origin.member.to_string()).collect()),
        joined(origins().map(|origin| origin.record.to_string()).collect()),
        joined(origins().map(|origin| origin.table.to_string()).collect()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    fn rows(data: &Dataset) -> Vec<Vec<String>> {
        let bytes = dataset(data).unwrap();
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    fn cell<'a>(rows: &'a [Vec<String>], row: usize, column: &str) -> &'a str {
        let column = rows[0].iter().position(|name| name == column).unwrap();
        &rows[row][column]
    }

    #[test]
    fn table_has_the_columns_of_the_standard() {
        let rows = rows(&samples::table());
        let begin = ["STRUCTURE", "STRUCTURE_ID", "ACTION", "geo", "sex", "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG"];
        assert_eq!(rows[0][..8], begin);
        assert_eq!(rows[1][..8], ["dataflow", "EMN.NL:victims-by-sex(1.0)", "I", "NL", "T", "2021", "1200", ""]);
        assert!(rows.iter().all(|row| row.len() == rows[0].len()));
    }

    #[test]
    fn suppressed_cell_has_no_value_and_says_so_twice() {
        let rows = rows(&samples::table());
        let row = (1..rows.len()).find(|row| cell(&rows, *row, "OBS_FLAG") == "c").unwrap();
        assert_eq!((cell(&rows, row, "OBS_VALUE"), cell(&rows, row, "CONF_STATUS")), ("", "C"));
    }

    #[test]
    fn rates_have_decimals_and_sources_that_disagree_keep_their_rows() {
        let rows = rows(&samples::disputed());
        let of_nl: Vec<(&str, &str)> = (1..rows.len())
            .filter(|row| cell(&rows, *row, "geo") == "NL" && cell(&rows, *row, "TIME_PERIOD") == "2019")
            .map(|row| (cell(&rows, row, "OBS_VALUE"), cell(&rows, row, "source")))
            .collect();
        assert_eq!(of_nl, [("7.69", "NL"), ("7.91", "NL-2")]);
        assert!((1..rows.len()).any(|row| cell(&rows, row, "geo") == "EL" && cell(&rows, row, "source") == "_Z"));
    }

    #[test]
    fn hostile_table_stays_one_row_for_each_cell() {
        let data = samples::hostile();
        let bytes = String::from_utf8(dataset(&data).unwrap()).unwrap();
        // As clients do that split at every line end Unicode knows.
        let ends = ['\n', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
        assert_eq!(bytes.matches(ends).count(), data.observations.len() + 1);
        for row in rows(&data) {
            assert!(row.iter().all(|field| !field.starts_with(['=', '+', '@', '\t', '\r'])), "{row:?}");
        }
    }
}
