//! A small case with two parties, a commission and three witnesses, for the tests of this crate.

use std::collections::BTreeMap;

use armistice_facts::{Instant, Name};

use crate::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::cosignature::cosign;
use crate::entry::Body;
use crate::files::{CHECKPOINT, POLICY, blob_path, witness_path};
use crate::json::Json;
use crate::key::{Purpose, Secret};
use crate::kind::KINDS;
use crate::tile::{self, Row, Tile};
use crate::{Frontier, Hash, Head};

/// The name of the log.
pub(crate) const ORIGIN: &str = "armistice.example/case7/1";

pub(crate) type Bytes = BTreeMap<String, Vec<u8>>;

/// A record in the making.
#[derive(Debug, Clone, Default)]
pub(crate) struct Case {
    /// The leaves.
    pub(crate) leaves: Vec<Vec<u8>>,
    /// The last number and identity of each author.
    chains: BTreeMap<String, (u64, Hash)>,
    /// Blobs and whatever else lies beside the log.
    pub(crate) beside: Bytes,
}

impl Case {
    /// A record with its genesis.
    pub(crate) fn new() -> Self {
        let mut case = Case::default();
        let holder = |name: &str, role: &str| {
            Json::object([
                ("name", Json::text(name)),
                ("role", Json::text(role)),
                ("keys", Json::List(vec![Json::text(case.secret(name).key())])),
            ])
        };
        let holders = vec![
            holder("north", "party"),
            holder("south", "party"),
            holder("commission", "commission"),
            holder("patrol", "observer"),
        ];
        let schemas = KINDS.iter().map(|kind| (kind.name.to_owned(), kind.schema().canonical()));
        let mut named = BTreeMap::new();
        for (name, schema) in schemas {
            named.insert(name, Json::text(Hash::of(schema.as_bytes()).hex()));
            case.beside.insert(blob_path(Hash::of(schema.as_bytes())), schema.into_bytes());
        }
        let policy = case.policy();
        case.beside.insert(POLICY.to_owned(), policy.clone().into_bytes());
        let payload = Json::object([
            ("case", Json::text("case 7")),
            ("origin", Json::text(ORIGIN)),
            ("holders", Json::List(holders)),
            ("schemas", Json::Object(named)),
            ("policy", Json::List(policy.lines().map(Json::text).collect())),
        ]);
        case.add("commission", "genesis", payload, &["north", "south"], |_| {});
        case
    }

    /// The secret of a holder, of the log, or of a witness (`w-north`).
    pub(crate) fn secret(&self, name: &str) -> Secret {
        let seed = Hash::of(name.as_bytes()).0;
        let (name, purpose) = match name {
            "log" => (ORIGIN.to_owned(), Purpose::Signing),
            witness if witness.starts_with("w-") => (format!("{witness}.example"), Purpose::Cosigning),
            holder => (format!("{holder}.example/a"), Purpose::Signing),
        };
        Secret::from_seed(&name, purpose, &seed).unwrap()
    }

    pub(crate) fn policy(&self) -> String {
        let witness = |name: &str| format!("witness {name} {}\n", self.secret(&format!("w-{name}")).key());
        let witnesses: String = ["north", "south", "neutral"].into_iter().map(witness).collect();
        let groups = "group parties all north south\ngroup quorum all parties neutral\nquorum quorum\n";
        format!("log {}\n{witnesses}{groups}", self.secret("log").key())
    }

    /// Adds an entry of any kind, signed by its author and others, after a last change to its body.
    pub(crate) fn add(
        &mut self,
        by: &str,
        kind: &str,
        payload: Json,
        others: &[&str],
        change: impl FnOnce(&mut Body),
    ) -> Hash {
        let last = self.chains.get(by).copied();
        let at: Instant = "2026-03-01T00:00:00Z".parse().unwrap();
        let mut body = Body {
            kind: kind.to_owned(),
            version: 1,
            by: Name::new(by).unwrap(),
            sequence: last.map_or(1, |(number, _)| number + 1),
            previous: last.map(|(_, id)| id),
            seen: None,
            at: at.plus_millis(i64::try_from(self.leaves.len()).unwrap() * 1000),
            references: Vec::new(),
            payload,
            disclosures: Vec::new(),
            critical: false,
            extra: None,
        };
        change(&mut body);
        let id = body.id();
        self.chains.insert(by.to_owned(), (body.sequence, id));
        let secrets: Vec<Secret> = others.iter().chain([&by]).map(|name| self.secret(name)).collect();
        self.leaves.push(body.sign(&secrets.iter().collect::<Vec<_>>()).to_bytes());
        id
    }

    /// Adds a claim.
    pub(crate) fn say(&mut self, by: &str, text: &str) {
        self.add(by, "claim", Json::object([("text", Json::text(text))]), &[], |_| {});
    }

    /// Keeps a blob, and gives what an entry says of it.
    pub(crate) fn blob(&mut self, bytes: &[u8]) -> Json {
        self.beside.insert(blob_path(Hash::of(bytes)), bytes.to_vec());
        Json::object([
            ("sha256", Json::text(Hash::of(bytes).hex())),
            ("bytes", Json::number(bytes.len() as u64)),
        ])
    }

    /// The tree when it had the first so many entries.
    pub(crate) fn head(&self, size: usize) -> Head {
        let mut frontier = Frontier::new();
        self.leaves[..size].iter().for_each(|leaf| frontier.append(Hash::leaf(leaf), |_, _, _| {}));
        Head { size: size as u64, root: frontier.root() }
    }

    /// The checkpoint at a size, cosigned.
    pub(crate) fn checkpoint(&self, size: usize, witnesses: &[(&str, u64)]) -> SignedCheckpoint {
        let checkpoint =
            Checkpoint { origin: ORIGIN.to_owned(), head: self.head(size), extensions: Vec::new() };
        let mut signed = checkpoint.sign(&self.secret("log")).unwrap();
        for (witness, time) in witnesses {
            signed.add(cosign(&signed, &self.secret(witness), *time).unwrap());
        }
        signed
    }

    /// Lets a witness keep what it cosigned at a size.
    pub(crate) fn witnessed(&mut self, witness: &str, size: usize, time: u64) {
        let path = witness_path(self.secret(witness).key().name(), ORIGIN);
        let checkpoint = self.checkpoint(size, &[(witness, time)]).note().to_string();
        self.beside.insert(path, checkpoint.into_bytes());
    }

    /// The whole folder.
    pub(crate) fn files(&self) -> Bytes {
        let (mut frontier, mut rows) = (Frontier::new(), BTreeMap::<u32, Vec<Hash>>::new());
        for leaf in &self.leaves {
            frontier.append(Hash::leaf(leaf), |level, _, hash| {
                if level % 8 == 0 {
                    rows.entry(level / 8).or_default().push(hash);
                }
            });
        }
        let mut files = self.beside.clone();
        for piece in Tile::of_tree(frontier.size()) {
            let start = usize::try_from(piece.start()).unwrap();
            let range = start..start + usize::from(piece.width);
            let mut bytes = Vec::new();
            match piece.row {
                Row::Entries => {
                    self.leaves[range].iter().for_each(|leaf| tile::push_entry(&mut bytes, leaf).unwrap());
                }
                Row::Hashes(level) => bytes = tile::hashes_to_bytes(&rows[&level][range]),
            }
            files.insert(piece.to_string(), bytes);
        }
        let checkpoint = self.checkpoint(self.leaves.len(), &[]).note().to_string();
        files.insert(CHECKPOINT.to_owned(), checkpoint.into_bytes());
        files
    }
}
