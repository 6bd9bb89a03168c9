// How sharp the map is drawn while it moves. Without a graphics card the processor fills every pixel, and a map that follows the
// hand too seldom is harder to read than one that is blurred for a moment: so it is drawn with fewer pixels, as few as it takes,
// until it rests. What is drawn on it stays the same.

/** Waits between two frames that a person takes for jerks, in milliseconds; 30 frames a second are 33. */
export const SLOW_MS = 33;
/** Waits as short as this leave room for more pixels the next time. */
export const QUICK_MS = 18;
/** One wait says little: so many make a mean, */
export const WAITS = 5;
/** or so many in a row that are all too long; a mean of twice as long as may be takes two steps at once. */
export const SLOW_WAITS = 3;
/** Pixels along a side, as shares of what the screen has, from sharp to coarse. */
export const SHARES = [1, 0.5, 0.35, 0.25] as const;

export class Pace {
  #step = 0;
  #last: number | null = null;
  #sum = 0;
  #count = 0;
  /** So many of the last waits in a row were too long. */
  #slow = 0;
  /** Of the last whole mean, in milliseconds. */
  #mean = 0;

  /** Where no graphics card draws, the first movement begins with fewer pixels; what follows goes by what it took. */
  constructor(isSlow = false) {
    if (isSlow) this.#step = 2;
  }

  /** With how many pixels to draw now. */
  get share(): number {
    return SHARES[this.#step] ?? 1;
  }

  /** The map begins to move. */
  start(): void {
    this.#last = null;
    this.#sum = this.#count = this.#slow = this.#mean = 0;
  }

  /** A frame while it moves, at a time in milliseconds; whether there shall be fewer pixels from now on. */
  frame(at: number): boolean {
    const last = this.#last;
    this.#last = at;
    if (last === null) return false;
    this.#sum += at - last;
    this.#count += 1;
    this.#slow = at - last > SLOW_MS ? this.#slow + 1 : 0;
    if (this.#count < WAITS && this.#slow < SLOW_WAITS) return false;
    this.#mean = this.#sum / this.#count;
    this.#sum = this.#count = this.#slow = 0;
    if (this.#mean <= SLOW_MS || this.#step === SHARES.length - 1) return false;
    this.#step = Math.min(this.#step + (this.#mean > 2 * SLOW_MS ? 2 : 1), SHARES.length - 1);
    // What it takes to change the number of pixels is no frame.
    this.#last = null;
    return true;
  }

  /** It rests: where all went quickly, the next movement is tried with more pixels. */
  rest(): void {
    if (this.#mean > 0 && this.#mean <= QUICK_MS && this.#step > 0) this.#step -= 1;
  }
}
