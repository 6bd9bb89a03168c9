//! How the rows of a table are sorted: by reading them, not by what the file says.

use std::collections::BTreeMap;

use armistice_facts::Instant;
use parquet::file::reader::ChunkReader;

use crate::fixes::{Row, Rows};
use crate::table::Table;

/// The most objects whose last time is held; with more, a table counts as unsorted.
const MOST_OBJECTS: usize = 1_000_000;

/// How the rows of a table are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sorting {
    /// All rows of an object stand together, in the order of time.
    ByObject,
    /// The rows of each object are in the order of time, those of others between them.
    Interleaved,
    /// Some row comes after a later one of its object.
    Unsorted,
}

/// Follows the order of rows.
#[derive(Debug, Default)]
struct Follower {
    /// The last time of each object.
    last: BTreeMap<String, Instant>,
    object: String,
    time: Option<Instant>,
    is_interleaved: bool,
}

impl<R: ChunkReader + 'static> Table<R> {
    /// How the rows of the groups that are asked for are sorted, by reading objects and times of all of them.
    pub fn order(&self, group: impl FnMut(&usize) -> bool) -> Sorting {
        of(self, (0..self.group_count()).filter(group).collect())
    }
}

/// How the rows of some groups are sorted. Rows without object or time are in nobody's order.
fn of<R: ChunkReader + 'static>(table: &Table<R>, groups: Vec<usize>) -> Sorting {
    let mut rows = Rows::new(table, table.layout.identifying(), groups);
    let mut follower = Follower::default();
    while let Some(row) = rows.next() {
        let Row::Whole(_, values) = row else { continue };
        let object = table.layout.object(|leaf| values.of(leaf));
        let time = table.layout.time.1.instant(values.of(table.layout.time.0));
        if let (Ok(object), Ok(time)) = (object, time)
            && !follower.is_in_order(object, time)
        {
            return Sorting::Unsorted;
        }
    }
    if follower.is_interleaved { Sorting::Interleaved } else { Sorting::ByObject }
}

impl Follower {
    fn is_in_order(&mut self, object: String, time: Instant) -> bool {
        if object == self.object && self.time.is_some() {
            let is_later = self.time.is_none_or(|last| last <= time);
            self.time = Some(time);
            return is_later;
        }
        let next = self.last.get(&object).copied();
        if let Some(last) = self.time.replace(time) {
            self.last.insert(std::mem::replace(&mut self.object, object), last);
        } else {
            self.object = object;
        }
        self.is_interleaved |= next.is_some();
        next.is_none_or(|last| last <= time) && self.last.len() < MOST_OBJECTS
    }
}
