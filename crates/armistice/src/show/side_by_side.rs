//! Two judgements of one case beside each other.

use std::collections::BTreeSet;
use std::io::{self, Write};

use armistice_facts::Name;
use armistice_facts::calendar::Zone;
use armistice_judge::{Judgement, Verdict};

use super::text::{COLUMNS, pad, wrap};
use super::verdict::{symbol, words};

// With two gaps of two these make 100 columns.
const ID: usize = 34;
const EARLIER: usize = 26;
const LATER: usize = 36;

/// Writes the verdicts that a fact speaks of on either day, one row a norm and bearer.
pub(crate) fn write(
    titles: [&str; 2],
    judgements: [&Judgement; 2],
    zone: &Zone,
    out: &mut dyn Write,
) -> io::Result<usize> {
    let [earlier, later] = judgements;
    writeln!(out, "{}  {}  {}", pad("norm / bearer", ID), pad(titles[0], EARLIER), titles[1])?;
    writeln!(out, "{}", "─".repeat(COLUMNS))?;
    // A norm that a fact speaks of for one side is shown for every side.
    let spoken: BTreeSet<&Name> = judgements
        .iter()
        .flat_map(|judgement| &judgement.verdicts)
        .filter(|verdict| !is_silent(verdict))
        .map(|verdict| &verdict.norm)
        .collect();
    let (shown, left_out): (Vec<&Verdict>, Vec<&Verdict>) =
        later.verdicts.iter().partition(|verdict| spoken.contains(&verdict.norm));
    for verdict in shown {
        row(&verdict.id, earlier.verdict(&verdict.id), verdict, zone, out)?;
    }
    Ok(left_out.len())
}

/// Whether nothing is on record that speaks of the norm.
fn is_silent(verdict: &Verdict) -> bool {
    verdict.counts.episodes == 0 && verdict.grade == armistice_judge::Grade::None
}

fn row(
    id: &str,
    before: Option<&Verdict>,
    after: &Verdict,
    zone: &Zone,
    out: &mut dyn Write,
) -> io::Result<()> {
    let cell =
        |verdict: &Verdict, width| wrap(&format!("{} {}", symbol(verdict), words(verdict, zone)), width);
    let left = before.map(|verdict| cell(verdict, EARLIER)).unwrap_or_default();
    let (right, name) = (cell(after, LATER), wrap(id, ID));
    let line = |lines: &[String], number: usize| lines.get(number).cloned().unwrap_or_default();
    for number in 0..left.len().max(right.len()).max(name.len()) {
        let text = format!(
            "{}  {}  {}",
            pad(&line(&name, number), ID),
            pad(&line(&left, number), EARLIER),
            line(&right, number)
        );
        writeln!(out, "{}", text.trim_end())?;
    }
    Ok(())
}
