//! `armistice status`: the judgement of a case.

use std::io::Write;

use armistice_judge::{Judgement, Truth, Verdict};

use super::{Failure, Outcome};
use crate::arguments::{StatusArguments, TextOrJson};
use crate::case::Case;
use crate::claims::sayings::{self, Saying};
use crate::show;

/// Judges the case and prints it. Says `Found` if a norm is violated or something of the inbox was set aside.
pub(crate) fn run(
    arguments: &StatusArguments,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let mut case = Case::open(&arguments.case)?;
    let clocks = case.clocks(&arguments.clocks)?;
    show::rejects::write_all(&case, talk)?;
    let said = sayings::of(&arguments.case, &case, clocks.known_at)?;
    let mut judgement = armistice_judge::judge(&case.to_judge(), clocks.as_of, clocks.known_at);
    judgement.verdicts.retain(|verdict| is_wanted(verdict, &case, arguments.only.as_deref()));
    match arguments.format {
        TextOrJson::Json => {
            let record = case.digest(clocks.known_at);
            let view = show::verdict::status_view(
                &case.name,
                &case.agreement,
                &judgement,
                record,
                clocks.tree,
                case.rejects.len(),
                said.iter().filter(|saying| is_shown(&judgement, saying)).cloned().collect(),
            );
            serde_json::to_writer_pretty(&mut *out, &view)?;
            writeln!(out)?;
        }
        TextOrJson::Table => {
            show::heading::write(&case, clocks, out)?;
            show::status_table::write(&case.agreement, &judgement, out)?;
            let said: Vec<Saying> = said.into_iter().filter(|saying| is_shown(&judgement, saying)).collect();
            show::sayings::foot(&said, out)?;
        }
    }
    let violated = judgement.verdicts.iter().any(|verdict| verdict.truth == Some(Truth::Violated));
    Ok(if violated || !case.rejects.is_empty() { Outcome::Found } else { Outcome::Fine })
}

/// Whether the norm of a saying is among those that are shown.
fn is_shown(judgement: &Judgement, saying: &Saying) -> bool {
    judgement.verdicts.iter().any(|verdict| verdict.norm == *saying.norm.as_str())
}

fn is_wanted(verdict: &Verdict, case: &Case, only: Option<&str>) -> bool {
    let Some(only) = only else { return true };
    let section = case.agreement.section(verdict.section);
    let id = section.and_then(|section| section.id.as_ref()).map_or("", |id| id.as_str());
    let path = section.map_or("", |section| section.path.as_str());
    [verdict.id.as_str(), id, path].iter().any(|text| text.contains(only))
}
