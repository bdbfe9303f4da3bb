//! Files that people hand to the program, and those it writes for them.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use emn_protocol::ids::KeyId;

use super::output::{CliError, chain};
use crate::config::{ConfigError, Folder, FolderError};
use crate::identity::IdentityError;

/// Reads a file of at most `limit` bytes.
pub(super) fn read(path: &Path, limit: usize) -> Result<Vec<u8>, CliError> {
    let failed = |error: io::Error| {
        let code = if error.kind() == io::ErrorKind::NotFound { "file_missing" } else { "file_unreadable" };
        CliError::failed(code, format!("cannot read {}: {error}", path.display()))
    };
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(failed)?;
    file.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() > limit {
        let message = format!("{} is larger than {limit} bytes, the most that such a file may have", path.display());
        return Err(CliError::refused("file_too_large", message));
    }
    Ok(bytes)
}

/// Reads a text file of at most `limit` bytes.
pub(super) fn read_text(path: &Path, limit: usize) -> Result<String, CliError> {
    String::from_utf8(read(path, limit)?).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        CliError::failed("file_not_utf8", format!("{}:{line}: the file is not UTF-8 text", path.display()))
            .hint("save it again as UTF-8")
    })
}

/// Writes a new file; an existing one is left as it is.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    let result = OpenOptions::new().write(true).create_new(true).open(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    result.map_err(|error| write_error(path, &error))
}

/// Replaces a file, whole or not at all.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    crate::config::replace_file(path, bytes).map_err(|error| write_error(path, &error))
}

/// Makes a folder and those above it.
pub(super) fn create_folder(path: &Path) -> Result<(), CliError> {
    fs::create_dir_all(path)
        .map_err(|error| CliError::failed("folder", format!("cannot create the folder {}: {error}", path.display())))
}

/// Makes a folder that only its owner can look into.
pub(super) fn create_private_folder(path: &Path) -> Result<(), CliError> {
    Ok(crate::identity::create_private_folder(path)?)
}

/// Whether this is the folder of a node.
pub(super) fn check_node(folder: &Folder) -> Result<(), CliError> {
    if folder.keys().exists() {
        return Ok(());
    }
    Err(CliError::failed("no_node", format!("{} is not the folder of a node", folder.root().display()))
        .hint("`emn init --member CODE` makes a node; `--dir FOLDER` names another one"))
}

fn write_error(path: &Path, error: &io::Error) -> CliError {
    if error.kind() == io::ErrorKind::AlreadyExists {
        return CliError::failed("file_exists", format!("{} exists already and was left as it is", path.display()))
            .hint("move it away, or name another place");
    }
    CliError::failed("file_unwritable", format!("cannot write {}: {error}", path.display()))
}

impl From<IdentityError> for CliError {
    fn from(error: IdentityError) -> Self {
        let code = match &error {
            IdentityError::Exists { .. } => "key_exists",
            IdentityError::Missing { .. } => "key_missing",
            IdentityError::Permissions { .. } => "key_permissions",
            IdentityError::NotAKey { .. } | IdentityError::NotAFile { .. } => "not_a_key",
            _ => "key_file",
        };
        let hint = error.hint();
        Self { hint, ..Self::failed(code, chain(&error)) }
    }
}

impl From<ConfigError> for CliError {
    fn from(error: ConfigError) -> Self {
        let code = match &error {
            ConfigError::Read { .. } => "config_unreadable",
            _ => "config",
        };
        let hint = match &error {
            ConfigError::Read { source, .. } if source.kind() == io::ErrorKind::NotFound => {
                Some("`emn init --member CODE` makes a node; `--dir FOLDER` names another one".to_owned())
            }
            _ => None,
        };
        Self { hint, ..Self::failed(code, chain(&error)) }
    }
}

impl From<FolderError> for CliError {
    fn from(error: FolderError) -> Self {
        Self::failed("folder", chain(&error))
    }
}

/// What two people compare over the telephone: the first 16 characters of a key or hash in groups of four.
pub(super) fn fingerprint(bytes: &[u8; 32]) -> String {
    KeyId::from_bytes(*bytes).fingerprint()
}
