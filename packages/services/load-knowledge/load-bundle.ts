import { createHash } from 'node:crypto';
import type { BundleHeader, BundleRow, KbRow, VulnerabilityRow } from '@baton/domain/advisories/bundle-rows.ts';
import { fixOfKb, fixOfPackage, kbTitle } from '@baton/domain/advisories/fix-names.ts';
import type { Fix } from '@baton/domain/advisories/knowledge.ts';
import { BundleError } from '@baton/formats/knowledge/bundle-error.ts';
import { openBundle } from '@baton/formats/knowledge/read-bundle.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { enqueueJob } from '@baton/store/jobs/enqueue-job.ts';
import {
  currentBundle,
  insertKnownFixes,
  type KnownFixRow,
  lockKnowledge,
  replaceBundle,
} from '@baton/store/knowledge/bundles.ts';
import { type Actor, nameOfActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import { queueRecompute } from '../service-levels/policy-document.ts';

const MIB = 1024 * 1024;
export const LARGEST_BUNDLE_BYTES = 128 * MIB;
const BATCH = 2_000;

interface LoadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Hash of the bundle that it may replace, null for none; any unless told. */
  readonly over?: string | null | undefined;
}

/**
 * Loads a bundle of knowledge: it replaces what is known at once, or changes nothing. Everything is judged again in the
 * background. The bundle that counts already changes nothing.
 */
export async function loadBundle(
  db: Database,
  actor: Actor,
  source: AsyncIterable<Uint8Array>,
  { signal, over }: LoadOptions = {},
): Promise<{ readonly changed: boolean }> {
  requirePermission(actor, 'knowledge.load');
  const bytes = await collect(source);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if ((await currentBundle(db))?.sha256 === sha256) return { changed: false };
  const { header, fixes } = await readFixes(bytes, signal);
  return db.transaction().execute(async (trx) => {
    await lockKnowledge(trx);
    if (over !== undefined && over !== ((await currentBundle(trx))?.sha256 ?? null)) return { changed: false };
    await replaceBundle(trx, {
      sha256,
      bytes,
      date: header.date,
      sources: header.sources.map(({ name, licence, date, url, records }) => ({ name, licence, date, url, records })),
      fixes: fixes.length,
      vulnerabilities: header.counts.vulnerability,
      loaded_by: nameOfActor(actor),
    });
    for (let at = 0; at < fixes.length; at += BATCH) await insertKnownFixes(trx, fixes.slice(at, at + BATCH));
    await announce(trx, actor, header, sha256);
    return { changed: true };
  });
}

async function announce(trx: DatabaseTransaction, actor: Actor, header: BundleHeader, sha256: string): Promise<void> {
  await enqueueJob(
    trx,
    'reconcile-devices',
    { all: true, reason: 'knowledge' },
    { key: 'reconcile-all', priority: 10 },
  );
  // KEV, scores and severities may differ now, also where no cell does.
  await queueRecompute(trx, 'facts');
  await enqueueJob(trx, 'follow-exceptions', {}, { key: 'follow-exceptions', priority: -5 });
  await appendLog(trx, {
    actor,
    action: 'knowledge.loaded',
    subject: { kind: 'knowledge', id: sha256, name: header.date },
    details: { sources: header.sources.map(({ name, date }) => `${name} ${date}`) },
  });
  await publishEvent(trx, { topic: 'knowledge' });
}

async function collect(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.byteLength;
    if (size > LARGEST_BUNDLE_BYTES) {
      throw new ServiceError('too-large', `A bundle of knowledge is at most ${LARGEST_BUNDLE_BYTES / MIB} MiB.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Reads the whole bundle, so that a broken one is known before anything is changed. */
async function readFixes(
  bytes: Buffer,
  signal?: AbortSignal,
): Promise<{ readonly header: BundleHeader; readonly fixes: readonly KnownFixRow[] }> {
  try {
    const options = signal === undefined ? {} : { signal };
    const { header, rows } = await openBundle(once(bytes), options);
    const fixes: Fix[] = [];
    const vulnerabilities = new Map<string, VulnerabilityRow>();
    for await (const batch of rows) for (const row of batch) sort(row, fixes, vulnerabilities);
    return { header, fixes: fixes.map((fix) => knownFix(fix, vulnerabilities)) };
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    throw new ServiceError('invalid', `The bundle was not loaded: ${error.message}.`, { where: 'body', cause: error });
  }
}

function sort(row: BundleRow, fixes: Fix[], vulnerabilities: Map<string, VulnerabilityRow>): void {
  if (row.row === 'vulnerability') vulnerabilities.set(row.cve, row);
  else if (row.row === 'package-fix') fixes.push(fixOfPackage(row));
  else if (row.row === 'kb') fixes.push(fixOfKbRow(row));
}

function fixOfKbRow(row: KbRow): Fix {
  return fixOfKb({ ...row, title: kbTitle(row.kb, row.products), supersededBy: [] });
}

function knownFix(fix: Fix, vulnerabilities: ReadonlyMap<string, VulnerabilityRow>): KnownFixRow {
  const known = fix.cves.map((cve) => vulnerabilities.get(cve));
  const epss = known.flatMap((row) => (row?.epss === undefined ? [] : [row.epss.score]));
  return {
    key: fix.id,
    title: fix.title,
    product: fix.product,
    version: fix.version,
    published: fix.published,
    cves: fix.cves.length,
    kev: known.filter((row) => row?.kev !== undefined).length,
    highest_epss: epss.length === 0 ? null : Math.max(...epss),
    cveIds: fix.cves,
  };
}

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}
