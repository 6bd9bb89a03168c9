import assert from 'node:assert/strict';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { agreement, copyOfCase, launch, open, recordedCase, SCREENS, serve, settled, shots, violations } from './house.mjs';

/** The pictures of the README: `UPDATE_PICTURE=1 npm run test:browser` takes them anew. */
const pictured = new Set(['picture', 'incident']);
const docs = new URL('../../../docs/', import.meta.url).pathname;
let browser;
let server;
before(async () => {
  browser = await launch();
  server = await serve(agreement);
});
after(async () => {
  await browser?.close();
  server?.stop();
});

describe('every screen, in light and dark, wide and narrow', () => {
  for (const [name, path] of Object.entries(SCREENS)) {
    for (const [width, colorScheme] of [[1440, 'light'], [1440, 'dark'], [390, 'light'], [390, 'dark']]) {
      test(`${name} ${width} ${colorScheme}`, async () => {
        const { context, page, errors } = await open(browser, server.base, { viewport: { width, height: 900 }, colorScheme });
        await page.goto(server.base + path);
        await settled(page);
        if (name === 'picture') await page.waitForSelector('[data-drawn]');
        await page.screenshot({ path: join(shots, `${name}-${width}-${colorScheme}.png`) });
        if (process.env.UPDATE_PICTURE && width === 1440 && colorScheme === 'light' && pictured.has(name)) await page.screenshot({ path: join(docs, `page-${name}.png`) });
        assert.deepEqual(await violations(page), []);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, 'the page is wider than the window');
        assert.deepEqual(errors, []);
        await context.close();
      });
    }
  }
});

test('a norm of the agreement shows its places on a map of its own', async () => {
  const { context, page, errors } = await open(browser, server.base);
  await page.goto(`${server.base}/agreement?as_of=2022-12-31`);
  await settled(page);
  const norm = page.getByRole('article', { name: 'sea-live-fire' });
  await norm.getByText('The places on a map').click();
  await norm.locator('[data-drawn]').waitFor();
  assert.doesNotMatch(page.url(), /map=/);
  await norm.screenshot({ path: join(shots, 'norm-map.png') });
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(errors, []);
  await context.close();
});

test('every language has its direction and its words', async () => {
  for (const [lang, dir, word] of [['ar', 'rtl', 'غير معروف'], ['ko', 'ltr', '불명'], ['fr', 'ltr', 'inconnu'], ['uk', 'ltr', 'невідомо'], ['en', 'ltr', 'unknown']]) {
    const { context, page, errors } = await open(browser, server.base);
    await page.goto(`${server.base}/overview?as_of=2018-12-01&lang=${lang}`);
    await settled(page);
    assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), [lang, dir]);
    assert.ok((await page.textContent('#content')).includes(word), `${lang}: ${word}`);
    await page.screenshot({ path: join(shots, `overview-${lang}.png`) });
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(errors, []);
    await context.close();
  }
});

test('on a narrow screen the choice between map and list is in the window, from whichever side one reads', async () => {
  const { context, page, errors } = await open(browser, server.base, { viewport: { width: 390, height: 900 } });
  for (const lang of ['en', 'ar']) {
    await page.goto(`${server.base}/picture?as_of=2022-12-31&lang=${lang}`);
    await settled(page);
    await page.waitForSelector('.maplibregl-ctrl-zoom-in');
    const boxes = await page.locator('.views a').evaluateAll((links) => links.map((link) => link.getBoundingClientRect().toJSON()));
    const zoom = await page.locator('.maplibregl-ctrl-zoom-in').boundingBox();
    for (const { left, right } of boxes) assert.ok(left >= 0 && right <= zoom.x, `${lang}: ${left} to ${right}, the zoom from ${zoom.x}`);
    assert.equal(boxes.length, 2);
  }
  assert.deepEqual(errors, []);
  await context.close();
});

