//! The parts of a file of positions: each has a hash of its own in the entry that binds the file, so that a megabyte of it can
//! be shown without the rest (docs/formats/segment.md).

use armistice_ledger::Folder;
use armistice_record::Hash;
use armistice_record::entry::Body;
use armistice_record::files::{Files as _, blob_path};
use armistice_record::json::Json;
use armistice_record::verify::Report;
use armistice_segment::Segment;

/// The hashes of the parts of a file; nothing if it is of a form without parts.
pub(crate) fn parts_of(bytes: &[u8]) -> Option<Vec<Hash>> {
    let parts = Segment::open(bytes).ok()?.parts();
    Some(parts.into_iter().filter_map(|part| bytes.get(part)).map(Hash::of).collect())
}

/// The hashes that an entry gives.
pub(crate) fn bound_parts(body: &Body) -> Vec<Hash> {
    let given = body.payload.get("groups").map(Json::items).unwrap_or_default();
    given.iter().filter_map(|part| Hash::from_hex(part.as_text()?)).collect()
}

/// Holds the hashes that entries give of parts against the files. What is missing or altered is told elsewhere.
pub(crate) fn compare(folder: &Folder, report: &mut Report) {
    let mut told = Vec::new();
    for ((file, given), index) in &report.parted {
        let bytes = folder.read(&blob_path(*file)).ok().flatten().filter(|bytes| Hash::of(bytes) == *file);
        let Some(bytes) = bytes else { continue };
        let parts: Vec<[u8; 32]> = parts_of(&bytes).unwrap_or_default().iter().map(|part| part.0).collect();
        if Hash::of(&parts.concat()) != *given {
            told.push(*index);
        }
    }
    for index in told {
        let what = "the hashes that it gives of the parts of its file are not those of the file: who shows a part shows \
                    something else than the whole";
        report.warn(format!("entry {index}"), what);
    }
}

/// How a part of a file that somebody hands over stands to the entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// It is what the entry binds.
    Bound,
    /// It is not there: noughts stand in its place.
    Absent,
    /// It is something else.
    Other,
}

/// The parts of a file that somebody hands over, with the footer last; nothing if the entry gives no parts, or others.
pub(crate) fn held_against(body: &Body, bytes: &[u8]) -> Option<Vec<Part>> {
    let (given, parts) = (bound_parts(body), Segment::open(bytes).ok()?.parts());
    if given.is_empty() || given.len() != parts.len() {
        return None;
    }
    let kept = parts.into_iter().zip(given).map(|(place, given)| {
        let start = if place.start == 0 { 4 } else { place.start };
        match bytes.get(place.clone()) {
            Some(part) if Hash::of(part) == given => Part::Bound,
            _ if bytes.get(start..place.end).is_some_and(|part| part.iter().all(|byte| *byte == 0)) => {
                Part::Absent
            }
            _ => Part::Other,
        }
    });
    Some(kept.collect())
}
