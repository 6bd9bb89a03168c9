//! Whole batches of rows as columns of numbers.
//!
//! One row after the other costs a hundred times what it costs to decode it: a text for its object, a case for each kind of
//! value. Here a batch is taken column by column, where the column is of a usual kind and no row lacks what every position needs:
//! coordinates and times stay numbers, and objects are numbered once for each entry of the file's dictionary ([`objects`]). A
//! group in which anything is not as usual is read row by row from there on, so that what is refused is refused for the same reasons.

mod coded;
mod deltas;
mod more;
mod numbers;
mod objects;

use armistice_earth::Position;
use armistice_facts::{Fix, Height, Instant};
use armistice_feeds::Reject;
use parquet::errors::Result;
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::reader::ChunkReader;

use self::more::More;
use self::numbers::Numbers;
pub use self::objects::Names;
use self::objects::Objects;
use crate::column::Value;
use crate::fixes::{Row, Rows};
use crate::layout::{Layout, Place, Scale};
use crate::moment::Clock;
use crate::table::Table;

/// So many rows are decoded at once.
const BATCH: usize = 8192;

/// Rows as columns of one length.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The object of each row, by its number in [`Batches::names`]: objects are numbered as they first come.
    pub objects: Vec<u32>,
    /// Milliseconds since 1970-01-01T00:00:00 UTC.
    pub millis: Vec<i64>,
    /// Longitudes in ten-millionths of a degree.
    pub lon_e7: Vec<i32>,
    /// Latitudes in ten-millionths of a degree.
    pub lat_e7: Vec<i32>,
    /// Bounds of the errors of the positions in metres, 0 where none is stated; empty where none is stated in any row, or they
    /// were not asked for.
    pub error_metres: Vec<u32>,
    /// Heights; empty where no row has one, or they were not asked for.
    pub heights: Vec<Option<Height>>,
    /// Speeds over the ground in millimetres a second; empty where no row has one, or they were not asked for.
    pub speeds_mm_s: Vec<Option<u32>>,
    /// The number in the file of the first row, from 1; the others follow it, unless they are listed.
    first: u64,
    listed: Vec<u64>,
}

/// What is asked of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// Which object, and when.
    Times,
    /// And where.
    Places,
    /// All that a fix holds.
    Fixes,
}

/// The rows of some groups, batch by batch.
pub struct Batches<'t, R: ChunkReader> {
    table: &'t Table<R>,
    asked: Asked,
    leaves: Vec<usize>,
    groups: std::vec::IntoIter<usize>,
    /// The group of the last batch.
    group: Option<usize>,
    names: Names,
    open: Open<'t, R>,
}

/// How the group is read that is being read.
enum Open<'t, R: ChunkReader> {
    Nothing,
    Columns(Box<Group<R>>),
    Rows(Box<Rows<'t, R>>),
}

/// A group that is read column by column.
struct Group<R: ChunkReader> {
    number: usize,
    /// Rows before the group, and those of it that were handed out.
    before: u64,
    done: u64,
    rows: u64,
    objects: Objects<R>,
    time: (Numbers, Clock),
    place: Option<Pair>,
    more: Option<More<R>>,
}

/// Latitudes and longitudes.
struct Pair {
    lat: (Numbers, Scale),
    lon: (Numbers, Scale),
}

impl Batch {
    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.objects.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty()
    }

    /// The number in the file of a row of the batch, from 1.
    #[must_use]
    pub fn row(&self, at: usize) -> u64 {
        self.listed.get(at).copied().unwrap_or_else(|| self.first.saturating_add(at as u64))
    }

    /// The numbers of the rows that do not follow the first; empty where all do.
    #[must_use]
    pub fn listed(&self) -> &[u64] {
        &self.listed
    }

    /// The fix of a row, with the identifiers that its object is numbered by; `None` if there is no such row.
    #[must_use]
    pub fn fix(&self, at: usize, names: &Names) -> Option<Fix> {
        let position = Position::from_e7(*self.lon_e7.get(at)?, *self.lat_e7.get(at)?);
        Some(Fix {
            object: names.of(*self.objects.get(at)?)?.to_owned(),
            time: Instant::from_millis(*self.millis.get(at)?).ok()?,
            position: position.ok()?,
            error_metres: self.error_metres.get(at).copied().unwrap_or(0),
            height: self.heights.get(at).copied().flatten(),
            speed_mm_s: self.speeds_mm_s.get(at).copied().flatten(),
            row: self.row(at),
        })
    }

    fn clear(&mut self) {
        self.objects.clear();
        self.millis.clear();
        self.lon_e7.clear();
        self.lat_e7.clear();
        self.error_metres.clear();
        self.heights.clear();
        self.speeds_mm_s.clear();
        self.listed.clear();
    }
}

