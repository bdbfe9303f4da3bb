//! Mutation of CBOR as a tree: the result is mostly well-formed, so it gets past the decoder's first checks.

/// One CBOR item.
#[derive(Debug, Clone)]
enum Item {
    /// Major types 0, 1 and 7: the type and its number.
    Number(u8, u64),
    /// Byte string that holds no CBOR.
    Bytes(Vec<u8>),
    /// Byte string that holds one item, such as a shell in a frame.
    Embedded(Box<Item>),
    Text(Vec<u8>),
    Array(Vec<Item>),
    Map(Vec<(Item, Item)>),
    Tag(u64, Box<Item>),
}

const DEPTH: usize = 24;

fn head(bytes: &[u8], at: &mut usize) -> Option<(u8, u64)> {
    let initial = *bytes.get(*at)?;
    *at += 1;
    let len = match initial & 0x1f {
        small @ 0..=23 => return Some((initial >> 5, u64::from(small))),
        24 => 1,
        25 => 2,
        26 => 4,
        27 => 8,
        _ => return None,
    };
    let digits = bytes.get(*at..*at + len)?;
    *at += len;
    Some((initial >> 5, digits.iter().fold(0, |value, byte| value << 8 | u64::from(*byte))))
}

fn read(bytes: &[u8], at: &mut usize, depth: usize) -> Option<Item> {
    let (major, value) = head(bytes, at).filter(|_| depth < DEPTH)?;
    let span = |at: &mut usize| {
        let end = at.checked_add(usize::try_from(value).ok()?)?;
        let part = bytes.get(*at..end)?;
        *at = end;
        Some(part.to_vec())
    };
    Some(match major {
        2 => {
            let part = span(at)?;
            let mut inner = 0;
            match read(&part, &mut inner, depth + 1) {
                Some(item) if inner == part.len() && part.len() > 1 => Item::Embedded(Box::new(item)),
                _ => Item::Bytes(part),
            }
        }
        3 => Item::Text(span(at)?),
        4 => Item::Array((0..value).map(|_| read(bytes, at, depth + 1)).collect::<Option<_>>()?),
        5 => Item::Map(
            (0..value)
                .map(|_| Some((read(bytes, at, depth + 1)?, read(bytes, at, depth + 1)?)))
                .collect::<Option<_>>()?,
        ),
        6 => Item::Tag(value, Box::new(read(bytes, at, depth + 1)?)),
        _ => Item::Number(major, value),
    })
}

fn write_head(out: &mut Vec<u8>, major: u8, value: u64) {
    let bytes = value.to_be_bytes();
    let (info, from) = match value {
        0..=23 => (u8::try_from(value).unwrap_or(0), 8),
        24..=0xff => (24, 7),
        0x100..=0xffff => (25, 6),
        0x1_0000..=0xffff_ffff => (26, 4),
        _ => (27, 0),
    };
    out.push(major << 5 | info);
    out.extend_from_slice(&bytes[from..]);
}

fn write(item: &Item, out: &mut Vec<u8>) {
    match item {
        Item::Number(major, value) => write_head(out, *major, *value),
        Item::Bytes(bytes) => {
            write_head(out, 2, bytes.len() as u64);
            out.extend_from_slice(bytes);
        }
        Item::Embedded(inner) => {
            let mut bytes = Vec::new();
            write(inner, &mut bytes);
            write(&Item::Bytes(bytes), out);
        }
        Item::Text(text) => {
            write_head(out, 3, text.len() as u64);
            out.extend_from_slice(text);
        }
        Item::Array(items) => {
            write_head(out, 4, items.len() as u64);
            items.iter().for_each(|item| write(item, out));
        }
        Item::Map(pairs) => {
            write_head(out, 5, pairs.len() as u64);
            for (key, value) in pairs {
                write(key, out);
                write(value, out);
            }
        }
        Item::Tag(tag, inner) => {
            write_head(out, 6, *tag);
            write(inner, out);
        }
    }
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ z >> 31) % bound.max(1) as u64).unwrap_or(0)
    }
}

const NUMBERS: [u64; 14] =
    [0, 1, 2, 4, 5, 23, 24, 255, 256, 65_535, 1_767_225_600, 253_402_300_799, i64::MAX as u64, u64::MAX];

/// Changes one item somewhere below this one.
fn change(item: &mut Item, random: &mut Random) {
    // Half of the time deeper, where there is a deeper.
    if random.below(4) != 0 {
        match item {
            Item::Embedded(inner) | Item::Tag(_, inner) => return change(inner, random),
            Item::Array(items) if !items.is_empty() => {
                let index = random.below(items.len());
                return change(&mut items[index], random);
            }
            Item::Map(pairs) if !pairs.is_empty() => {
                let index = random.below(pairs.len());
                let (key, value) = &mut pairs[index];
                return change(if random.below(8) == 0 { key } else { value }, random);
            }
            _ => {}
        }
    }
    match item {
        Item::Number(major, value) => match random.below(4) {
            0 => *value = NUMBERS[random.below(NUMBERS.len())],
            1 => *value = value.wrapping_add(1),
            2 => *value = value.wrapping_sub(1),
            _ => *major = [0, 1, 7][random.below(3)],
        },
        Item::Bytes(bytes) | Item::Text(bytes) => change_bytes(bytes, random),
        Item::Array(items) => change_list(items, random, |_| Item::Number(7, 22)),
        Item::Map(pairs) => {
            change_list(pairs, random, |number| (Item::Number(0, number), Item::Number(0, 1)));
            if random.below(4) != 0 {
                sort(pairs);
            }
        }
        Item::Embedded(_) => *item = Item::Number(7, 22),
        Item::Tag(tag, _) => *tag = tag.wrapping_add(1),
    }
}

fn sort(pairs: &mut [(Item, Item)]) {
    pairs.sort_by_cached_key(|(key, _)| {
        let mut bytes = Vec::new();
        write(key, &mut bytes);
        bytes
    });
}

fn change_bytes(bytes: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(bytes.len());
    match random.below(4) {
        0 => bytes.insert(at.min(bytes.len()), b"aZ0-_/.\n \0"[random.below(10)]),
        1 if !bytes.is_empty() => drop(bytes.remove(at)),
        2 if !bytes.is_empty() => bytes[at] ^= 1 << random.below(8),
        _ => bytes.truncate(at),
    }
}

fn change_list<T: Clone>(items: &mut Vec<T>, random: &mut Random, new: impl FnOnce(u64) -> T) {
    let (at, other) = (random.below(items.len()), random.below(items.len()));
    match random.below(4) {
        0 if !items.is_empty() => drop(items.remove(at)),
        1 if !items.is_empty() => items.insert(other, items[at].clone()),
        2 if !items.is_empty() => items.swap(at, other),
        _ => items.push(new(random.below(16) as u64)),
    }
}

/// Mutates the CBOR item after `skip` bytes of `data`; returns the new size, or `None` when there is no such item or
/// the result is too large.
pub fn mutate(data: &mut [u8], size: usize, skip: usize, seed: u32) -> Option<usize> {
    let mut random = Random(u64::from(seed));
    let mut at = skip;
    let mut item = read(data.get(..size)?, &mut at, 0)?;
    for _ in 0..=random.below(3) {
        change(&mut item, &mut random);
    }
    let mut out = data.get(..skip)?.to_vec();
    write(&item, &mut out);
    data.get_mut(..out.len())?.copy_from_slice(&out);
    Some(out.len())
}
