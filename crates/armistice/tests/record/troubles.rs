//! What `record verify` prints for a record with every kind of trouble: first such as it stands with, then such as it does
//! not.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use armistice_facts::Name;
use armistice_ledger::{Folder, Ledger};
use armistice_record::Hash;
use armistice_record::checkpoint::Checkpoint;
use armistice_record::commitment::commitment;
use armistice_record::disclosure::{Disclosure, disclosure_path, to_file};
use armistice_record::entry::{Body, Entry};
use armistice_record::files::{self, blob_path};
use armistice_record::json::Json;
use armistice_record::key::{Purpose, Secret};
use armistice_record::note::Note;
use armistice_record::receipt::{Receipt, receipt_path};
use armistice_record::tile::{Row, Tile};

use crate::korea_case::{Korea, told};

const ORIGIN: &str = "korea-2018.example/1";

fn secret(holder: &str) -> Secret {
    let name = if holder == "log" { ORIGIN.to_owned() } else { format!("{ORIGIN}/{holder}") };
    let seed = Hash::of(format!("armistice test key\n{name}").as_bytes());
    Secret::from_seed(&name, Purpose::Signing, &seed.0).unwrap()
}

/// A keeper who lets in whatever it is given.
struct Keeper<'a> {
    korea: &'a Korea,
    chains: BTreeMap<String, (u64, Hash)>,
    size: u64,
}

impl<'a> Keeper<'a> {
    fn new(korea: &'a Korea) -> Self {
        let folder = Folder::new(&korea.file(""));
        let note = Note::parse(&fs::read(korea.file("checkpoint")).unwrap()).unwrap();
        let size = Checkpoint::parse(note.text()).unwrap().head.size;
        let mut chains = BTreeMap::new();
        for bundle in (0..).map_while(|index| Tile::of_row(Row::Entries, index, size)) {
            for leaf in files::entries(&folder, bundle).unwrap() {
                let body = Entry::parse(&leaf).unwrap().body;
                chains.insert(body.by.to_string(), (body.sequence, body.id()));
            }
        }
        Keeper { korea, chains, size }
    }

    /// Records an entry, whatever it is, and gives its identity. The first of several is its author.
    fn record(&mut self, by: &str, kind: &str, payload: Json, change: impl FnOnce(&mut Body)) -> Hash {
        let signers: Vec<Secret> = by.split('+').map(secret).collect();
        let by = by.split('+').next().unwrap();
        let last = self.chains.get(by).copied();
        let mut body = Body {
            kind: kind.to_owned(),
            version: 1,
            by: Name::new(by).unwrap(),
            sequence: last.map_or(1, |(number, _)| number + 1),
            previous: last.map(|(_, id)| id),
            seen: None,
            at: "2026-03-01T00:00:00Z".parse().unwrap(),
            references: Vec::new(),
            payload,
            disclosures: Vec::new(),
            critical: false,
            extra: None,
        };
        change(&mut body);
        let id = body.id();
        self.chains.insert(by.to_owned(), (body.sequence, id));
        let mut ledger = Ledger::open(Folder::new(&self.korea.file("")), secret("log")).unwrap();
        let leaf = body.sign(&signers.iter().collect::<Vec<_>>()).to_bytes();
        ledger.append(&[leaf]).unwrap();
        ledger.publish().unwrap();
        self.size += 1;
        id
    }

    fn say(&mut self, by: &str, text: &str) {
        self.record(by, "claim", Json::object([("text", Json::text(text))]), |_| {});
    }

    fn evidence(&mut self, bytes: &[u8]) -> Hash {
        let digest = Hash::of(bytes);
        let path = self.korea.file(&blob_path(digest));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        let blob = [("sha256", Json::text(digest.hex())), ("bytes", Json::number(bytes.len() as u64))];
        self.record("collector", "evidence", Json::object([("blob", Json::object(blob))]), |_| {});
        digest
    }

    fn remove(&self, digest: Hash) {
        fs::remove_file(self.korea.file(&blob_path(digest))).unwrap();
    }
}

