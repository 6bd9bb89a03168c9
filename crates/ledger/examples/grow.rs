//! Writes a log of so many small entries with a key that anybody can make, for programs of others to check:
//! `cargo run -p armistice-ledger --example grow -- FOLDER COUNT`.

use std::path::Path;

use armistice_ledger::{Folder, Ledger, Store as _};
use armistice_record::key::{Purpose, Secret};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("name a folder")?;
    let count: u64 = arguments.next().ok_or("say how many")?.parse()?;
    let log = Secret::from_seed("large.example/1", Purpose::Signing, &[7; 32])?;
    let policy = format!("log {}\nquorum none\n", log.key());
    let mut ledger = Ledger::open(Folder::new(Path::new(&folder)), log)?;
    for start in (0..count).step_by(4096) {
        let end = count.min(start + 4096);
        let entries: Vec<Vec<u8>> = (start..end).map(|n| format!("entry {n}").into_bytes()).collect();
        ledger.append(&entries)?;
    }
    ledger.store_mut().put("policy.txt", policy.as_bytes())?;
    ledger.publish()?;
    Ok(())
}
