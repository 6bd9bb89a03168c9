//! Entries: one JSON document a leaf, with its signatures inside. What is signed is the body in its canonical form,
//! in the envelope encoding of DSSE, so that any DSSE tool verifies the same signature.

use std::collections::BTreeMap;

use armistice_facts::{Instant, Name};
use base64ct::{Base64, Encoding as _};

use crate::json::{Json, JsonError, why};
use crate::key::{Key, Purpose, Secret};
use crate::node::{Node as _, Plain};
use crate::scan::{Member, Value, scan};
use crate::shape::{time_from, time_text};
use crate::{Hash, Head};

/// The longest entry, in bytes. A bundle could tell 65,535.
pub const LONGEST: usize = 48 << 10;
/// The most signatures of an entry.
const MOST_SIGNATURES: usize = 32;
/// The most references of an entry.
const MOST_REFERENCES: usize = 256;
/// What is signed, as DSSE names it.
const PAYLOAD_TYPE: &str = "application/vnd.armistice.entry.v1+json";
/// The members of a body, in their order.
const MEMBERS: &[&str; 13] =
    &["_sd", "aprev", "aseq", "at", "by", "crit", "e", "kind", "kv", "ref", "seen", "v", "x"];
/// The version of the form.
const FORM: u64 = 1;

/// Why bytes are no entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EntryError {
    /// Too long.
    #[error("an entry of {0} bytes is longer than {LONGEST}")]
    Long(usize),
    /// Not JSON of the canonical form.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// A member that is missing or not of its form.
    #[error("`{0}` is missing or not of its form")]
    Member(&'static str),
    /// A member that no entry has.
    #[error("`{0}` is no member of an entry; what is not read belongs under `x`")]
    Strange(String),
}

/// A reference to an earlier entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// Where it stands in the log.
    pub index: u64,
    /// The hash of its leaf.
    pub leaf: Hash,
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// The kind, as [`crate::kind`] knows it or not.
    pub kind: String,
    /// The version of the kind.
    pub version: u64,
    /// Whose word it is.
    pub by: Name,
    /// Which of the author's entries it is, counted from 1.
    pub sequence: u64,
    /// The author's entry before it; nothing for the first.
    pub previous: Option<Hash>,
    /// The tree that the author had verified.
    pub seen: Option<Head>,
    /// When the author says that it was written. A claim, like the rest.
    pub at: Instant,
    /// Earlier entries that it speaks of, in the order of the log.
    pub references: Vec<Reference>,
    /// What is said, in the form of the kind.
    pub payload: Json,
    /// Digests of what is disclosed apart (RFC 9901), sorted.
    pub disclosures: Vec<String>,
    /// Whether a program that does not understand the kind must stop here.
    pub critical: bool,
    /// What no program reads.
    pub extra: Option<Json>,
}

/// A signature within an entry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntrySignature {
    /// Name and identifier of the key: `north.example/a+1f2e3d4c`.
    pub key: String,
    /// The Ed25519 signature of the envelope encoding.
    pub bytes: [u8; 64],
}

/// A body with its signatures: a leaf of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What is said.
    pub body: Body,
    /// Who signs, sorted by key; one signature a key.
    pub signatures: Vec<EntrySignature>,
}

impl Body {
    /// What is signed: the pre-authentication encoding of DSSE over the canonical body.
    #[must_use]
    pub fn envelope(&self) -> Vec<u8> {
        envelope(self.to_json().canonical().as_bytes())
    }

    /// The identity of what is said, whoever signs it: the hash of what is signed.
    #[must_use]
    pub fn id(&self) -> Hash {
        Hash::of(&self.envelope())
    }

    /// The entry, signed by these keys.
    #[must_use]
    pub fn sign(self, keys: &[&Secret]) -> Entry {
        let envelope = self.envelope();
        let signed =
            |secret: &&Secret| EntrySignature { key: label(secret.key()), bytes: secret.sign(&envelope) };
        let mut signatures: Vec<EntrySignature> = keys.iter().map(signed).collect();
        signatures.sort();
        signatures.dedup();
        Entry { body: self, signatures }
    }

