//! How a record begins: its genesis, the text of the agreement, and the approvals of the parties.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use armistice_facts::{Instant, Name, NameError};
use armistice_ledger::{Folder, Ledger, LedgerError, Store as _, Threads};
use armistice_record::Head;
use armistice_record::files::POLICY;
use armistice_record::json::Json;
use armistice_record::key::{Key, Purpose, Secret};
use armistice_record::kind::KINDS;
use armistice_terms::model::Agreement;

use crate::author::{Author, Refusal, record};
use crate::keyring::{Keyring, KeyringError};

/// Who keeps the record and begins it.
const SECRETARIAT: &str = "secretariat";
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
    /// An entry that the ledger refuses.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// A holder of a key from the beginning on.
struct Founder {
    name: Name,
    role: &'static str,
    secret: Secret,
}

/// All who found a record.
struct Founders {
    parties: Vec<Founder>,
    secretariat: Founder,
    collector: Founder,
    /// The witness of each party.
    witnesses: Vec<(Name, Key)>,
}

/// The name of a holder's key.
pub(crate) fn key_name(origin: &str, holder: &str) -> String {
    format!("{origin}/{holder}")
}

/// The secret of the log.
pub(crate) fn log_secret(keyring: &Keyring, origin: &str) -> Result<Secret, KeyringError> {
    keyring.secret("log", origin, Purpose::Signing)
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

/// Begins a record in an empty folder: the genesis, signed by the parties and the secretariat; the text of the
/// agreement; the approval of each party. All of it is said to be written at that instant.
pub(crate) fn begin(
    folder: Folder,
    keyring: &Keyring,
    case: &Case<'_>,
    at: Instant,
) -> Result<Head, FoundingError> {
    let founders = founders(keyring, case)?;
    let log = log_secret(keyring, case.origin)?;
    let policy = policy(log.key(), &founders.witnesses);
    let mut ledger = Ledger::open(folder, log)?;
    if ledger.head().size > 0 {
        return Err(FoundingError::Begun(ledger.head().size));
    }
    let mut schemas = BTreeMap::new();
    for kind in KINDS {
        let digest = ledger.keep(kind.schema().canonical().as_bytes())?;
        schemas.insert(kind.name.to_owned(), Json::text(digest.hex()));
    }
    let text = ledger.keep(case.text.as_bytes())?;
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
                ("sha256", Json::text(text.hex())),
                ("bytes", Json::number(case.text.len() as u64)),
                ("media", Json::text("text/markdown")),
            ]),
        ),
        ("title", Json::text(&case.agreement.title)),
    ]);
    let mut secretariat = Author::new(founders.secretariat.name.clone());
    let founding: Vec<&Secret> =
        founders.parties.iter().chain([&founders.secretariat]).map(|founder| &founder.secret).collect();
    let genesis = secretariat.write("genesis", genesis, at).sign(&founding);
    let version = secretariat.write("agreement_version", version, at);
    let tabled = version.id();
    let mut entries = vec![genesis, version.sign(&[&founders.secretariat.secret])];
    for party in &founders.parties {
        let approval = Json::object([("eid", Json::text(tabled.hex()))]);
        let approval = Author::new(party.name.clone()).write("approval", approval, at);
        entries.push(approval.sign(&[&party.secret]));
    }
    record(&mut ledger, &entries, &Threads)?;
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
            ("keys", Json::List(vec![Json::text(self.secret.key())])),
        ])
    }
}

fn founders(keyring: &Keyring, case: &Case<'_>) -> Result<Founders, FoundingError> {
    let founder = |name: &str, role: &'static str| -> Result<Founder, FoundingError> {
        let secret = keyring.secret(name, &key_name(case.origin, name), Purpose::Signing)?;
        Ok(Founder { name: Name::new(name)?, role, secret })
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
