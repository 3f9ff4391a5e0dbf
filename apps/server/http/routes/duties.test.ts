import { offerCharter, readCharter, saveCharterDraft, signCharter } from '@baton/contract/charter.ts';
import { createClient } from '@baton/contract/client.ts';
import { addDuty, type DutyKindDto, endDuty, listDuties } from '@baton/contract/duties.ts';
import { createInvitation, createKey, getCaller, getSession, updatePerson } from '@baton/contract/people.ts';
import { DEFAULT_CHARTER } from '@baton/domain/charter/default-charter.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { TEST_PASSWORD, type TestPerson, useTestServer } from '../../testing/test-server.ts';

const server = useTestServer();
const refused = { status: 403, code: 'not-permitted' };
const hours = (count: number): string =>
  Temporal.Now.instant()
    .add({ minutes: count * 60 })
    .toString();

let lead: TestPerson;
let member: TestPerson;
let other: TestPerson;

beforeEach(async () => {
  lead = await server.person({ team: 'it', role: 'lead' });
  member = await server.person({ team: 'it' });
  other = await server.person({ team: 'infosec', role: 'lead' });
  // Each test has its own people; those of the tests before are gone.
  const others = [lead, member, other].map(({ actor }) => actor.personId);
  await server.database.db
    .updateTable('person')
    .set({ deactivated_at: hours(0) })
    .where('person_id', 'not in', others)
    .execute();
});

const add = (by: TestPerson, kind: DutyKindDto, whom: TestPerson, from = -1, to = 24) =>
  by.call(addDuty, {
    body: { kind, personId: whom.actor.personId, startsAt: hours(from), endsAt: hours(to), note: null },
  });
const permissionsOf = async (person: TestPerson) => (await person.call(getSession, {})).person?.permissions ?? [];
const askedOfIt = async () => (await member.call(listDuties, {})).asked.it.map(({ name, as }) => `${name} ${as}`);

/** A version of the charter that waits for signatures. */
async function offered() {
  const charter = { ...DEFAULT_CHARTER, title: `Charter of ${hours(0)}`, people: [] };
  const seen = (await lead.call(readCharter, {})).draft?.revision ?? 0;
  const { revision } = await lead.call(saveCharterDraft, { body: { seenRevision: seen, charter } });
  return lead.call(offerCharter, { body: { seenRevision: revision, note: 'again' } });
}
const sign = (by: TestPerson, { version, hash }: { version: number; hash: string }) =>
  by.call(signCharter, {
    params: { version },
    body: { hash, proof: { method: 'password', password: TEST_PASSWORD } },
  });

