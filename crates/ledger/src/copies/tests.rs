//! A copy follows, and takes nothing that does not continue it.

use armistice_record::cosignature::cosign;
use armistice_record::files::blob_path;
use armistice_record::json::Json;
use armistice_record::key::{Purpose, Secret};
use armistice_record::verify::{Alone, Depth, Wants, verify};

use super::*;
use crate::ledger::Ledger;
use crate::store::Memory;

fn log() -> Secret {
    Secret::from_seed("log.example/1", Purpose::Signing, &[1; 32]).unwrap()
}

fn witness() -> Secret {
    Secret::from_seed("north.example/w", Purpose::Cosigning, &[2; 32]).unwrap()
}

fn keys() -> Vec<Key> {
    vec![log().key().clone()]
}

/// The keeper's folder after so many entries, told by a word.
fn keeper(word: &str, count: u64) -> Memory {
    let mut ledger = Ledger::open(Memory::default(), log()).unwrap();
    let leaves: Vec<Vec<u8>> = (0..count).map(|n| format!("{word} {n}").into_bytes()).collect();
    ledger.append(&leaves).unwrap();
    ledger.publish().unwrap();
    ledger.store().clone()
}

fn grown(word: &str, from: &Memory, count: u64) -> Memory {
    let mut ledger = Ledger::open(from.clone(), log()).unwrap();
    let leaves: Vec<Vec<u8>> = (0..count).map(|n| format!("{word} {n}").into_bytes()).collect();
    ledger.append(&leaves).unwrap();
    ledger.publish().unwrap();
    ledger.store().clone()
}

fn check(copy: &Memory) -> (u8, u64) {
    let policy = format!("log {}\nwitness n {}\nquorum n\n", log().key(), witness().key());
    let policy = Policy::parse(policy.as_bytes()).unwrap();
    let report = verify(&copy.0, &Wants { policy: Some(&policy), depth: Depth::Tree }, &Alone);
    (report.code(), report.final_size)
}

#[test]
fn a_copy_follows_the_keeper_step_by_step() {
    let (mut copy, mut from) = (Memory::default(), keeper("a", 1));
    let mut size = 1;
    for more in [0, 3, 252, 1, 600, 0, 70] {
        if more > 0 {
            from = grown("b", &from, more);
            size += more;
        }
        let pulled = pull(&from.0, &mut copy, &keys()).unwrap();
        assert_eq!(pulled.now, size);
        assert_eq!(check(&copy).0, 0);
    }
    assert_eq!(copy.0.get("tile/entries/003.p/159"), from.0.get("tile/entries/003.p/159"));
}

#[test]
fn a_fork_is_not_taken_and_both_notes_are_kept() {
    let common = keeper("a", 300);
    let (one, other) = (grown("b", &common, 9), grown("c", &common, 20));
    let mut copy = Memory::default();
    pull(&one.0, &mut copy, &keys()).unwrap();
    let before = copy.clone();
    let Err(PullError::Fork { ours, theirs, .. }) = pull(&other.0, &mut copy, &keys()) else {
        panic!("a fork")
    };
    assert_ne!(ours.text(), theirs.text());
    assert_eq!(copy, before);
}

#[test]
fn an_altered_copy_changes_nothing() {
    let good = keeper("a", 600);
    let mut copy = Memory::default();
    for path in ["tile/entries/000", "tile/entries/002.p/88", "checkpoint"] {
        let mut bad = good.clone();
        bad.0.get_mut(path).unwrap()[40] ^= 1;
        assert!(pull(&bad.0, &mut copy, &keys()).is_err(), "{path}");
        bad.0.remove(path);
        assert!(pull(&bad.0, &mut copy, &keys()).is_err(), "{path}");
        assert_eq!(copy, Memory::default(), "{path}");
    }
    // Tiles are worked out from the entries, so spoilt ones do no harm.
    let mut bad = good.clone();
    bad.0.get_mut("tile/0/001").unwrap()[40] ^= 1;
    pull(&bad.0, &mut copy, &keys()).unwrap();
    assert_eq!(check(&copy).0, 0);
}

#[test]
fn an_older_copy_is_no_news() {
    let (old, mut copy) = (keeper("a", 300), Memory::default());
    pull(&grown("b", &old, 30).0, &mut copy, &keys()).unwrap();
    let before = copy.clone();
    let pulled = pull(&old.0, &mut copy, &keys()).unwrap();
    assert_eq!((pulled.before, pulled.now), (330, 330));
    assert_eq!(copy, before);
}

