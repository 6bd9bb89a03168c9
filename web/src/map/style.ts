// The style of the map: base layers of `basemap.pmtiles`, then the case's own. Works the same with no base map at all.

import type { ExpressionSpecification, LayerSpecification, StyleSpecification, VectorSourceSpecification } from 'maplibre-gl';
import { WEIGHTS } from '../words/verdict';
import { BASE } from './archive';

export interface Ink {
  sheet: string;
  land: string;
  water: string;
  river: string;
  urban: string;
  border: string;
  name: string;
  halo: string;
  grid: string;
  ink: string;
  violated: string;
  unknown: string;
  pending: string;
  kept: string;
  inert: string;
}

export const LIGHT: Ink = {
  sheet: '#eef2f3', land: '#f8f8f4', water: '#dfe8ec', river: '#c3d3da', urban: '#ecebe4', border: '#8f979b', name: '#4b545a', halo: '#ffffff',
  grid: '#cfd8dc', ink: '#1b2327', violated: '#a2330a', unknown: '#4f5962', pending: '#735000', kept: '#0a5c88', inert: '#7c878d',
};
export const DARK: Ink = {
  sheet: '#182025', land: '#1c2327', water: '#12191d', river: '#223038', urban: '#242b2e', border: '#616c72', name: '#a5b1b7', halo: '#12171a',
  grid: '#2a353b', ink: '#e3e8ea', violated: '#ff9c73', unknown: '#b3bec6', pending: '#e3c163', kept: '#83c7f2', inert: '#7d888e',
};

export const FONTS = ['system-ui', 'Noto Sans', 'Noto Sans KR', 'NanumGothic', 'sans-serif'];

/** Sources of the case, which the chart fills. */
export const SOURCES = ['graticule', 'places', 'errors', 'events', 'chosen', 'passages'] as const;
export type SourceName = (typeof SOURCES)[number];

/** Where the tiles of all tracks come from, and those of the one that the reader points at; null where there is none. */
export interface Heard {
  tiles: string | null;
  pointed: string | null;
}

/** The base map: how deep its tiles go, and what it says of itself; null where the program carries none. */
export interface Base {
  maxzoom: number;
  attribution: string;
}

/** Events nearer to each other than this, in pixels, are one sign with their number; beyond this zoom each stands alone. */
const TOGETHER_PX = 20;
export const TOGETHER_TO = 14;

/** The whole map. */
export function style(ink: Ink, language: string, base: Base | null, heard: Heard): StyleSpecification {
  const data = { type: 'FeatureCollection' as const, features: [] };
  const together = { cluster: true, clusterRadius: TOGETHER_PX, clusterMaxZoom: TOGETHER_TO, clusterProperties: { weight: ['max', ['get', 'weight']] } };
  return {
    version: 8,
    sources: {
      ...(base === null ? {} : { base: { type: 'vector', tiles: [`pmtiles://${BASE}/{z}/{x}/{y}`], ...base } }),
      ...(heard.tiles === null ? {} : { tracks: tracksFrom(heard.tiles) }),
      ...(heard.pointed === null ? {} : { pointed: tracksFrom(heard.pointed) }),
      ...Object.fromEntries(SOURCES.map((name) => [name, { type: 'geojson', data, ...(name === 'events' ? together : {}) }])),
    },
    layers: [
      { id: 'sheet', type: 'background', paint: { 'background-color': base === null ? ink.sheet : ink.water } },
      ...(base === null ? [] : baseGround(ink)),
      ...graticuleLayers(ink),
      ...(heard.tiles === null ? [] : crowdLayers(ink)),
      ...(base === null ? [] : baseNames(ink, language)),
      ...placeLayers(ink),
      ...(heard.tiles === null ? [] : trackLayers(ink)),
      ...(heard.pointed === null ? [] : pointedLayers(ink)),
      ...passageLayers(ink),
      ...eventLayers(ink),
    ],
  };
}

export const tracksFrom = (tiles: string): VectorSourceSpecification => ({ type: 'vector', tiles: [tiles], maxzoom: 14 });

