//! The movement engine: which zones each of very many positions lies in, and when objects enter and leave them.
//!
//! Zones become [`Area`]s on a grid of whole numbers ([`Spot`]), an [`Index`] of cells lies over them, and every answer
//! is counted exactly: the same on each machine, in any order of work.
//!
//! Tables of positions come sorted by object and time ([`Rows`]), and a [`Sweep`] looks at that first. Rows that were looked at once
//! are [`Tracks`], and their order is not looked at again.
//!
//! # Which places belong to an area
//!
//! Where a boundary runs through a place of the grid, the place is thought to lie a little east of itself and, by less
//! still, north of itself. So no place lies on a boundary, areas that share an edge leave no place over and none
//! to both, and the crossings of a way always add up to the difference between its ends.

mod area;
mod chart;
mod compile;
mod deal;
mod distance;
mod fetch;
mod formula;
mod globe;
mod grid;
mod idle;
mod index;
mod join;
mod large;
mod live;
mod marks;
mod pace;
mod rows;
mod sets;
mod side;
mod sweep;
mod together;
mod touch;
mod tracks;
mod walk;
mod width;

pub use area::{Area, AreaError, LONGEST_EDGE, MOST_CORNERS};
pub use compile::{Certificate, CompileError, Compiled, GRID_METRES, Method};
pub use deal::{Dealt, Shard};
pub use distance::{DistanceError, Distances};
pub use formula::Formula;
pub use globe::{Globe, GlobeLive};
pub use grid::{QUARTER_TURN, Spot, steps};
pub use idle::Extent;
pub use index::{Index, IndexError, Open, Shape, Size};
pub use join::{Join, JoinError};
pub use live::Live;
pub use rows::{Rows, SweepError};
pub use sweep::{Event, Kind, Manner, Seen, Sweep, Work};
pub use tracks::Tracks;
pub use walk::Crossing;
pub use width::Width;
