//! Tables of positions (CSV, plain or gzip) into [`Fix`]es, by a mapping [`Profile`].
//!
//! ```
//! use armistice_feeds::tracks::{Profile, Tracks};
//! let table = "Time,MMSI,Latitude_degrees,Longitude_degrees,COG_degrees,SOG_knots\n\
//!              2016-01-12 13:02:11.218,235070762,50.77301,-1.092935,157.8,5.9\n\
//!              2016-01-12 13:02:12.000,235070762,95.0,-1.092935,157.8,5.9\n";
//! let mut tracks = Tracks::open(table.as_bytes(), "solent.csv", &Profile::shipped())?;
//! assert_eq!(tracks.next().unwrap().unwrap().time.to_string(), "2016-01-12T13:02:11.218Z");
//! assert_eq!(tracks.next().unwrap().unwrap_err().row, 3);
//! # Ok::<(), armistice_feeds::tracks::TracksError>(())
//! ```

mod cells;
mod profile;

use std::io::Read;

use armistice_facts::{Fix, Height};

pub use self::cells::{object, time};
pub use self::profile::{HeightColumn, LengthUnit, Profile, SpeedColumn, SpeedUnit, TimeColumn, TimeForm};
use crate::Reject;
use crate::lines::{LONGEST_ROW, Line, Lines};

/// Why no row of a table can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TracksError {
    /// The system does not give the bytes.
    #[error("cannot read `{file}`: {cause}")]
    Unreadable {
        /// The file.
        file: String,
        /// The system's reason.
        cause: String,
    },
    /// There is no first row.
    #[error("`{file}` is empty: a table begins with a row of column names")]
    Empty {
        /// The file.
        file: String,
    },
    /// No profile has these columns.
    #[error(
        "no profile knows the columns of `{file}`: it has {}; {}; write a profile as JSON and name it with --profile",
        listed(seen), known.join("; ")
    )]
    UnknownHeader {
        /// The file.
        file: String,
        /// The columns of the header.
        seen: Vec<String>,
        /// The profiles tried, each with the columns that it misses.
        known: Vec<String>,
    },
}

/// The fixes of one table, row by row: a [`Fix`], or the [`Reject`] of a row that holds none.
#[derive(Debug)]
pub struct Tracks<'a> {
    file: String,
    lines: Lines<'a>,
    profile: Profile,
    columns: Columns,
}

/// Where the profile's columns stand in this table.
#[derive(Debug)]
struct Columns {
    count: usize,
    object: Option<usize>,
    time: usize,
    latitude: usize,
    longitude: usize,
    height: Option<usize>,
    speed: Option<usize>,
}

impl<'a> Tracks<'a> {
    /// Reads the header and takes the first profile whose columns it has.
    ///
    /// # Errors
    /// [`TracksError`] if the header cannot be read or no profile has its columns.
    pub fn open(bytes: impl Read + 'a, file: &str, profiles: &[Profile]) -> Result<Self, TracksError> {
        let unreadable = |cause: String| TracksError::Unreadable { file: file.to_owned(), cause };
        let mut lines = Lines::new(bytes).map_err(|error| unreadable(error.to_string()))?;
        match lines.advance() {
            Line::Whole if !lines.buffer.is_empty() => {}
            Line::Whole | Line::End => return Err(TracksError::Empty { file: file.to_owned() }),
            Line::TooLong(length) => {
                return Err(unreadable(format!("its header of {length} bytes is longer than {LONGEST_ROW}")));
            }
            Line::Broken(error) => return Err(unreadable(broken(&error, lines.is_compressed()))),
        }
        let header = String::from_utf8(lines.buffer.clone())
            .map_err(|_| unreadable("its header is no UTF-8".to_owned()))?;
        for profile in profiles {
            if let Some(columns) = Columns::find(profile, &header) {
                return Ok(Tracks { file: file.to_owned(), lines, profile: profile.clone(), columns });
            }
        }
        Err(unknown_header(file, &header, profiles))
    }

