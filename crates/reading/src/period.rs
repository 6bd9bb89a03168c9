//! The stretch on which a report reports: `covers the period from A to B`, `information received as of 19:30, 8 June`. What such
//! a report counts lies in it, where it says no day of its own.

use armistice_facts::calendar::Date;

use crate::document::{Document, Zone, ZoneKind};
use crate::openings::Marks;
use crate::resolve::{Against, resolve};
use crate::times::{Base, expressions};
use crate::tokens::tokens;

/// Words before a stretch.
static COVERS: Marks =
    Marks::of(&["period", "covers", "developments from", "reporting on", "update for", "as of"]);
/// How many zones are looked at: it stands in the head.
const HEAD: usize = 12;

/// The first stretch that the head of a report names as its own.
pub(crate) fn period(document: &Document, zones: &[Zone], published: Option<Date>) -> Option<(Date, Date)> {
    let told = zones
        .iter()
        .filter(|zone| !matches!(zone.kind, ZoneKind::Nav | ZoneKind::Footer | ZoneKind::Caption));
    told.take(HEAD).find_map(|zone| {
        let lower = document.of(zone).to_lowercase();
        let (at, _) = COVERS.first_in(&lower)?;
        // `as of noon we cut the line` is no stretch: in running text it must tell what was received.
        let is_told = zone.kind != ZoneKind::Body || !lower.contains("as of") || is_received(&lower);
        is_told.then(|| of_text(&lower, at, published)).flatten()
    })
}

fn is_received(lower: &str) -> bool {
    [
        "received as of",
        "information as of",
        "report as of",
        "reported as of",
        "update as of",
        "situation as of",
        "as of date",
    ]
    .iter()
    .any(|words| lower.contains(words))
}

fn of_text(lower: &str, at: usize, published: Option<Date>) -> Option<(Date, Date)> {
    let rest = lower.get(at..)?;
    let rest = rest.char_indices().nth(120).map_or(rest, |(end, _)| rest.get(..end).unwrap_or(rest));
    let words = tokens(rest, 0);
    let against = Against { published, last: None, is_future: false };
    expressions(&words).iter().find_map(|time| {
        let is_day = matches!(time.base, Base::Day { .. });
        let (from, to) = resolve(time, against)?.days()?;
        match (time.end, is_day) {
            (Some(_), true) if from < to => Some((from, to)),
            // A day's report is closed in the evening, and begins where the one before was closed.
            (None, true) if rest.starts_with("as of") => Some((from.plus_days(-1).ok()?, from)),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let published = Date::new(2019, 6, 20).ok();
        let lower = text.to_lowercase();
        of_text(&lower, COVERS.first_in(&lower)?.0, published).map(|(from, to)| format!("{from} {to}"))
    }

    #[test]
    fn stretches_are_found() {
        let told = "Report on the Force for the period from 21 February to 20 May 2019";
        assert_eq!(read(told).as_deref(), Some("2019-02-21 2019-05-20"));
        let told = "The present report covers developments from 13 December 2018 to 12 June 2019.";
        assert_eq!(read(told).as_deref(), Some("2018-12-13 2019-06-12"));
        let told = "The present report covers the period from 1 to 28 February 2019.";
        assert_eq!(read(told).as_deref(), Some("2019-02-01 2019-02-28"));
        let told = "based on information received as of 19:30, 8 June 2016";
        assert_eq!(read(told).as_deref(), Some("2016-06-07 2016-06-08"));
        assert_eq!(read("The army said on 8 June that it had left."), None);
    }
}
