//! `armistice screen`: track files against the zones and lines of an agreement.

mod input;
mod output;

use std::io::{self, Write};

use armistice_feeds::Reject;
use armistice_feeds::tracks::TracksError;
use armistice_watch::{Limits, Watch};

use self::input::Counts;
use super::{Failure, Outcome};
use crate::arguments::ScreenArguments;
use crate::case::Source;

/// Why tracks cannot be screened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum ScreenError {
    /// No table could be read; each has been named with its reason.
    #[error("none of the {0} track files can be read")]
    NoTracks(usize),
    /// A profile that is neither shipped nor a file.
    #[error("there is no profile `{name}`: the program knows {known}; a profile of your own ends in .json")]
    UnknownProfile {
        /// What was asked for.
        name: String,
        /// The shipped profiles.
        known: String,
    },
    /// A profile that cannot be used.
    #[error("cannot use the profile `{path}`: {cause}")]
    Profile {
        /// The file.
        path: String,
        /// Why.
        cause: String,
    },
    /// A track file that the system does not give.
    #[error("cannot read `{path}`: {cause}")]
    Unreadable {
        /// The file.
        path: String,
        /// The system's reason.
        cause: io::Error,
    },
    /// A track table that no profile fits.
    #[error(transparent)]
    Tracks(#[from] TracksError),
    /// The file for what was set aside.
    #[error("cannot write `{path}`: {cause}")]
    Rejects {
        /// The file.
        path: String,
        /// The system's reason.
        cause: io::Error,
    },
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
    for name in &plan.undecided {
        writeln!(
            talk,
            "note: zone {name} cannot be drawn, because it is left to a body, is known in words only, or rests on such a zone"
        )?;
    }
    for name in plan.series.keys() {
        writeln!(talk, "note: line {name} is drawn anew each day, and crossings of it are not watched")?;
    }
    let profiles = input::profiles(arguments.profile.as_deref())?;
    let mut rejects = input::Rejects::open(arguments.rejects.as_deref())?;
    let mut watch = Watch::new(&plan, limits(arguments));
    let mut counts = Counts::default();
    for path in &arguments.tracks {
        match input::read(path, &profiles, &mut watch, &mut rejects, &mut counts) {
            Ok(()) => {}
            Err(Failure::Screen(error)) => {
                writeln!(talk, "error: {error}")?;
                rejects.add(&Reject::new(&path.display().to_string(), 0, error.to_string(), b""))?;
                counts.files_refused += 1;
            }
            Err(other) => return Err(other),
        }
    }
    if counts.files_refused == arguments.tracks.len() {
        return Err(ScreenError::NoTracks(counts.files_refused).into());
    }
    let screening = watch.finish();
    for fix in &screening.set_aside {
        rejects.add(&input::set_aside(fix))?;
    }
    output::write(arguments.format, &plan.sides, &source.path, &counts, &screening, out)?;
    out.flush()?;
    output::talk(&counts, &screening, &mut rejects, talk)?;
    Ok(if rejects.count == 0 { Outcome::Fine } else { Outcome::Found })
}

fn limits(arguments: &ScreenArguments) -> Limits {
    Limits {
        gap_seconds: arguments.gap_seconds,
        jump_knots: arguments.jump_knots,
        late_seconds: arguments.late_seconds,
        error_metres: arguments.error_metres,
        ..Limits::default()
    }
}
