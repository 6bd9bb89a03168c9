// What the page reaches: `make bench-page`, or `node benches/page/page.mjs [first] [big] [open] [--write]`.
// Needs the program built for release, the page built (`make page`), Debian's Chromium, and `taskset`. Asks no other host.
//
//   first  from nothing to the first map, beside a blank map from the same machine, in turns
//   big    50,000 tracks and 10,000 findings: how often the map is drawn while it is dragged, beside the blank map
//   open   500 pages listen to a server on one core: how long after the telling of an event each of them has it

import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { blank } from './blank.mjs';
import { write } from './case.mjs';

const root = new URL('../../', import.meta.url).pathname;
const { chromium } = createRequire(join(root, 'web/package.json'))('playwright-core');
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
const program = process.env.ARMISTICE ?? join(target, 'release/armistice');
const asked = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const isAsked = (part) => asked.length === 0 || asked.includes(part);
const ROUNDS = Number(process.env.ROUNDS ?? 9);
const rows = [];
const row = (what, measured, aim, beside) => {
  rows.push(`| ${what} | ${measured} | ${aim} | ${beside} |`);
  console.log(rows.at(-1));
};

const sorted = (list) => [...list].sort((one, other) => one - other);
const median = (list) => sorted(list)[Math.floor(list.length / 2)];
const share = (list, of) => sorted(list)[Math.min(list.length - 1, Math.floor(list.length * of))];
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
const made = mkdtempSync(join(tmpdir(), 'armistice-bench-'));
process.on('exit', () => rmSync(made, { recursive: true, force: true }));

async function serve(folder, before = []) {
  const [command, ...words] = [...before, program, 'serve', folder, '--listen', '127.0.0.1:0'];
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const base = await new Promise((resolve, reject) => {
    child.stdout.on('data', (bytes) => resolve(/http:\/\/[\d.:]+/.exec(String(bytes))[0]));
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return { base, child, stop: () => child.kill() };
}

async function drawn(base) {
  while ((await fetch(`${base}/api/v1/places`)).status === 503) await new Promise((resolve) => setTimeout(resolve, 300));
}

const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
});

/** When, after navigation began, the map was first drawn whole, and when with all that belongs on it. */
async function firstMap(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    new MutationObserver(() => {
      const count = document.querySelector('[data-drawn]')?.dataset.drawn;
      if (count !== undefined) globalThis.firstMap ??= performance.now();
      if (count !== undefined && count !== '0') globalThis.wholeMap ??= performance.now();
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-drawn'] });
  });
  await page.goto(url);
  await page.waitForFunction(() => globalThis.wholeMap !== undefined, undefined, { timeout: 120_000 });
  const times = await page.evaluate(() => [globalThis.firstMap, globalThis.wholeMap]);
  await context.close();
  return times;
}

async function first() {
  const server = await serve(join(root, 'agreements/korea-2018'));
  await drawn(server.base);
  const { bounds } = await (await fetch(`${server.base}/api/v1/case`)).json();
  const bare = await blank(bounds);
  const browser = await launch();
  const [ours, whole, theirs] = [[], [], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const [map, all] = await firstMap(browser, `${server.base}/picture?as_of=2022-12-31`);
    ours.push(map);
    whole.push(all);
    theirs.push((await firstMap(browser, bare.base))[0]);
  }
  await browser.close();
  bare.stop();
  server.stop();
  row('first map of Korea 2018, a browser that has seen nothing', `${seconds(median(ours))}, slowest of ${ROUNDS} ${seconds(Math.max(...ours))}`, '1.5 s', `blank map ${seconds(median(theirs))}: ${(median(ours) / median(theirs)).toFixed(2)} times`);
  row('the same with its zones, lines and events', seconds(median(whole)), '', '');
}

