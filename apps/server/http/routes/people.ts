import * as contract from '@baton/contract/people.ts';
import { createKey, revokeKey } from '@baton/services/people/api-keys.ts';
import { invitePerson, withdrawInvitation } from '@baton/services/people/invite-person.ts';
import { listInvitations, listKeys, listPeople, readPerson } from '@baton/services/people/list-people.ts';
import { makePasswordLink } from '@baton/services/people/passwords.ts';
import { deactivatePerson, reactivatePerson, updatePerson } from '@baton/services/people/update-person.ts';
import type { ServerContext } from '../../server-context.ts';
import { type ServedRoute, serve } from '../serve.ts';

const DONE = { done: true } as const;

/** Accounts, invitations and API keys. */
export function peopleRoutes({ db, publicUrl }: ServerContext): readonly ServedRoute[] {
  return [
    serve(contract.listPeople, ({ actor, query }) => listPeople(db, actor, query)),
    serve(contract.updatePerson, async ({ actor, params: { personId }, body }) => {
      await updatePerson(db, actor, personId, body);
      return readPerson(db, actor, personId);
    }),
    serve(contract.deactivatePerson, async ({ actor, params: { personId } }) => {
      await deactivatePerson(db, actor, personId);
      return readPerson(db, actor, personId);
    }),
    serve(contract.reactivatePerson, async ({ actor, params: { personId } }) => {
      await reactivatePerson(db, actor, personId);
      return readPerson(db, actor, personId);
    }),
    serve(contract.createPasswordLink, async ({ actor, params }) => {
      const { token, expiresAt } = await makePasswordLink(db, actor, params.personId);
      return { link: `${publicUrl()}/new-password?token=${token}`, expiresAt };
    }),

    serve(contract.listInvitations, ({ query }) => listInvitations(db, query)),
    serve(contract.createInvitation, async ({ actor, body }) => {
      const { linkId, token, expiresAt } = await invitePerson(db, actor, body);
      return { invitationId: linkId, link: `${publicUrl()}/invitation?token=${token}`, expiresAt };
    }),
    serve(contract.withdrawInvitation, async ({ actor, params }) => {
      await withdrawInvitation(db, actor, params.invitationId);
      return DONE;
    }),

    serve(contract.listKeys, ({ query }) => listKeys(db, query)),
    serve(contract.createKey, ({ actor, body }) => createKey(db, actor, body)),
    serve(contract.revokeKey, async ({ actor, params }) => {
      await revokeKey(db, actor, params.keyId);
      return DONE;
    }),
  ];
}