impl<R: ChunkReader + 'static> Table<R> {
    /// The rows of the groups that are asked for, in the order of the file, as columns: objects, times and places. What else a
    /// row tells is not looked at.
    pub fn batches(&self, group: impl FnMut(&usize) -> bool) -> Batches<'_, R> {
        let mut leaves = self.layout.identifying();
        match &self.layout.place {
            Place::Pair { lat, lon } => leaves.extend([lat.0, lon.0]),
            Place::Wkb(leaf) => leaves.push(*leaf),
        }
        self.asking(Asked::Places, leaves, group)
    }

    /// The same with all that a fix holds: what [`Table::fixes`] tells of the same rows, and refused for the same reasons.
    pub fn fix_batches(&self, group: impl FnMut(&usize) -> bool) -> Batches<'_, R> {
        self.asking(Asked::Fixes, self.layout.leaves(), group)
    }

    /// Objects and times alone: places are not looked at, and all are told as 0.
    pub(crate) fn time_batches(&self, group: impl FnMut(&usize) -> bool) -> Batches<'_, R> {
        self.asking(Asked::Times, self.layout.identifying(), group)
    }

    fn asking(
        &self,
        asked: Asked,
        mut leaves: Vec<usize>,
        group: impl FnMut(&usize) -> bool,
    ) -> Batches<'_, R> {
        let groups = (0..self.group_count()).filter(group).collect::<Vec<_>>().into_iter();
        leaves.sort_unstable();
        leaves.dedup();
        Batches {
            table: self,
            asked,
            leaves,
            groups,
            group: None,
            names: Names::default(),
            open: Open::Nothing,
        }
    }
}

impl<R: ChunkReader + 'static> Batches<'_, R> {
    /// Puts the next rows into a batch, in the place of what it held; false where there are no more. Rows that cannot be read
    /// are appended to the rejects. A batch may be empty.
    pub fn next_into(&mut self, batch: &mut Batch, rejects: &mut Vec<Reject>) -> bool {
        batch.clear();
        loop {
            match &mut self.open {
                Open::Nothing => {
                    let Some(number) = self.groups.next() else { return false };
                    self.open(number);
                }
                Open::Columns(group) if group.done >= group.rows => self.open = Open::Nothing,
                Open::Columns(group) => {
                    if matches!(group.next(&mut self.names, batch), Ok(true)) {
                        return true;
                    }
                    batch.clear();
                    let (number, done) = (group.number, group.done);
                    self.open_rows(number, done);
                }
                Open::Rows(rows) => {
                    let is_over = take_rows(self.table, self.asked, rows, &mut self.names, batch, rejects);
                    if is_over {
                        self.open = Open::Nothing;
                    }
                    return true;
                }
            }
        }
    }

    /// The identifiers of objects, by number.
    #[must_use]
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The row group that the last batch belongs to: no batch is of two.
    #[must_use]
    pub fn group(&self) -> Option<usize> {
        self.group
    }

    fn open(&mut self, number: usize) {
        self.group = Some(number);
        let group = self.table.groups().get(number);
        let before = (0..number).map(|group| self.table.rows_of(group)).fold(0, u64::saturating_add);
        match group.map(|group| Group::open(self.table, self.asked, group, number, before)) {
            Some(Ok(Some(group))) => self.open = Open::Columns(Box::new(group)),
            _ => self.open_rows(number, 0),
        }
    }

    /// Reads a group row by row, without those that were handed out already.
    fn open_rows(&mut self, number: usize, done: u64) {
        let mut rows = Rows::new(self.table, self.leaves.clone(), vec![number]);
        for _ in 0..done {
            if matches!(rows.next(), None | Some(Row::Lost(..))) {
                break;
            }
        }
        self.open = Open::Rows(Box::new(rows));
    }
}

/// Takes rows one by one; true where there are no more.
fn take_rows<R: ChunkReader + 'static>(
    table: &Table<R>,
    asked: Asked,
    rows: &mut Rows<'_, R>,
    names: &mut Names,
    batch: &mut Batch,
    rejects: &mut Vec<Reject>,
) -> bool {
    for _ in 0..BATCH {
        let (number, values) = match rows.next() {
            None => return true,
            Some(Row::Lost(number, reason)) => {
                rejects.push(Reject::new(&table.file, number, reason, b""));
                continue;
            }
            Some(Row::Whole(number, values)) => (number, values),
        };
        match one(&table.layout, asked, number, |leaf| values.of(leaf)) {
            Ok(fix) => batch.take(&fix, asked, names),
            Err(reason) => {
                rejects.push(Reject::new(&table.file, number, reason, values.shown().as_bytes()));
            }
        }
    }
    false
}

