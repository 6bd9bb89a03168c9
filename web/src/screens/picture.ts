// What the picture draws at one instant, worked out from the answers of the server: places with their verdicts, and
// events with theirs.

import type { Feature, FeatureCollection, Geometry, Position } from 'geojson';
import type { Fact, Lane, Overview, Passage, PlaceProperties, Places, Truth, Verdict } from '../api/shapes';
import { spotOf } from '../address';
import { foremost, foremostOutcome, outcomeTruth, weightOf } from '../words/verdict';

export interface PlaceRow {
  id: string;
  about: PlaceProperties;
  geometry: Geometry | null;
  /** The verdicts of the norms that speak of it. */
  verdicts: Verdict[];
  truth: Truth | null;
  /** Whether any of them binds now. */
  binds: boolean;
}

/** Outcomes that make a verdict what it is. */
const SERIOUS = new Set(['breach', 'alleged', 'undetermined']);

/**
 * The truth of a norm as far as it is of one place. A breach in one zone is not laid at the door of another that the same
 * norm names: there the answer is that nothing is known of a breach, as long as every breach is known to lie elsewhere.
 */
export function truthAt(verdict: Verdict, place: string, lanes: ReadonlyMap<string, Lane>): Truth | null {
  if (verdict.truth !== 'violated') return verdict.truth;
  const serious = lanes.get(verdict.id)?.findings.filter(({ outcome }) => SERIOUS.has(outcome)) ?? [];
  const isElsewhere = serious.length > 0 && serious.every(({ places }) => places.length > 0 && !places.includes(place));
  return isElsewhere ? 'unknown' : 'violated';
}

export function placeRows(places: Places, overview: Overview, lanes: readonly Lane[]): PlaceRow[] {
  const byVerdict = new Map(lanes.map((lane) => [lane.id, lane]));
  const byNorm = new Map<string, Verdict[]>();
  for (const { norm, verdicts } of overview.articles.flatMap(({ norms }) => norms)) byNorm.set(norm, verdicts);
  return places.features.map((feature) => {
    const verdicts = feature.properties.norms.flatMap(({ label }) => byNorm.get(label) ?? []);
    return {
      id: String(feature.id ?? `${feature.properties.kind}:${feature.properties.name}`),
      about: feature.properties,
      geometry: feature.geometry,
      verdicts,
      truth: foremost(verdicts.map((verdict) => truthAt(verdict, feature.properties.name, byVerdict))),
      binds: verdicts.some(({ truth }) => truth !== null),
    };
  });
}

/** The places of single norms in words overlay the named zones; they are drawn only when they are asked for. */
export function placeLayer(rows: readonly PlaceRow[], selected: string | null): FeatureCollection {
  const drawn = rows.filter((row) => row.geometry !== null && (row.about.kind !== 'norm-place' || row.id === selected));
  return collection(
    drawn.map((row) => ({
      type: 'Feature',
      geometry: row.geometry as Geometry,
      properties: {
        id: row.id, kind: row.about.kind, name: row.about.name, truth: row.truth ?? 'inert', binds: row.binds,
        accuracy_m: row.about.accuracy_m ?? 0, selected: row.id === selected, size: extent(row.geometry as Geometry),
      },
    })),
  );
}

export interface EventRow {
  fact: Fact;
  findings: { id: string; outcome: string }[];
  /** The outcome that asks for most attention; null where the fact is no incident of its own. */
  outcome: string | null;
  truth: Truth | null;
}

