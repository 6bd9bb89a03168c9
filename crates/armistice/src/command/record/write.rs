//! `armistice record write`: an entry of any kind, whose payload is a file of JSON in the form of that kind.

use std::io::Write;

use armistice_record::files::blob_path;
use armistice_record::json::Json;
use armistice_record::kind::{KINDS, Kind, VERSION};

use crate::arguments::WriteArguments;
use crate::case::read_bounded;
use crate::command::{Failure, Outcome};
use crate::submission::{Copy, Draft, hand_in};

/// Writes the entry. What has not the form of its kind is told with the first field that is wrong.
pub(super) fn run(arguments: &WriteArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let folder = super::opened(&arguments.desk.record);
    let copy = Copy::open(folder.root())?;
    let kind = kind(&arguments.kind)?;
    let payload = payload(arguments)?;
    kind.check(&payload).map_err(|cause| {
        Failure::Record(format!(
            "`{}`: no payload of kind `{}`: {cause}",
            arguments.payload.display(),
            kind.name
        ))
    })?;
    let mut draft = Draft::new(kind.name, payload, &arguments.desk.writing, copy.last);
    draft.also.clone_from(&arguments.also);
    for file in &arguments.files {
        draft.blobs.push(read_bounded(file)?);
    }
    let told: Vec<String> =
        draft.blobs.iter().map(|blob| blob_path(armistice_record::Hash::of(blob))).collect();
    let handed = hand_in(folder.root(), &arguments.desk.writing, vec![draft])?;
    super::tell_handed(&handed, &format!("{} of `{}`", kind.name, arguments.desk.writing.by), out)?;
    told.iter().try_for_each(|path| writeln!(out, "  kept: {path}"))?;
    Ok(Outcome::Fine)
}

fn kind(name: &str) -> Result<&'static Kind, Failure> {
    let kind = Kind::named(name, VERSION).filter(|kind| kind.name != "genesis");
    kind.ok_or_else(|| {
        let names: Vec<&str> = KINDS.iter().map(|kind| kind.name).filter(|name| *name != "genesis").collect();
        Failure::Record(format!("--kind `{name}` is none of {}", names.join(", ")))
    })
}

fn payload(arguments: &WriteArguments) -> Result<Json, Failure> {
    let told = |cause: &dyn std::fmt::Display| {
        Failure::Record(format!("`{}`: {cause}", arguments.payload.display()))
    };
    let value = serde_json::from_slice(&read_bounded(&arguments.payload)?).map_err(|cause| told(&cause))?;
    Json::from_value(value).map_err(|cause| told(&cause))
}
