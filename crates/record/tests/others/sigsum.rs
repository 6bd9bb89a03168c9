//! The whole way beside `sigsum`, which signs, cosigns and proves by the same formats: a log with the name that Sigsum
//! gives to logs, in the leaf format of Sigsum, made here and verified there.

use std::fmt::Write as _;

use armistice_record::checkpoint::{Checkpoint, SignedCheckpoint};
use armistice_record::cosignature::cosign;
use armistice_record::key::{Purpose, Secret};
use armistice_record::{Hash, Head, proof};

use crate::support::entry;

const SIZE: u64 = 700;

/// What a Sigsum proof is made of.
struct Proven {
    log: Secret,
    witnesses: Vec<Secret>,
    message: Hash,
    leaf: Vec<u8>,
    index: u64,
    checkpoint: SignedCheckpoint,
    siblings: Vec<Hash>,
}

fn secret(name: &str, purpose: Purpose, seed: u8) -> Secret {
    Secret::from_seed(name, purpose, &[seed; 32]).unwrap()
}

/// The leaf of Sigsum: the checksum of a message, the submitter's signature of it, and the hash of the key.
fn leaf(submitter: &Secret, message: Hash) -> Vec<u8> {
    let checksum = Hash::of(&message.0);
    let signed = [b"sigsum.org/v1/tree-leaf\0".as_slice(), &checksum.0].concat();
    [checksum.0.as_slice(), &submitter.sign(&signed), &Hash::of(&submitter.key().public()).0].concat()
}

fn proven(index: u64) -> Proven {
    let key = secret("log", Purpose::Signing, 1);
    let origin = format!("sigsum.org/v1/tree/{}", Hash::of(&key.key().public()).hex());
    let log = secret(&origin, Purpose::Signing, 1);
    let message = Hash::of(b"Hello");
    let leaf = leaf(&secret("submitter", Purpose::Signing, 2), message);
    let mut grown = Grown::default();
    for at in 0..SIZE {
        grown.append(Hash::leaf(&if at == index { leaf.clone() } else { entry(at) }));
    }
    let head = Head { size: SIZE, root: grown.frontier.root() };
    let mut checkpoint = Checkpoint { origin, head, extensions: Vec::new() }.sign(&log).unwrap();
    let witnesses: Vec<Secret> =
        (3..6).map(|seed| secret(&format!("w{seed}.example"), Purpose::Cosigning, seed)).collect();
    for witness in &witnesses {
        checkpoint.add(cosign(&checkpoint, witness, 1_770_193_051).unwrap());
    }
    let siblings = proof::inclusion(index, SIZE, &grown).unwrap();
    Proven { log, witnesses, message, leaf, index, checkpoint, siblings }
}

/// A tree with all its nodes.
#[derive(Default)]
struct Grown {
    frontier: armistice_record::Frontier,
    rows: Vec<Vec<Hash>>,
}

impl Grown {
    fn append(&mut self, leaf: Hash) {
        let rows = &mut self.rows;
        self.frontier.append(leaf, |level, _, hash| {
            rows.resize(rows.len().max(level as usize + 1), Vec::new());
            rows[level as usize].push(hash);
        });
    }
}

impl armistice_record::Nodes for Grown {
    type Error = std::convert::Infallible;

    fn node(&self, level: u32, index: u64) -> Result<Hash, Self::Error> {
        Ok(self.rows[level as usize][usize::try_from(index).unwrap()])
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The proof in Sigsum's text, with the cosignatures of the first so many witnesses.
fn as_sigsum(proven: &Proven, cosigners: usize) -> String {
    let head = proven.checkpoint.head();
    let note = proven.checkpoint.note();
    let log = Hash::of(&proven.log.key().public()).hex();
    let mut text = format!(
        "version=2\nlog={log}\nleaf={} {}\n\nsize={}\nroot_hash={}\nsignature={}\n",
        hex(&proven.leaf[96..]),
        hex(&proven.leaf[32..96]),
        head.size,
        head.root.hex(),
        hex(&note.signatures[0].bytes)
    );
    for witness in &proven.witnesses[..cosigners] {
        let signature = note.by(witness.key()).next().unwrap();
        let (time, bytes) = signature.bytes.split_first_chunk::<8>().unwrap();
        let key = Hash::of(&witness.key().public()).hex();
        writeln!(text, "cosignature={key} {} {}", u64::from_be_bytes(*time), hex(bytes)).unwrap();
    }
    writeln!(text, "\nleaf_index={}", proven.index).unwrap();
    proven.siblings.iter().for_each(|hash| writeln!(text, "node_hash={}", hash.hex()).unwrap());
    text
}

/// Sigsum's word on the proof, under a policy of two of the three witnesses.
fn verified(text: &str, proven: &Proven) -> Result<(), String> {
    let mut policy = format!("log {}\n", hex(&proven.log.key().public()));
    for witness in &proven.witnesses {
        writeln!(policy, "witness {} {}", witness.key().name(), hex(&witness.key().public())).unwrap();
    }
    policy += "group g 2 w3.example w4.example w5.example\nquorum g\n";
    let policy = ::sigsum::Policy::parse(&policy).map_err(|error| error.to_string())?;
    let signature = ::sigsum::SigsumSignature::from_ascii(text).map_err(|error| error.to_string())?;
    let submitter = secret("submitter", Purpose::Signing, 2).key().public().into();
    let message = ::sigsum::Hash::from(proven.message.0);
    ::sigsum::verify(&message, &signature, &[submitter], &policy).map_err(|error| error.to_string())
}

#[test]
fn sigsum_takes_our_checkpoint_cosignatures_and_proof() {
    for index in [0, 255, 256, 511, 600, SIZE - 1] {
        let proven = proven(index);
        assert_eq!(verified(&as_sigsum(&proven, 3), &proven), Ok(()), "{index}");
        assert_eq!(verified(&as_sigsum(&proven, 2), &proven), Ok(()), "{index}");
        let lonely = verified(&as_sigsum(&proven, 1), &proven);
        assert_eq!(lonely, Err("verify error: not enough valid cosignatures".to_owned()));
    }
}

#[test]
fn sigsum_refuses_every_changed_digit() {
    let proven = proven(300);
    let text = as_sigsum(&proven, 3);
    let digits =
        text.char_indices().filter(|(_, letter)| letter.is_ascii_hexdigit() && !letter.is_ascii_alphabetic());
    for (at, digit) in digits.skip(1).step_by(7) {
        let mut bytes = text.clone().into_bytes();
        bytes[at] = if digit == '1' { b'2' } else { b'1' };
        let changed = String::from_utf8(bytes).unwrap();
        // A witness whose key is not known any more only counts no longer, and two of three are enough.
        let is_key_of_witness = text[..at]
            .rsplit('\n')
            .next()
            .is_some_and(|line| line.strip_prefix("cosignature=").is_some_and(|rest| !rest.contains(' ')));
        assert!(is_key_of_witness || verified(&changed, &proven).is_err(), "letter {at} of\n{changed}");
    }
}
