//! Files that a draft attaches, looked at where they lie: beside the draft.

use std::path::Path;

use emn_anonymise::screen::Finding;
use emn_anonymise::screen::files::{FileFinding, screen_file};
use emn_protocol::ids::Digest;
use emn_protocol::record::{Attachment, Content, Record};
use serde::Serialize;

use super::files;

/// Bytes of an attachment.
const ATTACHMENT_BYTES: usize = 100 << 20;

/// What was found in a file, or that it could not be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Found {
    /// Name of the file.
    pub(super) file: String,
    /// `block`, `warn` or `info`.
    pub(super) level: &'static str,
    /// What and where, for people; never the text itself.
    pub(super) what: String,
}

impl Found {
    /// Whether the record must not be published with this file.
    pub(super) fn blocks(&self) -> bool {
        self.level == "block"
    }

    /// On one line.
    pub(super) fn line(&self) -> String {
        format!("{}: attachment {}: {}", self.level, self.file, self.what)
    }
}

/// Screens the attachments of a record that lie beside its draft.
pub(super) fn screen(draft: &Path, record: &Record) -> Vec<Found> {
    let folder = draft.parent().unwrap_or(Path::new(""));
    attachments(record).iter().flat_map(|attachment| screen_one(folder, attachment)).collect()
}

fn attachments(record: &Record) -> &[Attachment] {
    match record {
        Record::Report(report) => &report.attachments,
        Record::Practice(practice) => &practice.attachments,
        Record::Correction(correction) => match &correction.content {
            Content::Report(report) => &report.attachments,
            Content::Practice(practice) => &practice.attachments,
        },
        Record::Withdrawal(_) => &[],
    }
}

fn screen_one(folder: &Path, attachment: &Attachment) -> Vec<Found> {
    let found = |level, what: String| Found { file: attachment.name.clone(), level, what };
    // Names of attachments have no folders, as a rule of form says.
    let path = folder.join(&attachment.name);
    if !path.is_file() {
        return vec![found("warn", format!("it does not lie in {}, so nobody looked into it", shown(folder)))];
    }
    let bytes = match files::read(&path, ATTACHMENT_BYTES) {
        Ok(bytes) => bytes,
        Err(error) => return vec![found("warn", error.message)],
    };
    if Digest::of(&bytes) != attachment.sha256 {
        return vec![found("block", "it is not the file that the draft names: its SHA-256 is another".to_owned())];
    }
    match screen_file(&attachment.name, &attachment.media_type, &bytes, None) {
        Ok(findings) => findings.iter().map(|finding| of_finding(attachment, finding)).collect(),
        Err(error) => vec![found("warn", format!("nobody looked into it: {error}"))],
    }
}

fn shown(folder: &Path) -> String {
    if folder.as_os_str().is_empty() { "this folder".to_owned() } else { folder.display().to_string() }
}

fn of_finding(attachment: &Attachment, found: &FileFinding) -> Found {
    let scheme = if found.finding.scheme.is_empty() { String::new() } else { format!(" ({})", found.finding.scheme) };
    let Finding { level, detector, .. } = &found.finding;
    let what = format!("{}{scheme} in {}", detector.name(), found.part);
    Found { file: attachment.name.clone(), level: level.name(), what }
}
