//! Track files into the watch, what cannot be read into the file of rejects.

use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::Path;

use armistice_feeds::Reject;
use armistice_feeds::tracks::{Profile, Tracks};
use armistice_watch::{SetAside, Watch};
use serde::Serialize;

use super::ScreenError;
use crate::command::Failure;

/// The most bytes of a profile.
const LARGEST_PROFILE: u64 = 1 << 20;
/// So many refused rows are told on the terminal; the file of rejects holds all of them.
const ROWS_TOLD: usize = 5;

/// What was read.
#[derive(Debug, Default, Serialize)]
pub(super) struct Counts {
    /// Files read, whole or in part.
    pub(super) files: usize,
    /// Files of which nothing could be read.
    pub(super) files_refused: usize,
    /// Rows, without headers.
    pub(super) rows: u64,
    /// Rows that were set aside because they cannot be read.
    pub(super) rows_refused: u64,
}

/// Where refused rows go.
#[derive(Debug)]
pub(super) struct Rejects {
    file: Option<(String, BufWriter<File>)>,
    /// How many there are.
    pub(super) count: u64,
    /// The first of them.
    pub(super) first: Vec<Reject>,
}

impl Rejects {
    pub(super) fn open(path: Option<&Path>) -> Result<Self, ScreenError> {
        let open = |path: &Path| {
            let name = path.display().to_string();
            match File::create(path) {
                Ok(file) => Ok((name, BufWriter::new(file))),
                Err(cause) => Err(ScreenError::Rejects { path: name, cause }),
            }
        };
        Ok(Rejects { file: path.map(open).transpose()?, count: 0, first: Vec::new() })
    }

    pub(super) fn add(&mut self, reject: &Reject) -> Result<(), Failure> {
        self.count += 1;
        if self.first.len() < ROWS_TOLD {
            self.first.push(reject.clone());
        }
        if let Some((path, file)) = &mut self.file {
            let line = serde_json::to_string(reject)?;
            writeln!(file, "{line}").map_err(|cause| ScreenError::Rejects { path: path.clone(), cause })?;
        }
        Ok(())
    }

    /// Writes out what is still in memory.
    pub(super) fn close(&mut self) -> Result<(), ScreenError> {
        match &mut self.file {
            Some((path, file)) => {
                file.flush().map_err(|cause| ScreenError::Rejects { path: path.clone(), cause })
            }
            None => Ok(()),
        }
    }
}

/// The profiles that a table may have: all shipped ones, or the one that was named.
pub(super) fn profiles(named: Option<&str>) -> Result<Vec<Profile>, ScreenError> {
    let shipped = Profile::shipped();
    let Some(named) = named else { return Ok(shipped) };
    if Path::new(named).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
        return Ok(vec![own_profile(named)?]);
    }
    let known = shipped.iter().map(|profile| profile.name.clone()).collect::<Vec<_>>().join(", ");
    let chosen: Vec<_> = shipped.into_iter().filter(|profile| profile.name == named).collect();
    if chosen.is_empty() {
        return Err(ScreenError::UnknownProfile { name: named.to_owned(), known });
    }
    Ok(chosen)
}

fn own_profile(path: &str) -> Result<Profile, ScreenError> {
    let cannot = |cause: String| ScreenError::Profile { path: path.to_owned(), cause };
    let file = File::open(path).map_err(|error| cannot(error.to_string()))?;
    let mut text = String::new();
    file.take(LARGEST_PROFILE).read_to_string(&mut text).map_err(|error| cannot(error.to_string()))?;
    serde_json::from_str(&text).map_err(|error| cannot(error.to_string()))
}

/// Reads one table.
pub(super) fn read(
    path: &Path,
    profiles: &[Profile],
    watch: &mut Watch<'_>,
    rejects: &mut Rejects,
    counts: &mut Counts,
) -> Result<(), Failure> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|cause| ScreenError::Unreadable { path: name.clone(), cause })?;
    let tracks = Tracks::open(file, &name, profiles).map_err(ScreenError::from)?;
    counts.files += 1;
    for row in tracks {
        counts.rows += 1;
        match row {
            Ok(fix) => watch.push(fix, &name),
            Err(reject) => {
                counts.rows_refused += 1;
                rejects.add(&reject)?;
            }
        }
    }
    Ok(())
}

/// A fix that could be read but not followed, in the same form as a row that could not.
pub(super) fn set_aside(aside: &SetAside) -> Reject {
    let fix = &aside.fix;
    let (lat, lon) = (fix.position.lat(), fix.position.lon());
    let text = format!("{} {} {lat:.7} {lon:.7}", fix.object, fix.time);
    Reject::new(&aside.source, fix.row, aside.reason.to_string(), text.as_bytes())
}
