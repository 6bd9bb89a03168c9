import { describe, expect, it } from 'vitest';
import { bar, histogram, marks, scale, shifted, zoomed } from './lanes';

const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const WINDOW = { from: at('2020-01-01'), to: at('2020-01-11') };

describe('a bar', () => {
  it('is the part of the interval that the window shows', () => {
    const drawn = (from: string, to: string): unknown => bar({ from: `${from}T00:00:00Z`, to: `${to}T00:00:00Z` }, WINDOW, 100);
    expect(drawn('2020-01-02', '2020-01-04')).toEqual({ x: 10, width: 20 });
    expect(drawn('2019-01-01', '2020-01-02')).toEqual({ x: 0, width: 10 });
    expect(drawn('2020-01-10', '2021-01-01')).toEqual({ x: 90, width: 10 });
    expect(drawn('2019-01-01', '2019-12-01')).toBeNull();
    expect(drawn('2020-02-01', '2020-03-01')).toBeNull();
  });

  it('can be seen and stays in the picture, however short', () => {
    expect(bar({ from: '2020-01-11T00:00:00Z', to: '2020-01-11T00:00:00Z' }, WINDOW, 100, 5)).toEqual({ x: 95, width: 5 });
    expect(bar({ from: '2020-01-05T00:00:00Z', to: '2020-01-04T00:00:00Z' }, WINDOW, 100, 5)).toEqual({ x: 40, width: 5 });
  });
});

describe('the window', () => {
  it('keeps the instant in its place when it is zoomed, and stays in the whole', () => {
    const whole = { from: at('2019-01-01'), to: at('2021-01-01') };
    const around = at('2020-01-03');
    const near = zoomed(WINDOW, 0.5, around, whole);
    expect(scale(near, 100).x(around)).toBeCloseTo(scale(WINDOW, 100).x(around));
    expect(near.to - near.from).toBe((WINDOW.to - WINDOW.from) / 2);
    expect(zoomed(WINDOW, 1e6, around, whole)).toEqual(whole);
    expect(zoomed(WINDOW, 1e-9, around, whole).to - zoomed(WINDOW, 1e-9, around, whole).from).toBe(86_400_000);
    expect(shifted(WINDOW, 1000, whole).to).toBe(whole.to);
    expect(shifted(WINDOW, -1000, whole).from).toBe(whole.from);
  });
});

describe('the histogram', () => {
  it('counts what falls into each part and nothing outside', () => {
    const days = ['2019-12-31', '2020-01-01', '2020-01-01', '2020-01-10', '2020-01-11'].map(at);
    expect(histogram(days, WINDOW, 10)).toEqual([2, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  });
});

describe('marks', () => {
  const finding = (x: number): Parameters<typeof marks>[0][number] => ({ id: String(x), outcome: 'breach', from: '', to: '', x, width: 0 });

  it('can each be pointed at: none is nearer to another, or to an end, than its size', () => {
    for (const places of [[], [0], [100], [3, 5, 30, 31, 60, 99], Array.from({ length: 100 }, (_, place) => place)]) {
      const made = marks(places.map(finding), 24, 100);
      expect(made.flatMap(({ findings }) => findings)).toHaveLength(places.length);
      for (const [place, { x }] of made.entries()) {
        expect(x >= 12 && x <= 88).toBe(true);
        if (place > 0) expect(x - (made[place - 1]?.x ?? 0)).toBeGreaterThanOrEqual(24);
      }
    }
  });
});
