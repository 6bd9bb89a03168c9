//! Many objects followed on several threads at once, each thread with objects of its own and no locks between them.
//!
//! Whoever hands in fixes shares them out by object, so that the fixes of one object all come to one thread, in their
//! order. What comes of them does not depend on how many threads there are.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, ScopedJoinHandle};

use armistice_facts::{Fix, Name};
use armistice_watch::{Limits, MOST_OBJECTS, Plan, Screening, SetAside, SetAsideReason, Shared, Watch};

/// So many fixes are handed on together.
const TOGETHER: usize = 512;
/// So many such lots may wait for a thread.
const WAITING: usize = 16;

/// Follows objects past the zones and lines of a plan on several threads.
#[derive(Debug)]
pub(crate) struct Crew {
    /// By object, the thread that follows it.
    numbers: BTreeMap<String, usize>,
    sources: Vec<String>,
    hands: Vec<Hand>,
    refused: Vec<SetAside>,
}

/// What one thread is told.
#[derive(Debug)]
enum Word {
    Fix(Fix, usize),
    Source(String),
    Lost(String),
}

/// The way to one thread.
#[derive(Debug)]
struct Hand {
    to: SyncSender<Vec<Word>>,
    lot: Vec<Word>,
}

/// Follows objects on so many threads; `feed` hands in the fixes and has the thread of the caller.
pub(crate) fn screen_among<R>(
    threads: usize,
    plan: &Plan,
    limits: &Limits,
    classes: &BTreeMap<String, Name>,
    feed: impl FnOnce(&mut Crew) -> R,
) -> (R, Screening) {
    thread::scope(|scope| {
        let shared = Shared::default();
        let mut crew =
            Crew { numbers: BTreeMap::new(), sources: Vec::new(), hands: Vec::new(), refused: Vec::new() };
        let mut running: Vec<ScopedJoinHandle<'_, Screening>> = Vec::new();
        for _ in 0..threads.max(1) {
            let (to, from) = sync_channel(WAITING);
            let mut watch = Watch::sharing(plan, limits.clone(), shared.clone());
            watch.know_classes(classes.clone());
            running.push(scope.spawn(|| follow(watch, from)));
            crew.hands.push(Hand { to, lot: Vec::new() });
        }
        let fed = feed(&mut crew);
        // Letting the hands go tells the threads that nothing more comes.
        crew.hands.iter_mut().for_each(Hand::pass);
        crew.hands.clear();
        let refused = std::mem::take(&mut crew.refused);
        let mut parts =
            vec![Screening { fixes: refused.len() as u64, set_aside: refused, ..Screening::default() }];
        for one in running {
            match one.join() {
                Ok(part) => parts.push(part),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        (fed, Screening::merged(parts))
    })
}

/// Takes what is told until nothing more comes.
fn follow(mut watch: Watch<'_>, from: Receiver<Vec<Word>>) -> Screening {
    let mut sources: Vec<String> = Vec::new();
    for word in from.into_iter().flatten() {
        match word {
            Word::Source(source) => sources.push(source),
            Word::Lost(object) => watch.lose_sight(&object),
            Word::Fix(fix, source) => {
                if let Some(source) = sources.get(source) {
                    watch.push(fix, source);
                }
            }
        }
    }
    watch.finish()
}

impl Crew {
    /// Takes one fix from a source, such as a file.
    pub(crate) fn push(&mut self, fix: Fix, source: &str) {
        let number = self.number_of(source);
        let many = self.hands.len().max(1);
        let hand = match self.numbers.get(&fix.object) {
            Some(hand) => *hand,
            None if self.numbers.len() >= MOST_OBJECTS => {
                let (source, reason) = (source.to_owned(), SetAsideReason::TooManyObjects);
                self.refused.push(SetAside { fix, source, reason });
                return;
            }
            None => {
                let hand = self.numbers.len() % many;
                self.numbers.insert(fix.object.clone(), hand);
                hand
            }
        };
        if let Some(hand) = self.hands.get_mut(hand) {
            hand.tell(Word::Fix(fix, number));
        }
    }

    /// Fixes of an object are left out from here on, as of [`Watch::lose_sight`].
    pub(crate) fn lose_sight(&mut self, object: &str) {
        let hand = self.numbers.get(object).and_then(|hand| self.hands.get_mut(*hand));
        if let Some(hand) = hand {
            hand.tell(Word::Lost(object.to_owned()));
        }
    }

    fn number_of(&mut self, source: &str) -> usize {
        // The newest file is the likeliest one.
        self.sources.iter().rposition(|known| known == source).unwrap_or_else(|| {
            self.sources.push(source.to_owned());
            self.hands.iter_mut().for_each(|hand| hand.tell(Word::Source(source.to_owned())));
            self.sources.len() - 1
        })
    }
}

impl Hand {
    fn tell(&mut self, word: Word) {
        self.lot.push(word);
        if self.lot.len() >= TOGETHER {
            self.pass();
        }
    }

    fn pass(&mut self) {
        // A thread that is gone has panicked, which is told where it is waited for.
        let _ = self.to.send(std::mem::take(&mut self.lot));
    }
}
