//! Where secrets are: a folder of key files, an ssh-agent, or none at all for tests.
//!
//! A key file is one line in the form of Go's `sumdb/note`: `PRIVATE+KEY+name+identifier+base64`, as it stands or in a
//! file of age. The public key may stand beside it as `NAME.pub`, a verifier key of `c2sp.org/signed-note`; where that
//! stands alone, an ssh-agent is asked to sign, and where `NAME.pkcs11` stands beside it, a device.

mod agent;
#[cfg(feature = "pkcs11")]
mod device;
mod lock;
mod place;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use armistice_record::Hash;
use armistice_record::key::{Key, KeyError, Purpose, Secret};
use armistice_record::signer::Signer;
use zeroize::Zeroizing;

use crate::age_file::{self, AgeError, Recipient};

pub(crate) use agent::ssh_public;
pub(crate) use lock::{Lock, LockError};

use agent::Agent;

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
    /// It does not open.
    #[error("`{path}`: {cause}")]
    Locked {
        /// The file.
        path: PathBuf,
        /// Why not.
        cause: LockError,
    },
    /// A public key, and nobody who holds its secret.
    #[error("`{0}` is a public key, and there is no ssh-agent to ask for its secret (SSH_AUTH_SOCK)")]
    NoAgent(PathBuf),
    /// A key that a device keeps.
    #[error("`{path}`: {cause}")]
    Device {
        /// The file that tells where.
        path: PathBuf,
        /// What is wrong.
        cause: String,
    },
    /// Not a public key of SSH.
    #[error("`{0}` holds no line `ssh-ed25519 AAAA…`")]
    Ssh(PathBuf),
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
    /// The encryption.
    #[error(transparent)]
    Age(#[from] AgeError),
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
    /// Files of a folder, and what opens those that are encrypted.
    Folder(PathBuf, Lock),
}

/// How a new key is kept.
#[derive(Debug)]
pub(crate) enum Protection {
    /// As it stands, for the eyes of whoever may read the file.
    Plain,
    /// Under a passphrase.
    Passphrase(SecretString),
    /// For those who hold an identity of age.
    Recipients(Vec<Recipient>),
}

impl Keyring {
    /// The secret of that file; for tests, of that name.
    pub(crate) fn secret(&self, file: &str, name: &str, purpose: Purpose) -> Result<Secret, KeyringError> {
        match self {
            Keyring::Test => {
                let seed = Hash::of(format!("{TEST}\n{name}").as_bytes());
                Ok(Secret::from_seed(name, purpose, &seed.0)?)
            }
            Keyring::Folder(folder, lock) => {
                let path = folder.join(format!("{file}.key"));
                let secret = read_secret(&path, lock)?;
                check_purpose(&path, secret.key(), purpose)?;
                Ok(secret)
            }
        }
    }

    /// Whoever signs for that file: its secret, or an ssh-agent for its public key.
    pub(crate) fn signer(
        &self,
        file: &str,
        name: &str,
        purpose: Purpose,
    ) -> Result<Box<dyn Signer>, KeyringError> {
        if let Keyring::Folder(folder, lock) = self {
            let path = folder.join(format!("{file}.pub"));
            if !folder.join(format!("{file}.key")).exists() && path.exists() {
                let signer = signer_of(&path, lock)?;
                check_purpose(&path, signer.key(), purpose)?;
                return Ok(signer);
            }
        }
        Ok(Box::new(self.secret(file, name, purpose)?))
    }

    /// The public key of that file: `FILE.pub` if it is there, else that of `FILE.key`.
    pub(crate) fn public(&self, file: &str, name: &str, purpose: Purpose) -> Result<Key, KeyringError> {
        if let Keyring::Folder(folder, _) = self {
            let path = folder.join(format!("{file}.pub"));
            if path.exists() {
                let key = read_public(&path)?;
                check_purpose(&path, &key, purpose)?;
                return Ok(key);
            }
        }
        self.secret(file, name, purpose).map(|secret| secret.key().clone())
    }
}

fn check_purpose(path: &Path, key: &Key, wanted: Purpose) -> Result<(), KeyringError> {
    if key.purpose() == wanted {
        return Ok(());
    }
    Err(KeyringError::Purpose { path: path.to_owned(), cosigns: wanted == Purpose::Signing })
}