/// What is asked of one row.
fn one<'v>(
    layout: &Layout,
    asked: Asked,
    row: u64,
    value: impl Fn(usize) -> &'v Value,
) -> std::result::Result<Fix, String> {
    let (object, time, position) = match asked {
        Asked::Fixes => return layout.fix(row, value),
        Asked::Places => layout.sighting(value)?,
        Asked::Times => {
            let origin = Position::from_e7(0, 0).map_err(|error| error.to_string())?;
            (layout.object(&value)?, layout.time.1.instant(value(layout.time.0))?, origin)
        }
    };
    Ok(Fix { object, time, position, error_metres: 0, height: None, speed_mm_s: None, row })
}

impl Batch {
    fn take(&mut self, fix: &Fix, asked: Asked, names: &mut Names) {
        self.objects.push(names.number(&fix.object));
        self.millis.push(fix.time.millis());
        self.lon_e7.push(fix.position.lon_e7());
        self.lat_e7.push(fix.position.lat_e7());
        self.listed.push(fix.row);
        if asked == Asked::Fixes {
            self.error_metres.push(fix.error_metres);
            self.heights.push(fix.height);
            self.speeds_mm_s.push(fix.speed_mm_s);
        }
    }
}

impl<R: ChunkReader + 'static> Group<R> {
    /// A group whose columns are all of usual kinds; `None` where one is not.
    fn open(
        table: &Table<R>,
        asked: Asked,
        group: &RowGroupMetaData,
        number: usize,
        before: u64,
    ) -> Result<Option<Self>> {
        let Layout { object, time, place, .. } = &table.layout;
        let numbers = |leaf: usize| Numbers::open(&table.source, group, leaf);
        let parts = (Objects::open(&table.source, group, object)?, numbers(time.0)?);
        let (Some(objects), Some(times)) = parts else { return Ok(None) };
        let place = match place {
            _ if asked == Asked::Times => None,
            Place::Wkb(_) => return Ok(None),
            Place::Pair { lat, lon } => {
                let (Some(lats), Some(lons)) = (numbers(lat.0)?, numbers(lon.0)?) else { return Ok(None) };
                Some(Pair { lat: (lats, lat.1), lon: (lons, lon.1) })
            }
        };
        let more = match asked {
            Asked::Fixes => match More::open(table, group)? {
                Some(more) => Some(more),
                None => return Ok(None),
            },
            Asked::Times | Asked::Places => None,
        };
        let rows = table.rows_of(number);
        Ok(Some(Group { number, before, done: 0, rows, objects, time: (times, time.1.clone()), place, more }))
    }

    /// The next batch; false where something is not as usual.
    fn next(&mut self, names: &mut Names, batch: &mut Batch) -> Result<bool> {
        let most = usize::try_from(self.rows - self.done).unwrap_or(BATCH).min(BATCH);
        let are_read = self.place.as_mut().map_or(Ok(true), |place| place.read(most))?
            && self.time.0.read(most)?
            && self.objects.read(most, names, &mut batch.objects)?;
        if !are_read {
            return Ok(false);
        }
        let are_on_earth = match &mut self.place {
            Some(place) => place.put(batch),
            None => {
                batch.lat_e7.resize(most, 0);
                batch.lon_e7.resize(most, 0);
                true
            }
        };
        if !are_on_earth || !self.time.0.millis(&self.time.1, &mut batch.millis) {
            return Ok(false);
        }
        if let Some(more) = &mut self.more
            && !more.read(most, batch)?
        {
            return Ok(false);
        }
        batch.first = self.before.saturating_add(self.done).saturating_add(1);
        self.done += most as u64;
        Ok(true)
    }
}

impl Pair {
    fn read(&mut self, most: usize) -> Result<bool> {
        Ok(self.lat.0.read(most)? && self.lon.0.read(most)?)
    }

    fn put(&mut self, batch: &mut Batch) -> bool {
        self.lat.0.degrees(self.lat.1, 90.0, &mut batch.lat_e7)
            && self.lon.0.degrees(self.lon.1, 180.0, &mut batch.lon_e7)
    }
}

impl<R: ChunkReader> std::fmt::Debug for Batches<'_, R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Batches").field("file", &self.table.file).finish_non_exhaustive()
    }
}
