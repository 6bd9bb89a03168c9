//! The ledger over a disk that loses what was not synced, in every way that a disk can.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use armistice_record::key::Purpose;
use armistice_record::policy::Policy;
use armistice_record::verify::{Alone, Depth, Wants, verify};
use proptest::prelude::*;

use super::*;
use crate::recovery::rebuild;
use crate::store::Memory;

fn log() -> Secret {
    Secret::from_seed("log.example/1", Purpose::Signing, &[1; 32]).unwrap()
}

fn leaves(from: u64, count: u64) -> Vec<Vec<u8>> {
    (from..from + count).map(|n| format!("entry {n}").into_bytes()).collect()
}

fn checked(files: &BTreeMap<String, Vec<u8>>) -> u64 {
    let policy = Policy::parse(format!("log {}\nquorum none\n", log().key()).as_bytes()).unwrap();
    let report = verify(files, &Wants { policy: Some(&policy), depth: Depth::Tree }, &Alone);
    assert_eq!(report.code(), 0, "{:?}", report.problems);
    report.head.unwrap().size
}

#[test]
fn what_is_published_is_a_record_that_anybody_can_check() {
    let mut ledger = Ledger::open(Memory::default(), log()).unwrap();
    let mut size = 0;
    for count in [1, 1, 254, 1, 300, 7, 256, 1024, 1] {
        ledger.append(&leaves(size, count)).unwrap();
        size += count;
        ledger.publish().unwrap();
        assert_eq!(checked(&ledger.store().0), size);
    }
}

#[test]
fn an_opened_ledger_goes_on_where_it_was() {
    let mut store = Memory::default();
    for (size, count) in [(0, 3), (3, 253), (256, 0), (256, 300), (556, 1)] {
        let mut ledger = Ledger::open(store, log()).unwrap();
        assert_eq!(ledger.head().size, size);
        if count > 0 {
            ledger.append(&leaves(size, count)).unwrap();
        }
        if size == 256 {
            ledger.publish().unwrap();
            ledger.rotate().unwrap();
        }
        store = ledger.store;
    }
    assert_eq!(Ledger::open(store, log()).unwrap().head().size, 557);
}

/// A disk that keeps what was synced, and of the rest what the test decides.
#[derive(Debug, Clone, Default)]
struct Shaky {
    /// What a reader sees.
    now: Memory,
    /// What is durable.
    durable: Memory,
    /// What was done since and is not durable yet, in order.
    pending: Vec<Step>,
    /// So many operations go well before the disk fails for good.
    left: Rc<RefCell<usize>>,
    /// Turns a bit of the next bytes appended.
    flips: bool,
}

#[derive(Debug, Clone)]
enum Step {
    Append(String, Vec<u8>),
    Put(String, Vec<u8>),
    Remove(String),
}

impl Step {
    fn path(&self) -> &str {
        match self {
            Step::Append(path, _) | Step::Put(path, _) | Step::Remove(path) => path,
        }
    }

    fn play(&self, on: &mut Memory) {
        match self {
            Step::Append(path, bytes) => on.append(path, bytes).unwrap(),
            Step::Put(path, bytes) => on.put(path, bytes).unwrap(),
            Step::Remove(path) => on.remove(path).unwrap(),
        }
    }
}

impl Shaky {
    fn lasting(operations: usize) -> Self {
        Shaky { left: Rc::new(RefCell::new(operations)), ..Shaky::default() }
    }

    fn works(&self) -> io::Result<()> {
        let mut left = self.left.borrow_mut();
        *left = left.checked_sub(1).ok_or_else(|| io::Error::other("the disk is gone"))?;
        Ok(())
    }

    fn step(&mut self, step: Step) -> io::Result<()> {
        self.works()?;
        step.play(&mut self.now);
        self.pending.push(step);
        Ok(())
    }

    fn settle(&mut self, path: &str) {
        let (done, rest) =
            std::mem::take(&mut self.pending).into_iter().partition(|step| step.path() == path);
        self.pending = rest;
        let done: Vec<Step> = done;
        done.iter().for_each(|step| step.play(&mut self.durable));
    }

    /// The disk after the power was cut: of the pending steps, those that the choice picks, pages of them for appends.
    fn cut(&self, mut choice: impl FnMut() -> bool) -> Memory {
        let mut after = self.durable.clone();
        for step in &self.pending {
            match step {
                Step::Append(path, bytes) => {
                    // Pages of 64 bytes, each written or not; the file is as long as its last page that was.
                    let pages: Vec<(bool, &[u8])> = bytes.chunks(64).map(|page| (choice(), page)).collect();
                    let kept = pages.iter().rposition(|(kept, _)| *kept).map_or(0, |at| at + 1);
                    for (written, page) in &pages[..kept] {
                        let lost = vec![0; page.len()];
                        after.append(path, if *written { page } else { &lost }).unwrap();
                    }
                }
                other if choice() => other.play(&mut after),
                _ => {}
            }
        }
        after
    }
}

