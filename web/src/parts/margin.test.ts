import { describe, expect, it } from 'vitest';
import { roundStep, scaled } from './margin';

describe('a margin', () => {
  it('is drawn to scale: as far from the edge as its error is long where they are equal', () => {
    const drawn = scaled({ margin_m: 500, tolerance_m: 500 }, 1000);
    expect(drawn.edge).toBe(500);
    expect(drawn.low).toBe(drawn.edge);
    expect(drawn.high - drawn.point).toBeCloseTo(drawn.point - drawn.edge);
  });

  it('lies on the left where it is outside, and in the picture in every case', () => {
    for (const margin_m of [-90_000, -1, 0, 3, 12_345]) {
      for (const tolerance_m of [0, 2, 40_000]) {
        const { low, point, high, edge } = scaled({ margin_m, tolerance_m }, 640);
        expect(low >= 0 && high <= 640 && low <= point && point <= high).toBe(true);
        if (margin_m < -1) expect(point).toBeLessThanOrEqual(edge);
      }
    }
  });

  it('has ticks at round lengths', () => {
    expect([0.7, 1, 3, 7, 11, 2300].map(roundStep)).toEqual([1, 1, 5, 10, 20, 5000]);
  });
});
