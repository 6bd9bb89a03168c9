import { describe, expect, it } from 'vitest';
import { civil, dayAfter, instantOf, interval, isDay, moment, ticks } from './time';

const ZONE = 'Asia/Seoul';

describe('moments', () => {
  it('are told in the zone of the agreement, a whole day as a day', () => {
    expect(moment('2018-12-01T23:59:59+09:00', ZONE, 'en-GB')).toBe('1 Dec 2018');
    expect(moment('2018-11-30T15:00:00Z', ZONE, 'en-GB')).toBe('1 Dec 2018');
    expect(moment('2018-12-01T07:56:00+09:00', ZONE, 'en-GB')).toBe('1 Dec 2018, 07:56');
  });

  it('make an interval whose end at midnight belongs to the day before', () => {
    expect(interval('2018-11-30T00:00:00+09:00', '2018-12-01T00:00:00+09:00', ZONE, 'en-GB')).toBe('30 Nov 2018');
    expect(interval('2020-06-17T00:00:00+09:00', '2020-06-24T00:00:00+09:00', ZONE, 'en-GB').replace(/\s/g, ' ')).toMatch(/^17\s?–\s?23 Jun 2020$/);
    expect(interval('2022-12-26T10:25:00+09:00', '2022-12-26T10:25:00+09:00', ZONE, 'en-GB')).toBe('26 Dec 2022, 10:25');
  });

  it('tell the last minute of a day by the clock, since it is no whole day', () => {
    expect(interval('2018-11-30T23:59:00+09:00', '2018-12-01T00:00:00+09:00', ZONE, 'en-GB').replace(/\s/g, ' ')).toBe('30 Nov 2018, 23:59');
    expect(interval('2018-11-30T00:00:00+09:00', '2018-11-30T23:59:00+09:00', ZONE, 'en-GB')).toBe('30 Nov 2018');
    expect(interval('2018-12-17T23:59:00+09:00', '2023-11-23T00:00:00+09:00', ZONE, 'en-GB').replace(/\s/g, ' ')).toBe('17 Dec 2018 – 22 Nov 2023');
  });

  it('are days only where the calendar has them', () => {
    expect(['2020-02-29', '1953-07-27'].map(isDay)).toEqual([true, true]);
    expect(['2019-02-29', '2018-13-01', '12/03/2018', '2018-1-1', '', '2018-12-01T12:00'].map(isDay)).toEqual([false, false, false, false, false, false]);
  });

  it('go from a clock of the address to an instant: a day means its end there', () => {
    expect(new Date(instantOf('2018-12-01', ZONE)).toISOString()).toBe('2018-12-01T14:59:59.000Z');
    expect(new Date(instantOf('2018-12-01T12:00', ZONE)).toISOString()).toBe('2018-12-01T03:00:00.000Z');
    expect(new Date(instantOf('2018-12-01T12:00:00Z', ZONE)).toISOString()).toBe('2018-12-01T12:00:00.000Z');
    expect(new Date(instantOf('2021-07-01', 'Europe/Kyiv')).toISOString()).toBe('2021-07-01T20:59:59.000Z');
  });

  it('step by civil days over months and leap years', () => {
    expect(dayAfter('2020-02-28', 1)).toBe('2020-02-29');
    expect(dayAfter('2020-03-01', -1)).toBe('2020-02-29');
    expect(dayAfter('2018-12-31T12:00', 1)).toBe('2019-01-01');
  });
});

describe('the ticks of an axis', () => {
  it('stand at the first moment of a year, a month or a day of the zone', () => {
    const at = (day: string): number => instantOf(day, ZONE);
    const years = ticks(at('2018-09-19'), at('2026-01-20'), 8, ZONE, 'en-GB');
    expect(years.map(({ label }) => label)).toEqual(['2019', '2020', '2021', '2022', '2023', '2024', '2025', '2026']);
    for (const { at: instant } of years) expect(civil(instant, ZONE)).toMatchObject({ clock: '00:00:00' });
    expect(ticks(at('2018-09-19'), at('2019-02-01'), 5, ZONE, 'en-GB').map(({ label }) => label)).toEqual(['Oct 2018', 'Nov 2018', 'Dec 2018', 'Jan 2019', 'Feb 2019']);
    expect(ticks(at('2018-09-19'), at('2018-09-24'), 5, ZONE, 'en-GB').map(({ label }) => label)).toEqual(['20 Sept', '21 Sept', '22 Sept', '23 Sept', '24 Sept']);
  });

  it('are never without end, however odd the window', () => {
    expect(ticks(instantOf('0100-01-01', ZONE), instantOf('9999-01-01', ZONE), 10_000, ZONE, 'en-GB').length).toBeLessThanOrEqual(200);
  });
});
