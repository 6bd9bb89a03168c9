// The queue of claims: listed, opened, decided and taken back; in every language, on paper, by keyboard, without script.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { caseOfMany, caseOfReports, launch, open, serve, settled, shots, violations } from './house.mjs';

let browser;
before(async () => (browser = await launch()));
after(async () => browser?.close());

const REVIEW = ['--review', '--by', 'analyst-1'];

/** What the server says of a verdict now. */
async function standing(page, base, id) {
  const answer = await (await page.request.get(`${base}/api/v1/overview`)).json();
  const verdict = answer.articles.flatMap(({ norms }) => norms).flatMap(({ verdicts }) => verdicts).find((one) => one.id === id);
  return { words: verdict.words, alleged: verdict.alleged };
}

test('of more claims than are weighed at once the list says so, goes on part by part, and one that is opened is weighed', async (t) => {
  const server = await serve(caseOfMany(t), 0, REVIEW);
  t.after(() => server.stop());
  const { context, page, errors } = await open(browser, server.base);
  await page.goto(server.printed);
  await settled(page);
  assert.match(await page.locator('.claims .many').textContent(), /Open a claim/);
  const claims = page.locator('.claims ol > li');
  assert.equal(await claims.count(), 50);
  assert.equal(await page.locator('.claims .turn').count(), 0);
  await page.screenshot({ path: join(shots, 'claims-many.png') });
  assert.deepEqual(await violations(page), []);
  await claims.first().locator('a[href^="/claims/"]').click();
  await page.waitForURL(/\/claims\/[0-9a-f]{16}/);
  await settled(page);
  assert.ok((await page.locator('.turn').count()) > 0);
  assert.deepEqual(errors, []);
  await context.close();
});

