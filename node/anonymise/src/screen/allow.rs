//! Numbers that are no personal data: references to law, publications and projects, and links. No finding inside them
//! stands.

use std::ops::Range;

use super::institution;
use super::keywords::{Anchor, Hits};
use super::page::Page;
use super::{Detector, Finding, Level};

/// Kinds of reference, by what begins or ends them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reference {
    /// Digital object identifier, ISO 26324.
    Doi,
    /// ISBN, ISO 2108: 10 or 13 digits with a valid check digit.
    Isbn,
    /// ISSN, ISO 3297: 8 digits with a valid check digit.
    Issn,
    /// Number of a document in EUR-Lex.
    Celex,
    /// European Case Law Identifier.
    Ecli,
    /// Commission documents: `COM(2022) 732 final`, `Ares(2022)1234567`.
    Document,
    /// Official journals: `OJ L 101, 15.4.2011, p. 1`.
    Journal,
    /// Grant agreements and projects.
    Grant,
    /// Acts of the Union: `2011/36/EU`.
    Act,
    /// Acts of the Union: `(EU) 2016/679`.
    ActBehind,
}

/// What begins, or for [`Reference::Act`] ends, a reference; in small letters.
pub(super) const REFERENCES: &[(&str, Reference)] = &[
    ("doi:", Reference::Doi),
    ("doi.org/", Reference::Doi),
    ("doi 10.", Reference::Doi),
    ("isbn", Reference::Isbn),
    ("issn", Reference::Issn),
    ("celex", Reference::Celex),
    ("ecli:", Reference::Ecli),
    ("com(", Reference::Document),
    ("com (", Reference::Document),
    ("swd(", Reference::Document),
    ("swd (", Reference::Document),
    ("sec(", Reference::Document),
    ("sec (", Reference::Document),
    ("ares(", Reference::Document),
    ("ares (", Reference::Document),
    ("join(", Reference::Document),
    ("join (", Reference::Document),
    ("oj l", Reference::Journal),
    ("oj c", Reference::Journal),
    ("abl. l", Reference::Journal),
    ("abl. c", Reference::Journal),
    ("jo l", Reference::Journal),
    ("jo c", Reference::Journal),
    ("do l", Reference::Journal),
    ("do c", Reference::Journal),
    ("gu l", Reference::Journal),
    ("pb l", Reference::Journal),
    ("pb c", Reference::Journal),
    ("eut l", Reference::Journal),
    ("euvl l", Reference::Journal),
    ("hl l", Reference::Journal),
    ("elt l", Reference::Journal),
    ("ul l", Reference::Journal),
    ("sl l", Reference::Journal),
    ("bgbl", Reference::Journal),
    ("stb.", Reference::Journal),
    ("stcrt", Reference::Journal),
    ("dz.u.", Reference::Journal),
    ("dz. u.", Reference::Journal),
    ("grant agreement", Reference::Grant),
    ("grant no", Reference::Grant),
    ("project no", Reference::Grant),
    ("project number", Reference::Grant),
    ("/eu", Reference::Act),
    ("/ec", Reference::Act),
    ("/eec", Reference::Act),
    ("/jha", Reference::Act),
    ("/eg", Reference::Act),
    ("/ewg", Reference::Act),
    ("/ce", Reference::Act),
    ("/ue", Reference::Act),
    ("/we", Reference::Act),
    ("/es", Reference::Act),
    ("/ek", Reference::Act),
    ("/eü", Reference::Act),
    ("/eú", Reference::Act),
    ("/ef", Reference::Act),
    ("/ey", Reference::Act),
    ("/ес", Reference::Act),
    ("/ео", Reference::Act),
    ("/εε", Reference::Act),
    ("/jai", Reference::Act),
    ("/ji", Reference::Act),
    ("(eu)", Reference::ActBehind),
    ("(ec)", Reference::ActBehind),
    ("(eg)", Reference::ActBehind),
    ("(ce)", Reference::ActBehind),
    ("(ue)", Reference::ActBehind),
    ("(we)", Reference::ActBehind),
    ("(es)", Reference::ActBehind),
    ("(eü)", Reference::ActBehind),
    ("(eú)", Reference::ActBehind),
    ("(ес)", Reference::ActBehind),
    ("(εε)", Reference::ActBehind),
];

