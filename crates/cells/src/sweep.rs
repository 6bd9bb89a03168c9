//! Whole tables of positions, sorted by object and time: when each object enters and leaves each zone.

mod block;
mod changes;
mod codes;
mod fixes;
mod pairs;
mod passes;

use crate::Width;
use crate::index::{Index, Map};
use crate::marks::{BLOCK, Bits, each_row};
use crate::rows::{Rows, SweepError};
use crate::tracks::{Check, Checked, Tracks};
pub(crate) use block::{Block, Fix, extent};
pub(crate) use changes::Telling;
pub(crate) use codes::{Asked, Codes};
use fixes::{STRETCH, Stretch};

/// What happens between two fixes of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Nothing is looked at but the fixes: what changes is told at the later of two.
    Fixes,
    /// The way from one fix to the next is straight on the grid and its pace even: every crossing is told at its
    /// instant, zones that are entered and left between two fixes included.
    Ways {
        /// Over a longer silence nothing is interpolated: what changed is told at the later fix.
        most_silence_millis: i64,
        /// No object is faster than so many millimetres a second, if this is known: where the shortest way between two
        /// fixes is longer than that speed allows, and than 100 m, the object jumped. Nothing is interpolated then, and
        /// what changed is told at the later fix.
        most_mm_s: Option<u32>,
    },
}

/// What an event tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The first fix of the object lies in the zone.
    InsideAtStart,
    /// The object leaves the zone.
    Leave,
    /// The object enters the zone.
    Enter,
    /// The last fix of the object lies in the zone.
    InsideAtEnd,
}

/// How it is known when something happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seen {
    /// At a fix: nothing else was looked at.
    Fix,
    /// On the way between two fixes.
    Way,
    /// It happened in a silence that was too long, and is told at its end.
    Silence,
    /// The object is elsewhere than it can have gone, and what that changed is told at the later fix.
    Jump,
}

/// An object enters or leaves a zone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Event {
    /// The row of the fix at which it happens or up to which it has happened, from 0 over all tables.
    pub row: u64,
    /// The object.
    pub object: u32,
    /// The zone, by its number in the index.
    pub zone: u32,
    /// What happens.
    pub kind: Kind,
    /// When, rounded to milliseconds.
    pub millis: i64,
    /// How much of the way from the fix before lies before it; 1 at the fix itself.
    pub fraction: f64,
    /// How that is known.
    pub seen: Seen,
}

/// How much work a sweep was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Work {
    /// Rows swept, and rows passed over.
    pub rows: u64,
    /// Rows in cells with edges.
    pub in_leaves: u64,
    /// Ways that had to be followed.
    pub ways: u64,
    /// Ways whose crossings did not account for the difference between their ends. Never more than 0, or the engine is
    /// wrong; the difference is then told at the later fix, so that nothing is lost.
    pub unaccounted: u64,
}

impl Work {
    /// Both together.
    pub(crate) fn add(&mut self, more: Work) {
        self.rows += more.rows;
        self.in_leaves += more.in_leaves;
        self.ways += more.ways;
        self.unaccounted += more.unaccounted;
    }
}

/// A sweep over tables that follow one another. It may be cut between any two rows without changing what is told.
#[derive(Debug)]
pub struct Sweep<'i> {
    telling: Telling<'i>,
    width: Width,
    /// The row before the next block.
    last: Option<Fix>,
    blocks: Box<[Block; 2]>,
    /// For fixes whose sets are read off the map. Only while they are swept is it taken out.
    stretch: Option<Box<Stretch>>,
    /// Likewise for rows whose order is not known before.
    check: Option<Box<Check>>,
}

impl<'i> Sweep<'i> {
    /// A sweep that has seen nothing yet.
    pub fn new(index: &'i Index, manner: Manner) -> Self {
        Sweep::in_width(index, manner, Width::widest())
    }

    /// The same in instructions of a certain width; what it tells does not depend on it.
    pub fn in_width(index: &'i Index, manner: Manner, width: Width) -> Self {
        let telling = Telling::new(index, manner, width);
        Sweep { telling, width, last: None, blocks: Box::default(), stretch: None, check: None }
    }

