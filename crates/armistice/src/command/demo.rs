//! `armistice demo`: the bundled case, unpacked and judged on two days.

use std::io::Write;

use super::{Failure, Outcome};
use crate::arguments::DemoArguments;
use crate::bundle;
use crate::case::Case;
use crate::moment::{instant, now};
use crate::show;

/// The day of the crossing in the eastern sector, one day after the deadline for the guard posts.
const FIRST_DAY: &str = "2018-12-01";

/// Unpacks the case, judges it on 1 December 2018 and today, and says what to try next.
pub(crate) fn run(
    arguments: &DemoArguments,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Outcome, Failure> {
    for kept in bundle::unpack(&arguments.into)? {
        writeln!(talk, "kept as you have it: {}", kept.display())?;
    }
    let case = Case::open(&arguments.into)?;
    show::rejects::write_all(&case, talk)?;
    let zone = &case.agreement.settings.time_zone;
    let first = instant(FIRST_DAY, "the first day", zone)?;
    let second = match &arguments.as_of {
        Some(given) => instant(given, "--as-of", zone)?,
        None => now(),
    };
    let to_judge = case.to_judge();
    let judgements =
        [armistice_judge::judge(&to_judge, first, first), armistice_judge::judge(&to_judge, second, second)];
    write!(out, "{}", show::text::indented(&case.agreement.title, 0))?;
    let known = [case.digest(first).size, case.digest(second).size];
    writeln!(
        out,
        "{} facts were known on {FIRST_DAY}, {} on {}; each day is judged by what was known then\n",
        known[0],
        known[1],
        zone.date_of(second)
    )?;
    let titles = [FIRST_DAY, &zone.date_of(second).to_string()];
    let silent = show::side_by_side::write(titles, [&judgements[0], &judgements[1]], zone, out)?;
    writeln!(
        out,
        "\n{silent} more: nothing on record speaks of them. ✗ violated  ? unknown  … pending  ✓ kept  – not binding"
    )?;
    next_steps(arguments, out)?;
    Ok(Outcome::Fine)
}

fn next_steps(arguments: &DemoArguments, out: &mut dyn Write) -> std::io::Result<()> {
    let case = arguments.into.display();
    writeln!(out, "\nTry next:")?;
    writeln!(out, "  armistice status {case} --as-of 2018-12-18")?;
    writeln!(
        out,
        "  armistice explain {case} guard-posts-november/DPRK --as-of 2018-12-18 --known-at 2025-06-01"
    )?;
    writeln!(out, "  armistice explain {case} sea-live-fire/DPRK --as-of 2019-11-30")?;
    writeln!(out, "  armistice test {case}")?;
    writeln!(out, "  armistice check {case}/korea-2018.agreement.md")
}
