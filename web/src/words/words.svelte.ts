// Every word of the page comes from `messages/`, through `t`.

import type { FluentBundle, FluentVariable } from '@fluent/bundle';
import { bundleOf } from './bundle';
import { named } from './verdict';
import { choose, type Language } from './languages';

class Spoken {
  language = $state.raw<Language>(choose(null, navigator.languages));
  bundle = $state.raw<FluentBundle | null>(null);
}

export const spoken = new Spoken();

export async function speak(asked: string | null): Promise<void> {
  const language = choose(asked, navigator.languages);
  if (spoken.bundle !== null && language === spoken.language) return;
  const bundle = bundleOf(language.locale, (await language.load()).default);
  spoken.language = language;
  spoken.bundle = bundle;
  document.documentElement.lang = language.tag;
  document.documentElement.dir = language.dir;
}

/** The message of this name in the reader's language; the name itself where there is none, which a test forbids. */
export function t(name: string, values?: Record<string, FluentVariable>): string {
  const message = spoken.bundle?.getMessage(name)?.value;
  return message ? (spoken.bundle as FluentBundle).formatPattern(message, values, []) : name;
}

/** The words of a brief verdict, `violated · reported · denied`, in the reader's language. */
export function inWords(brief: string): string {
  return named(brief, (name) => spoken.bundle?.hasMessage(name) === true).map((part) => (part.message ? t(part.message) : part.text)).join(' · ');
}

/** A word that the server may send and we may not know yet: its own spelling then. */
export function word(kind: 'truth' | 'state' | 'grade' | 'flag' | 'reason' | 'outcome' | 'rule' | 'manner' | 'answer' | 'passage' | 'modality' | 'zone' | 'decided', name: string): string {
  const message = `${kind}-${name.replaceAll(',', '').replace(/[ _]/g, '-')}`;
  return spoken.bundle?.hasMessage(message) ? t(message) : name.replace(/[-_]/g, ' ');
}
