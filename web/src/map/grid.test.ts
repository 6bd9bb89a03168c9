import { describe, expect, it } from 'vitest';
import { grid, stepAt } from './grid';
import { toUtm } from './utm';

describe('the lines of the military grid', () => {
  it('lie on whole kilometres', () => {
    for (const [zoom, step] of [[7, 100_000], [10, 10_000], [13, 1_000]] as const) {
      expect(stepAt(zoom)).toBe(step);
      const half = 180 / 2 ** zoom;
      const { features } = grid([127.2 - half, 37.9 - half / 2, 127.2 + half, 37.9 + half / 2], zoom);
      const lines = features.filter(({ geometry, properties }) => geometry.type === 'LineString' && (step === 100_000 || properties.label !== ''));
      expect(lines.length).toBeGreaterThan(1);
      const isRound = (metres: number): boolean => Math.abs(metres / step - Math.round(metres / step)) * step < 0.05;
      const odd = lines.filter(({ geometry }) => {
        const at = (geometry.coordinates as number[][]).map(([lon = 0, lat = 0]) => toUtm(lat, lon, 52));
        return !at.every(({ easting }) => isRound(easting)) && !at.every(({ northing }) => isRound(northing)) && !(geometry.coordinates as number[][]).every(([lon = 0]) => lon % 6 === 0);
      });
      expect(odd.filter(({ properties }) => properties.label !== '')).toEqual([]);
    }
  });

  it('are bounded and stay on the grid, wherever one looks', () => {
    for (const zoom of [0, 3, 6, 9, 12, 20]) {
      for (const box of [[-180, -85, 180, 85], [170, -90, 200, 90], [2, 55, 12, 65], [0, 70, 42, 84], [10, 84.5, 11, 85]] as const) {
        const { features } = grid(box, zoom);
        expect(features.length).toBeLessThan(6000);
        for (const { geometry } of features) {
          const list = geometry.type === 'Point' ? [geometry.coordinates] : geometry.coordinates;
          for (const [lon = 0, lat = 0] of list) expect(Math.abs(lon) <= 180.1 && lat >= -81.1 && lat <= 85.1).toBe(true);
        }
      }
    }
  });

  it('name their zones far away and their squares near by', () => {
    const labels = (box: readonly [number, number, number, number], zoom: number): string[] => grid(box, zoom).features.filter(({ geometry }) => geometry.type === 'Point').map(({ properties }) => properties.label);
    expect(labels([120, 32, 132, 40], 4)).toContain('52S');
    expect(labels([126, 37, 129, 39], 7)).toEqual(expect.arrayContaining(['CG', 'CH']));
  });
});
