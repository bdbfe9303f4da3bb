//! Envelopes against another COSE library, keys against OpenSSL, signatures against the known edge cases.

use coset::{CborSerializable as _, TaggedCborSerializable as _, iana};
use data_encoding::HEXLOWER;
use ed25519_dalek::Verifier as _;

use super::*;
use crate::testing::key;

const TYPE: &str = "application/vnd.emn.entry+cbor";

fn hex(text: &str) -> Vec<u8> {
    HEXLOWER.decode(text.as_bytes()).unwrap()
}

fn hex32(text: &str) -> [u8; 32] {
    hex(text).try_into().unwrap()
}

/// Strictly, as this crate verifies.
fn strict(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    verify(&KeyId::from_bytes(*key), message, signature)
}

/// As a library verifies that does not refuse small orders.
fn lenient(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    ed25519_dalek::VerifyingKey::from_bytes(key)
        .is_ok_and(|key| key.verify(message, &ed25519_dalek::Signature::from_bytes(signature)).is_ok())
}

fn checked(signature: &[u8], message: &[u8], key: &SigningKey) -> Result<(), ()> {
    let signature: [u8; 64] = signature.try_into().map_err(|_| ())?;
    if strict(key.id().as_bytes(), message, &signature) { Ok(()) } else { Err(()) }
}

fn header(key: &SigningKey) -> coset::Header {
    let kid = key.id().as_bytes().to_vec();
    coset::HeaderBuilder::new().algorithm(iana::Algorithm::EdDSA).key_id(kid).content_type(TYPE.to_owned()).build()
}

#[test]
fn sign1_of_ours_verifies_with_another_library() {
    let key = key(1);
    let ours = coset::CoseSign1::from_tagged_slice(&sign1(&key, TYPE, b"domain", b"payload")).unwrap();
    assert_eq!(ours.payload.as_deref(), Some(&b"payload"[..]));
    assert_eq!(ours.protected.header, header(&key));
    assert!(ours.unprotected.is_empty());
    assert_eq!(ours.verify_signature(b"domain", |signature, data| checked(signature, data, &key)), Ok(()));
    assert_eq!(ours.verify_signature(b"other", |signature, data| checked(signature, data, &key)), Err(()));
}

#[test]
fn sign1_of_another_library_is_byte_identical_and_verifies() {
    let key = key(2);
    let theirs = coset::CoseSign1Builder::new()
        .protected(header(&key))
        .payload(b"payload".to_vec())
        .create_signature(b"domain", |data| key.sign(data).to_vec())
        .build()
        .to_tagged_vec()
        .unwrap();
    assert_eq!(theirs, sign1(&key, TYPE, b"domain", b"payload"));
    let parsed = Sign1::parse(&theirs, TYPE).unwrap();
    assert_eq!((parsed.key, parsed.payload), (key.id(), &b"payload"[..]));
    assert!(parsed.verify(TYPE, b"domain"));
    assert!(!parsed.verify(TYPE, b"domain2"));
}

#[test]
fn sign1_in_any_other_form_is_refused() {
    let key = key(3);
    let bytes = sign1(&key, TYPE, b"", b"payload");
    assert!(Sign1::parse(&bytes, "application/other").is_err(), "content type");
    assert!(Sign1::parse(&bytes[1..], TYPE).is_err(), "no tag");
    assert!(Sign1::parse(&[&bytes[..], &[0]].concat(), TYPE).is_err(), "a byte left over");
    let built = |edit: fn(coset::CoseSign1Builder, &SigningKey) -> coset::CoseSign1Builder| {
        let start = coset::CoseSign1Builder::new().payload(b"payload".to_vec());
        edit(start, &key).create_signature(b"", |data| key.sign(data).to_vec()).build().to_tagged_vec().unwrap()
    };
    assert_eq!(built(|start, key| start.protected(header(key))), bytes, "the start is right");
    let unprotected =
        built(|start, key| start.protected(header(key)).unprotected(coset::HeaderBuilder::new().iv(vec![1]).build()));
    assert!(Sign1::parse(&unprotected, TYPE).is_err(), "an unprotected header");
    let more = built(|start, key| start.protected(coset::Header { partial_iv: vec![1], ..header(key) }));
    assert!(Sign1::parse(&more, TYPE).is_err(), "one more protected header");
    let other = built(|start, key| {
        start
            .protected(coset::HeaderBuilder::new().algorithm(iana::Algorithm::ES256).key_id(header(key).key_id).build())
    });
    assert!(Sign1::parse(&other, TYPE).is_err(), "another algorithm");
    let detached = coset::CoseSign1Builder::new()
        .protected(header(&key))
        .create_detached_signature(b"payload", b"", |data| key.sign(data).to_vec())
        .build();
    assert!(Sign1::parse(&detached.to_tagged_vec().unwrap(), TYPE).is_err(), "no payload");
}

