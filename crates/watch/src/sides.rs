//! Who is on which side of a line: by the feature of its file, or by the compass, as the text says it.

use std::fmt;

use armistice_earth::{Position, Side, geodesic};
use armistice_facts::Name;
use armistice_terms::model::{Cardinal, Line, LineSide};

/// What a line must run across a direction for it to say which side is meant: the sine of 30°.
const ACROSS: f64 = 0.5;

/// Who is on which side of a line, as it is drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sides {
    /// Who is on the left.
    pub left: Vec<Name>,
    /// Who is on the right.
    pub right: Vec<Name>,
}

impl Sides {
    /// The side of a party or body.
    #[must_use]
    pub fn of(&self, name: &Name) -> Option<Side> {
        if self.left.contains(name) {
            Some(Side::Left)
        } else {
            self.right.contains(name).then_some(Side::Right)
        }
    }
}

/// Why sides do not fit a line.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SidesError {
    /// It runs so that no side of it lies towards the direction that the text names.
    Course(Cardinal),
    /// The feature of the line gives somebody the other side, or somebody else this one.
    Contradicted(Name),
}

impl fmt::Display for SidesError {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SidesError::Course(side) => {
                let side = format!("{side:?}").to_lowercase();
                write!(to, "runs from end to end so that neither side of it is the one on the {side}")
            }
            SidesError::Contradicted(name) => {
                write!(
                    to,
                    "has `{name}` on a side by the feature of its file, on which the text does not have it"
                )
            }
        }
    }
}

/// The sides of a line that runs between two ends, of which its feature tells so much.
pub(crate) fn of(line: &Line, ends: Option<(Position, Position)>, told: Sides) -> Result<Sides, SidesError> {
    let Some(first) = line.sides.first() else { return Ok(told) };
    let is_left = ends.and_then(|ends| is_left(first.side, ends)).ok_or(SidesError::Course(first.side))?;
    let mut sides = Sides::default();
    for LineSide { side, of } in &line.sides {
        let names = if (*side == first.side) == is_left { &mut sides.left } else { &mut sides.right };
        names.extend(of.iter().cloned());
    }
    // Whom the feature puts on a side stands there by the text, too.
    let by_feature = |name: &&Name| told.of(name).is_some();
    let named = told.left.iter().chain(&told.right);
    let strange = named.filter(by_feature).find(|name| sides.of(name) != told.of(name));
    match strange {
        Some(name) => Err(SidesError::Contradicted(name.clone())),
        None => Ok(sides),
    }
}

/// Whether the side towards a direction is the left one, by the way from the first to the last position; `None` where
/// the line runs too nearly towards it, or comes back to where it began.
fn is_left(side: Cardinal, (first, last): (Position, Position)) -> Option<bool> {
    let corner = Position::from_e7(last.lon_e7(), first.lat_e7()).ok()?;
    let signed = |metres: f64, is_plus: bool| if is_plus { metres } else { -metres };
    let turn = i64::from(last.lon_e7()) - i64::from(first.lon_e7());
    // The shorter way round the earth.
    let is_eastward = (0..=1_800_000_000).contains(&turn) || turn < -1_800_000_000;
    let east = signed(geodesic::distance(first, corner), is_eastward);
    let north = signed(geodesic::distance(corner, last), last.lat_e7() >= first.lat_e7());
    let length = (east * east + north * north).sqrt();
    // Left of the way east is north, left of the way north is west.
    let towards_left = match side {
        Cardinal::North => east,
        Cardinal::South => -east,
        Cardinal::West => north,
        Cardinal::East => -north,
    };
    if length <= 0.0 || towards_left.abs() < ACROSS * length {
        return None;
    }
    Some(towards_left > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, line, name};

    fn sides(
        text: &[(Cardinal, &str)],
        ends: (Position, Position),
        told: Sides,
    ) -> Result<Sides, SidesError> {
        let sides = text.iter().map(|(side, of)| LineSide { side: *side, of: vec![name(of)] }).collect();
        of(&Line { sides, ..line("line", "geo.json", 0) }, Some(ends), told)
    }

    #[test]
    fn the_compass_says_which_side_is_the_left_one() {
        let (west, east) = (at(0.0, 0.0), at(1.0, 0.2));
        let two = [(Cardinal::South, "A"), (Cardinal::North, "B")];
        let eastward = sides(&two, (west, east), Sides::default()).unwrap();
        assert_eq!(eastward, Sides { left: vec![name("B")], right: vec![name("A")] });
        let westward = sides(&two, (east, west), Sides::default()).unwrap();
        assert_eq!(westward, Sides { left: vec![name("A")], right: vec![name("B")] });
        let (south, north) = (at(0.0, 0.0), at(0.1, 1.0));
        let one = sides(&[(Cardinal::West, "A")], (south, north), Sides::default()).unwrap();
        assert_eq!(one, Sides { left: vec![name("A")], right: Vec::new() });
        // Over the antimeridian, the shorter way.
        let over = sides(&two, (at(179.5, 0.0), at(-179.5, 0.0)), Sides::default()).unwrap();
        assert_eq!(over.left, [name("B")]);
    }

    #[test]
    fn a_line_that_runs_towards_a_side_does_not_say_which_it_is() {
        let along = (at(0.0, 0.0), at(0.1, 1.0));
        assert_eq!(
            sides(&[(Cardinal::North, "A")], along, Sides::default()),
            Err(SidesError::Course(Cardinal::North))
        );
        let closed = (at(0.0, 0.0), at(0.0, 0.0));
        assert!(sides(&[(Cardinal::North, "A")], closed, Sides::default()).is_err());
    }

    #[test]
    fn text_and_feature_must_not_contradict_one_another() {
        let ends = (at(0.0, 0.0), at(1.0, 0.0));
        let told = |left: &str| Sides { left: vec![name(left)], right: Vec::new() };
        assert!(sides(&[(Cardinal::North, "A")], ends, told("A")).is_ok());
        let contradicted = Err(SidesError::Contradicted(name("A")));
        assert_eq!(sides(&[(Cardinal::South, "A")], ends, told("A")), contradicted);
        // What the text leaves out, the feature does not add.
        assert!(sides(&[(Cardinal::South, "B")], ends, told("A")).is_err());
    }
}
