//! Large blocks of whole rows.

use std::io::{self, Read};

/// Why there is no next block.
pub(crate) enum BlockProblem {
    /// The reader failed.
    Io(io::Error),
    /// The row at the beginning of the rest is longer than allowed; most likely its quote is never closed.
    LongRow,
}

/// Reads blocks that end with a row, quotes respected: a line end between quotes ends no row.
pub(crate) struct Blocks<'a> {
    reader: Box<dyn Read + 'a>,
    buffer: Vec<u8>,
    /// Bytes of the buffer that hold input.
    filled: usize,
    /// Bytes of those that were handed out.
    taken: usize,
    ended: bool,
    row_bytes: usize,
}

impl<'a> Blocks<'a> {
    pub(crate) fn new(reader: Box<dyn Read + 'a>, block_bytes: usize, row_bytes: usize) -> Self {
        let capacity = block_bytes.saturating_add(row_bytes).max(1);
        Self { reader, buffer: vec![0; capacity], filled: 0, taken: 0, ended: false, row_bytes }
    }

    /// Fills the buffer as far as the input goes.
    fn fill(&mut self) -> io::Result<()> {
        self.buffer.copy_within(self.taken..self.filled, 0);
        self.filled -= self.taken;
        self.taken = 0;
        while self.filled < self.buffer.len() && !self.ended {
            match self.reader.read(&mut self.buffer[self.filled..]) {
                Ok(0) => self.ended = true,
                Ok(count) => self.filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// The beginning of the input, as far as one block goes.
    pub(crate) fn peek(&mut self) -> io::Result<&[u8]> {
        self.fill()?;
        Ok(&self.buffer[..self.filled])
    }

    /// Passes over bytes that [`Self::peek`] has shown.
    pub(crate) fn skip(&mut self, bytes: usize) {
        self.taken = (self.taken + bytes).min(self.filled);
    }

    /// The next block; `None` at the end.
    pub(crate) fn next_block(&mut self) -> Result<Option<&[u8]>, BlockProblem> {
        self.fill().map_err(BlockProblem::Io)?;
        if self.filled == 0 {
            return Ok(None);
        }
        let end = if self.ended { self.filled } else { last_row_end(&self.buffer[..self.filled]) };
        // A long row behind others is found when it begins a block.
        if end == 0 && self.filled > self.row_bytes {
            return Err(BlockProblem::LongRow);
        }
        self.taken = end;
        Ok(Some(&self.buffer[..end]))
    }
}

fn quotes(bytes: &[u8]) -> usize {
    // A plain count is vectorised by the compiler.
    bytes.iter().filter(|byte| **byte == b'"').count()
}

/// Behind the last line end that has an even number of quotes before it.
fn last_row_end(bytes: &[u8]) -> usize {
    let mut before = quotes(bytes);
    for (at, byte) in bytes.iter().enumerate().rev() {
        match byte {
            b'"' => before -= 1,
            b'\n' if before.is_multiple_of(2) => return at + 1,
            _ => {}
        }
    }
    0
}

/// Splits a block into some `parts` pieces of whole rows.
pub(crate) fn split(block: &[u8], parts: usize) -> Vec<&[u8]> {
    let step = block.len() / parts.max(1) + 1;
    let mut pieces = Vec::new();
    let mut rest = block;
    while rest.len() > step {
        let mut inside = !quotes(&rest[..step]).is_multiple_of(2);
        let end = rest[step..].iter().position(|byte| {
            inside ^= *byte == b'"';
            *byte == b'\n' && !inside
        });
        let Some(end) = end else { break };
        let (piece, behind) = rest.split_at(step + end + 1);
        pieces.push(piece);
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push(rest);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str, block: usize, row: usize) -> Result<Vec<String>, usize> {
        let mut blocks = Blocks::new(Box::new(text.as_bytes()), block, row);
        let mut found = Vec::new();
        loop {
            match blocks.next_block() {
                Ok(Some(block)) => found.push(String::from_utf8(block.to_vec()).unwrap()),
                Ok(None) => return Ok(found),
                Err(_) => return Err(found.len()),
            }
        }
    }

    #[test]
    fn blocks_end_with_rows_and_lose_nothing() {
        let text = "a,b\n\"x\ny\",2\n3,\"4\n\"\"5\"\n6,7";
        for block in 1..40 {
            let found = blocks(text, block, 16).unwrap();
            assert_eq!(found.concat(), text);
            for block in &found[..found.len() - 1] {
                assert!(block.ends_with('\n') && quotes(block.as_bytes()).is_multiple_of(2), "{block:?}");
            }
        }
    }

    #[test]
    fn quote_that_is_never_closed_ends_at_the_limit() {
        let text = format!("a,b\n1,2\n3,\"{}", "x\n".repeat(100));
        assert_eq!(blocks(&text, 16, 32), Err(1));
    }

    #[test]
    fn pieces_are_whole_rows() {
        let text = "a,b\n\"x\ny\",2\n3,\"4\n\"\"5\"\n6,7\n8,9\n";
        for parts in 1..12 {
            let pieces = split(text.as_bytes(), parts);
            assert_eq!(pieces.concat(), text.as_bytes());
            assert!(pieces.iter().all(|piece| quotes(piece).is_multiple_of(2) && piece.ends_with(b"\n")));
        }
        assert!(split(b"", 3).is_empty());
    }
}
