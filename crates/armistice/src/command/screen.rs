//! `armistice screen`: track files against the zones and lines of an agreement.

mod input;
mod output;

use std::io::{self, Write};
use std::path::PathBuf;

use armistice_feeds::Reject;
use armistice_feeds::tracks::TracksError;
use armistice_watch::{Limits, Watch};
use clap::{Args, ValueEnum};

use self::input::Counts;
use super::{Failure, Outcome};
use crate::case::Source;

/// `armistice screen`
#[derive(Debug, Args)]
pub(crate) struct ScreenArguments {
    /// The agreement (.agreement.md) whose zones and lines are watched, or a folder that holds one
    #[arg(value_name = "AGREEMENT")]
    agreement: PathBuf,
    /// Track tables: CSV, plain or gzip, read in the order given
    #[arg(required = true, value_name = "TRACKS")]
    tracks: Vec<PathBuf>,
    /// A shipped profile by its name, or a file (.json) with one of your own [default: recognised by the header]
    #[arg(long, value_name = "PROFILE")]
    profile: Option<String>,
    /// Two reports of one object more than so many seconds apart are a gap
    #[arg(long, value_name = "N", default_value_t = 600.0, value_parser = positive)]
    gap_seconds: f64,
    /// Two reports more than 100 m apart with a higher speed between them are a jump
    #[arg(long, value_name = "N", default_value_t = 100.0, value_parser = positive)]
    jump_knots: f64,
    /// So many seconds a report may come after a newer one of its object; later ones are set aside
    #[arg(long, value_name = "N", default_value_t = 3600)]
    late_seconds: u32,
    /// How far a reported position may be from the true one, in metres, where the table does not say
    #[arg(long, value_name = "N", default_value_t = 10)]
    error_metres: u32,
    /// How to print
    #[arg(long, value_enum, default_value_t = ScreenFormat::Table)]
    format: ScreenFormat,
    /// Write the rows that were set aside to this file, one JSON object a line
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
}

/// How passages are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScreenFormat {
    /// For people, in 100 columns
    Table,
    /// One object with the counts and all passages
    Json,
    /// One passage a line; see schemas/passage.schema.json
    Ndjson,
    /// One passage a row, under a header
    Csv,
}

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
            "note: zone {name} cannot be drawn, because it is left to a body or rests on one that is"
        )?;
    }
    let profiles = input::profiles(arguments.profile.as_deref())?;
    let mut rejects = input::Rejects::open(arguments.rejects.as_deref())?;
    let mut watch = Watch::new(&plan, arguments.limits());
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
    output::talk(&counts, &screening, &mut rejects, talk)?;
    Ok(if rejects.count == 0 { Outcome::Fine } else { Outcome::Found })
}

impl ScreenArguments {
    fn limits(&self) -> Limits {
        Limits {
            gap_seconds: self.gap_seconds,
            jump_knots: self.jump_knots,
            late_seconds: self.late_seconds,
            error_metres: self.error_metres,
            ..Limits::default()
        }
    }
}

fn positive(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && number > 0.0 => Ok(number),
        _ => Err("a number above 0 is needed".to_owned()),
    }
}
