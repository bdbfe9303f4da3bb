//! A canvas of braille: two dots from left to right and four from top to bottom in each character.

/// What stands in a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    /// Nothing but dots, and the series that drew the last of them.
    Dots(u8, Option<usize>),
    /// A mark of a series.
    Mark(char, usize),
    /// A line behind the figures.
    Rule(char),
}

/// Bits of the dots of a character, by column and row (Unicode, block Braille Patterns).
const BITS: [[u8; 4]; 2] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]];

/// The canvas.
pub(super) struct Canvas {
    pub(super) columns: usize,
    pub(super) rows: usize,
    cells: Vec<Cell>,
}

impl Canvas {
    /// An empty canvas.
    pub(super) fn new(columns: usize, rows: usize) -> Canvas {
        Canvas { columns, rows, cells: vec![Cell::Dots(0, None); columns * rows] }
    }

    /// The cell at a place, from the upper left.
    pub(super) fn cell(&self, column: usize, row: usize) -> Cell {
        self.cells[row * self.columns + column]
    }

    /// Puts a mark over what is there.
    pub(super) fn mark(&mut self, column: usize, row: usize, mark: char, series: usize) {
        if column < self.columns && row < self.rows {
            self.cells[row * self.columns + column] = Cell::Mark(mark, series);
        }
    }

    /// Draws a line along a row, behind everything.
    pub(super) fn rule(&mut self, row: usize, line: char) {
        for cell in self.cells.iter_mut().skip(row * self.columns).take(self.columns) {
            if *cell == Cell::Dots(0, None) {
                *cell = Cell::Rule(line);
            }
        }
    }

    fn dot(&mut self, x: i64, y: i64, series: usize) {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return };
        if x < self.columns * 2 && y < self.rows * 4 {
            let cell = &mut self.cells[y / 4 * self.columns + x / 2];
            let bit = BITS[x % 2][y % 4];
            match cell {
                Cell::Dots(bits, by) => (*bits, *by) = (*bits | bit, Some(series)),
                Cell::Rule(_) => *cell = Cell::Dots(bit, Some(series)),
                Cell::Mark(..) => {}
            }
        }
    }

    /// Draws a straight line between two dots (Bresenham 1965).
    pub(super) fn line(&mut self, (mut x, mut y): (i64, i64), to: (i64, i64), series: usize) {
        let (dx, dy) = ((to.0 - x).abs(), -(to.1 - y).abs());
        let (sx, sy) = ((to.0 - x).signum(), (to.1 - y).signum());
        let mut error = dx + dy;
        loop {
            self.dot(x, y, series);
            if (x, y) == to {
                return;
            }
            let twice = 2 * error;
            if twice >= dy {
                error += dy;
                x += sx;
            }
            if twice <= dx {
                error += dx;
                y += sy;
            }
        }
    }
}

impl Cell {
    /// What is written, and whose colour it has.
    pub(super) fn written(self) -> (char, Option<usize>) {
        match self {
            Cell::Dots(0, _) => (' ', None),
            Cell::Dots(bits, series) => (char::from_u32(0x2800 + u32::from(bits)).unwrap_or(' '), series),
            Cell::Mark(mark, series) => (mark, Some(series)),
            Cell::Rule(line) => (line, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_from_corner_to_corner_sets_its_dots() {
        let mut canvas = Canvas::new(2, 1);
        canvas.line((0, 0), (3, 3), 0);
        assert_eq!(canvas.cell(0, 0).written(), ('\u{2811}', Some(0)));
        assert_eq!(canvas.cell(1, 0).written(), ('\u{2884}', Some(0)));
    }
}
