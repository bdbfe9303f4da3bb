//! The keys of a node: one that signs its member's entries, one that proves its connections.
//!
//! They are files of their own, in PKCS#8 PEM as OpenSSL writes it, readable by their owner only. A key is made once and
//! never overwritten: who loses the signing key has to ask the keyholders for another.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use emn_protocol::crypto::{KeyError, SigningKey};
use emn_protocol::ids::{KeyId, NodeKey};

/// The signing key, in the folder of keys.
pub const SIGNING_FILE: &str = "signing.pem";
/// The transport key, in the folder of keys.
pub const TRANSPORT_FILE: &str = "transport.pem";

/// Bits of a file's mode that nobody but its owner may have.
const OTHERS: u32 = 0o077;
/// A key file is some 120 bytes. A larger file is no key, and is not read into memory.
const KEY_FILE_BYTES: u64 = 16 * 1024;

/// Why keys were not made or loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IdentityError {
    /// There is a key already.
    #[error("{} exists already; a key is never overwritten", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// There is no key.
    #[error("{} is missing", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// Others than the owner could read or change the key.
    #[error("{} has mode {mode:04o}: others than its owner can get at the key", path.display())]
    Permissions {
        /// The file.
        path: PathBuf,
        /// Its mode, the lowest nine bits.
        mode: u32,
    },
    /// The file holds something else.
    #[error("{} is of no use", path.display())]
    NotAKey {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: KeyError,
    },
    /// The file is too large, or no text, or no file.
    #[error("{} is not a key file: {why}", path.display())]
    NotAFile {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        why: &'static str,
    },
    /// Both files hold the same key.
    #[error("{} holds the same key as {}; each key has one purpose", signing.display(), transport.display())]
    SameKey {
        /// The signing key's file.
        signing: PathBuf,
        /// The transport key's file.
        transport: PathBuf,
    },
    /// The disk refused.
    #[error("cannot {action} {}", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The system gave no random numbers.
    #[error("the system gave no random numbers, so no key was made: {0}")]
    Random(String),
}

impl IdentityError {
    /// What to do next, where that is certain.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Permissions { path, .. } => Some(format!("chmod 600 {}", path.display())),
            Self::Missing { .. } => {
                Some("emn init --member CODE makes keys; or restore the file from your copy".into())
            }
            Self::Exists { path } => Some(format!("to start anew, move {} away yourself", path.display())),
            Self::NotAKey { .. } => {
                Some("restore the file from your copy; `openssl pkey -in FILE -text` shows what it is".into())
            }
            _ => None,
        }
    }
}

fn failed(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> IdentityError {
    let path = path.to_owned();
    move |source| IdentityError::Io { action, path, source }
}

/// The keys of a node.
pub struct Identity {
    transport: SigningKey,
    signing: Option<SigningKey>,
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity").field("node", &self.node()).field("log", &self.log()).finish()
    }
}

impl Identity {
    /// Makes keys and writes their files. Without `with_signing_key` the node only reads.
    ///
    /// # Errors
    /// [`IdentityError`]. Whatever was there before is as it was.
    pub fn create(folder: &Path, with_signing_key: bool) -> Result<Self, IdentityError> {
        for name in [TRANSPORT_FILE, SIGNING_FILE] {
            let path = folder.join(name);
            if path.symlink_metadata().is_ok() {
                return Err(IdentityError::Exists { path });
            }
        }
        create_private_folder(folder)?;
        let transport = generate_key()?;
        let signing = with_signing_key.then(generate_key).transpose()?;
        // The signing key last: a folder that has it is complete.
        save_key(&folder.join(TRANSPORT_FILE), &transport)?;
        if let Some(signing) = &signing {
            save_key(&folder.join(SIGNING_FILE), signing)?;
        }
        Ok(Self { transport, signing })
    }

    /// Loads the keys. A node without a signing key only reads.
    ///
    /// # Errors
    /// [`IdentityError`], also when others than the owner could read a file.
    pub fn load(folder: &Path) -> Result<Self, IdentityError> {
        let (transport_path, signing_path) = (folder.join(TRANSPORT_FILE), folder.join(SIGNING_FILE));
        let transport = load_key(&transport_path)?;
        let signing = match load_key(&signing_path) {
            Ok(key) => Some(key),
            Err(IdentityError::Missing { .. }) => None,
            Err(error) => return Err(error),
        };
        if signing.as_ref().is_some_and(|signing| signing.id() == transport.id()) {
            return Err(IdentityError::SameKey { signing: signing_path, transport: transport_path });
        }
        Ok(Self { transport, signing })
    }

    /// The key that proves this node's connections.
    pub fn node(&self) -> NodeKey {
        NodeKey::from_bytes(*self.transport.id().as_bytes())
    }

    /// The key that signs, which names the log; none for a node that only reads.
    pub fn log(&self) -> Option<KeyId> {
        self.signing.as_ref().map(SigningKey::id)
    }

    /// The seed of the transport key, for the network. Never to be logged.
    pub fn transport_seed(&self) -> [u8; 32] {
        self.transport.seed()
    }

    /// The private signing key, for the engine.
    pub fn into_signing_key(self) -> Option<SigningKey> {
        self.signing
    }
}

/// A new key from the system's random numbers.
///
/// # Errors
/// [`IdentityError::Random`].
pub fn generate_key() -> Result<SigningKey, IdentityError> {
    random().map(|seed| SigningKey::from_seed(&seed))
}

/// The system's random numbers.
///
/// # Errors
/// [`IdentityError::Random`].
pub fn random<const N: usize>() -> Result<[u8; N], IdentityError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| IdentityError::Random(error.to_string()))?;
    Ok(bytes)
}

