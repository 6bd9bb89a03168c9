// The map itself. This file and what it imports load only where a map is shown.

import {
  addProtocol, AttributionControl, Map as GlMap, NavigationControl, prewarm, ScaleControl, setWorkerUrl, type GeoJSONSource, type StyleSpecification, type VectorTileSource,
} from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { Protocol } from 'pmtiles';
import type { FeatureCollection } from 'geojson';
import type { MapView } from '../address';
import { graticule } from './figures';
import { grid } from './grid';
import { DARK, hatch, isOf, LIGHT, style, type Heard, type SourceName } from './style';

setWorkerUrl(workerUrl);
prewarm();
// With its own attribution, which says what its boundaries do not say.
addProtocol('pmtiles', new Protocol({ metadata: true }).tile);

/** Asked for as soon as this file is there. */
const isThere = hasBasemap();

export interface ChartOptions {
  container: HTMLElement;
  view: MapView | null;
  bounds: [number, number, number, number];
  isDark: boolean;
  language: string;
  /** What the controls of the map are called, by MapLibre's own keys. */
  names: Record<string, string>;
  note: string;
  hasGrid: boolean;
  heard: Heard;
  onMove: (view: MapView) => void;
  /** Where the pointer is, or the middle of the map while there is none. */
  onPoint: (at: { lat: number; lon: number; isPointer: boolean }) => void;
  onSelect: (id: string | null) => void;
}

export type Layers = Partial<Record<SourceName, FeatureCollection>>;

export class Chart {
  readonly #map: GlMap;
  readonly #bounds: [number, number, number, number];
  #layers: Layers = {};
  #look: { isDark: boolean; language: string };
  #heard: Heard;
  #hasGrid: boolean;
  readonly #hasBasemap: boolean;

  static async open(options: ChartOptions): Promise<Chart> {
    return new Chart(options, await isThere);
  }

  private constructor(options: ChartOptions, hasBase: boolean) {
    this.#hasBasemap = hasBase;
    this.#bounds = options.bounds;
    this.#look = { isDark: options.isDark, language: options.language };
    this.#heard = options.heard;
    this.#hasGrid = options.hasGrid;
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
      // Names come at once: what fades in is drawn many times over.
      fadeDuration: 0,
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.keyboard.disableRotation();
    this.#map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    this.#map.addControl(new ScaleControl({ maxWidth: 140 }), 'bottom-left');
    this.#map.addControl(new AttributionControl({ compact: true, customAttribution: options.note }), 'bottom-right');
    this.#map.on('styledata', () => this.#dress());
    this.#map.on('moveend', () => {
      options.onMove(this.view());
      if (this.#hasGrid) this.#drawGrid();
      options.onPoint(this.middle());
    });
    this.#map.on('mousemove', ({ lngLat }) => {
      const { lat, lng } = lngLat.wrap();
      options.onPoint({ lat, lon: lng, isPointer: true });
    });
    this.#map.on('click', (event) => options.onSelect(this.#at(event.point)));
    this.#map.on('idle', () => {
      // What is really drawn, for tests: a picture alone proves no place.
      const drawn = this.#map.queryRenderedFeatures({ layers: ['event'] }).map(({ properties }) => String(properties['id']));
      options.container.dataset['drawn'] = String(new Set(drawn).size);
      if (this.#map.getLayer('head')) options.container.dataset['heads'] = String(this.#map.queryRenderedFeatures({ layers: ['head'] }).length);
      options.container.dataset['passages'] = String(this.#map.queryRenderedFeatures({ layers: ['passage'] }).length);
    });
  }

  /** The middle of the map, for who has no pointer. */
  middle(): { lat: number; lon: number; isPointer: boolean } {
    const { lat, lon } = this.view();
    return { lat, lon, isPointer: false };
  }

  view(): MapView {
    const { lat, lng } = this.#map.getCenter();
    return { zoom: this.#map.getZoom(), lat, lon: lng };
  }

  show(layers: Layers): void {
    this.#layers = { ...this.#layers, ...layers };
    this.#fill();
  }

  /** Other tiles of tracks, or another object that is pointed at. */
  hear(heard: Heard): void {
    const before = this.#heard;
    if (before.tiles === heard.tiles && before.object === heard.object) return;
    this.#heard = heard;
    const source = this.#map.getSource<VectorTileSource>('tracks');
    if (!source || heard.tiles === null) {
      if (before.tiles !== heard.tiles) this.#map.setStyle(this.#style(), { diff: false });
      return;
    }
    if (before.tiles !== heard.tiles) source.setTiles([heard.tiles]);
    const of = isOf(heard.object);
    this.#map.setPaintProperty('track', 'line-width', ['case', of, 2.6, 0.9]);
    this.#map.setPaintProperty('track', 'line-opacity', ['case', of, 1, 0.55]);
    this.#map.setPaintProperty('silence', 'line-width', ['case', of, 2, 0.8]);
  }

  /** Degrees, or the squares of the military grid. */
  rule(hasGrid: boolean): void {
    if (hasGrid === this.#hasGrid) return;
    this.#hasGrid = hasGrid;
    this.#drawGrid();
  }

  #drawGrid(): void {
    const [west, south, east, north] = this.#map.getBounds().toArray().flat() as [number, number, number, number];
    const degrees = (): FeatureCollection => ({ type: 'FeatureCollection', features: graticule(this.#bounds, this.#bounds[2] - this.#bounds[0] > 12 ? 5 : 1) });
    this.show({ graticule: this.#hasGrid ? grid([west, south, east, north], this.#map.getZoom()) : degrees() });
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
    return style(this.#look.isDark ? DARK : LIGHT, this.#look.language, this.#hasBasemap, this.#heard);
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
    if (!this.#layers.graticule) return this.#drawGrid();
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
    const passage = this.#map.queryRenderedFeatures(near, { layers: ['passage'] })[0];
    if (passage) return String(passage.properties['id']);
    const tracked = this.#map.getLayer('track') ? this.#map.queryRenderedFeatures(near, { layers: ['head', 'track'] })[0] : undefined;
    if (tracked) return `track:${String(tracked.properties['object'])}`;
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
