// The files of a log as c2sp.org/tlog-tiles lays them out: tiles of 256 hashes, bundles of 256 entries.

import { concat, type Bytes } from './bytes';
import { leafHash, nodeHash, type Nodes } from './merkle';

const WIDTH = 256;
const HASH = 32;
/** A bundle holds 256 entries of at most 2^16 - 1 bytes and their lengths; nothing larger is read. */
const LARGEST_BUNDLE = WIDTH * (65_535 + 2);

/** Reads a file by its path under the root of the log. */
export type ReadFile = (path: string) => Promise<Bytes>;

export function tilePath(level: number | 'entries', index: number, width: number): string {
  let name = String(index % 1000).padStart(3, '0');
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) name = `x${String(rest % 1000).padStart(3, '0')}/${name}`;
  return `tile/${level}/${name}${width < WIDTH ? `.p/${width}` : ''}`;
}

/** How many hashes the tile has in a tree of this size: a tile is whole, or the partial one of its level. */
export function tileWidth(level: number, index: number, size: number): number {
  const there = Math.floor(size / WIDTH ** level) - index * WIDTH;
  return Math.max(0, Math.min(WIDTH, there));
}

/** The nodes of a log of `size` entries, read from its tiles; each tile is read once. */
export function nodesOf(read: ReadFile, size: number): Nodes {
  const tiles = new Map<string, Promise<Bytes>>();
  const tile = (level: number, index: number): Promise<Bytes> => {
    const width = tileWidth(level, index, size);
    if (width === 0) return Promise.reject(new Error('the tree does not reach there'));
    const path = tilePath(level, index, width);
    const known = tiles.get(path) ?? read(path).then((bytes) => ofLength(bytes, width * HASH));
    tiles.set(path, known);
    return known;
  };
  return async (level, index) => {
    const tileLevel = Math.floor(level / 8);
    const count = 2 ** (level - tileLevel * 8);
    const first = index * count;
    const bytes = await tile(tileLevel, Math.floor(first / WIDTH));
    const start = (first % WIDTH) * HASH;
    return combined(bytes.slice(start, start + count * HASH));
  };
}

async function combined(hashes: Bytes): Promise<Bytes> {
  if (hashes.length === HASH) return hashes;
  if (hashes.length % HASH !== 0 || hashes.length === 0) throw new Error('a tile is cut short');
  const middle = hashes.length / 2;
  return nodeHash(await combined(hashes.slice(0, middle)), await combined(hashes.slice(middle)));
}

function ofLength(bytes: Bytes, length: number): Bytes {
  if (bytes.length !== length) throw new Error(`a tile has ${bytes.length} bytes and not ${length}`);
  return bytes;
}

/** The entries of a bundle: each after its length in two bytes, the larger first. */
export function entriesOf(bundle: Bytes): Bytes[] {
  if (bundle.length > LARGEST_BUNDLE) throw new Error('a bundle is too long');
  const entries: Bytes[] = [];
  for (let at = 0; at < bundle.length; ) {
    const [high, low] = [bundle[at], bundle[at + 1]];
    if (high === undefined || low === undefined) throw new Error('a bundle is cut short');
    const end = at + 2 + high * 256 + low;
    if (end > bundle.length) throw new Error('a bundle is cut short');
    entries.push(bundle.slice(at + 2, end));
    at = end;
  }
  return entries;
}

export async function readEntry(read: ReadFile, index: number, size: number): Promise<Bytes> {
  const bundle = Math.floor(index / WIDTH);
  const entries = entriesOf(await read(tilePath('entries', bundle, tileWidth(0, bundle, size))));
  const entry = entries[index % WIDTH];
  if (!entry) throw new Error('the bundle does not hold the entry');
  return entry;
}

/** The root over all entries, from the entries alone; `tell` hears how many are done. */
export async function rootOfAllEntries(read: ReadFile, size: number, tell: (done: number) => void): Promise<Bytes> {
  const hashes: Bytes[] = [];
  for (let bundle = 0; bundle * WIDTH < size; bundle += 1) {
    const width = tileWidth(0, bundle, size);
    const entries = entriesOf(await read(tilePath('entries', bundle, width)));
    if (entries.length !== width) throw new Error(`a bundle has ${entries.length} entries and not ${width}`);
    hashes.push(...(await Promise.all(entries.map(leafHash))));
    tell(hashes.length);
  }
  return fold(hashes);
}

async function fold(hashes: readonly Bytes[]): Promise<Bytes> {
  const [only] = hashes;
  if (hashes.length === 1 && only) return only;
  if (!only) throw new Error('the record is empty');
  const middle = 2 ** (Math.ceil(Math.log2(hashes.length)) - 1);
  return nodeHash(await fold(hashes.slice(0, middle)), await fold(hashes.slice(middle)));
}

/** Reads over HTTP; refuses what is longer than any file of a log can be. */
export function readFrom(base: string): ReadFile {
  return async (path) => {
    const response = await fetch(`${base}/${path}`);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.length > LARGEST_BUNDLE) throw new Error(`${path}: too long`);
    return concat(bytes);
  };
}
