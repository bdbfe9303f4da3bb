//! Prints how the screening does on the corpus: `cargo run --example score -p emn-anonymise [-- mistakes]`.
#![expect(clippy::print_stdout, reason = "printing is what it is for")]

use emn_anonymise::screen::score::{CORPUS, read_corpus, score, show_mistakes};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sentences = read_corpus(CORPUS)?;
    let (score, mistakes) = score(&sentences, emn_anonymise::screen::screen);
    println!("{}", score.table());
    if std::env::args().any(|argument| argument == "mistakes") {
        println!("{}", show_mistakes(&sentences, &mistakes));
    }
    Ok(())
}
