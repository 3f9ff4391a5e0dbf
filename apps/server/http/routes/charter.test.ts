import { createEnrolmentToken } from '@baton/contract/agent.ts';
import * as contract from '@baton/contract/charter.ts';
import { createClient } from '@baton/contract/client.ts';
import { createKey, getCaller, getSession } from '@baton/contract/people.ts';
import type { Charter } from '@baton/domain/charter/charter.ts';
import { DEFAULT_CHARTER } from '@baton/domain/charter/default-charter.ts';
import { defaultStanding } from '@baton/services/charter/standing.ts';
import { verifyLog } from '@baton/services/log/verify-log.ts';
import { permissionsOf as permissionsOfActor } from '@baton/services/permissions.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { TEST_PASSWORD, type TestPerson, useTestServer } from '../../testing/test-server.ts';

const server = useTestServer();
const proof = { method: 'password', password: TEST_PASSWORD } as const;
const refused = { status: 403, code: 'not-permitted' };

let itLead: TestPerson;
let itMember: TestPerson;
let infosecLead: TestPerson;
let infosecMember: TestPerson;
let administrator: TestPerson;

beforeAll(async () => {
  itLead = await server.person({ team: 'it', role: 'lead', name: 'Brandt' });
  itMember = await server.person({ team: 'it', name: 'Novak' });
  infosecLead = await server.person({ team: 'infosec', role: 'lead', name: 'Osei' });
  infosecMember = await server.person({ team: 'infosec', name: 'Sato' });
  administrator = await server.person({ team: 'it', role: 'viewer', administrator: true });
});

const read = (person: TestPerson) => person.call(contract.readCharter, {});
const permissionsOf = async (person: TestPerson) => (await person.call(getSession, {})).person?.permissions ?? [];

function charterWith(change: Partial<Charter['responsibilities']>, people: Charter['people'] = []): Charter {
  return { ...DEFAULT_CHARTER, people, responsibilities: { ...DEFAULT_CHARTER.responsibilities, ...change } };
}

/** Drafts and offers a charter; answers what there is to sign. */
async function offer(charter: Charter) {
  const seen = (await read(itMember)).draft?.revision ?? 0;
  const body = { seenRevision: seen, charter: { ...charter, people: [...charter.people] } };
  const { revision, warnings } = await itMember.call(contract.saveCharterDraft, { body });
  const offered = await itLead.call(contract.offerCharter, { body: { seenRevision: revision, note: 'As agreed.' } });
  return { ...offered, warnings };
}

const sign = (person: TestPerson, { version, hash }: { version: number; hash: string }) =>
  person.call(contract.signCharter, { params: { version }, body: { hash, proof } });

async function bringIntoForce(charter: Charter): Promise<void> {
  const offered = await offer(charter);
  await sign(itLead, offered);
  expect(await sign(infosecLead, offered)).toEqual({ inForce: true });
}

