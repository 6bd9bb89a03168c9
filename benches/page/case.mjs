// An invented case of any size, the same on every run: a box of sea with twelve zones, reports of warships in them, and
// objects that go about. Nothing in it is a place or a ship of the world.

import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';

/** A stream of numbers from 0 to 1, by a linear congruential generator: the same for the same seed. */
function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const WEST = -40;
const SOUTH = 30;
const ZONES = Array.from({ length: 12 }, (_, place) => ({ name: `Z${place + 1}`, west: WEST + 0.2 + (place % 4) * 1.0, south: SOUTH + 0.2 + Math.floor(place / 4) * 0.9 }));
const SIDE = 0.6;

const agreement = `# An invented sea {#sea}

\`\`\`terms
agreement "An invented sea" between North, South signed 1 January 2020
  binding politically authentic in en time zone "UTC" vocabulary "military-1" month ends refused
  findings need reported.
party North is "North, an invented party".
party South is "South, an invented party".
\`\`\`

## Article 1 Zones {#art_1}

> [en] Warships of either side keep out of the zones.

\`\`\`terms
${ZONES.map(({ name }) => `zone ${name} is file "zones.geojson#${name}".`).join('\n')}
${ZONES.map(({ name }) => `keep-out-${name}: each party must not enter warships in ${name}.`).join('\n')}
\`\`\`
`;

const time = (second) => new Date(Date.UTC(2020, 5, 1) + second * 1000).toISOString().replace('.000Z', 'Z');

/** Writes the case; `tracks` objects with `reports` reports each, and about `findings` findings. */
export async function write(folder, { tracks, reports, findings }) {
  mkdirSync(join(folder, 'inbox'), { recursive: true });
  mkdirSync(join(folder, 'tracks'), { recursive: true });
  writeFileSync(join(folder, 'sea.agreement.md'), agreement);
  const ring = ({ west, south }) => [[west, south], [west + SIDE, south], [west + SIDE, south + SIDE], [west, south + SIDE], [west, south]];
  const features = ZONES.map((zone) => ({ type: 'Feature', id: zone.name, properties: {}, geometry: { type: 'Polygon', coordinates: [ring(zone)] } }));
  writeFileSync(join(folder, 'zones.geojson'), JSON.stringify({ type: 'FeatureCollection', features }));
  const next = chance(7);
  const rows = ['id,from,known,speaker,voice,voice_kind,manner,certainty,kind,who,standing,verb,objects,place,lat,lon,error_m'];
  for (let place = 0; place < findings; place += 1) {
    const zone = ZONES[Math.floor(next() * ZONES.length)];
    const [lon, lat] = [zone.west + SIDE * (0.1 + 0.8 * next()), zone.south + SIDE * (0.1 + 0.8 * next())];
    const at = time(Math.floor(next() * 80 * 86_400));
    rows.push(`f${place},${at},${at},harbour office,harbour-office,body,reports,high,act,${next() < 0.5 ? 'North' : 'South'},forces,enter,warship,sea,${lat.toFixed(5)},${lon.toFixed(5)},200`);
  }
  writeFileSync(join(folder, 'inbox', 'facts.csv'), `${rows.join('\n')}\n`);
  const out = createWriteStream(join(folder, 'tracks', 'objects.csv'));
  out.write('time,object,latitude,longitude\n');
  for (let object = 0; object < tracks; object += 1) {
    let [lon, lat, course] = [WEST + 4.2 * next(), SOUTH + 2.9 * next(), 2 * Math.PI * next()];
    const start = Math.floor(next() * 79 * 86_400);
    const lines = [];
    for (let report = 0; report < reports; report += 1) {
      lines.push(`${time(start + report * 240)},o${object},${lat.toFixed(6)},${lon.toFixed(6)}\n`);
      course += next() - 0.5;
      [lon, lat] = [lon + 0.012 * Math.cos(course), lat + 0.012 * Math.sin(course)];
    }
    if (!out.write(lines.join(''))) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}
