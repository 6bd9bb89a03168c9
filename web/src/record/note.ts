// The signed statement of the state of a log: c2sp.org/signed-note, tlog-checkpoint, tlog-cosignature, with Ed25519.

import { concat, equal, fromBase64, fromHex, hex, sha256, type Bytes } from './bytes';
import type { Head } from './merkle';

const ED25519 = 1;
const COSIGNATURE_V1 = 4;

export interface Checkpoint extends Head {
  origin: string;
  /** The text that is signed, to its last line end. */
  text: string;
  signatures: Signature[];
}

export interface Signature {
  name: string;
  keyId: string;
  bytes: Bytes;
}

export function parseCheckpoint(note: string): Checkpoint {
  const cut = note.indexOf('\n\n');
  if (cut < 0) throw new Error('the checkpoint has no signatures');
  const text = note.slice(0, cut + 1);
  const [origin = '', size = '', root = ''] = text.split('\n');
  if (origin === '' || !/^(0|[1-9]\d{0,15})$/.test(size)) throw new Error('the checkpoint has no name or no size');
  const rootBytes = fromBase64(root);
  if (rootBytes.length !== 32) throw new Error('the root is not 32 bytes long');
  const lines = note.slice(cut + 2).split('\n').filter((line) => line !== '').slice(0, 100);
  return { origin, size: Number(size), root: rootBytes, text, signatures: lines.map(parseSignature) };
}

function parseSignature(line: string): Signature {
  const [, name, base64] = /^— (\S+) (\S+)$/.exec(line) ?? [];
  if (name === undefined || base64 === undefined) throw new Error('a line of the checkpoint is no signature');
  const bytes = fromBase64(base64);
  if (bytes.length < 5) throw new Error('a signature is cut short');
  return { name, keyId: hex(bytes.slice(0, 4)), bytes: bytes.slice(4) };
}

/** Who says on the statement itself to have seen it, and when: the cosignatures by their form, not yet checked. */
export function cosignatures({ size, signatures }: Checkpoint): { name: string; size: number; time: string }[] {
  return signatures
    .filter(({ bytes }) => bytes.length === 72)
    .map(({ name, bytes }) => ({ name, size, time: new Date(Number(secondsOf(bytes)) * 1000) }))
    .filter(({ time }) => !Number.isNaN(time.getTime()))
    .map(({ time, ...rest }) => ({ ...rest, time: time.toISOString() }));
}

/** A cosignature begins with the time of its witness: seconds since 1970 in eight bytes. */
function secondsOf(signature: Bytes): bigint {
  return new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);
}

export interface VerifierKey {
  name: string;
  keyId: string;
  algorithm: number;
  key: Bytes;
}

/** `name+keyid+base64`: the key of a log or of a witness. Its id must be the one that its own bytes give. */
export async function parseVerifierKey(line: string): Promise<VerifierKey> {
  const [, name, keyId, base64] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(line) ?? [];
  if (name === undefined || keyId === undefined || base64 === undefined) throw new Error('not a verifier key');
  const bytes = fromBase64(base64);
  const [algorithm = 0] = bytes;
  const computed = (await sha256(concat(utf8(`${name}\n`), bytes))).slice(0, 4);
  if (!equal(computed, fromHex(keyId)) || bytes.length !== 33) throw new Error('the key and its id do not belong together');
  return { name, keyId, algorithm, key: bytes.slice(1) };
}

/** The keys of a policy, or a plain list of keys: the last word of each line that ends in one. */
export async function parseKeys(text: string): Promise<VerifierKey[]> {
  const words = text.split('\n').slice(0, 1000).map((line) => line.trim().split(/\s+/).at(-1) ?? '');
  const keys = await Promise.all(words.filter((word) => /\+[0-9a-f]{8}\+/.test(word)).map((word) => parseVerifierKey(word).catch(() => null)));
  return keys.filter((key) => key !== null);
}

export type Answer = { kind: 'good'; at: Date | null } | { kind: 'bad' } | { kind: 'no-key' };

export async function checkSignature(checkpoint: Checkpoint, signature: Signature, keys: readonly VerifierKey[]): Promise<Answer> {
  const key = keys.find(({ name, keyId }) => name === signature.name && keyId === signature.keyId);
  if (!key) return { kind: 'no-key' };
  if (key.algorithm === ED25519) return answer(await verify(key.key, signature.bytes, utf8(checkpoint.text)), null);
  if (key.algorithm !== COSIGNATURE_V1 || signature.bytes.length !== 72) return { kind: 'bad' };
  const seconds = secondsOf(signature.bytes);
  const signed = utf8(`cosignature/v1\ntime ${seconds}\n${checkpoint.text}`);
  return answer(await verify(key.key, signature.bytes.slice(8), signed), new Date(Number(seconds) * 1000));
}

const answer = (isGood: boolean, at: Date | null): Answer => (isGood ? { kind: 'good', at } : { kind: 'bad' });

async function verify(key: Bytes, signature: Bytes, text: Bytes): Promise<boolean> {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'Ed25519' }, false, ['verify']);
  return crypto.subtle.verify({ name: 'Ed25519' }, imported, signature, text);
}

const utf8 = (text: string): Bytes => new TextEncoder().encode(text);
