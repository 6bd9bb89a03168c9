//! Positions as they come, of many objects at once: each is set beside the last of its object.

use crate::fetch::fetch;
use crate::index::Index;
use crate::large::room;
use crate::marks::BLOCK;
use crate::sweep::{Block, Fix, Telling};
use crate::{Event, Manner, Rows, SweepError, Width, Work};

/// So many rows before it is needed the state of an object is fetched: rows are taken faster than far memory answers.
const AHEAD: usize = 96;

/// What is known of an object, in one line of the cache.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
struct State {
    /// Its last place, in the window.
    x: u32,
    y: u32,
    millis: i64,
    row: u64,
    set: u32,
    /// Steps round the last place in which there is surely no edge.
    clear: u32,
    /// In which face of which leaf the last place is; nothing elsewhere.
    face: u32,
    is_known: bool,
}

impl State {
    const NEW: State =
        State { x: 0, y: 0, millis: i64::MIN, row: 0, set: 0, clear: 0, face: 0, is_known: false };

    fn fix(&self, index: &Index, object: u32) -> Fix {
        let State { row, millis, set, .. } = *self;
        Fix { row, object, millis, spot: index.window.spot(self.x, self.y), set }
    }

    /// Whether something may have happened on the way to the next place.
    #[inline]
    fn is_loud(&self, next: &State, follows_ways: bool) -> bool {
        let way = |from: u32, to: u32| to.wrapping_sub(from).cast_signed().unsigned_abs();
        let extent = way(self.x, next.x).max(way(self.y, next.y));
        let is_near = extent <= self.clear.saturating_add(next.clear);
        let is_same_face = (self.face == next.face) & (self.face != 0);
        !self.is_known | (self.set != next.set) | (follows_ways & !(is_near | is_same_face))
    }
}

/// Follows many objects whose positions come mixed, each object's in the order of time. It tells what a
/// [`Sweep`](crate::Sweep) tells of the same rows sorted by object.
#[derive(Debug)]
pub struct Live<'i> {
    telling: Telling<'i>,
    width: Width,
    states: Vec<State>,
    most_objects: u32,
    block: Option<Box<Block>>,
}

impl<'i> Live<'i> {
    /// Nothing is followed yet. Objects are numbered from 0; of none with a number of `most_objects` or more a row is taken:
    /// each number below the greatest that came costs 64 bytes.
    pub fn new(index: &'i Index, manner: Manner, most_objects: u32) -> Self {
        let (telling, width) = (Telling::new(index, manner), Width::widest());
        Live { telling, width, states: Vec::new(), most_objects, block: None }
    }

    /// Takes the next rows and appends what happens, row by row. Rows earlier than the last of their object change nothing;
    /// their numbers are appended to `late`.
    ///
    /// # Errors
    /// If a row is not on earth, or its object has too great a number. Those before it were taken; it counts as if it had not
    /// come.
    pub fn push(
        &mut self,
        rows: Rows<'_>,
        events: &mut Vec<Event>,
        late: &mut Vec<u64>,
    ) -> Result<(), SweepError> {
        rows.are_even()?;
        let Rows { objects, millis, lon_e7, lat_e7 } = rows;
        let mut ahead = objects.iter().skip(AHEAD);
        let columns = objects.chunks(BLOCK).zip(millis.chunks(BLOCK));
        for ((objects, millis), (lon_e7, lat_e7)) in
            columns.zip(lon_e7.chunks(BLOCK).zip(lat_e7.chunks(BLOCK)))
        {
            self.take_block(Rows { objects, millis, lon_e7, lat_e7 }, &mut ahead, events, late)?;
        }
        Ok(())
    }

    fn take_block<'r>(
        &mut self,
        rows: Rows<'_>,
        ahead: &mut impl Iterator<Item = &'r u32>,
        events: &mut Vec<Event>,
        late: &mut Vec<u64>,
    ) -> Result<(), SweepError> {
        let (index, start, on_earth) = (self.telling.index, self.telling.work.rows, rows.on_earth());
        let mut block = self.block.take().unwrap_or_default();
        let in_leaves = self.width.find(&mut block, index, rows, self.telling.follows_ways());
        self.telling.work.in_leaves +=
            block.look_into_leaves(index, in_leaves, on_earth, &mut self.telling.overlay);
        let mut problem = None;
        for (at, (object, millis)) in rows.objects.iter().zip(rows.millis).enumerate().take(on_earth) {
            if let Some(soon) = ahead.next() {
                fetch(self.states.as_ptr().wrapping_add(*soon as usize));
            }
            let row = self.telling.work.rows;
            if *object >= self.most_objects {
                problem = Some(SweepError::UnknownObject { row, object: *object, most: self.most_objects });
                break;
            }
            self.telling.work.rows += 1;
            if let Some((x, y, set, clear, face)) = block.place_of(at) {
                let next = State { x, y, millis: *millis, row, set, clear, face, is_known: true };
                self.take(*object, next, late);
            }
        }
        self.telling.tell(events);
        self.block = Some(block);
        let held = self.states.iter_mut().map(|state| &mut state.set);
        self.telling.overlay.keep_small(&index.sets, held);
        match problem {
            Some(problem) => Err(problem),
            None if on_earth < rows.objects.len() => {
                Err(SweepError::NotOnEarth(start + u64::try_from(on_earth).unwrap_or(0)))
            }
            None => Ok(()),
        }
    }

    #[inline]
    fn take(&mut self, object: u32, next: State, late: &mut Vec<u64>) {
        if self.states.len() <= object as usize {
            self.make_room(object as usize + 1);
        }
        let Some(state) = self.states.get_mut(object as usize) else { return };
        if next.millis < state.millis {
            late.push(next.row);
            return;
        }
        let last = std::mem::replace(state, next);
        if last.is_loud(&next, self.telling.follows_ways()) {
            let index = self.telling.index;
            let before = last.is_known.then(|| last.fix(index, object));
            self.telling.hear(before, next.fix(index, object));
        }
    }

    /// Room for so many objects, and for some more in large pages.
    #[cold]
    fn make_room(&mut self, objects: usize) {
        if objects > self.states.capacity() {
            let mut states = room(objects.saturating_mul(2).min(self.most_objects as usize));
            states.extend_from_slice(&self.states);
            self.states = states;
        }
        self.states.resize(objects, State::NEW);
    }

    /// Ends all objects, in the order of their numbers.
    pub fn finish(self, events: &mut Vec<Event>) -> Work {
        for (object, state) in (0..).zip(&self.states) {
            if state.is_known {
                self.telling.end_object(Some(state.fix(self.telling.index, object)), events);
            }
        }
        self.telling.work
    }

    /// How much work it was so far.
    pub fn work(&self) -> Work {
        self.telling.work
    }
}
