import { randomUUID } from 'node:crypto';
import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '../actor.ts';
import { listLog } from '../log/list-log.ts';
import { hashPassword } from '../people/password-hash.ts';
import { addKey, addPerson } from '../relay/testing/relay-people.ts';
import { ServiceError } from '../service-error.ts';
import { discardDraft, saveDraft } from './drafts.ts';
import { offerVersion } from './offer-version.ts';
import { readDocument } from './read-document.ts';
import { signVersion } from './sign-version.ts';
import type { SignedDocument } from './signed-document.ts';

const database = useTestDatabase();
const PASSWORD = 'a password of twelve';
const VISITOR = { address: '127.0.0.1', userAgent: 'test', relyingParty: null };

let itLead: PersonActor;
let infosecLead: PersonActor;
let itMember: PersonActor;
let document: SignedDocument;
let cameIntoForce: number[];

async function withPassword(name: string, team: 'it' | 'infosec', role: 'lead' | 'member'): Promise<PersonActor> {
  const actor = await addPerson(database.db, name, team, role);
  const password_hash = await hashPassword(PASSWORD);
  await database.db.updateTable('person').set({ password_hash }).where('person_id', '=', actor.personId).execute();
  return actor;
}

beforeAll(async () => {
  itLead = await withPassword('Brandt', 'it', 'lead');
  infosecLead = await withPassword('Osei', 'infosec', 'lead');
  itMember = await withPassword('Novak', 'it', 'member');
});

beforeEach(() => {
  cameIntoForce = [];
  document = {
    kind: 'test-policy',
    documentId: randomUUID(),
    name: 'the test policy',
    check(content) {
      if (content === null) throw new ServiceError('invalid', 'It says nothing.');
    },
    async cameIntoForce(_trx, { version }) {
      cameIntoForce.push(version);
    },
  };
});

/** Writes and offers content; answers the version and its hash. */
async function offered(content: Parameters<typeof saveDraft>[3]['content']) {
  const seenRevision = await saveDraft(database.db, itMember, document, { content, seenRevision: 0 });
  const version = await offerVersion(database.db, itLead, document, { seenRevision, note: 'as agreed' });
  const { versions } = await readDocument(database.db, document);
  return { version, hash: versions[0]?.hash ?? '' };
}

const sign = (
  actor: PersonActor,
  what: { version: number; hash: string },
  password = PASSWORD,
  now?: Temporal.Instant,
) => signVersion(database.db, actor, document, { ...what, proof: { method: 'password', password } }, VISITOR, now);

const states = async () =>
  (await readDocument(database.db, document)).versions.map(({ version, state }) => `${version} ${state}`);

