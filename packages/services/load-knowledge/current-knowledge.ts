import type { Knowledge } from '@baton/domain/advisories/knowledge.ts';
import { emptyKnowledge } from '@baton/domain/advisories/knowledge-in-memory.ts';
import { loadKnowledge } from '@baton/formats/knowledge/load-knowledge.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { currentBundle, readBundleBytes } from '@baton/store/knowledge/bundles.ts';

interface Loaded {
  readonly sha256: string | null;
  readonly knowledge: Promise<Knowledge>;
}

const LOADED = new WeakMap<Database, Loaded>();

/** Older than any feed: what nothing is known of. */
const NEVER = '1970-01-01';

/** What is known now, in memory; read again when another bundle was loaded, by whichever process (0.6 s for the one that ships). */
export async function currentKnowledge(db: Database): Promise<Knowledge> {
  const sha256 = (await currentBundle(db))?.sha256 ?? null;
  const known = LOADED.get(db);
  if (known !== undefined && known.sha256 === sha256) return known.knowledge;
  const loading = { sha256, knowledge: load(db, sha256) };
  LOADED.set(db, loading);
  // A load that fails is tried again by whoever asks next.
  loading.knowledge.catch(() => LOADED.get(db) === loading && LOADED.delete(db));
  return loading.knowledge;
}

async function load(db: Database, sha256: string | null): Promise<Knowledge> {
  const bytes = sha256 === null ? undefined : await readBundleBytes(db, sha256);
  // A bundle that was replaced in this very moment: the next caller reads the new one.
  if (bytes === undefined) return emptyKnowledge(NEVER);
  return loadKnowledge(chunksOf(bytes));
}

async function* chunksOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}
