//! `armistice record erase` and `erased`: what lies beside the log is deleted by order; the log itself does not change.

use std::io::Write;

use armistice_ledger::{Folder, Store as _};
use armistice_record::Hash;
use armistice_record::disclosure::{DISCLOSURES, Disclosure, from_file, to_file};
use armistice_record::files::{Files, blob_path};
use armistice_record::json::Json;

use crate::arguments::{EraseArguments, ErasedArguments};
use crate::command::{Failure, Outcome};
use crate::show::words::count;
use crate::submission::{Copy, Draft, hand_in};

/// Orders an erasure.
pub(super) fn order(arguments: &EraseArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let folder = super::opened(&arguments.desk.record);
    let copy = Copy::open(folder.root())?;
    let mut digests = Vec::new();
    for text in &arguments.digests {
        let digest = Hash::from_hex(text)
            .ok_or_else(|| Failure::Record(format!("--digest `{text}` is no SHA-256 hash in 64 digits")))?;
        digests.push(digest);
    }
    digests.sort();
    digests.dedup();
    let payload = Json::object([
        ("digests", Json::List(digests.iter().map(|digest| Json::text(digest.hex())).collect())),
        ("ground", Json::text(&arguments.ground)),
    ]);
    let mut draft = Draft::new("erasure_order", payload, &arguments.desk.writing, copy.last);
    draft.also.clone_from(&arguments.also);
    let handed = hand_in(folder.root(), &arguments.desk.writing, vec![draft])?;
    let what = format!("order to erase {}", count(digests.len(), "thing", "things"));
    super::tell_handed(&handed, &what, out)?;
    Ok(Outcome::Fine)
}

/// Erases in this copy what an entry orders, and says so.
pub(super) fn done(arguments: &ErasedArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let folder = super::opened(&arguments.desk.record);
    let mut copy = Copy::open(folder.root())?;
    let order = copy.entry_of(arguments.entry, "erasure_order")?;
    let digests = order.body.payload.get("digests").map(Json::items).unwrap_or_default();
    let digests: Vec<Hash> = digests.iter().filter_map(Json::as_text).filter_map(Hash::from_hex).collect();
    let erased = erase(&mut copy.folder, &digests)?;
    let payload = Json::object([("eid", Json::text(order.body.id().hex()))]);
    let draft = Draft::new("erasure_done", payload, &arguments.desk.writing, copy.last);
    let handed = hand_in(folder.root(), &arguments.desk.writing, vec![draft])?;
    let things = count(digests.len(), "thing", "things");
    let what = format!(
        "`{}` has erased what entry {} orders ({erased} of {things} were here)",
        arguments.desk.writing.by, arguments.entry
    );
    super::tell_handed(&handed, &what, out)?;
    Ok(Outcome::Fine)
}

/// Removes files, and takes fields out of the files that tell them. Tells how many things were there.
fn erase(folder: &mut Folder, digests: &[Hash]) -> Result<usize, Failure> {
    let mut erased = 0;
    for digest in digests {
        let path = blob_path(*digest);
        if Files::read(folder, &path).map_err(Failure::Record)?.is_some() {
            folder.remove(&path)?;
            erased += 1;
        }
    }
    for path in Files::below(folder, DISCLOSURES) {
        let Some(bytes) = Files::read(folder, &path).map_err(Failure::Record)? else { continue };
        let Some(told) = from_file(&bytes) else { continue };
        let kept: Vec<Disclosure> =
            told.iter().filter(|one| !digests.contains(&one.hash())).cloned().collect();
        if kept.len() == told.len() {
            continue;
        }
        erased += told.len() - kept.len();
        if kept.is_empty() { folder.remove(&path)? } else { folder.put_durably(&path, &to_file(&kept))? }
    }
    Ok(erased)
}
