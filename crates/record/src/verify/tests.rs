//! A good record is intact, and each planted corruption is found, located and weighed.

use proptest::prelude::*;

use super::*;
use crate::files::witness_path;
use crate::json::Json;
use crate::testing::{Bytes, Case, ORIGIN};
use crate::{Hash, Head};

/// 700 entries, three of which bind blobs; north and south have seen parts of it.
fn case() -> Case {
    let mut case = Case::new();
    for n in 0..696 {
        case.say(if n % 3 == 0 { "north" } else { "south" }, &format!("word {n}"));
    }
    for text in ["a photograph", "a letter", "a list"] {
        let blob = case.blob(text.as_bytes());
        case.add("patrol", "evidence", Json::object([("blob", blob)]), &[], |_| {});
    }
    assert_eq!(case.leaves.len(), 700);
    case.witnessed("w-north", 700, 1_900_000_000);
    case.witnessed("w-south", 650, 1_900_000_000);
    case.witnessed("w-neutral", 700, 1_900_000_000);
    case
}

/// The files of that record, made once.
static GOOD: std::sync::LazyLock<Bytes> = std::sync::LazyLock::new(|| case().files());

fn policy() -> Policy {
    Policy::parse(Case::default().policy().as_bytes()).unwrap()
}

fn check(files: &Bytes) -> Report {
    verify(files, &Wants { policy: Some(&policy()), depth: Depth::Signatures }, &Alone)
}

/// The problems, a line each.
fn told(report: &Report) -> Vec<String> {
    report.problems.iter().map(|one| format!("{:?} {}: {}", one.weight, one.place, one.what)).collect()
}

#[test]
fn a_good_record_is_intact() {
    let report = check(&case().files());
    assert_eq!((told(&report), report.code()), (vec![], 0));
    assert_eq!((report.origin.as_str(), report.head.map(|head| head.size)), (ORIGIN, Some(700)));
    assert_eq!(report.recomputed, (700, 3, 4));
    assert_eq!((report.signed.good, report.blobs.good), (702, 3 + crate::kind::KINDS.len() as u64));
    assert_eq!(report.final_size, 650);
    let seen: Vec<(&str, u64)> = report.seen.iter().map(|one| (one.name.as_str(), one.size)).collect();
    assert_eq!(seen.len(), 3);
    assert!(seen.contains(&("w-south.example", 650)));
}

#[test]
fn a_record_is_checked_by_its_own_policy_if_the_reader_brings_none() {
    let report = verify(&case().files(), &Wants { policy: None, depth: Depth::Signatures }, &Alone);
    assert_eq!((report.code(), report.own_policy, report.final_size), (0, true, 650));
}

/// Spoils a file by a function, and tells what is found.
fn spoilt(path: &str, spoil: impl FnOnce(&mut Vec<u8>)) -> (Vec<String>, u8) {
    let mut files = GOOD.clone();
    spoil(files.get_mut(path).unwrap());
    let report = check(&files);
    (told(&report), report.code())
}

fn without(path: &str) -> (Vec<String>, u8) {
    let mut files = GOOD.clone();
    files.remove(path).unwrap();
    let report = check(&files);
    (told(&report), report.code())
}

