//! `armistice record cosign`: a party checks its own copy, and says that it has seen it.

use std::io::Write;

use armistice_ledger::{Folder, Store as _, Threads};
use armistice_record::checkpoint::SignedCheckpoint;
use armistice_record::cosignature::cosign;
use armistice_record::files::{self, CHECKPOINT, Files, Recorded, witness_path};
use armistice_record::key::{Key, Purpose, Secret};
use armistice_record::proof::consistency;
use armistice_record::verify::{Depth, Wants, verify};
use armistice_record::witness::Request;
use armistice_record::{Hash, Head};

use crate::arguments::CosignArguments;
use crate::command::{Failure, Outcome};
use crate::keyring::{Keyring, read_secret};
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
    let report = verify(&folder, &Wants { policy: Some(&policy), depth: Depth::Signatures }, &Threads);
    if report.code() > 2 {
        for problem in &report.problems {
            writeln!(talk, "{}: {}", problem.place, problem.what)?;
        }
        writeln!(talk, "not cosigned: {}", count(report.problems.len(), "problem", "problems"))?;
        return Ok(Outcome::Code(report.code()));
    }
    let told = |cause: &dyn std::fmt::Display| Failure::Record(cause.to_string());
    let bytes = files::needed(&folder, CHECKPOINT).map_err(|cause| told(&cause))?;
    let mut checkpoint = SignedCheckpoint::open(&bytes, &policy.log_keys()).map_err(|cause| told(&cause))?;
    let origin = checkpoint.checkpoint().origin.clone();
    let witness = secret(arguments, &origin)?;
    let path = witness_path(witness.key().name(), &origin);
    let last = last(&folder, &path, &policy.log_keys())?;
    request(&folder, &checkpoint, last)?
        .decide(&policy.log_keys(), |_| last)
        .map_err(|cause| told(&cause))?;
    let time = arguments.time.unwrap_or_else(|| u64::try_from(now().millis() / 1000).unwrap_or(0));
    let signature = cosign(&checkpoint, &witness, time).map_err(|cause| told(&cause))?;
    checkpoint.add(signature.clone());
    if let Some(last) = last {
        keep_earlier(&mut folder, &path, last)?;
    }
    // Durable before anybody sees it: a witness that forgets could be led into a fork.
    let bytes = checkpoint.note().to_string();
    folder.put_durably(&path, bytes.as_bytes())?;
    folder.put(CHECKPOINT, bytes.as_bytes())?;
    write!(out, "{signature}")?;
    let from = last.map_or(0, |last| last.size);
    writeln!(talk, "cosigned {origin} at size {} (before: {from})", checkpoint.head().size)?;
    Ok(Outcome::Fine)
}

fn secret(arguments: &CosignArguments, origin: &str) -> Result<Secret, Failure> {
    Ok(match (&arguments.key, &arguments.test_key) {
        (Some(path), _) => read_secret(path)?,
        (None, Some(holder)) => {
            let name = format!("{}/witness", crate::founding::key_name(origin, holder));
            Keyring::Test.secret("", &name, Purpose::Cosigning)?
        }
        (None, None) => return Err(Failure::Record("name a key with --key".to_owned())),
    })
}

/// The tree that this witness cosigned last, as it kept it itself.
fn last(folder: &Folder, path: &str, logs: &[Key]) -> Result<Option<Head>, Failure> {
    let bytes = Files::read(folder, path).map_err(Failure::Record)?;
    let opened = bytes.map(|bytes| SignedCheckpoint::open(&bytes, logs)).transpose();
    let opened = opened.map_err(|cause| Failure::Record(format!("`{path}`: {cause}")))?;
    Ok(opened.map(|checkpoint| checkpoint.head()))
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

/// What the log would ask: the proof that the new tree continues the last.
fn request(folder: &Folder, checkpoint: &SignedCheckpoint, last: Option<Head>) -> Result<Request, Failure> {
    let (old, size) = (last.map_or(0, |last| last.size), checkpoint.head().size);
    let proof = consistency(old, size, &Recorded::new(folder, size));
    let proof: Vec<Hash> = proof.map_err(|cause| Failure::Record(cause.to_string()))?;
    Ok(Request { old, proof, checkpoint: checkpoint.note().clone() })
}
