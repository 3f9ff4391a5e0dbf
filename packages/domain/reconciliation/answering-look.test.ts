import { expect, test } from 'vitest';
import { answeringLook, bootAfter } from './answering-look.ts';
import { CheckBook } from './check-book.ts';
import { judgeSituation, type Situation } from './testing/situation.ts';

const checks = new CheckBook();
checks.learn('kb:KB5044273', '208303', { family: null, local: true });

/** When the visit that answers a request of 14 October, 10:00, began; null where none does. */
function answered(situation: Situation): string | null {
  const [judged] = judgeSituation(situation);
  if (judged === undefined) throw new Error('no cell');
  const look = answeringLook(judged.facts, { checks }, Date.parse('2024-10-14T10:00:00Z'));
  return look === null ? null : new Date(look.at).toISOString();
}

const LATER = { from: '2024-10-14T12:00:00Z', to: '2024-10-14T12:10:00Z' };

test.each<[string, Situation, string | null]>([
  ['a later visit that logged in answers', { scans: [{ look: LATER }] }, '2024-10-14T12:00:00.000Z'],
  ['whatever it found', { scans: [{ look: LATER, findings: [{}] }] }, '2024-10-14T12:00:00.000Z'],
  [
    'one from before does not',
    { scans: [{ look: { from: '2024-10-14T09:59:59Z', to: '2024-10-14T10:10:00Z' } }] },
    null,
  ],
  ['one that could not log in does not', { scans: [{ look: { ...LATER, authenticated: false } }] }, null],
  [
    'nor one that did not reach it',
    { scans: [{ look: { ...LATER, reached: false } }, { look: { from: '2024-10-13T10:00:00Z' } }] },
    null,
  ],
  ['nor one without the check', { scans: [{ look: LATER, scope: { checks: { kind: 'ids', ids: ['1'] } } }] }, null],
  [
    'one with the check among few does',
    { scans: [{ look: LATER, scope: { checks: { kind: 'ids', ids: ['1', '208303'] } } }] },
    '2024-10-14T12:00:00.000Z',
  ],
  [
    'a bad visit after a good one takes nothing back',
    { scans: [{ look: LATER }, { look: { from: '2024-10-14T13:00:00Z', authenticated: false } }] },
    '2024-10-14T12:00:00.000Z',
  ],
])('%s', (_, situation, expected) => {
  expect(answered({ now: '2024-10-15T00:00:00Z', ...situation })).toBe(expected);
});

test('a boot fulfils from its own time on; one known by its day only from the next day', () => {
  const bootOf = (lastBoot: string | null, asked: string) => {
    const [judged] = judgeSituation({ it: { state: { lastBoot } } });
    return judged === undefined ? undefined : bootAfter(judged.facts.device, Date.parse(asked))?.at;
  };
  expect(bootOf('2024-10-14T10:00:01Z', '2024-10-14T10:00:00Z')).toBe(Date.parse('2024-10-14T10:00:01Z'));
  expect(bootOf('2024-10-14T09:00:00Z', '2024-10-14T10:00:00Z')).toBeUndefined();
  expect(bootOf('2024-10-14', '2024-10-14T10:00:00Z')).toBeUndefined();
  expect(bootOf('2024-10-15', '2024-10-14T10:00:00Z')).toBe(Date.parse('2024-10-15T00:00:00Z'));
  expect(bootOf(null, '2024-10-14T10:00:00Z')).toBeUndefined();
});

test('a check that turns out to ask over the network is no look at a fix any more', () => {
  const learned = new CheckBook();
  const [judged] = judgeSituation({
    scans: [{ look: LATER, scope: { checks: { kind: 'ids', ids: ['1', '208303'] } } }],
  });
  if (judged === undefined) throw new Error('no cell');
  const asked = Date.parse('2024-10-14T10:00:00Z');
  learned.learn('kb:KB5044273', '208303', { family: null, local: null });
  expect(answeringLook(judged.facts, { checks: learned }, asked)).not.toBe(null);
  learned.learn('kb:KB5044273', '208303', { family: null, local: false });
  expect(answeringLook(judged.facts, { checks: learned }, asked)).toBe(null);
});
