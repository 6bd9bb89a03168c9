//! Entries that their authors hand in on the wire: what comes while another batch is being made durable is the next batch. The
//! record is open while entries come, and no longer: others write to it, too.

use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use armistice_ledger::{Answer, Folder, Ledger, LedgerError, Threads};
use armistice_record::entry::Entry;
use armistice_record::signer::Signer;
use tokio::sync::oneshot;

/// So many entries become durable at a time.
const BATCH: usize = 256;
/// So many may wait.
const WAITING: usize = 1024;
/// The record stays open so long for the next entry, and never longer than this without a pause for others.
const IDLE: Duration = Duration::from_millis(200);
const TURN: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(300);

/// While somebody else writes, it is tried so often, and so much later: longer in all than a turn.
const TRIES: u32 = 160;
const BETWEEN: Duration = Duration::from_millis(50);

/// An entry, and who waits for what becomes of it.
type Waiting = (Entry, oneshot::Sender<Taken>);

/// What became of an entry.
#[derive(Debug)]
pub(crate) enum Taken {
    /// Recorded, durably and for all to see, or refused.
    Answered(Answer),
    /// Nobody can say: it may be handed in again.
    Unable,
}

/// Where entries are handed in.
#[derive(Debug)]
pub(crate) struct Intake(SyncSender<Waiting>);

impl Intake {
    /// Takes entries for the record in this folder, with the key of its log.
    pub(crate) fn open(root: &Path, log: Arc<dyn Signer>) -> Self {
        let (sender, receiver) = sync_channel(WAITING);
        let root = root.to_owned();
        thread::spawn(move || keep(&root, &log, &receiver));
        Intake(sender)
    }

    /// Hands an entry in; nothing if too many wait.
    pub(crate) fn hand_in(&self, entry: Entry) -> Option<oneshot::Receiver<Taken>> {
        let (sender, receiver) = oneshot::channel();
        self.0.try_send((entry, sender)).ok().map(|()| receiver)
    }
}

/// Takes entries until nobody can hand in any more.
fn keep(root: &Path, log: &Arc<dyn Signer>, receiver: &Receiver<Waiting>) {
    while let Ok(first) = receiver.recv() {
        let mut waiting = vec![first];
        if let Err(cause) = turn(root, log, receiver, &mut waiting) {
            let _ = writeln!(io::stderr(), "not taken in: {cause}");
        }
        waiting.drain(..).for_each(|(_, author)| drop(author.send(Taken::Unable)));
        thread::sleep(PAUSE);
    }
}

/// Opens the record, and takes what waits and what comes meanwhile.
fn turn(
    root: &Path,
    log: &Arc<dyn Signer>,
    receiver: &Receiver<Waiting>,
    waiting: &mut Vec<Waiting>,
) -> Result<(), LedgerError> {
    let mut ledger = opened(root, log)?;
    let began = Instant::now();
    while !waiting.is_empty() {
        waiting.extend(receiver.try_iter().take(BATCH - waiting.len().min(BATCH)));
        let entries: Vec<Entry> = waiting.iter().map(|(entry, _)| entry.clone()).collect();
        let answers = ledger.submit(&entries, &Threads)?;
        ledger.publish()?;
        for ((_, author), answer) in waiting.drain(..).zip(answers) {
            // Whoever has gone away finds it in the record.
            let _ = author.send(Taken::Answered(answer));
        }
        if began.elapsed() < TURN {
            waiting.extend(receiver.recv_timeout(IDLE));
        }
    }
    Ok(())
}

/// The record, once nobody else writes to it.
fn opened(root: &Path, log: &Arc<dyn Signer>) -> Result<Ledger<Folder>, LedgerError> {
    once_free(
        || Ledger::open(Folder::new(root), Arc::clone(log)),
        |cause| match cause {
            LedgerError::Disk(cause) => Some(cause),
            _ => None,
        },
    )
}

/// Does what changes the folder of a record once nobody else does; `disk` is what the disk says in an error. The folder may be in
/// other hands for a moment, those of our own intake among them.
pub(crate) fn once_free<T, E>(
    mut work: impl FnMut() -> Result<T, E>,
    disk: impl Fn(&E) -> Option<&io::Error>,
) -> Result<T, E> {
    for _ in 0..TRIES {
        match work() {
            Err(cause) if disk(&cause).is_some_and(|cause| cause.kind() == io::ErrorKind::WouldBlock) => {
                thread::sleep(BETWEEN);
            }
            done => return done,
        }
    }
    work()
}