describe('a document that both leads sign', () => {
  test('comes into force with the second signature, and the one before holds until then', async () => {
    const first = await offered({ days: 7 });
    expect(await sign(itLead, first)).toBe(false);
    expect(await states()).toEqual(['1 open']);
    expect(await sign(infosecLead, first)).toBe(true);
    const second = await offered({ days: 5 });
    expect(await sign(infosecLead, second)).toBe(false);
    expect(await states()).toEqual(['2 open', '1 in-force']);
    expect(await sign(itLead, second)).toBe(true);
    expect(await states()).toEqual(['2 in-force', '1 replaced']);
    expect(cameIntoForce).toEqual([1, 2]);
  });

  test('stands in the log, act by act', async () => {
    const one = await offered({ days: 1 });
    await sign(itLead, one);
    await sign(infosecLead, one);
    const { rows } = await listLog(database.db, {
      subjectKind: 'document',
      subjectId: `test-policy/${document.documentId}`,
      page: 1,
      pageSize: 10,
    });
    expect(rows.map(({ action, actor }) => `${action} ${actor.name}`).reverse()).toEqual([
      'document.draft-saved Novak',
      'document.offered Brandt',
      'document.signed Brandt',
      'document.signed Osei',
      'document.came-into-force Osei',
    ]);
  });

  test('is in force for whoever signs at the same moment as the other lead', async () => {
    const one = await offered({ days: 2 });
    const both = await Promise.all([sign(itLead, one), sign(infosecLead, one)]);
    expect([...both].sort()).toEqual([false, true]);
    expect(cameIntoForce).toEqual([1]);
  });

  test('cannot be signed any more once a later version was offered', async () => {
    const first = await offered({ days: 7 });
    await sign(itLead, first);
    await offered({ days: 8 });
    await expect(sign(infosecLead, first)).rejects.toMatchObject({ code: 'conflict' });
    expect(await states()).toEqual(['2 open', '1 left']);
  });

  test('is signed for what was read, not for what it says otherwise', async () => {
    const { version } = await offered({ days: 7 });
    await expect(sign(itLead, { version, hash: '0'.repeat(64) })).rejects.toMatchObject({ where: 'body.hash' });
  });

  test('refuses what its kind refuses, an unchanged text, and a draft that moved on', async () => {
    await saveDraft(database.db, itMember, document, { content: null, seenRevision: 0 });
    const offer = (seenRevision: number) =>
      offerVersion(database.db, itLead, document, { seenRevision, note: 'as agreed' });
    await expect(offer(1)).rejects.toThrow('It says nothing.');
    await saveDraft(database.db, itMember, document, { content: { a: 1 }, seenRevision: 1 });
    await expect(saveDraft(database.db, itLead, document, { content: 2, seenRevision: 1 })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(saveDraft(database.db, itLead, document, { content: 2, seenRevision: 0 })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(offer(1)).rejects.toMatchObject({ code: 'conflict' });
    await offer(2);
    await saveDraft(database.db, itMember, document, { content: { a: 1 }, seenRevision: 0 });
    await expect(offer(1)).rejects.toThrow('says the same as version 1');
    await discardDraft(database.db, itMember, document, 1);
    expect((await readDocument(database.db, document)).draft).toBeNull();
  });
});

describe('a signature', () => {
  test('needs the password again, and one a team is enough', async () => {
    const one = await offered({ days: 3 });
    await expect(sign(itLead, one, 'not the password')).rejects.toMatchObject({ code: 'wrong-credentials' });
    await sign(itLead, one);
    const other = await withPassword('Adeyemi', 'it', 'lead');
    await expect(sign(other, one)).rejects.toThrow('Brandt has signed version 1 for your team.');
  });

  test('is of a lead: a member, a former lead and a key do not sign', async () => {
    const one = await offered({ days: 4 });
    await expect(sign(itMember, one)).rejects.toMatchObject({ code: 'not-permitted' });
    // The session still says lead, the account does not.
    const former = await withPassword('Former', 'it', 'member');
    await expect(sign({ ...former, role: 'lead' }, one)).rejects.toMatchObject({ code: 'not-permitted' });
    const key = await addKey(database.db, 'script', 'it', itMember);
    await expect(
      offerVersion(database.db, key, document, { seenRevision: 1, note: 'by a script' }),
    ).rejects.toMatchObject({ code: 'not-permitted' });
  });

  const row = async (over: Record<string, unknown>) => {
    const { version, hash } = await offered({ days: Math.random() });
    const values = {
      kind: document.kind,
      document_id: document.documentId,
      version,
      team: 'it' as const,
      person_id: itLead.personId,
      person_name: 'x',
      signed_as: 'lead' as const,
      duty_id: null,
      hash: Buffer.from(hash, 'hex'),
      proved_by: 'password' as const,
      signed_at: Temporal.Now.instant().toString(),
      ...over,
    };
    return database.db.insertInto('document_signature').values(values).execute();
  };

  test('is refused by the database itself for another team, another text, and without the right', async () => {
    await expect(row({})).resolves.toBeDefined();
    const refused = { code: '23001' };
    await expect(row({ team: 'infosec' })).rejects.toMatchObject(refused);
    await expect(row({ person_id: itMember.personId })).rejects.toMatchObject(refused);
    await expect(row({ hash: Buffer.alloc(32) })).rejects.toMatchObject(refused);
  });

  test.each([
    'UPDATE signed_document_version SET note = note',
    'DELETE FROM signed_document_version',
    'UPDATE document_signature SET signed_at = now()',
    'DELETE FROM document_signature',
    'TRUNCATE document_signature',
  ])('stays: %s', async (statement) => {
    await expect(database.pool.query(statement)).rejects.toMatchObject({ code: '23001' });
  });
});