/// Makes a folder, and those above it, that only its owner can look into. One that exists is left as it is.
///
/// # Errors
/// [`IdentityError::Io`].
pub fn create_private_folder(folder: &Path) -> Result<(), IdentityError> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(failed("create the folder", folder))
}

/// Writes a key to a new file that only its owner can read, and waits until the disk has it.
///
/// # Errors
/// [`IdentityError::Exists`] when there is a file; [`IdentityError::Io`], and then there is none.
pub fn save_key(path: &Path, key: &SigningKey) -> Result<(), IdentityError> {
    let mut file = match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return Err(IdentityError::Exists { path: path.to_owned() });
        }
        Err(error) => return Err(failed("create", path)(error)),
    };
    let written = file.write_all(key.to_pem().as_bytes()).and_then(|()| file.sync_all());
    if let Err(error) = written {
        // Half a key would be in the way of the next attempt. If this fails too, that attempt says so.
        let _ = fs::remove_file(path);
        return Err(failed("write", path)(error));
    }
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed("write to the folder", folder))
}

/// Reads a key, if nobody but the file's owner could.
///
/// # Errors
/// [`IdentityError`].
pub fn load_key(path: &Path) -> Result<SigningKey, IdentityError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(IdentityError::Missing { path: path.to_owned() });
        }
        Err(error) => return Err(failed("read", path)(error)),
    };
    let metadata = file.metadata().map_err(failed("read", path))?;
    let other = |why| IdentityError::NotAFile { path: path.to_owned(), why };
    if !metadata.is_file() {
        return Err(other("it is a folder or a device"));
    }
    if metadata.mode() & OTHERS != 0 {
        return Err(IdentityError::Permissions { path: path.to_owned(), mode: metadata.mode() & 0o777 });
    }
    let mut pem = String::new();
    match file.take(KEY_FILE_BYTES).read_to_string(&mut pem) {
        Ok(_) if metadata.len() <= KEY_FILE_BYTES => {}
        Ok(_) => return Err(other("it is too large")),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => return Err(other("it is no text")),
        Err(error) => return Err(failed("read", path)(error)),
    }
    SigningKey::from_pem(&pem).map_err(|source| IdentityError::NotAKey { path: path.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn mode(path: &Path) -> u32 {
        path.metadata().unwrap().mode() & 0o777
    }

    #[test]
    fn created_keys_load_again_and_are_private() {
        let dir = tempfile::tempdir().unwrap();
        let keys = dir.path().join("a/keys");
        let made = Identity::create(&keys, true).unwrap();
        let loaded = Identity::load(&keys).unwrap();
        assert_eq!((made.node(), made.log()), (loaded.node(), loaded.log()));
        assert_eq!(
            (mode(&keys), mode(&keys.join(SIGNING_FILE)), mode(&keys.join(TRANSPORT_FILE))),
            (0o700, 0o600, 0o600)
        );
        assert_eq!(loaded.into_signing_key().map(|key| key.id()), made.log());
    }

    #[test]
    fn creating_twice_leaves_the_first_keys() {
        let dir = tempfile::tempdir().unwrap();
        let made = Identity::create(dir.path(), true).unwrap();
        assert!(matches!(Identity::create(dir.path(), true), Err(IdentityError::Exists { .. })));
        assert_eq!(Identity::load(dir.path()).unwrap().node(), made.node());
    }

    #[test]
    fn creating_beside_one_left_key_writes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(SIGNING_FILE), "precious").unwrap();
        assert!(matches!(Identity::create(dir.path(), false), Err(IdentityError::Exists { .. })));
        assert!(!dir.path().join(TRANSPORT_FILE).exists());
    }

    #[test]
    fn node_without_signing_key_has_no_log() {
        let dir = tempfile::tempdir().unwrap();
        Identity::create(dir.path(), false).unwrap();
        assert_eq!(Identity::load(dir.path()).unwrap().log(), None);
    }

    #[test]
    fn readable_key_is_refused_with_the_command_that_mends_it() {
        let dir = tempfile::tempdir().unwrap();
        Identity::create(dir.path(), true).unwrap();
        let path = dir.path().join(SIGNING_FILE);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let error = Identity::load(dir.path()).unwrap_err();
        assert!(error.to_string().contains("mode 0644"), "{error}");
        assert_eq!(error.hint(), Some(format!("chmod 600 {}", path.display())));
    }

    #[test]
    fn other_files_are_refused_as_keys() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("key.pem");
        let write = |bytes: &[u8]| {
            fs::write(&path, bytes).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
            load_key(&path).map(|key| key.id())
        };
        assert!(matches!(load_key(&path).map(|key| key.id()), Err(IdentityError::Missing { .. })));
        assert!(matches!(write(b"-----BEGIN RSA PRIVATE KEY-----\n"), Err(IdentityError::NotAKey { .. })));
        assert!(matches!(write(&[0xff, 0xfe]), Err(IdentityError::NotAFile { .. })));
        assert!(matches!(write(&[b'x'; 20_000]), Err(IdentityError::NotAFile { why: "it is too large", .. })));
        assert!(load_key(dir.path()).is_err());
    }

    #[test]
    fn one_key_for_two_purposes_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let key = generate_key().unwrap();
        save_key(&dir.path().join(SIGNING_FILE), &key).unwrap();
        save_key(&dir.path().join(TRANSPORT_FILE), &key).unwrap();
        assert!(matches!(Identity::load(dir.path()), Err(IdentityError::SameKey { .. })));
    }

    #[test]
    fn file_in_place_of_the_folder_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("emn");
        fs::write(&file, "").unwrap();
        let error = Identity::create(&file.join("keys"), true).unwrap_err();
        assert!(error.to_string().contains("emn/keys"), "{error}");
        assert!(matches!(error, IdentityError::Io { .. }));
    }
}
