// The verdicts of one norm laid out by who is bound: a column for each party, and those bound together below.

import type { Show } from '../address';
import type { Article, Verdict } from '../api/shapes';

export interface Row {
  norm: string;
  sentence: string;
  /** One list a party, in the order of the parties. */
  columns: Verdict[][];
  /** Verdicts on several bearers bound together, or on a body. */
  together: Verdict[];
}

export function rows(article: Article, parties: readonly string[], show: Show | null): Row[] {
  return article.norms
    .filter(({ verdicts }) => show === null || show === 'all' || verdicts.some((verdict) => isShown(verdict, show)))
    .map(({ norm, sentence, verdicts }) => ({
      norm,
      sentence,
      columns: parties.map((party) => verdicts.filter(({ bearer }) => bearer === party)),
      together: verdicts.filter(({ bearer }) => !parties.includes(bearer)),
    }));
}

function isShown(verdict: Verdict, show: Show): boolean {
  return show === 'told' ? verdict.observations > 0 : verdict.truth === show;
}
