import { describe, expect, it } from 'vitest';
import { concat, equal, hex, type Bytes } from './bytes';
import { inclusionProof, leafHash, nodeHash, rangeHash, rootByInclusion } from './merkle';
import { entriesOf, nodesOf, readEntry, rootOfAllEntries, tilePath, tileWidth, type ReadFile } from './tiles';

const entry = (index: number): Bytes => new TextEncoder().encode(`entry ${index}`);

/** A log in memory: its tiles from the definition, by plain halving. */
async function logOf(size: number): Promise<{ read: ReadFile; files: Map<string, Bytes> }> {
  const files = new Map<string, Bytes>();
  let hashes = await Promise.all(Array.from({ length: size }, (_, index) => leafHash(entry(index))));
  for (let bundle = 0; bundle * 256 < size; bundle += 1) {
    const width = tileWidth(0, bundle, size);
    const parts = Array.from({ length: width }, (_, place) => entry(bundle * 256 + place)).flatMap((bytes) => [Uint8Array.of(bytes.length >> 8, bytes.length & 255), bytes]);
    files.set(tilePath('entries', bundle, width), concat(...parts));
  }
  for (let level = 0; hashes.length > 0; level += 1) {
    for (let index = 0; index * 256 < hashes.length; index += 1) {
      const tile = hashes.slice(index * 256, index * 256 + 256);
      files.set(tilePath(level, index, tile.length), concat(...tile));
    }
    for (let step = 0; step < 8; step += 1) {
      const pairs = Math.floor(hashes.length / 2);
      hashes = await Promise.all(Array.from({ length: pairs }, (_, pair) => nodeHash(hashes[2 * pair] as Bytes, hashes[2 * pair + 1] as Bytes)));
    }
  }
  const read: ReadFile = async (path) => {
    const bytes = files.get(path);
    if (!bytes) throw new Error(`no file ${path}`);
    return bytes;
  };
  return { read, files };
}

describe('the files of a log', () => {
  it('are named as c2sp.org/tlog-tiles names them', () => {
    expect(tilePath(0, 5, 256)).toBe('tile/0/005');
    expect(tilePath(1, 1234067, 256)).toBe('tile/1/x001/x234/067');
    expect(tilePath('entries', 999, 12)).toBe('tile/entries/999.p/12');
    expect(tilePath(2, 1000, 256)).toBe('tile/2/x001/000');
  });

  it('have the width that the size of the tree gives', () => {
    expect(tileWidth(0, 0, 255)).toBe(255);
    expect(tileWidth(0, 0, 256)).toBe(256);
    expect(tileWidth(0, 1, 256)).toBe(0);
    expect(tileWidth(1, 0, 70_000)).toBe(256);
    expect(tileWidth(1, 1, 70_000)).toBe(17);
    expect(tileWidth(2, 0, 70_000)).toBe(1);
  });

  it('give the same root from the entries as from the tiles, and show each entry', async () => {
    for (const size of [1, 2, 255, 256, 257, 700]) {
      const { read } = await logOf(size);
      const root = await rangeHash(nodesOf(read, size), 0, size);
      expect(hex(await rootOfAllEntries(read, size, () => undefined))).toBe(hex(root));
      for (const index of [0, Math.floor(size / 2), size - 1]) {
        const leaf = await leafHash(await readEntry(read, index, size));
        const found = await rootByInclusion(leaf, index, size, await inclusionProof(nodesOf(read, size), index, size));
        expect(found !== null && equal(found, root)).toBe(true);
      }
    }
  });

  it('betray one altered byte of an entry', async () => {
    const { read, files } = await logOf(300);
    const root = hex(await rangeHash(nodesOf(read, 300), 0, 300));
    const bundle = files.get('tile/entries/000') as Bytes;
    bundle[3] = (bundle[3] ?? 0) ^ 1;
    expect(hex(await rootOfAllEntries(read, 300, () => undefined))).not.toBe(root);
  });

  it('are refused when they are cut short', async () => {
    expect(() => entriesOf(Uint8Array.of(0, 3, 1, 2))).toThrow('cut short');
    expect(() => entriesOf(Uint8Array.of(0))).toThrow('cut short');
    const { read } = await logOf(3);
    await expect(rangeHash(nodesOf(async (path) => (await read(path)).slice(0, 40), 3), 0, 3)).rejects.toThrow('bytes');
  });
});