/// How much is allowed in a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Reference,
    OfficialLink,
    Link,
}

/// Spans of a page that are no personal data, in order.
#[derive(Debug)]
pub(super) struct Allowed(Vec<(Range<usize>, Kind)>);

impl Allowed {
    pub(super) fn new(page: &Page<'_>, hits: &Hits) -> Self {
        let text = page.folded_text();
        let mut linked = 0;
        let mut spans: Vec<_> = hits
            .anchors()
            .filter_map(|(hit, anchor)| match anchor {
                Anchor::Link if hit.range().start < linked => None,
                Anchor::Link => link(text, hit.range()).inspect(|(span, _)| linked = span.end),
                Anchor::Reference(index) => {
                    let (_, kind) = REFERENCES.get(usize::from(index))?;
                    Some((reference(text, &hit.range(), *kind)?, Kind::Reference))
                }
                _ => None,
            })
            .collect();
        spans.extend(
            page.words()
                .iter()
                .filter(|word| word.has_digit())
                .filter(|word| is_celex(page.folded(word).as_bytes()))
                .map(|word| (word.range(), Kind::Reference)),
        );
        spans.sort_by_key(|(span, _)| (span.start, usize::MAX - span.end));
        // What begins inside another one adds nothing, unless it reaches further.
        let mut end = 0;
        spans.retain(|(span, _)| {
            let new = span.end > end;
            end = end.max(span.end);
            new
        });
        Self(spans)
    }

    /// Whether a finding is part of something that is no personal data.
    pub(super) fn covers(&self, finding: &Finding) -> bool {
        if finding.level == Level::Info {
            return false;
        }
        let span = &finding.span;
        let behind = self.0.partition_point(|(allowed, _)| allowed.start <= span.start);
        let Some((allowed, kind)) = behind.checked_sub(1).and_then(|index| self.0.get(index)) else { return false };
        let linked = matches!(
            finding.detector,
            Detector::Social | Detector::Email | Detector::Coordinates | Detector::Device | Detector::Hidden
        );
        span.end <= allowed.end
            && match kind {
                Kind::Reference => true,
                Kind::OfficialLink => !linked,
                Kind::Link => matches!(
                    finding.detector,
                    Detector::Phone
                        | Detector::CaseNumber
                        | Detector::Plate
                        | Detector::EventDate
                        | Detector::SmallNumber
                        | Detector::Quasi
                        | Detector::Card
                ),
            }
    }
}

/// The link that begins at a range.
fn link(text: &str, start: Range<usize>) -> Option<(Range<usize>, Kind)> {
    let end = link_end(text, start.end);
    let address = text[start.clone()].trim_end_matches("www.");
    let host_start = if address.is_empty() { start.start } else { start.end };
    let rest = &text[host_start..end];
    let host = &rest[..rest.find(['/', '?', '#', ':']).unwrap_or(rest.len())];
    let kind = if institution::is_official_domain(host) { Kind::OfficialLink } else { Kind::Link };
    (end > start.end).then_some((start.start..end, kind))
}

/// Longest link that is looked at, in bytes.
const LINK: usize = 2048;

/// Where a link ends that has begun: at white space, quotes or brackets, without the full stop behind it.
pub(super) fn link_end(text: &str, from: usize) -> usize {
    let stop = |c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '|' | '«' | '»' | '“' | '”' | '\\' | '^');
    let rest = &text[from..super::page::boundary(text, from + LINK)];
    let link = &rest[..rest.find(stop).unwrap_or(rest.len())];
    let link = match (link.rfind(')'), link.find('(')) {
        (Some(close), None) => &link[..close],
        _ => link,
    };
    from + link.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ']', '*', '_']).len()
}

