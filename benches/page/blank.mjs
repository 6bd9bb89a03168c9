// The yardstick: a page with the same map library, the same base map and nothing else, served from this machine too.

import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

const web = new URL('../../web/', import.meta.url).pathname;
const archive = join(web, 'public/basemap.pmtiles');
const FILES = {
  '/maplibre-gl.mjs': ['node_modules/maplibre-gl/dist/maplibre-gl.mjs', 'text/javascript'],
  '/maplibre-gl-worker.mjs': ['node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs', 'text/javascript'],
  '/maplibre-gl-shared.mjs': ['node_modules/maplibre-gl/dist/maplibre-gl-shared.mjs', 'text/javascript'],
  '/maplibre-gl.css': ['node_modules/maplibre-gl/dist/maplibre-gl.css', 'text/css'],
  '/pmtiles.mjs': ['node_modules/pmtiles/dist/esm/index.js', 'text/javascript'],
  '/fflate': ['node_modules/fflate/esm/browser.js', 'text/javascript'],
};

const page = (bounds) => `<!doctype html><meta charset="utf-8"><title>blank</title><link rel="stylesheet" href="/maplibre-gl.css">
<script type="importmap">{"imports":{"fflate":"/fflate"}}</script>
<style>html,body,#map{margin:0;block-size:100%}</style><div id="map"></div>
<script type="module">
import { Map, addProtocol, setWorkerUrl } from '/maplibre-gl.mjs';
import { Protocol } from '/pmtiles.mjs';
setWorkerUrl('/maplibre-gl-worker.mjs');
addProtocol('pmtiles', new Protocol().tile);
const base = { source: 'base' };
const map = new Map({ container: 'map', bounds: ${JSON.stringify(bounds)}, fitBoundsOptions: { padding: 24 }, attributionControl: false, style: { version: 8,
  sources: { base: { type: 'vector', url: 'pmtiles://' + location.origin + '/basemap.pmtiles' } },
  layers: [{ id: 'sheet', type: 'background', paint: { 'background-color': '#dfe8ec' } },
    { ...base, id: 'land', type: 'fill', 'source-layer': 'land', paint: { 'fill-color': '#f8f8f4' } },
    { ...base, id: 'boundary', type: 'line', 'source-layer': 'boundary', paint: { 'line-color': '#8f979b' } }] } });
map.on('idle', () => { document.getElementById('map').dataset.drawn ??= '1'; });
</script>`;

/** Serves it; the address and a way to end it. */
export async function blank(bounds) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    if (pathname === '/') return response.setHeader('content-type', 'text/html').end(page(bounds));
    if (pathname === '/basemap.pmtiles') {
      const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? [null, '0', String(statSync(archive).size - 1)];
      response.writeHead(206, { 'content-range': `bytes ${from}-${to}/${statSync(archive).size}`, 'content-length': Number(to) - Number(from) + 1 });
      return createReadStream(archive, { start: Number(from), end: Number(to) }).pipe(response);
    }
    const found = FILES[pathname];
    if (!found) return response.writeHead(404).end();
    response.setHeader('content-type', found[1]).end(readFileSync(join(web, found[0])));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { base: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}
