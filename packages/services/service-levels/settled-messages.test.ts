import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { PersonActor } from '../actor.ts';
import { approveEmergency } from '../relay/approve-emergency.ts';
import { assignRemediation } from '../relay/assign-remediation.ts';
import { EXPAT_FIXES } from '../relay/testing/kept-cells.ts';
import { listNotifications } from './read-notifications.ts';
import { tellMarks } from './tell-marks.ts';
import { addSigner, clockedRelay } from './testing/clocked-relay.ts';

// A message says what became of what it asks for as soon as it is so, and is not counted among what waits any more.

const database = useTestDatabase();
const relay = clockedRelay(() => database.db);
let brandt: PersonActor;
let osei: PersonActor;
let novak: PersonActor;
let kowal: PersonActor;
let sato: PersonActor;
let used = 0;
let fix = '';

beforeAll(async () => {
  brandt = await addSigner(database.db, 'K. Brandt', 'it');
  osei = await addSigner(database.db, 'A. Osei', 'infosec');
  novak = await addSigner(database.db, 'S. Novak', 'it', 'member');
  kowal = await addSigner(database.db, 'P. Kowal', 'it', 'member');
  sato = await addSigner(database.db, 'M. Sato', 'infosec', 'member');
});

beforeEach(() => {
  used += 1;
  fix = EXPAT_FIXES[used - 1] ?? '';
  relay.at('2026-11-10T08:00:00Z');
});

/** What this person was told about the fix, oldest first. */
async function told(person: PersonActor, kind: string) {
  const list = await listNotifications(database.db, person, { unread: false, page: 1, pageSize: 100 });
  return list.rows.filter((row) => row.kind === kind && row.title.includes(fix)).reverse();
}

const waiting = async (person: PersonActor) =>
  (await listNotifications(database.db, person, { unread: true, page: 1, pageSize: 100 })).unread;

test('a passed deadline is settled once the baton has moved on, and when the remediation has ended', async () => {
  await relay.open(fix, 1);
  await tellMarks(database.db, '2026-12-10T08:00:00Z');
  expect(await told(sato, 'clock-breach')).toMatchObject([{ settled: null, readAt: null }]);
  const before = await waiting(sato);
  relay.at('2026-12-10T09:00:00Z');
  await relay.move(fix, sato);
  expect(await told(sato, 'clock-breach')).toMatchObject([
    { settled: 'It moved on: IT holds the baton in accept now.', readAt: null },
  ]);
  expect(await waiting(sato)).toBe(before - 1);
  await relay.move(fix, novak, { act: 'reject', rejectReason: 'breaks-application' });
  await relay.move(fix, sato, { act: 'uphold' });
  expect(await told(sato, 'clock-breach')).toMatchObject([{ settled: 'Done: it is closed.' }]);
});

test('an emergency waits for each lead until their own team has approved it', async () => {
  await relay.open(fix, 1);
  await relay.move(fix, osei, { act: 'emergency' });
  const { remediation_id: remediationId } = await relay.remediationOf(fix);
  expect(await told(brandt, 'emergency')).toMatchObject([{ settled: null }]);
  const approve = (actor: PersonActor) =>
    database.db
      .transaction()
      .execute((trx) => approveEmergency(trx, relay.context(), { actor, remediationId, note: 'As it went.' }));
  await approve(osei);
  expect(await told(brandt, 'emergency')).toMatchObject([{ settled: null }]);
  await approve(brandt);
  expect(await told(brandt, 'emergency')).toMatchObject([{ settled: 'Done: K. Brandt has approved it for IT.' }]);
});

test('what was given to somebody is theirs until another carries it, or another team holds it', async () => {
  await relay.open(fix, 1);
  await relay.move(fix, sato);
  const give = async (personId: string) => {
    const { remediation_id: remediationId, version } = await relay.remediationOf(fix);
    const request = { actor: brandt, remediationId, version, personId, note: null };
    await database.db.transaction().execute((trx) => assignRemediation(trx, relay.context(), request));
  };
  await give(novak.personId);
  expect(await told(novak, 'assignment')).toMatchObject([{ settled: null }]);
  await give(kowal.personId);
  expect(await told(novak, 'assignment')).toMatchObject([{ settled: 'Gone: P. Kowal carries it now.' }]);
  expect(await told(kowal, 'assignment')).toMatchObject([{ settled: null }]);
  await relay.move(fix, novak, { act: 'reject', rejectReason: 'breaks-application' });
  expect(await told(kowal, 'assignment')).toMatchObject([
    { settled: 'It moved on: InfoSec holds the baton in rejected now.' },
  ]);
});
