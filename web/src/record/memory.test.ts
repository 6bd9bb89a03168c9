import { expect, it } from 'vitest';
import { fromHex, hex } from './bytes';
import { remember, remembered } from './memory';

it('remembers the last head of each log, and nothing that is spoilt', () => {
  const kept = new Map<string, string>();
  const store = { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => void kept.set(name, value) };
  const root = fromHex('ab'.repeat(32));
  expect(remembered(store, 'a')).toBeNull();
  remember(store, 'a', { size: 240, root });
  expect(remembered(store, 'a')).toEqual({ size: 240, root });
  expect(remembered(store, 'b')).toBeNull();
  kept.set('seen a', `x ${hex(root)}`);
  expect(remembered(store, 'a')).toBeNull();
});