describe('the charter', () => {
  test('before anything is signed is the default, which nobody had to write', async () => {
    const page = await read(infosecMember);
    expect(page.inForce).toEqual({ version: null, from: null, charter: DEFAULT_CHARTER });
    expect(page.mine).toEqual({ carries: ['scanning', 'prioritising', 'verifying'], deputyOf: null });
  });

  test('changes what people may do with the second signature, and not before', async () => {
    const named = { email: itMember.email, name: 'Novak', team: 'it' as const };
    const offered = await offer(charterWith({ approving: { 'it lead': 'A', [itMember.email]: 'R' } }, [named]));
    await sign(infosecLead, offered);
    expect(await permissionsOf(itMember)).not.toContain('remediation.approve');
    expect((await read(itLead)).inForce.version).toBeNull();
    await sign(itLead, offered);
    expect(await permissionsOf(itMember)).toContain('remediation.approve');
    expect((await read(itLead)).inForce.version).toBe(offered.version);
    expect((await read(itLead)).versions[0]).toMatchObject({
      state: 'in-force',
      signatures: [
        { team: 'infosec', person: 'Osei', signedAs: 'lead', provedBy: 'password' },
        { team: 'it', person: 'Brandt' },
      ],
    });
  });

  test('takes a right away, of a person and of the keys that the person made', async () => {
    const { secret } = await itMember.call(createKey, { body: { name: 'script', role: 'member' } });
    const key = createClient({ baseUrl: server.url, key: secret });
    const enrol = (call: typeof key) => call(createEnrolmentToken, { body: {} });
    await expect(enrol(key)).resolves.toBeDefined();
    await bringIntoForce(charterWith({ 'asset-list': { 'it lead': 'RA', 'it member': 'C' } }));
    await expect(enrol(itMember.call)).rejects.toMatchObject({
      ...refused,
      message: 'To enrol a device is for the lead of IT.',
    });
    await expect(enrol(key)).rejects.toMatchObject(refused);
    await expect(enrol(itLead.call)).resolves.toBeDefined();
  });

  test('gives no team what is the other’s, whatever it says, and an administrator nothing', async () => {
    const all = { it: 'R', 'it lead': 'RA', infosec: 'R', 'infosec lead': 'RA' } as const;
    const everything = Object.fromEntries(
      Object.keys(DEFAULT_CHARTER.responsibilities).map((name) => [name, all]),
    ) as unknown as Charter['responsibilities'];
    const offered = await offer({ ...DEFAULT_CHARTER, responsibilities: everything });
    expect(offered.warnings.map(({ kind }) => kind)).toContain('both-sides');
    await sign(itLead, offered);
    await sign(infosecLead, offered);
    // How critical or exposed a device is, and that a name is not of it, both teams say.
    const executes = /^(remediation\.(accept|test|approve|deploy|hand-to-verify)|device\.(?!(?:classify|set-apart)$))/;
    const validates = /^remediation\.(prioritise|verify)/;
    const some = (list: readonly string[], pattern: RegExp): boolean => list.some((one) => pattern.test(one));
    for (const person of [itLead, itMember, infosecLead, infosecMember, administrator]) {
      const permissions = await permissionsOf(person);
      expect(some(permissions, executes) && some(permissions, validates)).toBe(false);
      expect(some(permissions, person.actor.team === 'it' ? validates : executes)).toBe(false);
    }
    expect(some(await permissionsOf(itMember), executes)).toBe(true);
    expect(some(await permissionsOf(administrator), executes)).toBe(false);
    await bringIntoForce(DEFAULT_CHARTER);
  });

  test('is signed by leads, each for their own team, with their password, for what they read', async () => {
    const offered = await offer(charterWith({ rebooting: { 'it lead': 'RA' } }));
    await expect(sign(itMember, offered)).rejects.toMatchObject(refused);
    await expect(sign(administrator, offered)).rejects.toMatchObject(refused);
    await expect(sign(itLead, { ...offered, hash: '0'.repeat(64) })).rejects.toMatchObject({ status: 409 });
    const wrong = { hash: offered.hash, proof: { method: 'password', password: 'not it' } } as const;
    await expect(
      itLead.call(contract.signCharter, { params: { version: offered.version }, body: wrong }),
    ).rejects.toMatchObject({ status: 401, code: 'wrong-credentials' });
    const { secret } = await itLead.call(createKey, { body: { name: 'lead’s script', role: 'lead' } });
    const key = createClient({ baseUrl: server.url, key: secret });
    const body = { hash: offered.hash, proof };
    await expect(key(contract.signCharter, { params: { version: offered.version }, body })).rejects.toMatchObject(
      refused,
    );
    expect((await key(getCaller, {})).permissions).not.toContain('document.sign');
    expect((await read(itLead)).versions[0]?.signatures).toEqual([]);
  });

  test.each([
    ['an address without an account', { email: 'nobody@example.org', team: 'it' }, 'has no open account'],
    ['somebody of the other team', { team: 'infosec' }, 'is of IT, not of InfoSec'],
  ] as const)('is not offered while it names %s', async (_, wrong, says) => {
    const person = { email: itMember.email, name: 'N', ...wrong };
    await expect(offer(charterWith({}, [person]))).rejects.toThrow(says);
  });

  test('in its default form tells the screens of every role and team what the API lets them do', async () => {
    for (const team of ['it', 'infosec'] as const) {
      for (const role of ['lead', 'member', 'viewer'] as const) {
        const { call } = await server.person({ team, role });
        const told = (await call(getSession, {})).person?.permissions;
        expect(told).toEqual(
          permissionsOfActor({ ...itLead.actor, team, role, standing: defaultStanding({ team, role }) }),
        );
      }
    }
  });

  test('stands in the log, and the log is whole', async () => {
    expect(await verifyLog(server.database.db)).toMatchObject({ intact: true });
  });
});

describe('the charter as text', () => {
  test('is exported, checked by line, and compared', async () => {
    const { yaml } = await itLead.call(contract.exportCharter, { query: { text: 'default' } });
    const inspect = (text: string) => itLead.call(contract.checkCharterYaml, { body: { yaml: text } });
    expect(await inspect(yaml)).toEqual({ charter: DEFAULT_CHARTER, problems: [], warnings: [] });
    const broken = await inspect(yaml.replace('it lead: RA', 'it lead: Q'));
    expect(broken).toMatchObject({ charter: null, problems: [{ what: '"Q" is none of R, A, RA, C, I.' }] });
    const seen = (await read(itLead)).draft?.revision ?? 0;
    const charter = { ...charterWith({ approving: { 'it lead': 'A', 'it member': 'R' } }), people: [] };
    const { revision } = await itLead.call(contract.saveCharterDraft, { body: { seenRevision: seen, charter } });
    const diff = await infosecMember.call(contract.diffCharter, { query: { from: 'default', to: 'draft' } });
    expect(diff.rights).toEqual([{ who: 'a member of IT', gains: ['approving'], loses: [] }]);
    await itLead.call(contract.discardCharterDraft, { query: { seenRevision: revision } });
    expect((await read(itLead)).draft).toBeNull();
  });

  test('with a party that nobody is, is refused with its place', async () => {
    const charter = { ...charterWith({ approving: { 'it boss': 'RA' } }), people: [] };
    await expect(itLead.call(contract.saveCharterDraft, { body: { seenRevision: 0, charter } })).rejects.toMatchObject({
      status: 400,
      where: 'body.charter.responsibilities.approving.it boss',
    });
  });
});
