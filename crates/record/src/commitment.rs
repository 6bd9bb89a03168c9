//! Commitments: what binds an author to a text that nobody can guess from them, until it shows both text and salt.

use crate::Hash;

/// What every commitment begins with, so that its hash is that of nothing else.
const FORM: &[u8] = b"armistice-commit-v1\0";

/// The commitment to something with that hash, under 32 random bytes: `SHA-256("armistice-commit-v1" || 0x00 || salt ||
/// SHA-256(text))`. All parts have a fixed length, so no other salt and text make the same.
#[must_use]
pub fn commitment(salt: &[u8; 32], plain: Hash) -> Hash {
    Hash::of(&[FORM, salt, &plain.0].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Worked out by other means: `printf 'armistice-commit-v1\0' …| sha256sum`.
    #[test]
    fn a_commitment_is_that_of_its_salt_and_text_alone() {
        let plain = Hash::of(b"a word");
        let one = commitment(&[7; 32], plain);
        let by_hand = [b"armistice-commit-v1\0".as_slice(), &[7; 32], &Hash::of(b"a word").0].concat();
        assert_eq!(by_hand.len(), 20 + 32 + 32);
        assert_eq!(one, Hash::of(&by_hand));
        assert_ne!(one, commitment(&[8; 32], plain));
        assert_ne!(one, commitment(&[7; 32], Hash::of(b"a ward")));
        assert_ne!(one, plain);
    }
}
