import * as acts from '@baton/contract/exception-acts.ts';
import * as meetings from '@baton/contract/exception-meetings.ts';
import * as contract from '@baton/contract/exceptions.ts';
import { attestControl } from '@baton/services/exceptions/attest-control.ts';
import { checkException } from '@baton/services/exceptions/check-exception.ts';
import {
  declineException,
  endException,
  handBackException,
  withdrawException,
} from '@baton/services/exceptions/end-exception.ts';
import { closeMeeting, decideInMeeting, openMeeting } from '@baton/services/exceptions/hold-meeting.ts';
import {
  findExceptionByNumber,
  listExceptedDevices,
  listExceptions,
} from '@baton/services/exceptions/list-exceptions.ts';
import { previewException } from '@baton/services/exceptions/preview-exception.ts';
import { readExceptionFor } from '@baton/services/exceptions/read-exception.ts';
import { readMeetings } from '@baton/services/exceptions/read-meetings.ts';
import { renewException } from '@baton/services/exceptions/renew-exception.ts';
import { requestException } from '@baton/services/exceptions/request-exception.ts';
import { signExceptions } from '@baton/services/exceptions/sign-exceptions.ts';
import { relayContext } from '../../relay-context.ts';
import type { ServerContext } from '../../server-context.ts';
import { type ServedRoute, serve } from '../serve.ts';
import { visitorOf } from '../visitor-of.ts';

/** Routes of @baton/contract/exceptions.ts and exception-meetings.ts. */
export function exceptionsRoutes({ db, publicUrl }: ServerContext): readonly ServedRoute[] {
  const now = () => relayContext(db);
  return [
    serve(contract.listExceptions, ({ actor, query }) => listExceptions(db, now(), actor, query)),
    serve(contract.getException, ({ actor, params }) => readExceptionFor(db, now(), actor, params.exceptionId)),
    serve(contract.findException, ({ params }) => findExceptionByNumber(db, params.number)),
    serve(contract.listExceptedDevices, ({ params, query }) => listExceptedDevices(db, params.exceptionId, query)),
    serve(contract.previewException, ({ body }) => previewException(db, now(), body)),
    serve(acts.requestException, ({ actor, body }) => requestException(db, now(), actor, body)),
    serve(acts.renewException, ({ actor, params, body }) => renewException(db, now(), actor, { ...params, ...body })),
    serve(acts.signExceptions, ({ actor, body, request }) =>
      signExceptions(db, now(), actor, body, visitorOf(request, publicUrl)),
    ),
    serve(acts.declineException, ({ actor, params, body }) =>
      declineException(db, now(), actor, { ...params, ...body }),
    ),
    serve(acts.withdrawException, ({ actor, params, body }) =>
      withdrawException(db, now(), actor, { ...params, ...body }),
    ),
    serve(acts.endException, ({ actor, params, body }) => endException(db, now(), actor, { ...params, ...body })),
    serve(acts.handBackException, ({ actor, params, body }) =>
      handBackException(db, now(), actor, { ...params, ...body }),
    ),
    serve(acts.attestControl, ({ actor, params, body }) => attestControl(db, now(), actor, { ...params, ...body })),
    serve(acts.checkException, ({ actor, params }) => checkException(db, now(), actor, params.exceptionId)),
    serve(meetings.listMeetings, ({ query }) => readMeetings(db, now(), query)),
    serve(meetings.openMeeting, ({ actor, body }) => openMeeting(db, now(), actor, body.present)),
    serve(meetings.decideInMeeting, ({ actor, params, body }) =>
      decideInMeeting(db, now(), actor, { ...params, ...body }),
    ),
    serve(meetings.closeMeeting, ({ actor, params, body }) => closeMeeting(db, now(), actor, { ...params, ...body })),
  ];
}
