// The languages of the page. A name stands in its own language.

export interface Language {
  tag: string;
  /** How it writes days and numbers: English with the day first, as the field does. */
  locale: string;
  name: string;
  dir: 'ltr' | 'rtl';
  load: () => Promise<{ default: string }>;
}

export const LANGUAGES: readonly Language[] = [
  { tag: 'en', locale: 'en-GB', name: 'English', dir: 'ltr', load: () => import('../../messages/en.ftl?raw') },
  { tag: 'ko', locale: 'ko-KR', name: '한국어', dir: 'ltr', load: () => import('../../messages/ko.ftl?raw') },
  { tag: 'fr', locale: 'fr-FR', name: 'Français', dir: 'ltr', load: () => import('../../messages/fr.ftl?raw') },
  { tag: 'ar', locale: 'ar', name: 'العربية', dir: 'rtl', load: () => import('../../messages/ar.ftl?raw') },
  { tag: 'uk', locale: 'uk-UA', name: 'Українська', dir: 'ltr', load: () => import('../../messages/uk.ftl?raw') },
];

const ENGLISH = LANGUAGES[0] as Language;

/** The language asked for by the address, else the first of the browser's that we have. */
export function choose(asked: string | null, browser: readonly string[]): Language {
  const known = (tag: string): Language | undefined => LANGUAGES.find((language) => language.tag === tag.toLowerCase().split('-')[0]);
  const wanted = asked === null ? [...browser] : [asked, ...browser];
  return wanted.map(known).find((language) => language !== undefined) ?? ENGLISH;
}
