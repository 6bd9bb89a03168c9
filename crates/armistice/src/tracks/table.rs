//! Tables in CSV, plain or gzip.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read};
use std::rc::Rc;

use armistice_feeds::tracks::Tracks;

use super::{Piece, Reading, Take, TrackFileError};

/// Reads one table.
pub(super) fn read<E: From<TrackFileError>>(
    reading: &Reading<'_>,
    file: File,
    name: &str,
    take: &mut Take<'_, E>,
) -> Result<(), E> {
    let (counted, read) = Counted::new(file);
    let tracks = Tracks::open(counted, name, &reading.profiles).map_err(TrackFileError::from)?;
    for row in tracks {
        reading.share.set(read.share());
        take(Piece::Row(row))?;
    }
    Ok(())
}

/// Counts the bytes that are read.
pub(super) struct Counted {
    file: File,
    read: Rc<Cell<u64>>,
}

/// How much of a file has been read.
pub(super) struct Share {
    size: u64,
    read: Rc<Cell<u64>>,
}

impl Counted {
    pub(super) fn new(file: File) -> (Self, Share) {
        let size = file.metadata().map_or(0, |metadata| metadata.len());
        let read = Rc::new(Cell::new(0));
        (Counted { file, read: Rc::clone(&read) }, Share { size, read })
    }
}

impl Share {
    /// From 0 to 1; 0 where nobody knows.
    #[expect(clippy::cast_precision_loss, reason = "a share for people")]
    pub(super) fn share(&self) -> f64 {
        if self.size == 0 { 0.0 } else { self.read.get() as f64 / self.size as f64 }
    }
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.read.set(self.read.get() + read as u64);
        Ok(read)
    }
}
