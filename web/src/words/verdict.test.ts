import { describe, expect, it } from 'vitest';
import { foremost, foremostOutcome, named, outcomeSign, outcomeTruth, parts, sign, truthOf, weightOf, WEIGHTS, type Judged } from './verdict';

const judged = (change: Partial<Judged>): string =>
  parts({ state: 'watching', truth: 'unknown', grade: 'none', reason: null, flags: [], ...change }).map(({ kind, name }) => `${kind}-${name}`).join(' ');

describe('a verdict', () => {
  it('says its truth, its grade, why it is open, and its flags', () => {
    expect(judged({ truth: 'violated', grade: 'reported', flags: ['denied'] })).toBe('truth-violated grade-reported flag-denied');
    expect(judged({ reason: 'no-coverage' })).toBe('truth-unknown reason-no-coverage');
    expect(judged({ grade: 'reported', reason: 'within-measurement-error', flags: ['status-disputed'] })).toBe('truth-unknown grade-reported reason-within-measurement-error flag-status-disputed');
  });

  it('says nothing twice', () => {
    expect(judged({ grade: 'claimed', reason: 'claim-only' })).toBe('truth-unknown grade-claimed');
    expect(judged({ grade: 'claimed', reason: 'impeached', flags: ['impeached'] })).toBe('truth-unknown grade-claimed flag-impeached');
  });

  it('says its state where it does not bind', () => {
    expect(judged({ truth: null, state: 'suspended' })).toBe('state-suspended');
  });

  it('has a sign of its own for each truth, and goes back from it', () => {
    const truths = ['violated', 'unknown', 'pending', 'kept', null] as const;
    expect(new Set(truths.map(sign)).size).toBe(5);
    for (const truth of truths) expect(truthOf(sign(truth))).toBe(truth);
  });

  it('of several together is what asks for most attention', () => {
    expect(foremost(['kept', null, 'unknown'])).toBe('unknown');
    expect(foremost(['pending', 'violated'])).toBe('violated');
    expect(foremost([])).toBeNull();
  });
});

describe('outcomes', () => {
  it('of several together weigh what the foremost of them weighs, and weights go back to signs', () => {
    const several = ['excused', 'breach', 'pending'];
    expect(foremostOutcome(several)).toBe('breach');
    expect(foremostOutcome(['unheard-of'])).toBeNull();
    expect(weightOf('breach')).toBe(Math.max(...several.map(weightOf)));
    expect([weightOf(null), weightOf('unheard-of')]).toEqual([0, 0]);
    expect(new Set(WEIGHTS.map(({ weight }) => weight)).size).toBe(WEIGHTS.length);
    for (const outcome of several) {
      expect(WEIGHTS.find(({ weight }) => weight === weightOf(outcome))).toMatchObject({ truth: outcomeTruth(outcome), sign: outcomeSign(outcome) });
    }
  });
});

describe('the words of the server', () => {
  it('are found again as messages', () => {
    const known = new Set(['truth-violated', 'state-suspended', 'flag-suspended', 'reason-overdue-unproven', 'state-told', 'grade-none']);
    const messages = (brief: string): (string | null)[] => named(brief, (name) => known.has(name)).map(({ message }) => message);
    expect(messages('violated · overdue, unproven · later suspended')).toEqual(['truth-violated', 'reason-overdue-unproven', 'flag-suspended']);
    expect(messages('told as done · no evidence · something new')).toEqual(['state-told', 'grade-none', null]);
  });
});
