//! A line gets its markers, and is cut between two of them.

use std::collections::BTreeMap;

use super::{Cut, Cuts, Line, LineError};
use crate::{END_REACH_METRES, MARKER_REACH_METRES, Marker, MarkerError, Position};

/// How many known codes an error names.
const CODES_NAMED: usize = 4;

impl Line {
    /// The line with markers whose places are known exactly.
    ///
    /// # Errors
    /// As [`Line::with_inexact_markers`].
    pub fn with_markers(
        self,
        markers: impl IntoIterator<Item = (String, Position)>,
    ) -> Result<Self, LineError> {
        self.with_inexact_markers(markers.into_iter().map(|(code, position)| (code, position, 0.0)))
    }

    /// The line with markers: code, position, and how far along the line each may truly be from there, in metres.
    ///
    /// # Errors
    /// If a marker stands too far from the line, or a code occurs twice with different positions.
    pub fn with_inexact_markers(
        mut self,
        markers: impl IntoIterator<Item = (String, Position, f64)>,
    ) -> Result<Self, LineError> {
        for (code, position, accuracy_metres) in markers {
            let marker = beside(&self, &code, position, accuracy_metres)?;
            match self.markers.get(&code) {
                Some(known) if *known != marker => return Err(MarkerError::Twice { code }.into()),
                _ => self.markers.insert(code, marker),
            };
        }
        Ok(self)
    }

    /// The markers by code.
    pub fn markers(&self) -> &BTreeMap<String, Marker> {
        &self.markers
    }

    /// The part of the line between two markers, in the order in which the line meets them.
    ///
    /// A position belongs to the part if the nearest point of the *whole* line lies on the part: so the parts on
    /// both sides of a marker tile the surroundings of the line and share only the seam. A marker at an end of the
    /// line cuts nothing off.
    ///
    /// # Errors
    /// If a code is unknown, or the line meets the second marker before the first, or both at one point.
    pub fn between(&self, code_a: &str, code_b: &str) -> Result<Line, LineError> {
        let cuts = cuts_between(self, code_a, code_b)?;
        let places = [cuts.from, cuts.to]
            .into_iter()
            .flatten()
            .flat_map(|cut| [-1.0, 0.0, 1.0].map(|way| cut.along_metres + way * cut.accuracy_metres));
        let stops = places.map(|along_metres| self.stop(along_metres)).collect();
        Ok(Line { cuts, stops, ..self.clone() })
    }
}

fn beside(line: &Line, code: &str, position: Position, accuracy_metres: f64) -> Result<Marker, MarkerError> {
    let nearest = line.nearest(position);
    let reach = MARKER_REACH_METRES.max(accuracy_metres + line.accuracy_metres());
    if nearest.distance_metres > reach {
        return Err(MarkerError::TooFar { code: code.to_owned(), metres: whole(nearest.distance_metres) });
    }
    Ok(Marker { position, along_metres: nearest.along_metres, accuracy_metres })
}

/// The cuts at two markers, in the order in which the line meets them.
fn cuts_between(line: &Line, code_a: &str, code_b: &str) -> Result<Cuts, MarkerError> {
    let (a, b) = (find(line, code_a)?, find(line, code_b)?);
    let names = |first: &str, second: &str| (first.to_owned(), second.to_owned());
    if b.along_metres < a.along_metres {
        let (first, second) = names(code_b, code_a);
        return Err(MarkerError::Reversed { first, second });
    }
    if b.along_metres <= a.along_metres {
        let (first, second) = names(code_a, code_b);
        return Err(MarkerError::SamePoint { first, second });
    }
    let cut =
        |marker: Marker| Cut { along_metres: marker.along_metres, accuracy_metres: marker.accuracy_metres };
    Ok(Cuts {
        from: (a.along_metres > END_REACH_METRES).then(|| cut(a)),
        to: (line.end() - b.along_metres > END_REACH_METRES).then(|| cut(b)),
    })
}

fn find(line: &Line, code: &str) -> Result<Marker, MarkerError> {
    let found = line.markers().get(code).copied();
    found.ok_or_else(|| MarkerError::Unknown { code: code.to_owned(), known: known(line, code) })
}

/// The codes that stand next to the one asked for in order, so that a slip of the pen shows.
fn known(line: &Line, code: &str) -> String {
    let before: Vec<&str> =
        line.markers().range(..code.to_owned()).rev().map(|(code, _)| code.as_str()).collect();
    let after = line.markers().range(code.to_owned()..).map(|(code, _)| code.as_str());
    let mut near: Vec<&str> = before.into_iter().take(CODES_NAMED / 2).collect();
    near.reverse();
    near.extend(after.take(CODES_NAMED / 2));
    if near.is_empty() {
        return "it has no markers at all".to_owned();
    }
    format!("the nearest codes known are `{}`", near.join("`, `"))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a distance on earth")]
fn whole(metres: f64) -> u64 {
    metres.round() as u64
}
