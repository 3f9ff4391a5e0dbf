import { connectionSettings } from '@baton/contract/connections.ts';
import { readActivity } from '@baton/store/relay/history.ts';
import { readRemediations } from '@baton/store/relay/remediations.ts';
import { useTestDatabase } from '@baton/store/testing/test-database.ts';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '../actor.ts';
import { addConnection } from '../connections/save-connection.ts';
import { commentOn } from '../relay/comment-on.ts';
import { followCells } from '../relay/follow-cells.ts';
import { type MoveRequest, moveBaton } from '../relay/move-baton.ts';
import type { RelayContext } from '../relay/relay-context.ts';
import { EXPAT_FIXES, keepCells, openCell, testEvidence } from '../relay/testing/kept-cells.ts';
import { addPerson } from '../relay/testing/relay-people.ts';
import { endTrack, listTracks, openTrack, syncByHand } from './open-track.ts';
import { pollTracks, runSyncs, type TracksContext } from './run-syncs.ts';
import { useJiraServer } from './testing/jira-server.ts';
import { useServicenowServer } from './testing/servicenow-server.ts';

const database = useTestDatabase();
const jira = useJiraServer(`Basic ${Buffer.from('robot@example.org:jira-token').toString('base64')}`);
const now_ = useServicenowServer(`Basic ${Buffer.from('baton.robot:now-password').toString('base64')}`);
const fixes = [...EXPAT_FIXES];
const relay = (): RelayContext => ({
  now: Temporal.Now.instant().toString({ smallestUnit: 'millisecond' }),
  evidence: testEvidence,
  timeZone: 'Europe/Berlin',
});
const context: TracksContext = { relay, allowPrivateHosts: ['127.0.0.1'], publicUrl: 'https://baton.example.org' };

let brandt: PersonActor;
let osei: PersonActor;
let jiraId = '';
let nowId = '';

beforeAll(async () => {
  brandt = await addPerson(database.db, 'K. Brandt', 'it', 'lead');
  osei = await addPerson(database.db, 'A. Osei', 'infosec', 'lead');
  const user = 'robot@example.org';
  const ofJira = { kind: 'jira', url: `${jira.url}/`, deployment: 'cloud', user, project: 'OPS' };
  const ofNow = { kind: 'servicenow', url: now_.url, user: 'baton.robot', closeCode: 'Solved (Permanently)' };
  const add = async (name: string, settings: object, secret: string) => {
    const given = { name, settings: connectionSettings.parse(settings), secret };
    return (await addConnection(database.db, osei, given, relay().now)).connection.connectionId;
  };
  jiraId = await add('Jira of operations', ofJira, 'jira-token');
  nowId = await add('ServiceNow', ofNow, 'now-password');
});
beforeEach(() => {
  jira.failWith(null);
  now_.failWith(null);
});

/** A remediation of its own for a test, with InfoSec in prioritise. */
async function newRemediation(): Promise<string> {
  const fix = fixes.shift() ?? '';
  const { db } = database;
  await keepCells(db, fix, [openCell(crypto.randomUUID())]);
  await db.transaction().execute((trx) => followCells(trx, relay(), [fix]));
  return (await readRemediations(db, { fixIds: [fix] }))[0]?.remediation_id ?? '';
}
const move = (remediationId: string, actor: PersonActor, act: MoveRequest['act'], more: Partial<MoveRequest> = {}) =>
  database.db
    .transaction()
    .execute((trx) =>
      moveBaton(trx, relay(), { actor, remediationId, act, version: null, note: 'As agreed', ...more }),
    );
const write = (remediationId: string, actor: PersonActor, note: string) =>
  database.db.transaction().execute((trx) => commentOn(trx, relay(), { actor, remediationId, note }));
const notes = async (remediationId: string): Promise<string[]> =>
  (await readActivity(database.db, remediationId, { limit: 100, offset: 0 })).rows
    .filter(({ act }) => act === 'comment')
    .map(({ note }) => note ?? '')
    .toReversed();
const place = async (remediationId: string) =>
  (await readRemediations(database.db, { remediationIds: [remediationId] }))[0]?.place;
const open = (remediationId: string, connectionId = jiraId, key?: string) =>
  openTrack(database.db, context, brandt, { remediationId, connectionId, key });
const settle = () => runSyncs(database.db, context);

