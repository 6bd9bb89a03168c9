import { describe, expect, it } from 'vitest';
import { equal, fromHex, hex, type Bytes } from './bytes';
import { consistencyProof, inclusionProof, isConsistent, leafHash, nodeHash, rangeHash, rootByInclusion, type Nodes } from './merkle';

// The eight leaves and the roots that the reference implementation of RFC 6962 (certificate-transparency) publishes.
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(fromHex);
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** The nodes of a list of leaves, hashed down from the definition. */
const nodesOf = (leaves: readonly Bytes[]): Nodes => {
  const node: Nodes = async (level, index) =>
    level === 0 ? leafHash(leaves[index] as Bytes) : nodeHash(await node(level - 1, 2 * index), await node(level - 1, 2 * index + 1));
  return node;
};
const rootOf = (size: number): Bytes => fromHex(ROOTS[size - 1] as string);

describe('the tree of RFC 6962', () => {
  it('has the published roots', async () => {
    for (const [place, root] of ROOTS.entries()) expect(hex(await rangeHash(nodesOf(LEAVES), 0, place + 1))).toBe(root);
  });

  it('shows every leaf in every tree, and no other leaf, place or size', async () => {
    const nodes = nodesOf(LEAVES);
    for (let size = 1; size <= 8; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const path = await inclusionProof(nodes, index, size);
        const leaf = await leafHash(LEAVES[index] as Bytes);
        const other = await leafHash(LEAVES[(index + 1) % 8] as Bytes);
        const isShown = async (hash: Bytes, at: number, of: number, proof: Bytes[]): Promise<boolean> => {
          const root = await rootByInclusion(hash, at, of, proof);
          return root !== null && equal(root, rootOf(size));
        };
        expect(await isShown(leaf, index, size, path)).toBe(true);
        expect(await isShown(other, index, size, path)).toBe(false);
        expect(await isShown(leaf, (index + 1) % size, size, path)).toBe(size === 1);
        expect(await rootByInclusion(leaf, index, size, [...path, leaf])).toBeNull();
        if (path.length > 0) expect(await isShown(leaf, index, size, path.slice(1))).toBe(false);
        expect(await rootByInclusion(leaf, size, size, path)).toBeNull();
      }
    }
  });

  it('has the published path of leaf 5 in the tree of 8', async () => {
    expect((await inclusionProof(nodesOf(LEAVES), 5, 8)).map(hex)).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
  });

  it('shows that each tree continues each smaller one, and refuses any other root', async () => {
    const nodes = nodesOf(LEAVES);
    for (let later = 1; later <= 8; later += 1) {
      for (let earlier = 1; earlier <= later; earlier += 1) {
        const proof = await consistencyProof(nodes, earlier, later);
        const [old, now] = [{ size: earlier, root: rootOf(earlier) }, { size: later, root: rootOf(later) }];
        expect(await isConsistent(old, now, proof)).toBe(true);
        expect(await isConsistent({ ...old, root: rootOf((earlier % 8) + 1) }, now, proof)).toBe(false);
        expect(await isConsistent(old, { ...now, root: rootOf((later % 8) + 1) }, proof)).toBe(false);
        expect(await isConsistent(now, old, proof)).toBe(earlier === later);
      }
    }
  });
});
