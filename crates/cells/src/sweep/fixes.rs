//! Fixes whose sets are read off the map, some thousand together: what is asked of the table for them is asked for many at once, and
//! then only codes are compared.

use super::block::Fix;
use super::changes::Telling;
use super::codes::{Asked, Codes};
use super::{Event, Seen};
use crate::fetch::fetch;
use crate::index::Map;
use crate::marks::{BLOCK, Bits, each_row};
use crate::rows::Rows;
use crate::tracks::Checked;
use crate::{Spot, Width};

/// Rows that are read together: what is kept of them stays in the second cache.
pub(super) const STRETCH: usize = 48 * BLOCK;

/// What it takes to sweep a stretch of rows.
#[derive(Debug)]
pub(super) struct Stretch {
    reader: Codes,
    codes: Vec<u32>,
    marks: [u32; BLOCK],
    /// The rows at which something happens, of a block and of the one before it.
    loud: [Vec<usize>; 2],
}

impl Default for Stretch {
    fn default() -> Stretch {
        Stretch {
            reader: Codes::default(),
            codes: Vec::new(),
            marks: [0; BLOCK],
            loud: [Vec::new(), Vec::new()],
        }
    }
}

impl Stretch {
    /// Reads the codes of a block of places that were looked at.
    pub(super) fn read(&mut self, telling: &mut Telling<'_>, map: &Map, rows: Rows<'_>, width: Width) {
        let mut asked = Asked { index: telling.index, map, overlay: &mut telling.overlay, in_leaves: 0 };
        self.reader.read(width, &mut asked, rows, rows.lon_e7.len(), &mut self.codes);
        telling.work.in_leaves += asked.in_leaves;
    }

    /// Tells what happened at the rows whose codes were read, after the last one before them, and leaves the last of them in its
    /// place.
    pub(super) fn tell(
        &mut self,
        telling: &mut Telling<'_>,
        (width, map): (Width, &Map),
        rows: Checked<'_>,
        last: &mut Option<Fix>,
        events: &mut Vec<Event>,
    ) {
        let mut asked = Asked { index: telling.index, map, overlay: &mut telling.overlay, in_leaves: 0 };
        self.reader.look_closer(&mut asked, &mut self.codes);
        telling.work.in_leaves += asked.in_leaves;
        let (start, codes, millis) = (telling.work.rows, &self.codes, rows.millis());
        let mut objects = rows.objects();
        let set = |at: usize| codes.get(at).map(|code| map.set_of(*code));
        let fix = |object: u32, at: usize| {
            let row = start + u64::try_from(at).unwrap_or(0);
            // Where nothing but fixes is looked at, nobody asks for the spot.
            Some(Fix { row, object, millis: *millis.get(at)?, spot: Spot::default(), set: set(at)? })
        };
        if let Some(first) = fix(objects.of(0), 0) {
            telling.tell_at_once(*last, first, events);
        }
        let mut starts = rows.objects();
        let [next, now] = &mut self.loud;
        // One block more than there are: what was heard of the last is told then.
        for from in (0..rows.len() + BLOCK).step_by(BLOCK) {
            std::mem::swap(next, now);
            next.clear();
            // One more than pairs.
            if let Some(codes) = codes.get(from..rows.len().min(from + BLOCK + 1)) {
                let mut differ = width.differ(codes, &mut self.marks);
                starts.mark_starts(from + 1, &mut differ);
                listen(differ, from, codes.len().saturating_sub(1), millis, next);
            }
            for at in now.iter().copied() {
                let (before, object) = (objects.of(at - 1), objects.of(at));
                let Some(fix_there) = fix(object, at) else { continue };
                if before == object {
                    let before = set(at - 1).unwrap_or(fix_there.set);
                    telling.tell_at_fix(before, fix_there, Seen::Fix, events);
                } else {
                    telling.tell_at_once(fix(before, at - 1), fix_there, events);
                }
            }
        }
        *last = rows.len().checked_sub(1).map_or(*last, |at| fix(objects.of(at), at));
        telling.work.rows = start + u64::try_from(rows.len()).unwrap_or(0);
        self.codes.clear();
    }
}

/// Notes the later row of each pair of a block that is marked. Its time is fetched, for no others are looked at; it is told one block
/// later, when that has come.
fn listen(differ: Bits, from: usize, pairs: usize, millis: &[i64], loud: &mut Vec<usize>) {
    for (word, bits) in differ.into_iter().enumerate() {
        each_row(word, bits, pairs, &mut |pair| {
            let row = from + pair + 1;
            fetch(millis.as_ptr().wrapping_add(row));
            loud.push(row);
        });
    }
}