test('the overview has both parties side by side, as the command line judges them', async () => {
  const { context, page } = await open(browser, server.base);
  await page.goto(`${server.base}/overview?as_of=2022-12-31`);
  await settled(page);
  const answer = await (await page.request.get(`${server.base}/api/v1/overview?as_of=2022-12-31`)).json();
  const verdicts = answer.articles.flatMap(({ norms }) => norms).flatMap(({ verdicts }) => verdicts);
  const links = await page.locator('.articles a[href^="/finding/"]').count();
  assert.equal(links, verdicts.length);
  const [first] = answer.articles;
  const heads = await page.locator('.articles section').first().locator('thead th').allTextContents();
  assert.deepEqual(heads.slice(1).map((text) => text.trim()), answer.parties, first.title.join());
  await context.close();
});

test('a day is written in one way for every reader, and any other way is refused with the reason', async () => {
  const { context, page, errors } = await open(browser, server.base, { viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  await page.goto(`${server.base}/overview?as_of=2018-12-03`);
  await settled(page);
  const field = page.locator('#as-of');
  assert.equal(await field.inputValue(), '2018-12-03');
  await field.fill('12/03/2018');
  await field.press('Enter');
  assert.match(await field.evaluate((one) => one.validationMessage), /YYYY-MM-DD/);
  assert.match(page.url(), /as_of=2018-12-03/);
  await page.getByRole('button', { name: 'One day later' }).click();
  await page.waitForURL(/as_of=2018-12-04/);
  assert.equal(await field.inputValue(), '2018-12-04');
  assert.equal(await field.evaluate((one) => one.validationMessage), '');
  assert.deepEqual(errors, []);
  await context.close();
});

test('on a narrow screen the list of events lies within the window, answers and all', async () => {
  const { context, page } = await open(browser, server.base, { viewport: { width: 390, height: 900 } });
  await page.goto(`${server.base}${SCREENS.list}`);
  await settled(page);
  const beyond = await page.locator('td, td a').evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().right > innerWidth).length);
  assert.equal(beyond, 0);
  assert.ok((await page.getByRole('row').count()) > 10, 'the rows are rows for those who hear them');
  await context.close();
});

test('the address restores what was seen, and goes back', async () => {
  const { context, page } = await open(browser, server.base);
  await page.goto(`${server.base}/overview?as_of=2018-12-01`);
  await settled(page);
  await page.fill('#as-of', '2022-12-31');
  await page.locator('#as-of').dispatchEvent('change');
  await page.waitForURL(/as_of=2022-12-31/);
  await page.locator('.articles a[href^="/finding/sea-live-fire/DPRK"]').first().click();
  await page.waitForURL(/\/finding\/sea-live-fire\/DPRK\?as_of=2022-12-31/);
  await settled(page);
  const seen = await page.textContent('h1');
  await page.reload();
  await settled(page);
  assert.equal(await page.textContent('h1'), seen);
  await page.goBack();
  await page.goBack();
  await settled(page);
  assert.equal(await page.inputValue('#as-of'), '2018-12-01');
  await context.close();
});

test('the picture asks once for what its first map needs, and the archive of the base map for its head once', async () => {
  const { context, page, errors } = await open(browser, server.base);
  for (const query of ['?as_of=2022-12-31', '', '?as_of=2022-12-31&known_at=2025-01-01']) {
    await page.goto(`${server.base}/picture${query}`);
    await settled(page);
    await page.waitForSelector('[data-drawn]', { timeout: 120_000 });
    const asked = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    for (const path of ['case', 'places', 'overview', 'lanes', 'facts']) {
      assert.equal(asked.filter((name) => new URL(name).pathname === `/api/v1/${path}`).length, 1, `${path} at ${query}`);
    }
  }
  assert.deepEqual(errors, []);
  await context.close();
});

