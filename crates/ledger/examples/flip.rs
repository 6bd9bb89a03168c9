//! Turns every byte of a log of so many entries, one after another, and checks each time that the check of the record finds
//! it and says where: `cargo run --release -p armistice-ledger --example flip -- 3000`. A second number takes one of so many.

use std::collections::BTreeMap;

use armistice_ledger::{Ledger, Memory, Threads};
use armistice_record::key::{Purpose, Secret};
use armistice_record::policy::Policy;
use armistice_record::tile::{Row, Tile};
use armistice_record::verify::{Alone, Crew as _, Depth, Wants, verify};

/// Files by their paths.
type Bytes = BTreeMap<String, Vec<u8>>;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let count: u64 = std::env::args().nth(1).ok_or("say how many entries")?.parse()?;
    let step: usize = std::env::args().nth(2).map_or(Ok(1), |step| step.parse())?;
    let log = Secret::from_seed("flip.example/1", Purpose::Signing, &[7; 32])?;
    let policy = Policy::parse(format!("log {}\nquorum none\n", log.key()).as_bytes())?;
    let mut ledger = Ledger::open(Memory::default(), log)?;
    ledger.append(&(0..count).map(|n| format!("entry {n}").into_bytes()).collect::<Vec<_>>())?;
    ledger.publish()?;
    let public = |path: &String| path == "checkpoint" || path.starts_with("tile/");
    let files: Bytes = ledger.store().0.clone().into_iter().filter(|(path, _)| public(path)).collect();
    let all = files.iter().flat_map(|(path, bytes)| (0..bytes.len()).map(move |at| (path.as_str(), at)));
    let places: Vec<(&str, usize)> = all.step_by(step.max(1)).collect();
    let unseen: Vec<String> = Threads
        .share(&places.chunks(256).collect::<Vec<_>>(), 2, |places| {
            let mut copy = files.clone();
            places.iter().filter_map(|(path, at)| unseen(&mut copy, &policy, path, *at)).collect::<Vec<_>>()
        })
        .into_iter()
        .flatten()
        .collect();
    unseen.iter().take(20).for_each(|one| eprintln!("{one}"));
    println!("{} bytes turned, {} not found where they are", places.len(), unseen.len());
    if unseen.is_empty() { Ok(()) } else { Err("some were not found".into()) }
}

/// Turns one byte, looks, and turns it back.
fn unseen(files: &mut Bytes, policy: &Policy, path: &str, at: usize) -> Option<String> {
    let turn = |files: &mut Bytes| files.get_mut(path)?.get_mut(at).map(|byte| *byte ^= 1);
    let wanted = place(path, files.get(path)?, at);
    turn(files)?;
    let report = verify(files, &Wants { policy: Some(policy), depth: Depth::Tree }, &Alone);
    turn(files)?;
    let found = report.code() == 3 && report.problems.iter().any(|one| wanted.contains(&one.place));
    let told = report.problems.first().map(|one| format!("{}: {}", one.place, one.what));
    (!found)
        .then(|| format!("byte {at} of {path}: exit code {}, {}", report.code(), told.unwrap_or_default()))
}

/// Where a turned byte may be said to be: the file; of a bundle, the entry that holds it.
fn place(path: &str, bytes: &[u8], at: usize) -> Vec<String> {
    let mut places = vec![path.to_owned()];
    let tile = Tile::from_path(path).filter(|tile| tile.row == Row::Entries);
    let (mut start, mut index) = (0, tile.map_or(0, |tile| tile.start()));
    while let (Some(_), Some(prefix)) = (tile, bytes.get(start..).and_then(|rest| rest.first_chunk::<2>())) {
        let end = start + 2 + usize::from(u16::from_be_bytes(*prefix));
        if (start + 2..end).contains(&at) {
            places = vec![format!("entry {index}")];
        }
        (start, index) = (end, index + 1);
    }
    places
}