    fn to_json(&self) -> Json {
        let mut members = BTreeMap::from([
            ("v".to_owned(), Json::number(FORM)),
            ("kind".to_owned(), Json::text(&self.kind)),
            ("kv".to_owned(), Json::number(self.version)),
            ("by".to_owned(), Json::text(&self.by)),
            ("aseq".to_owned(), Json::number(self.sequence)),
            ("at".to_owned(), Json::text(time_text(self.at))),
            ("e".to_owned(), self.payload.clone()),
        ]);
        let mut put = |name: &str, value: Option<Json>| {
            if let Some(value) = value {
                members.insert(name.to_owned(), value);
            }
        };
        put("aprev", self.previous.map(|hash| Json::text(hash.hex())));
        put(
            "seen",
            self.seen.map(|head| {
                Json::object([("size", Json::number(head.size)), ("root", Json::text(head.root.hex()))])
            }),
        );
        let reference = |one: &Reference| {
            Json::object([("idx", Json::number(one.index)), ("leaf", Json::text(one.leaf.hex()))])
        };
        let references = || Json::List(self.references.iter().map(reference).collect());
        put("ref", (!self.references.is_empty()).then(references));
        let disclosures = || Json::List(self.disclosures.iter().map(Json::text).collect());
        put("_sd", (!self.disclosures.is_empty()).then(disclosures));
        put("crit", self.critical.then_some(Json::Flag(true)));
        put("x", self.extra.clone());
        Json::Object(members)
    }

    /// Reads all but the payload, which has to be there.
    fn read(value: &Value<'_>) -> Result<Self, EntryError> {
        let [apart, before, number, at, by, critical, payload, kind, kind_version, refers, seen, form, extra] =
            members(value, MEMBERS)?;
        let member = EntryError::Member;
        if form.and_then(Value::as_number) != Some(FORM) {
            return Err(member("v"));
        }
        let kind = text(kind, "kind")?;
        let is_word = (1..=64).contains(&kind.len())
            && kind.bytes().all(|letter| letter.is_ascii_lowercase() || letter == b'_');
        if payload.is_none_or(|payload| payload.plain() != Plain::Object) {
            return Err(member("e"));
        }
        let is_true = |value: &Value<'_>| (*value == Value::Flag(true)).then_some(true);
        Ok(Body {
            kind: Some(kind.to_owned()).filter(|_| is_word).ok_or(member("kind"))?,
            version: kind_version.and_then(Value::as_number).ok_or(member("kv"))?,
            by: Name::new(text(by, "by")?).map_err(|_| member("by"))?,
            sequence: number.and_then(Value::as_number).ok_or(member("aseq"))?,
            previous: optional(before, "aprev", digest)?,
            seen: optional(seen, "seen", head)?,
            at: time_from(text(at, "at")?).ok_or(member("at"))?,
            references: optional(refers, "ref", references)?.unwrap_or_default(),
            payload: Json::object([]),
            disclosures: optional(apart, "_sd", disclosures)?.unwrap_or_default(),
            critical: optional(critical, "crit", is_true)?.unwrap_or(false),
            extra: extra.map(Json::from),
        })
    }
}

impl Entry {
    /// Reads a leaf: the canonical form, and nothing else.
    ///
    /// # Errors
    /// [`EntryError`] naming what is wrong with it.
    pub fn parse(leaf: &[u8]) -> Result<Self, EntryError> {
        Entry::parse_signed(leaf).map(|(entry, _)| entry)
    }

    /// The same, with what is signed ([`Body::envelope`]) as it stands in the leaf, so that nothing is written again.
    ///
    /// # Errors
    /// [`EntryError`] naming what is wrong with it.
    pub fn parse_signed(leaf: &[u8]) -> Result<(Self, Vec<u8>), EntryError> {
        let mut leaf = Leaf::read(leaf)?;
        let (mut entry, payload) = leaf.frame()?;
        entry.body.payload = Json::from(payload);
        Ok((entry, leaf.envelope()))
    }

    /// The bytes of the leaf.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let signature = |one: &EntrySignature| {
            Json::object([
                ("key", Json::text(&one.key)),
                ("sig", Json::text(Base64::encode_string(&one.bytes))),
            ])
        };
        let signatures = Json::List(self.signatures.iter().map(signature).collect());
        Json::object([("body", self.body.to_json()), ("sigs", signatures)]).canonical().into_bytes()
    }

    /// Whether the key signed the entry: nothing if it does not say that it did.
    #[must_use]
    pub fn is_signed_by(&self, key: &Key) -> Option<bool> {
        let signature = self.signatures.iter().find(|one| one.key == key.label())?;
        Some(key.purpose() == Purpose::Signing && key.has_signed(&self.body.envelope(), &signature.bytes))
    }
}

/// How an entry names a key.
#[must_use]
pub fn label(key: &Key) -> String {
    key.label().to_owned()
}

/// A leaf that was taken apart and lies in its bytes.
#[derive(Debug)]
pub(crate) struct Leaf<'a> {
    body: Value<'a>,
    /// The body as it is written, which is its canonical form.
    written: &'a [u8],
    signatures: Vec<EntrySignature>,
}

