//! Worksheets: what their cells hold, by sheet, with what is hidden apart.

use std::collections::{BTreeMap, BTreeSet};

use crate::screen::files::package::Package;
use crate::screen::files::parts::{Parts, Result};
use crate::screen::files::xml::{self, Element, Step};
use crate::screen::files::{FileError, MAX_UNPACKED_BYTES};

const WORKBOOK: &str = "xl/workbook.xml";
/// Columns of a sheet.
const COLUMNS: u32 = 16_384;

const STRINGS: &str = "xl/sharedStrings.xml";

/// Reads all sheets of a workbook. Returns the entries that need not be read again.
pub(super) fn read(package: &mut Package<'_>, parts: &mut Parts) -> Result<BTreeSet<String>> {
    let mut done = BTreeSet::new();
    let Some(workbook) = package.get(WORKBOOK, parts)? else { return Ok(done) };
    let targets = targets(package, parts)?;
    let strings = match package.get(STRINGS, parts)? {
        Some(bytes) => shared_strings(&bytes)?,
        None => Vec::new(),
    };
    for listed in list(&workbook)? {
        let Some(path) = targets.get(&listed.id).filter(|path| package.has(path)) else { continue };
        let Some(bytes) = package.get(path, parts)? else { continue };
        let mut sheet = Sheet { strings: &strings, ..Sheet::default() };
        xml::walk(&bytes, |step| sheet.step(&step))?;
        sheet.report(&listed, parts)?;
        done.insert(path.clone());
    }
    done.extend([WORKBOOK, STRINGS].map(str::to_owned));
    Ok(done)
}

/// A sheet as the workbook lists it.
struct Listed {
    id: String,
    name: String,
    hidden: bool,
}

fn list(workbook: &[u8]) -> Result<Vec<Listed>> {
    let mut sheets = Vec::new();
    xml::walk(workbook, |step| {
        if let Step::Start(element) = step
            && element.name() == "sheet"
        {
            let hidden = element.get("state").is_some_and(|state| state != "visible");
            let value = |name: &str| element.get(name).unwrap_or_default();
            sheets.push(Listed { id: value("id"), name: value("name"), hidden });
        }
        Ok(())
    })?;
    Ok(sheets)
}

/// The entries of the sheets by the identifiers of their relations.
fn targets(package: &mut Package<'_>, parts: &mut Parts) -> Result<BTreeMap<String, String>> {
    let mut targets = BTreeMap::new();
    let Some(bytes) = package.get("xl/_rels/workbook.xml.rels", parts)? else { return Ok(targets) };
    xml::walk(&bytes, |step| {
        if let Step::Start(element) = step
            && let (Some(id), Some(target)) = (element.get("Id"), element.get("Target"))
        {
            let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            targets.insert(id, path);
        }
        Ok(())
    })?;
    Ok(targets)
}

fn shared_strings(bytes: &[u8]) -> Result<Vec<String>> {
    let (mut strings, mut text) = (Vec::new(), String::new());
    xml::walk(bytes, |step| {
        match step {
            Step::Text(more) => text.push_str(more),
            Step::End("si") => strings.push(std::mem::take(&mut text).trim().to_owned()),
            _ => {}
        }
        Ok(())
    })?;
    Ok(strings)
}

#[derive(Default)]
struct Sheet<'a> {
    strings: &'a [String],
    seen: String,
    hidden: String,
    /// Hidden columns.
    columns: BTreeSet<u32>,
    row_hidden: bool,
    /// Rows that are not mentioned are hidden, and so are those that do not say otherwise.
    rows_hidden: bool,
    cell_hidden: bool,
    column: u32,
    shared: bool,
    value: String,
    open: String,
}

impl Sheet<'_> {
    fn step(&mut self, step: &Step<'_>) -> Result {
        match step {
            Step::Start(element) => self.start(element),
            Step::Text(text) if matches!(self.open.as_str(), "v" | "t") => self.value.push_str(text),
            // Headers and footers of the printed page, with codes such as &L for their place.
            Step::Text(text) if self.open.ends_with("Header") || self.open.ends_with("Footer") => {
                self.seen.push_str(&format!("{}\n", text.trim_start_matches(['&', 'L', 'C', 'R'])));
            }
            Step::Text(_) => {}
            Step::End("c") => return self.cell(),
            Step::End("row") => {
                self.seen.push('\n');
                self.hidden.push('\n');
            }
            Step::End(_) => self.open.clear(),
        }
        Ok(())
    }

    fn start(&mut self, element: &Element<'_>) {
        self.open.clear();
        self.open.push_str(element.name());
        let number = |name: &str| element.get(name).and_then(|value| value.parse::<u32>().ok());
        match element.name() {
            "sheetFormatPr" => self.rows_hidden = element.is("zeroHeight"),
            "col" if element.is("hidden") => {
                let (first, last) = (number("min").unwrap_or(1), number("max").unwrap_or(0).min(COLUMNS));
                // A range that begins in another one is not counted again, so that a file cannot make this slow.
                if !self.columns.contains(&first) {
                    self.columns.extend(first..=last);
                }
            }
            "row" => {
                self.row_hidden = element.is("hidden") || (self.rows_hidden && element.get("hidden").is_none());
                self.column = 0;
            }
            "c" => {
                self.column = element.get("r").and_then(|place| column(&place)).unwrap_or(self.column + 1);
                self.cell_hidden = self.row_hidden || self.columns.contains(&self.column);
                self.shared = element.get("t").is_some_and(|kind| kind == "s");
                self.value.clear();
            }
            _ => {}
        }
    }

    fn cell(&mut self) -> Result {
        let shared = self.value.trim().parse::<usize>().ok().filter(|_| self.shared);
        let value = shared.and_then(|index| self.strings.get(index)).map_or(self.value.as_str(), String::as_str);
        let target = if self.cell_hidden { &mut self.hidden } else { &mut self.seen };
        if !value.is_empty() {
            target.push_str(value);
            target.push('\t');
        }
        // One string may stand in a million cells.
        match self.seen.len() + self.hidden.len() > MAX_UNPACKED_BYTES {
            true => Err(FileError::TooLarge),
            false => Ok(()),
        }
    }

    fn report(&self, listed: &Listed, parts: &mut Parts) -> Result {
        let name = &listed.name;
        parts.text("sheet name", name)?;
        let (seen, hidden) = (lines(&self.seen), lines(&self.hidden));
        if listed.hidden {
            let all = format!("{seen}\n{hidden}");
            return parts.hidden(&format!("sheet hidden \"{name}\""), "hidden_sheet", &all);
        }
        parts.text(&format!("sheet \"{name}\""), &seen)?;
        match hidden.is_empty() {
            true => Ok(()),
            false => parts.hidden(&format!("hidden rows and columns of sheet \"{name}\""), "hidden_cells", &hidden),
        }
    }
}

/// Lines without the empty ones.
fn lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// The number of a column from the place of a cell: `B7` is 2.
fn column(place: &str) -> Option<u32> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    letters
        .map(|letter| u32::from(letter.to_ascii_uppercase() - b'A') + 1)
        .try_fold(0_u32, |sum, digit| sum.checked_mul(26)?.checked_add(digit))
}
