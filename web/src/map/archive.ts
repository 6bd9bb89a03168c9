// The archive of the base map (PMTiles). Its first bytes hold its header, what it says of itself and where its tiles lie, so
// they are asked for once, before anything else of the map is there; afterwards only tiles are.

import type { RangeResponse, Source } from 'pmtiles';

/** Header, metadata and directories of the archive that this program carries; of another whatever fits. */
const HEAD_BYTES = 65_536;

/** The archive of the base map. */
export const BASE = `${location.origin}/basemap.pmtiles`;

let head: Promise<ArrayBuffer> | null = null;

/** The first bytes; asked for at the first call. */
export function firstBytes(): Promise<ArrayBuffer> {
  head ??= part(0, HEAD_BYTES);
  return head;
}

async function part(from: number, length: number, signal?: AbortSignal): Promise<ArrayBuffer> {
  const response = await fetch(BASE, { headers: { range: `bytes=${from}-${from + length - 1}` }, signal: signal ?? null });
  if (response.status !== 206) throw new Error(`the base map was answered with ${response.status}`);
  return response.arrayBuffer();
}

/** Where the library reads the archive. */
export class Archive implements Source {
  getKey(): string {
    return BASE;
  }

  async getBytes(from: number, length: number, signal?: AbortSignal): Promise<RangeResponse> {
    const first = await firstBytes();
    if (from + length <= first.byteLength) return { data: first.slice(from, from + length) };
    return { data: await part(from, length, signal) };
  }
}