#[test]
fn each_planted_corruption_is_found_and_located() {
    let in_entry = |bytes: &mut Vec<u8>| {
        let at = bytes.windows(8).position(|text| text == b"word 300").unwrap();
        bytes[at] = b'W';
    };
    let photograph = crate::files::blob_path(Hash::of(b"a photograph"));
    let south = crate::files::witness_path("w-south.example", ORIGIN);
    let planted = [
        ("a word of entry 301 is changed", spoilt("tile/entries/001", in_entry)),
        ("a hash of a tile is changed", spoilt("tile/0/000", |bytes| bytes[32 * 7] ^= 1)),
        ("a hash of an upper tile is changed", spoilt("tile/1/000.p/2", |bytes| bytes[40] ^= 1)),
        ("a bundle is cut off", spoilt("tile/entries/000", |bytes| bytes.truncate(1000))),
        ("a bundle is missing", without("tile/entries/001")),
        ("a tile is missing", without("tile/0/001")),
        ("the checkpoint is missing", without("checkpoint")),
        (
            "the size in the checkpoint is changed",
            spoilt("checkpoint", |bytes| bytes[ORIGIN.len() + 1] = b'6'),
        ),
        ("a photograph is swapped", spoilt(&photograph, |bytes| bytes.push(b'!'))),
        ("a photograph is missing", without(&photograph)),
        (
            "a cosignature is spoilt",
            spoilt(&south, |bytes| {
                let at = bytes.len() - 10;
                bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            }),
        ),
    ];
    let lines =
        planted.map(|(what, (problems, code))| format!("{what} -> exit {code}\n  {}", problems.join("\n  ")));
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn a_partial_file_of_the_past_has_to_be_the_beginning_of_what_took_its_place() {
    let earlier = {
        let mut case = case();
        case.leaves.truncate(300);
        case.files()
    };
    let mut files = GOOD.clone();
    let past = ["tile/entries/001.p/44", "tile/0/001.p/44", "tile/1/000.p/1"];
    files.extend(past.map(|path| (path.to_owned(), earlier[path].clone())));
    // A file of a tree that is not signed yet is not looked at.
    files.insert("tile/0/002.p/200".to_owned(), Vec::new());
    assert_eq!(told(&check(&files)), [""; 0]);
    for path in past {
        let mut spoilt = files.clone();
        let bytes = spoilt.get_mut(path).unwrap();
        bytes[30] ^= 1;
        let wanted = format!(
            "Proven {path}: it is not the beginning of the file that took its place; one of them was altered"
        );
        assert_eq!(told(&check(&spoilt)), [wanted]);
    }
}

#[test]
fn what_was_checked_before_is_not_worked_out_again_and_has_to_be_continued() {
    let case = case();
    let since =
        |head| verify(&case.files(), &Wants { policy: Some(&policy()), depth: Depth::Since(head) }, &Alone);
    let report = since(case.head(600));
    assert_eq!((told(&report), report.code()), (vec![], 0));
    assert_eq!((report.signed.good, report.signed.unchecked), (100, 602));
    assert_eq!(since(case.head(700)).signed.good, 0);
    let report = since(Head { root: Hash::EMPTY, ..case.head(600) });
    assert!(told(&report)[0].contains("FORK: you have checked root"), "{:?}", told(&report));
    assert_eq!((report.code(), report.signed.good), (3, 702), "nothing of the earlier check holds here");
    assert_eq!(since(Head { size: 701, root: Hash::EMPTY }).code(), 4);
    // A signature that is forged behind what was checked is found; one before it is the reader's own business.
    for (index, expected) in [(650_usize, 3), (20, 0)] {
        let mut spoilt = case.clone();
        let mut entry = crate::entry::Entry::parse(&spoilt.leaves[index]).unwrap();
        entry.signatures[0].bytes[3] ^= 1;
        spoilt.leaves[index] = entry.to_bytes();
        spoilt.beside.retain(|path, _| !path.starts_with("witness/"));
        let wants = Wants { policy: Some(&policy()), depth: Depth::Since(spoilt.head(600)) };
        assert_eq!(verify(&spoilt.files(), &wants, &Alone).code(), expected, "{index}");
    }
}

#[test]
fn two_histories_are_proven_by_a_witness_of_the_other() {
    let (ours, mut theirs) = (case(), Case::new());
    (0..640).for_each(|n| theirs.say("south", &format!("another word {n}")));
    theirs.witnessed("w-south", 641, 1_900_000_000);
    let mut files = ours.files();
    files.extend(theirs.beside);
    let report = check(&files);
    assert_eq!(report.code(), 3);
    assert!(told(&report)[0].contains("FORK: the log signed root"), "{:?}", told(&report));
    assert_eq!(report.final_size, 0, "what south has seen is another tree");
}

#[test]
fn a_copy_that_is_behind_a_witness_cannot_tell() {
    let mut case = case();
    let (leaves, size) = (case.leaves.clone(), case.leaves.len());
    case.say("north", "more");
    case.witnessed("w-north", size + 1, 1_900_000_000);
    case.leaves = leaves;
    let report = check(&case.files());
    assert_eq!((report.code(), report.problems.len()), (4, 1));
}

#[test]
fn a_log_that_lets_in_what_it_should_refuse_is_told_with_the_entry() {
    let mut case = Case::new();
    case.say("north", "one");
    case.leaves.push(b"not an entry".to_vec());
    case.add("north", "claim", Json::object([]), &[], |body| body.sequence = 7);
    case.say("east", "who");
    let report = check(&case.files());
    insta::assert_snapshot!(told(&report).join("\n"));
    assert_eq!(report.code(), 3);
}

#[test]
fn a_gap_alone_is_a_warning() {
    let mut case = Case::new();
    case.add("north", "claim", Json::object([("text", Json::text("x"))]), &[], |body| body.sequence = 4);
    assert_eq!(check(&case.files()).code(), 2);
}

#[test]
fn what_is_erased_by_order_is_not_missing() {
    let mut case = case();
    let digest = Hash::of(b"a letter");
    let payload = Json::object([
        ("digests", Json::List(vec![Json::text(digest.hex())])),
        ("ground", Json::text("a name")),
    ]);
    let order = case.add("commission", "erasure_order", payload, &["north", "south"], |_| {});
    let report = check(&case.files());
    assert_eq!(
        told(&report),
        [
            "Warning entry 700: the erasure that it orders is not confirmed by commission, north, south"
                .to_owned(),
            format!(
                "Warning entry 700: what it orders to be erased is still here: {}",
                crate::files::blob_path(digest)
            ),
        ]
    );
    case.beside.remove(&crate::files::blob_path(digest));
    for holder in ["north", "south", "commission"] {
        let done = Json::object([("eid", Json::text(order.hex()))]);
        case.add(holder, "erasure_done", done, &[], |_| {});
    }
    let report = check(&case.files());
    assert_eq!(
        (report.code(), report.blobs.erased.clone(), report.blobs.good),
        (0, vec![(digest, 700)], 2 + crate::kind::KINDS.len() as u64)
    );
    assert!(report.erasures[0].awaited.is_empty() && report.erasures[0].here.is_empty());
}

#[test]
fn what_is_sealed_is_held_against_what_is_revealed() {
    use base64ct::{Base64, Encoding as _};

    use crate::commitment::commitment;
    let plain = Hash::of(b"the place of the store");
    let mut case = Case::new();
    let seal = Json::object([
        ("commitment", Json::text(commitment(&[7; 32], plain).hex())),
        ("due", Json::text("2026-03-02T00:00:00.000Z")),
    ]);
    let sealed = case.add("north", "seal", seal, &[], |_| {});
    assert_eq!(check(&case.files()).seals[0].revealed, None);
    let reveal = |case: &mut Case, by: &str, of: Hash, salt: u8| {
        let payload = Json::object([
            ("eid", Json::text(of.hex())),
            ("salt", Json::text(Base64::encode_string(&[salt; 32]))),
            ("plain", Json::text(plain.hex())),
        ]);
        case.add(by, "reveal", payload, &[], |_| {});
    };
    reveal(&mut case, "north", sealed, 8);
    reveal(&mut case, "south", sealed, 7);
    reveal(&mut case, "south", Hash::of(b"x"), 7);
    reveal(&mut case, "north", sealed, 7);
    let report = check(&case.files());
    assert_eq!(
        told(&report),
        [
            "Warning entry 2: `north` reveals something other than it sealed at entry 1",
            "Warning entry 3: `south` reveals what `north` sealed at entry 1",
            "Warning entry 4: it reveals what nobody has sealed",
        ]
    );
    assert_eq!(report.seals[0].revealed, Some(5));
}

#[test]
fn a_promise_of_the_keeper_is_held_against_the_record() {
    use crate::receipt::{Receipt, receipt_path};
    let mut case = Case::new();
    let said = case.add("north", "claim", Json::object([("text", Json::text("a"))]), &[], |_| {});
    let promise = |case: &Case, entry: Hash, by_size: u64| {
        let receipt = Receipt { origin: ORIGIN.to_owned(), entry, by_size, by_time: None };
        receipt.sign(&case.secret("log")).unwrap().to_string()
    };
    let dropped = Hash::of(b"what was handed in and never recorded");
    let held = |case: &Case, others: &[(String, Vec<u8>)]| {
        let files = case.files();
        let mut report = check(&files);
        promises(&files, others, &mut report);
        (told(&report), report.promises.iter().map(|one| one.outcome).collect::<Vec<_>>())
    };
    case.beside.insert(receipt_path(said), promise(&case, said, 2).into_bytes());
    assert_eq!(held(&case, &[]), (Vec::new(), vec![Kept::At(1)]));
    let open = [("mine".to_owned(), promise(&case, dropped, 3).into_bytes())];
    assert_eq!(held(&case, &open).1, [Kept::Open, Kept::At(1)]);
    // The record grows past the size that was promised. The author complains in the record itself.
    let note = promise(&case, dropped, 3);
    let lines = Json::List(to_lines(&note).iter().map(Json::text).collect());
    let complaint = Json::object([("receipt", lines), ("eid", Json::text(dropped.hex()))]);
    case.add("north", "refusal_claim", complaint, &[], |_| {});
    let (lines, outcomes) = held(&case, &[]);
    assert_eq!(outcomes, [Kept::At(1), Kept::Broken]);
    assert!(
        lines[0].starts_with("Warning entry 2: PROMISE BROKEN: the keeper signed that entry"),
        "{lines:?}"
    );
    case.beside.insert(receipt_path(said), promise(&case, said, 1).into_bytes());
    assert_eq!(held(&case, &[]).1, [Kept::Late(1), Kept::Broken]);
    case.beside.insert(receipt_path(said), b"a word".to_vec());
    assert!(held(&case, &[]).0[0].contains("it is no receipt of this log"));
}

#[test]
fn files_of_positions_continue_one_another() {
    let mut case = Case::new();
    let segment = |case: &mut Case, sensor: &str, minute: u64, prev: Option<Hash>| {
        let blob = case.blob(format!("{sensor} {minute}").as_bytes());
        let time = |minute: u64| Json::text(format!("2026-03-01T00:{minute:02}:00.000Z"));
        let mut payload = vec![
            ("blob".to_owned(), blob),
            ("rows".to_owned(), Json::number(7)),
            ("schema".to_owned(), Json::text("armistice-tracks-csv/1")),
            ("sensor".to_owned(), Json::text(sensor)),
            ("from".to_owned(), time(minute)),
            ("until".to_owned(), time(minute + 1)),
        ];
        payload.extend(prev.map(|prev| ("prev".to_owned(), Json::text(prev.hex()))));
        case.add("north", "segment", Json::Object(payload.into_iter().collect()), &[], |_| {})
    };
    let first = segment(&mut case, "radar", 0, None);
    segment(&mut case, "buoy", 0, None);
    let second = segment(&mut case, "radar", 1, Some(first));
    segment(&mut case, "radar", 5, Some(second));
    let report = check(&case.files());
    assert_eq!((told(&report).len(), report.tracked["radar"].segments), (0, 3));
    assert_eq!((report.tracked["radar"].rows, report.tracked["radar"].gaps), (21, 1));
    segment(&mut case, "radar", 6, Some(second));
    segment(&mut case, "buoy", 1, None);
    let lines = told(&check(&case.files()));
    assert!(
        lines[0].starts_with("Warning entry 5: it does not continue the segment of `radar`"),
        "{lines:?}"
    );
    assert!(lines[1].starts_with("Warning entry 6: it does not continue the segment of `buoy`"), "{lines:?}");
}

#[test]
fn fields_told_apart_are_those_that_the_entry_binds() {
    use crate::disclosure::{Disclosure, disclosure_path, to_file};
    let name = Disclosure::new(&[1; 32], "name", Json::text("A. Person"));
    let plate = Disclosure::new(&[2; 32], "plate", Json::text("AB 123"));
    let mut case = Case::new();
    let claim = Json::object([("text", Json::text("a man was seen"))]);
    let mut digests = vec![name.digest(), plate.digest()];
    digests.sort();
    let id = case.add("north", "claim", claim, &[], |body| body.disclosures = digests);
    let count = |case: &Case| check(&case.files()).concealed;
    assert_eq!(count(&case).kept_back, 2);
    case.beside.insert(disclosure_path(id), to_file(std::slice::from_ref(&name)));
    assert_eq!((count(&case).shown, count(&case).kept_back), (1, 1));
    let other = Disclosure::new(&[1; 32], "name", Json::text("An Other"));
    case.beside.insert(disclosure_path(id), to_file(&[other]));
    let lines = told(&check(&case.files()));
    assert!(lines[0].ends_with("entry 1 does not bind the field `name` with this value"), "{lines:?}");
    // Erased by order: the field is gone and not missing; where it is kept it is told.
    case.beside.insert(disclosure_path(id), to_file(std::slice::from_ref(&name)));
    let payload = Json::object([
        ("digests", Json::List(vec![Json::text(name.hash().hex())])),
        ("ground", Json::text("the wish of the person")),
    ]);
    case.add("south", "erasure_order", payload, &["north"], |_| {});
    let lines = told(&check(&case.files()));
    assert!(
        lines.iter().any(|line| line.contains("`name` is still here, and was ordered to be")),
        "{lines:?}"
    );
    case.beside.remove(&disclosure_path(id));
    assert_eq!((count(&case).erased, count(&case).kept_back), (1, 1));
}

#[test]
fn an_entry_that_must_be_understood_stops_the_reading() {
    let mut case = Case::new();
    case.add("north", "pact", Json::object([]), &[], |body| body.critical = true);
    case.say("north", "after");
    let report = check(&case.files());
    assert_eq!((report.code(), report.kinds.get("claim")), (4, None));
    let mut case = Case::new();
    case.add("north", "pact", Json::object([]), &[], |_| {});
    let report = check(&case.files());
    assert_eq!((report.code(), report.strange.get("pact 1")), (0, Some(&1)));
}

#[test]
fn two_states_of_one_tree_are_told() {
    let attest = |case: &mut Case, by: &str, state: &[u8]| {
        let head = Head { size: 1, root: Hash::EMPTY };
        let payload = Json::object([
            ("size", Json::number(head.size)),
            ("root", Json::text(head.root.hex())),
            ("as_of", Json::text("2026-03-01T00:00:00.000Z")),
            ("state", Json::text(Hash::of(state).hex())),
            ("program", Json::text("armistice 0.1.0")),
            ("rules", Json::text(Hash::of(b"rules").hex())),
        ]);
        case.add(by, "state_attest", payload, &[], |_| {});
    };
    let mut case = Case::new();
    attest(&mut case, "north", b"a");
    attest(&mut case, "south", b"a");
    assert_eq!(check(&case.files()).code(), 0);
    attest(&mut case, "patrol", b"b");
    let report = check(&case.files());
    assert_eq!(
        told(&report),
        [format!(
            "Warning entry 3: `patrol` made state {} of the tree of size 1 as of 2026-03-01T00:00:00Z, and `north` at entry \
             1 made {}",
            Hash::of(b"b").hex(),
            Hash::of(b"a").hex()
        )]
    );
}

#[test]
fn times_outside_their_bracket_are_told() {
    let mut case = Case::new();
    case.add("north", "claim", Json::object([("text", Json::text("late"))]), &[], |body| {
        body.at = "2099-01-01T00:00:00Z".parse().unwrap();
    });
    let seen = case.head(2);
    case.add("north", "claim", Json::object([("text", Json::text("early"))]), &[], |body| {
        body.at = "2001-01-01T00:00:00Z".parse().unwrap();
        body.seen = Some(seen);
    });
    case.witnessed("w-south", 2, 1_900_000_000);
    let lines = told(&check(&case.files()));
    assert_eq!(lines.len(), 1, "one witness alone proves no time: {lines:?}");
    assert!(lines[0].starts_with("Warning entry 2: its claimed time is earlier"));
    case.witnessed("w-north", 3, 1_900_000_100);
    case.witnessed("w-neutral", 2, 1_900_000_050);
    let report = check(&case.files());
    let lines = told(&report);
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].starts_with("Warning entry 1: its claimed time is later"));
    assert!(lines[0].ends_with("was there by 2030-03-17T17:48:20Z"), "the last of those that it takes");
    assert_eq!(report.not_after.of(2), None, "of entry 2, one of three has told");
    let earlier = case.checkpoint(2, &[("w-north", 1_900_000_200)]).note().to_string();
    let path =
        witness_path(case.secret("w-north").key().name(), ORIGIN).replace("/checkpoint", "/2/checkpoint");
    case.beside.insert(path, earlier.into_bytes());
    let lines = told(&check(&case.files()));
    assert!(lines.iter().any(|line| line.ends_with("ran backwards from size 2 to 3")), "{lines:?}");
}

