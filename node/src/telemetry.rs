//! Logs, to stderr, as text for people or as JSON for a collector; and the clock.
//!
//! What is never logged: keys, tokens, the content of drafts and records.

use std::io;
use std::time::{SystemTime, UNIX_EPOCH};

use emn_protocol::time::Timestamp;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::util::{SubscriberInitExt as _, TryInitError};

/// What time it is by this machine's clock. What is decided with it gets it as an argument.
pub fn wall_clock() -> Timestamp {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs());
    Timestamp::from_unix(i64::try_from(seconds).unwrap_or(i64::MAX))
}

/// An error and its sources as one sentence, each said once: `cannot read x: No such file`.
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let said = cause.to_string();
        if !text.ends_with(&said) {
            text.push_str(": ");
            text.push_str(&said);
        }
        source = cause.source();
    }
    text
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For people; with colours or without.
    Text {
        /// Whether stderr shows colours.
        colour: bool,
    },
    /// One JSON object on each line.
    Json,
}

/// Why nothing is logged.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TelemetryError {
    /// The filter is not of the form `info` or `emn_node=debug,warn`.
    #[error("the log filter `{filter}` is not of a form such as `info` or `info,emn_node::net=debug`")]
    Filter {
        /// As it was given.
        filter: String,
        /// What is wrong with it.
        source: tracing_subscriber::filter::ParseError,
    },
    /// Logs go somewhere already.
    #[error("logging was set up twice")]
    Twice(#[source] TryInitError),
}

/// Below a warning this library names things that nobody else here knows.
const QUIET: &str = "libp2p_swarm=warn";

/// This library prints the first bytes of messages when it warns; whatever the filter says, it does not warn here.
const NEVER_LOGS: &str = "libp2p_gossipsub=error";

/// Sends the logs of this process to stderr.
///
/// # Errors
/// [`TelemetryError`].
pub fn init(form: Form, filter: &str) -> Result<(), TelemetryError> {
    let filter = EnvFilter::builder()
        .parse(filter)
        .map_err(|source| TelemetryError::Filter { filter: filter.to_owned(), source })?
        .add_directive(QUIET.parse().expect("the directive is of the form target=level"))
        .add_directive(NEVER_LOGS.parse().expect("the directive is of the form target=level"));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    let set = match form {
        Form::Text { colour } => lines.with_ansi(colour).finish().try_init(),
        Form::Json => lines.with_ansi(false).json().flatten_event(true).finish().try_init(),
    };
    set.map_err(TelemetryError::Twice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filter_that_is_none_is_refused_before_anything_is_set() {
        let error = init(Form::Json, "emn=loud").unwrap_err();
        assert!(error.to_string().contains("`emn=loud`"), "{error}");
    }
}
