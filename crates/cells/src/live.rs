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
    shard: Shard,
    block: Option<Box<Block>>,
    /// Rows that came, of all shards.
    seen: u64,
}

/// A share of the objects: those whose number leaves `number` when it is divided by `of`.
///
/// Each thread follows a shard of its own in all the rows: they share the index and the rows, which nobody writes, and
/// nothing else, so there are no locks. All shards together tell what one would tell of all objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    number: u32,
    of: u32,
}

impl Shard {
    /// All objects.
    pub const WHOLE: Shard = Shard { number: 0, of: 1 };

    /// All shards, if there are so many; at least one.
    pub fn all(of: u32) -> impl Iterator<Item = Shard> {
        let of = of.max(1);
        (0..of).map(move |number| Shard { number, of })
    }

    fn holds(self, object: u32) -> bool {
        object % self.of == self.number
    }

    /// Where the state of an object is. Nothing is divided where all are in one shard.
    #[inline]
    fn place(self, object: u32) -> usize {
        (if self.of == 1 { object } else { object / self.of }) as usize
    }
}

/// Rows of a shard, gathered to a block.
#[derive(Debug, Default)]
struct Gathered {
    objects: Vec<u32>,
    millis: Vec<i64>,
    lon_e7: Vec<i32>,
    lat_e7: Vec<i32>,
    /// Which rows they are among all that came.
    numbers: Vec<u64>,
}

impl Gathered {
    fn rows(&self) -> Rows<'_> {
        let Gathered { objects, millis, lon_e7, lat_e7, .. } = self;
        Rows { objects, millis, lon_e7, lat_e7 }
    }
}

impl<'i> Live<'i> {
    /// Nothing is followed yet. Objects are numbered from 0; of none with a number of `most_objects` or more a row is taken:
    /// each number below the greatest that came costs 64 bytes.
    pub fn new(index: &'i Index, manner: Manner, most_objects: u32) -> Self {
        Live::of_shard(index, manner, most_objects, Shard::WHOLE)
    }

    /// The same for the objects of a shard; rows of others are passed over.
    pub fn of_shard(index: &'i Index, manner: Manner, most_objects: u32, shard: Shard) -> Self {
        let (telling, width) = (Telling::new(index, manner), Width::widest());
        Live { telling, width, states: Vec::new(), most_objects, shard, block: None, seen: 0 }
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
        if self.shard != Shard::WHOLE {
            return self.push_shard(rows, events, late);
        }
        let Rows { objects, millis, lon_e7, lat_e7 } = rows;
        let mut ahead = objects.iter().skip(AHEAD);
        let columns = objects.chunks(BLOCK).zip(millis.chunks(BLOCK));
        for ((objects, millis), (lon_e7, lat_e7)) in
            columns.zip(lon_e7.chunks(BLOCK).zip(lat_e7.chunks(BLOCK)))
        {
            let start = self.seen;
            let taken = self.take_block(
                Rows { objects, millis, lon_e7, lat_e7 },
                |at| start + u64::try_from(at).unwrap_or(0),
                &mut ahead,
                events,
                late,
            );
            self.seen = start + u64::try_from(taken.0).unwrap_or(0);
            taken.1?;
        }
        Ok(())
    }

    /// Gathers the rows of the shard to blocks, and takes those.
    fn push_shard(
        &mut self,
        rows: Rows<'_>,
        events: &mut Vec<Event>,
        late: &mut Vec<u64>,
    ) -> Result<(), SweepError> {
        let (start, shard) = (self.seen, self.shard);
        self.seen += u64::try_from(rows.objects.len()).unwrap_or(0);
        let mut gathered = Gathered::default();
        let places = rows.lon_e7.iter().zip(rows.lat_e7);
        let keys = rows.objects.iter().zip(rows.millis);
        let mut own = (start..).zip(keys.zip(places)).filter(|(_, ((object, _), _))| shard.holds(**object));
        loop {
            gathered.objects.clear();
            gathered.millis.clear();
            gathered.lon_e7.clear();
            gathered.lat_e7.clear();
            gathered.numbers.clear();
            for (number, ((object, millis), (lon, lat))) in own.by_ref().take(BLOCK) {
                gathered.objects.push(*object);
                gathered.millis.push(*millis);
                gathered.lon_e7.push(*lon);
                gathered.lat_e7.push(*lat);
                gathered.numbers.push(number);
            }
            if gathered.numbers.is_empty() {
                return Ok(());
            }
            let mut ahead = gathered.objects.iter().skip(AHEAD);
            let number = |at: usize| gathered.numbers.get(at).copied().unwrap_or(start);
            self.take_block(gathered.rows(), number, &mut ahead, events, late).1?;
        }
    }

    /// Takes the rows of a block; gives how many were taken and what is wrong with the next.
    fn take_block<'r>(
        &mut self,
        rows: Rows<'_>,
        number: impl Fn(usize) -> u64,
        ahead: &mut impl Iterator<Item = &'r u32>,
        events: &mut Vec<Event>,
        late: &mut Vec<u64>,
    ) -> (usize, Result<(), SweepError>) {
        let (index, on_earth) = (self.telling.index, rows.on_earth());
        let mut block = self.block.take().unwrap_or_default();
        let in_leaves = self.width.find(&mut block, index, rows, self.telling.follows_ways());
        self.telling.work.in_leaves +=
            block.look_into_leaves(index, in_leaves, on_earth, &mut self.telling.overlay);
        let mut problem = None;
        let mut taken = 0;
        for (at, (object, millis)) in rows.objects.iter().zip(rows.millis).enumerate().take(on_earth) {
            if let Some(soon) = ahead.next() {
                fetch(self.states.as_ptr().wrapping_add(self.shard.place(*soon)));
            }
            let row = number(at);
            if *object >= self.most_objects {
                problem = Some(SweepError::UnknownObject { row, object: *object, most: self.most_objects });
                break;
            }
            taken += 1;
            if let Some((x, y, set, clear, face)) = block.place_of(at) {
                let next = State { x, y, millis: *millis, row, set, clear, face, is_known: true };
                self.take(*object, next, late);
            }
        }
        self.telling.work.rows += u64::try_from(taken).unwrap_or(0);
        self.telling.tell(events);
        self.block = Some(block);
        let held = self.states.iter_mut().map(|state| &mut state.set);
        self.telling.overlay.keep_small(&index.sets, held);
        match problem {
            Some(problem) => (taken, Err(problem)),
            None if on_earth < rows.objects.len() => (taken, Err(SweepError::NotOnEarth(number(on_earth)))),
            None => (taken, Ok(())),
        }
    }

    #[inline]
    fn take(&mut self, object: u32, next: State, late: &mut Vec<u64>) {
        let place = self.shard.place(object);
        if self.states.len() <= place {
            self.make_room(place + 1);
        }
        let Some(state) = self.states.get_mut(place) else { return };
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
        let objects = (self.shard.number..).step_by(self.shard.of as usize);
        for (object, state) in objects.zip(&self.states) {
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