/// An entry that binds a token over the tree of this size, which witnesses had cosigned.
fn stamp(case: &mut Case, size: usize, witnesses: &[(&str, u64)], over: Option<Hash>) {
    let note = case.checkpoint(size, witnesses).note().to_string();
    let over = over.unwrap_or_else(|| Hash::of(note.as_bytes()));
    let token = case.blob(&crate::token::tests::unsigned(over, "20300317174640Z"));
    let payload = Json::object([
        ("form", Json::text("rfc3161")),
        ("token", token),
        ("checkpoint", Json::List(to_lines(&note).iter().map(Json::text).collect())),
    ]);
    case.add("patrol", "time_token", payload, &[], |_| {});
}

/// To have seen a tree is to write after it; a tree that holds signed times is younger than they are.
#[test]
fn what_was_written_after_signed_times_does_not_claim_to_be_older() {
    let mut case = Case::new();
    case.say("north", "first");
    let all = [("w-north", 1_900_000_000), ("w-south", 1_900_000_010), ("w-neutral", 1_900_000_020)];
    stamp(&mut case, 2, &all, None);
    let (before, after) = (case.head(2), case.head(3));
    for (text, seen) in [("had not seen it", before), ("had seen it", after)] {
        case.add("south", "claim", Json::object([("text", Json::text(text))]), &[], |body| {
            body.seen = Some(seen);
        });
    }
    let report = check(&case.files());
    let lines = told(&report);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(
        lines[0].starts_with("Warning entry 4: its claimed time is earlier than what it was written after")
    );
    assert!(lines[0].ends_with("signed for 2030-03-17T17:46:40Z"), "what all of them say: {lines:?}");
    let stamped = &report.stamped[0];
    assert_eq!((stamped.index, stamped.size, stamped.witnessed), (2, 2, Some(1_900_000_000)));
    assert_eq!(stamped.token, Some("2030-03-17T17:46:40Z".parse().unwrap()));
}

