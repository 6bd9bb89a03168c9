//! `armistice record part`: one part of a large file of positions, for whoever needs no more of it.

use std::fs::File;
use std::io::{Seek as _, SeekFrom, Write};
use std::ops::Range;
use std::path::Path;

use armistice_record::Hash;
use armistice_record::files::{Files as _, blob_path};
use armistice_record::json::Json;
use armistice_segment::Segment;

use crate::arguments::PartArguments;
use crate::command::{Failure, Outcome};
use crate::parts::bound_parts;
use crate::submission::Copy;

/// Lists the parts of the file that an entry binds, or writes one of them. What is written is as long as the whole file, with
/// noughts for all that is left out, so that any reader of Parquet opens it; most systems keep noughts without room.
pub(super) fn run(arguments: &PartArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let copy = Copy::open(super::opened(&arguments.record).root())?;
    let entry = copy.entry_of(arguments.index, "segment")?;
    let index = arguments.index;
    let blob = entry.body.payload.get("blob").and_then(|blob| blob.get("sha256"));
    let digest = blob.and_then(Json::as_text).and_then(Hash::from_hex);
    let path = blob_path(digest.ok_or_else(|| told(format!("entry {index} binds no file")))?);
    let bytes = copy.folder.read(&path).map_err(Failure::Record)?;
    let bytes = bytes.ok_or_else(|| told(format!("`{path}` is not here: pull it")))?;
    let segment = Segment::open(&bytes).map_err(|cause| told(format!("`{path}`: {cause}")))?;
    let (parts, given) = (segment.parts(), bound_parts(&entry.body));
    let is_bound = |at: usize| {
        let part = parts.get(at).and_then(|part| bytes.get(part.clone()));
        part.map(Hash::of).as_ref() == given.get(at)
    };
    if given.len() != parts.len() || (0..parts.len()).any(|at| !is_bound(at)) {
        return Err(told(format!("`{path}` does not have the parts that entry {index} binds")));
    }
    match (arguments.part, &arguments.out) {
        (Some(at), Some(file)) => {
            let part = parts.get(at).filter(|_| at < segment.groups());
            let none =
                || told(format!("there is no part {at}: the file has {}, counted from 0", segment.groups()));
            let part = part.ok_or_else(none)?.clone();
            let footer = parts.last().cloned().unwrap_or_default();
            write(file, &bytes, &[0..4, part.clone(), footer.clone()])?;
            let given = part.len() + footer.len();
            writeln!(
                out,
                "part {at} and the footer, {given} of {} bytes, in {}",
                bytes.len(),
                file.display()
            )?;
        }
        _ => list(&segment, &parts, &given, out)?,
    }
    Ok(Outcome::Fine)
}

fn list(
    segment: &Segment<'_>,
    parts: &[Range<usize>],
    given: &[Hash],
    out: &mut dyn Write,
) -> Result<(), Failure> {
    for (at, (part, hash)) in parts.iter().zip(given).enumerate() {
        let (length, hash) = (part.len(), hash.hex());
        match segment.about(at) {
            Some(about) => {
                let ((first, last), (from, until)) = (&about.objects, about.times);
                let rows = about.rows;
                writeln!(
                    out,
                    "part {at}: {rows} rows, {length} bytes, objects {first} to {last}, {from} to {until}, sha256 {hash}"
                )?;
            }
            None => writeln!(out, "footer: {length} bytes, sha256 {hash}")?,
        }
    }
    Ok(())
}

/// Writes some of the bytes at their places. Nothing is written over.
fn write(path: &Path, bytes: &[u8], places: &[Range<usize>]) -> Result<(), Failure> {
    let unwritable = |cause| Failure::Unwritable(path.to_owned(), cause);
    let mut file = File::create_new(path).map_err(unwritable)?;
    file.set_len(bytes.len() as u64).map_err(unwritable)?;
    for place in places {
        file.seek(SeekFrom::Start(place.start as u64)).map_err(unwritable)?;
        file.write_all(bytes.get(place.clone()).unwrap_or_default()).map_err(unwritable)?;
    }
    Ok(())
}

fn told(what: String) -> Failure {
    Failure::Record(what)
}