fn reference(text: &str, name: &Range<usize>, kind: Reference) -> Option<Range<usize>> {
    let boundary = !text[..name.start].ends_with(char::is_alphanumeric);
    let behind = &text[name.end..];
    let end = match kind {
        Reference::Act => return act_before(text, name),
        _ if !boundary => return None,
        Reference::Doi => {
            let start = name.end + behind.len() - behind.trim_start().len();
            let end = link_end(text, start);
            (text[start..].starts_with("10.") || text[name.clone()].ends_with("10.")).then_some(end)?
        }
        Reference::Isbn => name.end + digits_behind(behind, &[13, 10], is_isbn)?,
        Reference::Issn => name.end + digits_behind(behind, &[8], is_issn)?,
        Reference::Celex => {
            let skipped = behind.len() - behind.trim_start_matches([' ', ':', 'n', 'o', '.']).len();
            let number = run(&behind[skipped..], |c| c.is_ascii_alphanumeric() || c == '(' || c == ')');
            (number >= 9).then_some(name.end + skipped + number)?
        }
        Reference::Ecli => name.end + run(behind, |c| c.is_ascii_alphanumeric() || c == ':' || c == '.'),
        Reference::Document => {
            let year = run(behind, |c| c.is_ascii_digit());
            let rest = behind[year..].strip_prefix(')').filter(|_| year == 4)?.trim_start();
            name.end + behind.len() - rest.len() + run(rest, |c| c.is_ascii_digit())
        }
        Reference::Journal => {
            let part = |c: char| c.is_ascii_digit() || matches!(c, ' ' | ',' | '.' | '/' | '-' | 'p' | 's' | 'l' | 'c');
            let near = &behind[..super::page::boundary(behind, 48)];
            let length = run(near, part);
            name.end + near[..length].rfind(|c: char| c.is_ascii_digit())? + 1
        }
        Reference::Grant => {
            let near = &behind[..super::page::boundary(behind, 32)];
            let number = near.find(|c: char| c.is_ascii_digit())?;
            let plain = near[..number]
                .chars()
                .all(|c| c.is_ascii_alphabetic() || matches!(c, ' ' | '.' | ':' | '#' | '/' | '-'));
            let length = run(&near[number..], |c| c.is_ascii_alphanumeric() || matches!(c, '-' | '/'));
            plain.then_some(name.end + number + length)?
        }
        Reference::ActBehind => {
            let near = &behind[..super::page::boundary(behind, 24)];
            let number = near.find(|c: char| c.is_ascii_digit())?;
            name.end + number + run(&near[number..], |c| c.is_ascii_digit() || c == '/')
        }
    };
    Some(name.start..end)
}

/// Bytes at the beginning of a text that fulfil a condition.
fn run(text: &str, condition: impl Fn(char) -> bool) -> usize {
    text.find(|c| !condition(c)).unwrap_or(text.len())
}

/// `2011/36` before `/EU`.
fn act_before(text: &str, name: &Range<usize>) -> Option<Range<usize>> {
    if text[name.end..].starts_with(char::is_alphanumeric) {
        return None;
    }
    let before = &text[..name.start];
    let numbers = before.len() - before.bytes().rev().take(10).take_while(|b| b.is_ascii_digit() || *b == b'/').count();
    let (year, number) = before[numbers..].split_once('/')?;
    let fits = (2..=4).contains(&year.len()) && (1..=4).contains(&number.len()) && !number.contains('/');
    fits.then_some(numbers..name.end)
}

