//! How well the screening does on a labelled corpus: recall and precision by detector, false alarms by language.
//!
//! The corpus (`corpus/`, made by a program, in 26 languages) is independent of the detectors: whoever wrote it did
//! not see them. It holds no real person.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::{Detector, Finding, Level};

/// The corpus as shipped, one JSON object a line.
pub const CORPUS: &str = include_str!("../../corpus/corpus.jsonl");

/// Every detector with its name in the corpus, in the order of the table.
const DETECTORS: [(Detector, &str); 19] = [
    (Detector::NationalId, "NATIONAL_ID"),
    (Detector::Iban, "IBAN"),
    (Detector::Card, "CARD"),
    (Detector::Mrz, "MRZ"),
    (Detector::Passport, "PASSPORT"),
    (Detector::Email, "EMAIL"),
    (Detector::Phone, "PHONE"),
    (Detector::Dob, "DOB"),
    (Detector::EventDate, "EVENT_DATE"),
    (Detector::CaseNumber, "CASE_NUMBER"),
    (Detector::Plate, "PLATE"),
    (Detector::Address, "ADDRESS"),
    (Detector::Coordinates, "COORDINATES"),
    (Detector::Social, "SOCIAL"),
    (Detector::Device, "DEVICE"),
    (Detector::Person, "PERSON"),
    (Detector::Quasi, "QUASI"),
    (Detector::SmallNumber, "SMALL_NUMBER"),
    (Detector::Hidden, "HIDDEN"),
];

/// Why a corpus cannot be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum CorpusError {
    /// A line is not the JSON object that was expected.
    #[error("line {0} of the corpus is not a labelled sentence")]
    Line(usize),
    /// A label names a detector that does not exist, or bytes that the text does not have.
    #[error("line {0} of the corpus has a label that does not fit its text")]
    Label(usize),
}

/// Whether a sentence holds personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// It does, where its labels say.
    Leak,
    /// It does not: a finding at warn or above is a false alarm.
    Clean,
}

/// A labelled sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its language, ISO 639-1.
    pub lang: String,
    /// The text.
    pub text: String,
    /// The personal data in it.
    pub labels: Vec<Label>,
    /// Leak or clean.
    pub kind: Kind,
}

/// A piece of personal data in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// First byte, UTF-8.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// What it is.
    pub detector: Detector,
}

#[derive(Deserialize)]
struct Line {
    lang: String,
    text: String,
    spans: Vec<LineSpan>,
    kind: Kind,
}

#[derive(Deserialize)]
struct LineSpan {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    detector: String,
}

/// How one detector did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TypeScore {
    /// Which.
    pub detector: Detector,
    /// Labels of this type in the corpus.
    pub spans: usize,
    /// Of these, met by a finding of any detector at warn or above. A finding of a whole vignette
    /// ([`Detector::Quasi`]) counts for vignettes, small numbers and days of events only: it would otherwise hide that
    /// the name inside was missed.
    pub found: usize,
    /// Of these, met by a finding of this very detector at warn or above.
    pub found_as_such: usize,
    /// Of these, met by a finding that blocks.
    pub blocked: usize,
    /// Findings of this detector at warn or above, clean sentences included.
    pub findings: usize,
    /// Of these, met by a label of any type.
    pub right: usize,
}

impl TypeScore {
    /// `found / spans`; none without labels.
    #[must_use]
    pub fn recall(&self) -> Option<f64> {
        ratio(self.found, self.spans)
    }

    /// `right / findings`; none without findings.
    #[must_use]
    pub fn precision(&self) -> Option<f64> {
        ratio(self.right, self.findings)
    }
}

/// How one language did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct LanguageScore {
    /// Labels in it.
    pub spans: usize,
    /// Of these found, as in [`TypeScore::found`].
    pub found: usize,
    /// Clean sentences in it.
    pub clean: usize,
    /// Of these with a finding at warn or above.
    pub clean_warned: usize,
    /// Of these with a finding that blocks.
    pub clean_blocked: usize,
}

/// How the screening did on a corpus.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Score {
    /// By detector, in the order of [`Detector`] in the table; those without labels and findings are left out.
    pub types: Vec<TypeScore>,
    /// By language code.
    pub languages: BTreeMap<String, LanguageScore>,
    /// All languages together.
    pub overall: LanguageScore,
}

