// What the server tells while the page is open. Nothing moves under the reader's eyes: the page says that the case
// changed, and shows it when asked. After a broken line the browser itself asks for what it missed (Last-Event-ID).

class Live {
  /** Verdicts that changed since the reader last looked; empty and `hasChanged` where the server no longer knows which. */
  changed = $state.raw<ReadonlySet<string>>(new Set());
  hasChanged = $state(false);
  /** Why the folder of the case cannot be read as it stands; what was read before is shown still. */
  problem = $state<string | null>(null);
  isOn = $state(false);
  wasOn = $state(false);
  #source: EventSource | null = null;

  listen(): void {
    this.#source?.close();
    const source = new EventSource('/api/v1/live');
    this.#source = source;
    source.addEventListener('open', () => {
      this.isOn = true;
      this.wasOn = true;
    });
    source.addEventListener('error', () => {
      this.isOn = false;
      // A server that answers with an error closes the line for good; a lost line is taken up again by the browser.
      if (source.readyState === EventSource.CLOSED) setTimeout(() => this.#source === source && this.listen(), 10_000);
    });
    source.addEventListener('changed', (event: MessageEvent<string>) => {
      this.problem = problemOf(event.data);
      if (this.problem !== null) return;
      this.changed = new Set([...this.changed, ...verdictsOf(event.data)]);
      this.hasChanged = true;
    });
    source.addEventListener('reset', () => {
      this.changed = new Set();
      this.hasChanged = true;
    });
  }

  seen(): void {
    this.changed = new Set();
    this.hasChanged = false;
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

function told(data: string): Record<string, unknown> {
  try {
    const said: unknown = JSON.parse(data);
    return said !== null && typeof said === 'object' ? (said as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

export const live = new Live();
