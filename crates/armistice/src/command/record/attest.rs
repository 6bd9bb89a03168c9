//! `armistice record state` and `attest`: what a judgement says in rows that are the same everywhere, and its hash signed.

use std::io::Write;
use std::path::Path;

use armistice_facts::Instant;
use armistice_record::Head;
use armistice_record::json::Json;
use armistice_record::shape::time_text;

use crate::arguments::{AttestArguments, StateArguments};
use crate::case::Case;
use crate::command::{Failure, Outcome};
use crate::recorded::folder;
use crate::state::State;
use crate::submission::{Draft, hand_in};

/// How this program names itself.
const PROGRAM: &str = concat!("armistice ", env!("CARGO_PKG_VERSION"));

/// Prints the rows, or their hash.
pub(super) fn state(arguments: &StateArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let (_, _, _, state) =
        worked_out(&arguments.case, arguments.asked.known_at.as_deref(), arguments.asked.as_of.as_deref())?;
    if arguments.hash {
        writeln!(out, "{}", state.hash().hex())?;
    } else {
        write!(out, "{}", state.text())?;
    }
    Ok(Outcome::Fine)
}

/// Signs the hash.
pub(super) fn attest(arguments: &AttestArguments, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let (case, head, as_of, state) =
        worked_out(&arguments.case, arguments.asked.known_at.as_deref(), arguments.asked.as_of.as_deref())?;
    let rows = state.text().into_bytes();
    let mut payload = vec![
        ("size", Json::number(head.size)),
        ("root", Json::text(head.root.hex())),
        ("as_of", Json::text(time_text(as_of))),
        ("state", Json::text(state.hash().hex())),
        ("program", Json::text(PROGRAM)),
        ("rules", Json::text(case.rules.hex())),
    ];
    if !arguments.no_rows {
        let blob = [
            ("sha256", Json::text(state.hash().hex())),
            ("bytes", Json::number(rows.len() as u64)),
            ("media", Json::text("text/plain")),
        ];
        payload.push(("rows", Json::object(blob)));
    }
    let payload = payload.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let mut draft = Draft::new("state_attest", Json::Object(payload), &arguments.writing, as_of);
    if !arguments.no_rows {
        draft.blobs.push(rows);
    }
    let handed = hand_in(&folder(&arguments.case), &arguments.writing, vec![draft])?;
    let zone = &case.agreement.settings.time_zone;
    let what = format!(
        "`{}` attests state {} of the tree of size {} as of {}",
        arguments.writing.by,
        state.hash().hex(),
        head.size,
        zone.show(as_of)
    );
    super::tell_handed(&handed, &what, out)?;
    Ok(Outcome::Fine)
}

fn worked_out(
    case: &Path,
    known_at: Option<&str>,
    as_of: Option<&str>,
) -> Result<(Case, Head, Instant, State), Failure> {
    let mut case = Case::open(case)?;
    let (head, as_of) = case.place(known_at, as_of)?;
    let state = State::of(&case, head, as_of);
    Ok((case, head, as_of, state))
}
