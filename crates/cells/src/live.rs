//! Positions as they come, of many objects at once: each is set beside the last of its object.

use crate::deal::{Dealt, Shard};
use crate::fetch::fetch;
use crate::index::Index;
use crate::large::room;
use crate::marks::BLOCK;
use crate::sweep::{Block, Fix, Telling, extent};
use crate::{Event, Manner, Rows, Spot, SweepError, Width, Work};

/// So many rows before it is needed the state of an object is fetched: rows are taken faster than far memory answers.
const AHEAD: usize = 64;

/// What is known of an object: two of them are in one line of the cache.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(32))]
struct State {
    /// Its last place, in the window.
    x: u32,
    y: u32,
    millis: i64,
    row: u64,
    /// The set of the last place, once that was looked up.
    set: u32,
    bound: Bound,
}

/// How far an object may go from its last place without anything happening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bound(i32);

impl Bound {
    /// The object was never seen.
    const UNSEEN: Bound = Bound(-1);
    /// Nothing is known yet.
    const NONE: Bound = Bound(0);

    /// So many steps without an edge, or the face of a leaf with lines: that face and no farther.
    fn of(clear: u32, face: u32) -> Bound {
        let held = |steps: u32| i32::try_from(steps).unwrap_or(i32::MAX);
        // Faces begin at 4.
        if face == 0 { Bound(held(clear)) } else { Bound(-held(face)) }
    }

    #[inline(always)]
    fn steps(self) -> u32 {
        self.0.max(0).unsigned_abs()
    }

    /// Whether a way of an extent surely stays within it.
    #[inline(always)]
    fn holds(self, extent: u32) -> bool {
        i64::from(extent) <= i64::from(self.0)
    }

    /// What is left of it after a way that it holds.
    #[inline(always)]
    fn after(self, extent: u32) -> Bound {
        if self.holds(extent) { Bound(self.0.wrapping_sub(extent.cast_signed())) } else { Bound::NONE }
    }

    fn is_same_face(self, other: Bound) -> bool {
        self == other && self.0 < Bound::UNSEEN.0
    }
}

impl State {
    const NEW: State = State { x: 0, y: 0, millis: i64::MIN, row: 0, set: u32::MAX, bound: Bound::UNSEEN };

    fn is_known(&self) -> bool {
        self.bound != Bound::UNSEEN
    }
}

/// A row that leaves the bound of its object, and where that was before.
#[derive(Debug, Clone, Copy)]
struct Step {
    row: u64,
    millis: i64,
    from_millis: i64,
    object: u32,
    from_x: u32,
    from_y: u32,
    x: u32,
    y: u32,
    from: Bound,
}

impl Step {
    const NONE: Step = Step {
        row: 0,
        millis: 0,
        from_millis: 0,
        object: 0,
        from_x: 0,
        from_y: 0,
        x: 0,
        y: 0,
        from: Bound::NONE,
    };
}

/// Steps that wait to be looked up together.
#[derive(Debug)]
struct Steps {
    steps: [Step; BLOCK],
    count: usize,
    /// Where their rows are looked up.
    block: Block,
    /// Where all rows are put on the grid.
    places: Block,
}

impl Default for Steps {
    fn default() -> Steps {
        Steps { steps: [Step::NONE; BLOCK], count: 0, block: Block::default(), places: Block::default() }
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
    /// Only while rows are taken is it taken out.
    steps: Option<Box<Steps>>,
    /// Rows that came, of all shards.
    seen: u64,
}

impl<'i> Live<'i> {
    /// Nothing is followed yet. Objects are numbered from 0; of none with a number of `most_objects` or more a row is taken:
    /// each number below the greatest that came costs 32 bytes.
    pub fn new(index: &'i Index, manner: Manner, most_objects: u32) -> Self {
        Live::of_shard(index, manner, most_objects, Shard::WHOLE)
    }

    /// The same for the objects of a shard; rows of others are passed over.
    pub fn of_shard(index: &'i Index, manner: Manner, most_objects: u32, shard: Shard) -> Self {
        let width = Width::widest();
        let telling = Telling::new(index, manner, width);
        Live { telling, width, states: Vec::new(), most_objects, shard, steps: None, seen: 0 }
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
        let mut steps = self.steps.take().unwrap_or_default();
        let taken = self.push_whole(&mut steps, rows, events, late);
        self.look_up(&mut steps, events);
        self.steps = Some(steps);
        taken
    }