impl<'a> Leaf<'a> {
    /// Takes a leaf apart: the canonical form, and nothing else.
    pub(crate) fn read(leaf: &'a [u8]) -> Result<Self, EntryError> {
        if leaf.len() > LONGEST {
            return Err(EntryError::Long(leaf.len()));
        }
        let value = scan(leaf).ok_or_else(|| why(leaf))?;
        let [_, signed] = members(&value, &["body", "sigs"])?;
        let signatures = optional(signed, "sigs", signatures)?.ok_or(EntryError::Member("sigs"))?;
        let Value::Object(members) = value else { return Err(EntryError::Member("body")) };
        let body = members.into_iter().find(|member| member.name == "body");
        let Member { value: body, place, .. } = body.ok_or(EntryError::Member("body"))?;
        Ok(Leaf { body, written: place.of(leaf), signatures })
    }

    /// The entry without its payload, and the payload apart.
    pub(crate) fn frame(&mut self) -> Result<(Entry, &Value<'a>), EntryError> {
        let signatures = std::mem::take(&mut self.signatures);
        let payload = self.body.get("e").ok_or(EntryError::Member("e"))?;
        Ok((Entry { body: Body::read(&self.body)?, signatures }, payload))
    }

    /// What is signed.
    pub(crate) fn envelope(&self) -> Vec<u8> {
        envelope(self.written)
    }

    /// The identity of what is said.
    pub(crate) fn id(&self) -> Hash {
        Hash::of_parts(&[envelope_head(self.written).as_bytes(), self.written])
    }
}

/// The pre-authentication encoding of DSSE over a canonical body.
fn envelope(body: &[u8]) -> Vec<u8> {
    [envelope_head(body).as_bytes(), body].concat()
}

/// What stands in it before the body.
fn envelope_head(body: &[u8]) -> String {
    format!("DSSEv1 {} {PAYLOAD_TYPE} {} ", PAYLOAD_TYPE.len(), body.len())
}

/// The members of an object by their names, which stand in order as the members do. It may have no others.
fn members<'v, 'a, const N: usize>(
    value: &'v Value<'a>,
    names: &[&'static str; N],
) -> Result<[Option<&'v Value<'a>>; N], EntryError> {
    let Value::Object(members) = value else { return Err(EntryError::Member("body")) };
    let mut found = [None; N];
    let mut places = names.iter().zip(&mut found);
    for member in members {
        // Both are in order, so a name that was passed over does not come any more.
        match places.by_ref().find(|(name, _)| **name == member.name) {
            Some((_, place)) => *place = Some(&member.value),
            None => return Err(EntryError::Strange(member.name.chars().take(64).collect())),
        }
    }
    Ok(found)
}

/// A text that has to be there.
fn text<'v>(value: Option<&'v Value<'_>>, name: &'static str) -> Result<&'v str, EntryError> {
    value.and_then(|value| value.as_text()).ok_or(EntryError::Member(name))
}

/// A member that may be missing, but not be of another form.
fn optional<T>(
    value: Option<&Value<'_>>,
    name: &'static str,
    read: impl Fn(&Value<'_>) -> Option<T>,
) -> Result<Option<T>, EntryError> {
    value.map(|member| read(member).ok_or(EntryError::Member(name))).transpose()
}

fn digest(value: &Value<'_>) -> Option<Hash> {
    value.as_text().and_then(Hash::from_hex)
}

fn head(value: &Value<'_>) -> Option<Head> {
    let [root, size] = members(value, &["root", "size"]).ok()?;
    Some(Head { size: size?.as_number()?, root: digest(root?)? })
}

fn references(value: &Value<'_>) -> Option<Vec<Reference>> {
    let reference = |value: &Value<'_>| {
        let [index, leaf] = members(value, &["idx", "leaf"]).ok()?;
        Some(Reference { index: index?.as_number()?, leaf: digest(leaf?)? })
    };
    let read: Vec<Reference> = value.items().iter().map(reference).collect::<Option<_>>()?;
    let is_sorted = read.is_sorted_by(|one, next| one.index < next.index);
    (is_sorted && (1..=MOST_REFERENCES).contains(&read.len())).then_some(read)
}

fn disclosures(value: &Value<'_>) -> Option<Vec<String>> {
    let read: Vec<String> =
        value.items().iter().map(|one| one.as_text().map(ToOwned::to_owned)).collect::<Option<_>>()?;
    (read.is_sorted_by(|one, next| one < next) && !read.is_empty()).then_some(read)
}