fn digests(digests: &[Hash]) -> Json {
    Json::List(digests.iter().map(|digest| Json::text(digest.hex())).collect())
}

/// Everything that a record can be in and still stand.
fn troubled() -> Korea {
    let korea = Korea::new();
    let mut keeper = Keeper::new(&korea);
    // Files: one that is missing, and two that are ordered to be erased, one of which is still here.
    let (missing, gone, kept) =
        (keeper.evidence(b"a photograph"), keeper.evidence(b"a letter"), keeper.evidence(b"a list"));
    keeper.remove(missing);
    keeper.remove(gone);
    let order = Json::object([("digests", digests(&[gone, kept])), ("ground", Json::text("a name"))]);
    let order = keeper.record("ROK+DPRK", "erasure_order", order, |_| {});
    keeper.record("ROK", "erasure_done", Json::object([("eid", Json::text(order.hex()))]), |_| {});
    // Seals: one overdue, and a reveal of something else.
    let seal = |salt: u8, due: &str| {
        let bound = commitment(&[salt; 32], Hash::of(b"the stores"));
        Json::object([("commitment", Json::text(bound.hex())), ("due", Json::text(due))])
    };
    keeper.record("DPRK", "seal", seal(1, "2026-04-01T00:00:00.000Z"), |_| {});
    let sealed = keeper.record("DPRK", "seal", seal(2, "2999-01-01T00:00:00.000Z"), |_| {});
    let salt = "AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=";
    let reveal = [
        ("eid", Json::text(sealed.hex())),
        ("salt", Json::text(salt)),
        ("plain", Json::text(Hash::of(b"the stores").hex())),
    ];
    keeper.record("DPRK", "reveal", Json::object(reveal), |_| {});
    // A field told apart, and one kept back.
    let (name, plate) = (
        Disclosure::new(&[4; 32], "name", Json::text("A. Person")),
        Disclosure::new(&[5; 32], "plate", Json::text("X")),
    );
    let mut both = vec![name.digest(), plate.digest()];
    both.sort();
    let claim = Json::object([("text", Json::text("a man was seen"))]);
    let told_apart = keeper.record("DPRK", "claim", claim, |body| body.disclosures = both);
    let path = korea.file(&disclosure_path(told_apart));
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, to_file(&[name])).unwrap();
    // A number that was skipped, of what the keeper has promised.
    keeper.record("DPRK", "claim", Json::object([("text", Json::text("after"))]), |body| body.sequence += 1);
    let promised = keeper.size;
    // A time that cannot be, a kind of a later program, a key that is out of use, states that differ.
    keeper.record("ROK", "claim", Json::object([("text", Json::text("dated ahead"))]), |body| {
        body.at = "2099-01-01T00:00:00Z".parse().unwrap();
    });
    keeper.record("ROK", "telemetry", Json::object([]), |body| body.version = 7);
    let retired = Json::object([("key", Json::text(secret("collector").key()))]);
    keeper.record("collector", "key_revoke", retired, |_| {});
    let attest =
        ["record", "attest", &korea.case(), "--as-of", "2019-11-30", "--known-at", "#239", "--by", "ROK"];
    assert_eq!(told(&[&attest[..], &["--test-keys"]].concat()).1, 0);
    let mut keeper = Keeper::new(&korea);
    let mut state = [
        ("size", Json::number(240)),
        ("root", Json::text("")),
        ("as_of", Json::text("2019-11-30T14:59:59.999Z")),
        ("state", Json::text(Hash::of(b"another").hex())),
        ("program", Json::text("another 1.0")),
        ("rules", Json::text("")),
    ];
    let own = Entry::parse(&leaf(&korea, keeper.size - 1)).unwrap().body.payload;
    for (name, value) in &mut state {
        if let ("root" | "rules", Some(said)) = (*name, own.get(name)) {
            *value = said.clone();
        }
    }
    keeper.record("DPRK", "state_attest", Json::object(state), |_| {});
    keeper.say("secretariat", "the end");
    assert_eq!(korea.cosign("ROK", "1800000000").1, 0);
    assert_eq!(korea.cosign("DPRK", "1800000060").1, 0);
    // Nobody would have cosigned with this receipt beside the log.
    let receipt =
        Receipt { origin: ORIGIN.to_owned(), entry: Hash::of(b"dropped"), by_size: promised, by_time: None };
    let path = korea.file(&receipt_path(receipt.entry));
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, receipt.sign(&secret("log")).unwrap().to_string()).unwrap();
    korea
}

