//! `armistice record cosign`: a party checks its own copy, and says that it has seen it; a keeper asks a witness to.

use std::io::Write;
use std::path::Path;

use armistice_ledger::{Folder, Store as _, Threads, take_cosigned, witness, witnessed};
use armistice_record::checkpoint::SignedCheckpoint;
use armistice_record::files::{self, CHECKPOINT, Files, Recorded, witness_path};
use armistice_record::key::Purpose;
use armistice_record::note::signature_lines;
use armistice_record::policy::Policy;
use armistice_record::proof::consistency;
use armistice_record::receipt::RECEIPTS;
use armistice_record::signer::Signer;
use armistice_record::verify::{Depth, Kept, Promise, Wants, promises, verify};
use armistice_record::witness::Request;
use armistice_record::{Hash, Head};

use crate::arguments::{CosignArguments, Unlock};
use crate::command::{Failure, Outcome};
use crate::keyring::{Keyring, signer_of};
use crate::moment::now;
use crate::remote::Remote;
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
    if let Some(url) = &arguments.ask {
        return ask(&mut folder, &policy, url, out);
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

/// Asks the witness at an address for its cosignature, and keeps that. The witness tells from where it wants the proof.
fn ask(folder: &mut Folder, policy: &Policy, url: &str, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let checkpoint = opened(folder, policy)?;
    let remote = Remote::new(url, Vec::new())?;
    let (mut status, mut words) = remote.ask(request(folder, &checkpoint, 0)?.to_string())?;
    if status == 409 {
        let size = words.trim().parse().map_err(|_| Failure::Record(format!("`{url}` tells no size")))?;
        if size > checkpoint.head().size {
            return Err(Failure::Record(format!(
                "the witness has cosigned a tree of {size} entries, and this record has {}: an old backup was \
                 restored, or somebody else signs with the key of the log",
                checkpoint.head().size
            )));
        }
        (status, words) = remote.ask(request(folder, &checkpoint, size)?.to_string())?;
    }
    if status != 200 {
        let said: String = words.lines().next().unwrap_or_default().chars().take(200).collect();
        return Err(Failure::Record(format!("the witness does not cosign ({status}): {said}")));
    }
    let told = |cause: &dyn std::fmt::Display| Failure::Record(format!("`{url}`: {cause}"));
    let mut kept = 0;
    for signature in signature_lines(&words).map_err(|cause| told(&cause))? {
        let mut cosigned = checkpoint.clone();
        cosigned.add(signature.clone());
        let path = witness_path(&signature.name, &checkpoint.checkpoint().origin);
        let note = cosigned.note().to_string();
        take_cosigned(folder, &path, note.as_bytes(), policy).map_err(|cause| told(&cause))?;
        write!(out, "{signature}")?;
        kept += 1;
    }
    if kept == 0 { Err(told(&"no cosignature in the answer")) } else { Ok(Outcome::Fine) }
}

fn opened(folder: &Folder, policy: &Policy) -> Result<SignedCheckpoint, Failure> {
    let told = |cause: &dyn std::fmt::Display| Failure::Record(cause.to_string());
    let bytes = files::needed(folder, CHECKPOINT).map_err(|cause| told(&cause))?;
    SignedCheckpoint::open(&bytes, &policy.log_keys()).map_err(|cause| told(&cause))
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

/// What the log asks: the proof that the new tree continues the one of that size.
fn request(folder: &Folder, checkpoint: &SignedCheckpoint, old: u64) -> Result<Request, Failure> {
    let size = checkpoint.head().size;
    let proof = consistency(old, size, &Recorded::new(folder, size));
    let proof: Vec<Hash> = proof.map_err(|cause| Failure::Record(cause.to_string()))?;
    Ok(Request { old, proof, checkpoint: checkpoint.note().clone() })
}
