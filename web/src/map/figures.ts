// Figures that the map draws by itself: circles of error and the graticule. A sphere is near enough for drawing; what is
// judged comes from the server, on the ellipsoid.

import type { Feature, Geometry, LineString, Polygon, Position } from 'geojson';

/** Mean radius of the Earth, metres (IUGG R1). */
const EARTH_M = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** The ring of all points `radius_m` metres away along the great circle, 64 corners, against the clock. */
export function circle(lon: number, lat: number, radius_m: number): Polygon {
  const angle = radius_m / EARTH_M;
  const ring: Position[] = Array.from({ length: 64 }, (_, corner) => away(lon, lat, angle, -corner * (360 / 64) * RADIANS));
  return { type: 'Polygon', coordinates: [[...ring, ring[0] as Position]] };
}

/** A circle of error narrower than this, in pixels from its middle, lies under the sign of its event. */
const LEAST_PX = 9;
/** Of more circles at once nothing can be read. */
const MOST_CIRCLES = 400;
/** Metres a pixel at zoom 0 on the equator (512-pixel tiles). */
const METRES_A_PIXEL = 78_271.517;

/** The circles of error of the points in a window, where they can be seen at a zoom; of too many those that weigh most. */
export function errorsIn(points: readonly Feature[], [west, south, east, north]: readonly [number, number, number, number], zoom: number): Feature[] {
  const near = points.flatMap(({ geometry, properties }) => {
    if (geometry.type !== 'Point') return [];
    const [lon = 0, lat = 0] = geometry.coordinates;
    const radius = Number(properties?.['error_m'] ?? 0);
    const reach = radius / (EARTH_M * RADIANS);
    const across = reach / Math.max(0.01, Math.cos(lat * RADIANS));
    const isIn = lon + across >= west && lon - across <= east && lat + reach >= south && lat - reach <= north;
    const isSeen = radius / (METRES_A_PIXEL * Math.cos(lat * RADIANS)) * 2 ** zoom >= LEAST_PX;
    return isIn && isSeen ? [{ lon, lat, radius, weight: Number(properties?.['weight'] ?? 0) }] : [];
  });
  const shown = near.sort((one, other) => other.weight - one.weight).slice(0, MOST_CIRCLES);
  return shown.map(({ lon, lat, radius, weight }) => ({ type: 'Feature', properties: { weight }, geometry: circle(lon, lat, radius) }));
}

function away(lon: number, lat: number, angle: number, bearing: number): Position {
  const from = lat * RADIANS;
  const sine = Math.sin(from) * Math.cos(angle) + Math.cos(from) * Math.sin(angle) * Math.cos(bearing);
  const turn = Math.atan2(Math.sin(bearing) * Math.sin(angle) * Math.cos(from), Math.cos(angle) - Math.sin(from) * sine);
  return [lon + turn / RADIANS, Math.asin(sine) / RADIANS];
}

export interface GraticuleLine {
  label: string;
}

/** Meridians and parallels each `step` degrees over the box, with a margin so that they leave the picture. */
export function graticule([west, south, east, north]: readonly [number, number, number, number], step: number): Feature<LineString, GraticuleLine>[] {
  const low = (degrees: number): number => (Math.floor(degrees / step) - 3) * step;
  const high = (degrees: number): number => (Math.ceil(degrees / step) + 3) * step;
  const [w, e] = [Math.max(-180, low(west)), Math.min(180, high(east))];
  const [s, n] = [Math.max(-85, low(south)), Math.min(85, high(north))];
  const lines: Feature<LineString, GraticuleLine>[] = [];
  for (let lon = w; lon <= e; lon += step) lines.push(line([[lon, s], [lon, n]], degrees(lon, 'E', 'W')));
  for (let lat = s; lat <= n; lat += step) lines.push(line([[w, lat], [e, lat]], degrees(lat, 'N', 'S')));
  return lines;
}

function line(coordinates: Position[], label: string): Feature<LineString, GraticuleLine> {
  return { type: 'Feature', properties: { label }, geometry: { type: 'LineString', coordinates } };
}

function degrees(value: number, above: string, below: string): string {
  return `${Math.abs(value)}°${value === 0 ? '' : value > 0 ? above : below}`;
}

/** The box around geometries, in degrees; null for none. */
export function frameOf(geometries: readonly Geometry[]): [number, number, number, number] | null {
  const positions: { lon: number; lat: number }[] = [];
  const visit = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    if (typeof part[0] !== 'number') return part.forEach(visit);
    const [lon = 0, lat = 0] = part as Position;
    positions.push({ lon, lat });
  };
  for (const geometry of geometries) if (geometry.type !== 'GeometryCollection') visit(geometry.coordinates);
  return boxOf(positions);
}

/** The box around a list of positions, in degrees; null for none. */
export function boxOf(positions: readonly { lon: number; lat: number }[]): [number, number, number, number] | null {
  if (positions.length === 0) return null;
  // Not by spreading: a coast has more corners than a call may have arguments.
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { lon, lat } of positions) {
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  }
  return box;
}
