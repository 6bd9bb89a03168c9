// Moments as people read them: always in the agreement's time zone, a whole day as a day.

const DAY_MS = 86_400_000;

export const ms = (time: string): number => Date.parse(time);

/** Day and clock time of an instant in a zone, in machine form: `2018-12-01`, `23:59:59`. */
export function civil(instant: number, zone: string): { day: string; clock: string } {
  const parts = Object.fromEntries(machine(zone).formatToParts(instant).map(({ type, value }) => [type, value]));
  return { day: `${(parts['year'] ?? '').padStart(4, '0')}-${parts['month']}-${parts['day']}`, clock: `${parts['hour']}:${parts['minute']}:${parts['second']}` };
}

const machines = new Map<string, Intl.DateTimeFormat>();

function machine(zone: string): Intl.DateTimeFormat {
  let format = machines.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    });
    machines.set(zone, format);
  }
  return format;
}

/** `1 Dec 2018`, with the clock time unless it is the edge of a day. */
export function moment(time: string, zone: string, language: string): string {
  const instant = ms(time);
  return format(zone, language, isEdge(time, zone) ? { dateStyle: 'medium' } : { dateStyle: 'medium', timeStyle: 'short' }).format(instant);
}

/** With seconds. */
export function exact(time: string, zone: string, language: string): string {
  return format(zone, language, { dateStyle: 'medium', timeStyle: 'medium' }).format(ms(time));
}

function isEdge(time: string, zone: string): boolean {
  const { clock } = civil(ms(time), zone);
  return clock.startsWith('23:59') || clock === '00:00:00';
}

/** The last moment of an interval that ends before midnight belongs to the day before. The last minute of a day is no whole day. */
export function interval(from: string, to: string, zone: string, language: string): string {
  if (ms(from) === ms(to)) return moment(from, zone, language);
  const end = ms(to) > ms(from) && civil(ms(to), zone).clock === '00:00:00' ? new Date(ms(to) - 1000).toISOString() : to;
  const isOneDay = civil(ms(from), zone).day === civil(ms(end), zone).day;
  const isDays = isEdge(from, zone) && isEdge(end, zone) && !(isOneDay && civil(ms(from), zone).clock !== '00:00:00');
  if (isDays && isOneDay) return moment(from, zone, language);
  return format(zone, language, isDays ? { dateStyle: 'medium' } : { dateStyle: 'medium', timeStyle: 'short' }).formatRange(ms(from), ms(end));
}

const formats = new Map<string, Intl.DateTimeFormat>();

export function format(zone: string, language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${language} ${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(language, { ...options, timeZone: zone });
    formats.set(key, made);
  }
  return made;
}

/** Whether a text is a day of the calendar in machine form: `2020-02-29`, not `2019-02-29` nor `29/02/2020`. */
export function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
}

/** The day `days` after a day, both in machine form. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The instant a clock of the address stands for, near enough to place it on a time bar: a day means its end. */
export function instantOf(clock: string, zone: string): number {
  if (/(Z|[+-]\d{2}:\d{2})$/.test(clock)) return Date.parse(clock);
  const local = clock.length === 10 ? `${clock}T23:59:59` : clock.length === 16 ? `${clock}:00` : clock;
  const asUtc = Date.parse(`${local}Z`);
  const shown = civil(asUtc, zone);
  return asUtc - (Date.parse(`${shown.day}T${shown.clock}Z`) - asUtc);
}

export interface Tick {
  at: number;
  label: string;
}

/** Ticks of a time axis at round civil steps, about `wanted` of them: years, quarters, months or days. */
export function ticks(from: number, to: number, wanted: number, zone: string, language: string): Tick[] {
  const days = (to - from) / DAY_MS / Math.max(1, wanted);
  const months = [1, 2, 3, 6, 12, 24, 60, 120, 240].find((step) => step * 30.44 >= days) ?? 600;
  return days > 12 ? monthTicks(from, to, months, zone, language) : dayTicks(from, to, Math.max(1, Math.ceil(days)), zone, language);
}

function monthTicks(from: number, to: number, step: number, zone: string, language: string): Tick[] {
  const first = civil(from, zone).day;
  const made: Tick[] = [];
  const label = format(zone, language, step >= 12 ? { year: 'numeric' } : { year: 'numeric', month: 'short' });
  const start = Number(first.slice(0, 4)) * 12 + Number(first.slice(5, 7)) - 1;
  for (let month = Math.floor(start / step) * step; made.length < 200; month += step) {
    const day = `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;
    const at = instantOf(`${day}T00:00`, zone);
    if (at > to) break;
    if (at >= from) made.push({ at, label: label.format(at) });
  }
  return made;
}

function dayTicks(from: number, to: number, step: number, zone: string, language: string): Tick[] {
  const made: Tick[] = [];
  const label = format(zone, language, { day: 'numeric', month: 'short' });
  for (let day = civil(from, zone).day; made.length < 200; day = dayAfter(day, step)) {
    const at = instantOf(`${day}T00:00`, zone);
    if (at > to) break;
    if (at >= from) made.push({ at, label: label.format(at) });
  }
  return made;
}