#[test]
fn sign1_with_any_bit_flipped_is_refused() {
    let bytes = sign1(&key(4), TYPE, b"domain", b"what was signed");
    for bit in 0..bytes.len() * 8 {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let taken = Sign1::parse(&flipped, TYPE).is_ok_and(|envelope| envelope.verify(TYPE, b"domain"));
        assert!(!taken, "bit {bit}");
    }
    for end in 0..bytes.len() {
        assert!(Sign1::parse(&bytes[..end], TYPE).is_err(), "cut at {end}");
    }
}

#[test]
fn sign_of_ours_verifies_with_another_library() {
    let keys = [key(1), key(2), key(3)];
    let mut envelope = Sign::unsigned(b"payload".to_vec());
    keys.iter().for_each(|key| envelope.sign(key, TYPE, b"domain"));
    let ours = coset::CoseSign::from_tagged_slice(&envelope.to_bytes(TYPE)).unwrap();
    assert_eq!(ours.signatures.len(), 3);
    for (index, signature) in ours.signatures.iter().enumerate() {
        let key = keys.iter().find(|key| key.id().as_bytes()[..] == signature.protected.header.key_id).unwrap();
        let verified = |aad: &[u8]| ours.verify_signature(index, aad, |bytes, data| checked(bytes, data, key));
        assert_eq!(verified(b"domain"), Ok(()));
        assert_eq!(verified(b"other"), Err(()));
    }
}

#[test]
fn sign_of_another_library_is_byte_identical_and_verifies() {
    let mut keys = [key(1), key(2)];
    keys.sort_by_key(SigningKey::id);
    let own = |key: &SigningKey| {
        let header =
            coset::HeaderBuilder::new().algorithm(iana::Algorithm::EdDSA).key_id(key.id().as_bytes().to_vec()).build();
        coset::CoseSignatureBuilder::new().protected(header).build()
    };
    let theirs = keys.iter().fold(
        coset::CoseSignBuilder::new()
            .protected(coset::HeaderBuilder::new().content_type(TYPE.to_owned()).build())
            .payload(b"payload".to_vec()),
        |built, key| built.add_created_signature(own(key), b"domain", |data| key.sign(data).to_vec()),
    );
    let bytes = theirs.build().to_tagged_vec().unwrap();
    let parsed = Sign::parse(&bytes, TYPE).unwrap();
    assert_eq!(parsed.to_bytes(TYPE), bytes);
    let both = [keys[0].id(), keys[1].id()];
    assert_eq!(parsed.signers(&both, TYPE, b"domain"), both);
    assert_eq!(parsed.signers(&both[1..], TYPE, b"domain"), both[1..], "others are not asked for");
    assert_eq!(parsed.signers(&both, TYPE, b"other"), []);
}

#[test]
fn sign_with_unordered_or_repeated_keys_is_refused() {
    let mut envelope = Sign::unsigned(b"payload".to_vec());
    envelope.sign(&key(1), TYPE, b"");
    envelope.sign(&key(2), TYPE, b"");
    envelope.sign(&key(1), TYPE, b"");
    assert_eq!(envelope.signatures.len(), 2, "one signature for each key");
    assert!(Sign::parse(&envelope.to_bytes(TYPE), TYPE).is_ok());
    let mut reversed = envelope.clone();
    reversed.signatures.reverse();
    assert!(Sign::parse(&reversed.to_bytes(TYPE), TYPE).is_err());
    let mut repeated = envelope.clone();
    repeated.signatures.insert(0, envelope.signatures[0]);
    assert!(Sign::parse(&repeated.to_bytes(TYPE), TYPE).is_err());
    assert!(Sign::parse(&envelope.to_bytes(TYPE)[1..], TYPE).is_err(), "no tag");
}

