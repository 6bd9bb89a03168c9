// The lines of the military grid over a window of the map: zones far away, then squares of 100, 10 and 1 km.

import type { Feature, FeatureCollection, LineString, Point, Position } from 'geojson';
import { band, fromUtm, isCovered, square, toUtm, zoneOf } from './utm';

type Box = readonly [number, number, number, number];
type GridFeature = Feature<LineString | Point, { label: string }>;

/** Metres between two lines; null where only zones are drawn. */
export function stepAt(zoom: number): number | null {
  if (zoom < 5.5) return null;
  return zoom < 8.5 ? 100_000 : zoom < 11.8 ? 10_000 : 1_000;
}

/** So many lines are drawn of a zone at most, each way. */
const MOST_LINES = 120;
const POINTS = 64;
/** Degrees. */
const WIDEST = 40;

export function grid(box: Box, zoom: number): FeatureCollection<LineString | Point, { label: string }> {
  const [west, south, east, north] = [Math.max(-180, box[0]), Math.max(-80, box[1]), Math.min(180, box[2]), Math.min(83.99, box[3])];
  if (south >= north || west >= east) return { type: 'FeatureCollection', features: [] };
  // A window wider than any screen shows at such a zoom gets the zones alone.
  const step = east - west > WIDEST || north - south > WIDEST ? null : stepAt(zoom);
  const features: GridFeature[] = zones([west, south, east, north], step === null);
  if (step !== null) for (const zone of zonesIn([west, south, east, north])) features.push(...inZone(zone, [west, south, east, north], step));
  return { type: 'FeatureCollection', features };
}

function zonesIn([west, south, east, north]: Box): { zone: number; west: number; east: number }[] {
  const found: { zone: number; west: number; east: number }[] = [];
  const middle = (south + north) / 2;
  for (let lon = Math.floor(west / 6) * 6; lon < east; lon += 6) found.push({ zone: zoneOf(middle > 56 && middle < 64 ? 0 : middle, lon + 3), west: Math.max(west, lon), east: Math.min(east, lon + 6) });
  return found.slice(0, 8);
}

/** The limits of zones and bands, with their names where nothing finer is drawn. */
function zones([west, south, east, north]: Box, isNamed: boolean): GridFeature[] {
  const features: GridFeature[] = [];
  for (let lon = Math.ceil(west / 6) * 6; lon <= east; lon += 6) features.push(line([[lon, south], [lon, north]], ''));
  for (let lat = -80; lat <= 72; lat += 8) if (lat >= south && lat <= north) features.push(line([[west, lat], [east, lat]], ''));
  if (!isNamed) return features;
  for (let lon = Math.floor(west / 6) * 6; lon < east; lon += 6) {
    for (let lat = Math.floor(south / 8) * 8; lat < north; lat += 8) if (isCovered(lat + 4)) features.push(named([lon + 3, lat + 4], `${zoneOf(lat + 4, lon + 3)}${band(lat + 4)}`));
  }
  return features;
}

function inZone({ zone, west, east }: { zone: number; west: number; east: number }, [, south, , north]: Box, step: number): GridFeature[] {
  const isNorth = (south + north) / 2 >= 0;
  const low = isNorth ? Math.max(0, south) : south;
  const high = isNorth ? north : Math.min(-1e-9, north);
  const corners = [west, (west + east) / 2, east].flatMap((lon) => [low, high].map((lat) => toUtm(lat, lon, zone)));
  const [eastings, northings] = [corners.map(({ easting }) => easting), corners.map(({ northing }) => northing)];
  const [left, right, bottom, top] = [Math.min(...eastings), Math.max(...eastings), Math.min(...northings), Math.max(...northings)];
  const at = (easting: number, northing: number): Position => {
    const { lat, lon } = fromUtm({ zone, isNorth, easting, northing });
    return [lon, lat];
  };
  const along = (from: number, to: number): number[] => Array.from({ length: POINTS + 1 }, (_, place) => from + ((to - from) * place) / POINTS);
  const isInside = ([lon = 0, lat = 0]: Position): boolean => lon >= west - 1e-6 && lon <= east + 1e-6 && lat >= low - 1 && lat <= high + 1;
  const features: GridFeature[] = [];
  const digits = (metres: number): string => (step === 100_000 ? '' : String(Math.floor((metres % 100_000) / step)).padStart(step === 10_000 ? 1 : 2, '0'));
  for (let easting = Math.ceil(left / step) * step, count = 0; easting <= right && count < MOST_LINES; easting += step, count += 1) {
    const inside = along(bottom, top).map((northing) => at(easting, northing)).filter(isInside);
    if (inside.length > 1) features.push(line(inside, digits(easting)));
  }
  for (let northing = Math.ceil(bottom / step) * step, count = 0; northing <= top && count < MOST_LINES; northing += step, count += 1) {
    const inside = along(left, right).map((easting) => at(easting, northing)).filter(isInside);
    if (inside.length > 1) features.push(line(inside, digits(northing)));
  }
  const size = 100_000;
  for (let easting = Math.floor(left / size) * size; easting <= right; easting += size) {
    for (let northing = Math.floor(bottom / size) * size; northing <= top; northing += size) {
      const middle = at(easting + size / 2, northing + size / 2);
      if (isInside(middle)) features.push(named(middle, square({ zone, isNorth, easting: easting + size / 2, northing: northing + size / 2 })));
    }
  }
  return features;
}

function line(coordinates: Position[], label: string): GridFeature {
  return { type: 'Feature', properties: { label }, geometry: { type: 'LineString', coordinates } };
}

function named(coordinates: Position, label: string): GridFeature {
  return { type: 'Feature', properties: { label }, geometry: { type: 'Point', coordinates } };
}
