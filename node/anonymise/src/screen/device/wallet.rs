//! Forms of wallet addresses.

use sha2::{Digest, Sha256};

/// A form of address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) scheme: &'static str,
    /// Whether a check sum, or a length and alphabet that nothing else has, makes it certain.
    pub(super) checked: bool,
}

/// Reads an address.
pub(super) fn read(address: &str) -> Option<Form> {
    let small = address.to_ascii_lowercase();
    if let Some(hex) = small.strip_prefix("0x") {
        let fits = hex.len() == 40 && hex.bytes().all(|b| b.is_ascii_hexdigit());
        return fits.then_some(Form { scheme: "ethereum", checked: true });
    }
    if ["bc1", "tb1", "ltc1"].iter().any(|start| small.starts_with(start)) {
        return Some(Form { scheme: "bitcoin", checked: bech32(&small) }).filter(|_| small.len() >= 26);
    }
    match address.len() {
        25..=35 if base58_check(address) => Some(Form { scheme: "bitcoin", checked: true }),
        25..=35 if address.starts_with(['1', '3', 'L', 'M', 'D', 'T']) && is_base58(address) => {
            Some(Form { scheme: "bitcoin", checked: false })
        }
        95 | 106 if address.starts_with(['4', '8']) && is_base58(address) => {
            Some(Form { scheme: "monero", checked: true })
        }
        _ => None,
    }
}

const BASE58: &[u8] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

fn is_base58(text: &str) -> bool {
    text.bytes().all(|b| BASE58.contains(&b))
}

/// Whether a text is 21 bytes and their check sum, the first four bytes of a double SHA-256 (Base58Check).
fn base58_check(text: &str) -> bool {
    let mut bytes = [0u8; 25];
    for letter in text.bytes() {
        let Some(value) = BASE58.iter().position(|b| *b == letter) else { return false };
        let mut carry = value as u32;
        for byte in bytes.iter_mut().rev() {
            carry += u32::from(*byte) * 58;
            *byte = carry.to_le_bytes()[0];
            carry >>= 8;
        }
        if carry != 0 {
            return false;
        }
    }
    let (payload, check) = bytes.split_at(21);
    Sha256::digest(Sha256::digest(payload)).starts_with(check)
}

/// Whether the check sum of a Bech32 or Bech32m address is right (BIP 173, BIP 350).
fn bech32(small: &str) -> bool {
    const ALPHABET: &[u8] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    const GENERATOR: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
    let Some((prefix, data)) = small.rsplit_once('1') else { return false };
    let mut check = 1u32;
    let mut take = |value: u32| {
        let top = check >> 25;
        check = (check & 0x01ff_ffff) << 5 ^ value;
        for (bit, generator) in GENERATOR.iter().enumerate() {
            if top >> bit & 1 == 1 {
                check ^= generator;
            }
        }
    };
    prefix.bytes().for_each(|b| take(u32::from(b) >> 5));
    take(0);
    prefix.bytes().for_each(|b| take(u32::from(b) & 31));
    for letter in data.bytes() {
        let Some(value) = ALPHABET.iter().position(|b| *b == letter) else { return false };
        take(u32::try_from(value).unwrap_or_default());
    }
    matches!(check, 1 | 0x2bc8_30a3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_sums_decide() {
        // BIP 173, BIP 350 and EIP 55 give these as examples.
        for address in [
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
            "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
            "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
            "0x52908400098527886E0F7030069857D2E4169EE7",
            "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
        ] {
            assert!(read(address).is_some_and(|form| form.checked), "{address}");
        }
        assert!(read("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5").is_some_and(|form| !form.checked));
        assert!(read("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3").is_some_and(|form| !form.checked));
        assert_eq!(read("0x5290840009852788"), None);
        assert_eq!(read("Donaudampfschifffahrtsgesell0"), None);
    }
}
