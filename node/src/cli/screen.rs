//! `emn screen`: what looks like personal data in a text.

use std::io::{self, BufRead as _, Read as _};
use std::path::{Path, PathBuf};

use clap::Args;
use emn_anonymise::screen::{self, Detector, Finding, Level};
use serde::Deserialize;
use serde_json::{Value, json};

use super::output::{Answer, CliError, Exit, print_json};
use super::{Context, files};

/// Bytes of a text.
const TEXT_BYTES: usize = 64 << 20;

/// Look for personal data in texts. Needs no node; nothing leaves this machine.
///
/// The detectors are those that stand before signing. They are a safety net over your own reading, not a proof.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn screen report.txt --lang nl
  emn screen notes.txt minutes.txt --json
  emn screen --lines sentences.jsonl      one {\"lang\", \"text\"} a line in, one {\"findings\"} a line out
Exit code 3 when something is found at `warn` or `block`.")]
pub(super) struct ScreenArgs {
    /// Texts, UTF-8; `-` reads from the terminal or a pipe.
    #[arg(value_name = "FILE", required_unless_present = "lines")]
    files: Vec<PathBuf>,
    /// Language of the texts, such as `nl`. Weak numbers and names are judged more strictly in their own language.
    #[arg(long, value_name = "LANG")]
    lang: Option<String>,
    /// JSON Lines: each line an object with `text` and, if known, `lang`. Prints one JSON object a line.
    #[arg(long, value_name = "FILE", conflicts_with = "files")]
    lines: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Line {
    text: String,
    #[serde(default)]
    lang: Option<String>,
}

/// Screens texts.
pub(super) fn perform(_context: &Context, args: &ScreenArgs) -> Result<Answer, CliError> {
    if let Some(path) = &args.lines {
        return screen_lines(path, args.lang.as_deref());
    }
    let mut texts = Vec::new();
    let mut worst = None;
    let mut shown = String::new();
    for path in &args.files {
        let text = read(path)?;
        let findings = screen::screen(&text, args.lang.as_deref());
        worst = worst.max(findings.iter().map(|finding| finding.level).max());
        let places = places(&text, &findings);
        shown.push_str(&render(path, &findings, &places));
        let findings: Vec<Value> = findings.iter().zip(places).map(|(found, place)| located(found, place)).collect();
        texts.push(json!({"file": path, "findings": findings}));
    }
    if shown.is_empty() {
        shown.push_str("Nothing was found. Read the text all the same: names without context are found imperfectly.\n");
    }
    let answer = Answer::new(&json!({"detectors": screen::VERSION, "texts": texts}), shown);
    Ok(if worst >= Some(Level::Warn) { answer.exit(Exit::Refused) } else { answer })
}

fn read(path: &Path) -> Result<String, CliError> {
    if path != Path::new("-") {
        return files::read_text(path, TEXT_BYTES);
    }
    let mut text = String::new();
    let read = io::stdin().lock().take(TEXT_BYTES as u64).read_to_string(&mut text);
    read.map_err(|error| CliError::failed("stdin", format!("cannot read the text: {error}")))?;
    Ok(text)
}

fn screen_lines(path: &Path, lang: Option<&str>) -> Result<Answer, CliError> {
    let reader: Box<dyn io::BufRead> = if path == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        let file = std::fs::File::open(path)
            .map_err(|error| CliError::failed("file_unreadable", format!("cannot read {}: {error}", path.display())))?;
        Box::new(io::BufReader::new(file))
    };
    let mut worst = None;
    for (number, line) in reader.lines().enumerate() {
        let bad = |why: String| CliError::failed("bad_line", format!("{}:{}: {why}", path.display(), number + 1));
        let line = line.map_err(|error| bad(error.to_string()))?;
        if line.trim().is_empty() {
            continue;
        }
        let parsed: Line =
            serde_json::from_str(&line).map_err(|error| bad(format!("not an object with `text`: {error}")))?;
        let findings = screen::screen(&parsed.text, parsed.lang.as_deref().or(lang));
        worst = worst.max(findings.iter().map(|finding| finding.level).max());
        let places = places(&parsed.text, &findings);
        let findings: Vec<Value> = findings.iter().zip(places).map(|(found, place)| located(found, place)).collect();
        print_json(&json!({"findings": findings})).map_err(|error| CliError::failed("stdout", error.to_string()))?;
    }
    let answer = Answer::silent();
    Ok(if worst >= Some(Level::Warn) { answer.exit(Exit::Refused) } else { answer })
}

/// Line and column of each finding, from 1; the findings come in the order of the text, which is read once.
fn places(text: &str, findings: &[Finding]) -> Vec<(usize, usize)> {
    let (mut at, mut line, mut start) = (0, 1, 0);
    let mut place = |finding: &Finding| {
        let between = text.get(at..finding.span.start).unwrap_or_default();
        line += between.matches('\n').count();
        if let Some(end) = between.rfind('\n') {
            start = at + end + 1;
        }
        at = at.max(finding.span.start);
        (line, text.get(start..at).unwrap_or_default().chars().count() + 1)
    };
    findings.iter().map(&mut place).collect()
}

/// A finding as JSON: span in bytes, and the same as line and column.
fn located(found: &Finding, (line, column): (usize, usize)) -> Value {
    json!({
        "detector": found.detector, "level": found.level, "confidence": found.confidence, "scheme": found.scheme,
        "start": found.span.start, "end": found.span.end, "line": line, "column": column,
    })
}

fn render(path: &Path, findings: &[Finding], places: &[(usize, usize)]) -> String {
    let mut shown = String::new();
    for (found, (line, column)) in findings.iter().zip(places) {
        let scheme = if found.scheme.is_empty() { String::new() } else { format!(" ({})", found.scheme) };
        shown.push_str(&format!(
            "{}:{line}:{column}: {}: {}{scheme}, {} % sure\n",
            path.display(),
            found.level.name(),
            what(found.detector),
            found.confidence
        ));
    }
    shown
}

/// A detector in words.
fn what(detector: Detector) -> &'static str {
    match detector {
        Detector::NationalId => "national identity number",
        Detector::Iban => "bank account",
        Detector::Card => "payment card",
        Detector::Mrz => "machine-readable zone of a document",
        Detector::Passport => "number of a document",
        Detector::Email => "e-mail address",
        Detector::Phone => "telephone number",
        Detector::Dob => "date of birth",
        Detector::EventDate => "day of an event",
        Detector::CaseNumber => "number of a case or file",
        Detector::Plate => "licence plate",
        Detector::Address => "street address",
        Detector::Coordinates => "coordinates",
        Detector::Social => "profile in a social network",
        Detector::Device => "address or number of a device",
        Detector::Person => "name of a person",
        Detector::Quasi => "properties that single out a person",
        Detector::SmallNumber => "small number of persons",
        Detector::Hidden => "hidden content",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_looking_from_the_beginning() {
        let text = "Schrijf naar jan.jansen@gmail.com\nof ř anna.k@gmail.com\n\n en piet.k@gmail.com";
        let findings = screen::screen(text, Some("nl"));
        assert_eq!(findings.len(), 3);
        let slow = findings.iter().map(|found| crate::config::line_and_column(text, found.span.start));
        assert_eq!(places(text, &findings), slow.collect::<Vec<_>>());
    }
}
