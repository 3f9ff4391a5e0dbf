import { Readable } from 'node:stream';
import * as contract from '@baton/contract/cycles.ts';
import * as review from '@baton/contract/retrospectives.ts';
import { offerRetrospective, signRetrospective } from '@baton/services/cycles/close-retrospective.ts';
import { judgeAction } from '@baton/services/cycles/judge-action.ts';
import { compareCycles, listCycles } from '@baton/services/cycles/list-cycles.ts';
import { setSchedule } from '@baton/services/cycles/plan-cycles.ts';
import { retrospectiveHtml, retrospectiveMarkdown } from '@baton/services/cycles/print-retrospective.ts';
import { readCycle } from '@baton/services/cycles/read-cycle.ts';
import { readRetrospective } from '@baton/services/cycles/read-retrospective.ts';
import { addAction, takeActionBack } from '@baton/services/cycles/write-actions.ts';
import { addEntry, takeEntryBack } from '@baton/services/cycles/write-entries.ts';
import type { FastifyReply } from 'fastify';
import { relayContext } from '../../relay-context.ts';
import type { ServerContext } from '../../server-context.ts';
import { sendFile } from '../send-file.ts';
import { type ServedRoute, serve, serveRaw } from '../serve.ts';
import { visitorOf } from '../visitor-of.ts';

const DONE = { done: true } as const;

/** Routes of @baton/contract/cycles.ts and retrospectives.ts. */
export function cyclesRoutes({ db, publicUrl }: ServerContext): readonly ServedRoute[] {
  return [
    serve(contract.listCycles, () => listCycles(db, relayContext(db))),
    serve(contract.setCycleSchedule, async ({ actor, body }) => ({
      version: await setSchedule(db, actor, body, relayContext(db).now),
    })),
    serve(contract.compareCycles, ({ query }) =>
      compareCycles(db, relayContext(db).now, query.numbers.split(',').map(Number)),
    ),
    serve(contract.getCycle, ({ params }) => readCycle(db, params.number, relayContext(db).now)),
    ...retrospectiveRoutes({ db, publicUrl }),
    ...reviewRoutes({ db }),
  ];
}

function retrospectiveRoutes({ db, publicUrl }: Pick<ServerContext, 'db' | 'publicUrl'>): readonly ServedRoute[] {
  const read = (number: number) => readRetrospective(db, number, relayContext(db).now);
  const send = (reply: FastifyReply, number: number, ending: 'md' | 'html', text: string) => {
    const type = ending === 'md' ? 'text/markdown; charset=utf-8' : 'text/html; charset=utf-8';
    return sendFile(reply, { fileName: `cycle-${number}-retrospective.${ending}`, type }, Readable.from([text]));
  };
  return [
    serve(review.readRetrospective, ({ params }) => read(params.number)),
    serveRaw(review.exportMarkdown, async ({ params: { number }, reply }) =>
      send(reply, number, 'md', retrospectiveMarkdown(await read(number))),
    ),
    serveRaw(review.exportHtml, async ({ params: { number }, reply }) =>
      send(reply, number, 'html', retrospectiveHtml(await read(number))),
    ),
    serve(review.offerRetrospective, async ({ actor, params, body }) => ({
      version: await offerRetrospective(db, actor, { ...params, ...body }, relayContext(db).now),
    })),
    serve(review.signRetrospective, async ({ actor, params, body, request }) => ({
      closed: await signRetrospective(
        db,
        actor,
        { ...params, ...body },
        visitorOf(request, publicUrl),
        relayContext(db).now,
      ),
    })),
  ];
}

function reviewRoutes({ db }: Pick<ServerContext, 'db'>): readonly ServedRoute[] {
  return [
    serve(review.addEntry, async ({ actor, params, body }) => ({
      entryId: await addEntry(db, actor, { ...params, ...body }, relayContext(db).now),
    })),
    serve(review.takeEntryBack, async ({ actor, params }) => {
      await takeEntryBack(db, actor, params, relayContext(db).now);
      return DONE;
    }),
    serve(review.addAction, async ({ actor, params, body }) => ({
      actionId: await addAction(db, actor, { ...params, ...body }, relayContext(db).now),
    })),
    serve(review.takeActionBack, async ({ actor, params }) => {
      await takeActionBack(db, actor, params, relayContext(db).now);
      return DONE;
    }),
    serve(review.judgeAction, async ({ actor, params, body }) => {
      await judgeAction(db, actor, { ...params, ...body }, relayContext(db).now);
      return DONE;
    }),
  ];
}
