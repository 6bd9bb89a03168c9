// A map whose first picture is drawn once, when all of it is there; and that is drawn with fewer pixels while it moves too slowly
// (`pace.ts`), and sharp again as soon as it rests.

import { Map as GlMap, ScaleControl, type MapOptions } from 'maplibre-gl';
import { Pace } from './pace';

/** Who moves a map by the wheel or the keys does it in steps: only after such a pause does it rest, in milliseconds. */
const REST_MS = 150;
/** So long the map stays blank at most, in milliseconds. */
const LONGEST_BLANK_MS = 1_500;

export class PacedMap extends GlMap {
  #pace: Pace | null = null;
  #share = 1;
  #request = 0;
  #timer = 0;
  /** To change the number of pixels is told like a movement, and would end the one that goes on. */
  #isChanging = false;

  constructor(options: MapOptions) {
    super(options);
    this.#drawWhole();
    this.on('movestart', () => {
      if (!this.#isChanging) this.#follow();
    });
    this.on('moveend', () => {
      if (!this.#isChanging) this.#rest();
    });
    this.on('remove', () => this.#leave());
  }

  /** Until all is there that the first picture needs, nothing is drawn: each part that comes would have all drawn anew. */
  #drawWhole(): void {
    const { painter } = this;
    const draw = painter.render;
    let isLate = false;
    const timer = window.setTimeout(() => {
      isLate = true;
      this.triggerRepaint();
    }, LONGEST_BLANK_MS);
    painter.render = (...picture) => {
      if (!isLate && (!this.loaded() || this.style.placement.stale)) return;
      clearTimeout(timer);
      painter.render = draw;
      painter.render(...picture);
      this.getCanvas().style.visibility = '';
    };
    this.on('remove', () => clearTimeout(timer));
  }

  /**
   * What the library does to get its context. It asks for one that may be seen through, but the ground of this map never is: a
   * browser that knows so puts it on the screen with less work. Before the first picture such a canvas is black, so it is hidden.
   */
  override _setupPainter(): void {
    const canvas = this.getCanvas();
    canvas.style.visibility = 'hidden';
    const ask = canvas.getContext.bind(canvas) as (kind: string, attributes?: object) => RenderingContext | null;
    canvas.getContext = ((kind: string, attributes?: object) => ask(kind, { ...attributes, alpha: false })) as typeof canvas.getContext;
    super._setupPainter();
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
    // Asked at the first movement, for the answer waits until all is drawn that was asked for before.
    const pace = (this.#pace ??= new Pace(isDrawnByProcessor(this.painter.context.gl)));
    pace.start();
    const frame = (at: number): void => {
      this.#request = requestAnimationFrame(frame);
      pace.frame(at);
      // Between two frames: within one the map may be drawn already, and the changed canvas is empty.
      if (pace.share !== this.#share) this.#timer = window.setTimeout(() => this.#draw(pace.share));
    };
    this.#request = requestAnimationFrame(frame);
  }

  #rest(): void {
    this.#leave();
    this.#pace?.rest();
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

/** The scale. It is written anew where it becomes another by much, not with each step of a drag, for which the page is laid out and drawn. */
export class Scale extends ScaleControl {
  override onAdd(map: GlMap): HTMLElement {
    const element = super.onAdd(map);
    map.off('move', this._onMove);
    map.on('zoom', this._onMove);
    map.on('moveend', this._onMove);
    return element;
  }

  override onRemove(): void {
    this._map?.off('zoom', this._onMove);
    this._map?.off('moveend', this._onMove);
    super.onRemove();
  }
}

/** Whether the processor draws in place of a graphics card, as far as the browser says. */
function isDrawnByProcessor(gl: WebGL2RenderingContext): boolean {
  const about = gl.getExtension('WEBGL_debug_renderer_info');
  return about !== null && /swiftshader|llvmpipe|software|basic render/i.test(String(gl.getParameter(about.UNMASKED_RENDERER_WEBGL)));
}
