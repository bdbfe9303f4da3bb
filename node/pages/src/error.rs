//! The page that stands in place of one that cannot be shown.

use askama::Template;

use crate::Frame;

/// Says what happened and what to do.
#[derive(Debug, Clone, Template)]
#[template(path = "error.html")]
pub struct ErrorPage<'a> {
    /// What every page has around it.
    pub frame: &'a Frame,
    /// Status of the answer.
    pub status: u16,
    /// What happened, where it is known better than the status says; may be empty.
    pub title: String,
    /// More, such as what is wrong with a request; may be empty.
    pub detail: String,
    /// What finds it in the log; may be empty.
    pub request_id: String,
}

impl ErrorPage<'_> {
    fn heading(&self) -> String {
        if self.title.is_empty() { self.frame.t(self.texts().0) } else { self.title.clone() }
    }

    fn advice(&self) -> String {
        self.frame.t(self.texts().1)
    }

    /// The heading and the advice of each status. One without a text of its own is told by its class.
    fn texts(&self) -> (&'static str, &'static str) {
        match self.status {
            401 => ("error-401", "error-401-what"),
            403 => ("error-403", "error-403-what"),
            404 => ("error-404", "error-404-what"),
            405 => ("error-405", "error-405-what"),
            409 | 412 => ("error-409", "error-409-what"),
            410 => ("error-410", "error-410-what"),
            413 => ("error-413", "error-413-what"),
            415 => ("error-415", "error-415-what"),
            422 => ("error-422", "error-422-what"),
            429 => ("error-429", "error-429-what"),
            503 => ("error-503", "error-503-what"),
            500.. => ("error-500", "error-500-what"),
            _ => ("error-400", "error-400-what"),
        }
    }
}
