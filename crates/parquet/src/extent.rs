//! The box of a row group, by the statistics that the file holds of its columns.

use parquet::file::metadata::RowGroupMetaData;
use parquet::file::statistics::Statistics;

use crate::layout::{Place, Scale};

/// A box in degrees. It does not cross the antimeridian: objects on both sides of it are in one that goes round the earth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent {
    /// The westernmost longitude.
    pub west: f64,
    /// The southernmost latitude.
    pub south: f64,
    /// The easternmost longitude.
    pub east: f64,
    /// The northernmost latitude.
    pub north: f64,
}

/// The box of a group whose file tells the least and the greatest latitude and longitude.
pub(crate) fn of(group: &RowGroupMetaData, place: &Place) -> Option<Extent> {
    let Place::Pair { lat, lon } = place else { return None };
    let range = |leaf: usize, scale: Scale| {
        let statistics = group.columns().get(leaf)?.statistics()?;
        let (least, greatest) = ends(statistics)?;
        let degrees = match scale {
            Scale::Same => 1e-7,
            Scale::Times(e7) => e7 * 1e-7,
        };
        // A column may hold values that are no position: they say nothing of where the others are, but are in the box.
        let (least, greatest) = (least * degrees, greatest * degrees);
        (least <= greatest).then_some((least, greatest))
    };
    let (south, north) = range(lat.0, lat.1)?;
    let (west, east) = range(lon.0, lon.1)?;
    Some(Extent { west, south, east, north })
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a bound of whole degrees times ten millions is far below 2^53"
)]
fn ends(statistics: &Statistics) -> Option<(f64, f64)> {
    match statistics {
        Statistics::Int32(told) => Some((f64::from(*told.min_opt()?), f64::from(*told.max_opt()?))),
        Statistics::Int64(told) => Some((*told.min_opt()? as f64, *told.max_opt()? as f64)),
        Statistics::Float(told) => Some((f64::from(*told.min_opt()?), f64::from(*told.max_opt()?))),
        Statistics::Double(told) => Some((*told.min_opt()?, *told.max_opt()?)),
        _ => None,
    }
}
