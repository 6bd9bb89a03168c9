//! Keys: who signs. A verifier key as `c2sp.org/signed-note` writes it, and the secret that belongs to it.

use std::fmt;

use base64ct::{Base64, Encoding as _};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use crate::Hash;

/// The longest name of a key, in bytes.
const LONGEST_NAME: usize = 255;

/// How a secret begins, written as text.
const PRIVATE: &str = "PRIVATE+KEY+";

/// What a key is for. The same point on the curve with another purpose is another key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// Signs notes and entries: signature type 0x01.
    Signing,
    /// Cosigns checkpoints with the time: signature type 0x04 (`c2sp.org/tlog-cosignature`).
    Cosigning,
}

impl Purpose {
    fn code(self) -> u8 {
        match self {
            Purpose::Signing => 1,
            Purpose::Cosigning => 4,
        }
    }
}

/// The first four bytes of a hash over name, purpose and point: tells keys apart, proves nothing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub [u8; 4]);

/// Why a text is no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// Not three parts joined by plus signs.
    #[error("`{0}` is no verifier key such as example.org/name+0123abcd+AQ==")]
    Form(String),
    /// A name that a note cannot carry.
    #[error("`{0}` is no name of a key: no white space, no plus sign, 1 to {LONGEST_NAME} bytes")]
    Name(String),
    /// The identifier belongs to another key.
    #[error("the identifier of `{name}` should be {wanted}")]
    Id {
        /// The name of the key.
        name: String,
        /// What its identifier works out to.
        wanted: KeyId,
    },
    /// A kind of signature that is not read.
    #[error("`{name}` signs by method 0x{code:02x}; only Ed25519 (0x01, and 0x04 for cosignatures) is read")]
    Method {
        /// The name of the key.
        name: String,
        /// The signature type of `c2sp.org/signed-note`.
        code: u8,
    },
    /// Not a point of the curve, or one of small order, under which signatures prove nothing.
    #[error("the public key of `{0}` is no sound Ed25519 key")]
    Point(String),
}

/// A public key with its name and purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    name: String,
    purpose: Purpose,
    point: VerifyingKey,
    id: KeyId,
    label: String,
}

impl Key {
    /// A key of this name and purpose.
    ///
    /// # Errors
    /// [`KeyError`] if name or public key will not do.
    pub fn new(name: &str, purpose: Purpose, public: &[u8; 32]) -> Result<Self, KeyError> {
        if !is_key_name(name) {
            return Err(KeyError::Name(name.chars().take(LONGEST_NAME).collect()));
        }
        let point = VerifyingKey::from_bytes(public).ok().filter(|point| !point.is_weak());
        let point = point.ok_or_else(|| KeyError::Point(name.to_owned()))?;
        let hashed = [name.as_bytes(), b"\n", &[purpose.code()], public].concat();
        let [a, b, c, d, ..] = Hash::of(&hashed).0;
        let id = KeyId([a, b, c, d]);
        Ok(Key { name: name.to_owned(), purpose, point, id, label: format!("{name}+{id}") })
    }

    /// Reads a verifier key: name, identifier in hexadecimal, and type and public key in base64.
    ///
    /// # Errors
    /// [`KeyError`] naming what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let form = || KeyError::Form(text.chars().take(100).collect());
        let (name, rest) = text.split_once('+').ok_or_else(form)?;
        let (id, encoded) = rest.split_once('+').ok_or_else(form)?;
        let bytes = Base64::decode_vec(encoded).map_err(|_| form())?;
        let (code, public) = bytes.split_first().ok_or_else(form)?;
        let purpose = match code {
            1 => Purpose::Signing,
            4 => Purpose::Cosigning,
            code => {
                return Err(KeyError::Method {
                    name: name.chars().take(LONGEST_NAME).collect(),
                    code: *code,
                });
            }
        };
        let public = public.try_into().map_err(|_| form())?;
        let key = Key::new(name, purpose, public)?;
        if key.id.to_string() == id { Ok(key) } else { Err(KeyError::Id { name: key.name, wanted: key.id }) }
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is for.
    #[must_use]
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// Its short identifier.
    #[must_use]
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// How an entry names it: its name, a plus sign, its identifier.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// The point on the curve, as RFC 8032 writes it.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        self.point.to_bytes()
    }

    /// Whether it signed the message. Signatures that a lax reader would take and a strict one would not are refused,
    /// so that all readers agree.
    #[must_use]
    pub fn has_signed(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.point.verify_strict(message, &Signature::from_bytes(signature)).is_ok()
    }
}

/// A verifier key as text.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let typed = [[self.purpose.code()].as_slice(), &self.public()].concat();
        write!(f, "{}+{}+{}", self.name, self.id, Base64::encode_string(&typed))
    }
}

/// A key with its secret.
pub struct Secret {
    key: Key,
    secret: SigningKey,
}

