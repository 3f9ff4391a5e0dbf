import { createReadStream } from 'node:fs';
import { BUNDLED_KNOWLEDGE } from '@baton/formats/knowledge/bundled-knowledge.ts';
import { openBundle } from '@baton/formats/knowledge/read-bundle.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { currentBundle } from '@baton/store/knowledge/bundles.ts';
import { SYSTEM } from '../actor.ts';
import { loadBundle } from './load-bundle.ts';

/**
 * Loads the bundle that ships with Baton where nothing newer is known: at the first start, and after an update. What somebody loads
 * while this one is read stays.
 */
export async function loadShippedBundle(db: Database): Promise<void> {
  const current = await currentBundle(db);
  if (current !== undefined && current.date >= (await shippedDate())) return;
  await loadBundle(db, SYSTEM, createReadStream(BUNDLED_KNOWLEDGE), { over: current?.sha256 ?? null });
}

async function shippedDate(): Promise<string> {
  const stream = createReadStream(BUNDLED_KNOWLEDGE);
  try {
    return (await openBundle(stream)).header.date;
  } finally {
    stream.destroy();
  }
}