/// Whoever signs for a file: the secret in it, or an ssh-agent for the public key in it.
pub(crate) fn signer_of(path: &Path, lock: &Lock) -> Result<Box<dyn Signer>, KeyringError> {
    if path.extension().is_none_or(|extension| extension != "pub") {
        return Ok(Box::new(read_secret(path, lock)?));
    }
    let place = path.with_extension(PLACE);
    if place.exists() {
        return on_device(&place, read_public(path)?, lock);
    }
    let agent = Agent::holding(read_public(path)?).ok_or_else(|| KeyringError::NoAgent(path.to_owned()))?;
    Ok(Box::new(agent))
}

/// How the file ends that tells where a device keeps a key.
const PLACE: &str = "pkcs11";

/// Whoever signs for a key that a device keeps.
#[cfg(feature = "pkcs11")]
fn on_device(path: &Path, key: Key, lock: &Lock) -> Result<Box<dyn Signer>, KeyringError> {
    let (place, pin) = place(path, lock)?;
    let device = device::Device::holding(key, &place, &pin);
    Ok(Box::new(device.map_err(|cause| KeyringError::Device { path: path.to_owned(), cause })?))
}

/// The public key that a device keeps, or makes.
#[cfg(feature = "pkcs11")]
fn public_of_device(path: &Path, lock: &Lock) -> Result<[u8; 32], KeyringError> {
    let (place, pin) = place(path, lock)?;
    device::Device::public(&place, &pin)
        .map_err(|cause| KeyringError::Device { path: path.to_owned(), cause })
}

/// Where the key is, and what opens the device: the file that the place names, or what opens other keys.
#[cfg(feature = "pkcs11")]
fn place(path: &Path, lock: &Lock) -> Result<(place::Place, SecretString), KeyringError> {
    let unreadable = |cause| KeyringError::Unreadable { path: path.to_owned(), cause };
    let failed = |cause: String| KeyringError::Device { path: path.to_owned(), cause };
    let text = fs::read_to_string(path).map_err(unreadable)?;
    let place = place::Place::parse(&text).map_err(|cause| failed(cause.to_string()))?;
    let pin = match &place.pin_file {
        Some(file) => {
            let pin = Zeroizing::new(fs::read_to_string(file).map_err(|cause| failed(cause.to_string()))?);
            SecretString::from(pin.lines().next().unwrap_or_default().to_owned())
        }
        None => lock
            .passphrase(&format!("the device of {}", path.display()))
            .map_err(|cause| KeyringError::Locked { path: path.to_owned(), cause })?,
    };
    Ok((place, pin))
}

#[cfg(not(feature = "pkcs11"))]
fn on_device(path: &Path, _key: Key, _lock: &Lock) -> Result<Box<dyn Signer>, KeyringError> {
    Err(no_devices(path))
}

#[cfg(not(feature = "pkcs11"))]
fn public_of_device(path: &Path, _lock: &Lock) -> Result<[u8; 32], KeyringError> {
    Err(no_devices(path))
}

#[cfg(not(feature = "pkcs11"))]
fn no_devices(path: &Path) -> KeyringError {
    let cause = "keys of devices need a program that was built with --features pkcs11".to_owned();
    KeyringError::Device { path: path.to_owned(), cause }
}

/// Reads a public key.
pub(crate) fn read_public(path: &Path) -> Result<Key, KeyringError> {
    let text = fs::read_to_string(path)
        .map_err(|cause| KeyringError::Unreadable { path: path.to_owned(), cause })?;
    Key::parse(text.trim()).map_err(|cause| KeyringError::Key { path: path.to_owned(), cause })
}

/// Reads a key file.
pub(crate) fn read_secret(path: &Path, lock: &Lock) -> Result<Secret, KeyringError> {
    let unreadable = |cause| KeyringError::Unreadable { path: path.to_owned(), cause };
    let mut bytes = Zeroizing::new(fs::read(path).map_err(unreadable)?);
    if age_file::is_age(&bytes) {
        let locked = |cause| KeyringError::Locked { path: path.to_owned(), cause };
        bytes = lock.open(&bytes, &path.display().to_string()).map_err(locked)?;
    }
    let none =
        || KeyringError::Key { path: path.to_owned(), cause: KeyError::Form("a private key".to_owned()) };
    let text = std::str::from_utf8(&bytes).map_err(|_| none())?;
    Secret::parse(text.trim()).map_err(|cause| KeyringError::Key { path: path.to_owned(), cause })
}

