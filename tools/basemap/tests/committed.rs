//! The archive that is in the repository: read with a reader of others, each tile looked at; and drawn anew.
//!
//! Drawing anew needs the files of Natural Earth, in `$ARMISTICE_DATA` or `../shared/data` beside the repository. Where
//! they are absent that test says so; with `CI` set it fails.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_wrap,
    reason = "a test says what is wrong by failing"
)]

mod reading;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use armistice_basemap::cut::{BUFFER, DEEPEST, Tile};
use armistice_basemap::sheet::{EXTENT, Layer};
use armistice_basemap::world::point;
use armistice_basemap::{ATTRIBUTION, map};
use pmtiles::{AsyncPmTilesReader, HashMapCache, MmapBackend, TileCoord};
use reading::doubled_area;

/// What the page's server carries at most, and what one tile may cost a slow line.
const LARGEST_ARCHIVE: u64 = 12_000_000;
const LARGEST_TILE: usize = 40_000;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn committed() -> PathBuf {
    root().join("web/public/basemap.pmtiles")
}

type Reader = AsyncPmTilesReader<MmapBackend, HashMapCache>;

fn with_reader<T>(look: impl AsyncFnOnce(Reader) -> T) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let cache = HashMapCache::default();
        look(AsyncPmTilesReader::new_with_cached_path(cache, committed()).await.unwrap()).await
    })
}

/// Everything of a tile that the specification of vector tiles wants, and that this map promises.
fn look_at(bytes: &[u8], what: &str) -> BTreeSet<String> {
    let layers = reading::tile(bytes);
    let names: BTreeSet<String> = layers.iter().map(|layer| layer.name.clone()).collect();
    assert_eq!(names.len(), layers.len(), "{what}: each layer once");
    let reach = -BUFFER..=i64::from(EXTENT) + BUFFER;
    for layer in &layers {
        assert_eq!(layer.extent, u64::from(EXTENT));
        for feature in &layer.features {
            for (x, y) in feature.parts.iter().flatten() {
                assert!(reach.contains(x) && reach.contains(y), "{what}: {} leaves its buffer", layer.name);
            }
            let kind = match layer.name.as_str() {
                "land" | "urban" | "lake" => 3,
                "river" | "boundary" => 2,
                _ => 1,
            };
            assert_eq!(feature.kind, kind, "{what}: {}", layer.name);
            if kind == 3 {
                rings_are_in_order(&feature.parts, what);
            }
        }
    }
    names
}

/// Each polygon is an outer ring that turns with the clock, then holes that turn against it and are smaller (4.3.4.4).
fn rings_are_in_order(rings: &[Vec<(i64, i64)>], what: &str) {
    let mut left = 0;
    for ring in rings {
        let area = doubled_area(ring);
        assert!(area != 0, "{what}: a ring without area");
        left = if area > 0 { area } else { left + area };
        assert!(left > 0, "{what}: holes larger than what is around them, or first");
    }
}

#[test]
fn every_tile_can_be_read_and_is_as_promised() {
    let (seen, tiles) = with_reader(async |reader| {
        let mut seen: BTreeMap<u8, BTreeSet<String>> = BTreeMap::new();
        let mut tiles = 0;
        for zoom in 0..=DEEPEST {
            for x in 0..1 << zoom {
                for y in 0..1 << zoom {
                    let at = TileCoord::new(zoom, x, y).unwrap();
                    let Some(packed) = reader.get_tile(at).await.unwrap() else { continue };
                    let what = format!("{zoom}/{x}/{y}");
                    assert!(packed.len() <= LARGEST_TILE, "{what}: {} bytes", packed.len());
                    let bytes = reader.get_tile_decompressed(at).await.unwrap().unwrap();
                    seen.entry(zoom).or_default().extend(look_at(&bytes, &what));
                    tiles += 1;
                }
            }
        }
        assert_eq!(reader.get_header().n_addressed_tiles().map(|count| count.get()), Some(tiles));
        (seen, tiles)
    });
    assert!(tiles > 30_000, "only {tiles} tiles");
    let all: BTreeSet<String> = Layer::ALL.iter().map(|layer| layer.name().to_owned()).collect();
    assert_eq!(seen[&DEEPEST], all);
    for zoom in 0..=DEEPEST {
        for layer in ["land", "boundary", "lake", "marine"] {
            assert!(seen[&zoom].contains(layer), "no {layer} at zoom {zoom}");
        }
    }
}

