import { expect, test } from 'vitest';
import { Pace, QUICK_MS, SHARES, SLOW_MS, SLOW_WAITS } from './pace';

/** So many frames with a wait before each but the first; how often there were fewer pixels. */
function move(pace: Pace, wait: number, frames: number): number {
  pace.start();
  let fewer = 0;
  for (let frame = 0; frame < frames; frame += 1) if (pace.frame(1_000 + frame * wait)) fewer += 1;
  pace.rest();
  return fewer;
}

test('a map that is drawn often stays sharp', () => {
  const pace = new Pace();
  expect(move(pace, 16.7, 500)).toBe(0);
  expect(move(pace, SLOW_MS, 500)).toBe(0);
  expect(pace.share).toBe(1);
});

test('a slow map gets fewer pixels step by step, and no fewer than the fewest', () => {
  const pace = new Pace();
  expect(move(pace, 50, SLOW_WAITS + 1)).toBe(1);
  expect(pace.share).toBe(SHARES[1]);
  expect(move(pace, 50, 500)).toBe(SHARES.length - 2);
  expect(pace.share).toBe(SHARES.at(-1));
});

test('one that is far too slow takes two steps at once, and one that no graphics card draws begins with them', () => {
  const pace = new Pace();
  expect(move(pace, 2 * SLOW_MS + 1, SLOW_WAITS + 1)).toBe(1);
  expect(pace.share).toBe(SHARES[2]);
  expect(move(pace, 500, 500)).toBe(1);
  expect(pace.share).toBe(SHARES.at(-1));
  expect(new Pace(true).share).toBe(SHARES[2]);
});

test('one jerk alone changes nothing', () => {
  const pace = new Pace();
  pace.start();
  let at = 0;
  for (const wait of [16, 16, 90, 16, 16, 16, 16, 16, 16, 16]) expect(pace.frame((at += wait))).toBe(false);
  expect(pace.share).toBe(1);
});

test('the next movement begins as the last one went, and is tried sharper only where that was quick', () => {
  const pace = new Pace();
  move(pace, 50, SLOW_WAITS + 1);
  move(pace, (SLOW_MS + QUICK_MS) / 2, 100);
  expect(pace.share).toBe(SHARES[1]);
  move(pace, QUICK_MS, 100);
  expect(pace.share).toBe(1);
});

test('a movement of few frames decides nothing', () => {
  const pace = new Pace();
  for (let click = 0; click < 50; click += 1) expect(move(pace, 200, SLOW_WAITS)).toBe(0);
  expect(pace.share).toBe(1);
});
