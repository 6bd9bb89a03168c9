//! Who may sign what, against the kinds and the life of keys.

use super::*;
use crate::entry::label;
use crate::key::Secret;
use crate::testing::Case;

/// No leaves and no trees: what refers to something refers to nothing.
struct Nothing;

impl Past for Nothing {
    fn leaf(&self, _index: u64) -> Option<Hash> {
        None
    }

    fn root(&self, size: u64) -> Option<Hash> {
        (size == 0).then_some(Hash::EMPTY)
    }
}

fn text(text: &str) -> Json {
    Json::object([("text", Json::text(text))])
}

/// Takes all entries, and tells the faults of each by its index; signatures are checked too.
fn faults(case: &Case) -> Vec<(u64, Fault)> {
    let mut roster = Roster::new();
    let mut told = Vec::new();
    for (index, leaf) in (0..).zip(&case.leaves) {
        let entry = Entry::parse(leaf).unwrap();
        let admission = roster.take(&entry, &Nothing);
        told.extend(admission.faults.into_iter().map(|fault| (index, fault)));
        for claimed in admission.claimed {
            if !claimed.holds(&entry.body.envelope()) {
                told.push((index, Fault::Forged(label(&claimed.key))));
            }
        }
    }
    told
}

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

#[test]
fn an_honest_record_has_no_fault() {
    let mut case = Case::new();
    case.say("north", "one");
    case.say("south", "two");
    case.say("north", "three");
    assert_eq!(faults(&case), []);
}

#[test]
fn kinds_ask_for_their_signers() {
    let ruling = || Json::object([("verdict", Json::text("violated"))]);
    let mut case = Case::new();
    case.add("commission", "finding", ruling(), &[], |_| {});
    case.add("north", "finding", ruling(), &["commission"], |_| {});
    assert_eq!(faults(&case), []);
    case.add("north", "finding", ruling(), &[], |_| {});
    assert_eq!(faults(&case), [(3, Fault::Unsigned(name("commission")))]);

    let handed = || {
        Json::object([
            ("from", Json::text("north")),
            ("to", Json::text("patrol")),
            ("medium", Json::text("disk 4")),
        ])
    };
    let mut case = Case::new();
    case.add("north", "custody", handed(), &["patrol"], |_| {});
    case.add("north", "custody", handed(), &[], |_| {});
    assert_eq!(faults(&case), [(2, Fault::Unsigned(name("patrol")))]);

    let order = || {
        let digests = Json::List(vec![Json::text(Hash::of(b"x").hex())]);
        Json::object([("digests", digests), ("ground", Json::text("article 17"))])
    };
    let mut case = Case::new();
    // The parties decide, by the policy of the case; what else it asks for is no holder's.
    case.add("north", "erasure_order", order(), &["south"], |_| {});
    case.add("north", "erasure_order", order(), &["commission"], |_| {});
    assert_eq!(faults(&case), [(2, Fault::Quorum)]);
}

#[test]
fn a_genesis_is_signed_by_all_that_it_names() {
    let mut case = Case::new();
    let mut entry = Entry::parse(&case.leaves[0]).unwrap();
    entry.signatures.retain(|one| !one.key.starts_with("south"));
    case.leaves[0] = entry.to_bytes();
    assert_eq!(faults(&case), [(0, Fault::Unsigned(name("south")))]);
}

#[test]
fn a_record_has_one_beginning() {
    let mut case = Case::new();
    let again = case.leaves[0].clone();
    case.leaves.push(again);
    let told = faults(&case);
    assert!(told.contains(&(1, Fault::Genesis)), "{told:?}");
    case.leaves.remove(0);
    case.leaves.remove(0);
    case.say("north", "first");
    assert!(faults(&case).contains(&(0, Fault::Genesis)));
}

#[test]
fn gaps_repetitions_and_broken_chains_are_told_apart() {
    let mut case = Case::new();
    case.add("north", "claim", text("1"), &[], |body| body.sequence = 3);
    case.add("north", "claim", text("2"), &[], |body| body.sequence = 3);
    case.add("north", "claim", text("3"), &[], |body| body.previous = Some(Hash::of(b"another")));
    case.add("south", "claim", text("4"), &[], |body| body.previous = Some(Hash::of(b"another")));
    let by = || name("north");
    assert_eq!(
        faults(&case),
        [
            (1, Fault::Gap { by: by(), last: 0, found: 3 }),
            (2, Fault::Again { by: by(), last: 3, found: 3 }),
            (3, Fault::Chain(by())),
            (4, Fault::Chain(name("south"))),
        ]
    );
}