fn signatures(value: &Value<'_>) -> Option<Vec<EntrySignature>> {
    let signature = |value: &Value<'_>| {
        let [key, signature] = members(value, &["key", "sig"]).ok()?;
        let mut bytes = [0; 64];
        let is_whole = Base64::decode(signature?.as_text()?, &mut bytes).ok()?.len() == 64;
        Some(EntrySignature { key: key?.as_text()?.to_owned(), bytes }).filter(|_| is_whole)
    };
    let read: Vec<EntrySignature> = value.items().iter().map(signature).collect::<Option<_>>()?;
    let is_sorted = read.is_sorted_by(|one, next| one.key < next.key);
    (is_sorted && (1..=MOST_SIGNATURES).contains(&read.len())).then_some(read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn secret(seed: u8) -> Secret {
        Secret::from_seed(&format!("north.example/{seed}"), Purpose::Signing, &[seed; 32]).unwrap()
    }

    fn body() -> Body {
        Body {
            kind: "claim".to_owned(),
            version: 1,
            by: Name::new("north").unwrap(),
            sequence: 2,
            previous: Some(Hash::of(b"the first")),
            seen: Some(Head { size: 7, root: Hash::of(b"root") }),
            at: "2018-11-01T09:00:00+09:00".parse().unwrap(),
            references: vec![Reference { index: 3, leaf: Hash::leaf(b"x") }],
            payload: Json::object([("text", Json::text("shots were \"heard\""))]),
            disclosures: vec!["abc".to_owned()],
            critical: true,
            extra: Some(Json::object([])),
        }
    }

    #[test]
    fn an_entry_comes_back_and_is_signed_by_its_keys() {
        let entry = body().sign(&[&secret(2), &secret(1)]);
        let bytes = entry.to_bytes();
        assert_eq!(Entry::parse_signed(&bytes), Ok((entry.clone(), entry.body.envelope())));
        assert_eq!(entry.is_signed_by(secret(1).key()), Some(true));
        assert_eq!(entry.is_signed_by(secret(3).key()), None);
        insta::assert_snapshot!(String::from_utf8(bytes).unwrap());
    }

    #[test]
    fn the_same_words_have_the_same_identity_whoever_signs() {
        let (one, both) = (body().sign(&[&secret(1)]), body().sign(&[&secret(1), &secret(2)]));
        assert_eq!(one.body.id(), both.body.id());
        assert_ne!(Hash::leaf(&one.to_bytes()), Hash::leaf(&both.to_bytes()));
    }

    #[test]
    fn what_is_signed_is_the_envelope_of_dsse() {
        let envelope = String::from_utf8(body().envelope()).unwrap();
        let (head, text) = envelope.split_once(" {").unwrap();
        assert_eq!(head, format!("DSSEv1 39 application/vnd.armistice.entry.v1+json {}", text.len() + 1));
    }

    #[test]
    fn what_is_no_entry_is_refused() {
        let good = String::from_utf8(body().sign(&[&secret(1)]).to_bytes()).unwrap();
        let why = |from: &str, to: &str| {
            assert!(good.contains(from), "{from}");
            Entry::parse(good.replacen(from, to, 1).as_bytes()).unwrap_err().to_string()
        };
        insta::assert_snapshot!(
            [
                why("\"aseq\":2", "\"aseq\":-2"),
                why("\"aseq\":2", "\"aseq\":2.0"),
                why("\"aseq\":2,", ""),
                why("\"crit\":true", "\"crit\":false"),
                why("\"_sd\":[\"abc\"]", "\"_sd\":[]"),
                why("\"kind\":\"claim\"", "\"kind\":\"Claim\""),
                why("\"kind\":\"claim\"", "\"kind\":\"\""),
                why("\"by\":\"north\"", "\"by\":\"no rth\""),
                why("00.000Z", "00Z"),
                why("\"v\":1", "\"v\":2"),
                why("\"x\":{}", "\"xx\":{}"),
                why("\"sigs\":[", "\"sigs\":[1,"),
                why("{\"body\"", "{\"a\":1,\"body\""),
                why("{\"body\"", " {\"body\""),
                why("\"e\":{\"text\":\"shots were \\\"heard\\\"\"}", "\"e\":1"),
            ]
            .join("\n")
        );
        assert_eq!(Entry::parse(&vec![b' '; LONGEST + 1]), Err(EntryError::Long(LONGEST + 1)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        /// A changed byte: no entry any more, or one that its key has not signed, or the same words with a spoilt
        /// name of a key.
        #[test]
        fn no_changed_byte_is_still_signed(at: prop::sample::Index, flip in 1u8..) {
            let mut bytes = body().sign(&[&secret(1)]).to_bytes();
            let at = at.index(bytes.len());
            bytes[at] ^= flip;
            if let Ok(entry) = Entry::parse(&bytes) {
                prop_assert_ne!(entry.is_signed_by(secret(1).key()), Some(true));
            }
        }
    }
}