// A browser compiles a program of the graphics card for each set of properties that differ from feature to feature, before the
// first map is seen. So colours that say what is judged do, and everything else has one value a layer; what is pointed at has
// layers of its own. Edges of areas are drawn as lines, not smoothed by yet another program.
const plain = { 'fill-antialias': false } as const;

function baseGround(ink: Ink): LayerSpecification[] {
  const base = { source: 'base' } as const;
  const isOf = (...classes: string[]): ExpressionSpecification => ['match', ['get', 'class'], classes, true, false];
  const boundary = { ...base, type: 'line', 'source-layer': 'boundary' } as const;
  return [
    { ...base, id: 'land', type: 'fill', 'source-layer': 'land', paint: { 'fill-color': ink.land, ...plain } },
    { ...base, id: 'urban', type: 'fill', 'source-layer': 'urban', minzoom: 5, paint: { 'fill-color': ink.urban, ...plain } },
    { ...base, id: 'lake', type: 'fill', 'source-layer': 'lake', paint: { 'fill-color': ink.water, ...plain } },
    { ...base, id: 'shore', type: 'line', 'source-layer': 'lake', paint: { 'line-color': ink.river, 'line-width': 0.6 } },
    { ...base, id: 'river', type: 'line', 'source-layer': 'river', paint: { 'line-color': ink.river, 'line-width': ['interpolate', ['linear'], ['zoom'], 4, 0.4, 9, 1.4] } },
    { ...base, id: 'coast', type: 'line', 'source-layer': 'land', paint: { 'line-color': ink.river, 'line-width': 0.6 } },
    { ...boundary, id: 'boundary', filter: isOf('international'), paint: { 'line-color': ink.border, 'line-width': 0.8 } },
    // What is not agreed is never a whole line, whoever draws it: dashed where it is held, dotted where it is only said.
    { ...boundary, id: 'boundary-open', filter: ['!', isOf('international', 'claim', 'overlay')], paint: { 'line-color': ink.border, 'line-width': 0.8, 'line-dasharray': [4, 3] } },
    { ...boundary, id: 'boundary-said', filter: isOf('claim', 'overlay'), paint: { 'line-color': ink.border, 'line-width': 0.8, 'line-dasharray': [1, 3] } },
  ];
}

function baseNames(ink: Ink, language: string): LayerSpecification[] {
  const name: ExpressionSpecification = ['coalesce', ['get', `name_${language}`], ['get', 'name']];
  const paint = { 'text-color': ink.name, 'text-halo-color': ink.halo, 'text-halo-width': 1.2 } as const;
  return [
    { id: 'marine', type: 'symbol', source: 'base', 'source-layer': 'marine', layout: { 'text-field': name, 'text-font': FONTS, 'text-size': 11, 'text-letter-spacing': 0.12 }, paint: { ...paint, 'text-color': ink.border } },
    { id: 'place', type: 'symbol', source: 'base', 'source-layer': 'place', layout: { 'text-field': name, 'text-font': FONTS, 'text-size': ['interpolate', ['linear'], ['zoom'], 4, 10, 9, 13], 'symbol-sort-key': ['coalesce', ['get', 'rank'], 99] }, paint },
    { id: 'port', type: 'symbol', source: 'base', 'source-layer': 'port', minzoom: 7, layout: { 'text-field': ['concat', '⚓︎ ', name], 'text-font': FONTS, 'text-size': 10 }, paint },
  ];
}

function graticuleLayers(ink: Ink): LayerSpecification[] {
  return [
    { id: 'graticule', type: 'line', source: 'graticule', paint: { 'line-color': ink.grid, 'line-width': 0.7 } },
    {
      id: 'graticule-name', type: 'symbol', source: 'graticule', filter: ['==', ['geometry-type'], 'LineString'],
      layout: { 'symbol-placement': 'line', 'symbol-spacing': 420, 'text-field': ['get', 'label'], 'text-font': FONTS, 'text-size': 10, 'text-keep-upright': true },
      paint: { 'text-color': ink.name, 'text-halo-color': ink.halo, 'text-halo-width': 1, 'text-opacity': 0.8 },
    },
    {
      id: 'graticule-square', type: 'symbol', source: 'graticule', filter: ['==', ['geometry-type'], 'Point'],
      layout: { 'text-field': ['get', 'label'], 'text-font': FONTS, 'text-size': 12, 'text-letter-spacing': 0.1, 'text-allow-overlap': true, 'text-ignore-placement': true },
      paint: { 'text-color': ink.border, 'text-halo-color': ink.halo, 'text-halo-width': 1 },
    },
  ];
}