test('a claim is opened, put right and accepted, the overview shows another verdict, and it is taken back', async (t) => {
  const server = await serve(caseOfReports(t), 0, REVIEW);
  t.after(() => server.stop());
  const { context, page, errors } = await open(browser, server.base);
  await page.goto(server.printed);
  await settled(page);
  // The token is not left in the address, and is kept while the tab is open.
  assert.equal(new URL(page.url()).hash, '');
  const before = await standing(page, server.base, 'sea-live-fire/DPRK');
  const claims = page.locator('.claims ol > li');
  assert.equal(await claims.count(), 3);
  await claims.first().locator('a[href^="/claims/"]').click();
  await page.waitForURL(/\/claims\/[0-9a-f]{16}/);
  await settled(page);
  assert.match(await page.locator('blockquote mark').textContent(), /fired/);
  assert.match(await page.locator('blockquote').textContent(), /SEOUL, Nov\. \d/);
  await page.locator('fieldset select').selectOption('place');
  await page.locator('fieldset input').fill('zone:west-buffer');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  // What that would change is told before it is decided; what no field can be is told, too.
  await page.locator('.put li').first().waitFor({ timeout: 120_000 });
  await page.screenshot({ path: join(shots, 'claim-put-right.png'), fullPage: true });
  await page.locator('fieldset select').selectOption('quantity');
  await page.locator('fieldset input').fill('a dozen');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.locator('.put .failure', { hasText: 'is no number' }).waitFor();
  await page.locator('form ul > li > button').last().click();
  await page.locator('.put .failure').waitFor({ state: 'detached' });
  await page.getByLabel('Why').fill('seen on the map of the report');
  await page.getByRole('button', { name: 'Accept as put right' }).click();
  await page.getByText('It is decided and on record.').waitFor({ timeout: 120_000 });
  await settled(page);
  await page.locator('.state', { hasText: 'analyst-1' }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.screenshot({ path: join(shots, 'claim-decided.png'), fullPage: true });
  const decided = await standing(page, server.base, 'sea-live-fire/DPRK');
  assert.ok(decided.alleged > before.alleged, `${JSON.stringify(before)} ${JSON.stringify(decided)}`);
  const claim = page.url();
  // The verdict on the overview is the one that the server tells, and the claim stands among those that are decided.
  await page.getByRole('link', { name: 'Overview' }).click();
  await settled(page);
  await page.locator('a[href^="/finding/sea-live-fire/DPRK"]').first().waitFor();
  await page.goto(`${server.base}/claims?of=decided`);
  await settled(page);
  assert.equal(await page.locator('.claims ol > li', { hasText: 'put right and accepted' }).count(), 1);
  await page.goto(claim);
  await settled(page);
  const back = page.getByRole('button', { name: 'Take the decision back' });
  assert.equal(await back.isDisabled(), true, 'to take it back needs a reason');
  await page.getByLabel('Why').fill('the map shows another year');
  await back.click();
  await page.getByRole('button', { name: 'Accept as it stands' }).waitFor({ timeout: 120_000 });
  assert.deepEqual(await standing(page, server.base, 'sea-live-fire/DPRK'), before);
  await page.getByText('All that was decided on it').waitFor();
  // What no field can be was refused, as it should be.
  assert.deepEqual(errors.filter((error) => !/ 422 /.test(error)), []);
  await context.close();
});

test('a page without the token, and one of a server that only shows, decides nothing and says so', async (t) => {
  const server = await serve(caseOfReports(t), 0, REVIEW);
  t.after(() => server.stop());
  const { context, page } = await open(browser, server.base);
  await page.goto(`${server.base}/claims`);
  await settled(page);
  await page.locator('.claims a[href^="/claims/"]').first().click();
  await page.getByText('open the address that the server printed').waitFor();
  assert.equal(await page.getByRole('button', { name: /Accept/ }).count(), 0);
  const shows = await serve(caseOfReports(t));
  t.after(() => shows.stop());
  await page.goto(`${shows.base}/claims`);
  await settled(page);
  await page.locator('.claims a[href^="/claims/"]').first().click();
  await page.getByText('This page only shows.').waitFor();
  await context.close();
});

test('somebody who was quicker is told of, and open pages hear of a decision', async (t) => {
  const server = await serve(caseOfReports(t), 0, REVIEW);
  t.after(() => server.stop());
  const { context, page } = await open(browser, server.base);
  await page.goto(server.printed);
  await settled(page);
  const other = await context.newPage();
  await other.goto(`${server.base}/overview`);
  await settled(other);
  await other.waitForTimeout(1_500);
  await page.locator('.claims a[href^="/claims/"]').first().click();
  await page.getByRole('button', { name: 'Reject' }).waitFor();
  const claim = new URL(page.url()).pathname.split('/').at(-1);
  const token = new URL(server.printed).hash.replace('#review=', '');
  const { reader } = await (await page.request.get(`${server.base}/api/v1/claim?id=${claim}`)).json();
  const answer = await page.request.post(`${server.base}/api/v1/decisions`, { headers: { 'armistice-review': token, 'content-type': 'application/json' }, data: { claim, reader, decided: 'accepted' } });
  assert.equal(answer.status(), 200, await answer.text());
  await other.locator('.changed button').waitFor({ timeout: 60_000 });
  await page.getByLabel('Why').fill('too late');
  await page.getByRole('button', { name: 'Reject' }).click();
  await page.getByText('was decided before').waitFor();
  assert.deepEqual(await violations(page), []);
  await context.close();
});

describe('the claims', () => {
  let server;
  let claim;
  const held = [];
  before(async () => {
    server = await serve(caseOfReports({ after: (work) => held.push(work) }), 0, REVIEW);
    const queue = await (await fetch(`${server.base}/api/v1/claims`)).json();
    claim = `/claims/${queue.items[0].id}`;
  });
  after(() => {
    server?.stop();
    held.forEach((work) => work());
  });

  for (const [width, colorScheme, lang] of [[1440, 'light', 'en'], [1440, 'dark', 'en'], [390, 'light', 'en'], [390, 'dark', 'uk'], [1440, 'light', 'ar'], [390, 'light', 'ar'], [1440, 'light', 'ko'], [1440, 'light', 'fr']]) {
    test(`${width} ${colorScheme} ${lang}`, async () => {
      const { context, page, errors } = await open(browser, server.base, { viewport: { width, height: 900 }, colorScheme });
      await page.goto(server.printed);
      await settled(page);
      for (const [name, path] of [['queue', '/claims'], ['decided', '/claims?of=decided'], ['reports', '/claims?of=reports'], ['claim', claim]]) {
        await page.goto(`${server.base}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
        await settled(page);
        await page.screenshot({ path: join(shots, `claims-${name}-${width}-${colorScheme}-${lang}.png`), fullPage: true });
        assert.deepEqual(await violations(page), [], `${name} ${lang}`);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, `${name} is wider than the window`);
        assert.equal(await page.evaluate(() => document.documentElement.dir), lang === 'ar' ? 'rtl' : 'ltr');
      }
      assert.deepEqual(errors, []);
      await context.close();
    });
  }

  test('go by keyboard from the list to a claim, on to the next and back', async () => {
    const { context, page } = await open(browser, server.base);
    await page.goto(`${server.base}/claims`);
    await settled(page);
    const links = page.locator('.claims ol .sense a');
    await links.first().focus();
    await page.keyboard.press('ArrowDown');
    const second = await page.evaluate(() => document.activeElement?.getAttribute('href'));
    assert.equal(second, await links.nth(1).getAttribute('href'));
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/claims\/[0-9a-f]{16}/);
    await settled(page);
    await page.locator('a[rel=next]').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === second?.split('?')[0]);
    await page.goBack();
    await page.goBack();
    await settled(page);
    assert.equal(await links.count(), 3);
    await context.close();
  });

  test('read on paper and without script', async () => {
    const { context, page } = await open(browser, server.base, { javaScriptEnabled: false });
    await page.goto(`${server.base}/claims`);
    assert.match(await page.textContent('#plain'), /fired about 12 artillery rounds/);
    await page.goto(server.base + claim);
    assert.match(await page.textContent('#plain'), /would change/);
    await context.close();
    const paper = await open(browser, server.base, { colorScheme: 'dark' });
    await paper.page.goto(server.base + claim);
    await settled(paper.page);
    await paper.page.emulateMedia({ media: 'print' });
    const shown = await paper.page.evaluate(() => [...document.querySelectorAll('button, header, nav')].filter((one) => one.getClientRects().length > 0).length);
    assert.equal(shown, 0, 'a button on paper does nothing');
    await paper.context.close();
  });
});
