import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '../actor.ts';
import { declineException, withdrawException } from '../exceptions/end-exception.ts';
import { requestException } from '../exceptions/request-exception.ts';
import { approveEmergency } from '../relay/approve-emergency.ts';
import { assignRemediation } from '../relay/assign-remediation.ts';
import { EXPAT_FIXES } from '../relay/testing/kept-cells.ts';
import { askPause, endPause, signPause } from './pause-clock.ts';
import { listNotifications } from './read-notifications.ts';
import { tellMarks } from './tell-marks.ts';
import { addSigner, clockedRelay, PASSWORD, VISITOR } from './testing/clocked-relay.ts';

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

const listed = (person: PersonActor, unread: boolean) =>
  listNotifications(database.db, person, { unread, page: 1, pageSize: 100, now: relay.context().now });

/** What this person was told about the fix, oldest first. */
async function told(person: PersonActor, kind: string) {
  const list = await listed(person, false);
  return list.rows.filter((row) => row.kind === kind && row.title.includes(fix)).reverse();
}

const waiting = async (person: PersonActor) => (await listed(person, true)).unread;

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
  expect(await told(brandt, 'emergency')).toMatchObject([
    { title: `${fix} is an emergency: it waits for your approval`, settled: null },
  ]);
  const approve = (actor: PersonActor) =>
    database.db
      .transaction()
      .execute((trx) => approveEmergency(trx, relay.context(), { actor, remediationId, note: 'As it went.' }));
  await approve(osei);
  expect(await told(brandt, 'emergency')).toMatchObject([{ settled: null }]);
  await approve(brandt);
  expect(await told(brandt, 'emergency')).toMatchObject([
    { title: `${fix} is an emergency`, settled: 'Done: K. Brandt has approved it for IT.' },
  ]);
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

describe('a signature that was asked for', () => {
  async function askException() {
    const { devices } = await relay.open(fix, 1);
    return requestException(database.db, relay.context(), novak, {
      target: { kind: 'fix', fix },
      devices: { names: devices },
      controls: [{ kind: 'attestation', statement: 'Off the network.', validDays: 30 }],
      reason: 'other',
      words: 'The line runs.',
      risk: { level: 'low', words: 'little' },
      ownerId: novak.personId,
      until: '2026-12-10T08:00:00Z',
    });
  }

  test.each([
    ['declined', declineException, () => osei, 'Gone: A. Osei declined it.'],
    ['withdrawn', withdrawException, () => novak, 'Gone: S. Novak took it back.'],
  ] as const)('does not wait any more once the exception is %s', async (_, act, by, settled) => {
    const { exceptionId, name } = await askException();
    const title = `${name} of ${fix}`;
    expect(await told(brandt, 'signature-wanted')).toMatchObject([
      { title: `${title} waits for your signature`, settled: null },
    ]);
    await act(database.db, relay.context(), by(), { exceptionId, note: 'Not so.' });
    expect(await told(brandt, 'signature-wanted')).toMatchObject([{ title, settled }]);
  });

  async function askForPause() {
    const { record } = await relay.open(fix, 1);
    return askPause(database.db, relay.context(), brandt, {
      remediationId: record.remediation_id,
      reason: 'The vendor looks into it.',
      until: '2026-11-20T08:00:00Z',
    });
  }
  const pauseTold = (settled: string) => [{ title: `A pause of ${fix}`, settled }];

  test('does not wait for a pause whose time has passed, or that was taken back', async () => {
    const { pauseId } = await askForPause();
    expect(await told(osei, 'signature-wanted')).toMatchObject([{ settled: null }]);
    relay.at('2026-11-20T08:00:00Z');
    expect(await told(osei, 'signature-wanted')).toMatchObject(pauseTold('Gone: its time has passed.'));
    relay.at('2026-11-19T08:00:00Z');
    await endPause(database.db, relay.context(), brandt, pauseId);
    expect(await told(osei, 'signature-wanted')).toMatchObject(pauseTold('Gone: K. Brandt took it back.'));
  });

  test('names who signed for the team', async () => {
    const { pauseId, hash } = await askForPause();
    const proof = { method: 'password', password: PASSWORD } as const;
    await signPause(database.db, relay.context(), osei, { pauseId, hash: hash ?? '', proof }, VISITOR);
    expect(await told(osei, 'signature-wanted')).toMatchObject(pauseTold('Done: A. Osei has signed it for InfoSec.'));
    expect(await told(brandt, 'signature-wanted')).toMatchObject([{ settled: null }]);
  });
});