describe('with Jira', () => {
  test('an issue is opened, follows the baton, and takes words both ways, each once', async () => {
    const id = await newRemediation();
    const track = await open(id);
    const [issue] = jira.issues;
    if (issue === undefined) throw new Error('no issue');
    expect(track).toMatchObject({
      key: issue.key,
      url: `${jira.url}/browse/${issue.key}`,
      remoteState: 'To Do',
      problem: null,
    });
    expect(issue.summary).toMatch(/^expat 2\.5\.0/);
    expect(issue.description).toMatch(/Proven on 0 of 1 device\n.*InfoSec holds the baton in prioritise\./s);
    await expect(open(id)).rejects.toMatchObject({ code: 'conflict' });

    await move(id, osei, 'hand-over', { note: 'Exploited since Monday' });
    await write(id, brandt, 'Window is on Saturday');
    await settle();
    expect(issue.status).toBe('In Progress');
    expect(issue.comments.map(({ body }) => body.split('\n')[0])).toEqual([
      'A. Osei prioritised it.',
      'K. Brandt wrote.',
    ]);
    expect(issue.comments[0]?.body).toContain('Exploited since Monday');

    jira.comment(issue, 'J. Smith', 'The app owner agrees.');
    expect(await pollTracks(database.db, context)).toBe(1);
    await settle();
    await settle();
    expect(await notes(id)).toEqual(['Window is on Saturday', `J. Smith in ${issue.key}: The app owner agrees.`]);
    // What came from there is not sent back, however often both sides are looked at.
    await pollTracks(database.db, context);
    await settle();
    expect(issue.comments).toHaveLength(3);
    expect(await notes(id)).toHaveLength(2);
  });

  test('a state that is set there is noted and moves no baton', async () => {
    const id = await newRemediation();
    await open(id);
    await move(id, osei, 'hand-over');
    await settle();
    const issue = jira.issues.at(-1);
    if (issue === undefined) throw new Error('no issue');
    jira.move(issue, 'Done');
    await pollTracks(database.db, context);
    await settle();
    expect(await place(id)).toBe('accept');
    expect((await notes(id)).at(-1)).toMatch(
      /was set from “In Progress” to “Done” over there\. The baton stays where it is/,
    );
    // Nobody fights: it stays so until the baton moves to another phase, and the note is not sent there.
    await pollTracks(database.db, context);
    await settle();
    expect(issue.status).toBe('Done');
    expect(issue.comments).toHaveLength(1);
    expect(await notes(id)).toHaveLength(1);
  });

  test('what was done before a crash is found again and not done twice', async () => {
    const id = await newRemediation();
    const made = jira.issues.length;
    // The issue is made, and the answer is lost.
    jira.failWith((request) => {
      if (request.method !== 'GET' || !request.path.startsWith('/rest/api/2/issue/')) return null;
      return { status: 503, body: 'maintenance' };
    });
    const track = await open(id);
    expect(track.problem).toMatch(/has a fault of its own \(503\)/);
    await database.db
      .updateTable('track')
      .set({ remote_id: null, told_seq: 0 })
      .where('track_id', '=', track.trackId)
      .execute();
    jira.failWith(null);
    await syncByHand(database.db, context, brandt, track.trackId);
    expect(jira.issues).toHaveLength(made + 1);
    // A comment is written there, and what was written down of it here is lost.
    await write(id, brandt, 'Once only');
    await settle();
    const before = jira.issues.at(-1)?.comments.length;
    await database.db.updateTable('track').set({ told_seq: 2 }).where('track_id', '=', track.trackId).execute();
    await syncByHand(database.db, context, brandt, track.trackId);
    expect(jira.issues.at(-1)?.comments).toHaveLength(before ?? 0);
    expect(await notes(id)).toEqual(['Once only']);
  });

  test('a workflow without a way there is told with what to do, and the words go on', async () => {
    const id = await newRemediation();
    const { trackId } = await open(id);
    const issue = jira.issues.at(-1);
    if (issue === undefined) throw new Error('no issue');
    issue.status = 'Blocked';
    await move(id, osei, 'hand-over');
    await settle();
    const { rows } = await listTracks(database.db, id);
    expect(rows[0]).toMatchObject({
      trackId,
      problem: `${issue.key} cannot go from “Blocked” to “In Progress” in its workflow.`,
      hint: expect.stringContaining('It can go nowhere from there.'),
    });
    expect(issue.comments).toHaveLength(1);
  });

  test('an issue that was there is linked without its old words, and unlinking ends it', async () => {
    const id = await newRemediation();
    const issue = jira.issues[0];
    if (issue === undefined) throw new Error('no issue');
    await expect(open(id, jiraId, 'OPS-999')).resolves.toMatchObject({
      key: 'OPS-999',
      problem: expect.stringContaining('Issue does not exist'),
    });
    const failed = (await listTracks(database.db, id)).rows[0];
    await endTrack(database.db, brandt, failed?.trackId ?? '', relay().now);
    const first =
      (await database.db.selectFrom('track').select('track_id').where('remote_id', '=', issue.id).executeTakeFirst())
        ?.track_id ?? '';
    await endTrack(database.db, brandt, first, relay().now);
    const before = issue.comments.length;
    const track = await open(id, jiraId, issue.key);
    expect(track).toMatchObject({ key: issue.key, problem: null });
    expect(await notes(id)).toEqual([]);
    expect(issue.comments).toHaveLength(before + 1);
    await endTrack(database.db, brandt, track.trackId, relay().now);
    await write(id, brandt, 'Nobody there hears this');
    await settle();
    expect(issue.comments).toHaveLength(before + 1);
  });

  test('a wrong token is told with what to do, and tried again later', async () => {
    const id = await newRemediation();
    jira.failWith(() => ({ status: 401, body: 'Client must be authenticated' }));
    const track = await open(id);
    expect(track).toMatchObject({
      problem: expect.stringMatching(/does not let Baton in \(401\)/),
      hint: expect.stringMatching(/Give a new secret/),
    });
    const problem = JSON.stringify(await listTracks(database.db, id));
    expect(problem).not.toContain('jira-token');
  });
});

