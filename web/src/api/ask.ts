// The one door to the server: a question is a path with its query, the answer JSON or a problem (RFC 9457).

import type { Clocks } from '../address';

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly mend: string,
  ) {
    super(title);
  }
}

/** Longest wait for a server that says it is still at work, or asked too much at once (503, 429 with Retry-After), in milliseconds. */
const LONGEST_WAIT_MS = 60_000;

export async function ask<Answer>(path: string, query: Record<string, string | null> = {}, signal?: AbortSignal): Promise<Answer> {
  const started = Date.now();
  for (;;) {
    const response = await fetch(url(path, query), { headers: { accept: 'application/json' }, signal: signal ?? null });
    if (response.ok) return (await response.json()) as Answer;
    const wait = Number(response.headers.get('retry-after') ?? Number.NaN) * 1000;
    const isBusy = (response.status === 503 || response.status === 429) && wait > 0 && Date.now() - started + wait < LONGEST_WAIT_MS;
    if (!isBusy) throw await problem(response);
    await pause(wait, signal);
  }
}

/** Sends something to the server, with the token that allows it. */
export async function send<Answer>(path: string, token: string, body: unknown): Promise<Answer> {
  const headers = { accept: 'application/json', 'content-type': 'application/json', 'armistice-review': token };
  const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw await problem(response);
  return (await response.json()) as Answer;
}

/** The two clocks as the server takes them; what is left out has the server's own default. */
export function clocksOf(clocks: Clocks): Record<string, string | null> {
  return { as_of: clocks.asOf, known_at: clocks.knownAt };
}

function url(path: string, query: Record<string, string | null>): string {
  const said = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== null);
  return said.length === 0 ? path : `${path}?${new URLSearchParams(said)}`;
}

async function problem(response: Response): Promise<Problem> {
  const said: unknown = await response.json().catch(() => null);
  const text = (key: string): string => {
    const value = said !== null && typeof said === 'object' ? (said as Record<string, unknown>)[key] : null;
    return typeof value === 'string' ? value : '';
  };
  return new Problem(response.status, text('title') || response.statusText, text('detail'), text('mend'));
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('left', 'AbortError'));
    });
  });
}