/// One clock that is ahead makes nobody's entry younger than it is.
#[test]
fn a_token_over_something_else_or_with_too_few_witnesses_tells_no_time() {
    let mut case = Case::new();
    case.say("north", "first");
    stamp(&mut case, 2, &[("w-north", 1_900_000_000)], None);
    let seen = case.head(3);
    case.add("south", "claim", Json::object([("text", Json::text("x"))]), &[], |body| body.seen = Some(seen));
    assert_eq!(told(&check(&case.files())), Vec::<String>::new());
    stamp(&mut case, 2, &[], Some(Hash::of(b"another")));
    let report = check(&case.files());
    assert_eq!(
        told(&report),
        ["Warning entry 4: its token is not over the checkpoint that it names; it tells no time"]
    );
    assert_eq!((report.stamped[1].token, report.stamped[1].witnessed), (None, None));
    // A tree of another history that the log has signed.
    let mut other = Case::new();
    other.say("north", "second");
    let note = other.checkpoint(2, &[]).note().to_string();
    let token = case.blob(&crate::token::tests::unsigned(Hash::of(note.as_bytes()), "20300317174640Z"));
    let payload = Json::object([
        ("form", Json::text("rfc3161")),
        ("token", token),
        ("checkpoint", Json::List(to_lines(&note).iter().map(Json::text).collect())),
    ]);
    case.add("patrol", "time_token", payload, &[], |_| {});
    let report = check(&case.files());
    assert_eq!(report.code(), 3);
    assert!(told(&report).iter().any(|line| line.starts_with("Proven entry 5: FORK")), "{:?}", told(&report));
}

