// What moves while the page is open: positions, passages, verdicts; and what a page does that was asleep meanwhile.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { caseOfTracks, copyOfCase, launch, line, open, program, recordedCase, serve, settled, shots, violations } from './house.mjs';

let browser;
before(async () => (browser = await launch()));
after(async () => browser?.close());

const row = (minute, object, lat, lon) => `2016-01-12 13:${String(minute).padStart(2, '0')}:00.0,${object},${lat},${lon},90,10\n`;
const HEADER = 'Time,MMSI,Latitude_degrees,Longitude_degrees,COG_degrees,SOG_knots\n';

/** What the server tells a page is kept in `heard`. */
const heardIn = (page) =>
  page.addInitScript(() => {
    globalThis.heard = [];
    const Source = globalThis.EventSource;
    globalThis.EventSource = class extends Source {
      constructor(...given) {
        super(...given);
        for (const name of ['here', 'changed', 'heard', 'reset']) this.addEventListener(name, ({ lastEventId }) => globalThis.heard.push([name, lastEventId.split('-').at(-1)]));
      }
    };
  });

test('positions and passages are drawn as they are heard, and a changed verdict is told', async (t) => {
  const folder = caseOfTracks(t);
  writeFileSync(join(folder, 'objects.csv'), 'object,class,party\n227273000,warship,Eastshore\n');
  const server = await serve(folder);
  t.after(() => server.stop());
  const { context, page, errors } = await open(browser, server.base);
  await page.goto(`${server.base}/picture?map=11.5/50.7600/-1.1100`);
  await settled(page);
  await page.waitForSelector('[data-drawn]');
  assert.equal(await page.getAttribute('[data-drawn]', 'data-heads'), null);
  const watch = spawn(program, ['watch', '.', '--keep', '--observer', 'harbour', '--objects', 'objects.csv'], { cwd: folder, stdio: ['pipe', 'ignore', 'inherit'] });
  // Where the test fails before its end, it would wait for more for ever.
  t.after(() => watch.kill());
  watch.stdin.write(HEADER + row(2, 227273000, 50.765, -1.145) + row(2, 235072757, 50.72, -1.35) + row(4, 227273000, 50.765, -1.12));
  await page.waitForFunction(() => {
    const map = document.querySelector('.canvas');
    map.dispatchEvent(new Event('count'));
    return map.dataset.heads === '1';
  });
  watch.stdin.write(row(6, 227273000, 50.765, -1.115) + row(6, 235072757, 50.72, -1.32));
  watch.stdin.end();
  await page.locator('aside li', { hasText: 'comes into Z1' }).waitFor();
  await page.locator('.changed button').waitFor();
  await page.locator('.changed button').click();
  await page.locator('aside li', { hasText: /Z1\s*violated/ }).waitFor();
  // A zone of the norm in which nothing happened is not shown as violated.
  const told = await page.locator('aside li', { hasText: /^\s*.?\s*Z[12]/ }).allTextContents();
  assert.deepEqual(told.map((text) => /violated/.test(text)), [true, false], told.join(' | '));
  await page.locator('aside a', { hasText: '227273000' }).first().click();
  await page.locator('aside h2', { hasText: '227273000' }).waitFor();
  await page.screenshot({ path: join(shots, 'picture-tracks.png') });
  assert.deepEqual(await violations(page), []);
  await page.goto(`${server.base}/picture?view=list`);
  await settled(page);
  const rows = await page.locator('[aria-labelledby=list-tracks] tbody tr').allTextContents();
  assert.equal(rows.length, 2);
  assert.match(rows[0], /227273000.*30U XB 3293 2538/s);
  await page.screenshot({ path: join(shots, 'list-tracks.png'), fullPage: true });
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(errors, []);
  await context.close();
});

