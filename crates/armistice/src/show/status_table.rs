//! The judgement as a table of 100 columns: article, norm, bearer, verdict, counts in two units, because.

use std::io::{self, Write};

use armistice_judge::{Judgement, Reason, Truth, Verdict};
use armistice_terms::model::Agreement;

use super::text::{COLUMNS, indented, pad, wrap};
use super::verdict::{symbol, words};

// With the mark and the counts these make 100 columns.
const NORM: usize = 26;
const BEARER: usize = 14;
const VERDICT: usize = 50;
const COUNTS: usize = 8;

/// Writes the rows under the headings of their articles, then how many norms have which truth, bearer by bearer.
pub(crate) fn write(agreement: &Agreement, judgement: &Judgement, out: &mut dyn Write) -> io::Result<()> {
    let (norm, bearer, verdict) = (pad("norm", NORM), pad("bearer", BEARER), pad("verdict", VERDICT));
    writeln!(out, "  {norm}{bearer}{verdict}{:>COUNTS$}", "obs/epi")?;
    let verdicts: Vec<&Verdict> = judgement.verdicts.iter().collect();
    let (mut instrument, mut section) = (None, None);
    for group in alike(&verdicts, agreement) {
        let Some(first) = group.first() else { continue };
        if section != Some(first.section) {
            section = Some(first.section);
            instrument = Some(heading(agreement, first.section, instrument, out)?);
        }
        row(&group, agreement, out)?;
    }
    totals(&verdicts, agreement, out)?;
    writeln!(
        out,
        "\nno coverage: nothing is told that counts, and nobody is on record as having watched enough of it\n\
         obs/epi: observations (facts that tell of an incident) and episodes (incidents)"
    )
}

/// Writes the article, under the text it belongs to where that changes, and says which text it is.
fn heading<'a>(
    agreement: &'a Agreement,
    section: usize,
    before: Option<&str>,
    out: &mut dyn Write,
) -> io::Result<&'a str> {
    let path = agreement.section(section).map_or("", |section| section.path.as_str());
    let (text, article) = path.split_once(" › ").unwrap_or((path, ""));
    if before != Some(text) {
        write!(out, "\n{}{}\n", indented(text, 0), "─".repeat(COLUMNS))?;
    }
    write!(out, "\n{}", indented(article, 0))?;
    Ok(text)
}

/// Neighbouring verdicts of one norm that read the same for several bearers share a row.
fn alike<'a>(verdicts: &[&'a Verdict], agreement: &Agreement) -> Vec<Vec<&'a Verdict>> {
    let zone = &agreement.settings.time_zone;
    let mut groups: Vec<Vec<&Verdict>> = Vec::new();
    for verdict in verdicts {
        let same = |other: &&Verdict| {
            other.norm == verdict.norm
                && words(other, zone) == words(verdict, zone)
                && other.because == verdict.because
                && other.counts == verdict.counts
        };
        match groups.last_mut().filter(|group| group.first().is_some_and(same)) {
            Some(group) => group.push(verdict),
            None => groups.push(vec![verdict]),
        }
    }
    groups
}

fn row(group: &[&Verdict], agreement: &Agreement, out: &mut dyn Write) -> io::Result<()> {
    let Some(first) = group.first() else { return Ok(()) };
    let bearers: Vec<&str> = group.iter().map(|verdict| verdict.bearer.as_str()).collect();
    let counts = format!("{}/{}", first.counts.observations, first.counts.episodes);
    let cell = wrap(&words(first, &agreement.settings.time_zone), VERDICT - 1);
    let norm = pad(&format!("{} ", first.norm), NORM);
    let bearers = pad(&format!("{} ", bearers.join(", ")), BEARER);
    for (number, verdict) in cell.iter().enumerate() {
        if number == 0 {
            let verdict = pad(verdict, VERDICT);
            writeln!(out, "{} {norm}{bearers}{verdict}{counts:>COUNTS$}", symbol(first))?;
        } else {
            writeln!(out, "{:indent$}{verdict}", "", indent = 2 + NORM + BEARER)?;
        }
    }
    // A verdict on nothing is explained once, at the foot of the table.
    let is_silent = first.reason == Some(Reason::NoCoverage) && first.counts.episodes == 0;
    if is_silent { Ok(()) } else { write!(out, "{}", indented(&first.because, 6)) }
}

/// How many norms have which truth, for each bearer in the order of the header: counts, and no score.
fn totals(verdicts: &[&Verdict], agreement: &Agreement, out: &mut dyn Write) -> io::Result<()> {
    let mut bearers: Vec<&str> = Vec::new();
    for verdict in verdicts {
        if !bearers.contains(&verdict.bearer.as_str()) {
            bearers.push(&verdict.bearer);
        }
    }
    let rank =
        |bearer: &str| agreement.parties.iter().position(|party| party.name == *bearer).unwrap_or(usize::MAX);
    bearers.sort_by_key(|bearer| (rank(bearer), bearer.len()));
    writeln!(
        out,
        "\n  {}✗ violated   ? unknown   … pending      ✓ kept   – not binding now",
        pad("norms of", 22)
    )?;
    for bearer in bearers {
        let count = |truth: Option<Truth>| {
            verdicts.iter().filter(|verdict| verdict.bearer == bearer && verdict.truth == truth).count()
        };
        writeln!(
            out,
            "  {}{:>10}{:>12}{:>12}{:>12}{:>18}",
            pad(bearer, 22),
            count(Some(Truth::Violated)),
            count(Some(Truth::Unknown)),
            count(Some(Truth::Pending)),
            count(Some(Truth::Kept)),
            count(None)
        )?;
    }
    Ok(())
}
