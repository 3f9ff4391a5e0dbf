import type { ProvedAct } from '@baton/contract/signatures.ts';
import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import { describe, expect, test } from 'vitest';
import { listLog } from '../log/list-log.ts';
import { forgetExpired } from '../people/forget-expired.ts';
import { MOST_ATTEMPTS } from '../people/limit-sign-ins.ts';
import { changePassword, makePasswordLinkAtStart, setNewPassword } from '../people/passwords.ts';
import { proveIdentity } from '../people/prove-identity.ts';
import { resolveSession } from '../people/sessions.ts';
import { signIn } from '../people/sign-in.ts';
import { readLink } from '../people/use-link.ts';
import { addPasskey, beginPasskey } from './add-passkey.ts';
import { askForProof, askForSignIn } from './ask-passkey.ts';
import { CHALLENGE_LASTS, MOST_CHALLENGES } from './challenges.ts';
import { listPasskeys } from './list-passkeys.ts';
import { removePasskey } from './remove-passkey.ts';
import { renamePasskey } from './rename-passkey.ts';
import { signInByPasskey } from './sign-in-by-passkey.ts';
import { BATON, BY_PASSWORD, leadWithPasskey, leadWithPassword, PASSWORD, VISITOR } from './testing/passkey-people.ts';
import { type Oddity, softwareAuthenticator } from './testing/software-authenticator.ts';

const database = useTestDatabase();
const refused = { code: 'wrong-credentials' };
const SIGN: Extract<ProvedAct, { kind: 'sign' }> = { kind: 'sign', hashes: ['a'.repeat(64), 'b'.repeat(64)] };
const proving = { where: 'body.proof', act: SIGN };

/** The person's part of the log, newest first. */
async function logOf(personId: string) {
  const { rows } = await listLog(database.db, { subjectKind: 'person', subjectId: personId, page: 1, pageSize: 20 });
  return rows;
}

describe('a passkey is added', () => {
  test('after the password, is listed with its name, and stands in the log', async () => {
    const { actor, passkeyId } = await leadWithPasskey(database.db, 'Ada');
    expect(await listPasskeys(database.db, actor, VISITOR)).toMatchObject([
      { passkeyId, name: 'Ada’s key', domain: BATON.domain, works: true, lastUsedAt: null },
    ]);
    const [added] = await logOf(actor.personId);
    expect(added).toMatchObject({ action: 'person.passkey-added', actor: { name: 'Ada' } });
    const other = await leadWithPassword(database.db, 'Other', 'it');
    expect(await listPasskeys(database.db, other, VISITOR)).toEqual([]);
  });

  test('not without a proof: a wrong password, and the password of whoever has a passkey already', async () => {
    const { actor, proofOf } = await leadWithPasskey(database.db, 'Bo');
    const begin = (proof: Parameters<typeof beginPasskey>[2]) => beginPasskey(database.db, actor, proof, VISITOR);
    await expect(begin(BY_PASSWORD)).rejects.toMatchObject({ code: 'passkey-needed', where: 'body.proof' });
    const options = await begin(await proofOf({ kind: 'add-passkey' }));
    expect(options.excludeCredentials).toHaveLength(1);
    const plain = await leadWithPassword(database.db, 'Plain', 'it');
    const wrong = { method: 'password', password: 'not the password' } as const;
    await expect(beginPasskey(database.db, plain, wrong, VISITOR)).rejects.toMatchObject(refused);
  });

  test.each<[string, Oddity]>([
    ['made on another page', { origin: 'https://baton.example.com' }],
    ['made for another domain', { domain: 'example.org' }],
    ['made for another challenge', { challenge: 'A'.repeat(43) }],
    ['made without asking for finger, face or PIN', { userVerified: false }],
  ])('not when it was %s', async (_, odd) => {
    const actor = await leadWithPassword(database.db, 'Cy', 'it');
    const options = await beginPasskey(database.db, actor, BY_PASSWORD, VISITOR);
    const attestation = softwareAuthenticator(BATON.origin).create(options, odd);
    await expect(addPasskey(database.db, actor, { name: 'x', attestation }, VISITOR)).rejects.toMatchObject({
      code: 'invalid',
      where: 'body.attestation',
    });
  });

  test('not twice, not late, and not to the account of another', async () => {
    const actor = await leadWithPassword(database.db, 'Di', 'it');
    const begin = () => beginPasskey(database.db, actor, BY_PASSWORD, VISITOR);
    const add = (options: Awaited<ReturnType<typeof begin>>, by = actor, now?: Temporal.Instant) =>
      addPasskey(
        database.db,
        by,
        { name: 'x', attestation: softwareAuthenticator(BATON.origin).create(options) },
        VISITOR,
        now,
      );
    const late = Temporal.Now.instant().add(CHALLENGE_LASTS).add({ seconds: 2 });
    await expect(add(await begin(), actor, late)).rejects.toMatchObject({ code: 'invalid' });
    const thief = await leadWithPassword(database.db, 'Thief', 'it');
    await expect(add(await begin(), thief)).rejects.toMatchObject({ code: 'invalid' });
    const options = await begin();
    await add(options);
    await expect(add(options)).rejects.toMatchObject({ code: 'invalid' });
  });

  test('not where browsers have none for the address of this Baton', async () => {
    const actor = await leadWithPassword(database.db, 'Ed', 'it');
    const byAddress = { ...VISITOR, relyingParty: null };
    await expect(beginPasskey(database.db, actor, BY_PASSWORD, byAddress)).rejects.toMatchObject({
      code: 'passkeys-unavailable',
    });
    expect(await proveIdentity(database.db, actor, BY_PASSWORD, byAddress, proving)).toBe('password');
  });
});

