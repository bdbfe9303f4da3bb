//! Places more precise than one kilometre: decimal degrees, degrees and minutes, plus codes, map links.

use std::ops::Range;

use super::allow::link_end;
use super::keywords::{Anchor, Hits, Topic};
use super::page::{Page, boundary};
use super::{Detector, Finding, Level};

/// Decimals of a degree from which on a place is more precise than a kilometre.
const PRECISE: usize = 3;

pub(super) fn find(page: &Page<'_>, hits: &Hits, found: &mut Vec<Finding>) {
    decimals(page, hits, found);
    let text = page.text();
    for (at, _) in text.match_indices('°') {
        found.extend(sexagesimal(text, at));
    }
    for (at, _) in text.match_indices('+') {
        found.extend(plus_code(page, at));
    }
    let mut next = 0;
    for (hit, _) in hits.anchors().filter(|(_, anchor)| *anchor == Anchor::Map) {
        let slashes = text[hit.range()].starts_with('/') && text[..hit.range().start].ends_with('/');
        if hit.range().start >= next && !slashes {
            let link = map_link(text, hit.range());
            next = link.as_ref().map_or(next, |link| link.span.end);
            found.extend(link);
        }
    }
}

fn finding(span: Range<usize>, confidence: u8, scheme: &'static str) -> Option<Finding> {
    Some(Finding { detector: Detector::Coordinates, level: Level::Block, confidence, span, scheme })
}

/// A number with a fraction.
struct Decimal {
    span: Range<usize>,
    whole: u32,
    decimals: usize,
}

/// The decimal number that begins with a word.
fn decimal(page: &Page<'_>, first: usize) -> Option<Decimal> {
    let text = page.text();
    let [whole, fraction, ..] = page.words().get(first..)? else { return None };
    let gap = &text[whole.end()..fraction.start()];
    if !whole.is_number() || whole.range().len() > 3 || !matches!(gap, "." | ",") {
        return None;
    }
    let digits = page.word(fraction).bytes().take_while(u8::is_ascii_digit).count();
    let tail = &page.word(fraction)[digits..];
    if !(PRECISE..=15).contains(&digits) || !(tail.is_empty() || is_hemisphere(tail)) {
        return None;
    }
    // One of three and more numbers with the same mark: thousands, a version.
    let digit = |c: char| c.is_ascii_digit();
    let before = text[..whole.start()].strip_suffix(gap).is_some_and(|before| before.ends_with(digit));
    let behind = text[fraction.end()..].strip_prefix(gap).is_some_and(|behind| behind.starts_with(digit));
    if (before || behind) && (gap == "." || digits == PRECISE) {
        return None;
    }
    let span = whole.start()..fraction.start() + digits;
    Some(Decimal { whole: page.word(whole).parse().ok()?, decimals: digits, span })
}

fn is_hemisphere(text: &str) -> bool {
    matches!(text, "N" | "S" | "E" | "W" | "O" | "Ost" | "Nord" | "Süd" | "West" | "nord" | "est" | "ovest" | "n" | "e")
}

/// Pairs of decimal degrees.
fn decimals(page: &Page<'_>, hits: &Hits, found: &mut Vec<Finding>) {
    let text = page.text();
    let mut next = 0;
    for (index, word) in page.words().iter().enumerate() {
        if word.start() < next || !word.is_number() {
            continue;
        }
        let Some(latitude) = decimal(page, index) else { continue };
        let near = page.first_word_after(latitude.span.end);
        let longitude = (near..near + 3).find_map(|index| decimal(page, index));
        let Some(longitude) = longitude.filter(|longitude| longitude.span.start > latitude.span.end) else { continue };
        let gap = &text[latitude.span.end..longitude.span.start];
        let letters: String = gap.chars().filter(|c| c.is_alphabetic()).collect();
        let compass = letters.starts_with(char::is_uppercase) && is_hemisphere(&letters);
        let thousands = latitude.decimals == 3 && longitude.decimals == 3;
        let marked = gap.contains('°') || (compass && !thousands);
        let inside = latitude.whole <= 90 && longitude.whole <= 180;
        if !inside || gap.len() > 24 || gap.contains('\n') || gap.contains(['%', '(']) {
            continue;
        }
        let span = latitude.span.start..longitude.span.end;
        let named = hits.near(page, &span, (8, 4), Topic::COORDINATES)
            || hits.any(&(latitude.span.end..longitude.span.start), Topic::COORDINATES);
        let fine = latitude.decimals >= 4 && longitude.decimals >= 4 && latitude.whole >= 10 && letters.is_empty();
        if marked || named || fine {
            next = span.end;
            let start = text[..span.start].strip_suffix('-').map_or(span.start, str::len);
            let behind = text[span.end..].trim_start_matches(['°', ' ']);
            let hemisphere = behind.chars().next().filter(|c| is_hemisphere(c.encode_utf8(&mut [0; 4])));
            let whole = hemisphere.is_some() && !behind[1..].starts_with(char::is_alphanumeric) && marked;
            let end = if whole { text.len() - behind.len() + 1 } else { span.end };
            found.extend(finding(start..end, if marked || named { 97 } else { 85 }, "decimal"));
        }
    }
}