test('the base map has names in the language of the page, both where there are two, and says where they are from', async () => {
  for (const [lang, at, names] of [
    ['ko', '6/38.3/126.6', ['서울', '평양', '개성', '해주']],
    ['ko', '5/39.5/128.5', ['동조선만 / 동한만']],
    ['ar', '7/33.8/35.6', ['بيروت', 'صيدا', 'دمشق']],
    ['uk', '5/49.5/31', ['Київ', 'Харків', 'Львів']],
    ['fr', '5/37.5/127', ['Séoul', 'Pyongyang', 'Busan']],
    ['en', '5/37.5/127', ['Seoul', 'Pyongyang', 'Busan']],
  ]) {
    const { context, page, errors } = await open(browser, server.base);
    await page.goto(`${server.base}/picture?as_of=2022-12-31&lang=${lang}&map=${at}`);
    await settled(page);
    const map = page.locator('[data-drawn]');
    await map.waitFor();
    await map.dispatchEvent('count');
    const drawn = JSON.parse(await map.getAttribute('data-names'));
    for (const name of names) assert.ok(drawn.includes(name), `${lang}: ${name} is not among ${drawn.join(', ')}`);
    assert.match(await page.textContent('.maplibregl-ctrl-attrib'), /Natural Earth.*no endorsement.*Unicode CLDR/);
    await page.screenshot({ path: join(shots, `names-${lang}.png`) });
    assert.deepEqual(errors, []);
    await context.close();
  }
});

test('a map that is drawn too seldom has fewer pixels while it moves, loses nothing, and is sharp again at rest', async () => {
  const { context, page, errors } = await open(browser, server.base);
  // A frame that takes long, however quick the machine is.
  await page.addInitScript(() => {
    const { clear } = WebGL2RenderingContext.prototype;
    WebGL2RenderingContext.prototype.clear = function (what) {
      for (const until = performance.now() + 60; performance.now() < until; );
      return clear.call(this, what);
    };
  });
  await page.goto(`${server.base}/picture?as_of=2022-12-31`);
  await settled(page);
  const map = page.locator('[data-drawn]');
  await map.waitFor({ timeout: 120_000 });
  const canvas = page.locator('.maplibregl-canvas');
  const sharp = await canvas.evaluate(({ width }) => width);
  const { x, y, width, height } = await map.boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  for (let step = 0; await canvas.evaluate(({ width }) => width) === sharp; step += 1) {
    assert.ok(step < 500, 'the map stays as sharp as it was');
    await page.mouse.move(x + width / 2 + 60 * Math.sin(step / 5), y + height / 2 + 40 * Math.cos(step / 5));
  }
  // It goes on with the hand after that.
  await page.mouse.move(x + width / 2 - 120, y + height / 2);
  await page.mouse.move(x + width / 2 - 130, y + height / 2);
  await page.screenshot({ path: join(shots, 'picture-moving.png') });
  await page.mouse.up();
  await page.waitForFunction((sharp) => document.querySelector('.maplibregl-canvas').width === sharp, sharp, { timeout: 120_000 });
  await page.waitForURL(/map=/);
  await map.waitFor({ timeout: 120_000 });
  assert.ok(Number(await map.getAttribute('data-drawn')) > 10);
  assert.deepEqual(errors, []);
  await context.close();
});

test('everything on the picture goes by keyboard, and the list shows what the map draws', async () => {
  const { context, page, errors } = await open(browser, server.base);
  await page.goto(`${server.base}/picture?as_of=2022-12-31`);
  await settled(page);
  await page.waitForSelector('[data-drawn]');
  const drawn = Number(await page.getAttribute('[data-drawn]', 'data-drawn'));
  const handle = page.locator('[role=slider]').first();
  await handle.focus();
  await page.keyboard.press('ArrowLeft');
  await page.waitForURL(/as_of=2022-12-30/);
  await page.keyboard.press('PageUp');
  await page.waitForURL(/as_of=2023-01-29/);
  await page.keyboard.press('Shift+Tab');
  await page.goto(`${server.base}/picture?as_of=2022-12-31&view=list`);
  await settled(page);
  const placed = await page.locator('tr[id^=event-] bdi[dir=ltr]').count();
  assert.ok(drawn > 10 && drawn <= placed, `${drawn} events drawn, ${placed} with a position in the list`);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.className), 'skip');
  assert.deepEqual(errors, []);
  await context.close();
});

