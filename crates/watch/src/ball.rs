//! Balls that hold a shape: a cheap proof that something far away is outside.

use armistice_earth::{Position, geodesic};

/// Edges straight in longitude and latitude are a little longer than the geodesics between their ends.
const LONGER: f64 = 1.2;

/// All positions within a distance of a centre.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Ball {
    centre: Position,
    radius_metres: f64,
}

/// Balls that hold a shape together; `None` where nothing bounds it.
pub(crate) type Bounds = Option<Vec<Ball>>;

impl Ball {
    /// A ball that holds the edges between corners. No point of an edge is farther from an end of it than half its
    /// length.
    pub(crate) fn round(corners: &[Position]) -> Option<Self> {
        let centre = *corners.first()?;
        let farthest = corners.iter().map(|corner| geodesic::distance(centre, *corner)).fold(0.0, f64::max);
        let longest = corners
            .iter()
            .zip(corners.iter().skip(1))
            .map(|(from, to)| geodesic::distance(*from, *to))
            .fold(0.0, f64::max);
        Some(Ball { centre, radius_metres: farthest + longest * LONGER / 2.0 + 1.0 })
    }

    /// Its centre, and its radius in metres.
    pub(crate) fn extent(self) -> (Position, f64) {
        (self.centre, self.radius_metres)
    }

    /// The ball of all that lies within a distance of this one.
    pub(crate) fn wider(self, metres: f64) -> Self {
        Ball { radius_metres: self.radius_metres + metres, ..self }
    }
}

/// At least how far outside all balls a position lies, in metres; nothing unless it does.
pub(crate) fn outside_by(balls: &[Ball], position: Position) -> Option<f64> {
    balls
        .iter()
        .map(|ball| geodesic::distance(ball.centre, position) - ball.radius_metres)
        .reduce(f64::min)
        .filter(|metres| *metres > 0.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::at;

    proptest! {
        #[test]
        fn no_point_of_an_edge_lies_outside(
            corners in proptest::collection::vec((-20.0..20.0_f64, -80.0..80.0_f64), 2..6),
            fraction in 0.0..1.0_f64,
        ) {
            let positions: Vec<_> = corners.iter().map(|(lon, lat)| at(*lon, *lat)).collect();
            let ball = Ball::round(&positions).unwrap();
            for pair in corners.windows(2) {
                let between = |from: f64, to: f64| from + (to - from) * fraction;
                let point = at(between(pair[0].0, pair[1].0), between(pair[0].1, pair[1].1));
                prop_assert!(outside_by(&[ball], point).is_none());
            }
        }
    }
}
