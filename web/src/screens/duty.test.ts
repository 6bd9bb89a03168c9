import { describe, expect, it } from 'vitest';
import type { DutySpan } from '../api/shapes';
import { disagreements } from './duty';

const span = (from: string, to: string, words: string): DutySpan => ({ from, to, words, symbol: '', truth: words === 'kept' ? 'kept' : 'unknown' });

describe('what is known then and now', () => {
  it('differs exactly where both speak and do not say the same', () => {
    const then = [span('2020-01-01', '2020-02-01', 'unknown'), span('2020-02-01', '2020-06-01', 'kept')];
    const now = [span('2020-01-01', '2020-03-01', 'kept'), span('2020-03-01', '2020-05-01', 'unknown'), span('2020-05-01', '2021-01-01', 'kept')];
    expect(disagreements(then, now).map(({ from, to, then, now }) => `${from} ${to} ${then.words} ${now.words}`)).toEqual([
      '2020-01-01 2020-02-01 unknown kept',
      '2020-03-01 2020-05-01 kept unknown',
    ]);
    expect(disagreements(then, then)).toEqual([]);
    expect(disagreements([], now)).toEqual([]);
  });

  it('is one interval where the pieces touch', () => {
    const then = [span('2020-01-01', '2020-02-01', 'kept'), span('2020-02-01', '2020-03-01', 'kept')];
    const now = [span('2020-01-01', '2020-03-01', 'unknown')];
    expect(disagreements(then, now)).toHaveLength(1);
  });
});
