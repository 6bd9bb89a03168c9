//! What a check of a record found, for people; for programs in `view`.

use std::io::{self, Write};

use armistice_record::tile::{Row, Tile, WIDTH};
use armistice_record::verify::{Kept, Problem, Report, Weight};

use self::lines::lines;
use crate::attested::{Compared, Here};
use crate::show::words::count;

mod kept_back;
mod lines;
mod view;

pub(crate) use view::View;

/// So many problems are told one by one.
const SHOWN: usize = 40;

/// Writes the report. Each line ends with the files that show it.
pub(crate) fn write(report: &Report, states: &[Compared], out: &mut dyn Write) -> io::Result<()> {
    for line in lines(report, states) {
        writeln!(out, "{:<8} {}{}", line.name, line.says, proven_by(&line.proof))?;
    }
    for problem in report.problems.iter().take(SHOWN) {
        let proof: Vec<String> = proof_of(problem, report).into_iter().collect();
        writeln!(
            out,
            "{:<8} {}: {}{}",
            word(problem.weight),
            problem.place,
            problem.what,
            proven_by(&proof)
        )?;
    }
    let more = report.problems.len().saturating_sub(SHOWN) as u64 + report.further;
    if more > 0 {
        writeln!(out, "         and {} more", grouped(more))?;
    }
    writeln!(out, "RESULT   {}   exit {}", result(report, states), report.code())
}

fn proven_by(proof: &[String]) -> String {
    if proof.is_empty() { String::new() } else { format!("   <{}>", proof.join(" ")) }
}

/// The file that shows a problem: the bundle that holds an entry. Where the place is a file, it is named already.
pub(super) fn proof_of(problem: &Problem, report: &Report) -> Option<String> {
    let index: u64 = problem.place.strip_prefix("entry ")?.parse().ok()?;
    bundle_of(index, report)
}

/// The bundle that holds an entry.
fn bundle_of(index: u64, report: &Report) -> Option<String> {
    let size = report.head?.size;
    Tile::of_row(Row::Entries, index / u64::from(WIDTH), size).map(|tile| tile.to_string())
}

fn word(weight: Weight) -> &'static str {
    match weight {
        Weight::Warning => "warning",
        Weight::Unclear => "UNCLEAR",
        Weight::Proven => "PROVEN",
    }
}

/// The answer, with what is not as it should be, counted.
fn result(report: &Report, states: &[Compared]) -> String {
    let weighing = |weight: Weight| report.problems.iter().filter(|problem| problem.weight == weight).count();
    match report.code() {
        0 => "INTACT".to_owned(),
        2 => format!("INTACT, {}", warnings(report, states, weighing(Weight::Warning)).join(", ")),
        3 => format!("NOT INTACT: {}", count(weighing(Weight::Proven), "thing altered", "things altered")),
        _ => {
            let unclear = count(weighing(Weight::Unclear), "thing is", "things are");
            format!("NOBODY CAN TELL: {unclear} missing")
        }
    }
}

fn warnings(report: &Report, states: &[Compared], all: usize) -> Vec<String> {
    let broken = report.promises.iter().filter(|one| one.outcome == Kept::Broken).count();
    let differing = states.iter().filter(|one| matches!(one.here, Here::Differs { .. })).count();
    let awaited = report.erasures.iter().filter(|order| !order.awaited.is_empty()).count();
    let known = [
        (report.blobs.missing.len(), "missing blob", "missing blobs"),
        (broken, "broken promise", "broken promises"),
        (report.gaps.len(), "gap in a chain", "gaps in chains"),
        (awaited, "erasure not confirmed", "erasures not confirmed"),
        (differing, "state that differs", "states that differ"),
    ];
    let told: usize = known.iter().map(|(n, ..)| n).sum();
    let further = usize::try_from(report.further).unwrap_or(usize::MAX);
    let rest = all.saturating_add(further).saturating_sub(told);
    let known = known.into_iter().chain([(rest, "other warning", "other warnings")]);
    known.filter(|(n, ..)| *n > 0).map(|(n, one, many)| count(n, one, many)).collect()
}

/// A number with its thousands set apart.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
