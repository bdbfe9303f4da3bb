//! From the front matter of a table and its CSV file to a cube.

use std::collections::{BTreeMap, BTreeSet};

use super::fields::{At, Reader};
use super::sheet::{self, Axis, Sheet, SheetCode, VALUE};
use super::source::{self, Source};
use super::table::{DimensionFront, TableFront};
use crate::codelist::{CodeLists, TIME_PERIOD};
use crate::limits;
use crate::record::{Code, CodeLabel, Dimension, Flags, Sum, Table};

/// Where the cells of a table stand.
#[derive(Debug, Clone)]
pub(super) struct CellPlaces {
    pub(super) source: Source,
    /// By position in the table: the byte of its value; `None` for a cell without a row.
    pub(super) offsets: Vec<Option<usize>>,
}

/// Reads the file of a table and makes the cube; `None` when something is wrong with either.
pub(super) fn build(
    reader: &mut Reader<'_>,
    front: TableFront,
    files: &impl Fn(&str) -> Result<Vec<u8>, String>,
) -> Option<(Table, CellPlaces)> {
    let file = front.file.as_ref()?;
    let dimensions = front.dimensions.as_ref()?;
    let source = open(reader, file, files)?;
    let axes: Vec<Axis<'_>> = dimensions.iter().map(|dimension| axis(reader, dimension)).collect();
    let decimals = front.measure.as_ref().map_or(0, |measure| measure.decimals);
    let before = reader.problems.count();
    let sheet = sheet::read(&source, &axes, decimals, &mut reader.problems)?;
    if sheet.cells.is_empty() {
        if reader.problems.count() == before {
            reader.problems.add(|| source.problem(0, None, "the file has no row", "write a row for each cell"));
        }
        return None;
    }
    for (dimension, codes) in dimensions.iter().zip(&sheet.codes) {
        shared_codes(reader, &source, dimension, codes);
    }
    let built: Vec<Dimension> =
        dimensions.iter().zip(&sheet.codes).map(|(front, codes)| with_sums(reader, front, codes)).collect();
    let (values, flags, offsets) = fill(reader, &source, &sheet, file)?;
    let table = Table {
        id: front.id?,
        title: front.title,
        notes: front.notes,
        measure: front.measure?,
        dimensions: built,
        values,
        flags,
        method: front.method,
    };
    let field = format!("{}.values", front.path);
    reader.places.insert(field, file.offset);
    Some((table, CellPlaces { source, offsets }))
}

fn open(
    reader: &mut Reader<'_>,
    file: &At<String>,
    files: &impl Fn(&str) -> Result<Vec<u8>, String>,
) -> Option<Source> {
    match files(&file.value) {
        Ok(bytes) => match source::decode(&file.value, &bytes) {
            Ok(text) => Some(Source::new(&file.value, text)),
            Err(problem) => {
                reader.problems.add(|| *problem);
                None
            }
        },
        Err(error) => {
            let problem = format!("`{}` cannot be read ({error})", file.value);
            reader.add(file.offset, "table.file", problem, "put the file beside the draft");
            None
        }
    }
}

fn axis<'d>(reader: &mut Reader<'_>, dimension: &'d DimensionFront) -> Axis<'d> {
    let mut seen = BTreeSet::new();
    let declared = dimension.codes.as_ref().map(|codes| {
        let mut declared = Vec::new();
        for code in codes {
            if seen.insert(&code.value) {
                declared.push(code.value.clone());
            } else {
                let problem = format!("the code `{}` is there twice", code.value);
                reader.add(code.offset, "table.dimension.codes", problem, "remove one of them");
            }
        }
        declared
    });
    Axis { id: dimension.id.value.as_str(), declared }
}

type Filled = (Vec<Option<i64>>, BTreeMap<u32, Flags>, Vec<Option<usize>>);

