//! `join.toml`: what a member sends to the keyholders, and what they put into the roster.

use std::fmt::Write as _;
use std::path::Path;

use emn_protocol::ids::{KeyId, MemberId, NodeKey};
use emn_protocol::record::MultiText;
use emn_protocol::roster::Status;
use serde::{Deserialize, Serialize};

use super::files;
use super::output::CliError;
use crate::config::{check_announced, line_and_column};

/// A request is some 40 lines.
const JOIN_BYTES: usize = 64 * 1024;

/// A request to join, or to add a key or a node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JoinRequest {
    /// The member's code.
    pub(super) member: MemberId,
    /// What it is to the network.
    pub(super) status: Status,
    /// Its name, by language.
    pub(super) name: MultiText,
    /// The key that signs; none for a node that only reads.
    pub(super) signing: Option<Signing>,
    /// The node.
    pub(super) node: Node,
}

/// The key that signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Signing {
    pub(super) key: KeyId,
}

/// The node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Node {
    pub(super) key: NodeKey,
    #[serde(default)]
    pub(super) addresses: Vec<String>,
}

impl JoinRequest {
    /// Reads a request.
    pub(super) fn load(path: &Path) -> Result<Self, CliError> {
        let text = files::read_text(path, JOIN_BYTES)?;
        let request: Self = toml::from_str(&text).map_err(|error| {
            let (line, column) = line_and_column(&text, error.span().map_or(0, |span| span.start));
            let message = format!("{}:{line}:{column}: {}", path.display(), error.message());
            CliError::failed("join_request", message).hint("`emn init` writes such a file; ask for it unchanged")
        })?;
        request.check().map_err(|why| CliError::refused("join_request", format!("{}: {why}", path.display())))?;
        Ok(request)
    }

    fn check(&self) -> Result<(), String> {
        if self.status == Status::Expelled {
            return Err("nobody asks to be expelled: the status is member, observer or institution".to_owned());
        }
        self.node.addresses.iter().try_for_each(|address| check_announced(address)).map_err(|error| error.to_string())
    }

    /// As the file has it, with comments for the keyholder.
    pub(super) fn to_text(&self) -> String {
        let quoted = |text: &str| toml::Value::from(text).to_string();
        let mut text = String::from(
            "# Request to join a network. Send this file to its keyholders, and let them read the fingerprints back to\n\
             # you over the telephone. It holds no secret.\n",
        );
        // Writing to a string does not fail.
        let _ = writeln!(text, "member = {}", quoted(self.member.as_str()));
        let _ = writeln!(text, "status = {}\n\n[name]", quoted(status_word(self.status)));
        for (lang, name) in self.name.iter() {
            let _ = writeln!(text, "{} = {}", quoted(lang.as_str()), quoted(name));
        }
        if let Some(signing) = &self.signing {
            let _ = writeln!(text, "\n# fingerprint {}", signing.key.fingerprint());
            let _ = writeln!(text, "[signing]\nkey = \"{}\"", signing.key);
        }
        let _ = writeln!(text, "\n# fingerprint {}", files::fingerprint(self.node.key.as_bytes()));
        let addresses: Vec<String> = self.node.addresses.iter().map(|address| quoted(address)).collect();
        let _ = writeln!(text, "[node]\nkey = \"{}\"\naddresses = [{}]", self.node.key, addresses.join(", "));
        text
    }
}

/// A status as files and people write it.
pub(super) fn status_word(status: Status) -> &'static str {
    match status {
        Status::Member => "member",
        Status::Observer => "observer",
        Status::Institution => "institution",
        Status::Expelled => "expelled",
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn request() -> JoinRequest {
        let lang = |text: &str| text.parse().unwrap();
        JoinRequest {
            member: "NL".parse().unwrap(),
            status: Status::Member,
            name: [(lang("nl"), "EMN \"Nederland\"\\"), (lang("sr-Latn"), "Holandija")].into_iter().collect(),
            signing: Some(Signing { key: KeyId::from_bytes([1; 32]) }),
            node: Node { key: NodeKey::from_bytes([2; 32]), addresses: vec!["/dns/emn.nl/tcp/7450".to_owned()] },
        }
    }

    fn load(text: &str) -> Result<JoinRequest, CliError> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("join.toml");
        fs::write(&path, text).unwrap();
        JoinRequest::load(&path)
    }

    #[test]
    fn request_reads_back_as_it_was_written() {
        assert_eq!(load(&request().to_text()), Ok(request()));
        let reader = JoinRequest { signing: None, ..request() };
        assert_eq!(load(&reader.to_text()), Ok(reader));
    }

    #[test]
    fn wrong_request_is_refused_with_its_place() {
        let text = request().to_text();
        let error = load(&text.replace("addresses", "adresses")).unwrap_err();
        assert!(error.message.contains("join.toml:17:1"), "{error}");
        let error = load(&text.replace("\"NL\"", "\"nl\"")).unwrap_err();
        assert!(error.message.contains("join.toml:3:10") && error.message.contains("member code"), "{error}");
        assert!(load(&text.replace("status = \"member\"", "status = \"expelled\"")).is_err());
        assert!(load(&text.replace("/dns/emn.nl/", "/ip4/0.0.0.0/")).is_err());
        assert!(load("").is_err());
    }
}
