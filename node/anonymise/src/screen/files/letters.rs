//! Letters by name, as HTML entities and the fonts of PDF files have them.

use unicode_normalization::UnicodeNormalization;

/// Accents in names of letters, of the Adobe Glyph List and of HTML, with the mark that combines.
const ACCENTS: &[(&str, char)] = &[
    ("acute", '\u{301}'),
    ("grave", '\u{300}'),
    ("circumflex", '\u{302}'),
    ("circ", '\u{302}'),
    ("dieresis", '\u{308}'),
    ("uml", '\u{308}'),
    ("tilde", '\u{303}'),
    ("caron", '\u{30c}'),
    ("cedilla", '\u{327}'),
    ("cedil", '\u{327}'),
    ("commaaccent", '\u{327}'),
    ("ogonek", '\u{328}'),
    ("ogon", '\u{328}'),
    ("breve", '\u{306}'),
    ("dotaccent", '\u{307}'),
    ("dot", '\u{307}'),
    ("hungarumlaut", '\u{30b}'),
    ("dblac", '\u{30b}'),
    ("macron", '\u{304}'),
    ("macr", '\u{304}'),
    ("ring", '\u{30a}'),
];

/// Other names.
const NAMES: &[(&str, char)] = &[
    ("amp", '&'),
    ("ampersand", '&'),
    ("lt", '<'),
    ("less", '<'),
    ("gt", '>'),
    ("greater", '>'),
    ("quot", '"'),
    ("quotedbl", '"'),
    ("apos", '\''),
    ("quotesingle", '\''),
    ("nbsp", '\u{a0}'),
    ("space", ' '),
    ("shy", '\u{ad}'),
    ("sfthyphen", '\u{ad}'),
    ("hyphen", '-'),
    ("minus", '-'),
    ("period", '.'),
    ("comma", ','),
    ("colon", ':'),
    ("semicolon", ';'),
    ("slash", '/'),
    ("backslash", '\\'),
    ("at", '@'),
    ("commat", '@'),
    ("numbersign", '#'),
    ("percent", '%'),
    ("dollar", '$'),
    ("parenleft", '('),
    ("parenright", ')'),
    ("bracketleft", '['),
    ("bracketright", ']'),
    ("braceleft", '{'),
    ("braceright", '}'),
    ("asterisk", '*'),
    ("plus", '+'),
    ("equal", '='),
    ("question", '?'),
    ("exclam", '!'),
    ("underscore", '_'),
    ("bar", '|'),
    ("asciitilde", '~'),
    ("asciicircum", '^'),
    ("grave", '`'),
    ("zero", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("germandbls", 'ß'),
    ("szlig", 'ß'),
    ("ae", 'æ'),
    ("aelig", 'æ'),
    ("AE", 'Æ'),
    ("AElig", 'Æ'),
    ("oe", 'œ'),
    ("oelig", 'œ'),
    ("OE", 'Œ'),
    ("OElig", 'Œ'),
    ("oslash", 'ø'),
    ("Oslash", 'Ø'),
    ("lslash", 'ł'),
    ("Lslash", 'Ł'),
    ("lstrok", 'ł'),
    ("Lstrok", 'Ł'),
    ("dcroat", 'đ'),
    ("Dcroat", 'Đ'),
    ("dstrok", 'đ'),
    ("Dstrok", 'Đ'),
    ("eth", 'ð'),
    ("Eth", 'Ð'),
    ("ETH", 'Ð'),
    ("thorn", 'þ'),
    ("Thorn", 'Þ'),
    ("THORN", 'Þ'),
    ("hbar", 'ħ'),
    ("Hbar", 'Ħ'),
    ("hstrok", 'ħ'),
    ("Hstrok", 'Ħ'),
    ("dotlessi", 'ı'),
    ("inodot", 'ı'),
    ("endash", '–'),
    ("ndash", '–'),
    ("emdash", '—'),
    ("mdash", '—'),
    ("quoteright", '’'),
    ("rsquo", '’'),
    ("quoteleft", '‘'),
    ("lsquo", '‘'),
    ("quotedblleft", '“'),
    ("ldquo", '“'),
    ("quotedblright", '”'),
    ("rdquo", '”'),
    ("quotedblbase", '„'),
    ("bdquo", '„'),
    ("bullet", '•'),
    ("bull", '•'),
    ("ellipsis", '…'),
    ("hellip", '…'),
    ("section", '§'),
    ("sect", '§'),
    ("degree", '°'),
    ("deg", '°'),
    ("Euro", '€'),
    ("euro", '€'),
    ("fi", 'ﬁ'),
    ("fl", 'ﬂ'),
    ("ff", 'ﬀ'),
    ("ffi", 'ﬃ'),
    ("ffl", 'ﬄ'),
    ("guillemotleft", '«'),
    ("laquo", '«'),
    ("guillemotright", '»'),
    ("raquo", '»'),
    ("Tab", '\t'),
    ("NewLine", '\n'),
    ("lpar", '('),
    ("rpar", ')'),
    ("sol", '/'),
    ("num", '#'),
    ("lowbar", '_'),
    ("tcommaaccent", 'ţ'),
    ("Tcommaaccent", 'Ţ'),
    ("scommaaccent", 'ș'),
    ("Scommaaccent", 'Ș'),
];

/// The character that an HTML entity names.
pub(super) fn entity(name: &str) -> Option<char> {
    NAMES.iter().find_map(|(known, c)| (*known == name).then_some(*c)).or_else(|| accented(name))
}

/// The character of a glyph by its name in a font: the Adobe Glyph List for the languages of the Union in Latin and
/// Cyrillic, `uni0041`, `u00041`, and names of one character.
pub(super) fn glyph(name: &str) -> Option<char> {
    let name = name.split('.').next().filter(|name| !name.is_empty())?;
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return Some(c);
    }
    let hex = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
    let coded = name.strip_prefix("uni").and_then(|digits| digits.get(..4));
    let coded = coded.or_else(|| name.strip_prefix('u').filter(|digits| (4..=6).contains(&digits.len())));
    coded.and_then(hex).or_else(|| entity(name)).or_else(|| cyrillic(name))
}

