//! `emn show`.

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;

use clap::Args;
use emn_protocol::record::{About, Attachment, BestPractice, Content, Lang, MultiText, Record, TrendReport};
use emn_protocol::topics::Vocabulary;
use serde_json::json;

use super::{WIDTH, best, bytes, cube, joined, short, wrap};
use crate::api::view::RecordView;
use crate::cli::output::{Answer, CliError};
use crate::cli::{Context, files};
use crate::client::Part;
use crate::review::Review;

/// Show a record: text, tables, who signed it, and its versions.
///
/// The id may be long or short, or the beginning of either.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn show fzjut3te7n
  emn show fzjut3te7n --lang nl
  emn show fzjut3te7n --frame --out entry.cbor     the whole entry, for `emn check entry.cbor`
  emn show fzjut3te7n --raw > entry.cose           the signed shell, for any COSE library")]
pub(in crate::cli) struct ShowArgs {
    /// The record.
    #[arg(value_name = "ID")]
    id: String,
    /// The language to show; if it is not there, English or another.
    #[arg(long)]
    lang: Option<Lang>,
    /// Show all rows of long tables.
    #[arg(long)]
    all_rows: bool,
    /// Write the signed shell (COSE_Sign1) instead.
    #[arg(long, group = "part")]
    raw: bool,
    /// Write the whole entry as nodes exchange it: shell and record.
    #[arg(long, group = "part")]
    frame: bool,
    /// Write the record alone (CBOR).
    #[arg(long, group = "part")]
    record: bool,
    /// Write the bytes to this new file.
    #[arg(long, value_name = "FILE", requires = "part")]
    out: Option<PathBuf>,
}

impl ShowArgs {
    fn part(&self) -> Option<Part> {
        let parts = [(self.raw, Part::Shell), (self.frame, Part::Frame), (self.record, Part::Record)];
        parts.into_iter().find(|(wanted, _)| *wanted).map(|(_, part)| part)
    }
}

pub(super) fn show(context: &Context, args: &ShowArgs) -> Result<Answer, CliError> {
    let client = super::client(context)?;
    match args.part() {
        Some(part) => write(args, &client.raw(&args.id, part)?),
        None => {
            let view = client.record(&args.id)?;
            Ok(Answer::new(&view, render(&view, args.lang.as_ref(), args.all_rows)))
        }
    }
}

fn write(args: &ShowArgs, content: &[u8]) -> Result<Answer, CliError> {
    if let Some(path) = &args.out {
        files::write_new(path, content)?;
        let data = json!({"written": path, "bytes": content.len()});
        return Ok(Answer::new(&data, format!("{}\n", path.display())));
    }
    let mut stdout = std::io::stdout().lock();
    if stdout.is_terminal() {
        return Err(CliError::usage("these are bytes, not text for a terminal").hint("add --out FILE, or > FILE"));
    }
    let written = stdout.write_all(content).and_then(|()| stdout.flush());
    written.map_err(|error| CliError::failed("stdout", format!("cannot write the bytes: {error}")))?;
    Ok(Answer::silent())
}

/// A record for people.
pub(super) fn render(view: &RecordView, lang: Option<&Lang>, all_rows: bool) -> String {
    let mut page = Page { text: String::new(), lang, all_rows };
    match &view.record {
        Some(record) => page.record(record),
        None => page.line("A record of a newer version: this node keeps and hands it on, and cannot show it."),
    }
    page.origin(view);
    page.text
}

struct Page<'a> {
    text: String,
    lang: Option<&'a Lang>,
    all_rows: bool,
}

