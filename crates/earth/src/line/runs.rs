//! The positions of a line for maps: cut where it crosses the antimeridian (RFC 7946, section 3.1.9).

use super::Line;
use crate::Position;
use crate::edge::Corner;
use crate::frame::position;
use crate::position::HALF_TURN_E7;

impl Line {
    /// The whole line in runs of positions, none of which crosses the antimeridian.
    pub fn runs(&self) -> Vec<Vec<Position>> {
        let mut runs = Vec::new();
        let mut run: Vec<Position> = Vec::new();
        for edge in self.edges.iter() {
            if run.is_empty() {
                run.push(position(edge.from));
            }
            if let Some((lat, is_eastward)) = crossing(edge.from, edge.to) {
                let at = |lon: i64| position(Corner { lon, lat });
                let (before, after) = if is_eastward { (1, -1) } else { (-1, 1) };
                run.push(at(before * HALF_TURN_E7));
                runs.push(std::mem::take(&mut run));
                run.push(at(after * HALF_TURN_E7));
            }
            run.push(position(edge.to));
        }
        runs.push(run);
        runs.iter_mut().for_each(Vec::dedup);
        runs.retain(|run| run.len() >= 2);
        runs
    }
}

/// At which latitude an edge crosses the antimeridian, and whether eastward. An edge that only meets it does not.
fn crossing(from: Corner, to: Corner) -> Option<(i64, bool)> {
    let (west, east) = (from.lon.min(to.lon), from.lon.max(to.lon));
    let turn = 2 * HALF_TURN_E7;
    // The first antimeridian strictly east of the western end.
    let meridian = (west + HALF_TURN_E7).div_euclid(turn) * turn + HALF_TURN_E7;
    if meridian >= east || meridian <= west {
        return None;
    }
    let way = i128::from(to.lat - from.lat) * i128::from(meridian - from.lon) / i128::from(to.lon - from.lon);
    Some((from.lat + i64::try_from(way).unwrap_or(0), to.lon > from.lon))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lon: f64, lat: f64) -> Position {
        Position::new(lon, lat).unwrap()
    }

    #[test]
    fn a_line_is_cut_at_the_antimeridian() {
        let there_and_back = Line::new([at(179.0, 0.0), at(-179.0, 2.0), at(179.0, 4.0)]).unwrap();
        assert_eq!(
            there_and_back.runs(),
            [
                vec![at(179.0, 0.0), at(180.0, 1.0)],
                vec![at(-180.0, 1.0), at(-179.0, 2.0), at(-180.0, 3.0)],
                vec![at(180.0, 3.0), at(179.0, 4.0)],
            ]
        );
    }

    #[test]
    fn a_line_elsewhere_is_one_run() {
        let corners = [at(10.0, 0.0), at(20.0, 5.0), at(-30.0, 6.0)];
        assert_eq!(Line::new(corners).unwrap().runs(), [corners.to_vec()]);
    }
}
