// A map that is drawn with fewer pixels while it moves too slowly (`pace.ts`), and sharp again as soon as it rests.

import { Map as GlMap, type MapOptions } from 'maplibre-gl';
import { Pace } from './pace';

/** Who moves a map by the wheel or the keys does it in steps: only after such a pause does it rest, in milliseconds. */
const REST_MS = 150;

export class PacedMap extends GlMap {
  readonly #pace = new Pace();
  #share = 1;
  #request = 0;
  #timer = 0;
  /** To change the number of pixels is told like a movement, and would end the one that goes on. */
  #isChanging = false;

  constructor(options: MapOptions) {
    super(options);
    this.on('movestart', () => {
      if (!this.#isChanging) this.#follow();
    });
    this.on('moveend', () => {
      if (!this.#isChanging) this.#rest();
    });
    this.on('remove', () => this.#leave());
  }

  override stop(): this {
    // The map asks for this while it is made, before it has fields.
    return #isChanging in this && this.#isChanging ? this : super.stop();
  }

  #leave(): void {
    cancelAnimationFrame(this.#request);
    clearTimeout(this.#timer);
  }

  #follow(): void {
    this.#leave();
    this.#pace.start();
    const frame = (at: number): void => {
      this.#request = requestAnimationFrame(frame);
      this.#pace.frame(at);
      // Between two frames: within one the map may be drawn already, and the changed canvas is empty.
      if (this.#pace.share !== this.#share) this.#timer = window.setTimeout(() => this.#draw(this.#pace.share));
    };
    this.#request = requestAnimationFrame(frame);
  }

  #rest(): void {
    this.#leave();
    this.#pace.rest();
    if (this.#share !== 1) this.#timer = window.setTimeout(() => this.#draw(1), REST_MS);
  }

  #draw(share: number): void {
    if (share === this.#share) return;
    this.#share = share;
    this.#isChanging = true;
    // With null the map follows the screen again, also when it changes.
    this.setPixelRatio(share === 1 ? (null as unknown as number) : devicePixelRatio * share);
    this.#isChanging = false;
  }
}
