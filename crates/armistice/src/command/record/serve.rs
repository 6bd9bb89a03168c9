//! `armistice record serve`: a record, or a witness, on the wire.

use std::io::{self, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use armistice_ledger::Folder;
use armistice_record::policy::Policy;

use crate::arguments::ServeArguments;
use crate::asked;
use crate::command::{Failure, Outcome};
use crate::founding::{is_mirror, log_signer};
use crate::intake::Intake;
use crate::keyring::{Keyring, signer_of};
use crate::served::{Served, router};
use crate::web;

/// Prints the address and serves until the process is ended, at any moment: what was let out is durable.
pub(super) fn run(arguments: &ServeArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let folder = super::opened(&arguments.record);
    let policy = super::policy(arguments.policy.as_deref(), &folder)?;
    let keys = policy.log_keys();
    let origin = keys.first().map(|key| key.name().to_owned()).unwrap_or_default();
    let (key, test_key) = (arguments.key.as_deref(), arguments.test_key.as_deref());
    let witness = super::cosign::signer(key, test_key, &arguments.unlock, &origin)?;
    if let Some(mirror) = witness.as_ref().filter(|key| is_mirror(key.key().name())) {
        return Err(Failure::Record(format!(
            "`{}` says that it holds every entry, and who asks here shows none: cosign a copy with it (armistice record cosign)",
            mirror.key().name()
        )));
    }
    let listener = TcpListener::bind(arguments.listen)
        .map_err(|cause| Failure::Record(format!("cannot listen on {}: {cause}", arguments.listen)))?;
    let address = listener.local_addr()?;
    let as_witness = witness.as_ref().map(|witness| format!(", as the witness {}", witness.key().name()));
    writeln!(out, "{origin} on http://{address}{}", as_witness.unwrap_or_default())?;
    out.flush()?;
    let root = folder.root().to_owned();
    if !arguments.ask.is_empty() {
        let (addresses, policy) = (arguments.ask.clone(), policy.clone());
        let every = Duration::from_secs(arguments.every.saturating_mul(60));
        thread::spawn(move || seal_points(&folder, &policy, &addresses, every));
    }
    let log = match (&arguments.log_key, arguments.test_log_key) {
        (Some(path), _) => Some(signer_of(path, &arguments.unlock.lock())?),
        (None, true) => Some(log_signer(&Keyring::Test, &origin)?),
        (None, false) => None,
    };
    let intake = log.map(|log| Intake::open(&root, Arc::from(log)));
    web::serve(listener, router(Served { root, policy, witness, intake, turn: Mutex::new(()) }))?;
    Ok(Outcome::Fine)
}

/// Regularly one checkpoint is offered to all witnesses, so that one tree has all of their cosignatures. One that is slow gets
/// until the next time; the record goes on meanwhile.
fn seal_points(folder: &Folder, policy: &Policy, addresses: &[String], every: Duration) {
    loop {
        let next = Instant::now() + every;
        let asked = asked::all(folder, policy, addresses, every, |url, answer| {
            let told = match answer {
                Ok(signatures) => signatures.iter().map(|one| format!("cosigned by {}", one.name)).collect(),
                Err(cause) => vec![format!("not cosigned: {cause}")],
            };
            told.iter().try_for_each(|line| writeln!(io::stderr(), "{url}: {line}"))?;
            Ok::<(), Failure>(())
        });
        if let Err(cause) = asked {
            let _ = writeln!(io::stderr(), "nobody was asked: {cause}");
        }
        thread::sleep(next.saturating_duration_since(Instant::now()));
    }
}
