//! `armistice explain`: the proof of one verdict or finding.

use std::io::Write;

use super::{Failure, Outcome};
use crate::arguments::{ExplainArguments, TextOrJson};
use crate::case::Case;
use crate::claims::sayings;
use crate::show;
use crate::show::explanation::{Explained, near};

/// Judges the case and explains the verdict or finding of that name.
pub(crate) fn run(
    arguments: &ExplainArguments,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let mut case = Case::open(&arguments.case)?;
    let clocks = case.clocks(&arguments.clocks)?;
    show::rejects::write_all(&case, talk)?;
    let to_judge = case.to_judge();
    let judgement = armistice_judge::judge(&to_judge, clocks.as_of, clocks.known_at);
    let (verdict, finding) =
        match (judgement.verdict(&arguments.finding), judgement.finding(&arguments.finding)) {
            (Some(verdict), _) => (verdict, None),
            (None, Some((verdict, finding))) => (verdict, Some(finding)),
            (None, None) => {
                let near = near(&judgement, &arguments.finding);
                return Err(Failure::NoFinding(arguments.finding.clone(), near));
            }
        };
    let versions =
        armistice_judge::versions(&to_judge, clocks.as_of, clocks.known_at, &verdict.norm, &verdict.bearer);
    let mut said = sayings::of(&arguments.case, &case, clocks.known_at)?;
    said.retain(|saying| verdict.norm == *saying.norm.as_str());
    let known_at = clocks.known_at;
    let explained = Explained { verdict, finding, versions: &versions, said: &said, known_at };
    match arguments.format {
        TextOrJson::Json => {
            serde_json::to_writer_pretty(&mut *out, &show::explanation::view(&case, explained))?;
            writeln!(out)?;
        }
        TextOrJson::Table => {
            show::heading::write(&case, clocks, out)?;
            show::explanation::write(&case, explained, out)?;
        }
    }
    Ok(Outcome::Fine)
}