/// Degrees and minutes around a degree sign, with seconds or a fraction of minutes.
fn sexagesimal(text: &str, sign: usize) -> Option<Finding> {
    let before = &text[..sign].trim_end_matches(' ');
    let degrees = before.bytes().rev().take(4).take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&degrees) {
        return None;
    }
    let mut start = before.len() - degrees;
    let mut at = sign + '°'.len_utf8();
    let minutes = number(text, &mut at)?;
    let fraction = minutes.rsplit(['.', ',']).next().map_or(0, str::len);
    let precise = minutes.contains(['.', ',']) && fraction >= 2;
    mark(text, &mut at, &['\'', '´', '`', '’'])?;
    let mut end = at;
    let seconds = number(text, &mut at).and_then(|_| {
        let double = text[at..].trim_start().starts_with("''");
        mark(text, &mut at, &['"', '\'', '”', '“'])?;
        at += usize::from(double);
        Some(at)
    });
    end = seconds.unwrap_or(end);
    if seconds.is_none() && !precise {
        return None;
    }
    let rest = text[end..].trim_start_matches(' ');
    let letter = rest.chars().next().filter(|c| matches!(c, 'N' | 'S' | 'E' | 'W' | 'O' | 'Ε' | 'Β' | 'В' | 'С'));
    if let Some(letter) = letter
        && !rest[letter.len_utf8()..].starts_with(char::is_alphanumeric)
    {
        end = text.len() - rest.len() + letter.len_utf8();
    } else if let Some(before) = text[..start].trim_end().strip_suffix(['N', 'S', 'E', 'W'])
        && !before.ends_with(char::is_alphanumeric)
    {
        start = before.len();
    }
    finding(start..end, 98, "degrees")
}

/// A number of up to two digits and a fraction; `at` is behind it then.
fn number<'a>(text: &'a str, at: &mut usize) -> Option<&'a str> {
    let rest = text[*at..boundary(text, *at + 24)].trim_start_matches(' ');
    let length = rest.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(rest.len());
    let whole = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&whole) {
        return None;
    }
    let skipped = text[*at..].len() - text[*at..].trim_start_matches(' ').len();
    *at += skipped + length;
    Some(&rest[..length])
}

/// One of some marks; `at` is behind it then.
fn mark(text: &str, at: &mut usize, marks: &[char]) -> Option<()> {
    let rest = &text[*at..];
    let trimmed = rest.trim_start_matches(' ');
    let mark = trimmed.chars().next().filter(|c| marks.contains(c))?;
    *at += rest.len() - trimmed.len() + mark.len_utf8();
    Some(())
}

/// An Open Location Code around a plus sign: eight, or with a place beside it four or six, characters before it.
fn plus_code(page: &Page<'_>, sign: usize) -> Option<Finding> {
    let text = page.text();
    let words = page.words();
    let after = page.word_at(sign + 1)?;
    let before = words.get(after.checked_sub(1)?).filter(|word| word.end() == sign)?;
    let after = words.get(after).filter(|word| word.start() == sign + 1)?;
    let in_alphabet = |word: &str| word.bytes().all(|b| b"23456789CFGHJMPQRVWX".contains(&b));
    let code = &text[before.start()..after.end()];
    let mixed = code.bytes().any(|b| b.is_ascii_digit()) && code.bytes().any(|b| b.is_ascii_uppercase());
    let lengths = matches!(before.range().len(), 4 | 6 | 8) && matches!(after.range().len(), 2 | 3);
    let place =
        before.range().len() == 8 || text[after.end()..].trim_start_matches([',', ' ']).starts_with(char::is_uppercase);
    let is_code = lengths && mixed && place && in_alphabet(page.word(before)) && in_alphabet(page.word(after));
    if is_code { finding(before.start()..after.end(), 95, "plus code") } else { None }
}

