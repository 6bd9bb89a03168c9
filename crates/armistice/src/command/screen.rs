//! `armistice screen`: track files against the zones and lines of an agreement.

mod coverage;
mod output;

use std::io::Write;
use std::path::Path;

use armistice_feeds::Reject;
use armistice_watch::{Coming, Known, Limits, Plan, SetAside};
use serde::Serialize;

use super::{Failure, Outcome};
use crate::arguments::ScreenArguments;
use crate::case::Source;
use crate::moment;
use crate::tracks::{Crew, Piece, Progress, Reading, Rejects, Subjects, screen_among, with_paces};

/// What was read.
#[derive(Debug, Default, Serialize)]
struct Counts {
    /// Files read, whole or in part.
    files: usize,
    /// Files of which nothing could be read.
    files_refused: usize,
    /// Rows, without headers.
    rows: u64,
    /// Rows that were set aside because they cannot be read.
    rows_refused: u64,
    /// Lines of other kinds: sentences that tell no position.
    other_lines: u64,
    /// Rows that were not read, because they are far from every zone and line.
    rows_passed_over: u64,
}

/// Screens the tables: passages to `out`, what was counted and set aside to `talk`.
pub(crate) fn run(
    arguments: &ScreenArguments,
    out: &mut dyn Write,
    talk: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let source = Source::open(&arguments.agreement)?;
    let agreement = source.agreement()?;
    let plan = source.plan(&agreement)?;
    tell_what_is_not_watched(&plan, talk)?;
    let is_far = |extent| plan.is_far_from(extent);
    let mut reading = Reading::with(arguments.table.profile.as_deref(), arguments.table.zone.as_deref())?;
    reading.may_pass_over = arguments.skip_far.then_some(&is_far);
    reading.takes_columns = true;
    let rejects = Rejects::open(arguments.table.rejects.as_deref())?;
    let (subjects, refused) = Subjects::open(arguments.objects.as_deref())?;
    let (listening, strange) = coverage::listening(&arguments.receivers)?;
    let paces = arguments.limits.paces.as_deref();
    let (limits, slow) = with_paces(limits(arguments), paces, &subjects, &agreement)?;
    let (read, mut screening) = screen_among(followers(), &plan, &limits, &subjects.classes(), |crew| {
        let (counts, progress) = (Counts::default(), Progress::begin());
        let mut screen = Screen { crew, rejects, counts, progress, files_left: arguments.tracks.len() };
        refused.iter().chain(&strange).chain(&slow).try_for_each(|reject| screen.rejects.add(reject))?;
        for path in &arguments.tracks {
            screen.read(path, &reading, talk)?;
        }
        Ok::<_, Failure>((screen.rejects, screen.counts))
    });
    let (mut rejects, mut counts) = read?;
    counts.other_lines = reading.others.get();
    if counts.files_refused == arguments.tracks.len() {
        return Err(Failure::NoTracks(counts.files_refused));
    }
    for passage in &mut screening.passages {
        if let Some(subject) = subjects.of(&passage.object) {
            let known = Known { class: subject.class.as_ref(), party: subject.party.as_ref() };
            plan.ascribe(&agreement, passage, known);
        }
    }
    for fix in &screening.set_aside {
        rejects.add(&set_aside(fix))?;
    }
    let kept = coverage::Kept { plan: &plan, coverage: &screening.coverage, listening: &listening };
    coverage::facts(&arguments.coverage, &agreement, &kept, moment::now())?;
    output::write(arguments.format, &kept, &source.path, &counts, &screening, out)?;
    out.flush()?;
    rejects.close()?;
    rejects.tell(talk)?;
    output::talk(&counts, &screening, rejects.count, talk)?;
    Ok(if rejects.count == 0 { Outcome::Fine } else { Outcome::Found })
}

fn tell_what_is_not_watched(plan: &Plan, talk: &mut dyn Write) -> Result<(), Failure> {
    for name in &plan.undecided {
        writeln!(
            talk,
            "note: zone {name} cannot be drawn, because it is left to a body, is known in words only, or rests on such a zone"
        )?;
    }
    for name in plan.series.keys() {
        writeln!(talk, "note: line {name} is drawn anew each day, and crossings of it are not watched")?;
    }
    Ok(())
}

/// A screening under way.
struct Screen<'c> {
    crew: &'c mut Crew,
    rejects: Rejects,
    counts: Counts,
    progress: Progress,
    /// Files behind the one that is being read.
    files_left: usize,
}

impl Screen<'_> {
    /// Reads one file. One that cannot be read is told, and the others are read.
    fn read(&mut self, path: &Path, reading: &Reading<'_>, talk: &mut dyn Write) -> Result<(), Failure> {
        let name = path.display().to_string();
        self.crew.begin_file();
        self.files_left = self.files_left.saturating_sub(1);
        let outcome = reading.read(path, &mut |piece| self.take(piece, &name, reading.share.get(), talk));
        self.progress.end(talk)?;
        match outcome {
            Ok(()) => self.counts.files += 1,
            Err(Failure::Tracks(error)) => {
                writeln!(talk, "error: {error}")?;
                self.rejects.add(&Reject::new(&name, 0, error.to_string(), b""))?;
                self.counts.files_refused += 1;
            }
            Err(other) => return Err(other),
        }
        Ok(())
    }

    fn take(
        &mut self,
        piece: Piece<'_>,
        name: &str,
        share: f64,
        talk: &mut dyn Write,
    ) -> Result<(), Failure> {
        match piece {
            Piece::Row(row) => {
                self.counts.rows += 1;
                match row {
                    Ok(fix) => self.crew.push(fix, name),
                    Err(reject) => {
                        self.counts.rows_refused += 1;
                        self.rejects.add(&reject)?;
                    }
                }
            }
            Piece::Rows(rows) => {
                // What is in order in the last file of all is in order for good.
                let is_all = rows.are_in_order && self.files_left == 0;
                self.crew.push_rows(&rows, name, if is_all { Coming::InOrder } else { Coming::Anything });
                let many = rows.objects.len() as u64;
                self.counts.rows += many;
                return Ok(self.progress.rows(many, share, talk)?);
            }
            Piece::PassedOver { rows, after } => {
                self.counts.rows_passed_over += rows;
                after.into_iter().for_each(|object| self.crew.lose_sight(&object));
            }
        }
        self.progress.row(share, talk)?;
        Ok(())
    }
}

/// A fix that could be read but not followed, in the same form as a row that could not.
pub(super) fn set_aside(aside: &SetAside) -> Reject {
    let fix = &aside.fix;
    let (lat, lon) = (fix.position.lat(), fix.position.lon());
    let text = format!("{} {} {lat:.7} {lon:.7}", fix.object, fix.time);
    Reject::new(&aside.source, fix.row, aside.reason.to_string(), text.as_bytes())
}

/// Threads that follow objects; one more reads.
fn followers() -> usize {
    std::thread::available_parallelism().map_or(1, |cores| cores.get() - 1).max(1)
}

fn limits(arguments: &ScreenArguments) -> Limits {
    Limits {
        gap_seconds: arguments.limits.gap_seconds,
        jump_knots: arguments.limits.jump_knots,
        late_seconds: arguments.late_seconds,
        error_metres: arguments.limits.error_metres,
        only_in_force: arguments.limits.in_force,
        ..Limits::default()
    }
}
