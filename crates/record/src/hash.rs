//! SHA-256, and the two ways in which RFC 6962 puts it to use.

use std::fmt;
use std::io::{self, Read};

use base64ct::{Base64, Encoding as _};
use sha2::{Digest as _, Sha256};

/// Why a text is no hash.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no SHA-256 hash in base64")]
pub struct HashError(pub String);

/// A SHA-256 hash. Shown in base64, as checkpoints write it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// The root of a tree without leaves: the hash of nothing (RFC 6962, section 2.1).
    pub const EMPTY: Hash = Hash([
        0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27,
        0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
    ]);

    /// The plain hash of bytes: the name of a blob.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Hash(Sha256::digest(bytes).into())
    }

    /// The plain hash of bytes that lie in pieces.
    #[must_use]
    pub(crate) fn of_parts(parts: &[&[u8]]) -> Self {
        Hash(parts.iter().fold(Sha256::new(), |hasher, part| hasher.chain_update(part)).finalize().into())
    }

    /// The plain hash of what is read to its end, piece by piece.
    ///
    /// # Errors
    /// Why it could not be read.
    pub fn of_stream(mut stream: impl Read) -> io::Result<Self> {
        let (mut hasher, mut piece) = (Sha256::new(), vec![0; 1 << 16]);
        loop {
            match stream.read(&mut piece) {
                Ok(0) => return Ok(Hash(hasher.finalize().into())),
                Ok(count) => hasher.update(piece.get(..count).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// The hash of a leaf: SHA-256 of a zero byte and the entry (RFC 6962, section 2.1).
    #[must_use]
    pub fn leaf(entry: &[u8]) -> Self {
        Hash(Sha256::new_with_prefix([0]).chain_update(entry).finalize().into())
    }

    /// The hash of an inner node: SHA-256 of a one byte and both children (RFC 6962, section 2.1).
    #[must_use]
    pub fn node(left: Hash, right: Hash) -> Self {
        Hash(Sha256::new_with_prefix([1]).chain_update(left.0).chain_update(right.0).finalize().into())
    }

    /// Reads base64 with padding, 44 letters (RFC 4648, section 4).
    ///
    /// # Errors
    /// [`HashError`] with the text, cut short.
    pub fn from_base64(text: &str) -> Result<Self, HashError> {
        let mut bytes = [0; 32];
        match Base64::decode(text, &mut bytes) {
            Ok(read) if read.len() == 32 => Ok(Hash(bytes)),
            _ => Err(HashError(text.chars().take(64).collect())),
        }
    }

    /// Sixty-four lower-case hexadecimal digits.
    #[must_use]
    pub fn hex(&self) -> String {
        let digit = |digit: u8| char::from(if digit < 10 { b'0' + digit } else { b'a' + digit - 10 });
        self.0.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
    }

    /// Reads 64 lower-case hexadecimal digits.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        let mut bytes = [0; 32];
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        if pairs.len() != bytes.len() || !rest.is_empty() {
            return None;
        }
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            *byte = digit(*high)? << 4 | digit(*low)?;
        }
        Some(Hash(bytes))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Base64::encode_string(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_root_is_the_hash_of_nothing() {
        assert_eq!(Hash::of(b""), Hash::EMPTY);
    }

    /// The hashes that the test of Google's reference log names (`certificate-transparency`, `merkle_tree_test`).
    #[test]
    fn leaf_and_node_are_those_of_rfc_6962() {
        let leaf = Hash::leaf(b"");
        assert_eq!(leaf.hex(), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
        let two = Hash::node(leaf, Hash::leaf(&[0]));
        assert_eq!(two.hex(), "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
    }

    #[test]
    fn texts_come_back_and_others_are_refused() {
        let hash = Hash::of(b"x");
        assert_eq!(Hash::from_base64(&hash.to_string()), Ok(hash));
        assert_eq!(Hash::from_hex(&hash.hex()), Some(hash));
        let text = hash.to_string();
        for wrong in ["", &text[1..], &text.replace('=', ""), &format!("{text}\n"), &hash.hex()] {
            assert!(Hash::from_base64(wrong).is_err(), "{wrong}");
        }
        for wrong in ["", &hash.hex()[1..], &hash.hex().to_uppercase(), &format!("{}00", hash.hex())] {
            assert_eq!(Hash::from_hex(wrong), None, "{wrong}");
        }
    }
}
