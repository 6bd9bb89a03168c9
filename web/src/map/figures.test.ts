import { describe, expect, it } from 'vitest';
import type { Feature } from 'geojson';
import { boxOf, circle, errorsIn, frameOf, graticule } from './figures';

const EARTH_M = 6_371_008.8;

/** Great-circle distance by the haversine, a second way. */
function distance([lon1 = 0, lat1 = 0]: number[], [lon2 = 0, lat2 = 0]: number[]): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const half = (degrees: number): number => Math.sin(radians(degrees) / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.sqrt(half(lat2 - lat1) + Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * half(lon2 - lon1)));
}

describe('a circle of error', () => {
  it('has every corner at the radius, is closed, and runs against the clock', () => {
    for (const [lon, lat, radius] of [[127, 38, 20_000], [0, 0, 500], [-70, -65, 100_000]] as const) {
      const [ring = []] = circle(lon, lat, radius).coordinates;
      expect(ring[0]).toEqual(ring.at(-1));
      for (const corner of ring) expect(Math.abs(distance([lon, lat], corner) - radius)).toBeLessThan(0.01);
      const area = ring.slice(1).reduce((sum, [x = 0, y = 0], place) => sum + (ring[place]?.[0] ?? 0) * y - x * (ring[place]?.[1] ?? 0), 0);
      expect(area).toBeGreaterThan(0);
    }
  });
});

describe('the circles of error in a window', () => {
  const point = (lon: number, lat: number, error_m: number, weight = 1): Feature => ({ type: 'Feature', geometry: { type: 'Point', coordinates: [lon, lat] }, properties: { error_m, weight } });
  const window = [126, 37, 128, 38] as const;

  it('are those that can be seen, from outside the window too', () => {
    expect(errorsIn([point(127, 37.5, 5_000), point(127, 37.5, 50), point(127, 37.5, 0), point(130, 37.5, 5_000), point(128.05, 37.5, 5_000)], window, 8)).toHaveLength(2);
    expect(errorsIn([point(127, 37.5, 50)], window, 14)).toHaveLength(1);
  });

  it('are of too many those that weigh most', () => {
    const many = Array.from({ length: 3_000 }, (_, place) => point(127, 37.5, 20_000, place % 10));
    const shown = errorsIn(many, window, 8);
    expect(shown.length).toBeLessThan(many.length);
    expect(Math.min(...shown.map(({ properties }) => Number(properties?.['weight'])))).toBe(8);
  });
});

describe('the graticule', () => {
  it('names its lines and stays on the Earth', () => {
    const lines = graticule([124, 36.5, 129.5, 39.5], 1);
    expect(lines.map(({ properties }) => properties.label)).toEqual(expect.arrayContaining(['127°E', '38°N']));
    for (const { geometry } of graticule([-180, -90, 180, 90], 30)) {
      for (const [lon = 0, lat = 0] of geometry.coordinates) expect(Math.abs(lon) <= 180 && Math.abs(lat) <= 85).toBe(true);
    }
  });
});

it('the box around many corners is found, of whatever shape', () => {
  const coordinates = Array.from({ length: 300_000 }, (_, place) => [place / 3_000, -place / 6_000]);
  expect(frameOf([{ type: 'LineString', coordinates }, { type: 'Point', coordinates: [-1, 1] }])).toEqual([-1, expect.closeTo(-50, 3), expect.closeTo(100, 3), 1]);
  expect(frameOf([])).toBeNull();
});

it('the box around nothing is nothing', () => {
  expect(boxOf([])).toBeNull();
  expect(boxOf([{ lon: 1, lat: 2 }, { lon: -3, lat: 4 }])).toEqual([-3, 2, 1, 4]);
});
