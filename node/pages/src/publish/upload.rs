//! Handing in cases or a table.

use askama::Template;

use super::way::Way;
use crate::Frame;
use crate::parts::Mistakes;

/// Handing in a file. Cases stay in memory and are never kept.
#[derive(Template)]
#[template(path = "publish_upload.html")]
pub struct UploadPage<'a> {
    /// What is around it.
    pub frame: &'a Frame,
    /// Where this is.
    pub way: &'a Way,
    /// Whether a finished table is expected, rather than cases.
    pub finished: bool,
    /// Largest file, in MiB.
    pub mebibytes: u64,
    /// Minutes after which cases in memory are forgotten.
    pub minutes: u64,
    /// Name of the file that is in memory, if there is one.
    pub held: Option<String>,
    /// What was wrong with the form.
    pub mistakes: &'a Mistakes,
    /// What was wrong with the file, in English.
    pub refused: Option<&'a str>,
}