#[test]
fn what_a_witness_has_signed_is_carried_to_where_it_fits() {
    let mut keeper_folder = keeper("a", 300);
    let mut copy = Memory::default();
    pull(&keeper_folder.0, &mut copy, &keys()).unwrap();
    let mut seen = SignedCheckpoint::open(&copy.0[CHECKPOINT], &keys()).unwrap();
    seen.add(cosign(&seen, &witness(), 1_800_000_000).unwrap());
    copy.0.insert(witness_path("north.example/w", "log.example/1"), seen.note().to_string().into_bytes());
    keeper_folder = grown("b", &keeper_folder, 5);
    assert_eq!(carry(&copy.0, &mut keeper_folder, &keys()).unwrap(), 1);
    assert_eq!(carry(&copy.0, &mut keeper_folder, &keys()).unwrap(), 0);
    assert_eq!(check(&keeper_folder), (0, 300));
    let mut other = keeper("c", 400);
    assert_eq!(carry(&copy.0, &mut other, &keys()).unwrap(), 0);
}

#[test]
fn a_stranger_brings_only_what_a_witness_of_the_policy_has_cosigned() {
    let mut folder = keeper("a", 300);
    let policy = format!("log {}\nwitness n {}\nquorum n\n", log().key(), witness().key());
    let policy = Policy::parse(policy.as_bytes()).unwrap();
    let plain = SignedCheckpoint::open(&folder.0[CHECKPOINT], &keys()).unwrap();
    let signed_by = |secret: &Secret| {
        let mut seen = plain.clone();
        seen.add(cosign(&plain, secret, 1_800_000_000).unwrap());
        seen.note().to_string().into_bytes()
    };
    let path = witness_path("north.example/w", "log.example/1");
    let stranger = Secret::from_seed("north.example/w", Purpose::Cosigning, &[3; 32]).unwrap();
    let before = folder.clone();
    let other_path = witness_path("south.example/w", "log.example/1");
    for (path, note) in [
        (&path, plain.note().to_string().into_bytes()),
        (&path, signed_by(&stranger)),
        (&other_path, signed_by(&witness())),
        (&"checkpoint".to_owned(), signed_by(&witness())),
    ] {
        let taken = take_cosigned(&mut folder, path, &note, &policy);
        assert!(matches!(taken, Err(PullError::NotCosigned)), "{path}");
    }
    assert_eq!(folder, before);
    let mut filled = SignedCheckpoint::open(&signed_by(&witness()), &keys()).unwrap();
    filled.add(cosign(&plain, &stranger, 7).unwrap());
    let filled = filled.note().to_string();
    assert!(take_cosigned(&mut folder, &path, filled.as_bytes(), &policy).unwrap());
    assert!(!take_cosigned(&mut folder, &path, filled.as_bytes(), &policy).unwrap());
    assert_eq!(folder.0[&path], signed_by(&witness()), "the stranger's signature is left behind");
    assert_eq!(check(&folder), (0, 300));
}

/// A record of two parties, as its keeper has it: an evidence entry that binds a file, and an order to erase it.
struct Case {
    leaves: Vec<Vec<u8>>,
    last: BTreeMap<&'static str, (u64, Hash)>,
}

impl Case {
    fn secret(name: &str) -> Secret {
        Secret::from_seed(&format!("{name}.example"), Purpose::Signing, &Hash::of(name.as_bytes()).0).unwrap()
    }

    fn new() -> Self {
        let witness = |name: &str| {
            let secret = Secret::from_seed(
                &format!("{name}.example/w"),
                Purpose::Cosigning,
                &Hash::of(name.as_bytes()).0,
            );
            format!("witness {name} {}", secret.unwrap().key())
        };
        let policy = [
            format!("log {}", log().key()),
            witness("north"),
            witness("south"),
            "group both all north south".to_owned(),
            "quorum both".to_owned(),
        ];
        let holder = |name: &str| {
            Json::object([
                ("name", Json::text(name)),
                ("role", Json::text("party")),
                ("keys", Json::List(vec![Json::text(Case::secret(name).key())])),
            ])
        };
        let genesis = Json::object([
            ("case", Json::text("c")),
            ("origin", Json::text("log.example/1")),
            ("holders", Json::List(vec![holder("north"), holder("south")])),
            ("schemas", Json::object([])),
            ("policy", Json::List(policy.iter().map(Json::text).collect())),
        ]);
        let mut case = Case { leaves: Vec::new(), last: BTreeMap::new() };
        case.add("north", "genesis", genesis, &["south"]);
        case
    }