describe('a signature of whoever has a passkey', () => {
  test('takes the passkey for exactly what is signed, in any order, and no longer the password', async () => {
    const { actor, proofOf } = await leadWithPasskey(database.db, 'Fay');
    const prove = (proof: Parameters<typeof proveIdentity>[2]) =>
      proveIdentity(database.db, actor, proof, VISITOR, proving);
    await expect(prove(BY_PASSWORD)).rejects.toMatchObject({ code: 'passkey-needed' });
    expect(await prove(await proofOf({ ...SIGN, hashes: SIGN.hashes.toReversed() }))).toBe('passkey');
    expect(await listPasskeys(database.db, actor, VISITOR)).toMatchObject([{ lastUsedAt: expect.any(String) }]);
  });

  test.each<[string, Oddity, RegExp]>([
    ['of another page', { origin: 'https://baton.example.com' }, /origin/],
    ['for another domain', { domain: 'example.org' }, /RP ID/],
    ['without finger, face or PIN', { userVerified: false }, /User verification/],
    ['signed by another key', { forged: true }, /signature is not right/],
    ['in the name of somebody else', { userHandle: 'AAAAAAAAAAAAAAAAAAAAAA' }, /of somebody else/],
    ['to a challenge that was never made', { challenge: 'A'.repeat(43) }, /challenge/],
  ])('refuses an answer %s, and the log says so', async (_, odd, reason) => {
    const { actor, proofOf } = await leadWithPasskey(database.db, 'Gil');
    const proof = await proofOf(SIGN, odd);
    await expect(proveIdentity(database.db, actor, proof, VISITOR, proving)).rejects.toMatchObject(refused);
    const [entry] = await logOf(actor.personId);
    expect(entry).toMatchObject({
      action: 'person.passkey-refused',
      details: { reason: expect.stringMatching(reason) },
    });
  });

  test('refuses a counter that goes back: two hold the same key', async () => {
    const { actor, proofOf } = await leadWithPasskey(database.db, 'Hal');
    const prove = async (counter: number) =>
      proveIdentity(database.db, actor, await proofOf(SIGN, { counter }), VISITOR, proving);
    expect(await prove(7)).toBe('passkey');
    await expect(prove(7)).rejects.toMatchObject(refused);
    await expect(prove(6)).rejects.toMatchObject(refused);
    expect((await logOf(actor.personId))[0]).toMatchObject({
      details: { reason: expect.stringMatching(/counter value 6 was lower/), passkey: 'Hal’s key' },
    });
    expect(await prove(8)).toBe('passkey');
  });

  test('takes an answer once, also when it comes twice at one moment', async () => {
    const { actor, proofOf } = await leadWithPasskey(database.db, 'Ida');
    const proof = await proofOf(SIGN, { counter: 0 });
    const prove = () => proveIdentity(database.db, actor, proof, VISITOR, proving);
    const both = await Promise.allSettled([prove(), prove()]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(prove()).rejects.toMatchObject(refused);
  });

  test('refuses a late answer, and one given for another act or by another person', async () => {
    const { actor, authenticator, proofOf } = await leadWithPasskey(database.db, 'Jo');
    const other = await leadWithPasskey(database.db, 'Kit');
    const prove = (proof: Parameters<typeof proveIdentity>[2], now?: Temporal.Instant) =>
      proveIdentity(database.db, actor, proof, VISITOR, now === undefined ? proving : { ...proving, now });
    const late = Temporal.Now.instant().add(CHALLENGE_LASTS).add({ seconds: 2 });
    await expect(prove(await proofOf(SIGN), late)).rejects.toMatchObject(refused);
    await expect(prove(await proofOf({ ...SIGN, hashes: ['a'.repeat(64)] }))).rejects.toMatchObject(refused);
    await expect(prove(await proofOf({ kind: 'change-password' }))).rejects.toMatchObject(refused);
    const forSignIn = authenticator.get(await askForSignIn(database.db, VISITOR));
    await expect(prove({ method: 'passkey', assertion: forSignIn })).rejects.toMatchObject(refused);
    // The other's passkey answers a challenge of the other, then one of this person.
    await expect(prove(await other.proofOf(SIGN))).rejects.toMatchObject(refused);
    const mine = await askForProof(database.db, actor, SIGN, VISITOR);
    const byOther = { method: 'passkey', assertion: other.authenticator.get(mine) } as const;
    await expect(prove(byOther)).rejects.toMatchObject(refused);
    expect(await prove(await proofOf(SIGN))).toBe('passkey');
  });

  test('is limited in its tries, together with passwords', async () => {
    const { actor, proofOf } = await leadWithPasskey(database.db, 'Lu');
    const from = { ...VISITOR, address: '192.0.2.77' };
    const prove = async (odd: Oddity) => proveIdentity(database.db, actor, await proofOf(SIGN, odd), from, proving);
    for (let tries = 0; tries < MOST_ATTEMPTS.ofAccountFromAddress; tries += 1)
      await expect(prove({ forged: true })).rejects.toMatchObject(refused);
    await expect(prove({})).rejects.toMatchObject({ code: 'too-many-attempts' });
  });

  test('takes the password again where Baton has moved to another domain', async () => {
    const { actor } = await leadWithPasskey(database.db, 'Mo');
    const moved = { ...VISITOR, relyingParty: { domain: 'other.example.org', origin: 'https://other.example.org' } };
    expect(await listPasskeys(database.db, actor, moved)).toMatchObject([{ works: false }]);
    expect(await proveIdentity(database.db, actor, BY_PASSWORD, moved, proving)).toBe('password');
  });
});

describe('sign-in by passkey', () => {
  const enter = async (holder: Awaited<ReturnType<typeof leadWithPasskey>>, odd: Oddity = {}) =>
    signInByPasskey(database.db, holder.authenticator.get(await askForSignIn(database.db, VISITOR), odd), VISITOR);

  test('opens a session without an e-mail, and stands in the log; the password still does as well', async () => {
    const holder = await leadWithPasskey(database.db, 'Nan');
    const { token, person } = await enter(holder);
    expect(person.name).toBe('Nan');
    expect(await resolveSession(database.db, token, Temporal.Now.instant())).toMatchObject({ name: 'Nan' });
    expect((await logOf(person.person_id))[0]).toMatchObject({
      action: 'person.signed-in',
      details: { passkey: 'Nan’s key' },
    });
    const body = { email: person.email, password: PASSWORD };
    expect((await signIn(database.db, body, VISITOR)).person.name).toBe('Nan');
  });

  test('is refused to a closed account, an unknown passkey, and an answer for a signature', async () => {
    const holder = await leadWithPasskey(database.db, 'Oz');
    const { assertion } = await holder.proofOf(SIGN);
    await expect(signInByPasskey(database.db, assertion, VISITOR)).rejects.toMatchObject(refused);
    const unknown = softwareAuthenticator(BATON.origin);
    unknown.create(
      await beginPasskey(database.db, await leadWithPassword(database.db, 'X', 'it'), BY_PASSWORD, VISITOR),
    );
    const answer = unknown.get(await askForSignIn(database.db, VISITOR));
    await expect(signInByPasskey(database.db, answer, VISITOR)).rejects.toMatchObject(refused);
    const { personId } = holder.actor;
    await database.pool.query('UPDATE person SET deactivated_at = now() WHERE person_id = $1', [personId]);
    await expect(enter(holder)).rejects.toMatchObject(refused);
  });

  test('may be begun only so often from an address while nobody answers', async () => {
    const from = { ...VISITOR, address: '192.0.2.88' };
    for (let count = 0; count < MOST_CHALLENGES; count += 1) await askForSignIn(database.db, from);
    await expect(askForSignIn(database.db, from)).rejects.toMatchObject({ code: 'too-many-attempts' });
    await forgetExpired(database.db, Temporal.Now.instant().add(CHALLENGE_LASTS));
    await expect(askForSignIn(database.db, from)).resolves.toMatchObject({ rpId: BATON.domain });
  });
});

describe('a passkey is renamed', () => {
  test('without a proof, and the log says what it was called', async () => {
    const { actor, passkeyId } = await leadWithPasskey(database.db, 'Ravi');
    const rename = (name: string) => renamePasskey(database.db, actor, { passkeyId, name }, VISITOR);
    expect(await rename('old laptop')).toMatchObject({ passkeyId, name: 'old laptop', works: true });
    expect(await listPasskeys(database.db, actor, VISITOR)).toMatchObject([{ name: 'old laptop' }]);
    const [renamed, ...before] = await logOf(actor.personId);
    expect(renamed).toMatchObject({
      action: 'person.passkey-renamed',
      details: { passkey: 'old laptop', before: 'Ravi’s key' },
    });
    await rename('old laptop');
    expect(await logOf(actor.personId)).toHaveLength(before.length + 1);
  });

  test('only by whom it belongs to', async () => {
    const { actor: thief } = await leadWithPasskey(database.db, 'Rex');
    const { actor, passkeyId } = await leadWithPasskey(database.db, 'Sue');
    await expect(renamePasskey(database.db, thief, { passkeyId, name: 'mine' }, VISITOR)).rejects.toMatchObject({
      code: 'not-found',
      where: 'params.passkeyId',
    });
    expect(await listPasskeys(database.db, actor, VISITOR)).toMatchObject([{ name: 'Sue’s key' }]);
  });
});

describe('a passkey goes', () => {
  test('by a proof of this act alone, of one’s own; then the password proves again', async () => {
    const { actor, passkeyId, proofOf } = await leadWithPasskey(database.db, 'Pat');
    const other = await leadWithPasskey(database.db, 'Quin');
    const remove = async (id: string, act: Parameters<typeof proofOf>[0]) =>
      removePasskey(database.db, actor, { passkeyId: id, proof: await proofOf(act) }, VISITOR);
    const { passkeyId: others } = other;
    await expect(remove(passkeyId, { kind: 'remove-passkey', passkeyId: others })).rejects.toMatchObject(refused);
    await expect(remove(others, { kind: 'remove-passkey', passkeyId: others })).rejects.toMatchObject({
      code: 'not-found',
    });
    await remove(passkeyId, { kind: 'remove-passkey', passkeyId });
    expect((await logOf(actor.personId))[0]).toMatchObject({ action: 'person.passkey-removed' });
    expect(await proveIdentity(database.db, actor, BY_PASSWORD, VISITOR, proving)).toBe('password');
    expect(await listPasskeys(database.db, other.actor, VISITOR)).toHaveLength(1);
  });

  test('by a link for a new password only where it is to go, and the log says so', async () => {
    const { actor, proofOf } = await leadWithPasskey(database.db, 'Ray');
    const link = async (removePasskeys: boolean) => {
      const { email } = await database.db
        .selectFrom('person')
        .select('email')
        .where('person_id', '=', actor.personId)
        .executeTakeFirstOrThrow();
      const { token } = await makePasswordLinkAtStart(database.db, email);
      expect(await readLink(database.db, token)).toMatchObject({ passkeys: 1 });
      return setNewPassword(database.db, { token, password: PASSWORD, removePasskeys }, VISITOR);
    };
    await link(false);
    expect(await proveIdentity(database.db, actor, await proofOf(SIGN), VISITOR, proving)).toBe('passkey');
    await link(true);
    expect(await listPasskeys(database.db, actor, VISITOR)).toEqual([]);
    expect((await logOf(actor.personId))[0]).toMatchObject({
      action: 'person.passkeys-removed-by-link',
      details: { removed: ['Ray’s key'] },
    });
  });

  test('not by a changed password, which takes the passkey itself', async () => {
    const { actor, proofOf } = await leadWithPasskey(database.db, 'Sue');
    const change = (proof: Parameters<typeof proveIdentity>[2]) =>
      changePassword(database.db, actor, { proof, next: 'another long password', sessionToken: '' }, VISITOR);
    await expect(change(BY_PASSWORD)).rejects.toMatchObject({ code: 'passkey-needed' });
    await change(await proofOf({ kind: 'change-password' }));
    expect(await listPasskeys(database.db, actor, VISITOR)).toHaveLength(1);
  });
});
