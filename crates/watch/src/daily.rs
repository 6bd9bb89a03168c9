//! Lines that are drawn anew each day, one file a day.

use std::collections::BTreeMap;

use armistice_earth::{Line, LineError, Near, NearTo, Region, Side};
use armistice_facts::calendar::{Date, Zone as TimeZone};
use armistice_facts::{Interval, Name};
use armistice_terms::model::{self, FileRef};
use armistice_terms::{FileError, Files, series};

use crate::shapes::{self, DrawnLine, ShapeError};

/// The most days of a series that are drawn; what comes later is told of as an error.
pub(crate) const MOST_DAYS: usize = 5_000;
/// What lasted longer is not compared with the line of each of its days.
const LONGEST_DAYS: usize = 31;

/// Near the line of the day, or beyond a distance of it.
#[derive(Debug, Clone)]
pub(crate) struct Daily {
    /// The line.
    pub(crate) line: Name,
    /// How the text says it.
    pub(crate) near: model::Near,
    /// The accuracy that the place has of its own, in metres.
    pub(crate) accuracy_metres: f64,
}

/// The drawings of a line by day.
pub(crate) fn draw(files: &dyn Files, line: &model::Line) -> Result<BTreeMap<Date, DrawnLine>, ShapeError> {
    let pattern = &line.file.path;
    let mut days = BTreeMap::new();
    for path in files.matching(pattern)? {
        let Some(day) = series::day(pattern, &path) else { continue };
        if days.len() >= MOST_DAYS {
            let cause = format!("it is one of more than {MOST_DAYS} days");
            return Err(FileError::Unreadable { path, cause }.into());
        }
        let file = FileRef { path, feature: line.file.feature.clone(), sha256: None };
        let accuracy = metres(line.accuracy_mm);
        days.insert(day, shapes::line(files, &file, line.markers_by.as_deref(), accuracy)?);
    }
    Ok(days)
}

/// The days of an interval in the zone of an agreement; none if there are too many.
pub(crate) fn days(zone: &TimeZone, about: &Interval) -> Vec<Date> {
    let (mut day, last) = (zone.date_of(about.from), zone.date_of(about.last()));
    let mut days = vec![day];
    while day < last {
        let Ok(next) = day.plus_days(1) else { break };
        day = next;
        days.push(day);
        if days.len() > LONGEST_DAYS {
            return Vec::new();
        }
    }
    days
}

/// The part of a line between its markers, and as well known as the place that rests on it.
pub(crate) fn part(line: &Line, near: &model::Near, accuracy_metres: f64) -> Result<Line, LineError> {
    let mut part = line.clone();
    if accuracy_metres > part.accuracy_metres() {
        part = part.with_accuracy(accuracy_metres);
    }
    match &near.between {
        // The text may name the markers in either order.
        Some((from, to)) => part.between(from, to).or_else(|error| part.between(to, from).map_err(|_| error)),
        None => Ok(part),
    }
}

/// Millimetres of the text in metres.
#[expect(clippy::cast_precision_loss, reason = "lengths on the earth in millimetres stay far below 2^53")]
pub(crate) fn metres(millimetres: i64) -> f64 {
    millimetres as f64 / 1000.0
}

impl Daily {
    /// The place by the line of one day.
    pub(crate) fn region(&self, line: &Line, side: Option<Side>) -> Option<Region> {
        let part = part(line, &self.near, self.accuracy_metres).ok()?;
        let metres = metres(self.near.distance_mm);
        Some(Region::Near(Near { of: NearTo::Line(part), metres, is_beyond: self.near.is_beyond, side }))
    }
}
