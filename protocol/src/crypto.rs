//! Hash, signature and envelope, in one place: strict Ed25519 (RFC 8032) in COSE_Sign1 and COSE_Sign (RFC 9052).
//!
//! Only one byte form of each envelope is taken, so an id over its bytes is stable: headers, their order and the
//! numbers' lengths are fixed. Verification is `verify_strict`: it refuses small-order keys and malleable signatures,
//! so all implementations agree on what is valid.

use ed25519_dalek::Signer as _;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _};
use minicbor::{Decoder, Encoder};

use crate::ids::KeyId;

/// Domain of entry signatures; the network id follows.
pub const ENTRY_CONTEXT: &[u8] = b"emn/entry/1";
/// Domain of roster signatures.
pub const ROSTER_CONTEXT: &[u8] = b"emn/roster/1";

const ALG_EDDSA: i8 = -8;
const TAG_SIGN1: u64 = 18;
const TAG_SIGN: u64 = 98;

/// A key file that does not hold an Ed25519 key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an Ed25519 private key in PKCS#8 PEM: {why}")]
pub struct KeyError {
    why: String,
}

/// A private signing key. Its memory is cleared when it is dropped.
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// From 32 random bytes.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    /// From PKCS#8 PEM (RFC 8410), as OpenSSL writes it.
    ///
    /// # Errors
    /// [`KeyError`] for anything else.
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        ed25519_dalek::SigningKey::from_pkcs8_pem(pem).map(Self).map_err(|error| KeyError { why: error.to_string() })
    }

    /// As PKCS#8 PEM, without the public key, as OpenSSL writes it.
    pub fn to_pem(&self) -> String {
        let pair = ed25519_dalek::pkcs8::KeypairBytes { secret_key: self.0.to_bytes(), public_key: None };
        let pem = pair.to_pkcs8_pem(LineEnding::LF).expect("32 bytes always encode");
        pem.as_str().to_owned()
    }

    /// The 32 bytes it was made from. For handing a transport key to the network layer.
    pub fn seed(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// The public key.
    pub fn id(&self) -> KeyId {
        KeyId::from_bytes(self.0.verifying_key().to_bytes())
    }

    fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

fn verify(key: &KeyId, message: &[u8], signature: &[u8; 64]) -> bool {
    ed25519_dalek::VerifyingKey::from_bytes(key.as_bytes())
        .and_then(|key| key.verify_strict(message, &ed25519_dalek::Signature::from_bytes(signature)))
        .is_ok()
}

type Writer = Encoder<Vec<u8>>;

fn written<E>(result: Result<&mut Writer, E>) {
    assert!(result.is_ok(), "writing to a vector does not fail");
}

/// The protected header `{1: -8, 3: content type, 4: kid}`; content type or kid may be left out.
fn protected(alg: bool, content_type: Option<&str>, kid: Option<&KeyId>) -> Vec<u8> {
    let mut e = Encoder::new(Vec::new());
    written(e.map(u64::from(alg) + u64::from(content_type.is_some()) + u64::from(kid.is_some())));
    if alg {
        written(e.u8(1).and_then(|e| e.i8(ALG_EDDSA)));
    }
    if let Some(content_type) = content_type {
        written(e.u8(3).and_then(|e| e.str(content_type)));
    }
    if let Some(kid) = kid {
        written(e.u8(4).and_then(|e| e.bytes(kid.as_bytes())));
    }
    e.into_writer()
}

/// What is signed: `Sig_structure` of RFC 9052 §4.4.
fn to_be_signed(context: &str, headers: &[&[u8]], aad: &[u8], payload: &[u8]) -> Vec<u8> {
    let mut e = Encoder::new(Vec::with_capacity(payload.len() + aad.len() + 128));
    written(e.array(3 + headers.len() as u64).and_then(|e| e.str(context)));
    for part in headers.iter().copied().chain([aad, payload]) {
        written(e.bytes(part));
    }
    e.into_writer()
}

/// An envelope that is not of the one form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a {expected} of the one form that is used here")]
pub struct EnvelopeError {
    expected: &'static str,
}

/// A COSE_Sign1 that has been taken apart but not verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sign1<'a> {
    /// The key that should have signed.
    pub key: KeyId,
    /// The payload.
    pub payload: &'a [u8],
    /// The signature.
    pub signature: [u8; 64],
}

/// Signs `payload` as COSE_Sign1 with the protected header `alg`, `content type`, `kid`.
pub fn sign1(key: &SigningKey, content_type: &str, aad: &[u8], payload: &[u8]) -> Vec<u8> {
    let header = protected(true, Some(content_type), Some(&key.id()));
    let signature = key.sign(&to_be_signed("Signature1", &[&header], aad, payload));
    write_sign1(&header, payload, &signature)
}

fn write_sign1(header: &[u8], payload: &[u8], signature: &[u8]) -> Vec<u8> {
    let mut e = Encoder::new(Vec::with_capacity(payload.len() + 160));
    written(e.tag(minicbor::data::Tag::new(TAG_SIGN1)).and_then(|e| e.array(4)));
    written(e.bytes(header).and_then(|e| e.map(0)).and_then(|e| e.bytes(payload)).and_then(|e| e.bytes(signature)));
    e.into_writer()
}

