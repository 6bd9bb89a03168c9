//! Who may sign what, entry by entry: holders and their keys, each valid by the index of entries and never by a date;
//! the chain of each author; the policy in force.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use armistice_facts::Name;

use crate::entry::{Body, Entry, EntrySignature, Reference};
use crate::json::Json;
use crate::key::{Key, Purpose};
use crate::kind::{Kind, Signers};
use crate::node::Node;
use crate::policy::Policy;
use crate::shape::{ShapeError, policy_from};
use crate::{Hash, Head};

/// What the log held before an entry; read through its tiles.
pub trait Past {
    /// The hash of a leaf.
    fn leaf(&self, index: u64) -> Option<Hash>;
    /// The root of the tree when it had this size.
    fn root(&self, size: u64) -> Option<Hash>;
}

/// What is wrong with an entry at its place. A log that holds one has been written wrongly: its door should have
/// refused the entry. Only a gap can be the author's doing or the operator's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// The first entry is no genesis, or a later one is.
    #[error("a record begins with one genesis entry and has no other")]
    Genesis,
    /// Something after the end.
    #[error("the record was closed by a succession at entry {0}")]
    Closed(u64),
    /// An author that nobody has named.
    #[error("`{0}` is no holder of keys in this record")]
    Author(Name),
    /// A payload that is not of its kind.
    #[error(transparent)]
    Payload(#[from] ShapeError),
    /// Two holders, two keys, or a key without use under one name.
    #[error("`{0}` names a holder or key that cannot be taken")]
    Roster(String),
    /// A key that is not valid at this place.
    #[error("`{0}` is no key that is valid at this place")]
    Key(String),
    /// A signature that its key did not make.
    #[error("the signature that bears the name of `{0}` is not by that key")]
    Forged(String),
    /// A signer that is missing.
    #[error("`{0}` has to sign it and did not")]
    Unsigned(Name),
    /// Fewer than have to decide it.
    #[error("fewer have signed it than the quorum of the policy in force asks for")]
    Quorum,
    /// Entries of the author are missing.
    #[error("`{by}` went from {last} to {found}: what stood between was never recorded")]
    Gap {
        /// The author.
        by: Name,
        /// The number of the entry before.
        last: u64,
        /// The number of this one.
        found: u64,
    },
    /// The author gave the same number twice.
    #[error("`{by}` gave the number {found} again, after {last}")]
    Again {
        /// The author.
        by: Name,
        /// The number of the entry before.
        last: u64,
        /// The number of this one.
        found: u64,
    },
    /// The chain of the author does not hold.
    #[error("it does not name the entry of `{0}` before it")]
    Chain(Name),
    /// A reference to another entry than stands there.
    #[error("it refers to entry {0}, and another stands there, or none")]
    Reference(u64),
    /// A tree that the log never had.
    #[error("its author saw a tree of size {0} that this log never had")]
    Seen(u64),
}

/// A signature that bears the name of a key that is valid at the entry's place. Checking it is what costs.
#[derive(Debug, Clone)]
pub struct Claimed {
    /// The key.
    pub key: Arc<Key>,
    /// Its signature.
    pub signature: [u8; 64],
}

impl Claimed {
    /// Whether the key made the signature over that envelope.
    #[must_use]
    pub fn holds(&self, envelope: &[u8]) -> bool {
        self.key.has_signed(envelope, &self.signature)
    }
}

/// What came of one entry.
#[derive(Debug, Clone, Default)]
pub struct Admission {
    /// What is wrong with it.
    pub faults: Vec<Fault>,
    /// The signatures that it stands on.
    pub claimed: Vec<Claimed>,
    /// Whether this program understands its kind.
    pub understood: bool,
}

/// What can be told of a body without what stood before it: worth a processor of its own.
#[derive(Debug)]
pub struct Form {
    kind: Option<&'static Kind>,
    wrong: Option<ShapeError>,
}

impl Form {
    /// The form of a body.
    #[must_use]
    pub fn of(body: &Body) -> Self {
        Form::read(&body.kind, body.version, &body.payload)
    }

    /// The form of a payload of that kind and version, wherever the payload lies.
    pub(crate) fn read<N: Node>(kind: &str, version: u64, payload: &N) -> Self {
        let kind = Kind::named(kind, version);
        Form { kind, wrong: kind.and_then(|kind| kind.check_node(payload).err()) }
    }

    /// The kind, if this program understands it.
    #[must_use]
    pub fn kind(&self) -> Option<&'static Kind> {
        self.kind
    }
}

/// A key in the hands of a holder.
#[derive(Debug, Clone)]
pub struct Held {
    /// The key.
    pub key: Arc<Key>,
    /// The first entry that it can sign.
    pub from: u64,
    /// The last entry that it can sign; nothing while it is in use.
    pub until: Option<u64>,
    /// How many entries it has signed.
    pub signed: u64,
}

