//! Files of age (`age-encryption.org/v1`): for named recipients, or under a passphrase. Any program of age opens them.
//!
//! age authenticates nobody: that a file is by whom it says is for the signature of the entry that binds it.

use std::fmt;
use std::io::{Read as _, Write as _};

use age::armor::{ArmoredReader, ArmoredWriter, Format};
use age::secrecy::SecretString;
use age::{Decryptor, Encryptor};
use zeroize::Zeroizing;

/// How the identities of age begin.
const IDENTITY: &str = "AGE-SECRET-KEY-1";
/// The most work that a passphrase may cost, as a power of two: about a minute on a slow machine. A hostile file must not
/// ask for more.
const MOST_WORK: u8 = 22;
/// A file of age that opens to more bytes than this is not read.
const LARGEST: u64 = 64 << 20;

/// Why something is not encrypted, or not opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum AgeError {
    /// Not a recipient.
    #[error("`{0}` is no recipient of age (age1…)")]
    Recipient(String),
    /// A file without identities.
    #[error("it holds no identity of age ({IDENTITY}…)")]
    Identity,
    /// Not encrypted to us, or under another passphrase, or altered.
    #[error("it does not open: {0}")]
    Closed(String),
    /// The library.
    #[error("it cannot be encrypted: {0}")]
    Unmade(String),
    /// Too much.
    #[error("it opens to more than {} MiB", LARGEST >> 20)]
    Large,
}

/// Somebody who can open what is encrypted to it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Recipient(age::x25519::Recipient);

/// What opens what is encrypted to its recipient.
pub(crate) struct Identity(age::x25519::Identity);

impl Recipient {
    /// Reads a recipient: `age1…`.
    pub(crate) fn parse(text: &str) -> Result<Self, AgeError> {
        let text = text.trim();
        text.parse().map(Recipient).map_err(|_| AgeError::Recipient(text.chars().take(80).collect()))
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// Shows the public part alone.
impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identity({})", self.recipient())
    }
}

impl Identity {
    /// Makes a new one from the system's randomness.
    pub(crate) fn new() -> Self {
        Identity(age::x25519::Identity::generate())
    }

    /// Reads the first identity of a file, as `age-keygen` writes it.
    pub(crate) fn parse(text: &str) -> Result<Self, AgeError> {
        let line = text.lines().map(str::trim).find(|line| line.starts_with(IDENTITY));
        line.and_then(|line| line.parse().ok()).map(Identity).ok_or(AgeError::Identity)
    }

    /// Whom to encrypt to.
    pub(crate) fn recipient(&self) -> Recipient {
        Recipient(self.0.to_public())
    }

    /// The file that holds it. Whoever reads it can open what is encrypted to it.
    pub(crate) fn to_text(&self) -> Zeroizing<String> {
        use age::secrecy::ExposeSecret as _;
        Zeroizing::new(format!("# recipient: {}\n{}\n", self.recipient(), self.0.to_string().expose_secret()))
    }
}

/// Whether these bytes are a file of age.
pub(crate) fn is_age(bytes: &[u8]) -> bool {
    bytes.starts_with(b"age-encryption.org/v1") || bytes.starts_with(b"-----BEGIN AGE ENCRYPTED FILE-----")
}

/// Whether a file of age asks for a passphrase.
pub(crate) fn asks_passphrase(bytes: &[u8]) -> bool {
    Decryptor::new_buffered(ArmoredReader::new(bytes)).is_ok_and(|decryptor| decryptor.is_scrypt())
}

/// Encrypts to recipients; in letters if it is to be kept as a text.
pub(crate) fn encrypt(to: &[Recipient], plain: &[u8], in_letters: bool) -> Result<Vec<u8>, AgeError> {
    let recipients = to.iter().map(|recipient| &recipient.0 as &dyn age::Recipient);
    let encryptor =
        Encryptor::with_recipients(recipients).map_err(|error| AgeError::Unmade(error.to_string()))?;
    write(encryptor, plain, in_letters)
}

/// Encrypts under a passphrase, as a text.
pub(crate) fn encrypt_under(passphrase: SecretString, plain: &[u8]) -> Result<Vec<u8>, AgeError> {
    write(Encryptor::with_user_passphrase(passphrase), plain, true)
}

fn write(encryptor: Encryptor, plain: &[u8], in_letters: bool) -> Result<Vec<u8>, AgeError> {
    let unmade = |error: std::io::Error| AgeError::Unmade(error.to_string());
    let mut made = Vec::new();
    let format = if in_letters { Format::AsciiArmor } else { Format::Binary };
    let armored = ArmoredWriter::wrap_output(&mut made, format).map_err(unmade)?;
    let mut writer = encryptor.wrap_output(armored).map_err(unmade)?;
    writer.write_all(plain).map_err(unmade)?;
    writer.finish().and_then(ArmoredWriter::finish).map_err(unmade)?;
    Ok(made)
}

/// Opens a file with an identity.
pub(crate) fn open(bytes: &[u8], identity: &Identity) -> Result<Zeroizing<Vec<u8>>, AgeError> {
    read(bytes, &identity.0)
}

/// Opens a file with a passphrase.
pub(crate) fn open_with(bytes: &[u8], passphrase: SecretString) -> Result<Zeroizing<Vec<u8>>, AgeError> {
    let mut identity = age::scrypt::Identity::new(passphrase);
    identity.set_max_work_factor(MOST_WORK);
    read(bytes, &identity)
}

fn read(bytes: &[u8], identity: &dyn age::Identity) -> Result<Zeroizing<Vec<u8>>, AgeError> {
    let closed = |error: age::DecryptError| AgeError::Closed(error.to_string());
    let decryptor = Decryptor::new_buffered(ArmoredReader::new(bytes)).map_err(closed)?;
    let reader = decryptor.decrypt(std::iter::once(identity)).map_err(closed)?;
    let mut plain = Zeroizing::new(Vec::new());
    let read = reader.take(LARGEST + 1).read_to_end(&mut plain);
    read.map_err(|error| AgeError::Closed(error.to_string()))?;
    if plain.len() as u64 > LARGEST { Err(AgeError::Large) } else { Ok(plain) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_named_open_it() {
        let (one, other, stranger) = (Identity::new(), Identity::new(), Identity::new());
        for in_letters in [false, true] {
            let file = encrypt(&[one.recipient(), other.recipient()], b"a word", in_letters).unwrap();
            assert!(is_age(&file) && !asks_passphrase(&file));
            assert_eq!(**open(&file, &one).unwrap(), *b"a word");
            assert_eq!(**open(&file, &other).unwrap(), *b"a word");
            assert!(matches!(open(&file, &stranger), Err(AgeError::Closed(_))));
            let mut spoilt = file.clone();
            let last = spoilt.len() - if in_letters { 60 } else { 3 };
            spoilt[last] ^= 1;
            assert!(open(&spoilt, &one).is_err());
        }
    }

    #[test]
    fn an_identity_comes_back_from_its_file() {
        let identity = Identity::new();
        let again = Identity::parse(&identity.to_text()).unwrap();
        assert_eq!(again.recipient(), identity.recipient());
        let recipient = identity.recipient().to_string();
        assert_eq!(Recipient::parse(&recipient).unwrap(), identity.recipient());
        for wrong in ["", "age1", &recipient[1..], "AGE-SECRET-KEY-1"] {
            assert!(Recipient::parse(wrong).is_err() && Identity::parse(wrong).is_err(), "{wrong}");
        }
        assert!(!format!("{identity:?}").contains("SECRET"));
    }
}
