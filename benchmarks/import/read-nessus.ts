import { createReadStream } from 'node:fs';
import { nessusReader } from '@baton/formats/reports/nessus/nessus-reader.ts';

/** The measured side, a process of its own, so that its peak of memory is the reader's: reads one file and prints what it took. */
const [path = ''] = process.argv.slice(2);
const begun = performance.now();
let devices = 0;
let claims = 0;
for await (const part of nessusReader.read(createReadStream(path, { highWaterMark: 262_144 }), {
  fileName: 'bench.nessus',
  zone: 'UTC',
})) {
  if (part.part !== 'device') continue;
  devices += 1;
  claims += part.device.claims.length;
}
const seconds = (performance.now() - begun) / 1000;
// Linux gives kilobytes.
console.log(JSON.stringify({ seconds, devices, claims, peakBytes: process.resourceUsage().maxRSS * 1024 }));