/// The features of one layer in the tile that shows a place, by longitude and latitude.
fn features_at(longitude: f64, latitude: f64, zoom: u8, layer: &str) -> Vec<reading::Feature> {
    let tile = Tile::showing(point(longitude, latitude), zoom).unwrap();
    let bytes = with_reader(async |reader| {
        reader.get_tile_decompressed(TileCoord::new(zoom, tile.x, tile.y).unwrap()).await.unwrap().unwrap()
    });
    let mut layers = reading::tile(&bytes);
    layers.retain(|one| one.name == layer);
    layers.pop().map(|layer| layer.features).unwrap_or_default()
}

#[test]
fn the_lines_at_panmunjom_keep_their_class() {
    let lines = features_at(126.68, 37.96, 6, "boundary");
    let class_of = |name: &str| {
        let line = lines.iter().find(|line| line.tag("name").is_some_and(|it| it.contains(name)));
        line.and_then(|line| line.tag("class")).unwrap_or_else(|| panic!("no {name} in {lines:?}"))
    };
    assert_eq!(class_of("Military Demarcation Line"), "line-of-control");
    assert_eq!(class_of("Korean Demilitarized"), "overlay");
    // None of them is drawn as agreed.
    let is_agreed = |line: &&reading::Feature| line.tag("class") == Some("international");
    assert!(lines.iter().filter(is_agreed).all(|line| line.tag("name").is_none()), "{lines:?}");
}

#[test]
fn capitals_of_both_parties_are_on_the_first_map_that_has_either() {
    let capitals = |zoom| -> BTreeSet<String> {
        [(126.98, 37.56), (125.75, 39.02)]
            .into_iter()
            .flat_map(|(longitude, latitude)| features_at(longitude, latitude, zoom, "place"))
            .filter(|place| place.tag("capital") == Some("true"))
            .filter_map(|place| place.tag("name").map(str::to_owned))
            .collect()
    };
    for zoom in 0..=DEEPEST {
        let there = capitals(zoom);
        assert_eq!(there.contains("Seoul"), there.contains("Pyongyang"), "at zoom {zoom}: {there:?}");
        assert_eq!(there.contains("Seoul"), zoom >= 2);
    }
}

/// In the languages of the page, with both names where there are two.
#[test]
fn places_and_seas_have_their_names_in_the_languages_of_the_page() {
    for (longitude, latitude, layer, key, name) in [
        (126.98, 37.56, "place", "name_ko", "서울"),
        (125.75, 39.02, "place", "name_ko", "평양"),
        (125.71, 38.04, "place", "name_ko", "해주"),
        (129.386, 35.488, "port", "name_ko", "울산"),
        (35.51, 33.89, "place", "name_ar", "بيروت"),
        (30.52, 50.45, "place", "name_uk", "Київ"),
        (33.37, 35.34, "place", "name", "Kyrenia / Girne"),
    ] {
        let there = features_at(longitude, latitude, DEEPEST, layer);
        assert!(there.iter().any(|place| place.tag(key) == Some(name)), "no {name} in {there:?}");
    }
    let seas: BTreeSet<String> = with_reader(async |reader| {
        let mut seas = BTreeSet::new();
        for (x, y) in (0..32).flat_map(|x| (0..32).map(move |y| (x, y))) {
            let bytes = reader.get_tile_decompressed(TileCoord::new(5, x, y).unwrap()).await.unwrap();
            let layers = bytes.map(|bytes| reading::tile(&bytes)).unwrap_or_default();
            let marine =
                layers.iter().filter(|layer| layer.name == "marine").flat_map(|layer| &layer.features);
            seas.extend(marine.filter_map(|sea| sea.tag("name_ko").map(str::to_owned)));
        }
        seas
    });
    for name in ["동해 / 일본해", "황해 / 서해", "동조선만 / 동한만"] {
        assert!(seas.contains(name), "no {name} in {seas:?}");
    }
}

/// The islands in the west, of which agreements speak, are land from zoom 5 on.
#[test]
fn islands_that_agreements_name_are_there() {
    for (name, longitude, latitude) in
        [("Baengnyeong", 124.65, 37.95), ("Daecheong", 124.705, 37.825), ("Yeonpyeong", 125.695, 37.665)]
    {
        for zoom in 5..=DEEPEST {
            let place = point(longitude, latitude);
            let corner = Tile::showing(place, zoom).unwrap().corner();
            let bits = Tile::unit_bits(zoom);
            let at = ((place.x >> bits) - corner.x, (place.y >> bits) - corner.y);
            let land = features_at(longitude, latitude, zoom, "land");
            let is_land = land.iter().flat_map(|land| &land.parts).any(|ring| is_inside(ring, at));
            assert!(is_land, "{name} is not there at zoom {zoom}");
        }
    }
}

