//! A decision is taken back by a further one.

use std::io::Write;

use super::ClaimsError;
use super::opened::Opened;
use super::review::{came_of, person};
use crate::arguments::ClaimsArguments;
use crate::claims::decision::Journal;
use crate::command::{Failure, Outcome};

/// Takes the decision on a claim back, and with it what came of it.
pub(super) fn run(
    arguments: &ClaimsArguments,
    claim: &str,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let opened = Opened::new(arguments, talk)?;
    let person = person(arguments, &opened)?;
    let reason = arguments.deciding.reason.as_deref().unwrap_or_default();
    let mut held = Journal::hold(&opened.folder).map_err(ClaimsError::from)?;
    let decision = person.taking_back(claim, reason, opened.at, &held.journal).map_err(ClaimsError::from)?;
    let came = came_of(&decision);
    let (known, recorded) = (&opened.case.facts, opened.case.recorded.as_ref());
    person.decide(&opened.folder, &mut held, decision, known, recorded).map_err(ClaimsError::from)?;
    writeln!(out, "{claim}  {came}")?;
    Ok(Outcome::Fine)
}
