import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { BUNDLED_KNOWLEDGE } from '@baton/formats/knowledge/bundled-knowledge.ts';
import { loadKnowledge } from '@baton/formats/knowledge/load-knowledge.ts';
import { generateWorld } from './generate-world.ts';

const USAGE =
  'node tools/world/generate.ts --out DIR [--seed 7] [--devices 500] [--cycles 1] [--now 2024-10-14T10:40:00Z]';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '7' },
    devices: { type: 'string', default: '500' },
    cycles: { type: 'string', default: '1' },
    out: { type: 'string' },
    now: { type: 'string', default: '2024-10-14T10:40:00Z' },
  },
});
const seed = Number(values.seed);
const devices = Number(values.devices);
const cycles = Number(values.cycles);
const now = Date.parse(values.now);
if (
  values.out === undefined ||
  !Number.isInteger(seed) ||
  !(Number.isInteger(cycles) && cycles >= 1 && cycles <= 24) ||
  !(devices >= 10 && devices <= 200_000) ||
  Number.isNaN(now)
) {
  process.stderr.write(
    `Give a folder, a whole number as seed, 10 to 200,000 devices, 1 to 24 cycles and a time:\n  ${USAGE}\n`,
  );
  process.exit(2);
}

const knowledge = await loadKnowledge(createReadStream(BUNDLED_KNOWLEDGE));
const started = performance.now();
const written = await generateWorld({ seed, devices, now, cycles }, knowledge, values.out);
const seconds = (performance.now() - started) / 1000;
process.stdout.write(
  `${written.devices} devices, ${written.turns.length} turns, ${written.cells} cells (${written.dialects.join(', ')}) in ${seconds.toFixed(1)} s: ${Math.round(written.devices / seconds)} devices/s\n` +
    `  baton compare --it ${written.it.join(' ')} --infosec ${written.infosec.slice(0, 6).join(' ')}${written.infosec.length > 6 ? ' …' : ''} --now ${written.now} --zone UTC\n`,
);
