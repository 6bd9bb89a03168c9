//! Positions as they come, of many objects at once: each is set beside the last of its object.

use crate::index::{Entry, Index};
use crate::sweep::{BLOCK, Block, Fix, Telling, fetch};
use crate::{Event, Manner, Rows, SweepError, Width, Work};

/// So many rows before it is needed the state of an object is fetched.
const AHEAD: usize = 24;
/// A box reaches no farther round its cell, whose side is no longer either, so that between two places in it the shorter
/// way round the earth stays in it.
const MOST_REACH: u32 = 1 << 28;

/// What is known of an object, in one line of the cache.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
struct State {
    /// Its last place, in the window.
    x: u32,
    y: u32,
    millis: i64,
    row: u64,
    /// The south-western corner of a box without edges round the last place, and its extent: nothing where none is known.
    west: u32,
    south: u32,
    wide: u32,
    high: u32,
    /// Steps round the last place in which there is surely no edge.
    clear: u32,
    set: u32,
    /// In which face of which leaf the last place is; nothing elsewhere.
    face: u32,
    is_known: bool,
}

impl State {
    const NEW: State = State {
        x: 0,
        y: 0,
        millis: i64::MIN,
        row: 0,
        west: 0,
        south: 0,
        wide: 0,
        high: 0,
        clear: 0,
        set: 0,
        face: 0,
        is_known: false,
    };

    /// Whether a place lies in the box.
    #[inline]
    fn holds(&self, x: u32, y: u32) -> bool {
        (x.wrapping_sub(self.west) < self.wide) & (y.wrapping_sub(self.south) < self.high)
    }

    fn fix(&self, index: &Index, object: u32) -> Fix {
        let State { row, millis, set, .. } = *self;
        Fix { row, object, millis, spot: index.window.spot(self.x, self.y), set }
    }
}

/// What is found of a place.
#[derive(Debug, Clone, Copy)]
struct Found {
    set: u32,
    face: u32,
    clear: u32,
    /// The south-western corner of a box without edges, and its side.
    corner: (u32, u32),
    side: u32,
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
        let on_earth = rows.on_earth();
        let start = self.telling.work.rows;
        let mut block = self.block.take().unwrap_or_default();
        self.width.place(&mut block, self.telling.index.window, rows);
        let fixes = rows.objects.iter().zip(rows.millis).zip(block.x.iter().zip(&block.y)).take(on_earth);
        let mut problem = None;
        for ((row, ((object, millis), (x, y))), soon) in
            (start..).zip(fixes).zip(ahead.map(Some).chain(std::iter::repeat(None)))
        {
            if let Some(soon) = soon {
                fetch(self.states.as_ptr().wrapping_add(*soon as usize));
            }
            if *object >= self.most_objects {
                problem = Some(SweepError::UnknownObject { row, object: *object, most: self.most_objects });
                break;
            }
            self.telling.work.rows += 1;
            self.take(*object, row, *millis, (*x, *y), events, late);
        }
        self.block = Some(block);
        let held = self.states.iter_mut().map(|state| &mut state.set);
        self.telling.overlay.keep_small(&self.telling.index.sets, held);
        match problem {
            Some(problem) => Err(problem),
            None if on_earth < rows.objects.len() => Err(SweepError::NotOnEarth(self.telling.work.rows)),
            None => Ok(()),
        }
    }

    #[inline]
    fn take(
        &mut self,
        object: u32,
        row: u64,
        millis: i64,
        (x, y): (u32, u32),
        events: &mut Vec<Event>,
        late: &mut Vec<u64>,
    ) {
        if self.states.len() <= object as usize {
            self.states.resize(object as usize + 1, State::NEW);
        }
        let Some(state) = self.states.get_mut(object as usize) else { return };
        if millis < state.millis {
            late.push(row);
            return;
        }
        if state.holds(x, y) {
            (state.x, state.y, state.millis, state.row) = (x, y, millis, row);
            return;
        }
        let last = *state;
        let found = find(&mut self.telling, x, y);
        let next = State {
            x,
            y,
            millis,
            row,
            west: found.corner.0,
            south: found.corner.1,
            wide: found.side,
            high: found.side,
            clear: found.clear,
            set: found.set,
            face: found.face,
            is_known: true,
        };
        *state = next;
        self.go_on(last, next, object, events);
    }

    fn go_on(&mut self, last: State, next: State, object: u32, events: &mut Vec<Event>) {
        let index = self.telling.index;
        if !last.is_known {
            return self.telling.begin_object(next.fix(index, object), events);
        }
        let is_loud = last.set != next.set
            || self.telling.follows_ways() && {
                let way = |from: u32, to: u32| to.wrapping_sub(from).cast_signed().unsigned_abs();
                let extent = way(last.x, next.x).max(way(last.y, next.y));
                let is_same_face = last.face == next.face && last.face != 0;
                extent > clear_now(&last).saturating_add(next.clear) && !is_same_face
            };
        if is_loud {
            self.telling.go_on(last.fix(index, object), next.fix(index, object), events);
        }
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

/// What is clear round the last place: it may have moved within its box since that was measured.
fn clear_now(state: &State) -> u32 {
    if state.wide == 0 {
        return 0;
    }
    let (east, north) = (state.x.wrapping_sub(state.west), state.y.wrapping_sub(state.south));
    let to_side = |at: u32, extent: u32| at.min(extent.saturating_sub(1).saturating_sub(at));
    to_side(east, state.wide).min(to_side(north, state.high))
}

fn find(telling: &mut Telling<'_>, x: u32, y: u32) -> Found {
    let index = telling.index;
    let Some(cell) = index.cell(x, y) else {
        // Round a place outside the window a square as wide as its way to the window, less one step.
        let clear = index.window.steps_outside(x, y).saturating_sub(1).min(MOST_REACH);
        let corner = (x.wrapping_sub(clear), y.wrapping_sub(clear));
        return Found { set: 0, face: 0, clear, corner, side: 2 * clear + 1 };
    };
    if cell.entry.is_uniform() {
        let reach = cell.entry.clearance().saturating_sub(1).min(MOST_REACH);
        let side = 1_u32 << cell.shift;
        let (last_x, last_y) = (side - 1 - (x - cell.x), side - 1 - (y - cell.y));
        let to_sides = (x - cell.x).min(y - cell.y).min(last_x.min(last_y));
        let corner = (cell.x.wrapping_sub(reach), cell.y.wrapping_sub(reach));
        let clear = to_sides + reach;
        return Found { set: cell.entry.set(), face: 0, clear, corner, side: 2 * reach + side };
    }
    telling.work.in_leaves += 1;
    let spot = index.window.spot(x, y);
    let nowhere = Found { set: 0, face: 0, clear: 0, corner: (x, y), side: 0 };
    match index.lines(cell.entry) {
        Some(lines) => {
            let side = lines.face(i64::from(x), i64::from(y));
            Found { set: lines.set(side), face: leaf_face(cell.entry, side), ..nowhere }
        }
        None => Found { set: index.set_in(&cell, spot, &mut telling.overlay), ..nowhere },
    }
}

fn leaf_face(entry: Entry, side: u32) -> u32 {
    u32::try_from(entry.leaf_start() + 1).unwrap_or(0) << 2 | side
}
