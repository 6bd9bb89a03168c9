//! `armistice record say`: a claim, a report or an answer in words, with fields that are told apart from it.

use std::io::Write;

use armistice_record::disclosure::Disclosure;
use armistice_record::json::Json;

use crate::arguments::{SayArguments, Saying};
use crate::command::{Failure, Outcome};
use crate::keyring::random;
use crate::submission::{Copy, Draft, hand_in};

/// Writes the entry.
pub(super) fn run(arguments: &SayArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let folder = super::opened(&arguments.desk.record);
    let copy = Copy::open(folder.root())?;
    let kind = match arguments.kind {
        Saying::Claim => "claim",
        Saying::Report => "report",
        Saying::Answer => "answer",
    };
    let payload = Json::object([("text", Json::text(&arguments.text))]);
    let mut draft = Draft::new(kind, payload, &arguments.desk.writing, copy.last);
    for field in &arguments.apart {
        let (name, value) = field.split_once('=').ok_or_else(|| {
            Failure::Record(format!("--apart `{field}`: a name, an equals sign and a value are needed"))
        })?;
        draft.apart.push(Disclosure::new(&*random()?, name, Json::text(value)));
    }
    let told: Vec<String> = draft
        .apart
        .iter()
        .map(|one| format!("  told apart: {} (disclosure {})", one.name(), one.hash().hex()))
        .collect();
    let handed = hand_in(folder.root(), &arguments.desk.writing, vec![draft])?;
    super::tell_handed(&handed, &format!("{kind} of `{}`", arguments.desk.writing.by), out)?;
    told.iter().try_for_each(|line| writeln!(out, "{line}"))?;
    Ok(Outcome::Fine)
}
