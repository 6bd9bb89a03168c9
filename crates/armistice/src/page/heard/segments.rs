//! The segments of positions that the record of a case binds (docs/formats/segment.md).

use std::path::Path;

use armistice_feeds::tracks::{Profile, Tracks as Table};
use armistice_ledger::Folder;
use armistice_record::Hash;
use armistice_record::checkpoint::Checkpoint;
use armistice_record::entry::Entry;
use armistice_record::files::{self, CHECKPOINT, Files as _, blob_path};
use armistice_record::json::Json;
use armistice_record::note::Note;
use armistice_record::tile::{Row, Tile};

use super::tracks::Tracks;
use crate::tracks::{Reading, TrackFileError};

/// How far the record has been read.
#[derive(Debug, Default)]
pub(super) struct Segments {
    read: u64,
}

impl Segments {
    /// Reads the segments of the entries that are new. What does not fit its hash, or is not there, is for `record verify` to
    /// tell: here it is passed over.
    pub(super) fn read(&mut self, case: &Path, profiles: &[Profile], tracks: &mut Tracks) {
        let folder = Folder::new(&case.join("record"));
        let Some(size) = size(&folder).filter(|size| *size > self.read) else { return };
        for bundle in (0..).map_while(|index| Tile::of_row(Row::Entries, index, size)) {
            if bundle.start() + 256 <= self.read {
                continue;
            }
            let Ok(entries) = files::entries(&folder, bundle) else { return };
            for (index, leaf) in (bundle.start()..).zip(&entries) {
                if index >= self.read
                    && let Some(digest) = segment(leaf)
                    && let Ok(Some(bytes)) = folder.read(&blob_path(digest))
                    && Hash::of(&bytes) == digest
                {
                    take(&bytes, &folder.root().join(blob_path(digest)), profiles, tracks);
                }
            }
        }
        self.read = size;
    }
}

/// How many entries the log says that it has.
fn size(folder: &Folder) -> Option<u64> {
    let bytes = folder.read(CHECKPOINT).ok().flatten()?;
    let note = Note::parse(&bytes).ok()?;
    Checkpoint::parse(note.text()).ok().map(|checkpoint| checkpoint.head.size)
}

/// The file that an entry binds, if it is a segment.
fn segment(leaf: &[u8]) -> Option<Hash> {
    let body = Entry::parse(leaf).ok()?.body;
    let blob = (body.kind == "segment").then(|| body.payload.get("blob")).flatten()?;
    blob.get("sha256").and_then(Json::as_text).and_then(Hash::from_hex)
}

fn take(bytes: &[u8], path: &Path, profiles: &[Profile], tracks: &mut Tracks) {
    if bytes.starts_with(b"PAR1") {
        match armistice_segment::Segment::open(bytes) {
            Ok(segment) => return parted(&segment, tracks),
            Err(_) => return packed(path, tracks),
        }
    }
    let Ok(rows) = Table::open(bytes, "segment", profiles) else { return };
    for row in rows {
        match row {
            Ok(fix) => tracks.add(&fix),
            Err(_) => tracks.set_aside += 1,
        }
    }
}

/// A segment in the form that this program writes.
fn parted(segment: &armistice_segment::Segment<'_>, tracks: &mut Tracks) {
    for group in 0..segment.groups() {
        match segment.fixes(group) {
            Ok(fixes) => fixes.iter().for_each(|fix| tracks.add(fix)),
            Err(_) => tracks.set_aside += 1,
        }
    }
}

/// A segment in another form of Parquet; a program that was built without that part counts it as set aside.
fn packed(path: &Path, tracks: &mut Tracks) {
    let Ok(reading) = Reading::with(None, None) else { return };
    let read = reading.read::<TrackFileError>(path, &mut |piece| {
        tracks.take(&piece);
        Ok(())
    });
    if read.is_err() {
        tracks.set_aside += 1;
    }
}
