//! The new entries of another copy, read in their order, several bundles at a time: over a wire, waiting for one after
//! another would take longer than all the rest.

use std::collections::BTreeMap;
use std::thread;

use armistice_record::files::{Bundle, Files, ReadError, bundle};
use armistice_record::tile::{Row, Tile, WIDTH};

use super::PullError;

/// So many files are asked for at a time.
pub(super) const HANDS: usize = 8;
/// So many bytes are kept, so that what is read twice need not travel twice.
const KEPT: usize = 64 << 20;

/// The entries of a copy from one place on.
pub(super) struct Ahead<'a, F> {
    /// The copy.
    pub(super) from: &'a F,
    /// The first entry that is new.
    pub(super) old: u64,
    /// How many the copy has.
    pub(super) new: u64,
    kept: BTreeMap<Tile, Bundle>,
    bytes: usize,
}

impl<'a, F: Files + Sync> Ahead<'a, F> {
    /// The entries `old .. new`; none if the copy has no more than we.
    pub(super) fn new(from: &'a F, old: u64, new: u64) -> Self {
        Ahead { from, old, new, kept: BTreeMap::new(), bytes: 0 }
    }

    /// Calls with every entry that is new, in order.
    pub(super) fn each(
        &mut self,
        mut take: impl FnMut(&[u8]) -> Result<(), PullError>,
    ) -> Result<(), PullError> {
        let first = self.old / u64::from(WIDTH);
        let size = if self.new > self.old { self.new } else { 0 };
        let mut wanted = (first..).map_while(|index| Tile::of_row(Row::Entries, index, size)).peekable();
        while wanted.peek().is_some() {
            let some: Vec<Tile> = wanted.by_ref().take(HANDS).collect();
            for (tile, read) in some.iter().zip(self.read(&some)) {
                let read = read?;
                let held = usize::try_from(self.old.saturating_sub(tile.start())).unwrap_or(usize::MAX);
                read.entries().skip(held).try_for_each(&mut take)?;
                self.keep(*tile, read);
            }
        }
        Ok(())
    }

    /// These bundles, each asked for on a thread of its own if it is not kept.
    fn read(&mut self, wanted: &[Tile]) -> Vec<Result<Bundle, ReadError>> {
        let mut kept: Vec<Option<Bundle>> = wanted.iter().map(|tile| self.take_kept(tile)).collect();
        let from = self.from;
        thread::scope(|scope| {
            let asked: Vec<_> = wanted
                .iter()
                .zip(&mut kept)
                .map(|(tile, kept)| match kept.take() {
                    Some(bundle) => Err(bundle),
                    None => Ok(scope.spawn(|| bundle(from, *tile))),
                })
                .collect();
            let answered = asked.into_iter().map(|one| match one {
                Err(kept) => Ok(kept),
                Ok(hand) => hand.join().unwrap_or_else(|cause| std::panic::resume_unwind(cause)),
            });
            answered.collect()
        })
    }

    fn take_kept(&mut self, tile: &Tile) -> Option<Bundle> {
        let bundle = self.kept.remove(tile)?;
        self.bytes -= bundle.bytes().len();
        Some(bundle)
    }

    fn keep(&mut self, tile: Tile, bundle: Bundle) {
        let bytes = bundle.bytes().len();
        if self.bytes + bytes <= KEPT {
            self.bytes += bytes;
            self.kept.insert(tile, bundle);
        }
    }
}