/// A label that was missed, or a finding where there is nothing. The sentences are synthetic, so they may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The sentence, as an index into the corpus.
    pub sentence: usize,
    /// What was missed or found.
    pub detector: Detector,
    /// The level of the finding; none for a missed label.
    pub level: Option<Level>,
    /// Bytes of the sentence.
    pub span: std::ops::Range<usize>,
    /// The scheme of the finding; empty for a missed label.
    pub scheme: &'static str,
}

/// The sentences of a corpus.
///
/// # Errors
/// [`CorpusError`], with the number of the line.
pub fn read_corpus(jsonl: &str) -> Result<Vec<Sentence>, CorpusError> {
    let mut sentences = Vec::new();
    for (at, line) in jsonl.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let line: Line = serde_json::from_str(line).map_err(|_| CorpusError::Line(at + 1))?;
        let labels = line.spans.iter().map(|span| label(span, &line.text)).collect::<Option<Vec<_>>>();
        let labels = labels.ok_or(CorpusError::Label(at + 1))?;
        if (line.kind == Kind::Clean) != labels.is_empty() {
            return Err(CorpusError::Label(at + 1));
        }
        sentences.push(Sentence { lang: line.lang, text: line.text, labels, kind: line.kind });
    }
    Ok(sentences)
}

fn label(span: &LineSpan, text: &str) -> Option<Label> {
    let (detector, _) = DETECTORS.iter().find(|(_, name)| *name == span.detector)?;
    text.get(span.start..span.end).filter(|words| !words.is_empty())?;
    Some(Label { start: span.start, end: span.end, detector: *detector })
}

/// Runs `screen` (text, language) over the corpus and counts; mistakes are in the order of the corpus.
pub fn score(sentences: &[Sentence], screen: impl Fn(&str, Option<&str>) -> Vec<Finding>) -> (Score, Vec<Mistake>) {
    let mut tally = Tally::default();
    for (at, sentence) in sentences.iter().enumerate() {
        let mut findings = screen(&sentence.text, Some(&sentence.lang));
        findings.retain(|finding| finding.level >= Level::Warn);
        tally.add(at, sentence, &findings);
    }
    (tally.score, tally.mistakes)
}

struct Tally {
    score: Score,
    mistakes: Vec<Mistake>,
}

impl Default for Tally {
    fn default() -> Self {
        let types = DETECTORS.iter().map(|(detector, _)| TypeScore {
            detector: *detector,
            spans: 0,
            found: 0,
            found_as_such: 0,
            blocked: 0,
            findings: 0,
            right: 0,
        });
        let score = Score { types: types.collect(), languages: BTreeMap::new(), overall: LanguageScore::default() };
        Self { score, mistakes: Vec::new() }
    }
}

impl Tally {
    fn add(&mut self, at: usize, sentence: &Sentence, findings: &[Finding]) {
        let mut here = LanguageScore { spans: sentence.labels.len(), ..LanguageScore::default() };
        for label in &sentence.labels {
            if self.add_label(label, findings) {
                here.found += 1;
            } else {
                let span = label.start..label.end;
                let detector = label.detector;
                self.mistakes.push(Mistake { sentence: at, detector, level: None, span, scheme: "" });
            }
        }
        for finding in findings {
            self.add_finding(at, sentence, finding);
        }
        if sentence.kind == Kind::Clean {
            here.clean = 1;
            here.clean_warned = usize::from(!findings.is_empty());
            here.clean_blocked = usize::from(findings.iter().any(|finding| finding.level == Level::Block));
        }
        self.score.overall.add(&here);
        self.score.languages.entry(sentence.lang.clone()).or_default().add(&here);
    }

    fn add_label(&mut self, label: &Label, findings: &[Finding]) -> bool {
        let meeting: Vec<_> = findings.iter().filter(|finding| meet(label, finding)).collect();
        let of_type = self.score.type_of(label.detector);
        of_type.spans += 1;
        let found = meeting.iter().any(|finding| counts_for(finding, label.detector));
        of_type.found += usize::from(found);
        of_type.found_as_such += usize::from(meeting.iter().any(|finding| finding.detector == label.detector));
        let blocks = |finding: &&&Finding| finding.level == Level::Block && counts_for(finding, label.detector);
        of_type.blocked += usize::from(meeting.iter().any(|finding| blocks(&finding)));
        found
    }

    fn add_finding(&mut self, at: usize, sentence: &Sentence, finding: &Finding) {
        let right = sentence.labels.iter().any(|label| meet(label, finding));
        let of_type = self.score.type_of(finding.detector);
        of_type.findings += 1;
        of_type.right += usize::from(right);
        if !right {
            self.mistakes.push(Mistake {
                sentence: at,
                detector: finding.detector,
                level: Some(finding.level),
                span: finding.span.clone(),
                scheme: finding.scheme,
            });
        }
    }
}

