//! Eurostat's table with tabs: a row for each series, a column for each period.

use std::collections::BTreeMap;

use super::{SdmxIds, place};
use crate::dataset::{Dataset, Observation};
use crate::number::decimal;

/// A dataset as Eurostat's table with tabs. A cell is the value and its flags; `:` is a missing value. Without an axis of
/// periods there is one column without a name.
pub fn tsv(dataset: &Dataset) -> Vec<u8> {
    let ids = SdmxIds::of(dataset);
    let time = dataset.time_axis();
    let axes: Vec<usize> = ids.order.iter().copied().filter(|axis| Some(*axis) != time).collect();
    let periods: Vec<&str> = time.map_or(vec![""], |axis| ids.codes[axis].iter().map(String::as_str).collect());
    let mut used = vec![false; periods.len()];
    let mut rows: BTreeMap<Vec<usize>, Vec<Option<&Observation>>> = BTreeMap::new();
    for observation in &dataset.observations {
        let key = axes.iter().map(|axis| place(observation, *axis)).collect();
        let column = time.map_or(0, |axis| place(observation, axis));
        let row = rows.entry(key).or_insert_with(|| vec![None; periods.len()]);
        if let (Some(cell), Some(used)) = (row.get_mut(column), used.get_mut(column)) {
            (*cell, *used) = (Some(observation), true);
        }
    }
    let columns = || (0..periods.len()).filter(|column| used[*column]);
    let names: Vec<&str> = axes.iter().map(|axis| ids.axes[*axis].as_str()).collect();
    let mut out = format!("{}\\TIME_PERIOD", names.join(","));
    columns().for_each(|column| out.push_str(&format!("\t{} ", periods[column])));
    out.push_str("\r\n");
    for (key, cells) in &rows {
        let code = |(axis, place): (&usize, &usize)| ids.codes[*axis].get(*place).map_or("", String::as_str);
        out.push_str(&axes.iter().zip(key).map(code).collect::<Vec<_>>().join(","));
        for cell in columns().map(|column| cells[column]) {
            let value =
                cell.and_then(|seen| seen.value).map_or(":".to_owned(), |value| decimal(value, dataset.decimals));
            let flags = cell.map(|seen| seen.flags.to_string()).unwrap_or_default();
            out.push_str(&format!("\t{value} {flags}"));
        }
        out.push_str("\r\n");
    }
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn table_has_series_in_rows_and_periods_in_columns() {
        let text = String::from_utf8(tsv(&samples::table())).unwrap();
        let lines: Vec<&str> = text.split_terminator("\r\n").collect();
        assert_eq!(lines[0], "geo,sex\\TIME_PERIOD\t2021 \t2022 ");
        assert_eq!(lines[1], "NL,T\t1200 \t1300 p");
        assert!(lines.iter().any(|line| line.ends_with("\t: c")), "{text}");
        assert_eq!(lines.len(), 5);
    }

    #[test]
    fn hostile_table_keeps_its_shape() {
        let data = samples::hostile();
        let text = String::from_utf8(tsv(&data.with_unique_keys())).unwrap();
        let tabs: Vec<usize> = text.split_terminator("\r\n").map(|line| line.matches('\t').count()).collect();
        assert!(tabs.windows(2).all(|pair| pair[0] == pair[1]), "{text}");
    }
}
