import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeNessus } from './make-nessus.ts';

/**
 * Reading a .nessus of 500 MB, made from real scans: MB/s of ours beside `xmllint --stream --noout` (libxml2, which checks the same
 * well-formedness and keeps nothing) on the same file in the same run, turn by turn, and the peak of memory of the reading process.
 *
 *     node benchmarks/import/import-nessus.ts [--megabytes 500] [--runs 3]
 *
 * Limits (issue 2): ratio at least 0.3, peak under 400 MB. Needs ../shared/data and xmllint (libxml2-utils).
 */
const LEAST_RATIO = 0.3;
const MOST_MEMORY = 400e6;

const { values } = parseArgs({
  options: { megabytes: { type: 'string', default: '500' }, runs: { type: 'string', default: '3' } },
});
const samples = ['credentialed_centos_2014.nessus', 'nessus_v_unknown.xml', 'nessus_with_cvssv3.nessus'].map(
  (name) => new URL(`../../../shared/data/scanners/nessus/${name}`, import.meta.url),
);
for (const sample of samples)
  if (!existsSync(sample)) throw new Error(`${sample.pathname} is missing: nothing to measure`);

interface Reading {
  readonly seconds: number;
  readonly devices: number;
  readonly claims: number;
  readonly peakBytes: number;
}

const folder = await mkdtemp(join(tmpdir(), 'baton-bench-'));
try {
  const path = join(folder, 'bench.nessus');
  const made = await makeNessus(samples, path, Number(values.megabytes) * 1e6);
  const megabytes = made.bytes / 1e6;
  console.log(`file: ${megabytes.toFixed(0)} MB, ${made.hosts} hosts; load ${loadavg()[0]?.toFixed(1)}`);
  readByLibxml(path);
  const peer: number[] = [];
  const ours: Reading[] = [];
  for (let run = 0; run < Number(values.runs); run += 1) {
    peer.push(readByLibxml(path));
    ours.push(readByUs(path));
  }
  report(megabytes, made.hosts, median(peer), ours);
} finally {
  await rm(folder, { recursive: true });
}

function readByLibxml(path: string): number {
  const begun = performance.now();
  execFileSync('xmllint', ['--stream', '--noout', path], { stdio: 'inherit' });
  return (performance.now() - begun) / 1000;
}

function readByUs(path: string): Reading {
  const script = fileURLToPath(new URL('read-nessus.ts', import.meta.url));
  return JSON.parse(execFileSync(process.execPath, [script, path], { encoding: 'utf8' }));
}

function report(megabytes: number, hosts: number, peerSeconds: number, ours: readonly Reading[]): void {
  const [reading] = ours;
  if (reading?.devices !== hosts) throw new Error(`read ${reading?.devices} hosts of ${hosts}`);
  const seconds = median(ours.map((run) => run.seconds));
  const peak = Math.max(...ours.map((run) => run.peakBytes));
  const ratio = peerSeconds / seconds;
  console.log(`ours:    ${(megabytes / seconds).toFixed(0)} MB/s, ${(reading.claims / seconds).toFixed(0)} findings/s`);
  console.log(`xmllint: ${(megabytes / peerSeconds).toFixed(0)} MB/s`);
  console.log(`ratio:   ${ratio.toFixed(2)} (limit ${LEAST_RATIO})`);
  console.log(`peak:    ${(peak / 1e6).toFixed(0)} MB (limit ${MOST_MEMORY / 1e6})`);
  if (ratio < LEAST_RATIO || peak > MOST_MEMORY) process.exitCode = 1;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