const hue = (ink: Ink): ExpressionSpecification => [
  'match', ['get', 'truth'], 'violated', ink.violated, 'unknown', ink.unknown, 'pending', ink.pending, 'kept', ink.kept, ink.inert,
];

/** Metres a pixel at zoom 0 and 38° of latitude (512-pixel tiles). */
const METRES_A_PIXEL = 61_680;

/** Width in pixels at a zoom of the band that lies `accuracy_m` metres on both sides of a line. */
const bandAt = (zoom: number): ExpressionSpecification => ['*', ['coalesce', ['get', 'accuracy_m'], 0], (2 * 2 ** zoom) / METRES_A_PIXEL];

/** The whole band, for the place that the reader points at. */
const band: ExpressionSpecification = ['interpolate', ['exponential', 2], ['zoom'], 0, bandAt(0), 22, bandAt(22)];

/** The band as long as it is narrow: many wide ones over each other would say nothing any more. */
const narrowBand = [
  'interpolate', ['linear'], ['zoom'],
  ...Array.from({ length: 23 }, (_, zoom) => [zoom, ['case', ['<=', bandAt(zoom), 16], bandAt(zoom), 0]]).flat(),
] as unknown as ExpressionSpecification;

function placeLayers(ink: Ink): LayerSpecification[] {
  const isArea: ExpressionSpecification = ['match', ['get', 'kind'], ['zone', 'norm-place'], true, false];
  const isLine: ExpressionSpecification = ['==', ['get', 'kind'], 'line'];
  const isSelected: ExpressionSpecification = ['boolean', ['get', 'selected'], false];
  const binds: ExpressionSpecification = ['boolean', ['get', 'binds'], false];
  const line = { type: 'line', source: 'places' } as const;
  const round = { 'line-join': 'round', 'line-cap': 'round' } as const;
  const pattern: ExpressionSpecification = ['concat', 'hatch-', ['coalesce', ['get', 'truth'], 'inert']];
  const text = { 'text-font': FONTS, 'text-size': 11 } as const;
  const paint = { 'text-color': ink.ink, 'text-halo-color': ink.halo, 'text-halo-width': 1.4 } as const;
  return [
    // Hatching of areas: only where something is shown, or where the reader points, so that twenty zones stay legible.
    {
      id: 'area', type: 'fill', source: 'places', filter: ['all', isArea, ['!', isSelected], ['match', ['get', 'truth'], ['violated', 'kept'], true, false]],
      paint: { 'fill-pattern': pattern, 'fill-opacity': 0.4, ...plain },
    },
    { id: 'area-selected', type: 'fill', source: 'places', filter: ['all', isArea, isSelected], paint: { 'fill-pattern': pattern, 'fill-opacity': 0.75, ...plain } },
    { id: 'area-touch', type: 'fill', source: 'places', filter: isArea, paint: { 'fill-opacity': 0 } },
    { ...line, id: 'band', layout: round, filter: ['all', ['!', isSelected], ['any', isLine, ['all', isArea, binds]]], paint: { 'line-color': hue(ink), 'line-width': narrowBand, 'line-opacity': 0.16 } },
    { ...line, id: 'band-selected', layout: round, filter: isSelected, paint: { 'line-color': hue(ink), 'line-width': band, 'line-opacity': 0.16 } },
    { ...line, id: 'area-unbound', filter: ['all', isArea, ['!', binds]], paint: { 'line-color': ink.inert, 'line-width': 0.8, 'line-dasharray': [1.5, 2.5] } },
    { ...line, id: 'area-bound', filter: ['all', isArea, binds], paint: { 'line-color': hue(ink), 'line-width': 1.1 } },
    { ...line, id: 'area-edge-selected', filter: ['all', isArea, isSelected], paint: { 'line-color': hue(ink), 'line-width': 3 } },
    { ...line, id: 'line-case', filter: isLine, paint: { 'line-color': ink.halo, 'line-width': 4 } },
    { ...line, id: 'line', filter: isLine, paint: { 'line-color': ink.ink, 'line-width': 1.8, 'line-dasharray': [5, 1.5, 1, 1.5] } },
    { ...line, id: 'line-selected', filter: ['all', isLine, isSelected], paint: { 'line-color': ink.ink, 'line-width': 3.2, 'line-dasharray': [5, 1.5, 1, 1.5] } },
    { id: 'line-name', type: 'symbol', source: 'places', filter: isLine, layout: { ...text, 'symbol-placement': 'line', 'text-field': ['get', 'name'] }, paint },
    { id: 'area-name', type: 'symbol', source: 'places', minzoom: 6.5, filter: isArea, layout: { ...text, 'symbol-placement': 'line', 'symbol-spacing': 380, 'text-field': ['case', ['==', ['get', 'kind'], 'zone'], ['get', 'name'], ''], 'text-size': 10, 'text-offset': [0, -0.7] }, paint },
    { id: 'point', type: 'symbol', source: 'places', minzoom: 7, filter: ['match', ['get', 'kind'], ['point', 'marker'], true, false], layout: { ...text, 'text-field': ['concat', '△ ', ['get', 'name']], 'text-size': 10 }, paint },
  ];
}