impl Secret {
    /// The key that belongs to a seed of 32 secret bytes.
    ///
    /// # Errors
    /// [`KeyError`] if the name will not do.
    pub fn from_seed(name: &str, purpose: Purpose, seed: &[u8; 32]) -> Result<Self, KeyError> {
        let secret = SigningKey::from_bytes(seed);
        Ok(Secret { key: Key::new(name, purpose, secret.verifying_key().as_bytes())?, secret })
    }

    /// Reads a secret in the form of Go's `sumdb/note`: `PRIVATE+KEY+name+identifier+base64` of type and seed.
    ///
    /// # Errors
    /// [`KeyError`]; it does not repeat the secret.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let form = || KeyError::Form("a private key".to_owned());
        let rest = text.strip_prefix(PRIVATE).ok_or_else(form)?;
        let (name, rest) = rest.split_once('+').ok_or_else(form)?;
        let (id, encoded) = rest.split_once('+').ok_or_else(form)?;
        let bytes = Base64::decode_vec(encoded).map_err(|_| form())?;
        let (purpose, seed) = match bytes.split_first() {
            Some((1, seed)) => (Purpose::Signing, seed),
            Some((4, seed)) => (Purpose::Cosigning, seed),
            _ => return Err(form()),
        };
        let secret = Secret::from_seed(name, purpose, seed.try_into().map_err(|_| form())?)?;
        let wanted = secret.key.id;
        if wanted.to_string() == id {
            Ok(secret)
        } else {
            Err(KeyError::Id { name: name.to_owned(), wanted })
        }
    }

    /// The secret in that form. Whoever reads it can sign.
    #[must_use]
    pub fn to_text(&self) -> String {
        let typed = [[self.key.purpose.code()].as_slice(), self.secret.as_bytes()].concat();
        format!("{PRIVATE}{}+{}+{}", self.key.name, self.key.id, Base64::encode_string(&typed))
    }

    /// The public part.
    #[must_use]
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// Signs a message (RFC 8032: the same message has the same signature).
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.secret.sign(message).to_bytes()
    }
}

/// Shows the public part alone.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({})", self.key)
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}

/// Whether a note can name a key so.
pub(crate) fn is_key_name(name: &str) -> bool {
    (1..=LONGEST_NAME).contains(&name.len())
        && !name.chars().any(|letter| letter.is_whitespace() || letter.is_control() || letter == '+')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of `c2sp.org/signed-note`.
    const FOO: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    #[test]
    fn the_key_of_the_specification_comes_back() {
        let key = Key::parse(FOO).unwrap();
        assert_eq!((key.to_string().as_str(), key.purpose()), (FOO, Purpose::Signing));
    }

    #[test]
    fn what_is_no_key_is_refused_with_its_reason() {
        let why = |text: &str| Key::parse(text).unwrap_err().to_string();
        assert_eq!(why("x"), "`x` is no verifier key such as example.org/name+0123abcd+AQ==");
        assert_eq!(
            why(&FOO.replace("530d903a", "530d903b")),
            "the identifier of `example.com/foo` should be 530d903a"
        );
        assert_eq!(
            why("a+00000000+Bg=="),
            "`a` signs by method 0x06; only Ed25519 (0x01, and 0x04 for cosignatures) is read"
        );
        let small_order =
            format!("a+00000000+{}", Base64::encode_string(&[[1].as_slice(), &[0; 32]].concat()));
        assert_eq!(why(&small_order), "the public key of `a` is no sound Ed25519 key");
        let name = "a b";
        let spaced = FOO.replace("example.com/foo", name);
        assert_eq!(why(&spaced), "`a b` is no name of a key: no white space, no plus sign, 1 to 255 bytes");
        assert!(Key::parse(&FOO.replace("530d903a", "530D903A")).is_err());
        assert!(Key::parse(&format!("{FOO}=")).is_err());
    }

    #[test]
    fn one_seed_with_two_purposes_is_two_keys() {
        let key = |purpose| Secret::from_seed("north.example/a", purpose, &[7; 32]).unwrap().key().clone();
        let (signing, cosigning) = (key(Purpose::Signing), key(Purpose::Cosigning));
        assert_eq!(signing.public(), cosigning.public());
        assert_ne!(signing.id(), cosigning.id());
    }

    /// The example of Go's package `golang.org/x/mod/sumdb/note`.
    #[test]
    fn a_secret_of_go_is_read_and_comes_back() {
        let text = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
        let secret = Secret::parse(text).unwrap();
        let public = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        assert_eq!((secret.key().to_string().as_str(), secret.to_text().as_str()), (public, text));
        for wrong in
            [public, &text[1..], &text.replace("c74f20a3", "c74f20a4"), &text.replace("AYEK", "AoEK")]
        {
            let error = Secret::parse(wrong).unwrap_err().to_string();
            assert!(!error.contains("KFALV"), "{error}");
        }
    }

    #[test]
    fn a_secret_is_not_shown() {
        let secret = Secret::from_seed("north.example/a", Purpose::Signing, &[7; 32]).unwrap();
        assert_eq!(format!("{secret:?}"), format!("Secret({})", secret.key()));
    }
}