/// Length of what follows up to and with a number of so many digits (the last may be X) that is valid.
fn digits_behind(text: &str, lengths: &[usize], valid: fn(&[u8]) -> bool) -> Option<usize> {
    let mut rest = text;
    for skip in ["-13", "-10", "(13)", "(10)", " 13", " 10"] {
        rest = rest.strip_prefix(skip).filter(|rest| rest.starts_with([':', ' '])).unwrap_or(rest);
    }
    let start = text.len() - rest.len();
    lengths.iter().find_map(|length| {
        let mut digits = Vec::with_capacity(*length);
        for (index, byte) in rest.bytes().enumerate().take(40) {
            match byte {
                b'0'..=b'9' => digits.push(byte - b'0'),
                b'x' if digits.len() + 1 == *length => digits.push(10),
                b' ' | b'-' | b':' | b'.' => continue,
                _ => return None,
            }
            if digits.len() == *length {
                return valid(&digits).then_some(start + index + 1);
            }
        }
        None
    })
}

/// ISO 2108: weights 1 and 3 modulo 10, or for ten digits 10 to 1 modulo 11.
fn is_isbn(digits: &[u8]) -> bool {
    let sum = |weight: fn(usize) -> u32| -> u32 {
        digits.iter().enumerate().map(|(index, digit)| weight(index) * u32::from(*digit)).sum()
    };
    match digits.len() {
        13 => sum(|index| if index % 2 == 0 { 1 } else { 3 }) % 10 == 0,
        _ => sum(|index| u32::try_from(10 - index.min(10)).unwrap_or_default()) % 11 == 0,
    }
}

/// ISO 3297: weights 8 to 1 modulo 11.
fn is_issn(digits: &[u8]) -> bool {
    let weighted = digits.iter().zip([8u32, 7, 6, 5, 4, 3, 2, 1]).map(|(digit, weight)| weight * u32::from(*digit));
    weighted.sum::<u32>() % 11 == 0
}

/// A number of EUR-Lex: sector, year, one or two letters, four digits, as in `32011L0036`.
fn is_celex(word: &[u8]) -> bool {
    let (letters, digits) = match word.len() {
        10 => (5..6, 6),
        11 => (5..7, 7),
        _ => return false,
    };
    word[..5].iter().chain(&word[digits..]).all(u8::is_ascii_digit)
        && word[letters].iter().all(u8::is_ascii_alphabetic)
        && matches!(&word[1..3], b"19" | b"20")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(text: &str) -> Vec<&str> {
        let page = Page::new(text, None);
        let hits = Hits::new(&page);
        let spans = Allowed::new(&page, &hits).0;
        spans.into_iter().map(|(span, _)| &text[span]).collect()
    }

    #[test]
    fn references_are_found_whole() {
        for (text, reference) in [
            ("Directive 2011/36/EU says", "2011/36/EU"),
            ("Regulation (EU) 2016/679 says", "(EU) 2016/679"),
            ("Verordnung (EG) Nr. 562/2006, die", "(EG) Nr. 562/2006"),
            ("see doi:10.1000/xyz123.", "doi:10.1000/xyz123"),
            ("ISBN 978-3-16-148410-0 and", "ISBN 978-3-16-148410-0"),
            ("ISBN-10: 0-306-40615-2", "ISBN-10: 0-306-40615-2"),
            ("ISSN 0378-5955.", "ISSN 0378-5955"),
            ("CELEX: 32011L0036 is", "CELEX: 32011L0036"),
            ("as 32011L0036 says", "32011L0036"),
            ("ECLI:EU:C:2014:317,", "ECLI:EU:C:2014:317,"),
            ("COM(2022) 732 final", "COM(2022) 732"),
            ("(OJ L 101, 15.4.2011, p. 1)", "OJ L 101, 15.4.2011, p. 1"),
            ("grant agreement No 101035812 of", "grant agreement No 101035812"),
            ("see https://www.europol.europa.eu/x?y=20231234567.", "https://www.europol.europa.eu/x?y=20231234567"),
        ] {
            assert_eq!(allowed(text), [reference.trim_end_matches(',')], "{text}");
        }
    }

    #[test]
    fn numbers_that_only_look_alike_are_not_allowed() {
        for text in ["ISBN 978-3-16-148410-1", "ISSN 0378-5956", "44051401359/EU", "12011X003", "telecom(2022) 5"] {
            assert!(allowed(text).is_empty(), "{text}");
        }
    }
}
