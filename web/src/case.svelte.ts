// The case that is shown, and the clocks with the server's defaults filled in.

import { ask } from './api/ask';
import type { Case } from './api/shapes';
import { here } from './here.svelte';
import { isPlace } from './address';
import { civil, instantOf } from './time';

class TheCase {
  about = $state.raw<Case | null>(null);
  error = $state.raw<unknown>(null);
  /** Counts up when what is on disk changed and the reader asked to see it: whoever reads it asks again. */
  edition = $state(0);

  get zone(): string {
    return this.about?.time_zone ?? 'UTC';
  }

  get asOf(): string {
    return here.address.asOf ?? this.about?.default_as_of ?? new Date().toISOString();
  }

  get knownAt(): string {
    return here.address.knownAt ?? this.asOf;
  }

  get asOfInstant(): number {
    return instantOf(this.asOf, this.zone);
  }

  /** The instant of the last thing that a place in the record holds, once the server has told it. */
  #atPlace = $state.raw<{ place: string; instant: number } | null>(null);

  get knownAtInstant(): number {
    const { knownAt } = this;
    if (!isPlace(knownAt)) return instantOf(knownAt, this.zone);
    return this.#atPlace?.place === knownAt ? this.#atPlace.instant : this.asOfInstant;
  }

  /** Asks when the place of the address was, if it names one. */
  async findPlace(place: string): Promise<void> {
    if (this.#atPlace?.place === place) return;
    const { known_at } = await ask<Case>('/api/v1/case', { known_at: place });
    this.#atPlace = { place, instant: Date.parse(known_at) };
  }

  dayOf(clock: string): string {
    return clock.length === 10 ? clock : civil(instantOf(clock, this.zone), this.zone).day;
  }

  async load(): Promise<void> {
    try {
      this.about = await ask<Case>('/api/v1/case');
      this.error = null;
      this.edition += 1;
    } catch (error) {
      this.error = error;
    }
  }
}

export const theCase = new TheCase();
