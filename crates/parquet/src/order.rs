//! How the rows of a table are sorted: by reading them, not by what the file says.

use parquet::file::reader::ChunkReader;

use crate::columns::Batch;
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
    /// The last time of each object, by its number, in milliseconds.
    last: Vec<Option<i64>>,
    /// How many have one.
    count: usize,
    object: Option<u32>,
    is_interleaved: bool,
}

impl<R: ChunkReader + 'static> Table<R> {
    /// How the rows of the groups that are asked for are sorted, by reading objects and times of all of them. Rows without object
    /// or time are in nobody's order.
    pub fn order(&self, group: impl FnMut(&usize) -> bool) -> Sorting {
        let mut rows = self.time_batches(group);
        let (mut batch, mut rejects, mut follower) = (Batch::default(), Vec::new(), Follower::default());
        while rows.next_into(&mut batch, &mut rejects) {
            rejects.clear();
            let mut pairs = batch.objects.iter().zip(&batch.millis);
            if !pairs.all(|(object, millis)| follower.is_in_order(*object, *millis)) {
                return Sorting::Unsorted;
            }
        }
        if follower.is_interleaved { Sorting::Interleaved } else { Sorting::ByObject }
    }
}

impl Follower {
    /// Whether a row comes behind the one before of its object.
    fn is_in_order(&mut self, object: u32, millis: i64) -> bool {
        let is_same = self.object.replace(object) == Some(object);
        let place = object as usize;
        if self.last.len() <= place {
            self.last.resize(place + 1, None);
        }
        let before = self.last.get_mut(place).and_then(|last| last.replace(millis));
        match before {
            Some(before) => {
                self.is_interleaved |= !is_same;
                before <= millis
            }
            None => {
                self.count += 1;
                self.count <= MOST_OBJECTS
            }
        }
    }
}