/// Puts the rows into their places.
fn fill(reader: &mut Reader<'_>, source: &Source, sheet: &Sheet, file: &At<String>) -> Option<Filled> {
    let sizes: Vec<usize> = sheet.codes.iter().map(Vec::len).collect();
    let cells = sizes.iter().try_fold(1usize, |cells, size| cells.checked_mul(*size));
    let Some(cells) = cells.filter(|cells| *cells <= limits::CELLS) else {
        let spans = sizes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" × ");
        let problem = format!("the dimensions span {spans} cells, and {} are allowed", limits::CELLS);
        reader.add(file.offset, "table.file", problem, "leave out a dimension or codes, or make several tables");
        return None;
    };
    let mut values = vec![None; cells];
    let mut flags = BTreeMap::new();
    let mut offsets: Vec<Option<usize>> = vec![None; cells];
    for cell in &sheet.cells {
        let position = sizes.iter().zip(&cell.codes).fold(0, |position, (size, code)| position * size + *code as usize);
        let Some(place) = offsets.get_mut(position) else { continue };
        if let Some(first) = place {
            let first = *first;
            reader.problems.add(|| {
                let problem = format!("the same combination of codes as in line {}", source.place(first).0);
                let advice = "remove one of the two rows, or correct its codes";
                source.problem(cell.offset, Some(VALUE.to_owned()), problem, advice)
            });
            continue;
        }
        *place = Some(cell.offset);
        values[position] = cell.value;
        if !cell.flags.is_empty() {
            flags.extend(u32::try_from(position).map(|position| (position, cell.flags)));
        }
    }
    let missing = offsets.iter().filter(|offset| offset.is_none()).count();
    if missing > 0 {
        let problem = format!("{missing} of {cells} combinations of codes have no row and are published as not known");
        let advice = "add rows where the number is known (0 means «there are none»)";
        reader.warnings.add(|| source.problem(0, None, problem, advice));
    }
    Some((values, flags, offsets))
}

/// Labels and sums by the positions of codes.
fn with_sums(reader: &mut Reader<'_>, front: &DimensionFront, codes: &[SheetCode]) -> Dimension {
    let positions: BTreeMap<&str, u32> = codes.iter().map(|code| code.code.as_str()).zip(0u32..).collect();
    let mut labels = Vec::new();
    for (code, label) in &front.labels {
        if let Some(position) = position(reader, front, &positions, "labels", code) {
            labels.push(CodeLabel { code: position, label: label.clone() });
        }
    }
    labels.sort_by_key(|label| label.code);
    let sums = sums(reader, front, &positions);
    Dimension { id: front.id.value.clone(), codes: codes.iter().map(|code| code.code.clone()).collect(), labels, sums }
}

fn position(
    reader: &mut Reader<'_>,
    front: &DimensionFront,
    positions: &BTreeMap<&str, u32>,
    key: &str,
    code: &At<Code>,
) -> Option<u32> {
    let position = positions.get(code.value.as_str()).copied();
    if position.is_none() {
        let advice = reader.suggestion(code.value.as_str(), positions.keys().copied(), "remove it, or add its rows");
        let problem = format!("`{}` is no code of `{}` in this table", code.value, front.id.value);
        reader.add(code.offset, &format!("table.dimension.{key}"), problem, advice);
    }
    position
}

fn sums(reader: &mut Reader<'_>, front: &DimensionFront, positions: &BTreeMap<&str, u32>) -> Vec<Sum> {
    let mut sums = Vec::new();
    let mut below: BTreeSet<u32> = BTreeSet::new();
    for (parent, children) in &front.parts {
        let total = position(reader, front, positions, "parts", parent);
        let mut parts = BTreeSet::new();
        for child in children {
            let Some(part) = position(reader, front, positions, "parts", child) else { continue };
            if !parts.insert(part) {
                let problem = format!("`{}` is there twice", child.value);
                reader.add(child.offset, "table.dimension.parts", problem, "remove one of them");
            }
        }
        if children.is_empty() {
            let problem = format!("`{}` has no parts", parent.value);
            reader.add(parent.offset, "table.dimension.parts", problem, "write its parts, or remove it");
        }
        if front.total.as_ref().is_none_or(|total| total.value != parent.value) {
            below.extend(&parts);
        }
        sums.extend(total.map(|total| Sum { total, parts: parts.into_iter().collect() }));
    }
    if let Some(total) = &front.total
        && let Some(position) = position(reader, front, positions, "total", total)
    {
        let rest: Vec<u32> =
            positions.values().copied().filter(|part| *part != position && !below.contains(part)).collect();
        let parts: BTreeSet<u32> = rest.into_iter().collect();
        if parts.is_empty() {
            let problem = format!("no code is left to add up to `{}`", total.value);
            reader.add(total.offset, "table.dimension.total", problem, "remove `total`, or add the parts to the file");
        } else {
            sums.push(Sum { total: position, parts: parts.into_iter().collect() });
        }
    }
    // One form for one set of sums, whatever the order in the draft.
    sums.sort_by(|a, b| (a.total, &a.parts).cmp(&(b.total, &b.parts)));
    sums.dedup();
    sums
}

