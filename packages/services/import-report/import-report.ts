import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Problem, ReportPart } from '@baton/domain/evidence/report.ts';
import type { Team } from '@baton/domain/evidence/team.ts';
import { FormatError } from '@baton/formats/reports/format-error.ts';
import { nameForeignFile } from '@baton/formats/reports/name-foreign-file.ts';
import type { ReportReader } from '@baton/formats/reports/reader.ts';
import { detectReader, REPORT_READERS } from '@baton/formats/reports/registry.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import {
  abandonDelivery,
  beginDelivery,
  completeDelivery,
  type DeliveryRecord,
  insertProblems,
  isFileInUse,
} from '@baton/store/evidence/deliveries.ts';
import { findRelatedDevices, insertTargets } from '@baton/store/evidence/keep-evidence.ts';
import { ensureSource, findSource, rememberMapping } from '@baton/store/evidence/sources.ts';
import { type Staging, withStaging } from '@baton/store/evidence/staging.ts';
import { findPerson } from '@baton/store/people/persons.ts';
import { queueChunks } from '../reconcile-devices/queue-chunks.ts';
import { type RunningWork, runWork } from '../work/run-work.ts';
import { type KeptReport, keepReport } from './keep-report.ts';
import { readHead } from './read-head.ts';
import { pathOfFile } from './spool-file.ts';
import { type StagedReport, stageReport } from './stage-report.ts';

export interface ImportContext {
  readonly db: Database;
  readonly dataFolder: string;
}

/**
 * Reads a delivered file and keeps what it says, in one transaction: nothing of a broken or cancelled import stays, and its
 * record says why. Its devices are queued to be judged. Twice is as good as once.
 */
export async function importReport(
  context: ImportContext,
  { importId, workId }: { readonly importId: string; readonly workId: string },
): Promise<void> {
  const { db } = context;
  let failure: unknown;
  const outcome = await runWork(db, workId, async (work) => {
    const delivery = await beginDelivery(db, importId);
    if (delivery === undefined) return 'ended before';
    await publishEvent(db, { topic: 'import', id: importId });
    await withStaging(db, (connection, staging) => readAndKeep(connection, staging, context, delivery, work));
    return 'kept';
  }).catch((error: unknown) => {
    failure = error;
    return undefined;
  });
  if (outcome === undefined) await abandon(context, importId, failure);
  await publishEvent(db, { topic: 'import', id: importId });
  if (failure !== undefined && !isAboutTheFile(failure)) throw failure;
}

async function readAndKeep(
  connection: Database,
  staging: Staging,
  { dataFolder }: ImportContext,
  delivery: DeliveryRecord,
  work: RunningWork,
): Promise<void> {
  const path = pathOfFile(dataFolder, delivery.sha256);
  const reader = await readerOf(path, delivery);
  const mapping = await mappingOf(connection, delivery);
  work.progress({ step: 'reading', total: delivery.bytes });
  const staged = await stageReport(staging, parts(reader, path, delivery, mapping, work));
  work.throwIfCancelled();
  work.progress({ step: 'keeping' });
  await connection.transaction().execute((trx) => keep(trx, delivery, reader, staged, work.signal));
}

async function readerOf(path: string, delivery: DeliveryRecord): Promise<ReportReader> {
  if (delivery.bytes === 0)
    throw new FormatError('empty', `${delivery.file_name} is empty: there is nothing to read in it.`);
  const head = await readHead(path);
  const reader = detectReader(head, delivery.file_name);
  if (reader === null) {
    throw new FormatError(
      'other-format',
      `${delivery.file_name} is no report that Baton can read: a Nessus scan (.nessus), a CSV export of a patch tool, Tenable’s findings as CSV, or debsecan’s output. ${nameForeignFile(head)}`.trim(),
    );
  }
  if (!reader.sides.includes(delivery.team)) {
    const words = { it: 'IT', infosec: 'InfoSec' };
    throw new FormatError(
      'other-format',
      `${delivery.file_name} is a ${reader.title}, which Baton reads as the word of ${reader.sides.map((side) => words[side]).join(' or ')} only. Of ${words[delivery.team]} it reads: ${titlesOf(delivery.team)}.`,
    );
  }
  return reader;
}

function titlesOf(team: Team): string {
  return REPORT_READERS.filter(({ sides }) => sides.includes(team))
    .map(({ title }) => title)
    .join(', ');
}

/** What people corrected for this file, else what was remembered for its source. */
async function mappingOf(db: Database, { team, told }: DeliveryRecord) {
  if (told.mapping !== undefined || told.source === undefined) return told.mapping;
  const source = await findSource(db, team, told.source);
  return source?.mapping ?? undefined;
}

