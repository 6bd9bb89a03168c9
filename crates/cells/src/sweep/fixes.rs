//! Fixes whose sets are read off the map, some thousand together: what is asked of the table for them is asked for many at once, and
//! then only codes are compared.

use super::block::Fix;
use super::changes::Telling;
use super::codes::{Asked, Codes};
use super::{Event, Rows, SweepError};
use crate::index::Map;
use crate::marks::{BLOCK, each_row};
use crate::{Spot, Width};

/// Rows that are read together: what is kept of them stays in the second cache.
pub(super) const STRETCH: usize = 48 * BLOCK;

/// What it takes to sweep a stretch of rows.
#[derive(Debug)]
pub(super) struct Stretch {
    reader: Codes,
    codes: Vec<u32>,
    marks: [u32; BLOCK],
}

impl Default for Stretch {
    fn default() -> Stretch {
        Stretch { reader: Codes::default(), codes: Vec::new(), marks: [0; BLOCK] }
    }
}

impl Stretch {
    /// Sweeps rows after the last one before them, and leaves the last of them in its place.
    pub(super) fn sweep(
        &mut self,
        telling: &mut Telling<'_>,
        (width, map): (Width, &Map),
        rows: Rows<'_>,
        last: &mut Option<Fix>,
        events: &mut Vec<Event>,
    ) -> Result<(), SweepError> {
        let start = telling.work.rows;
        let read = self.read(telling, (width, map), rows, last.map(|last| (last.object, last.millis)));
        let good = self.codes.len();
        let fix = |at: usize| {
            Some(Fix {
                row: start + u64::try_from(at).unwrap_or(0),
                object: *rows.objects.get(at)?,
                millis: *rows.millis.get(at)?,
                // Where nothing but fixes is looked at, nobody asks for it.
                spot: Spot::default(),
                set: map.set_of(*self.codes.get(at)?),
            })
        };
        if let Some(first) = fix(0) {
            telling.tell_at_once(*last, first, events);
        }
        for from in (0..good.saturating_sub(1)).step_by(BLOCK) {
            // One more than pairs.
            let end = good.min(from + BLOCK + 1);
            let (objects, codes) = (rows.objects.get(from..end), self.codes.get(from..end));
            let (Some(objects), Some(codes)) = (objects, codes) else { continue };
            let differ = width.differ(codes, objects, &mut self.marks);
            let pairs = codes.len() - 1;
            for (word, bits) in differ.into_iter().enumerate() {
                each_row(word, bits, pairs, &mut |pair| {
                    let at = from + pair;
                    if let Some(next) = fix(at + 1) {
                        telling.tell_at_once(fix(at), next, events);
                    }
                });
            }
        }
        *last = good.checked_sub(1).map_or(*last, fix);
        telling.work.rows = start + u64::try_from(good).unwrap_or(0);
        read
    }

    /// Reads the codes of rows, up to the first that cannot be swept.
    fn read(
        &mut self,
        telling: &mut Telling<'_>,
        (width, map): (Width, &Map),
        rows: Rows<'_>,
        mut before: Option<(u32, i64)>,
    ) -> Result<(), SweepError> {
        let (index, start) = (telling.index, telling.work.rows);
        let mut asked = Asked { index, map, overlay: &mut telling.overlay, in_leaves: 0 };
        self.codes.clear();
        let mut read = Ok(());
        for from in (0..rows.objects.len()).step_by(BLOCK) {
            let block = rows.part(from, from + BLOCK);
            let (good, problem) = width.checked(block, before, start + u64::try_from(from).unwrap_or(0));
            self.reader.read(width, &mut asked, block, good, &mut self.codes);
            if let Some(problem) = problem {
                read = Err(problem);
                break;
            }
            before = block.objects.last().copied().zip(block.millis.last().copied());
        }
        self.reader.look_closer(&mut asked, &mut self.codes);
        telling.work.in_leaves += asked.in_leaves;
        read
    }
}