fn leaf(korea: &Korea, index: u64) -> Vec<u8> {
    let folder = Folder::new(&korea.file(""));
    let note = Note::parse(&fs::read(korea.file("checkpoint")).unwrap()).unwrap();
    let size = Checkpoint::parse(note.text()).unwrap().head.size;
    let bundle = Tile::of_row(Row::Entries, index / 256, size).unwrap();
    files::entries(&folder, bundle).unwrap()[usize::try_from(index % 256).unwrap()].clone()
}

fn verify(korea: &Korea) -> String {
    korea.told(&["record", "verify", &korea.case()])
}

#[test]
fn every_trouble_with_which_a_record_still_stands_is_told_with_its_file() {
    let korea = troubled();
    let shown = verify(&korea);
    insta::assert_snapshot!(shown);
    let (json, code) = told(&["record", "verify", &korea.case(), "--json"]);
    let view: serde_json::Value = serde_json::from_str(&json).unwrap();
    let schema = fs::read_to_string(crate::root().join("schemas/record-verify.schema.json")).unwrap();
    let schema = jsonschema::draft202012::new(&serde_json::from_str(&schema).unwrap()).unwrap();
    let problems: Vec<String> = schema.iter_errors(&view).map(|error| error.to_string()).collect();
    assert!(problems.is_empty() && code == 2, "{problems:#?}");
    // Each file that a line names is there, or is the one that is missed.
    for line in view["lines"].as_array().unwrap() {
        for proof in line["proof"].as_array().unwrap() {
            let path = proof.as_str().unwrap();
            assert!(korea.file(path).exists(), "{path}");
        }
    }
}

#[test]
fn what_is_altered_forked_or_gone_is_told_with_its_file() {
    let korea = Korea::new();
    assert_eq!(korea.cosign("ROK", "1800000000").1, 0);
    // Another history, which a witness has seen: the log signed both.
    let other = korea.copy();
    Keeper::new(&other).say("ROK", "one history");
    assert_eq!(other.cosign("ROK", "1800000060").1, 0);
    Keeper::new(&korea).say("ROK", "another history");
    fs::remove_dir_all(korea.file("witness")).unwrap();
    crate::korea_case::copy_all(&other.file("witness"), &korea.file("witness"));
    let mut shown = told_in(&korea, "a fork");
    // A word of an entry, and a file that an entry binds.
    let bundle = korea.file("tile/entries/000.p/241");
    spoil(&bundle, b"guard post");
    shown += &told_in(&korea, "an entry altered");
    fs::remove_file(bundle).unwrap();
    shown += &told_in(&korea, "a bundle gone");
    fs::remove_file(korea.file("checkpoint")).unwrap();
    shown += &told_in(&korea, "no checkpoint");
    insta::assert_snapshot!(shown);
}

fn told_in(korea: &Korea, what: &str) -> String {
    let shown = verify(korea);
    let of_weight = |line: &&str| !line.starts_with("entries ") && !line.starts_with("text ");
    format!("== {what}\n{}\n", shown.lines().filter(of_weight).collect::<Vec<_>>().join("\n"))
}

fn spoil(file: &Path, word: &[u8]) {
    let mut bytes = fs::read(file).unwrap();
    let at = bytes.windows(word.len()).position(|window| window == word).unwrap();
    bytes[at] ^= 0x20;
    fs::write(file, bytes).unwrap();
}
