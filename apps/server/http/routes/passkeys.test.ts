import { offerCharter, readCharter, saveCharterDraft, signCharter } from '@baton/contract/charter.ts';
import {
  addPasskey,
  askForProof,
  askForSignIn,
  beginPasskey,
  listPasskeys,
  removePasskey,
  renamePasskey,
  signInByPasskey,
} from '@baton/contract/passkeys.ts';
import { createPasswordLink, getSession, listPeople, readLink, setNewPassword } from '@baton/contract/people.ts';
import { DEFAULT_CHARTER } from '@baton/domain/charter/default-charter.ts';
import { softwareAuthenticator } from '@baton/services/passkeys/testing/software-authenticator.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { TEST_PASSWORD, type TestPerson, useTestServer } from '../../testing/test-server.ts';

const server = useTestServer();
const byPassword = { method: 'password', password: TEST_PASSWORD } as const;

/** Adds a passkey as the page of the account does, at `localhost`: the server listens on 127.0.0.1. */
async function addFor(person: TestPerson) {
  const authenticator = softwareAuthenticator(server.url.replace('127.0.0.1', 'localhost'));
  const options = await person.call(beginPasskey, { body: { proof: byPassword } });
  const body = { name: 'laptop', attestation: authenticator.create(options) };
  return { authenticator, ...(await person.call(addPasskey, { body })) };
}

let lead: TestPerson;
let passkey: Awaited<ReturnType<typeof addFor>>;

beforeAll(async () => {
  lead = await server.person({ team: 'it', role: 'lead' });
  passkey = await addFor(lead);
});

test('a session tells how many passkeys its person has, and where they work', async () => {
  const session = await lead.call(getSession);
  expect(session.person?.passkeys).toBe(1);
  expect(session.passkeyOrigin).toMatch(/^http:\/\/localhost:\d+$/);
});

test('a passkey signs its person in, with a cookie as a password does', async () => {
  const assertion = passkey.authenticator.get(await server.call(askForSignIn));
  const answer = await fetch(server.url + signInByPasskey.path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ assertion }),
  });
  expect(await answer.json()).toMatchObject({ personId: lead.actor.personId, passkeys: 1 });
  expect(answer.headers.getSetCookie()[0]).toMatch(/^baton=[\w-]{43}; .*HttpOnly; SameSite=Strict/);
});

test('a passkey is renamed by an open session; a name of blanks is refused', async () => {
  const params = { passkeyId: passkey.passkeyId };
  expect(await lead.call(renamePasskey, { params, body: { name: ' work laptop ' } })).toMatchObject({
    name: 'work laptop',
  });
  expect((await lead.call(listPasskeys)).passkeys).toMatchObject([{ name: 'work laptop' }]);
  await expect(lead.call(renamePasskey, { params, body: { name: '  ' } })).rejects.toMatchObject({
    status: 400,
    where: 'body.name',
  });
});

test('a charter is signed by the passkey, its signature says so, and the password is refused', async () => {
  const charter = { ...DEFAULT_CHARTER, people: [], title: 'Signed by passkey' };
  await lead.call(saveCharterDraft, { body: { seenRevision: 0, charter } });
  const { version, hash } = await lead.call(offerCharter, { body: { seenRevision: 1, note: 'as agreed' } });
  const params = { version };
  await expect(lead.call(signCharter, { params, body: { hash, proof: byPassword } })).rejects.toMatchObject({
    status: 403,
    code: 'passkey-needed',
  });
  const body = { act: { kind: 'sign' as const, hashes: [hash] } };
  const assertion = passkey.authenticator.get(await lead.call(askForProof, { body }));
  const proof = { method: 'passkey', assertion } as const;
  expect(await lead.call(signCharter, { params, body: { hash, proof } })).toEqual({ inForce: false });
  const [newest] = (await lead.call(readCharter)).versions;
  expect(newest?.signatures).toMatchObject([{ team: 'it', provedBy: 'passkey' }]);
});

describe('passkeys are nobody else’s business', () => {
  test('a lead reads how many the own team’s people have, and nobody else does', async () => {
    const member = await server.person({ team: 'it' });
    const infosecLead = await server.person({ team: 'infosec', role: 'lead' });
    const told = async (reader: TestPerson) => {
      const { rows } = await reader.call(listPeople, { query: { pageSize: 500 } });
      return rows.find(({ personId }) => personId === lead.actor.personId)?.passkeys;
    };
    expect(await told(lead)).toBe(1);
    expect(await told(member)).toBeNull();
    expect(await told(infosecLead)).toBeNull();
    expect(await member.call(listPasskeys)).toEqual({ passkeys: [] });
    const body = { proof: byPassword };
    const params = { passkeyId: passkey.passkeyId };
    await expect(member.call(removePasskey, { params, body })).rejects.toMatchObject({ status: 404 });
    await expect(member.call(renamePasskey, { params, body: { name: 'mine' } })).rejects.toMatchObject({ status: 404 });
  });
});

test('a lost passkey goes by a lead’s link, where its person says so', async () => {
  const person = await server.person({ team: 'it' });
  await addFor(person);
  const { link } = await lead.call(createPasswordLink, { params: { personId: person.actor.personId } });
  const token = new URL(link).searchParams.get('token') ?? '';
  expect(await server.call(readLink, { body: { token } })).toMatchObject({ purpose: 'new-password', passkeys: 1 });
  const body = { token, password: 'a new and long password', removePasskeys: true };
  expect(await server.call(setNewPassword, { body })).toMatchObject({ passkeys: 0 });
});

test('an answer that is no passkey’s is refused as a request', async () => {
  const assertion = { ...passkey.authenticator.get(await server.call(askForSignIn)), id: 'not base64url!' };
  await expect(server.call(signInByPasskey, { body: { assertion } })).rejects.toMatchObject({
    status: 400,
    where: 'body.assertion.id',
  });
});
