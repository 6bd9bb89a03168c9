//! Draws the base map of the page: from the files of Natural Earth to vector tiles of zooms 0 to 8 in one archive.
//!
//! The way of a coast line: [`source`] reads it and puts it into a world of whole numbers ([`world`]), with the
//! antimeridian opened ([`seam`]); [`plan`] says at which zooms it is drawn and what is said of it; [`simplify`] takes
//! out what is too fine for a zoom; [`mod@cut`] brings it into tiles ([`clip`]); [`sheet`] tidies what one tile shows;
//! [`mvt`] and [`archive`] write it in the formats of others.
//!
//! The same files give the same bytes on every machine: there is no fraction after the projection, no order of hashes,
//! no clock, and the compressor is the one that `Cargo.lock` names.

pub mod archive;
pub mod clip;
pub mod cut;
pub mod join;
pub mod middle;
pub mod mvt;
pub mod names;
pub mod plan;
pub mod seam;
pub mod sheet;
pub mod simplify;
pub mod source;
pub mod world;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::json;

use clip::Lines;
use cut::{DEEPEST, Tile, cut};
use names::Names;
use plan::{Drawn, PLACES, PLANS, Plan};
use sheet::{Layer, Sheet};
use source::{Feature, SourceError};
use world::{Geometry, Polygon, doubled_area};

/// What a triangle of three points has to have, doubled and in square units of a tile, for its point to stay: half
/// of a square pixel at 512 to the tile. The last zoom is looked at from nearer, too, and keeps nearly all.
const FINE: i64 = 64;
const FINEST: i64 = 16;
/// What an area has to have likewise to be drawn at all; at the last zoom everything is.
const SMALL: i64 = 32;
/// Units of a tile that a line has to reach likewise, east to west or north to south.
const SHORT: i64 = 8;

/// What stands in the archive about it, for whoever shows it has to say so.
pub const ATTRIBUTION: &str = "Made with Natural Earth. Boundaries are drawn as this source has them; no endorsement is meant. Names also from \
    Unicode CLDR.";
/// How lines that parties do not agree upon are shown.
pub const WORLDVIEW: &str = "Natural Earth draws who holds the ground, not who is in the right. Lines that are not \
    agreed keep their class (line-of-control, disputed, claim, overlay) and are to be drawn apart from international \
    ones. No line here is that of any agreement.";

/// Why no map was drawn.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file of Natural Earth.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The packer.
    #[error("cannot pack the tiles: {0}")]
    Pack(#[from] std::io::Error),
}

/// The bytes of the map that is drawn from a folder of Natural Earth.
///
/// # Errors
/// Where a file cannot be read.
pub fn map(from: &Path) -> Result<Vec<u8>, Error> {
    let read = |file: &str| source::read(&from.join(format!("{file}.geojson.gz")));
    let names = Names::new(names::TABLE, &read(PLACES)?);
    let mut sheets = BTreeMap::new();
    for plan in &PLANS {
        for feature in &read(plan.file)? {
            if let Some(mut drawn) = (plan.draw)(feature) {
                names.add(plan.layer, feature, &mut drawn.attributes);
                draw(&mut sheets, plan, &drawn, feature);
            }
        }
    }
    let tiles: BTreeMap<Tile, Vec<u8>> = sheets
        .iter()
        .map(|(tile, sheet)| (*tile, mvt::tile(sheet)))
        .filter(|(_, bytes)| !bytes.is_empty())
        .collect();
    Ok(archive::archive(&tiles, &metadata())?)
}

type Sheets = BTreeMap<Tile, Sheet>;

