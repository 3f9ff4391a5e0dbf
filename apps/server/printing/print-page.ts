import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ServiceError } from '@baton/services/service-error.ts';
import { findChromium } from './find-chromium.ts';

const LONGEST_MS = 60_000;
/** Of the page's own time, which runs ahead of the clock once nothing is loading. */
const PAGE_TIME_MS = 5_000;

const FLAGS = [
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--no-pdf-header-footer',
  `--virtual-time-budget=${PAGE_TIME_MS}`,
];

const run = promisify(execFile);
let printing: Promise<unknown> = Promise.resolve();

/**
 * Prints a page of this server's own by the machine's Chromium, with a profile of its own that goes afterwards. One at a time:
 * each is a browser.
 *
 * @throws ServiceError `no-printer` where there is no Chromium, or it fails
 */
export function printPage(url: string, signal: AbortSignal): Promise<Buffer> {
  const printed = printing.then(() => print(url, signal));
  printing = printed.catch(() => undefined);
  return printed;
}

async function print(url: string, signal: AbortSignal): Promise<Buffer> {
  signal.throwIfAborted();
  const chromium = findChromium();
  if (chromium === null)
    throw new ServiceError('no-printer', 'There is no Chromium on the server’s machine to print the page with.', {
      hint: 'Install it (Debian: apt install chromium), or name one in BATON_CHROMIUM. Or print the page from your browser: it is made for one sheet.',
    });
  const folder = await mkdtemp(join(tmpdir(), 'baton-print-'));
  const file = join(folder, 'page.pdf');
  // Chromium refuses its sandbox to root. The only page that it opens here is our own.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  try {
    const flags = [...FLAGS, ...asRoot, `--user-data-dir=${join(folder, 'profile')}`, `--print-to-pdf=${file}`];
    await run(chromium, [...flags, url], { timeout: LONGEST_MS, signal, killSignal: 'SIGKILL' });
    return await readFile(file);
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new ServiceError('no-printer', 'Chromium could not print the page.', {
      hint: 'Try again, or print the page from your browser: it is made for one sheet.',
      cause,
    });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
