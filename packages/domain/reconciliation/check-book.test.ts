import { describe, expect, test } from 'vitest';
import { CheckBook } from './check-book.ts';
import { KbFolding } from './kb-folding.ts';
import { learnFrom, prepareDevice } from './reconcile-device.ts';
import { deviceOf } from './testing/situation.ts';
import { smallKnowledge } from './testing/small-knowledge.ts';

const knowledge = smallKnowledge({});
/** A visit with a feed of some day that found by a check of some day. */
const prepared = (published: string | null, feedDate: string | null, id = '208303') =>
  prepareDevice(
    deviceOf({
      scans: [
        {
          scope: { feedDate },
          findings: [
            { check: { tool: 'Nessus', id, name: 'a check', family: null, published, modified: null, local: true } },
          ],
        },
      ],
    }),
    knowledge,
    new KbFolding(knowledge),
  );

function sinceOf(...devices: readonly ReturnType<typeof prepared>[]): string | null {
  const book = new CheckBook();
  for (const device of devices) learnFrom(device, book, new Set());
  const [fix] = prepared(null, null).fixes;
  const since = fix === undefined ? expect.fail('no fix') : book.checkedSince(fix);
  return since === null ? null : new Date(since).toISOString().slice(0, 10);
}

describe('since when a fix can be seen', () => {
  test('is when the first check for it came out, in whatever order that was told', () => {
    const [early, late] = [prepared('2024-10-09', null), prepared('2024-10-11', null)];
    expect(sinceOf(early, late)).toBe('2024-10-09');
    expect(sinceOf(late, early)).toBe('2024-10-09');
    expect(sinceOf(late, prepared('2024-10-08', null, '208999'))).toBe('2024-10-08');
  });

  test('is told by one report that dates the check, whatever others leave out', () => {
    expect(sinceOf(prepared(null, null), prepared('2024-10-09', null))).toBe('2024-10-09');
    expect(sinceOf(prepared('2024-10-09', null), prepared(null, null))).toBe('2024-10-09');
  });

  test('is not known where one of the checks is not dated, or was found by with an older feed', () => {
    expect(sinceOf(prepared('2024-10-09', null), prepared(null, null, '208999'))).toBeNull();
    expect(sinceOf(prepared('2024-10-09', '2024-10-08T09:15:00Z'))).toBeNull();
    expect(sinceOf(prepared('2024-10-09', '2024-10-09T09:15:00Z'))).toBe('2024-10-09');
  });
});