/// Draws a feature at all its zooms.
fn draw(sheets: &mut Sheets, plan: &Plan, drawn: &Drawn, feature: &Feature) {
    for zoom in plan.zooms.clone().filter(|zoom| *zoom >= drawn.from) {
        let mut place = |tile: Tile, geometry| {
            sheets.entry(tile).or_default().add(tile, plan.layer, &drawn.attributes, geometry);
        };
        // A square unit of a tile in those of the world.
        let unit = 1_i64 << (2 * Tile::unit_bits(zoom));
        let fine = unit * if zoom == DEEPEST { FINEST } else { FINE };
        let small = if zoom == DEEPEST { 0 } else { unit * SMALL };
        match &feature.geometry {
            Geometry::Points(points) => {
                for point in points {
                    show(*point, zoom, &mut place);
                }
            }
            Geometry::Polygons(polygons) if plan.layer == Layer::Marine => {
                if let Some(point) = middle::middle(polygons) {
                    show(point, zoom, &mut place);
                }
            }
            Geometry::Lines(lines) => {
                let lines = join::joined(lines).into_iter().map(|line| simplify::line(&line, fine));
                let lines = Lines(lines.filter(|line| is_seen(line, zoom)).collect());
                cut(&lines, zoom, &mut |tile, lines: Lines| place(tile, Geometry::Lines(lines.0)));
            }
            Geometry::Polygons(polygons) => {
                for polygon in polygons.iter().filter_map(|polygon| coarser(polygon, fine, small)) {
                    cut(&polygon, zoom, &mut |tile, polygon| place(tile, Geometry::Polygons(vec![polygon])));
                }
            }
        }
    }
}

fn show(point: world::Point, zoom: u8, place: &mut impl FnMut(Tile, Geometry)) {
    if let Some(tile) = Tile::showing(point, zoom) {
        place(tile, Geometry::Points(vec![point]));
    }
}

/// Whether a line is longer than a pixel or so, or the zoom the last.
fn is_seen(line: &[world::Point], zoom: u8) -> bool {
    let reach = clip::window(line.iter())
        .map_or(0, |window| (window.most.x - window.least.x).max(window.most.y - window.least.y));
    zoom == DEEPEST || reach >> Tile::unit_bits(zoom) >= SHORT
}

/// An area with fewer points and without its smallest holes; none where it is itself too small.
fn coarser(polygon: &Polygon, fine: i64, small: i64) -> Option<Polygon> {
    let is_seen = |ring: &&world::Ring| doubled_area(ring).abs() >= small;
    let (outer, holes) = polygon.split_first()?;
    is_seen(&outer).then(|| {
        std::iter::once(outer)
            .chain(holes.iter().filter(is_seen))
            .map(|ring| simplify::ring(ring, fine))
            .collect()
    })
}

/// What is said of the whole: the members that the format names, and the worldview.
fn metadata() -> String {
    let layer = |layer: Layer| {
        let plans = || PLANS.iter().filter(move |plan| plan.layer == layer);
        let fields: BTreeMap<&str, &str> = fields(layer).iter().copied().collect();
        json!({
            "id": layer.name(),
            "fields": fields,
            "minzoom": plans().map(|plan| *plan.zooms.start()).min(),
            "maxzoom": plans().map(|plan| *plan.zooms.end()).max(),
        })
    };
    json!({
        "name": "armistice-basemap",
        "description": "Land, water, towns and lines of Natural Earth, 1:50 million to zoom 4 and 1:10 million beyond",
        "version": "1",
        "type": "baselayer",
        "attribution": ATTRIBUTION,
        "worldview": WORLDVIEW,
        "vector_layers": Layer::ALL.map(layer),
    })
    .to_string()
}

const AR: (&str, &str) = ("name_ar", "String");
const FR: (&str, &str) = ("name_fr", "String");
const KO: (&str, &str) = ("name_ko", "String");
const UK: (&str, &str) = ("name_uk", "String");

/// What features of a layer may have.
const fn fields(layer: Layer) -> &'static [(&'static str, &'static str)] {
    match layer {
        Layer::Land | Layer::Urban => &[],
        Layer::Lake => &[("name", "String")],
        Layer::River => &[("name", "String"), ("rank", "Number")],
        Layer::Boundary => &[("class", "String"), ("name", "String"), ("note", "String")],
        Layer::Marine => &[("class", "String"), ("name", "String"), AR, FR, KO, UK, ("rank", "Number")],
        Layer::Port => &[("name", "String"), AR, FR, KO, UK, ("rank", "Number")],
        Layer::Airport => &[("code", "String"), ("name", "String"), AR, FR, KO, UK, ("rank", "Number")],
        Layer::Place => &[("capital", "Boolean"), ("name", "String"), AR, FR, KO, UK, ("rank", "Number")],
    }
}
