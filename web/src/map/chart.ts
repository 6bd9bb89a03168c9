// The map itself. This file and what it imports load only where a map is shown.

import {
  addProtocol, AttributionControl, Map as GlMap, NavigationControl, ScaleControl, setWorkerUrl, type GeoJSONSource, type StyleSpecification,
} from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { Protocol } from 'pmtiles';
import type { FeatureCollection } from 'geojson';
import type { MapView } from '../address';
import { graticule } from './figures';
import { DARK, hatch, LIGHT, style, type SourceName } from './style';

setWorkerUrl(workerUrl);
// With its own attribution, which says what its boundaries do not say.
addProtocol('pmtiles', new Protocol({ metadata: true }).tile);

export interface ChartOptions {
  container: HTMLElement;
  view: MapView | null;
  bounds: [number, number, number, number];
  isDark: boolean;
  language: string;
  /** What the controls of the map are called, by MapLibre's own keys. */
  names: Record<string, string>;
  note: string;
  onMove: (view: MapView) => void;
  onSelect: (id: string | null) => void;
}

export type Layers = Partial<Record<SourceName, FeatureCollection>>;

export class Chart {
  readonly #map: GlMap;
  readonly #bounds: [number, number, number, number];
  #layers: Layers = {};
  #look: { isDark: boolean; language: string };
  readonly #hasBasemap: boolean;

  static async open(options: ChartOptions): Promise<Chart> {
    return new Chart(options, await hasBasemap());
  }

  private constructor(options: ChartOptions, hasBase: boolean) {
    this.#hasBasemap = hasBase;
    this.#bounds = options.bounds;
    this.#look = { isDark: options.isDark, language: options.language };
    const { view } = options;
    this.#map = new GlMap({
      container: options.container,
      style: this.#style(),
      ...(view === null ? { bounds: options.bounds, fitBoundsOptions: { padding: 24 } } : { center: [view.lon, view.lat], zoom: view.zoom }),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      maxPitch: 0,
      locale: options.names,
      fadeDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 200,
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.keyboard.disableRotation();
    this.#map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    this.#map.addControl(new ScaleControl({ maxWidth: 140 }), 'bottom-left');
    this.#map.addControl(new AttributionControl({ compact: true, customAttribution: options.note }), 'bottom-right');
    this.#map.on('styledata', () => this.#dress());
    this.#map.on('moveend', () => options.onMove(this.view()));
    this.#map.on('click', (event) => options.onSelect(this.#at(event.point)));
    this.#map.on('idle', () => {
      // What is really drawn, for tests: a picture alone proves no place.
      const drawn = this.#map.queryRenderedFeatures({ layers: ['event'] }).map(({ properties }) => String(properties['id']));
      options.container.dataset['drawn'] = String(new Set(drawn).size);
    });
  }

  view(): MapView {
    const { lat, lng } = this.#map.getCenter();
    return { zoom: this.#map.getZoom(), lat, lon: lng };
  }

  show(layers: Layers): void {
    this.#layers = { ...this.#layers, ...layers };
    this.#fill();
  }

  dress(isDark: boolean, language: string): void {
    if (isDark === this.#look.isDark && language === this.#look.language) return;
    this.#look = { isDark, language };
    this.#map.setStyle(this.#style(), { diff: false });
  }

  move(view: MapView): void {
    const now = this.view();
    const isThere = Math.abs(now.lat - view.lat) < 1e-3 && Math.abs(now.lon - view.lon) < 1e-3 && Math.abs(now.zoom - view.zoom) < 0.02;
    if (!isThere) this.#map.jumpTo({ center: [view.lon, view.lat], zoom: view.zoom });
  }

  close(): void {
    this.#map.remove();
  }

  #style(): StyleSpecification {
    return style(this.#look.isDark ? DARK : LIGHT, this.#look.language, this.#hasBasemap);
  }

  /** After a style was set: its hatchings, and the data again. */
  #dress(): void {
    const ink = this.#look.isDark ? DARK : LIGHT;
    for (const truth of ['violated', 'unknown', 'pending', 'kept', 'inert'] as const) {
      if (!this.#map.hasImage(`hatch-${truth}`)) this.#map.addImage(`hatch-${truth}`, hatch(truth, ink[truth]));
    }
    this.#fill();
  }

  #filled = new WeakMap<object, FeatureCollection>();

  #fill(): void {
    const step = this.#bounds[2] - this.#bounds[0] > 12 ? 5 : 1;
    this.#layers.graticule ??= { type: 'FeatureCollection', features: graticule(this.#bounds, step) };
    for (const [name, data] of Object.entries(this.#layers)) {
      const source = this.#map.getSource<GeoJSONSource>(name);
      if (!source || this.#filled.get(source) === data) continue;
      this.#filled.set(source, data);
      source.setData(data);
    }
  }

  /** What lies at a point of the picture: an event before the smallest area. */
  #at(point: { x: number; y: number }): string | null {
    const at: [number, number] = [point.x, point.y];
    const near: [[number, number], [number, number]] = [[at[0] - 4, at[1] - 4], [at[0] + 4, at[1] + 4]];
    const event = this.#map.queryRenderedFeatures(near, { layers: ['event'] })[0];
    if (event) return String(event.properties['id']);
    const areas = this.#map.queryRenderedFeatures(at, { layers: ['area-touch'] });
    const smallest = areas.sort((one, other) => Number(one.properties['size']) - Number(other.properties['size']))[0];
    return smallest ? String(smallest.properties['id']) : null;
  }
}

/** Asks for the first bytes only: the archive says what it is. */
async function hasBasemap(): Promise<boolean> {
  try {
    const response = await fetch('/basemap.pmtiles', { headers: { range: 'bytes=0-6' } });
    return response.status === 206 && (await response.text()) === 'PMTiles';
  } catch {
    return false;
  }
}
