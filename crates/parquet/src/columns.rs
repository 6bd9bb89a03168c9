//! Whole batches of rows as columns of numbers, for who asks no more of a row than which object was where and when.
//!
//! One row after the other costs a hundred times what it costs to decode it: a text for its object, a case for each kind of
//! value. Here a batch is taken column by column, where the column is of a usual kind and the batch without holes:
//! coordinates and times stay numbers, and objects are numbered once for each entry of the file's dictionary ([`objects`]). A
//! group in which anything is not as usual is read row by row from there on, so that what is refused is refused for the same reasons.

mod numbers;
mod objects;

use armistice_feeds::Reject;
use parquet::errors::Result;
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::reader::ChunkReader;

use self::numbers::Numbers;
pub use self::objects::Names;
use self::objects::Objects;
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
    /// The number in the file of the first row, from 1; the others follow it, unless they are listed.
    first: u64,
    listed: Vec<u64>,
}

/// The rows of some groups, batch by batch.
pub struct Batches<'t, R: ChunkReader> {
    table: &'t Table<R>,
    leaves: Vec<usize>,
    groups: std::vec::IntoIter<usize>,
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

    fn clear(&mut self) {
        self.objects.clear();
        self.millis.clear();
        self.lon_e7.clear();
        self.lat_e7.clear();
        self.listed.clear();
    }
}

impl<R: ChunkReader + 'static> Table<R> {
    /// The rows of the groups that are asked for, in the order of the file, as columns: objects, times and places. What else a
    /// row tells is not looked at.
    pub fn batches(&self, group: impl FnMut(&usize) -> bool) -> Batches<'_, R> {
        let groups = (0..self.group_count()).filter(group).collect::<Vec<_>>().into_iter();
        let mut leaves = self.layout.identifying();
        match &self.layout.place {
            Place::Pair { lat, lon } => leaves.extend([lat.0, lon.0]),
            Place::Wkb(leaf) => leaves.push(*leaf),
        }
        leaves.sort_unstable();
        leaves.dedup();
        Batches { table: self, leaves, groups, names: Names::default(), open: Open::Nothing }
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
                    let is_over = take_rows(self.table, rows, &mut self.names, batch, rejects);
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

    fn open(&mut self, number: usize) {
        let group = self.table.groups().get(number);
        let before = (0..number).map(|group| self.table.rows_of(group)).fold(0, u64::saturating_add);
        match group.map(|group| Group::open(self.table, group, number, before)) {
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
    rows: &mut Rows<'_, R>,
    names: &mut Names,
    batch: &mut Batch,
    rejects: &mut Vec<Reject>,
) -> bool {
    let layout: &Layout = &table.layout;
    for _ in 0..BATCH {
        let (number, values) = match rows.next() {
            None => return true,
            Some(Row::Lost(number, reason)) => {
                rejects.push(Reject::new(&table.file, number, reason, b""));
                continue;
            }
            Some(Row::Whole(number, values)) => (number, values),
        };
        match layout.sighting(|leaf| values.of(leaf)) {
            Ok((object, time, position)) => {
                batch.objects.push(names.number(&object));
                batch.millis.push(time.millis());
                batch.lon_e7.push(position.lon_e7());
                batch.lat_e7.push(position.lat_e7());
                batch.listed.push(number);
            }
            Err(reason) => {
                rejects.push(Reject::new(&table.file, number, reason, values.shown().as_bytes()));
            }
        }
    }
    false
}

impl<R: ChunkReader + 'static> Group<R> {
    /// A group whose columns are all of usual kinds; `None` where one is not.
    fn open(table: &Table<R>, group: &RowGroupMetaData, number: usize, before: u64) -> Result<Option<Self>> {
        let Layout { object, time, place, .. } = &table.layout;
        let Place::Pair { lat, lon } = place else { return Ok(None) };
        let numbers = |leaf: usize| Numbers::open(&table.source, group, leaf);
        let parts = (Objects::open(&table.source, group, object)?, numbers(time.0)?);
        let (Some(objects), Some(times)) = parts else { return Ok(None) };
        let (Some(lats), Some(lons)) = (numbers(lat.0)?, numbers(lon.0)?) else { return Ok(None) };
        let rows = table.rows_of(number);
        let (time, lat, lon) = ((times, time.1.clone()), (lats, lat.1), (lons, lon.1));
        Ok(Some(Group { number, before, done: 0, rows, objects, time, lat, lon }))
    }

    /// The next batch; false where something is not as usual.
    fn next(&mut self, names: &mut Names, batch: &mut Batch) -> Result<bool> {
        let most = usize::try_from(self.rows - self.done).unwrap_or(BATCH).min(BATCH);
        let are_read = self.lat.0.read(most)?
            && self.lon.0.read(most)?
            && self.time.0.read(most)?
            && self.objects.read(most, names, &mut batch.objects)?;
        if !are_read {
            return Ok(false);
        }
        let are_good = self.lat.0.degrees(self.lat.1, 90.0, &mut batch.lat_e7)
            && self.lon.0.degrees(self.lon.1, 180.0, &mut batch.lon_e7)
            && self.time.0.millis(&self.time.1, &mut batch.millis);
        batch.first = self.before.saturating_add(self.done).saturating_add(1);
        self.done += most as u64;
        if !are_good {
            self.done -= most as u64;
        }
        Ok(are_good)
    }
}

impl<R: ChunkReader> std::fmt::Debug for Batches<'_, R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Batches").field("file", &self.table.file).finish_non_exhaustive()
    }
}
