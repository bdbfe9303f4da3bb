//! Texts in a picture: made harmless, measured, wrapped, shortened.

use std::sync::OnceLock;

/// `code,regular,bold`: advance widths of the font in thousandths of its size, by code point, ascending.
const WIDTHS: &str = include_str!("../fonts/widths.csv");

/// A reader's page may set another font than the one measured; most are not wider than this.
const OTHER_FONTS: f64 = 1.03;

/// Letters that the font does not hold are taken to be as wide as this, in thousandths.
const UNKNOWN_WIDTH: u16 = 1000;

/// How strong letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// Without characters that steer: control characters, marks that turn the direction of writing, invisible ones, and
/// those that XML forbids. Ends of lines and tabs become spaces, and of several spaces one is left.
pub(crate) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if matches!(c, '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}') { ' ' } else { c };
        let again = c == ' ' && (out.is_empty() || out.ends_with(' '));
        if !again && !steers(c) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn steers(c: char) -> bool {
    let invisible = matches!(c,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}');
    c.is_control() || invisible || (c as u32) & 0xFFFE == 0xFFFE
}

fn widths() -> &'static Vec<(u32, u16, u16)> {
    static TABLE: OnceLock<Vec<(u32, u16, u16)>> = OnceLock::new();
    TABLE.get_or_init(|| WIDTHS.lines().skip(1).filter_map(width_row).collect())
}

fn width_row(line: &str) -> Option<(u32, u16, u16)> {
    let mut cells = line.split(',');
    Some((cells.next()?.parse().ok()?, cells.next()?.parse().ok()?, cells.next()?.parse().ok()?))
}

/// How wide `text` is when set in `size` pixels, in pixels.
pub(crate) fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let thousandths: u64 = text.chars().map(|c| u64::from(advance(c, weight))).sum();
    thousandths as f64 * size * OTHER_FONTS / 1000.0
}

fn advance(c: char, weight: Weight) -> u16 {
    let table = widths();
    match (table.binary_search_by_key(&(c as u32), |row| row.0), weight) {
        (Ok(at), Weight::Regular) => table[at].1,
        (Ok(at), Weight::Bold) => table[at].2,
        (Err(_), _) => UNKNOWN_WIDTH,
    }
}

/// Whether the font holds a letter.
#[cfg(test)]
pub(crate) fn held(c: char) -> bool {
    widths().binary_search_by_key(&(c as u32), |row| row.0).is_ok()
}

/// `text`, or as much of it as fits into `room` pixels with «…» at its end.
pub(crate) fn shorten(text: &str, room: f64, size: f64, weight: Weight) -> String {
    if width(text, size, weight) <= room {
        return text.to_owned();
    }
    let room = room - width("…", size, weight);
    let mut used = 0.0;
    let fits = text.char_indices().take_while(|(_, c)| {
        used += f64::from(advance(*c, weight)) * size * OTHER_FONTS / 1000.0;
        used <= room
    });
    let end = fits.last().map_or(0, |(at, c)| at + c.len_utf8());
    format!("{}…", text[..end].trim_end_matches([' ', ',', '.', ';', ':']))
}

/// `text` in at most `most` lines that each fit into `room` pixels; what is left over ends in «…».
pub(crate) fn wrap(text: &str, room: f64, size: f64, weight: Weight, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() && lines.len() < most {
        let line = if lines.len() + 1 == most { rest } else { &rest[..line_end(rest, room, size, weight)] };
        rest = rest[line.len()..].trim_start();
        lines.push(shorten(line.trim_end(), room, size, weight));
    }
    lines
}

/// Where the first line ends: at the last space (or after the last hyphen) that fits, or within a word that is too long.
fn line_end(text: &str, room: f64, size: f64, weight: Weight) -> usize {
    let mut used = 0.0;
    let mut last_break = 0;
    for (at, c) in text.char_indices() {
        used += f64::from(advance(c, weight)) * size * OTHER_FONTS / 1000.0;
        if c == ' ' {
            last_break = at;
        } else if used > room {
            let word = text[last_break..].trim_start().split(' ').next().unwrap_or_default();
            let breaks = last_break > 0 && (at > last_break || width(word, size, weight) <= room);
            return if breaks { last_break } else { if at == 0 { c.len_utf8() } else { at } };
        }
        if matches!(c, '-' | '/' | '–') {
            last_break = at + c.len_utf8();
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_with_steering_characters_removes_them() {
        assert_eq!(clean("a\u{1b}[31mb\u{202e}c\u{0}\u{9b}d\u{FFFF}"), "a[31mbcd");
        assert_eq!(clean("  one\r\n\ttwo  "), "one two");
        assert_eq!(clean("Ελλάδα Україна ž"), "Ελλάδα Україна ž");
    }

    #[test]
    fn width_of_bold_is_larger_and_grows_with_size() {
        let regular = width("Slachtoffers", 10.0, Weight::Regular);
        assert!(width("Slachtoffers", 10.0, Weight::Bold) > regular);
        assert!((width("Slachtoffers", 20.0, Weight::Regular) - 2.0 * regular).abs() < 1e-9);
    }

    #[test]
    fn shorten_with_too_little_room_ends_in_ellipsis_and_fits() {
        let short = shorten("Netherlands, Kingdom of the", 80.0, 12.0, Weight::Regular);
        assert!(short.ends_with('…') && width(&short, 12.0, Weight::Regular) <= 80.0, "{short}");
        assert_eq!(shorten("Malta", 80.0, 12.0, Weight::Regular), "Malta");
    }

    #[test]
    fn wrap_keeps_all_words_when_lines_suffice() {
        let text = "Registered victims of trafficking in human beings by form of exploitation";
        let lines = wrap(text, 150.0, 12.0, Weight::Regular, 9);
        assert_eq!(lines.join(" "), text);
        assert!(lines.iter().all(|line| width(line, 12.0, Weight::Regular) <= 150.0));
        assert!(wrap(text, 150.0, 12.0, Weight::Regular, 2)[1].ends_with('…'));
    }

    #[test]
    fn wrap_with_one_endless_word_breaks_it() {
        let lines = wrap(&"w".repeat(60), 100.0, 12.0, Weight::Regular, 20);
        assert_eq!(lines.concat(), "w".repeat(60));
        assert_eq!(wrap("a👩b", 8.0, 12.0, Weight::Regular, 3), ["a", "…", "b"]);
    }
}
