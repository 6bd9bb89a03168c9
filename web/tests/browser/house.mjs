// What the browser tests stand on: the real program serving a real case, and Debian's Chromium.

import { spawn, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const root = new URL('../../../', import.meta.url).pathname;
export const shots = new URL('../../shots/', import.meta.url).pathname;
export const agreement = join(root, 'agreements/korea-2018');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Every screen, at an address that shows much of it. */
export const SCREENS = {
  overview: '/overview?as_of=2022-12-31',
  picture: '/picture?as_of=2022-12-31',
  list: '/picture?as_of=2022-12-31&view=list',
  agreement: '/agreement?as_of=2024-06-30',
  finding: '/finding/guard-posts-november/DPRK?as_of=2018-12-18&known_at=2025-06-01',
  incident: '/finding/sea-live-fire/DPRK?as_of=2019-11-30',
  duty: '/duty/guard-posts-november/DPRK',
  claims: '/claims',
  record: '/record',
};

/** What axe finds against WCAG 2.2 AA, in a line each. */
export async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target, failureSummary }) => `${target} (${failureSummary?.split('\n').at(1)?.trim()})`).join(', ')}`);
}

/** The built program: the one named by ARMISTICE, else the newest of the workspace. */
export const program = process.env.ARMISTICE ?? ['release', 'debug'].map((profile) => join(root, 'target', profile, 'armistice')).find(existsSync);

/** Serves a case, at a port of its own unless one is named; `stop` ends it. `BASE` names a server that already runs. */
export async function serve(folder, port = 0, given = []) {
  if (process.env.BASE && folder === agreement) return { base: process.env.BASE, stop: () => undefined };
  if (!program) throw new Error('build the program first: cargo build -p armistice');
  const child = spawn(program, ['serve', folder, '--listen', `127.0.0.1:${port}`, ...given], { stdio: ['ignore', 'pipe', 'inherit'] });
  // `printed` is the whole line: where decisions are taken, it holds what allows them.
  const printed = await new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (bytes) => {
      said += bytes;
      const [address] = /http:.*(?=\n)/.exec(said) ?? [];
      if (address) resolve(address);
    });
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  const gone = new Promise((resolve) => child.on('exit', resolve));
  const base = new URL(printed).origin;
  return { base, printed, stop: () => child.kill(), ended: () => (child.kill(), gone) };
}

/** A line to a server that can be cut: `cut` breaks what runs over it and lets nothing through until `mend`. */
export async function line(to) {
  const { hostname, port } = new URL(to);
  const open = new Set();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return near.destroy();
    const far = connect(Number(port), hostname);
    for (const end of [near, far]) {
      open.add(end);
      end.on('error', () => undefined);
      end.on('close', () => (open.delete(end), near.destroy(), far.destroy()));
    }
    near.pipe(far).pipe(near);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    base: `http://127.0.0.1:${server.address().port}`,
    cut: () => ((isCut = true), open.forEach((end) => end.destroy())),
    mend: () => (isCut = false),
    stop: () => (open.forEach((end) => end.destroy()), server.close()),
  };
}

/** A folder for one test, gone after it. */
export function folder(test) {
  const made = mkdtempSync(join(tmpdir(), 'armistice-page-'));
  test.after(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** A copy of the case that may be changed. */
export function copyOfCase(test) {
  const copy = join(folder(test), 'korea-2018');
  cpSync(agreement, copy, { recursive: true });
  return copy;
}

/** A copy of the case with reports of three outlets: two carry one word, the third denies it. */
export function caseOfReports(test) {
  const copy = copyOfCase(test);
  const reports = {
    'harbour/2019-11-06.txt': "North fires shells\n\nSEOUL, Nov. 6 (Harbour News) -- The South's Joint Chiefs of Staff said Wednesday that North Korea fired about 12 artillery rounds from Changrin Island into the Yellow Sea on Monday.\n\nNo damage was told.\n",
    'meridian/2019-11-07.txt': 'Shells near the line\n\nSEOUL, Nov. 7 (Meridian Press) -- North Korea fired some 12 artillery rounds from Changrin Island on Nov. 4, the Joint Chiefs of Staff in Seoul said on Wednesday.\n',
    'kcna/2019-11-08.txt': "Accusation rejected\n\nPYONGYANG, Nov. 8 -- The General Staff of the Korean People's Army denied on Friday that it had fired artillery rounds from Changrin Island into the Yellow Sea on Nov. 4.\n",
    'kcna/2019-11-10.txt': 'Harvest\n\nPYONGYANG, Nov. 10 -- Farmers of the country finished the harvest on Saturday.\n',
  };
  for (const [name, text] of Object.entries(reports)) {
    mkdirSync(join(copy, 'reports', name, '..'), { recursive: true });
    writeFileSync(join(copy, 'reports', name), text);
  }
  return copy;
}

/** A copy of the case with more claims than are weighed at once. */
export function caseOfMany(test) {
  const copy = copyOfCase(test);
  mkdirSync(join(copy, 'reports/harbour'), { recursive: true });
  for (let number = 0; number < 70; number++) {
    const at = new Date(Date.UTC(2019, 0, 2 + 4 * number));
    const day = at.toLocaleDateString('en-US', { month: 'long', day: 'numeric', timeZone: 'UTC' });
    const text = `North fires shells\n\nSEOUL, ${day} (Harbour News) -- The South's Joint Chiefs of Staff said that North Korea fired about ${number + 12} artillery rounds from Changrin Island into the Yellow Sea on Monday.\n`;
    writeFileSync(join(copy, 'reports/harbour', `${at.toISOString().slice(0, 10)}.txt`), text);
  }
  return copy;
}

/** An invented case of ships in the Solent, with a folder for what is heard. */
export function caseOfTracks(test) {
  const copy = join(folder(test), 'solent');
  cpSync(join(root, 'agreements/examples/solent'), copy, { recursive: true });
  mkdirSync(join(copy, 'tracks'));
  return copy;
}

/** The same case as a signed record, with the demonstration keys, seen by one witness. */
export function recordedCase(test) {
  const recorded = join(folder(test), 'case');
  const run = (...args) => execFileSync(program, args, { stdio: 'pipe' });
  run('init', recorded, '--agreement', join(agreement, 'korea-2018.agreement.md'), '--test-keys');
  run('ingest', recorded, join(agreement, 'inbox/facts.csv'), '--test-keys');
  run('record', 'cosign', recorded, '--test-key', 'DPRK');
  return recorded;
}

export function launch() {
  mkdirSync(shots, { recursive: true });
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
  });
}

/** A page whose errors and whose requests to other hosts are kept. */
export async function open(browser, base, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', ...options });
  // A slow machine is no fault of the page: no test waits for less than this before it says that something never came.
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    // Chromium tells of its software renderer, of a base map that is not there, and of places that are still being drawn.
    const { url } = message.location();
    const isKnown = /GPU stall|GL Driver/.test(message.text()) || url.endsWith('/basemap.pmtiles') || (url.endsWith('/api/v1/places') && / 503 /.test(message.text()));
    if (message.type() === 'error' && !isKnown) errors.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(base) && !/^(data|blob):/.test(request.url())) errors.push(`a request to ${request.url()}`);
  });
  return { context, page, errors };
}

/** Waits until no part of the page asks the server any more. */
export async function settled(page) {
  await page.waitForSelector('#content');
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
}