#[test]
fn sign_with_any_bit_flipped_loses_its_signers() {
    let mut envelope = Sign::unsigned(b"payload".to_vec());
    envelope.sign(&key(1), TYPE, b"domain");
    let bytes = envelope.to_bytes(TYPE);
    for bit in 0..bytes.len() * 8 {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let signers = Sign::parse(&flipped, TYPE)
            .map_or(Vec::new(), |envelope| envelope.signers(&[key(1).id()], TYPE, b"domain"));
        assert_eq!(signers, [], "bit {bit}");
    }
}

/// Encodings of the points of small order, canonical and not.
const SMALL_ORDER: [&str; 14] = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
];

#[test]
fn small_order_keys_sign_nothing() {
    let mut lenient_takes = 0;
    for public in SMALL_ORDER.map(hex32) {
        for commitment in SMALL_ORDER.map(hex32) {
            for message in 0..16u8 {
                // With s = 0 such a key «signs» many messages, for nobody holds a secret.
                let mut signature = [0; 64];
                signature[..32].copy_from_slice(&commitment);
                assert!(!strict(&public, &[message], &signature), "{}", HEXLOWER.encode(&public));
                lenient_takes += usize::from(lenient(&public, &[message], &signature));
            }
        }
    }
    assert!(lenient_takes > 100, "the signatures would pass elsewhere: {lenient_takes}");
}

/// The order of the group, little-endian.
const ORDER: &str = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";

#[test]
fn signature_with_a_scalar_beyond_the_order_is_refused() {
    let key = key(5);
    let good = key.sign(b"message");
    assert!(strict(key.id().as_bytes(), b"message", &good));
    let mut malleable = good;
    let mut carry = 0u16;
    for (byte, add) in malleable[32..].iter_mut().zip(hex(ORDER)) {
        carry += u16::from(*byte) + u16::from(add);
        *byte = carry.to_le_bytes()[0];
        carry >>= 8;
    }
    assert_ne!(malleable, good);
    assert!(!strict(key.id().as_bytes(), b"message", &malleable));
}

/// «Taming the many EdDSAs» (Chalkias, Garillot, Nikolaenko, 2020), table 5: message, public key, signature, and whether
/// a verifier takes it that checks the equation without the cofactor but no small orders.
const SPECCHECK: [(&str, &str, &str, bool); 12] = [
    (
        "8c93255d71dcab10e8f379c26200f3c7bd5f09d9bc3068d3ef4edeb4853022b6",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a\
         0000000000000000000000000000000000000000000000000000000000000000",
        true,
    ),
    (
        "9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43\
         a5bb704786be79fc476f91d3f3f89b03984d8068dcf1bb7dfc6637b45450ac04",
        true,
    ),
    (
        "aebf3f2601a0c8c5d39cc7d8911642f740b78168218da8471772b35f9d35b9ab",
        "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa\
         8c4bd45aecaca5b24fb97bc10ac27ac8751a7dfe1baff8b953ec9f5833ca260e",
        true,
    ),
    (
        "9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79",
        "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d",
        "9046a64750444938de19f227bb80485e92b83fdb4b6506c160484c016cc1852f\
         87909e14428a7a1d62e9f22f3d3ad7802db02eb2e688b6c52fcd6648a98bd009",
        true,
    ),
    (
        "e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c",
        "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d",
        "160a1cb0dc9c0258cd0a7d23e94d8fa878bcb1925f2c64246b2dee1796bed512\
         5ec6bc982a269b723e0668e540911a9a6a58921d6925e434ab10aa7940551a09",
        false,
    ),
    (
        "e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c",
        "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d",
        "21122a84e0b5fca4052f5b1235c80a537878b38f3142356b2c2384ebad4668b7\
         e40bc836dac0f71076f9abe3a53f9c03c1ceeeddb658d0030494ace586687405",
        false,
    ),
    (
        "85e241a07d148b41e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec40",
        "442aad9f089ad9e14647b1ef9099a1ff4798d78589e66f28eca69c11f582a623",
        "e96f66be976d82e60150baecff9906684aebb1ef181f67a7189ac78ea23b6c0e\
         547f7690a0e2ddcd04d87dbc3490dc19b3b3052f7ff0538cb68afb369ba3a514",
        false,
    ),
    (
        "85e241a07d148b41e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec40",
        "442aad9f089ad9e14647b1ef9099a1ff4798d78589e66f28eca69c11f582a623",
        "8ce5b96c8f26d0ab6c47958c9e68b937104cd36e13c33566acd2fe8d38aa1942\
         7e71f98a473474f2f13f06f97c20d58cc3f54b8bd0d272f42b695dd7e89a8c22",
        false,
    ),
    (
        "9bedc267423725d473888631ebf45988bad3db83851ee85c85e241a07d148b41",
        "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\
         03be9678ac102edcd92b0210bb34d7428d12ffc5df5f37e359941266a4e35f0f",
        false,
    ),
    (
        "9bedc267423725d473888631ebf45988bad3db83851ee85c85e241a07d148b41",
        "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\
         ca8c5b64cd208982aa38d4936621a4775aa233aa0505711d8fdcfdaa943d4908",
        false,
    ),
    (
        "e96b7021eb39c1a163b6da4e3093dcd3f21387da4cc4572be588fafae23c155b",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "a9d55260f765261eb9b84e106f665e00b867287a761990d7135963ee0a7d59dc\
         a5bb704786be79fc476f91d3f3f89b03984d8068dcf1bb7dfc6637b45450ac04",
        false,
    ),
    (
        "39a591f5321bbe07fd5a23dc2f39d025d74526615746727ceefd6e82ae65c06f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "a9d55260f765261eb9b84e106f665e00b867287a761990d7135963ee0a7d59dc\
         a5bb704786be79fc476f91d3f3f89b03984d8068dcf1bb7dfc6637b45450ac04",
        true,
    ),
];

