//! Rows of which it is known that they can be swept.

use crate::Width;
use crate::marks::{BLOCK, Bits};
use crate::rows::{Rows, SweepError};

/// The tracks of objects: rows that were looked at once, and found sorted by object and time and on earth.
///
/// That is known by the type from then on. Whoever sweeps them reads no more than the places, and a time only where something
/// happens. They are best made where the rows are made, while those are in the cache.
#[derive(Debug, Clone)]
pub struct Tracks<'r> {
    runs: Vec<Run>,
    rows: Rows<'r>,
}

/// The rows of one object, which end where those of the next begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) object: u32,
    pub(crate) start: usize,
}

impl<'r> Tracks<'r> {
    /// The tracks that rows are.
    ///
    /// # Errors
    /// If the columns differ in length, a row belongs before the one before it, or a position is not on earth. Rows are counted
    /// from the first of these.
    pub fn new(rows: Rows<'r>) -> Result<Tracks<'r>, SweepError> {
        rows.are_even()?;
        let (tracks, problem) = Tracks::up_to_problem(rows);
        problem.map_or(Ok(tracks), Err)
    }

    /// The tracks that even columns are, up to the first row that cannot be swept.
    pub(crate) fn up_to_problem(rows: Rows<'r>) -> (Tracks<'r>, Option<SweepError>) {
        let mut check = Check::new(Width::widest());
        check.begin(None, 0);
        let starts = (0..rows.objects.len()).step_by(BLOCK);
        let problem = starts.map(|start| check.take(rows.part(start, start + BLOCK))).find_map(Result::err);
        let Check { runs, good, .. } = check;
        (Tracks { runs, rows: rows.part(0, good) }, problem)
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.millis.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.millis.is_empty()
    }

    pub(crate) fn all(&self) -> Checked<'_> {
        Checked { runs: &self.runs, first: 0, rows: Rows { objects: &[], ..self.rows } }
    }
}

/// Looks at rows block by block: whether they are in order, and which are whose.
#[derive(Debug)]
pub(crate) struct Check {
    width: Width,
    runs: Vec<Run>,
    /// So many rows were taken since it began.
    good: usize,
    /// The object and time of the row before the next.
    before: Option<(u32, i64)>,
    /// The number of the first row.
    first: u64,
}

impl Check {
    pub(crate) fn new(width: Width) -> Check {
        Check { width, runs: Vec::new(), good: 0, before: None, first: 0 }
    }

    /// From here on rows are taken that come after one of an object and time; the first has a number.
    pub(crate) fn begin(&mut self, before: Option<(u32, i64)>, first: u64) {
        self.runs.clear();
        (self.good, self.before, self.first) = (0, before, first);
    }

    /// Takes the rows of a block, or those before the first that cannot be swept: what is wrong with that is given.
    pub(crate) fn take(&mut self, block: Rows<'_>) -> Result<(), SweepError> {
        let number = self.first + u64::try_from(self.good).unwrap_or(0);
        let (good, problem) = self.width.checked(block, self.before, number);
        let objects = block.objects.get(..good).unwrap_or(&[]);
        let mut at = 0;
        while let Some((object, rest)) = objects.get(at..).and_then(<[u32]>::split_first) {
            if self.runs.last().is_none_or(|run| run.object != *object) {
                self.runs.push(Run { object: *object, start: self.good + at });
            }
            // They are sorted: if the last is of the same object, all are.
            let is_whole = objects.last() == Some(object);
            at += 1 + if is_whole { rest.len() } else { rest.partition_point(|other| other == object) };
        }
        self.good += good;
        self.before = objects.last().copied().zip(block.millis.get(..good).and_then(<[i64]>::last).copied());
        problem.map_or(Ok(()), Err)
    }

    /// How many rows were taken since it began.
    pub(crate) fn good(&self) -> usize {
        self.good
    }

    /// What was taken, of the rows that it was taken from.
    pub(crate) fn checked<'r>(&'r self, rows: Rows<'r>) -> Checked<'r> {
        Checked { runs: &self.runs, first: 0, rows: rows.part(0, self.good) }
    }
}

/// Some of the rows of tracks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Checked<'r> {
    /// The first of them is that of the first row.
    runs: &'r [Run],
    /// The first row, as starts of runs are counted.
    first: usize,
    rows: Rows<'r>,
}

impl<'r> Checked<'r> {
    pub(crate) fn len(&self) -> usize {
        self.rows.millis.len()
    }

    /// The columns; that of the objects may be left out, and nobody looks at it.
    pub(crate) fn rows(&self) -> Rows<'r> {
        self.rows
    }

    pub(crate) fn millis(&self) -> &'r [i64] {
        self.rows.millis
    }

    /// The object and time of the first row.
    pub(crate) fn first(&self) -> Option<(u32, i64)> {
        Some((self.runs.first()?.object, *self.rows.millis.first()?))
    }

    /// The rows from one on, up to another that is not among them; both are held at the end.
    pub(crate) fn part(&self, start: usize, end: usize) -> Checked<'r> {
        let first = self.first + start;
        let before = self.runs.partition_point(|run| run.start <= first).saturating_sub(1);
        Checked { runs: self.runs.get(before..).unwrap_or(&[]), first, rows: self.rows.part(start, end) }
    }

    /// The rows in parts of so many.
    pub(crate) fn parts(self, rows: usize) -> impl Iterator<Item = Checked<'r>> {
        (0..self.len()).step_by(rows).map(move |start| self.part(start, start + rows))
    }

    /// Whose rows they are, told in their order.
    pub(crate) fn objects(&self) -> Objects<'r> {
        let object = self.runs.first().map_or(0, |run| run.object);
        Objects { object, runs: self.runs.get(1..).unwrap_or(&[]), first: self.first }
    }

    /// The rows of each object, with the object.
    pub(crate) fn each(self) -> impl Iterator<Item = (u32, std::ops::Range<usize>)> {
        let ends = self.runs.iter().skip(1).map(|run| run.start).chain([usize::MAX]);
        let within = move |row: usize| row.saturating_sub(self.first).min(self.len());
        let each = self.runs.iter().zip(ends);
        each.map(move |(run, end)| (run.object, within(run.start)..within(end)))
            .take_while(|(_, rows)| !rows.is_empty())
    }
}

/// The objects of rows, for who asks in the order of rows.
#[derive(Debug, Clone)]
pub(crate) struct Objects<'r> {
    object: u32,
    /// The runs that begin later.
    runs: &'r [Run],
    first: usize,
}

impl Objects<'_> {
    /// The object of a row, which is not before the last that was asked for.
    #[inline]
    pub(crate) fn of(&mut self, row: usize) -> u32 {
        while let Some((run, rest)) = self.runs.split_first()
            && run.start <= self.first + row
        {
            (self.object, self.runs) = (run.object, rest);
        }
        self.object
    }

    /// Marks the rows of a block, from one on, that are the first of their object. Blocks are asked about in their order.
    #[inline]
    pub(crate) fn mark_starts(&mut self, from: usize, bits: &mut Bits) {
        let from = self.first + from;
        while let Some((run, rest)) = self.runs.split_first() {
            if run.start >= from {
                let at = run.start - from;
                let Some(word) = bits.get_mut(at / 64) else { return };
                *word |= 1 << (at % 64);
            }
            self.runs = rest;
        }
    }
}