/// Codes that neither the shared lists nor the draft explain, and totals that are not declared.
fn shared_codes(reader: &mut Reader<'_>, csv: &Source, front: &DimensionFront, codes: &[SheetCode]) {
    let lists = CodeLists::shipped();
    let id = front.id.value.as_str();
    let labelled: BTreeSet<&str> = front.labels.iter().map(|(code, _)| code.value.as_str()).collect();
    let unexplained =
        |code: &&SheetCode| !lists.knows(id, code.code.as_str()) && !labelled.contains(code.code.as_str());
    let shared = lists.dimension(id).is_some();
    let unexplained: Vec<&SheetCode> = codes.iter().filter(unexplained).collect();
    if !shared && !unexplained.is_empty() {
        let near =
            lists.suggest_dimension(id).map_or_else(String::new, |near| format!("did you mean `{near}`? If not, "));
        let advice = format!("{near}label each code in [table.dimension.labels], such as `{}`", unexplained[0].code);
        return reader.add(front.id.offset, "table.dimension.id", format!("`{id}` is no shared dimension"), advice);
    }
    if !shared {
        let problem = format!("`{id}` is no shared dimension, so no other country's table has it");
        reader.warn(front.id.offset, "table.dimension.id", problem, "keep it if no shared dimension fits");
    }
    for code in unexplained {
        unknown_code(reader, csv, front, code);
    }
    undeclared_sums(reader, front, codes);
}

fn unknown_code(reader: &mut Reader<'_>, csv: &Source, front: &DimensionFront, code: &SheetCode) {
    if reader.problems.is_full() {
        return;
    }
    let lists = CodeLists::shipped();
    let (id, text) = (front.id.value.as_str(), code.code.as_str());
    let advice = match lists.suggest_code(id, text) {
        Some(near) => {
            let label = lists.label(id, near, &["en"]).unwrap_or_default();
            format!("did you mean `{near}` ({label})?")
        }
        None if id == TIME_PERIOD => "write a period such as 2022, 2022-Q3 or 2022-07".to_owned(),
        None => format!("correct it, or give it a label in [table.dimension.labels.{text}]"),
    };
    let problem = format!("`{text}` is not in the shared list of `{id}`");
    let declared = front.codes.iter().flatten().find(|declared| declared.value == code.code);
    match (declared, code.offset) {
        (Some(declared), _) => reader.add(declared.offset, "table.dimension.codes", problem, advice),
        (None, offset) => {
            let field = Some(id.to_owned());
            reader.problems.add(|| csv.problem(offset.unwrap_or(0), field, problem, advice));
        }
    }
}

/// A reader subtracts along every total he knows; only declared ones are checked. So say which seem to be missing.
fn undeclared_sums(reader: &mut Reader<'_>, front: &DimensionFront, codes: &[SheetCode]) {
    let lists = CodeLists::shipped();
    let id = front.id.value.as_str();
    let present: BTreeSet<&str> = codes.iter().map(|code| code.code.as_str()).collect();
    let mut children: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for code in codes {
        if let Some(parent) = lists.parent(id, code.code.as_str()).filter(|parent| present.contains(parent)) {
            children.entry(parent).or_default().push(code.code.as_str());
        }
    }
    for (parent, children) in children {
        let declared = front.parts.iter().any(|(code, _)| code.value.as_str() == parent)
            || front.total.as_ref().is_some_and(|total| total.value.as_str() == parent);
        // One part alone is a selection, not a breakdown.
        if declared || children.len() < 2 {
            continue;
        }
        let top = lists.parent(id, parent).is_none_or(|above| !present.contains(above));
        let list = children.iter().map(|code| format!("\"{code}\"")).collect::<Vec<_>>().join(", ");
        let declaration = if top && front.total.is_none() {
            format!("declare total = \"{parent}\"")
        } else {
            format!("declare {parent} = [{list}] in [table.dimension.parts]")
        };
        let problem =
            format!("`{parent}` includes {list} in the shared list, and no sum is declared, so none is checked");
        reader.warn(front.id.offset, "table.dimension", problem, format!("{declaration}, if it is their sum"));
    }
}
