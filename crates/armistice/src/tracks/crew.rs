//! Many objects followed on several threads at once, each thread with objects of its own and no locks between them.
//!
//! Whoever hands in fixes shares them out by object, so that the fixes of one object all come to one thread, in their
//! order. What comes of them does not depend on how many threads there are.

mod lot;

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, ScopedJoinHandle};

use armistice_facts::{Fix, Name};
use armistice_watch::{
    Coming, Limits, MOST_OBJECTS, Plan, Screening, SetAside, SetAsideReason, Shared, Watch,
};

use self::lot::Lot;
use super::Rows;

/// So many fixes are handed on together.
const TOGETHER: usize = 512;
/// So many such lots may wait for a thread.
const WAITING: usize = 16;

/// Follows objects past the zones and lines of a plan on several threads.
#[derive(Debug)]
pub(crate) struct Crew {
    numbers: BTreeMap<String, Place>,
    /// By the number of an object in the file whose columns are read.
    of_file: Vec<Option<Place>>,
    sources: Vec<String>,
    hands: Vec<Hand>,
    refused: Vec<SetAside>,
}

/// The thread that follows an object, and the object's number there.
#[derive(Debug, Clone, Copy)]
struct Place {
    hand: usize,
    number: usize,
}

/// What one thread is told.
#[derive(Debug)]
enum Word {
    Fix(Fix, usize),
    Rows(Box<Lot>, usize, Coming),
    Source(String),
    Object(String),
    Lost(String),
}

/// The way to one thread.
#[derive(Debug)]
struct Hand {
    to: SyncSender<Vec<Word>>,
    lot: Vec<Word>,
    /// Objects that it was told of.
    objects: usize,
    /// Rows of the columns that are being shared out.
    rows: Lot,
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
        let mut crew = Crew {
            numbers: BTreeMap::new(),
            of_file: Vec::new(),
            sources: Vec::new(),
            hands: Vec::new(),
            refused: Vec::new(),
        };
        let mut running: Vec<ScopedJoinHandle<'_, Screening>> = Vec::new();
        for _ in 0..threads.max(1) {
            let (to, from) = sync_channel(WAITING);
            let mut watch = Watch::sharing(plan, limits.clone(), shared.clone());
            watch.know_classes(classes.clone());
            running.push(scope.spawn(|| follow(watch, from)));
            crew.hands.push(Hand { to, lot: Vec::new(), objects: 0, rows: Lot::default() });
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
    let (mut sources, mut objects): (Vec<String>, Vec<Option<u32>>) = (Vec::new(), Vec::new());
    for word in from.into_iter().flatten() {
        match word {
            Word::Source(source) => sources.push(source),
            Word::Object(object) => objects.push(watch.number_of_object(&object)),
            Word::Lost(object) => watch.lose_sight(&object),
            Word::Fix(fix, source) => {
                if let Some(source) = sources.get(source) {
                    watch.push(fix, source);
                }
            }
            Word::Rows(lot, source, coming) => {
                let Some(source) = sources.get(source) else { continue };
                for (number, columns) in lot.runs() {
                    if let Some(object) = objects.get(number).copied().flatten() {
                        watch.push_columns(object, &columns, source, coming);
                    }
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
        let Some(place) = self.place_of(&fix.object) else {
            let (source, reason) = (source.to_owned(), SetAsideReason::TooManyObjects);
            self.refused.push(SetAside { fix, source, reason });
            return;
        };
        if let Some(hand) = self.hands.get_mut(place.hand) {
            hand.tell(Word::Fix(fix, number));
        }
    }

    /// A file begins: what objects are numbered by in columns that come from here on is its own.
    pub(crate) fn begin_file(&mut self) {
        self.of_file.clear();
    }

    /// Takes rows as columns from a source. What may come of their objects behind them is said by who knows.
    pub(crate) fn push_rows(&mut self, rows: &Rows<'_>, source: &str, coming: Coming) {
        let number = self.number_of(source);
        let mut at = 0;
        for run in rows.objects.chunk_by(|one, next| one == next) {
            let part = (at, at + run.len());
            at = part.1;
            let Some(object) = run.first() else { continue };
            match self.place_in_file(*object, rows.names) {
                Some(place) => {
                    if let Some(hand) = self.hands.get_mut(place.hand) {
                        hand.rows.add(place.number, &rows.columns, part);
                    }
                }
                None => self.refuse(rows, part, source),
            }
        }
        self.hands.iter_mut().for_each(|hand| hand.pass_rows(number, coming));
    }

    /// The place of an object, which gets one if there is room.
    fn place_of(&mut self, object: &str) -> Option<Place> {
        if let Some(place) = self.numbers.get(object) {
            return Some(*place);
        }
        if self.numbers.len() >= MOST_OBJECTS {
            return None;
        }
        let hand = self.numbers.len() % self.hands.len().max(1);
        let told = self.hands.get_mut(hand)?;
        let place = Place { hand, number: told.objects };
        told.objects += 1;
        told.tell(Word::Object(object.to_owned()));
        self.numbers.insert(object.to_owned(), place);
        Some(place)
    }

    fn place_in_file(&mut self, number: u32, names: &[String]) -> Option<Place> {
        let at = number as usize;
        if let Some(Some(place)) = self.of_file.get(at) {
            return Some(*place);
        }
        let place = self.place_of(names.get(at)?)?;
        if self.of_file.len() <= at {
            self.of_file.resize(at + 1, None);
        }
        if let Some(known) = self.of_file.get_mut(at) {
            *known = Some(place);
        }
        Some(place)
    }

    /// Sets rows of an object aside for which there is no room.
    fn refuse(&mut self, rows: &Rows<'_>, (from, end): (usize, usize), source: &str) {
        let fix = |at: usize| rows.columns.fix(at, rows.names.get(*rows.objects.get(at)? as usize)?);
        for fix in (from..end).filter_map(fix) {
            let (source, reason) = (source.to_owned(), SetAsideReason::TooManyObjects);
            self.refused.push(SetAside { fix, source, reason });
        }
    }

    /// Fixes of an object are left out from here on, as of [`Watch::lose_sight`].
    pub(crate) fn lose_sight(&mut self, object: &str) {
        let hand = self.numbers.get(object).and_then(|place| self.hands.get_mut(place.hand));
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

    /// Passes on at once what was added of rows: they are many.
    fn pass_rows(&mut self, source: usize, coming: Coming) {
        if !self.rows.is_empty() {
            let rows = Box::new(std::mem::take(&mut self.rows));
            self.lot.push(Word::Rows(rows, source, coming));
            self.pass();
        }
    }

    fn pass(&mut self) {
        // A thread that is gone has panicked, which is told where it is waited for.
        let _ = self.to.send(std::mem::take(&mut self.lot));
    }
}
