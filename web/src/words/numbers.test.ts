import { describe, expect, it } from 'vitest';
import { coordinates, gridPlace } from './numbers';

describe('a place for people', () => {
  it('is in degrees, minutes and seconds, which never reach sixty', () => {
    expect(coordinates(37.956_111, 126.677)).toBe('37°57′22″N 126°40′37″E');
    expect(coordinates(-0.5, -127.999_99)).toBe('00°30′00″S 128°00′00″W');
  });

  it('has no more digits in the grid than its error allows', () => {
    const [lat, lon] = [37.956_111, 126.677];
    expect([null, 100, 1_000, 10_000, 100_000].map((error) => gridPlace(lat, lon, error).length)).toEqual([16, 14, 12, 10, 6]);
    expect(gridPlace(89, 0, 0)).toBe('');
  });
});