    fn push_whole(
        &mut self,
        steps: &mut Steps,
        rows: Rows<'_>,
        events: &mut Vec<Event>,
        late: &mut Vec<u64>,
    ) -> Result<(), SweepError> {
        let start = self.seen;
        let number = |at: usize| start + u64::try_from(at).unwrap_or(0);
        let (taken, problem) = self.take_rows(steps, rows, number, events, late);
        self.seen = number(taken);
        problem
    }

    /// Picks the rows of the shard out of all, some thousand at a time.
    fn push_shard(
        &mut self,
        rows: Rows<'_>,
        events: &mut Vec<Event>,
        late: &mut Vec<u64>,
    ) -> Result<(), SweepError> {
        const TOGETHER: usize = 16 * BLOCK;
        let mut own = Dealt::of(self.shard, 0);
        let mut start = 0;
        while start < rows.objects.len() {
            let part = rows.part(start, start + TOGETHER);
            own.pick(part, self.seen);
            self.seen += u64::try_from(part.objects.len()).unwrap_or(0);
            self.push_dealt(&own, events, late)?;
            start += TOGETHER;
        }
        Ok(())
    }

    /// Takes rows that were dealt to the shard that is followed. Events and late rows are told with the numbers that the rows
    /// were given.
    ///
    /// # Errors
    /// If they were dealt to another shard; nothing is taken then. If a row is not on earth, or its object has too great a
    /// number; those before it were taken.
    pub fn push_dealt(
        &mut self,
        dealt: &Dealt,
        events: &mut Vec<Event>,
        late: &mut Vec<u64>,
    ) -> Result<(), SweepError> {
        if dealt.shard != self.shard {
            return Err(SweepError::OtherShard);
        }
        let mut steps = self.steps.take().unwrap_or_default();
        let number = |at: usize| dealt.numbers().get(at).copied().unwrap_or(u64::MAX);
        let (_, problem) = self.take_rows(&mut steps, dealt.rows(), number, events, late);
        self.look_up(&mut steps, events);
        self.steps = Some(steps);
        problem
    }

    /// Takes rows block by block; gives how many were taken and what is wrong with the next.
    fn take_rows(
        &mut self,
        steps: &mut Steps,
        rows: Rows<'_>,
        number: impl Fn(usize) -> u64,
        events: &mut Vec<Event>,
        late: &mut Vec<u64>,
    ) -> (usize, Result<(), SweepError>) {
        let Rows { objects, millis, lon_e7, lat_e7 } = rows;
        let columns = objects.chunks(BLOCK).zip(millis.chunks(BLOCK));
        for (block, ((objects, millis), (lon_e7, lat_e7))) in
            columns.zip(lon_e7.chunks(BLOCK).zip(lat_e7.chunks(BLOCK))).enumerate()
        {
            let start = block * BLOCK;
            let ahead = rows.objects.get(start + AHEAD..).unwrap_or(&[]);
            let own = Rows { objects, millis, lon_e7, lat_e7 };
            let (taken, problem) = self.take_block(steps, own, |at| number(start + at), ahead, events, late);
            if problem.is_err() {
                return (start + taken, problem);
            }
        }
        (rows.objects.len(), Ok(()))
    }

    /// Takes the rows of a block; gives how many were taken and what is wrong with the next. `ahead` are the objects of rows
    /// that come so many later.
    fn take_block(
        &mut self,
        steps: &mut Steps,
        rows: Rows<'_>,
        number: impl Fn(usize) -> u64,
        ahead: &[u32],
        events: &mut Vec<Event>,
        late: &mut Vec<u64>,
    ) -> (usize, Result<(), SweepError>) {
        let on_earth = self.width.on_earth(rows.lon_e7, rows.lat_e7);
        self.width.place(&mut steps.places, self.telling.index, rows);
        let mut ahead = ahead.iter();
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
            if !self.take(steps, at, *object, *millis, row) {
                late.push(row);
            }
            if steps.count == BLOCK {
                self.look_up(steps, events);
            }
        }
        self.telling.work.rows += u64::try_from(taken).unwrap_or(0);
        match problem {
            Some(problem) => (taken, Err(problem)),
            None if on_earth < rows.objects.len() => (taken, Err(SweepError::NotOnEarth(number(on_earth)))),
            None => (taken, Ok(())),
        }
    }