/// Makes a new key from the system's randomness and writes `FILE.key`, for its owner's eyes, and `FILE.pub`.
pub(crate) fn make(
    file: &Path,
    name: &str,
    purpose: Purpose,
    protection: Protection,
) -> Result<Key, KeyringError> {
    let seed = random()?;
    let secret = Secret::from_seed(name, purpose, &seed)?;
    let line = Zeroizing::new(format!("{}\n", secret.to_text()));
    let kept = match protection {
        Protection::Plain => Zeroizing::new(line.as_bytes().to_vec()),
        Protection::Passphrase(passphrase) => {
            Zeroizing::new(age_file::encrypt_under(passphrase, line.as_bytes())?)
        }
        Protection::Recipients(to) => Zeroizing::new(age_file::encrypt(&to, line.as_bytes(), true)?),
    };
    let (private, public) = (file.with_added_extension("key"), file.with_added_extension("pub"));
    write_private(&private, &kept)?;
    write_public(&public, secret.key())?;
    Ok(secret.key().clone())
}

/// Writes `FILE.pub` for a key whose secret an ssh-agent holds.
pub(crate) fn adopt(file: &Path, ssh: &Path, name: &str, purpose: Purpose) -> Result<Key, KeyringError> {
    let text =
        fs::read_to_string(ssh).map_err(|cause| KeyringError::Unreadable { path: ssh.to_owned(), cause })?;
    let public = text.lines().find_map(ssh_public).ok_or_else(|| KeyringError::Ssh(ssh.to_owned()))?;
    let key = Key::new(name, purpose, &public)?;
    write_public(&file.with_added_extension("pub"), &key)?;
    Ok(key)
}

/// Writes `FILE.pkcs11` and `FILE.pub` for a key that a device keeps at that place, or makes there.
pub(crate) fn settle(
    file: &Path,
    uri: &str,
    name: &str,
    purpose: Purpose,
    lock: &Lock,
) -> Result<Key, KeyringError> {
    let path = file.with_added_extension(PLACE);
    let failed =
        |cause: place::PlaceError| KeyringError::Device { path: path.clone(), cause: cause.to_string() };
    place::Place::parse(uri).map_err(failed)?;
    let mut written =
        fs::OpenOptions::new().write(true).create_new(true).open(&path).map_err(unwritable(&path))?;
    writeln!(written, "{}", uri.trim()).map_err(unwritable(&path))?;
    let public = public_of_device(&path, lock);
    // What does not lead to a key is not left behind.
    let public = public.inspect_err(|_| drop(fs::remove_file(&path)))?;
    let key = Key::new(name, purpose, &public)?;
    write_public(&file.with_added_extension("pub"), &key)?;
    Ok(key)
}

/// 32 bytes of the system's randomness.
pub(crate) fn random() -> Result<Zeroizing<[u8; 32]>, KeyringError> {
    let mut bytes = Zeroizing::new([0; 32]);
    getrandom::fill(bytes.as_mut()).map_err(|error| KeyringError::Random(error.to_string()))?;
    Ok(bytes)
}

/// Writes a file that only its owner may read. None is written over.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> Result<(), KeyringError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut written = options.open(path).map_err(unwritable(path))?;
    written.write_all(bytes).map_err(unwritable(path))
}

fn write_public(path: &Path, key: &Key) -> Result<(), KeyringError> {
    let mut written =
        fs::OpenOptions::new().write(true).create_new(true).open(path).map_err(unwritable(path))?;
    writeln!(written, "{key}").map_err(unwritable(path))
}

fn unwritable(path: &Path) -> impl Fn(std::io::Error) -> KeyringError {
    let path = path.to_owned();
    move |cause: std::io::Error| match cause.kind() {
        std::io::ErrorKind::AlreadyExists => KeyringError::Taken(path.clone()),
        _ => KeyringError::Unreadable { path: path.clone(), cause },
    }
}
