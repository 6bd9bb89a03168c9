//! Whoever signs: a secret at hand, or one that another program or a device keeps to itself.

use std::fmt::Debug;
use std::sync::Arc;

use crate::entry::{Body, Entry, EntrySignature, label};
use crate::key::{Key, Secret};

/// Somebody who signs for a key.
pub trait Signer: Debug + Send + Sync {
    /// The key.
    fn key(&self) -> &Key;

    /// Signs a message (Ed25519, RFC 8032).
    ///
    /// # Errors
    /// Why it does not sign, in words for a person.
    fn sign(&self, message: &[u8]) -> Result<[u8; 64], String>;
}

impl Signer for Box<dyn Signer> {
    fn key(&self) -> &Key {
        self.as_ref().key()
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], String> {
        self.as_ref().sign(message)
    }
}

impl Signer for Arc<dyn Signer> {
    fn key(&self) -> &Key {
        self.as_ref().key()
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], String> {
        self.as_ref().sign(message)
    }
}

impl Signer for Secret {
    fn key(&self) -> &Key {
        Secret::key(self)
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], String> {
        Ok(Secret::sign(self, message))
    }
}

impl Body {
    /// The entry, signed by one after another.
    ///
    /// # Errors
    /// Why one of them does not sign.
    pub fn signed_by(self, signers: &[&dyn Signer]) -> Result<Entry, String> {
        let mut entry = Entry { body: self, signatures: Vec::new() };
        for signer in signers {
            entry.countersign(*signer)?;
        }
        Ok(entry)
    }
}

impl Entry {
    /// Adds a signature. One that is there already is not made again.
    ///
    /// # Errors
    /// Why the signer does not sign.
    pub fn countersign(&mut self, signer: &dyn Signer) -> Result<(), String> {
        let key = label(signer.key());
        if self.signatures.iter().all(|one| one.key != key) {
            let bytes = signer.sign(&self.body.envelope())?;
            self.signatures.push(EntrySignature { key, bytes });
            self.signatures.sort();
        }
        Ok(())
    }

    /// Takes over the signatures of the same entry from another copy of it. Says whether it is the same.
    pub fn join(&mut self, other: &Entry) -> bool {
        if self.body != other.body {
            return false;
        }
        for signature in &other.signatures {
            if self.signatures.iter().all(|one| one.key != signature.key) {
                self.signatures.push(signature.clone());
            }
        }
        self.signatures.sort();
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Json;
    use crate::key::Purpose;
    use crate::testing::Case;

    fn secret(name: &str) -> Secret {
        Secret::from_seed(name, Purpose::Signing, &crate::Hash::of(name.as_bytes()).0).unwrap()
    }

    fn body() -> Body {
        let mut case = Case::new();
        case.add("north", "claim", Json::object([("text", Json::text("a"))]), &[], |_| {});
        Entry::parse(&case.leaves[1]).unwrap().body
    }

    /// One who gives no signature.
    #[derive(Debug)]
    struct Locked(Key);

    impl Signer for Locked {
        fn key(&self) -> &Key {
            &self.0
        }

        fn sign(&self, _message: &[u8]) -> Result<[u8; 64], String> {
            Err("the agent is locked".to_owned())
        }
    }

    #[test]
    fn whoever_signs_the_entry_is_the_same() {
        let (a, bb) = (secret("a"), secret("bb"));
        let at_once = body().sign(&[&a, &bb]);
        assert_eq!(body().signed_by(&[&bb, &a, &bb]).as_ref(), Ok(&at_once));
        let (mut one, other) = (body().sign(&[&a]), body().sign(&[&bb]));
        assert!(one.join(&other) && one == at_once);
        let mut another = body();
        another.sequence += 1;
        assert!(!one.join(&another.sign(&[&a])) && one == at_once);
    }

    #[test]
    fn who_does_not_sign_is_told() {
        let locked = Locked(secret("a").key().clone());
        assert_eq!(body().signed_by(&[&locked]), Err("the agent is locked".to_owned()));
    }
}
