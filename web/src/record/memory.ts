// What this browser last verified of a log. It lets the reader notice a keeper who tells two histories.

import { fromHex, hex } from './bytes';
import type { Head } from './merkle';

const key = (origin: string): string => `seen ${origin}`;

export function remembered(store: Pick<Storage, 'getItem'>, origin: string): Head | null {
  const [, size, root] = /^(\d{1,15}) ([0-9a-f]{64})$/.exec(store.getItem(key(origin)) ?? '') ?? [];
  return size === undefined || root === undefined ? null : { size: Number(size), root: fromHex(root) };
}

export function remember(store: Pick<Storage, 'setItem'>, origin: string, head: Head): void {
  store.setItem(key(origin), `${head.size} ${hex(head.root)}`);
}
