// Reads the base map with programs that nobody here wrote: `pmtiles`, `pbf` and `@mapbox/vector-tile`, which are also
// what the page reads it with.
//
//   node check.js FILE
import { closeSync, openSync, readSync } from 'node:fs';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { PMTiles } from 'pmtiles';

const [path] = process.argv.slice(2);
const file = openSync(path);
const archive = new PMTiles({
  getKey: () => path,
  getBytes: async (offset, length) => {
    const buffer = new Uint8Array(length);
    const read = readSync(file, buffer, 0, length, offset);
    return { data: buffer.buffer.slice(0, read) };
  },
});

const fail = (why) => {
  console.error(`FAILED: ${why}`);
  process.exit(1);
};

const header = await archive.getHeader();
const { attribution, vector_layers: layers } = await archive.getMetadata();
if (!attribution?.includes('Natural Earth')) fail('the archive does not say where it comes from');
const fields = new Map(layers.map(({ id, fields }) => [id, fields]));

let tiles = 0, features = 0, points = 0;
for (let zoom = header.minZoom; zoom <= header.maxZoom; zoom++) {
  for (let x = 0; x < 1 << zoom; x++) {
    for (let y = 0; y < 1 << zoom; y++) {
      const there = await archive.getZxy(zoom, x, y);
      if (!there) continue;
      tiles++;
      const tile = new VectorTile(new PbfReader(new Uint8Array(there.data)));
      for (const [name, layer] of Object.entries(tile.layers)) {
        if (!fields.has(name)) fail(`${zoom}/${x}/${y}: layer ${name} is not in the metadata`);
        for (let number = 0; number < layer.length; number++) {
          const feature = layer.feature(number);
          features++;
          for (const key of Object.keys(feature.properties)) {
            if (!(key in fields.get(name))) fail(`${zoom}/${x}/${y}: ${name}.${key} is not in the metadata`);
          }
          for (const part of feature.loadGeometry()) points += part.length;
        }
      }
    }
  }
}
closeSync(file);
if (tiles !== header.numAddressedTiles) fail(`${tiles} tiles, and the header says ${header.numAddressedTiles}`);
if (header.maxZoom !== 8 || features < tiles) fail('the map is not whole');
console.log(`accepted  the base map, by pmtiles and @mapbox/vector-tile: ${tiles} tiles, ${features} features, ${points} points`);
