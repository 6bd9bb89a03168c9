// What the server tells while the page is open. Nothing of what was judged moves under the reader's eyes: the page says that
// the case changed, and shows it when asked. After a broken line the browser itself asks for what it missed (Last-Event-ID).

import type { Case, Passage } from './api/shapes';

/** What is heard is drawn anew no more often than this, in milliseconds. */
const REST_MS = 500;

/** A state of the case on disk: versions are counted anew in each run of the server. */
type Standing = Pick<Case, 'run' | 'version'>;

class Live {
  /** Verdicts that changed since the reader last looked; empty and `hasChanged` where the server no longer knows which. */
  changed = $state.raw<ReadonlySet<string>>(new Set());
  hasChanged = $state(false);
  /** Why the folder of the case cannot be read as it stands; what was read before is shown still. */
  problem = $state<string | null>(null);
  /** Whether the line to the server is broken, or was never to be had. */
  isOff = $state(false);
  /** Where the server stood when it last said so: to who comes first, and to who is to look at everything anew. */
  #stood = $state.raw<Standing | null>(null);
  /** Counts up when more is heard of objects: whoever reads it asks again. */
  heard = $state(0);
  /** How far the server had heard when it spoke last: who has read less asks again. */
  edition = $state(0);
  /** The passage that was told last while the page was open. */
  newest = $state.raw<Passage | null>(null);
  #source: EventSource | null = null;
  #waits = false;

  listen(): void {
    this.#source?.close();
    const source = new EventSource('/api/v1/live');
    this.#source = source;
    source.addEventListener('open', () => (this.isOff = false));
    source.addEventListener('error', () => {
      this.isOff = true;
      // A server that answers with an error closes the line for good; a lost line is taken up again by the browser.
      if (source.readyState === EventSource.CLOSED) setTimeout(() => this.#source === source && this.listen(), 10_000);
    });
    // Said once to who comes for the first time: what was read before the line stood may be older.
    source.addEventListener('here', (event: MessageEvent<string>) => this.#stand(event.data));
    source.addEventListener('changed', (event: MessageEvent<string>) => {
      this.problem = problemOf(event.data);
      if (this.problem !== null) return;
      this.changed = new Set([...this.changed, ...verdictsOf(event.data)]);
      this.hasChanged = true;
    });
    source.addEventListener('heard', (event: MessageEvent<string>) => {
      this.newest = newestOf(event.data) ?? this.newest;
      this.#hear();
    });
    source.addEventListener('reset', (event: MessageEvent<string>) => {
      this.#stand(event.data);
      this.changed = new Set();
      this.hasChanged = true;
      this.#hear();
    });
  }

  /** Whether the case that is shown is older than what the server said that it holds. */
  isPast({ run, version }: Standing): boolean {
    return this.#stood !== null && (run !== this.#stood.run || version < this.#stood.version);
  }

  /** What was read is behind what the server has heard. */
  catchUp(edition: number): void {
    if (edition < this.edition) this.#hear();
  }

  #stand(data: string): void {
    const { run, version, edition } = told(data);
    if (typeof edition === 'number') this.edition = edition;
    if (typeof run === 'string' && typeof version === 'number') this.#stood = { run, version };
  }

  seen(): void {
    this.changed = new Set();
    this.hasChanged = false;
  }

  #hear(): void {
    if (this.#waits) return;
    this.#waits = true;
    setTimeout(() => {
      this.#waits = false;
      this.heard += 1;
    }, REST_MS);
  }
}

export function verdictsOf(data: string): string[] {
  const list = told(data)['verdicts'];
  return Array.isArray(list) ? list.filter((id): id is string => typeof id === 'string') : [];
}

export function problemOf(data: string): string | null {
  const { problem } = told(data);
  return typeof problem === 'string' ? problem : null;
}

export function newestOf(data: string): Passage | null {
  const list = told(data)['newest'];
  return Array.isArray(list) ? ((list as Passage[]).at(-1) ?? null) : null;
}

function told(data: string): Record<string, unknown> {
  try {
    const said: unknown = JSON.parse(data);
    return said !== null && typeof said === 'object' ? (said as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

export const live = new Live();
