//! The text form of vectors: blocks of a name, fields, and commented hexadecimal bytes.
//!
//! ```text
//! [name]
//! covers: P-ENC-1 P-ENC-2
//! is: cbor
//! gives: ok
//! note: Why it is here.
//! 82      # array of 2
//!   01    #   1
//!   02    #   2
//! ```
//!
//! Bytes may also stand as text, on a line that begins with `text:`.

use std::fmt::Write as _;

/// One vector.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vector {
    /// Unique among all vectors.
    pub name: String,
    /// Rules of `docs/protocol.md`.
    pub covers: Vec<String>,
    /// What the bytes are.
    pub is: String,
    /// What a receiver makes of them.
    pub gives: String,
    /// For people.
    pub note: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Reads a file of vectors; says in which line it is not one.
pub fn parse(text: &str) -> Result<Vec<Vector>, String> {
    let mut vectors: Vec<Vector> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let wrong = |what: &str| format!("line {}: {what}: {line}", number + 1);
        let code = line.split('#').next().unwrap_or_default().trim();
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            vectors.push(Vector { name: name.to_owned(), ..Vector::default() });
            continue;
        }
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        let vector = vectors.last_mut().ok_or_else(|| wrong("stands before the first name"))?;
        match line.split_once(": ") {
            Some(("covers", ids)) => vector.covers = ids.split(' ').map(str::to_owned).collect(),
            Some(("is", is)) => is.clone_into(&mut vector.is),
            Some(("gives", gives)) => gives.clone_into(&mut vector.gives),
            Some(("note", note)) => note.clone_into(&mut vector.note),
            Some(("text", text)) => vector.bytes.extend_from_slice(text.as_bytes()),
            _ => vector.bytes.extend(hex(code).ok_or_else(|| wrong("is neither a field nor hexadecimal"))?),
        }
    }
    Ok(vectors)
}

fn hex(code: &str) -> Option<Vec<u8>> {
    let digits: String = code.split_whitespace().collect();
    let pairs = digits.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok().filter(|_| pair.len() == 2)).collect()
}

/// Writes a file of vectors, with every CBOR item explained where `explained` says so.
pub fn render(about: &str, vectors: &[Vector], explained: impl Fn(&Vector) -> bool) -> String {
    let mut out: String = about.lines().map(|line| format!("# {line}\n")).collect();
    for vector in vectors {
        let _ = write!(out, "\n[{}]\ncovers: {}\n", vector.name, vector.covers.join(" "));
        let _ = write!(out, "is: {}\ngives: {}\n", vector.is, vector.gives);
        if !vector.note.is_empty() {
            let _ = writeln!(out, "note: {}", vector.note);
        }
        let mut lines = Vec::new();
        if !explained(vector) || explain(&vector.bytes, 0, &mut lines) != Some(vector.bytes.len()) {
            lines = vector.bytes.chunks(48).map(|bytes| (0, hex_of(bytes), String::new())).collect();
        }
        for (depth, hex, comment) in lines {
            let start = format!("{}{hex}", "  ".repeat(depth));
            let line = format!("{start:<52} # {}{comment}", "  ".repeat(depth));
            let _ = writeln!(out, "{}", if comment.is_empty() { start.as_str() } else { line.trim_end() });
        }
    }
    out
}

fn hex_of(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

type Line = (usize, String, String);

fn head(bytes: &[u8]) -> Option<(u8, u64, usize)> {
    let initial = *bytes.first()?;
    let len = match initial & 0x1f {
        small @ 0..=23 => return Some((initial >> 5, u64::from(small), 1)),
        24 => 1,
        25 => 2,
        26 => 4,
        27 => 8,
        _ => return None,
    };
    let value = bytes.get(1..=len)?.iter().fold(0, |value, byte| value << 8 | u64::from(*byte));
    Some((initial >> 5, value, 1 + len))
}

/// Explains the item at the start of `bytes` in diagnostic notation (RFC 8949, section 8); returns its length, or `None`
/// when it is no item.
fn explain(bytes: &[u8], depth: usize, lines: &mut Vec<Line>) -> Option<usize> {
    let (major, value, mut at) = head(bytes)?;
    let own = hex_of(&bytes[..at]);
    let mut say = |comment: String| lines.push((depth, own.clone(), comment));
    match major {
        0 => say(value.to_string()),
        1 => say((-1 - i128::from(value)).to_string()),
        2 | 3 => {
            let end = at.checked_add(usize::try_from(value).ok()?)?;
            let content = bytes.get(at..end)?;
            explain_string(major, own, content, depth, lines)?;
            at = end;
        }
        4 => {
            say(format!("array of {value}"));
            for _ in 0..value {
                at += explain(bytes.get(at..)?, depth + 1, lines)?;
            }
        }
        5 => {
            say(format!("map of {value}"));
            for _ in 0..value {
                let from = lines.len();
                at += explain(bytes.get(at..)?, depth + 1, lines)?;
                if let Some((_, _, comment)) = lines.get_mut(from) {
                    comment.push(':');
                }
                at += explain(bytes.get(at..)?, depth + 2, lines)?;
            }
        }
        6 => {
            say(format!("tag {value}"));
            at += explain(bytes.get(at..)?, depth + 1, lines)?;
        }
        _ => match value {
            20 => say("false".to_owned()),
            21 => say("true".to_owned()),
            22 => say("null".to_owned()),
            _ => return None,
        },
    }
    Some(at)
}

fn explain_string(major: u8, own: String, content: &[u8], depth: usize, lines: &mut Vec<Line>) -> Option<()> {
    if major == 3 {
        let text = std::str::from_utf8(content).ok()?;
        let mut chunks = content.chunks(24);
        let first = chunks.next().unwrap_or_default();
        lines.push((depth, format!("{own} {}", hex_of(first)), format!("{text:?}")));
        lines.extend(chunks.map(|chunk| (depth + 1, hex_of(chunk), String::new())));
        return Some(());
    }
    // What a byte string embeds is explained as well: shells, headers, records.
    let mut inner = Vec::new();
    let embeds = matches!(content.first().map(|byte| byte >> 5), Some(4..=6)) && content.len() > 1;
    if embeds && explain(content, depth + 1, &mut inner) == Some(content.len()) {
        lines.push((depth, own, format!("bytes of length {}, which are:", content.len())));
        lines.extend(inner);
        return Some(());
    }
    lines.push((depth, own, format!("bytes of length {}", content.len())));
    lines.extend(content.chunks(24).map(|chunk| (depth + 1, hex_of(chunk), String::new())));
    Some(())
}
