import * as relay from '@baton/contract/baton.ts';
import * as devices from '@baton/contract/remediation-devices.ts';
import * as moves from '@baton/contract/remediation-moves.ts';
import * as preview from '@baton/contract/remediation-preview.ts';
import * as contract from '@baton/contract/remediations.ts';
import * as verification from '@baton/contract/verification-requests.ts';
import { holderOf } from '@baton/domain/relay/leg.ts';
import { listRemediationDevices } from '@baton/services/read-relay/list-remediation-devices.ts';
import { listRemediations } from '@baton/services/read-relay/list-remediations.ts';
import { listVerificationRequests } from '@baton/services/read-relay/list-verification-requests.ts';
import { previewAct } from '@baton/services/read-relay/preview-act.ts';
import { readActivityPage } from '@baton/services/read-relay/read-activity.ts';
import { readBaton } from '@baton/services/read-relay/read-baton.ts';
import { readRemediation } from '@baton/services/read-relay/read-remediation.ts';
import { commentOn } from '@baton/services/relay/comment-on.ts';
import { deployFix } from '@baton/services/relay/deploy-fix.ts';
import { type MoveRequest, moveBaton } from '@baton/services/relay/move-baton.ts';
import { requestVerification } from '@baton/services/relay/request-verification.ts';
import { ServiceError } from '@baton/services/service-error.ts';
import { relayContext } from '../../relay-context.ts';
import type { ServerContext } from '../../server-context.ts';
import { type ServedRoute, serve } from '../serve.ts';

/** Routes of @baton/contract/remediations.ts. */
export function remediationsRoutes(context: ServerContext): readonly ServedRoute[] {
  return [...readRoutes(context), ...actRoutes(context)];
}

function readRoutes({ db }: Pick<ServerContext, 'db'>): readonly ServedRoute[] {
  return [
    serve(contract.listRemediations, ({ query: { overdue, mine, watched, emergency, ...query }, actor }) =>
      listRemediations(db, {
        ...query,
        overdue: overdue === 'true',
        mine: mine === 'true',
        watched: watched === 'true',
        emergency: emergency === 'true',
        actor,
        now: relayContext(db).now,
      }),
    ),
    serve(contract.getRemediation, ({ params, actor }) =>
      readRemediation(db, relayContext(db), actor, params.remediationId),
    ),
    serve(contract.listActivity, ({ params, query }) => readActivityPage(db, params.remediationId, query)),
    serve(devices.listRemediationDevices, ({ params, query: { deployable, ...query } }) =>
      listRemediationDevices(db, relayContext(db), {
        ...params,
        ...query,
        deployable: deployable === undefined ? undefined : deployable === 'true',
      }),
    ),
    serve(preview.previewAct, ({ params, query, actor }) =>
      previewAct(db, relayContext(db), actor, { ...params, ...query }),
    ),
    serve(verification.listVerificationRequests, async ({ params }) => ({
      rows: await listVerificationRequests(db, relayContext(db), params.remediationId),
    })),
    serve(relay.getBaton, ({ actor }) => readBaton(db, actor, relayContext(db).now)),
  ];
}

function actRoutes({ db }: Pick<ServerContext, 'db'>): readonly ServedRoute[] {
  const move = async (act: MoveRequest['act'], request: Omit<MoveRequest, 'act'>) => {
    const moved = await db.transaction().execute((trx) => moveBaton(trx, relayContext(db), { ...request, act }));
    return { ...moved, holder: holderOf(moved.place) };
  };
  return [
    serve(moves.handOver, ({ params, body: { testResult, ...body }, actor }) =>
      move('hand-over', { ...params, ...body, actor, ...(testResult ? { test: testResult } : {}) }),
    ),
    serve(moves.handBack, ({ params, body: { deviceIds, ...body }, actor }) =>
      move('hand-back', { ...params, ...body, actor, ...(deviceIds ? { deviceIds } : {}) }),
    ),
    serve(moves.alreadyInPlace, ({ params, body, actor }) => move('already-in-place', { ...params, ...body, actor })),
    serve(moves.rejectRemediation, ({ params, body: { reason, duplicateOf, ...body }, actor }) =>
      move('reject', { ...params, ...body, actor, rejectReason: reason, ...(duplicateOf ? { duplicateOf } : {}) }),
    ),
    serve(moves.upholdRejection, ({ params, body, actor }) => move('uphold', { ...params, ...body, actor })),
    serve(moves.closeRemediation, ({ params, body, actor }) => move('close', { ...params, ...body, actor })),
    serve(moves.reopenRemediation, ({ params, body, actor }) => move('reopen', { ...params, ...body, actor })),
    serve(moves.commentOnRemediation, async ({ params, body, actor }) => {
      const done = await db
        .transaction()
        .execute((trx) => commentOn(trx, relayContext(db), { ...params, ...body, actor }));
      return { ...done, holder: holderOf(done.place) };
    }),
    serve(moves.deployFix, async ({ params, body: { note, ...body }, actor }) => {
      const deployed = await db
        .transaction()
        .execute((trx) => deployFix(trx, relayContext(db), { ...params, ...body, actor, note: note ?? null }));
      return { ...deployed, queued: [...deployed.queued], refused: [...deployed.refused] };
    }),
    serve(verification.requestVerification, async ({ params, body: { note, deviceIds, version }, actor }) => {
      const { remediationId } = params;
      const wish = { remediationId, version, actor, note: note ?? null, ...(deviceIds ? { deviceIds } : {}) };
      const id = await db.transaction().execute((trx) => requestVerification(trx, relayContext(db), wish));
      const asked = await listVerificationRequests(db, relayContext(db), remediationId);
      const request = asked.find((one) => one.id === id);
      if (!request) throw new ServiceError('not-found', `The request ${id} is not there.`);
      return request;
    }),
  ];
}
