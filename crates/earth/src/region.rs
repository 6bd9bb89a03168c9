//! Regions: shapes, what is near them, heights, and the algebra of sets over them.
//!
//! Every region holds its boundary. `and`, `or` and `minus` combine margins by the least, the greatest and the
//! mirror image; the answer is the one of three-valued logic (see [`Located`]), and the margin is never greater than
//! the true distance to the boundary of the whole.

mod deepest;
mod empty;
mod estimate;
mod extent;
mod measured;
mod near;
mod uniform;

use crate::edge::{Corner, Edge, nearest_edge};
use crate::geodesic::{Degrees, FARTHEST_METRES, bearing_and_distance, degrees};
use crate::located::Span;
use crate::position::HALF_TURN_E7;
use crate::{Answer, Located, Margin, Polygon, Position, Sight};
pub use deepest::{DEPTH_METRES, Deepest, Way};
pub use extent::Extent;
pub use near::{Near, NearTo};

/// A set of positions, or of positions and heights.
#[derive(Debug, Clone)]
pub enum Region {
    /// All positions.
    Everywhere,
    /// No position.
    Nowhere,
    /// Inside polygons.
    Polygon(Polygon),
    /// Within a distance of something, or beyond it.
    Near(Near),
    /// On one side of the parallel or meridian of a point.
    Beside(Beside),
    /// Between two heights.
    Height(HeightBand),
    /// In all of them; everywhere if there is none.
    And(Vec<Region>),
    /// In at least one of them; nowhere if there is none.
    Or(Vec<Region>),
    /// In the first and not within the second. The common boundary belongs to it.
    Minus(Box<Region>, Box<Region>),
}

/// All positions on one side of the parallel or meridian of a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Beside {
    /// Which side.
    pub side: Cardinal,
    /// The point.
    pub point: Position,
    /// How far the point may truly be from there, in metres.
    pub accuracy_metres: f64,
}

/// A side of a parallel or meridian.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cardinal {
    /// North of the parallel.
    North,
    /// South of the parallel.
    South,
    /// At most half a turn east of the meridian.
    East,
    /// At most half a turn west of the meridian.
    West,
}

/// All heights between two, both included. Heights above which datum is the caller's business: the bounds and the
/// heights asked about must be above the same one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HeightBand {
    /// The lowest height, in metres; none if it reaches down without end.
    pub lower_metres: Option<f64>,
    /// The greatest height, in metres; none if it reaches up without end.
    pub upper_metres: Option<f64>,
    /// How far heights and bounds may be wrong, in metres.
    pub accuracy_metres: f64,
}

impl Region {
    /// In at least one of the regions; polygons that touch become one, without the edges that they share.
    #[must_use]
    pub fn any(regions: Vec<Region>) -> Region {
        let mut united: Option<Polygon> = None;
        let mut others = Vec::new();
        for region in regions {
            match (region, united.take()) {
                (Region::Polygon(polygon), None) => united = Some(polygon),
                (Region::Polygon(polygon), Some(so_far)) => united = Some(so_far.united(polygon)),
                (other, so_far) => {
                    united = so_far;
                    others.push(other);
                }
            }
        }
        match (united, others.is_empty()) {
            (Some(polygon), true) => Region::Polygon(polygon),
            (Some(polygon), false) => Region::Or([vec![Region::Polygon(polygon)], others].concat()),
            (None, _) => Region::Or(others),
        }
    }

    /// How far a position lies inside, in metres. The error of the position is not counted.
    pub fn margin(&self, position: Position, height_metres: Option<f64>) -> Margin {
        self.settled_span(&Sight::of(position), height_metres, 0.0).into()
    }

    /// Where a position lies that may be wrong by an error in metres.
    pub fn locate(&self, position: Position, height_metres: Option<f64>, error_metres: f64) -> Located {
        self.locate_seen(&Sight::of(position), height_metres, error_metres)
    }

    /// The same for a position that others were asked about, too.
    pub fn locate_seen(&self, sight: &Sight, height_metres: Option<f64>, error_metres: f64) -> Located {
        self.settled_span(sight, height_metres, error_metres).into()
    }

    /// Whether a position belongs to the region as it is drawn, all errors left aside: the sign of the margin
    /// without its size, which costs far less. Undetermined only where a height decides that is not known.
    pub fn contains(&self, position: Position, height_metres: Option<f64>) -> Answer {
        self.combined(&|shape| shape.sign_of_shape(position, height_metres)).answer()
    }

    /// The sign of the margin at an unknown height: positive inside, negative outside. Its size says little.
    pub(crate) fn level(&self, position: Position) -> f64 {
        self.combined(&|shape| shape.sign_of_shape(position, None)).metres
    }

    /// The margin of the region as it is drawn, without a second look at unions: that of [`Region::span`] without what errors allow.
    pub(crate) fn margin_of_drawing(&self, position: Position, height_metres: Option<f64>) -> f64 {
        self.margin_of_drawing_seen(&Sight::of(position), height_metres)
    }