describe('with ServiceNow', () => {
  test('an incident is opened, resolved with its code, and takes words both ways', async () => {
    const id = await newRemediation();
    const track = await open(id, nowId);
    const [incident] = now_.incidents;
    if (incident === undefined) throw new Error('no incident');
    expect(track).toMatchObject({ key: incident.number, remoteState: 'New', problem: null });
    expect(incident.fields).toMatchObject({ correlation_id: id, correlation_display: 'Baton' });
    await move(id, osei, 'hand-over');
    await settle();
    expect(incident.fields.state).toBe('2');
    now_.comment(incident, 'john.smith', 'Change is approved');
    await pollTracks(database.db, context);
    await settle();
    expect(await notes(id)).toEqual([`john.smith in ${incident.number}: Change is approved`]);
    await move(id, brandt, 'reject', { rejectReason: 'no-fix' });
    await move(id, osei, 'uphold');
    await settle();
    expect(await place(id)).toBe('closed');
    expect(incident.fields).toMatchObject({ state: '6', close_code: 'Solved (Permanently)' });
    expect(incident.journal.filter(({ by }) => by === 'baton.robot').map(({ element }) => element)).toEqual([
      'work_notes',
      'work_notes',
      'work_notes',
    ]);
  });

  test('words between two tools and Baton reach each of them once, and nothing goes round', async () => {
    const id = await newRemediation();
    await open(id, jiraId);
    await open(id, nowId);
    const issue = jira.issues.at(-1);
    const incident = now_.incidents.at(-1);
    if (issue === undefined || incident === undefined) throw new Error('nothing there');
    const said = { jira: [] as string[], now: [] as string[], baton: [] as string[] };
    for (let round = 0; round < 4; round += 1) {
      said.jira.push(`jira ${round}`);
      jira.comment(issue, 'J. Smith', `jira ${round}`);
      if (round % 2 === 0) await settle();
      said.now.push(`now ${round}`);
      now_.comment(incident, 'john.smith', `now ${round}`);
      said.baton.push(`baton ${round}`);
      await write(id, brandt, `baton ${round}`);
      await pollTracks(database.db, context);
      if (round % 3 === 0) await settle();
    }
    for (let quiet = 0; quiet < 4; quiet += 1) {
      await pollTracks(database.db, context);
      await settle();
    }
    const all = [...said.jira, ...said.now, ...said.baton];
    const timesIn = (texts: readonly string[]) =>
      all.map((word) => texts.filter((text) => new RegExp(`${word}(\\n|$)`).test(text)).length);
    const once = all.map(() => 1);
    expect(timesIn(await notes(id))).toEqual(once);
    expect(timesIn(issue.comments.map(({ body }) => body))).toEqual(once);
    expect(timesIn(incident.journal.map(({ value }) => value))).toEqual(once);
  });

  test('a data policy of that ServiceNow is told in its own words', async () => {
    const id = await newRemediation();
    await open(id, nowId);
    now_.failWith(({ method }) =>
      method === 'PATCH'
        ? {
            status: 403,
            body: {
              error: { message: 'Operation Failed', detail: 'Data Policy Exception: Assignment group is mandatory' },
              status: 'failure',
            },
          }
        : null,
    );
    await move(id, osei, 'hand-over');
    await settle();
    expect((await listTracks(database.db, id)).rows[0]?.problem).toContain('Assignment group is mandatory');
  });
});

test('an issue is opened by itself where the connection says so, and for nothing while it is paused', async () => {
  const { db } = database;
  const settings = {
    kind: 'jira',
    url: jira.url,
    deployment: 'data-center',
    user: null,
    project: 'OPS',
    opens: 'accept',
  };
  // A data center's token comes as Bearer; this Jira knows the cloud's account only.
  const given = { name: 'By itself', settings: connectionSettings.parse(settings), secret: 'a-token' };
  const { connection } = await addConnection(db, osei, given, relay().now);
  const id = await newRemediation();
  await move(id, osei, 'hand-over');
  const { rows } = await listTracks(db, id);
  expect(rows).toMatchObject([{ connection: 'By itself', openedBy: 'Baton', waiting: true }]);
  await settle();
  expect(jira.requests.at(-1)?.authorization).toBe('Bearer a-token');
  await db
    .updateTable('connection')
    .set({ active: false })
    .where('connection_id', '=', connection.connectionId)
    .execute();
  const other = await newRemediation();
  await move(other, osei, 'hand-over');
  expect((await listTracks(db, other)).rows).toEqual([]);
});

test('who only views opens nothing', async () => {
  const viewer = await addPerson(database.db, 'A viewer', 'it', 'viewer');
  const id = await newRemediation();
  await expect(
    openTrack(database.db, context, viewer, { remediationId: id, connectionId: jiraId }),
  ).rejects.toMatchObject({ code: 'not-permitted' });
});
