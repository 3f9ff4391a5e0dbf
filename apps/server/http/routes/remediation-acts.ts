import * as contract from '@baton/contract/remediation-acts.ts';
import { holderOf } from '@baton/domain/relay/leg.ts';
import { readTimeline } from '@baton/services/read-relay/read-timeline.ts';
import { approveEmergency } from '@baton/services/relay/approve-emergency.ts';
import { assignRemediation } from '@baton/services/relay/assign-remediation.ts';
import { attachFile, readAttachment } from '@baton/services/relay/attach-file.ts';
import { notePart, setParts } from '@baton/services/relay/fix-parts.ts';
import { collectEvidence, waiveEvidence } from '@baton/services/relay/forensic-evidence.ts';
import { mergeRemediations } from '@baton/services/relay/merge-remediations.ts';
import { type Moved, moveBaton } from '@baton/services/relay/move-baton.ts';
import type { RelayContext } from '@baton/services/relay/relay-context.ts';
import { splitRemediation } from '@baton/services/relay/split-remediation.ts';
import { noteTestResult, planTest } from '@baton/services/relay/test-fix.ts';
import { verifyDevices } from '@baton/services/relay/verify-devices.ts';
import { watchRemediation } from '@baton/services/relay/watch-remediation.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import { relayContext } from '../../relay-context.ts';
import type { ServerContext } from '../../server-context.ts';
import { sendFile } from '../send-file.ts';
import { type ServedRoute, serve, serveRaw } from '../serve.ts';

/** Routes of @baton/contract/remediation-acts.ts: daily work on one remediation. */
export function remediationActsRoutes({ db }: Pick<ServerContext, 'db'>): readonly ServedRoute[] {
  return [...testRoutes(db), ...specialRoutes(db), ...divideRoutes(db), ...peopleRoutes(db), ...fileRoutes(db)];
}

/** Does an act in one transaction and says where the baton is after it. */
async function done<Done extends Moved>(
  db: Database,
  act: (trx: DatabaseTransaction, context: RelayContext) => Promise<Done>,
) {
  const moved = await db.transaction().execute((trx) => act(trx, relayContext(db)));
  return { ...moved, holder: holderOf(moved.place) };
}

function testRoutes(db: Database): readonly ServedRoute[] {
  return [
    serve(contract.planTest, ({ params, body, actor }) =>
      done(db, (trx, context) => planTest(trx, context, { ...params, ...body, actor })),
    ),
    serve(contract.noteTestResult, ({ params, body: { note, ...body }, actor }) =>
      done(db, (trx, context) => noteTestResult(trx, context, { ...params, ...body, actor, note: note ?? null })),
    ),
    serve(contract.setParts, ({ params, body: { note, ...body }, actor }) =>
      done(db, (trx, context) => setParts(trx, context, { ...params, ...body, actor, note: note ?? null })),
    ),
    serve(contract.notePart, ({ params, body: { note, deviceIds, ...body }, actor }) =>
      done(db, (trx, context) =>
        notePart(trx, context, { ...params, ...body, actor, note: note ?? null, ...(deviceIds ? { deviceIds } : {}) }),
      ),
    ),
    serve(contract.verifyDevices, ({ params, body, actor }) =>
      done(db, (trx, context) => verifyDevices(trx, context, { ...params, ...body, actor })),
    ),
  ];
}

function specialRoutes(db: Database): readonly ServedRoute[] {
  return [
    serve(contract.declareEmergency, ({ params, body, actor }) =>
      done(db, (trx, context) => moveBaton(trx, context, { ...params, ...body, actor, act: 'emergency' })),
    ),
    serve(contract.approveEmergency, ({ params, body, actor }) =>
      done(db, (trx, context) => approveEmergency(trx, context, { ...params, ...body, actor })),
    ),
    serve(contract.collectEvidence, ({ params, body: { deviceIds, ...body }, actor }) =>
      done(db, (trx, context) =>
        collectEvidence(trx, context, { ...params, ...body, actor, ...(deviceIds ? { deviceIds } : {}) }),
      ),
    ),
    serve(contract.waiveEvidence, ({ params, body, actor }) =>
      done(db, (trx, context) => waiveEvidence(trx, context, { ...params, ...body, actor })),
    ),
  ];
}

function divideRoutes(db: Database): readonly ServedRoute[] {
  return [
    serve(contract.splitRemediation, ({ params, body, actor }) =>
      done(db, (trx, context) => splitRemediation(trx, context, { ...params, ...body, actor })),
    ),
    serve(contract.mergeRemediations, ({ params, body, actor }) =>
      done(db, (trx, context) => mergeRemediations(trx, context, { ...params, ...body, actor })),
    ),
  ];
}

function peopleRoutes(db: Database): readonly ServedRoute[] {
  return [
    serve(contract.assignRemediation, ({ params, body: { note, ...body }, actor }) =>
      done(db, (trx, context) => assignRemediation(trx, context, { ...params, ...body, actor, note: note ?? null })),
    ),
    serve(contract.watchRemediation, async ({ params, body: { watch }, actor }) => {
      await db.transaction().execute((trx) => watchRemediation(trx, relayContext(db), { ...params, actor, watch }));
      return { watching: watch };
    }),
    serve(contract.readTimeline, ({ params, query }) =>
      readTimeline(db, relayContext(db).now, params.remediationId, query),
    ),
  ];
}

function fileRoutes(db: Database): readonly ServedRoute[] {
  return [
    serve(contract.attachFile, async ({ params, query: { fileName, note }, actor, file }) => ({
      attachmentId: await attachFile(db, relayContext(db), { ...params, fileName, note: note ?? null, actor, file }),
    })),
    serveRaw(contract.downloadAttachment, async ({ params, reply }) => {
      const { file_name: fileName, content } = await readAttachment(db, params.attachmentId);
      // Whatever it is, no browser is told that it could show it.
      await sendFile(reply, { fileName, type: 'application/octet-stream' }, wholly(content));
    }),
  ];
}

async function* wholly(content: Buffer): AsyncGenerator<Buffer> {
  yield content;
}