/// Who shows a part of a file shows a part of the whole: the hashes are kept for whoever can cut the file.
#[test]
fn the_hashes_of_parts_are_handed_on_with_their_file() {
    let mut case = Case::new();
    let blob = case.blob(b"a file");
    let part = Hash::of(b"a");
    let payload = Json::object([
        ("blob", blob),
        ("rows", Json::number(1)),
        ("schema", Json::text("x/1")),
        ("sensor", Json::text("radar")),
        ("from", Json::text("2026-03-01T00:00:00.000Z")),
        ("until", Json::text("2026-03-01T00:01:00.000Z")),
        ("groups", Json::List(vec![Json::text(part.hex())])),
    ]);
    case.add("patrol", "segment", payload, &[], |_| {});
    let parted = check(&case.files()).parted;
    assert_eq!(parted.into_iter().collect::<Vec<_>>(), [((Hash::of(b"a file"), Hash::of(&part.0)), 1)]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Any one bit of any file of the log: the record is not intact any more, or only the cosignature does not count.
    #[test]
    fn no_flipped_bit_goes_unseen(file: prop::sample::Index, at: prop::sample::Index, bit in 0..8_u8) {
        let mut files = GOOD.clone();
        let paths: Vec<String> =
            files.keys().filter(|path| path.as_str() == "checkpoint" || path.starts_with("tile/")).cloned().collect();
        let path = &paths[file.index(paths.len())];
        let bytes = files.get_mut(path).unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= 1_u8 << bit;
        let report = verify(&files, &Wants { policy: Some(&policy()), depth: Depth::Tree }, &Alone);
        prop_assert_eq!(report.code(), 3, "{} at {}: {:?}", path, at, told(&report));
    }
}
