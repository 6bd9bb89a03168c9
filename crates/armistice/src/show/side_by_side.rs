//! Two judgements of one case beside each other.

use std::io::{self, Write};

use armistice_facts::calendar::Zone;
use armistice_judge::{Judgement, Verdict};

use super::text::{COLUMNS, pad, wrap};
use super::verdict::{symbol, words};

const ID: usize = 38;
const CELL: usize = 30;

/// Writes the verdicts that a fact speaks of on either day, one row a norm and bearer.
pub(crate) fn write(
    titles: [&str; 2],
    judgements: [&Judgement; 2],
    zone: &Zone,
    out: &mut dyn Write,
) -> io::Result<usize> {
    let [earlier, later] = judgements;
    writeln!(out, "{}  {}  {}", pad("norm / bearer", ID), pad(titles[0], CELL), titles[1])?;
    writeln!(out, "{}", "─".repeat(COLUMNS))?;
    let mut left_out = 0;
    for verdict in &later.verdicts {
        let before = earlier.verdict(&verdict.id);
        if is_silent(verdict) && before.is_none_or(is_silent) {
            left_out += 1;
            continue;
        }
        row(&verdict.id, before, verdict, zone, out)?;
    }
    Ok(left_out)
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
    let cell = |verdict: Option<&Verdict>| {
        let text = verdict.map(|verdict| format!("{} {}", symbol(verdict), words(verdict, zone)));
        wrap(&text.unwrap_or_default(), CELL)
    };
    let (left, right, name) = (cell(before), cell(Some(after)), wrap(id, ID));
    let line = |lines: &[String], number: usize| lines.get(number).cloned().unwrap_or_default();
    for number in 0..left.len().max(right.len()).max(name.len()) {
        let text = format!(
            "{}  {}  {}",
            pad(&line(&name, number), ID),
            pad(&line(&left, number), CELL),
            line(&right, number)
        );
        writeln!(out, "{}", text.trim_end())?;
    }
    Ok(())
}