    /// Takes one row of a block, if it is not late. Where its object leaves its bound the step is kept; which rows do cannot be
    /// foreseen, so it is written down either way and counted only then.
    #[inline(always)]
    fn take(&mut self, steps: &mut Steps, at: usize, object: u32, millis: i64, row: u64) -> bool {
        let place = self.shard.place(object);
        if self.states.len() <= place {
            self.make_room(place + 1);
        }
        let (Some(state), Some((x, y))) = (self.states.get_mut(place), steps.places.coordinates(at)) else {
            return true;
        };
        if millis < state.millis {
            return false;
        }
        let from = *state;
        let extent = extent((&from.x, &x), (&from.y, &y));
        if let Some(step) = steps.steps.get_mut(steps.count) {
            let State { x: from_x, y: from_y, millis: from_millis, bound, .. } = from;
            *step = Step { row, millis, from_millis, object, from_x, from_y, x, y, from: bound };
        }
        steps.block.put(steps.count, x, y);
        steps.count += usize::from(!from.bound.holds(extent));
        *state = State { x, y, millis, row, set: from.set, bound: from.bound.after(extent) };
        true
    }

    /// Looks up the places of the steps that were kept, and tells what happened.
    fn look_up(&mut self, steps: &mut Steps, events: &mut Vec<Event>) {
        let (index, follows_ways) = (self.telling.index, self.telling.follows_ways());
        let Steps { steps, count, block, .. } = steps;
        if *count == 0 {
            return;
        }
        let in_leaves = self.width.find_placed(block, index);
        self.telling.work.in_leaves +=
            block.look_into_leaves(index, in_leaves, *count, &mut self.telling.overlay);
        for (at, step) in steps.iter().take(*count).enumerate() {
            let Some(state) = self.states.get_mut(self.shard.place(step.object)) else { continue };
            let Some((set, clear, face)) = block.place_of(at) else { continue };
            let next = Bound::of(clear, face);
            // After an earlier step of the same object that was kept its bound is only known now.
            let from = if step.from == Bound::NONE { state.bound } else { step.from };
            let before = std::mem::replace(&mut state.set, set);
            state.bound = next;
            let extent = extent((&step.from_x, &step.x), (&step.from_y, &step.y));
            let is_near = extent <= from.steps().saturating_add(next.steps());
            let is_quiet = is_near | from.is_same_face(next);
            if (step.from == Bound::UNSEEN) | (before != set) | (follows_ways & !is_quiet) {
                let Step { row, object, millis, .. } = *step;
                let spot = |x: u32, y: u32| index.window.spot(x, y);
                let last = (step.from != Bound::UNSEEN).then(|| Fix {
                    // Nobody asks for the row of a fix that is not the last.
                    row,
                    object,
                    millis: step.from_millis,
                    spot: spot(step.from_x, step.from_y),
                    set: before,
                });
                self.telling.hear(last, Fix { row, object, millis, spot: spot(step.x, step.y), set });
            }
        }
        *count = 0;
        self.telling.tell(events);
        let held = self.states.iter_mut().map(|state| &mut state.set);
        self.telling.overlay.keep_small(&index.sets, held);
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

    /// Lets go of an object that is followed: its last fix, and the zones that it lies in.
    pub(crate) fn let_go(&mut self, object: u32) -> Option<(Fix, Vec<u32>)> {
        let state = self.states.get_mut(self.shard.place(object)).filter(|state| state.is_known())?;
        let State { x, y, millis, row, set, .. } = std::mem::replace(state, State::NEW);
        let spot = self.telling.index.window.spot(x, y);
        let zones = self.telling.zones_of(set).into_owned();
        Some((Fix { row, object, millis, spot, set }, zones))
    }

    /// Follows an object from a fix on, as if it had come as a row and what it lies in had been told.
    pub(crate) fn take_up(&mut self, object: u32, row: u64, millis: i64, spot: Spot) {
        let place = self.shard.place(object);
        if self.states.len() <= place {
            self.make_room(place + 1);
        }
        let Telling { index, overlay, .. } = &mut self.telling;
        let set = index.set_at(spot, overlay);
        let (x, y) = index.window.inside(spot);
        if let Some(state) = self.states.get_mut(place) {
            *state = State { x, y, millis, row, set, bound: Bound::NONE };
        }
    }

    /// The next row that is pushed has this number.
    pub(crate) fn number_from(&mut self, first: u64) {
        self.seen = first;
    }

    /// Objects of this number or a greater one are not followed.
    pub(crate) fn most_objects(&self) -> u32 {
        self.most_objects
    }

    /// Ends all objects, in the order of their numbers.
    pub fn finish(self, events: &mut Vec<Event>) -> Work {
        let objects = (self.shard.number..).step_by(self.shard.of as usize);
        for (object, state) in objects.zip(&self.states) {
            if state.is_known() {
                let State { x, y, millis, row, set, .. } = *state;
                let spot = self.telling.index.window.spot(x, y);
                self.telling.end_object(Some(Fix { row, object, millis, spot, set }), events);
            }
        }
        self.telling.work
    }

    /// How much work it was so far.
    pub fn work(&self) -> Work {
        self.telling.work
    }
}
