//! From regions and lines to geometries, each in a window of its own.

use armistice_earth::{Extent, Frame, Line, Position, Region};
use armistice_watch::{Plan, worst_accuracy_metres};

use super::shape::{Feature, Geometry, Outline};

/// The window of what has no end reaches so far beyond all that has one, in metres.
const AROUND_ALL_METRES: f64 = 50_000.0;
/// The window of a place reaches a little beyond it.
const AROUND_ONE_METRES: f64 = 100.0;

/// What the map as a whole shows.
pub(super) struct Window(Frame);

impl Window {
    /// Round everything of the agreement that has an end; the whole earth if nothing has.
    pub(super) fn of(plan: &Plan) -> Window {
        let regions = plan.zones.values().chain(plan.norms.values());
        let bounded = regions.map(Region::extent).filter_map(|extent| match extent {
            Extent::Within(frame) => Some(frame),
            Extent::Nothing | Extent::Unbounded => None,
        });
        let lines = plan.lines.values().map(Line::frame);
        let points = plan.points.values().map(|point| Frame::of(*point));
        let all = bounded.chain(lines).chain(points).reduce(Frame::with);
        Window(all.map_or(Frame::EARTH, |frame| frame.wider(AROUND_ALL_METRES)))
    }

    /// Draws a region into a feature.
    pub(super) fn draw(&self, region: &Region, feature: &mut Feature) {
        let ground = region.footprint();
        let window = match ground.extent() {
            Extent::Nothing => Frame::of(self.0.south_west()),
            Extent::Within(frame) => frame.wider(AROUND_ONE_METRES),
            Extent::Unbounded => self.0,
        };
        let outline = ground.outline(window);
        let (low, high) = (window.south_west(), window.north_east());
        let own = &mut feature.properties;
        own.accuracy_m = Some(worst_accuracy_metres(&ground));
        own.outline = Some(Outline {
            tolerance_m: outline.tolerance_metres,
            is_clipped: outline.is_clipped,
            window: [low.lon(), low.lat(), high.lon(), high.lat()],
        });
        if outline.polygons.is_empty() {
            own.why_not_drawn = Some("nothing of it can be seen".to_owned());
        }
        feature.geometry = polygons(outline.polygons);
    }
}

/// A position.
pub(super) fn point(position: Position) -> Geometry {
    Geometry::Point(pair(position))
}

/// A whole line.
pub(super) fn line(line: &Line) -> Geometry {
    let mut runs: Vec<Vec<[f64; 2]>> = line.runs().into_iter().map(pairs).collect();
    match (runs.pop(), runs.is_empty()) {
        (Some(only), true) => Geometry::LineString(only),
        (last, _) => {
            runs.extend(last);
            Geometry::MultiLineString(runs)
        }
    }
}

fn polygons(of: Vec<Vec<Vec<Position>>>) -> Option<Geometry> {
    let mut polygons: Vec<Vec<Vec<[f64; 2]>>> =
        of.into_iter().map(|rings| rings.into_iter().map(pairs).collect()).collect();
    let last = polygons.pop()?;
    if polygons.is_empty() {
        return Some(Geometry::Polygon(last));
    }
    polygons.push(last);
    Some(Geometry::MultiPolygon(polygons))
}

fn pairs(positions: Vec<Position>) -> Vec<[f64; 2]> {
    positions.into_iter().map(pair).collect()
}

fn pair(position: Position) -> [f64; 2] {
    [position.lon(), position.lat()]
}
