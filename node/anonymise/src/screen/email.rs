//! E-mail addresses (RFC 5321 lengths, letters of all scripts as in RFC 6531), also written out with `[at]` and `(dot)`.

use std::ops::Range;

use super::institution::{self, Role};
use super::keywords::{Anchor, Hits};
use super::page::Page;
use super::{Detector, Finding, Level};

/// Longest part before the @, and longest domain (RFC 5321, 4.5.3.1).
const LOCAL: usize = 64;
const DOMAIN: usize = 255;

pub(super) fn find(page: &Page<'_>, hits: &Hits, found: &mut Vec<Finding>) {
    let text = page.text();
    for (at, _) in text.match_indices('@') {
        found.extend(address(text, at..at + 1));
    }
    for (hit, _) in hits.anchors().filter(|(_, anchor)| *anchor == Anchor::At) {
        found.extend(address(text, hit.range()));
    }
}

/// The address around an @, however that is written.
fn address(text: &str, at: Range<usize>) -> Option<Finding> {
    let spelled = at.len() > 1;
    let local = local_before(text, at.start, spelled)?;
    let domain = domain_behind(text, at.end, local.end < at.start || spelled)?;
    let host = text[domain.clone()].to_owned();
    let host = if spelled || host.contains(['[', '(']) { plain_dots(&host) } else { host };
    let level = match institution::role(&text[local.clone()]) {
        _ if institution::is_official_domain(&host) => Level::Info,
        Role::Whole => Level::Info,
        Role::Part if !institution::is_free_mail(&host) => Level::Info,
        _ => Level::Block,
    };
    let scheme = if level == Level::Info { "organisation" } else { "" };
    Some(Finding { detector: Detector::Email, level, confidence: 99, span: local.start..domain.end, scheme })
}

fn is_local(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-' | '\'' | '&' | '=' | '~' | '!' | '#' | '/')
}

/// The part before the @. A space may stand between where the @ is spelled out, or stands alone.
fn local_before(text: &str, at: usize, spelled: bool) -> Option<Range<usize>> {
    let end = match text[..at].strip_suffix(' ') {
        Some(before) if spelled || text[at..].starts_with("@ ") => before.len(),
        _ => at,
    };
    let mut start = end;
    for (index, c) in text[..end].char_indices().rev() {
        if !is_local(c) || end - index > LOCAL {
            break;
        }
        start = index;
    }
    let trimmed = text[start..end].trim_start_matches(|c: char| !c.is_alphanumeric() && c != '_');
    let start = end - trimmed.len();
    // What begins with a quote or slash is part of something else: only the last piece counts.
    let start = text[start..end].rfind(['/', '\'']).map_or(start, |slash| start + slash + 1);
    (start < end).then_some(start..end)
}

/// The domain behind the @: at least two labels, the last of letters.
fn domain_behind(text: &str, at: usize, spaced: bool) -> Option<Range<usize>> {
    let start = at + usize::from(spaced && text[at..].starts_with(' '));
    let mut end = start;
    let mut good = None;
    let mut labels = 0;
    loop {
        let rest = &text[end..];
        let label = rest.find(|c: char| !(c.is_alphanumeric() || c == '-')).unwrap_or(rest.len());
        if label == 0 || end + label - start > DOMAIN {
            break;
        }
        labels += 1;
        end += label;
        let name = &text[end - label..end];
        let letters = name.chars().count() >= 2 && name.chars().all(char::is_alphabetic);
        if labels >= 2 && (letters || name.starts_with("xn--")) {
            good = Some(start..end);
        }
        match dot(&text[end..]) {
            Some(dot) => end += dot,
            None => break,
        }
    }
    good
}

const DOTS: [&str; 7] = [".", "[dot]", "(dot)", " [dot] ", " (dot) ", "[.]", "(.)"];

/// Length of a dot, plain or written out.
fn dot(text: &str) -> Option<usize> {
    DOTS.into_iter().find(|dot| text.get(..dot.len()).is_some_and(|here| here.eq_ignore_ascii_case(dot))).map(str::len)
}

fn plain_dots(host: &str) -> String {
    let host = host.to_lowercase();
    DOTS[1..].iter().rev().fold(host, |host, dot| host.replace(dot.trim(), "."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::testing::findings;

    fn emails(text: &str) -> Vec<(String, Level)> {
        findings(text, Detector::Email)
    }

    #[test]
    fn private_addresses_are_blocked() {
        for (text, address) in [
            ("Write to maria.k_93@gmail.com.", "maria.k_93@gmail.com"),
            ("(j.de-vries@bedrijf.co.uk)", "j.de-vries@bedrijf.co.uk"),
            ("mailto:anna+x@web.de?subject", "anna+x@web.de"),
            ("иван@почта.рф,", "иван@почта.рф"),
            ("maria＠gmail．com", "maria＠gmail．com"),
            ("ma\u{200b}ria@gmail.com", "ma\u{200b}ria@gmail.com"),
            ("jan [at] voorbeeld [dot] nl", "jan [at] voorbeeld [dot] nl"),
            ("jan(at)voorbeeld.nl", "jan(at)voorbeeld.nl"),
            ("jan @ voorbeeld.nl", "jan @ voorbeeld.nl"),
            ("l'adresse «luc@orange.fr»", "luc@orange.fr"),
            ("info.maria@gmail.com", "info.maria@gmail.com"),
        ] {
            assert_eq!(emails(text), [(address.to_owned(), Level::Block)], "{text}");
        }
    }

    #[test]
    fn offices_and_authorities_are_for_information() {
        for address in [
            "info@shelter.example.org",
            "press.office@ngo.be",
            "jan.jansen@minjenv.nl",
            "x.y@interieur.gouv.fr",
            "HOME-EMN@ec.europa.eu",
            "helpline@gmail.com",
        ] {
            assert_eq!(emails(address), [(address.to_owned(), Level::Info)], "{address}");
        }
    }

    #[test]
    fn other_uses_of_the_sign_are_nothing() {
        for text in ["@emn", "a @ b", "x@y", "5 kg @ 3.50", "a@b.1", "@@@@", "meet at noon (at) home"] {
            assert_eq!(emails(text), [], "{text}");
        }
    }
}
