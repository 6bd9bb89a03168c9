// Universal Transverse Mercator and the names of its squares (MGRS), on WGS 84, between 80° south and 84° north.
// Series after Krüger 1912 to the third power of the flattening, as given by Karney 2011: below a centimetre in a zone.

const A_M = 6_378_137;
const FLATTENING = 1 / 298.257_223_563;
const N = FLATTENING / (2 - FLATTENING);
const RECTIFYING_M = (A_M / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64);
const SCALE = 0.9996;
const ECCENTRICITY = (2 * Math.sqrt(N)) / (1 + N);
const FORWARD = [N / 2 - (2 / 3) * N ** 2 + (5 / 16) * N ** 3, (13 / 48) * N ** 2 - (3 / 5) * N ** 3, (61 / 240) * N ** 3];
const BACK = [N / 2 - (2 / 3) * N ** 2 + (37 / 96) * N ** 3, N ** 2 / 48 + N ** 3 / 15, (17 / 480) * N ** 3];
const LATITUDE = [2 * N - (2 / 3) * N ** 2 - 2 * N ** 3, (7 / 3) * N ** 2 - (8 / 5) * N ** 3, (56 / 15) * N ** 3];
const RADIANS = Math.PI / 180;
const FALSE_EASTING_M = 500_000;
const FALSE_NORTHING_M = 10_000_000;

const BANDS = 'CDEFGHJKLMNPQRSTUVWX';
const COLUMNS = ['STUVWXYZ', 'ABCDEFGH', 'JKLMNPQR'];
const ROWS = 'ABCDEFGHJKLMNPQRSTUV';

export interface Utm {
  zone: number;
  isNorth: boolean;
  easting: number;
  northing: number;
}

/** Whether the grid covers a latitude; nearer to the poles another one does. */
export function isCovered(lat: number): boolean {
  return lat >= -80 && lat < 84;
}

/** The zone of a position, with the wider ones of Norway and Svalbard. */
export function zoneOf(lat: number, lon: number): number {
  const plain = Math.min(60, Math.floor((lon + 180) / 6) + 1);
  if (lat >= 56 && lat < 64 && lon >= 3 && lon < 12) return 32;
  if (lat >= 72 && lon >= 0 && lon < 42) return lon < 9 ? 31 : lon < 21 ? 33 : lon < 33 ? 35 : 37;
  return plain;
}

export function toUtm(lat: number, lon: number, zone = zoneOf(lat, lon)): Utm {
  const [phi, lambda] = [lat * RADIANS, (lon - meridian(zone)) * RADIANS];
  const t = Math.sinh(Math.atanh(Math.sin(phi)) - ECCENTRICITY * Math.atanh(ECCENTRICITY * Math.sin(phi)));
  const [xi, eta] = [Math.atan2(t, Math.cos(lambda)), Math.atanh(Math.sin(lambda) / Math.hypot(1, t))];
  const at = (sum: number, series: (angle: number, place: number) => number): number => FORWARD.reduce((so, one, place) => so + one * series(2 * (place + 1), place), sum);
  const easting = FALSE_EASTING_M + SCALE * RECTIFYING_M * at(eta, (times) => Math.cos(times * xi) * Math.sinh(times * eta));
  const northing = SCALE * RECTIFYING_M * at(xi, (times) => Math.sin(times * xi) * Math.cosh(times * eta));
  return { zone, isNorth: lat >= 0, easting, northing: lat >= 0 ? northing : northing + FALSE_NORTHING_M };
}

export function fromUtm({ zone, isNorth, easting, northing }: Utm): { lat: number; lon: number } {
  const xi = (northing - (isNorth ? 0 : FALSE_NORTHING_M)) / (SCALE * RECTIFYING_M);
  const eta = (easting - FALSE_EASTING_M) / (SCALE * RECTIFYING_M);
  const less = (from: number, series: (times: number) => number): number => BACK.reduce((so, one, place) => so - one * series(2 * (place + 1)), from);
  const [x, y] = [less(xi, (times) => Math.sin(times * xi) * Math.cosh(times * eta)), less(eta, (times) => Math.cos(times * xi) * Math.sinh(times * eta))];
  const chi = Math.asin(Math.sin(x) / Math.cosh(y));
  const phi = LATITUDE.reduce((so, one, place) => so + one * Math.sin(2 * (place + 1) * chi), chi);
  return { lat: phi / RADIANS, lon: meridian(zone) + Math.atan2(Math.sinh(y), Math.cos(x)) / RADIANS };
}

function meridian(zone: number): number {
  return zone * 6 - 183;
}

/** The two letters of the square of 100 km. */
export function square({ zone, easting, northing }: Utm): string {
  const column = COLUMNS[zone % 3]?.[Math.floor(easting / 100_000) - 1] ?? '?';
  const row = ROWS[(Math.floor(northing / 100_000) + (zone % 2 === 0 ? 5 : 0)) % 20] ?? '?';
  return column + row;
}

export function band(lat: number): string {
  return BANDS[Math.min(19, Math.floor((lat + 80) / 8))] ?? '?';
}

/** `52S CG 12345 67890`: zone and band, square, and so many digits each way (5: to a metre, 0: the square alone). */
export function mgrs(lat: number, lon: number, digits = 5): string | null {
  if (!isCovered(lat)) return null;
  const at = toUtm(lat, lon);
  const cell = (metres: number): string => String(Math.floor(metres % 100_000)).padStart(5, '0').slice(0, digits);
  const where = digits === 0 ? '' : ` ${cell(at.easting)} ${cell(at.northing)}`;
  return `${at.zone}${band(lat)} ${square(at)}${where}`;
}
