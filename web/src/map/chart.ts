// The map itself. This file and what it imports load only where a map is shown.

import {
  addProtocol, AttributionControl, NavigationControl, prewarm, setWorkerUrl, type GeoJSONSource, type MapGeoJSONFeature, type StyleSpecification, type VectorTileSource,
} from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { PMTiles, Protocol } from 'pmtiles';
import type { FeatureCollection } from 'geojson';
import { spotOf, type MapView } from '../address';
import { Archive } from './archive';
import { errorsIn, graticule } from './figures';
import { grid } from './grid';
import { PacedMap, Scale } from './moving';
import { DARK, hatch, LIGHT, pointedLayers, style, TOGETHER_TO, tracksFrom, type Base, type Heard, type SourceName } from './style';

setWorkerUrl(workerUrl);
prewarm();
const protocol = new Protocol();
addProtocol('pmtiles', protocol.tile);

/** Asked for as soon as this file is there. */
const basemap = baseOf(new PMTiles(new Archive()));

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

/** A narrower map has no room for its note. */
const NARROW_PX = 640;
/** More events than this in one heap are not asked for whether they lie at one spot. */
const MOST_LEAVES = 1_000;

export class Chart {
  readonly #map: PacedMap;
  readonly #bounds: [number, number, number, number];
  #layers: Layers = {};
  #look: { isDark: boolean; language: string };
  #heard: Heard;
  #hasGrid: boolean;
  readonly #base: Base | null;

  static async open(options: ChartOptions): Promise<Chart> {
    return new Chart(options, await basemap);
  }