    /// Sweeps the next rows and appends what happens, by object and instant; at one instant exits come first, then zones
    /// in order. Whether they are in order is looked at first.
    ///
    /// # Errors
    /// If a row cannot be swept. Those before it were; the sweep goes on with the next table as if it ended there.
    pub fn push(&mut self, rows: Rows<'_>, events: &mut Vec<Event>) -> Result<(), SweepError> {
        rows.are_even()?;
        let mut check = self.check.take().unwrap_or_else(|| Box::new(Check::new(self.width)));
        let swept = match self.map() {
            Some(map) => self.check_fixes(map, &mut check, rows, events),
            None => self.check_blocks(&mut check, rows, events),
        };
        self.tell_heard(events);
        self.check = Some(check);
        swept
    }

    /// The same of rows whose order is known.
    ///
    /// # Errors
    /// If the first of them belongs before the last that was swept. Then none is swept.
    pub fn push_tracks(&mut self, tracks: &Tracks<'_>, events: &mut Vec<Event>) -> Result<(), SweepError> {
        let rows = tracks.all();
        if rows.first().zip(self.before()).is_some_and(|(first, before)| first < before) {
            return Err(SweepError::Unsorted(self.telling.work.rows));
        }
        self.sweep(rows, events);
        Ok(())
    }

    /// The object and time of the last row.
    fn before(&self) -> Option<(u32, i64)> {
        self.last.map(|last| (last.object, last.millis))
    }

    /// Sweeps rows that come after the last one.
    pub(crate) fn sweep(&mut self, rows: Checked<'_>, events: &mut Vec<Event>) {
        match self.map() {
            Some(map) => self.sweep_fixes(map, rows, events),
            None => self.sweep_blocks(rows, events),
        }
        self.tell_heard(events);
    }