test('the finding checks the hash of the sentence that it quotes', async () => {
  const { context, page } = await open(browser, server.base);
  await page.goto(server.base + SCREENS.finding);
  await settled(page);
  await page.locator('figcaption button').first().click();
  await page.getByText('The sentence has this hash.').waitFor();
  await context.close();
});

test('a reader without script reads the overview and a finding', async () => {
  const { context, page } = await open(browser, server.base, { javaScriptEnabled: false });
  await page.goto(`${server.base}/overview?as_of=2022-12-31`);
  assert.match(await page.textContent('#plain'), /violated/);
  await page.goto(`${server.base}/finding/guard-posts-november/DPRK?as_of=2018-12-18`);
  assert.match(await page.textContent('#plain'), /guard-posts-november/);
  await context.close();
});

test('what changes on disk is told and is shown when asked for', async (t) => {
  const copy = copyOfCase(t);
  const changing = await serve(copy);
  t.after(() => changing.stop());
  const { context, page } = await open(browser, changing.base);
  await page.goto(`${changing.base}/overview`);
  await settled(page);
  // The server draws the places before it looks at the folder again.
  while ((await page.request.get(`${changing.base}/api/v1/places`)).status() === 503) await page.waitForTimeout(500);
  const before = await (await page.request.get(`${changing.base}/api/v1/case`)).json();
  const table = join(copy, 'inbox/facts.csv');
  const row = readFileSync(table, 'utf8').split('\n').find((line) => line.startsWith('r001-rok,'));
  appendFileSync(table, `${row.replace('r001-rok,', 'r999-rok,')}\n`);
  await page.locator('.changed button').waitFor();
  await page.locator('.changed button').click();
  await page.locator('.changed').waitFor({ state: 'detached' });
  await settled(page);
  const now = await (await page.request.get(`${changing.base}/api/v1/case`)).json();
  assert.ok(now.version > before.version && now.facts === before.facts + 1);
  await context.close();
});

test('the record is checked in the browser, and an altered entry is found', async (t) => {
  const recorded = recordedCase(t);
  const recording = await serve(recorded);
  t.after(() => recording.stop());
  const { context, page, errors } = await open(browser, recording.base);
  await page.goto(`${recording.base}/record`);
  await settled(page);
  await page.screenshot({ path: join(shots, 'record-log.png') });
  const [one, whole, signed] = ['One entry', 'The whole record', 'The signatures'].map((name) => page.locator('section', { has: page.getByRole('heading', { name }) }));
  await one.locator('input').fill('17');
  await one.getByRole('button').click();
  await one.getByText('The entry stands in the record that was signed.').waitFor();
  await whole.getByRole('button').click();
  await whole.getByText(/All \W*\d+\W* entries give the root/).waitFor();
  await whole.getByText(/had not seen the record before/).waitFor();
  await whole.getByRole('button').click();
  await whole.getByText('It continues the record').waitFor();
  await signed.locator('textarea').fill(readFileSync(join(recorded, 'record/policy.txt'), 'utf8'));
  await signed.getByRole('button').click();
  await signed.getByText('the signature is good').nth(1).waitFor();
  assert.deepEqual(errors, []);
  // A keeper who alters one letter on the way.
  await page.route('**/record/tile/entries/**', async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    body[5000] ^= 1;
    await route.fulfill({ response, body });
  });
  await whole.getByRole('button').click();
  await whole.getByText('The entries do NOT give the root that was signed.').waitFor();
  await context.close();
});
