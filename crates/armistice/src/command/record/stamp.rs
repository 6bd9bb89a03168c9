//! `armistice record stamp`: a token of time over a checkpoint, put into the record.

use std::io::Write;

use armistice_record::Hash;
use armistice_record::checkpoint::SignedCheckpoint;
use armistice_record::json::Json;
use armistice_record::token::Token;
use armistice_record::verify::{from_lines, to_lines};

use crate::arguments::StampArguments;
use crate::case::read_bounded;
use crate::command::{Failure, Outcome};
use crate::submission::{Draft, hand_in};

/// Binds a token that an authority gave over a checkpoint of this log. Whose word it is, others check.
pub(super) fn run(arguments: &StampArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let folder = super::opened(&arguments.desk.record);
    let policy = super::policy(None, &folder)?;
    let told = |path: &std::path::Path, cause: &dyn std::fmt::Display| {
        Failure::Record(format!("`{}`: {cause}", path.display()))
    };
    let (note, bytes) = (read_bounded(&arguments.checkpoint)?, read_bounded(&arguments.token)?);
    let checkpoint = SignedCheckpoint::open(&note, &policy.log_keys());
    let checkpoint = checkpoint.map_err(|cause| told(&arguments.checkpoint, &cause))?;
    let token = Token::parse(&bytes).map_err(|cause| told(&arguments.token, &cause))?;
    let lines = to_lines(&String::from_utf8_lossy(&note));
    let kept = from_lines(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    if token.over != Hash::of(&note) || kept.as_bytes() != note.as_slice() {
        let what = format!("it is not over the bytes of `{}`", arguments.checkpoint.display());
        return Err(told(&arguments.token, &what));
    }
    let blob = [
        ("sha256", Json::text(Hash::of(&bytes).hex())),
        ("bytes", Json::number(bytes.len() as u64)),
        ("media", Json::text("application/timestamp-reply")),
    ];
    let payload = Json::object([
        ("form", Json::text("rfc3161")),
        ("token", Json::object(blob)),
        ("checkpoint", Json::List(lines.iter().map(Json::text).collect())),
    ]);
    let mut draft = Draft::new("time_token", payload, &arguments.desk.writing, token.time);
    draft.blobs.push(bytes);
    let handed = hand_in(folder.root(), &arguments.desk.writing, vec![draft])?;
    let what = format!("a token of {} over the tree of size {}", token.time, checkpoint.head().size);
    super::tell_handed(&handed, &what, out)?;
    Ok(Outcome::Fine)
}
