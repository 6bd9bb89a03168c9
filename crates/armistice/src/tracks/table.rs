//! Tables in CSV, plain or gzip.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read};

use armistice_feeds::tracks::Tracks;

use super::{Piece, Reading, Take, TrackFileError};

/// Reads one table.
pub(super) fn read<E: From<TrackFileError>>(
    reading: &Reading<'_>,
    file: File,
    name: &str,
    take: &mut Take<'_, E>,
) -> Result<(), E> {
    let size = file.metadata().map_or(0, |metadata| metadata.len());
    let read = Cell::new(0);
    let counted = Counted { file, read: &read };
    let tracks = Tracks::open(counted, name, &reading.profiles).map_err(TrackFileError::from)?;
    for row in tracks {
        #[expect(clippy::cast_precision_loss, reason = "a share for people")]
        reading.share.set(if size == 0 { 0.0 } else { read.get() as f64 / size as f64 });
        take(Piece::Row(row))?;
    }
    Ok(())
}

/// Counts the bytes that are read.
struct Counted<'c> {
    file: File,
    read: &'c Cell<u64>,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.read.set(self.read.get() + read as u64);
        Ok(read)
    }
}
