import { createClient } from '@baton/contract/client.ts';
import {
  acceptInvitation,
  createInvitation,
  createKey,
  createPasswordLink,
  deactivatePerson,
  getCaller,
  getSession,
  listInvitations,
  listKeys,
  listPeople,
  reactivatePerson,
  revokeKey,
  setNewPassword,
  signIn,
  updatePerson,
  withdrawInvitation,
} from '@baton/contract/people.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { TEST_PASSWORD, type TestPerson, useTestServer } from '../../testing/test-server.ts';

const server = useTestServer();

const tokenOf = (link: string): string => new URL(link).searchParams.get('token') ?? '';
const refused = { status: 403, code: 'not-permitted' };

let itLead: TestPerson;
let itMember: TestPerson;
let administrator: TestPerson;

beforeAll(async () => {
  itLead = await server.person({ team: 'it', role: 'lead' });
  itMember = await server.person({ team: 'it' });
  administrator = await server.person({ team: 'it', role: 'viewer', administrator: true });
});

describe('an invitation', () => {
  const newcomer = (name: string) => ({ email: `${name}@example.org`, team: 'infosec', role: 'lead' }) as const;

  test('brings in the first lead of the other team by the administrator, once', async () => {
    await expect(
      administrator.call(createInvitation, { body: { ...newcomer('m'), role: 'member' } }),
    ).rejects.toMatchObject(refused);
    await expect(itLead.call(createInvitation, { body: newcomer('m') })).rejects.toMatchObject(refused);
    const { link } = await administrator.call(createInvitation, { body: newcomer('grace') });
    const body = { token: tokenOf(link), name: 'Grace', password: TEST_PASSWORD };
    const both = await Promise.allSettled([
      server.call(acceptInvitation, { body }),
      server.call(acceptInvitation, { body }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await server.call(signIn, { body: { email: 'grace@example.org', password: TEST_PASSWORD } })).toMatchObject({
      team: 'infosec',
      role: 'lead',
      administrator: false,
    });
  });

  test('into a team that ever had a lead comes from that lead alone', async () => {
    await expect(administrator.call(createInvitation, { body: newcomer('puppet') })).rejects.toMatchObject(refused);
    const { rows } = await administrator.call(listPeople, { query: { team: 'infosec' } });
    const grace = rows[0]?.personId ?? '';
    // Not even after closing the account: the team had a lead.
    await expect(administrator.call(deactivatePerson, { params: { personId: grace } })).rejects.toMatchObject({
      code: 'last-lead',
    });
    await server.database.pool.query('UPDATE person SET deactivated_at = now() WHERE person_id = $1', [grace]);
    await expect(administrator.call(createInvitation, { body: newcomer('puppet') })).rejects.toMatchObject(refused);
    await server.database.pool.query('UPDATE person SET deactivated_at = NULL WHERE person_id = $1', [grace]);
  });

  test('can be withdrawn, and a newer one for the same address replaces it', async () => {
    const body = { email: 'new@example.org', team: 'it', role: 'member' } as const;
    const first = await itLead.call(createInvitation, { body });
    const second = await itLead.call(createInvitation, { body });
    const accept = (link: string) =>
      server.call(acceptInvitation, { body: { token: tokenOf(link), name: 'New', password: TEST_PASSWORD } });
    await expect(accept(first.link)).rejects.toMatchObject({ status: 410 });
    await expect(
      itMember.call(withdrawInvitation, { params: { invitationId: second.invitationId } }),
    ).rejects.toMatchObject(refused);
    await itLead.call(withdrawInvitation, { params: { invitationId: second.invitationId } });
    await expect(accept(second.link)).rejects.toMatchObject({ status: 410 });
    const { rows } = await itLead.call(listInvitations, { query: {} });
    expect(rows.filter(({ email }) => email === body.email).map(({ state }) => state)).toEqual([
      'withdrawn',
      'withdrawn',
    ]);
  });

  test('is refused for an address that has an account', async () => {
    const body = { email: itMember.email, team: 'it', role: 'member' } as const;
    await expect(itLead.call(createInvitation, { body })).rejects.toMatchObject({
      status: 409,
      code: 'account-exists',
    });
  });

  test('falls with the account that made it', async () => {
    const lead = await server.person({ team: 'it', role: 'lead' });
    const { link } = await lead.call(createInvitation, {
      body: { email: 'late@example.org', team: 'it', role: 'lead' },
    });
    await itLead.call(deactivatePerson, { params: { personId: lead.actor.personId } });
    const body = { token: tokenOf(link), name: 'Late', password: TEST_PASSWORD };
    await expect(server.call(acceptInvitation, { body })).rejects.toMatchObject({ status: 410 });
  });
});

describe('an API key', () => {
  const keyOf = async (person: TestPerson, role: 'lead' | 'member' | 'viewer') => {
    const made = await person.call(createKey, { body: { name: 'script', role } });
    return { ...made, call: createClient({ baseUrl: server.url, key: made.secret }) };
  };

  test('acts for the team of who made it, with a role up to theirs', async () => {
    const { call } = await keyOf(itMember, 'member');
    expect(await call(getCaller)).toMatchObject({ kind: 'key', team: 'it', role: 'member' });
    await expect(keyOf(itMember, 'lead')).rejects.toMatchObject(refused);
    await expect(keyOf(administrator, 'viewer')).rejects.toMatchObject(refused);
  });

  test('is never a person: it makes no keys, invites nobody, and needs no x-baton', async () => {
    const { call, secret } = await keyOf(itLead, 'lead');
    await expect(call(createKey, { body: { name: 'more', role: 'viewer' } })).rejects.toMatchObject(refused);
    await expect(
      call(createInvitation, { body: { email: 'k@example.org', team: 'it', role: 'lead' } }),
    ).rejects.toMatchObject(refused);
    const headers = { authorization: `Bearer ${secret}` };
    expect((await fetch(`${server.url}/api/log/verify`, { method: 'POST', headers })).status).toBe(200);
  });

  test('keeps its secret to whoever was shown it', async () => {
    const { secret, keyId } = await keyOf(itMember, 'viewer');
    const [row] = (await itMember.call(listKeys, { query: {} })).rows.filter((key) => key.keyId === keyId);
    expect(secret.startsWith(row?.prefix ?? '?')).toBe(true);
    const everything = JSON.stringify((await server.database.pool.query('SELECT * FROM api_key')).rows);
    expect(everything).not.toContain(secret.slice('baton_0123456789ab_'.length));
    const { rows } = await server.database.pool.query("SELECT string_agg(entry, '') AS log FROM log_entry");
    expect(rows[0].log).not.toContain(secret.slice('baton_0123456789ab_'.length));
  });

  test('is refused when it is wrong, revoked, or its maker was closed, even beside a good cookie', async () => {
    const maker = await server.person({ team: 'it' });
    const first = await keyOf(maker, 'member');
    const second = await keyOf(maker, 'member');
    const forged = `${first.secret.slice(0, -3)}AAA`;
    const asForged = createClient({ baseUrl: server.url, key: forged, headers: { cookie: maker.cookie } });
    await expect(asForged(getCaller)).rejects.toMatchObject({ status: 401 });
    const infosec = await server.person({ team: 'infosec', role: 'lead' });
    await expect(infosec.call(revokeKey, { params: { keyId: first.keyId } })).rejects.toMatchObject(refused);
    await itMember.call(revokeKey, { params: { keyId: first.keyId } });
    await expect(first.call(getCaller)).rejects.toMatchObject({ status: 401 });
    await administrator.call(deactivatePerson, { params: { personId: maker.actor.personId } });
    await expect(second.call(getCaller)).rejects.toMatchObject({ status: 401 });
  });

  test('shrinks with the role of its maker', async () => {
    const maker = await server.person({ team: 'it', role: 'lead' });
    const { call } = await keyOf(maker, 'lead');
    await itLead.call(updatePerson, { params: { personId: maker.actor.personId }, body: { role: 'viewer' } });
    expect(await call(getCaller)).toMatchObject({ role: 'viewer' });
  });
});

describe('an account', () => {
  test('changes its role by the lead of its team alone, and its team by nobody', async () => {
    const params = { personId: itMember.actor.personId };
    const infosecLead = await server.person({ team: 'infosec', role: 'lead' });
    for (const other of [itMember, administrator, infosecLead]) {
      await expect(other.call(updatePerson, { params, body: { role: 'lead' } })).rejects.toMatchObject(refused);
    }
    expect(await itLead.call(updatePerson, { params, body: { role: 'viewer' } })).toMatchObject({ role: 'viewer' });
    expect(await itLead.call(updatePerson, { params, body: { role: 'member' } })).toMatchObject({ role: 'member' });
    await expect(
      server.database.pool.query("UPDATE person SET team = 'infosec' WHERE person_id = $1", [params.personId]),
    ).rejects.toThrow(/never changes/);
  });

  test('is appointed administrator by an administrator, which gives no right of a team', async () => {
    const person = await server.person({ team: 'infosec', role: 'viewer' });
    const params = { personId: person.actor.personId };
    await expect(itLead.call(updatePerson, { params, body: { administrator: true } })).rejects.toMatchObject(refused);
    await administrator.call(updatePerson, { params, body: { administrator: true } });
    const { permissions } = await person.call(getCaller);
    expect(permissions.filter((name) => name.startsWith('remediation.') || name.startsWith('device.'))).toEqual([]);
  });

  test('is closed at once: its sessions end; opened again by its lead, not by the administrator', async () => {
    const person = await server.person({ team: 'it' });
    const params = { personId: person.actor.personId };
    expect((await administrator.call(deactivatePerson, { params })).deactivatedAt).not.toBeNull();
    expect((await person.call(getSession)).person).toBeNull();
    await expect(administrator.call(reactivatePerson, { params })).rejects.toMatchObject(refused);
    expect((await itLead.call(reactivatePerson, { params })).deactivatedAt).toBeNull();
  });

  test('gets a new password by a link from a lead of its own team', async () => {
    const person = await server.person({ team: 'it' });
    const params = { personId: person.actor.personId };
    const infosecLead = await server.person({ team: 'infosec', role: 'lead' });
    for (const other of [administrator, infosecLead, itMember]) {
      await expect(other.call(createPasswordLink, { params })).rejects.toMatchObject(refused);
    }
    const { link } = await itLead.call(createPasswordLink, { params });
    const body = { token: tokenOf(link), password: 'another long password' };
    expect(await server.call(setNewPassword, { body })).toMatchObject({ email: person.email });
    await expect(server.call(setNewPassword, { body })).rejects.toMatchObject({ status: 410 });
    expect((await person.call(getSession)).person).toBeNull();
  });

  test('stays where it is the last lead or the last administrator', async () => {
    const params = { personId: administrator.actor.personId };
    await server.database.pool.query('UPDATE person SET administrator = (person_id = $1)', [params.personId]);
    await expect(administrator.call(updatePerson, { params, body: { administrator: false } })).rejects.toMatchObject({
      status: 409,
    });
    await expect(itLead.call(deactivatePerson, { params })).rejects.toMatchObject({ status: 409 });
  });
});

test('people are found by part of a name, taken as it is written', async () => {
  await server.person({ team: 'it', name: '100% Ada_B' });
  expect((await itLead.call(listPeople, { query: { search: '0% ada_' } })).total).toBe(1);
  expect((await itLead.call(listPeople, { query: { search: '%' } })).total).toBe(1);
  await expect(server.call(listPeople, { query: {} })).rejects.toMatchObject({ status: 401, code: 'not-signed-in' });
});