    /// The margin of the region as it is drawn, without a second look at unions and without answers: where [`Region::locate`] leaves
    /// nothing open, it tells the same margin.
    pub fn margin_of_drawing_seen(&self, sight: &Sight, height_metres: Option<f64>) -> f64 {
        self.measured(sight, height_metres, None).metres
    }

    pub(crate) fn span(&self, sight: &Sight, height_metres: Option<f64>, error_metres: f64) -> Span {
        self.measured(sight, height_metres, Some(error_metres.max(0.0)))
    }

    /// The algebra of sets over the spans of the shapes.
    fn combined(&self, span_of_shape: &dyn Fn(&Region) -> Span) -> Span {
        let combined = |region: &Region| region.combined(span_of_shape);
        match self {
            Region::And(regions) => regions.iter().map(combined).fold(Span::INSIDE, Span::and),
            Region::Or(regions) => regions.iter().map(combined).fold(Span::INSIDE.not(), Span::or),
            Region::Minus(whole, hole) => combined(whole).and(combined(hole).not()),
            shape => span_of_shape(shape),
        }
    }

    pub(crate) fn span_of_shape(&self, sight: &Sight, height_metres: Option<f64>, error_metres: f64) -> Span {
        match self {
            Region::Everywhere => Span::INSIDE,
            Region::Polygon(polygon) => {
                Span::around(polygon.signed_distance_seen(sight), polygon.accuracy_metres() + error_metres)
            }
            Region::Near(near) => near.span(sight, height_metres, error_metres),
            Region::Beside(beside) => {
                Span::around(beside.signed_distance(sight.position()), beside.accuracy_metres + error_metres)
            }
            Region::Height(band) => band.span(height_metres),
            Region::And(_) | Region::Or(_) | Region::Minus(..) | Region::Nowhere => Span::INSIDE.not(),
        }
    }

    /// The span of the drawn shape without errors; only its sign is right, not its size.
    fn sign_of_shape(&self, position: Position, height_metres: Option<f64>) -> Span {
        match self {
            Region::Polygon(polygon) => Span::around(polygon.sign(position), 0.0),
            Region::Near(near) => near.sign(position, height_metres),
            Region::Beside(beside) => Span::around(beside.signed_distance(position), 0.0),
            Region::Height(band) => HeightBand { accuracy_metres: 0.0, ..*band }.span(height_metres),
            other => other.span_of_shape(&Sight::of(position), height_metres, 0.0),
        }
    }

    /// Whether the margin outside is the true distance to the region and not only a bound of it.
    pub(crate) fn has_true_distance(&self) -> bool {
        match self {
            Region::Everywhere | Region::Nowhere | Region::Polygon(_) | Region::Beside(_) => true,
            Region::Near(near) => near.has_true_distance(),
            Region::Or(regions) => regions.iter().all(Region::has_true_distance),
            Region::Height(_) | Region::And(_) | Region::Minus(..) => false,
        }
    }
}

impl Beside {
    /// Metres to the parallel, or to the meridian and its continuation on the far side of the earth.
    fn signed_distance(&self, position: Position) -> f64 {
        let (here, there) = (Corner::of(position), Corner::of(self.point));
        let east = here.unrolled_beside(there.lon).lon - there.lon;
        let is_inside = match self.side {
            Cardinal::North => here.lat >= there.lat,
            Cardinal::South => here.lat <= there.lat,
            Cardinal::East => east >= 0 || east == -HALF_TURN_E7,
            Cardinal::West => east <= 0 || east == HALF_TURN_E7,
        };
        let metres = match self.side {
            // The nearest point of a parallel lies due north or south.
            Cardinal::North | Cardinal::South => {
                let (from, on_parallel) = (degrees(position), degrees(self.point));
                bearing_and_distance(from, Degrees { lat: on_parallel.lat, ..from }).1
            }
            Cardinal::East | Cardinal::West => distance_to_meridian(position, there.lon),
        };
        if is_inside { metres } else { -metres }
    }
}

fn distance_to_meridian(position: Position, lon: i64) -> f64 {
    let half = |lon: i64| {
        let pole = |lat: i64| Corner { lon, lat };
        Edge::new(pole(-900_000_000), pole(900_000_000))
    };
    let halves = [half(lon), half(lon + HALF_TURN_E7)];
    nearest_edge(&halves, position).map_or(FARTHEST_METRES, |(_, foot)| foot.distance_metres)
}

impl HeightBand {
    /// A height that is not known may be any. The error of a position is horizontal and does not count here.
    fn span(&self, height_metres: Option<f64>) -> Span {
        let Some(height) = height_metres else { return Span::UNKNOWN };
        let above = self.lower_metres.map_or(FARTHEST_METRES, |lower| height - lower);
        let below = self.upper_metres.map_or(FARTHEST_METRES, |upper| upper - height);
        Span::around(above, self.accuracy_metres).and(Span::around(below, self.accuracy_metres))
    }
}