/// A holder of keys.
#[derive(Debug, Clone)]
pub struct Holder {
    /// What it is to the agreement.
    pub role: String,
    /// Its keys, in the order in which they came.
    pub keys: Vec<Held>,
    /// Number and identity of its last entry.
    pub last: Option<(u64, Hash)>,
}

/// A text on the table, and who has said yes or no to it.
#[derive(Debug, Clone)]
pub struct Tabled {
    /// The entry.
    pub index: u64,
    /// Its kind.
    pub kind: String,
    /// Yes or no, by holder; the last word counts.
    pub answers: BTreeMap<Name, bool>,
}

/// The record as far as signatures depend on it.
#[derive(Debug, Clone, Default)]
pub struct Roster {
    /// How many entries were taken.
    pub size: u64,
    /// The name of the log.
    pub origin: String,
    /// The holders of keys.
    pub holders: BTreeMap<Name, Holder>,
    /// The policies, each with the first entry that it governs.
    pub policies: Vec<(u64, Policy)>,
    /// The texts on the table, by the identity of their entry.
    pub tabled: BTreeMap<Hash, Tabled>,
    /// What was ordered to be erased, and by which entry.
    pub erased: BTreeMap<Hash, u64>,
    /// The entry that closed the record.
    pub closed: Option<u64>,
}

impl Roster {
    /// The record before its first entry.
    #[must_use]
    pub fn new() -> Self {
        Roster::default()
    }

    /// The policy that governs an entry.
    #[must_use]
    pub fn policy_at(&self, index: u64) -> Option<&(u64, Policy)> {
        self.policies.iter().rev().find(|(from, _)| *from <= index)
    }

    /// The parties, and the commission if there is one.
    pub fn everybody(&self) -> impl Iterator<Item = &Name> {
        let counts = |holder: &Holder| matches!(holder.role.as_str(), "party" | "commission");
        self.holders.iter().filter(move |(_, holder)| counts(holder)).map(|(name, _)| name)
    }

    /// Takes the next entry, and tells what is wrong with it. Signatures are told and not checked here.
    ///
    /// What an entry changes is changed even where it is faulty, as far as it can be: whoever keeps a door asks
    /// [`Roster::check`] first.
    pub fn take(&mut self, entry: &Entry, past: &impl Past) -> Admission {
        self.follow(entry, entry.body.id(), &Form::of(&entry.body), past)
    }

    /// The same for whoever has worked out the identity of the entry ([`Body::id`]) and its form already.
    pub fn follow(&mut self, entry: &Entry, id: Hash, form: &Form, past: &impl Past) -> Admission {
        let mut admission = self.check(entry, form, past);
        let index = self.size;
        if let Err(fault) = self.apply(entry, id, index) {
            admission.faults.push(fault);
        }
        for claimed in &admission.claimed {
            let held = self.holders.values_mut().flat_map(|holder| &mut holder.keys);
            held.filter(|held| held.key == claimed.key).for_each(|held| held.signed += 1);
        }
        if let Some(holder) = self.holders.get_mut(&entry.body.by) {
            holder.last = Some((entry.body.sequence, id));
        }
        self.size += 1;
        admission
    }

    /// What would be wrong with an entry at the next place.
    #[must_use]
    pub fn check(&self, entry: &Entry, form: &Form, past: &impl Past) -> Admission {
        let index = self.size;
        let body = &entry.body;
        let kind = form.kind;
        let mut admission = Admission { understood: kind.is_some(), ..Admission::default() };
        let faults = &mut admission.faults;
        if (body.kind == "genesis") != (index == 0) {
            faults.push(Fault::Genesis);
        }
        faults.extend(self.closed.map(Fault::Closed));
        faults.extend(form.wrong.clone().map(Fault::Payload));
        // The first entry is signed by the keys that it brings.
        let brought;
        let holders = if index == 0 {
            brought = holders_of(&body.payload);
            &brought
        } else {
            &self.holders
        };
        let author = self.holders.get(&body.by);
        faults.extend(chain_fault(body, author));
        faults.extend(body.references.iter().filter_map(|one| reference_fault(*one, index, past)));
        faults.extend(body.seen.and_then(|seen| seen_fault(seen, index, past)));
        let mut signers = Vec::new();
        for signature in &entry.signatures {
            match valid_key(holders, signature, index) {
                Some((name, key)) => {
                    signers.push(name);
                    let claimed = Claimed { key: Arc::clone(key), signature: signature.bytes };
                    admission.claimed.push(claimed);
                }
                None => admission.faults.push(Fault::Key(signature.key.chars().take(100).collect())),
            }
        }
        if !holders.contains_key(&body.by) {
            admission.faults.push(Fault::Author(body.by.clone()));
        }
        self.missed(
            body,
            kind.map_or(Signers::Author, |kind| kind.signers),
            holders,
            &signers,
            &mut admission,
        );
        admission
    }