impl Store for Shaky {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        self.now.read(path)
    }

    fn read_from(&self, path: &str, start: u64) -> io::Result<Vec<u8>> {
        self.now.read_from(path, start)
    }

    fn below(&self, folder: &str) -> Vec<String> {
        self.now.below(folder)
    }

    fn append(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let mut bytes = bytes.to_vec();
        if self.flips {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 4;
        }
        self.step(Step::Append(path.to_owned(), bytes))
    }

    fn sync(&mut self, path: &str) -> io::Result<()> {
        self.works()?;
        self.settle(path);
        Ok(())
    }

    fn truncate(&mut self, path: &str, length: u64) -> io::Result<()> {
        self.works()?;
        self.now.truncate(path, length)
    }

    fn put(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.step(Step::Put(path.to_owned(), bytes.to_vec()))
    }

    fn put_durably(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.put(path, bytes)?;
        self.settle(path);
        Ok(())
    }

    fn remove(&mut self, path: &str) -> io::Result<()> {
        self.step(Step::Remove(path.to_owned()))
    }
}

/// Opens a ledger on the disk and appends batches until the disk fails. Tells the disk, and how much was promised.
fn run(disk: Shaky, batches: &[u64]) -> (Rc<RefCell<Shaky>>, u64) {
    let shared = Rc::new(RefCell::new(disk));
    let mut promised = 0;
    let Ok(mut ledger) = Ledger::open(Shared(Rc::clone(&shared)), log()) else { return (shared, 0) };
    for count in batches {
        match ledger.append(&leaves(promised, *count)) {
            Ok(signed) => promised = signed.head().size,
            Err(_) => {
                // Whatever failed: nothing is signed any more.
                assert!(matches!(ledger.append(&leaves(0, 1)), Err(LedgerError::Poisoned)));
                break;
            }
        }
        if ledger.publish().is_err() {
            break;
        }
        if *count == 5 && ledger.rotate().is_err() {
            break;
        }
    }
    (shared, promised)
}

/// A disk that outlives the ledger.
#[derive(Debug)]
struct Shared(Rc<RefCell<Shaky>>);

impl Store for Shared {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        self.0.borrow().read(path)
    }
    fn read_from(&self, path: &str, start: u64) -> io::Result<Vec<u8>> {
        self.0.borrow().read_from(path, start)
    }
    fn below(&self, folder: &str) -> Vec<String> {
        self.0.borrow().below(folder)
    }
    fn append(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.0.borrow_mut().append(path, bytes)
    }
    fn sync(&mut self, path: &str) -> io::Result<()> {
        self.0.borrow_mut().sync(path)
    }
    fn truncate(&mut self, path: &str, length: u64) -> io::Result<()> {
        self.0.borrow_mut().truncate(path, length)
    }
    fn put(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.0.borrow_mut().put(path, bytes)
    }
    fn put_durably(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.0.borrow_mut().put_durably(path, bytes)
    }
    fn remove(&mut self, path: &str) -> io::Result<()> {
        self.0.borrow_mut().remove(path)
    }
}

const BATCHES: [u64; 5] = [3, 254, 1, 5, 300];

/// After a crash: all that was promised is there, whatever else may be, and the record is whole.
fn survives(after: &Memory, promised: u64) {
    let ledger = match Ledger::open(after.clone(), log()) {
        Ok(ledger) => ledger,
        // Published files may be ahead of a journal only if nobody was answered: then nothing is signed, and the
        // files alone give the journal back.
        Err(LedgerError::NoJournal) => panic!("the journal is made durable before anything else"),
        Err(error) => panic!("{error} after {promised} were promised"),
    };
    let size = ledger.head().size;
    assert!(size >= promised, "{size} of {promised}");
    let bundles = (0..).map_while(|index| Tile::of_row(Row::Entries, index, size));
    let recorded: Vec<Vec<u8>> =
        bundles.flat_map(|bundle| files::entries(&ledger.store().0, bundle).unwrap()).collect();
    assert_eq!(recorded, leaves(0, size));
    assert_eq!(checked(&ledger.store().0), size);
}

#[test]
fn nothing_promised_is_lost_wherever_the_disk_fails_and_whatever_prefix_it_keeps() {
    let mut operations = 0;
    loop {
        let (disk, promised) = run(Shaky::lasting(operations), &BATCHES);
        let disk = disk.borrow().clone();
        if promised > 0 {
            survives(&disk.cut(|| false), promised);
            survives(&disk.cut(|| true), promised);
            for kept in 1..disk.pending.len().min(8) {
                let mut left = kept;
                let prefix = || {
                    left = left.saturating_sub(1);
                    left > 0
                };
                survives(&disk.cut(prefix), promised);
            }
        }
        if *disk.left.borrow() > 0 {
            break;
        }
        operations += 1;
    }
    assert!(operations > 30, "{operations} operations were tried");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Any subset of what was not synced: pages of an append, renames in any order.
    #[test]
    fn nothing_promised_is_lost_whatever_subset_the_disk_keeps(operations in 3usize..60, kept in prop::collection::vec(any::<bool>(), 400)) {
        let (disk, promised) = run(Shaky::lasting(operations), &BATCHES);
        let disk = disk.borrow().clone();
        let mut choices = kept.into_iter().cycle();
        let after = disk.cut(|| choices.next().unwrap_or_default());
        if promised > 0 {
            survives(&after, promised);
        }
    }
}