    fn add(&mut self, by: &'static str, kind: &str, payload: Json, others: &[&str]) {
        let last = self.last.get(by).copied();
        let mut body = BTreeMap::from([
            ("aseq", Json::number(last.map_or(1, |(number, _)| number + 1))),
            ("at", Json::text("2026-03-01T00:00:00.000Z")),
            ("by", Json::text(by)),
            ("e", payload),
            ("kind", Json::text(kind)),
            ("kv", Json::number(1)),
            ("v", Json::number(1)),
        ]);
        body.extend(last.map(|(_, id)| ("aprev", Json::text(id.hex()))));
        let body = Json::Object(body.into_iter().map(|(name, value)| (name.to_owned(), value)).collect());
        let unsigned = Json::object([("key", Json::text("k")), ("sig", Json::text("A".repeat(86) + "=="))]);
        let leaf = Json::object([("body", body), ("sigs", Json::List(vec![unsigned]))]);
        let body = Entry::parse(leaf.canonical().as_bytes()).unwrap().body;
        self.last.insert(by, (body.sequence, body.id()));
        let secrets: Vec<Secret> = others.iter().chain([&by]).map(|name| Case::secret(name)).collect();
        self.leaves.push(body.sign(&secrets.iter().collect::<Vec<_>>()).to_bytes());
    }

    fn evidence(&mut self, file: &[u8]) {
        let blob = Json::object([
            ("sha256", Json::text(Hash::of(file).hex())),
            ("bytes", Json::number(file.len() as u64)),
        ]);
        self.add("north", "evidence", Json::object([("blob", blob)]), &[]);
    }

    fn order(&mut self, file: &[u8], others: &[&str]) {
        let digests = Json::List(vec![Json::text(Hash::of(file).hex())]);
        let order = Json::object([("digests", digests), ("ground", Json::text("article 17"))]);
        self.add("north", "erasure_order", order, others);
    }

    /// The keeper's folder, with these files beside the log.
    fn folder(&self, beside: &[&[u8]]) -> Memory {
        let mut ledger = Ledger::open(Memory::default(), log()).unwrap();
        ledger.append(&self.leaves).unwrap();
        ledger.publish().unwrap();
        let mut folder = ledger.store().clone();
        for file in beside {
            folder.put(&blob_path(Hash::of(file)), file).unwrap();
        }
        folder
    }
}

#[test]
fn a_file_that_was_erased_by_order_does_not_come_back() {
    let (letter, list) = (b"a letter".as_slice(), b"a list".as_slice());
    let mut case = Case::new();
    case.evidence(letter);
    let mut copy = Memory::default();
    pull(&case.folder(&[letter]).0, &mut copy, &keys()).unwrap();
    assert!(copy.0.contains_key(&blob_path(Hash::of(letter))));
    case.order(letter, &["south"]);
    pull(&case.folder(&[]).0, &mut copy, &keys()).unwrap();
    copy.remove(&blob_path(Hash::of(letter))).unwrap();
    // Another entry binds it once more, and somebody has kept it.
    case.evidence(letter);
    case.evidence(list);
    let pulled = pull(&case.folder(&[letter, list]).0, &mut copy, &keys()).unwrap();
    assert_eq!(pulled.missing, []);
    assert!(!copy.0.contains_key(&blob_path(Hash::of(letter))));
    assert!(copy.0.contains_key(&blob_path(Hash::of(list))));
    // A new copy does not get it in the first place, whichever comes first in what it brings.
    let mut fresh = Memory::default();
    assert_eq!(pull(&case.folder(&[letter, list]).0, &mut fresh, &keys()).unwrap().missing, []);
    assert!(!fresh.0.contains_key(&blob_path(Hash::of(letter))));
    assert!(fresh.0.contains_key(&blob_path(Hash::of(list))));
}

#[test]
fn an_order_that_nobody_could_give_takes_no_file_away() {
    let letter = b"a letter".as_slice();
    let mut case = Case::new();
    case.evidence(letter);
    case.order(letter, &[]);
    let mut copy = Memory::default();
    pull(&case.folder(&[letter]).0, &mut copy, &keys()).unwrap();
    assert!(copy.0.contains_key(&blob_path(Hash::of(letter))), "one party alone is no quorum");
}

#[test]
fn a_file_that_nobody_had_is_asked_for_again() {
    let (letter, list) = (b"a letter".as_slice(), b"a list".as_slice());
    let mut case = Case::new();
    case.evidence(letter);
    case.evidence(list);
    let mut copy = Memory::default();
    let pulled = pull(&case.folder(&[list]).0, &mut copy, &keys()).unwrap();
    assert_eq!(pulled.missing, [Hash::of(letter)]);
    let pulled = pull(&case.folder(&[letter]).0, &mut copy, &keys()).unwrap();
    assert_eq!((pulled.before, pulled.now, pulled.missing), (3, 3, vec![]));
    assert_eq!(copy.0[&blob_path(Hash::of(letter))], letter);
    assert!(!copy.0.keys().any(|path| path.starts_with(".state")), "nothing is missing any more");
}
