import { forward } from 'mgrs';
import { describe, expect, it } from 'vitest';
import { fromUtm, mgrs, toUtm, zoneOf } from './utm';

/** A list of places all over the grid, the same on every run. */
function places(): [number, number][] {
  const found: [number, number][] = [];
  for (let lat = -79.9; lat < 83.9; lat += 2.37) for (let lon = -179.9; lon < 180; lon += 7.13) found.push([lat, lon]);
  return found;
}

describe('the grid', () => {
  it('names every place as the program of others does', () => {
    const differing = places().flatMap(([lat, lon]) => {
      const [ours, theirs] = [mgrs(lat, lon)?.replaceAll(' ', ''), forward([lon, lat], 5)];
      // They stop at a shorter series: the last digit, a metre, may be another.
      const isSame = ours?.slice(0, -10) === theirs.slice(0, -10)
        && Math.abs(Number(ours?.slice(-10, -5)) - Number(theirs.slice(-10, -5))) <= 1
        && Math.abs(Number(ours?.slice(-5)) - Number(theirs.slice(-5))) <= 1;
      return isSame ? [] : [`${lat} ${lon}: ${ours} ${theirs}`];
    });
    expect(differing).toEqual([]);
  });

  it('leads back to where it came from', () => {
    for (const [lat, lon] of places()) {
      const back = fromUtm(toUtm(lat, lon));
      expect(Math.abs(back.lat - lat)).toBeLessThan(1e-7);
      expect(Math.abs(back.lon - lon) * Math.cos((lat * Math.PI) / 180)).toBeLessThan(1e-7);
    }
  });

  it('has the wider zones of the north, and ends near the poles', () => {
    expect([zoneOf(60, 4), zoneOf(75, 8), zoneOf(75, 20), zoneOf(75, 32), zoneOf(75, 41), zoneOf(38, 127)]).toEqual([32, 31, 33, 35, 37, 52]);
    expect([mgrs(84.5, 0), mgrs(-80.1, 0)]).toEqual([null, null]);
  });

  it('has as many digits as are asked for', () => {
    expect(mgrs(37.9565, 126.677, 5)).toMatch(/^52S [A-Z]{2} \d{5} \d{5}$/);
    expect(mgrs(37.9565, 126.677, 2)).toMatch(/^52S [A-Z]{2} \d{2} \d{2}$/);
    expect(mgrs(37.9565, 126.677, 0)).toMatch(/^52S [A-Z]{2}$/);
  });
});
