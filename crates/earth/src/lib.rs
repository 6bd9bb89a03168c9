//! Places on the WGS 84 ellipsoid: what is near a line, inside a zone, or so close to its edge that nobody can say.
//!
//! Positions are whole ten-millionths of a degree ([`Position`]). A [`Line`] has markers, and parts between them; a
//! [`Polygon`] has holes. A [`Region`] is built of those, of what lies [`Near`] them or [`Beside`] a point, of
//! heights, and of `and`, `or`, `minus`. Asked about a position with its error, a region answers inside, outside or
//! undetermined, with the margin in metres ([`Located`]).
//!
//! ```
//! use armistice_earth::{Answer, Line, Near, NearTo, Position, Region};
//!
//! let line = Line::new(vec![Position::new(127.0, 38.0)?, Position::new(128.0, 38.2)?])?.with_accuracy(100.0);
//! let zone = Region::Near(Near::within(5_000.0, NearTo::Line(line)));
//!
//! let village = Position::new(127.5, 38.1459)?;
//! let located = zone.locate(village, None, 20.0);
//! assert_eq!(located.answer, Answer::Undetermined);
//! assert_eq!(located.tolerance_metres, 120.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is exact and what is rounded
//!
//! Whether a position lies inside a polygon, and on which side of a line, is counted in whole numbers and the same
//! on every machine. Distances are not: `geographiclib-rs` and this crate call the platform's `sin` and `cos`, which
//! differ between machines in the last digit, some nanometres on the ground. So whoever judges, stores or hashes a
//! margin rounds it first, to whole decimetres, and the judgement sees only the rounded number.
//!
//! # What an edge is
//!
//! An edge of a line or polygon is straight in longitude and latitude (RFC 7946, section 3.1.1). Distances to it are
//! geodesic. An edge of 10 km along the 38th parallel lies at most 1.5 m from the geodesic between its ends.
//!
//! # What is left out
//!
//! Reading files (the caller brings positions), datums of heights (the caller brings heights above the datum of the
//! bounds), and speed: this crate is written to be plainly right, as the measure for a faster one.

mod crossing;
mod edge;
mod edges;
mod frame;
pub mod geodesic;
mod line;
mod links;
mod located;
mod marker;
mod outline;
mod polygon;
mod position;
mod region;
mod seam;
mod sight;
mod tangent;
mod vicinity;

pub use crossing::{Crossing, PositionAndHeight};
pub use edge::earth_centred;
pub use frame::Frame;
pub use line::{Cut, Cuts, Line, LineError, MOST_POSITIONS, Nearest, Side};
pub use located::{Answer, Between, Estimate, Located, Margin};
pub use marker::{END_REACH_METRES, MARKER_REACH_METRES, Marker, MarkerError};
pub use outline::Outline;
pub use polygon::{Flaw, FlawKind, MOST_CORNERS, Polygon, PolygonError};
pub use position::{Position, PositionError};
pub use region::{Beside, Cardinal, DEPTH_METRES, Deepest, Extent, HeightBand, Near, NearTo, Region, Way};
pub use sight::Sight;
