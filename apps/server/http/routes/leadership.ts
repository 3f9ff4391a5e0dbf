import { Readable } from 'node:stream';
import * as contract from '@baton/contract/leadership.ts';
import * as mailContract from '@baton/contract/leadership-mail.ts';
import { JOINT_GOALS, offerGoals, readGoals, saveGoals } from '@baton/services/leadership/goals-document.ts';
import {
  readMailSchedule,
  sendPageNow,
  setMailSchedule,
  stopMailSchedule,
} from '@baton/services/leadership/mail-schedule.ts';
import { readLeadershipPage } from '@baton/services/leadership/read-page.ts';
import {
  admitByLink,
  listSharedLinks,
  makeSharedLink,
  revokeSharedLink,
} from '@baton/services/leadership/shared-links.ts';
import { writeMessage } from '@baton/services/leadership/write-message.ts';
import { discardDraft } from '@baton/services/signatures/drafts.ts';
import { signVersion } from '@baton/services/signatures/sign-version.ts';
import { printPage } from '../../printing/print-page.ts';
import { relayContext } from '../../relay-context.ts';
import type { ServerContext } from '../../server-context.ts';
import { sendFile } from '../send-file.ts';
import { type ServedRoute, serve, serveRaw } from '../serve.ts';
import { visitorOf } from '../visitor-of.ts';

const DONE = { done: true } as const;

/** Routes of @baton/contract/leadership.ts: the page, the goals that both leads sign, and links to the page. */
export function leadershipRoutes(context: ServerContext): readonly ServedRoute[] {
  return [
    serve(contract.readLeadership, () => readLeadershipPage(context.db, relayContext(context.db))),
    ...goalRoutes(context),
    ...linkRoutes(context),
    ...pageRoutes(context),
    ...mailRoutes(context),
  ];
}

function goalRoutes({ db, publicUrl }: ServerContext): readonly ServedRoute[] {
  return [
    serve(contract.readGoals, () => readGoals(db)),
    serve(contract.saveGoalsDraft, async ({ actor, body }) => ({ revision: await saveGoals(db, actor, body) })),
    serve(contract.discardGoalsDraft, async ({ actor, query }) => {
      await discardDraft(db, actor, JOINT_GOALS, query.seenRevision);
      return DONE;
    }),
    serve(contract.offerGoals, async ({ actor, body }) => ({ version: await offerGoals(db, actor, body) })),
    serve(contract.signGoals, async ({ actor, params, body, request }) => ({
      inForce: await signVersion(db, actor, JOINT_GOALS, { ...params, ...body }, visitorOf(request, publicUrl)),
    })),
  ];
}

function linkRoutes({ db, publicUrl }: ServerContext): readonly ServedRoute[] {
  return [
    serve(contract.listSharedLinks, () => listSharedLinks(db)),
    serve(contract.makeSharedLink, async ({ actor, body: { days } }) => {
      const { linkId, token, expiresAt } = await makeSharedLink(
        db,
        actor,
        Temporal.Duration.from({ hours: 24 * days }),
      );
      return { linkId, link: `${publicUrl()}/shared#${token}`, expiresAt };
    }),
    serve(contract.revokeSharedLink, async ({ actor, params }) => {
      await revokeSharedLink(db, actor, params.linkId);
      return DONE;
    }),
  ];
}

/** The page for who has no account, on paper, and as a message. Paper is the page by a link, printed. */
function pageRoutes({ db, publicUrl, ownUrl, passes }: ServerContext): readonly ServedRoute[] {
  return [
    serve(contract.readSharedPage, async ({ body: { token }, request }) => {
      const context = relayContext(db);
      const expiresAt = passes.take(token) ? context.now : await admitByLink(db, token, visitorOf(request, publicUrl));
      return { page: await readLeadershipPage(db, context), expiresAt };
    }),
    serveRaw(contract.printLeadership, async ({ signal, reply }) => {
      const pdf = await printPage(`${ownUrl()}/shared#${passes.make()}`, signal);
      await sendFile(reply, { fileName: fileName('pdf'), type: 'application/pdf' }, Readable.from([pdf]));
    }),
    serveRaw(contract.mailLeadership, async ({ query: { to }, reply }) => {
      const page = await readLeadershipPage(db, relayContext(db));
      const message = writeMessage(page, { to, publicUrl: publicUrl() });
      await sendFile(reply, { fileName: fileName('eml'), type: 'message/rfc822' }, Readable.from([message]));
    }),
  ];
}

/** The page by mail, each month. */
function mailRoutes({ db }: ServerContext): readonly ServedRoute[] {
  const now = (): string => relayContext(db).now;
  return [
    serve(mailContract.readLeadershipMail, () => readMailSchedule(db, now())),
    serve(mailContract.setLeadershipMail, ({ actor, body }) => setMailSchedule(db, actor, body, now())),
    serve(mailContract.stopLeadershipMail, ({ actor }) => stopMailSchedule(db, actor, now())),
    serve(mailContract.sendLeadershipMail, async ({ actor }) => ({ queued: await sendPageNow(db, actor) })),
  ];
}

function fileName(ending: 'pdf' | 'eml'): string {
  return `patch-management-${Temporal.Now.plainDateISO('UTC')}.${ending}`;
}
