//! Parquet in the one layout that every build of this program reads: that of segments.

use std::fs::File;
use std::io::Read as _;

use armistice_feeds::Reject;
use armistice_segment::Segment;

use super::{Piece, Reading, Take, TrackFileError};

/// A file is read as a whole; larger ones need the reader that goes group by group.
const LARGEST: u64 = 1 << 30;

/// Reads one file. A row group that cannot be read is set aside as a whole.
pub(super) fn read<E: From<TrackFileError>>(
    reading: &Reading<'_>,
    file: File,
    name: &str,
    take: &mut Take<'_, E>,
) -> Result<(), E> {
    let unreadable = |cause| TrackFileError::Unreadable { path: name.to_owned(), cause };
    let mut bytes = Vec::new();
    file.take(LARGEST).read_to_end(&mut bytes).map_err(unreadable)?;
    let other = |_| TrackFileError::NoParquet { path: name.to_owned() };
    let segment = Segment::open(&bytes).map_err(other)?;
    for group in 0..segment.groups() {
        match segment.fixes(group) {
            Ok(fixes) => fixes.into_iter().try_for_each(|fix| take(Piece::Row(Ok(fix))))?,
            Err(cause) => take(Piece::Row(Err(Reject::new(name, 0, cause.to_string(), b""))))?,
        }
        reading.share.set(share(group + 1, segment.groups()));
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "a share for people")]
fn share(done: usize, all: usize) -> f64 {
    done as f64 / all.max(1) as f64
}
