//! The kinds of entries: what each says, and who has to sign it.

use crate::json::Json;
use crate::node::Node;
use crate::shape::{Field, Shape, ShapeError};

/// Who has to sign an entry of a kind, beside its author.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Signers {
    /// Its author alone.
    Author,
    /// A second holder, who is named in the payload under `to`.
    Receiver,
    /// The commission.
    Commission,
    /// Every party, and the commission if there is one.
    Everybody,
    /// Holders enough for the quorum of the policy in force; everybody, if it gives nobody a voice.
    Quorum,
    /// Nobody else if the key that it speaks of is, or becomes, the author's own; else as [`Signers::Quorum`], so that a
    /// key can be replaced that was lost or stolen.
    Owner,
}

/// A kind of entries.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// Its name in the entry.
    pub name: &'static str,
    /// Who has to sign.
    pub signers: Signers,
    /// In a sentence, what it says.
    pub says: &'static str,
    payload: &'static [Field],
}

/// The version of all kinds. A kind whose payload changes gets the next one.
pub const VERSION: u64 = 1;

impl Kind {
    /// The kind of that name and version; nothing if it is not one of those that this program understands.
    #[must_use]
    pub fn named(name: &str, version: u64) -> Option<&'static Kind> {
        KINDS.iter().find(|kind| kind.name == name && version == VERSION)
    }

    /// Checks a payload.
    ///
    /// # Errors
    /// [`ShapeError`] with the first field that is wrong.
    pub fn check(&self, payload: &Json) -> Result<(), ShapeError> {
        self.check_node(payload)
    }

    /// The same wherever the payload lies.
    pub(crate) fn check_node(&self, payload: &impl Node) -> Result<(), ShapeError> {
        Shape::Fields(self.payload).check(payload, "e")
    }

    /// The JSON Schema (2020-12) of its payload. The genesis entry names the hash of it, so that the record carries
    /// its own grammar.
    #[must_use]
    pub fn schema(&self) -> Json {
        let mut schema = Shape::Fields(self.payload).schema();
        if let Json::Object(members) = &mut schema {
            let dialect = "https://json-schema.org/draft/2020-12/schema";
            members.insert("$schema".to_owned(), Json::text(dialect));
            members.insert("title".to_owned(), Json::text(format!("{} {VERSION}", self.name)));
            members.insert("description".to_owned(), Json::text(self.says));
        }
        schema
    }
}

const fn must(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, optional: false }
}

const fn may(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, optional: true }
}

const fn author(name: &'static str, says: &'static str, payload: &'static [Field]) -> Kind {
    Kind { name, signers: Signers::Author, says, payload }
}

const fn quorum(name: &'static str, says: &'static str, payload: &'static [Field]) -> Kind {
    Kind { name, signers: Signers::Quorum, says, payload }
}

const fn owner(name: &'static str, says: &'static str, payload: &'static [Field]) -> Kind {
    Kind { name, signers: Signers::Owner, says, payload }
}

/// What a holder of keys is to the agreement.
pub(crate) const ROLES: &[&str] = &["party", "commission", "observer", "sensor", "collector"];

const HOLDER: Shape = Shape::Fields(&[
    must("name", Shape::Text),
    must("role", Shape::Word(ROLES)),
    must("keys", Shape::List(&Shape::Key)),
]);

/// A text that somebody says, or the blob that holds it.
const SAID: &[Field] = &[may("text", Shape::Text), may("blob", BLOB), may("fact", Shape::Open)];

const BLOB: Shape =
    Shape::Fields(&[must("sha256", Shape::Digest), must("bytes", Shape::Count), may("media", Shape::Text)]);

const VERSION_OF_TEXT: &[Field] = &[
    must("text", BLOB),
    may("terms", Shape::Digest),
    may("supersedes", Shape::Digest),
    may("title", Shape::Text),
];

const ADDED: &[Field] =
    &[must("holder", Shape::Text), must("role", Shape::Word(ROLES)), must("key", Shape::Key)];

const BOX: Shape = Shape::Fields(&[
    must("south", Shape::Text),
    must("west", Shape::Text),
    must("north", Shape::Text),
    must("east", Shape::Text),
]);

