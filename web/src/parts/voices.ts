// Rival statements beside each other: every party has its column, also the one that says nothing.

import type { Fact } from '../api/shapes';

export interface Voice {
  voice: string;
  facts: Fact[];
}

export function byVoice(facts: readonly Fact[], parties: readonly string[]): { parties: Voice[]; others: Voice[] } {
  const of = (voice: string): Fact[] => facts.filter((fact) => (fact.voice ?? fact.speaker) === voice);
  const others = [...new Set(facts.map((fact) => fact.voice ?? fact.speaker))].filter((voice) => !parties.includes(voice));
  return { parties: parties.map((voice) => ({ voice, facts: of(voice) })), others: others.map((voice) => ({ voice, facts: of(voice) })) };
}
