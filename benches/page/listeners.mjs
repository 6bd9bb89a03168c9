// So many pages that listen: `node listeners.mjs http://127.0.0.1:PORT 500`. Prints `ready` once all of them do, and for each
// event how many milliseconds after its telling it was here. Ends with its input.

import { get } from 'node:http';

const [base, count] = [process.argv[2], Number(process.argv[3])];
let ready = 0;
const waits = [];
for (let page = 0; page < count; page += 1) {
  const { hostname, port } = new URL(base);
  get({ hostname, port, path: '/api/v1/live', agent: false }, (response) => {
    ready += 1;
    if (ready === count) console.log('ready');
    let rest = '';
    response.setEncoding('utf8');
    response.on('data', (text) => {
      const now = Date.now();
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const told = /^data: .*"told":"([^"]+)"/.exec(line)?.[1];
        if (told) waits.push(now - Date.parse(told));
      }
    });
  }).on('error', () => undefined);
}
process.stdin.resume().on('end', () => {
  console.log(waits.join('\n'));
  process.stdout.write('', () => process.exit(0));
});
