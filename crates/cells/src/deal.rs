//! Rows of a stream dealt out to those who follow them, each row with its number in the stream.

use crate::{Rows, SweepError};

/// A share of the objects: those whose number leaves `number` when it is divided by `of`.
///
/// Each thread follows a shard of its own. They share the index, which nobody writes, and nothing else, so there are no
/// locks. All shards together tell what one would tell of all objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    pub(crate) number: u32,
    pub(crate) of: u32,
}

impl Shard {
    /// All objects.
    pub const WHOLE: Shard = Shard { number: 0, of: 1 };

    /// All shards, if there are so many; at least one.
    pub fn all(of: u32) -> impl Iterator<Item = Shard> {
        let of = of.max(1);
        (0..of).map(move |number| Shard { number, of })
    }

    pub(crate) fn holds(self, object: u32) -> bool {
        object % self.of == self.number
    }

    /// Where the state of an object is. Nothing is divided where all are in one shard.
    #[inline]
    pub(crate) fn place(self, object: u32) -> usize {
        (if self.of == 1 { object } else { object / self.of }) as usize
    }
}

/// Rows of one shard with their numbers in the stream, in its order.
///
/// Where several threads follow a stream, each row should be looked at once and not by all of them. So the stream is cut
/// into stretches, each stretch is dealt out to all shards ([`Dealt::out`]) by whoever is free, and each shard takes its
/// own of one stretch after the other ([`Live::push_dealt`](crate::Live::push_dealt)).
#[derive(Debug, Clone)]
pub struct Dealt {
    pub(crate) shard: Shard,
    objects: Vec<u32>,
    millis: Vec<i64>,
    lon_e7: Vec<i32>,
    lat_e7: Vec<i32>,
    numbers: Vec<u64>,
}

impl Dealt {
    /// A stretch of rows, the first of them with a number, dealt out to so many shards: what each gets, in the order of
    /// [`Shard::all`].
    ///
    /// # Errors
    /// If the columns have not the same length.
    pub fn out(rows: Rows<'_>, first: u64, shards: u32) -> Result<Vec<Dealt>, SweepError> {
        rows.are_even()?;
        let shards = shards.max(1);
        let share = rows.objects.len() / shards as usize;
        // A stream deals its objects out nearly evenly.
        let room = share + share / 8 + 64;
        let mut all: Vec<Dealt> = Shard::all(shards).map(|shard| Dealt::of(shard, room)).collect();
        let keys = rows.objects.iter().zip(rows.millis);
        let places = rows.lon_e7.iter().zip(rows.lat_e7);
        for (number, ((object, millis), (lon, lat))) in (first..).zip(keys.zip(places)) {
            if let Some(dealt) = all.get_mut((object % shards) as usize) {
                dealt.push(number, (*object, *millis), (*lon, *lat));
            }
        }
        Ok(all)
    }

    /// Nothing yet, with room for so many rows.
    pub(crate) fn of(shard: Shard, rows: usize) -> Dealt {
        Dealt {
            shard,
            objects: Vec::with_capacity(rows),
            millis: Vec::with_capacity(rows),
            lon_e7: Vec::with_capacity(rows),
            lat_e7: Vec::with_capacity(rows),
            numbers: Vec::with_capacity(rows),
        }
    }

    /// One more row.
    #[inline]
    pub(crate) fn push(&mut self, number: u64, (object, millis): (u32, i64), (lon_e7, lat_e7): (i32, i32)) {
        self.objects.push(object);
        self.millis.push(millis);
        self.lon_e7.push(lon_e7);
        self.lat_e7.push(lat_e7);
        self.numbers.push(number);
    }

    /// Takes those of its shard, in the place of what was there.
    pub(crate) fn pick(&mut self, rows: Rows<'_>, first: u64) {
        self.clear();
        let keys = rows.objects.iter().zip(rows.millis);
        let places = rows.lon_e7.iter().zip(rows.lat_e7);
        for (number, ((object, millis), (lon, lat))) in (first..).zip(keys.zip(places)) {
            if self.shard.holds(*object) {
                self.push(number, (*object, *millis), (*lon, *lat));
            }
        }
    }

    pub(crate) fn clear(&mut self) {
        self.objects.clear();
        self.millis.clear();
        self.lon_e7.clear();
        self.lat_e7.clear();
        self.numbers.clear();
    }

    /// The rows as columns.
    pub fn rows(&self) -> Rows<'_> {
        let Dealt { objects, millis, lon_e7, lat_e7, .. } = self;
        Rows { objects, millis, lon_e7, lat_e7 }
    }

    /// The number of each row.
    pub fn numbers(&self) -> &[u64] {
        &self.numbers
    }
}
