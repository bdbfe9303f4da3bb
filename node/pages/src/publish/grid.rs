//! A cube as flat tables: the last dimension across, the one before it down, one table for each combination of the
//! others.

use emn_protocol::codelist::CodeLists;
use emn_protocol::record::{Dimension, FLAG_LETTERS, MultiText, Table};

use crate::{Frame, Html};

/// Cells that are shown. Nobody reads further, and browsers get slow.
const SHOWN: usize = 5_000;

/// Why a cell looks as it does. For the publisher only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mark {
    /// As counted.
    #[default]
    None,
    /// A small count.
    Small,
    /// Large enough, but it would give others away.
    Companion,
    /// A zero where zeros are sensitive.
    Zero,
}

impl Mark {
    /// Letter in the cell.
    pub fn letter(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Small => "S",
            Self::Companion => "P",
            Self::Zero => "Z",
        }
    }

    /// The text that explains it.
    pub fn text(self) -> &'static str {
        match self {
            Self::None => "publish-mark-none",
            Self::Small => "publish-mark-small",
            Self::Companion => "publish-mark-companion",
            Self::Zero => "publish-mark-zero",
        }
    }

    /// Class of the cell.
    pub fn class(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Small => "mark-small",
            Self::Companion => "mark-companion",
            Self::Zero => "mark-zero",
        }
    }
}

/// A label with its language, where it is not the page's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Label {
    /// The label.
    pub text: String,
    /// Its language.
    pub lang: Option<String>,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// The value in the reader's convention; empty when there is none.
    pub value: String,
    /// Its flags, as letters.
    pub flags: String,
    /// Whether it is suppressed.
    pub suppressed: bool,
    /// Why.
    pub mark: Mark,
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Its label; `None` where nothing goes down.
    pub label: Option<Label>,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A flat table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Block {
    /// The codes of the leading dimensions; empty when there are none.
    pub heading: String,
    /// Name of the dimension that goes down, and of the one that goes across.
    pub corner: String,
    /// Labels of the columns.
    pub columns: Vec<Label>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A table, ready to be shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Label,
    /// Remarks.
    pub notes: Vec<(String, Html)>,
    /// Flat tables.
    pub blocks: Vec<Block>,
    /// Cells in it.
    pub cells: usize,
    /// Of these, shown.
    pub shown: usize,
    /// Flags that occur.
    pub flags: Vec<String>,
    /// Whether cells without value or flag occur.
    pub gaps: bool,
    /// Marks that occur.
    pub marks: Vec<Mark>,
    /// How it was protected: least count, suppressed cells, base of rounding, noise.
    pub method: Option<Method>,
}

/// What readers are told of the protection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Method {
    /// Counts below this are not published.
    pub min_frequency: u64,
    /// Suppressed cells.
    pub suppressed: u64,
    /// Base of rounding.
    pub rounding: Option<u64>,
    /// Whether every value carries noise.
    pub noise: bool,
    /// Whether a suppressed cell may be a zero.
    pub zeros: bool,
}

impl Method {
    /// What readers are told, in words.
    pub fn sentences(&self, frame: &Frame) -> String {
        let below = frame.number(self.min_frequency);
        let mut text = frame.tx("publish-method-least", &[("least", &below)]);
        let mut add = |sentence: String| {
            text.push(' ');
            text.push_str(&sentence);
        };
        if let Some(base) = self.rounding {
            add(frame.tx("publish-method-rounded", &[("base", &frame.number(base))]));
        }
        if self.noise {
            add(frame.t("publish-method-noise"));
        }
        if self.suppressed > 0 {
            add(frame.tc("publish-method-suppressed", self.suppressed));
            add(frame.t(if self.zeros { "publish-method-any-size" } else { "publish-method-above-zero" }));
        }
        text
    }
}

/// The best label of these for a page.
pub(super) fn label(frame: &Frame, text: &MultiText, otherwise: &str) -> Label {
    match text.best(&[frame.lang()]) {
        Some((lang, text)) => {
            Label { text: text.to_owned(), lang: (lang.as_str() != frame.lang()).then(|| lang.to_string()) }
        }
        None => Label { text: otherwise.to_owned(), lang: None },
    }
}

/// One dimension with its labels.
struct Axis {
    name: String,
    codes: Vec<Label>,
}

impl Axis {
    fn of(frame: &Frame, dimension: &Dimension) -> Self {
        let (lists, id, wanted) = (CodeLists::shipped(), dimension.id.as_str(), [frame.lang()]);
        let name = lists.dimension(id).and_then(|list| list.label.best(&wanted)).map_or(id, |(_, label)| label);
        let mut codes: Vec<Label> = dimension
            .codes
            .iter()
            .map(|code| Label {
                text: lists.label(id, code.as_str(), &wanted).unwrap_or(code.as_str()).to_owned(),
                lang: None,
            })
            .collect();
        for own in &dimension.labels {
            if let Some(code) = codes.get_mut(own.code as usize) {
                *code = label(frame, &own.label, &code.text);
            }
        }
        Self { name: name.to_owned(), codes }
    }
}

