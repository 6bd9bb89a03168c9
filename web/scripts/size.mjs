// Prints the gzip size of every script of the built page and fails over its budget.
// `first`: what a screen without a map loads; `all`: every script there is.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const BUDGET_KB = { first: 350, all: 900 };
const assets = new URL('../dist/assets/', import.meta.url).pathname;
const sizes = readdirSync(assets)
  .filter((name) => /\.m?js$/.test(name))
  .map((name) => ({ name, kb: gzipSync(readFileSync(join(assets, name)), { level: 9 }).length / 1000 }))
  .sort((larger, smaller) => smaller.kb - larger.kb);
const isOfMap = (name) => /^(chart|maplibre)/.test(name);
const total = (list) => list.reduce((sum, file) => sum + file.kb, 0);
const measured = { first: total(sizes.filter((file) => !isOfMap(file.name))), all: total(sizes) };
for (const { name, kb } of sizes) console.log(`${kb.toFixed(1).padStart(8)} kB  ${name}`);
for (const [what, budget] of Object.entries(BUDGET_KB)) {
  const isOver = measured[what] > budget;
  console.log(`${measured[what].toFixed(1).padStart(8)} kB  ${what} (budget ${budget} kB)${isOver ? ' OVER' : ''}`);
  if (isOver) process.exitCode = 1;
}
