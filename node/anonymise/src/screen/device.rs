//! Addresses and serial numbers of devices, and wallets of crypto-currencies.

mod wallet;

use std::net::Ipv6Addr;
use std::ops::Range;

use super::keywords::{Hits, Topic};
use super::page::{Page, Word};
use super::{Detector, Finding, Level};

pub(super) fn find(page: &Page<'_>, hits: &Hits, found: &mut Vec<Finding>) {
    let words = page.words();
    let mut next = 0;
    for (index, word) in words.iter().enumerate() {
        if word.start() < next {
            continue;
        }
        let length = word.end() - word.start();
        let colon = || page.text()[word.end()..].starts_with(':') || page.text()[..word.start()].ends_with("::");
        let pair = || length == 2 && page.text()[word.end()..].starts_with(['-', ':']);
        let candidate = match length {
            1..=4 if word.has_digit() || colon() || pair() => {
                ipv4(page, hits, index).or_else(|| mac(page, hits, index)).or_else(|| ipv6(page, hits, index))
            }
            _ => None,
        };
        let candidate = candidate.or_else(|| match length {
            25..=110 => wallet(page, hits, word),
            2..=20 if word.is_number() => imei(page, hits, index),
            _ => None,
        });
        if let Some(finding) = candidate {
            next = finding.span.end;
            found.push(finding);
        }
    }
}

fn finding(level: Level, span: Range<usize>, confidence: u8, scheme: &'static str) -> Option<Finding> {
    Some(Finding { detector: Detector::Device, level, confidence, span, scheme })
}

