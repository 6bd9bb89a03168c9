//! How a record begins: its genesis, the text of the agreement, and the approvals of the parties.
//!
//! No machine needs the secrets of others. The secretariat proposes, from public keys; each party looks at the proposal on
//! its own machine, signs the genesis and approves the text; the keeper puts the answers together and records them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use armistice_facts::{Instant, Name, NameError};
use armistice_ledger::{Folder, Ledger, LedgerError, Store as _, Threads};
use armistice_record::Head;
use armistice_record::entry::Entry;
use armistice_record::files::{POLICY, bound};
use armistice_record::json::Json;
use armistice_record::key::{Key, Purpose};
use armistice_record::kind::KINDS;
use armistice_record::signer::Signer;
use armistice_terms::model::Agreement;

use crate::author::{Author, Refusal, record};
use crate::keyring::{Keyring, KeyringError};

/// Who keeps the record and begins it.
pub(crate) const SECRETARIAT: &str = "secretariat";
/// Who takes in what others tell.
pub(crate) const COLLECTOR: &str = "collector";

/// Why a record cannot begin.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum FoundingError {
    /// A key.
    #[error(transparent)]
    Key(#[from] KeyringError),
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// There is one.
    #[error("there is a record of {0} entries already")]
    Begun(u64),
    /// A name.
    #[error(transparent)]
    Name(#[from] NameError),
    /// Somebody does not sign.
    #[error("{0}")]
    Unsigned(String),
    /// No proposal.
    #[error("it does not begin with a genesis: it is no proposal of `init --propose`")]
    NoGenesis,
    /// Answers to another proposal.
    #[error("`{0}` answers another proposal")]
    Another(String),
    /// A file that the proposal binds.
    #[error("the file {0} that the proposal binds is not beside it")]
    Blob(String),
    /// An entry that the ledger refuses.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// A holder of a key from the beginning on.
struct Founder {
    name: Name,
    role: &'static str,
    key: Key,
}

/// All who found a record.
struct Founders {
    parties: Vec<Founder>,
    secretariat: Founder,
    collector: Founder,
    /// The witness of each party.
    witnesses: Vec<(Name, Key)>,
}

/// Whether a key of this name is for those who say that they hold every entry durably and have worked out every leaf, and not
/// only that they have seen a tree (`c2sp.org/tlog-mirror` wants another name and key than a witness's).
pub(crate) fn is_mirror(key_name: &str) -> bool {
    key_name.ends_with("/mirror")
}

/// The name of a holder's key.
pub(crate) fn key_name(origin: &str, holder: &str) -> String {
    format!("{origin}/{holder}")
}

/// Whoever signs for the log.
pub(crate) fn log_signer(keyring: &Keyring, origin: &str) -> Result<Box<dyn Signer>, KeyringError> {
    keyring.signer("log", origin, Purpose::Signing)
}

/// What a record is begun for.
#[derive(Debug)]
pub(crate) struct Case<'a> {
    /// The name of the log.
    pub(crate) origin: &'a str,
    /// What the case is called.
    pub(crate) name: &'a str,
    /// The agreement.
    pub(crate) agreement: &'a Agreement,
    /// Its text.
    pub(crate) text: &'a str,
}

/// A beginning that is proposed: the genesis, the text of the agreement, and whatever approvals there are; and the files
/// that they bind.
#[derive(Debug)]
pub(crate) struct Proposal {
    /// The entries, in their order.
    pub(crate) entries: Vec<Entry>,
    /// The files.
    pub(crate) blobs: Vec<Vec<u8>>,
}

/// Begins a record where the secrets of all are on one machine.
pub(crate) fn begin(
    folder: Folder,
    keyring: &Keyring,
    case: &Case<'_>,
    at: Instant,
) -> Result<Head, FoundingError> {
    let mut proposal = propose(keyring, case, at)?;
    for party in &case.agreement.parties {
        let name = party.name.as_str();
        let signer = keyring.signer(name, &key_name(case.origin, name), Purpose::Signing)?;
        let answer = accept(&proposal.entries, &party.name, signer.as_ref(), at)?;
        proposal.join(&answer, name)?;
    }
    found(folder, log_signer(keyring, case.origin)?, &proposal)
}

/// Proposes a beginning, signed by the secretariat. Of all others the public keys are enough.
pub(crate) fn propose(keyring: &Keyring, case: &Case<'_>, at: Instant) -> Result<Proposal, FoundingError> {
    let founders = founders(keyring, case)?;
    let log = keyring.public("log", case.origin, Purpose::Signing)?;
    let policy = policy(&log, &founders.witnesses);
    let mut blobs: Vec<Vec<u8>> = KINDS.iter().map(|kind| kind.schema().canonical().into_bytes()).collect();
    let digest = |blob: &[u8]| Json::text(armistice_record::Hash::of(blob).hex());
    let schemas: BTreeMap<String, Json> =
        KINDS.iter().zip(&blobs).map(|(kind, blob)| (kind.name.to_owned(), digest(blob))).collect();
    blobs.push(case.text.as_bytes().to_vec());
    let genesis = Json::object([
        ("case", Json::text(case.name)),
        ("origin", Json::text(case.origin)),
        ("holders", Json::List(founders.all().map(Founder::told).collect())),
        ("schemas", Json::Object(schemas)),
        ("policy", Json::List(policy.lines().map(Json::text).collect())),
    ]);
    let version = Json::object([
        (
            "text",
            Json::object([
                ("sha256", digest(case.text.as_bytes())),
                ("bytes", Json::number(case.text.len() as u64)),
                ("media", Json::text("text/markdown")),
            ]),
        ),
        ("title", Json::text(&case.agreement.title)),
    ]);
    let signer = keyring.signer(SECRETARIAT, &key_name(case.origin, SECRETARIAT), Purpose::Signing)?;
    let mut secretariat = Author::new(founders.secretariat.name.clone());
    let bodies =
        [secretariat.write("genesis", genesis, at), secretariat.write("agreement_version", version, at)];
    let entries = bodies.into_iter().map(|body| body.signed_by(&[signer.as_ref()]));
    Ok(Proposal { entries: entries.collect::<Result<_, _>>().map_err(FoundingError::Unsigned)?, blobs })
}

/// The answer of a party to a proposal: the genesis with its signature, and its approval of the text.
pub(crate) fn accept(
    proposal: &[Entry],
    party: &Name,
    signer: &dyn Signer,
    at: Instant,
) -> Result<Vec<Entry>, FoundingError> {
    let mut genesis = proposal.iter().find(|entry| entry.body.kind == "genesis").cloned();
    let genesis = genesis.as_mut().ok_or(FoundingError::NoGenesis)?;
    genesis.countersign(signer).map_err(FoundingError::Unsigned)?;
    let mut answer = vec![genesis.clone()];
    let mut author = Author::new(party.clone());
    for text in proposal.iter().filter(|entry| entry.body.kind == "agreement_version") {
        let approval = Json::object([("eid", Json::text(text.body.id().hex()))]);
        let approval = author.write("approval", approval, at);
        answer.push(approval.signed_by(&[signer]).map_err(FoundingError::Unsigned)?);
    }
    Ok(answer)
}

impl Proposal {
    /// Takes an answer in: signatures of what is there, and what is new.
    pub(crate) fn join(&mut self, answer: &[Entry], from: &str) -> Result<(), FoundingError> {
        for entry in answer {
            let joined = self.entries.iter_mut().any(|own| own.join(entry));
            match (joined, entry.body.kind.as_str()) {
                (true, _) => {}
                (false, "approval" | "refusal") => self.entries.push(entry.clone()),
                (false, _) => return Err(FoundingError::Another(from.to_owned())),
            }
        }
        Ok(())
    }
}

/// Records a beginning to which everybody has put its name.
pub(crate) fn found(
    folder: Folder,
    log: Box<dyn Signer>,
    proposal: &Proposal,
) -> Result<Head, FoundingError> {
    let there: BTreeSet<armistice_record::Hash> =
        proposal.blobs.iter().map(|blob| armistice_record::Hash::of(blob)).collect();
    let mut wanted = proposal.entries.iter().flat_map(|entry| bound(&entry.body));
    if let Some(missing) = wanted.find(|digest| !there.contains(digest)) {
        return Err(FoundingError::Blob(missing.hex()));
    }
    let genesis = proposal.entries.first().filter(|entry| entry.body.kind == "genesis");
    let policy = genesis.and_then(|genesis| genesis.body.payload.get("policy"));
    let policy = policy.ok_or(FoundingError::NoGenesis)?.items().iter().filter_map(Json::as_text);
    let policy: String = policy.map(|line| format!("{line}\n")).collect();
    let mut ledger = Ledger::open(folder, log)?;
    if ledger.head().size > 0 {
        return Err(FoundingError::Begun(ledger.head().size));
    }
    for blob in &proposal.blobs {
        ledger.keep(blob)?;
    }
    record(&mut ledger, &proposal.entries, &Threads)?;
    ledger.store_mut().put(POLICY, policy.as_bytes()).map_err(LedgerError::from)?;
    ledger.publish()?;
    Ok(ledger.head())
}

impl Founders {
    fn all(&self) -> impl Iterator<Item = &Founder> {
        self.parties.iter().chain([&self.secretariat, &self.collector])
    }
}

impl Founder {
    fn told(&self) -> Json {
        Json::object([
            ("name", Json::text(&self.name)),
            ("role", Json::text(self.role)),
            ("keys", Json::List(vec![Json::text(&self.key)])),
        ])
    }
}

fn founders(keyring: &Keyring, case: &Case<'_>) -> Result<Founders, FoundingError> {
    let founder = |name: &str, role: &'static str| -> Result<Founder, FoundingError> {
        let key = keyring.public(name, &key_name(case.origin, name), Purpose::Signing)?;
        Ok(Founder { name: Name::new(name)?, role, key })
    };
    let parties = case.agreement.parties.iter().map(|party| party.name.as_str());
    let witness = |name: &str| -> Result<(Name, Key), FoundingError> {
        let key_name = format!("{}/witness", key_name(case.origin, name));
        let key = keyring.public(&format!("{name}-witness"), &key_name, Purpose::Cosigning)?;
        Ok((Name::new(name)?, key))
    };
    Ok(Founders {
        witnesses: parties.clone().map(witness).collect::<Result<_, _>>()?,
        parties: parties.map(|name| founder(name, "party")).collect::<Result<_, _>>()?,
        secretariat: founder(SECRETARIAT, "commission")?,
        collector: founder(COLLECTOR, "collector")?,
    })
}

/// All parties have to see a tree before it is final.
fn policy(log: &Key, witnesses: &[(Name, Key)]) -> String {
    let mut text = format!("log {log}\n");
    let mut names = String::new();
    for (name, witness) in witnesses {
        // Writing to a text does not fail.
        let _ = writeln!(text, "witness {name} {witness}");
        let _ = write!(names, " {name}");
    }
    let _ = writeln!(text, "group all-parties all{names}\nquorum all-parties");
    text
}