/** Frames a second, and the middle and longest wait between two, while the map is dragged to and fro for some seconds. */
async function drag(page, selector) {
  const box = await page.locator(selector).boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.evaluate(() => {
    globalThis.frames = [];
    const note = (at) => {
      globalThis.frames.push(at);
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  await page.mouse.move(x, y);
  await page.mouse.down();
  const until = Date.now() + 8_000;
  for (let step = 0; Date.now() < until; step += 1) await page.mouse.move(x + 150 * Math.sin(step / 10), y + 90 * Math.cos(step / 10));
  await page.mouse.up();
  const frames = await page.evaluate(() => globalThis.frames);
  const waits = frames.slice(1).map((at, place) => at - frames[place]);
  return { rate: (1000 * waits.length) / (frames.at(-1) - frames[0]), middle: median(waits), slow: share(waits, 0.95) };
}

async function big() {
  const folder = join(made, 'sea');
  await write(folder, { tracks: 50_000, reports: 20, findings: 10_000 });
  const started = performance.now();
  const server = await serve(folder);
  await drawn(server.base);
  const ready = performance.now() - started;
  const ask = async (path) => {
    const from = performance.now();
    const answer = await fetch(server.base + path);
    const size = (await answer.arrayBuffer()).byteLength;
    return { ms: performance.now() - from, size };
  };
  for (;;) {
    const about = await (await fetch(`${server.base}/api/v1/case`)).json();
    if (about.objects === 50_000) break;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  const lanes = await ask('/api/v1/lanes');
  const again = await ask('/api/v1/lanes');
  const overview = await ask('/api/v1/overview');
  const tile = await ask('/api/v1/tracks/6/24/26');
  row('a case of 10,000 findings: opened; lanes first, then again; overview', `${seconds(ready)}; ${seconds(lanes.ms)}, ${seconds(again.ms)}; ${seconds(overview.ms)}`, '', '');
  row('a tile with tens of thousands of tracks', `${seconds(tile.ms)}, ${(tile.size / 1e6).toFixed(1)} MB`, '', '');
  const browser = await launch();
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  const bare = await blank([-40, 30, -35.8, 32.9]);
  const plain = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await plain.goto(bare.base);
  await plain.waitForSelector('[data-drawn]');
  const yardstick = await drag(plain, '#map');
  await plain.close();
  const rate = ({ rate, middle, slow }) => `${rate.toFixed(0)} frames/s, a frame ${middle.toFixed(0)} ms, of 20 the slowest ${slow.toFixed(0)} ms`;
  for (const [what, query] of [['50,000 tracks and 10,000 findings', '?as_of=2020-12-31']]) {
    const from = performance.now();
    await page.goto(`${server.base}/picture${query}`);
    await page.waitForSelector('[data-drawn]', { timeout: 300_000 });
    await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null, undefined, { timeout: 300_000 });
    const until = performance.now() - from;
    await page.waitForTimeout(5_000);
    const { drawn: events, heads, crowds } = await page.locator('[data-drawn]').evaluate((map) => {
      map.dispatchEvent(new Event('count'));
      return { ...map.dataset };
    });
    const seen = await drag(page, '.canvas');
    row(`${what}: the map dragged (${events} events, ${heads} heads and ${crowds} parts of crowds drawn; shown after ${seconds(until)})`, rate(seen), '30 frames/s', `blank map ${rate(yardstick)}: ${(seen.rate / yardstick.rate).toFixed(2)} of its rate`);
    if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `big-${events}.png`) });
  }
  await browser.close();
  bare.stop();
  server.stop();
}

async function open() {
  const folder = join(made, 'open');
  await write(folder, { tracks: 200, reports: 20, findings: 200 });
  const server = await serve(folder, ['taskset', '-c', '0']);
  await drawn(server.base);
  const file = join(folder, 'tracks/objects.csv');
  const client = spawn('taskset', ['-c', '1', process.execPath, new URL('listeners.mjs', import.meta.url).pathname, server.base, '500'], { stdio: ['pipe', 'pipe', 'inherit'] });
  let said = '';
  client.stdout.on('data', (bytes) => (said += bytes));
  while (!said.includes('ready')) await new Promise((resolve) => setTimeout(resolve, 100));
  const EVENTS = 40;
  for (let event = 0; event < EVENTS; event += 1) {
    appendFileSync(file, `2021-01-01T00:00:${String(event % 60).padStart(2, '0')}Z,new${event},31.0,-39.0\n`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  client.stdin.end();
  await new Promise((resolve) => client.on('exit', resolve));
  server.stop();
  const waits = said.split('\n').filter((line) => /^\d+$/.test(line)).map(Number);
  if (waits.length < 500 * 20) throw new Error(`only ${waits.length} events were heard`);
  row(`500 open pages, the server on one core: ${waits.length} events had by a page after they were told`, `p50 ${share(waits, 0.5)} ms, p99 ${share(waits, 0.99)} ms, last ${Math.max(...waits)} ms`, 'p99 250 ms', '');
}

function sizes() {
  const said = execFileSync('node', ['scripts/size.mjs'], { cwd: join(root, 'web'), encoding: 'utf8' });
  const of = (what) => new RegExp(`([\\d.]+) kB {2}${what} `).exec(said)?.[1];
  row('script, gzip: before the map; all there is', `${of('first')} kB; ${of('all')} kB`, '350 kB; 900 kB', '');
}

if (!existsSync(program)) throw new Error(`build the program first: cargo build --release -p armistice (looked for ${program})`);
const load = () => loadavg().map((one) => one.toFixed(1)).join(' ');
const before = load();
sizes();
if (isAsked('first')) await first();
if (isAsked('big')) await big();
if (isAsked('open')) await open();
const version = execFileSync(process.env.CHROMIUM ?? '/usr/bin/chromium', ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim().replace(/ built on.*/, '');
const note = `${cpus()[0].model.trim()}, ${cpus().length} cores; load before ${before}, after ${load()}; ${version} with SwiftShader (no graphics card); medians of ${ROUNDS} rounds in turns.`;
console.log(note);
if (process.argv.includes('--write')) {
  const file = join(root, 'benches/BENCHMARKS.md');
  const [start, end] = ['<!-- page: written by `make bench-page` -->\n', '<!-- page: end -->'];
  const text = readFileSync(file, 'utf8');
  const table = `| what | measured | aim | beside it |\n|---|---|---|---|\n${rows.join('\n')}\n\n${note}\n`;
  writeFileSync(file, text.slice(0, text.indexOf(start) + start.length) + table + text.slice(text.indexOf(end)));
}