fn meet(label: &Label, finding: &Finding) -> bool {
    finding.span.start < label.end && label.start < finding.span.end
}

/// A vignette spans the sentence, so it says nothing about a name or number in it.
fn counts_for(finding: &Finding, label: Detector) -> bool {
    finding.detector != Detector::Quasi
        || matches!(label, Detector::Quasi | Detector::SmallNumber | Detector::EventDate)
}

fn ratio(part: usize, whole: usize) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "counts of sentences are far below 2^52")]
    (whole > 0).then(|| part as f64 / whole as f64)
}

impl LanguageScore {
    fn add(&mut self, other: &Self) {
        self.spans += other.spans;
        self.found += other.found;
        self.clean += other.clean;
        self.clean_warned += other.clean_warned;
        self.clean_blocked += other.clean_blocked;
    }

    /// Share of the clean sentences with a finding at warn or above; none without clean sentences.
    #[must_use]
    pub fn warned(&self) -> Option<f64> {
        ratio(self.clean_warned, self.clean)
    }

    /// Share of the clean sentences that could not be signed; none without clean sentences.
    #[must_use]
    pub fn blocked(&self) -> Option<f64> {
        ratio(self.clean_blocked, self.clean)
    }
}

impl Score {
    /// The score of one detector.
    #[must_use]
    pub fn of(&self, detector: Detector) -> Option<&TypeScore> {
        self.types.iter().find(|of_type| of_type.detector == detector)
    }

    fn type_of(&mut self, detector: Detector) -> &mut TypeScore {
        let at = DETECTORS.iter().position(|(known, _)| *known == detector);
        &mut self.types[at.expect("every detector is in DETECTORS, which a test checks")]
    }

    /// The score as a table in plain text.
    #[must_use]
    pub fn table(&self) -> String {
        let mut out = String::from("type          spans  found recall  as such block  findings  right precision\n");
        for (of_type, (_, name)) in self.types.iter().zip(DETECTORS) {
            if of_type.spans + of_type.findings == 0 {
                continue;
            }
            let TypeScore { spans, found, found_as_such, blocked, findings, right, .. } = of_type;
            let (recall, precision) = (percent(of_type.recall()), percent(of_type.precision()));
            let _ = writeln!(
                out,
                "{name:<13} {spans:>5} {found:>6} {recall:>6} {found_as_such:>8} {blocked:>5} {findings:>9} {right:>6} \
                 {precision:>9}"
            );
        }
        out.push_str("\nlanguage      spans  found recall   clean  warn      %  block      %\n");
        for (lang, language) in &self.languages {
            language.row(lang, &mut out);
        }
        self.overall.row("all", &mut out);
        out
    }
}

impl LanguageScore {
    fn row(&self, lang: &str, out: &mut String) {
        let Self { spans, found, clean, clean_warned, clean_blocked } = self;
        let (recall, warned, blocked) =
            (percent(ratio(*found, *spans)), percent(self.warned()), percent(self.blocked()));
        let _ = writeln!(
            out,
            "{lang:<13} {spans:>5} {found:>6} {recall:>6} {clean:>7} {clean_warned:>5} {warned:>6} {clean_blocked:>6} \
             {blocked:>6}"
        );
    }
}

fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "-".to_owned(), |share| format!("{:.1}", share * 100.0))
}

/// The mistakes with their sentences, the words at issue in brackets, one a line.
#[must_use]
pub fn show_mistakes(sentences: &[Sentence], mistakes: &[Mistake]) -> String {
    let mut out = String::new();
    for mistake in mistakes {
        let Some(sentence) = sentences.get(mistake.sentence) else { continue };
        let (text, span) = (&sentence.text, &mistake.span);
        let parts = (text.get(..span.start), text.get(span.clone()), text.get(span.end..));
        let (Some(before), Some(words), Some(after)) = parts else { continue };
        let what = match mistake.level {
            None => "missed",
            Some(Level::Block) => "false block",
            Some(_) => "false warn",
        };
        let name = DETECTORS.iter().find(|(known, _)| *known == mistake.detector).map_or("", |(_, name)| name);
        let shown = format!("{before}[{words}]{after}").replace('\n', "\\n");
        let _ = writeln!(out, "{what} {name} {} {}: {shown}", mistake.scheme, sentence.lang);
    }
    out
}

#[cfg(test)]
mod tests;