/// A link to a point on a map.
fn map_link(text: &str, name: Range<usize>) -> Option<Finding> {
    let end = link_end(text, name.end);
    let rest = &text[name.end..end];
    let folded = text[name.clone()].to_ascii_lowercase();
    let near = boundary(text, name.start.saturating_sub(64));
    let lead = &text[near..name.start];
    let start = lead.rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '<' | '"' | '[' | '«'));
    let start = start.map_or(near, |at| near + at + lead[at..].chars().next().map_or(1, char::len_utf8));
    let fraction =
        rest.split(['.', ',']).skip(1).any(|part| part.bytes().take_while(u8::is_ascii_digit).count() >= PRECISE);
    let point = match folded.as_str() {
        "///" | "w3w.co/" | "what3words.com/" => {
            let words: Vec<&str> = rest.split('.').collect();
            let plain = words.iter().all(|word| word.chars().count() >= 3 && word.chars().all(char::is_alphabetic));
            words.len() == 3 && plain && !text[..name.start].ends_with([':', '/'])
        }
        "geo:" => fraction && rest.starts_with(|c: char| c.is_ascii_digit() || c == '-'),
        "goo.gl/maps" | "maps.app.goo.gl" | "plus.codes/" => rest.trim_matches('/').len() >= 4,
        _ => fraction,
    };
    let start = if folded == "///" { name.start } else { start };
    if point { finding(start..end, 95, "map") } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::testing::findings;

    fn places(text: &str) -> Vec<String> {
        findings(text, Detector::Coordinates).into_iter().map(|(text, _)| text).collect()
    }

    #[test]
    fn precise_places_are_blocked() {
        for (text, place) in [
            ("found at 52.3731, 4.8922 by", "52.3731, 4.8922"),
            ("GPS: 52.373,4.892.", "52.373,4.892"),
            ("52,3731° N, 4,8922° E", "52,3731° N, 4,8922° E"),
            ("lat 52.3731 lon 4.8922", "52.3731 lon 4.8922"),
            ("-33.8688, 151.2093", "-33.8688, 151.2093"),
            ("Koordinaten 48.20849 / 16.37208", "48.20849 / 16.37208"),
            ("at 52°22'23.1\"N here", "52°22'23.1\"N"),
            ("at 52° 22′ 23″ N here", "52° 22′ 23″ N"),
            ("N 52° 22.385' here", "N 52° 22.385'"),
            ("at 9F46WV6C+2M", "9F46WV6C+2M"),
            ("WV6C+2M Amsterdam", "WV6C+2M"),
            ("https://www.google.com/maps/@52.3731,4.8922,17z.", "https://www.google.com/maps/@52.3731,4.8922,17z"),
            ("see https://maps.app.goo.gl/AbCdEf12", "https://maps.app.goo.gl/AbCdEf12"),
            ("geo:52.3731,4.8922", "geo:52.3731,4.8922"),
            ("///filled.count.soap", "///filled.count.soap"),
            ("５２.３７３１, ４.８９２２", "５２.３７３１, ４.８９２２"),
        ] {
            assert_eq!(places(text), [place], "{text}");
        }
    }

    #[test]
    fn other_figures_are_nothing() {
        for text in [
            "odds ratios 1.234, 2.345 and 0.0012, 0.0345",
            "12,345, 67,890 persons",
            "25 °C and 30° angles",
            "about 52° 22' N",
            "52.37, 4.89",
            "https://www.google.com/maps",
            "2+2 = 4, A+B, C++",
            "http://example.org and https:///x",
            "version 12.3456.7890, 13.4567.8901",
        ] {
            assert_eq!(places(text), Vec::<String>::new(), "{text}");
        }
    }
}
