//! Fields that are told apart from their entry (RFC 9901): the entry holds a digest, the field and its salt lie beside the
//! log, where they can be kept from some readers and deleted by order. The tree does not change by that.

use base64ct::{Base64UrlUnpadded, Encoding as _};

use crate::Hash;
use crate::json::Json;

/// The folder of disclosures.
pub const DISCLOSURES: &str = "disclosure";

/// A field with its salt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    encoded: String,
    name: String,
    value: Json,
}

impl Disclosure {
    /// A field under 32 random bytes. Fewer could be guessed where the value has few possible ones.
    #[must_use]
    pub fn new(salt: &[u8; 32], name: &str, value: Json) -> Self {
        let salt = Json::text(Base64UrlUnpadded::encode_string(salt));
        let told = Json::List(vec![salt, Json::text(name), value.clone()]).canonical();
        let encoded = Base64UrlUnpadded::encode_string(told.as_bytes());
        Disclosure { encoded, name: name.to_owned(), value }
    }

    /// Reads a disclosure as RFC 9901 writes it: base64url of a list of salt, name and value.
    #[must_use]
    pub fn parse(encoded: &str) -> Option<Self> {
        let bytes = Base64UrlUnpadded::decode_vec(encoded).ok()?;
        let told = Json::from_value(serde_json::from_slice(&bytes).ok()?).ok()?;
        let [Json::Text(_), Json::Text(name), value] = told.items() else { return None };
        Some(Disclosure { encoded: encoded.to_owned(), name: name.clone(), value: value.clone() })
    }

    /// The name of the field.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its value.
    #[must_use]
    pub fn value(&self) -> &Json {
        &self.value
    }

    /// The disclosure as it is handed on.
    #[must_use]
    pub fn encoded(&self) -> &str {
        &self.encoded
    }

    /// The hash of it: what an order of erasure names.
    #[must_use]
    pub fn hash(&self) -> Hash {
        Hash::of(self.encoded.as_bytes())
    }

    /// The digest that stands in `_sd` of the entry.
    #[must_use]
    pub fn digest(&self) -> String {
        Base64UrlUnpadded::encode_string(&self.hash().0)
    }
}

/// The hash in a digest of `_sd`.
#[must_use]
pub fn hash_of(digest: &str) -> Option<Hash> {
    let bytes = Base64UrlUnpadded::decode_vec(digest).ok()?;
    bytes.try_into().ok().map(Hash)
}

/// Where the disclosures of an entry lie.
#[must_use]
pub fn disclosure_path(entry: Hash) -> String {
    format!("{DISCLOSURES}/{}.json", entry.hex())
}

/// The file of disclosures: a list of them, sorted by digest.
#[must_use]
pub fn to_file(disclosures: &[Disclosure]) -> Vec<u8> {
    let mut sorted: Vec<&Disclosure> = disclosures.iter().collect();
    sorted.sort_by_key(|one| one.digest());
    let list = sorted.into_iter().map(|one| Json::text(one.encoded())).collect();
    format!("{}\n", Json::List(list).canonical()).into_bytes()
}

/// Reads a file of disclosures; nothing if it is none.
#[must_use]
pub fn from_file(bytes: &[u8]) -> Option<Vec<Disclosure>> {
    let told = Json::from_value(serde_json::from_slice(bytes).ok()?).ok()?;
    told.items().iter().map(|one| one.as_text().and_then(Disclosure::parse)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of RFC 9901, section 4.2.1 and 4.2.3: the same disclosure and the same digest.
    #[test]
    fn the_example_of_the_rfc_is_read() {
        let encoded = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0";
        let disclosure = Disclosure::parse(encoded).unwrap();
        assert_eq!((disclosure.name(), disclosure.value()), ("family_name", &Json::text("Möbius")));
        assert_eq!(disclosure.digest(), "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0");
        assert_eq!(hash_of(&disclosure.digest()), Some(disclosure.hash()));
    }

    #[test]
    fn disclosures_come_back_from_their_file_in_one_order() {
        let one = Disclosure::new(&[1; 32], "name", Json::text("A. Person"));
        let other = Disclosure::new(&[2; 32], "telephone", Json::number(5550100));
        let file = to_file(&[one.clone(), other.clone()]);
        assert_eq!(file, to_file(&[other.clone(), one.clone()]));
        let mut read = from_file(&file).unwrap();
        read.sort_by_key(|disclosure| disclosure.name().to_owned());
        assert_eq!(read, [one, other]);
        for wrong in ["", "{}x", "[1]", "[\"AA\"]", "[\"WyJhIiwiYiJd\"]"] {
            assert_eq!(from_file(wrong.as_bytes()), None, "{wrong}");
        }
    }

    /// The same value under another salt has another digest: nobody can try values out.
    #[test]
    fn a_digest_tells_nothing_of_a_value_that_could_be_guessed() {
        let digest = |salt: u8| Disclosure::new(&[salt; 32], "plate", Json::text("AB 123")).digest();
        assert_ne!(digest(1), digest(2));
    }
}
