//! Columns of a file.

use std::collections::BTreeSet;

use ::parquet::basic::{LogicalType, Repetition, Type as Physical};
use ::parquet::errors::ParquetError;
use ::parquet::schema::types::Type;
use emn_protocol::record::Audience;
use emn_protocol::time::Period;

use crate::dataset::{Dataset, Observation, how_name};
use crate::number::float;

/// Names that columns of axes may not have: readers do not tell case apart.
const RESERVED: [&str; 14] = [
    "value",
    "value_unscaled",
    "decimals",
    "unit",
    "measure",
    "flags",
    "how",
    "at_least",
    "covers",
    "audience",
    "source_member",
    "source_record",
    "source_table",
    "year",
];

/// What stands for the member of a sum over several.
const SEVERAL: &str = "several";

/// Values of a column, one for each row.
pub(crate) enum Values {
    Text(Vec<String>),
    Double(Vec<Option<f64>>),
    Int64(Vec<Option<i64>>),
    Int32(Vec<Option<i32>>),
}

/// A column with its name.
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) values: Values,
}

impl Column {
    pub(crate) fn new(name: &str, values: Values) -> Self {
        Self { name: name.to_owned(), values }
    }

    pub(super) fn schema(&self) -> Result<Type, ParquetError> {
        let (physical, repetition, logical) = match &self.values {
            Values::Text(_) => (Physical::BYTE_ARRAY, Repetition::REQUIRED, Some(LogicalType::String)),
            Values::Double(_) => (Physical::DOUBLE, Repetition::OPTIONAL, None),
            Values::Int64(_) => (Physical::INT64, Repetition::OPTIONAL, None),
            Values::Int32(_) => (Physical::INT32, Repetition::OPTIONAL, None),
        };
        Type::primitive_type_builder(&self.name, physical)
            .with_repetition(repetition)
            .with_logical_type(logical)
            .build()
    }
}

/// Where year and member stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Partition {
    /// As columns.
    InFile,
    /// In the names of folders, so there are no columns of theirs.
    InPath,
}

/// The year of an observation, by its period.
pub(super) fn year(dataset: &Dataset, observation: &Observation) -> Option<i64> {
    let axis = dataset.time_axis()?;
    let position = *observation.key.get(axis)? as usize;
    let (code, _) = dataset.axes[axis].codes.get(position)?;
    code.as_str().parse::<Period>().ok().map(|period| period.first_year())
}

/// The member that speaks.
pub(super) fn member<'a>(dataset: &'a Dataset, observation: &'a Observation) -> &'a str {
    let mut members = dataset.origins_of(observation).map(|origin| origin.member.as_str());
    match members.next() {
        Some(first) if members.all(|member| member == first) => first,
        _ => SEVERAL,
    }
}

/// Names for the columns of the axes, distinct in any case. In a folder an axis `member` is renamed too, since the
/// folder's name has that column.
fn axis_names(dataset: &Dataset, partition: Partition) -> Vec<String> {
    let mut taken: BTreeSet<String> = RESERVED.into_iter().map(str::to_owned).collect();
    if partition == Partition::InPath {
        taken.insert("member".to_owned());
    }
    let name = |axis: &crate::dataset::Axis| {
        let own = axis.id.to_string();
        let numbered = (2..).map(|number: u32| format!("{own}_{number}"));
        let free = |name: &String| !taken.contains(&name.to_ascii_lowercase());
        let name = std::iter::once(own.clone()).chain(numbered).find(free).unwrap_or_default();
        taken.insert(name.to_ascii_lowercase());
        name
    };
    dataset.axes.iter().map(name).collect()
}

/// The columns of these rows of a dataset.
pub(super) fn of_dataset(dataset: &Dataset, rows: &[usize], partition: Partition) -> Vec<Column> {
    let picked: Vec<&Observation> = rows.iter().filter_map(|row| dataset.observations.get(*row)).collect();
    let text = |of: &dyn Fn(&Observation) -> String| Values::Text(picked.iter().map(|item| of(item)).collect());
    let float = |value: Option<i64>| value.map(|value| float(value, dataset.decimals));
    let joined = |texts: Vec<String>| texts.join(" ");
    let mut columns: Vec<Column> = Vec::new();
    for (axis, name) in axis_names(dataset, partition).into_iter().enumerate() {
        let code = |item: &Observation| {
            let position = item.key.get(axis).map_or(usize::MAX, |position| *position as usize);
            dataset.axes[axis].codes.get(position).map(|(code, _)| code.to_string()).unwrap_or_default()
        };
        columns.push(Column { name, values: text(&code) });
    }
    let has_member = columns.iter().any(|column| column.name.eq_ignore_ascii_case("member"));
    let origins = |item: &Observation, of: &dyn Fn(&emn_series::source::Origin) -> String| {
        joined(dataset.origins_of(item).map(of).collect())
    };
    let network = |item: &Observation| dataset.origins_of(item).any(|origin| origin.audience == Audience::Network);
    let audience = |item: &Observation| if network(item) { Audience::Network } else { Audience::Public }.name();
    columns.extend([
        Column::new("value", Values::Double(picked.iter().map(|item| float(item.value)).collect())),
        Column::new("value_unscaled", Values::Int64(picked.iter().map(|item| item.value).collect())),
        Column::new("decimals", Values::Int32(picked.iter().map(|_| Some(i32::from(dataset.decimals))).collect())),
        Column::new("unit", text(&|_| dataset.unit.to_string())),
        Column::new("measure", text(&|_| dataset.measure.to_string())),
        Column::new("flags", text(&|item| item.flags.to_string())),
        Column::new("how", text(&|item| how_name(item.how).to_owned())),
        Column::new("at_least", Values::Double(picked.iter().map(|item| float(item.at_least)).collect())),
        Column::new("covers", text(&|item| joined(item.covers.iter().map(ToString::to_string).collect()))),
        Column::new("audience", text(&|item| audience(item).to_owned())),
        Column::new("source_member", text(&|item| origins(item, &|origin| origin.member.to_string()))),
        Column::new("source_record", text(&|item| origins(item, &|origin| origin.record.to_string()))),
        Column::new("source_table", text(&|item| origins(item, &|origin| origin.table.to_string()))),
    ]);
    if partition == Partition::InFile {
        let years = picked.iter().map(|item| year(dataset, item).and_then(|year| i32::try_from(year).ok()));
        columns.push(Column::new("year", Values::Int32(years.collect())));
        if !has_member {
            columns.push(Column::new("member", text(&|item| member(dataset, item).to_owned())));
        }
    }
    columns
}
