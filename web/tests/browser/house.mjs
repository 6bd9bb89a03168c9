// What the browser tests stand on: the real program serving a real case, and Debian's Chromium.

import { spawn, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const root = new URL('../../../', import.meta.url).pathname;
export const shots = new URL('../../shots/', import.meta.url).pathname;
export const agreement = join(root, 'agreements/korea-2018');

/** The built program: the one named by ARMISTICE, else the newest of the workspace. */
export const program = process.env.ARMISTICE ?? ['release', 'debug'].map((profile) => join(root, 'target', profile, 'armistice')).find(existsSync);

/** Serves a case; `stop` ends it. `BASE` names a server that already runs. */
export async function serve(folder) {
  if (process.env.BASE && folder === agreement) return { base: process.env.BASE, stop: () => undefined };
  if (!program) throw new Error('build the program first: cargo build -p armistice');
  const child = spawn(program, ['serve', folder, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const base = await new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (bytes) => {
      said += bytes;
      const [address] = /http:\/\/[\d.:]+/.exec(said) ?? [];
      if (address) resolve(address);
    });
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return { base, stop: () => child.kill() };
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
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    // Chromium tells of its software renderer, and of a base map that is not there.
    const isKnown = /GPU stall|GL Driver/.test(message.text()) || message.location().url.endsWith('/basemap.pmtiles');
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
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null, undefined, { timeout: 120_000 });
}