impl Page<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(&wrap(line, "", WIDTH));
    }

    /// A name and a value in two columns; nothing without a value.
    fn fact(&mut self, name: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        let wrapped = wrap(value, "                ", WIDTH);
        self.text.push_str(&format!("  {name:<12}  {}", wrapped.trim_start()));
    }

    fn section(&mut self, heading: &str, text: &MultiText) {
        let text = best(text, self.lang);
        if !text.is_empty() {
            self.text.push_str(&format!("\n{heading}\n"));
            self.text.push_str(&wrap(text, "  ", WIDTH));
        }
    }

    fn record(&mut self, record: &Record) {
        match record {
            Record::Report(report) => self.report(report),
            Record::Practice(practice) => self.practice(practice),
            Record::Correction(correction) => {
                match &correction.content {
                    Content::Report(report) => self.report(report),
                    Content::Practice(practice) => self.practice(practice),
                }
                self.section("Why it was corrected", &correction.reason);
            }
            Record::Withdrawal(withdrawal) => {
                self.line(&format!("Withdrawal of {}", withdrawal.withdraws));
                self.section("Why", &withdrawal.reason);
            }
        }
    }

    fn about(&mut self, about: &About) {
        self.line(best(&about.title, self.lang));
        self.text.push('\n');
        let wanted: Vec<&str> = self.lang.iter().map(|lang| lang.as_str()).collect();
        let topics: Vec<&str> =
            about.topics.iter().map(|topic| Vocabulary::shipped().label(topic.as_str(), &wanted)).collect();
        let languages: Vec<&str> = about.title.iter().map(|(lang, _)| lang.as_str()).collect();
        self.fact("by", &about.organisation);
        self.fact("topics", &joined(&topics));
        self.fact("countries", &joined(&about.countries));
        self.fact("period", &about.period.map_or_else(String::new, |period| period.to_string()));
        self.fact("audience", about.audience.name());
        self.fact("languages", &joined(&languages));
        self.fact("licence", about.licence.as_deref().unwrap_or_default());
        self.fact("follows", about.specification.as_deref().unwrap_or_default());
        self.fact("answers", &short(&about.answers));
        self.section("Summary", &about.summary);
    }

    fn report(&mut self, report: &TrendReport) {
        self.about(&report.about);
        self.section("Text", &report.body);
        for table in &report.tables {
            let unit = &table.measure.unit;
            self.text.push_str(&format!("\nTable {}\n", table.id));
            self.text.push_str(&wrap(best(&table.title, self.lang), "  ", WIDTH));
            self.text.push_str(&format!("  {} ({unit})\n\n", table.measure.id));
            self.text.push_str(&cube::render(table, self.lang, WIDTH, self.all_rows));
            let notes = best(&table.notes, self.lang);
            if !notes.is_empty() {
                self.text.push_str(&wrap(notes, "  ", WIDTH));
            }
        }
        self.section("Definitions", &report.definitions);
        if report.source.is_some() || report.reference_date.is_some() {
            self.text.push_str("\nSource\n");
            self.fact("register", report.source.as_deref().unwrap_or_default());
            self.fact("as it stood", &report.reference_date.map_or_else(String::new, |date| date.to_string()));
        }
        self.end(&report.about, &report.attachments);
    }

    fn practice(&mut self, practice: &BestPractice) {
        self.about(&practice.about);
        self.section("Context", &practice.context);
        self.section("Approach", &practice.approach);
        self.section("Results", &practice.results);
        self.section("Conditions", &practice.conditions);
        self.end(&practice.about, &practice.attachments);
    }

    fn end(&mut self, about: &About, attachments: &[Attachment]) {
        if !attachments.is_empty() {
            self.text.push_str("\nAttachments\n");
        }
        for attachment in attachments {
            let Attachment { name, media_type, size, sha256 } = attachment;
            self.text.push_str(&format!("  {name}  {media_type}  {}\n    sha256 {sha256}\n", bytes(*size)));
        }
        self.section("Disclaimer", &about.disclaimer);
    }

    fn origin(&mut self, view: &RecordView) {
        let signature = &view.signature;
        self.text.push_str("\nSigned\n");
        self.fact("by", &format!("{}, key {}", signature.member, signature.fingerprint));
        self.fact("on", &signature.time.to_string());
        let checked = if signature.verified { "yes: hash, signature, member and rules" } else { "no" };
        self.fact("checked here", checked);
        self.fact(
            "entry",
            &format!("{} of its log, roster {}, {}", signature.seq, signature.roster, bytes(signature.bytes)),
        );
        if let Some(review) = &view.review {
            self.fact("second look", &second_look(review));
        }
        self.fact("id", &format!("{} (short: {})", view.id, view.short));
        self.fact("corrects", &short(&view.links.supersedes));
        self.fact("replaced by", &short(&view.links.superseded_by));
        if view.links.newest != view.id {
            self.fact("newest", &view.links.newest.short());
        }
    }
}

/// What a second look found, in words.
fn second_look(review: &Review) -> String {
    let mut found = Vec::new();
    if review.exposed > 0 {
        found.push(format!("this table lets a reader derive {} suppressed value(s)", review.exposed));
    }
    if review.personal > 0 {
        found.push(format!("{} place(s) in the text look like personal data", review.personal));
    }
    format!("{}; tell {}, and hand it on to nobody", found.join("; "), review.member)
}
