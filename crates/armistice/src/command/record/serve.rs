//! `armistice record serve`: a record, or a witness, on the wire.

use std::io::Write;
use std::net::TcpListener;
use std::sync::Mutex;

use crate::arguments::ServeArguments;
use crate::command::{Failure, Outcome};
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
    let listener = TcpListener::bind(arguments.listen)
        .map_err(|cause| Failure::Record(format!("cannot listen on {}: {cause}", arguments.listen)))?;
    let address = listener.local_addr()?;
    let as_witness = witness.as_ref().map(|witness| format!(", as the witness {}", witness.key().name()));
    writeln!(out, "{origin} on http://{address}{}", as_witness.unwrap_or_default())?;
    out.flush()?;
    let root = folder.root().to_owned();
    web::serve(listener, router(Served { root, policy, witness, turn: Mutex::new(()) }))?;
    Ok(Outcome::Fine)
}