#[test]
fn strangers_and_forged_signatures_are_refused() {
    let mut case = Case::new();
    case.say("east", "who am I");
    let told = faults(&case);
    assert_eq!(told[0], (1, Fault::Key(label(case.secret("east").key()))));
    assert_eq!(told[1], (1, Fault::Author(name("east"))));

    let mut case = Case::new();
    case.say("north", "one");
    let mut entry = Entry::parse(&case.leaves[1]).unwrap();
    entry.signatures[0].bytes[9] ^= 1;
    case.leaves[1] = entry.to_bytes();
    assert_eq!(faults(&case), [(1, Fault::Forged(label(case.secret("north").key())))]);
}

#[test]
fn references_and_trees_that_never_were_are_told() {
    let mut case = Case::new();
    case.add("north", "claim", text("1"), &[], |body| {
        body.references = vec![Reference { index: 0, leaf: Hash::EMPTY }];
    });
    case.add("north", "claim", text("2"), &[], |body| body.seen = Some(Head { size: 1, root: Hash::EMPTY }));
    case.add("north", "claim", text("3"), &[], |body| body.seen = Some(Head { size: 0, root: Hash::EMPTY }));
    assert_eq!(faults(&case), [(1, Fault::Reference(0)), (2, Fault::Seen(1))]);
}

/// The matrix of a key's life: what it signs before, at and after the entry that ends it.
#[test]
fn a_key_is_valid_by_the_place_of_the_entry() {
    let second = Secret::from_seed("north.example/b", Purpose::Signing, &[9; 32]).unwrap();
    let first = Case::new().secret("north");
    let key = |secret: &Secret| Json::object([("key", Json::text(secret.key()))]);
    let signed_by = |case: &mut Case, secret: &Secret| {
        let leaf = case.leaves.last_mut().unwrap();
        let body = Entry::parse(leaf).unwrap().body;
        *leaf = body.sign(&[secret]).to_bytes();
    };
    let mut case = Case::new();
    case.say("north", "by the first, before");
    case.add("north", "key_rotate", key(&second), &[], |_| {});
    case.say("north", "by the first, after");
    case.say("north", "by the second");
    signed_by(&mut case, &second);
    case.add("north", "key_revoke", key(&second), &[], |_| {});
    signed_by(&mut case, &second);
    case.say("north", "by the second, after");
    signed_by(&mut case, &second);
    assert_eq!(
        faults(&case),
        [
            (3, Fault::Key(label(first.key()))),
            (3, Fault::Unsigned(name("north"))),
            (6, Fault::Key(label(second.key()))),
            (6, Fault::Unsigned(name("north"))),
        ]
    );
}

#[test]
fn everybody_gives_a_key_to_a_newcomer_and_nobody_gives_one_twice() {
    let mut case = Case::new();
    let payload = added(&case, "east", "east");
    case.add("commission", "key_add", payload, &["north", "south"], |_| {});
    case.say("east", "now I am");
    assert_eq!(faults(&case), []);
    let payload = added(&case, "east", "north");
    case.add("commission", "key_add", payload, &["north", "south"], |_| {});
    assert_eq!(faults(&case), [(3, Fault::Roster(label(case.secret("north").key())))]);
}

fn added(case: &Case, holder: &str, key: &str) -> Json {
    Json::object([
        ("holder", Json::text(holder)),
        ("role", Json::text("observer")),
        ("key", Json::text(case.secret(key).key())),
    ])
}

fn ruled(policy: &str) -> Json {
    Json::object([("policy", Json::List(policy.lines().map(Json::text).collect()))])
}

fn succeeded(case: &Case) -> Json {
    Json::object([
        ("size", Json::number(1)),
        ("root", Json::text(Hash::EMPTY.hex())),
        ("next", Json::text("b.example/2")),
        ("key", Json::text(case.secret("log").key())),
    ])
}