describe('a deputy', () => {
  test('signs and approves in the lead’s place while the delegation lasts, and brings nobody in', async () => {
    const version = await offered();
    await expect(sign(member, version)).rejects.toMatchObject(refused);
    const { dutyId } = await add(lead, 'deputy', member);
    expect(await permissionsOf(member)).toEqual(expect.arrayContaining(['remediation.approve', 'document.sign']));
    await expect(
      member.call(createInvitation, { body: { email: 'x@example.org', team: 'it', role: 'lead' } }),
    ).rejects.toMatchObject(refused);
    await expect(add(member, 'deputy', lead)).rejects.toMatchObject(refused);
    await sign(member, version);
    const signed = (await lead.call(readCharter, {})).versions[0]?.signatures;
    expect(signed).toMatchObject([{ team: 'it', signedAs: 'deputy' }]);
    await lead.call(endDuty, { params: { dutyId } });
    expect(await permissionsOf(member)).not.toContain('remediation.approve');
  });

  test('is of the own team, made by its lead alone, for a time that ends', async () => {
    await expect(add(lead, 'deputy', other)).rejects.toMatchObject(refused);
    await expect(add(other, 'deputy', member)).rejects.toMatchObject(refused);
    await expect(add(member, 'deputy', member)).rejects.toMatchObject(refused);
    await expect(add(lead, 'deputy', lead)).rejects.toMatchObject({ status: 400 });
    await expect(add(lead, 'deputy', member, 0, 24 * 367)).rejects.toThrow('more than 366 days');
    await expect(add(lead, 'deputy', member, 2, 1)).rejects.toThrow('ends before it starts');
    const viewer = await server.person({ team: 'it', role: 'viewer' });
    await expect(add(lead, 'deputy', viewer)).rejects.toThrow('viewers only read');
  });

  test('is none before it starts, after it ends, and when the lead leads no longer', async () => {
    await add(lead, 'deputy', member, 1, 2);
    expect(await permissionsOf(member)).not.toContain('document.sign');
    await add(lead, 'deputy', member);
    expect(await permissionsOf(member)).toContain('document.sign');
    const second = await server.person({ team: 'it', role: 'lead' });
    await second.call(updatePerson, { params: { personId: lead.actor.personId }, body: { role: 'member' } });
    expect(await permissionsOf(member)).not.toContain('document.sign');
  });

  test('does not delegate through a key', async () => {
    await add(lead, 'deputy', member);
    const { secret } = await member.call(createKey, { body: { name: 'script', role: 'member' } });
    const caller = await createClient({ baseUrl: server.url, key: secret })(getCaller, {});
    expect(caller.permissions).not.toContain('document.offer');
  });

  test('gives the delegation back; the other team cannot end it', async () => {
    const { dutyId } = await add(lead, 'deputy', member);
    await expect(other.call(endDuty, { params: { dutyId } })).rejects.toMatchObject(refused);
    await member.call(endDuty, { params: { dutyId } });
    expect((await member.call(listDuties, {})).rows).toEqual([]);
  });

  test.each([
    ['another team’s person', () => [other, lead] as const],
    ['somebody who does not lead', () => [lead, member] as const],
  ])('is refused by the database itself: %s', async (_, who) => {
    const [person, by] = who();
    const row = {
      duty_id: crypto.randomUUID(),
      kind: 'deputy' as const,
      team: 'it' as const,
      person_id: person.actor.personId,
      lead_id: by.actor.personId,
      starts_at: hours(0),
      ends_at: hours(1),
      note: null,
      made_by: by.actor.personId,
      made_at: hours(0),
    };
    await expect(
      server.database.db
        .insertInto('duty_period')
        .values({ ...row, ended_at: null, ended_by: null })
        .execute(),
    ).rejects.toMatchObject({ code: '23001' });
  });
});

describe('who is asked', () => {
  test('is the lead, the deputy while the lead is away, then who is on call, then the lead all the same', async () => {
    expect(await askedOfIt()).toEqual([`${lead.actor.name} lead`]);
    await add(lead, 'away', lead);
    expect(await askedOfIt()).toEqual([`${lead.actor.name} lead-away`]);
    const { dutyId } = await add(lead, 'on-call', member);
    expect(await askedOfIt()).toEqual([`${member.actor.name} on-call`]);
    await add(lead, 'deputy', member);
    expect(await askedOfIt()).toEqual([`${member.actor.name} deputy`]);
    // A deputy plans as the lead does.
    await expect(member.call(endDuty, { params: { dutyId } })).resolves.toEqual({ done: true });
  });

  test('everybody says when they themselves are away; the lead plans the rest of the own team', async () => {
    await add(member, 'away', member);
    await expect(add(member, 'away', lead)).rejects.toMatchObject(refused);
    await expect(add(member, 'on-call', member)).rejects.toMatchObject(refused);
    await expect(add(lead, 'away', other)).rejects.toMatchObject(refused);
    await add(lead, 'away', member, 48, 72);
    const { rows } = await other.call(listDuties, {});
    expect(rows.map(({ kind, state }) => `${kind} ${state}`)).toEqual(['away now', 'away to-come']);
  });
});
