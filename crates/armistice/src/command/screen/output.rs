//! Passages, for programs and for people.

use std::io::{self, Write};
use std::path::Path;

use armistice_watch::{Plan, Screening};
use serde::Serialize;

use super::{Counts, coverage};
use crate::arguments::ScreenFormat;
use crate::command::Failure;
use crate::show;
use crate::show::passage::{self, View, number};

/// Everything, as one object.
#[derive(Debug, Serialize)]
struct Whole<'a> {
    agreement: String,
    #[serde(flatten)]
    counts: &'a Counts,
    fixes: u64,
    objects: u64,
    repeats: u64,
    fixes_set_aside: usize,
    coverage: coverage::View<'a>,
    passages: Vec<View<'a>>,
}

/// Writes the passages.
pub(super) fn write(
    format: ScreenFormat,
    kept: &coverage::Kept<'_>,
    agreement: &Path,
    counts: &Counts,
    screening: &Screening,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    match format {
        ScreenFormat::Table => {
            table(screening, kept.plan, out)?;
            coverage::table(kept, &screening.passages, out)?;
        }
        ScreenFormat::Csv => rows(screening, out)?,
        ScreenFormat::Ndjson => {
            for passage in &screening.passages {
                writeln!(out, "{}", serde_json::to_string(&View::of(passage))?)?;
            }
        }
        ScreenFormat::Json => {
            let whole = Whole {
                agreement: agreement.display().to_string(),
                counts,
                fixes: screening.fixes,
                objects: screening.objects,
                repeats: screening.repeats,
                fixes_set_aside: screening.set_aside.len(),
                coverage: coverage::View::of(kept, &screening.passages),
                passages: screening.passages.iter().map(View::of).collect(),
            };
            writeln!(out, "{}", serde_json::to_string_pretty(&whole)?)?;
        }
    }
    Ok(())
}

/// Tells what was read, dropped and set aside.
pub(super) fn talk(
    counts: &Counts,
    screening: &Screening,
    set_aside: u64,
    talk: &mut dyn Write,
) -> Result<(), Failure> {
    let words = show::words::count;
    if counts.rows_passed_over > 0 {
        writeln!(
            talk,
            "passed over: {}, more than 20 km from every zone and line by what the files say; gaps and jumps there are not told",
            number(counts.rows_passed_over, "row", "rows")
        )?;
    }
    if counts.other_lines > 0 {
        let lines = number(counts.other_lines, "line", "lines");
        writeln!(talk, "{lines} of other kinds, which tell no position")?;
    }
    writeln!(
        talk,
        "{} in {}: {} of {}, {} dropped, {set_aside} set aside; {}",
        number(counts.rows, "row", "rows"),
        words(counts.files, "file", "files"),
        number(screening.fixes, "position", "positions"),
        number(screening.objects, "object", "objects"),
        number(screening.repeats, "exact repeat", "exact repeats"),
        words(screening.passages.len(), "passage", "passages"),
    )?;
    Ok(())
}

fn rows(screening: &Screening, out: &mut dyn Write) -> Result<(), Failure> {
    let mut writer = csv::Writer::from_writer(out);
    for passage in &screening.passages {
        writer.serialize(View::of(passage)).map_err(written)?;
    }
    writer.flush()?;
    Ok(())
}

/// The system's own error, so that a reader who has gone away is known as such.
fn written(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        _ => io::Error::other("a passage is no CSV row"),
    }
}

/// One passage a line, for people.
fn table(screening: &Screening, plan: &Plan, out: &mut dyn Write) -> io::Result<()> {
    for passage in &screening.passages {
        passage::write(passage, &plan.sides, "", out)?;
    }
    if screening.passages.iter().any(|passage| passage.interpolated) {
        writeln!(out, "~ worked out between two reports, along the shortest way on the earth")?;
    }
    Ok(())
}
