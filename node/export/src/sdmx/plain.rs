//! SDMX-CSV 1.0, as Eurostat's clients read it.

use emn_protocol::time::Timestamp;

use super::{SdmxIds, VERSION, place};
use crate::csv::{values, writer};
use crate::dataset::Dataset;
use crate::error::ExportError;
use crate::format::Format;

/// A dataset as SDMX-CSV 1.0: `DATAFLOW,LAST UPDATE`, the dimensions, `OBS_VALUE,OBS_FLAG`.
///
/// # Errors
/// [`ExportError::Library`], which writing to memory does not bring about.
pub fn csv_1(dataset: &Dataset) -> Result<Vec<u8>, ExportError> {
    let mut out = Vec::new();
    write(dataset, &mut out).map_err(|error| ExportError::library(Format::Csv)(&error))?;
    Ok(out)
}

fn write(dataset: &Dataset, out: &mut Vec<u8>) -> Result<(), ::csv::Error> {
    let ids = SdmxIds::of(dataset);
    let mut csv = writer(out);
    let columns = ids.order.iter().map(|axis| ids.axes[*axis].as_str());
    csv.write_record(["DATAFLOW", "LAST UPDATE"].into_iter().chain(columns).chain(["OBS_VALUE", "OBS_FLAG"]))?;
    let flow = format!("{}:{}({VERSION})", ids.agency, ids.flow);
    let updated = last_update(dataset.updated);
    for observation in &dataset.observations {
        let code = |axis: &usize| ids.codes[*axis].get(place(observation, *axis)).map_or("", String::as_str);
        let said = values(dataset, observation);
        let fields = [flow.as_str(), &updated].into_iter().chain(ids.order.iter().map(code));
        csv.write_record(fields.chain(said.iter().take(2).map(String::as_str)))?;
    }
    csv.flush()?;
    Ok(())
}

/// `31/12/24 23:00:00`, as Eurostat writes it.
fn last_update(time: Timestamp) -> String {
    let text = time.to_string();
    let digits = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    format!("{}/{}/{} {}", digits(8, 10), digits(5, 7), digits(2, 4), digits(11, 19))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn columns_are_those_of_eurostat() {
        let text = String::from_utf8(csv_1(&samples::table()).unwrap()).unwrap();
        let mut lines = text.lines();
        assert_eq!(lines.next(), Some("DATAFLOW,LAST UPDATE,geo,sex,TIME_PERIOD,OBS_VALUE,OBS_FLAG"));
        assert_eq!(lines.next(), Some("EMN.NL:victims-by-sex(1.0),02/01/26 00:00:00,NL,T,2021,1200,"));
        assert!(text.contains(",NL,F,2022,,c\r\n") || text.contains(",NL,M,2022,,c\r\n"), "{text}");
    }
}
