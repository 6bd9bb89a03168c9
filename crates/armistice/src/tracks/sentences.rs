//! Sentences of AIS receivers.

use std::fs::File;

use armistice_feeds::nmea::Sentences;

use super::table::Counted;
use super::{Piece, Reading, Take, TrackFileError};

/// Reads one file.
pub(super) fn read<E: From<TrackFileError>>(
    reading: &Reading<'_>,
    file: File,
    name: &str,
    take: &mut Take<'_, E>,
) -> Result<(), E> {
    let (counted, read) = Counted::new(file);
    let unreadable = |cause| TrackFileError::Unreadable { path: name.to_owned(), cause };
    let mut sentences = Sentences::open(counted, name, None).map_err(unreadable)?;
    for row in sentences.by_ref() {
        reading.share.set(read.share());
        take(Piece::Row(row))?;
    }
    reading.others.set(reading.others.get() + sentences.others);
    Ok(())
}