#[test]
fn known_edge_cases_are_refused_but_for_the_one_of_full_order() {
    for (number, (message, public, signature, elsewhere)) in SPECCHECK.into_iter().enumerate() {
        let (message, public) = (hex(message), hex32(public));
        let signature: [u8; 64] = hex(signature).try_into().unwrap();
        assert_eq!(lenient(&public, &message, &signature), elsewhere, "case {number} is what the paper says");
        // Case 3: a key and a commitment of mixed order, whose equation holds without the cofactor.
        assert_eq!(strict(&public, &message, &signature), number == 3, "case {number}");
    }
}

const OPENSSL_PEM: &str = "-----BEGIN PRIVATE KEY-----\n\
    MC4CAQAwBQYDK2VwBCIEIAZpttWst19Q4UYL74dwS3DVOBaOoO/TMFPCoEOt7/Rx\n\
    -----END PRIVATE KEY-----\n";

#[test]
fn openssl_key_and_signature_are_ours() {
    let key = SigningKey::from_pem(OPENSSL_PEM).unwrap();
    assert_eq!(key.id().to_hex(), "5e112a7e285caa1c262ef91786b39e0e579d8df6a3f8f7140c4c0f2bcb422551");
    assert_eq!(key.to_pem(), OPENSSL_PEM, "written as OpenSSL writes it");
    // `openssl pkeyutl -sign -rawin`
    let signature = "69903e05ffebaaac1c459044467e629bc72f40b69951014f862c560ab0609d23\
                     634c56be1c69abdd842741f51e1a5fa2658d033a822d8569c9f14209f5c19006";
    assert_eq!(key.sign(b"emn knowledge network")[..], hex(signature));
}

#[test]
fn key_file_round_trips_and_others_are_refused() {
    let key = key(9);
    let again = SigningKey::from_pem(&key.to_pem()).unwrap();
    assert_eq!((again.id(), again.seed()), (key.id(), key.seed()));
    let public = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAXhEqfihcqhwmLvkXhrOeDledjfaj+PcUDEwPK8tCJVE=\n\
                  -----END PUBLIC KEY-----\n";
    let x25519 = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VuBCIEIBiGQY4WM21lMgPtZZAvsSgHKoXFXI8WNS5iroEau7RD\n\
                  -----END PRIVATE KEY-----\n";
    let cut = OPENSSL_PEM.replace("7/Rx", "");
    for bad in ["", "no key", public, x25519, &cut, &OPENSSL_PEM.replace("PRIVATE", "ENCRYPTED PRIVATE")] {
        let error = SigningKey::from_pem(bad).err().map(|error| error.to_string());
        assert!(error.is_some_and(|text| text.starts_with("not an Ed25519 private key in PKCS#8 PEM: ")), "{bad}");
    }
}

#[test]
fn coset_reads_the_protected_header_as_we_write_it() {
    let bytes = protected(true, Some(TYPE), Some(&key(1).id()));
    assert_eq!(coset::Header::from_slice(&bytes).unwrap(), header(&key(1)));
}
