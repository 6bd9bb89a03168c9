import { describe, expect, it } from 'vitest';
import type { Fact } from '../api/shapes';
import { spotOf } from '../address';
import { asBefore, chosenLayer, eventLayer, isSelected, type EventRow } from './picture';

const row = (id: string, lat: number | null, lon: number | null, outcome: string | null = null): EventRow => ({
  fact: { id, about: { from: '', to: '' }, place: { name: '', lat, lon, error_m: 200 } } as Fact, findings: outcome === null ? [] : [{ id: `n/P/${id}`, outcome }], outcome, truth: null,
});

describe('events on the map', () => {
  const rows = [row('a', 38, 127, 'breach'), row('b', 38, 127), row('c', 37.5, 126.5), row('d', null, null)];

  it('are those that have a position, whatever is pointed at', () => {
    expect(eventLayer(rows).features.map(({ properties }) => properties?.['id'])).toEqual(['fact:a', 'fact:b', 'fact:c']);
    expect(chosenLayer(rows, null).features).toEqual([]);
    expect(chosenLayer(rows, 'n/P/a').features).toHaveLength(1);
  });

  it('at one spot are pointed at together', () => {
    expect(rows.filter((one) => isSelected(one, spotOf(38, 127))).map(({ fact }) => fact.id)).toEqual(['a', 'b']);
  });
});

describe('a layer', () => {
  it('is drawn anew only where it would read otherwise', () => {
    const [one, other] = [eventLayer([row('a', 38, 127)]), eventLayer([row('a', 38, 127)])];
    const [feature] = one.features;
    const same = { ...one, features: feature ? [{ ...feature }] : [] };
    expect(asBefore(one, same)).toBe(one);
    expect(asBefore(one, other)).toBe(other);
    expect(asBefore(null, one)).toBe(one);
  });
});
