import { readdirSync, readFileSync } from 'node:fs';
import { FluentResource } from '@fluent/bundle';
import { parse } from 'svelte/compiler';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from './languages';
import { bundleOf } from './bundle';

const source = (tag: string): string => readFileSync(new URL(`../../messages/${tag}.ftl`, import.meta.url), 'utf8');

interface Told {
  variables: Set<string>;
  /** The variants of each selector over a number. */
  variants: string[][];
}

/** What a message asks for, from the tree that Fluent parses it to. */
function told(pattern: unknown): Told {
  const found: Told = { variables: new Set(), variants: [] };
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (node === null || typeof node !== 'object') return;
    const part = node as Record<string, unknown>;
    if (part['type'] === 'var') found.variables.add(String(part['name']));
    if (part['type'] === 'select') found.variants.push((part['variants'] as { key: { value: unknown } }[]).map(({ key }) => String(key.value)));
    Object.values(part).forEach(visit);
  };
  visit(pattern);
  return found;
}

const messagesOf = (tag: string): Map<string, Told> =>
  new Map(new FluentResource(source(tag)).body.map((entry) => [entry.id, told(entry.value)]));

describe('the messages', () => {
  const english = messagesOf('en');

  for (const { tag, locale } of LANGUAGES) {
    it(`of ${tag} are all there, once, and no other`, () => {
      const names = new FluentResource(source(tag)).body.map(({ id }) => id);
      expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
      expect([...names].sort()).toEqual([...english.keys()].sort());
      expect(source(tag).split('\n').filter((line) => /^[a-z][a-z0-9-]* =/.test(line))).toHaveLength(names.length);
    });

    it(`of ${tag} take what the English ones take, in every plural form of the language`, () => {
      const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
      for (const [name, { variables, variants }] of messagesOf(tag)) {
        expect([name, [...variables].sort()]).toEqual([name, [...(english.get(name)?.variables ?? [])].sort()]);
        for (const keys of variants) expect([name, forms.filter((form) => form !== 'many' || tag !== 'fr').filter((form) => !keys.includes(form))]).toEqual([name, []]);
      }
    });

    it(`of ${tag} are formatted without an error`, () => {
      const bundle = bundleOf(locale, source(tag));
      const values = { count: 3, observations: 2, episodes: 1, share: 0.25, hours: 12, distance: '3 km', number: 4, done: 5, size: 6 };
      for (const name of english.keys()) {
        const errors: Error[] = [];
        const { value } = bundle.getMessage(name) ?? { value: null };
        expect(value, name).not.toBeNull();
        if (value !== null) bundle.formatPattern(value, values, errors);
        expect([name, errors]).toEqual([name, []]);
      }
    });
  }

  it('are the only words in the page', () => {
    const folder = new URL('..', import.meta.url).pathname;
    const components = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.svelte'));
    const found = components.flatMap((file) => literalWords(readFileSync(`${folder}/${file}`, 'utf8')).map((text) => `${file}: ${text}`));
    expect(components.length).toBeGreaterThan(20);
    expect(found).toEqual([]);
  });

  it('are all named that the components ask for', () => {
    const folder = new URL('..', import.meta.url).pathname;
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(svelte|ts)$/.test(file) && !file.endsWith('.test.ts'));
    const asked = sources.flatMap((file) => [...readFileSync(`${folder}/${file}`, 'utf8').matchAll(/\bt\('([a-z-]+)'/g)].map(([, name]) => name ?? ''));
    expect(asked.filter((name) => !english.has(name))).toEqual([]);
  });
});

/** Text and spoken attributes that stand in a component itself. */
function literalWords(component: string): string[] {
  const found: string[] = [];
  const spoken = new Set(['aria-label', 'title', 'alt', 'placeholder', 'aria-valuetext']);
  const visit = (node: unknown, isSpoken: boolean): void => {
    if (Array.isArray(node)) return node.forEach((part) => visit(part, isSpoken));
    if (node === null || typeof node !== 'object') return;
    const part = node as Record<string, unknown>;
    if (part['type'] === 'Attribute') return visit(part['value'], spoken.has(String(part['name'])));
    if (part['type'] === 'Text' && isSpoken && /\p{L}{2}/u.test(String(part['data']))) found.push(String(part['data']).trim());
    for (const [key, value] of Object.entries(part)) if (key !== 'start' && key !== 'end') visit(value, isSpoken);
  };
  visit(parse(component, { modern: true }).fragment, true);
  return found;
}