/** Squares through which more ways run than can be told apart: the darker, the more. They lie under every line of the case. */
function crowdLayers(ink: Ink): LayerSpecification[] {
  const opacity: ExpressionSpecification = ['match', ['get', 'level'], '1', 0.14, '2', 0.22, '3', 0.32, 0.44];
  return [{ id: 'crowd', type: 'fill', source: 'tracks', 'source-layer': 'crowds', paint: { 'fill-color': ink.ink, 'fill-opacity': opacity, 'fill-antialias': false } }];
}

/** Ways as they were reported; where nobody heard for ten minutes, dots that say so. The last report of each is a spot. */
function trackLayers(ink: Ink): LayerSpecification[] {
  const source = { source: 'tracks' } as const;
  return [
    { ...source, id: 'silence', type: 'line', 'source-layer': 'silences', paint: { 'line-color': ink.inert, 'line-width': 0.8, 'line-dasharray': [0.5, 3] } },
    { ...source, id: 'track', type: 'line', 'source-layer': 'tracks', layout: { 'line-join': 'bevel' }, paint: { 'line-color': ink.ink, 'line-width': 0.9, 'line-opacity': 0.55 } },
    { ...source, id: 'head', type: 'circle', 'source-layer': 'heads', paint: { 'circle-radius': ['interpolate', ['linear'], ['zoom'], 4, 1.5, 9, 3], 'circle-color': ink.ink, 'circle-stroke-color': ink.halo, 'circle-stroke-width': 1 } },
    { ...source, id: 'head-name', type: 'symbol', 'source-layer': 'heads', minzoom: 10, layout: { 'text-field': ['get', 'object'], 'text-font': FONTS, 'text-size': 10, 'text-offset': [0, 1.1] }, paint: { 'text-color': ink.ink, 'text-halo-color': ink.halo, 'text-halo-width': 1.2 } },
  ];
}

/** The one object that the reader points at, whole, in any crowd. */
export function pointedLayers(ink: Ink): LayerSpecification[] {
  const source = { source: 'pointed' } as const;
  const round = { 'line-join': 'round', 'line-cap': 'round' } as const;
  return [
    { ...source, id: 'pointed-case', type: 'line', 'source-layer': 'tracks', layout: round, paint: { 'line-color': ink.halo, 'line-width': 5 } },
    { ...source, id: 'pointed-silence', type: 'line', 'source-layer': 'silences', paint: { 'line-color': ink.ink, 'line-width': 2, 'line-dasharray': [0.5, 3] } },
    { ...source, id: 'pointed', type: 'line', 'source-layer': 'tracks', layout: round, paint: { 'line-color': ink.ink, 'line-width': 2.6 } },
    { ...source, id: 'pointed-head', type: 'circle', 'source-layer': 'heads', paint: { 'circle-radius': 5, 'circle-color': ink.ink, 'circle-stroke-color': ink.halo, 'circle-stroke-width': 2 } },
  ];
}

