//! The persons who publish at this node, by their own keys: so that what takes two persons takes two.
//!
//! A person keeps the private key, outside the node's folder; `people.toml` lists the public ones. A person speaks in a
//! [`Statement`]: a COSE_Sign1 (RFC 9052) over deterministic CBOR, bound to one record of one network.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use emn_protocol::codec;
use emn_protocol::crypto::{self, Sign1, SigningKey};
use emn_protocol::ids::{Digest, KeyId, NetworkId};
use emn_protocol::time::Timestamp;
use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Content type of a statement.
const CONTENT_TYPE: &str = "application/vnd.emn.statement+cbor";
/// Domain of statements; the network id follows.
const CONTEXT: &[u8] = b"emn/statement/1";
/// Bytes of a statement: a thousand findings and a note.
const STATEMENT_BYTES: usize = 64 * 1024;
/// Characters of a person's name.
const NAME_CHARS: usize = 100;

/// Why persons were not read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PeopleError {
    /// The disk refused.
    #[error("cannot {action} {}", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is not as this program writes it.
    #[error("{} is not a list of persons: {why}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// The name will not do.
    #[error("`{0}` will not do as a name: write 1 to {NAME_CHARS} characters on one line")]
    Name(String),
    /// Name or key is listed already.
    #[error("{0} is listed already")]
    Listed(String),
    /// No such person.
    #[error("nobody is listed as `{0}`")]
    Unknown(String),
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The name, for people.
    pub name: String,
    /// The public key.
    pub key: KeyId,
    /// When the person was listed.
    pub since: Timestamp,
    /// From then on the person does not act any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// All persons of a node.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct People {
    /// In the order they were listed. Nobody is taken out: old lines of the audit log name them.
    #[serde(default, rename = "person")]
    pub persons: Vec<Person>,
}

impl People {
    /// Reads the list. A missing file lists nobody.
    ///
    /// # Errors
    /// [`PeopleError`].
    pub fn load(path: &Path) -> Result<Self, PeopleError> {
        match fs::read_to_string(path) {
            Ok(text) => toml::from_str(&text)
                .map_err(|error| PeopleError::Malformed { path: path.to_owned(), why: error.to_string() }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(source) => Err(PeopleError::Io { action: "read", path: path.to_owned(), source }),
        }
    }

    /// Writes the list.
    ///
    /// # Errors
    /// [`PeopleError::Io`]; the old list stays then.
    pub fn save(&self, path: &Path, replace: impl FnOnce(&Path, &[u8]) -> io::Result<()>) -> Result<(), PeopleError> {
        let text = toml::to_string(self)
            .map_err(|error| PeopleError::Malformed { path: path.to_owned(), why: error.to_string() })?;
        let head = "# The persons who publish here, by their public keys. Written by `emn person`.\n\n";
        replace(path, format!("{head}{text}").as_bytes()).map_err(|source| PeopleError::Io {
            action: "write",
            path: path.to_owned(),
            source,
        })
    }

    /// Lists a person.
    ///
    /// # Errors
    /// [`PeopleError::Name`] or [`PeopleError::Listed`].
    pub fn add(&mut self, name: &str, key: KeyId, now: Timestamp) -> Result<(), PeopleError> {
        let name = name.trim();
        if name.is_empty() || name.chars().count() > NAME_CHARS || name.chars().any(char::is_control) {
            return Err(PeopleError::Name(name.chars().filter(|c| !c.is_control()).take(NAME_CHARS).collect()));
        }
        if self.persons.iter().any(|person| person.key == key) {
            return Err(PeopleError::Listed(format!("the key {}", key.fingerprint())));
        }
        if self.persons.iter().any(|person| person.name == name && person.until.is_none()) {
            return Err(PeopleError::Listed(name.to_owned()));
        }
        self.persons.push(Person { name: name.to_owned(), key, since: now, until: None });
        Ok(())
    }

    /// From now on this person does not act any more.
    ///
    /// # Errors
    /// [`PeopleError::Unknown`].
    pub fn remove(&mut self, name: &str, now: Timestamp) -> Result<&Person, PeopleError> {
        let listed = self.persons.iter_mut().find(|person| person.name == name && person.until.is_none());
        let person = listed.ok_or_else(|| PeopleError::Unknown(name.to_owned()))?;
        person.until = Some(now);
        Ok(person)
    }

    /// The person who acts with this key.
    pub fn acting(&self, key: &KeyId) -> Option<&Person> {
        self.persons.iter().find(|person| person.key == *key && person.until.is_none())
    }
}

/// What a person says about a record.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Statement {
    /// SHA-256 of the record's bytes.
    #[n(0)]
    pub record: Digest,
    /// When, by the person's clock.
    #[n(1)]
    pub time: Timestamp,
    /// What.
    #[n(2)]
    pub says: Says,
}

