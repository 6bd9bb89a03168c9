//! The ledger over a disk that loses what was not synced, in every way that a disk can.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use armistice_record::key::{Purpose, Secret};
use armistice_record::policy::Policy;
use armistice_record::verify::{Alone, Depth, Wants, verify};
use proptest::prelude::*;

use super::*;
use crate::folder::Folder;
use crate::recovery::rebuild;
use crate::shaky::{Shaky, Shared};
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

/// Intake ends before the disk is full, and nothing else does: what is promised is published, and after room was made it goes on.
#[test]
fn the_last_of_a_disk_is_not_filled() {
    let disk = |room| Shaky { room: Some(room), ..Shaky::lasting(usize::MAX) };
    let mut ledger = Ledger::open(disk(RESERVE + 4000), log()).unwrap();
    ledger.append(&leaves(0, 100)).unwrap();
    assert!(ledger.keep(&[7; 1000]).is_ok());
    ledger.store.room = Some(RESERVE + 1000);
    assert!(matches!(ledger.append(&leaves(100, 100)), Err(LedgerError::Full { free: 64 })));
    assert!(matches!(ledger.keep(&[8; 1000]), Err(LedgerError::Full { .. })));
    assert!(ledger.keep(&[7; 1000]).is_ok(), "what is there needs no room");
    ledger.store.room = Some(100);
    ledger.publish().unwrap();
    ledger.rotate().unwrap();
    assert_eq!(checked(&ledger.store.now.0), 100);
    ledger.store.room = Some(RESERVE + 4000);
    ledger.append(&leaves(100, 100)).unwrap();
    assert_eq!(ledger.head().size, 200, "it was not poisoned");
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
fn a_folder_restored_whole_signs_nothing_if_a_second_place_remembers() {
    let temp = tempfile::tempdir().unwrap();
    let (first, second, backup) =
        (temp.path().join("record"), temp.path().join("second"), temp.path().join("backup"));
    std::fs::create_dir_all(first.join(".state")).unwrap();
    std::fs::write(first.join(".state/anchor"), format!("{}\n", second.display())).unwrap();
    let open = || Ledger::open(Folder::new(&first), log());
    let missing = open().unwrap_err().to_string();
    assert!(missing.contains("which .state/anchor names, is not there"), "{missing}");
    std::fs::create_dir_all(&second).unwrap();
    open().unwrap().append(&leaves(0, 3)).unwrap();
    copy(&first, &backup);
    assert_eq!(open().unwrap().append(&leaves(3, 4)).unwrap().head().size, 7);
    std::fs::remove_dir_all(&first).unwrap();
    copy(&backup, &first);
    let error = open().unwrap_err();
    assert!(matches!(error, LedgerError::Behind { seen: 7, held: 3, .. }), "{error}");
    // Gone while the ledger is open: nobody is answered.
    std::fs::remove_dir_all(&second).unwrap();
    std::fs::create_dir_all(&second).unwrap();
    let mut ledger = open().unwrap();
    std::fs::remove_dir_all(&second).unwrap();
    std::fs::write(&second, "a file, so that no folder can be made there").unwrap();
    assert!(matches!(ledger.append(&leaves(3, 1)), Err(LedgerError::Disk(_))));
    assert!(matches!(ledger.append(&leaves(3, 1)), Err(LedgerError::Poisoned)));
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (kind, target) = (entry.file_type().unwrap(), to.join(entry.file_name()));
        if kind.is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A lock belongs to an open file, so two folders of one process are to each other as those of two.
#[test]
fn of_two_writers_one_is_told_to_wait_and_nothing_is_signed_twice() {
    let temp = tempfile::tempdir().unwrap();
    let write = |name: &str| {
        let (mut recorded, mut waited) = (0, 0);
        for round in 0..150 {
            match Ledger::open(Folder::new(temp.path()), log()) {
                Ok(mut ledger) => {
                    ledger.append(&[format!("{name} {round}").into_bytes()]).unwrap();
                    ledger.publish().unwrap();
                    recorded += 1;
                }
                Err(LedgerError::Disk(cause)) if cause.kind() == io::ErrorKind::WouldBlock => waited += 1,
                Err(error) => panic!("{error}"),
            }
        }
        (recorded, waited)
    };
    let (one, other) = std::thread::scope(|scope| {
        let other = scope.spawn(|| write("south"));
        (write("north"), other.join().unwrap())
    });
    let ledger = Ledger::open(Folder::new(temp.path()), log()).unwrap();
    assert_eq!(ledger.head().size, one.0 + other.0, "{one:?}, {other:?}");
    let policy = Policy::parse(format!("log {}\nquorum none\n", log().key()).as_bytes()).unwrap();
    let wants = Wants { policy: Some(&policy), depth: Depth::Tree };
    assert_eq!(verify(ledger.store(), &wants, &Alone).code(), 0);
}

#[test]
fn a_fork_of_the_own_log_signs_nothing() {
    let (mut one, mut other) = (store(&[3]), Memory::default());
    let mut ledger = Ledger::open(std::mem::take(&mut other), log()).unwrap();
    ledger.append(&leaves(100, 3)).unwrap();
    ledger.publish().unwrap();
    one.0.insert("witness/north/x/checkpoint".to_owned(), ledger.store.0["checkpoint"].clone());
    assert!(matches!(Ledger::open(one.clone(), log()), Err(LedgerError::Forked { size: 3, .. })));
    // And of a tree that is long in the files, and no more in the journal.
    one.0.remove("witness/north/x/checkpoint");
    let mut longer = Ledger::open(one, log()).unwrap();
    longer.append(&leaves(3, 300)).unwrap();
    longer.publish().unwrap();
    longer.rotate().unwrap();
    let mut longer = longer.store;
    assert_eq!(Ledger::open(longer.clone(), log()).unwrap().head().size, 303);
    longer.0.insert("witness/north/x/checkpoint".to_owned(), ledger.store.0["checkpoint"].clone());
    assert!(matches!(Ledger::open(longer, log()), Err(LedgerError::Forked { size: 3, .. })));
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

#[test]
fn a_network_disk_signs_nothing_unless_somebody_vouches_for_it() {
    let far = || Shaky { is_far: true, left: Rc::new(RefCell::new(usize::MAX)), ..Shaky::default() };
    let error = Ledger::open(far(), log()).unwrap_err().to_string();
    assert!(error.contains("network disk (NFS)") && error.contains(".state/network-disk"), "{error}");
    let mut vouched = far();
    vouched.put_durably(".state/network-disk", b"it is ours, with locks\n").unwrap();
    Ledger::open(vouched, log()).unwrap().append(&leaves(0, 1)).unwrap();
}

/// Somebody who holds the key of the log, and at some time does not sign any more.
#[derive(Debug)]
struct Weary(Secret, std::sync::atomic::AtomicU32);

impl Signer for Weary {
    fn key(&self) -> &Key {
        self.0.key()
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], String> {
        use std::sync::atomic::Ordering::Relaxed;
        let goes_on = self.1.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(1));
        goes_on.map(|_| self.0.sign(message)).map_err(|_| "the agent is locked".to_owned())
    }
}

#[test]
fn a_key_that_does_not_sign_loses_nothing_that_was_promised() {
    // The first signature begins the journal.
    let weary = Weary(log(), 3.into());
    let disk = Rc::new(RefCell::new(Shaky { left: Rc::new(RefCell::new(usize::MAX)), ..Shaky::default() }));
    let mut ledger = Ledger::open(Shared(Rc::clone(&disk)), weary).unwrap();
    ledger.append(&leaves(0, 2)).unwrap();
    ledger.append(&leaves(2, 1)).unwrap();
    assert_eq!(ledger.append(&leaves(3, 1)).unwrap_err().to_string(), "the agent is locked");
    assert!(matches!(ledger.append(&leaves(3, 1)), Err(LedgerError::Poisoned)));
    let mut again = Ledger::open(Shared(disk), log()).unwrap();
    assert_eq!(again.head().size, 3, "what was not signed was not promised");
    again.append(&leaves(3, 1)).unwrap();
}
