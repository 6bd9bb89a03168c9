//! Files of positions, whatever their form: row by row, with what cannot be read set aside.

mod crew;
mod paces;
#[cfg(feature = "parquet")]
mod parquet;
mod profiles;
mod progress;
mod rejects;
#[cfg(not(feature = "parquet"))]
mod segment;
mod sentences;
mod subjects;
mod table;

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use armistice_facts::Fix;
use armistice_feeds::objects::ObjectsError;
use armistice_feeds::tracks::{Profile, TracksError};
use armistice_feeds::{Reject, nmea};
use armistice_watch::Columns;

pub(crate) use self::crew::{Crew, screen_among};
pub(crate) use self::paces::with_paces;
pub(crate) use self::profiles::profiles;
pub(crate) use self::progress::Progress;
pub(crate) use self::rejects::Rejects;
pub(crate) use self::subjects::Subjects;

/// What every Parquet file begins with.
const PARQUET: &[u8; 4] = b"PAR1";

/// Why no row of a file of positions can be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum TrackFileError {
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
    /// A file that the system does not give.
    #[error("cannot read `{path}`: {cause}")]
    Unreadable {
        /// The file.
        path: String,
        /// The system's reason.
        cause: io::Error,
    },
    /// A table that no profile fits.
    #[error(transparent)]
    Table(#[from] TracksError),
    /// A Parquet file that cannot be used.
    #[cfg(feature = "parquet")]
    #[error(transparent)]
    Parquet(#[from] armistice_parquet::TableError),
    /// A Parquet file that says that it is sorted, and is not.
    #[cfg(feature = "parquet")]
    #[error(
        "`{path}` says that its rows are sorted, and row {row} comes too late; write it anew with armistice convert"
    )]
    Disorder {
        /// The file.
        path: String,
        /// The row.
        row: u64,
    },
    /// Rows that cannot be sorted for want of room.
    #[cfg(feature = "parquet")]
    #[error("cannot sort the rows of `{path}`: {cause}; they are kept in the folder that TMPDIR names")]
    Sort {
        /// The file.
        path: String,
        /// The system's reason.
        cause: io::Error,
    },
    /// A Parquet file, and no reader for it.
    #[cfg(not(feature = "parquet"))]
    #[error(
        "`{path}` is a Parquet file of another layout than segments have, and this program was built without the part \
         that reads those; build it with: cargo build --release -p armistice --features parquet"
    )]
    NoParquet {
        /// The file.
        path: String,
    },
    /// A table of objects.
    #[error(transparent)]
    Objects(#[from] ObjectsError),
    /// Too many at a time.
    #[error("more than {most} positions are not recorded at a time: name fewer files")]
    Many {
        /// How many are.
        most: usize,
    },
    /// The file for what was set aside.
    #[error("cannot write `{path}`: {cause}")]
    Rejects {
        /// The file.
        path: String,
        /// The system's reason.
        cause: io::Error,
    },
}

/// How files are to be read.
pub(crate) struct Reading<'a> {
    /// The profiles that a table may have.
    pub(crate) profiles: Vec<Profile>,
    /// The zone of times that name none, where no profile states it.
    #[cfg_attr(
        not(feature = "parquet"),
        expect(dead_code, reason = "the profiles have it; Parquet needs none of them")
    )]
    pub(crate) zone: Option<&'a str>,
    /// Whether a box (west, south, east, north) may be passed over; nothing is where this is not asked for.
    pub(crate) may_pass_over: Option<&'a dyn Fn([f64; 4]) -> bool>,
    /// Whether rows may be handed out as columns.
    pub(crate) takes_columns: bool,
    /// Lines of other kinds that were passed over: they tell no position.
    pub(crate) others: Cell<u64>,
    /// Which share of the file that is being read has been, from 0 to 1.
    pub(crate) share: Cell<f64>,
}

