//! For the tests of the detectors.

use super::{Detector, Level, screen_with};

/// What a detector finds in a text, each with its level.
pub(super) fn findings(text: &str, detector: Detector) -> Vec<(String, Level)> {
    of(text, None, detector)
}

/// What a detector finds in a text in a language.
pub(super) fn findings_in(text: &str, lang: &str, detector: Detector) -> Vec<(String, Level)> {
    of(text, Some(lang), detector)
}

fn of(text: &str, lang: Option<&str>, detector: Detector) -> Vec<(String, Level)> {
    // The detectors of other parts would take what they are surer of.
    let found = screen_with(text, lang, &[]).into_iter().filter(|finding| finding.detector == detector);
    found.map(|finding| (text[finding.span].to_owned(), finding.level)).collect()
}