function passageLayers(ink: Ink): LayerSpecification[] {
  return [
    { id: 'passage', type: 'symbol', source: 'passages', layout: { 'text-field': ['get', 'sign'], 'text-font': FONTS, 'text-size': ['case', ['boolean', ['get', 'selected'], false], 20, 14], 'text-allow-overlap': true, 'text-ignore-placement': true }, paint: { 'text-color': ['case', ['boolean', ['get', 'isOpen'], false], ink.unknown, ink.violated], 'text-halo-color': ink.halo, 'text-halo-width': 2 } },
  ];
}

/** What the weight of an event stands for: its colour, and its sign. */
const ofWeight = (value: (one: (typeof WEIGHTS)[number]) => string): ExpressionSpecification =>
  ['match', ['get', 'weight'], ...WEIGHTS.flatMap((one) => [one.weight, value(one)]), value(WEIGHTS[0] ?? { weight: 0, truth: null, sign: '·' })] as unknown as ExpressionSpecification;

function eventLayers(ink: Ink): LayerSpecification[] {
  const colour = ofWeight(({ truth }) => ink[truth ?? 'inert']);
  const sign = ofWeight((one) => one.sign);
  const isOne: ExpressionSpecification = ['!', ['has', 'point_count']];
  const isSeveral: ExpressionSpecification = ['has', 'point_count'];
  const text = { 'text-font': FONTS, 'text-size': 12, 'text-allow-overlap': true, 'text-ignore-placement': true, 'symbol-sort-key': ['get', 'weight'] satisfies ExpressionSpecification as ExpressionSpecification };
  const ground = { 'circle-color': ink.halo, 'circle-stroke-color': colour } as const;
  return [
    { id: 'error', type: 'line', source: 'errors', paint: { 'line-color': ink.ink, 'line-width': 0.8, 'line-opacity': 0.75, 'line-dasharray': [2, 2] } },
    { id: 'error-ground', type: 'fill', source: 'errors', paint: { 'fill-color': ink.ink, 'fill-opacity': 0.03, ...plain } },
    { id: 'event', type: 'circle', source: 'events', filter: isOne, layout: { 'circle-sort-key': ['get', 'weight'] }, paint: { ...ground, 'circle-radius': 8, 'circle-stroke-width': 1.6 } },
    { id: 'event-sign', type: 'symbol', source: 'events', filter: isOne, layout: { ...text, 'text-field': sign }, paint: { 'text-color': ink.ink } },
    { id: 'several', type: 'circle', source: 'events', filter: isSeveral, layout: { 'circle-sort-key': ['get', 'weight'] }, paint: { ...ground, 'circle-radius': 14, 'circle-stroke-width': 2.4 } },
    { id: 'several-sign', type: 'symbol', source: 'events', filter: isSeveral, layout: { ...text, 'text-size': 11, 'text-field': ['concat', sign, ['get', 'point_count_abbreviated']] }, paint: { 'text-color': ink.ink } },
    { id: 'chosen', type: 'circle', source: 'chosen', paint: { ...ground, 'circle-radius': 11, 'circle-stroke-width': 3.5 } },
    { id: 'chosen-sign', type: 'symbol', source: 'chosen', layout: { ...text, 'text-size': 14, 'text-field': sign }, paint: { 'text-color': ink.ink } },
  ];
}

/** The hatching of one truth, 12 by 12 pixels: the direction and the rhythm tell them apart without colour. */
export function hatch(truth: string, colour: string): { width: number; height: number; data: Uint8ClampedArray } {
  const size = 12;
  const data = new Uint8ClampedArray(size * size * 4);
  const rgb = [1, 3, 5].map((place) => Number.parseInt(colour.slice(place, place + 2), 16));
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) if (isInked(truth, x, y)) data.set([...rgb, 255], (y * size + x) * 4);
  }
  return { width: size, height: size, data };
}

function isInked(truth: string, x: number, y: number): boolean {
  switch (truth) {
    case 'violated': return (x + y) % 6 < 2;
    case 'kept': return y % 6 === 0;
    case 'unknown': return (x - y + 12) % 12 === 0;
    case 'pending': return x % 6 === 0 && y % 6 === 0;
    default: return x % 12 === 0 && y % 12 === 0;
  }
}