/// What changes who may decide is decided by the quorum of the policy in force, whoever writes it.
#[test]
fn the_quorum_decides_who_decides() {
    let case = Case::new();
    let decisions = [
        ("policy", ruled(&case.policy())),
        ("key_add", added(&case, "east", "east")),
        ("key_revoke", Json::object([("key", Json::text(case.secret("patrol").key()))])),
        ("succession", succeeded(&case)),
    ];
    for (kind, payload) in decisions {
        for (by, others, expected) in [
            ("commission", ["north", "south"].as_slice(), vec![]),
            ("north", &["south"], vec![]),
            ("north", &["commission", "patrol"], vec![(1, Fault::Quorum)]),
            ("commission", &[], vec![(1, Fault::Quorum)]),
        ] {
            let mut case = Case::new();
            case.add(by, kind, payload.clone(), others, |_| {});
            assert_eq!(faults(&case), expected, "{kind} by {by} and {others:?}");
        }
    }
}

#[test]
fn a_policy_is_that_of_what_comes_after_it() {
    let mut case = Case::new();
    let lenient = case.policy().replace("group parties all", "group parties any");
    case.add("north", "policy", ruled(&lenient), &[], |_| {});
    assert_eq!(faults(&case), [(1, Fault::Quorum)]);
    let mut case = Case::new();
    case.add("north", "policy", ruled(&lenient), &["south"], |_| {});
    let payload = succeeded(&case);
    case.add("north", "succession", payload, &[], |_| {});
    assert_eq!(faults(&case), []);
}

/// A holder adds and ends keys of its own alone; a lost one is replaced by the quorum, and the thief is out.
#[test]
fn a_key_is_its_holders_own_or_the_quorums() {
    let mut case = Case::new();
    let payload = added(&case, "north", "second");
    case.add("north", "key_add", payload, &[], |_| {});
    let own = Json::object([("key", Json::text(case.secret("second").key()))]);
    case.add("north", "key_revoke", own, &[], |_| {});
    let lost = Json::object([("key", Json::text(case.secret("patrol").key()))]);
    case.add("commission", "key_revoke", lost, &["north", "south"], |_| {});
    let payload = added(&case, "patrol", "third");
    case.add("commission", "key_add", payload, &["north", "south"], |_| {});
    assert_eq!(faults(&case), []);
    case.say("patrol", "by the thief");
    let told = faults(&case);
    assert_eq!(told[0], (5, Fault::Key(label(case.secret("patrol").key()))));
    let third = case.secret("third");
    let leaf = case.leaves.last_mut().unwrap();
    *leaf = Entry::parse(leaf).unwrap().body.sign(&[&third]).to_bytes();
    assert_eq!(faults(&case), []);
}

#[test]
fn a_closed_record_takes_no_more() {
    let mut case = Case::new();
    let payload = succeeded(&case);
    case.add("commission", "succession", payload, &["north", "south"], |_| {});
    case.say("north", "too late");
    assert_eq!(faults(&case), [(2, Fault::Closed(1))]);
}

#[test]
fn a_payload_is_of_its_kind_and_a_strange_kind_is_kept() {
    let mut case = Case::new();
    case.add("north", "approval", text("yes"), &[], |_| {});
    case.add("north", "greeting", text("hello"), &[], |_| {});
    let told = faults(&case);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].1.to_string(), "`e.eid` is missing");
}

#[test]
fn texts_count_who_approves_them() {
    let mut case = Case::new();
    let blob = case.blob(b"# The agreement");
    let id = case.add("commission", "agreement_version", Json::object([("text", blob)]), &[], |_| {});
    let eid = || Json::object([("eid", Json::text(id.hex()))]);
    case.add("north", "approval", eid(), &[], |_| {});
    case.add("south", "refusal", eid(), &[], |_| {});
    let mut roster = Roster::new();
    for leaf in &case.leaves {
        roster.take(&Entry::parse(leaf).unwrap(), &Nothing);
    }
    let answers = &roster.tabled[&id].answers;
    assert_eq!(
        answers.iter().map(|(who, yes)| (who.as_str(), *yes)).collect::<Vec<_>>(),
        [("commission", true), ("north", true), ("south", false)]
    );
}
