//! Says which schemes the numbers on standard input satisfy. For `.ci/ids`, which compares with another implementation.
//!
//! A number a line; the answer is a line with the ids of the schemes, blanks between. `iban` and `card` are answered
//! for numbers that [`find`](emn_anonymise::screen::ids::find) blocks as such.

use std::io::{self, BufRead, BufWriter, Write};

use emn_anonymise::screen::{Detector, Level, Page, ids};

fn main() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let number = line?;
        let schemes = ids::matches(&number).into_iter().map(|found| found.scheme.id);
        let mut found = Vec::new();
        ids::find(&Page::new(&number, None), &mut found);
        let blocked =
            |detector| found.iter().any(|finding| finding.detector == detector && finding.level == Level::Block);
        let others = [(Detector::Iban, "iban"), (Detector::Card, "card")];
        let others = others.into_iter().filter(|(detector, _)| blocked(*detector)).map(|(_, name)| name);
        writeln!(out, "{}", schemes.chain(others).collect::<Vec<_>>().join(" "))?;
    }
    out.flush()
}
