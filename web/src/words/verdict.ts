// A verdict in words and signs. A sign is never alone: the words stand beside it, and its box has a pattern of its own.

import type { Grade, Truth } from '../api/shapes';

export interface Judged {
  state: string;
  truth: Truth | null;
  grade: Grade;
  reason: string | null;
  flags: string[];
}

const SIGNS: Record<Truth, string> = { violated: '✗', unknown: '?', pending: '…', kept: '✓' };

export function sign(truth: Truth | null): string {
  return truth === null ? '–' : SIGNS[truth];
}

export type Part = { kind: 'truth' | 'state' | 'grade' | 'reason' | 'flag'; name: string };

/**
 * What is said of a verdict, in this order: its truth (or, where it does not bind, its state), the grade of its evidence,
 * why it is open, and its flags. Two reasons only repeat the grade and are left out.
 */
export function parts(judged: Judged): Part[] {
  const said: Part[] = [judged.truth === null ? { kind: 'state', name: judged.state } : { kind: 'truth', name: judged.truth }];
  if (judged.grade !== 'none') said.push({ kind: 'grade', name: judged.grade });
  const repeats = judged.reason === 'claim-only' || judged.reason === judged.flags.find((flag) => flag === 'impeached');
  if (judged.truth === 'unknown' && judged.reason !== null && !repeats) said.push({ kind: 'reason', name: judged.reason });
  for (const name of judged.flags) said.push({ kind: 'flag', name });
  return said;
}

/** The truths in the order of attention: several together are what the first of them is. */
const ATTENTION: readonly (Truth | null)[] = ['violated', 'unknown', 'pending', 'kept', null];

export function foremost(truths: readonly (Truth | null)[]): Truth | null {
  return ATTENTION.find((truth) => truths.includes(truth)) ?? null;
}

/** Signs of what became of an incident. */
const OUTCOME_SIGNS: Record<string, string> = {
  breach: '✗', alleged: '!', undetermined: '?', cured: '↺', excused: '∥', dismissed: '–', fulfilled: '✓', pending: '…', exercised: '•', ineffective: '∅',
};

export function outcomeSign(outcome: string): string {
  return OUTCOME_SIGNS[outcome] ?? '•';
}

/** Outcomes in the order of attention. */
const OUTCOMES = ['breach', 'alleged', 'undetermined', 'cured', 'excused', 'dismissed', 'fulfilled', 'pending', 'exercised', 'ineffective'] as const;

export function foremostOutcome(outcomes: readonly string[]): string | null {
  return OUTCOMES.find((one) => outcomes.includes(one)) ?? null;
}

/** How much attention an event asks for: the greatest of several is that of all of them. */
export function weightOf(outcome: string | null): number {
  const place = OUTCOMES.findIndex((one) => one === outcome);
  return place === -1 ? 0 : OUTCOMES.length - place;
}

/** What each weight stands for; without an outcome a fact has a dot. */
export const WEIGHTS: readonly { weight: number; truth: Truth | null; sign: string }[] = [null, ...OUTCOMES].map((outcome) => ({
  weight: weightOf(outcome), truth: outcome === null ? null : outcomeTruth(outcome), sign: outcome === null ? '·' : outcomeSign(outcome),
}));

/** The truth whose colour and pattern an outcome takes. */
export function outcomeTruth(outcome: string): Truth | null {
  switch (outcome) {
    case 'breach': return 'violated';
    case 'alleged': case 'undetermined': return 'unknown';
    case 'fulfilled': return 'kept';
    case 'pending': return 'pending';
    default: return null;
  }
}

/** The truth that a sign of the server stands for. */
export function truthOf(symbol: string): Truth | null {
  return (Object.keys(SIGNS) as Truth[]).find((truth) => SIGNS[truth] === symbol) ?? null;
}

/** Words of the server for people, where they are not the name for machines with its hyphens opened. */
const NAMES: Record<string, string> = { 'no evidence': 'grade-none', 'told as done': 'state-told', 'later suspended': 'flag-suspended' };
const KINDS = ['truth', 'state', 'grade', 'reason', 'flag'] as const;

/** The message of each word of a brief verdict; the word itself where there is none. */
export function named(brief: string, hasMessage: (name: string) => boolean): { text: string; message: string | null }[] {
  return brief.split(' · ').map((text) => {
    const name = text.replace(/,/g, '').replaceAll(' ', '-');
    const message = [NAMES[text] ?? '', ...KINDS.map((kind) => `${kind}-${name}`)].find(hasMessage);
    return { text, message: message ?? null };
  });
}