    /// Tells whose signature is missing.
    fn missed(
        &self,
        body: &Body,
        wanted: Signers,
        holders: &BTreeMap<Name, Holder>,
        signers: &[&Name],
        admission: &mut Admission,
    ) {
        let wanted = match wanted {
            Signers::Owner if self.is_own(body) => Signers::Author,
            Signers::Owner => Signers::Quorum,
            wanted => wanted,
        };
        let quorum = if wanted == Signers::Quorum { self.quorum(signers) } else { None };
        let wanted = if quorum.is_some() { Signers::Author } else { wanted };
        let others = others(body, wanted, holders);
        let missing = [&body.by].into_iter().chain(&others).filter(|name| !signers.contains(name));
        admission.faults.extend(missing.map(|name| Fault::Unsigned(name.clone())));
        admission.faults.extend((quorum == Some(false)).then_some(Fault::Quorum));
    }

    /// Whether the key that an entry speaks of is, or becomes, its author's own.
    fn is_own(&self, body: &Body) -> bool {
        let Some(author) = self.holders.get(&body.by) else { return false };
        match body.payload.get("holder").and_then(Json::as_text) {
            Some(holder) => holder == body.by.as_str(),
            None => own_key(&body.payload).is_ok_and(|key| author.keys.iter().any(|held| *held.key == key)),
        }
    }

    /// Whether these holders are enough for the quorum of the policy that governs the next entry; nothing if it gives no
    /// holder a voice.
    fn quorum(&self, signers: &[&Name]) -> Option<bool> {
        let (_, policy) = self.policy_at(self.size)?;
        let signed = signers.iter().map(|name| name.as_str().as_bytes()).collect();
        let voters = self.holders.keys().map(|name| name.as_str().as_bytes()).collect();
        policy.is_met_by_holders(&signed, &voters)
    }

    /// Changes what the entry changes.
    fn apply(&mut self, entry: &Entry, id: Hash, index: u64) -> Result<(), Fault> {
        let body = &entry.body;
        let payload = &body.payload;
        let digest = |name: &str| payload.get(name).and_then(Json::as_text).and_then(Hash::from_hex);
        match body.kind.as_str() {
            "genesis" => {
                self.origin = payload.get("origin").and_then(Json::as_text).unwrap_or_default().to_owned();
                self.holders = holders_of(payload);
                self.set_policy(payload, index)?;
            }
            "policy" => self.set_policy(payload, index)?,
            "key_add" => self.add_key(payload, index)?,
            "key_rotate" => {
                let used: Vec<&str> = entry.signatures.iter().map(|one| one.key.as_str()).collect();
                let key = own_key(payload)?;
                self.hold(&body.by, key, index)?;
                let own = self.holders.get_mut(&body.by).map(|holder| &mut holder.keys).into_iter().flatten();
                let used = own.filter(|held| held.from <= index && used.contains(&held.key.label()));
                for held in used {
                    held.until.get_or_insert(index);
                }
            }
            "key_revoke" => {
                let key = own_key(payload)?;
                let all = self.holders.values_mut().flat_map(|holder| &mut holder.keys);
                for held in all.filter(|held| *held.key == key) {
                    held.until.get_or_insert(index);
                }
            }
            "agreement_version" | "annex" | "map" => {
                let tabled = Tabled {
                    index,
                    kind: body.kind.clone(),
                    answers: BTreeMap::from([(body.by.clone(), true)]),
                };
                self.tabled.insert(id, tabled);
            }
            "approval" | "refusal" => {
                if let Some(tabled) = digest("eid").and_then(|id| self.tabled.get_mut(&id)) {
                    tabled.answers.insert(body.by.clone(), body.kind == "approval");
                }
            }
            "erasure_order" => {
                let digests = payload.get("digests").map(Json::items).unwrap_or_default();
                let digests = digests.iter().filter_map(Json::as_text).filter_map(Hash::from_hex);
                self.erased.extend(digests.map(|digest| (digest, index)));
            }
            "succession" => self.closed = Some(index),
            _ => {}
        }
        Ok(())
    }

    fn set_policy(&mut self, payload: &Json, index: u64) -> Result<(), Fault> {
        let policy = payload.get("policy").and_then(policy_from);
        let policy = policy.ok_or_else(|| Fault::Roster("policy".to_owned()))?;
        // A genesis is governed by what it brings; later entries only by what came before them.
        self.policies.push((if index == 0 { 0 } else { index + 1 }, policy));
        Ok(())
    }