/// What a person may say.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Says {
    /// «I publish this.»
    #[n(0)]
    Publish,
    /// «These warnings do not apply, for this reason.»
    #[n(1)]
    Override {
        /// The findings, by id; ascending.
        #[n(0)]
        findings: Vec<String>,
        /// Why.
        #[n(1)]
        reason: OverrideReason,
        /// Why, in words.
        #[n(2)]
        note: String,
    },
}

/// Why a warning does not apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize, JsonSchema)]
#[cbor(index_only)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum OverrideReason {
    /// It is no personal datum.
    #[n(0)]
    FalsePositive,
    /// A person in public office, in that capacity.
    #[n(1)]
    PublicFigure,
    /// A law asks for it.
    #[n(2)]
    LegalBasis,
    /// The person agreed, in writing.
    #[n(3)]
    Consent,
    /// Published by the authority before.
    #[n(4)]
    AlreadyPublic,
}

impl Statement {
    /// Signs it, for one network.
    pub fn sign(&self, network: &NetworkId, key: &SigningKey) -> Vec<u8> {
        crypto::sign1(key, CONTENT_TYPE, &domain(network), &codec::encode(self))
    }

    /// Opens a signed statement; returns who signed it. Whether that key may speak, [`People::acting`] says.
    pub fn open(bytes: &[u8], network: &NetworkId) -> Option<(KeyId, Self)> {
        let envelope = Sign1::parse(bytes, CONTENT_TYPE).ok()?;
        if !envelope.verify(CONTENT_TYPE, &domain(network)) {
            return None;
        }
        Some((envelope.key, codec::decode(envelope.payload, STATEMENT_BYTES).ok()?))
    }
}

fn domain(network: &NetworkId) -> Vec<u8> {
    [CONTEXT, network.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: u8) -> SigningKey {
        SigningKey::from_seed(&[number; 32])
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_unix(seconds)
    }

    #[test]
    fn list_reads_back_and_keeps_who_left() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("people.toml");
        let mut people = People::load(&path).unwrap();
        people.add(" A. Jansen ", key(1).id(), at(1)).unwrap();
        people.add("B. de Vries", key(2).id(), at(2)).unwrap();
        assert!(matches!(people.add("A. Jansen", key(3).id(), at(3)), Err(PeopleError::Listed(_))));
        assert!(matches!(people.add("C", key(1).id(), at(3)), Err(PeopleError::Listed(_))));
        assert!(matches!(people.add("a\nb", key(3).id(), at(3)), Err(PeopleError::Name(_))));
        people.remove("A. Jansen", at(4)).unwrap();
        people.save(&path, |path, bytes| fs::write(path, bytes)).unwrap();
        let read = People::load(&path).unwrap();
        assert_eq!(read, people);
        assert!(read.acting(&key(1).id()).is_none() && read.acting(&key(2).id()).is_some());
        assert!(matches!(people.remove("A. Jansen", at(5)), Err(PeopleError::Unknown(_))));
    }

    #[test]
    fn other_files_are_refused_as_lists() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("people.toml");
        for bad in ["persons = 1", "[[person]]\nname = \"A\"", "]"] {
            fs::write(&path, bad).unwrap();
            assert!(matches!(People::load(&path), Err(PeopleError::Malformed { .. })), "{bad}");
        }
    }

    #[test]
    fn statement_opens_only_in_its_network_and_unchanged() {
        let (network, other) = (NetworkId::from_bytes([1; 32]), NetworkId::from_bytes([2; 32]));
        let says = Says::Override {
            findings: vec!["a".to_owned()],
            reason: OverrideReason::FalsePositive,
            note: "A street, not a person".to_owned(),
        };
        let statement = Statement { record: Digest::of(b"x"), time: at(5), says };
        let signed = statement.sign(&network, &key(1));
        assert_eq!(Statement::open(&signed, &network), Some((key(1).id(), statement)));
        assert_eq!(Statement::open(&signed, &other), None);
        for place in 0..signed.len() {
            let mut changed = signed.clone();
            changed[place] ^= 1;
            assert_eq!(Statement::open(&changed, &network), None, "byte {place}");
        }
    }
}