/// Names cells of a table by the labels of their codes.
pub fn cell_names(frame: &Frame, table: &Table) -> impl Fn(usize) -> String {
    let axes: Vec<Axis> = table.dimensions.iter().map(|dimension| Axis::of(frame, dimension)).collect();
    let strides = table.strides();
    move |position| {
        let labels = axes.iter().zip(&strides).filter_map(|(axis, stride)| {
            let place = position.checked_div(*stride)?.checked_rem(axis.codes.len())?;
            axis.codes.get(place).map(|label| label.text.clone())
        });
        labels.collect::<Vec<_>>().join(" · ")
    }
}

impl Grid {
    /// A table. `marks` are one for each cell, or none.
    pub fn of(frame: &Frame, table: &Table, marks: &[Mark]) -> Self {
        let axes: Vec<Axis> = table.dimensions.iter().map(|dimension| Axis::of(frame, dimension)).collect();
        let mut grid = Self {
            id: table.id.to_string(),
            title: label(frame, &table.title, table.id.as_str()),
            notes: table.notes.iter().map(|(lang, text)| (lang.to_string(), Html::markdown(text, 5))).collect(),
            cells: table.values.len(),
            method: method(table),
            ..Self::default()
        };
        let (leading, down, across) = match axes.as_slice() {
            [] => return grid,
            [across] => (&axes[..0], None, across),
            [leading @ .., down, across] => (leading, Some(down), across),
        };
        let columns = across.codes.len();
        let rows = down.map_or(1, |axis| axis.codes.len());
        if columns == 0 || rows == 0 {
            return grid;
        }
        let blocks = table.values.len() / (columns * rows);
        for number in 0..blocks {
            let left = SHOWN.saturating_sub(grid.shown) / columns;
            let shown = rows.min(left.max(usize::from(grid.shown == 0)));
            if shown == 0 {
                break;
            }
            let start = number * columns * rows;
            let row = |row: usize| Row {
                label: down.and_then(|axis| axis.codes.get(row)).cloned(),
                cells: (0..columns).map(|column| cell(frame, table, marks, start + row * columns + column)).collect(),
            };
            let block = Block {
                heading: heading(leading, number),
                corner: down.map_or_else(|| across.name.clone(), |down| format!("{} / {}", down.name, across.name)),
                columns: across.codes.clone(),
                rows: (0..shown).map(row).collect(),
            };
            grid.shown += shown * columns;
            grid.blocks.push(block);
        }
        grid.legend();
        grid
    }

    /// «5,000 of 12,000 cells are shown».
    pub fn shown_of(&self, frame: &Frame) -> String {
        let (shown, of) = (frame.number(self.shown), frame.number(self.cells));
        frame.tx("publish-cells-shown", &[("shown", &shown), ("of", &of)])
    }

    fn legend(&mut self) {
        let mut cells = self.blocks.iter().flat_map(|block| &block.rows).flat_map(|row| &row.cells);
        self.flags = FLAG_LETTERS
            .iter()
            .filter(|(letter, _)| cells.clone().any(|cell| cell.flags.contains(*letter)))
            .map(|(letter, _)| letter.to_string())
            .collect();
        self.marks = [Mark::Small, Mark::Companion, Mark::Zero]
            .into_iter()
            .filter(|mark| cells.clone().any(|cell| cell.mark == *mark))
            .collect();
        self.gaps = cells.any(|cell| cell.value.is_empty() && cell.flags.is_empty());
    }
}

fn method(table: &Table) -> Option<Method> {
    let method = table.method.as_ref()?;
    Some(Method {
        min_frequency: method.min_frequency,
        suppressed: table.flags.values().filter(|flags| flags.suppressed()).count() as u64,
        rounding: method.rounding,
        noise: method.noise_milli_epsilon.is_some(),
        zeros: method.zeros == emn_protocol::record::Zeros::Suppressed,
    })
}

fn heading(leading: &[Axis], mut number: usize) -> String {
    let mut parts = Vec::new();
    for axis in leading.iter().rev() {
        let codes = axis.codes.len().max(1);
        if let Some(label) = axis.codes.get(number % codes) {
            parts.push(format!("{}: {}", axis.name, label.text));
        }
        number /= codes;
    }
    parts.reverse();
    parts.join("; ")
}

fn cell(frame: &Frame, table: &Table, marks: &[Mark], position: usize) -> Cell {
    let flags = table.flags_at(position);
    let value = table.values.get(position).copied().flatten();
    Cell {
        value: value.map_or_else(String::new, |value| frame.decimal(value, table.measure.decimals)),
        flags: flags.to_string(),
        suppressed: flags.suppressed(),
        mark: marks.get(position).copied().unwrap_or_default(),
    }
}
