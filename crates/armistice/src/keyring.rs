//! Where secrets are: a folder of key files, or none at all for tests.
//!
//! A key file is one line in the form of Go's `sumdb/note`: `PRIVATE+KEY+name+identifier+base64`. A public key may
//! stand beside it as `NAME.pub`, a verifier key of `c2sp.org/signed-note`.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use armistice_record::Hash;
use armistice_record::key::{Key, KeyError, Purpose, Secret};

/// What the seeds of test keys are made of, with the name. Everybody can make them: they prove nothing.
const TEST: &str = "armistice test key";

/// Why a key cannot be had.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum KeyringError {
    /// No such file, or not readable.
    #[error("cannot read the key `{path}`: {cause}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        cause: std::io::Error,
    },
    /// Not a key.
    #[error("`{path}`: {cause}")]
    Key {
        /// The file.
        path: PathBuf,
        /// Why not.
        cause: KeyError,
    },
    /// A key for something else.
    #[error("`{path}` holds a key for {}", if *cosigns { "cosigning, not for signing" } else { "signing, not for cosigning" })]
    Purpose {
        /// The file.
        path: PathBuf,
        /// What it is for.
        cosigns: bool,
    },
    /// A name that a key cannot have.
    #[error(transparent)]
    Name(#[from] KeyError),
    /// A file that is there already.
    #[error("`{0}` is there already; a key is never written over")]
    Taken(PathBuf),
    /// The system gives no randomness.
    #[error("the system gives no randomness: {0}")]
    Random(String),
}

/// Where secrets are.
#[derive(Debug, Clone)]
pub(crate) enum Keyring {
    /// Made from their names.
    Test,
    /// Files of a folder.
    Folder(PathBuf),
}

impl Keyring {
    /// The secret of that file; for tests, of that name.
    pub(crate) fn secret(&self, file: &str, name: &str, purpose: Purpose) -> Result<Secret, KeyringError> {
        match self {
            Keyring::Test => {
                let seed = Hash::of(format!("{TEST}\n{name}").as_bytes());
                Ok(Secret::from_seed(name, purpose, &seed.0)?)
            }
            Keyring::Folder(folder) => {
                let path = folder.join(format!("{file}.key"));
                let secret = read_secret(&path)?;
                if secret.key().purpose() != purpose {
                    return Err(KeyringError::Purpose { path, cosigns: purpose == Purpose::Signing });
                }
                Ok(secret)
            }
        }
    }

    /// The public key of that file: `FILE.pub` if it is there, else that of `FILE.key`.
    pub(crate) fn public(&self, file: &str, name: &str, purpose: Purpose) -> Result<Key, KeyringError> {
        if let Keyring::Folder(folder) = self {
            let path = folder.join(format!("{file}.pub"));
            if let Ok(text) = fs::read_to_string(&path) {
                return Key::parse(text.trim()).map_err(|cause| KeyringError::Key { path, cause });
            }
        }
        self.secret(file, name, purpose).map(|secret| secret.key().clone())
    }
}

/// Reads a key file.
pub(crate) fn read_secret(path: &Path) -> Result<Secret, KeyringError> {
    let text = fs::read_to_string(path)
        .map_err(|cause| KeyringError::Unreadable { path: path.to_owned(), cause })?;
    Secret::parse(text.trim()).map_err(|cause| KeyringError::Key { path: path.to_owned(), cause })
}

/// Makes a new key from the system's randomness and writes `FILE.key`, for its owner's eyes, and `FILE.pub`.
pub(crate) fn make(file: &Path, name: &str, purpose: Purpose) -> Result<Key, KeyringError> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|error| KeyringError::Random(error.to_string()))?;
    let secret = Secret::from_seed(name, purpose, &seed)?;
    let unwritable = |path: &Path| {
        let path = path.to_owned();
        move |cause: std::io::Error| match cause.kind() {
            std::io::ErrorKind::AlreadyExists => KeyringError::Taken(path.clone()),
            _ => KeyringError::Unreadable { path: path.clone(), cause },
        }
    };
    let (private, public) = (file.with_added_extension("key"), file.with_added_extension("pub"));
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut written = options.open(&private).map_err(unwritable(&private))?;
    writeln!(written, "{}", secret.to_text()).map_err(unwritable(&private))?;
    fs::write(&public, format!("{}\n", secret.key())).map_err(unwritable(&public))?;
    Ok(secret.key().clone())
}
