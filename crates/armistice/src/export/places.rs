//! The exported form of places.

use armistice_terms::model::{self, Cardinal, NearTo, Place, SideOf};

use super::shape;

/// A place.
pub(crate) fn place(of: &Place) -> shape::Place {
    match of {
        Place::Or(parts) => shape::Place::Or { parts: parts.iter().map(place).collect() },
        Place::And(parts) => shape::Place::And { parts: parts.iter().map(place).collect() },
        Place::Minus(whole, hole) => {
            shape::Place::Minus { whole: Box::new(place(whole)), hole: Box::new(place(hole)) }
        }
        Place::Near(model::Near { is_beyond, distance_mm, of, of_the_other_party, between, side_of }) => {
            let (of, own) = match of {
                NearTo::Line(own) => (shape::NearTo::Line, own),
                NearTo::Point(own) => (shape::NearTo::Point, own),
                NearTo::Zone(own) => (shape::NearTo::Zone, own),
                NearTo::Class(own) => (shape::NearTo::Class, own),
            };
            shape::Place::Near {
                is_beyond: *is_beyond,
                distance_mm: *distance_mm,
                of,
                name: own.to_string(),
                of_the_other_party: *of_the_other_party,
                between: between.clone().map(|(from, to)| [from, to]),
                side_of: side_of.as_ref().map(self::side_of),
            }
        }
        Place::Beside { side, point } => {
            shape::Place::Beside { side: cardinal(*side), point: point.to_string() }
        }
        Place::File(one) => shape::Place::File { file: file(one) },
        Place::Height(bound) => shape::Place::Height { bound: height(*bound) },
        Place::Zone(zone) => shape::Place::Zone { name: zone.to_string() },
        Place::AcrossLine(line) => shape::Place::AcrossLine { name: line.to_string() },
        Place::Side { line, of } => shape::Place::LineSide { line: line.to_string(), of: side_of(of) },
        Place::OutOf(from) => shape::Place::OutOf { place: Box::new(place(from)) },
        Place::To(to) => shape::Place::To { place: Box::new(place(to)) },
        Place::Domain(domain) => shape::Place::Domain { name: domain.clone() },
        Place::Everywhere => shape::Place::Everywhere,
    }
}

/// Whose side.
fn side_of(of: &SideOf) -> shape::SideOf {
    match of {
        SideOf::Own => shape::SideOf::Own,
        SideOf::Other => shape::SideOf::Other,
        SideOf::Named(name) => shape::SideOf::Named { name: name.to_string() },
    }
}

/// A side of the compass.
pub(crate) fn cardinal(side: Cardinal) -> shape::Side {
    match side {
        Cardinal::North => shape::Side::North,
        Cardinal::South => shape::Side::South,
        Cardinal::East => shape::Side::East,
        Cardinal::West => shape::Side::West,
    }
}

/// A bound of height.
pub(crate) fn height(bound: model::HeightBound) -> shape::Height {
    let model::HeightBound { is_above, height_mm, above_ground } = bound;
    shape::Height { is_above, height_mm, above_ground }
}

/// A file.
pub(crate) fn file(one: &model::FileRef) -> shape::FileRef {
    let model::FileRef { path, feature, sha256 } = one;
    shape::FileRef { path: path.clone(), feature: feature.clone(), sha256: sha256.clone() }
}