test('a page that was cut off hears by itself what it missed, once and in order', async (t) => {
  const folder = caseOfTracks(t);
  const server = await serve(folder);
  const wire = await line(server.base);
  t.after(() => (wire.stop(), server.stop()));
  const { context, page } = await open(browser, wire.base);
  await heardIn(page);
  await page.goto(`${wire.base}/overview`);
  await settled(page);
  await page.waitForFunction(() => globalThis.heard.length === 1);
  // The line is dead while three things happen; the server remembers them.
  wire.cut();
  await page.locator('.off').waitFor();
  const file = join(folder, 'tracks/ships.csv');
  for (let part = 0; part < 3; part += 1) {
    appendFileSync(file, (part === 0 ? HEADER : '') + row(part, 227273000, 50.75, -1.2 + part / 100));
    const reports = part + 1;
    while ((await (await fetch(`${server.base}/api/v1/case`)).json()).reports !== reports) await new Promise((resolve) => setTimeout(resolve, 100));
  }
  wire.mend();
  await page.waitForFunction(() => globalThis.heard.length >= 4);
  const heard = await page.evaluate(() => globalThis.heard);
  assert.deepEqual(heard, [['here', '1'], ['heard', '2'], ['heard', '3'], ['heard', '4']]);
  await context.close();
});

test('a page whose server was started anew is told to look again', async (t) => {
  await startsAnew(t, (page) => page.waitForFunction(() => globalThis.heard.length > 0));
});

test('a page that never heard the first server is told to look again by the next', async (t) => {
  let isCut = true;
  await startsAnew(t, undefined, async (page) => {
    await page.route('**/api/v1/live', (route) => (isCut ? route.abort() : route.continue()));
    return () => (isCut = false);
  });
});

/** A case is changed while its server is away. */
async function startsAnew(t, listens = () => undefined, before = () => () => undefined) {
  const copy = copyOfCase(t);
  const server = await serve(copy);
  const { context, page } = await open(browser, server.base);
  await heardIn(page);
  const mend = await before(page);
  await page.goto(`${server.base}/overview?as_of=2022-12-31`);
  await settled(page);
  await listens(page);
  const port = new URL(server.base).port;
  await server.ended();
  await page.locator('.off').waitFor();
  mend();
  const table = join(copy, 'inbox/facts.csv');
  const line = readFileSync(table, 'utf8').split('\n').find((one) => one.startsWith('r001-rok,'));
  appendFileSync(table, `${line.replace('r001-rok,', 'r999-rok,')}\n`);
  const again = await serve(copy, port);
  t.after(() => again.stop());
  await page.locator('.changed button').waitFor();
  await page.locator('.changed button').click();
  await page.locator('.changed').waitFor({ state: 'detached' });
  await settled(page);
  await context.close();
}

test('what was known is counted by an entry of the record, and the page says so', async (t) => {
  const server = await serve(recordedCase(t));
  t.after(() => server.stop());
  const { context, page, errors } = await open(browser, server.base);
  await page.goto(`${server.base}/record`);
  await settled(page);
  const one = page.locator('section', { has: page.getByRole('heading', { name: 'One entry' }) });
  await one.locator('input').fill('40');
  await one.getByRole('button').click();
  await one.getByRole('link', { name: 'The case as the record held it at this entry' }).click();
  await page.waitForURL(/known_at=%2340/);
  await settled(page);
  await page.getByText(/up to entry .?40/).waitFor();
  const answer = await (await page.request.get(`${server.base}/api/v1/overview?known_at=%2340`)).json();
  const verdicts = answer.articles.flatMap(({ norms }) => norms).flatMap(({ verdicts }) => verdicts);
  assert.equal(await page.locator('.articles a[href^="/finding/"]').count(), verdicts.length);
  assert.deepEqual(await violations(page), []);
  await page.goto(`${server.base}/picture?known_at=%2340&view=list`);
  await settled(page);
  const facts = await (await page.request.get(`${server.base}/api/v1/facts?known_at=%2340&limit=1000`)).json();
  assert.equal(await page.locator('tr[id^=event-]').count(), facts.total);
  assert.deepEqual(errors, []);
  await context.close();
});