    /// The profile by which the table is read.
    #[must_use]
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    fn fix(&self) -> Result<Fix, String> {
        let row = std::str::from_utf8(&self.lines.buffer)
            .map_err(|error| format!("the row is no UTF-8 after byte {}", error.valid_up_to()))?;
        let cells = cells::split(row, self.profile.delimiter)?;
        if cells.len() != self.columns.count {
            return Err(format!("the row has {} cells, the header {}", cells.len(), self.columns.count));
        }
        let cell = |index: usize| cells.get(index).map_or("", String::as_str);
        let object = match (self.columns.object, &self.profile.object_name) {
            (Some(index), _) => cells::object(cell(index))?,
            (None, Some(name)) => name.clone(),
            (None, None) => return Err("the profile names no object".to_owned()),
        };
        Ok(Fix {
            object,
            time: cells::time(cell(self.columns.time), &self.profile.time)?,
            position: cells::position(cell(self.columns.latitude), cell(self.columns.longitude))?,
            error_metres: self.profile.error_metres,
            height: self.height(cell)?,
            speed_mm_s: self.speed(cell)?,
            row: self.lines.number,
        })
    }

    fn height<'c>(&self, cell: impl Fn(usize) -> &'c str) -> Result<Option<Height>, String> {
        let (Some(index), Some(column)) = (self.columns.height, &self.profile.height) else {
            return Ok(None);
        };
        let millimetres = cells::scaled(cell(index), "height", column.unit.millimetres(), u32::MAX)?;
        Ok(millimetres.map(|millimetres| Height { millimetres, datum: column.datum }))
    }

    fn speed<'c>(&self, cell: impl Fn(usize) -> &'c str) -> Result<Option<u32>, String> {
        let (Some(index), Some(column)) = (self.columns.speed, &self.profile.speed) else { return Ok(None) };
        let speed = cells::scaled(cell(index), "speed", column.unit.millimetres_a_second(), u32::MAX)?;
        speed.map(|speed| u32::try_from(speed).map_err(|_| "the speed is negative".to_owned())).transpose()
    }
}

impl Iterator for Tracks<'_> {
    type Item = Result<Fix, Reject>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let reason = match self.lines.advance() {
                Line::End => return None,
                Line::Whole if self.lines.buffer.iter().all(u8::is_ascii_whitespace) => continue,
                Line::Whole => match self.fix() {
                    Ok(fix) => return Some(Ok(fix)),
                    Err(reason) => reason,
                },
                Line::TooLong(length) => {
                    format!("the row of {length} bytes is longer than {LONGEST_ROW}")
                }
                Line::Broken(error) => broken(&error, self.lines.is_compressed()),
            };
            return Some(Err(Reject::new(&self.file, self.lines.number, reason, &self.lines.buffer)));
        }
    }
}

impl Columns {
    fn find(profile: &Profile, header: &str) -> Option<Self> {
        let names = cells::split(header, profile.delimiter).ok()?;
        let at = |column: &str| names.iter().position(|name| name.trim() == column);
        // The outer option is whether the column is there, the inner whether the profile asks for it.
        let if_asked = |column: Option<&String>| match column {
            Some(column) => at(column).map(Some),
            None => Some(None),
        };
        Some(Columns {
            count: names.len(),
            object: if_asked(profile.object.as_ref())?,
            time: at(&profile.time.column)?,
            latitude: at(&profile.latitude)?,
            longitude: at(&profile.longitude)?,
            height: if_asked(profile.height.as_ref().map(|height| &height.column))?,
            speed: if_asked(profile.speed.as_ref().map(|speed| &speed.column))?,
        })
    }
}

fn unknown_header(file: &str, header: &str, profiles: &[Profile]) -> TracksError {
    let cut = |text: &str| text.trim().chars().take(40).collect::<String>();
    let seen: Vec<String> = cells::split(header, ',')
        .map_or_else(|_| vec![cut(header)], |names| names.iter().take(40).map(|name| cut(name)).collect());
    let known = profiles
        .iter()
        .map(|profile| {
            let missing =
                profile.columns().into_iter().filter(|column| !seen.iter().any(|name| name == column));
            format!("profile `{}` misses {}", profile.name, listed(missing))
        })
        .collect();
    TracksError::UnknownHeader { file: file.to_owned(), seen, known }
}

fn listed<T: std::fmt::Display>(names: impl IntoIterator<Item = T>) -> String {
    names.into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn broken(error: &std::io::Error, is_compressed: bool) -> String {
    if is_compressed {
        format!("the gzip data are cut off or damaged here, nothing after it can be read ({error})")
    } else {
        format!("the file breaks off here, nothing after it can be read ({error})")
    }
}

#[cfg(test)]
mod tests;