    /// The map, if sets are read off it.
    fn map(&self) -> Option<&'i Map> {
        self.telling.index.map.as_ref().filter(|_| !self.telling.follows_ways())
    }

    /// Tells what was heard, and forgets what is of no use any more.
    fn tell_heard(&mut self, events: &mut Vec<Event>) {
        self.telling.tell(events);
        self.keep_small();
    }

    /// Sweeps blocks of rows, two together: while what one needs of the memory comes, the other is looked at.
    fn sweep_blocks(&mut self, rows: Checked<'_>, events: &mut Vec<Event>) {
        for two in rows.parts(2 * BLOCK) {
            let halves = [two.part(0, BLOCK), two.part(BLOCK, 2 * BLOCK)];
            let in_leaves = self.find(halves.map(|half| half.rows()));
            for (at, half) in halves.into_iter().enumerate() {
                self.sweep_block(at, in_leaves, half, events);
            }
        }
    }

    /// The same of rows that are looked at first.
    fn check_blocks(
        &mut self,
        check: &mut Check,
        rows: Rows<'_>,
        events: &mut Vec<Event>,
    ) -> Result<(), SweepError> {
        for start in (0..rows.objects.len()).step_by(2 * BLOCK) {
            let middle = start + BLOCK;
            let halves = [rows.part(start, middle), rows.part(middle, middle + BLOCK)];
            let in_leaves = self.find(halves);
            for (at, half) in halves.into_iter().enumerate() {
                check.begin(self.before(), self.telling.work.rows);
                let taken = check.take(half);
                self.sweep_block(at, in_leaves, check.checked(half), events);
                taken?;
            }
        }
        Ok(())
    }

    /// The same of fixes whose sets are read off the map.
    fn check_fixes(
        &mut self,
        map: &Map,
        check: &mut Check,
        rows: Rows<'_>,
        events: &mut Vec<Event>,
    ) -> Result<(), SweepError> {
        let mut stretch = self.stretch.take().unwrap_or_default();
        let mut taken = Ok(());
        for start in (0..rows.objects.len()).step_by(STRETCH) {
            let rows = rows.part(start, start + STRETCH);
            check.begin(self.before(), self.telling.work.rows);
            for start in (0..rows.objects.len()).step_by(BLOCK) {
                taken = check.take(rows.part(start, start + BLOCK));
                let good = rows.part(start, check.good());
                stretch.read(&mut self.telling, map, good, self.width);
                if taken.is_err() {
                    break;
                }
            }
            let known = (self.width, map);
            stretch.tell(&mut self.telling, known, check.checked(rows), &mut self.last, events);
            self.keep_small();
            if taken.is_err() {
                break;
            }
        }
        self.stretch = Some(stretch);
        taken
    }

    /// Sweeps fixes whose sets are read off the map.
    fn sweep_fixes(&mut self, map: &Map, rows: Checked<'_>, events: &mut Vec<Event>) {
        let mut stretch = self.stretch.take().unwrap_or_default();
        for rows in rows.parts(STRETCH) {
            for block in rows.parts(BLOCK) {
                // Of the times few are looked at.
                let places = Rows { millis: &[], ..block.rows() };
                stretch.read(&mut self.telling, map, places, self.width);
            }
            stretch.tell(&mut self.telling, (self.width, map), rows, &mut self.last, events);
            self.keep_small();
        }
        self.stretch = Some(stretch);
    }

    /// Looks up the rows of two blocks, and fetches the leaves of those that it gives.
    fn find(&mut self, rows: [Rows<'_>; 2]) -> [Bits; 2] {
        let mut in_leaves = <[Bits; 2]>::default();
        for ((rows, block), in_leaves) in rows.into_iter().zip(self.blocks.iter_mut()).zip(&mut in_leaves) {
            if !rows.lon_e7.is_empty() {
                *in_leaves = self.width.find(block, self.telling.index, rows, self.telling.follows_ways());
            }
        }
        in_leaves
    }

    /// Sweeps the rows of one of the blocks.
    fn sweep_block(&mut self, at: usize, in_leaves: [Bits; 2], rows: Checked<'_>, events: &mut Vec<Event>) {
        let (index, start) = (self.telling.index, self.telling.work.rows);
        let follows_ways = self.telling.follows_ways();
        let (Some(block), Some(in_leaves)) = (self.blocks.get_mut(at), in_leaves.get(at)) else { return };
        self.telling.work.in_leaves +=
            block.look_into_leaves(index, *in_leaves, rows.len(), &mut self.telling.overlay);
        let mut loud = self.width.listen(block, follows_ways);
        let mut objects = rows.objects();
        objects.clone().mark_starts(0, &mut loud);
        let mut found = |at: usize| {
            let (spot, set) = block.found(index.window, at)?;
            let (row, object) = (start + u64::try_from(at).unwrap_or(0), objects.of(at));
            Some(Fix { row, object, millis: *rows.millis().get(at)?, spot, set })
        };
        for (word, bits) in loud.into_iter().enumerate() {
            each_row(word, bits, rows.len(), &mut |at| {
                // Between this row and the last loud one nothing happened.
                let last = at.checked_sub(1).map_or(self.last, &mut found);
                if let Some(fix) = found(at) {
                    self.telling.hear(last, fix);
                }
            });
        }
        self.last = rows.len().checked_sub(1).map_or(self.last, found);
        self.telling.work.rows = start + u64::try_from(rows.len()).unwrap_or(0);
        if self.telling.has_heard_much() {
            self.tell_heard(events);
        }
    }

    /// So many rows were left out behind those that came, in which nothing happens ([`Index::idle`]): rows behind them keep
    /// their numbers, and no way is followed to them from those before, which end there.
    pub fn pass_over(&mut self, rows: u64, events: &mut Vec<Event>) {
        self.telling.end_object(self.last.take(), events);
        self.telling.work.rows = self.telling.work.rows.saturating_add(rows);
    }

    /// Forgets sets that were met and are of no use any more, if there are many.
    fn keep_small(&mut self) {
        if let Some(last) = &mut self.last {
            last.set = self.telling.overlay.kept_small(&self.telling.index.sets, last.set);
        }
    }

    /// Ends the last object.
    pub fn finish(self, events: &mut Vec<Event>) -> Work {
        self.telling.end_object(self.last, events);
        self.telling.work
    }

    /// How much work it was so far.
    pub fn work(&self) -> Work {
        self.telling.work
    }
}
