//! What opens a key file that is encrypted: a passphrase, or an identity of age.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use zeroize::Zeroizing;

use crate::age_file::{self, AgeError, Identity};

/// The variable that may hold the passphrase.
pub(crate) const PASSPHRASE: &str = "ARMISTICE_PASSPHRASE";

/// Where the passphrase, or the identity, comes from. It is asked for once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lock {
    passphrase_file: Option<PathBuf>,
    identity: Option<PathBuf>,
    passphrase: OnceCell<SecretString>,
}

/// Why a key file does not open.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum LockError {
    /// Nothing to open it with.
    #[error(
        "there is no passphrase: set {PASSPHRASE}, name a file with --passphrase-file, or run at a terminal ({0})"
    )]
    NoPassphrase(String),
    /// The two at the prompt are not the same.
    #[error("the two passphrases are not the same")]
    Differ,
    /// An empty one protects nothing.
    #[error("the passphrase is empty")]
    Empty,
    /// No identity named.
    #[error("it is encrypted to a recipient of age: name the file of its identity with --identity")]
    NoIdentity,
    /// A file that cannot be read.
    #[error("`{0}`: {1}")]
    File(PathBuf, std::io::Error),
    /// The encryption.
    #[error(transparent)]
    Age(#[from] AgeError),
}

impl Lock {
    /// What is named on the command line.
    pub(crate) fn new(passphrase_file: Option<&Path>, identity: Option<&Path>) -> Self {
        let owned = |path: Option<&Path>| path.map(Path::to_owned);
        let (passphrase_file, identity) = (owned(passphrase_file), owned(identity));
        Lock { passphrase_file, identity, passphrase: OnceCell::new() }
    }

    /// Opens the bytes of a file of age.
    pub(crate) fn open(&self, bytes: &[u8], what: &str) -> Result<Zeroizing<Vec<u8>>, LockError> {
        if age_file::asks_passphrase(bytes) {
            return Ok(age_file::open_with(bytes, self.passphrase(what)?)?);
        }
        Ok(age_file::open(bytes, &self.identity()?)?)
    }

    /// The identity that was named.
    pub(crate) fn identity(&self) -> Result<Identity, LockError> {
        let path = self.identity.as_ref().ok_or(LockError::NoIdentity)?;
        let text = Zeroizing::new(read(path)?);
        Ok(Identity::parse(&text)?)
    }

    /// The passphrase: of the file, of the environment, of the person at the terminal.
    pub(crate) fn passphrase(&self, what: &str) -> Result<SecretString, LockError> {
        if let Some(known) = self.passphrase.get() {
            return Ok(known.clone());
        }
        let given = match self.given()? {
            Some(given) => given,
            None => ask(&format!("passphrase for {what}: "))?,
        };
        Ok(self.passphrase.get_or_init(|| given).clone())
    }

    /// A passphrase for a new key, which a person gives twice.
    pub(crate) fn new_passphrase(&self, what: &str) -> Result<SecretString, LockError> {
        use age::secrecy::ExposeSecret as _;
        let given = match self.given()? {
            Some(given) => given,
            None => {
                let first = ask(&format!("new passphrase for {what}: "))?;
                let second = ask("the same once more: ")?;
                if first.expose_secret() != second.expose_secret() {
                    return Err(LockError::Differ);
                }
                first
            }
        };
        if given.expose_secret().is_empty() { Err(LockError::Empty) } else { Ok(given) }
    }

    fn given(&self) -> Result<Option<SecretString>, LockError> {
        if let Some(path) = &self.passphrase_file {
            let text = Zeroizing::new(read(path)?);
            return Ok(Some(text.lines().next().unwrap_or_default().to_owned().into()));
        }
        Ok(std::env::var(PASSPHRASE).ok().map(SecretString::from))
    }
}

fn read(path: &Path) -> Result<String, LockError> {
    std::fs::read_to_string(path).map_err(|cause| LockError::File(path.to_owned(), cause))
}

fn ask(prompt: &str) -> Result<SecretString, LockError> {
    let told = |error: std::io::Error| LockError::NoPassphrase(error.to_string());
    rpassword::prompt_password(prompt).map(SecretString::from).map_err(told)
}