function parts(
  reader: ReportReader,
  path: string,
  { file_name, told, created_at }: DeliveryRecord,
  mapping: Readonly<Record<string, string>> | undefined,
  work: RunningWork,
): AsyncIterable<ReportPart> {
  return reader.read(withProgress(createReadStream(path, { highWaterMark: 256 * 1024 }), work), {
    fileName: file_name,
    zone: told.zone ?? 'UTC',
    signal: work.signal,
    at: told.at ?? created_at,
    ...(told.device === undefined ? {} : { device: told.device }),
    ...(mapping === undefined ? {} : { mapping }),
  });
}

async function* withProgress(chunks: AsyncIterable<Buffer>, work: RunningWork): AsyncGenerator<Uint8Array> {
  let done = 0;
  for await (const chunk of chunks) {
    work.throwIfCancelled();
    done += chunk.byteLength;
    work.progress({ done });
    yield chunk;
  }
}

/** How a source's files are read from now on is its own team's to say, also where the other team brings one of them. */
async function isByOwnTeam(trx: DatabaseTransaction, delivery: DeliveryRecord): Promise<boolean> {
  const { imported_by_kind: kind, imported_by_id: id, team } = delivery;
  return kind !== 'person' || id === null || (await findPerson(trx, id))?.team === team;
}

async function keep(
  trx: DatabaseTransaction,
  delivery: DeliveryRecord,
  reader: ReportReader,
  staged: StagedReport,
  signal: AbortSignal,
): Promise<void> {
  const { report_id: reportId, team, told } = delivery;
  const name = (told.source ?? staged.scope?.tool ?? reader.title).slice(0, 100);
  const sourceId = await ensureSource(trx, { team, name, kind: reader.id });
  if (told.mapping !== undefined && (await isByOwnTeam(trx, delivery)))
    await rememberMapping(trx, sourceId, told.mapping);
  const origin = { reportId, sourceId, team };
  const deliveredAt = told.at ?? delivery.created_at;
  const targets = team === 'infosec' ? exactTargets(staged.scope?.targets ?? []) : [];
  const report = { ...origin, scope: staged.scope, deliveredAt, receivedAt: delivery.created_at };
  const kept = await keepReport(trx, staged.staging, report, signal);
  // A scan that reached nobody still says whom it was asked to look at.
  if (kept.deviceIds.length === 0 && (team === 'it' || targets.length === 0)) {
    throw new FormatError('malformed', `${delivery.file_name} holds no device that could be read; nothing was kept.`);
  }
  await insertTargets(trx, sourceId, targets);
  const problems = [...datedAhead(kept), ...staged.problems];
  await insertProblems(trx, reportId, 1, problems);
  await completeDelivery(trx, reportId, {
    ...kept,
    sourceId,
    format: reader.id,
    devices: kept.deviceIds.length,
    claims: staged.claims,
    problems: staged.problemCount + problems.length - staged.problems.length,
    scope: staged.scope,
  });
  const related = await findRelatedDevices(trx, kept.deviceIds, targets);
  await queueChunks(trx, [...new Set([...kept.deviceIds, ...kept.setApart, ...related])], { importId: reportId });
  await publishEvent(trx, { topic: 'source', id: sourceId });
}

function datedAhead({ datedAhead: visits }: KeptReport): readonly Problem[] {
  if (visits === 0) return [];
  const what = `${visits} ${visits === 1 ? 'visit is' : 'visits are'} dated after this file was delivered: the scanner’s clock, or the time zone that its times were read in, is wrong. What it found counts; what it did not find proves nothing.`;
  return [{ line: 1, where: null, what }];
}

/** A scan of a whole network lists ranges; only names and addresses say of a device that it was meant. */
const TARGETS_KEPT = 100_000;

function exactTargets(targets: readonly string[]): readonly string[] {
  const exact = targets
    .map((target) => target.trim().toLowerCase())
    .filter((target) => target !== '' && !/[/\s*]/.test(target));
  return [...new Set(exact)].slice(0, TARGETS_KEPT);
}

async function abandon({ db, dataFolder }: ImportContext, importId: string, failure: unknown): Promise<void> {
  const record = await db.selectFrom('report').select('sha256').where('report_id', '=', importId).executeTakeFirst();
  await abandonDelivery(
    db,
    importId,
    failure === undefined ? { state: 'cancelled' } : { state: 'failed', error: reasonOf(failure) },
  );
  if (record === undefined || (await isFileInUse(db, record.sha256))) return;
  await rm(pathOfFile(dataFolder, record.sha256), { force: true });
}

function isAboutTheFile(error: unknown): boolean {
  return error instanceof FormatError;
}

/** A reader’s words are for people; anything else stays in the server’s log. */
function reasonOf(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof FormatError) {
    return { code: error.code, message: error.line === null ? error.message : `Line ${error.line}: ${error.message}` };
  }
  return {
    code: 'fault',
    message: 'Baton failed to read this file. Nothing of it was kept; the server’s log has the reason.',
  };
}
