import { getBoard } from '@baton/contract/board.ts';
import { listCells } from '@baton/contract/cells.ts';
import { listDisagreements } from '@baton/contract/disagreements.ts';
import { createImport } from '@baton/contract/imports.ts';
import {
  discardRuleDraft,
  getRules,
  offerRules,
  previewRules,
  type RuleSetState,
  saveRuleDraft,
  signRules,
} from '@baton/contract/rules.ts';
import { cancelWork, getWork } from '@baton/contract/work.ts';
import type { OwnRule } from '@baton/domain/reconciliation/rules/own-rule.ts';
import { hoursAgo, nessusScan, patchCsv } from '@baton/services/evidence/testing/sample-reports.ts';
import { runPreview } from '@baton/services/rules/preview-draft.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { TEST_PASSWORD, type TestPerson, useTestServer } from '../../testing/test-server.ts';
import { waitForImport } from '../../testing/wait-for-import.ts';

const server = useTestServer({ role: 'all' });
const proof = { method: 'password', password: TEST_PASSWORD } as const;

const LAB = {
  id: 'own-lab',
  label: 'Lab network',
  summary: 'the lab is rebuilt each night',
  explanation: '{device} stands in the lab; {infosec.tool} asks for {fix}.',
  nextAction: 'Look at the lab',
  owner: 'it',
  when: {
    all: [
      { fact: 'device.name', matches: 'lab-*' },
      { fact: 'infosec.says', is: 'reported' },
    ],
  },
} satisfies Omit<OwnRule, 'version'>;
const DOCUMENT = { order: ['own-lab' as const], own: [LAB] };

let it: TestPerson;
let infosec: TestPerson;
let member: TestPerson;

beforeAll(async () => {
  it = await server.person({ team: 'it', role: 'lead', name: 'B. Brandt' });
  infosec = await server.person({ team: 'infosec', role: 'lead', name: 'A. Osei' });
  member = await server.person({ team: 'it', name: 'C. Member' });
  const before = Math.floor(Date.now() / 1000) - 48 * 3600;
  const names = ['lab-1', 'lab-2', 'wks-1'];
  const kb = 'KB5044273';
  const rows = names.map((computer) => ({
    computer,
    serial: `S-${computer}`,
    kb,
    status: 'Installed',
    installedOn: hoursAgo(31),
  }));
  for (const [team, fileName, file] of [
    ['it', 'export.csv', patchCsv(rows)],
    [
      'infosec',
      'scan.nessus',
      nessusScan(names.map((name) => ({ name, from: before, findings: [{ plugin: '208284', kb }] }))),
    ],
  ] as const) {
    const { importId } = await it.call(createImport, { query: { fileName, team }, file });
    await waitForImport(it.call, importId);
  }
}, 60_000);

async function previewed(): Promise<RuleSetState> {
  const { workId } = await member.call(previewRules);
  await expect.poll(async () => (await member.call(getWork, { params: { workId } })).state).toBe('done');
  return it.call(getRules);
}

const byCause = async (): Promise<Record<string, number>> => {
  const { groups } = await it.call(listDisagreements, { query: { by: 'cause' } });
  // Unexplained is always listed, with no cell too.
  return Object.fromEntries(groups.flatMap(({ key, cells }) => (cells === 0 ? [] : [[key, cells]])));
};

describe('a draft of the rule set', () => {
  test('is refused with the exact place of what is wrong', async () => {
    const save = (document: object) =>
      member.call(saveRuleDraft, { body: { document: document as typeof DOCUMENT, seenRevision: 0 } });
    await expect(
      save({
        own: [
          {
            ...LAB,
            when: {
              all: [
                { fact: 'it.says', is: 'x' },
                { fact: 'it.sayz', is: 'x' },
              ],
            },
          },
        ],
      }),
    ).rejects.toMatchObject({
      status: 400,
      where: 'body.document.own.0.when.all.1.fact',
    });
    await expect(
      save({ own: [{ ...LAB, when: { any: [{ fact: 'it.stale', matches: 'x' }] } }] }),
    ).rejects.toMatchObject({
      status: 400,
      where: 'body.document.own.0.when.any.0.matches',
    });
    await expect(save({ own: [{ ...LAB, id: 'stale-scan' }] })).rejects.toMatchObject({
      where: 'body.document.own.0.id',
    });
    await expect(save({ off: ['unexplained'] })).rejects.toMatchObject({ where: 'body.document.off.0' });
    await expect(save({ own: [{ ...LAB, code: 'x' }] })).rejects.toMatchObject({ status: 400 });
  });

  test('changes nothing, and says what is different', async () => {
    const state = await member.call(saveRuleDraft, { body: { document: DOCUMENT, seenRevision: 0 } });
    expect(state.inForce).toMatchObject({ version: 0, signatures: [] });
    expect(state.draft?.differences).toEqual(['New rule “Lab network” (own-lab), tried first.']);
    expect(state.draft?.rules[0]).toMatchObject({
      id: 'own-lab',
      version: 1,
      own: true,
      on: true,
      positiveProof: false,
    });
    expect(state.draft?.rules.at(-1)?.id).toBe('unexplained');
    expect(await byCause()).toEqual({ 'stale-scan': 3 });
  });

  test('is offered only when somebody has seen what it would change', async () => {
    const offer = { body: { seenRevision: 1, note: 'The lab is rebuilt each night.' } };
    await expect(it.call(offerRules, offer)).rejects.toMatchObject({ code: 'conflict' });
    expect((await it.call(getRules)).draft?.offer).toMatchObject({ open: false });
    const { draft } = await previewed();
    expect(draft?.preview).toMatchObject({ devices: 3, cells: 3, changedCells: 2, changedDevices: 2 });
    expect(draft?.preview?.changes).toEqual([
      {
        from: { verdict: 'unproven', cause: 'stale-scan', causeLabel: 'Scan older than the fix' },
        to: { verdict: 'unproven', cause: 'own-lab', causeLabel: 'Lab network' },
        cells: 2,
        devices: 2,
      },
    ]);
    expect(draft?.preview?.examples.map(({ device }) => device).sort()).toEqual(['lab-1', 'lab-2']);
    expect(draft?.preview?.after).toEqual(draft?.preview?.before);
    expect(await byCause()).toEqual({ 'stale-scan': 3 });
    await expect(member.call(offerRules, offer)).rejects.toMatchObject({ status: 403 });
    const { open } = await it.call(offerRules, offer);
    // The preview of the draft is the preview of the version: the text is the same.
    expect(open).toMatchObject({ version: 1, state: 'open', preview: { changedCells: 2 }, sign: { open: true } });
  });
});

