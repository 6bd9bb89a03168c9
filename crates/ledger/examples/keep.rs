//! Keeps a log the way the program does, and says after each batch what is promised now: for tests that end it, or let the
//! system fail it, at any call. `cargo run -p armistice-ledger --example keep -- FOLDER BATCHES`.

use std::io::Write as _;
use std::path::Path;

use armistice_ledger::{Folder, Ledger};
use armistice_record::key::{Purpose, Secret};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("name a folder")?;
    let batches: u64 = arguments.next().ok_or("say how many batches")?.parse()?;
    let log = Secret::from_seed("kept.example/1", Purpose::Signing, &[7; 32])?;
    let mut ledger = Ledger::open(Folder::new(Path::new(&folder)), log)?;
    for batch in 0..batches {
        let size = ledger.head().size;
        // Across the end of a bundle, so that full files take the place of partial ones.
        let more = if batch == 1 { 254 } else { 3 };
        let entries: Vec<Vec<u8>> = (size..size + more).map(|n| format!("entry {n}").into_bytes()).collect();
        ledger.append(&entries)?;
        println!("{}", ledger.head().size);
        std::io::stdout().flush()?;
        ledger.publish()?;
        if batch == 2 {
            ledger.rotate()?;
        }
    }
    Ok(())
}
