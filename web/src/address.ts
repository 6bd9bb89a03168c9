// The address of the page is its whole state: whoever opens the same URL sees the same.

export type Screen = 'overview' | 'picture' | 'agreement' | 'finding' | 'duty' | 'claims' | 'record';
export const SCREENS: readonly Screen[] = ['overview', 'picture', 'agreement', 'finding', 'duty', 'claims', 'record'];

/** `asOf`: what had happened by then; `knownAt`: what the record had learned by then, or held at a place. Null: the server's default. */
export interface Clocks {
  asOf: string | null;
  knownAt: string | null;
}

export interface MapView {
  zoom: number;
  lat: number;
  lon: number;
}

export interface Address extends Clocks {
  screen: Screen;
  /** The verdict, finding or claim of the screens that speak of one. */
  id: string | null;
  lang: string | null;
  theme: 'light' | 'dark' | null;
  /** What is selected: a verdict, a finding, a zone, a fact. */
  sel: string | null;
  map: MapView | null;
  /** Window of the time bar. */
  from: string | null;
  to: string | null;
  view: 'list' | 'map' | null;
  /** Which grid the map has; null: degrees. */
  grid: 'mgrs' | null;
  /** Which norms a list shows; null: what the screen shows by itself. */
  show: Show | null;
  /** Which claims a list shows; null: those that wait. */
  of: Of | null;
  /** Where a list goes on that is shown in parts; null: from its beginning. */
  cursor: string | null;
}

export type Of = 'decided' | 'reports';
export const OFS: readonly Of[] = ['decided', 'reports'];

export type Show = 'all' | 'told' | 'violated' | 'unknown' | 'pending' | 'kept';
export const SHOWS: readonly Show[] = ['all', 'told', 'violated', 'unknown', 'pending', 'kept'];

export const START: Address = {
  screen: 'overview', id: null, asOf: null, knownAt: null, lang: null, theme: null, sel: null, map: null, from: null, to: null, view: null, grid: null, show: null, of: null, cursor: null,
};

export function read(pathname: string, search: string): Address {
  const [first = '', ...rest] = pathname.split('/').filter((part) => part !== '');
  const screen = SCREENS.find((known) => known === first) ?? 'overview';
  const takesId = screen === 'finding' || screen === 'duty' || screen === 'claims';
  const query = new URLSearchParams(search);
  return {
    screen,
    id: takesId && rest.length > 0 ? rest.map(decoded).join('/') : null,
    asOf: clock(query.get('as_of')),
    knownAt: known(query.get('known_at')),
    lang: query.get('lang'),
    theme: oneOf(query.get('theme'), ['light', 'dark'] as const),
    sel: query.get('sel'),
    map: mapView(query.get('map')),
    from: clock(query.get('from')),
    to: clock(query.get('to')),
    view: oneOf(query.get('view'), ['list', 'map'] as const),
    grid: oneOf(query.get('grid'), ['mgrs'] as const),
    show: oneOf(query.get('show'), SHOWS),
    of: oneOf(query.get('of'), OFS),
    cursor: /^\d{1,9}$/.test(query.get('cursor') ?? '') ? query.get('cursor') : null,
  };
}

export function write(address: Address): string {
  const id = address.id === null ? '' : `/${address.id.split('/').map(encodeURIComponent).join('/')}`;
  const { map } = address;
  const query: [string, string | null][] = [
    ['as_of', address.asOf],
    ['known_at', address.knownAt],
    ['lang', address.lang],
    ['theme', address.theme],
    ['sel', address.sel],
    ['map', map === null ? null : `${map.zoom.toFixed(2)}/${map.lat.toFixed(4)}/${map.lon.toFixed(4)}`],
    ['from', address.from],
    ['to', address.to],
    ['view', address.view],
    ['grid', address.grid],
    ['show', address.show],
    ['of', address.of],
    ['cursor', address.cursor],
  ];
  const said = query.filter((pair): pair is [string, string] => pair[1] !== null).map(([key, value]) => `${key}=${readable(value)}`);
  return `/${address.screen}${id}${said.length === 0 ? '' : `?${said.join('&')}`}`;
}

/** A slash or a colon may stand in a query as it is; a plus means a blank there and must not. */
function readable(value: string): string {
  return encodeURIComponent(value).replace(/%2F/g, '/').replace(/%3A/g, ':');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** A day, a day with a clock time, or RFC 3339; anything else is not taken. */
const CLOCK = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/;

function clock(text: string | null): string | null {
  return text !== null && CLOCK.test(text) ? text : null;
}

/** A place in a record: an entry (`#17`), or a root in hexadecimal or base64. */
const PLACE = /^(#\d{1,15}|[0-9a-f]{64}|[A-Za-z0-9+/]{43}=)$/;

/** What was known: until a clock, or up to a place in the record. */
function known(text: string | null): string | null {
  return text !== null && PLACE.test(text) ? text : clock(text);
}

export function isPlace(knownAt: string | null): knownAt is string {
  return knownAt !== null && PLACE.test(knownAt);
}

/** A spot as what is selected: of several events told to be there, all are shown. */
export function spotOf(lat: number, lon: number): string {
  return `spot:${lat.toFixed(5)},${lon.toFixed(5)}`;
}

function mapView(text: string | null): MapView | null {
  const [zoom, lat, lon] = (text ?? '').split('/').map(Number);
  if (zoom === undefined || lat === undefined || lon === undefined || text === null) return null;
  const isOnEarth = zoom >= 0 && zoom <= 24 && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  return isOnEarth ? { zoom, lat, lon } : null;
}

function oneOf<Word extends string>(text: string | null, words: readonly Word[]): Word | null {
  return words.find((word) => word === text) ?? null;
}
