// On paper, with colours that the reader forces, with little motion, and by keyboard alone.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { agreement, launch, open, SCREENS, serve, settled, shots } from './house.mjs';

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

describe('every screen on paper', () => {
  for (const [name, path] of Object.entries(SCREENS)) {
    test(name, async () => {
      // Night on the screen is day on paper.
      const { context, page, errors } = await open(browser, server.base, { colorScheme: 'dark' });
      await page.goto(server.base + path);
      await settled(page);
      if (name === 'picture') await page.waitForSelector('[data-drawn]');
      const pdf = await page.pdf({ format: 'A4', margin: { top: '15mm', bottom: '15mm', left: '15mm', right: '15mm' }, printBackground: true });
      writeFileSync(join(shots, `${name}.pdf`), pdf);
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      const seen = await page.evaluate(() => {
        const isShown = (selector) => [...document.querySelectorAll(selector)].some((one) => one.getClientRects().length > 0);
        const ink = getComputedStyle(document.body).color.match(/[\d.]+/g).map(Number);
        return {
          head: isShown('header'), buttons: isShown('button'), clocks: document.querySelector('.print-only')?.textContent ?? '', ink: Math.max(...ink.slice(0, 3)),
          wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        };
      });
      assert.equal(seen.head, false, 'the band of the page is not for paper');
      assert.ok(seen.ink < 120, `ink on paper is dark, not ${seen.ink}`);
      // A sheet outlives the screen: it names the agreement and both clocks.
      assert.match(seen.clocks, /As of .*Known at .*Asia\/Seoul/s);
      if (name !== 'record') assert.equal(seen.buttons, false, 'a button on paper does nothing');
      assert.ok(pdf.length > 10_000);
      assert.deepEqual(errors, []);
      await context.close();
    });
  }
});

test('with forced colours every sign still stands in its box', async () => {
  const { context, page, errors } = await open(browser, server.base, { forcedColors: 'active' });
  for (const name of ['overview', 'finding', 'list']) {
    await page.goto(server.base + SCREENS[name]);
    await settled(page);
    const signs = await page.locator('[data-truth]').evaluateAll((all) => all.slice(0, 40).map((one) => one.textContent.trim()).filter((text) => text === ''));
    assert.deepEqual(signs, [], 'no answer is a colour alone');
    await page.screenshot({ path: join(shots, `${name}-forced.png`) });
  }
  await page.goto(server.base + SCREENS.picture);
  await settled(page);
  await page.waitForSelector('[data-drawn]');
  await page.screenshot({ path: join(shots, 'picture-forced.png') });
  assert.deepEqual(errors, []);
  await context.close();
});

test('who wants little motion gets none', async () => {
  const { context, page } = await open(browser, server.base, { reducedMotion: 'reduce' });
  await page.goto(server.base + SCREENS.overview);
  await settled(page);
  const moving = await page.evaluate(() => {
    const times = [...document.querySelectorAll('*')].map((one) => getComputedStyle(one)).flatMap((style) => [style.transitionDuration, style.animationDuration]);
    return { times: [...new Set(times)].filter((time) => parseFloat(time) > 0), scroll: getComputedStyle(document.documentElement).scrollBehavior };
  });
  assert.deepEqual(moving, { times: [], scroll: 'auto' });
  await context.close();
});

test('from the first key to a finding and back without a pointer', async () => {
  const { context, page, errors } = await open(browser, server.base);
  await page.goto(server.base + SCREENS.overview);
  await settled(page);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.className), 'skip');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'content');
  // Every stop on the way is seen to have the focus.
  let stops = 0;
  for (; stops < 60; stops += 1) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(() => {
      const one = document.activeElement;
      const style = getComputedStyle(one);
      return { href: one.getAttribute('href') ?? '', isMarked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || one.matches('select, input') };
    });
    assert.ok(here.isMarked, `the focus is not seen at ${here.href}`);
    if (here.href.startsWith('/finding/')) break;
  }
  assert.ok(stops < 60, 'no finding can be reached');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/finding\//);
  await settled(page);
  await page.goBack();
  await page.waitForURL(/\/overview/);
  await settled(page);
  await page.goto(server.base + SCREENS.picture);
  await settled(page);
  await page.waitForSelector('[data-drawn]');
  await page.locator('.maplibregl-canvas').focus();
  const before = page.url();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction((url) => location.href !== url, before);
  const grid = page.getByRole('button', { name: 'MGRS' });
  await grid.focus();
  await page.keyboard.press('Space');
  await page.waitForURL(/grid=mgrs/);
  assert.match(await page.locator('output').textContent(), /^.*\d+°\d\d′\d\d″[NS] \d+°\d\d′\d\d″[EW] · \d\d?[A-Z] [A-Z]{2} \d{4} \d{4}$/s);
  assert.deepEqual(errors, []);
  await context.close();
});

