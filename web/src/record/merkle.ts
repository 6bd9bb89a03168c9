// The Merkle tree of RFC 6962 (section 2.1) and the checking of its proofs (RFC 9162, sections 2.1.3 and 2.1.4).
// Written again here, apart from the program that keeps the record, and run in the reader's own browser.

import { concat, equal, sha256, type Bytes } from './bytes';

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export const leafHash = (entry: Bytes): Promise<Bytes> => sha256(concat(LEAF, entry));
export const nodeHash = (left: Bytes, right: Bytes): Promise<Bytes> => sha256(concat(NODE, left, right));

/** Gives the hash of the whole subtree of 2^level leaves that begins at leaf `index` * 2^level. */
export type Nodes = (level: number, index: number) => Promise<Bytes>;

/** The hash of the leaves `from` to before `to`, where `from` is a multiple of a power of two not below the length. */
export async function rangeHash(nodes: Nodes, from: number, to: number): Promise<Bytes> {
  const length = to - from;
  if (length <= 0) throw new Error('an empty range has no hash');
  const level = Math.log2(length);
  if (Number.isInteger(level)) return nodes(level, from / length);
  const split = splitOf(length);
  return nodeHash(await rangeHash(nodes, from, from + split), await rangeHash(nodes, from + split, to));
}

/** The largest power of two below `length`. */
function splitOf(length: number): number {
  return 2 ** (Math.ceil(Math.log2(length)) - 1);
}

/** PATH(index, D[size]): what shows that leaf `index` stands in the tree, from the leaf up. */
export async function inclusionProof(nodes: Nodes, index: number, size: number): Promise<Bytes[]> {
  const path: Bytes[] = [];
  for (let [from, to] = [0, size]; to - from > 1; ) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      path.unshift(await rangeHash(nodes, middle, to));
      to = middle;
    } else {
      path.unshift(await rangeHash(nodes, from, middle));
      from = middle;
    }
  }
  return path;
}

/** The root that a leaf and its path come to; null if the path has not the length it must have. */
export async function rootByInclusion(leaf: Bytes, index: number, size: number, path: readonly Bytes[]): Promise<Bytes | null> {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return null;
  let [at, last, hash] = [index, size - 1, leaf];
  for (const sibling of path) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      hash = await nodeHash(sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      hash = await nodeHash(hash, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 ? hash : null;
}

/** PROOF(earlier, D[later]): what shows that the larger tree continues the smaller one. */
export async function consistencyProof(nodes: Nodes, earlier: number, later: number): Promise<Bytes[]> {
  if (earlier === 0 || earlier === later) return [];
  return subproof(nodes, earlier, 0, later, true);
}

async function subproof(nodes: Nodes, earlier: number, from: number, to: number, isWhole: boolean): Promise<Bytes[]> {
  if (earlier === to) return isWhole ? [] : [await rangeHash(nodes, from, to)];
  const middle = from + splitOf(to - from);
  if (earlier <= middle) return [...(await subproof(nodes, earlier, from, middle, isWhole)), await rangeHash(nodes, middle, to)];
  return [...(await subproof(nodes, earlier, middle, to, false)), await rangeHash(nodes, from, middle)];
}

export interface Head {
  size: number;
  root: Bytes;
}

/** Whether the proof shows that the tree of `later` begins with all of the tree of `earlier`. */
export async function isConsistent(earlier: Head, later: Head, proof: readonly Bytes[]): Promise<boolean> {
  if (earlier.size > later.size) return false;
  if (earlier.size === later.size) return proof.length === 0 && equal(earlier.root, later.root);
  if (earlier.size === 0) return proof.length === 0;
  const path = Number.isInteger(Math.log2(earlier.size)) ? [earlier.root, ...proof] : [...proof];
  const first = path.shift();
  if (!first) return false;
  let [at, last] = [earlier.size - 1, later.size - 1];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  let [old, now] = [first, first];
  for (const sibling of path) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      [old, now] = [await nodeHash(sibling, old), await nodeHash(sibling, now)];
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      now = await nodeHash(now, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && equal(old, earlier.root) && equal(now, later.root);
}

const half = (number: number): number => Math.floor(number / 2);