/// A letter with its accent.
fn accented(name: &str) -> Option<char> {
    let base = name.chars().next().filter(char::is_ascii_alphabetic)?;
    let (_, mark) = ACCENTS.iter().find(|(accent, _)| name.get(1..) == Some(*accent))?;
    let mut composed = [base, *mark].into_iter().nfc();
    let letter = composed.next();
    letter.filter(|_| composed.next().is_none())
}

/// Cyrillic letters as the Adobe Glyph List names them: `afii10017` is А, `afii10065` is а.
fn cyrillic(name: &str) -> Option<char> {
    let number: u32 = name.strip_prefix("afii")?.parse().ok()?;
    // Ё and ё stand behind Е and е in the list and before all others in Unicode.
    let small = u32::from(number >= 10_065) * 0x20;
    match number {
        10_023 => Some('Ё'),
        10_071 => Some('ё'),
        10_050 => Some('Ґ'),
        10_098 => Some('ґ'),
        10_053 => Some('Є'),
        10_101 => Some('є'),
        10_055 => Some('І'),
        10_103 => Some('і'),
        10_056 => Some('Ї'),
        10_104 => Some('ї'),
        10_017..=10_049 => char::from_u32(0x410 + number - 10_017 - u32::from(number > 10_023)),
        10_065..=10_097 => char::from_u32(0x410 + small + number - 10_065 - u32::from(number > 10_071)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_give_letters() {
        for (name, letter) in [("eacute", 'é'), ("uuml", 'ü'), ("Scaron", 'Š'), ("lslash", 'ł'), ("ohungarumlaut", 'ő')]
        {
            assert_eq!(entity(name), Some(letter), "{name}");
        }
        for (name, letter) in [("A", 'A'), ("uni0159", 'ř'), ("u1E9E", 'ẞ'), ("a.sc", 'a'), ("seven", '7')] {
            assert_eq!(glyph(name), Some(letter), "{name}");
        }
        let cyrillic = [("afii10017", 'А'), ("afii10049", 'Я'), ("afii10065", 'а'), ("afii10097", 'я')];
        for (name, letter) in cyrillic {
            assert_eq!(glyph(name), Some(letter), "{name}");
        }
        assert_eq!([entity("nothing"), glyph(""), glyph(".notdef"), entity("qacute")], [None; 4]);
    }
}
