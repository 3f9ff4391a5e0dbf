import { createReadStream, readdirSync } from 'node:fs';
import path from 'node:path';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import type { FeedItem, FeedSource } from '@baton/formats/feeds/feed-item.ts';

/** The newest file of a folder whose name fits, by name. @throws Error where there is none */
export function feedFile(folder: string, fits: RegExp): string {
  const newest = feedFiles(folder, fits).at(-1);
  if (newest === undefined)
    throw new Error(`no file in ${folder} fits ${fits}; is --feeds the folder of the raw feeds?`);
  return newest;
}

/** All files of a folder whose names fit, ordered by name. */
export function feedFiles(folder: string, fits: RegExp): readonly string[] {
  const names = readdirSync(folder).filter((name) => fits.test(name));
  return names.sort().map((name) => path.join(folder, name));
}

/** Opens a feed, unpacked by its extension. */
export function openFeed(file: string): FeedSource {
  const bytes = createReadStream(file);
  if (file.endsWith('.zst')) return bytes.pipe(createZstdDecompress());
  return file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
}

/** The first date in a file's name: "2026-08-16" or "20260628". @throws Error where there is none */
export function dateInName(file: string): string {
  const match = /(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})/.exec(path.basename(file));
  if (match === null) throw new Error(`the name of ${file} has no date; the bundle must say how old its sources are`);
  return `${match[1]}-${match[2]}-${match[3]}`;
}

/** The rows of a feed; its problems are told on standard error, the first ten of each feed. */
export async function* rowsOfFeed<Row>(name: string, items: AsyncIterable<FeedItem<Row>>): AsyncGenerator<Row> {
  let problems = 0;
  for await (const item of items) {
    if (item.kind === 'row') {
      yield item.row;
      continue;
    }
    problems += 1;
    if (problems <= 10) console.error(`${name}: ${item.line === null ? '' : `line ${item.line}: `}${item.what}`);
  }
  if (problems > 10) console.error(`${name}: ${problems - 10} more problems`);
}