/// Whether a ring goes round a point: whether a ray to the east crosses it an odd number of times.
fn is_inside(ring: &[(i64, i64)], (x, y): (i64, i64)) -> bool {
    let crosses = |at: usize| {
        let ((x1, y1), (x2, y2)) = (ring[at], ring[(at + 1) % ring.len()]);
        (y1 <= y) != (y2 <= y) && ((x1 - x) * (y2 - y1) + (y - y1) * (x2 - x1) > 0) == (y2 > y1)
    };
    (0..ring.len()).filter(|at| crosses(*at)).count() % 2 == 1
}

/// Where the coast comes over the edge between two tiles, both say so, at the same place: there are no seams.
#[test]
fn neighbours_agree_where_the_coast_comes_over_their_edge() {
    const ZOOM: u8 = 6;
    let side = i64::from(EXTENT);
    let mut met = 0;
    let mut before: Option<Vec<i64>> = None;
    for y in 0..1 << ZOOM {
        for x in 0..1 << ZOOM {
            let land = land_of(TileCoord::new(ZOOM, x, y).unwrap());
            let west = crossings(&land, 0);
            if let Some(east) = before.replace(crossings(&land, side)).filter(|_| x > 0) {
                let is_same =
                    east.len() == west.len() && east.iter().zip(&west).all(|(a, b)| (a - b).abs() <= 4);
                assert!(is_same, "west edge of {ZOOM}/{x}/{y}: {east:?} and {west:?}");
                met += east.len();
            }
        }
    }
    assert!(met > 1_500, "only {met}");
}

fn land_of(at: TileCoord) -> Vec<reading::Feature> {
    let Some(bytes) = with_reader(async |reader| reader.get_tile_decompressed(at).await.unwrap()) else {
        return Vec::new();
    };
    reading::tile(&bytes)
        .into_iter()
        .filter(|layer| layer.name == "land")
        .flat_map(|layer| layer.features)
        .collect()
}

/// Where rings cross the meridian half a unit to the east of `x`, in quarters of a unit from the north.
fn crossings(land: &[reading::Feature], x: i64) -> Vec<i64> {
    let mut places = Vec::new();
    for ring in land.iter().flat_map(|land| &land.parts) {
        for at in 0..ring.len() {
            let ((x1, y1), (x2, y2)) = (ring[at], ring[(at + 1) % ring.len()]);
            if (x1 <= x) != (x2 <= x) {
                places.push(4 * y1 + 2 * (y2 - y1) * (2 * (x - x1) + 1) / (x2 - x1));
            }
        }
    }
    places.retain(|place| (8..4 * i64::from(EXTENT) - 8).contains(place));
    places.sort_unstable();
    places
}

#[test]
fn the_archive_says_where_it_comes_from_and_is_not_too_large() {
    let metadata = with_reader(async |reader| reader.get_metadata().await.unwrap());
    let metadata: serde_json::Value = serde_json::from_str(&metadata).unwrap();
    assert_eq!(metadata["attribution"], ATTRIBUTION);
    assert!(metadata["worldview"].as_str().unwrap().contains("not who is in the right"));
    let layers = metadata["vector_layers"].as_array().unwrap();
    assert_eq!(layers.len(), Layer::ALL.len());
    let length = std::fs::metadata(committed()).unwrap().len();
    assert!(length <= LARGEST_ARCHIVE, "{length} bytes");
}

#[test]
fn drawn_anew_it_is_the_same_to_the_byte() {
    let data =
        std::env::var_os("ARMISTICE_DATA").map_or_else(|| root().join("../shared/data"), PathBuf::from);
    let folder = data.join("natural-earth");
    if !folder.is_dir() {
        println!("SKIPPED: {} is absent; set ARMISTICE_DATA to the folder that holds it", folder.display());
        assert!(
            std::env::var_os("CI").is_none_or(|ci| ci != "true"),
            "in CI a test that cannot run has failed"
        );
        return;
    }
    let anew = map(&folder).unwrap();
    let there = std::fs::read(committed()).expect("web/public/basemap.pmtiles is in the repository");
    let differs = anew.iter().zip(&there).position(|(a, b)| a != b);
    assert!(
        anew.len() == there.len() && differs.is_none(),
        "web/public/basemap.pmtiles is not what tools/basemap draws ({} bytes anew, {} there, first difference at \
         {differs:?}); run `make basemap`",
        anew.len(),
        there.len()
    );
}
