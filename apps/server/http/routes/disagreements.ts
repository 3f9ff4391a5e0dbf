import * as levels from '@baton/contract/cause-levels.ts';
import { getCellWork } from '@baton/contract/cell-work.ts';
import * as requests from '@baton/contract/device-requests.ts';
import * as acts from '@baton/contract/disagreement-acts.ts';
import * as contract from '@baton/contract/disagreements.ts';
import * as questions from '@baton/contract/questions.ts';
import { actOnCells } from '@baton/services/disagreements/act-on-cells.ts';
import { answerQuestion } from '@baton/services/disagreements/answer-question.ts';
import { askQuestion } from '@baton/services/disagreements/ask-question.ts';
import { openRemediationsOf } from '@baton/services/disagreements/open-remediations-of.ts';
import { withdrawOwnRequest } from '@baton/services/disagreements/request-on-devices.ts';
import { setCauseLevels } from '@baton/services/disagreements/set-cause-levels.ts';
import { listDisagreements } from '@baton/services/read-disagreements/list-disagreements.ts';
import { listWorkCells } from '@baton/services/read-disagreements/list-work-cells.ts';
import { previewWork } from '@baton/services/read-disagreements/preview-work.ts';
import {
  listCauseLevelVersions,
  previewCauseLevels,
  readCauseLevelsNow,
} from '@baton/services/read-disagreements/read-cause-levels.ts';
import { readCellWork } from '@baton/services/read-disagreements/read-cell-work.ts';
import {
  listDeviceRequests,
  readDeviceRequest,
  readRequestWithDevices,
} from '@baton/services/read-disagreements/read-device-requests.ts';
import { listQuestions, readQuestion } from '@baton/services/read-disagreements/read-questions.ts';
import { scanListsOfCells, scanListsOfRequest } from '@baton/services/read-disagreements/scan-lists.ts';
import { relayContext } from '../../relay-context.ts';
import type { ServerContext } from '../../server-context.ts';
import { type ServedRoute, serve } from '../serve.ts';

/** Routes of disagreements and what is done about them, of questions, requests on devices, and times of causes. */
export function disagreementsRoutes(context: ServerContext): readonly ServedRoute[] {
  return [
    ...queueRoutes(context),
    ...levelRoutes(context),
    ...questionRoutes(context),
    ...requestRoutes(context),
    ...actRoutes(context),
  ];
}

function queueRoutes({ db }: Pick<ServerContext, 'db'>): readonly ServedRoute[] {
  return [
    serve(contract.listDisagreements, ({ query }) => listDisagreements(db, query)),
    serve(contract.listWorkCells, ({ query }) => listWorkCells(db, query)),
    serve(getCellWork, ({ params, actor }) => readCellWork(db, actor, params)),
    serve(acts.previewWork, ({ body, actor }) => previewWork(db, relayContext(db), actor, body)),
  ];
}

function levelRoutes({ db }: Pick<ServerContext, 'db'>): readonly ServedRoute[] {
  return [
    serve(levels.getCauseLevels, () => readCauseLevelsNow(db)),
    serve(levels.previewCauseLevels, ({ body }) => previewCauseLevels(db, body.hours)),
    serve(levels.listCauseLevelVersions, () => listCauseLevelVersions(db)),
    serve(levels.setCauseLevels, async ({ body, actor }) => {
      await db.transaction().execute((trx) => setCauseLevels(trx, actor, body));
      return readCauseLevelsNow(db);
    }),
  ];
}

function questionRoutes({ db }: Pick<ServerContext, 'db'>): readonly ServedRoute[] {
  return [
    serve(questions.listQuestions, ({ query: { waitsFor, open, ...page }, actor }) =>
      listQuestions(db, actor, { waitsFor, open: open === undefined ? undefined : open === 'true' }, page),
    ),
    serve(questions.askQuestion, async ({ body, actor }) =>
      readQuestion(db, actor, await db.transaction().execute((trx) => askQuestion(trx, actor, body))),
    ),
    serve(questions.answerQuestion, async ({ params, body, actor }) => {
      await db.transaction().execute((trx) => answerQuestion(trx, actor, { ...params, ...body }));
      return readQuestion(db, actor, params.questionId);
    }),
  ];
}

function requestRoutes({ db }: Pick<ServerContext, 'db'>): readonly ServedRoute[] {
  return [
    serve(requests.listDeviceRequests, ({ query: { open, kind, cause, ...page } }) =>
      listDeviceRequests(db, { kind, cause, open: open === undefined ? undefined : open === 'true' }, page),
    ),
    serve(requests.getDeviceRequest, ({ params, query }) => readRequestWithDevices(db, params.requestId, query)),
    serve(requests.getScanLists, ({ params, query }) => scanListsOfRequest(db, { ...params, tool: query.tool })),
    serve(requests.makeScanLists, ({ body, actor }) => scanListsOfCells(db, relayContext(db), actor, body)),
    serve(requests.requestOnDevices, async ({ body: { note, ...body }, actor }) => {
      const { kind: act, selection } = body;
      const { requestId, ...acted } = await actOnCells(db, relayContext(db), actor, {
        act,
        selection,
        note: note ?? null,
      });
      return { ...acted, request: requestId === null ? null : await readDeviceRequest(db, requestId) };
    }),
    serve(requests.withdrawDeviceRequest, async ({ params, actor }) => {
      const { now } = relayContext(db);
      await db.transaction().execute((trx) => withdrawOwnRequest(trx, actor, params.requestId, now));
      return readDeviceRequest(db, params.requestId);
    }),
  ];
}

function actRoutes({ db }: Pick<ServerContext, 'db'>): readonly ServedRoute[] {
  return [
    serve(acts.assignCells, ({ body, actor }) => actOnCells(db, relayContext(db), actor, { act: 'assign', ...body })),
    serve(acts.openRemediations, async ({ body, actor }) => ({
      remediations: [
        ...(await db.transaction().execute((trx) => openRemediationsOf(trx, relayContext(db), actor, body.selection))),
      ],
    })),
  ];
}