impl<'a> Sign1<'a> {
    /// Takes an envelope apart. Whatever [`sign1`] would not write is refused.
    ///
    /// # Errors
    /// [`EnvelopeError`].
    pub fn parse(bytes: &'a [u8], content_type: &str) -> Result<Self, EnvelopeError> {
        let error = EnvelopeError { expected: "COSE_Sign1" };
        let parts = Self::parts(bytes).map_err(|_| error.clone())?;
        let (header, payload, signature) = parts.ok_or_else(|| error.clone())?;
        // The kid is the last item of the header, so it is its last 32 bytes.
        let kid =
            header.len().checked_sub(32).and_then(|at| header[at..].try_into().ok()).ok_or_else(|| error.clone())?;
        let key = KeyId::from_bytes(kid);
        let one_form = header == protected(true, Some(content_type), Some(&key))
            && write_sign1(header, payload, &signature) == bytes;
        if one_form { Ok(Self { key, payload, signature }) } else { Err(error) }
    }

    #[expect(clippy::type_complexity, reason = "three parts, used once")]
    fn parts(bytes: &'a [u8]) -> Result<Option<(&'a [u8], &'a [u8], [u8; 64])>, minicbor::decode::Error> {
        let mut d = Decoder::new(bytes);
        if d.tag()?.as_u64() != TAG_SIGN1 || d.array()? != Some(4) {
            return Ok(None);
        }
        let header = d.bytes()?;
        if d.map()? != Some(0) {
            return Ok(None);
        }
        let payload = d.bytes()?;
        let signature = d.bytes()?.try_into().ok();
        Ok(signature.map(|signature| (header, payload, signature)))
    }

    /// Whether the key signed this payload in this domain.
    pub fn verify(&self, content_type: &str, aad: &[u8]) -> bool {
        let header = protected(true, Some(content_type), Some(&self.key));
        verify(&self.key, &to_be_signed("Signature1", &[&header], aad, self.payload), &self.signature)
    }
}

/// A COSE_Sign: one payload, several signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign {
    /// The payload.
    pub payload: Vec<u8>,
    /// Signatures, ascending by key, each key once.
    pub signatures: Vec<(KeyId, [u8; 64])>,
}

impl Sign {
    /// An envelope that nobody has signed yet.
    pub fn unsigned(payload: Vec<u8>) -> Self {
        Self { payload, signatures: Vec::new() }
    }

    /// Adds, or replaces, this key's signature.
    pub fn sign(&mut self, key: &SigningKey, content_type: &str, aad: &[u8]) {
        let id = key.id();
        let signature = key.sign(&self.message(&id, content_type, aad));
        self.signatures.retain(|(other, _)| *other != id);
        self.signatures.push((id, signature));
        self.signatures.sort_by_key(|(key, _)| *key);
    }

    fn message(&self, key: &KeyId, content_type: &str, aad: &[u8]) -> Vec<u8> {
        let body = protected(false, Some(content_type), None);
        let own = protected(true, None, Some(key));
        to_be_signed("Signature", &[&body, &own], aad, &self.payload)
    }

    /// Those of `keys` whose signatures are there and verify. Signatures by other keys cost nothing.
    pub fn signers(&self, keys: &[KeyId], content_type: &str, aad: &[u8]) -> Vec<KeyId> {
        let valid = |(key, signature): &&(KeyId, [u8; 64])| {
            keys.contains(key) && verify(key, &self.message(key, content_type, aad), signature)
        };
        self.signatures.iter().filter(valid).map(|(key, _)| *key).collect()
    }

    /// The one valid encoding.
    pub fn to_bytes(&self, content_type: &str) -> Vec<u8> {
        let mut e = Encoder::new(Vec::with_capacity(self.payload.len() + 128 * self.signatures.len() + 64));
        written(e.tag(minicbor::data::Tag::new(TAG_SIGN)).and_then(|e| e.array(4)));
        written(e.bytes(&protected(false, Some(content_type), None)).and_then(|e| e.map(0)));
        written(e.bytes(&self.payload).and_then(|e| e.array(self.signatures.len() as u64)));
        for (key, signature) in &self.signatures {
            written(e.array(3).and_then(|e| e.bytes(&protected(true, None, Some(key)))));
            written(e.map(0).and_then(|e| e.bytes(signature)));
        }
        e.into_writer()
    }

    /// Takes an envelope apart. Whatever [`Self::to_bytes`] would not write is refused.
    ///
    /// # Errors
    /// [`EnvelopeError`].
    pub fn parse(bytes: &[u8], content_type: &str) -> Result<Self, EnvelopeError> {
        let error = EnvelopeError { expected: "COSE_Sign" };
        let parsed = Self::parts(bytes).map_err(|_| error.clone())?.ok_or_else(|| error.clone())?;
        let ascending = parsed.signatures.windows(2).all(|pair| pair[0].0 < pair[1].0);
        if ascending && parsed.to_bytes(content_type) == bytes { Ok(parsed) } else { Err(error) }
    }

    fn parts(bytes: &[u8]) -> Result<Option<Self>, minicbor::decode::Error> {
        let mut d = Decoder::new(bytes);
        if d.tag()?.as_u64() != TAG_SIGN || d.array()? != Some(4) {
            return Ok(None);
        }
        d.bytes()?;
        if d.map()? != Some(0) {
            return Ok(None);
        }
        let payload = d.bytes()?.to_vec();
        let Some(count) = d.array()? else { return Ok(None) };
        let mut signatures = Vec::new();
        for _ in 0..count {
            if d.array()? != Some(3) {
                return Ok(None);
            }
            let header = d.bytes()?;
            if d.map()? != Some(0) {
                return Ok(None);
            }
            let kid = header.len().checked_sub(32).and_then(|at| <[u8; 32]>::try_from(&header[at..]).ok());
            match (kid, <[u8; 64]>::try_from(d.bytes()?).ok()) {
                (Some(kid), Some(signature)) => signatures.push((KeyId::from_bytes(kid), signature)),
                _ => return Ok(None),
            }
        }
        Ok(Some(Self { payload, signatures }))
    }
}

#[cfg(test)]
mod tests;
