//! Figures of merit of the reader, over reports with gold.
//!
//! ```text
//! cargo run --release -p armistice-reading --example score                  all sets
//! cargo run --release -p armistice-reading --example score -- --show NAME   one report of the development set, claim by claim
//! cargo run --release -p armistice-reading --example score -- --each        one line a report
//! cargo run --release -p armistice-reading --example score -- --wrong       what is wrong in the development set, with its paragraphs
//! cargo run --release -p armistice-reading --example score -- --sure        one line a claim of it: right or not, and on what confidence rests
//! cargo run --release -p armistice-reading --features why --example score -- --why   why core claims of the development set were missed
//! cargo run --release -p armistice-reading --example score -- --in FOLDER [--each | --show NAME]   reports of another folder
//! cargo run -p armistice-reading --example score -- --fill FOLDER           write the offsets of quotes that have none
//! ```
//!
//! The set that is held back is shown by its totals alone: rules that are written with an eye on it measure nothing.

mod field;
mod fill;
mod gold;
mod harm;
mod matching;
mod sets;
mod tally;
#[cfg(test)]
mod tests;
mod time;
#[cfg(feature = "why")]
mod why;

use std::path::PathBuf;
use std::process::ExitCode;

use crate::sets::{Report, Set};
use crate::tally::Tally;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => all(false),
        ["--each"] => all(true),
        ["--show", name] => show(name),
        ["--wrong"] => wrong(),
        #[cfg(feature = "why")]
        ["--why"] => why(),
        ["--sure"] => sure(),
        ["--in", folder] => other(folder, false),
        ["--in", folder, "--each"] => other(folder, true),
        ["--in", folder, "--show", name] => sets::agreements(&PathBuf::from(folder)).and_then(|reports| {
            differences(&reports.unwrap_or_default(), name)
                .ok_or_else(|| format!("no report `{name}` in {folder}"))
        }),
        ["--fill", folder] => fill::folder(&PathBuf::from(folder)),
        _ => Err("nothing, `--each`, `--show NAME`, `--wrong`, `--sure`, `--in FOLDER` or `--fill FOLDER`"
            .to_owned()),
    };
    match outcome {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// The figures of each set; `each` adds a line a report, but not for what is held back.
fn all(each: bool) -> Result<String, String> {
    let mut shown = Vec::new();
    for set in Set::ALL {
        match set.reports()? {
            Some(reports) => shown.push(figures(set.title(), &reports, each && set != Set::Held)),
            None => shown.push(format!("{}: SKIPPED, the folder is not there", set.title())),
        }
    }
    Ok(shown.join("\n"))
}

/// The figures of the reports of a folder that is laid out as the sets are.
fn other(folder: &str, each: bool) -> Result<String, String> {
    let reports = sets::agreements(&PathBuf::from(folder))?.unwrap_or_default();
    Ok(figures(folder, &reports, each))
}

fn figures(title: &str, reports: &[Report], each: bool) -> String {
    let (mut total, mut english, mut korean) = (Tally::default(), Tally::default(), Tally::default());
    let mut lines = Vec::new();
    for report in reports {
        let claims = report.read();
        let language = if report.gold.doc.language == "ko" { &mut korean } else { &mut english };
        language.add(&report.gold, &report.text, &claims);
        total.add(&report.gold, &report.text, &claims);
        if each {
            let mut one = Tally::default();
            one.add(&report.gold, &report.text, &claims);
            lines.push(format!(
                "    {:<34} detection {:.2}  core {:.2}  full {:.2}  harmful {}",
                report.name,
                one.detection.f1(),
                one.core.f1(),
                one.full.f1(),
                one.harms.values().sum::<usize>()
            ));
        }
    }
    let mut shown = vec![total.shown(title)];
    if korean.reports > 0 {
        for (name, tally) in [("English", &english), ("Korean", &korean)] {
            shown.push(format!(
                "  {name}: detection F1 {:.2} (R {:.2})  core F1 {:.2} (R {:.2})  full F1 {:.2}  harmful {:.1} per 100",
                tally.detection.f1(),
                tally.detection.recall(),
                tally.core.f1(),
                tally.core.recall(),
                tally.full.f1(),
                tally.harm()
            ));
        }
    }
    shown.extend(lines);
    shown.join("\n")
}

/// One report, claim by claim.
fn show(name: &str) -> Result<String, String> {
    for set in [Set::Real, Set::Development] {
        if let Some(told) = differences(&set.reports()?.unwrap_or_default(), name) {
            return Ok(told);
        }
    }
    Err(format!("no report `{name}` in the sets that may be looked at"))
}

/// What is wrong in the reports that may be looked at.
fn wrong() -> Result<String, String> {
    let reports = Set::Development.reports()?.unwrap_or_default();
    let told = reports
        .iter()
        .map(|report| tally::wrong(&report.name, &report.gold, &report.text, &report.read()))
        .filter(|told| !told.is_empty());
    Ok(told.collect::<Vec<_>>().join("\n"))
}

/// One line a claim of the reports that may be looked at: whether its core is right, and what its confidence may rest on.
fn sure() -> Result<String, String> {
    let reports = Set::Development.reports()?.unwrap_or_default();
    Ok(reports
        .iter()
        .map(|report| tally::sure(&report.name, &report.gold, &report.read()))
        .collect::<Vec<_>>()
        .join("\n"))
}

/// Why core claims were missed in the reports that may be looked at: the causes with their counts, then claim by claim.
#[cfg(feature = "why")]
fn why() -> Result<String, String> {
    let mut counts = std::collections::BTreeMap::new();
    let mut told = Vec::new();
    for report in Set::Development.reports()?.unwrap_or_default() {
        drop(armistice_reading::why::take());
        let claims = report.read();
        let lost = armistice_reading::why::take();
        told.extend(why::add(&mut counts, (&report.name, &report.gold), &claims, &lost));
    }
    let mut causes: Vec<(usize, String)> = counts.into_iter().map(|(cause, count)| (count, cause)).collect();
    causes.sort_by_key(|(count, cause)| (std::cmp::Reverse(*count), cause.clone()));
    told.sort();
    let causes = causes.into_iter().map(|(count, cause)| format!("{count:>5} {cause}"));
    Ok(causes.chain(told).collect::<Vec<_>>().join("\n"))
}

fn differences(reports: &[Report], name: &str) -> Option<String> {
    let report = reports.iter().find(|report| report.name == name)?;
    Some(tally::differences(&report.gold, &report.text, &report.read()))
}
