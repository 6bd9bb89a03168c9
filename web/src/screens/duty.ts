// Where what was known then and what is known now answer differently.

import type { DutySpan, Span } from '../api/shapes';

export interface Disagreement extends Span {
  then: DutySpan;
  now: DutySpan;
}

/** The intervals in which both lists speak and do not say the same; next to each other they are one. */
export function disagreements(then: readonly DutySpan[], now: readonly DutySpan[]): Disagreement[] {
  const found: Disagreement[] = [];
  for (const earlier of then) {
    for (const later of now) {
      const from = Date.parse(earlier.from) > Date.parse(later.from) ? earlier.from : later.from;
      const to = Date.parse(earlier.to) < Date.parse(later.to) ? earlier.to : later.to;
      if (Date.parse(from) >= Date.parse(to) || isSame(earlier, later)) continue;
      const last = found.at(-1);
      if (last && isSame(last.then, earlier) && isSame(last.now, later) && last.to === from) last.to = to;
      else found.push({ from, to, then: earlier, now: later });
    }
  }
  return found;
}

function isSame(one: DutySpan, other: DutySpan): boolean {
  return one.truth === other.truth && one.words === other.words;
}
