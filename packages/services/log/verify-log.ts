import { createHash } from 'node:crypto';
import type { LogVerification } from '@baton/contract/log.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { type ChainedRecord, readLinksAfter, readLogHead, readUnchainedEntries } from '@baton/store/log/read-log.ts';
import { z } from 'zod';

const BATCH = 2000;
const MOST_PROBLEMS = 100;
const FIRST_HASH = Buffer.alloc(32);

const entryStamp = z.object({ entryId: z.string(), at: z.string() });

/**
 * Walks the whole log and computes every link anew: a changed, removed, added or reordered entry, a gap, a cut tail and an
 * entry past the chain each show. Reads one moment of the database, so acts that go on meanwhile do not disturb it.
 */
export async function verifyLog(db: Database): Promise<LogVerification> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const problems: Problem[] = [];
      let last: Link = { sequence: 0, hash: FIRST_HASH };
      let entries = 0;
      for (
        let batch = await readLinksAfter(trx, 0, BATCH);
        batch.length > 0;
        batch = await readLinksAfter(trx, last.sequence, BATCH)
      ) {
        for (const record of batch) {
          problems.push(...problemsOf(record, last));
          // Go on from the link as it stands: one change is then one problem, not all that follow it.
          last = { sequence: record.sequence, hash: record.hash };
          entries++;
        }
      }
      const head = await readLogHead(trx);
      if (head === undefined || head.sequence !== last.sequence || !head.hash.equals(last.hash)) {
        problems.push({
          sequence: null,
          what: `The newest link is ${last.sequence}, the head of the log says ${head?.sequence ?? 'nothing'}.`,
        });
      }
      for (const entryId of await readUnchainedEntries(trx, MOST_PROBLEMS)) {
        problems.push({ sequence: null, what: `The entry ${entryId} is in no link of the chain.` });
      }
      return {
        intact: problems.length === 0,
        entries,
        head: { sequence: last.sequence, hash: last.hash.toString('hex') },
        problems: problems.slice(0, MOST_PROBLEMS),
      };
    });
}

interface Link {
  readonly sequence: number;
  readonly hash: Buffer;
}

interface Problem {
  readonly sequence: number | null;
  readonly what: string;
}

function problemsOf(record: ChainedRecord, last: Link): readonly Problem[] {
  const { sequence, entry, at, hash } = record;
  const gap =
    sequence === last.sequence + 1
      ? []
      : [{ sequence, what: `The links between ${last.sequence} and ${sequence} are gone.` }];
  if (entry === null || at === null) return [...gap, { sequence, what: 'The entry of this link is gone.' }];
  const expected = createHash('sha256').update(last.hash).update(entry).digest();
  if (gap.length === 0 && !expected.equals(hash))
    return [{ sequence, what: 'The entry or the link before it was changed.' }];
  const stamp = entryStamp.safeParse(parseJson(entry));
  const stampHolds = stamp.success && stamp.data.entryId === record.entryId && sameInstant(stamp.data.at, at);
  return stampHolds ? gap : [...gap, { sequence, what: 'The entry’s own id or time is not that of its row.' }];
}

function sameInstant(a: string, b: string): boolean {
  return Temporal.Instant.compare(a, b) === 0;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