/// Four numbers below 256 with dots. Beside a word, or with a number that no chapter has.
fn ipv4(page: &Page<'_>, hits: &Hits, first: usize) -> Option<Finding> {
    let text = page.text();
    let words = page.words().get(first..first + 4)?;
    let octet = |word: &Word| {
        let digits = page.word(word);
        let value = digits.parse::<u8>().ok()?;
        (digits.len() == 1 || !digits.starts_with('0')).then_some(value)
    };
    if !words.windows(2).all(|pair| &text[pair[0].end()..pair[1].start()] == ".") {
        return None;
    }
    let span = words[0].start()..words[3].end();
    let longer = text[..span.start].ends_with(['.', '-', '/', '_']) && !text[..span.start].ends_with("//")
        || text[span.end..].strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let octets = words.iter().map(octet).collect::<Option<Vec<u8>>>()?;
    if longer {
        return None;
    }
    let named = hits.near(page, &span, (6, 3), Topic::IP);
    let port =
        text[span.end..].strip_prefix([':', '/']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    // This machine, no machine, all machines: nobody's own.
    if octets[0] == 127 || matches!(octets[..], [0, 0, 0, 0] | [255, 255, _, _]) {
        return None;
    }
    match octets.iter().max() {
        Some(largest) if named || port || *largest > 60 => finding(Level::Block, span, 95, "ipv4"),
        _ => None,
    }
}

/// Groups of hexadecimal digits with colons that the standard library reads as IPv6 (RFC 4291), at least four of them
/// or with a word beside it.
fn ipv6(page: &Page<'_>, hits: &Hits, first: usize) -> Option<Finding> {
    const LONGEST: usize = 45;
    let text = page.text();
    let word = page.words()[first];
    let start = match text[..word.start()].strip_suffix("::") {
        Some(before) if !before.ends_with(|c: char| c.is_alphanumeric() || c == ':') => before.len(),
        Some(_) => return None,
        None => word.start(),
    };
    let rest = &text[start..super::page::boundary(text, start + LONGEST + 1)];
    let length = rest.find(|c: char| !(c.is_ascii_hexdigit() || c == ':' || c == '.')).unwrap_or(rest.len());
    let address = rest[..length].trim_end_matches('.');
    let address = if address.ends_with("::") { address } else { address.trim_end_matches(':') };
    if address.matches(':').count() < 2 || address.len() > LONGEST || rest[length..].starts_with(char::is_alphanumeric)
    {
        return None;
    }
    address.parse::<Ipv6Addr>().ok()?;
    let span = start..start + address.len();
    let groups = address.split(':').filter(|group| !group.is_empty()).count();
    let digits = address.bytes().any(|b| b.is_ascii_digit());
    match (groups >= 4 && digits)
        || hits.near(page, &span, (6, 3), Topic::IP)
        || (groups >= 3 && address.contains("::") && digits)
    {
        true => finding(Level::Block, span, 95, "ipv6"),
        false => None,
    }
}

/// Six pairs of hexadecimal digits (IEEE 802 EUI-48) with colons or hyphens, or three groups of four with dots.
fn mac(page: &Page<'_>, hits: &Hits, first: usize) -> Option<Finding> {
    let text = page.text();
    let size = page.words()[first].range().len();
    let (groups, marks): (usize, &[&str]) = match size {
        2 => (6, &[":", "-"]),
        4 => (3, &["."]),
        _ => return None,
    };
    let words = page.words().get(first..first + groups)?;
    let mark = &text[words[0].end()..words[1].start()];
    let even = words.windows(2).all(|pair| &text[pair[0].end()..pair[1].start()] == mark);
    let hexadecimal =
        |word: &Word| word.range().len() == size && page.word(word).bytes().all(|b| b.is_ascii_hexdigit());
    if !marks.contains(&mark) || !even || !words.iter().all(hexadecimal) {
        return None;
    }
    let span = words[0].start()..words[groups - 1].end();
    let attached = |c: char| c.is_alphanumeric() || mark.starts_with(c);
    if text[span.end..].strip_prefix(mark).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
        || text[..span.start].ends_with(attached)
    {
        return None;
    }
    let letters = text[span.clone()].bytes().any(|b| b.is_ascii_alphabetic());
    let digits = text[span.clone()].bytes().any(|b| b.is_ascii_digit());
    let certain = (letters && digits && groups == 6) || mark == ":" || hits.near(page, &span, (6, 3), Topic::MAC);
    if certain { finding(Level::Block, span, 95, "mac") } else { None }
}

/// IMEI (15 digits, Luhn; 3GPP TS 23.003), IMSI and ICCID beside a word that names them.
fn imei(page: &Page<'_>, hits: &Hits, first: usize) -> Option<Finding> {
    let run = super::number::Run::new(page, first);
    let digits = run.digits();
    if !(14..=20).contains(&digits.len()) && page.words()[first].range().len() < 14 {
        return None;
    }
    let word = page.words()[first].range();
    let (span, digits) =
        if word.len() >= 14 { (word.clone(), page.text()[word].to_owned()) } else { (run.span(), digits.to_owned()) };
    if !hits.near(page, &span, (6, 3), Topic::IMEI) {
        return None;
    }
    match digits.len() == 15 && luhn(&digits) {
        true => finding(Level::Block, span, 99, "imei"),
        false => finding(Level::Block, span, 85, "serial number"),
    }
}

/// ISO/IEC 7812-1, annex B.
fn luhn(digits: &str) -> bool {
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let values = digits.bytes().rev().map(|b| u32::from(b - b'0')).enumerate();
    values.map(|(index, digit)| if index % 2 == 1 { doubled(digit) } else { digit }).sum::<u32>() % 10 == 0
}

/// A wallet: a valid check sum decides, or a word beside it.
fn wallet(page: &Page<'_>, hits: &Hits, word: &Word) -> Option<Finding> {
    let address = page.word(word);
    if !word.has_digit() || word.is_number() || !address.is_ascii() {
        return None;
    }
    match wallet::read(address) {
        Some(wallet::Form { scheme, checked: true }) => finding(Level::Block, word.range(), 99, scheme),
        Some(wallet::Form { scheme, checked: false }) => {
            let named = hits.near(page, &word.range(), (8, 4), Topic::WALLET);
            if named { finding(Level::Block, word.range(), 85, scheme) } else { None }
        }
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::testing::findings;

    fn devices(text: &str) -> Vec<String> {
        let found = findings(text, Detector::Device);
        assert!(found.iter().all(|(_, level)| *level == Level::Block));
        found.into_iter().map(|(text, _)| text).collect()
    }

    #[test]
    fn devices_are_blocked() {
        for (text, device) in [
            ("logged in from 185.220.101.4.", "185.220.101.4"),
            ("IP-adres 10.0.0.1", "10.0.0.1"),
            ("http://192.168.1.20:8080/x", "192.168.1.20"),
            ("at 2001:db8:85a3::8a2e:370:7334,", "2001:db8:85a3::8a2e:370:7334"),
            ("IPv6 fe80::1", "fe80::1"),
            ("MAC 00:1A:2B:3C:4D:5E", "00:1A:2B:3C:4D:5E"),
            ("device 00-1a-2b-3c-4d-5e was", "00-1a-2b-3c-4d-5e"),
            ("IMEI: 490154203237518", "490154203237518"),
            ("IMEI 49-015420-323751-8", "49-015420-323751-8"),
            ("paid to 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"),
            ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"),
            ("0x52908400098527886E0F7030069857D2E4169EE7 (ETH)", "0x52908400098527886E0F7030069857D2E4169EE7"),
            ("IP １８５.２２０.１０１.４", "１８５.２２０.１０１.４"),
        ] {
            assert_eq!(devices(text), [device], "{text}");
        }
    }

    #[test]
    fn other_numbers_are_nothing() {
        for text in [
            "section 1.2.3.4 and 10.12.3.2",
            "version 300.1.1.1",
            "at 12:30:45 or 10:20:30",
            "std::fmt and a::b",
            "the ratio 1:2:3",
            "490154203237518 persons",
            "12-34-56-78-90-12",
            "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3",
            "Donaudampfschifffahrtsgesellschaft2",
        ] {
            assert_eq!(devices(text), Vec::<String>::new(), "{text}");
        }
    }
}