describe('a version of the rule set', () => {
  test('is in force with the second lead’s signature, and the fleet is judged by it', async () => {
    const { open } = await it.call(getRules);
    const sign = { params: { version: 1 }, body: { hash: open?.hash ?? '', proof } };
    await expect(member.call(signRules, sign)).rejects.toMatchObject({ status: 403 });
    const first = await it.call(signRules, sign);
    expect(first).toMatchObject({
      inForce: { version: 0 },
      open: { sign: { open: false, why: 'B. Brandt has signed for this team.' } },
    });
    expect(await byCause()).toEqual({ 'stale-scan': 3 });
    await expect(it.call(signRules, sign)).rejects.toMatchObject({ code: 'conflict' });
    const second = await infosec.call(signRules, sign);
    expect(second).toMatchObject({ inForce: { version: 1 }, open: null });
    await expect.poll(byCause).toEqual({ 'own-lab': 2, 'stale-scan': 1 });
  });

  test('names its causes on every page', async () => {
    const { rows, total } = await it.call(listCells, { query: { cause: 'own-lab' } });
    expect(total).toBe(2);
    expect(rows[0]).toMatchObject({
      causeLabel: 'Lab network',
      owner: 'it',
      nextAction: 'Look at the lab',
      also: ['stale-scan'],
    });
    const { bridge, smallestActions } = await it.call(getBoard);
    expect(bridge.map(({ cause, label, owner }) => [cause, label, owner])).toContainEqual([
      'own-lab',
      'Lab network',
      'it',
    ]);
    expect(smallestActions.map(({ action }) => action)).toContain('Look at the lab: 2 devices');
  });

  test('counts a changed rule up and keeps an unchanged one; words of one taken out stay', async () => {
    const same = await member.call(saveRuleDraft, { body: { document: DOCUMENT, seenRevision: 0 } });
    expect(same.draft).toMatchObject({ differences: [], document: { own: [{ version: 1 }] } });
    const changed = await member.call(saveRuleDraft, {
      body: { document: { own: [{ ...LAB, owner: 'both' }] }, seenRevision: 1 },
    });
    expect(changed.draft?.document.own[0]?.version).toBe(2);
    expect(changed.draft?.differences[0]).toBe('“Lab network” (own-lab) is changed: version 2.');
    await expect(member.call(discardRuleDraft, { body: { seenRevision: 1 } })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect((await member.call(discardRuleDraft, { body: { seenRevision: 2 } })).draft).toBeNull();
    // Back to what ships: signed like any other.
    await member.call(saveRuleDraft, { body: { document: {}, seenRevision: 0 } });
    await previewed();
    const { open } = await infosec.call(offerRules, { body: { seenRevision: 1, note: 'Back to the shipped rules.' } });
    for (const lead of [infosec, it]) {
      await lead.call(signRules, { params: { version: 2 }, body: { hash: open?.hash ?? '', proof } });
    }
    await expect.poll(byCause).toEqual({ 'stale-scan': 3 });
  });
});

test('a preview that somebody stops leaves nothing, and another draft makes it nobody’s', async () => {
  await member.call(saveRuleDraft, { body: { document: { off: ['stale-scan'] }, seenRevision: 0 } });
  const { workId, hash } = await member.call(previewRules);
  await member.call(cancelWork, { params: { workId } }).catch(() => undefined);
  await member.call(saveRuleDraft, { body: { document: { off: ['reverted'] }, seenRevision: 1 } });
  await runPreview(server.database.db, { workId, hash });
  const { draft } = await member.call(getRules);
  expect(draft?.preview).toBeNull();
});