#[test]
fn a_bit_that_flips_on_its_way_to_the_disk_is_never_signed() {
    let mut ledger = Ledger::open(Shaky::lasting(1000), log()).unwrap();
    ledger.append(&leaves(0, 3)).unwrap();
    ledger.store.flips = true;
    assert!(matches!(ledger.append(&leaves(3, 3)), Err(LedgerError::Differs)));
    ledger.store.flips = false;
    assert!(matches!(ledger.append(&leaves(3, 3)), Err(LedgerError::Poisoned)));
    let after = ledger.store.cut(|| true);
    assert_eq!(Ledger::open(after, log()).unwrap().head().size, 3);
}

/// A store of so many batches, published.
fn store(batches: &[u64]) -> Memory {
    let mut ledger = Ledger::open(Memory::default(), log()).unwrap();
    for count in batches {
        ledger.append(&leaves(ledger.head().size, *count)).unwrap();
    }
    ledger.publish().unwrap();
    ledger.store
}

#[test]
fn a_restored_backup_signs_nothing() {
    let (old, new) = (store(&[3, 4]), store(&[3, 4, 5]));
    let mut restored = new.clone();
    restored.0.insert(crate::recovery::JOURNAL.to_owned(), old.0[crate::recovery::JOURNAL].clone());
    assert!(matches!(Ledger::open(restored, log()), Err(LedgerError::Behind { seen: 12, held: 7, .. })));
    // The whole folder restored, and a witness that has seen more.
    let mut restored = old;
    restored.0.insert("witness/north/x/checkpoint".to_owned(), new.0["checkpoint"].clone());
    assert!(matches!(Ledger::open(restored, log()), Err(LedgerError::Behind { seen: 12, held: 7, .. })));
}

#[test]
fn a_fork_of_the_own_log_signs_nothing() {
    let (mut one, mut other) = (store(&[3]), Memory::default());
    let mut ledger = Ledger::open(std::mem::take(&mut other), log()).unwrap();
    ledger.append(&leaves(100, 3)).unwrap();
    ledger.publish().unwrap();
    one.0.insert("witness/north/x/checkpoint".to_owned(), ledger.store.0["checkpoint"].clone());
    assert!(matches!(Ledger::open(one, log()), Err(LedgerError::Forked { size: 3, .. })));
}

#[test]
fn damage_in_front_of_what_was_promised_is_not_taken_for_a_torn_end() {
    let good = store(&[3, 4, 5]);
    let journal = good.0[crate::recovery::JOURNAL].len();
    let mut found = 0;
    for at in 0..journal {
        let mut spoilt = good.clone();
        spoilt.0.get_mut(crate::recovery::JOURNAL).unwrap()[at] ^= 1;
        assert!(Ledger::open(spoilt, log()).is_err(), "byte {at}");
        found += 1;
    }
    assert_eq!(found, journal);
}

#[test]
fn the_published_files_alone_give_the_journal_back() {
    let mut lost = store(&[3, 254, 5]);
    lost.0.remove(crate::recovery::JOURNAL);
    assert!(matches!(Ledger::open(lost.clone(), log()), Err(LedgerError::NoJournal)));
    assert_eq!(rebuild(&mut lost, &log()).unwrap().size, 262);
    let mut ledger = Ledger::open(lost.clone(), log()).unwrap();
    ledger.append(&leaves(262, 3)).unwrap();
    ledger.publish().unwrap();
    assert_eq!(checked(&ledger.store.0), 265);
    lost.0.remove(crate::recovery::JOURNAL);
    lost.0.get_mut("tile/entries/000").unwrap()[7] ^= 1;
    assert!(matches!(rebuild(&mut lost, &log()), Err(LedgerError::Unwhole(_))));
}

#[test]
fn two_failures_in_a_row_leave_a_record_that_is_whole() {
    for first in (5..60).step_by(3) {
        for second in 1..8 {
            let (disk, promised) = run(Shaky::lasting(first), &BATCHES);
            if promised == 0 {
                continue;
            }
            // Opened again on a disk that fails again, at once, while it is being mended.
            let again = Shaky {
                now: disk.borrow().cut(|| true),
                durable: disk.borrow().cut(|| true),
                ..Shaky::lasting(second)
            };
            let shared = Rc::new(RefCell::new(again));
            let _ = Ledger::open(Shared(Rc::clone(&shared)), log());
            let after = shared.borrow().cut(|| true);
            survives(&after, promised);
        }
    }
}
