import { createHash, randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Team } from '@baton/domain/evidence/team.ts';
import { detectReader } from '@baton/formats/reports/registry.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { publishEvent } from '@baton/store/events/publish-event.ts';
import { findDeliveryByKey, insertDelivery } from '@baton/store/evidence/deliveries.ts';
import { enqueueJob } from '@baton/store/jobs/enqueue-job.ts';
import type { ToldWithDelivery } from '@baton/store/tables/evidence.ts';
import { type Actor, idOfActor, nameOfActor } from '../actor.ts';
import { appendLog } from '../log/append-log.ts';
import { requirePermission } from '../permissions.ts';
import { ServiceError } from '../service-error.ts';
import { startWork } from '../work/start-work.ts';
import { readHead } from './read-head.ts';
import { type SpooledFile, spoolFile } from './spool-file.ts';

export interface Delivery {
  readonly fileName: string;
  readonly team: Team;
  readonly told: ToldWithDelivery;
}

export interface ReceivedDelivery {
  readonly importId: string;
  /** The same file has been delivered before: that import is answered, and nothing changes. */
  readonly alreadyKnown: boolean;
}

/** Takes a delivered file in: kept under its hash, recorded, and queued to be read. */
export async function receiveDelivery(
  { db, dataFolder }: { readonly db: Database; readonly dataFolder: string },
  actor: Actor,
  delivery: Delivery,
  stream: Readable,
  signal?: AbortSignal,
): Promise<ReceivedDelivery> {
  requirePermission(actor, 'evidence.deliver', delivery.team);
  requireOwnWord(actor, delivery.team);
  const file = await spoolFile(stream, dataFolder, signal);
  const reader = detectReader(await readHead(file.path), delivery.fileName);
  const deliveryKey = keyOf(delivery, file, reader?.needsDevice ?? false);
  const known = await findDeliveryByKey(db, deliveryKey);
  if (known !== undefined) return { importId: known.report_id, alreadyKnown: true };

  const importId = randomUUID();
  const kept = await db.transaction().execute(async (trx) => {
    const fileName = delivery.fileName.slice(0, 255) || 'unnamed';
    const isNew = await insertDelivery(trx, {
      reportId: importId,
      team: delivery.team,
      fileName,
      bytes: file.bytes,
      sha256: file.sha256,
      deliveryKey,
      format: reader?.id ?? null,
      told: delivery.told,
      importedBy: { kind: actor.kind, id: idOfActor(actor), name: nameOfActor(actor) },
    });
    if (!isNew) return false;
    const { workId } = await startWork(trx, actor, {
      kind: 'import',
      title: fileName,
      subjectId: importId,
      totalUnits: file.bytes,
    });
    await enqueueJob(trx, 'import-report', { importId, workId }, { maxAttempts: 5 });
    await appendLog(trx, {
      actor,
      action: 'report.delivered',
      subject: { kind: 'import', id: importId, name: fileName },
      details: { sha256: file.sha256, bytes: file.bytes, ofTeam: delivery.team },
    });
    await publishEvent(trx, { topic: 'import', id: importId });
    return true;
  });
  if (kept) return { importId, alreadyKnown: false };
  const first = await findDeliveryByKey(db, deliveryKey);
  return { importId: first?.report_id ?? importId, alreadyKnown: true };
}

/**
 * A person may bring the other team's file (and what rests on it is then closed by a person, services/relay); an automation
 * does not speak for the other team: a key belongs to one (DOMAIN: "Separation of duties").
 */
function requireOwnWord(actor: Actor, team: Team): void {
  if (actor.kind !== 'key' || actor.team === team) return;
  throw new ServiceError('not-permitted', 'An API key delivers reports of its own team only.', {
    where: 'query.team',
    hint: 'Use a key of the team whose report this is.',
  });
}

/**
 * The same team, file and reading of it are the same delivery. What was told of device and time counts only where the format
 * does not say it itself: a debsecan listing that did not change is nevertheless another look.
 */
function keyOf({ team, told }: Delivery, { sha256 }: SpooledFile, needsDevice: boolean): string {
  const look = needsDevice ? [told.device?.toLowerCase() ?? null, told.at ?? null] : [];
  const mapping = told.mapping === undefined ? null : Object.entries(told.mapping).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([team, sha256, look, mapping]))
    .digest('hex');
}
