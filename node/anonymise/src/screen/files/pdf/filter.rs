//! What streams are packed with (ISO 32000-1, 7.4).

use std::io::Read;

use crate::screen::files::parts::{Parts, Result};

/// Unpacks Flate. What comes before damage counts: the text of a page is better half than not.
pub(super) fn flate(packed: &[u8], parts: &mut Parts) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let room = u64::try_from(parts.room()).unwrap_or(u64::MAX);
    // An error ends it like the end of the stream, with the bytes so far.
    let _damaged = flate2::read::ZlibDecoder::new(packed).take(room.saturating_add(1)).read_to_end(&mut bytes);
    parts.spend(bytes.len())?;
    Ok(bytes)
}

/// Digits of base 16 up to `>`.
pub(super) fn ascii_hex(packed: &[u8]) -> Vec<u8> {
    let digits = packed.iter().take_while(|byte| **byte != b'>').filter_map(|byte| char::from(*byte).to_digit(16));
    let digits: Vec<u8> = digits.filter_map(|digit| u8::try_from(digit).ok()).collect();
    digits.chunks(2).map(|pair| pair.first().unwrap_or(&0) << 4 | pair.get(1).unwrap_or(&0)).collect()
}

/// Digits of base 85 up to `~>`.
pub(super) fn ascii_85(packed: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut group = Vec::with_capacity(5);
    for byte in packed.iter().take_while(|byte| **byte != b'~') {
        match byte {
            b'z' if group.is_empty() => bytes.extend([0; 4]),
            b'!'..=b'u' => group.push(u32::from(byte - b'!')),
            _ => {}
        }
        if group.len() == 5 {
            push_85(&mut bytes, &group, 4);
            group.clear();
        }
    }
    if group.len() > 1 {
        let whole = group.len() - 1;
        group.resize(5, 84);
        push_85(&mut bytes, &group, whole);
    }
    bytes
}

fn push_85(bytes: &mut Vec<u8>, group: &[u32], count: usize) {
    let value = group.iter().fold(0_u32, |value, digit| value.wrapping_mul(85).wrapping_add(*digit));
    bytes.extend(value.to_be_bytes().iter().take(count));
}

/// Undoes the PNG predictors (RFC 2083, 6) on rows of so many bytes, of samples of one byte.
pub(super) fn unpredict(bytes: &[u8], columns: usize) -> Vec<u8> {
    let columns = columns.clamp(1, 1 << 16);
    let mut plain = Vec::with_capacity(bytes.len());
    let mut above = vec![0_u8; columns];
    for row in bytes.chunks(columns + 1) {
        let [kind, samples @ ..] = row else { break };
        let (mut left, mut corner) = (0_u8, 0_u8);
        for (sample, up) in samples.iter().zip(above.iter_mut()) {
            let guess = match kind {
                1 => left,
                2 => *up,
                3 => u8::midpoint(left, *up),
                4 => paeth(left, *up, corner),
                _ => 0,
            };
            corner = *up;
            left = sample.wrapping_add(guess);
            *up = left;
            plain.push(left);
        }
    }
    plain
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let distance = |sample: u8| (guess - i16::from(sample)).abs();
    [left, up, corner].into_iter().min_by_key(|sample| distance(*sample)).unwrap_or(left)
}
