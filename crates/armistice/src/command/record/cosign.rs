//! `armistice record cosign`: a party checks its own copy, and says that it has seen it; a keeper asks a witness to.

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use armistice_ledger::{Folder, Store as _, Threads, witness, witnessed};
use armistice_record::Head;
use armistice_record::files::{CHECKPOINT, Files, witness_path};
use armistice_record::key::Purpose;
use armistice_record::policy::Policy;
use armistice_record::receipt::RECEIPTS;
use armistice_record::signer::Signer;
use armistice_record::verify::{Depth, Kept, Promise, Wants, promises, verify};

use crate::arguments::{CosignArguments, Unlock};
use crate::asked::{self, opened, request};
use crate::command::{Failure, Outcome};
use crate::keyring::{Keyring, signer_of};
use crate::moment::now;
use crate::show::words::count;

/// Verifies the copy; decides as a witness does, by the tree that it cosigned last; keeps the new one before it lets
/// the cosignature out.
pub(super) fn run(
    arguments: &CosignArguments,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let mut folder = super::opened(&arguments.record);
    let policy = super::policy(arguments.policy.as_deref(), &folder)?;
    if !arguments.ask.is_empty() {
        return ask(&folder, &policy, arguments, out, talk);
    }
    let wants = Wants { policy: Some(&policy), depth: Depth::Signatures };
    let mut report = verify(&folder, &wants, &Threads);
    promises(&folder, &[], &mut report);
    // A keeper who drops entries gets no cosignature: that is what a receipt is worth.
    // Its own receipts count: a complaint of another is for that other's witness.
    let own = |promise: &&Promise| promise.outcome == Kept::Broken && promise.place.starts_with(RECEIPTS);
    if let Some(promise) = report.promises.iter().find(own).filter(|_| report.code() <= 2) {
        let (place, entry) = (&promise.place, promise.receipt.entry.hex());
        writeln!(talk, "{place}: the keeper has promised entry {entry}, and it is not in the record")?;
        writeln!(talk, "not cosigned: a promise of the keeper is broken (see armistice record complain)")?;
        return Ok(Outcome::Code(2));
    }
    if report.code() > 2 {
        for problem in &report.problems {
            writeln!(talk, "{}: {}", problem.place, problem.what)?;
        }
        writeln!(talk, "not cosigned: {}", count(report.problems.len(), "problem", "problems"))?;
        return Ok(Outcome::Code(report.code()));
    }
    let told = |cause: &dyn std::fmt::Display| Failure::Record(cause.to_string());
    let mut checkpoint = opened(&folder, &policy)?;
    let origin = checkpoint.checkpoint().origin.clone();
    let secret = signer(arguments.key.as_deref(), arguments.test_key.as_deref(), &arguments.unlock, &origin)?;
    let secret = secret.ok_or_else(|| Failure::Record("name a key with --key".to_owned()))?;
    let keys = policy.log_keys();
    let last = witnessed(&folder, secret.key(), &origin, &keys).map_err(|cause| told(&cause))?;
    let from = last.map_or(0, |last| last.size);
    let time = arguments.time.unwrap_or_else(|| u64::try_from(now().millis() / 1000).unwrap_or(0));
    let request = request(&folder, &checkpoint, from)?;
    if let Some(last) = last {
        keep_earlier(&mut folder, &witness_path(secret.key().name(), &origin), last)?;
    }
    // Durable before anybody sees it: a witness that forgets could be led into a fork.
    let signature =
        witness(&mut folder, secret.as_ref(), &keys, &request, time).map_err(|cause| told(&cause))?;
    checkpoint.add(signature.clone());
    folder.put(CHECKPOINT, checkpoint.note().to_string().as_bytes())?;
    write!(out, "{signature}")?;
    writeln!(talk, "cosigned {origin} at size {} (before: {from})", checkpoint.head().size)?;
    Ok(Outcome::Fine)
}

/// Asks witnesses. With one of them, what goes wrong is an error; of several, each is told, and the others count.
fn ask(
    folder: &Folder,
    policy: &Policy,
    arguments: &CosignArguments,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::Fine;
    let is_one = arguments.ask.len() == 1;
    asked::all(folder, policy, &arguments.ask, Duration::from_secs(arguments.wait), |url, answer| {
        match answer {
            Ok(signatures) => signatures.iter().try_for_each(|signature| write!(out, "{signature}"))?,
            Err(cause) if is_one => return Err(cause.into()),
            Err(cause) => {
                outcome = Outcome::Found;
                writeln!(talk, "{url}: {cause}")?;
            }
        }
        Ok::<(), Failure>(())
    })?;
    Ok(outcome)
}

/// Whoever signs for the witness, if one is named.
pub(super) fn signer(
    key: Option<&Path>,
    test_key: Option<&str>,
    unlock: &Unlock,
    origin: &str,
) -> Result<Option<Box<dyn Signer>>, Failure> {
    Ok(match (key, test_key) {
        (Some(path), _) => Some(signer_of(path, &unlock.lock())?),
        (None, Some(holder)) => {
            let name = format!("{}/witness", crate::founding::key_name(origin, holder));
            Some(Keyring::Test.signer("", &name, Purpose::Cosigning)?)
        }
        (None, None) => None,
    })
}

/// Keeps what this witness signed before beside what it signs now: it shows that an entry was there by then.
fn keep_earlier(folder: &mut Folder, path: &str, last: Head) -> Result<(), Failure> {
    let stem = path.trim_end_matches(CHECKPOINT);
    let earlier = format!("{stem}{}/{CHECKPOINT}", last.size);
    let kept = Files::read(folder, &earlier).map_err(Failure::Record)?;
    if let (None, Some(bytes)) = (kept, Files::read(folder, path).map_err(Failure::Record)?) {
        folder.put_durably(&earlier, &bytes)?;
    }
    Ok(())
}
