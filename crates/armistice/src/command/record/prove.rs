//! `armistice record prove`: one entry with all that shows it to be in the record, in one file.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use armistice_ledger::Folder;
use armistice_record::checkpoint::SignedCheckpoint;
use armistice_record::cosignature::cosigned;
use armistice_record::files::{self, CHECKPOINT, Files as _, Recorded, WITNESSES};
use armistice_record::logged::Logged;
use armistice_record::policy::Policy;
use armistice_record::proof::inclusion;
use armistice_record::tile::{Row, Tile, WIDTH};

use crate::arguments::ProveArguments;
use crate::command::{Failure, Outcome};

/// Prints the proof (`c2sp.org/tlog-proof`), with the entry itself as its extra bytes.
pub(super) fn run(arguments: &ProveArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let folder = super::opened(&arguments.record);
    let told = |cause: &dyn std::fmt::Display| Failure::Record(cause.to_string());
    let policy = super::policy(None, &folder)?;
    let bytes = files::needed(&folder, CHECKPOINT).map_err(|cause| told(&cause))?;
    let newest = SignedCheckpoint::open(&bytes, &policy.log_keys()).map_err(|cause| told(&cause))?;
    let (index, size) = (arguments.index, newest.head().size);
    let outside =
        || Failure::Record(format!("there is no entry {index}: the record has {size}, counted from 0"));
    let bundle = Tile::of_row(Row::Entries, index / u64::from(WIDTH), size).ok_or_else(outside)?;
    let entries = files::entries(&folder, bundle).map_err(|cause| told(&cause))?;
    let within = usize::try_from(index - bundle.start()).map_err(|cause| told(&cause))?;
    let entry = entries.into_iter().nth(within).ok_or_else(outside)?;
    let tree = Recorded::new(&folder, size);
    let checkpoint = enough(&folder, &tree, &newest, index, &policy).unwrap_or(newest);
    let siblings = inclusion(index, checkpoint.head().size, &tree).map_err(|cause| told(&cause))?;
    let proof = Logged { extra: Some(entry), index, siblings, checkpoint: checkpoint.note().clone() };
    write!(out, "{proof}")?;
    Ok(Outcome::Fine)
}

/// The newest tree that holds the entry and that witnesses enough have signed: a record goes on, and the next tree is
/// seldom signed by all. What several have signed of one tree is put together.
fn enough(
    folder: &Folder,
    tree: &Recorded<'_, Folder>,
    newest: &SignedCheckpoint,
    index: u64,
    policy: &Policy,
) -> Option<SignedCheckpoint> {
    let mut signed = BTreeMap::from([(newest.head().size, newest.clone())]);
    for path in folder.below(WITNESSES) {
        let read = folder.read(&path).ok().flatten();
        let opened = read.and_then(|bytes| SignedCheckpoint::open(&bytes, &policy.log_keys()).ok());
        let holds = |one: &SignedCheckpoint| {
            let (size, root) = (one.head().size, one.head().root);
            size > index
                && size <= newest.head().size
                && one.checkpoint().origin == newest.checkpoint().origin
                && tree.frontier(size).is_ok_and(|frontier| frontier.root() == root)
        };
        let Some(one) = opened.filter(holds) else { continue };
        let same = signed.entry(one.head().size).or_insert_with(|| one.clone());
        one.note().signatures.iter().for_each(|signature| same.add(signature.clone()));
    }
    signed.into_values().rev().find(|one| {
        let saw = |key: &_| cosigned(one, key).is_ok_and(|at| at.is_some());
        let saw = policy.witnesses.iter().filter(|witness| saw(&witness.key));
        policy.is_met_by(&saw.map(|witness| witness.key.public()).collect::<BTreeSet<_>>())
    })
}