/** What had happened by `asOf` and was known by `knownAt`, from `from` on; instants in milliseconds. */
export function eventRows(facts: readonly Fact[], lanes: readonly Lane[], span: { from: number; asOf: number; knownAt: number }): EventRow[] {
  const byFact = new Map<string, { id: string; outcome: string }[]>();
  for (const finding of lanes.flatMap(({ findings }) => findings)) {
    for (const fact of finding.facts) byFact.set(fact, [...(byFact.get(fact) ?? []), finding]);
  }
  const happened = (fact: Fact): boolean => Date.parse(fact.about.from) <= span.asOf && Date.parse(fact.about.to) >= span.from;
  return facts
    .filter((fact) => happened(fact) && Date.parse(fact.known) <= span.knownAt)
    .map((fact) => {
      const findings = byFact.get(fact.id) ?? [];
      const outcome = foremostOutcome(findings.map((finding) => finding.outcome));
      return { fact, findings, outcome, truth: outcome === null ? null : outcomeTruth(outcome) };
    });
}

function point(row: EventRow): Feature[] {
  const { lon, lat, error_m } = row.fact.place ?? { lon: null, lat: null, error_m: null };
  if (lon === null || lat === null) return [];
  const properties = { id: `fact:${row.fact.id}`, weight: weightOf(row.outcome), error_m: error_m ?? 0 };
  return [{ type: 'Feature', geometry: { type: 'Point', coordinates: [lon, lat] }, properties }];
}

/** All events. What the reader points at is no part of it, so that pointing moves no thousands of features. */
export function eventLayer(rows: readonly EventRow[]): FeatureCollection {
  return collection(rows.flatMap(point));
}

/** The events that the reader points at. */
export function chosenLayer(rows: readonly EventRow[], selected: string | null): FeatureCollection {
  return collection(selected === null ? [] : rows.filter((row) => isSelected(row, selected)).flatMap(point));
}

/** Signs of what an object did; the list says the same in words. */
const PASSAGE_SIGNS: Record<Passage['kind'], string> = { enter: '▸', leave: '◂', cross: '✛', stay: '■', gap: '◌', jump: '↯' };

export function passageSign(kind: Passage['kind']): string {
  return PASSAGE_SIGNS[kind] ?? '•';
}

export function passageLayer(passages: readonly Passage[], selected: string | null): FeatureCollection {
  const shown = passages.filter(({ kind, standing }) => standing !== 'withdrawn' && kind !== 'stay');
  return collection(
    shown.map((passage) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [passage.lon, passage.lat] },
      properties: { id: `track:${passage.object}`, sign: passageSign(passage.kind), isOpen: passage.certainty !== 'certain' || passage.kind !== 'enter' && passage.kind !== 'cross', selected: selected === `track:${passage.object}` },
    })),
  );
}

export function isSelected(row: EventRow, selected: string | null): boolean {
  if (selected?.startsWith('spot:')) {
    const { lat, lon } = row.fact.place ?? { lat: null, lon: null };
    return lat !== null && lon !== null && spotOf(lat, lon) === selected;
  }
  return selected !== null && (selected === `fact:${row.fact.id}` || row.findings.some(({ id }) => id === selected || id.startsWith(`${selected}/`)));
}

function collection(features: Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features };
}

const extents = new WeakMap<Geometry, number>();

/** Area of the box around a geometry, in square degrees: which of two areas is the smaller. Worked out once. */
function extent(geometry: Geometry): number {
  const known = extents.get(geometry);
  if (known !== undefined) return known;
  const box = [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number];
  const visit = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    if (typeof part[0] !== 'number') return part.forEach(visit);
    const [lon = 0, lat = 0] = part as Position;
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  };
  if (geometry.type !== 'GeometryCollection') visit(geometry.coordinates);
  const size = (box[2] - box[0]) * (box[3] - box[1]);
  extents.set(geometry, size);
  return size;
}

/** The layer that was drawn before, where the next would read the same: to draw zones anew costs more than all the rest. */
export function asBefore(before: FeatureCollection | null, next: FeatureCollection): FeatureCollection {
  const isSame = (one: Feature, place: number): boolean => {
    const other = before?.features[place];
    return one.geometry === other?.geometry && JSON.stringify(one.properties) === JSON.stringify(other.properties);
  };
  return before?.features.length === next.features.length && next.features.every(isSame) ? before : next;
}
