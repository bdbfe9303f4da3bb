//! A list of records as a workbook.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::page::Page;
use super::{ROWS, properties, too_large};
use crate::error::ExportError;
use crate::format::Format;
use crate::list::{COLUMNS, List, texts};
use crate::words::Words;

/// A list with the sheets `Records` and `About`.
pub(crate) fn list(list: &List<'_>) -> Result<Vec<u8>, ExportError> {
    if list.rows.len() > ROWS {
        return Err(too_large(list.rows.len(), "records"));
    }
    write(list).map_err(|error| ExportError::library(Format::Xlsx)(&error))
}

fn write(list: &List<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let newest = list.rows.iter().map(|row| row.published.unix()).max().unwrap_or(0);
    book.set_properties(&properties(list.title, newest)?);
    let mut page = Page::new(&mut book, "Records")?;
    page.head(&COLUMNS.map(str::to_owned), list.rows.len())?;
    for row in list.rows {
        for text in &texts(row) {
            page.text(text)?;
        }
        page.next_row();
    }
    page.finish()?;
    let words = Words::of(list.wanted);
    let mut page = Page::new(&mut book, "About")?;
    page.widths(&[24, 100])?;
    page.fact(words.title, list.title)?;
    page.fact("", words.generated)?;
    book.save_to_buffer()
}