/// All kinds, in the order in which a case meets them.
pub const KINDS: &[Kind] = &[
    Kind {
        name: "genesis",
        signers: Signers::Everybody,
        says: "Begins a record: the case, the holders of keys, the schemas of all kinds, the first policy.",
        payload: &[
            must("case", Shape::Text),
            must("origin", Shape::Text),
            must("holders", Shape::List(&HOLDER)),
            must("schemas", Shape::Open),
            must("policy", Shape::Policy),
            may("rules", Shape::Digest),
        ],
    },
    owner("key_add", "Makes a key one of a holder's, from the next entry on.", ADDED),
    author(
        "key_rotate",
        "Puts a new key of the author's own in the place of the one that signs this.",
        &[must("key", Shape::Key)],
    ),
    owner(
        "key_revoke",
        "Takes a key out of use, from the next entry on. What it signed before stands.",
        &[must("key", Shape::Key), may("why", Shape::Text)],
    ),
    quorum("policy", "Sets the policy for entries from the next one on.", &[must("policy", Shape::Policy)]),
    author("agreement_version", "Puts a version of the agreement on the table.", VERSION_OF_TEXT),
    author("annex", "Puts a version of an annex on the table.", VERSION_OF_TEXT),
    author("map", "Puts a version of a map on the table.", VERSION_OF_TEXT),
    author(
        "approval",
        "Approves an entry, by its content.",
        &[must("eid", Shape::Digest), may("text", Shape::Text)],
    ),
    author(
        "refusal",
        "Refuses an entry, by its content.",
        &[must("eid", Shape::Digest), may("text", Shape::Text)],
    ),
    author(
        "notification",
        "Tells the other side beforehand.",
        &[
            may("text", Shape::Text),
            may("where", Shape::Text),
            may("from", Shape::Time),
            may("until", Shape::Time),
            may("fact", Shape::Open),
        ],
    ),
    author(
        "segment",
        "Binds a file of positions: one sensor group, one stretch of time.",
        &[
            must("blob", BLOB),
            must("rows", Shape::Count),
            must("schema", Shape::Text),
            must("sensor", Shape::Text),
            must("from", Shape::Time),
            must("until", Shape::Time),
            may("box", BOX),
            may("prev", Shape::Digest),
            may("groups", Shape::List(&Shape::Digest)),
        ],
    ),
    author("observation", "Tells what was seen.", &[must("fact", Shape::Open)]),
    author(
        "evidence",
        "Binds a file that shows something, or the commitment to one.",
        &[
            may("blob", BLOB),
            may("commitment", Shape::Digest),
            may("captured", Shape::Time),
            may("device", Shape::Text),
            may("manifest", Shape::Digest),
        ],
    ),
    Kind {
        name: "custody",
        signers: Signers::Receiver,
        says: "Hands a thing over; both sign.",
        payload: &[
            must("from", Shape::Text),
            must("to", Shape::Text),
            must("medium", Shape::Text),
            may("seal", Shape::Text),
        ],
    },
    author("report", "Tells what its author has found.", SAID),
    author("claim", "Alleges something.", SAID),
    author("answer", "Answers what was said.", SAID),
    Kind {
        name: "finding",
        signers: Signers::Commission,
        says: "Rules on what was said.",
        payload: &[
            must("verdict", Shape::Text),
            may("rule", Shape::Text),
            may("confidence", Shape::Text),
            may("fact", Shape::Open),
        ],
    },
    author("dissent", "Differs from a finding.", &[must("eid", Shape::Digest), must("text", Shape::Text)]),
    author(
        "correction",
        "Says what is wrong with an entry, which stays.",
        &[
            must("eid", Shape::Digest),
            must("wrong", Shape::Text),
            may("fact", Shape::Open),
            may("text", Shape::Text),
        ],
    ),
    author(
        "seal",
        "Binds something that is not shown yet.",
        &[
            must("commitment", Shape::Digest),
            may("ciphertext", BLOB),
            may("recipients", Shape::List(&Shape::Text)),
            may("due", Shape::Time),
        ],
    ),
    author(
        "reveal",
        "Shows what was sealed.",
        &[
            must("eid", Shape::Digest),
            must("salt", Shape::Bytes),
            must("plain", Shape::Digest),
            may("blob", BLOB),
        ],
    ),
    quorum(
        "erasure_order",
        "Orders that things outside the log be deleted everywhere.",
        &[must("digests", Shape::List(&Shape::Digest)), must("ground", Shape::Text)],
    ),
    author("erasure_done", "Says that its author has deleted them.", &[must("eid", Shape::Digest)]),
    author(
        "state_attest",
        "Says what its author's program made of the record up to a tree.",
        &[
            must("size", Shape::Count),
            must("root", Shape::Digest),
            must("as_of", Shape::Time),
            must("state", Shape::Digest),
            must("program", Shape::Text),
            must("rules", Shape::Digest),
            may("rows", BLOB),
        ],
    ),
    author(
        "time_token",
        "Binds a token of time over a checkpoint.",
        &[
            must("form", Shape::Word(&["rfc3161", "ots"])),
            must("token", BLOB),
            must("checkpoint", Shape::List(&Shape::Text)),
        ],
    ),
    author(
        "refusal_claim",
        "Says that a submission was promised a place and has none.",
        &[must("receipt", Shape::List(&Shape::Text)), must("eid", Shape::Digest)],
    ),
    author(
        "fork_evidence",
        "Shows that the log told two histories.",
        &[must("one", Shape::List(&Shape::Text)), must("other", Shape::List(&Shape::Text))],
    ),
    quorum(
        "succession",
        "Closes this log and names the next.",
        &[
            must("size", Shape::Count),
            must("root", Shape::Digest),
            must("next", Shape::Text),
            must("key", Shape::Key),
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_apart_by_their_names() {
        for (at, kind) in KINDS.iter().enumerate() {
            assert!(KINDS[..at].iter().all(|other| other.name != kind.name), "{}", kind.name);
            assert!(kind.says.ends_with('.'));
        }
        assert!(Kind::named("claim", VERSION).is_some());
        assert!(Kind::named("claim", VERSION + 1).is_none() && Kind::named("clam", VERSION).is_none());
    }

    fn as_value(json: &Json) -> serde_json::Value {
        serde_json::from_str(&json.canonical()).unwrap()
    }

    /// A payload that fits the shape, with the optional fields or without.
    fn example(shape: &Shape, full: bool) -> Json {
        let digest = "0".repeat(64);
        let key = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
        match shape {
            Shape::Text => Json::text("x"),
            Shape::Word(words) => Json::text(words[0]),
            Shape::Count => Json::number(3),
            Shape::Digest => Json::text(digest),
            Shape::Bytes => Json::text("AQ=="),
            Shape::Time => Json::text("2018-11-01T00:00:00.000Z"),
            Shape::Key => Json::text(key),
            Shape::Policy => Json::List(vec![Json::text("quorum none")]),
            Shape::List(inner) => Json::List(vec![example(inner, full)]),
            Shape::Open => Json::object([]),
            Shape::Fields(fields) => {
                let kept = fields.iter().filter(|field| full || !field.optional);
                Json::Object(kept.map(|f| (f.name.to_owned(), example(&f.shape, full))).collect())
            }
        }
    }

    /// The schema is what others check payloads with: it takes what we take, and refuses what we refuse.
    #[test]
    fn schemas_and_checks_agree() {
        for kind in KINDS {
            let schema = jsonschema::validator_for(&as_value(&kind.schema())).unwrap();
            let agree = |payload: &Json, expected: bool| {
                let ours = kind.check(payload);
                assert_eq!(ours.is_ok(), expected, "{}: {ours:?}", kind.name);
                assert_eq!(
                    schema.is_valid(&as_value(payload)),
                    expected,
                    "{}: {}",
                    kind.name,
                    payload.canonical()
                );
            };
            let Json::Object(full) = example(&Shape::Fields(kind.payload), true) else { panic!("an object") };
            agree(&Json::Object(full.clone()), true);
            agree(&example(&Shape::Fields(kind.payload), false), true);
            let mut more = full.clone();
            more.insert("zz".to_owned(), Json::Flag(true));
            agree(&Json::Object(more), false);
            for field in kind.payload {
                let mut less = full.clone();
                less.remove(field.name);
                agree(&Json::Object(less), field.optional);
                let mut wrong = full.clone();
                wrong.insert(field.name.to_owned(), Json::Integer(-1));
                agree(&Json::Object(wrong), false);
            }
        }
    }
}