  private constructor(options: ChartOptions, base: Base | null) {
    this.#base = base;
    this.#bounds = options.bounds;
    this.#look = { isDark: options.isDark, language: options.language };
    this.#heard = options.heard;
    this.#hasGrid = options.hasGrid;
    const { view } = options;
    this.#map = new PacedMap({
      container: options.container,
      style: this.#style(),
      ...(view === null ? { bounds: options.bounds, fitBoundsOptions: { padding: 24 } } : { center: [view.lon, view.lat], zoom: view.zoom }),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      maxPitch: 0,
      locale: options.names,
      // Names come at once, for what fades in is drawn many times over; but not at 0, at which all names are placed anew in each frame.
      fadeDuration: 1,
      // The style is this program's own, and its tests draw it.
      validateStyle: false,
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.keyboard.disableRotation();
    this.#map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    this.#map.addControl(new Scale({ maxWidth: 140 }), 'bottom-left');
    // The sentence has the direction of its language, among others that have another.
    this.#map.addControl(new AttributionControl({ compact: true, customAttribution: `<bdi>${options.note}</bdi>` }), 'bottom-right');
    this.#map.on('styledata', () => this.#dress());
    this.#map.once('load', () => {
      // On a narrow screen the note would lie over half of the map: there it opens when it is asked for.
      const note = options.container.querySelector('.maplibregl-ctrl-attrib');
      if (options.container.clientWidth < NARROW_PX) {
        note?.classList.remove('maplibregl-compact-show');
        note?.removeAttribute('open');
      }
    });
    this.#map.on('moveend', () => {
      options.onMove(this.view());
      if (this.#hasGrid) this.#drawGrid();
      this.#drawErrors();
      options.onPoint(this.middle());
    });
    this.#map.on('mousemove', ({ lngLat }) => {
      if (this.#map.isMoving()) return;
      const { lat, lng } = lngLat.wrap();
      options.onPoint({ lat, lon: lng, isPointer: true });
    });
    this.#map.on('click', (event) => void this.#at(event.point).then((id) => (id === undefined ? undefined : options.onSelect(id))));
    this.#map.on('idle', () => {
      if (!this.#map.getLayer('event')) return;
      options.container.dataset['drawn'] = String(this.#eventsDrawn());
      options.container.dataset['passages'] = String(this.#map.queryRenderedFeatures({ layers: ['passage'] }).length);
    });
    // What is really drawn, for tests: a picture alone proves no place. It may be much, so it is counted when asked for.
    options.container.addEventListener('count', () => {
      options.container.dataset['names'] = JSON.stringify(this.#namesDrawn());
      options.container.dataset['heads'] = this.#map.getLayer('head') ? String(this.#map.queryRenderedFeatures({ layers: ['head'] }).length) : '';
      options.container.dataset['crowds'] = this.#map.getLayer('crowd') ? String(this.#map.queryRenderedFeatures({ layers: ['crowd'] }).length) : '';
    });
  }

  /** How many events the drawn signs stand for. */
  #eventsDrawn(): number {
    const drawn = this.#map.queryRenderedFeatures({ layers: ['event', 'several'] });
    // One that lies at the edge of two tiles is met twice.
    const counts = new globalThis.Map(drawn.map(({ properties }) => [String(properties['cluster_id'] ?? properties['id']), Number(properties['point_count'] ?? 1)]));
    return [...counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** The names of the base map that are drawn, as they are drawn. */
  #namesDrawn(): string[] {
    const layers = ['marine', 'place', 'port'].filter((layer) => this.#map.getLayer(layer));
    const drawn = this.#map.queryRenderedFeatures({ layers });
    return [...new Set(drawn.map(({ properties }) => String(properties[`name_${this.#look.language}`] ?? properties['name'])))].sort();
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
    if (layers.events) this.#drawErrors();
    this.#fill();
  }

  #errorsDrawn = '';

  /** Circles of error, as many as can be seen from here. */
  #drawErrors(): void {
    const [west, south, east, north] = this.#map.getBounds().toArray().flat() as [number, number, number, number];
    const features = errorsIn([...(this.#layers.events?.features ?? []), ...(this.#layers.chosen?.features ?? [])], [west, south, east, north], this.#map.getZoom());
    const drawn = features.map(({ geometry, properties }) => `${geometry.type === 'Polygon' ? geometry.coordinates[0]?.[0] : ''} ${properties?.['weight']}`).join();
    if (drawn === this.#errorsDrawn) return;
    this.#errorsDrawn = drawn;
    this.#layers = { ...this.#layers, errors: { type: 'FeatureCollection', features } };
    this.#fill();
  }

  /** Other tiles of tracks, or another object that is pointed at. */
  hear(heard: Heard): void {
    const before = this.#heard;
    if (before.tiles === heard.tiles && before.pointed === heard.pointed) return;
    this.#heard = heard;
    if ((before.tiles === null) !== (heard.tiles === null)) {
      this.#map.setStyle(this.#style(), { diff: false });
      return;
    }
    if (heard.tiles !== null && before.tiles !== heard.tiles) this.#map.getSource<VectorTileSource>('tracks')?.setTiles([heard.tiles]);
    if (before.pointed !== heard.pointed) this.#point(heard.pointed);
  }

  /** Draws the object that is pointed at over all others, or none. */
  #point(tiles: string | null): void {
    const source = this.#map.getSource<VectorTileSource>('pointed');
    const layers = pointedLayers(this.#look.isDark ? DARK : LIGHT);
    if (tiles !== null && source) source.setTiles([tiles]);
    else if (tiles !== null) {
      this.#map.addSource('pointed', tracksFrom(tiles));
      for (const layer of layers) this.#map.addLayer(layer, 'passage');
    } else if (source) {
      for (const { id } of layers) this.#map.removeLayer(id);
      this.#map.removeSource('pointed');
    }
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
    const ink = this.#look.isDark ? DARK : LIGHT;
    return style(ink, this.#look.language, this.#base, this.#heard);
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
      delete this.#map.getContainer().dataset['drawn'];
      source.setData(data);
    }
  }

  /** What lies at a point of the picture: an event before the smallest area; nothing said where the map goes nearer instead. */
  async #at(point: { x: number; y: number }): Promise<string | null | undefined> {
    const at: [number, number] = [point.x, point.y];
    if (!this.#map.getLayer('event')) return undefined;
    const near: [[number, number], [number, number]] = [[at[0] - 4, at[1] - 4], [at[0] + 4, at[1] + 4]];
    const event = this.#map.queryRenderedFeatures(near, { layers: ['chosen', 'several', 'event'] })[0];
    if (event?.properties['cluster'] === true) return this.#several(event);
    if (event) return String(event.properties['id']);
    const passage = this.#map.queryRenderedFeatures(near, { layers: ['passage'] })[0];
    if (passage) return String(passage.properties['id']);
    const tracked = this.#map.getLayer('track') ? this.#map.queryRenderedFeatures(near, { layers: ['head', 'track'] })[0] : undefined;
    if (tracked) return `track:${String(tracked.properties['object'])}`;
    const areas = this.#map.queryRenderedFeatures(at, { layers: ['area-touch'] });
    const smallest = areas.sort((one, other) => Number(one.properties['size']) - Number(other.properties['size']))[0];
    return smallest ? String(smallest.properties['id']) : null;
  }

  /** Events under one sign: nearer by they stand apart, unless they were told to be at the same spot. */
  async #several({ geometry, properties }: MapGeoJSONFeature): Promise<string | undefined> {
    const source = this.#map.getSource<GeoJSONSource>('events');
    const id = Number(properties['cluster_id']);
    if (!source || geometry.type !== 'Point') return undefined;
    const leaves = await source.getClusterLeaves(id, MOST_LEAVES, 0);
    const spots = new Set(leaves.map((leaf) => (leaf.geometry.type === 'Point' ? spotOf(leaf.geometry.coordinates[1] ?? 0, leaf.geometry.coordinates[0] ?? 0) : '')));
    const [spot = ''] = spots;
    if (spots.size === 1 && leaves.length < MOST_LEAVES) return spot;
    const zoom = await source.getClusterExpansionZoom(id);
    this.#map.easeTo({ center: geometry.coordinates as [number, number], zoom: Math.min(zoom, TOGETHER_TO + 1) });
    return undefined;
  }
}

/** The base map, if it is there: the archive says itself what it is, and what it does not say of boundaries. */
async function baseOf(archive: PMTiles): Promise<Base | null> {
  protocol.add(archive);
  try {
    const { maxZoom } = await archive.getHeader();
    const metadata: unknown = await archive.getMetadata();
    const attribution = metadata !== null && typeof metadata === 'object' ? (metadata as Record<string, unknown>)['attribution'] : null;
    return { maxzoom: maxZoom, attribution: typeof attribution === 'string' ? attribution : '' };
  } catch {
    return null;
  }
}