    fn add_key(&mut self, payload: &Json, index: u64) -> Result<(), Fault> {
        let name = payload.get("holder").and_then(Json::as_text).unwrap_or_default();
        let role = payload.get("role").and_then(Json::as_text).unwrap_or_default().to_owned();
        let holder = Name::new(name).map_err(|_| Fault::Roster(name.to_owned()))?;
        let key = own_key(payload)?;
        self.holders.entry(holder.clone()).or_insert_with(|| Holder { role, keys: Vec::new(), last: None });
        self.hold(&holder, key, index)
    }

    fn hold(&mut self, holder: &Name, key: Key, index: u64) -> Result<(), Fault> {
        let held = self.holders.values().flat_map(|holder| &holder.keys);
        let is_taken =
            held.clone().any(|held| held.key.public() == key.public() || held.key.label() == key.label());
        if is_taken || key.purpose() != Purpose::Signing {
            return Err(Fault::Roster(key.label().to_owned()));
        }
        if let Some(holder) = self.holders.get_mut(holder) {
            holder.keys.push(Held { key: Arc::new(key), from: index + 1, until: None, signed: 0 });
        }
        Ok(())
    }
}

/// The holders that a genesis names. What cannot be read is left out, and its signatures are missed.
fn holders_of(payload: &Json) -> BTreeMap<Name, Holder> {
    let mut holders: BTreeMap<Name, Holder> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for holder in payload.get("holders").map(Json::items).unwrap_or_default() {
        let name = holder.get("name").and_then(Json::as_text).unwrap_or_default();
        let role = holder.get("role").and_then(Json::as_text).unwrap_or_default().to_owned();
        let keys = holder.get("keys").map(Json::items).unwrap_or_default().iter().filter_map(Json::as_text);
        let keys = keys.filter_map(|text| Key::parse(text).ok());
        let keys = keys.filter(|key| key.purpose() == Purpose::Signing && seen.insert(key.public()));
        let keys = keys.map(|key| Held { key: Arc::new(key), from: 0, until: None, signed: 0 }).collect();
        if let Ok(name) = Name::new(name) {
            holders.entry(name).or_insert(Holder { role, keys, last: None });
        }
    }
    holders
}

/// Whoever has to sign beside the author.
fn others(body: &Body, wanted: Signers, holders: &BTreeMap<Name, Holder>) -> Vec<Name> {
    let with = |roles: &[&str]| -> Vec<Name> {
        let fits = |holder: &Holder| roles.contains(&holder.role.as_str());
        let others = holders.iter().filter(|(name, holder)| fits(holder) && **name != body.by);
        others.map(|(name, _)| name.clone()).collect()
    };
    match wanted {
        Signers::Author | Signers::Owner => Vec::new(),
        Signers::Commission => with(&["commission"]),
        Signers::Everybody | Signers::Quorum => with(&["party", "commission"]),
        Signers::Receiver => {
            let to = body.payload.get("to").and_then(Json::as_text);
            to.and_then(|name| Name::new(name).ok()).filter(|name| *name != body.by).into_iter().collect()
        }
    }
}

/// Whether the number and the chain of the author go on.
fn chain_fault(body: &Body, author: Option<&Holder>) -> Option<Fault> {
    let last = author.and_then(|holder| holder.last);
    let (number, found) = (last.map_or(0, |(number, _)| number), body.sequence);
    let by = || body.by.clone();
    if found <= number {
        Some(Fault::Again { by: by(), last: number, found })
    } else if found != number + 1 {
        Some(Fault::Gap { by: by(), last: number, found })
    } else if body.previous != last.map(|(_, id)| id) {
        Some(Fault::Chain(by()))
    } else {
        None
    }
}

fn own_key(payload: &Json) -> Result<Key, Fault> {
    let text = payload.get("key").and_then(Json::as_text).unwrap_or_default();
    Key::parse(text).map_err(|_| Fault::Roster(text.chars().take(100).collect()))
}

fn valid_key<'a>(
    holders: &'a BTreeMap<Name, Holder>,
    signature: &EntrySignature,
    index: u64,
) -> Option<(&'a Name, &'a Arc<Key>)> {
    let held = holders.iter().flat_map(|(name, holder)| holder.keys.iter().map(move |held| (name, held)));
    let is_valid = |held: &Held| held.from <= index && held.until.is_none_or(|until| index <= until);
    let mut valid = held.filter(|(_, held)| is_valid(held) && held.key.label() == signature.key);
    valid.next().map(|(name, held)| (name, &held.key))
}

fn reference_fault(one: Reference, index: u64, past: &impl Past) -> Option<Fault> {
    let stands = one.index < index && past.leaf(one.index) == Some(one.leaf);
    (!stands).then_some(Fault::Reference(one.index))
}

fn seen_fault(seen: Head, index: u64, past: &impl Past) -> Option<Fault> {
    let was = seen.size <= index && past.root(seen.size) == Some(seen.root);
    (!was).then_some(Fault::Seen(seen.size))
}

#[cfg(test)]
mod tests;
