//! The files that entries bind and that lie beside the log: which are wanted, and which were ordered to be erased.

use std::collections::BTreeSet;
use std::thread;

use armistice_record::Hash;
use armistice_record::entry::Entry;
use armistice_record::files::{self, Files, blob_path};
use armistice_record::json::Json;
use armistice_record::roster::{Admission, Fault, Past, Roster};
use armistice_record::tile::{Row, Tile};

use super::PullError;
use super::ahead::{Ahead, HANDS};
use crate::store::{Shown, Store};

/// What was wanted and nobody had, a hash in a line, so that the next copy is asked for it.
const MISSING: &str = ".state/missing";

/// Brings what new entries bind, and what was missing before. Tells what is missing still.
pub(super) fn bring(
    news: &mut Ahead<'_, impl Files + Sync>,
    into: &mut impl Store,
    binds: BTreeSet<Hash>,
) -> Result<Vec<Hash>, PullError> {
    let before = into.read(MISSING)?.unwrap_or_default();
    let lines = before.split(|byte| *byte == b'\n').filter_map(|line| std::str::from_utf8(line).ok());
    let mut wanted = binds;
    wanted.extend(lines.filter_map(Hash::from_hex));
    let held: BTreeSet<String> = into.below("blob").into_iter().collect();
    wanted.retain(|digest| !held.contains(&blob_path(*digest)));
    if !wanted.is_empty() {
        let erased = ordered(news, into)?;
        wanted.retain(|digest| !erased.contains(digest));
    }
    let missing = fetch(news.from, into, &wanted.into_iter().collect::<Vec<_>>())?;
    let lines: String = missing.iter().map(|digest| format!("{}\n", digest.hex())).collect();
    match (lines.is_empty(), before.is_empty()) {
        (true, true) => {}
        (true, false) => into.remove(MISSING)?,
        (false, _) => into.put_durably(MISSING, lines.as_bytes())?,
    }
    Ok(missing)
}

/// Fetches files, some at a time; tells those that are not there, or are not what their name says.
fn fetch(from: &(impl Files + Sync), into: &mut impl Store, wanted: &[Hash]) -> Result<Vec<Hash>, PullError> {
    let mut missing = Vec::new();
    for some in wanted.chunks(HANDS / 2) {
        let read = thread::scope(|scope| {
            let ask = |digest: &Hash| {
                let path = blob_path(*digest);
                scope.spawn(move || from.read(&path).ok().flatten())
            };
            let hands: Vec<_> = some.iter().map(ask).collect();
            let done = hands
                .into_iter()
                .map(|hand| hand.join().unwrap_or_else(|cause| std::panic::resume_unwind(cause)));
            done.collect::<Vec<_>>()
        });
        for (digest, bytes) in some.iter().zip(read) {
            match bytes.filter(|bytes| Hash::of(bytes) == *digest) {
                Some(bytes) => into.put_durably(&blob_path(*digest), &bytes)?,
                None => missing.push(*digest),
            }
        }
    }
    Ok(missing)
}

/// What the entries that we have, and those that are new, lawfully order to be erased. An order that its signers could
/// not give takes nothing away from us.
fn ordered(news: &mut Ahead<'_, impl Files + Sync>, into: &impl Store) -> Result<BTreeSet<Hash>, PullError> {
    let mut orders = Orders::default();
    for bundle in (0..).map_while(|index| Tile::of_row(Row::Entries, index, news.old)) {
        files::entries(&Shown(into), bundle)?.iter().for_each(|leaf| orders.follow(leaf));
    }
    news.each(|leaf| {
        orders.follow(leaf);
        Ok(())
    })?;
    Ok(orders.erased)
}

#[derive(Default)]
struct Orders {
    roster: Roster,
    erased: BTreeSet<Hash>,
}

impl Orders {
    fn follow(&mut self, leaf: &[u8]) {
        let Ok((entry, envelope)) = Entry::parse_signed(leaf) else {
            self.roster.size += 1;
            return;
        };
        let admission = self.roster.take(&entry, &Unasked);
        if entry.body.kind == "erasure_order" && is_lawful(&admission, &envelope) {
            let digests = entry.body.payload.get("digests").map(Json::items).unwrap_or_default();
            self.erased.extend(digests.iter().filter_map(Json::as_text).filter_map(Hash::from_hex));
        }
    }
}

fn is_lawful(admission: &Admission, envelope: &[u8]) -> bool {
    let is_of_the_past = |fault: &Fault| matches!(fault, Fault::Reference(_) | Fault::Seen(_));
    admission.understood
        && admission.faults.iter().all(is_of_the_past)
        && admission.claimed.iter().all(|claimed| claimed.holds(envelope))
}

/// References and trees are not asked for: they are for whoever verifies.
struct Unasked;

impl Past for Unasked {
    fn leaf(&self, _index: u64) -> Option<Hash> {
        None
    }

    fn root(&self, _size: u64) -> Option<Hash> {
        None
    }
}