/// What comes out of a file.
#[derive(Debug)]
pub(crate) enum Piece<'p> {
    /// A row: a fix, or why it holds none.
    Row(Result<Fix, Reject>),
    /// Rows as columns: only to who takes them so ([`Reading::takes_columns`]).
    #[cfg_attr(not(feature = "parquet"), expect(dead_code, reason = "only Parquet files have columns"))]
    Rows(Rows<'p>),
    /// Rows that were not read, because none of them comes near anything.
    #[cfg_attr(
        not(feature = "parquet"),
        expect(dead_code, reason = "only Parquet files have rows to pass over")
    )]
    PassedOver {
        /// How many.
        rows: u64,
        /// The object of the last row before them, whose way goes on unseen.
        after: Option<String>,
    },
}

/// Rows as columns of one length.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rows<'p> {
    /// The object of each row, by its number within the file.
    pub(crate) objects: &'p [u32],
    /// The identifiers of objects, by number.
    pub(crate) names: &'p [String],
    /// What the rows hold.
    pub(crate) columns: Columns<'p>,
    /// Whether the rows of each object are surely in the order of time, in all of the file.
    pub(crate) are_in_order: bool,
}

/// Takes what comes out of a file.
pub(crate) type Take<'t, E> = dyn FnMut(Piece<'_>) -> Result<(), E> + 't;

impl Reading<'_> {
    /// With all shipped profiles, or the one that was named.
    ///
    /// # Errors
    /// [`TrackFileError`] if there is no such profile or it cannot be used.
    pub(crate) fn with<'a>(
        profile: Option<&str>,
        zone: Option<&'a str>,
    ) -> Result<Reading<'a>, TrackFileError> {
        let mut profiles = profiles(profile)?;
        for time in profiles.iter_mut().map(|profile| &mut profile.time) {
            time.zone = time.zone.take().or_else(|| zone.map(ToOwned::to_owned));
        }
        Ok(Reading {
            profiles,
            zone,
            may_pass_over: None,
            takes_columns: false,
            others: Cell::new(0),
            share: Cell::new(0.0),
        })
    }

    /// Reads one file.
    ///
    /// # Errors
    /// [`TrackFileError`] if no row of it can be read; whatever `take` fails with.
    pub(crate) fn read<E: From<TrackFileError>>(&self, path: &Path, take: &mut Take<'_, E>) -> Result<(), E> {
        let name = path.display().to_string();
        let unreadable = |cause| TrackFileError::Unreadable { path: name.clone(), cause };
        let mut file = File::open(path).map_err(unreadable)?;
        self.share.set(0.0);
        if is_parquet(&mut file).map_err(unreadable)? {
            return self.read_parquet(file, &name, take);
        }
        if is_sentences(&mut file).map_err(unreadable)? {
            return sentences::read(self, file, &name, take);
        }
        table::read(self, file, &name, take)
    }

    #[cfg(feature = "parquet")]
    fn read_parquet<E: From<TrackFileError>>(
        &self,
        file: File,
        name: &str,
        take: &mut Take<'_, E>,
    ) -> Result<(), E> {
        parquet::read(self, file, name, take)
    }

    #[cfg(not(feature = "parquet"))]
    fn read_parquet<E: From<TrackFileError>>(
        &self,
        file: File,
        name: &str,
        take: &mut Take<'_, E>,
    ) -> Result<(), E> {
        segment::read(self, file, name, take)
    }
}

/// Whether a file begins with sentences of receivers; it is left at its start.
fn is_sentences(file: &mut File) -> io::Result<bool> {
    const ENOUGH: u64 = 4096;
    if !file.metadata()?.is_file() {
        return Ok(false);
    }
    let mut start = Vec::new();
    file.take(ENOUGH).read_to_end(&mut start)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(nmea::is_sentences(&start))
}

/// Whether a file begins as Parquet does; it is left at its start. What is no file, such as a pipe, is none.
fn is_parquet(file: &mut File) -> io::Result<bool> {
    if !file.metadata()?.is_file() {
        return Ok(false);
    }
    let mut start = Vec::new();
    file.take(PARQUET.len() as u64).read_to_end(&mut start)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(start == PARQUET)
}
