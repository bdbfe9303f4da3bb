//! A sheet that is written row by row.

use std::borrow::Cow;

use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::text;

/// Characters of a cell (Excel's limit is 32,767).
const CELL_CHARS: usize = 32_000;

/// How cells look.
pub(super) struct Styles {
    /// Numbers.
    pub(super) number: Format,
    /// What is suppressed.
    pub(super) suppressed: Format,
}

impl Styles {
    pub(super) fn new(decimals: u8) -> Self {
        let fraction = if decimals == 0 { String::new() } else { format!(".{}", "0".repeat(usize::from(decimals))) };
        Self {
            number: Format::new().set_num_format(format!("#,##0{fraction}")),
            suppressed: Format::new().set_background_color("D9D9D9"),
        }
    }
}

/// Text that fits a cell: without control characters, and as UTF-16 no longer than Excel takes.
pub(super) fn text(content: &str) -> Cow<'_, str> {
    // A character outside the basic plane counts as two.
    let limit = if content.len() > CELL_CHARS { CELL_CHARS / 2 } else { CELL_CHARS };
    match text::lines(content) {
        Cow::Borrowed(content) => text::shortened(content, limit),
        Cow::Owned(content) => Cow::Owned(text::shortened(&content, limit).into_owned()),
    }
}

/// A sheet and the place of the next cell.
pub(super) struct Page<'a> {
    sheet: &'a mut Worksheet,
    row: u32,
    /// The column of the next cell.
    pub(super) column: u16,
    /// The last row and column of the part with a heading.
    filter: Option<(u32, u16)>,
    quoted: Format,
    wrapped: Format,
    bold: Format,
}

impl<'a> Page<'a> {
    pub(super) fn new(book: &'a mut Workbook, name: &str) -> Result<Self, XlsxError> {
        let sheet = book.add_worksheet();
        sheet.set_name(name)?;
        // A4.
        sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
        let bold = Format::new().set_bold();
        let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        Ok(Self { sheet, row: 0, column: 0, filter: None, quoted: Format::new().set_quote_prefix(), wrapped, bold })
    }

    /// A heading that stays in place on the screen, is repeated on paper, and has a filter over so many rows.
    pub(super) fn head(&mut self, headings: &[String], rows: usize) -> Result<(), XlsxError> {
        for (column, heading) in (0u16..).zip(headings) {
            self.sheet.write_string_with_format(0, column, text(heading), &self.bold)?;
            self.sheet.set_column_width(column, 16)?;
        }
        self.sheet.set_freeze_panes(1, 0)?;
        self.sheet.set_repeat_rows(0, 0)?;
        let last = u16::try_from(headings.len().saturating_sub(1)).unwrap_or(u16::MAX);
        self.filter = Some((u32::try_from(rows).unwrap_or(u32::MAX), last));
        self.next_row();
        Ok(())
    }

    /// Widths of the first columns, in characters.
    pub(super) fn widths(&mut self, widths: &[u16]) -> Result<(), XlsxError> {
        for (column, width) in (0u16..).zip(widths) {
            self.sheet.set_column_width(column, *width)?;
        }
        Ok(())
    }

    /// Text, which is no formula now, and no formula when somebody edits the cell.
    pub(super) fn text(&mut self, content: &str) -> Result<(), XlsxError> {
        if !content.is_empty() {
            let acts = text::field(content).starts_with('\'');
            let content = text(content);
            match acts {
                true => self.sheet.write_string_with_format(self.row, self.column, content, &self.quoted)?,
                false => self.sheet.write_string(self.row, self.column, content)?,
            };
        }
        self.skip();
        Ok(())
    }

    pub(super) fn number(&mut self, value: f64, style: &Format) -> Result<(), XlsxError> {
        self.sheet.write_number_with_format(self.row, self.column, value, style)?;
        self.skip();
        Ok(())
    }

    /// An empty cell that looks like something.
    pub(super) fn blank(&mut self, style: &Format) -> Result<(), XlsxError> {
        self.sheet.write_blank(self.row, self.column, style)?;
        self.skip();
        Ok(())
    }

    /// Leaves a cell empty.
    pub(super) fn skip(&mut self) {
        self.column += 1;
    }

    /// A name and a text of any length, as a row.
    pub(super) fn fact(&mut self, name: &str, content: &str) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.row, 0, text(name), &self.bold)?;
        self.sheet.write_string_with_format(self.row, 1, text(content), &self.wrapped)?;
        self.next_row();
        Ok(())
    }

    pub(super) fn next_row(&mut self) {
        self.row += 1;
        self.column = 0;
    }

    /// Sets the filter.
    pub(super) fn finish(&mut self) -> Result<(), XlsxError> {
        if let Some((rows, last)) = self.filter {
            self.sheet.autofilter(0, 0, rows, last)?;
        }
        Ok(())
    }
}
