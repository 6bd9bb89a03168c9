//! Whole tables of positions, sorted by object and time: when each object enters and leaves each zone.

mod block;
mod changes;
mod codes;
mod fixes;
mod pairs;
mod passes;
mod rows;

use thiserror::Error;

use crate::Width;
use crate::index::{Index, Map};
use crate::marks::{BLOCK, each_row};
pub(crate) use block::{Block, Fix, extent};
pub(crate) use changes::Telling;
pub(crate) use codes::{Asked, Codes};
use fixes::{STRETCH, Stretch};

/// Columns of a table of fixes, sorted by object and, within one object, by time.
#[derive(Debug, Clone, Copy)]
pub struct Rows<'r> {
    /// The object of each row, by number.
    pub objects: &'r [u32],
    /// The time of each row in milliseconds.
    pub millis: &'r [i64],
    /// Longitudes in ten-millionths of a degree, between half a turn west and half a turn east.
    pub lon_e7: &'r [i32],
    /// Latitudes in ten-millionths of a degree, from pole to pole.
    pub lat_e7: &'r [i32],
}

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

/// Why a table cannot be swept.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SweepError {
    /// Columns of different lengths.
    #[error("the columns have {objects}, {millis}, {lon} and {lat} rows: give each the same number")]
    Uneven {
        /// Rows of objects.
        objects: usize,
        /// Rows of times.
        millis: usize,
        /// Rows of longitudes.
        lon: usize,
        /// Rows of latitudes.
        lat: usize,
    },
    /// A row that belongs before the one before it.
    #[error("row {0} belongs before the row before it: sort the table by object, then by time")]
    Unsorted(u64),
    /// An object whose number is too great to be followed.
    #[error(
        "row {row} is of object {object}: number the objects from 0, below {most}, or follow more of them"
    )]
    UnknownObject {
        /// The row.
        row: u64,
        /// Its object.
        object: u32,
        /// How many are followed.
        most: u32,
    },
    /// Rows that were dealt to another shard than the one that takes them.
    #[error("these rows were dealt to another shard: give each shard its own, of as many as there are")]
    OtherShard,
    /// A position that is not on earth.
    #[error("row {0} is not on earth: longitudes end at 180 degrees and latitudes at 90")]
    NotOnEarth(u64),
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
    /// Only while a block is swept is it taken out.
    block: Option<Box<Block>>,
    /// Likewise for fixes whose sets are read off the map.
    stretch: Option<Box<Stretch>>,
}

impl<'i> Sweep<'i> {
    /// A sweep that has seen nothing yet.
    pub fn new(index: &'i Index, manner: Manner) -> Self {
        Sweep::in_width(index, manner, Width::widest())
    }

    /// The same in instructions of a certain width; what it tells does not depend on it.
    pub fn in_width(index: &'i Index, manner: Manner, width: Width) -> Self {
        Sweep { telling: Telling::new(index, manner, width), width, last: None, block: None, stretch: None }
    }

    /// Sweeps the next rows and appends what happens, by object and instant; at one instant exits come first, then zones
    /// in order.
    ///
    /// # Errors
    /// If a row cannot be swept. Those before it were; the sweep goes on with the next table as if it ended there.
    pub fn push(&mut self, rows: Rows<'_>, events: &mut Vec<Event>) -> Result<(), SweepError> {
        rows.are_even()?;
        let follows_ways = self.telling.follows_ways();
        let swept = match self.telling.index.map.as_ref().filter(|_| !follows_ways) {
            Some(map) => self.sweep_fixes(map, rows, events),
            None => self.sweep_blocks(rows, events),
        };
        self.telling.tell(events);
        self.keep_small();
        swept
    }

    fn sweep_blocks(&mut self, rows: Rows<'_>, events: &mut Vec<Event>) -> Result<(), SweepError> {
        for start in (0..rows.objects.len()).step_by(BLOCK) {
            let swept = self.sweep_block(rows.part(start, start + BLOCK));
            if self.telling.has_heard_much() {
                self.telling.tell(events);
                self.keep_small();
            }
            swept?;
        }
        Ok(())
    }

    fn sweep_block(&mut self, rows: Rows<'_>) -> Result<(), SweepError> {
        let (index, start) = (self.telling.index, self.telling.work.rows);
        let before = self.last.map(|last| (last.object, last.millis));
        let follows_ways = self.telling.follows_ways();
        let mut block = self.block.take().unwrap_or_default();
        let in_leaves = self.width.find(&mut block, index, rows, follows_ways);
        // Meanwhile the leaves come.
        let (good, problem) = self.width.checked(rows, before, start);
        self.telling.work.in_leaves +=
            block.look_into_leaves(index, in_leaves, good, &mut self.telling.overlay);
        let loud = self.width.listen(&mut block, rows.objects, follows_ways);
        let found = |at: usize| block.found(index.window, rows, start, at);
        for (word, bits) in loud.into_iter().enumerate() {
            each_row(word, bits, good, &mut |at| {
                // Between this row and the last loud one nothing happened.
                let last = at.checked_sub(1).map_or(self.last, found);
                if let Some(fix) = found(at) {
                    self.telling.hear(last, fix);
                }
            });
        }
        self.last = good.checked_sub(1).map_or(self.last, found);
        self.telling.work.rows = start + u64::try_from(good).unwrap_or(0);
        self.block = Some(block);
        problem.map_or(Ok(()), Err)
    }

    /// Sweeps fixes whose sets are read off the map.
    fn sweep_fixes(&mut self, map: &Map, rows: Rows<'_>, events: &mut Vec<Event>) -> Result<(), SweepError> {
        let mut stretch = self.stretch.take().unwrap_or_default();
        let mut swept = Ok(());
        for start in (0..rows.objects.len()).step_by(STRETCH) {
            let rows = rows.part(start, start + STRETCH);
            swept = stretch.sweep(&mut self.telling, (self.width, map), rows, &mut self.last, events);
            self.keep_small();
            if swept.is_err() {
                break;
            }
        }
        self.stretch = Some(stretch);
        swept
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
